"""Filled workbooks as people and programs leave them: what is understood, and what is named at its cell."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest

from parindex.encode.filing import filing_text
from parindex.excel.form_columns import AT
from parindex.excel.layout import Form
from parindex.excel.take import open_workbook, self_assessment_of
from parindex.excel.taken import Taken
from parindex.model.finding import Finding
from parindex.model.tree import FileTree
from parindex.pipeline import Scope, run
from support import office
from support.house import base
from support.office import DOCUMENTS, FORM, cell_of, changed, repacked, row_of

Change = Callable[[Any], None]


@cache
def filed() -> tuple[Any, Any]:
    repository = run(FileTree.of(dict(base())), Scope(programme="tinh-thu", cycle="2025"))
    cycle = repository.cycles[0]
    return cycle, next(result for result in cycle.units if result.unit.id == "so-tu-phap")


@cache
def workbook() -> bytes:
    return office.made(office.settings_of(*filed()))


def written() -> str:
    cycle, result = filed()
    settings = office.settings_of(cycle, result)
    return filing_text(settings.value, result.criteria)


def taken(data: bytes) -> tuple[Taken, list[Finding]]:
    _, result = filed()
    opened = open_workbook("bang.xlsx", data)
    found = self_assessment_of(opened, "so-tu-phap", "2025", result.criteria)
    return found, [*opened.findings, *found.findings]


def after(*changes: Change) -> tuple[dict[str, Any], list[Finding]]:
    data = workbook()
    for change in changes:
        data = changed(data, change)
    found, findings = taken(data)
    return found.value, findings


def put(key: str, value: Any, column: Form = Form.ANSWER, link: str = "") -> Change:
    def change(book: Any) -> None:
        cell = cell_of(book, key, column)
        cell.hyperlink = None
        cell.value = value
        if link:
            cell.hyperlink = link

    return change


def document(row: int, **cells: Any) -> Change:
    """Entries of a row of the list of documents, by its columns' keys."""

    def change(book: Any) -> None:
        sheet = book[DOCUMENTS]
        keys = {cell.value: cell.column for cell in sheet[1]}
        for key, value in cells.items():
            sheet.cell(row=row, column=keys[key], value=value)

    return change


def rules(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.place[2] if finding.place else "") for finding in findings]


# ── untouched ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_untouched_workbook_says_what_the_file_says() -> None:
    found, findings = taken(workbook())
    assert findings == []
    assert filing_text(found.value, filed()[1].criteria) == written()


def test_two_workbooks_of_the_same_filing_are_the_same_bytes() -> None:
    assert office.made(office.settings_of(*filed())) == workbook()


def _inline(parts: dict[str, bytes]) -> None:
    """Texts stand in their cells, as many programs write them, and there is no table of texts."""
    shared = openpyxl.load_workbook(io.BytesIO(workbook()))
    del shared
    texts = [
        re.sub(rb"<[^>]+>", b"", item)
        for item in re.findall(rb"<si>(.*?)</si>", parts.pop("xl/sharedStrings.xml"), re.DOTALL)
    ]

    def told(found: re.Match[bytes]) -> bytes:
        text = texts[int(found[2])]
        return b'<c%s t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (found[1], text)

    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = re.sub(rb'<c([^>]*) t="s"><v>([0-9]+)</v></c>', told, parts[name])
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        parts[name] = re.sub(rb"<(?:Override|Relationship)[^>]*sharedStrings[^>]*/>", b"", parts[name])


def _absolute(parts: dict[str, bytes]) -> None:
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(b'Target="', b'Target="/xl/')


def _bare(parts: dict[str, bytes]) -> None:
    """No properties, no theme: parts that a workbook need not have."""
    for name in [name for name in parts if name.startswith(("docProps/", "xl/theme/"))]:
        del parts[name]
    parts["[Content_Types].xml"] = re.sub(
        rb'<Override PartName="/(?:docProps|xl/theme)[^>]*/>', b"", parts["[Content_Types].xml"]
    )
    parts["_rels/.rels"] = re.sub(rb'<Relationship [^>]*Target="docProps[^>]*/>', b"", parts["_rels/.rels"])
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = re.sub(rb'<Relationship [^>]*Target="theme[^>]*/>', b"", parts[name])


