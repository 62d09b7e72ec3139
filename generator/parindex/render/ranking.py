"""The ranking of a group as a table: its columns, its rows, and the keys by which a browser sorts and filters them.

A country has four thousand rows of twenty cells, so the rows are plain Python and no template. Keys are places worked
out here from exact figures and from Vietnamese collation: a script compares whole numbers and never reads a figure.
"""

from dataclasses import dataclass, replace

from markupsafe import Markup

from parindex.i18n.words import Words
from parindex.model.regulation import Grade, UnitGroup
from parindex.model.repository import CycleResult
from parindex.render.rankcells import CellWriter
from parindex.render.rankcolumns import Beside, Column
from parindex.render.stats import GroupStats

LONG = 300
"""A table of more rows starts with its first hundred where a script can show the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """A table of the units of a group, ready for its template.

    `id` is the anchor of its heading, `name` what it is called; `grades`, `states` and `parents` (names) are what rows
    are chosen by.
    """

    id: str
    name: str
    columns: tuple[Column, ...]
    rows: Markup
    size: int
    grades: tuple[Grade, ...]
    states: tuple[tuple[str, str], ...]
    parents: tuple[str, ...] = ()

    @property
    def areas(self) -> tuple[Column, ...]:
        """The columns of areas."""
        return tuple(column for column in self.columns if column.css.endswith("pi-area"))

    @property
    def long(self) -> bool:
        """Whether not all rows are shown at first."""
        return self.size > LONG


def ranking_of(cycle: CycleResult, group: UnitGroup, stats: GroupStats, beside: Beside, words: Words) -> Ranking:
    """The table of a group, the ranked units first; while nobody has a rank, how far each unit has come."""
    results = cycle.group(group.id)
    writer = CellWriter(cycle, results, beside, words)
    made = [*writer.heads(), *writer.judged(stats)] if stats.ranked else [*writer.heads(), *writer.claims()]
    key = 0
    columns = []
    for entry in made:
        columns.append(replace(entry.column, key=key) if entry.keys is not None else entry.column)
        key += entry.keys is not None
    rows = [
        f'<tr data-k="{" ".join(entry.keys[number] for entry in made if entry.keys is not None)}"'
        f' data-c="{writer.kind(result)}"{writer.parents.attribute(result)}'
        f"{'' if result.judged or not stats.ranked else writer.out}>"
        f"{''.join(entry.cell(result) for entry in made)}</tr>\n"
        for number, result in enumerate(results)
    ]
    held = {result.grade.id for result in results if result.grade}
    return Ranking(
        id=group.id,
        name=group.name,
        columns=tuple(columns),
        rows=Markup("".join(rows)),  # noqa: S704 names are escaped where they are written
        size=len(results),
        grades=tuple(grade for grade in cycle.regulation.grades if grade.id in held) if cycle.regulation else (),
        states=tuple(writer.states()),
        parents=writer.parents.names,
    )
