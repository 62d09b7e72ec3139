"""Texts that wait on the disk until their page is written, so that a country's papers are never held together.

What waits has been written in some process of a build into a file of its folder, many texts one after another; any
process of that build can ask for it.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import overload


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A text that waits in a file among others."""

    file: str
    start: int
    end: int

    def text(self) -> bytes:
        """The text."""
        return _content(self.file)[self.start : self.end]


Text = bytes | Waiting
"""A text in UTF-8, or where it waits."""


def text_of(text: Text) -> bytes:
    """The text, wherever it is."""
    return text if isinstance(text, bytes) else text.text()


class WaitingRows(Sequence[bytes]):
    """Texts that wait in a file one after another, of which one is asked for at a time."""

    __slots__ = ("_bounds", "_file")

    def __init__(self, file: str, bounds: "array[int]") -> None:
        """`bounds` are where each text starts, and where the last one ends."""
        self._file = file
        self._bounds = bounds

    def __len__(self) -> int:
        return len(self._bounds) - 1

    @overload
    def __getitem__(self, place: int) -> bytes: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[bytes, ...]: ...
    def __getitem__(self, place: int | slice) -> bytes | tuple[bytes, ...]:
        if isinstance(place, slice):
            return tuple(self[at] for at in range(*place.indices(len(self))))
        at = range(len(self))[place]
        return _content(self._file)[self._bounds[at] : self._bounds[at + 1]]

    def lies(self, place: int) -> tuple[str, int]:
        """The file in which a text waits, and where in it."""
        return self._file, self._bounds[place]


def all_at(rows: Sequence[Sequence[bytes]], place: int) -> list[bytes]:
    """The text at a place of each of some rows; those that wait are read in the order in which they lie there."""

    def lies(at: int) -> tuple[str, int]:
        row = rows[at]
        return row.lies(place) if isinstance(row, WaitingRows) else ("", 0)

    texts = {at: rows[at][place] for at in sorted(range(len(rows)), key=lies)}
    return [texts[at] for at in range(len(rows))]


class Shelf:
    """Collects the texts of one file; they can be asked for when its content has been written there."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._content = bytearray()

    def put(self, text: bytes) -> Waiting:
        """Where a text waits from now on."""
        start = len(self._content)
        self._content += text
        return Waiting(file=str(self.file), start=start, end=len(self._content))

    def put_rows(self, rows: Sequence[bytes]) -> WaitingRows:
        """Where texts wait that belong together."""
        return WaitingRows(str(self.file), array("Q", self._bounds(rows)))

    def _bounds(self, rows: Sequence[bytes]) -> Iterator[int]:
        yield len(self._content)
        for row in rows:
            self._content += row
            yield len(self._content)

    def content(self) -> bytes:
        """All texts, as the file is to hold them."""
        return bytes(self._content)


@lru_cache(2)
def _content(file: str) -> mmap | bytes:
    """A whole file, of which only what is asked for is read; neighbours are asked for one after another."""
    with Path(file).open("rb") as opened:
        # An empty file cannot be mapped.
        return mmap(opened.fileno(), 0, access=ACCESS_READ) if Path(file).stat().st_size else b""
