"""What the data files say of one unit, written where the unit is scored."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from parindex.i18n.text import Quote, step_text
from parindex.model.criteria import Leaf
from parindex.model.points import exact_text
from parindex.model.repository import CycleResult
from parindex.model.result import LeafResult, State, UnitResult
from parindex.model.roster import Unit
from parindex.render.opendata.results import unit_text
from parindex.render.opendata.tables import LINE_END, safe_cell
from parindex.render.waiting import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitData:
    """What the data files say of one unit whatever the others did.

    `rows` are those of `leaves.csv`, `json` the last members of its object in `results.json`; the first ones have its
    rank in them and are written when that is known. Both may wait on the disk.
    """

    rows: Text
    json: Text


class UnitDataWriter:
    """Writes the data of the units of one cycle; what is the same for all of them is prepared once."""

    def __init__(self, cycle: CycleResult) -> None:
        self._before = cycle.key
        self._imported = cycle.imported
        sets = cycle.regulation.sets if cycle.regulation else {}
        self._of_leaf = {
            group: {leaf.code: self._constant(leaf) for leaf in criteria.leaves} for group, criteria in sets.items()
        }

    @staticmethod
    def _constant(leaf: Leaf) -> tuple[str, ...]:
        cells = (leaf.code, leaf.name, leaf.block, leaf.rule.method, exact_text(leaf.max_points))
        return tuple(safe_cell(cell) for cell in cells)

    def written(self, result: UnitResult, traces: Sequence[Sequence[str]]) -> UnitData:
        """The unit's part of the files; `traces` are the steps of each leaf in Vietnamese."""
        result = result.unclaimed() if self._imported else result
        rows = io.StringIO(newline="")
        csv.writer(rows, lineterminator=LINE_END).writerows(
            self._row(result.unit, leaf, trace) for leaf, trace in zip(result.leaves, traces, strict=True)
        )
        return UnitData(rows=rows.getvalue().encode(), json=unit_text(result))

    def _row(self, unit: Unit, leaf: LeafResult, trace: Sequence[str]) -> tuple[str | int, ...]:
        # Names, states and figures are ours or of the regulation; the words of the trace are what could be a formula.
        claimed, official = leaf.claimed, leaf.official
        return (
            *self._before,
            unit.id,
            *self._of_leaf[unit.group][leaf.leaf.code],
            claimed.state.value,
            "" if claimed.state is State.NOT_SELF_SCORED else exact_text(claimed.points),
            official.state.value,
            exact_text(official.points),
            exact_text(official.max_points),
            len(leaf.answer.evidence) if leaf.answer else 0,
            safe_cell(" ".join(trace)),
        )


def traces_of(result: UnitResult, lang: str, quote: Quote = str) -> list[list[str]]:
    """How the points of each leaf came about, a sentence a step."""
    return [[step_text(step, lang, quote) for step in leaf.shown.steps] for leaf in result.leaves]
