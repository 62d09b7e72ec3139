"""An entry in the council's column."""

from typing import Any

from parindex.excel.layout import Form
from support.office import cell_of


def change(book: Any) -> None:
    cell_of(book, "1.1|option", Form.COUNCIL_POINTS).value = 2
