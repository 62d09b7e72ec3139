"""A filled workbook of home affairs becomes the value of its file, with findings at the cells."""

from collections.abc import Callable, Mapping

from parindex.excel.campaign import Campaign
from parindex.excel.layout import Kind, Sheet
from parindex.excel.tables import Table, cell_place, unread
from parindex.excel.take import Opened
from parindex.excel.take_adjustments import take_adjustments
from parindex.excel.take_evidence import told
from parindex.excel.take_roster import take_roster
from parindex.excel.take_survey import take_survey
from parindex.excel.taken import Taken
from parindex.model.finding import error, warning

_TAKERS: Mapping[Kind, Callable[[Mapping[Sheet, Table], Campaign, Taken], None]] = {
    Kind.SURVEY: take_survey,
    Kind.ADJUSTMENTS: take_adjustments,
    Kind.ROSTER: take_roster,
}


def campaign_of(opened: Opened, campaign: Campaign) -> Taken:
    """What the sheets of a workbook say; what `campaign` holds already gives the order of what is known."""
    taken = Taken()
    first = next(iter(opened.tables.values()))
    taken.places[()] = first.place(first.grid.at(first.first, first.columns.get("key", 0) + 1))
    _TAKERS[opened.kind](opened.tables, campaign, taken)
    # In a survey a column that was put in is about persons until somebody shows that it is not.
    persons = opened.kind is Kind.SURVEY
    for table in opened.tables.values():
        for cell in table.strays():
            where = table.place(cell)
            if persons and table.sheet is Sheet.COUNTS:
                taken.findings.append(error("workbook-survey-column", *where, value=told(cell)))
            else:
                taken.findings.append(warning("workbook-cell-unread", *where, value=told(cell)))
    for grid in unread(opened.grids, opened.tables):
        cell = min(grid.cells.values(), key=lambda held: (held.row, held.column))
        place = cell_place(grid.name, cell)
        taken.findings.append(
            warning("workbook-sheet-unread", opened.path, place, cell.row + 1, cell.column + 1, name=grid.name)
        )
    return taken
