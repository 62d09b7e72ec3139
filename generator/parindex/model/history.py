"""What happened to a filing and when: integrations of the main line, their events, and what these did to points.

Times are times of receipt. What the author of a commit says of its date is in none of these records.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction


class ReceiptSource(StrEnum):
    """Where a time of receipt comes from: the server's note on the commit, or the commit that brought it in."""

    NOTE = "note"
    INTEGRATION = "integration"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file before and after an integration, by the ids of its contents; an empty id means that it is not there.

    `before` is the path that the file had, the same as `path` unless it was moved.
    """

    path: str
    before: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Integration:
    """A commit of the main line that touched filings, compared with the main line before it.

    `number` counts them, oldest first. `authors` wrote what it brought; `actor` is the account that handed it in, where
    the server noted one. `doubtful` says that no note tells the time and the commit's own lies before its
    predecessor's.
    """

    number: int
    commit: str
    received: datetime
    source: ReceiptSource
    authors: tuple[str, ...]
    actor: str = ""
    doubtful: bool = False
    changes: tuple[FileChange, ...] = ()

    @property
    def short(self) -> str:
        """The commit as readers see it."""
        return self.commit[:10]


class EventKind(StrEnum):
    """What can happen to a filing."""

    FILED = "filed"
    CHANGED = "changed"
    APPROVED = "approved"
    APPROVAL_WITHDRAWN = "approval-withdrawn"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    APPRAISED = "appraised"
    APPRAISAL_CHANGED = "appraisal-changed"
    EXPLAINED = "explained"
    APPEALED = "appealed"
    RULED = "ruled"
    DECIDED = "decided"
    DECISION_CHANGED = "decision-changed"
    ERRATUM = "erratum"
    IMPORTED = "imported"
    IMPORT_CHANGED = "import-changed"


class AfterDecision(StrEnum):
    """What a change of a unit's files after the decision did to its points, where no correction came with it."""

    SAME = "same"
    MOVED = "moved"
    UNTOLD = "untold"


FILING = "self-assessment"

UNIT_FILES = (FILING, "appraisal", "explanation", "appeal", "ruling")
"""The files of a unit that make events, in the order in which events of one integration are told."""

CYCLE_FILES = ("decision", "errata")
"""The files of a cycle that make events in the timeline of its units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a unit's filing, or with an empty `unit` to its whole cycle.

    `file` is the name without ending of the file it shows in, `detail` the stage of an appraisal, the id of an erratum
    or the folder that a unit had before; `old` and `new` are the ids of the file's contents. `signed_by` is the owner
    of the key that signed an approval, where that was checked; `after_decision` marks what came after the decision
    without a correction.
    """

    kind: EventKind
    programme: str
    cycle: str
    unit: str
    file: str
    integration: Integration
    detail: str = ""
    old: str = ""
    new: str = ""
    signed_by: str = ""
    after_decision: AfterDecision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One stage of an appraisal or one entry of the errata: the unit that it names and a mark of what it says."""

    mark: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What a timeline has to know of one version of a file.

    `body` is a mark of what a filing says apart from its approval and from its own name: equal marks, equal points.
    """

    approved: bool = False
    body: str = ""
    parts: Mapping[str, Part] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsThen:
    """A unit's points over the criteria that it scores itself; None where there are none (yet).

    `official` takes each criterion as appraised where a decision on it exists, and as claimed where not.
    """

    claimed: Fraction | None = None
    official: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Points before and after an integration."""

    before: PointsThen
    after: PointsThen
