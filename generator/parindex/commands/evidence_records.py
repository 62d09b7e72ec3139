"""Each unit's record of what was seen of its documents: read from the repository, added to, written whole."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from parindex import errors
from parindex.encode.yamltext import yaml_text
from parindex.evidence.journal import Entry
from parindex.evidence.lock import entered
from parindex.load import docket as load_docket
from parindex.load import filing as load_filing
from parindex.load.cycle import load_cycle
from parindex.load.evidence import seen as load_seen
from parindex.model.evidence import LOCK_FILE, Seen, campaign_records
from parindex.model.filing import Evidence
from parindex.model.links import link_fault
from parindex.model.tree import FileTree
from parindex.source.worktree import worktree

Key = tuple[str, str, str]
"""Programme, cycle and unit; an empty unit stands for the campaign's own files."""


def folder_of(unit: Key) -> str:
    """Where the files of a unit in a cycle, or of the campaign, lie."""
    return "/".join(("submissions", *filter(None, unit)))


def evidence_lists(tree: FileTree, unit: Key) -> Iterator[Mapping[str, Evidence]]:
    """The evidence lists of a unit in a cycle: of its filing, its explanation, its objections; or of the campaign."""
    programme, cycle, name = unit
    if not name:
        made = load_cycle(tree, programme, cycle).cycle
        if made is not None:
            yield campaign_records(made)
        return

    def loaded(kind: str) -> load_filing.Loaded | None:
        path = f"{folder_of(unit)}/{kind}.yaml"
        found = load_filing.load_document(tree, path, kind) if path in tree else None
        return found if found is not None and found.document.readable else None

    filed, explained, appealed = loaded("self-assessment"), loaded("explanation"), loaded("appeal")
    if filed:
        yield load_filing.self_assessment(filed, name, cycle).evidence
    if explained:
        yield load_filing.explanation(explained, name, cycle).evidence
    if appealed:
        yield load_docket.appeal(appealed, name, cycle).evidence


def addresses(tree: FileTree, unit: Key) -> list[str]:
    """The addresses that a unit points at and that may be asked."""
    records = [record for evidence in evidence_lists(tree, unit) for record in evidence.values()]
    urls = [record.url for record in records if record.url and not record.restricted]
    return [url for url in dict.fromkeys(urls) if not link_fault(url)]


def rows_of(tree: FileTree, unit: Key) -> tuple[Seen, ...]:
    """What was seen before; a UsageFault where the record cannot be read, because then it is not written over."""
    path = f"{folder_of(unit)}/{LOCK_FILE}"
    if path not in tree:
        return ()
    loaded = load_filing.load_document(tree, path, "evidence-lock")
    if loaded.findings:
        raise errors.UsageFault("usage-evidence-lock", path=path)
    return load_seen(loaded)


def enter(root: Path, desk: Path, entries: Iterable[Entry]) -> None:
    """Adds what a journal holds to the records of its units; what was entered before changes nothing."""
    by_unit: dict[str, list[Seen]] = {}
    for entry in entries:
        by_unit.setdefault(entry.unit, []).append(entry.seen)
    tree = worktree(root) if by_unit else FileTree.of({})
    for name, seen in sorted(by_unit.items()):
        programme, cycle, unit = name.split("/")
        before = rows = rows_of(tree, (programme, cycle, unit))
        for one in seen:
            rows = entered(rows, one)
        folder = root / folder_of((programme, cycle, unit))
        if rows != before and folder.is_dir():
            whose = {"unit": unit} if unit else {}
            told = {**whose, "cycle": cycle, "seen": [_row(row) for row in rows]}
            _put(desk, folder / LOCK_FILE, yaml_text(told, rows_in_line=False).encode())


def _row(row: Seen) -> dict[str, Any]:
    given = {key: value for key, value in asdict(row).items() if value}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in given.items()}


def _put(desk: Path, path: Path, data: bytes) -> None:
    """Replaces a file. What is left of a broken attempt lies on the desk and not among the data."""
    handle, name = tempfile.mkstemp(prefix="lock-", dir=desk)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(0o644)
    Path(name).replace(path)
