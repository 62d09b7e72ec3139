"""The eleven ways of awarding points, each at its edges."""

from fractions import Fraction
from typing import Any

import pytest

from parindex.model import criteria as c
from parindex.model.filing import ExternalIndex, Facts, SurveyCount
from parindex.model.result import State
from parindex.score import methods as m
from support.law import NUMBER, SHARE, band, keys, options, share

TEN = Fraction(10)
NONE = Facts()


def given(number: str) -> Facts:
    return Facts(number=Fraction(number))


def points(rule: c.Rule, facts: Facts, maximum: Fraction = TEN) -> Fraction:
    return m.award(rule, maximum, facts).points


# ── options, checklist ────────────────────────────────────────────────────────────────────────────────────────────

CHOICE = c.Choice(options=options(("on-time", "10"), ("late", "5"), ("none", "0")))
LIST = c.Checklist(items=options(("a", "4"), ("b", "4"), ("c", "4")))


@pytest.mark.parametrize(("option", "worth"), [("on-time", "10"), ("late", "5"), ("none", "0")])
def test_an_option_gives_its_points(option: str, worth: str) -> None:
    award = m.award(CHOICE, TEN, Facts(option=option))
    assert award.points == Fraction(worth)
    assert award.steps[0].params["label"] == option


@pytest.mark.parametrize(("items", "worth"), [((), "0"), (("a",), "4"), (("c", "a"), "8"), (("a", "b", "c"), "10")])
def test_a_checklist_adds_what_is_met_and_ends_at_the_maximum(items: tuple[str, ...], worth: str) -> None:
    award = m.award(LIST, TEN, Facts(items=items))
    assert award.points == Fraction(worth)
    assert ("step-capped" in keys(award.steps)) == (len(items) == 3)


def test_an_item_named_twice_counts_once() -> None:
    assert points(LIST, Facts(items=("a", "a"))) == 4


# ── steps ─────────────────────────────────────────────────────────────────────────────────────────────────────────

FROM = c.Steps(measure=SHARE, bands=(band("10", from_="90"), band("5", from_="70"), band("0")))
ABOVE = c.Steps(measure=SHARE, bands=(band("10", above="90"), band("5", from_="70"), band("0")))
BELOW = c.Steps(measure=NUMBER, bands=(band("10", below="5"), band("5", up_to="8"), band("0")))
BETWEEN = c.Steps(measure=NUMBER, bands=(band("10", from_="5", below="8"), band("5", above="8", up_to="10"), band("1")))


@pytest.mark.parametrize(
    ("rule", "done", "worth"),
    [
        (FROM, "4500", "10"),
        (FROM, "4499", "5"),
        (FROM, "3500", "5"),
        (FROM, "3499", "0"),
        (FROM, "0", "0"),
        (ABOVE, "4500", "5"),
        (ABOVE, "4501", "10"),
    ],
)
def test_a_share_on_the_edge_goes_where_the_band_says(rule: c.Steps, done: str, worth: str) -> None:
    assert points(rule, share(done, 5000)) == Fraction(worth)


@pytest.mark.parametrize(
    ("rule", "number", "worth"),
    [
        (BELOW, "4.99", "10"),
        (BELOW, "5", "5"),
        (BELOW, "8", "5"),
        (BELOW, "8.01", "0"),
        (BETWEEN, "4.9", "1"),
        (BETWEEN, "5", "10"),
        (BETWEEN, "7.9", "10"),
        (BETWEEN, "8", "1"),
        (BETWEEN, "8.1", "5"),
        (BETWEEN, "10", "5"),
        (BETWEEN, "10.1", "1"),
    ],
)
def test_a_number_on_the_edge_goes_where_the_band_says(rule: c.Steps, number: str, worth: str) -> None:
    assert points(rule, given(number)) == Fraction(worth)


def test_a_share_is_compared_without_rounding() -> None:
    third = c.Steps(measure=SHARE, bands=(band("10", above="33.3333333333"), band("0")))
    assert points(third, share(1, 3)) == 10
    assert points(FROM, share(8999999, 10000000)) == 5


