"""Ranks before and after a change, and who is moved by it."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from parindex.model.regulation import Grade, Regulation
from parindex.model.repository import CycleResult
from parindex.model.result import Standing, UnitResult
from parindex.model.review import Moved
from parindex.score.rank import grade_of, graded_value, ranked, ranks


def placed(cycle: CycleResult | None) -> dict[str, UnitResult]:
    """The results of a cycle by unit."""
    return {result.unit.id: result for result in cycle.units} if cycle else {}


def reranked(cycle: CycleResult, results: Mapping[str, UnitResult]) -> dict[str, UnitResult]:
    """The results with their ranks among each other: those of one run know only their own company."""
    if cycle.regulation is None:
        return dict(results)
    fresh = [replace(result, rank=None, tied=False, grade=None) for result in results.values()]
    return {
        result.unit.id: result
        for group in cycle.regulation.groups
        for result in ranked(cycle.regulation, [entry for entry in fresh if entry.unit.group == group.id])
    }


def moved_units(before: Mapping[str, UnitResult], after: Mapping[str, UnitResult]) -> set[str]:
    """The units whose own figures differ, not only their rank."""
    return {name for name in before.keys() | after.keys() if _figures(before.get(name)) != _figures(after.get(name))}


def _figures(result: UnitResult | None) -> tuple[object, ...]:
    # A unit that has not filed is the same as one whose cycle is not there yet: nobody wants a list of them.
    if result is None or result.standing is Standing.NOT_FILED:
        return ()
    return (result.standing, result.official, result.claimed)


def moved(
    cycle: CycleResult,
    group: str,
    apart_from: set[str],
    before: Mapping[str, UnitResult],
    after: Mapping[str, UnitResult],
) -> tuple[Moved, ...]:
    """The other units of the group whose rank changes."""
    rows = []
    for name, result in after.items():
        earlier = before.get(name)
        if name in apart_from or result.unit.group != group:
            continue
        if (earlier.rank if earlier else None) != result.rank:
            rows.append(Moved(unit=result.unit, before=earlier.rank if earlier else None, after=result.rank))
    return tuple(sorted(rows, key=lambda row: (row.after is None, row.after or 0, row.unit.id)))


def claimed_ranks(
    unit: str, group: str, before: Mapping[str, UnitResult], after: Mapping[str, UnitResult]
) -> tuple[int | None, int | None]:
    """A unit's place among those of its group that have filed, by the share of points claimed, before and after."""

    def place(results: Mapping[str, UnitResult]) -> int | None:
        mine = {
            name: index
            for name, result in results.items()
            if result.unit.group == group and (index := _claimed_share(result)) is not None
        }
        places = dict(zip(mine, ranks([(index,) for index in mine.values()]), strict=True))
        return places.get(unit)

    return place(before), place(after)


def claimed_grades(
    regulation: Regulation, before: UnitResult | None, after: UnitResult | None
) -> tuple[Grade | None, Grade | None]:
    """The classes of the shares claimed of what units score themselves, as if everything were accepted."""

    def grade(result: UnitResult | None) -> Grade | None:
        index = _claimed_share(result) if result else None
        return None if index is None else grade_of(regulation.grades, graded_value(regulation, index))

    return grade(before), grade(after)


def _claimed_share(result: UnitResult) -> Fraction | None:
    """The share in percent; there is no index before others than the unit have marked their criteria."""
    return result.claimed.leaves.percent if result.claimed else None
