"""How far a unit is from the next class, and where the points could be had."""

from collections.abc import Sequence
from fractions import Fraction

from parindex.model.analysis import Chance, Distance
from parindex.model.points import HUNDRED, ZERO, least_rounding_to
from parindex.model.regulation import Grade, Regulation
from parindex.model.result import Total
from parindex.score.movement import Sheet
from parindex.score.rank import graded_value


def next_grade(regulation: Regulation, index: Fraction) -> tuple[Grade, Fraction, bool] | None:
    """The class above the one of `index`, what is missing in percentage points, and whether more than that is needed.

    None in the highest class and where the regulation knows no classes. The bounds are the regulation's: of the exact
    index, or of the index as it is printed where that decides.
    """
    value = graded_value(regulation, index)
    higher = [grade for grade in regulation.grades if grade.lower is not None and not grade.reached(value)]
    if not higher:
        return None
    # The classes stand from the highest to the lowest.
    grade = higher[-1]
    bound, above = grade.lower or ZERO, grade.lower_open
    rounding = regulation.rounding
    if rounding.grade_on_printed:
        bound, above = least_rounding_to(bound, rounding.decimals, rounding.mode, above=above)
    return grade, bound - index, above


def distance(sheet: Sheet, total: Total) -> Distance | None:
    """The next class of a unit with an official index, and the fewest leaves whose lost points would be enough.

    Points of bonus and penalty are left as they are. `enough` is empty where all leaves together would not do.
    """
    if total.index is None or (found := next_grade(sheet.regulation, total.index)) is None:
        return None
    grade, missing, above = found
    return Distance(
        grade=grade,
        index=missing,
        points=missing * total.max_points / HUNDRED,
        above=above,
        enough=_enough(sheet, missing, above=above),
    )


def _enough(sheet: Sheet, missing: Fraction, *, above: bool) -> tuple[Chance, ...]:
    scale = sheet.scale
    chances = [
        Chance(leaf=leaf, points=lost, index=lost * scale.worth(leaf))
        for leaf, mark in zip(sheet.criteria.leaves, sheet.marks, strict=True)
        if (lost := mark.maximum - mark.official)
    ]
    # Floats settle nearly every comparison; where two are the same, the exact values decide.
    chances.sort(key=lambda chance: (float(chance.index), chance.index), reverse=True)
    return _fewest(chances, missing, above=above)


def _fewest(chances: Sequence[Chance], missing: Fraction, *, above: bool) -> tuple[Chance, ...]:
    """As many of the weightiest as are needed."""
    won = ZERO
    for number, chance in enumerate(chances, 1):
        won += chance.index
        if won > missing or (won == missing and not above):
            return tuple(chances[:number])
    return ()
