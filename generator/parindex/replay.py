"""The history of filings with what it did to points: versions of a unit's files go through the pipeline once more.

Which commits there are is the source's answer and what they mean for a unit the history stage's; this module puts the
two together and adds the strict loader and the score, which a stage may not know.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from parindex.history.effects import Files, effects, worth_scoring
from parindex.history.facts import mark_of, may_be_approved, quick_facts
from parindex.history.ledger import Key, Ledger, Step, ledger_of
from parindex.history.telling import after_decision, as_imported
from parindex.history.timeline import first_filed, first_received, timeline, visible
from parindex.i18n.mirror import ORIGINAL
from parindex.i18n.quoted import quoted
from parindex.load.filing import load_document
from parindex.model.history import (
    FILING,
    UNIT_FILES,
    Effect,
    Event,
    EventKind,
    FileFacts,
    Integration,
    Part,
    PointsThen,
)
from parindex.model.points import ZERO
from parindex.model.repository import CycleResult
from parindex.model.result import UnitResult
from parindex.model.roster import Person, Programme, Unit
from parindex.model.tree import FileTree
from parindex.render.translated import said_in
from parindex.report.history import HistoryRow, history_rows, moment_iso
from parindex.score.unit import UnitScorer
from parindex.source.commit import blob_reader
from parindex.source.log import integrations
from parindex.source.signatures import signer_of
from parindex.source.stream import HistoryUnreadable, blobs
from parindex.unitfiles import unit_result

Signer = Callable[[str, str, Iterable[Person], datetime], Person | None]
"""Whose key signed the commit that wrote a file: commit of the main line, path, people, time of receipt."""


class Chronicle:
    """The history of all units up to one commit; contents of files are read when something asks for them."""

    def __init__(self, ledger: Ledger, read: Callable[[str], bytes], signer: Signer) -> None:
        self.ledger = ledger
        self._read = read
        self._signer = signer
        self._facts: dict[tuple[str, str], FileFacts] = {}

    def facts(self, file: str, blob: str) -> FileFacts:
        """The facts of a version of a file by the strict loader; kept, so that each version is read once."""
        known = self._facts.get((file, blob))
        if known is None:
            known = self._facts[file, blob] = strict_facts(file, self._read(blob))
        return known

    def approved(self, blob: str) -> bool:
        """Whether a version of a filing holds an approval; read in full only where it can."""
        if (FILING, blob) in self._facts or may_be_approved(self._read(blob)):
            return self.facts(FILING, blob).approved
        return False

    def steps(self, key: Key) -> list[Step]:
        """What integrations did to the files of a unit."""
        return self.ledger.of(key)

    def events(self, key: Key, *, disclosed: bool, imported: bool = False) -> list[Event]:
        """The timeline of a unit, as far as it may be shown; `imported` where its figures come from a source."""
        shown = visible(timeline(self.ledger, key, self.facts), disclosed=disclosed)
        return as_imported(shown) if imported else shown

    def signed(self, events: Iterable[Event], programme: Programme, unit: Unit) -> list[Event]:
        """The events with who signed an approval, where the programme takes signatures."""
        return [self._signed(event, unit) if programme.signed_approval else event for event in events]

    def _signed(self, event: Event, unit: Unit) -> Event:
        if event.kind is not EventKind.APPROVED or not unit.signers:
            return event
        path = f"submissions/{event.programme}/{event.cycle}/{event.unit}/{FILING}.yaml"
        person = self._signer(event.integration.commit, path, unit.signers, event.integration.received)
        return replace(event, signed_by=person.name) if person else event

    def effects(
        self, events: Iterable[Event], made: CycleResult, result: UnitResult, tree: FileTree
    ) -> list[Effect | None]:
        """What each event did to the points of a unit, by the criteria and campaign files of `made`.

        `result` is the unit's result from `tree`: what it holds is not scored again. Units with one version of one
        file have nothing to compare.
        """
        events = list(events)
        unit = result.unit
        steps = self.steps((made.programme.id, made.cycle.id, unit.id))
        if made.regulation is None or not worth_scoring(steps):
            return [None] * len(events)
        scorer = UnitScorer(made.regulation, made.cycle)
        beside = _campaign_files(tree, made.cycle.folder)
        own = _unit_files(tree, f"{made.cycle.folder}/{unit.id}")
        now = points_of(result)

        def score(files: Files) -> PointsThen:
            held = {name: git_id(own[name], len(blob)) == blob for name, blob in files.items() if name in own}
            if all(held.values()) and held.keys() == files.keys() == own.keys():
                return now
            if now.claimed is not None and files.keys() == {FILING} and held.get(FILING):
                return PointsThen(claimed=now.claimed)
            return points_then(beside, scorer, unit, {name: self._read(blob) for name, blob in files.items()})

        return effects(events, steps, self.facts, score, disclosed=made.cycle.disclosed)

    def received(self, key: Key) -> Integration | None:
        """Where the filing that stands now first arrived with its approval."""
        return first_received(self.steps(key), self.approved)

    def receipts(self, programme: str, cycle: str) -> dict[str, str]:
        """When the units of a cycle were received (ISO), by unit, as `receipts.yaml` would hold it."""
        found = ((unit, self.received((programme, cycle, unit))) for unit in self.ledger.units(programme, cycle))
        return {unit: moment_iso(receipt.received) for unit, receipt in found if receipt is not None}

    def filed(self, key: Key) -> Integration | None:
        """Where the filing that stands now first arrived."""
        return first_filed(self.steps(key))

    def all_events(self, root: Path) -> dict[Key, list[Event]]:
        """The timelines of all units by the look of their files, all of which are read in one go.

        Quick enough for a whole country and every commit; a file spelt to deceive can fool it (`history.facts`).
        """
        wanted: dict[str, set[str]] = {}
        for steps in self.ledger.steps.values():
            for step in steps:
                if step.file in _LOOKED_INTO:
                    for blob in filter(None, (step.old, step.new)):
                        wanted.setdefault(blob, set()).add(step.file)
        found = {(file, blob): quick_facts(file, data) for blob, data in blobs(root, wanted) for file in wanted[blob]}
        return {
            key: timeline(self.ledger, key, lambda file, blob: found[file, blob]) for key in self.ledger.steps if key[2]
        }


def read_chronicle(root: Path, revision: str = "HEAD") -> Chronicle | None:
    """The history of a repository up to a commit; None where there is none (see `source.log.integrations`)."""
    found = integrations(root, revision)
    if found is None:
        return None
    reader = blob_reader(root)

    def read(blob: str) -> bytes:
        try:
            return reader(blob)
        except ValueError as bad:
            raise HistoryUnreadable(f"{blob}: {bad}") from bad

    return Chronicle(ledger_of(found), read, partial(signer_of, root))


def page_rows(
    chronicle: Chronicle, made: CycleResult, result: UnitResult, tree: FileTree, languages: Sequence[str]
) -> dict[str, tuple[HistoryRow, ...]]:
    """The timeline of a unit as its pages in several languages show it, with nothing in it that may not be shown yet.

    Forked workers may call it: each opens a git of its own.
    """
    events, told = told_events(chronicle, made, result, tree)
    stages = stage_names(made, result.unit)
    rows = {}
    for lang in languages:
        said = said_in(made.regulation, lang)
        named = stages if lang == ORIGINAL else {key: quoted(said(name)) for key, name in stages.items()}
        rows[lang] = history_rows(events, told, named, lang)
    return rows


def told_events(
    chronicle: Chronicle, made: CycleResult, result: UnitResult, tree: FileTree
) -> tuple[list[Event], list[Effect | None]]:
    """What happened to a unit's files as far as it may be told, who signed it, and what it did to points."""
    key = made.programme.id, made.cycle.id, result.unit.id
    events = chronicle.events(key, disclosed=made.cycle.disclosed, imported=made.imported)
    events = chronicle.signed(events, made.programme, result.unit)
    told = chronicle.effects(events, made, result, tree)
    return after_decision(events, told), told


