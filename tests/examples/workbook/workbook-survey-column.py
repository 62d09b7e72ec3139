"""A column of names beside the counts."""

from typing import Any

export = ("survey", "tinh-thu/2025")


def change(book: Any) -> None:
    sheet = book["Số liệu điều tra"]
    sheet.cell(row=7, column=sheet.max_column + 1).value = "Họ và tên người trả lời"
    sheet.cell(row=8, column=sheet.max_column).value = "Người được hỏi"