def test_the_trace_names_the_band_by_its_bound() -> None:
    assert keys(m.award(FROM, TEN, share(45, 50)).steps) == ["step-share", "step-band-from"]
    assert keys(m.award(ABOVE, TEN, share(50, 50)).steps) == ["step-share", "step-band-above"]
    assert keys(m.award(BELOW, TEN, given("4")).steps) == ["step-number", "step-band-below"]
    assert keys(m.award(BELOW, TEN, given("8")).steps) == ["step-number", "step-band-up-to"]
    assert keys(m.award(BELOW, TEN, given("9")).steps) == ["step-number", "step-band-rest"]


def test_excused_cases_leave_the_denominator() -> None:
    assert points(FROM, share(40, 50)) == 5
    assert points(FROM, share(40, 50, 6)) == 10
    assert "step-excused" in keys(m.award(FROM, TEN, share(40, 50, 6)).steps)
    assert "step-excused" not in keys(m.award(FROM, TEN, share(40, 50, 0)).steps)


# ── ratio ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def ratio(**changes: Any) -> c.Ratio:
    return c.Ratio(**({"measure": SHARE} | changes))


def test_a_share_of_the_maximum_is_exact() -> None:
    assert points(ratio(), share(1, 3)) == Fraction(10, 3)
    assert points(ratio(), share(3, 3)) == 10
    assert points(ratio(), share(0, 3)) == 0


def test_the_complement_counts_what_was_not_done() -> None:
    assert points(ratio(complement=True), share(1, 4)) == Fraction("7.5")
    assert points(ratio(complement=True), share(4, 4)) == 0


@pytest.mark.parametrize(("done", "worth"), [("80", "10"), ("90", "10"), ("79.99", "9.99875"), ("40", "5"), ("0", "0")])
def test_full_marks_from_80_percent_and_a_share_of_80_below(done: str, worth: str) -> None:
    assert points(ratio(full_at=Fraction(80)), share(done, 100)) == Fraction(worth)


@pytest.mark.parametrize(("done", "worth"), [("50", "5"), ("49.99", "0"), ("0", "0"), ("51", "5.1")])
def test_nothing_below_the_floor_and_the_floor_itself_counts(done: str, worth: str) -> None:
    assert points(ratio(zero_below=Fraction(50)), share(done, 100)) == Fraction(worth)


def test_floor_and_full_mark_together() -> None:
    rule = ratio(zero_below=Fraction(40), full_at=Fraction(80))
    assert [points(rule, share(done, 100)) for done in ("39", "40", "80")] == [0, 5, 10]


def test_the_complement_comes_before_floor_and_full_mark() -> None:
    assert points(ratio(complement=True, full_at=Fraction(80)), share(20, 100)) == 10
    assert points(ratio(complement=True, zero_below=Fraction(50)), share(51, 100)) == 0


@pytest.mark.parametrize(
    ("decimals", "done", "total", "worth"),
    [(2, 1, 3, "3.333"), (0, 2, 3, "6.7"), (0, 1, 200, "0.1")],
)
def test_a_share_may_be_rounded_before_it_is_used(decimals: int, done: int, total: int, worth: str) -> None:
    award = m.award(ratio(share_decimals=decimals), TEN, share(done, total))
    assert award.points == Fraction(worth)
    assert "step-share-rounded" in keys(award.steps)


def test_a_rounded_share_may_reach_the_full_mark() -> None:
    rule = ratio(share_decimals=0, full_at=Fraction(80))
    assert points(rule, share(7950, 10000)) == 10
    assert points(rule, share(7949, 10000)) == Fraction(79, 8)


