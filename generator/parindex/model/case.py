"""What lies before an appraiser: one leaf of one unit, with all that bears on the decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from parindex.model.criteria import CriteriaSet
from parindex.model.filing import Appraisal, Decision, Evidence, Explanation, Reply, SelfAssessment
from parindex.model.regulation import Stage
from parindex.model.result import LeafResult, Outcome
from parindex.model.roster import Cycle, Unit


class RiskFlag(StrEnum):
    """Why a claim deserves a second look."""

    NO_EVIDENCE = "no-evidence"
    EXPLAINED = "explained"
    JUMP = "jump"
    NOT_APPLICABLE = "not-applicable"
    NOTHING_DUE = "nothing-due"
    REOPENED = "reopened"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """The flags of a claim, gravest first, and what they weigh together."""

    flags: tuple[RiskFlag, ...] = ()
    weight: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A leaf of a unit before a decision.

    `result` is the leaf as the stages before this one left it, `before` what it was worth in the previous cycle,
    `held` what the file already holds for this stage, `flagged` whether the unit was asked for an explanation.
    """

    result: LeafResult
    risk: Risk
    before: Outcome | None = None
    reply: Reply | None = None
    held: Decision | None = None
    flagged: bool = False

    @property
    def code(self) -> str:
        """The leaf's code."""
        return self.result.leaf.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A unit's filing before a stage; `cases` are the leaves that the stage has to decide, in the criteria's order."""

    unit: Unit
    cycle: Cycle
    criteria: CriteriaSet
    stage: Stage
    submission: SelfAssessment
    appraisal: Appraisal | None = None
    explanation: Explanation | None = None
    cases: tuple[Case, ...] = ()

    @property
    def path(self) -> str:
        """Where the unit's appraisal stands."""
        return f"{self.cycle.folder}/{self.unit.id}/appraisal.yaml"

    @property
    def reply_evidence(self) -> Mapping[str, Evidence]:
        """The documents that came with the unit's replies."""
        return self.explanation.evidence if self.explanation else {}
