"""The marked copy: every finding at its cell and in a list, and nothing else changed."""

import io
from typing import Any

import openpyxl
import pytest

from parindex.excel.mark import AUTHOR, marked
from parindex.excel.safety import NotSafe
from parindex.excel.take import open_workbook, self_assessment_of
from parindex.excel.write import INPUT_COLOUR
from parindex.model.finding import Finding, error, warning
from support import law, office
from support.office import FORM, cell_of

SET = law.criteria(law.leaf("1.1"), law.leaf("1.2"))
VALUE = {"unit": "so-a", "cycle": "2025", "answers": {"1.1": {"done": "45", "total": "50", "explanation": "=1+1"}}}


def workbook() -> bytes:
    return office.made(office.plain_settings(SET, VALUE))


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def at(book: Any, key: str) -> str:
    return str(cell_of(book, key).coordinate)


def findings(address: str, text: str = "x") -> list[Finding]:
    where = ("x.xlsx", ("cell", FORM, address), 8, 7)
    return [
        error("workbook-value", *where, value=text, form="form-cell-number"),
        warning("workbook-cell-unread", *where, value=text),
        error("workbook-refused", "x.xlsx", (), 1, 1, problem="wb-huge", name=""),
    ]


def test_all_findings_of_a_cell_stand_in_its_comment_and_the_gravest_gives_the_colour() -> None:
    address = at(opened(workbook()), "1.1|done")
    book = opened(marked(workbook(), findings(address), "vi"))
    cell = book[FORM][address]
    assert cell.comment.text.count("→") == 2
    assert cell.fill.fgColor.rgb.endswith("F8B4B4")
    listed = book.worksheets[0]
    assert listed.title == "Cần sửa"
    assert [listed.cell(row=row, column=1).value for row in (4, 5, 6)] == [
        f"{FORM}!{address}",
        "x.xlsx",
        f"{FORM}!{address}",
    ]


def test_a_marked_copy_says_what_the_workbook_says() -> None:
    address = at(opened(workbook()), "1.1|done")
    copy = open_workbook("x.xlsx", marked(workbook(), findings(address), "vi"))
    taken = self_assessment_of(copy, "so-a", "2025", SET)
    assert [*copy.findings, *taken.findings] == []
    assert taken.value == VALUE


def test_earlier_marks_are_taken_away_and_other_peoples_comments_stay() -> None:
    def comment(book: Any) -> None:
        cell_of(book, "1.2|done").comment = openpyxl.comments.Comment("hỏi lại", "Chị Lan")

    data = office.changed(workbook(), comment)
    address = at(opened(data), "1.1|done")
    book = opened(marked(marked(data, findings(address), "vi"), [], "vi"))
    assert book[FORM][address].comment is None
    assert book[FORM][address].fill.fgColor.rgb.endswith(INPUT_COLOUR)
    comments = [cell.comment.author for row in book[FORM].iter_rows() for cell in row if cell.comment]
    assert comments == ["Chị Lan"]
    assert AUTHOR not in comments
    assert [sheet.title for sheet in book.worksheets].count("Cần sửa") == 1


def test_a_finding_that_quotes_a_formula_quotes_it_as_text() -> None:
    address = at(opened(workbook()), "1.1|done")
    book = opened(marked(workbook(), findings(address, "=1+1"), "vi"))
    kinds = {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row if cell.value}
    assert kinds == {"s"}


def test_what_must_not_be_opened_is_not_marked_either() -> None:
    with pytest.raises(NotSafe):
        marked(b"PK", [], "vi")
