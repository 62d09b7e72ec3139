"""One unit in one cycle: from its filing to totals and standing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from functools import partial

from parindex.model.criteria import CriteriaSet
from parindex.model.docket import Appeal, Rulings
from parindex.model.filing import Appraisal, Explanation, SelfAssessment
from parindex.model.finding import Finding, Severity
from parindex.model.papers import is_of_filing
from parindex.model.phase import day_of
from parindex.model.points import ZERO, exact_sum
from parindex.model.regulation import Regulation
from parindex.model.result import RANKED, LeafResult, Outcome, Standing, State, UnitResult
from parindex.model.roster import Cycle, Unit, is_date, is_moment
from parindex.score.outcome import LeafScorer
from parindex.score.total import adjustment_results, claimed_total, official_total


class UnitScorer:
    """Scores the units of one cycle under one regulation.

    `trusted` is False while a file that all units share (survey, external indices, adjustments) has errors: nobody gets
    an official result from half of a survey.
    """

    def __init__(self, regulation: Regulation, cycle: Cycle, *, trusted: bool = True) -> None:
        self.trusted = trusted
        self.regulation = regulation
        self.cycle = cycle
        self.leaf_scorer = LeafScorer(regulation, cycle)

    def claims(self, criteria: CriteriaSet, submission: SelfAssessment) -> dict[str, Outcome]:
        """The outcome of each leaf as the unit declares it."""
        return {
            leaf.code: self.leaf_scorer.claimed(leaf, submission.answers.get(leaf.code)) for leaf in criteria.leaves
        }

    def score(
        self,
        unit: Unit,
        submission: SelfAssessment | None,
        appraisal: Appraisal | None,
        explanation: Explanation | None,
        findings: Sequence[Finding],
        claims: Mapping[str, Outcome] | None = None,
        *,
        appeal: Appeal | None = None,
        rulings: Rulings | None = None,
    ) -> UnitResult:
        """The unit's result; nothing is scored where its filing is missing or has errors.

        `claims` are those of the submission where they have been worked out before.
        """
        criteria = self.regulation.sets.get(unit.group)
        invalid = any(
            finding.severity is Severity.ERROR and (self.cycle.disclosed or is_of_filing(finding.path))
            for finding in findings
        )
        result = partial(
            UnitResult,
            unit=unit,
            criteria=criteria,
            submission=submission,
            findings=tuple(findings),
            late_days=self.late_days(unit.id),
            extended=self.cycle.extension(unit.id) is not None,
        )
        if submission is None or criteria is None:
            return result(standing=Standing.INVALID if invalid else Standing.NOT_FILED)
        if invalid:
            return result(standing=Standing.INVALID)
        stages = self.regulation.appraisal_stages(unit.group)
        claims = self.claims(criteria, submission) if claims is None else claims
        leaves = tuple(
            self.leaf_scorer.result(
                leaf,
                unit.id,
                submission.answers.get(leaf.code),
                appraisal,
                stages,
                claims[leaf.code],
                objection=appeal.entries.get(leaf.code) if appeal else None,
                ruling=rulings.rulings.get(leaf.code) if rulings else None,
            )
            for leaf in criteria.leaves
        )
        # A stage with an empty block is still being worked on and concludes nothing.
        done = tuple(stage.stage for stage in appraisal.stages if not stage.open) if appraisal else ()
        adjustments = adjustment_results(self.regulation, self.cycle, unit.id, unit.group)
        official = official_total(self.regulation, criteria, leaves, adjustments)
        complete = not stages or stages[-1].id in done
        if submission.approval is None:
            standing = Standing.DRAFT
        elif not done and stages:
            standing = Standing.FILED
        elif not self.cycle.disclosed:
            standing = Standing.WITHHELD
        elif not complete:
            standing = Standing.IN_APPRAISAL
        elif official.index is None or not self.trusted:
            standing = Standing.INCOMPLETE
        elif not stages:
            standing = Standing.COMPUTED
        else:
            standing = Standing.PUBLISHED if self.cycle.decided else Standing.APPRAISED
        if standing in (Standing.DRAFT, Standing.FILED, Standing.WITHHELD):
            # Nothing appraised leaves this function before it may be shown (threat 25).
            return result(
                standing=standing,
                leaves=tuple(_own_claim(leaf) for leaf in leaves),
                claimed=claimed_total(criteria, leaves),
            )
        if standing in (Standing.IN_APPRAISAL, Standing.INCOMPLETE):
            # There is no official figure yet: not one of half a survey, and not one of half an appraisal.
            official = replace(official, index=None)
        before = None
        if standing in RANKED and any(leaf.before_ruling for leaf in leaves):
            unmoved = [replace(leaf, official=leaf.before_ruling or leaf.official) for leaf in leaves]
            before = official_total(self.regulation, criteria, unmoved, adjustments)
        return result(
            standing=standing,
            appraisal=appraisal,
            explanation=explanation,
            appeal=appeal,
            rulings=rulings,
            before_rulings=before,
            gap=_gap(leaves),
            leaves=leaves,
            claimed=claimed_total(criteria, leaves),
            official=official,
            adjustments=adjustments,
            stages_done=done,
        )

    def late_days(self, unit: str) -> int:
        """Days between the deadline of all units and the recorded receipt; 0 where in time or unrecorded.

        An extension excuses a late filing, and does not make it an early one: the page tells both.
        """
        received, deadline = self.cycle.receipts.get(unit, ""), self.cycle.dates.get("self-scoring-ends", "")
        if not is_moment(received) or not is_date(deadline):
            return 0
        day = date.fromisoformat(day_of(datetime.fromisoformat(received)))
        return max((day - date.fromisoformat(deadline)).days, 0)


def _gap(leaves: Sequence[LeafResult]) -> Fraction:
    """Claimed minus official points over the leaves that the unit scored itself and that count."""
    mine = [leaf for leaf in leaves if leaf.leaf.self_scored and leaf.official.counts]
    return exact_sum(leaf.claimed.points for leaf in mine) - exact_sum(leaf.official.points for leaf in mine)


def _own_claim(result: LeafResult) -> LeafResult:
    """The leaf as the unit declared it, without anything that others decided."""
    pending = Outcome(state=State.PENDING, points=ZERO, max_points=result.leaf.max_points)
    return LeafResult(leaf=result.leaf, answer=result.answer, claimed=result.claimed, official=pending)
