"""The sheets of a workbook as the rows of text that an annex is read from."""

from datetime import date

from parindex.excel.cells import digits_of
from parindex.excel.cells import shown as shown_content
from parindex.excel.grid import Grid, Held, read_grids
from parindex.excel.safety import NotSafe
from parindex.excel.tables import cell_place
from parindex.imports.annex.sheet import Cell, Sheet, Sort, clean
from parindex.model.finding import Finding, error


def sheets_of_workbook(path: str, data: bytes) -> tuple[list[Sheet], list[Finding]]:
    """The sheets; where the file must not be opened, that is the only finding."""
    try:
        grids = read_grids(data)
    except NotSafe as bad:
        return [], [error("workbook-refused", path, (), 1, 1, problem=bad.problem, name=bad.detail)]
    return [_sheet(path, grid) for grid in grids if grid.cells], []


def _sheet(path: str, grid: Grid) -> Sheet:
    lines = ([_cell(grid, held) for held in grid.row(number)] for number in range(grid.rows))
    rows = ({cell.column: cell for cell in cells if cell.text} for cells in lines)
    return Sheet(path=path, name=grid.name, rows=tuple(rows))


def _cell(grid: Grid, held: Held) -> Cell:
    content = held.content
    sort, text = Sort.TEXT, shown_content(content)
    if held.formula or held.fault:
        sort, text = Sort.FORMULA, held.formula or str(content)
    elif isinstance(content, date):
        sort = Sort.DATE
    elif isinstance(content, float):
        sort = Sort.NUMBER
        text = f"{digits_of(content * 100)}%" if held.percent else text
    return Cell(text=clean(text), line=held.row + 1, column=held.column, sort=sort, place=cell_place(grid.name, held))
