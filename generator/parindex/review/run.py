"""A change reviewed: may it be, what is wrong with it, and what does it move.

The pipeline runs on the base and on the base with the change laid over it; the base alone says who may do what.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from parindex.check.conduct import approves_anew, check_approval, check_stages
from parindex.check.policy import Base, check_change
from parindex.load import docket as load_docket
from parindex.load import filing as load_filing
from parindex.load.roster import load_cycle, load_maintainers, load_programme, programme_ids
from parindex.model.change import Change, PathClass, place_of
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
    answer_differences,
    criteria_changes,
    decision_differences,
    evidence_differences,
)
from parindex.review.places import claimed_grades, claimed_ranks, moved, moved_units, placed, reranked
from parindex.review.whatif import what_if

_Entry = TypeVar("_Entry")

RANKED_WITHIN = 250
"""Up to this many units in a cycle, the effect on ranks is worked out: all of them have to be scored for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The base and the head of a change, as trees, and what lies between.

    `signer` tells whose key of these people signed the commit that last wrote a file in the change.
    """

    base: FileTree
    head: FileTree
    base_commit: str
    head_commit: str
    changes: tuple[Change, ...]
    signer: Callable[[str, Iterable[Person]], Person | None] = lambda _path, _people: None


def review(sides: Sides, actor: str | None, moment: datetime, ranked_within: int = RANKED_WITHIN) -> Review:
    """The verdict on a change at the moment it was received."""
    places = {change.path: place_of(change.path) for change in sides.changes}
    units: dict[tuple[str, str], set[str]] = defaultdict(set)
    campaigns: set[tuple[str, str]] = set()
    for place in places.values():
        if place.unit and place.unit not in RESERVED:
            units[place.programme, place.cycle].add(place.unit)
        elif place.cycle:
            campaigns.add((place.programme, place.cycle))
    kinds = {place.kind for place in places.values()}
    base = _base(sides.base, {place.programme for place in places.values()}, everything=PathClass.CRITERIA in kinds)
    findings: list[Finding] = []
    differences: list[UnitDifference] = []
    for key in sorted(campaigns | units.keys()):
        found, told, approved = _cycle(sides, key, units[key], key in campaigns, actor, moment, base, ranked_within)
        findings += found
        differences += told
        base = replace(base, approved=base.approved | approved)
    criteria, what_ifs, found = _criteria(
        sides, base, {place.regulation for place in places.values() if place.regulation}
    )
    findings += found
    findings += _rosters(sides, {p.programme for p in places.values() if p.kind is PathClass.ROSTER})
    findings += check_change(sides.changes, actor, moment, base)
    findings += [problem for problem in sides.head.problems if problem.path in places]
    phases = {key: phase_of(cycle, moment) for key, cycle in base.cycles.items() if key in campaigns | units.keys()}
    return Review(
        base_commit=sides.base_commit,
        head_commit=sides.head_commit,
        actor=actor,
        moment=moment,
        changes=sides.changes,
        findings=tuple(sorted({_identity(f): f for f in findings}.values(), key=lambda f: f.sort_key)),
        units=tuple(differences),
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


def _cycle(
    sides: Sides,
    key: tuple[str, str],
    touched: set[str],
    campaign: bool,
    actor: str | None,
    moment: datetime,
    base: Base,
    ranked_within: int,
) -> tuple[list[Finding], list[UnitDifference], frozenset[str]]:
    """What a change does in one cycle: findings, differences by unit, and which filings the base holds approved."""
    programme_id, cycle_id = key
    programme = base.programmes.get(programme_id)
    size = sum(unit.existed_in(cycle_id) for unit in programme.units.values()) if programme else 0
    whole = campaign or size <= ranked_within
    scope = Scope(programme=programme_id, cycle=cycle_id, inside=True)
    some = replace(scope, units=frozenset(touched), shared=whole)
    before = run(sides.base, scope if whole else some)
    after = run(sides.head, scope if campaign else some)
    findings = _new(before, after, sides.changes)
    old, new = _only(before), _only(after)
    shown = new or old
    if shown is None or shown.regulation is None:
        return findings, [], frozenset()
    ranks_before = placed(old)
    merged = {result.unit.id: result for result in (old.units if old else ())}
    merged |= {result.unit.id: result for result in (new.units if new else ())}
    ranks_after = reranked(shown, merged) if whole else merged
    base_cycle = base.cycles.get(key)
    names = sorted(touched) if not campaign else sorted(touched | moved_units(ranks_before, ranks_after))
    versions = {name: _versions(sides, programme_id, cycle_id, name, ranks_before, ranks_after) for name in names}
    differences = []
    approved: set[str] = set()
    for name in names:
        one, other = versions[name]
        signer: Person | None = None
        unit = shown.programme.units.get(name)
        if unit is None or unit.group not in shown.regulation.sets:
            continue
        criteria = shown.regulation.sets[unit.group]
        if one.submission is not None and one.submission.approval is not None:
            approved.add(f"{shown.cycle.folder}/{name}")
        if base_cycle is not None and name in touched:
            signer = _signer(sides, shown.programme, unit, one, other)
            findings += check_approval(one.submission, other.submission, unit, actor, signer)
            if not base_cycle.decided:
                findings += check_stages(
                    one.appraisal, other.appraisal, unit, base_cycle, shown.regulation, criteria, actor, moment
                )
            else:
                findings += _without_erratum(sides, base_cycle, name, new.cycle if new else None)
        replies = other.explanation.replies if other.explanation else {}
        replied = one.explanation.replies if one.explanation else {}
        flagged = [
            code
            for stage in (other.appraisal.stages if other.appraisal else ())
            for code, made in stage.decisions.items()
            if made.request_explanation
        ]
        deadline = base_cycle.deadline(name) if base_cycle else ""
        filed = one.submission is not None and one.submission.approval is not None
        differences.append(
            UnitDifference(
                programme=shown.programme,
                cycle=shown.cycle,
                regulation=shown.regulation,
                unit=unit,
                before=ranks_before.get(name),
                after=ranks_after.get(name),
                answers=tuple(answer_differences(criteria, one, other)),
                decisions=tuple(decision_differences(criteria, one, other)),
                evidence=tuple(evidence_differences(one, other)),
                replies=_fresh(replied, replies),
                objections=_fresh(one.objections, other.objections),
                rulings=_fresh(one.answered_objections, other.answered_objections),
                unexplained=tuple(dict.fromkeys(code for code in flagged if code not in replies)),
                answered=sum(leaf.code in other.answers for leaf in criteria.self_scored),
                to_answer=len(criteria.self_scored),
                deadline=deadline,
                days_left=days_left(deadline, moment) if deadline and not filed else None,
                claimed_ranks=claimed_ranks(name, unit.group, ranks_before, ranks_after) if whole else None,
                signer=signer,
                claimed_grades=claimed_grades(shown.regulation, ranks_before.get(name), ranks_after.get(name)),
                moved=moved(shown, unit.group, {name}, ranks_before, ranks_after) if whole else (),
            )
        )
    return findings, differences, frozenset(approved)


def _only(repository: Repository) -> CycleResult | None:
    return repository.cycles[0] if repository.cycles else None


def _versions(
    sides: Sides,
    programme: str,
    cycle: str,
    unit: str,
    before: Mapping[str, UnitResult],
    after: Mapping[str, UnitResult],
) -> tuple[Version, Version]:
    return (
        _version(sides.base, programme, cycle, unit, before.get(unit)),
        _version(sides.head, programme, cycle, unit, after.get(unit)),
    )


def _fresh(before: Mapping[str, _Entry], after: Mapping[str, _Entry]) -> dict[str, _Entry]:
    """The entries that are new or differ."""
    return {key: entry for key, entry in after.items() if before.get(key) != entry}


def _signer(sides: Sides, programme: Programme, unit: Unit, before: Version, after: Version) -> Person | None:
    """Who signed a new approval, where the base's programme takes signatures; keys are the base's."""
    if (
        not programme.signed_approval
        or after.submission is None
        or not approves_anew(before.submission, after.submission)
    ):
        return None
    return sides.signer(after.submission.path, unit.signers)


def _version(tree: FileTree, programme: str, cycle: str, unit: str, result: UnitResult | None) -> Version:
    folder = f"submissions/{programme}/{cycle}/{unit}"

    def read(kind: str) -> load_filing.Loaded | None:
        path = f"{folder}/{kind}.yaml"
        loaded = load_filing.load_document(tree, path, kind) if path in tree else None
        return loaded if loaded is not None and loaded.document.readable else None

    filed, appraised, explained = read("self-assessment"), read("appraisal"), read("explanation")
    appealed, ruled = read("appeal"), read("ruling")
    return Version(
        submission=load_filing.self_assessment(filed, unit, cycle) if filed else None,
        appraisal=load_filing.appraisal(appraised, unit, cycle) if appraised else None,
        explanation=load_filing.explanation(explained, unit, cycle) if explained else None,
        appeal=load_docket.appeal(appealed, unit, cycle) if appealed else None,
        rulings=load_docket.rulings(ruled, unit, cycle) if ruled else None,
        result=result,
    )


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


def _rosters(sides: Sides, programmes: Iterable[str]) -> list[Finding]:
    findings: list[Finding] = []
    for name in sorted(programmes):
        scope = Scope(programme=name, units=frozenset())
        findings += _new(run(sides.base, scope), run(sides.head, scope), sides.changes)
    return findings


def _without_erratum(sides: Sides, cycle: Cycle, unit: str, after: Cycle | None) -> list[Finding]:
    """After the decision, files of a unit change only together with an erratum that says so."""
    had = {row.id for row in cycle.errata}
    if any(row.unit == unit and row.id not in had for row in (after.errata if after else ())):
        return []
    folder = f"{cycle.folder}/{unit}/"
    return [
        error("erratum-missing", change.path, (), 1, 1) for change in sides.changes if change.path.startswith(folder)
    ]
