"""The bytes of a planned workbook.

XlsxWriter makes them: it stores results beside formulas, so that a viewer that does not compute shows the points too.
Every text is written as text, whatever it begins with (threat 22), and the same plan gives the same bytes.
"""

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from parindex.excel.book import Book, Cell, Check, Page, Style
from parindex.excel.measure import BOTTOM, SIDE, TOP, page_breaks

FONT = "Times New Roman"
_BORDER = {"border": 1, "border_color": "#9AA5B1"}
_WRAP = {"text_wrap": True, "valign": "top"}
_CENTRE = {"align": "center", "valign": "vcenter", "text_wrap": True}
INPUT_COLOUR = "FFFBE0"
_INPUT = {**_BORDER, "bg_color": f"#{INPUT_COLOUR}", "locked": False}
_POINTS = "0.00##"

_STYLES: Mapping[Style, Mapping[str, Any]] = {
    Style.PLAIN: {},
    Style.HIDDEN: {"font_color": "#8A94A0", "num_format": "@"},
    Style.AUTHORITY: {**_CENTRE, "font_size": 11},
    Style.MOTTO: {**_CENTRE, "bold": True},
    Style.MOTTO_LINE: {**_CENTRE, "bold": True, "underline": 1},
    Style.TITLE: {**_CENTRE, "bold": True, "font_size": 14},
    Style.SUBTITLE: {**_CENTRE, "italic": True},
    Style.HEAD: {**_CENTRE, **_BORDER, "bold": True, "font_size": 10, "bg_color": "#DCE6F1"},
    Style.AREA: {**_BORDER, "bold": True, "valign": "vcenter", "text_wrap": True, "bg_color": "#E9EFF7"},
    Style.AREA_CENTRE: {**_BORDER, **_CENTRE, "bold": True, "bg_color": "#E9EFF7", "num_format": "0.####"},
    Style.AREA_POINTS: {**_BORDER, **_CENTRE, "bold": True, "bg_color": "#E9EFF7", "num_format": "0.00"},
    Style.BRANCH: {
        **_BORDER,
        "bold": True,
        "italic": True,
        "valign": "vcenter",
        "text_wrap": True,
        "bg_color": "#F5F8FC",
    },
    Style.BRANCH_CENTRE: {**_BORDER, **_CENTRE, "bold": True, "bg_color": "#F5F8FC", "num_format": "0.####"},
    Style.BRANCH_POINTS: {**_BORDER, **_CENTRE, "bold": True, "bg_color": "#F5F8FC", "num_format": "0.00"},
    Style.LEAF: {**_BORDER, **_WRAP},
    Style.LEAF_SMALL: {**_BORDER, **_WRAP, "font_size": 10},
    Style.CENTRE: {**_BORDER, **_WRAP, "align": "center", "num_format": "0.####"},
    Style.POINTS: {**_BORDER, **_WRAP, "align": "center", "bold": True, "num_format": _POINTS},
    Style.MUTED: {**_BORDER, **_WRAP, "italic": True, "font_size": 10, "font_color": "#5B6673"},
    Style.CLOSED: {**_BORDER, "bg_color": "#EEEEEE"},
    Style.COUNCIL: {**_BORDER, **_WRAP, "bg_color": "#F3EFF7"},
    Style.IN_TEXT: {**_INPUT, **_WRAP, "num_format": "@"},
    Style.IN_CENTRE: {**_INPUT, **_WRAP, "align": "center", "num_format": "@"},
    Style.IN_LINK: {**_INPUT, **_WRAP, "num_format": "@", "font_color": "#0B5394", "underline": 1},
    Style.IN_COUNT: {**_INPUT, "align": "center", "valign": "top", "num_format": "#,##0"},
    Style.IN_NUMBER: {**_INPUT, "align": "center", "valign": "top"},
    Style.IN_DATE: {**_INPUT, "align": "center", "valign": "top", "num_format": "dd/mm/yyyy"},
    Style.SIGN: {**_CENTRE, "bold": True},
    Style.GUIDE: {"text_wrap": True, "valign": "top"},
    Style.GUIDE_HEAD: {"bold": True, "font_size": 13, "valign": "vcenter", "text_wrap": True},
}


