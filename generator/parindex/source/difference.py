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

if TYPE_CHECKING:
    from git import Repo

_STATUS = {"A": Status.ADDED, "D": Status.REMOVED}
_YARDSTICKS = (PathClass.CRITERIA, PathClass.ROSTER, PathClass.PLATFORM)
NOTHING = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""The tree without files: what a first push is compared with."""


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


def difference(root: Path, base: str, head: str, *, each: bool = False) -> Difference:
    """What merging `head` into `base` would change.

    `each` is for a push, which puts every commit onto the main line: files changed and changed back count as well.

    Files that the base has changed since stay as they are in the base. Criteria, rosters and permissions of the head
    count only where nothing else is changed with them: a filing never brings its own yardstick.
    """
    from git import GitCommandError  # noqa: PLC0415

    repository = open_repository(root)
    base_commit, head_commit = resolve(repository, base), resolve(repository, head)
    try:
        parted = str(repository.git.merge_base(base_commit, head_commit))
    except GitCommandError as bad:
        raise NoSuchCommit(f"{base}...{head}") from bad
    prefix = prefix_of(repository, root)
    entries = _raw(repository, parted, head_commit)
    moved = {path for path, *_ in _raw(repository, parted, base_commit)} if parted != base_commit else set()
    before = commit_tree(root, base_commit)
    changes = []
    blobs: dict[str, str | None] = {}
    for full, status, mode, blob in entries:
        inside = full.startswith(prefix) and full.removeprefix(prefix).split("/")[0] in ROOTS
        # Outside of the data folders the whole path is told: it is the platform's, wherever the data lie.
        path = full.removeprefix(prefix) if inside else full
        problem = MODES.get(mode, "") if inside else ""
        changes.append(Change(path=path, status=status, mode=problem, stale=full in moved))
        if inside:
            blobs[path] = blob
    if each:
        known = {full for full, *_ in entries}
        told = repository.git.log(
            "-c",
            "-z",
            "--format=",
            "--name-only",
            "--no-renames",
            f"{base_commit}..{head_commit}",
            stdout_as_string=False,
        )
        undone = {os.fsdecode(name) for name in told.split(b"\0") if name} - known
        changes += [Change(path=full.removeprefix(prefix), status=Status.UNDONE) for full in undone]
    return Difference(
        base=before,
        head=_laid_over(root, before, changes, blobs),
        base_commit=base_commit,
        head_commit=head_commit,
        changes=tuple(sorted(changes, key=lambda change: change.path)),
        read=partial(_read_outside, root, prefix, {full: blob for full, _, _, blob in entries}),
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
    files: dict[str, bytes | None] = dict.fromkeys(wanted)
    files |= {path: read(blob) for path in good if (blob := wanted[path]) is not None}
    kept = tuple(problem for problem in base.problems if problem.path not in wanted)
    return replace(base.overlay(files), problems=(*kept, *problems))


def _raw(repository: "Repo", one: str, other: str) -> list[tuple[str, Status, str, str | None]]:
    """Path, status, new mode and new blob of every file that differs; renames are a removal and an addition."""
    told = repository.git.diff_tree(
        "-r", "-z", "--raw", "--no-abbrev", "--no-renames", one, other, stdout_as_string=False
    )
    words = told.split(b"\0")
    entries = []
    for about, name in zip(words[::2], words[1::2], strict=False):
        _, mode, _, blob, status = about.decode("ascii").split(" ")
        path = os.fsdecode(name)
        removed = status == "D"
        entries.append((path, _STATUS.get(status, Status.MODIFIED), "" if removed else mode, None if removed else blob))
    return entries