def stage_names(made: CycleResult, unit: Unit) -> dict[str, str]:
    """The names of the stages of appraisal that a unit's filing passes, by id."""
    return {stage.id: stage.name for stage in made.regulation.appraisal_stages(unit.group)} if made.regulation else {}


def points_then(beside: FileTree, scorer: UnitScorer, unit: Unit, files: Mapping[str, bytes]) -> PointsThen:
    """A unit's points if these were its files; nothing where such a filing could not be scored."""
    folder = f"{scorer.cycle.folder}/{unit.id}"
    tree = beside.overlay({f"{folder}/{name}.yaml": data for name, data in files.items()})
    return points_of(unit_result(tree, scorer, unit))


def points_of(result: UnitResult) -> PointsThen:
    """The points of a result over the criteria that the unit scores itself."""
    own = [leaf for leaf in result.leaves if leaf.leaf.self_scored]
    if result.claimed is None:
        return PointsThen()
    stand = sum((leaf.official.points if leaf.official.counts else leaf.claimed.points for leaf in own), ZERO)
    appraised = result.official is not None and (result.stages_done or any(leaf.ruling for leaf in own))
    return PointsThen(claimed=sum((leaf.claimed.points for leaf in own), ZERO), official=stand if appraised else None)


def git_id(data: bytes, length: int) -> str:
    """The id that git gives a content; the length of ids tells which of its two hashes a repository uses."""
    made = hashlib.sha256 if length == 64 else partial(hashlib.sha1, usedforsecurity=False)
    return made(b"blob %d\0%s" % (len(data), data)).hexdigest()


def strict_facts(file: str, data: bytes) -> FileFacts:
    """The facts of a version of a file as the loader reads it; a file that it cannot read has none."""
    path = f"{file}.yaml"
    loaded = load_document(FileTree.of({path: data}), path, file)
    value = loaded.value
    if file == FILING:
        said = {key: entry for key, entry in value.items() if key not in ("approval", "unit", "cycle")}
        # What had to be left out is gone from the value, and the filing is not the same without it.
        faults = [[finding.rule, *finding.place] for finding in loaded.findings]
        return FileFacts(approved=bool(value.get("approval")), body=_mark([said, faults]))
    rows = value.get({"appraisal": "stages", "errata": "errata"}.get(file, ""), ())
    name = "stage" if file == "appraisal" else "id"
    return FileFacts(
        parts={row[name]: Part(mark=_mark(row), unit=row.get("unit", "")) for row in rows if row.get(name)}
    )


_CAMPAIGN = ("cycle", "receipts", "survey", "external", "adjustments", "minutes", "decision", "errata")
_LOOKED_INTO = frozenset({FILING, "appraisal", "errata"})


def _mark(value: object) -> str:
    return mark_of(json.dumps(value, ensure_ascii=False, sort_keys=True).encode())


def _unit_files(tree: FileTree, folder: str) -> dict[str, bytes]:
    """The contents of a unit's files by name without ending; looked up by name, for a tree may hold thousands."""
    paths = {name: f"{folder}/{name}.yaml" for name in UNIT_FILES}
    return {name: tree.read(path) for name, path in paths.items() if path in tree}


def _campaign_files(tree: FileTree, folder: str) -> FileTree:
    """The tree without filings: laying one unit's files over it costs nothing, however many units there are."""
    own = tuple(path for name in _CAMPAIGN if (path := f"{folder}/{name}.yaml") in tree)
    return FileTree(paths=tuple(sorted(own)), read=tree.read)
