"""The appraiser's worksheet as a workbook: the same table as the CSV, with lists to choose from and locked columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from parindex.encode.worksheet import FILLED, REASON_CODES, Column, Conclusion
from parindex.excel.book import Book, Check, Page, Style, address
from parindex.excel.cells import BadCell, text_of
from parindex.excel.grid import Grid, read_grids
from parindex.excel.measure import lines_of
from parindex.excel.safety import NotSafe
from parindex.excel.tables import cell_place
from parindex.excel.write import workbook_bytes
from parindex.i18n.numbers import folded
from parindex.i18n.text import LANGUAGES, label
from parindex.model.finding import Finding, error

WIDTHS: Mapping[Column, float] = {
    Column.UNIT: 14,
    Column.NAME: 22,
    Column.CODE: 9,
    Column.CRITERION: 30,
    Column.MAX: 8,
    Column.DECLARED: 26,
    Column.CLAIMED: 9,
    Column.BEFORE: 9,
    Column.RISKS: 24,
    Column.EVIDENCE: 36,
    Column.EXPLANATION: 30,
    Column.EARLIER: 30,
    Column.REPLY: 30,
    Column.CYCLE: 14,
    Column.STAGE: 11,
    Column.NOTATION: 22,
    Column.VERDICT: 20,
    Column.FACTS: 20,
    Column.POINTS: 9,
    Column.REASON_CODE: 22,
    Column.REASON: 36,
    Column.ASKS: 11,
}
_QUIET = (Column.UNIT, Column.CYCLE, Column.STAGE)
_NUMBERS = (Column.MAX, Column.CLAIMED, Column.BEFORE, Column.POINTS)


def worksheet_workbook(table: Sequence[Sequence[str]], title: str, lang: str) -> bytes:
    """The worksheet whose cells `table` holds, heads first."""
    at = {column: number for number, column in enumerate(Column)}
    page = Page(
        name=label("wb-worksheet", lang),
        widths={at[column]: width for column, width in WIDTHS.items()},
        hidden_columns=frozenset(at[column] for column in _QUIET),
        frozen=(1, at[Column.CRITERION]),
        repeat_row=0,
        footer=title,
    )
    for column, text in zip(Column, table[0], strict=True):
        page.put(0, at[column], text, Style.HEAD)
    page.heights[0] = 34
    for row, cells in enumerate(table[1:], 1):
        lines = 1
        for column, text in zip(Column, cells, strict=True):
            centred = column in _NUMBERS or column is Column.ASKS
            style = Style.LEAF_SMALL
            if column in FILLED:
                style = Style.IN_CENTRE if centred else Style.IN_TEXT
            page.put(row, at[column], text, style)
            lines = max(lines, lines_of(text, WIDTHS[column] * 1.2))
        page.heights[row] = min(400, lines * 13 + 4)
    last = max(1, len(table) - 1)
    for column, words in (
        (Column.VERDICT, [label(f"choice-{verdict.value}", lang) for verdict in Conclusion]),
        (Column.REASON_CODE, [label(f"reason-{code}", lang) for code in REASON_CODES]),
        (Column.ASKS, ["x"]),
    ):
        page.checks.append(_listed(page, (1, at[column], last, at[column]), words, len(page.checks), lang))
    return workbook_bytes(Book(pages=(page,), first=page.name, title=title, author="parindex"))


def _listed(page: Page, area: tuple[int, int, int, int], words: Sequence[str], number: int, lang: str) -> Check:
    """A list of words, kept in the cells of a hidden column: a list inside a check may have 255 signs at most."""
    column = len(Column) + 1 + number
    page.hidden_columns |= {column}
    page.widths = {**page.widths, column: 4}
    for row, word in enumerate(words, 1):
        page.put(row, column, word, Style.HIDDEN)
    source = f"={address(1, column, fixed=True)}:{address(len(words), column, fixed=True)}"
    title, message = label("wb-check", lang), label("wb-check-choice", lang)
    return Check(area=area, kind="list", source=source, title=title, message=message)


def is_workbook(name: str, data: bytes) -> bool:
    """Whether a worksheet comes as a workbook, by its first bytes or its name."""
    return data[:2] == b"PK" or PurePosixPath(name).suffix.casefold() in (".xlsx", ".xlsm", ".xls")


def worksheet_of(path: str, data: bytes) -> tuple[list[list[str]], list[Finding], str]:
    """The cells of a worksheet that was filled in as a workbook, as texts, and the sheet's name.

    Rows and columns stand where they stood.
    """
    try:
        grids = read_grids(data)
    except NotSafe as bad:
        return [], [error("workbook-refused", path, (), 1, 1, problem=bad.problem, name=bad.detail)], ""
    grid = max(grids, key=_known, default=None)
    if grid is None:
        return [], [], ""
    findings: list[Finding] = []
    # What stands beyond the heads is ours, or nobody's.
    width = max((cell.column for cell in grid.row(0)), default=0) + 1
    table: list[list[str]] = []
    for row in range(grid.rows):
        texts = []
        for column in range(width):
            cell = grid.at(row, column)
            try:
                texts.append(text_of(cell))
            except BadCell as bad:
                findings.append(error(bad.rule, path, cell_place(grid.name, cell), row + 1, column + 1, **bad.params))
                texts.append("")
        table.append(texts)
    return table, findings, grid.name


def at_cells(findings: Iterable[Finding], path: str, sheet: str) -> list[Finding]:
    """Findings at rows and columns of a worksheet, at the cells of the workbook that it is, with their columns."""
    return [
        replace(finding, place=("cell", sheet, address(finding.line - 1, finding.column - 1), *finding.place[2:]))
        if finding.path == path and (finding.place[:1] == ("rows",) or finding.rule == "worksheet-form")
        else finding
        for finding in findings
    ]


def _known(grid: Grid) -> int:
    """How many heads of a worksheet a sheet has in its first row."""
    heads = {folded(label(f"sheet-{column.value}", lang)) for column in Column for lang in LANGUAGES}
    return sum(isinstance(cell.content, str) and folded(cell.content) in heads for cell in grid.row(0))
