"""What a paper says, whatever the format: head, lines, tables, signatures and how to verify it.

The parts and their order are those of administrative documents: Decree 30/2020/NĐ-CP of 5 March 2020 on clerical work,
Appendix I (form of documents, of annexes and of copies) and Appendix III (models, among them that of minutes).
Every text is plain text: no writer reads markup in it.
"""

from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap


class Kind(StrEnum):
    """Which paper it is, as the command calls it."""

    ANNEX = "annex"
    MINUTES = "minutes"
    SCORE_SHEET = "score-sheet"


FILE_NAMES = {Kind.ANNEX: "phu-luc", Kind.MINUTES: "bien-ban", Kind.SCORE_SHEET: "bang-diem"}
"""How the files begin; part of the site's addresses."""


class Format(StrEnum):
    """The file that is made of it."""

    DOCX = "docx"
    PDF = "pdf"


class Align(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; `width` in millimetres, 0 for the one that takes what is left."""

    head: str
    width: int = 0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table. Cell number `at` covers `span` columns, the others one each."""

    cells: tuple[str, ...]
    strong: bool = False
    at: int = 0
    span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a row of heads that is repeated on every page."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Style(StrEnum):
    """How a line of the body looks."""

    HEADING = "heading"
    TEXT = "text"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph of the body."""

    text: str
    style: Style = Style.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The upper part of the first page: authorities at the left, state and motto at the right.

    `parent` stands above the issuing authority, both in lines; it may be empty, and so may the number and the place
    with the date.
    """

    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    dated: str
    state: str
    motto: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A place for a signature; `here` says what is set there, `name` is empty where it is not known who will sign."""

    title: str
    here: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How a reader finds out that the paper says what the data say; `text` is what the QR code holds, if any."""

    title: str
    text: str
    alt: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper.

    `name` is its file name without ending, `what` names the paper in a list, `title` is the document's title for
    programs that read it out, `kind` and `heading` are the two lines above the body, `under` the lines in italics below
    them. `banner` stands on every page of what is no official paper (a draft, sample data); `foot` is at the foot of
    every page with how many pages there are, for which `pages` is a pattern (`{of}`); a page's number stands on top.
    """

    name: str
    what: str
    title: str
    head: Head
    kind: str
    heading: str
    under: tuple[str, ...]
    body: tuple[Line | Table, ...]
    recipients: tuple[str, ...]
    signatures: tuple[Signature, ...]
    proof: Proof
    pages: str
    foot: str
    banner: str = ""


def balanced(text: str, most: int = 24) -> tuple[str, ...]:
    """A name in as few lines of at most `most` letters as it needs, of lengths as even as can be."""
    fewest = len(wrap(text, most, break_long_words=False))
    width = most
    while width > 1 and len(wrap(text, width - 1, break_long_words=False)) == fewest:
        width -= 1
    return tuple(wrap(text, width, break_long_words=False))


def roman(number: int) -> str:
    """A number from 1 to 39 as Roman numeral, as parts of a paper are counted."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (number // 10) + ones[number % 10]
