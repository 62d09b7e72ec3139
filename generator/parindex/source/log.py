"""The main line as integrations: what each of its commits changed in the filings, by whom, when it was received.

Two streamed walks of git answer for all units together: one along the first parents with what each changed, one over
all commits for who wrote what a merge brought in. Nothing here depends on the user's settings of git, and no date that
the author of a branch wrote is ever read (threat 4): a commit's time of receipt is the note that the server left on it
(`refs/notes/receipts`), else the committer time of the commit that entered the main line.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parindex.model.history import FileChange, Integration, ReceiptSource
from parindex.model.roster import is_moment
from parindex.source.commit import MODES, NoSuchCommit, open_repository, prefix_of, resolve
from parindex.source.names import path_problem
from parindex.source.receipts import NOTES
from parindex.source.stream import HistoryUnreadable, blobs, streamed, words_of

if TYPE_CHECKING:
    from git import Repo

FOLDER = "submissions"

SIMILAR = "90%"
"""How much of a moved file must be the same. Filings of two units under one set of criteria are half alike."""

MOST_NAMES = 12
_LONGEST_NAME = 80
_FIRST_YEAR, _LAST_YEAR = 1971, 9998
_LAST = int(datetime(_LAST_YEAR, 1, 1, tzinfo=UTC).timestamp())

# Everything that a user's own settings could change in the output, said outright.
_SETTINGS = ("-c", "log.showRoot=true", "-c", "log.diffMerges=separate", "-c", "log.follow=false")
_PLAIN = ("--no-color", "--no-decorate", "--no-notes", "--no-show-signature", "--no-mailmap", "--encoding=UTF-8", "-z")
_DIFF = ("--raw", "--no-abbrev", f"-M{SIMILAR}", "-l200", "-O/dev/null", "--no-relative", "--ignore-submodules=none")


class ShallowHistory(Exception):
    """The clone was cut off: its oldest commits are missing, and times of receipt made from the rest would be wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Receipt:
    received: datetime
    source: ReceiptSource
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    parents: tuple[str, ...]
    author: str
    order: int


def integrations(root: Path, revision: str = "HEAD") -> tuple[Integration, ...] | None:
    """All commits of the main line up to `revision` that touched filings, oldest first.

    None where there is no repository or nothing was committed yet. NoSuchCommit for a revision that does not exist,
    ShallowHistory for a clone that was cut off, HistoryUnreadable where git says so.
    """
    from git import GitCommandError  # noqa: PLC0415 slow to import

    try:
        repository = open_repository(root)
    except NoSuchCommit:
        return None
    try:
        shallow = str(repository.git.rev_parse("--is-shallow-repository")) == "true"
    except GitCommandError as bad:
        raise HistoryUnreadable(str(bad.stderr)) from bad
    try:
        head = resolve(repository, revision)
    except NoSuchCommit:
        if revision == "HEAD":
            return None
        raise
    if shallow:
        raise ShallowHistory(str(root))
    written = _written(repository, head)
    line = _main_line(written, head)
    receipts = _receipts(repository, root, line)
    # A server that takes notes took none of these: what their own dates say is anybody's word.
    unnoted = set(takewhile(lambda commit: commit not in receipts, line)) if receipts else set()
    authors = _authors(written, line)
    found = list(_changed(repository, head, prefix_of(repository, root)))
    made: list[Integration] = []
    for number, (commit, stamped, changes) in enumerate(reversed(found)):
        receipt = receipts.get(commit) or _Receipt(received=stamped, source=ReceiptSource.INTEGRATION)
        noted = receipt.source is ReceiptSource.NOTE
        made.append(
            Integration(
                number=number,
                commit=commit,
                received=receipt.received,
                source=receipt.source,
                authors=authors.get(commit, ()),
                actor=receipt.actor,
                doubtful=not noted and (commit in unnoted or (bool(made) and stamped < made[-1].received)),
                changes=changes,
            )
        )
    return tuple(made)


def _written(repository: "Repo", head: str) -> dict[str, _Written]:
    """Parents and author of every commit, newest first."""
    with streamed(repository, *_SETTINGS, "log", *_PLAIN, "--format=tformat:%H%x00%P%x00%an", head, "--") as output:
        words = words_of(output)
        return {
            commit.decode("ascii"): _Written(
                parents=tuple(parents.decode("ascii").split()), author=name_of(author), order=order
            )
            for order, (commit, parents, author) in enumerate(zip(words, words, words, strict=False))
        }


def _main_line(written: Mapping[str, _Written], head: str) -> list[str]:
    """The first parents of `head`, newest first, itself included."""
    line = [head]
    while parents := written[line[-1]].parents:
        line.append(parents[0])
    return line


def _authors(written: Mapping[str, _Written], line: list[str]) -> dict[str, tuple[str, ...]]:
    """Who wrote what each commit of the main line brought in: itself, or the commits of the branches it merged."""
    seen: set[str] = set()
    told: dict[str, tuple[str, ...]] = {}
    for commit in reversed(line):
        seen.add(commit)
        waiting = list(written[commit].parents[1:])
        brought: list[_Written] = []
        while waiting:
            other = waiting.pop()
            if other not in seen:
                seen.add(other)
                brought.append(written[other])
                waiting += written[other].parents
        # A merge of the main line into a branch is nobody's contribution.
        own = [entry for entry in brought if len(entry.parents) < 2] or [written[commit]]
        names = dict.fromkeys(entry.author for entry in sorted(own, key=lambda entry: -entry.order) if entry.author)
        told[commit] = tuple(names)[:MOST_NAMES]
    return told


