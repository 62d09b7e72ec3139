"""What the engine found out: points with their trace, totals, classes, ranks."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from parindex.model.criteria import CriteriaSet, Leaf
from parindex.model.docket import Appeal, Objection, Ruling, Rulings
from parindex.model.evidence import Seen
from parindex.model.filing import Adjustment, Answer, Appraisal, Decision, Explanation, SelfAssessment
from parindex.model.finding import Finding
from parindex.model.points import ZERO
from parindex.model.regulation import Grade
from parindex.model.roster import Unit


class State(StrEnum):
    """What the points of a leaf stand for. Only SCORED is a number that was earned or missed."""

    SCORED = "scored"
    NOT_APPLICABLE = "not-applicable"
    NOTHING_DUE = "nothing-due"
    NOT_ANSWERED = "not-answered"
    NOT_SELF_SCORED = "not-self-scored"
    PENDING = "pending"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a trace: a text key of the catalogue with the figures that go into it."""

    key: str
    params: Mapping[str, str | Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Points of one leaf by one reading of the facts, the maximum they count against, and how they came about."""

    state: State
    points: Fraction
    max_points: Fraction
    steps: tuple[Step, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the leaf enters the sums with its maximum."""
        return self.state not in (State.PENDING, State.NOT_SELF_SCORED)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafResult:
    """One leaf of one unit: what was claimed, what stands, and the decisions in between.

    `before_ruling` is what stood before the answer to an objection moved it; None where none did.
    """

    leaf: Leaf
    answer: Answer | None
    claimed: Outcome
    official: Outcome
    decisions: tuple[tuple[str, Decision], ...] = ()
    objection: Objection | None = None
    ruling: Ruling | None = None
    before_ruling: Outcome | None = None

    @property
    def shown(self) -> Outcome:
        """The outcome that readers are told: the official one as soon as there is one."""
        return self.official if self.official.counts else self.claimed

    @property
    def changed(self) -> bool:
        """Whether the appraisal moved the points."""
        return self.leaf.self_scored and self.official.counts and self.official.points != self.claimed.points


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Points against a maximum, both exact; `max_points` is what applied, `full_max` what the criteria say."""

    points: Fraction
    max_points: Fraction
    full_max: Fraction

    @property
    def percent(self) -> Fraction | None:
        """Share of the applicable maximum in percent; None where nothing applied."""
        return self.points * 100 / self.max_points if self.max_points else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentResult:
    """A bonus or penalty entry with the points it moves; `raw` is before the item's cap."""

    kind: str
    item: Leaf
    entry: Adjustment
    raw: Fraction
    points: Fraction
    steps: tuple[Step, ...] = ()

    @property
    def capped(self) -> bool:
        """Whether a cap took something away."""
        return self.raw != self.points


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The roll-up of a unit: sums by area and block, bonus, penalty and the index in percent."""

    areas: Mapping[str, Sum]
    blocks: Mapping[str, Sum]
    leaves: Sum
    counted: Fraction
    bonus: Fraction
    penalty: Fraction
    points: Fraction
    max_points: Fraction
    index: Fraction | None
    blocked_by: str = ""


class Standing(StrEnum):
    """Where a unit is in its cycle; those of `RANKED` have an official index."""

    NOT_FILED = "not-filed"
    INVALID = "invalid"
    DRAFT = "draft"
    FILED = "filed"
    IN_APPRAISAL = "in-appraisal"
    WITHHELD = "withheld"
    INCOMPLETE = "incomplete"
    APPRAISED = "appraised"
    COMPUTED = "computed"
    PUBLISHED = "published"


RANKED = frozenset({Standing.APPRAISED, Standing.COMPUTED, Standing.PUBLISHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitResult:
    """Everything about one unit in one cycle.

    `before_rulings` is the official roll-up without the answers to objections, None where none moved anything;
    `rank_before` the place in a group in which some answer moved something. `gap` is claimed minus official points over
    the leaves that the unit scored itself. `seen` is what was seen of its documents (`model.evidence.status_of`).
    """

    unit: Unit
    standing: Standing
    criteria: CriteriaSet | None
    leaves: tuple[LeafResult, ...] = ()
    claimed: Total | None = None
    official: Total | None = None
    adjustments: tuple[AdjustmentResult, ...] = ()
    grade: Grade | None = None
    rank: int | None = None
    rank_before: int | None = None
    tied: bool = False
    submission: SelfAssessment | None = None
    appraisal: Appraisal | None = None
    explanation: Explanation | None = None
    appeal: Appeal | None = None
    rulings: Rulings | None = None
    seen: tuple[Seen, ...] = ()
    before_rulings: Total | None = None
    gap: Fraction | None = None
    findings: tuple[Finding, ...] = ()
    late_days: int = 0
    extended: bool = False
    stages_done: tuple[str, ...] = ()

    @property
    def index(self) -> Fraction | None:
        """The official index in percent, None where there is none (yet)."""
        return self.official.index if self.official else None

    def unclaimed(self) -> "UnitResult":
        """The result of a unit that scored nothing itself: figures were imported, and no claim stands beside them."""
        none = Outcome(state=State.NOT_SELF_SCORED, points=ZERO, max_points=ZERO)
        return replace(self, claimed=None, leaves=tuple(replace(leaf, claimed=none) for leaf in self.leaves))

    @property
    def judged(self) -> bool:
        """Whether there is an official index; in a group of which only some units are known that makes no rank yet."""
        return self.standing in RANKED and self.index is not None

    def summary(self) -> "UnitResult":
        """The result without the records it was made from: what pages about many units need of each."""
        return replace(
            self, leaves=(), submission=None, appraisal=None, explanation=None, appeal=None, rulings=None, seen=()
        )
