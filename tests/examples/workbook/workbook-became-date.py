"""Pages that a spreadsheet program took for a day."""

from datetime import date
from typing import Any

from parindex.excel.layout import Form
from support.office import cell_of


def change(book: Any) -> None:
    cell_of(book, "1.2|done", Form.PAGES).value = date(2026, 4, 1)
