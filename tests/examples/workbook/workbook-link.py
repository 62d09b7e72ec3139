"""A document of the list that leads elsewhere."""

from typing import Any

from parindex.excel.layout import Form
from support.office import cell_of


def change(book: Any) -> None:
    cell = cell_of(book, "2.1|done", Form.EVIDENCE)
    cell.hyperlink = "https://noi-khac.example/88-bc.pdf"
    cell.value = "88/BC-STP"
