"""Thousands or decimals."""

from typing import Any

from support.office import cell_of


def change(book: Any) -> None:
    cell_of(book, "2.1|total").value = "1.234"
