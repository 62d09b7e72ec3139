"""The ranking of a group as a table: keys that a browser can trust, and places told apart from their absence."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from parindex.i18n.words import Words
from parindex.model.analysis import NextClass
from parindex.model.regulation import RoundingPolicy
from parindex.model.repository import CycleResult
from parindex.model.result import Standing, UnitResult
from parindex.render.placing import Placing, index_gained, places_gained, placing_of
from parindex.render.rankcolumns import Beside
from parindex.render.ranking import ranking_of
from parindex.render.sortkeys import keys
from parindex.render.stats import group_stats
from support.law import criteria, cycle, grades, regulation, result
from support.office import PROGRAMME


def placed(name: str, index: str, rank: int | None, group: str = "so") -> UnitResult:
    made = result(name, index)
    return replace(made, rank=rank, unit=replace(made.unit, group=group))


def cycle_result(**changes: Any) -> CycleResult:
    return CycleResult(programme=PROGRAMME, cycle=cycle(**changes), regulation=None)


def test_keys_follow_the_exact_figure_and_not_what_is_printed_of_it() -> None:
    assert keys([Fraction(1, 3), Fraction(333333, 1000000), None, Fraction(1, 3)]) == ["1", "0", "-", "1"]


def test_keys_tell_figures_apart_that_a_browsers_numbers_cannot() -> None:
    near = Fraction(10**20 + 1, 10**20)
    assert keys([near, Fraction(1)]) == ["1", "0"]


def test_keys_of_places_and_points_order_by_places_first() -> None:
    assert keys([(1, Fraction(9)), (2, Fraction(0)), (1, Fraction(10))]) == ["0", "2", "1"]


@pytest.mark.parametrize(
    ("standing", "placing"),
    [
        (Standing.NOT_FILED, Placing.NOT_FILED),
        (Standing.INVALID, Placing.UNRANKED),
        (Standing.INCOMPLETE, Placing.UNRANKED),
        (Standing.DRAFT, Placing.UNPUBLISHED),
        (Standing.WITHHELD, Placing.UNPUBLISHED),
        (Standing.IN_APPRAISAL, Placing.UNPUBLISHED),
    ],
)
def test_a_unit_without_a_place_says_why(standing: Standing, placing: Placing) -> None:
    assert placing_of(result("a", None, standing)) is placing


def test_a_unit_that_rose_gained_places_and_points() -> None:
    now, before = placed("a", "90", 2), placed("a", "85", 5)
    assert (places_gained(now, before), index_gained(now, before, RoundingPolicy())) == (3, Fraction(5))


def test_points_gained_are_those_between_the_figures_that_are_printed() -> None:
    now, before = placed("a", "93.6365", 1), placed("a", "95.7821", 1)
    assert index_gained(now, before, RoundingPolicy()) == Fraction("-2.14")


def test_no_place_is_compared_with_one_in_another_group() -> None:
    now, before = placed("a", "90", 2), placed("a", "85", 5, "huyen")
    assert places_gained(now, before) is None


def test_nothing_is_compared_with_a_cycle_in_which_the_unit_had_no_place_or_did_not_exist() -> None:
    now = placed("a", "90", 2)
    for before in (None, result("a", None, Standing.WITHHELD)):
        assert (places_gained(now, before), index_gained(now, before, RoundingPolicy())) == (None, None)


def test_what_is_missing_to_the_next_class_is_never_nothing_and_the_class_is_named_as_on_the_page() -> None:
    law = regulation(criteria(), grades=grades(("Good", "80"), ("Fair", None)))
    good, fair = law.grades
    made = replace(cycle_result(), regulation=law, units=(replace(placed("a", "79.999", 1), grade=fair),))
    ahead = NextClass(grade=replace(good, label="Giỏi"), index=Fraction(1, 1000), above=False)
    table = ranking_of(made, law.groups[0], group_stats(made.units), Beside(nexts={"a": ahead}), Words("vi"))
    assert "&lt; 0,01" in table.rows
    assert "Good" in table.rows
    assert "Giỏi" not in table.rows


def test_rows_name_their_parent_in_the_order_of_a_dictionary_where_there_are_several() -> None:
    units = {name: replace(result(name, None).unit, name=called) for name, called in (("x", "Đông"), ("y", "An <b>"))}
    programme = replace(PROGRAMME, units=units)
    law = regulation(criteria())
    below = [
        replace(placed(name, "80", rank), unit=replace(placed(name, "80", rank).unit, parent=parent))
        for name, parent, rank in (("a", "x", 1), ("b", "y", 2), ("c", "", 3))
    ]
    made = replace(cycle_result(), programme=programme, regulation=law, units=tuple(below))
    table = ranking_of(made, law.groups[0], group_stats(made.units), Beside(), Words("vi"))
    first, second, third = str(table.rows).splitlines()
    assert table.parents == ("An <b>", "Đông")
    assert 'data-p="1"' in first
    assert 'data-p="0"' in second
    assert "An &lt;b&gt;" in second
    assert "data-p" not in third
    same = replace(made, units=tuple(below[:1]))
    assert ranking_of(same, law.groups[0], group_stats(same.units), Beside(), Words("vi")).parents == ()
