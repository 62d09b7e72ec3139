"""What people type and paste into cells, and what spreadsheet programs make of it."""

from datetime import date, datetime
from typing import Any

import pytest

from parindex.excel.cells import BadCell, day_of, digits_of, figure_of, line_of, text_of
from parindex.excel.grid import Grid, Held

GRID = Grid(name="x", cells={}, rows=0, columns=0)
GRID_1904 = Grid(name="x", cells={}, rows=0, columns=0, epoch=datetime(1904, 1, 1))


def cell(content: Any = None, **more: Any) -> Held:
    return Held(row=4, column=6, content=content, **more)


def figure(content: Any, *, percent: bool = False, **more: Any) -> str:
    return figure_of(cell(content, **more), percent=percent)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (45.0, "45"),
        (1.1000000000000001, "1.1"),
        (0.30000000000000004, "0.3"),
        (1e-7, "0.0000001"),
        (123456789012345.0, "123456789012345"),
        (-4.5, "-4.5"),
        ("45", "45"),
        (" 45 ", "45"),
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("0,125", "0.125"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("12 345", "12345"),
        ("12\u00a0345", "12345"),
        ("2 345 678,25", "2345678.25"),
        ("−3", "-3"),
        ("007", "7"),
        ("'12", "12"),
        ("1.50", "1.5"),
    ],
)
def test_a_figure_is_understood_however_it_was_typed(typed: Any, read: str) -> None:
    assert figure(typed) == read


@pytest.mark.parametrize("typed", ["1.234", "1,234", "12.345", "123,456"])
def test_thousands_or_decimals_are_asked_about_and_not_guessed(typed: str) -> None:
    with pytest.raises(BadCell) as bad:
        figure(typed)
    assert bad.value.rule == "workbook-number-unclear"
    assert bad.value.params["whole"] == typed.replace(",", "").replace(".", "")


@pytest.mark.parametrize(
    "typed", ["khoảng 45", "45/50", "1e3", "1.2.3", "4 5", "½", "٤٥", "NaN", "--1", ",5", "1.23,45.6"]
)
def test_what_is_no_figure_is_named(typed: str) -> None:
    with pytest.raises(BadCell) as bad:
        figure(typed)
    assert bad.value.rule == "workbook-value"


def test_a_percentage_is_the_figure_before_its_sign_where_a_share_may_be_meant() -> None:
    assert figure(" 85 %", percent=True) == "85"
    assert figure("85,5%", percent=True) == "85.5"
    # Typed as 85%, a cell keeps 0.85 and shows it in percent.
    assert figure_of(Held(row=0, column=0, content=0.855, percent=True), percent=True) == "85.5"


@pytest.mark.parametrize(
    "held", [Held(row=0, column=0, content=0.85, percent=True), Held(row=0, column=0, content="85 %")]
)
def test_a_percentage_is_no_count(held: Held) -> None:
    with pytest.raises(BadCell) as bad:
        figure_of(held, percent=False)
    assert bad.value.params["form"] == "form-cell-count"


@pytest.mark.parametrize(
    "typed",
    [
        date(2025, 1, 10),
        45667.0,
        "45667",
        "10/01/2025",
        "10/1/2025",
        "10-01-2025",
        "10.01.2025",
        "2025-01-10",
        "2025-1-10",
        "ngày 10 tháng 01 năm 2025",
        "Ngày 10 tháng 1 năm 2025",
    ],
)
def test_a_day_is_understood_however_it_was_written(typed: Any) -> None:
    assert day_of(cell(typed), GRID) == "2025-01-10"


def test_a_serial_number_counts_from_the_first_day_of_the_workbooks_calendar() -> None:
    assert day_of(cell(44205.0), GRID_1904) == "2025-01-10"


@pytest.mark.parametrize("typed", ["31/02/2025", "2025-13-01", "tháng 1 năm 2025", "hôm qua", 12.0, "10/01/25"])
def test_what_is_no_day_is_named(typed: Any) -> None:
    with pytest.raises(BadCell) as bad:
        day_of(cell(typed), GRID)
    assert bad.value.params["form"] == "form-cell-date"


def test_words_may_be_digits_but_no_date() -> None:
    assert text_of(cell(5.0)) == "5"
    assert line_of(cell("Phần I\nmục 2")) == "Phần I mục 2"
    with pytest.raises(BadCell) as bad:
        text_of(cell(date(2026, 4, 1)))
    assert bad.value.rule == "workbook-became-date"
    assert bad.value.params["value"] == "01/04/2026"


@pytest.mark.parametrize("held", [cell(formula="=SUM(A1:A9)"), cell("#REF!", fault=True)])
@pytest.mark.parametrize(
    "read", [text_of, lambda held: figure_of(held, percent=False), lambda held: day_of(held, GRID)]
)
def test_a_formula_or_an_error_is_no_entry(held: Held, read: Any) -> None:
    with pytest.raises(BadCell) as bad:
        read(held)
    assert bad.value.rule == "workbook-formula"


def test_truth_is_neither_words_nor_a_figure() -> None:
    for read in (text_of, lambda held: figure_of(held, percent=False)):
        with pytest.raises(BadCell):
            read(cell(True))


def test_a_number_has_the_digits_that_are_shown() -> None:
    assert [digits_of(value) for value in (0.1, 1e15, 1234567.891, -0.0)] == [
        "0.1",
        "1000000000000000",
        "1234567.891",
        "0",
    ]
