"""Who a unit was and became, told from either side, and when two years may be compared."""

from dataclasses import replace
from typing import Any

import pytest

from parindex.model.repository import CycleResult
from parindex.model.roster import Unit
from parindex.render.lineage import Lineage, same_yardstick
from support import law
from support.office import PROGRAMME


def lineage(*units: Unit) -> Lineage:
    return Lineage(replace(PROGRAMME, units={unit.id: unit for unit in units}))


def unit(name: str, **changes: Any) -> Unit:
    return replace(law.unit(name), **changes)


def test_a_merger_told_by_one_side_is_known_to_both() -> None:
    for old, new in (
        (unit("cu", successors=("moi",)), unit("moi")),
        (unit("cu"), unit("moi", predecessors=("cu",))),
        (unit("cu", successors=("moi",)), unit("moi", predecessors=("cu",))),
    ):
        told = lineage(old, new)
        assert [entry.id for entry in told.before("moi")] == ["cu"]
        assert [entry.id for entry in told.after("cu")] == ["moi"]


def test_names_of_before_reach_back_over_several_mergers_and_a_circle_ends() -> None:
    told = lineage(unit("a"), unit("b", predecessors=("a", "x")), unit("c", predecessors=("b", "c")))
    assert [entry.id for entry in told.earlier("c")] == ["b", "a"]
    circle = lineage(unit("a", predecessors=("b",)), unit("b", predecessors=("a",)))
    assert [entry.id for entry in circle.earlier("a")] == ["b"]


@pytest.mark.parametrize(
    ("merged", "since", "broken"), [("2024-11-01", "2023", True), ("2024-11-01", "2024", False), ("", "2023", False)]
)
def test_the_years_before_a_merger_are_not_compared_and_those_after_it_are(
    merged: str, since: str, broken: bool
) -> None:
    old = unit("cu", valid_to="2024-10-31")
    told = lineage(old, unit("moi", valid_from=merged, predecessors=("cu",) if merged else ()))
    assert told.broken("moi", since) is broken


def test_a_unit_that_took_another_in_is_not_compared_with_itself_before() -> None:
    told = lineage(unit("cu", valid_to="2025-02-28"), unit("so", valid_from="2010-01-01", predecessors=("cu",)))
    assert told.broken("so", "2024")
    assert not told.broken("so", "2025")


def test_another_regulation_or_a_break_of_the_series_is_another_yardstick() -> None:
    def cycle(**changes: Any) -> CycleResult:
        return CycleResult(programme=PROGRAMME, cycle=law.cycle(**changes), regulation=None)

    assert same_yardstick(cycle(), cycle())
    assert not same_yardstick(cycle(series_break="Đổi bộ tiêu chí"), cycle())
    assert not same_yardstick(cycle(regulation="moi"), cycle(regulation="cu"))
