"""The order of the stages, and nothing else: tree → load → check → score → rank.

Everything here is a function of a `FileTree`; commands decide where the tree comes from and where results go.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from parindex.check.campaign import (
    check_adjustments,
    check_cycle,
    check_external,
    check_frozen,
    check_programme,
    check_roster_groups,
    check_survey,
)
from parindex.check.criteria import check_regulation
from parindex.check.docket import check_answered
from parindex.check.english import check_english
from parindex.check.errata import check_corrected, check_errata, errata_path
from parindex.check.evidence import Bodies, check_lock, check_shared
from parindex.check.leaks import check_leaks, quoted
from parindex.check.minutes import check_minutes, check_votes, minutes_path
from parindex.check.paths import CYCLE_FILES, PROGRAMME_FILES, stray_criteria, stray_filings, stray_top
from parindex.check.printed import check_printed
from parindex.check.registry import check_registry
from parindex.load import docket as load_docket
from parindex.load import evidence as load_evidence
from parindex.load import filing as load_filing
from parindex.load.criteria import LoadedRegulation, load_regulation, regulation_ids
from parindex.load.cycle import LoadedCycle, load_cycle
from parindex.load.registry import registry
from parindex.load.roster import SUBMISSIONS, LoadedProgramme, load_maintainers, load_programme, programme_ids
from parindex.model.evidence import LOCK_FILE, Seen
from parindex.model.finding import Finding, Severity, error
from parindex.model.names import ENGLISH
from parindex.model.regulation import Regulation
from parindex.model.repository import CycleResult, Repository
from parindex.model.result import UnitResult
from parindex.model.roster import Allowance, Cycle, CycleKind, Programme, Unit
from parindex.model.tree import FileTree
from parindex.score.rank import ranked
from parindex.score.total import adjustment_results
from parindex.score.unit import UnitScorer
from parindex.unitfiles import engine_defect, unit_result

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done and how much there is."""


def no_progress(what: str, done: int, of: int) -> None:
    """The silent `Progress`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What to read: everything, or one regulation, programme, cycle or some of its units (for a quick check).

    `shared` reads the files with figures of all units although only some are asked for. `inside` is for those who see
    the files themselves: appraised figures of a closed cycle are told before the decision. No page is made from it.
    """

    regulation: str | None = None
    programme: str | None = None
    cycle: str | None = None
    units: frozenset[str] | None = None
    only_criteria: bool = False
    shared: bool = False
    inside: bool = False

    def takes(self, unit: Unit) -> bool:
        """Whether a unit of the cycle is asked for."""
        return self.units is None or unit.id in self.units

    @property
    def reads_shared(self) -> bool:
        """Whether the files that concern all units are read."""
        return self.shared or self.units is None


class Halted(Exception):
    """Raised by a caller's own part of a run. It is no fault of a file, so `run` does not make a finding of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsOfCycle:
    """The units of one cycle, each of which can be scored alone, in any order and in any process."""

    tree: FileTree
    programme: Programme
    scorer: UnitScorer
    units: tuple[Unit, ...]
    bodies: Bodies

    @property
    def cycle(self) -> CycleResult:
        """The cycle without results, and without what is judged by them and may be refused: minutes and errata."""
        cycle = replace(self.scorer.cycle, meetings=(), errata=())
        return CycleResult(programme=self.programme, cycle=cycle, regulation=self.scorer.regulation)

    def result(self, unit: Unit) -> UnitResult:
        """One unit's files read, checked and scored."""
        return unit_result(self.tree, self.scorer, unit, self.bodies, self.programme.allowed_leaks)


ScoreUnits = Callable[[UnitsOfCycle, Progress], Sequence[UnitResult]]
"""Scores the units of a cycle, in their order."""


Receipts = Callable[[str, str], Mapping[str, str]]
"""Moments (ISO) at which the units of a programme's cycle were received, from elsewhere than the tree."""


def one_by_one(work: UnitsOfCycle, progress: Progress) -> list[UnitResult]:
    """The plain `ScoreUnits`."""
    results: list[UnitResult] = []
    for number, unit in enumerate(work.units, 1):
        results.append(work.result(unit))
        progress(work.scorer.cycle.folder, number, len(work.units))
    return results


@dataclass(slots=True)
class _Found:
    """Gathers findings, without the values that must not be repeated; the order in which they come does not matter."""

    all: list[Finding] = field(default_factory=list)

    def add(self, findings: Iterable[Finding]) -> list[Finding]:
        kept = quoted(findings)
        self.all += kept
        return kept


