"""A copy of a workbook with what was found in it: cells filled and commented, and a sheet that lists it all."""

import io
import warnings
from collections.abc import Sequence

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from parindex.excel.safety import parts
from parindex.excel.write import FONT, INPUT_COLOUR
from parindex.i18n.text import finding_text, label
from parindex.model.finding import Finding, Severity

AUTHOR = "parindex"
FILLS = {Severity.ERROR: "F8B4B4", Severity.WARNING: "FCE29A", Severity.NOTICE: "CFE2F3"}


def marked(data: bytes, findings: Sequence[Finding], lang: str) -> bytes:
    """The copy; marks of an earlier one are taken away first. NotSafe where the workbook must not be opened."""
    parts(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
    name = label("wb-sheet-faults", lang)
    if name in book.sheetnames:
        del book[name]
    for sheet in book.worksheets:
        _clear(sheet)
    told: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.place[:1] == ("cell",):
            told.setdefault((finding.place[1], finding.place[2]), []).append(finding)
    for (title, address), rows in told.items():
        _mark(book[title], address, rows, lang)
    _list(book, name, findings, lang)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _clear(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill = PatternFill("solid", fgColor=INPUT_COLOUR)


def _mark(sheet: Worksheet, address: str, findings: Sequence[Finding], lang: str) -> None:
    cell = sheet[address]
    for area in sheet.merged_cells.ranges:
        # Only the first cell of merged ones can hold anything.
        if address in area:
            cell = sheet.cell(row=area.min_row, column=area.min_col)
    order = list(Severity)
    worst = min((finding.severity for finding in findings), key=order.index)
    lines = ["\n→ ".join(finding_text(finding, lang)) for finding in findings]
    comment = Comment("\n\n".join(lines), AUTHOR, width=420, height=90 + 60 * len(lines))
    cell.comment = comment
    cell.fill = PatternFill("solid", fgColor=FILLS[worst])


def _list(book: Workbook, name: str, findings: Sequence[Finding], lang: str) -> None:
    sheet = book.create_sheet(name, 0)
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    for letter, width in zip("ABCD", (24, 12, 70, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet["A1"] = label("wb-fault-how", lang)
    heads = ("wb-fault-place", "wb-fault-severity", "wb-fault-message", "wb-fault-remedy")
    for column, key in enumerate(heads, 1):
        sheet.cell(row=3, column=column, value=label(key, lang)).font = Font(name=FONT, bold=True)
    order = list(Severity)
    for row, finding in enumerate(sorted(findings, key=lambda entry: order.index(entry.severity)), 4):
        message, remedy = finding_text(finding, lang)
        place = finding.place
        at_cell = place[:1] == ("cell",)
        where = f"{place[1]}!{place[2]}" if at_cell else finding.path
        texts = (where, label(f"severity-{finding.severity.value}", lang), message, remedy)
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row=row, column=column)
            # Set by its type, so that no text of a filing becomes a formula.
            cell.value, cell.data_type = text, "s"
            cell.font = Font(name=FONT)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if at_cell:
            quoted = place[1].replace("'", "''")
            sheet.cell(row=row, column=1).hyperlink = f"#'{quoted}'!{place[2]}"
            sheet.cell(row=row, column=1).font = Font(name=FONT, underline="single", color="0B5394")
        sheet.cell(row=row, column=1).fill = PatternFill("solid", fgColor=FILLS[finding.severity])
    sheet.freeze_panes = "A4"
