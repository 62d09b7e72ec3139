"""What new criteria would have done to the cycle before: worked out once for a build, unit by unit, in any process."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from parindex.commands.workers import shared_out
from parindex.model.analysis import Carried, RegulationChange
from parindex.model.regulation import Regulation
from parindex.model.repository import CycleResult, Repository
from parindex.model.review import WhatIf
from parindex.model.roster import Unit
from parindex.model.tree import FileTree
from parindex.review.differ import criteria_changes
from parindex.review.whatif import Restated, moved_by, restated
from parindex.score.unit import UnitScorer
from parindex.unitfiles import unit_result

_SHARE = 16
_FEWEST_SHARES = 12
"""Below this a second process costs more than it brings."""

CycleKey = tuple[str, str]
"""A programme and a cycle of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restatements:
    """What regulations change in others, and the marks of before under new criteria by new cycle and unit."""

    changes: tuple[RegulationChange, ...]
    carried: Mapping[CycleKey, Mapping[str, Carried]]


def restatements(repository: Repository, jobs: int = 1) -> Restatements:
    """Compares each regulation with the one that it replaces, and those of consecutive cycles of a programme."""
    cycles = {(cycle.programme.id, cycle.cycle.id): cycle for cycle in repository.cycles}
    supposed: dict[tuple[str, str], dict[CycleKey, WhatIf]] = {}
    carried: dict[CycleKey, Mapping[str, Carried]] = {}
    for law in repository.regulations.values():
        if law.replaces in repository.regulations:
            supposed.setdefault((law.replaces, law.id), {})
    for key, cycle in cycles.items():
        before = cycles.get((cycle.programme.id, cycle.cycle.previous))
        if before is None or before.regulation is None or cycle.regulation is None:
            continue
        if before.regulation.id != cycle.regulation.id:
            made = _restated(repository.tree, before, cycle.regulation, jobs)
            carried[key] = {entry.result.unit.id: entry.carried for entry in made}
            told = supposed.setdefault((before.regulation.id, cycle.regulation.id), {})
            told[before.programme.id, before.cycle.id] = moved_by(cycle.regulation, before, made)
    for (old, new), told in supposed.items():
        for key in _latest(cycles, old, {programme for programme, _ in told}):
            law = repository.regulations[new]
            told[key] = moved_by(law, cycles[key], _restated(repository.tree, cycles[key], law, jobs))
    changes = (
        _change(repository.regulations[old], repository.regulations[new], cycles, told)
        for (old, new), told in sorted(supposed.items())
    )
    return Restatements(changes=tuple(changes), carried=carried)


def _latest(cycles: Mapping[CycleKey, CycleResult], law: str, without: set[str]) -> list[CycleKey]:
    """The newest ranked cycle under a regulation of each programme but some."""
    newest = {
        programme: (programme, name)
        for (programme, name), cycle in sorted(cycles.items())
        if cycle.cycle.regulation == law and any(result.rank for result in cycle.units) and programme not in without
    }
    return list(newest.values())


def _change(
    old: Regulation, new: Regulation, cycles: Mapping[CycleKey, CycleResult], told: Mapping[CycleKey, WhatIf]
) -> RegulationChange:
    ranked = [(cycles[key], told[key]) for key in sorted(told) if any(result.rank for result in cycles[key].units)]
    return RegulationChange(before=old, after=new, leaves=tuple(criteria_changes(old, new)), supposed=tuple(ranked))


def _restated(tree: FileTree, before: CycleResult, law: Regulation, jobs: int) -> list[Restated]:
    """The ranked units of a cycle under other criteria: what is told of them comes from published results alone."""
    units = [result.unit for result in before.units if result.rank]
    shares = [units[at : at + _SHARE] for at in range(0, len(units), _SHARE)]
    made = dict(shared_out(shares, partial(_share, tree, before, law), jobs, _FEWEST_SHARES))
    return [entry for number in range(len(shares)) for entry in made[number]]


def _share(tree: FileTree, before: CycleResult, law: Regulation, units: Sequence[Unit]) -> list[Restated]:
    if before.regulation is None:
        return []
    old, new = UnitScorer(before.regulation, before.cycle), UnitScorer(law, before.cycle)
    supposed = (restated(new, unit_result(tree, old, unit, None, before.programme.allowed_leaks)) for unit in units)
    return [replace(entry, result=entry.result.summary()) for entry in supposed if entry is not None]
