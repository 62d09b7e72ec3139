"""What a leaf is worth for a unit: as claimed, and as it stands after every appraisal stage."""

from collections.abc import Sequence
from fractions import Fraction

from parindex.model import criteria as c
from parindex.model.docket import RULING_STAGE, Objection, Ruling
from parindex.model.filing import Answer, Appraisal, Decision, Facts
from parindex.model.points import ZERO, round_to
from parindex.model.regulation import Regulation, Stage
from parindex.model.result import LeafResult, Outcome, State, Step
from parindex.model.roster import Cycle
from parindex.score import methods as m


class LeafScorer:
    """Scores the leaves of the units of one cycle under one regulation."""

    def __init__(self, regulation: Regulation, cycle: Cycle) -> None:
        self.regulation = regulation
        self.cycle = cycle

    def claimed(self, leaf: c.Leaf, answer: Answer | None) -> Outcome:
        """The outcome of the unit's own declaration."""
        if not leaf.self_scored:
            return Outcome(state=State.NOT_SELF_SCORED, points=ZERO, max_points=ZERO)
        if answer is None or answer.is_blank:
            return _unanswered(leaf)
        if answer.not_applicable:
            return self._not_applicable(leaf)
        return self._by_facts(leaf, answer.facts)

    def result(
        self,
        leaf: c.Leaf,
        unit: str,
        answer: Answer | None,
        appraisal: Appraisal | None,
        stages: Sequence[Stage],
        claimed: Outcome | None = None,
        *,
        objection: Objection | None = None,
        ruling: Ruling | None = None,
    ) -> LeafResult:
        """Claim, decisions and official outcome of one leaf; `claimed` where it has been worked out before."""
        if claimed is None:
            claimed = self.claimed(leaf, answer)
        made: tuple[tuple[str, Decision], ...] = ()
        rest_accepted = not stages
        if appraisal is not None:
            done = {stage.stage: stage for stage in appraisal.stages}
            # The regulation's order of stages counts, whatever order they were filed in.
            made = tuple(
                (stage.id, done[stage.id].decisions[leaf.code])
                for stage in stages
                if stage.id in done and leaf.code in done[stage.id].decisions
            )
            last = done.get(stages[-1].id) if stages else None
            rest_accepted = rest_accepted or (last is not None and last.rest_accepted)
        official = self._official(leaf, unit, answer, claimed, made, rest_accepted)
        ruled = ruling.decision if ruling else None
        return LeafResult(
            leaf=leaf,
            answer=answer,
            claimed=claimed,
            official=official if ruled is None else self._ruled(leaf, ruled),
            decisions=made if ruled is None else (*made, (RULING_STAGE, ruled)),
            objection=objection,
            ruling=ruling,
            before_ruling=None if ruled is None else official,
        )

    def _official(
        self,
        leaf: c.Leaf,
        unit: str,
        answer: Answer | None,
        claimed: Outcome,
        made: Sequence[tuple[str, Decision]],
        rest_accepted: bool,
    ) -> Outcome:
        if not leaf.self_scored:
            given = self._given(leaf, unit, made)
            if given is not None:
                return given
        # "Not applicable" lifts a score, so silence does not confirm it (threat 9): some stage must have said so.
        waits = claimed.state is State.NOT_APPLICABLE and answer is not None and bool(answer.not_applicable)
        outcome = claimed if (rest_accepted and not waits and leaf.self_scored) else _pending(leaf)
        for _, decision in made:
            outcome = self._decided(leaf, answer, claimed, decision, outcome)
        return outcome

    def _decided(
        self, leaf: c.Leaf, answer: Answer | None, claimed: Outcome, decision: Decision, before: Outcome
    ) -> Outcome:
        if decision.correct is not None:
            corrected = self._by_facts(leaf, decision.correct)
            return _with_step(corrected, Step(key="step-corrected"), first=True)
        if decision.points is not None:
            points = min(decision.points, leaf.max_points)
            step = Step(key="step-set", params={"points": points})
            return self._rounded(State.SCORED, points, leaf.max_points, (step,))
        if decision.not_applicable is True:
            return _with_step(self._not_applicable(leaf), Step(key="step-na-confirmed"))
        if decision.not_applicable is False:
            refused = Outcome(state=State.SCORED, points=ZERO, max_points=leaf.max_points)
            if answer is not None and answer.facts.given:
                refused = self._by_facts(leaf, answer.facts)
            return _with_step(refused, Step(key="step-na-refused"), first=True)
        # Accepting keeps what an earlier stage decided; without one it confirms the claim.
        return claimed if before.state is State.PENDING else before

    def _ruled(self, leaf: c.Leaf, decision: Decision) -> Outcome:
        """What the answer to an objection puts in the place of whatever the stages had decided."""
        if decision.correct is not None:
            return _with_step(self._by_facts(leaf, decision.correct), Step(key="step-ruling"), first=True)
        points = min(decision.points or ZERO, leaf.max_points)
        step = Step(key="step-ruling-set", params={"points": points})
        return self._rounded(State.SCORED, points, leaf.max_points, (step,))

    def _given(self, leaf: c.Leaf, unit: str, made: Sequence[tuple[str, Decision]]) -> Outcome | None:
        """The outcome of a leaf that others than the unit provide; None where it waits for an appraiser's fact."""
        rule, maximum = leaf.rule, leaf.max_points
        if isinstance(rule, c.Survey):
            count = self.cycle.survey.questions.get(rule.question, {}).get(unit)
            return self._awarded(leaf, m.award_survey(rule, maximum, count), rule.missing)
        if isinstance(rule, c.Imported):
            index = self.cycle.external.get(rule.index)
            return self._awarded(leaf, m.award_imported(rule, maximum, index, unit), c.MissingSurvey.BLOCK)
        if isinstance(rule, c.RankChange):
            index = self.cycle.external.get(rule.index)
            return self._awarded(leaf, m.award_rank_change(rule, maximum, index, unit), c.MissingSurvey.ZERO)
        if isinstance(rule, c.CouncilMark):
            mark = next((decision.points for _, decision in reversed(made) if decision.points is not None), None)
            return self._awarded(leaf, m.award_mark(maximum, mark), c.MissingSurvey.BLOCK)
        return None

    def _awarded(self, leaf: c.Leaf, award: m.Award | None, missing: c.MissingSurvey) -> Outcome:
        if award is not None:
            return self._rounded(award.state, award.points, leaf.max_points, award.steps)
        step = (Step(key=f"step-missing-{missing.value}"),)
        if missing is c.MissingSurvey.RESCALE:
            return Outcome(state=State.MISSING, points=ZERO, max_points=ZERO, steps=step)
        if missing is c.MissingSurvey.ZERO:
            return Outcome(state=State.MISSING, points=ZERO, max_points=leaf.max_points, steps=step)
        return Outcome(state=State.PENDING, points=ZERO, max_points=leaf.max_points, steps=step)

    def _by_facts(self, leaf: c.Leaf, facts: Facts) -> Outcome:
        try:
            award = m.award(leaf.rule, leaf.max_points, facts)
        except m.FactsMissing:
            return _unanswered(leaf)
        if award.state is State.NOT_APPLICABLE:
            return _with_step(self._not_applicable(leaf), *award.steps, first=True)
        return self._rounded(award.state, award.points, leaf.max_points, award.steps)

    def _not_applicable(self, leaf: c.Leaf) -> Outcome:
        policy = leaf.not_applicable_policy
        step = Step(key=f"step-na-{policy.value}", params={"max": leaf.max_points})
        full = policy is c.NotApplicablePolicy.FULL
        reduced = policy is c.NotApplicablePolicy.REDUCE
        return Outcome(
            state=State.NOT_APPLICABLE,
            points=leaf.max_points if full else ZERO,
            max_points=ZERO if reduced else leaf.max_points,
            steps=(step,),
        )

    def _rounded(self, state: State, points: Fraction, maximum: Fraction, steps: tuple[Step, ...]) -> Outcome:
        rounding = self.regulation.rounding
        if rounding.points_at_leaf:
            rounded = round_to(points, rounding.decimals, rounding.mode)
            if rounded != points:
                step = Step(key="step-rounded", params={"points": rounded, "decimals": Fraction(rounding.decimals)})
                steps, points = (*steps, step), rounded
        return Outcome(state=state, points=points, max_points=maximum, steps=steps)


def _unanswered(leaf: c.Leaf) -> Outcome:
    return Outcome(state=State.NOT_ANSWERED, points=ZERO, max_points=leaf.max_points)


def _pending(leaf: c.Leaf) -> Outcome:
    return Outcome(state=State.PENDING, points=ZERO, max_points=leaf.max_points)


def _with_step(outcome: Outcome, *steps: Step, first: bool = False) -> Outcome:
    joined = (*steps, *outcome.steps) if first else (*outcome.steps, *steps)
    return Outcome(state=outcome.state, points=outcome.points, max_points=outcome.max_points, steps=joined)
