"""A document that the list does not have."""

from typing import Any

from parindex.excel.layout import Form
from support.office import cell_of


def change(book: Any) -> None:
    cell = cell_of(book, "2.1|done", Form.EVIDENCE)
    cell.hyperlink = None
    cell.value = "xem bản giấy"
