"""The cells of a workbook as they were typed: text, number, date, formula, and the address that a cell leads to.

openpyxl reads the file, whoever wrote it; `safety` has looked at it before. What Excel and LibreOffice spell unlike
each other (a number's last digits, escaped signs, an address that is split) is alike from here on.
"""

import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from parindex.excel.book import address
from parindex.excel.safety import LAST_COLUMN, LAST_ROW, NotSafe, parts

Content = str | float | date | bool | None

# Signs that XML does not take, as spreadsheet programs spell them; the end of a line foremost.
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f])_")
_LINE = re.compile(rb"""(<(?:\w+:)?(?:left|right|top|bottom|diagonal|start|end)\b[^<>]*?)\sstyle=["'][a-zA-Z]*["']""")
_HYPERLINK = re.compile(
    r'=\s*(?:_xlfn\.)?HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*("(?:[^"]|"")*"|[0-9.]+)\s*)?\)\s*', re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What one cell holds; `formula` is its text where it computes, and `percent` whether it is shown in percent."""

    row: int
    column: int
    content: Content = None
    formula: str = ""
    link: str = ""
    percent: bool = False
    fault: bool = False

    @property
    def address(self) -> str:
        """The address that people know."""
        return address(self.row, self.column)

    @property
    def blank(self) -> bool:
        """Whether there is nothing in it."""
        return self.content is None and not self.formula and not self.link


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A sheet; rows and columns count from 0. `epoch` is the day 0 of the workbook's calendar."""

    name: str
    cells: Mapping[tuple[int, int], Held]
    rows: int
    columns: int
    epoch: datetime = field(default=datetime(1899, 12, 30))

    def at(self, row: int, column: int | None) -> Held:
        """A cell, also one that nobody has touched."""
        held = self.cells.get((row, column)) if column is not None else None
        return held or Held(row=row, column=column or 0)

    def row(self, row: int) -> Iterator[Held]:
        """The cells of a row that hold something."""
        for column in range(self.columns):
            held = self.cells.get((row, column))
            if held is not None and not held.blank:
                yield held


def read_grids(data: bytes) -> list[Grid]:
    """The sheets of a workbook; NotSafe where it must not be opened or cannot be read."""
    found = parts(data)
    try:
        with warnings.catch_warnings():
            # What openpyxl does not know (a theme, an extension of a validation) holds no answer of a unit.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(_looked_at(found), keep_links=False)
            return [_grid(sheet, book.epoch) for sheet in book.worksheets]
    except NotSafe:
        raise
    except Exception as bad:
        # A reader of foreign files may fail in any way; the file is told to be at fault, not the program.
        raise NotSafe("wb-broken", type(bad).__name__) from bad


def _looked_at(found: Mapping[str, bytes]) -> io.BytesIO:
    """The very parts that `safety` has seen, packed again; without the lines around cells.

    openpyxl draws the lines around merged cells anew on reading, which takes nine tenths of its time.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in found.items():
            archive.writestr(name, _LINE.sub(rb"\1", part) if name.endswith("styles.xml") else part)
    packed.seek(0)
    return packed


def _grid(sheet: Worksheet, epoch: datetime) -> Grid:
    rows, columns = min(sheet.max_row, LAST_ROW), min(sheet.max_column, LAST_COLUMN)
    cells: dict[tuple[int, int], Held] = {}
    last_row = last_column = 0
    for line in sheet.iter_rows(max_row=rows, max_col=columns):
        for cell in line:
            if isinstance(cell, MergedCell):
                continue
            held = _held(cell)
            if not held.blank:
                cells[held.row, held.column] = held
                last_row, last_column = max(last_row, held.row), max(last_column, held.column)
    first = epoch if epoch.year > 1900 else datetime(1899, 12, 30)
    return Grid(name=sheet.title, cells=cells, rows=last_row + 1, columns=last_column + 1, epoch=first)


def _held(cell: Any) -> Held:
    value, formula, link = cell.value, "", ""
    if cell.hyperlink is not None:
        link = str(cell.hyperlink.target or "")
        if link and cell.hyperlink.location:
            link = f"{link}#{cell.hyperlink.location}"
    fault = cell.data_type == "e"
    if cell.data_type == "f":
        formula = value if isinstance(value, str) else str(getattr(value, "text", None) or value)
        found = _HYPERLINK.fullmatch(formula)
        value = None
        if found:
            link = found[1].replace('""', '"')
            shown = found[2] or ""
            value = shown[1:-1].replace('""', '"') if shown.startswith('"') else shown or link
            formula = ""
    percent = "%" in str(cell.number_format or "")
    return Held(
        row=cell.row - 1,
        column=cell.column - 1,
        content=_content(value),
        formula=formula,
        link=link,
        percent=percent,
        fault=fault,
    )


def _content(value: Any) -> Content:
    if isinstance(value, str):
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = text.strip()
        return text or None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, timedelta | time):
        return str(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value)
    return value if isinstance(value, date) else None
