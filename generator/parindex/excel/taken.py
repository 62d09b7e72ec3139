"""What a workbook says, gathered while it is read: the value of a file, where each part of it stands, what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from parindex.excel.cells import BadCell
from parindex.excel.grid import Held
from parindex.excel.layout import Sheet, head_key
from parindex.excel.tables import Table
from parindex.model.finding import Finding, Place, error

Where = tuple[str, Place, int, int]

_SHEETS: Mapping[str, Sheet] = {
    "evidence": Sheet.DOCUMENTS,
    "approval": Sheet.APPROVAL,
    "contributors": Sheet.CONTRIBUTORS,
}
"""The sheets on which the parts of a file stand whose keys are their columns or questions."""


@dataclass(slots=True, kw_only=True)
class Taken:
    """A value under construction; `places` lead from parts of the value to the cells that they came from."""

    value: dict[str, Any] = field(default_factory=dict)
    places: dict[Place, Where] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def read(self, table: Table, cell: Held, reader: Callable[[Held], str], *place: str) -> str:
        """The text of a cell that becomes the part at `place`; empty where the cell has a fault."""
        try:
            text = reader(cell)
        except BadCell as bad:
            self.findings.append(error(bad.rule, *table.place(cell), **bad.params))  # rules: see `cells`
            return ""
        if text and place:
            self.places[place] = table.place(cell)
        elif place:
            # What is missing is told at the cell that is empty.
            self.places.setdefault(place, table.place(cell))
        return text

    def located(self, finding: Finding) -> Finding:
        """A finding of the checker on the value, at the cell that the value came from; else as it is."""
        place = finding.place
        if finding.rule == "missing-key":
            # What is missing has a heading on its sheet, and most often an empty cell.
            key = finding.params["key"]
            sheet = _SHEETS.get(place[0]) if place else None
            called = head_key(sheet, key) if sheet is not None else key
            finding = replace(finding, params={**finding.params, "called": called})
            place = (*place, key)
        while place and place not in self.places:
            place = place[:-1]
        # What concerns the filing as a whole stands where the places begin.
        where = self.places.get(place)
        if where is None:
            return finding
        path, at, line, column = where
        return replace(finding, path=path, place=at, line=line, column=column)