def _prefixed(parts: dict[str, bytes]) -> None:
    """Every element of a sheet with a prefix, as the libraries of .NET write them."""
    for name in [name for name in parts if re.fullmatch(r"xl/worksheets/sheet[0-9]+\.xml", name)]:
        text = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", parts[name])
        parts[name] = text.replace(b'<x:worksheet xmlns="', b'<x:worksheet xmlns:x="')


def _digits(parts: dict[str, bytes]) -> None:
    """Numbers with the seventeen digits that Excel writes."""
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = re.sub(rb'(<c r="[A-Z0-9]+" s="[0-9]+"><v>45)(?=</v>)', rb"\1.000000000000007", parts[name])


def _escaped(parts: dict[str, bytes]) -> None:
    """Line ends as Excel escapes them, and texts in several pieces of letters."""
    name = "xl/sharedStrings.xml"
    parts[name] = parts[name].replace(
        "<si><t>Sở Tư pháp</t></si>".encode(),
        "<si><r><t>Sở </t></r><r><rPr><b/></rPr><t>Tư pháp_x000D_</t></r></si>".encode(),
    )


@pytest.mark.parametrize("shape", [_inline, _absolute, _bare, _prefixed, _digits, _escaped])
def test_other_programs_spell_the_same_workbook_otherwise(shape: Callable[[dict[str, bytes]], None]) -> None:
    data = repacked(workbook(), shape)
    assert data != workbook()
    found, findings = taken(data)
    assert findings == []
    assert filing_text(found.value, filed()[1].criteria) == written()


def test_a_calendar_from_1904_is_minded() -> None:
    def shape(parts: dict[str, bytes]) -> None:
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<workbookPr ", b'<workbookPr date1904="1" ')

    found, _ = taken(repacked(workbook(), shape))
    # Four years and a day later: the serial numbers are the same, their calendar is not.
    assert found.value["evidence"]["ke-hoach-cchc"]["date"] == "2029-01-11"


def test_renamed_sheets_are_found() -> None:
    def change(book: Any) -> None:
        for number, sheet in enumerate(book.worksheets):
            sheet.title = f"Trang {number}"

    value, findings = after(change)
    assert findings == []
    assert filing_text(value, filed()[1].criteria) == written()


def _moved_columns(book: Any) -> None:
    sheet = book[FORM]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    count = sheet.max_column
    for row in sheet.iter_rows(max_col=count):
        values = [(cell.value, cell.hyperlink.target if cell.hyperlink else None) for cell in row]
        for cell, (value, link) in zip(row, reversed(values), strict=True):
            cell.hyperlink = None
            cell.value = value
            if link:
                cell.hyperlink = link


def test_reordered_columns_are_found() -> None:
    value, findings = after(_moved_columns)
    assert findings == []
    assert filing_text(value, filed()[1].criteria) == written()


def test_columns_are_found_by_their_heads_where_the_hidden_keys_are_gone() -> None:
    def change(book: Any) -> None:
        for name in (FORM, DOCUMENTS):
            for cell in book[name][1]:
                cell.value = None

    value, findings = after(change)
    assert findings == []
    assert filing_text(value, filed()[1].criteria) == written()


def test_an_inserted_row_takes_a_further_document_of_the_criterion_above() -> None:
    def change(book: Any) -> None:
        sheet = book[FORM]
        row = row_of(sheet, "1.1|option") + 2
        sheet.insert_rows(row)
        sheet.cell(row=row, column=AT[Form.EVIDENCE] + 1, value="88/BC-STP")
        sheet.cell(row=row, column=AT[Form.PAGES] + 1, value="7")

    data = workbook()
    # openpyxl leaves merged areas and links where they were, a spreadsheet program moves them: they go first.
    value, findings = after(_unmerged, change)
    assert findings == []
    assert value["answers"]["1.1"]["evidence"] == ["ke-hoach-cchc", {"id": "bao-cao-nam", "pages": "7"}]
    assert data == workbook()


def _unmerged(book: Any) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.__class__.__name__ == "Cell":
                    cell.hyperlink = None
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))


