"""An answer that is no option."""

from typing import Any

from support.office import cell_of


def change(book: Any) -> None:
    cell_of(book, "1.1|option").value = "cơ bản đúng hạn"
