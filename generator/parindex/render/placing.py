"""Whether a unit has a place, why if not, and how far that place and its index lie from those of the year before."""

from enum import StrEnum
from fractions import Fraction

from parindex.model.points import round_to
from parindex.model.regulation import RoundingPolicy
from parindex.model.result import Standing, UnitResult


class Placing(StrEnum):
    """Whether a unit has a place, and if not, why: things that are not to be taken for one another.

    LISTED units have an index and no place, for not all units of their group are known.
    """

    RANKED = "ranked"
    NOT_FILED = "not-filed"
    UNPUBLISHED = "unpublished"
    UNRANKED = "unranked"
    LISTED = "listed"


_NO_PLACE = {
    Standing.NOT_FILED: Placing.NOT_FILED,
    Standing.INVALID: Placing.UNRANKED,
    Standing.INCOMPLETE: Placing.UNRANKED,
}


def placing_of(result: UnitResult) -> Placing:
    """What a unit's row says instead of a place; UNPUBLISHED is whatever still goes its way."""
    if result.judged:
        return Placing.RANKED if result.rank else Placing.LISTED
    return _NO_PLACE.get(result.standing, Placing.UNPUBLISHED)


def places_gained(result: UnitResult, before: UnitResult | None) -> int | None:
    """How many places a unit went up (negative: down) inside the same group; None where there is nothing to compare."""
    if before is None or not before.rank or not result.rank or before.unit.group != result.unit.group:
        return None
    return before.rank - result.rank


def index_gained(result: UnitResult, before: UnitResult | None, rounding: RoundingPolicy) -> Fraction | None:
    """How much a unit's index rose, in percentage points, between the figures as printed; None without two of them."""
    if before is None or before.index is None or result.index is None or not (before.rank and result.rank):
        return None
    now, then = (round_to(index, rounding.decimals, rounding.mode) for index in (result.index, before.index))
    return now - then
