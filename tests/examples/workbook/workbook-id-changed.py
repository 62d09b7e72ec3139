"""A unit that was given another id."""

from typing import Any

export = ("roster", "tinh-thu")


def change(book: Any) -> None:
    book["Đơn vị"]["B8"].value = "so-noi-vu-va-lao-dong"
