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
class ReopeningPlan(ExtensionPlan):
    """An approved filing opened again, with the day and the report of the second approval."""

    approved: str
    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A seat in a council, or in the campaign's office; `areas` are those that the member keeps to."""

    title: str
    unit: str = ""
    areas: tuple[str, ...] = ()


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
class RulingPlan:
    """The answer to an objection."""

    day: str
    by: str
    outcome: str
    reason: str
    correct: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionPlan:
    """What a unit objects to after its result; `evidence` are records that the docket brings with it."""

    unit: str
    code: str
    day: str
    claim: str
    ruling: RulingPlan
    asks: Mapping[str, object] | None = None
    evidence: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPlan:
    """A meeting of a council: the seats that were empty, the units voted on (all ranked ones where none is named).

    `votes` are for, against and abstained where not everybody present was in favour.
    """

    id: str
    council: str
    day: str
    document: str
    absent: tuple[int, ...] = ()
    units: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    votes: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErratumPlan:
    """A council mark that was published wrongly, and its correction; `corrected` is the reason in the appraisal."""

    id: str
    unit: str
    code: str
    old: str
    new: str
    day: str
    reason: str
    corrected: str
    document: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclePlan:
    """One year's campaign with everything special about it.

    `regulation` is named where it is not that of the programme. `watched` are units whose links were checked, `restricted` names a document of a unit that only the council sees.
    """

    year: int
    dates: Mapping[str, str]
    stages: tuple[StagePlan, ...]
    decision_number: str = ""
    previous: str = ""
    regulation: str = ""
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
    reopenings: Mapping[str, ReopeningPlan] = field(default_factory=dict)
    objections: tuple[ObjectionPlan, ...] = ()
    meetings: tuple[MeetingPlan, ...] = ()
    votes_required: bool = False
    errata: tuple[ErratumPlan, ...] = ()
    watched: tuple[str, ...] = ()
    restricted: Mapping[str, str] = field(default_factory=dict)
    frozen: bool = False

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
    authority_en: str
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
    office: tuple[Member, ...]
    editors: tuple[Member, ...]
    highland: bool = False
    signed_scans: bool = False
    contributors: bool = False

    def unit(self, unit_id: str) -> UnitPlan:
        """A unit by its id."""
        return next(unit for unit in self.units if unit.id == unit_id)
