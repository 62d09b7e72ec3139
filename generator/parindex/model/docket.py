"""What stands beside an appraisal: a unit's objections, the answers to them, councils' minutes, later corrections."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from parindex.model.filing import Decision, Evidence, EvidenceRef, Facts

RULING_STAGE = "ruling"
"""The stage under which a ruling stands among the decisions on a leaf; it comes after every stage of the regulation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A unit's objection to the result of one leaf (kiến nghị); `asks` are the facts that it wants to stand."""

    code: str
    date: str
    claim: str
    asks: Facts | None = None
    evidence: tuple[EvidenceRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """The docket of one unit in one cycle, one entry a leaf."""

    unit: str
    cycle: str
    path: str
    evidence: Mapping[str, Evidence]
    entries: Mapping[str, Objection]


class Verdict(StrEnum):
    """How an objection came out: the unit is right, right in part, or wrong."""

    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A council's answer to one objection, with the facts or points that stand from now on unless it was rejected."""

    code: str
    date: str
    by: str
    outcome: Verdict
    reason: str
    correct: Facts | None = None
    points: Fraction | None = None

    @property
    def decision(self) -> Decision | None:
        """What it decides on the leaf; None where everything stays as the appraisal left it."""
        if self.outcome is Verdict.REJECTED or (self.correct is None and self.points is None):
            return None
        return Decision(code=self.code, correct=self.correct, points=self.points, reason=self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """The answers to one unit's docket."""

    unit: str
    cycle: str
    path: str
    rulings: Mapping[str, Ruling]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """How a council voted on the result of one unit."""

    in_favour: int
    against: int
    abstained: int = 0

    @property
    def cast(self) -> int:
        """How many voted."""
        return self.in_favour + self.against + self.abstained

    def carried(self, members: int) -> bool:
        """Whether more than half of all members of the council were in favour: 6 of 10 are, 5 of 10 are not."""
        return self.in_favour * 2 > members


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The minutes of one meeting: who was there, who stayed out of which unit's vote, how the votes went."""

    id: str
    council: str
    date: str
    document: str = ""
    sha256: str = ""
    present: tuple[str, ...] = ()
    recused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    votes: Mapping[str, Vote] = field(default_factory=dict)

    def voters(self, unit: str) -> frozenset[str]:
        """The names of those who were there and did not stay out of a unit's vote."""
        return frozenset(self.present) - frozenset(self.recused.get(unit, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """A correction after publication; without `code` it is the unit's total. `version` is where the old value stood."""

    id: str
    date: str
    unit: str
    code: str
    old: Fraction
    new: Fraction
    reason: str
    version: str
    document: str = ""
