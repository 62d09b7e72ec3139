"""A change reviewed: may it be, what is wrong with it, and what does it move.

The pipeline runs on the base and on the base with the change laid over it; the base alone says who may do what.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from parindex.check.conduct import approves_anew, check_appeal, check_approval, check_rulings, check_stages
from parindex.check.evidence import check_lock
from parindex.check.kept import check_cycle_kept, check_errata_told, check_logins, check_roster_kept
from parindex.check.policy import Base, check_change, is_among
from parindex.load import evidence as load_evidence
from parindex.load import filing as load_filing
from parindex.load.cycle import load_cycle
from parindex.load.roster import load_maintainers, load_programme, programme_ids
from parindex.model.change import Change, PathClass, PlaceOfPath, place_of
from parindex.model.criteria import CriteriaSet
from parindex.model.evidence import LOCK_FILE, Seen, extends
from parindex.model.finding import Finding, Severity, error
from parindex.model.names import RESERVED
from parindex.model.phase import days_left, phase_of
from parindex.model.repository import CycleResult, Repository
from parindex.model.result import UnitResult
from parindex.model.review import LeafChange, Review, UnitDifference, WhatIf
from parindex.model.roster import Cycle, Person, Programme, Unit
from parindex.model.tree import FileTree
from parindex.pipeline import Scope, run
from parindex.review.differ import (
    Version,
    accepted_anew,
    answer_differences,
    criteria_changes,
    decision_differences,
    evidence_differences,
)
from parindex.review.entries import entry_changes
from parindex.review.standings import claimed_grades, claimed_ranks, moved, moved_units, placed, reranked
from parindex.review.versions import version_of
from parindex.review.whatif import what_if

_Entry = TypeVar("_Entry")

RANKED_WITHIN = 250
"""Up to this many units in a cycle, the effect on ranks is worked out: all of them have to be scored for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The base and the head of a change, as trees, and what lies between.

    `signer` tells whose key of these people signed the commit that last wrote a file in the change, `holds` whether the
    base's history has a commit.
    """

    base: FileTree
    head: FileTree
    base_commit: str
    head_commit: str
    changes: tuple[Change, ...]
    signer: Callable[[str, Iterable[Person]], Person | None] = lambda _path, _people: None
    holds: Callable[[str], bool] = lambda _commit: True


def review(sides: Sides, actor: str | None, moment: datetime, ranked_within: int = RANKED_WITHIN) -> Review:
    """The verdict on a change at the moment it was received."""
    places = {change.path: place_of(change.path) for change in sides.changes}
    units: dict[tuple[str, str], set[str]] = defaultdict(set)
    campaigns: set[tuple[str, str]] = set()
    for path, place in places.items():
        if path.endswith("/" + LOCK_FILE):
            continue  # it moves nothing; `_locks` looks at it
        if place.unit and place.unit not in RESERVED:
            units[place.programme, place.cycle].add(place.unit)
        elif place.cycle:
            campaigns.add((place.programme, place.cycle))
    kinds = {place.kind for place in places.values()}
    far = bool(kinds & {PathClass.CRITERIA, PathClass.ROSTER, PathClass.CAMPAIGN})
    base = _base(sides.base, {place.programme for place in places.values()}, everything=far)
    base = replace(base, approved=_approved(sides.base, units))
    findings: list[Finding] = []
    differences: list[UnitDifference] = []
    for key in sorted(campaigns | units.keys()):
        cycle = _cycle(sides, key, units[key], campaign=key in campaigns, base=base, ranked_within=ranked_within)
        findings += cycle.findings
        findings += _judged(sides, cycle, _filed(places, key), actor, moment)
        differences += _told(sides, cycle, moment)
    criteria, what_ifs, found = _criteria(
        sides, base, {place.regulation for place in places.values() if place.regulation}
    )
    findings += found
    findings += _rosters(sides, {p.programme for p in places.values() if p.kind is PathClass.ROSTER}, base)
    if actor is None or not is_among(actor, base.maintainers):
        findings += _borrowed_logins(sides, places.values(), base)
    findings += check_change(sides.changes, actor, moment, base)
    findings += [problem for problem in sides.head.problems if problem.path in places]
    findings += _locks(sides)
    phases = {key: phase_of(cycle, moment) for key, cycle in base.cycles.items() if key in campaigns | units.keys()}
    return Review(
        base_commit=sides.base_commit,
        head_commit=sides.head_commit,
        actor=actor,
        moment=moment,
        changes=sides.changes,
        findings=tuple(sorted({_identity(f): f for f in findings}.values(), key=lambda f: f.sort_key)),
        units=tuple(differences),
        entries=tuple(entry for change in sides.changes for entry in entry_changes(change, sides.base, sides.head)),
        criteria=tuple(criteria),
        what_if=tuple(what_ifs),
        phases=phases,
    )


def base_of(tree: FileTree) -> Base:
    """Everything that a tree says of rights and dates."""
    return _base(tree, set(), everything=True)


def _base(tree: FileTree, programmes: set[str], *, everything: bool) -> Base:
    wanted = [name for name in programme_ids(tree) if everything or name in programmes]
    loaded = {name: load_programme(tree, name).programme for name in wanted}
    held = {name: programme for name, programme in loaded.items() if programme is not None}
    cycles = {
        (name, cycle): made
        for name, programme in held.items()
        for cycle in programme.cycles
        if (made := load_cycle(tree, name, cycle, shared=False).cycle) is not None
    }
    maintainers, _ = load_maintainers(tree)
    return Base(programmes=held, cycles=cycles, maintainers=maintainers)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """One unit of a cycle in both trees."""

    unit: Unit
    criteria: CriteriaSet
    before: Version
    after: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class _CycleSides:
    """A cycle before and after a change; `whole` where all of its units were scored, so that ranks are known."""

    base: Cycle | None
    before: CycleResult | None
    after: CycleResult | None
    findings: tuple[Finding, ...]
    ranked_before: Mapping[str, UnitResult]
    ranked_after: Mapping[str, UnitResult]
    pairs: tuple[_Pair, ...]
    whole: bool


def _cycle(
    sides: Sides, key: tuple[str, str], touched: set[str], *, campaign: bool, base: Base, ranked_within: int
) -> _CycleSides:
    """Both sides of one cycle: its touched units, and all that are moved where a file of the campaign changes."""
    programme_id, cycle_id = key
    programme = base.programmes.get(programme_id)
    size = sum(unit.existed_in(cycle_id) for unit in programme.units.values()) if programme else 0
    whole = campaign or size <= ranked_within
    scope = Scope(programme=programme_id, cycle=cycle_id, inside=True)
    some = replace(scope, units=frozenset(touched), shared=whole)
    before = run(sides.base, scope if whole else some)
    after = run(sides.head, scope if campaign else some)
    old, new = _only(before), _only(after)
    shown = new or old
    ranked_before = placed(old)
    merged = ranked_before | placed(new)
    ranked_after = reranked(shown, merged) if whole and shown else merged
    names = touched | moved_units(ranked_before, ranked_after) if campaign else touched
    sets = shown.regulation.sets if shown and shown.regulation else {}
    units = [shown.programme.units[name] for name in sorted(names) if name in shown.programme.units] if shown else []
    return _CycleSides(
        base=base.cycles.get(key),
        before=old,
        after=new,
        findings=tuple(_new(before, after, sides.changes)),
        ranked_before=ranked_before,
        ranked_after=ranked_after,
        pairs=tuple(
            _Pair(
                unit=unit,
                criteria=sets[unit.group],
                before=version_of(sides.base, programme_id, cycle_id, unit.id, ranked_before.get(unit.id)),
                after=version_of(sides.head, programme_id, cycle_id, unit.id, ranked_after.get(unit.id)),
            )
            for unit in units
            if unit.group in sets
        ),
        whole=whole,
    )


def _filed(places: Mapping[str, PlaceOfPath], key: tuple[str, str]) -> dict[str, str]:
    """The units of a cycle whose own or whose council's files change, each with one of them."""
    return {
        place.unit: path
        for path, place in places.items()
        if place.unit and place.kind is not PathClass.CAMPAIGN and (place.programme, place.cycle) == key
    }


