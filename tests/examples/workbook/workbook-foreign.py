"""A workbook without its hidden part."""

from typing import Any


def change(book: Any) -> None:
    book.remove(book["_parindex"])
