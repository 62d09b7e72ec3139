"""The order of a worksheet: riskiest first, and ties as the roster has them."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.model.case import Risk, RiskFlag
from parindex.model.filing import Answer, EvidenceRef, Facts
from parindex.model.result import LeafResult, Outcome, State
from parindex.score.risk import JUMP, WEIGHTS, leaf_risk, order_key
from support.law import leaf

PROOF = (EvidenceRef(id="bao-cao"),)


def outcome(points: str, state: State = State.SCORED) -> Outcome:
    return Outcome(state=state, points=Fraction(points), max_points=Fraction(10))


def claim(points: str, state: State = State.SCORED, **answer: Any) -> LeafResult:
    facts = answer.pop("facts", Facts(number=Fraction(1)))
    given = Answer(code="1.1", facts=facts, **answer)
    pending = Outcome(state=State.PENDING, points=Fraction(0), max_points=Fraction(10))
    return LeafResult(leaf=leaf(), answer=given, claimed=outcome(points, state), official=pending)


def flags(result: LeafResult, before: Outcome | None = None, **of_unit: bool) -> tuple[RiskFlag, ...]:
    return leaf_risk(result, before, **of_unit).flags


def test_points_with_neither_evidence_nor_explanation_are_the_gravest() -> None:
    assert flags(claim("5")) == (RiskFlag.NO_EVIDENCE,)
    assert max(WEIGHTS, key=lambda flag: WEIGHTS[flag]) is RiskFlag.NO_EVIDENCE


def test_an_explanation_without_evidence_weighs_less_than_nothing_at_all() -> None:
    explained = leaf_risk(claim("5", explanation="Đã rà soát."), None)
    assert explained.flags == (RiskFlag.EXPLAINED,)
    assert explained.weight < leaf_risk(claim("5"), None).weight


def test_a_claim_with_evidence_and_no_jump_carries_no_risk() -> None:
    assert leaf_risk(claim("5", evidence=PROOF), outcome("5")) == Risk()


@pytest.mark.parametrize(("before", "jumps"), [("5", True), ("5.1", False), ("7.5", False), ("0", True)])
def test_a_rise_of_a_quarter_of_the_maximum_is_a_jump(before: str, jumps: bool) -> None:
    now = claim(str(Fraction(5) + 10 * JUMP), evidence=PROOF)
    assert (RiskFlag.JUMP in flags(now, outcome(before))) is jumps


def test_a_higher_jump_weighs_more() -> None:
    now = claim("10", evidence=PROOF)
    assert leaf_risk(now, outcome("0")).weight > leaf_risk(now, outcome("5")).weight


def test_not_applicable_and_nothing_due_are_told_apart() -> None:
    away = claim("0", State.NOT_APPLICABLE, facts=Facts(), not_applicable="Không có thủ tục này.")
    assert flags(away) == (RiskFlag.NOT_APPLICABLE,)
    none = claim("10", facts=Facts(done=Fraction(0), total=Fraction(3), excused=Fraction(3)), evidence=PROOF)
    assert flags(none) == (RiskFlag.NOTHING_DUE,)


def test_a_claim_that_lifts_nothing_carries_no_risk_however_late_the_unit_was() -> None:
    assert leaf_risk(claim("0"), None, late=True, reopened=True) == Risk()


def test_flags_stand_gravest_first_and_their_weights_add_up() -> None:
    found = leaf_risk(claim("5"), None, late=True, reopened=True)
    assert found.flags == (RiskFlag.NO_EVIDENCE, RiskFlag.REOPENED, RiskFlag.LATE)
    assert found.weight == sum(WEIGHTS[flag] for flag in found.flags)


@given(st.lists(st.integers(0, 3), max_size=30))
def test_equal_risks_stay_in_the_order_of_the_roster(weights: list[int]) -> None:
    rows = [(order_key(Risk(weight=weight), number, 0), number) for number, weight in enumerate(weights)]
    assert [number for _, number in sorted(rows)] == sorted(
        range(len(weights)), key=lambda number: (-weights[number], number)
    )
