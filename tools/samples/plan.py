"""What a sample programme consists of: its units, its cycles and the cases that must occur in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPlan:
    """A fictional unit; `kind` decides the size of its figures, `quality` (0.55–0.97) how well it works."""

    id: str
    name: str
    name_en: str
    group: str
    kind: str
    sign: str
    head_title: str
    quality: float
    parent: str = ""
    code: str = ""
    valid_from: str = ""
    valid_to: str = ""
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    lineage: str = ""
    host: str = ""

    def existed_in(self, year: int) -> bool:
        """Whether the unit is assessed for the year: it exists on its last day."""
        last_day = f"{year}-12-31"
        return self.valid_from <= last_day and (not self.valid_to or self.valid_to >= last_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionPlan:
    """More time for a unit."""

    until: str
    by: str
    reason: str
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A seat in a council."""

    title: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilPlan:
    """A council with its seats."""

    id: str
    name: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StagePlan:
    """One appraisal stage: which council works on which group, from when to when."""

    stage: str
    first_day: str
    last_day: str
    marks: bool = False
    review: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TiePlan:
    """Two units that end up with exactly the same index, by the council mark of the second."""

    first: str
    second: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclePlan:
    """One year's campaign with everything special about it."""

    year: int
    dates: Mapping[str, str]
    stages: tuple[StagePlan, ...]
    decision_number: str = ""
    previous: str = ""
    explanation_day: str = ""
    late: Mapping[str, str] = field(default_factory=dict)
    extensions: Mapping[str, ExtensionPlan] = field(default_factory=dict)
    not_filed: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()
    no_survey: frozenset[str] = frozenset()
    small_survey: Mapping[str, str] = field(default_factory=dict)
    not_applicable: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    ties: tuple[TiePlan, ...] = ()
    bonus: tuple[Mapping[str, str], ...] = ()
    penalty: tuple[Mapping[str, str], ...] = ()
    disputes: frozenset[str] = frozenset()

    @property
    def even(self) -> frozenset[str]:
        """The units whose shares must be short decimals, so that a mark can make them equal."""
        return frozenset(unit for tie in self.ties for unit in (tie.first, tie.second))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePlan:
    """A fictional authority with its units and cycles."""

    id: str
    name: str
    name_en: str
    index_name: str
    index_name_en: str
    authority: str
    place: str
    regulation: str
    host: str
    notice: str
    notice_en: str
    title: str
    decision_title: str
    decision_sign: str
    signer_title: str
    receiver: str
    survey_by: str
    survey_method: str
    adjuster: str
    units: tuple[UnitPlan, ...]
    councils: tuple[CouncilPlan, ...]
    cycles: tuple[CyclePlan, ...]
    council_of: Mapping[str, str]
    highland: bool = False
    signed_scans: bool = False
    contributors: bool = False

    def unit(self, unit_id: str) -> UnitPlan:
        """A unit by its id."""
        return next(unit for unit in self.units if unit.id == unit_id)