def test_an_inserted_row_that_declares_something_is_named() -> None:
    def change(book: Any) -> None:
        sheet = book[FORM]
        row = row_of(sheet, "1.2|done")
        sheet.insert_rows(row)
        sheet.cell(row=row, column=AT[Form.ANSWER] + 1, value=45)

    _, findings = after(_unmerged, change)
    assert [finding.rule for finding in findings] == ["workbook-row"]


def test_a_copied_row_that_says_otherwise_is_named_with_the_first() -> None:
    def change(book: Any) -> None:
        sheet = book[FORM]
        row = row_of(sheet, "1.2|done")
        sheet.insert_rows(row + 1)
        for column in (Form.KEY, Form.ANSWER):
            sheet.cell(row=row + 1, column=AT[column] + 1, value=sheet.cell(row=row, column=AT[column] + 1).value)
        sheet.cell(row=row + 1, column=AT[Form.ANSWER] + 1, value=48)

    value, findings = after(_unmerged, change)
    assert [finding.rule for finding in findings] == ["workbook-row-twice"]
    assert value["answers"]["1.2"]["done"] == "45"


# ── entries ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("typed", [45, 45.0, "45", " 45 ", "+45"])
def test_a_figure_may_be_typed_or_pasted(typed: Any) -> None:
    value, findings = after(put("1.2|done", typed))
    assert findings == []
    assert value["answers"]["1.2"]["done"] == "45"


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("khoảng 45", "workbook-value"),
        ("1.234", "workbook-number-unclear"),
        ("90 %", "workbook-value"),
        ("=30+15", "workbook-formula"),
        (date(2025, 1, 4), "workbook-value"),
    ],
)
def test_a_figure_that_cannot_be_taken_is_named_at_its_cell(typed: Any, rule: str) -> None:
    _, findings = after(put("1.2|done", typed))
    row = row_of(openpyxl.load_workbook(io.BytesIO(workbook()))[FORM], "1.2|done")
    assert rules(findings) == [(rule, f"G{row}")]
    (finding,) = findings
    assert (finding.path, finding.line, finding.column) == ("bang.xlsx", row, 7)


@pytest.mark.parametrize("typed", ["Ban hành đúng hạn", "ban hanh dung han", "  Ban hành  đúng hạn ", "on-time"])
def test_an_option_is_known_by_its_words_or_its_id(typed: str) -> None:
    cycle, result = filed()
    labels = {option.id: option.label for option in result.criteria.by_code["1.1"].rule.options}
    words = typed.replace("Ban hành đúng hạn", labels["on-time"]).replace(
        "ban hanh dung han", labels["on-time"].upper()
    )
    value, findings = after(put("1.1|option", words))
    assert findings == []
    assert value["answers"]["1.1"]["option"] == "on-time"
    assert cycle.cycle.id == "2025"


def test_an_option_that_is_not_in_the_list_is_named_with_the_list() -> None:
    _, findings = after(put("1.1|option", "cơ bản đúng hạn"))
    assert [finding.rule for finding in findings] == ["workbook-choice"]
    assert ";" in findings[0].params["options"]


@pytest.mark.parametrize("mark", ["x", "X", " x ", "có", "×"])
def test_a_mark_may_be_spelt_in_several_ways(mark: str) -> None:
    value, findings = after(put("1.3|items:tin-bai", mark))
    assert findings == []
    assert "tin-bai" in value["answers"]["1.3"]["items"]


def test_a_checklist_in_which_nothing_is_marked_is_not_answered_and_one_that_says_no_is() -> None:
    items = ("ke-hoach", "tin-bai", "toa-dam")
    value, _ = after(*(put(f"1.3|items:{item}", None) for item in items))
    assert "items" not in value["answers"]["1.3"]
    value, _ = after(*(put(f"1.3|items:{item}", "không") for item in items))
    assert value["answers"]["1.3"]["items"] == []


def test_pages_that_became_a_date_are_named() -> None:
    _, findings = after(put("1.2|done", date(2026, 4, 1), Form.PAGES))
    assert [finding.rule for finding in findings] == ["workbook-became-date"]


def test_an_entry_of_the_council_is_not_taken_and_told() -> None:
    value, findings = after(put("1.1|option", 2, Form.COUNCIL_POINTS))
    assert [(finding.rule, finding.severity.value) for finding in findings] == [("workbook-cell-unread", "warning")]
    assert "points" not in value["answers"]["1.1"]


