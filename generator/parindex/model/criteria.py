"""The law as data: sets of criteria, and the rule of every leaf.

Vocabulary (see docs/formats.md): an *area* (lĩnh vực) holds *criteria* (tiêu chí), which hold *sub-criteria* (tiêu chí
thành phần). A node that has a rule is a :class:`Leaf`, every other node a :class:`Branch`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class WhenNone(StrEnum):
    """What a share is worth when its denominator is 0: nothing was due."""

    FULL = "full"
    ZERO = "zero"
    NOT_APPLICABLE = "not-applicable"
    UNSCORED = "unscored"


class NotApplicablePolicy(StrEnum):
    """What a confirmed "not applicable" does to points and maximum."""

    REDUCE = "reduce"
    FULL = "full"
    ZERO = "zero"


class MissingSurvey(StrEnum):
    """What happens to the index while the survey of a unit is missing."""

    RESCALE = "rescale"
    ZERO = "zero"
    BLOCK = "block"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that can be chosen, with the points it is worth; an empty `label_en` is one that was not given."""

    id: str
    label: str
    points: Fraction
    label_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A step: its points count when every bound holds. `lower`/`upper` are None where unbounded."""

    points: Fraction
    lower: Fraction | None = None
    lower_open: bool = False
    upper: Fraction | None = None
    upper_open: bool = False
    label: str = ""

    def holds(self, value: Fraction) -> bool:
        """Whether `value` lies in the band, minding which ends belong to it."""
        if self.lower is not None and (value < self.lower or (self.lower_open and value == self.lower)):
            return False
        return not (self.upper is not None and (value > self.upper or (self.upper_open and value == self.upper)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a figure means: a share of `done` in `total` (minus `excused`), or a plain `number`.

    Figures are counts, so whole, unless `fractional` (money, percentages).
    """

    label: str
    done: str = ""
    total: str = ""
    excused: str = ""
    number: str = ""
    unit: str = ""
    fractional: bool = False

    @property
    def is_share(self) -> bool:
        """Whether the unit declares numerator and denominator."""
        return bool(self.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """`options`: exactly one of several answers."""

    options: tuple[Option, ...]
    method: str = "options"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """`checklist`: any of several items, their points added and capped at the maximum."""

    items: tuple[Option, ...]
    method: str = "checklist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """`steps`: the points of the first band in which the share (percent) or number falls."""

    measure: Measure
    bands: tuple[Band, ...]
    when_none: WhenNone = WhenNone.ZERO
    method: str = "steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """`ratio`: share × maximum, in percent terms with an optional full mark and floor."""

    measure: Measure
    complement: bool = False
    full_at: Fraction | None = None
    zero_below: Fraction | None = None
    share_decimals: int | None = None
    when_none: WhenNone = WhenNone.ZERO
    method: str = "ratio"


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchCase:
    """One case of `branches`: an expression for the condition (empty: otherwise) and one for the points."""

    when: str
    points: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branches:
    """`branches`: the first case whose condition over the declared figures holds.

    Figures are counts, whole and not negative, unless named as `fractional` or `signed`.
    """

    figures: Mapping[str, str]
    cases: tuple[BranchCase, ...]
    fractional: frozenset[str] = frozenset()
    signed: frozenset[str] = frozenset()
    method: str = "branches"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """`count`: points for each occurrence, at most the maximum."""

    measure: Measure
    each: Fraction
    method: str = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduct:
    """`deduct`: the maximum minus points for each occurrence, at least the floor."""

    measure: Measure
    each: Fraction
    floor: Fraction = Fraction(0)
    method: str = "deduct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """`survey`: the weighted share of answers to a question; the points of an answer are its weight in percent."""

    question: str
    answers: tuple[Option, ...]
    minimum_sample: int
    missing: MissingSurvey
    method: str = "survey"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """`imported`: an index that others compute, scaled to the maximum."""

    index: str
    per: Fraction = Fraction(100)
    method: str = "imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class RankChange:
    """`rank-change`: places gained in another ranking since the year before."""

    index: str
    each: Fraction | None = None
    improved: Fraction | None = None
    method: str = "rank-change"


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilMark:
    """`council`: a mark from 0 to the maximum, given by a council with a reason."""

    method: str = "council"


Rule = Choice | Checklist | Steps | Ratio | Branches | Count | Deduct | Survey | Imported | RankChange | CouncilMark

NOT_SELF_SCORED = (Survey, Imported, RankChange, CouncilMark)


def wanted_facts(rule: Rule) -> tuple[frozenset[str], frozenset[str]]:
    """The keys that an answer to this rule must declare, and those it may declare besides."""
    if isinstance(rule, Steps | Ratio):
        if rule.measure.is_share:
            return frozenset({"done", "total"}), frozenset({"excused"} if rule.measure.excused else ())
        return frozenset({"number"}), frozenset()
    if isinstance(rule, Choice):
        return frozenset({"option"}), frozenset()
    if isinstance(rule, Checklist):
        return frozenset({"items"}), frozenset()
    if isinstance(rule, Branches):
        return frozenset({"figures"}), frozenset()
    if isinstance(rule, Count | Deduct):
        return frozenset({"number"}), frozenset()
    return frozenset(), frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Where a rule stands: a source of the regulation and the item in it."""

    source: str
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """What is scored: a sub-criterion, or a criterion that has none; also a bonus or penalty item."""

    code: str
    name: str
    name_en: str
    max_points: Fraction
    block: str
    rule: Rule
    self_scored: bool
    may_be_not_applicable: bool
    not_applicable_policy: NotApplicablePolicy
    evidence_wanted: str
    evidence_required: bool
    guidance: str
    basis: Basis | None
    illustrative: bool
    assumed: bool
    external_id: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """An area or criterion that only adds up its parts."""

    code: str
    name: str
    name_en: str
    max_points: Fraction
    parts: tuple["Branch | Leaf", ...]
    guidance: str = ""
    assumed: bool = False

    def leaves(self) -> Iterator[Leaf]:
        """The leaves below, in order."""
        for part in self.parts:
            if isinstance(part, Leaf):
                yield part
            else:
                yield from part.leaves()


Node = Branch | Leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaSet:
    """All criteria of one unit group (bộ tiêu chí)."""

    regulation: str
    group: str
    name: str
    name_en: str
    max_points: Fraction
    areas: tuple[Node, ...]
    illustrative: bool
    path: str
    leaves: tuple[Leaf, ...] = field(init=False)
    by_code: Mapping[str, Leaf] = field(init=False)
    area_of: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        pairs = [
            (area.code, leaf) for area in self.areas for leaf in ([area] if isinstance(area, Leaf) else area.leaves())
        ]
        object.__setattr__(self, "leaves", tuple(leaf for _, leaf in pairs))
        object.__setattr__(self, "by_code", {leaf.code: leaf for _, leaf in pairs})
        object.__setattr__(self, "area_of", {leaf.code: area for area, leaf in pairs})

    @property
    def self_scored(self) -> tuple[Leaf, ...]:
        """The leaves a unit answers itself."""
        return tuple(leaf for leaf in self.leaves if leaf.self_scored)

    def block_max(self, block: str) -> Fraction:
        """Maximum points of a block in this set."""
        return sum((leaf.max_points for leaf in self.leaves if leaf.block == block), Fraction(0))