def _judged(
    sides: Sides, cycle: _CycleSides, touched: Mapping[str, str], actor: str | None, moment: datetime
) -> Iterator[Finding]:
    """What the contents of changed files may not do; `touched` gives a changed file of each unit."""
    shown = cycle.after or cycle.before
    if cycle.base is None or shown is None or shown.regulation is None:
        return
    if any(change.path == cycle.base.path for change in sides.changes):
        head = load_cycle(sides.head, cycle.base.programme, cycle.base.id, shared=False).cycle
        if head is not None:
            yield from check_cycle_kept(cycle.base, head, moment)
    for pair in cycle.pairs:
        one, other = pair.before, pair.after
        if pair.unit.id not in touched:
            continue
        yield from check_approval(
            one.submission, other.submission, pair.unit, actor, _signer(sides, shown.programme, pair)
        )
        if cycle.base.decided:
            continue
        yield from check_stages(
            one.appraisal, other.appraisal, pair.unit, cycle.base, shown.regulation, pair.criteria, actor, moment
        )
        yield from check_appeal(one.appeal, other.appeal, one.rulings)
        yield from check_rulings(one.rulings, other.rulings, pair.unit, cycle.base, pair.criteria, actor)
    if cycle.base.decided:
        pairs = [(pair.unit.id, pair.before, pair.after) for pair in cycle.pairs]
        yield from check_errata_told(cycle.base, cycle.after, pairs, touched, shown.regulation.rounding, sides.holds)


