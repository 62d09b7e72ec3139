"""The pages of a programme over the years and of its printed tables, and the engine's points beside official ones."""

from collections.abc import Sequence
from typing import Any

from parindex.i18n.text import finding_text
from parindex.model.repository import CycleResult
from parindex.model.roster import PrintedRow, Programme
from parindex.render import urls
from parindex.render.page import Page
from parindex.render.stock import Stock


def programme_page(stock: Stock, programme: Programme) -> Page:
    """A programme over the years."""
    cycles = stock.cycles_of(programme)
    return stock.page(
        urls.programme_page(programme.id),
        "programme",
        "results",
        f"{programme.name}: {programme.index_name}",
        stock.t["programme-description"].format(name=programme.name),
        programme=programme,
        cycles=cycles,
        history=_history(stock, programme, cycles),
    )


def _history(stock: Stock, programme: Programme, cycles: Sequence[CycleResult]) -> list[tuple[Any, list[Any]]]:
    """Rows of (unit, result or printed row by cycle), in the roster's order."""
    rows = []
    printed: dict[tuple[str, str], PrintedRow] = {
        (cycle.cycle.id, row.unit): row for cycle in cycles for row in cycle.cycle.rows
    }
    for unit in programme.units.values():
        cells = [stock.by_unit[cycle.key].get(unit.id) or printed.get((cycle.cycle.id, unit.id)) for cycle in cycles]
        if any(cells):
            rows.append((unit, cells))
    return rows


def printed_page(stock: Stock, cycle: CycleResult) -> Page:
    """A printed table with what does and does not add up."""
    notes: dict[int, list[str]] = {}
    for finding in cycle.findings:
        notes.setdefault(finding.line, []).append(finding_text(finding, stock.lang, stock.words.quote)[0])
    table = cycle.cycle.table
    groups = []
    for group in table.groups if table else ():
        rows = [row for row in cycle.cycle.rows if row.group == group.id]
        if rows:
            groups.append((group, rows))
    return stock.page(
        urls.cycle_page(*cycle.key),
        "printed",
        "results",
        f"{cycle.programme.name}: {cycle.cycle.title}",
        stock.t["printed-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
        cycle=cycle,
        table=table,
        groups=groups,
        notes=notes,
        computed={
            row.row.unit: row.computed_rank
            for row in stock.build.printed.get(cycle.key, ())
            if row.computed_rank is not None
        },
    )


def comparison_page(stock: Stock, cycle: CycleResult) -> Page:
    """The engine's points beside the official ones, counted by level, every difference with its cause."""
    rows = stock.build.comparisons[cycle.key]
    units = stock.by_unit[cycle.key]
    areas = [row for row in rows if row.level.value == "area"]
    sets = [result.criteria for result in units.values() if result.criteria]
    return stock.page(
        urls.comparison_page(*cycle.key),
        "comparison",
        "results",
        stock.t["comparison-title"].format(name=cycle.programme.name),
        stock.t["comparison-description"],
        cycle=cycle,
        levels=_levels(rows),
        units=units,
        area_names={area.code: area.name for criteria in sets for area in criteria.areas},
        leaf_names={code: leaf.name for criteria in sets for code, leaf in criteria.by_code.items()},
        area_rows={unit: [row for row in areas if row.unit == unit] for unit in units},
        totals={row.unit: row for row in rows if row.level.value == "total"},
    )


def _levels(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """How many points of each level were compared, how many are the same, and those that are not."""
    levels = []
    for level in dict.fromkeys(row.level for row in rows):
        mine = [row for row in rows if row.level is level]
        compared = [row for row in mine if row.compared]
        levels.append(
            {
                "level": level.value,
                "compared": len(compared),
                "agrees": sum(row.agrees for row in compared),
                "differs": [row for row in compared if not row.agrees],
                "not_printed": len(mine) - len(compared),
            }
        )
    return levels