def workbook_bytes(book: Book, *, results: bool = True) -> bytes:
    """The workbook as a file; without `results` a spreadsheet program has to compute every formula itself."""
    data = io.BytesIO()
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        # Widths of columns are counted in signs of this font: one that every machine has, or one of its measure.
        "default_format_properties": {"font_name": FONT, "font_size": 11},
    }
    with xlsxwriter.Workbook(data, settings) as made:
        made.set_properties({"title": book.title, "author": book.author, "created": datetime(2000, 1, 1)})
        formats = {
            style: made.add_format({"font_name": FONT, "font_size": 11, **look}) for style, look in _STYLES.items()
        }
        for page in book.pages:
            _sheet(made, page, formats, results=results)
        made.get_worksheet_by_name(book.first).activate()
    return data.getvalue()


def _sheet(made: Workbook, page: Page, formats: Mapping[Style, Format], *, results: bool) -> None:
    sheet = made.add_worksheet(page.name)
    for column, width in page.widths.items():
        sheet.set_column(column, column, width, None, {"hidden": column in page.hidden_columns})
    for row in sorted({*page.heights, *page.hidden_rows}):
        sheet.set_row(row, page.heights.get(row), None, {"hidden": row in page.hidden_rows})
    for area in page.merges:
        sheet.merge_range(*area, "", formats[page.cells[area[0], area[1]].style])
    for (row, column), cell in page.cells.items():
        _put(sheet, row, column, cell, formats[cell.style], results=results)
    for check in page.checks:
        _check(sheet, check)
    if page.frozen:
        sheet.freeze_panes(*page.frozen)
    if page.filter:
        sheet.autofilter(*page.filter)
    if page.hidden:
        sheet.hide()
    _paper(sheet, page)
    sheet.protect(
        "",
        {
            "insert_rows": True,
            "format_cells": True,
            "format_columns": True,
            "format_rows": True,
            "insert_hyperlinks": True,
            "autofilter": True,
            "select_locked_cells": True,
        },
    )


def _put(sheet: Worksheet, row: int, column: int, cell: Cell, look: Format, *, results: bool) -> None:
    value = cell.value
    if value is None:
        sheet.write_blank(row, column, None, look)
    elif cell.formula:
        sheet.write_formula(row, column, str(value), look, cell.cached if results else 0)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, look)
    # A link first, its text after it: whatever the text begins with, it stays text.
    elif cell.link:
        sheet.write_url(row, column, cell.link, look, string=str(value))
    else:
        sheet.write_string(row, column, str(value), look)


def _check(sheet: Worksheet, check: Check) -> None:
    options: dict[str, Any] = {
        "validate": check.kind,
        "ignore_blank": True,
        "show_error": check.strict,
        "error_title": check.title[:32],
        "error_message": check.message[:255],
    }
    options["source" if check.kind == "list" else "value"] = check.source
    sheet.data_validation(*check.area, options)


def _paper(sheet: Worksheet, page: Page) -> None:
    sheet.set_paper(9)
    if page.landscape:
        sheet.set_landscape()
    if page.blocks:
        scale, breaks = page_breaks(page)
        sheet.set_print_scale(scale)
        sheet.set_h_pagebreaks(breaks)
    else:
        sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=SIDE, right=SIDE, top=TOP, bottom=BOTTOM)
    sheet.hide_gridlines(2)
    if page.repeat_row is not None:
        sheet.repeat_rows(page.repeat_row)
    footer = page.footer.replace("&", "&&")
    sheet.set_footer(f'&L&"{FONT},Italic"&9{footer}&R&"{FONT},Regular"&9&P/&N')
