"""A comment that belongs to an entry that is not in the workbook."""

from typing import Any

export = ("adjustments", "tinh-thu/2025")
repository = {
    "submissions/tinh-thu/2025/adjustments.yaml": (
        "penalty:\n",
        "penalty:\n  # Theo biên bản số 12\n",
    )
}


def change(book: Any) -> None:
    for cell in book["Điểm trừ"][8]:
        cell.value = None
