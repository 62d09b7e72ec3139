"""Finds the sheets and columns of a workbook again: by hidden keys, or by the words over the columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parindex.excel.grid import Grid, Held
from parindex.excel.layout import (
    GUIDE,
    MAGIC,
    MAPPING_SHEET,
    MARK,
    NEEDED,
    REQUIRED,
    SHEETS,
    UNIT_KEY,
    UNITS_COLUMN,
    VERSION,
    Form,
    Kind,
    Sheet,
    heads,
    is_column,
)
from parindex.i18n.numbers import folded
from parindex.i18n.text import LANGUAGES, label
from parindex.model.finding import Finding, Place, error

HEAD_ROWS = 30
"""The heads of a table stand within so many rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet whose columns are known; its own rows begin at `first`."""

    path: str
    sheet: Sheet
    grid: Grid
    columns: dict[str, int]
    first: int

    def at(self, row: int, column: str) -> Held:
        """A cell by the name of its column."""
        return self.grid.at(row, self.columns.get(column))

    def place(self, cell: Held) -> tuple[str, Place, int, int]:
        """File, place, row and column of a cell, as a finding is told them."""
        return self.path, cell_place(self.grid.name, cell), cell.row + 1, cell.column + 1

    def strays(self) -> Iterator[Held]:
        """The first entry of every column that is none of ours, its head included."""
        known = {0, *self.columns.values()}
        seen: set[int] = set()
        for row in range(max(0, self.first - 1), self.grid.rows):
            for cell in self.grid.row(row):
                if cell.column not in known | seen:
                    seen.add(cell.column)
                    yield cell

    def rows(self) -> Iterator[int]:
        """The rows below the heads."""
        return iter(range(self.first, self.grid.rows))


def cell_place(sheet: str, cell: Held) -> Place:
    """The place of a cell: sheet and address."""
    return ("cell", sheet, cell.address)


def mapping_of(grids: list[Grid]) -> dict[str, str] | None:
    """What the hidden sheet says of the workbook; None where there is no such sheet."""
    for grid in grids:
        if grid.at(0, 0).content == MAGIC:
            pairs = ((grid.at(row, 0).content, grid.at(row, 1).content) for row in range(min(grid.rows, 50)))
            told: dict[str, str] = {key: _text(value) for key, value in pairs if isinstance(key, str)}
            return told
    return None


def chosen_unit(grids: Sequence[Grid], form: Table) -> str:
    """The id of the unit that was chosen in a workbook made for several; empty where none was."""
    row = next((row for row in range(form.first) if form.at(row, "key").content == UNIT_KEY), 0)
    lists = next(grid for grid in grids if grid.at(0, 0).content == MAGIC)
    said = _spelt(form.at(row, Form.CODE).content)
    for number in range(lists.rows):
        name, unit = (lists.at(number, UNITS_COLUMN + step).content for step in (0, 1))
        if isinstance(unit, str) and said and said in (_spelt(name), _spelt(unit)):
            return unit
    return ""


def _spelt(content: Any) -> str:
    return folded(" ".join(content.split())) if isinstance(content, str) else ""


def _text(value: Any) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value or "")


def tables_of(path: str, grids: list[Grid], mapping: dict[str, str]) -> tuple[dict[Sheet, Table], list[Finding]]:
    """The known sheets, and what is wrong with them as tables."""
    if mapping.get(MAGIC) != VERSION:
        version = mapping.get(MAGIC, "")
        return {}, [error("workbook-foreign", path, (), 1, 1, problem="wb-version", name=version)]
    kind = Kind(mapping["kind"])
    found: dict[Sheet, Table] = {}
    findings: list[Finding] = []
    for grid in grids:
        table = _table(path, grid, SHEETS[kind])
        if table is None:
            continue
        if table.sheet in found:
            # A copied sheet: nobody knows which of the two is meant.
            first = found[table.sheet].grid.name
            names = f"“{first}”, “{grid.name}”"
            findings.append(error("workbook-foreign", path, (), 1, 1, problem="wb-sheet-twice", name=names))
            continue
        found[table.sheet] = table
        for column in NEEDED[table.sheet]:
            if column not in table.columns:
                words = next(word for word, key in heads(table.sheet).items() if key == column)
                name = f"“{words}” ({grid.name})"
                findings.append(error("workbook-foreign", path, (), 1, 1, problem="wb-column", name=name))
    for sheet in REQUIRED[kind]:
        if sheet not in found and not findings:
            name = f"“{label(f'wb-sheet-{sheet.value}', 'vi')}”"
            findings.append(error("workbook-foreign", path, (), 1, 1, problem="wb-no-sheet", name=name))
    return found, findings


def unread(grids: Iterable[Grid], tables: Mapping[Sheet, Table]) -> list[Grid]:
    """The sheets that somebody has added: with something in them, and none of ours."""
    ours = {table.grid.name for table in tables.values()}
    ours |= {MAPPING_SHEET, *(label("wb-sheet-faults", lang) for lang in LANGUAGES)}
    return [grid for grid in grids if grid.cells and grid.name not in ours and _marked(grid) != GUIDE]


def _marked(grid: Grid) -> str:
    return next((mark.removeprefix(MARK) for _, _, mark in _marks(grid)), "")


def _marks(grid: Grid) -> Iterator[tuple[int, Held, str]]:
    for row in range(min(grid.rows, HEAD_ROWS)):
        for cell in grid.row(row):
            if isinstance(cell.content, str) and cell.content.startswith(MARK):
                yield row, cell, cell.content


def _table(path: str, grid: Grid, sheets: Sequence[Sheet]) -> Table | None:
    for row, cell, mark in _marks(grid):
        kind = mark.removeprefix(MARK)
        if kind in sheets:
            return _keyed(path, grid, Sheet(kind), row, cell)
    # Two kinds of sheets may have the same words over their columns: its name tells which one is meant.
    named = sorted(sheets, key=lambda sheet: all(label(f"wb-sheet-{sheet.value}", x) != grid.name for x in LANGUAGES))
    return _worded(path, grid, named)


def _keyed(path: str, grid: Grid, sheet: Sheet, row: int, mark: Held) -> Table:
    columns = {"key": mark.column}
    for cell in grid.row(row):
        if isinstance(cell.content, str) and is_column(sheet, cell.content):
            columns.setdefault(cell.content, cell.column)
    worded = _worded(path, grid, [sheet], after=row)
    return Table(path=path, sheet=sheet, grid=grid, columns=columns, first=worded.first if worded else row + 1)


def _worded(path: str, grid: Grid, sheets: Sequence[Sheet], after: int = -1) -> Table | None:
    """The table by the words over its columns, where at least half of those that are needed are there."""
    for sheet in sheets:
        words = {folded(" ".join(text.split())): key for text, key in heads(sheet).items()}
        for row in range(after + 1, min(grid.rows, HEAD_ROWS)):
            columns: dict[str, int] = {}
            for cell in grid.row(row):
                if isinstance(cell.content, str):
                    key = words.get(folded(" ".join(cell.content.split())))
                    if key is not None:
                        columns.setdefault(key, cell.column)
            if 2 * len(set(columns) & set(NEEDED[sheet])) >= len(NEEDED[sheet]):
                return Table(path=path, sheet=sheet, grid=grid, columns=columns, first=row + 1)
    return None
