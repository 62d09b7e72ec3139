"""A printed table held against its own arithmetic. What does not add up is flagged, never repaired."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from parindex.model.finding import Finding, notice
from parindex.model.points import HUNDRED, ZERO, decimal_or_none, decimal_text, exact_text, round_to
from parindex.model.roster import Cycle, PrintedRow, PrintedTable


def check_printed(cycle: Cycle) -> list[Finding]:
    """Notices on sums of parts, index, order and classes of the printed rows."""
    table = cycle.table
    if table is None:
        return []
    path = f"{cycle.folder}/published.csv"
    findings: list[Finding] = []
    for row in cycle.rows:
        findings += _check_row(path, table, row)
    if table.descending:
        for group in table.groups:
            findings += _check_order(path, [row for row in cycle.rows if row.group == group.id])
    return findings


def _check_row(path: str, table: PrintedTable, row: PrintedRow) -> Iterator[Finding]:
    total, index = decimal_or_none(row.total), decimal_or_none(row.index)
    parts = [decimal_or_none(row.parts[part.id]) for part in table.parts]
    known = [part for part in parts if part is not None]
    if total is not None and known and len(known) == len(parts):
        added = sum(known, ZERO)
        if added != total:
            yield notice(
                "printed-sum",
                path,
                ("total",),
                row.line,
                1,
                unit=row.name,
                sum=exact_text(added),
                total=row.total,
                difference=exact_text(total - added),
            )
    own = decimal_or_none(row.max)
    maximum = table.max_points if own is None else own
    if total is not None and index is not None and maximum:
        decimals = len(row.index.partition(".")[2])
        expected = round_to(total * HUNDRED / maximum, decimals)
        if expected != index:
            computed = decimal_text(total * HUNDRED / maximum, decimals)
            yield notice(
                "printed-index",
                path,
                ("index",),
                row.line,
                1,
                unit=row.name,
                computed=computed,
                index=row.index,
                max=exact_text(maximum),
            )
    if row.max and table.max_points is not None and maximum != table.max_points:
        yield notice("printed-own-maximum", path, ("max",), row.line, 1, unit=row.name, max=row.max)
    value = index if table.grade_on_index else total
    if table.grades and row.grade and value is not None:
        reached = next((grade for grade in table.grades if grade.reached(value)), None)
        if reached is not None and reached.label != row.grade:
            yield notice(
                "printed-grade", path, ("grade",), row.line, 1, unit=row.name, printed=row.grade, bounds=reached.label
            )


def _check_order(path: str, rows: Sequence[PrintedRow]) -> Iterator[Finding]:
    """An order break is a row printed lower than the row after it: the one that sinks is named."""
    scored = [(row, value) for row in rows if (value := decimal_or_none(row.total or row.index)) is not None]
    for (above, high), (below, low) in pairwise(scored):
        if high < low:
            place = sum(1 for _, value in scored if value > high) + 1
            yield notice(
                "printed-order",
                path,
                ("order",),
                above.line,
                1,
                unit=above.name,
                value_shown=exact_text(high),
                next=below.name,
                next_value=exact_text(low),
                place=str(place),
            )
