"""Survey, bonus and penalty, roster as workbooks: what people do to them, and what is told at which cell."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest

from parindex.model.finding import Finding
from support import books
from support.office import changed

COUNTS, BONUS, UNITS, PEOPLE = "Số liệu điều tra", "Điểm cộng", "Đơn vị", "Nhân sự"
FIRST = 8
Change = Callable[[Any], None]


def after(name: str, *changes: Change) -> tuple[dict[str, Any], list[Finding]]:
    campaign = books.example(name)
    data = books.made(campaign)
    for change in changes:
        data = changed(data, change)
    return books.taken(data, campaign)


def column(sheet: Any, key: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == key)


def put(sheet: str, row: int, **cells: Any) -> Change:
    def change(book: Any) -> None:
        for key, value in cells.items():
            name = key.replace("__", ":").replace("_", "-")
            book[sheet].cell(row=row, column=column(book[sheet], name)).value = value

    return change


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.place[-1]) for finding in findings]


# ── survey ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_pasted_counts_are_understood() -> None:
    value, findings = after("survey.yaml", put(COUNTS, FIRST, sample=" 60 ", answer__hai_long="1 234,0"))
    count = value["questions"]["hai-long"]["so-noi-vu"]
    assert (count["sample"], count["answers"]["hai-long"], findings) == ("60", "1234", [])


def test_renamed_sheets_moved_columns_and_inserted_rows_change_nothing() -> None:
    def change(book: Any) -> None:
        sheet = book[COUNTS]
        sheet.title = "Trang 1"
        sheet.insert_rows(FIRST + 2)
        at = column(sheet, "sample")
        sheet.move_range(f"{sheet.cell(row=1, column=at).coordinate}:{sheet.cell(row=60, column=at).coordinate}", 0, 20)

    assert after("survey.yaml", change) == (books.example("survey.yaml").value, [])


def test_columns_are_known_by_their_words_when_the_hidden_row_is_gone() -> None:
    def change(book: Any) -> None:
        for cell in book[COUNTS][1]:
            cell.value = None

    value, findings = after("survey.yaml", change)
    assert (value, findings) == (books.example("survey.yaml").value, [])


@pytest.mark.parametrize(
    ("change", "rule", "cell"),
    [
        (put(COUNTS, FIRST, sample="sáu mươi"), "workbook-value", "D8"),
        (put(COUNTS, FIRST, sample="=1+1"), "workbook-formula", "D8"),
        (put(COUNTS, FIRST, unit="Sở Lao động"), "workbook-name-unknown", "C8"),
        (put(COUNTS, FIRST, unit=None), "workbook-cell-missing", "C8"),
        (put(COUNTS, FIRST, sample=None), "workbook-cell-missing", "D8"),
    ],
)
def test_a_fault_is_told_at_its_cell(change: Change, rule: str, cell: str) -> None:
    assert told(after("survey.yaml", change)[1]) == [(rule, cell)]


def test_a_name_without_marks_is_understood_and_one_with_others_is_not() -> None:
    good, none = after("survey.yaml", put(COUNTS, FIRST, unit="so noi vu"))
    assert ("so-noi-vu" in good["questions"]["hai-long"], none) == (True, [])
    assert told(after("survey.yaml", put(COUNTS, FIRST, unit="Sở Nội vũ"))[1]) == [("workbook-name-unknown", "C8")]


# ── bonus and penalty ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_document_stands_in_the_next_row_and_a_link_makes_one() -> None:
    def change(book: Any) -> None:
        sheet = book[BONUS]
        sheet.insert_rows(FIRST + 1)
        cell = sheet.cell(row=FIRST + 1, column=column(sheet, "evidence"))
        cell.value = '=HYPERLINK("https://tinhthu.example/qd-2.pdf","Quyết định số 2")'

    value, findings = after("adjustments.yaml", change)
    assert findings == []
    assert value["bonus"][0]["evidence"] == ["qd-sang-kien", "quyet-dinh-so-2"]
    assert value["evidence"]["quyet-dinh-so-2"]["url"] == "https://tinhthu.example/qd-2.pdf"


def test_decimals_and_days_as_they_are_pasted() -> None:
    value, findings = after("adjustments.yaml", put(BONUS, FIRST + 1, points="0,75", date=46040))
    assert (value["bonus"][1]["points"], value["bonus"][1]["date"], findings) == ("0.75", "2026-01-18", [])


def test_an_entry_without_item_or_with_an_unknown_one_is_told() -> None:
    assert told(after("adjustments.yaml", put(BONUS, FIRST, item="Khoản khác"))[1]) == [("workbook-name-unknown", "C8")]
    assert told(after("adjustments.yaml", put(BONUS, FIRST, item=None))[1]) == [("workbook-cell-missing", "C8")]


# ── roster ────────────────────────────────────────────────────────────────────────────────────────────────────────

NEW = {"name": "Sở Giáo dục và Đào tạo", "group": "Các sở", "valid_from": date(2026, 1, 1)}


def group_name() -> str:
    return dict(books.example("units.yaml").group_names)["so"]


def test_a_new_unit_without_an_id_gets_one_from_its_name_and_comes_last() -> None:
    fields = {**NEW, "group": group_name(), "predecessors": "Sở Y tế\nSở Tư pháp"}
    value, findings = after("units.yaml", put(UNITS, FIRST + 5, **fields))
    assert findings == []
    assert value["units"][-1] == {
        "id": "so-giao-duc-va-dao-tao",
        "name": "Sở Giáo dục và Đào tạo",
        "group": "so",
        "valid-from": "2026-01-01",
        "predecessors": ["so-y-te", "so-tu-phap"],
    }


def test_a_renamed_unit_keeps_its_id_and_its_people() -> None:
    value, findings = after("units.yaml", put(UNITS, FIRST + 1, name="Sở Tư pháp và Hộ tịch"))
    unit = value["units"][1]
    assert (unit["id"], unit["name"], unit["head"]["name"]) == ("so-tu-phap", "Sở Tư pháp và Hộ tịch", "Nguyễn Văn Thử")
    assert findings == []


def test_a_second_head_and_an_unknown_post_are_told() -> None:
    row = FIRST + 4
    again = put(PEOPLE, row, unit="Sở Tư pháp", post="Người đứng đầu", name="Ai đó")
    assert [rule for rule, _ in told(after("units.yaml", again)[1])] == ["workbook-row-twice"]
    other = put(PEOPLE, row, unit="Sở Tư pháp", post="Giám sát", name="Ai đó")
    assert [rule for rule, _ in told(after("units.yaml", other)[1])] == ["workbook-choice"]


# ── all ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", books.FILES)
def test_a_sheet_of_the_authority_is_protected_frozen_landscape_and_offers_lists(name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(books.made(books.example(name))))
    sheet = book.worksheets[1]
    assert sheet.protection.sheet
    assert sheet.freeze_panes
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert "ỦY BAN NHÂN DÂN TỈNH THỬ" in [cell.value for cell in sheet[2]]
    assert any(check.type == "list" for check in sheet.data_validations.dataValidation)
    assert "_parindex" in [other.title for other in book.worksheets if other.sheet_state == "hidden"]
