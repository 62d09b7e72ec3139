"""Who is assessed, by whom, when: programmes, units, cycles and what surrounds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from parindex.model.docket import Erratum, Meeting
from parindex.model.filing import Adjustment, Evidence, ExternalIndex, SurveyResults
from parindex.model.registry import RegistryUse
from parindex.model.regulation import Grade, Source, TieRule


def is_date(text: str) -> bool:
    """Whether an ISO text names a day that exists."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_moment(text: str) -> bool:
    """Whether an ISO text names a moment, with its zone, that exists."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


class Role(StrEnum):
    """What a member is in a council."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A named official; `login` is the account at the forge, `key` an SSH public key with the days it is valid."""

    name: str
    title: str = ""
    unit: str = ""
    login: str = ""
    role: Role = Role.MEMBER
    areas: tuple[str, ...] = ()
    key: str = ""
    valid_from: str = ""
    valid_to: str = ""

    def holds(self, day: str) -> bool:
        """Whether the person's key counts on a day (ISO)."""
        return bool(self.key) and self.valid_from <= day and (not self.valid_to or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An assessed unit and where it came from; dates are ISO text, empty where open."""

    id: str
    name: str
    name_en: str
    group: str
    parent: str = ""
    code: str = ""
    valid_from: str = ""
    valid_to: str = ""
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    lineage: str = ""
    head: Person | None = None
    officers: tuple[Person, ...] = ()
    signers: tuple[Person, ...] = ()

    def existed_in(self, year: str) -> bool:
        """Whether the unit is assessed for a year: it existed on the year's last day."""
        last_day = f"{year[:4]}-12-31"
        return self.valid_from <= last_day and (not self.valid_to or self.valid_to >= last_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """A text that looks as if it should not be public and may be, with who says so; an empty `file` means all files."""

    kind: str
    text: str
    reason: str
    by: str
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One authority's index over the years; `evidence_hosts` are those under which its documents are expected."""

    id: str
    name: str
    name_en: str
    index_name: str
    index_name_en: str
    authority: str
    authority_en: str = ""
    sample: bool
    notice: str
    notice_en: str = ""
    units: Mapping[str, Unit]
    cycles: tuple[str, ...]
    path: str
    office: tuple[Person, ...] = ()
    editors: tuple[Person, ...] = ()
    signed_approval: bool = False
    registry: RegistryUse | None = None
    evidence_hosts: tuple[str, ...] = ()
    allowed_leaks: tuple[Allowance, ...] = ()


class CycleKind(StrEnum):
    """A campaign is scored here; a published cycle is a result known only as a printed table."""

    CAMPAIGN = "campaign"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """A council or appraisal team (hội đồng, tổ thẩm định); empty `groups`, `units`, `stages` mean all of them."""

    id: str
    name: str
    members: tuple[Person, ...] = ()
    groups: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """More time for one unit, to file (gia hạn) or to change what is approved (mở lại)."""

    unit: str
    until: str
    by: str
    reason: str
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishingDecision:
    """The decision that publishes a cycle; `place` is where it was issued (địa danh), as its papers print it."""

    number: str
    date: str
    issuer: str
    place: str = ""
    title: str = ""
    signer: Person | None = None
    url: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a printed total with its maximum."""

    id: str
    name: str
    name_en: str
    max_points: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedGroup:
    """A list of a printed table; `complete` says that no row of it is missing."""

    id: str
    name: str
    name_en: str
    complete: bool
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """How a printed table is to be read and checked."""

    max_points: Fraction | None
    parts: tuple[Part, ...]
    descending: bool
    groups: tuple[PrintedGroup, ...]
    tie_rule: TieRule
    grades: tuple[Grade, ...]
    grades_assumed: bool
    grade_on_index: bool
    decimals: int
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRow:
    """A row of `published.csv` as printed; None is "not printed", never zero."""

    line: int
    group: str
    order: int | None
    unit: str
    name: str
    rank: int | None
    grade: str
    total: str
    index: str
    max: str
    note: str
    source: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialPoint:
    """What a source prints for a leaf, an area or the total of a unit; None is "not printed", never zero."""

    unit: str
    code: str
    points: Fraction | None
    max_points: Fraction | None
    line: int


OFFICIAL_TOTAL = "total"
"""The code under which `official.csv` holds a unit's total, where the source prints one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One year's campaign of a programme, or one printed result.

    `partial` says of groups of which only some units are here how many there are: these have indices and no ranks.
    """

    programme: str
    id: str
    kind: CycleKind
    title: str
    title_en: str
    path: str
    regulation: str = ""
    previous: str = ""
    closed_until_decision: bool = False
    dates: Mapping[str, str] = field(default_factory=dict)
    councils: tuple[Council, ...] = ()
    extensions: tuple[Extension, ...] = ()
    reopenings: tuple[Extension, ...] = ()
    votes_required: bool = False
    criteria_sha256: str = ""
    receipts: Mapping[str, str] = field(default_factory=dict)
    meetings: tuple[Meeting, ...] = ()
    decision: PublishingDecision | None = None
    errata: tuple[Erratum, ...] = ()
    survey: SurveyResults = field(default_factory=SurveyResults)
    external: Mapping[str, ExternalIndex] = field(default_factory=dict)
    bonus: tuple[Adjustment, ...] = ()
    penalty: tuple[Adjustment, ...] = ()
    adjustment_evidence: Mapping[str, Evidence] = field(default_factory=dict)
    source: Source | None = None
    table: PrintedTable | None = None
    rows: tuple[PrintedRow, ...] = ()
    official_table: str = ""
    official_source: str = ""
    official: Mapping[str, Mapping[str, OfficialPoint]] = field(default_factory=dict)
    partial: Mapping[str, int] = field(default_factory=dict)
    notice: str = ""
    notice_en: str = ""
    series_break: str = ""

    @property
    def folder(self) -> str:
        """The cycle's folder in the repository."""
        return f"submissions/{self.programme}/{self.id}"

    @property
    def decided(self) -> bool:
        """Whether the decision that publishes the results exists."""
        return self.decision is not None

    @property
    def disclosed(self) -> bool:
        """Whether appraised figures may be shown: open cycles always, closed ones after the decision."""
        return self.decided or not self.closed_until_decision

    def deadline(self, unit: str) -> str:
        """Last day (ISO) on which a unit's filing is in time, extensions included; empty where none is set."""
        extension = self.extension(unit)
        return max(self.dates.get("self-scoring-ends", ""), extension.until if extension else "")

    def extension(self, unit: str) -> Extension | None:
        """The longest extension that a unit was given; several may stand."""
        return max((row for row in self.extensions if row.unit == unit), key=lambda row: row.until, default=None)

    def reopened_until(self, unit: str) -> str:
        """Last day (ISO) of a unit's reopening; empty where it was not reopened."""
        reopening = self.reopening(unit)
        return reopening.until if reopening else ""

    def reopening(self, unit: str) -> Extension | None:
        """The longest reopening of a unit's approved filing, None where it was not reopened."""
        return max((row for row in self.reopenings if row.unit == unit), key=lambda row: row.until, default=None)
