"""How high rows must be for their texts, and which of them stand on a printed page together.

Spreadsheet programs do not measure merged cells themselves, and break pages in the middle of them.
"""

from math import ceil

from parindex.excel.book import Page

LINE_POINTS = 13.8
SMALL_LINE_POINTS = 12.6
TALLEST = 400

SIDE, TOP, BOTTOM = 0.4, 0.5, 0.6
"""Margins of a printed page, in inches."""

INCH = 72
LONG, SHORT = 11.69, 8.27
"""The sides of A4, in inches."""

SLACK = 0.97
"""Programs and printers differ by a few points in what they put on a page."""

USUAL_HEIGHT = 15.0


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a cell of so many signs."""
    return sum(max(1, ceil(len(part) / width)) for part in text.split("\n")) if text else 0


def page_breaks(page: Page) -> tuple[int, list[int]]:
    """The scale in percent at which the columns fit on A4, and the rows before which pages end, at blocks only."""
    across, down = (LONG, SHORT) if page.landscape else (SHORT, LONG)
    # A sign is 7 pixels wide (a little more where nothing is rounded) and a column has 5 more, at 96 pixels an inch.
    shown = [width for column, width in page.widths.items() if column not in page.hidden_columns]
    width = sum((width * 7.4 + 5) / 96 * INCH for width in shown)
    scale = int(min(100, (across - 2 * SIDE) * INCH / width * 100 * SLACK))
    last = max(row for row, _ in page.cells) + 1
    heights = [0.0 if row in page.hidden_rows else page.heights.get(row, USUAL_HEIGHT) for row in range(last)]
    repeated = heights[page.repeat_row] if page.repeat_row is not None else 0.0
    room = (down - TOP - BOTTOM) * INCH * 100 / scale * SLACK
    breaks: list[int] = []
    used = sum(heights[: page.blocks[0]])
    for start, end in zip(page.blocks, [*page.blocks[1:], last], strict=True):
        height = sum(heights[start:end])
        if used + height > room and start > page.blocks[0]:
            breaks.append(start)
            used = repeated
        used += height
    return scale, breaks
