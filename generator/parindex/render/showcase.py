"""The cards by which home and the list of results lead to each programme, and who leads it."""

from collections.abc import Mapping
from typing import Any

from parindex.model.repository import CycleResult
from parindex.model.roster import CycleKind
from parindex.render import urls
from parindex.render.stock import Stock

_ORDER = ("real", "printed", "sample")
_LEADERS = 3


def showcase(stock: Stock) -> list[Mapping[str, Any]]:
    """A card for each programme with a cycle: what real units earned comes first, what is sample last."""
    cards = []
    for programme in stock.repository.programmes.values():
        cycles = stock.cycles_of(programme)
        if not cycles:
            continue
        shown = next((cycle for cycle in cycles if leaders(cycle)), cycles[0])
        printed = shown.cycle.kind is CycleKind.PUBLISHED
        cards.append(
            {
                "programme": programme,
                "cycles": cycles,
                "latest": cycles[0],
                "shown": shown,
                "leaders": leaders(shown),
                "kind": "sample" if programme.sample else "printed" if printed else "real",
            }
        )
    return sorted(cards, key=lambda card: _ORDER.index(card["kind"]))


def leaders(cycle: CycleResult) -> list[dict[str, Any]]:
    """The first three of the largest group with results, for a card: name, rank where it has one, index and group."""
    if cycle.regulation:
        lists = [
            (group, [result for result in cycle.group(group.id) if result.judged]) for group in cycle.regulation.groups
        ]
        group, able = max(lists, key=lambda entry: len(entry[1]))
        if able:
            return [
                {
                    "name": result.unit.name,
                    "path": urls.unit_page(*cycle.key, result.unit.id),
                    "rank": result.rank,
                    "index": result.index,
                    "group": group.name,
                }
                for result in able[:_LEADERS]
            ]
    return _first_rows(cycle)


def _first_rows(cycle: CycleResult) -> list[dict[str, Any]]:
    """The same of the first list of a printed table; a place is told where it was printed, or the list is by result."""
    table = cycle.cycle.table
    first = cycle.cycle.rows[0].group if cycle.cycle.rows else ""
    mine = [row for row in cycle.cycle.rows if row.group == first]
    rows = [row for row in mine if row.rank == 1 or (row.order is not None and row.order <= _LEADERS)]
    groups = {group.id: group.name for group in (table.groups if table else ())}
    return [
        {
            "name": row.name,
            "path": f"{urls.cycle_page(*cycle.key)}#{row.unit}",
            "rank": row.rank or (row.order if table and table.descending else None),
            "index": None,
            "printed": row.index or row.total or row.grade,
            "group": groups.get(row.group, ""),
        }
        for row in rows[:_LEADERS]
    ]
