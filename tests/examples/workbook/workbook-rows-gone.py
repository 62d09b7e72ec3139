"""A row that was deleted."""

from typing import Any

export = ("survey", "tinh-thu/2025")


def change(book: Any) -> None:
    book["Số liệu điều tra"].delete_rows(8)
