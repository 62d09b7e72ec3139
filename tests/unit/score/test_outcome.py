"""What stands for a leaf after the appraisal: accepted, corrected, set, not applicable, marked, or still waiting."""

from fractions import Fraction

import pytest

from parindex.model import criteria as c
from parindex.model.filing import Appraisal, Decision, ExternalIndex, Facts, SurveyCount, SurveyResults
from parindex.model.regulation import RoundingPolicy
from parindex.model.result import LeafResult, State
from support.law import SHARE, answer, criteria, cycle, judged, keys, leaf, options, regulation, share, stages

CLAIM = answer(facts=share(45, 50))
LAST = "hai"


def decided(*decisions: tuple[str, Decision], rest: str = "") -> Appraisal:
    """An appraisal with one decision on 1.1 a stage; `rest` names the stage that accepts what is left."""
    named = dict(decisions)
    order = [name for name in ("mot", "hai") if name in named or name == rest]
    return stages(*((name, {"1.1": named[name]} if name in named else {}, name == rest) for name in order))


def made(**changes: object) -> Decision:
    return Decision(code="1.1", **changes)  # type: ignore[arg-type]


def official(result: LeafResult) -> tuple[str, Fraction, Fraction]:
    return result.official.state.value, result.official.points, result.official.max_points


# ── claims ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_claim_is_scored_by_the_rule() -> None:
    claimed = judged(leaf(), CLAIM).claimed
    assert (claimed.state, claimed.points, claimed.max_points) == (State.SCORED, 9, 10)


@pytest.mark.parametrize("given", [None, answer(), answer(facts=Facts(items=()))])
def test_an_answer_that_was_not_given_is_its_own_kind_of_zero(given: object) -> None:
    claimed = judged(leaf(), given).claimed  # type: ignore[arg-type]
    assert (claimed.state, claimed.points, claimed.max_points) == (State.NOT_ANSWERED, 0, 10)


def test_a_leaf_that_others_score_claims_nothing() -> None:
    claimed = judged(leaf(rule=c.CouncilMark()), CLAIM).claimed
    assert (claimed.state, claimed.max_points) == (State.NOT_SELF_SCORED, 0)


def test_nothing_due_may_be_a_case_of_not_applicable() -> None:
    rule = c.Ratio(measure=SHARE, when_none=c.WhenNone.NOT_APPLICABLE)
    claimed = judged(leaf(rule=rule), answer(facts=share(0, 0))).claimed
    assert (claimed.state, claimed.points, claimed.max_points) == (State.NOT_APPLICABLE, 0, 0)
    assert keys(claimed.steps) == ["step-none-not-applicable", "step-na-reduce"]


# ── decisions ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_without_an_appraisal_everything_waits() -> None:
    assert official(judged(leaf(), CLAIM)) == ("pending", 0, 10)
    assert official(judged(leaf(), CLAIM, decided(("mot", made(accept=True)))))[0] == "scored"


def test_an_accepted_claim_stands() -> None:
    result = judged(leaf(), CLAIM, decided((LAST, made(accept=True))))
    assert official(result) == ("scored", 9, 10)
    assert not result.changed


def test_a_corrected_fact_is_scored_by_the_same_rule_and_the_claim_stays() -> None:
    result = judged(leaf(), CLAIM, decided((LAST, made(correct=share(40, 50), reason="x"))))
    assert official(result) == ("scored", 8, 10)
    assert result.claimed.points == 9
    assert result.changed
    assert keys(result.official.steps)[0] == "step-corrected"


def test_a_correction_may_say_that_nothing_was_due() -> None:
    rule = c.Ratio(measure=SHARE, when_none=c.WhenNone.UNSCORED)
    result = judged(leaf(rule=rule), CLAIM, decided((LAST, made(correct=share(0, 0), reason="x"))))
    assert official(result) == ("nothing-due", 0, 10)


