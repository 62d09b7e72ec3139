"""A unit that is not in the roster."""

from typing import Any

export = ("survey", "tinh-thu/2025")


def change(book: Any) -> None:
    book["Số liệu điều tra"]["C8"].value = "Sở Nội vụ và Lao động"
