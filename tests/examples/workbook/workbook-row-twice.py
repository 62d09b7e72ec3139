"""A copied row that says something else."""

from typing import Any

from parindex.excel.layout import Form
from support.office import cell_of


def change(book: Any) -> None:
    cell_of(book, "1.2|excused", Form.KEY).value = "1.2|done"
    cell_of(book, "1.2|done", Form.ANSWER).offset(row=2).value = 48
