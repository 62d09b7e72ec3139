"""Figures about a group of units: median, best, distribution. Exact, like everything before display."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from parindex.model.points import exact_sum
from parindex.model.repository import CycleResult
from parindex.model.result import RANKED, LeafResult, Outcome, UnitResult


def median(values: Iterable[Fraction]) -> Fraction | None:
    """The middle value, or the mean of the two middle ones; None for no values."""
    # Floats settle nearly every comparison; where two are the same, the exact values decide.
    ordered = sorted(values, key=lambda value: (float(value), value))
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def mean(values: Sequence[Fraction]) -> Fraction | None:
    """The arithmetic mean; None for no values."""
    return exact_sum(values) / len(values) if values else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Median, best, lowest and mean of a share in percent, over the ranked units of a group."""

    median: Fraction | None
    best: Fraction | None
    lowest: Fraction | None
    mean: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStats:
    """What a unit page needs to know about the unit's group."""

    size: int
    ranked: int
    index: Spread
    areas: Mapping[str, Spread]


def group_stats(results: Sequence[UnitResult]) -> GroupStats:
    """The figures of one group in one cycle."""
    able = [result for result in results if result.standing in RANKED and result.official is not None]
    indices = [result.index for result in able if result.index is not None]
    codes = [area.code for result in able[:1] if result.criteria for area in result.criteria.areas]
    areas = {code: _spread(_area_percents(able, code)) for code in codes}
    return GroupStats(
        size=len(results),
        ranked=len(indices),
        index=_spread(indices),
        areas=areas,
    )


def _area_percents(results: Iterable[UnitResult], code: str) -> list[Fraction]:
    shares = (result.official.areas[code].percent for result in results if result.official is not None)
    return [share for share in shares if share is not None]


def _spread(values: Sequence[Fraction]) -> Spread:
    return Spread(
        median=median(values), best=max(values, default=None), lowest=min(values, default=None), mean=mean(values)
    )


def lost(outcome: Outcome) -> Fraction:
    """Points of a leaf that could have been had and were not."""
    return outcome.max_points - outcome.points


def losses(result: UnitResult) -> list[LeafResult]:
    """The leaves on which a unit lost points, the greatest loss first; together they are the whole loss."""
    missed = [
        leaf for leaf in result.leaves if leaf.official.counts and leaf.official.points < leaf.official.max_points
    ]
    return sorted(missed, key=lambda leaf: lost(leaf.official), reverse=True)


def lost_in(leaves: Iterable[LeafResult]) -> Fraction:
    """What was lost on some leaves together."""
    return exact_sum(lost(leaf.official) for leaf in leaves)


def by_unit(cycle: CycleResult) -> Mapping[str, UnitResult]:
    """A cycle's results by unit id."""
    return {result.unit.id: result for result in cycle.units}
