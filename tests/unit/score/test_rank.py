"""Classes and ranks: edges, ties, tie-breakers, and who is not ranked at all."""

from fractions import Fraction
from typing import Any

import pytest

from parindex.model.points import Rounding
from parindex.model.regulation import RoundingPolicy, TieRule
from parindex.model.result import RANKED, Standing, UnitResult
from parindex.score.rank import grade_of, graded_value, ranked, ranks
from support.law import grades, regulation, result

FOUR = [("d", "80"), ("b", "88.5"), ("a", "90"), ("c", "88.5")]


def places(rows: list[UnitResult], **law: Any) -> dict[str, tuple[int | None, bool]]:
    return {row.unit.id: (row.rank, row.tied) for row in ranked(regulation(**law), rows)}


def test_equal_results_share_a_place_and_the_next_is_left_out() -> None:
    rows = [result(name, index) for name, index in FOUR]
    assert places(rows) == {"a": (1, False), "b": (2, True), "c": (2, True), "d": (4, False)}


def test_dense_ranks_leave_no_place_out() -> None:
    rows = [result(name, index) for name, index in FOUR]
    dense = places(rows, tie_rule=TieRule.DENSE)
    assert {name: place for name, (place, _) in dense.items()} == {"a": 1, "b": 2, "c": 2, "d": 3}


def test_places_of_plain_keys() -> None:
    keys = [(Fraction(number),) for number in (5, 7, 7, 1)]
    assert ranks(keys) == [3, 1, 1, 4]
    assert ranks(keys, dense=True) == [2, 1, 1, 3]
    assert ranks([]) == []


def test_results_come_back_in_the_order_they_were_given() -> None:
    rows = [result(name, index) for name, index in FOUR]
    assert [row.unit.id for row in ranked(regulation(), rows)] == ["d", "b", "a", "c"]


def ordered(*breakers: str) -> dict[str, Any]:
    return {"tie_rule": TieRule.ORDERED, "tie_breakers": breakers}


def test_breakers_are_asked_in_their_order() -> None:
    rows = [
        result("a", "80", blocks={"results": "50"}, areas={"3": "9"}),
        result("b", "80", blocks={"results": "55"}, areas={"3": "1"}),
        result("c", "80", blocks={"results": "50"}, areas={"3": "9.1"}),
        result("d", "81"),
    ]
    law = ordered("block:results", "area:3")
    assert places(rows, **law) == {"d": (1, False), "b": (2, False), "c": (3, False), "a": (4, False)}


def test_a_higher_bonus_and_a_lower_penalty_go_first() -> None:
    rows = [result("a", "80", penalty="2"), result("b", "80", penalty="1"), result("c", "80", penalty="1", bonus="1")]
    assert places(rows, **ordered("penalty", "bonus")) == {"c": (1, False), "b": (2, False), "a": (3, False)}


def test_units_equal_in_every_breaker_share_a_place() -> None:
    rows = [result(name, "80", blocks={"results": "50"}) for name in "ab"]
    assert places(rows, **ordered("block:results")) == {"a": (1, True), "b": (1, True)}


def test_without_the_ordered_rule_breakers_part_nobody() -> None:
    rows = [result("a", "80", blocks={"results": "1"}), result("b", "80", blocks={"results": "2"})]
    assert places(rows, tie_breakers=("block:results",)) == {"a": (1, True), "b": (1, True)}


def test_a_hair_parts_two_units_by_the_exact_value_and_not_by_the_printed_one() -> None:
    rows = [result("a", "80.0049"), result("b", "80.0041")]
    assert places(rows) == {"a": (1, False), "b": (2, False)}
    printed = RoundingPolicy(decimals=2, rank_on_printed=True)
    assert places(rows, rounding=printed) == {"a": (1, True), "b": (1, True)}


@pytest.mark.parametrize("standing", sorted(set(Standing) - RANKED))
def test_only_a_finished_result_is_ranked(standing: Standing) -> None:
    rows = [result("a", "10"), result("b", "99", standing)]
    assert places(rows) == {"a": (1, False), "b": (None, False)}
    assert [row.grade for row in ranked(regulation(), rows) if row.unit.id == "b"] == [None]


def test_a_unit_without_an_index_is_no_zero() -> None:
    assert places([result("a", "0"), result("b", None)]) == {"a": (1, False), "b": (None, False)}


# ── classes ───────────────────────────────────────────────────────────────────────────────────────────────────────

FROM = grades(("rat-tot", "95"), ("tot", "85"), ("kha", "75"), ("trung-binh", "65"), ("yeu", None))
ABOVE = grades(("tot", "85"), ("kha", "65"), ("yeu", None), opened=True)


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        ("102.5", "rat-tot"),
        ("95", "rat-tot"),
        ("94.9999999", "tot"),
        ("85", "tot"),
        ("84.9999999", "kha"),
        ("75", "kha"),
        ("65", "trung-binh"),
        ("64.99", "yeu"),
        ("0", "yeu"),
        ("-2", "yeu"),
    ],
)
def test_a_bound_that_says_from_belongs_to_the_class_above(value: str, grade: str) -> None:
    found = grade_of(FROM, Fraction(value))
    assert found is not None
    assert found.id == grade


@pytest.mark.parametrize(("value", "grade"), [("85.0000001", "tot"), ("85", "kha"), ("65", "yeu"), ("65.01", "kha")])
def test_a_bound_that_says_above_belongs_to_the_class_below(value: str, grade: str) -> None:
    found = grade_of(ABOVE, Fraction(value))
    assert found is not None
    assert found.id == grade


def test_a_law_without_classes_gives_none() -> None:
    assert grade_of((), Fraction(90)) is None


def test_84_995_is_good_by_the_printed_value_and_not_by_the_exact_one() -> None:
    (exact,) = ranked(regulation(grades=FROM), [result("a", "84.995")])
    (printed,) = ranked(
        regulation(grades=FROM, rounding=RoundingPolicy(grade_on_printed=True)), [result("a", "84.995")]
    )
    assert exact.grade is not None
    assert printed.grade is not None
    assert (exact.grade.id, printed.grade.id) == ("kha", "tot")
    assert printed.index == Fraction("84.995")


def test_the_printed_value_follows_the_laws_way_of_rounding() -> None:
    down = RoundingPolicy(grade_on_printed=True, mode=Rounding.DOWN)
    assert graded_value(regulation(rounding=down), Fraction("84.999")) == Fraction("84.99")
    one = RoundingPolicy(grade_on_printed=True, decimals=1)
    assert graded_value(regulation(rounding=one), Fraction("84.95")) == 85