# ── nothing due ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("facts", [share(0, 0), share(0, 7, 7)])
@pytest.mark.parametrize(
    ("when", "worth", "state"),
    [
        (c.WhenNone.FULL, "10", State.SCORED),
        (c.WhenNone.ZERO, "0", State.SCORED),
        (c.WhenNone.UNSCORED, "0", State.NOTHING_DUE),
        (c.WhenNone.NOT_APPLICABLE, "0", State.NOT_APPLICABLE),
    ],
)
def test_where_nothing_was_due_the_law_says_what_that_is_worth(
    when: c.WhenNone, worth: str, state: State, facts: Facts
) -> None:
    for rule in (ratio(when_none=when), c.Steps(measure=SHARE, bands=FROM.bands, when_none=when)):
        award = m.award(rule, TEN, facts)
        assert (award.points, award.state) == (Fraction(worth), state)
        assert keys(award.steps)[-1] == f"step-none-{when.value}"


def test_a_number_of_zero_is_not_nothing_due() -> None:
    assert points(BELOW, given("0")) == 10


# ── branches ──────────────────────────────────────────────────────────────────────────────────────────────────────

BRANCHES = c.Branches(
    figures={"tre": "Trễ hạn", "xin_loi": "Xin lỗi"},
    cases=(
        c.BranchCase(when="tre == 0", points="max_points", label="Không trễ hạn"),
        c.BranchCase(when="xin_loi > tre", points="0 - 3"),
        c.BranchCase(when="xin_loi == 99", points="max_points * 2"),
        c.BranchCase(when="", points="max_points * xin_loi / tre"),
    ),
)


def figures(tre: str, xin_loi: str) -> Facts:
    return Facts(figures={"tre": Fraction(tre), "xin_loi": Fraction(xin_loi)})


@pytest.mark.parametrize(
    ("tre", "xin_loi", "worth"),
    [("0", "5", "10"), ("3", "1", "10/3"), ("1", "2", "0"), ("99", "99", "10")],
)
def test_the_first_case_that_holds_decides_and_its_points_stay_in_bounds(tre: str, xin_loi: str, worth: str) -> None:
    assert points(BRANCHES, figures(tre, xin_loi)) == Fraction(worth)


def test_a_formula_that_divides_by_zero_has_no_points_rather_than_wrong_ones() -> None:
    rule = c.Branches(figures={"tre": "x"}, cases=(c.BranchCase(when="", points="max_points / tre"),))
    with pytest.raises(m.FactsMissing):
        m.award(rule, TEN, Facts(figures={"tre": Fraction(0)}))


# ── count, deduct ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("number", "worth"), [("0", "0"), ("3", "1.5"), ("20", "10"), ("21", "10")])
def test_each_occurrence_adds_points_up_to_the_maximum(number: str, worth: str) -> None:
    award = m.award(c.Count(measure=NUMBER, each=Fraction("0.5")), TEN, given(number))
    assert award.points == Fraction(worth)
    assert ("step-capped" in keys(award.steps)) == (number == "21")


@pytest.mark.parametrize(
    ("floor", "number", "worth"), [("0", "0", "10"), ("0", "4", "2"), ("0", "5", "0"), ("0", "6", "0"), ("3", "4", "3")]
)
def test_each_occurrence_takes_points_down_to_the_floor(floor: str, number: str, worth: str) -> None:
    rule = c.Deduct(measure=NUMBER, each=Fraction(2), floor=Fraction(floor))
    assert points(rule, given(number)) == Fraction(worth)


# ── survey, imported, rank change, council ────────────────────────────────────────────────────────────────────────

SURVEY = c.Survey(
    question="hai-long",
    answers=options(("tot", "100"), ("vua", "50"), ("kem", "0")),
    minimum_sample=30,
    missing=c.MissingSurvey.BLOCK,
)


def test_answers_are_weighted_over_those_who_answered() -> None:
    count = SurveyCount(sample=80, answers={"tot": 60, "vua": 12, "kem": 8})
    award = m.award_survey(SURVEY, Fraction(20), count)
    assert award is not None
    assert award.points == Fraction("16.5")
    assert award.steps[0].params["sample"] == 80
    # Those who gave no answer are not counted as dissatisfied.
    fewer = m.award_survey(SURVEY, Fraction(20), SurveyCount(sample=100, answers={"tot": 60, "vua": 12, "kem": 8}))
    assert fewer is not None
    assert fewer.points == Fraction("16.5")


