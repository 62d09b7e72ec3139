"""What a published group looks like as a whole: distribution, classes, areas, risers, claim against appraisal."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from parindex.i18n.numbers import collation_key
from parindex.model.criteria import CriteriaSet, Node
from parindex.model.points import HUNDRED, exact_sum
from parindex.model.regulation import Grade, RoundingPolicy
from parindex.model.repository import CycleResult
from parindex.model.result import UnitResult
from parindex.render.appraised import Move, Movement, movements
from parindex.render.placing import index_gained, places_gained
from parindex.render.stats import GroupStats, Spread

RISERS = 5
"""So many units are named among those that rose most; more where the last of them gained the same."""

FEW = 30
"""Fewer values than these are sorted into fewer bins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Units with a value from `lower` to below `upper`; the last bin holds its upper bound too."""

    lower: Fraction
    upper: Fraction
    count: int
    share: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """A class with the next higher one's bound, its units and their share in percent."""

    grade: Grade
    upper: Fraction | None
    count: int
    share: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """An area with its spread over the group, and points that the appraisal added per ranked unit."""

    area: Node
    spread: Spread
    moved: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Riser:
    """A unit with what it gained since the cycle before: percentage points, and places where they can be compared."""

    result: UnitResult
    before: UnitResult
    gained: Fraction
    places: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The analysis of one group of a cycle."""

    bins: tuple[Bin, ...]
    classes: tuple[ClassRow, ...]
    areas: tuple[AreaRow, ...]
    risers: tuple[Riser, ...]
    fallers: tuple[Riser, ...]
    compared: int
    movements: tuple[Movement, ...]
    ranked: int


def analysis_of(
    cycle: CycleResult,
    criteria: CriteriaSet,
    stats: GroupStats,
    previous: Mapping[str, UnitResult],
    moves: Mapping[str, Sequence[Move]],
) -> Analysis:
    """The analysis of a group's published results; `moves` are the appraisal's by unit, `previous` as for a ranking."""
    able = [result for result in cycle.group(criteria.group) if result.judged]
    risers = _risers(cycle, able, previous)
    return Analysis(
        bins=tuple(bins([result.index for result in able if result.index is not None])),
        classes=tuple(_classes(cycle, able)),
        areas=tuple(_areas(criteria, stats, able, moves)),
        risers=tuple(_first([riser for riser in risers if riser.gained > 0])),
        fallers=tuple(_first([riser for riser in reversed(risers) if riser.gained < 0])),
        compared=len(risers),
        movements=tuple(movements(cycle, moves, able)),
        ranked=len(able),
    )


def bins(values: Sequence[Fraction]) -> list[Bin]:
    """Values in percent sorted into bins of 1, 2, 5 or 10 without a gap: some ten, or six for few values."""
    if not values:
        return []
    low, high = min(values), max(values)
    most = 5 if len(values) < FEW else 10
    width = next((step for step in (1, 2, 5) if high - low <= most * step), 10)
    # A full score belongs to the bin below it and makes none of its own.
    places = [value // width - (value == HUNDRED) for value in values]
    counted = Counter(places)
    return [
        Bin(
            lower=Fraction(number * width),
            upper=Fraction((number + 1) * width),
            count=counted[number],
            share=Fraction(100 * counted[number], len(values)),
        )
        for number in range(min(places), max(places) + 1)
    ]


def _classes(cycle: CycleResult, able: Sequence[UnitResult]) -> list[ClassRow]:
    grades = cycle.regulation.grades if cycle.regulation else ()
    held = Counter(result.grade.id for result in able if result.grade)
    uppers = [None, *(grade.lower for grade in grades)]
    return [
        ClassRow(grade=grade, upper=upper, count=held[grade.id], share=Fraction(100 * held[grade.id], len(able) or 1))
        for grade, upper in zip(grades, uppers, strict=False)
    ]


def _areas(
    criteria: CriteriaSet, stats: GroupStats, able: Sequence[UnitResult], moves: Mapping[str, Sequence[Move]]
) -> list[AreaRow]:
    area_at = [criteria.area_of[leaf.code] for leaf in criteria.leaves]
    moved: dict[str, list[Fraction]] = {area.code: [] for area in criteria.areas}
    for result in able:
        for move in moves.get(result.unit.id, ()):
            moved[area_at[move.place]].append(move.points)
    return [
        AreaRow(area=area, spread=stats.areas[area.code], moved=exact_sum(moved[area.code]) / (len(able) or 1))
        for area in criteria.areas
        if area.code in stats.areas
    ]


def _risers(cycle: CycleResult, able: Sequence[UnitResult], previous: Mapping[str, UnitResult]) -> list[Riser]:
    """Every unit that can be compared, whoever gained most first."""
    rounding = cycle.regulation.rounding if cycle.regulation else RoundingPolicy()
    found = []
    for result in able:
        before = previous.get(result.unit.id)
        gained = index_gained(result, before, rounding)
        if before is not None and gained is not None:
            found.append(Riser(result=result, before=before, gained=gained, places=places_gained(result, before)))
    return sorted(found, key=lambda riser: (-riser.gained, collation_key(riser.result.unit.name)))


def _first(risers: Sequence[Riser]) -> Sequence[Riser]:
    if len(risers) <= RISERS:
        return risers
    return [riser for riser in risers if abs(riser.gained) >= abs(risers[RISERS - 1].gained)]
