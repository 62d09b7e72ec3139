"""The difference that a branch brings: its files since it parted from the base, laid over the base's tree."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from parindex.model.change import Change, PathClass, Status, place_of
from parindex.model.tree import FileTree
from parindex.source.commit import MODES, NoSuchCommit, blob_reader, commit_tree, open_repository, prefix_of, resolve
from parindex.source.names import ROOTS, sift
from parindex.source.stream import streamed, words_of

if TYPE_CHECKING:
    from git import Repo

_STATUS = {"A": Status.ADDED, "D": Status.REMOVED}
_YARDSTICKS = (PathClass.CRITERIA, PathClass.ROSTER, PathClass.PLATFORM)

MOST_FILES = 5_000
"""Files of a change that are judged; a national cycle is opened with a handful, and filed one by one."""


class ManyBases(Exception):
    """Two histories that parted more than once: what merging them does is not one difference."""


class ChangeTooLarge(Exception):
    """More files than are judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A base, a head, the files that differ, and the base's tree with the head's files over it.

    `read` gives a file of the head that is none of the data's.
    """

    base: FileTree
    head: FileTree
    base_commit: str
    head_commit: str
    changes: tuple[Change, ...]
    read: Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    path: str
    status: Status
    mode: str
    blob: str | None


def difference(root: Path, base: str, head: str) -> Difference:
    """What merging `head` into `base` would change.

    Files that the base has changed since stay as they are in the base. Criteria, rosters and permissions of the head
    count only where nothing else is changed with them: a filing never brings its own yardstick.

    NoSuchCommit where a revision or a common ancestor is missing, ManyBases where there are several of the latter,
    ChangeTooLarge before anything of a change beyond all measure is read.
    """
    from git import GitCommandError  # noqa: PLC0415

    repository = open_repository(root)
    base_commit, head_commit = resolve(repository, base), resolve(repository, head)
    try:
        parted = str(repository.git.merge_base("--all", base_commit, head_commit)).split()
    except GitCommandError as bad:
        raise NoSuchCommit(f"{base}...{head}") from bad
    if len(parted) > 1:
        # Git may then merge otherwise than any one difference shows, down to taking out other people's files.
        raise ManyBases(f"{base}...{head}")
    prefix = prefix_of(repository, root)
    entries = _entries(repository, parted[0], head_commit)
    moved = {entry.path for entry in _entries(repository, parted[0], base_commit)} if parted[0] != base_commit else ()
    before = commit_tree(root, base_commit)
    changes = []
    blobs: dict[str, str | None] = {}
    for entry in entries:
        inside = entry.path.startswith(prefix) and entry.path.removeprefix(prefix).split("/")[0] in ROOTS
        # Outside of the data folders the whole path is told: it is the platform's, wherever the data lie.
        path = entry.path.removeprefix(prefix) if inside else entry.path
        problem = MODES.get(entry.mode, "") if inside else ""
        changes.append(Change(path=path, status=entry.status, mode=problem, stale=entry.path in moved))
        if inside:
            blobs[path] = entry.blob
    return Difference(
        base=before,
        head=_laid_over(root, before, changes, blobs),
        base_commit=base_commit,
        head_commit=head_commit,
        changes=tuple(sorted(changes, key=lambda change: change.path)),
        read=partial(_read_outside, root, prefix, {entry.path: entry.blob for entry in entries}),
    )


def _read_outside(root: Path, prefix: str, blobs: Mapping[str, str | None], path: str) -> bytes | None:
    """A changed file outside of the data folders as the head has it; None where it is gone."""
    blob = blobs.get(prefix + path) or blobs.get(path)
    return blob_reader(root)(blob) if blob else None


def _laid_over(root: Path, base: FileTree, changes: Iterable[Change], blobs: dict[str, str | None]) -> FileTree:
    kinds = {place_of(path).kind for path in blobs}
    own_yardstick = kinds and kinds <= {*_YARDSTICKS}
    wanted = {path: blob for path, blob in blobs.items() if own_yardstick or place_of(path).kind not in _YARDSTICKS}
    read = blob_reader(root)
    marks = {change.path: change.mode for change in changes}
    good, problems = sift((path, marks[path]) for path, blob in wanted.items() if blob is not None)
    put = {path: blob for path in good if (blob := wanted[path]) is not None}
    kept = [path for path in base.paths if path not in wanted]
    beneath = base.read
    # Contents are read when somebody asks for them: a change may name the same large file a thousand times.
    return replace(
        base,
        paths=tuple(sorted({*kept, *put})),
        read=lambda path: read(put[path]) if path in put else beneath(path),
        problems=(*(problem for problem in base.problems if problem.path not in wanted), *problems),
        commit=None,
    )


def _entries(repository: "Repo", one: str, other: str) -> list[_Entry]:
    """Every file that differs; renames are a removal and an addition."""
    entries: list[_Entry] = []
    words = ("diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--ignore-submodules=none", one, other)
    with streamed(repository, *words) as output:
        told = words_of(output)
        for about in told:
            if len(entries) == MOST_FILES:
                raise ChangeTooLarge(f"{one}..{other}")
            _, mode, _, blob, status = about.decode("ascii").split(" ")
            path = os.fsdecode(next(told))
            removed = status == "D"
            entries.append(
                _Entry(
                    path=path,
                    status=_STATUS.get(status, Status.MODIFIED),
                    mode="" if removed else mode,
                    blob=None if removed else blob,
                )
            )
    return entries