def _told(sides: Sides, cycle: _CycleSides, moment: datetime) -> Iterator[UnitDifference]:
    """What a change moves, unit by unit."""
    shown = cycle.after or cycle.before
    if shown is None or shown.regulation is None:
        return
    for pair in cycle.pairs:
        name, one, other = pair.unit.id, pair.before, pair.after
        before, after = cycle.ranked_before.get(name), cycle.ranked_after.get(name)
        replies = other.explanation.replies if other.explanation else {}
        replied = one.explanation.replies if one.explanation else {}
        deadline = cycle.base.deadline(name) if cycle.base else ""
        filed = one.submission is not None and one.submission.approval is not None
        yield UnitDifference(
            programme=shown.programme,
            cycle=shown.cycle,
            regulation=shown.regulation,
            unit=pair.unit,
            before=before,
            after=after,
            answers=tuple(answer_differences(pair.criteria, one, other)),
            decisions=tuple(decision_differences(pair.criteria, one, other)),
            accepted=tuple(accepted_anew(pair.criteria, one, other)),
            evidence=tuple(evidence_differences(one, other)),
            replies=_fresh(replied, replies),
            objections=_fresh(one.objections, other.objections),
            rulings=_fresh(one.answered_objections, other.answered_objections),
            unexplained=tuple(code for code in other.flagged if code not in replies),
            answered=sum(leaf.code in other.answers for leaf in pair.criteria.self_scored),
            to_answer=len(pair.criteria.self_scored),
            deadline=deadline,
            days_left=days_left(deadline, moment) if deadline and not filed else None,
            claimed_ranks=(
                claimed_ranks(name, pair.unit.group, cycle.ranked_before, cycle.ranked_after) if cycle.whole else None
            ),
            claimed_grades=claimed_grades(shown.regulation, before, after),
            signer=_signer(sides, shown.programme, pair),
            moved=(
                moved(shown, pair.unit.group, {name}, cycle.ranked_before, cycle.ranked_after) if cycle.whole else ()
            ),
        )


def _only(repository: Repository) -> CycleResult | None:
    return repository.cycles[0] if repository.cycles else None


def _identity(finding: Finding) -> tuple[object, ...]:
    """What makes two findings of two versions the same one: the line may have moved."""
    return (finding.rule, finding.path, finding.place, tuple(sorted(finding.params.items())))


def _new(before: Repository, after: Repository, changes: Iterable[Change]) -> list[Finding]:
    """Findings of the head on changed files, and elsewhere those that the base does not have."""
    changed = {change.path for change in changes}
    known = {_identity(finding) for finding in before.findings}
    return [
        finding
        for finding in after.findings
        if finding.path in changed or (finding.severity is not Severity.NOTICE and _identity(finding) not in known)
    ]