def run(
    tree: FileTree,
    scope: Scope | None = None,
    progress: Progress = no_progress,
    score_units: ScoreUnits = one_by_one,
    receipts: Receipts | None = None,
) -> Repository:
    """Reads, checks and scores a tree; a fault in one file never keeps the others from being looked at.

    `receipts` knows when filings were received where no `receipts.yaml` says so.
    """
    scope = scope or Scope()
    found = _Found()
    found.add(tree.problems)
    # Thousands of filings are built here and all of them are kept: the cyclic collector would only count them again.
    collecting = gc.isenabled()
    gc.disable()
    try:
        regulations = _regulations(tree, scope, found)
        if not scope.only_criteria:
            found.add(stray_top(tree.under(SUBMISSIONS)))
            found.add(load_maintainers(tree)[1])
            found.add(load_evidence.trust_roots(tree)[1])
            found.add(_leaks_of(tree, ["submissions/maintainers.yaml", load_evidence.ROOTS], ()))
        programmes: dict[str, Programme] = {}
        cycles: list[CycleResult] = []
        for programme_id in programme_ids(tree):
            if scope.only_criteria or scope.programme not in (None, programme_id):
                continue
            loaded = load_programme(tree, programme_id)
            found.add(loaded.findings)
            allowed = loaded.programme.allowed_leaks if loaded.programme else ()
            own = [f"submissions/{programme_id}/{name}" for name in PROGRAMME_FILES if name != "allowed-leaks.yaml"]
            found.add(_leaks_of(tree, own, allowed))
            if loaded.programme is None:
                continue
            programmes[programme_id] = loaded.programme
            found.add(stray_filings(tree.under(f"submissions/{programme_id}"), loaded.programme))
            found.add(_roster_findings(loaded, loaded.programme))
            for cycle_id in loaded.programme.cycles:
                if scope.cycle in (None, cycle_id):
                    try:
                        result = _cycle(
                            tree,
                            loaded.programme,
                            loaded.files,
                            cycle_id,
                            regulations,
                            scope,
                            progress,
                            score_units,
                            receipts,
                        )
                    except Halted:
                        raise
                    except Exception as defect:
                        head = f"submissions/{loaded.id}/{cycle_id}/cycle.yaml"
                        result = _CycleRun(made=None, findings=(engine_defect(head, defect),))
                    found.add(result.findings)
                    if result.made is not None:
                        cycles.append(result.made)
    finally:
        if collecting:
            gc.enable()
    return Repository(
        tree=tree,
        regulations={key: value.regulation for key, value in regulations.items() if value.regulation is not None},
        programmes=programmes,
        cycles=tuple(cycles),
        findings=tuple(sorted(found.all, key=lambda finding: finding.sort_key)),
    )


def _regulations(tree: FileTree, scope: Scope, found: _Found) -> dict[str, LoadedRegulation]:
    wanted = set(regulation_ids(tree))
    if scope.regulation is not None:
        wanted &= {scope.regulation}
    elif scope.programme is not None:
        wanted &= _regulations_of(tree, scope)
    loaded: dict[str, LoadedRegulation] = {}
    for regulation_id in sorted(wanted):
        entry = load_regulation(tree, regulation_id)
        found.add(entry.findings)
        if entry.regulation is not None:
            found.add(stray_criteria(tree.under(f"criteria/{regulation_id}"), entry.regulation))
        usable = entry.regulation
        if usable is not None:
            problems = check_regulation(usable)
            if usable.id != regulation_id:
                problems.append(error("id-not-folder", usable.path, ("id",), id=usable.id, folder=regulation_id))
            for path in sorted({problem.path for problem in problems}):
                found.add(entry.documents[path].located([problem for problem in problems if problem.path == path]))
            found.add(_english(entry, usable))
            if any(problem.severity is Severity.ERROR for problem in problems):
                entry = LoadedRegulation(id=entry.id, regulation=None, documents={}, findings=entry.findings)
        loaded[regulation_id] = entry
    return loaded


def _english(entry: LoadedRegulation, regulation: Regulation) -> list[Finding]:
    """What is found in the English wording of a set that can be read; none is told of a set without any."""
    path = f"{regulation.path.rpartition('/')[0]}/{ENGLISH}"
    if not regulation.english:
        return []
    own = [document.value for other, document in entry.documents.items() if other != path]
    return entry.documents[path].located(list(check_english(regulation, path, own)))


