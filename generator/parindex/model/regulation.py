"""The law as data: what a regulation fixes beside its criteria, from the campaign's stages to classes and ties."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from parindex.model.criteria import CriteriaSet, Leaf, NotApplicablePolicy
from parindex.model.points import Rounding


class TieRule(StrEnum):
    """How equal results are numbered: 1-2-2-4, 1-2-2-3, or parted by tie-breakers."""

    STANDARD = "standard"
    DENSE = "dense"
    ORDERED = "ordered"


class StageKind(StrEnum):
    """What a stage of the campaign is for."""

    SELF = "self"
    APPRAISAL = "appraisal"
    EXPLANATION = "explanation"
    APPROVAL = "approval"
    DECISION = "decision"
    PUBLICATION = "publication"
    COMPUTATION = "computation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A class (xếp loại) with its lower bound; None for the last."""

    id: str
    label: str
    label_en: str
    lower: Fraction | None
    lower_open: bool = False

    def reached(self, value: Fraction) -> bool:
        """Whether `value` is high enough for this class."""
        if self.lower is None:
            return True
        return value > self.lower if self.lower_open else value >= self.lower


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of the scale that is counted apart (results, survey, impact …)."""

    id: str
    name: str
    name_en: str
    max_points: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of the campaign; `groups` empty means all. `due` is month-day of the year after the one assessed."""

    id: str
    kind: StageKind
    name: str
    by: str
    due: str = ""
    groups: tuple[str, ...] = ()
    note: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something that is cited."""

    id: str
    title: str
    publisher: str = ""
    url: str = ""
    dated: str = ""
    decision: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing a regulation is known to say."""

    subject: str
    text: str
    source: str
    item: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitGroup:
    """A ranking group (nhóm xếp hạng): units that share criteria and are ranked together."""

    id: str
    name: str
    name_en: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustments:
    """Bonus or penalty items; `in_index` false means shown beside the index only."""

    items: tuple[Leaf, ...] = ()
    in_index: bool = True
    cap: Fraction | None = None
    clamp: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundingPolicy:
    """How figures are shown, and whether classes and ranks use the exact or the printed value."""

    decimals: int = 2
    mode: Rounding = Rounding.HALF_UP
    points_at_leaf: bool = False
    grade_on_printed: bool = False
    rank_on_printed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldHead:
    """Who prepares which areas where the assessed unit is a whole city."""

    id: str
    head: str
    areas: tuple[str, ...]
    focal_officer: str = ""
    role: str = ""
    source: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """Everything a decision fixes apart from the criteria themselves.

    `english` is what texts of the set read like in English (`model.wording`): a help for readers that moves no point
    and does not belong to the hash.
    """

    id: str
    title: str
    title_en: str
    short: str
    authority: str
    decision_number: str
    decision_issued: str
    illustrative: bool
    status_note: str
    sources: Mapping[str, Source]
    facts: tuple[Fact, ...]
    scale_max: Fraction
    rounding: RoundingPolicy
    tie_rule: TieRule
    tie_breakers: tuple[str, ...]
    blocks: tuple[Block, ...]
    grades: tuple[Grade, ...]
    grades_assumed: bool
    grades_name: str
    not_applicable: NotApplicablePolicy
    reduce_within_block: bool
    stages: tuple[Stage, ...]
    groups: tuple[UnitGroup, ...]
    bonus: Adjustments
    penalty: Adjustments
    evidence_rules: tuple[str, ...]
    field_heads: tuple[FieldHead, ...]
    sets: Mapping[str, CriteriaSet]
    path: str
    sha256: str
    replaces: str = ""
    english: Mapping[str, str] = field(default_factory=dict)

    def appraisal_stages(self, group: str) -> tuple[Stage, ...]:
        """The appraisal stages a group's filings pass, in order; none where points follow from the facts alone."""
        return tuple(
            stage
            for stage in self.stages
            if stage.kind is StageKind.APPRAISAL and (not stage.groups or group in stage.groups)
        )

    def self_scored(self, group: str) -> bool:
        """Whether units of a group score themselves; where not, points follow from imported figures alone."""
        return any(
            stage.kind in (StageKind.SELF, StageKind.APPRAISAL) and (not stage.groups or group in stage.groups)
            for stage in self.stages
        )

    def item(self, kind: str, item: str) -> Leaf | None:
        """A bonus or penalty item by its id."""
        adjustments = self.bonus if kind == "bonus" else self.penalty
        return next((leaf for leaf in adjustments.items if leaf.code == item), None)
