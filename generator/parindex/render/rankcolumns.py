"""What a table of units is made of: its columns, and what may stand beside the results in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from parindex.model.analysis import NextClass, RankBand
from parindex.model.result import UnitResult
from parindex.render.progress import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside the results of a group's units, by unit.

    `previous` are the results that changes may be told against, `bands` the places of other weights (never in place of
    the official one), `nexts` the class above, `steps` how far each has come while nobody has a rank.
    """

    previous: Mapping[str, UnitResult] = field(default_factory=dict)
    bands: Mapping[str, RankBand] = field(default_factory=dict)
    nexts: Mapping[str, NextClass] = field(default_factory=dict)
    steps: Mapping[str, Step] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column; `id` stands in addresses, `first` is the direction in which it is first sorted.

    `key` is the place of its key among those of a row, None where it is not sorted by. `below` is the greatest key of
    an area that lies below the group's median, -1 where none does.
    """

    id: str
    label: str
    css: str = ""
    title: str = ""
    first: str = "ascending"
    key: int | None = None
    below: int | None = None


Cell = Callable[[UnitResult], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A column with what writes its cells, start tag included, and with the key of each row."""

    column: Column
    cell: Cell
    keys: Sequence[str] | None = None
