"""Printed tables against their own arithmetic: what adds up, and exactly which rows do not."""

from fractions import Fraction
from pathlib import Path

import pytest

from parindex.model.finding import Severity
from parindex.model.points import round_to
from parindex.model.repository import CycleResult, Repository
from parindex.pipeline import Scope, run
from parindex.score.printed import RecomputedRow, recomputed
from parindex.source.worktree import worktree

ROOT = Path(__file__).resolve().parents[2]


def repository(programme: str) -> Repository:
    return run(worktree(ROOT), Scope(programme=programme))


def only(programme: str) -> CycleResult:
    (cycle,) = repository(programme).cycles
    return cycle


def rows(cycle: CycleResult, group: str | None = None) -> list[RecomputedRow]:
    assert cycle.cycle.table is not None
    made = recomputed(cycle.cycle.table, cycle.cycle.rows)
    return [row for row in made if group in (None, row.row.group)]


@pytest.mark.parametrize(
    ("programme", "expected"),
    [
        ("binh-duong-ket-qua", []),
        ("tien-giang-ket-qua", [("printed-order", "Sở Nông nghiệp và Phát triển nông thôn")]),
        ("lai-chau-ket-qua", [("printed-sum", "Sở Kế hoạch và đầu tư")]),
        ("thanh-hoa-ket-qua", [("printed-own-maximum", "Ban Dân tộc tỉnh")]),
        ("kien-giang-ket-qua", []),
        ("par-index-quoc-gia", []),
    ],
)
def test_exactly_the_known_rows_are_flagged(programme: str, expected: list[tuple[str, str]]) -> None:
    findings = repository(programme).findings
    flagged = [finding for finding in findings if finding.path.endswith("/published.csv")]
    assert [(finding.rule, finding.params["unit"]) for finding in flagged] == expected
    assert all(finding.severity is Severity.NOTICE for finding in flagged)
    # A source that is only to be had without encryption keeps its address as it is, and is warned of.
    assert {finding.rule for finding in findings} - {finding.rule for finding in flagged} <= {"link-not-https"}


def test_binh_duong_ranks_from_the_parts_are_the_printed_order() -> None:
    made = rows(only("binh-duong-ket-qua"))
    assert [row.computed_rank for row in made] == [row.row.order for row in made] == list(range(1, 10))
    assert [row.computed_total for row in made] == [Fraction(row.row.total) for row in made]
    assert not any(row.tied for row in made)


def test_binh_duong_mean_is_the_printed_one() -> None:
    totals = [row.computed_total for row in rows(only("binh-duong-ket-qua")) if row.computed_total is not None]
    assert round_to(sum(totals, Fraction(0)) / len(totals), 2) == Fraction("78.39")


def test_figures_stay_as_printed() -> None:
    printed = {row.name: row for row in only("binh-duong-ket-qua").cycle.rows}
    assert printed["Huyện Dầu Tiếng"].parts == {"appraised": "44", "survey": "32.22"}
    assert printed["Thị xã Tân Uyên"].total == "82.00"


def test_tien_giang_order_breaks_once_and_the_unit_would_stand_twelfth() -> None:
    (finding,) = [found for found in repository("tien-giang-ket-qua").findings if found.rule == "printed-order"]
    departments = {row.row.name: row for row in rows(only("tien-giang-ket-qua"), "so")}
    sunk = departments["Sở Nông nghiệp và Phát triển nông thôn"]
    assert sunk.row.order == 7
    assert sunk.computed_rank == 12
    assert finding.params["place"] == "12"
    others = [row for row in departments.values() if row is not sunk]
    assert [row.computed_rank for row in others] == [*range(1, 12), *range(13, 20)]


def test_tien_giang_totals_above_the_scale_stay() -> None:
    agencies = rows(only("tien-giang-ket-qua"), "nganh-doc")
    assert [row.row.total for row in agencies][:2] == ["102.50", "102.22"]
    assert agencies[0].computed_index == Fraction("102.5")