# ── documents ─────────────────────────────────────────────────────────────────────────────────────────────────────

URL = "https://vanban.tinh-thu.example/so-tu-phap/90-bc.pdf"


@pytest.mark.parametrize(
    "named",
    [
        "88/BC-STP",
        "88/bc-stp",
        "bao-cao-nam",
        "Báo cáo kết quả cải cách hành chính năm 2025",
        "88/BC-STP – Báo cáo kết quả cải cách hành chính năm 2025",
    ],
)
def test_a_document_is_known_by_number_title_or_id(named: str) -> None:
    value, findings = after(put("1.1|option", named, Form.EVIDENCE))
    assert findings == []
    assert value["answers"]["1.1"]["evidence"] == ["bao-cao-nam"]


def test_several_documents_may_stand_in_one_cell() -> None:
    value, findings = after(put("1.1|option", "05/KH-STP; 88/BC-STP", Form.EVIDENCE))
    assert findings == []
    assert value["answers"]["1.1"]["evidence"] == ["ke-hoach-cchc", "bao-cao-nam"]


def test_a_hyperlink_in_the_row_is_a_document_of_its_own() -> None:
    value, findings = after(put("2.1|done", "Báo cáo 90/BC-STP", Form.EVIDENCE, URL))
    assert findings == []
    assert value["answers"]["2.1"]["evidence"] == ["bao-cao-90-bc-stp"]
    assert value["evidence"]["bao-cao-90-bc-stp"] == {"title": "Báo cáo 90/BC-STP", "url": URL}


@pytest.mark.parametrize(
    "formula", [f'=HYPERLINK("{URL}","Báo cáo 90/BC-STP")', f'=hyperlink( "{URL}" , "Báo cáo 90/BC-STP" )']
)
def test_a_hyperlink_formula_is_a_document_of_its_own(formula: str) -> None:
    value, findings = after(put("2.1|done", formula, Form.EVIDENCE))
    assert findings == []
    assert value["evidence"]["bao-cao-90-bc-stp"] == {"title": "Báo cáo 90/BC-STP", "url": URL}


def test_an_address_alone_is_a_document_named_after_its_file() -> None:
    value, findings = after(put("2.1|done", URL, Form.EVIDENCE))
    assert findings == []
    assert value["evidence"]["90-bc-pdf"] == {"title": "90-bc.pdf", "url": URL}


KNOWN = "https://vanban.tinh-thu.example/so-tu-phap/88-bc.pdf"


@pytest.mark.parametrize("words", ["Báo cáo 88/BC-STP của Sở", "kết quả cải cách hành chính năm 2025", KNOWN])
def test_a_link_to_a_document_of_the_list_is_that_document(words: str) -> None:
    value, findings = after(put("2.1|done", words, Form.EVIDENCE, KNOWN))
    assert findings == []
    assert value["answers"]["2.1"]["evidence"] == ["bao-cao-nam"]


def test_a_link_that_stayed_behind_when_another_document_was_chosen_does_no_harm() -> None:
    value, findings = after(put("2.1|done", "05/KH-STP", Form.EVIDENCE, KNOWN))
    assert findings == []
    assert value["answers"]["2.1"]["evidence"] == ["ke-hoach-cchc"]


def test_a_link_that_stayed_behind_under_an_unknown_name_is_not_believed() -> None:
    _, findings = after(put("2.1|done", "Biên bản số 7", Form.EVIDENCE, KNOWN))
    assert [(finding.rule, finding.params["hint"]) for finding in findings] == [("workbook-document", "88/BC-STP")]


def test_a_new_document_of_the_list_needs_no_id() -> None:
    new = document(
        8, number="90/BC-STP", title="Báo cáo mới", date="ngày 20 tháng 12 năm 2025", url=URL, kind="Báo cáo"
    )
    value, findings = after(new, put("2.1|done", "90/BC-STP", Form.EVIDENCE))
    assert findings == []
    assert value["evidence"]["90-bc-stp"] == {
        "kind": "report",
        "number": "90/BC-STP",
        "title": "Báo cáo mới",
        "date": "2025-12-20",
        "url": URL,
    }
    assert value["answers"]["2.1"]["evidence"] == ["90-bc-stp"]