@pytest.mark.parametrize(("points", "stands"), [("0", 0), ("0.5", Fraction(1, 2)), ("10", 10), ("12", 10)])
def test_points_may_be_set_up_to_the_maximum(points: str, stands: Fraction) -> None:
    result = judged(leaf(), CLAIM, decided((LAST, made(points=Fraction(points), reason="x"))))
    assert official(result) == ("scored", stands, 10)
    assert keys(result.official.steps) == ["step-set"]


def test_points_may_be_set_where_the_unit_said_nothing() -> None:
    assert official(judged(leaf(), None, decided((LAST, made(points=Fraction(3), reason="x")))))[:2] == ("scored", 3)


# ── not applicable (threat 9) ─────────────────────────────────────────────────────────────────────────────────────

NOT_APPLICABLE = answer(not_applicable="Không có thủ tục thuộc nhóm này.")


def test_not_applicable_counts_only_when_a_stage_says_so() -> None:
    confirmed = judged(leaf(), NOT_APPLICABLE, decided((LAST, made(not_applicable=True, reason="x"))))
    assert official(confirmed) == ("not-applicable", 0, 0)
    assert "step-na-confirmed" in keys(confirmed.official.steps)


def test_silence_does_not_confirm_not_applicable() -> None:
    assert official(judged(leaf(), NOT_APPLICABLE, decided(rest=LAST))) == ("pending", 0, 10)
    assert official(judged(leaf(), NOT_APPLICABLE)) == ("pending", 0, 10)


def test_silence_does_not_confirm_it_where_no_appraisal_is_foreseen_either() -> None:
    law = regulation(criteria(leaf()), stages=())
    assert official(judged(leaf(), NOT_APPLICABLE, law=law))[0] == "pending"


def test_a_plain_acceptance_confirms_it() -> None:
    assert official(judged(leaf(), NOT_APPLICABLE, decided((LAST, made(accept=True))))) == ("not-applicable", 0, 0)


def test_not_applicable_refused_is_zero_of_the_whole_maximum() -> None:
    refused = judged(leaf(), NOT_APPLICABLE, decided((LAST, made(not_applicable=False, reason="x"))))
    assert official(refused) == ("scored", 0, 10)
    assert keys(refused.official.steps)[0] == "step-na-refused"


def test_a_refusal_falls_back_on_facts_where_there_are_some() -> None:
    given = answer(facts=share(30, 50), not_applicable="x")
    assert official(judged(leaf(), given, decided((LAST, made(not_applicable=False, reason="x"))))) == ("scored", 6, 10)


def test_an_appraiser_may_find_that_a_scored_leaf_does_not_apply() -> None:
    assert official(judged(leaf(), CLAIM, decided((LAST, made(not_applicable=True, reason="x"))))) == (
        "not-applicable",
        0,
        0,
    )


@pytest.mark.parametrize(
    ("policy", "points", "maximum"),
    [
        (c.NotApplicablePolicy.REDUCE, 0, 0),
        (c.NotApplicablePolicy.FULL, 10, 10),
        (c.NotApplicablePolicy.ZERO, 0, 10),
    ],
)
def test_what_not_applicable_is_worth_is_the_laws_policy(
    policy: c.NotApplicablePolicy, points: int, maximum: int
) -> None:
    result = judged(
        leaf(not_applicable_policy=policy), NOT_APPLICABLE, decided((LAST, made(not_applicable=True, reason="x")))
    )
    assert official(result) == ("not-applicable", points, maximum)


# ── several stages ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_later_stage_overrules_an_earlier_one() -> None:
    both = decided(("mot", made(correct=share(40, 50), reason="x")), ("hai", made(correct=share(44, 50), reason="y")))
    result = judged(leaf(), CLAIM, both)
    assert official(result) == ("scored", Fraction("8.8"), 10)
    assert [stage for stage, _ in result.decisions] == ["mot", "hai"]


def test_a_later_acceptance_keeps_what_an_earlier_stage_decided() -> None:
    both = decided(("mot", made(points=Fraction(4), reason="x")), ("hai", made(accept=True)))
    assert official(judged(leaf(), CLAIM, both))[1] == 4


