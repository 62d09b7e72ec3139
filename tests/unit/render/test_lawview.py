"""What readers see of a regulation's codes: names of groups, tie-breakers, days of a year."""

from dataclasses import replace

from parindex.i18n.words import Words
from parindex.model.tree import FileTree
from parindex.pipeline import Scope, run
from parindex.render.lawview import day_of_year, group_names, tie_breakers
from support.house import base

LAW = run(FileTree.of(dict(base())), Scope(only_criteria=True)).regulations["mau-thu"]


def test_groups_are_named_where_not_all_of_them_are_meant() -> None:
    assert group_names(LAW, ["xa"]) == ["Xã"]
    assert group_names(LAW, ["so", "xa"]) == []
    assert group_names(LAW, []) == []


def test_tie_breakers_are_told_by_the_names_of_what_they_compare() -> None:
    assert tie_breakers(LAW, Words("vi")) == [
        "điểm khối “Kết quả thực hiện”",
        "điểm lĩnh vực “1. Chỉ đạo, điều hành”",
        "điểm trừ (ít hơn xếp trên)",
    ]


def test_an_area_that_groups_call_differently_is_told_by_its_code() -> None:
    ours = LAW.sets["xa"]
    other = replace(ours, areas=(replace(ours.areas[0], name="Việc khác"), *ours.areas[1:]))
    law = replace(LAW, sets={**LAW.sets, "xa": other})
    assert tie_breakers(law, Words("en"))[1] == "points of the area “1”"


def test_a_day_of_a_year_is_no_riddle_in_english() -> None:
    assert day_of_year("01-07", Words("vi")) == "07/01"
    assert day_of_year("01-07", Words("en")) == "7 January"
