"""Pages without a document."""

from typing import Any

from parindex.excel.layout import Form
from support.office import cell_of


def change(book: Any) -> None:
    cell_of(book, "2.3|number", Form.PAGES).value = "5"
