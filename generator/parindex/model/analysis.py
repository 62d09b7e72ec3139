"""What is told beside official results: how firm a rank is, why it moved, how far the next class is.

Nothing here is official, and nothing changes a result. All of it follows from published results.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from parindex.model.criteria import Leaf
from parindex.model.points import ZERO, exact_text
from parindex.model.regulation import Grade, Regulation
from parindex.model.repository import CycleResult
from parindex.model.result import LeafResult, UnitResult
from parindex.model.review import LeafChange, WhatIf


@dataclass(frozen=True, slots=True, kw_only=True)
class RankBand:
    """The places that a unit takes in nine of ten draws, its official place always among them.

    `best` is the smallest number, `worst` the greatest; `kept` is the number of draws, out of `draws`, that give the
    official place.
    """

    best: int
    worst: int
    kept: int
    draws: int

    @property
    def firm(self) -> bool:
        """Whether the place is the same from one end of the band to the other."""
        return self.best == self.worst


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a leaf came to: points claimed (0 where the unit does not score it), official points, applied maximum."""

    claimed: Fraction
    official: Fraction
    maximum: Fraction


def mark_of(leaf: LeafResult) -> Mark:
    """The mark of a leaf."""
    claimed = leaf.claimed.points if leaf.leaf.self_scored else ZERO
    return Mark(claimed=claimed, official=leaf.official.points, maximum=leaf.official.max_points)


def packed_marks(leaves: Iterable[LeafResult]) -> bytes:
    """The marks of a unit in the order of its criteria, small enough to be kept for every unit of a country."""
    made = (mark_of(leaf) for leaf in leaves)
    return "\n".join(" ".join(map(exact_text, (mark.claimed, mark.official, mark.maximum))) for mark in made).encode()


def marks(packed: bytes) -> tuple[Mark, ...]:
    """What `packed_marks` has packed."""
    return tuple(_mark(line) for line in packed.decode().splitlines())


@lru_cache(2_000)
def _mark(line: str) -> Mark:
    claimed, official, maximum = map(Fraction, line.split())
    return Mark(claimed=claimed, official=official, maximum=maximum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A unit's facts and decisions of before under new criteria: marks in their order, None where nothing fits.

    `added` is what bonus less penalty adds to its points under them.
    """

    marks: tuple[Mark | None, ...]
    added: Fraction = ZERO


class Cause(StrEnum):
    """Where a change of an index comes from, in the order in which the parts are taken (docs/decisions/0014).

    CRITERIA: last time's facts under new criteria. OWN: points claimed. GIVEN: survey and indices of others.
    APPRAISAL: official minus claimed points, with the marks of councils. BASIS: what applies and so the maximum.
    ADJUSTMENTS: bonus and penalty. LIMIT: an index held at 0 or 100. OTHERS: the other units, for a rank only.
    """

    CRITERIA = "criteria"
    OWN = "own"
    GIVEN = "given"
    APPRAISAL = "appraisal"
    BASIS = "basis"
    ADJUSTMENTS = "adjustments"
    LIMIT = "limit"
    OTHERS = "others"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafShare:
    """How much of a part comes from one leaf, in percentage points; for BASIS by how much its maximum changed."""

    leaf: Leaf
    index: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementPart:
    """One part of a change: percentage points of the index, places gained (lost: negative), the leaves it comes from.

    The leaves stand with the heaviest first. They add up to the part for OWN, GIVEN and APPRAISAL.
    """

    cause: Cause
    index: Fraction
    places: int
    leaves: tuple[LeafShare, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """The change of a unit's index and rank since the cycle `since`; the parts add up to both, to the last digit.

    `unmatched` is the number of leaves of new criteria for which nothing of last time could be used.
    """

    since: str
    index_before: Fraction
    index_after: Fraction
    rank_before: int
    rank_after: int
    parts: tuple[MovementPart, ...]
    unmatched: int = 0

    @property
    def index(self) -> Fraction:
        """The change of the index in percentage points."""
        return self.index_after - self.index_before

    @property
    def places(self) -> int:
        """Places gained; negative where they were lost."""
        return self.rank_before - self.rank_after


class NoMovement(StrEnum):
    """Why a change is not taken apart."""

    MERGED = "merged"
    BREAK = "break"
    NOT_RANKED_BEFORE = "not-ranked-before"
    CRITERIA = "criteria"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextClass:
    """The class above a unit's, with what is missing in percentage points; where `above` is set, a little more."""

    grade: Grade
    index: Fraction
    above: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """Points that a leaf has left, and what they would add to the index in percentage points."""

    leaf: Leaf
    points: Fraction
    index: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """What lies between a unit and the next class.

    `index` is the least that is missing in percentage points, `points` the same in points of the unit's own maximum;
    where `above` is set, a little more than that. `enough` are the fewest leaves that would do with full points.
    """

    grade: Grade
    index: Fraction
    points: Fraction
    above: bool
    enough: tuple[Chance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationChange:
    """What one regulation changes in another, leaf by leaf, and who would have moved in the cycles of before."""

    before: Regulation
    after: Regulation
    leaves: tuple[LeafChange, ...]
    supposed: tuple[tuple[CycleResult, WhatIf], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAnalysis:
    """What is told about one unit; `movement` is None where there is no cycle before."""

    movement: Movement | NoMovement | None = None
    distance: Distance | None = None
    band: RankBand | None = None


Before = tuple[UnitResult, bytes] | NoMovement | None
"""A unit's result of the cycle before with its packed marks, or why there is none to compare with."""

Analyse = Callable[[CycleResult, UnitResult, bytes, Before], UnitAnalysis]
"""What is told beside the result of a ranked unit of a cycle, from its packed marks and those of before."""