def test_accepting_the_rest_keeps_what_an_earlier_stage_decided() -> None:
    assert official(judged(leaf(), CLAIM, decided(("mot", made(points=Fraction(4), reason="x")), rest="hai")))[1] == 4


def test_accepting_the_rest_accepts_what_nobody_named() -> None:
    assert official(judged(leaf(), CLAIM, decided(rest="hai"))) == ("scored", 9, 10)


def test_accepting_the_rest_in_the_first_of_two_stages_settles_nothing() -> None:
    assert official(judged(leaf(), CLAIM, decided(rest="mot")))[0] == "pending"


def test_where_no_appraisal_is_foreseen_the_claim_stands() -> None:
    assert official(judged(leaf(), CLAIM, law=regulation(criteria(leaf()), stages=()))) == ("scored", 9, 10)


# ── what others provide ───────────────────────────────────────────────────────────────────────────────────────────

COUNCIL = leaf(rule=c.CouncilMark())


def test_the_last_mark_of_a_council_counts() -> None:
    both = decided(("mot", made(points=Fraction(6), reason="x")), ("hai", made(points=Fraction(7), reason="y")))
    assert official(judged(COUNCIL, None, both)) == ("scored", 7, 10)


def test_without_a_mark_the_leaf_waits_and_silence_gives_none() -> None:
    assert official(judged(COUNCIL, None, decided(rest="hai")))[0] == "pending"


def survey(missing: c.MissingSurvey) -> c.Leaf:
    rule = c.Survey(question="q", answers=options(("tot", "100"), ("kem", "0")), minimum_sample=30, missing=missing)
    return leaf(rule=rule, block="survey")


def test_a_survey_is_scored_without_any_appraisal() -> None:
    counts = {"q": {"so-a": SurveyCount(sample=40, answers={"tot": 30, "kem": 10})}}
    year = cycle(survey=SurveyResults(questions=counts))
    assert official(judged(survey(c.MissingSurvey.BLOCK), None, year=year)) == ("scored", Fraction("7.5"), 10)
    assert official(judged(survey(c.MissingSurvey.BLOCK), None, year=year, unit_id="so-b"))[0] == "pending"


@pytest.mark.parametrize(
    ("missing", "state", "maximum"),
    [
        (c.MissingSurvey.RESCALE, "missing", 0),
        (c.MissingSurvey.ZERO, "missing", 10),
        (c.MissingSurvey.BLOCK, "pending", 10),
    ],
)
def test_a_missing_survey_is_what_the_law_says(missing: c.MissingSurvey, state: str, maximum: int) -> None:
    result = judged(survey(missing), None, decided(rest="hai"))
    assert official(result) == (state, 0, maximum)
    assert keys(result.official.steps) == [f"step-missing-{missing.value}"]


def test_a_missing_imported_index_holds_the_unit_back() -> None:
    imported = leaf(rule=c.Imported(index="sipas"))
    assert official(judged(imported, None, decided(rest="hai")))[0] == "pending"
    index = ExternalIndex(id="sipas", title="", source_title="", source_url="", values={"so-a": Fraction(85)}, ranks={})
    year = cycle(external={"sipas": index})
    assert official(judged(imported, None, year=year)) == ("scored", Fraction("8.5"), 10)


# ── rounding at the leaf ──────────────────────────────────────────────────────────────────────────────────────────


def test_points_are_rounded_at_the_leaf_only_where_the_law_says_so() -> None:
    third = answer(facts=share(1, 3))
    exact = judged(leaf(), third).claimed
    assert exact.points == Fraction(10, 3)
    rounding = RoundingPolicy(decimals=2, points_at_leaf=True)
    rounded = judged(leaf(), third, law=regulation(criteria(leaf()), rounding=rounding)).claimed
    assert rounded.points == Fraction("3.33")
    assert keys(rounded.steps)[-1] == "step-rounded"
    even = judged(leaf(), CLAIM, law=regulation(criteria(leaf()), rounding=rounding)).claimed
    assert "step-rounded" not in keys(even.steps)