@pytest.mark.parametrize(
    "count",
    [
        None,
        SurveyCount(sample=0, answers={}),
        SurveyCount(sample=9, answers={}),
        SurveyCount(sample=9, answers={"tot": 0}),
    ],
)
def test_a_survey_without_answers_is_missing_and_not_zero(count: SurveyCount | None) -> None:
    assert m.award_survey(SURVEY, TEN, count) is None


def external(value: str = "0", ranks: tuple[int, int] | None = None) -> ExternalIndex:
    return ExternalIndex(
        id="sipas",
        title="SIPAS",
        source_title="",
        source_url="",
        values={"so-a": Fraction(value)},
        ranks={"so-a": ranks} if ranks else {},
    )


@pytest.mark.parametrize(
    ("value", "per", "worth"),
    [("85.2", "100", "8.52"), ("1", "3", "10/3"), ("120", "100", "10"), ("0", "1", "0")],
)
def test_an_imported_index_is_scaled_and_stays_in_bounds(value: str, per: str, worth: str) -> None:
    award = m.award_imported(c.Imported(index="sipas", per=Fraction(per)), TEN, external(value), "so-a")
    assert award is not None
    assert award.points == Fraction(worth)


def test_a_unit_without_a_value_is_missing_and_not_zero() -> None:
    rule = c.Imported(index="sipas")
    assert m.award_imported(rule, TEN, external(), "so-b") is None
    assert m.award_imported(rule, TEN, None, "so-a") is None
    assert m.award_rank_change(c.RankChange(index="sipas", each=TEN), TEN, external(), "so-a") is None
    assert m.award_mark(TEN, None) is None


@pytest.mark.parametrize(
    ("now", "before", "each", "improved"), [(2, 5, "6", "4"), (5, 5, "0", "0"), (6, 5, "0", "0"), (1, 9, "10", "4")]
)
def test_only_places_gained_count(now: int, before: int, each: str, improved: str) -> None:
    for rule, worth in (
        (c.RankChange(index="sipas", each=Fraction(2)), each),
        (c.RankChange(index="sipas", improved=Fraction(4)), improved),
    ):
        award = m.award_rank_change(rule, TEN, external(ranks=(now, before)), "so-a")
        assert award is not None
        assert award.points == Fraction(worth)


@pytest.mark.parametrize(("mark", "worth"), [("0", "0"), ("7.25", "7.25"), ("10", "10"), ("11", "10")])
def test_a_councils_mark_ends_at_the_maximum(mark: str, worth: str) -> None:
    award = m.award_mark(TEN, Fraction(mark))
    assert award is not None
    assert award.points == Fraction(worth)


# ── facts that are not there ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "rule",
    [
        CHOICE,
        LIST,
        FROM,
        BELOW,
        ratio(),
        BRANCHES,
        c.Count(measure=NUMBER, each=TEN),
        c.Deduct(measure=NUMBER, each=TEN),
    ],
)
def test_no_facts_is_not_zero_points(rule: c.Rule) -> None:
    with pytest.raises(m.FactsMissing):
        m.award(rule, TEN, NONE)


@pytest.mark.parametrize("rule", [SURVEY, c.Imported(index="x"), c.RankChange(index="x"), c.CouncilMark()])
def test_what_others_provide_is_never_scored_from_a_units_facts(rule: c.Rule) -> None:
    with pytest.raises(m.FactsMissing):
        m.award(rule, TEN, Facts(number=Fraction(10), done=Fraction(1), total=Fraction(1)))


@pytest.mark.parametrize("facts", [Facts(option="khac"), Facts(done=Fraction(1)), Facts(total=Fraction(1))])
def test_half_of_the_facts_is_not_enough(facts: Facts) -> None:
    with pytest.raises(m.FactsMissing):
        m.award(CHOICE if facts.option else FROM, TEN, facts)
