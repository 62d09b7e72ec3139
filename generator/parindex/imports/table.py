"""Reads a CSV table as cells with their lines. Nothing is guessed: separator and decimal sign come from the map."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parindex.imports.fault import ImportFault
from parindex.model.points import is_decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: the line it ends on, and its trimmed cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as it was read; `comma` says that its figures have a decimal comma."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    comma: bool = False

    def figure(self, row: TableRow, column: str) -> str:
        """The figure in a cell with a decimal point and otherwise digit for digit; empty where the cell is.

        Raises ImportFault where the cell holds anything but a plain decimal.
        """
        text = row.cells.get(column, "")
        return plain_figure(text, row.line, column, comma=self.comma) if text else ""


def read_table(text: str, *, delimiter: str = ",", comma: bool = False) -> Table:
    """The table in `text`; ImportFault for a table without columns, with a column twice, or with ragged rows."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    try:
        columns = [cell.strip() for cell in next(reader, [])]
        if not any(columns):
            raise ImportFault("import-table-empty", 1)
        for number, column in enumerate(columns):
            if column in columns[:number]:
                raise ImportFault("import-column-twice", 1, column=column)
        rows: list[TableRow] = []
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(columns):
                counts = {"cells": str(len(cells)), "columns": str(len(columns))}
                raise ImportFault("import-row-ragged", reader.line_num, **counts)
            trimmed = (cell.strip() for cell in cells)
            rows.append(TableRow(line=reader.line_num, cells=dict(zip(columns, trimmed, strict=True))))
    except csv.Error as bad:
        raise ImportFault("import-table-broken", reader.line_num, problem=str(bad)) from bad
    return Table(columns=tuple(columns), rows=tuple(rows), comma=comma)


def plain_figure(text: str, line: int, column: str, *, comma: bool = False) -> str:
    """`text` with a decimal point, no digit added or taken; ImportFault where it is no plain decimal."""
    figure = text.replace(",", ".") if comma and "." not in text else text
    if not is_decimal(figure):
        raise ImportFault("import-bad-figure", line, column=column, value=text)
    return figure


def require_columns(table: Table, wanted: Sequence[tuple[str, str]]) -> None:
    """ImportFault for the first of (place in the map, column) that the table does not have."""
    for place, column in wanted:
        if column not in table.columns:
            raise ImportFault("import-no-column", place=place, column=column, options=", ".join(table.columns))