def _criteria(sides: Sides, base: Base, regulations: set[str]) -> tuple[list[LeafChange], list[WhatIf], list[Finding]]:
    """What a change does to criteria; a new set is compared with the one that it says it replaces."""
    changed: list[LeafChange] = []
    supposed: list[WhatIf] = []
    findings: list[Finding] = []
    for name in sorted(regulations):
        scope = Scope(regulation=name, only_criteria=True)
        before, after = run(sides.base, scope), run(sides.head, scope)
        findings += _new(before, after, sides.changes)
        old, new = before.regulations.get(name), after.regulations.get(name)
        if old is None and new is not None and new.replaces:
            old = run(sides.base, Scope(regulation=new.replaces, only_criteria=True)).regulations.get(new.replaces)
        changed += criteria_changes(old, new)
        used = [key for key, cycle in base.cycles.items() if old is not None and cycle.regulation == old.id]
        if new is not None and used:
            programme, cycle = max(used, key=lambda key: (key[1], key[0]))
            held = run(sides.base, Scope(programme=programme, cycle=cycle, inside=True)).cycles
            supposed += [what_if(new, made) for made in held]
    return changed, supposed, findings


def _rosters(sides: Sides, programmes: Iterable[str], base: Base) -> Iterator[Finding]:
    for name in sorted(programmes):
        scope = Scope(programme=name, units=frozenset())
        yield from _new(run(sides.base, scope), run(sides.head, scope), sides.changes)
        before, after = base.programmes.get(name), load_programme(sides.head, name).programme
        if before is not None and after is not None:
            decided = [cycle for (programme, _), cycle in base.cycles.items() if programme == name and cycle.decided]
            yield from check_roster_kept(before, after, decided)


def _borrowed_logins(sides: Sides, places: Iterable[PlaceOfPath], base: Base) -> Iterator[Finding]:
    """Rows that a programme gives to somebody who has rights elsewhere: nobody is made somebody else's account."""
    touched = {place.programme for place in places if place.kind in (PathClass.ROSTER, PathClass.CAMPAIGN)}
    head = _base(sides.head, touched, everything=False)
    for name in sorted(touched & head.programmes.keys()):
        yield from check_logins(name, base, head)


def _approved(tree: FileTree, units: Mapping[tuple[str, str], set[str]]) -> frozenset[str]:
    """The folders among these whose filing is approved, whatever else is wrong with it."""
    return frozenset(
        f"submissions/{programme}/{cycle}/{unit}"
        for (programme, cycle), names in units.items()
        for unit in names
        if (filed := version_of(tree, programme, cycle, unit).submission) is not None and filed.approval is not None
    )


def _fresh(before: Mapping[str, _Entry], after: Mapping[str, _Entry]) -> dict[str, _Entry]:
    """The entries that are new or differ."""
    return {key: entry for key, entry in after.items() if before.get(key) != entry}


def _signer(sides: Sides, programme: Programme, pair: _Pair) -> Person | None:
    """Who signed a new approval, where the base's programme takes signatures; keys are the base's."""
    after = pair.after.submission
    if not programme.signed_approval or after is None or not approves_anew(pair.before.submission, after):
        return None
    return sides.signer(after.path, pair.unit.signers)


def _locks(sides: Sides) -> Iterator[Finding]:
    """What is wrong with the records of what was seen: with each as it is, and where one was not only added to."""

    def read(tree: FileTree, path: str) -> tuple[tuple[Seen, ...], list[Finding]]:
        if path not in tree:
            return (), []
        loaded = load_filing.load_document(tree, path, "evidence-lock")
        rows = load_evidence.seen(loaded)
        return rows, [*loaded.findings, *loaded.located(list(check_lock(path, rows)))]

    for path in (change.path for change in sides.changes if change.path.endswith("/" + LOCK_FILE)):
        (before, _), (after, problems) = read(sides.base, path), read(sides.head, path)
        yield from problems
        if not extends(before, after):
            yield error("lock-rewritten", path, (), 1, 1)
