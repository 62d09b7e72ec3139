"""An entry without its reason."""

from typing import Any

export = ("adjustments", "tinh-thu/2025")


def change(book: Any) -> None:
    sheet = book["Điểm cộng"]
    column = next(cell.column for cell in sheet[1] if cell.value == "reason")
    sheet.cell(row=8, column=column).value = None
