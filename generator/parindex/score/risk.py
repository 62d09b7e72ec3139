"""Which claims an appraiser should look at first.

A flag is a fact about the claim, not a suspicion of the unit; the weights only order a worksheet and move no points.
"""

from fractions import Fraction

from parindex.model.case import Risk, RiskFlag
from parindex.model.filing import Facts
from parindex.model.points import ZERO
from parindex.model.result import LeafResult, Outcome, State

JUMP = Fraction(1, 4)
"""A rise since the previous cycle counts from this share of the maximum."""

WEIGHTS = {
    RiskFlag.NO_EVIDENCE: 50,
    RiskFlag.NOT_APPLICABLE: 40,
    RiskFlag.EXPLAINED: 30,
    RiskFlag.JUMP: 25,
    RiskFlag.NOTHING_DUE: 20,
    RiskFlag.REOPENED: 10,
    RiskFlag.LATE: 5,
}


def leaf_risk(result: LeafResult, before: Outcome | None, *, reopened: bool = False, late: bool = False) -> Risk:
    """The risk of one claim: the sum of the weights of its flags.

    Only a claim that lifts the score can carry risk: points above zero, or a leaf taken out of the maximum. Then:

    - no evidence (50): neither a document nor an explanation stands beside it;
    - not applicable (40): the unit takes the leaf out with a reason of its own (threat 9);
    - explained (30): an explanation stands in for the documents;
    - jump (25, and up to 25 more for a rise over the whole maximum): the share of the maximum is at least a quarter
      of the maximum above what stood in the previous cycle; `before` is None where nothing can be compared;
    - nothing due (20): the denominator is 0, so the points rest on an absence;
    - reopened (10): the unit was given leave to change what its head had approved;
    - late (5): the filing was received after the deadline.
    """
    answer, claimed = result.answer, result.claimed
    if answer is None or not (claimed.points > 0 or claimed.state in (State.NOT_APPLICABLE, State.NOTHING_DUE)):
        return Risk()
    flags: dict[RiskFlag, int] = {}
    if not answer.evidence and not answer.explanation and not answer.not_applicable:
        flags[RiskFlag.NO_EVIDENCE] = WEIGHTS[RiskFlag.NO_EVIDENCE]
    if answer.not_applicable:
        flags[RiskFlag.NOT_APPLICABLE] = WEIGHTS[RiskFlag.NOT_APPLICABLE]
    if answer.explanation and not answer.evidence:
        flags[RiskFlag.EXPLAINED] = WEIGHTS[RiskFlag.EXPLAINED]
    rise = _share(claimed) - _share(before) if before is not None else ZERO
    if claimed.state is State.SCORED and rise >= JUMP:
        flags[RiskFlag.JUMP] = WEIGHTS[RiskFlag.JUMP] + int(25 * min(rise, Fraction(1)))
    if _nothing_due(answer.facts):
        flags[RiskFlag.NOTHING_DUE] = WEIGHTS[RiskFlag.NOTHING_DUE]
    if reopened:
        flags[RiskFlag.REOPENED] = WEIGHTS[RiskFlag.REOPENED]
    if late:
        flags[RiskFlag.LATE] = WEIGHTS[RiskFlag.LATE]
    return Risk(flags=tuple(sorted(flags, key=list(WEIGHTS).index)), weight=sum(flags.values()))


def order_key(risk: Risk, roster: int, leaf: int) -> tuple[int, int, int]:
    """Sorts a worksheet: the heaviest first, equal ones as the roster has them, then as the criteria have them."""
    return (-risk.weight, roster, leaf)


def _share(outcome: Outcome) -> Fraction:
    return outcome.points / outcome.max_points if outcome.max_points else ZERO


def _nothing_due(facts: Facts) -> bool:
    return facts.total is not None and facts.total == (facts.excused or ZERO)