def test_a_document_that_nobody_knows_is_named_with_the_nearest() -> None:
    _, findings = after(put("2.1|done", "88/BC-STB", Form.EVIDENCE))
    assert [(finding.rule, finding.params["hint"]) for finding in findings] == [("workbook-document", "88/BC-STP")]


def test_of_two_documents_with_one_number_the_link_says_which_is_meant_and_without_one_nobody_knows() -> None:
    twice = document(8, number="88/BC-STP", title="Bản khác")
    _, findings = after(twice)
    assert findings == []
    _, findings = after(twice, put("1.2|done", "88/BC-STP", Form.EVIDENCE))
    assert [finding.rule for finding in findings] == ["workbook-document"]


@pytest.mark.parametrize(
    ("text", "link"), [("88/BC-STP", URL), ("https://vanban.tinh-thu.example/so-tu-phap/88-bc.pdf", URL)]
)
def test_a_cell_that_shows_one_document_and_leads_to_another_is_refused(text: str, link: str) -> None:
    _, findings = after(put("2.1|done", text, Form.EVIDENCE, link))
    assert [finding.rule for finding in findings] == ["workbook-link"]


@pytest.mark.parametrize("link", [URL + "/", URL.replace("so-tu-phap", "s%6F-tu-phap")])
def test_an_address_that_a_program_has_spelt_anew_is_the_same(link: str) -> None:
    new = document(8, id="moi", number="90/BC-STP", title="Báo cáo mới", url=URL)
    value, findings = after(new, put("2.1|done", "90/BC-STP", Form.EVIDENCE, link))
    assert findings == []
    assert value["evidence"]["moi"]["url"] == URL


def test_pages_without_a_document_are_named() -> None:
    _, findings = after(put("2.3|number", "5", Form.PAGES))
    assert [finding.rule for finding in findings] == ["workbook-row"]


# ── the workbook as such ──────────────────────────────────────────────────────────────────────────────────────────


def _without(column: str) -> Change:
    def change(book: Any) -> None:
        sheet = book[FORM]
        number = AT[Form(column)] + 1
        for row in range(1, 7):
            if sheet.cell(row=row, column=number).__class__.__name__ == "Cell":
                sheet.cell(row=row, column=number).value = None

    return change


def _delete(name: str) -> Change:
    return lambda book: book.remove(book[name])


def _version(book: Any) -> None:
    book["_parindex"]["B1"] = "99"


def _copied(book: Any) -> None:
    book.copy_worksheet(book[FORM])


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (_delete("_parindex"), "wb-no-mapping"),
        (_delete(FORM), "wb-no-sheet"),
        (_delete(DOCUMENTS), "wb-no-sheet"),
        (_version, "wb-version"),
        (_copied, "wb-sheet-twice"),
        (_without("answer"), "wb-column"),
    ],
)
def test_a_workbook_that_is_not_the_form_any_more_is_told_so(change: Change, problem: str) -> None:
    opened = open_workbook("bang.xlsx", changed(workbook(), change))
    assert [(finding.rule, finding.params["problem"]) for finding in opened.findings] == [("workbook-foreign", problem)]


def test_a_workbook_that_the_reader_chokes_on_is_told_to_be_at_fault() -> None:
    def shape(parts: dict[str, bytes]) -> None:
        parts["xl/workbook.xml"] = b"<workbook><oh"

    opened = open_workbook("bang.xlsx", repacked(workbook(), shape))
    assert [(finding.rule, finding.params["problem"]) for finding in opened.findings] == [
        ("workbook-refused", "wb-broken")
    ]


def test_no_text_of_a_filing_becomes_a_formula() -> None:
    cycle, result = filed()
    settings = office.settings_of(cycle, result)
    value: Mapping[str, Any] = settings.value
    nasty = '=HYPERLINK("https://evil.example","x")'
    answers = {**value["answers"], "1.1": {**value["answers"]["1.1"], "explanation": nasty}}
    data = office.made(office.settings_of(cycle, result, value={**value, "answers": answers}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        formulas = b"".join(re.findall(rb"<f>[^<]*</f>", b"".join(archive.read(name) for name in archive.namelist())))
    assert escape("evil").encode() not in formulas
    found, findings = taken(data)
    assert findings == []
    assert found.value["answers"]["1.1"]["explanation"] == nasty
