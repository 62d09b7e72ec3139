"""The table of an annex as rows of text, wherever they come from, and the columns by the words over them."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from parindex.i18n.numbers import folded
from parindex.imports.annex.words import words
from parindex.load.document import read_text
from parindex.model.finding import Finding, Place, error

HEAD_ROWS = 40
"""The heads of the table stand within so many rows."""


class Sort(StrEnum):
    """What a cell held before it became text."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The text of a cell and where a reader finds it."""

    text: str
    line: int
    column: int
    sort: Sort = Sort.TEXT
    place: Place = ()

    @property
    def plain(self) -> str:
        """The text for comparing: one line, lower case, no diacritics."""
        return folded(" ".join(self.text.split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet or file; rows hold the cells that are not empty, by column."""

    path: str
    name: str
    rows: tuple[Mapping[int, Cell], ...]

    def at(self, cell: Cell) -> tuple[str, Place, int, int]:
        """File, place, line and column of a cell, as a finding is told them."""
        return self.path, cell.place, cell.line, cell.column + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A sheet whose columns are known; the rows of the table begin at `first`."""

    sheet: Sheet
    columns: Mapping[str, int]
    first: int
    heads: Mapping[int, Cell] = field(default_factory=dict)

    def row(self, number: int) -> "Row":
        """A row by its number."""
        return Row(annex=self, cells=self.sheet.rows[number])

    def rows(self) -> Iterator["Row"]:
        """The rows below the heads that hold anything; heads repeated on a new page and rows of numbers are passed."""
        heads = [cell.plain for cell in self.heads.values()]
        for number in range(self.first, len(self.sheet.rows)):
            row = self.row(number)
            told = [cell.plain for cell in row.cells.values()]
            if told and told != heads and not (number < self.first + 3 and _numbering(told)):
                yield row


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; its cells by the kind of column."""

    annex: Annex
    cells: Mapping[int, Cell]

    def cell(self, kind: str) -> Cell | None:
        """The cell below a kind of column, None where it is empty or there is no such column."""
        return self.cells.get(self.annex.columns.get(kind, -1))

    def text(self, kind: str) -> str:
        """The text of that cell, or an empty one."""
        cell = self.cell(kind)
        return cell.text if cell else ""

    @property
    def anywhere(self) -> Cell:
        """A cell to point at."""
        return self.cell("name") or self.cell("code") or next(iter(self.cells.values()))


def _numbering(told: list[str]) -> bool:
    """Whether a row only numbers the columns: 1 2 3, (1) (2) (3), A B 1 2."""
    bare = [text.strip("()[] ") for text in told]
    letters = [text for text in bare if len(text) == 1 and text.isalpha()]
    figures = bare[len(letters) :]
    if len(bare) < 3 or bare[: len(letters)] != letters or not figures or not re.fullmatch("[0-9]{1,2}", figures[0]):
        return False
    return figures == [str(number) for number in range(int(figures[0]), int(figures[0]) + len(figures))]


def clean(text: str) -> str:
    """A cell's text as a file of the repository may hold it: composed letters, no control or invisible signs."""
    kept = "".join(sign if sign in "\n\t" or unicodedata.category(sign)[0] != "C" else "" for sign in text)
    return unicodedata.normalize("NFC", kept).strip()


def sheet_of_csv(path: str, data: bytes) -> tuple[Sheet | None, list[Finding]]:
    """A CSV file as Excel or LibreOffice saves it: UTF-8 with or without its mark, `;`, `,` or tab between cells."""
    text, findings = read_text(path, data.removeprefix(b"\xef\xbb\xbf"))
    if text is None:
        return None, findings
    # A table from outside may spell its letters otherwise; what is written from it does not.
    sample = text[:20_000]
    delimiter = max(";\t,", key=lambda sign: (sample.count(sign) > 2 * sample.count("\n") // 3, ";\t,".find(sign) * -1))
    rows: list[Mapping[int, Cell]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            filled = {number: clean(cell) for number, cell in enumerate(cells) if clean(cell)}
            rows.append({at: Cell(text=cell, line=line, column=at) for at, cell in filled.items()})
            line = reader.line_num + 1
    except csv.Error as bad:
        return None, [error("table-syntax", path, (), line, 1, problem=str(bad))]
    return Sheet(path=path, name="", rows=tuple(rows)), []


def annex_of(sheet: Sheet, named: Mapping[str, str]) -> Annex | None:
    """The table in a sheet, by the words over its columns; `named` gives words of its own for some of them.

    None where no row names the criteria and their points.
    """
    own = {folded(" ".join(head.split())): kind for kind, head in named.items()}
    best: Annex | None = None
    for number in range(min(len(sheet.rows), HEAD_ROWS)):
        heads = dict(sheet.rows[number])
        columns = _columns(heads, own)
        below = sheet.rows[number + 1] if number + 1 < len(sheet.rows) else {}
        first = number + 1
        if "name" in columns and columns.get("name") not in below and columns.get("code") not in below:
            # Heads of two rows, the upper one merged over several columns.
            both = _columns({**heads, **below}, own)
            if "name" in both and len(both) >= len(columns):
                heads, columns, first = {**heads, **below}, both, number + 2
        if {"name", "max"} <= columns.keys() and (best is None or len(columns) > len(best.columns)):
            best = Annex(sheet=sheet, columns=columns, first=first, heads=heads)
    return best


def _columns(heads: Mapping[int, Cell], own: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in heads.items():
        kind = own.get(cell.plain) or next(
            (kind for kind, form in words().columns.items() if form.search(cell.plain)), None
        )
        if kind is not None and kind != "ignored":
            found.setdefault(kind, column)
    return found


def unread(annex: Annex) -> list[Cell]:
    """The heads of columns that hold something and are not read, those for filling in left out."""
    read = set(annex.columns.values())
    silent = words().columns["ignored"]
    return [
        cell
        for column, cell in sorted(annex.heads.items())
        if column not in read
        and not silent.search(cell.plain)
        and any(column in row for row in annex.sheet.rows[annex.first :])
    ]