def test_an_incomplete_list_gets_no_ranks() -> None:
    assert {row.computed_rank for row in rows(only("tien-giang-ket-qua"), "huyen-cum-1")} == {None}
    assert {row.computed_rank for row in rows(only("thanh-hoa-ket-qua"))} == {None}


def test_lai_chau_parts_of_one_row_come_to_another_sum() -> None:
    departments = {row.row.name: row for row in rows(only("lai-chau-ket-qua"), "so")}
    off = {name: row for name, row in departments.items() if row.computed_total != Fraction(row.row.total)}
    assert list(off) == ["Sở Kế hoạch và đầu tư"]
    (row,) = off.values()
    assert (row.computed_total, row.row.total) == (Fraction("12.859"), "13.859")
    assert (row.row.order, row.computed_rank) == (10, 13)


def test_lai_chau_equal_totals_share_the_first_place() -> None:
    others = rows(only("lai-chau-ket-qua"), "don-vi-khac")
    assert [(row.computed_rank, row.tied) for row in others] == [(1, True), (1, True)]


def test_lai_chau_classes_fit_the_assumed_bounds() -> None:
    cycle = only("lai-chau-ket-qua").cycle
    assert cycle.table is not None
    assert cycle.table.grades_assumed
    for row in cycle.rows:
        assert next(grade.label for grade in cycle.table.grades if grade.reached(Fraction(row.total))) == row.grade


def test_thanh_hoa_index_follows_from_the_own_maximum_of_84() -> None:
    ethnic = next(row for row in rows(only("thanh-hoa-ket-qua")) if row.row.unit == "ban-dan-toc-tinh")
    assert ethnic.row.max == "84"
    assert ethnic.computed_index is not None
    assert round_to(ethnic.computed_index, 2) == round_to(Fraction("68.32") * 100 / 84, 2) == Fraction("81.33")
    assert ethnic.row.index == "81.33"


def test_kien_giang_classes_are_those_of_the_announcement() -> None:
    counts: dict[str, dict[str, int]] = {}
    for row in only("kien-giang-ket-qua").cycle.rows:
        group = counts.setdefault(row.group, {})
        group[row.grade] = group.get(row.grade, 0) + 1
    assert counts == {
        "so": {"Xuất sắc": 10, "Tốt": 8, "Khá": 3, "Trung bình": 1},
        "nganh-doc": {"Xuất sắc": 2, "Tốt": 2, "Trung bình": 1},
        "cap-huyen": {"Xuất sắc": 2, "Tốt": 12, "Khá": 1},
    }


def test_kien_giang_is_not_ranked_because_most_rows_have_no_figure() -> None:
    assert {row.computed_rank for row in rows(only("kien-giang-ket-qua"))} == {None}


def test_the_national_series_has_a_cycle_a_year_and_keeps_out_the_disputed_value() -> None:
    national = repository("par-index-quoc-gia")
    years = [cycle.cycle.id for cycle in national.cycles]
    assert years == [str(year) for year in range(2012, 2025) if year != 2017]
    values = {(cycle.cycle.id, row.unit): row for cycle in national.cycles for row in cycle.cycle.rows}
    assert ("2018", "quang-ninh") not in values
    assert values["2012", "quang-ninh"].rank == 19
    assert values["2022", "quang-ninh"].index == "90.10"
    # One value was printed on a page that has only a numeric address, which is told instead of linked.
    assert [key for key, row in values.items() if not row.source.startswith("http")] == [("2020", "quang-ngai")]


def test_printed_changes_against_the_year_before_agree_with_the_printed_values() -> None:
    national = repository("par-index-quoc-gia")
    index = {
        (int(cycle.cycle.id), row.unit): Fraction(row.index)
        for cycle in national.cycles
        for row in cycle.cycle.rows
        if row.index
    }
    for year, unit, delta in (
        (2015, "trung-binh-cac-bo", "8.31"),
        (2019, "trung-binh-cac-tinh", "4.23"),
        (2021, "quang-ngai", "13.2"),
        (2024, "hai-phong", "4.3"),
        (2024, "trung-binh-cac-tinh", "1.39"),
    ):
        assert index[year, unit] - index[year - 1, unit] == Fraction(delta)
