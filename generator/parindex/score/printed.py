"""Ranks of a printed table, computed again from its own figures; the printed ranks stay beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from parindex.model.points import HUNDRED, ZERO, decimal_or_none
from parindex.model.regulation import TieRule
from parindex.model.roster import PrintedRow, PrintedTable
from parindex.score.rank import ranks


@dataclass(frozen=True, slots=True, kw_only=True)
class RecomputedRow:
    """A printed row with what its figures come to.

    `computed_total` is the sum of the printed parts where all are there, else the printed total, else the printed
    index, else None. `computed_index` is that total in percent of the maximum, None where none is known.
    `computed_rank` is None outside complete groups, and in a group in which any row has no figure: a place among
    some of the rows would look like a place among all.
    """

    row: PrintedRow
    computed_total: Fraction | None
    computed_index: Fraction | None
    computed_rank: int | None = None
    tied: bool = False


def recomputed(table: PrintedTable, rows: Sequence[PrintedRow]) -> tuple[RecomputedRow, ...]:
    """The rows of a table in their order, with computed totals, indices and ranks.

    Rows with a maximum of their own are ranked by index, for their points do not compare. The tie rule is the
    table's; "ordered" has no breakers in a printed table, so equal rows share a place.
    """
    made = [_row(table, row) for row in rows]
    placed: dict[int, tuple[int, bool]] = {}
    for group in table.groups:
        mine = [number for number, row in enumerate(rows) if row.group == group.id]
        keys = _keys(table, [made[number] for number in mine]) if group.complete else None
        if keys:
            places = ranks([(key,) for key in keys], dense=table.tie_rule is TieRule.DENSE)
            placed |= {
                number: (place, keys.count(key) > 1) for number, place, key in zip(mine, places, keys, strict=True)
            }
    return tuple(
        RecomputedRow(
            row=row.row,
            computed_total=row.computed_total,
            computed_index=row.computed_index,
            computed_rank=placed[number][0] if number in placed else None,
            tied=number in placed and placed[number][1],
        )
        for number, row in enumerate(made)
    )


def _row(table: PrintedTable, row: PrintedRow) -> RecomputedRow:
    parts = [decimal_or_none(row.parts.get(part.id, "")) for part in table.parts]
    known = [part for part in parts if part is not None]
    own_max = decimal_or_none(row.max)
    maximum = own_max if own_max is not None else table.max_points
    index = decimal_or_none(row.index)
    total = sum(known, ZERO) if known and len(known) == len(parts) else decimal_or_none(row.total)
    computed_index = total * HUNDRED / maximum if total is not None and maximum else index
    return RecomputedRow(row=row, computed_total=total if total is not None else index, computed_index=computed_index)


def _keys(table: PrintedTable, rows: Sequence[RecomputedRow]) -> list[Fraction] | None:
    """What the rows of a group are ranked by; None where a row has no figure, or the figures are of different kinds."""
    indices = [row.computed_index for row in rows if row.computed_index is not None]
    if len(indices) == len(rows):
        return indices
    totals = [row.computed_total for row in rows if row.computed_total is not None]
    without_maximum = table.max_points is None and not any(row.row.max or row.row.index for row in rows)
    return totals if len(totals) == len(rows) and without_maximum else None
