"""A workbook as a value: what stands in which cell, and how. `write` makes its bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto


class Style(StrEnum):
    """How a cell looks and whether it may be changed; names of `write`'s formats."""

    PLAIN = auto()
    HIDDEN = auto()
    AUTHORITY = auto()
    MOTTO = auto()
    MOTTO_LINE = auto()
    TITLE = auto()
    SUBTITLE = auto()
    HEAD = auto()
    AREA = auto()
    AREA_CENTRE = auto()
    AREA_POINTS = auto()
    BRANCH = auto()
    BRANCH_CENTRE = auto()
    BRANCH_POINTS = auto()
    LEAF = auto()
    LEAF_SMALL = auto()
    CENTRE = auto()
    POINTS = auto()
    MUTED = auto()
    CLOSED = auto()
    COUNCIL = auto()
    IN_TEXT = auto()
    IN_CENTRE = auto()
    IN_LINK = auto()
    IN_COUNT = auto()
    IN_NUMBER = auto()
    IN_DATE = auto()
    SIGN = auto()
    GUIDE = auto()
    GUIDE_HEAD = auto()


Value = str | int | float | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell; `link` is an address that the text leads to, `cached` the result where the value is a formula."""

    value: Value
    style: Style
    link: str = ""
    formula: bool = False
    cached: str | float = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a spreadsheet lets into cells: a list, or a condition; `strict` refuses everything else."""

    area: tuple[int, int, int, int]
    kind: str
    source: str | Sequence[str] = ""
    title: str = ""
    message: str = ""
    strict: bool = True


@dataclass(slots=True, kw_only=True)
class Page:
    """A sheet while it is planned; `blocks` are the rows before which a printed page may end, where not all are."""

    name: str
    widths: Mapping[int, float]
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    frozen: tuple[int, int] | None = None
    repeat_row: int | None = None
    landscape: bool = True
    footer: str = ""
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    checks: list[Check] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    filter: tuple[int, int, int, int] | None = None

    def put(self, row: int, column: int, value: Value, style: Style, *, link: str = "") -> None:
        """A cell with a text, number or date, or with nothing yet; a text may lead to an address."""
        self.cells[row, column] = Cell(value=None if value == "" else value, style=style, link=link)

    def compute(self, row: int, column: int, formula: str, style: Style, result: str | float) -> None:
        """A cell with a formula and what it comes to."""
        self.cells[row, column] = Cell(value=formula, style=style, formula=True, cached=result)

    def wide(self, row: int, first: int, last: int, value: Value, style: Style, *, rows: int = 1) -> None:
        """One cell over several columns, and rows."""
        for down in range(rows):
            for column in range(first, last + 1):
                self.put(row + down, column, None, style)
        self.put(row, first, value, style)
        if rows > 1 or last > first:
            self.merges.append((row, first, row + rows - 1, last))


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A planned workbook; the sheet that is shown first, by its name."""

    pages: tuple[Page, ...]
    first: str
    title: str
    author: str


def address(row: int, column: int, *, fixed: bool = False) -> str:
    """The address of a cell from its row and column, counted from 0."""
    name = ""
    left = column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        name = chr(ord("A") + rest) + name
    return f"${name}${row + 1}" if fixed else f"{name}{row + 1}"