def _changed(repository: "Repo", head: str, prefix: str) -> Iterator[tuple[str, datetime, tuple[FileChange, ...]]]:
    """Commit, committer time and changed files of each commit of the main line that touched filings, newest first."""
    command = [*_SETTINGS, "log", "--first-parent", "-m", *_DIFF, *_PLAIN, "--format=tformat:%x01%H %ct", head]
    commit, stamped = "", _moment("0")
    changes: list[FileChange] = []
    with streamed(repository, *command, "--", prefix + FOLDER) as output:
        words = words_of(output)
        for word in words:
            if word.startswith(b"\x01"):
                if commit:
                    yield commit, stamped, tuple(changes)
                name, _, seconds = word[1:].decode("ascii").partition(" ")
                commit, stamped, changes = name, _moment(seconds), []
            elif word.strip():
                old_mode, new_mode, old, new, status = word.lstrip(b"\n:").decode("ascii").split(" ")
                before = after = next(words)
                if status[0] in "RC":
                    after = next(words)
                changes += _file_change(
                    _data_path(before, prefix), _data_path(after, prefix), _blob(old_mode, old), _blob(new_mode, new)
                )
    if commit:
        yield commit, stamped, tuple(changes)


def _file_change(before: str, after: str, old: str, new: str) -> Iterator[FileChange]:
    """The change as far as it lies on paths that are read at all."""
    if before and after and (old or new):
        yield FileChange(path=after, before=before, old=old, new=new)
    elif before and old:
        yield FileChange(path=before, before=before, old=old, new="")
    elif after and new:
        yield FileChange(path=after, before=after, old="", new=new)


def _data_path(name: bytes, prefix: str) -> str:
    path = os.fsdecode(name).removeprefix(prefix)
    return "" if path_problem(path) else path


def _blob(mode: str, blob: str) -> str:
    """The content's id, empty where there is none or where it is no plain file, which nobody reads either."""
    return "" if mode == "000000" or mode in MODES else blob


def _moment(seconds: str) -> datetime:
    """Seconds since 1970; what lies beyond every calendar becomes its end."""
    return datetime.fromtimestamp(max(0, min(int(seconds or "0"), _LAST)), UTC)


def _receipts(repository: "Repo", root: Path, line: list[str]) -> dict[str, _Receipt]:
    """The receipts that the server noted, by commit of the main line.

    A push may bring several commits and the note stands on the last: those between two noted commits came in with the
    later one. Those before the first note were there before anybody took notes.
    """
    noted = _notes(repository, root)
    told: dict[str, _Receipt] = {}
    latest: _Receipt | None = None
    first = next((commit for commit in reversed(line) if commit in noted), None)
    for commit in line:
        latest = noted.get(commit, latest)
        if latest is not None:
            told[commit] = latest
        if commit == first:
            break
    return told


def _notes(repository: "Repo", root: Path) -> dict[str, _Receipt]:
    listed = repository.git.for_each_ref("--format=%(objecttype)", NOTES)
    if listed != "commit":
        return {}
    with streamed(repository, "ls-tree", "-r", "-z", "--full-tree", NOTES) as output:
        notes: dict[str, str] = {}
        for word in words_of(output):
            about, _, name = word.partition(b"\t")
            _, kind, blob = about.decode("ascii").split(" ")
            commit = name.replace(b"/", b"")
            if kind == "blob" and re.fullmatch(rb"[0-9a-f]{40}|[0-9a-f]{64}", commit):
                notes[commit.decode("ascii")] = blob
    texts = dict(blobs(root, dict.fromkeys(notes.values())))
    receipts = {commit: _receipt(texts[blob]) for commit, blob in notes.items()}
    return {commit: receipt for commit, receipt in receipts.items() if receipt is not None}


def _receipt(data: bytes) -> _Receipt | None:
    """The receipt in a note; None for anything else that somebody may have written there."""
    try:
        value: Any = json.loads(data)
    except (ValueError, RecursionError):
        return None
    received = value.get("received") if isinstance(value, dict) else None
    if not isinstance(received, str) or not is_moment(received):
        return None
    moment = datetime.fromisoformat(received)
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    actor = value.get("actor")
    return _Receipt(
        received=moment.astimezone(UTC),
        source=ReceiptSource.NOTE,
        actor=name_of(actor.encode(errors="replace")) if isinstance(actor, str) else "",
    )


def name_of(data: bytes) -> str:
    """A name that is safe to show: one line, nothing invisible, no domain of an e-mail address, not endless."""
    text = " ".join(data.decode("utf-8", "replace").split())
    text = "".join(sign for sign in text if sign.isprintable())
    return re.sub(r"@[^\s@]*", "", text).strip()[:_LONGEST_NAME]