def _regulations_of(tree: FileTree, scope: Scope) -> set[str]:
    """The regulations that the wanted cycles name, so that a one-unit check reads no others."""
    folder = f"submissions/{scope.programme}"
    heads = [path for path in tree.under(folder) if path.endswith("/cycle.yaml")]
    if scope.cycle is not None:
        heads = [path for path in heads if path == f"{folder}/{scope.cycle}/cycle.yaml"]
    return {load_filing.load_document(tree, path, "cycle").value.get("regulation", "") for path in heads}


def _roster_findings(loaded: LoadedProgramme, programme: Programme) -> list[Finding]:
    declared = [row["id"] for row in loaded.files["units"].value.get("units", ()) if "id" in row]
    said = loaded.files["programme"].value["id"]
    found = list(check_programme(programme, said, declared))
    if programme.registry is not None:
        found += check_registry(programme, programme.registry, registry())
    return _located(loaded.files, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _CycleRun:
    made: CycleResult | None
    findings: tuple[Finding, ...]


def _cycle(
    tree: FileTree,
    programme: Programme,
    roster: Mapping[str, load_filing.Loaded],
    cycle_id: str,
    regulations: Mapping[str, LoadedRegulation],
    scope: Scope,
    progress: Progress,
    score_units: ScoreUnits,
    receipts: Receipts | None,
) -> _CycleRun:
    loaded = load_cycle(tree, programme.id, cycle_id, shared=scope.reads_shared)
    files = {**roster, **loaded.files}
    found = _Found()
    found.add(loaded.findings)
    campaign = CYCLE_FILES if scope.reads_shared else ("cycle.yaml", "receipts.yaml", "decision.yaml")
    folder = f"submissions/{programme.id}/{cycle_id}"
    found.add(_leaks_of(tree, [f"{folder}/{name}" for name in campaign], programme.allowed_leaks))
    cycle = loaded.cycle
    if cycle is None:
        return _CycleRun(made=None, findings=tuple(found.all))
    if receipts is not None and "receipts" not in loaded.files and cycle.kind is CycleKind.CAMPAIGN:
        cycle = replace(cycle, receipts=receipts(programme.id, cycle.id))
    if scope.inside:
        cycle = replace(cycle, closed_until_decision=False)
    entry = regulations.get(cycle.regulation)
    regulation = entry.regulation if entry else None
    said = {kind: file.value.get("cycle", cycle_id) for kind, file in loaded.files.items() if kind != "cycle"}
    said["cycle"] = loaded.files["cycle"].value["cycle"]
    problems = list(check_cycle(cycle, said, programme, regulation, entry is not None))
    problems += check_lock(f"{folder}/{LOCK_FILE}", _seen_of(loaded))
    if cycle.kind is CycleKind.PUBLISHED:
        found.add(_located(files, problems))
        printed = tuple(found.add(check_printed(cycle)))
        made = CycleResult(programme=programme, cycle=cycle, regulation=None, findings=printed, seen=_seen_of(loaded))
        return _CycleRun(made=made, findings=tuple(found.all))
    if regulation is None:
        found.add(_located(files, problems))
        return _CycleRun(made=None, findings=tuple(found.all))
    problems += _campaign(cycle, regulation, programme)
    units = [unit for unit in programme.units.values() if unit.existed_in(cycle.id) and scope.takes(unit)]
    problems += _unanswered(tree, cycle, units)
    found.add(_located(files, problems))
    faults = {finding.path for finding in found.all if finding.severity is Severity.ERROR}
    if f"{cycle.folder}/decision.yaml" in faults:
        # A decision with a fault in it publishes nothing.
        cycle = replace(cycle, decision=None)
    whole = {f"{cycle.folder}/{name}.yaml" for name in ("survey", "external", "adjustments")}
    frozen = all(problem.rule != "criteria-changed" for problem in problems)
    trusted = frozen and not whole & faults
    bodies = Bodies.of(programme)

    def placed_in(cycle: Cycle) -> list[UnitResult]:
        scorer = UnitScorer(regulation, cycle, trusted=trusted)
        work = UnitsOfCycle(tree=tree, programme=programme, scorer=scorer, units=tuple(units), bodies=bodies)
        return _placed(regulation, cycle, score_units(work, progress))

    placed = placed_in(cycle)
    if scope.reads_shared and found.add(_located(files, check_votes(cycle, placed, problems))):
        cycle = replace(cycle, decision=None)
        placed = placed_in(cycle)
    if cycle.decided:
        corrected = list(check_corrected(cycle, placed, regulation.rounding))
        found.add(_located(files, corrected))
        problems += corrected
    for result in placed:
        found.add(result.findings)
    found.add(_shared(tree, placed))
    made = CycleResult(
        programme=programme,
        cycle=_told(cycle, problems),
        regulation=regulation,
        units=tuple(placed),
        findings=tuple(found.all),
        seen=_seen_of(loaded),
    )
    return _CycleRun(made=made, findings=tuple(found.all))


def _seen_of(loaded: LoadedCycle) -> tuple[Seen, ...]:
    """What was seen of the documents that a campaign's own files point at."""
    lock = loaded.files.get(LOCK_FILE.removesuffix(".yaml"))
    return load_evidence.seen(lock) if lock else ()


def _campaign(cycle: Cycle, regulation: Regulation, programme: Programme) -> Iterator[Finding]:
    """What is found in the files that concern all units of a cycle."""
    yield from check_roster_groups(programme, cycle, regulation)
    yield from check_frozen(cycle, regulation)
    yield from check_survey(cycle, regulation, programme)
    yield from check_external(cycle, regulation, programme)
    named = {row.unit for row in (*cycle.bonus, *cycle.penalty)}
    entries = {
        unit_id: adjustment_results(regulation, cycle, unit_id, unit.group)
        for unit_id, unit in programme.units.items()
        if unit_id in named
    }
    yield from check_adjustments(cycle, regulation, programme, entries)
    yield from check_minutes(cycle, programme)
    yield from check_errata(cycle, programme)


def _placed(regulation: Regulation, cycle: Cycle, results: Sequence[UnitResult]) -> list[UnitResult]:
    """Results ranked inside their groups, group by group."""
    placed: list[UnitResult] = []
    for group in regulation.groups:
        mine = [result for result in results if result.unit.group == group.id]
        placed += ranked(regulation, mine, partial=group.id in cycle.partial)
    return placed


def _unanswered(tree: FileTree, cycle: Cycle, units: Iterable[Unit]) -> Iterator[Finding]:
    """Objections that a decision has passed over."""
    for unit in units:
        path = f"{cycle.folder}/{unit.id}/appeal.yaml"
        if cycle.decision is None or path not in tree:
            continue
        filed = load_filing.load_document(tree, path, "appeal")
        appeal = load_docket.appeal(filed, unit.id, cycle.id)
        path = f"{cycle.folder}/{unit.id}/ruling.yaml"
        answered: Iterable[str] = ()
        if path in tree:
            answers = load_filing.load_document(tree, path, "ruling")
            answered = load_docket.rulings(answers, unit.id, cycle.id).rulings
        yield from check_answered(cycle, unit, appeal, load_docket.entries_filed(filed), answered)


def _told(cycle: Cycle, problems: Iterable[Finding]) -> Cycle:
    """The cycle as results may carry it: minutes and errata only when it is disclosed, and none with a fault in it."""
    if not cycle.disclosed:
        return replace(cycle, meetings=(), errata=())
    faulty = {(found.path, found.place[1:2]) for found in problems if found.severity is Severity.ERROR}

    def sound(path: str, number: int) -> bool:
        return not faulty & {(path, ()), (path, (str(number),))}

    return replace(
        cycle,
        meetings=tuple(row for at, row in enumerate(cycle.meetings) if sound(minutes_path(cycle), at)),
        errata=tuple(row for at, row in enumerate(cycle.errata) if sound(errata_path(cycle), at)),
    )


def _located(files: Mapping[str, load_filing.Loaded], problems: Iterable[Finding]) -> list[Finding]:
    """Findings on several files with their lines."""
    by_path = {file.document.path: file for file in files.values()}
    sorted_out: dict[str, list[Finding]] = {}
    for problem in problems:
        sorted_out.setdefault(problem.path, []).append(problem)
    return [
        finding
        for path, mine in sorted_out.items()
        for finding in (by_path[path].located(mine) if path in by_path else mine)
    ]


def _leaks_of(tree: FileTree, paths: Iterable[str], allowed: Sequence[Allowance]) -> Iterator[Finding]:
    """What the leak gate finds in the files that concern several units."""
    for path in paths:
        if path in tree:
            yield from check_leaks(path, tree.read(path), allowed=allowed)


def _shared(tree: FileTree, placed: Sequence[UnitResult]) -> Iterator[Finding]:
    """Documents that several units claim, with their lines."""
    by_path: dict[str, list[Finding]] = {}
    for found in check_shared(placed):
        by_path.setdefault(found.path, []).append(found)
    for path, findings in by_path.items():
        yield from load_filing.load_document(tree, path, "self-assessment").located(findings)
