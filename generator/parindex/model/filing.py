"""What units, appraisers and the campaign's office file: facts, evidence, decisions, surveys, adjustments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import compress
from operator import attrgetter


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A document that a unit points at (tài liệu kiểm chứng).

    Of a restricted one only number, custodian, reason and hash are told.
    """

    id: str
    title: str = ""
    kind: str = ""
    number: str = ""
    issuer: str = ""
    signer: str = ""
    date: str = ""
    url: str = ""
    path: str = ""
    pages: str = ""
    section: str = ""
    length: str = ""
    sha256: str = ""
    note: str = ""
    visibility: str = ""
    custodian: str = ""
    reason: str = ""

    @property
    def restricted(self) -> bool:
        """Whether the document itself must not be public."""
        return self.visibility == "restricted"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRef:
    """A pointer from an answer into the unit's evidence list, to a page or section where one is named."""

    id: str
    pages: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The declared facts of one answer; which are present depends on the method."""

    option: str | None = None
    items: tuple[str, ...] | None = None
    done: Fraction | None = None
    total: Fraction | None = None
    excused: Fraction | None = None
    number: Fraction | None = None
    figures: Mapping[str, Fraction] | None = None

    @property
    def given(self) -> frozenset[str]:
        """The keys that were declared."""
        return frozenset(compress(_FACTS, [value is not None for value in _facts(self)]))


_FACTS = ("option", "items", "done", "total", "excused", "number", "figures")
_facts = attrgetter(*_FACTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A unit's answer to one leaf. `not_applicable` holds the reason; `typed_points` the text a unit typed itself."""

    code: str
    facts: Facts
    evidence: tuple[EvidenceRef, ...] = ()
    explanation: str = ""
    not_applicable: str = ""
    typed_points: Fraction | None = None
    note: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether a draft's block has not been filled in yet: an empty checklist says nothing without evidence."""
        if self.evidence or self.explanation or self.not_applicable or self.typed_points is not None:
            return False
        return not self.facts.given - ({"items"} if not self.facts.items else set())


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """The head's approval of a self-assessment."""

    by: str
    title: str
    date: str
    document: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """A field head who filled in some areas of a city's self-assessment."""

    field: str
    head: str
    officer: str = ""
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfAssessment:
    """What a unit declares for a cycle (tự đánh giá)."""

    unit: str
    cycle: str
    path: str
    evidence: Mapping[str, Evidence]
    answers: Mapping[str, Answer]
    approval: Approval | None = None
    contributors: tuple[Contributor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a stage decided on one leaf: accepted, fact corrected, points set, or N/A confirmed or refused.

    `seen_restricted` attests that the council saw the restricted documents that the leaf rests on.
    """

    code: str
    accept: bool = False
    correct: Facts | None = None
    points: Fraction | None = None
    not_applicable: bool | None = None
    reason_code: str = ""
    reason: str = ""
    request_explanation: bool = False
    seen_restricted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StageDecisions:
    """One appraisal stage of one unit; `open` are leaves with a block that nobody has filled in yet."""

    stage: str
    by: tuple[str, ...]
    date: str
    rest_accepted: bool
    decisions: Mapping[str, Decision]
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """All appraisal stages of one unit, in order (thẩm định)."""

    unit: str
    cycle: str
    path: str
    stages: tuple[StageDecisions, ...]

    @property
    def flagged(self) -> tuple[str, ...]:
        """The criteria for which some stage asked for an explanation, in the order in which it was asked."""
        asked = (code for stage in self.stages for code, made in stage.decisions.items() if made.request_explanation)
        return tuple(dict.fromkeys(asked))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A unit's reply on one flagged leaf (giải trình)."""

    code: str
    text: str
    evidence: tuple[EvidenceRef, ...] = ()
    asks: Facts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A unit's replies in the explanation round; `open` are leaves with a block that nobody has filled in yet."""

    unit: str
    cycle: str
    path: str
    date: str
    evidence: Mapping[str, Evidence]
    replies: Mapping[str, Reply]
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyCount:
    """How many people gave which answer about one unit."""

    sample: int
    answers: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyResults:
    """Aggregates by question and unit, with how the survey was done."""

    path: str = ""
    conducted: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, Mapping[str, SurveyCount]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalIndex:
    """Values and ranks of an index that others compute."""

    id: str
    title: str
    source_title: str
    source_url: str
    values: Mapping[str, Fraction]
    ranks: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A bonus or penalty entry for a unit; `points` is a mark where the item's rule is a council's."""

    unit: str
    item: str
    facts: Facts
    points: Fraction | None
    evidence: tuple[Evidence, ...]
    reason: str
    by: str
    date: str = ""
    unknown_evidence: tuple[str, ...] = ()
