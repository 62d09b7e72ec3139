"""A sheet that somebody has added."""

from typing import Any

export = ("survey", "tinh-thu/2025")


def change(book: Any) -> None:
    book.create_sheet("Phiếu chi tiết")["A1"] = "Phiếu số"
