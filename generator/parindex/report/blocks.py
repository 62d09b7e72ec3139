"""A report as headings, sentences and tables, written for a terminal or as Markdown for a forge.

Everything in a block is plain text, whoever wrote it. The Markdown side turns every sign that could mean something to a
forge into an entity: no text of a filing becomes a link, a mention, an image, a quick action or a heading there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parindex.report.findings import visible

CELL = 300
"""Signs of one cell that are shown; the files hold the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 2 is the report's own."""

    text: str
    level: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows below a head, cells in the order of the head; the first `lead` cells name what a row is about."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lead: int = 1


Block = Heading | Line | Table


def as_terminal(blocks: Sequence[Block]) -> str:
    """Blocks as text: each row of a table is a few lines, so that nothing depends on the width of a window."""
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            text = visible(block.text)
            parts.append(f"\n{text}\n{'=' * len(text) if block.level == 2 else '-' * len(text)}")
        elif isinstance(block, Line):
            parts.append(visible(block.text))
        else:
            for row in block.rows:
                cells = [visible(_short(cell)) for cell in row]
                parts.append("  • " + "  ".join(cell for cell in cells[: block.lead] if cell))
                named = zip(block.head[block.lead :], cells[block.lead :], strict=True)
                parts += [f"      {head}: {cell}" for head, cell in named if cell]
    return "\n".join(parts).strip() + "\n"


def as_markdown(blocks: Sequence[Block], limit: int, cut: str) -> str:
    """Blocks as Markdown of at most `limit` signs; `cut` says that the rest was left out."""
    ending = f"\n{escaped(cut)}\n"
    told: list[str] = []
    left = limit - len(ending)
    for piece in _pieces(blocks):
        if len(piece) > left:
            return "".join(told) + ending
        told.append(piece)
        left -= len(piece)
    return "".join(told)


def _pieces(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield f"\n{'#' * block.level} {escaped(block.text)}\n\n"
        elif isinstance(block, Line):
            yield f"{escaped(block.text)}\n\n"
        elif block.rows:
            yield _row(block.head) + _row(["---"] * len(block.head), raw=True)
            for row in block.rows:
                yield _row([_short(cell) for cell in row])
            yield "\n"


def _row(cells: Sequence[str], *, raw: bool = False) -> str:
    return "| " + " | ".join(cells if raw else [escaped(cell) for cell in cells]) + " |\n"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= CELL else flat[: CELL - 1] + "…"


def escaped(text: str) -> str:
    """`text` with nothing left that Markdown, HTML or a forge would read as a command."""
    return "".join(_sign(sign) for sign in visible(text))


def _sign(sign: str) -> str:
    if sign in " ,;()" or sign.isalnum() or ord(sign) > 127:
        return sign
    # A mention or a reference is looked for in the finished text, after entities: an empty sign keeps them apart.
    return f"&#{ord(sign)};" + ("&#8203;" if sign in "@#!~%$" else "")
