"""What a change means: the difference of two results, unit by unit, as a reviewer reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from parindex.model.change import Change
from parindex.model.criteria import Leaf
from parindex.model.docket import Objection, Ruling
from parindex.model.filing import Answer, Decision, Evidence, Reply
from parindex.model.finding import Finding, Severity
from parindex.model.phase import Phase
from parindex.model.regulation import Grade, Regulation
from parindex.model.result import Outcome, UnitResult
from parindex.model.roster import Cycle, Person, Programme, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDifference:
    """One leaf whose answer differs, with the points by rule of the two versions; None where there is no answer."""

    leaf: Leaf
    before: Answer | None
    after: Answer | None
    points_before: Outcome | None
    points_after: Outcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDifference:
    """One leaf that an appraisal decides otherwise than before, with the points that stand by the two versions.

    `answer` and `claimed` are what the unit says of it.
    """

    leaf: Leaf
    stage: str
    before: Decision | None
    after: Decision | None
    points_before: Outcome | None
    points_after: Outcome | None
    answer: Answer | None = None
    claimed: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDifference:
    """One evidence record: None before where it is new, None after where it was taken out."""

    id: str
    before: Evidence | None
    after: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A unit whose rank changes because of the change; None where it has no rank."""

    unit: Unit
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDifference:
    """Everything that a change moves in one unit of one cycle.

    `accepted` are stages that newly accept all that they do not decide, with the leaves that this is.
    `claimed_ranks` are the places among those who have filed, by claimed points, None where they were not worked out;
    `claimed_grades` the classes that would follow if everything were accepted as claimed. `signer` is whose key signed
    a new approval.
    """

    programme: Programme
    cycle: Cycle
    regulation: Regulation
    unit: Unit
    before: UnitResult | None
    after: UnitResult | None
    answers: tuple[AnswerDifference, ...] = ()
    decisions: tuple[DecisionDifference, ...] = ()
    accepted: tuple[tuple[str, tuple[str, ...]], ...] = ()
    evidence: tuple[EvidenceDifference, ...] = ()
    replies: Mapping[str, Reply] = field(default_factory=dict)
    objections: Mapping[str, Objection] = field(default_factory=dict)
    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    unexplained: tuple[str, ...] = ()
    answered: int = 0
    to_answer: int = 0
    deadline: str = ""
    days_left: int | None = None
    claimed_ranks: tuple[int | None, int | None] | None = None
    claimed_grades: tuple[Grade | None, Grade | None] = (None, None)
    moved: tuple[Moved, ...] = ()
    signer: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """One text of a file of the campaign, the roster or the criteria; None where it is not there."""

    path: str
    place: tuple[str, ...]
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafChange:
    """One leaf of a set of criteria that was added, removed, re-weighted or worded otherwise."""

    regulation: str
    group: str
    code: str
    before: Leaf | None
    after: Leaf | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Who would have stood where, had a new set of criteria been in force in an earlier cycle.

    `kept` of `asked` answers of that cycle fit the new criteria and were counted; the rest counts as not answered.
    """

    regulation: str
    cycle: Cycle
    kept: int
    asked: int
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The verdict on a change and what it means."""

    base_commit: str
    head_commit: str
    actor: str | None
    moment: datetime
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    units: tuple[UnitDifference, ...] = ()
    entries: tuple[EntryChange, ...] = ()
    criteria: tuple[LeafChange, ...] = ()
    what_if: tuple[WhatIf, ...] = ()
    phases: Mapping[tuple[str, str], Phase] = field(default_factory=dict)

    @property
    def allowed(self) -> bool:
        """Whether the change may be merged: nothing in it is an error."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)
