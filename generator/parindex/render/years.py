"""The open data over all years of a programme: one table of campaigns and printed results, a row a unit and cycle."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from parindex import __version__
from parindex.model.repository import CycleResult, Repository
from parindex.model.roster import CycleKind, PrintedRow, Programme, Unit
from parindex.render.opendata.jsontext import json_bytes
from parindex.render.opendata.tables import RESULT_COLUMNS, YEAR_COLUMNS, csv_bytes, result_row
from parindex.render.urls import programme_data


def years_files(
    repository: Repository, editions: Mapping[tuple[str, str], int]
) -> Iterator[tuple[str, list[bytes], Sequence[tuple[str, str, str]]]]:
    """Path, content and columns of the tables over the years of each programme that has results.

    `editions` is the number of the edition in force of each decided cycle.
    """
    for programme in repository.programmes.values():
        cycles = [entry for entry in repository.cycles if entry.programme.id == programme.id]
        rows = [row for cycle in cycles for row in _rows(programme, cycle, editions)]
        if not rows:
            continue
        folder = programme_data(programme.id)
        names = [name for name, _, _ in YEAR_COLUMNS]
        yield f"{folder}/years.csv", [csv_bytes(names, iter(rows))], YEAR_COLUMNS
        yield f"{folder}/years.json", [json_bytes(_tree(programme, names, rows))], ()


def _tree(programme: Programme, names: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    types = {name: kind for name, kind, _ in YEAR_COLUMNS}
    return {
        "version": 1,
        "engine": __version__,
        "programme": programme.id,
        "name": programme.name,
        "sample": programme.sample,
        "rows": [
            {name: _typed(cell, types[name]) for name, cell in zip(names, row, strict=True) if name != "programme"}
            for row in rows
        ],
    }


def _typed(cell: str, kind: str) -> str | int | bool | None:
    """A cell as JSON has it; figures that may have places stay text, so that no reader makes floats of them."""
    if cell == "":
        return None
    if kind == "boolean":
        return cell == "true"
    return int(cell) if kind == "integer" else cell


def _rows(programme: Programme, cycle: CycleResult, editions: Mapping[tuple[str, str], int]) -> Iterator[list[str]]:
    made, kind = cycle.cycle, cycle.cycle.kind.value
    edition = editions.get((programme.id, made.id))
    source = made.source.url if made.source else ""
    for result in cycle.units:
        own = (kind, str(edition or ""), _before(result.unit), made.series_break, source)
        yield [*result_row(cycle, result), *own]
    for row in made.rows:
        unit = programme.units.get(row.unit)
        own = (kind, "", _before(unit) if unit else "", made.series_break, source)
        yield [*_printed(programme, cycle, row), *own]


def _before(unit: Unit) -> str:
    return " ".join(unit.predecessors)


def _printed(programme: Programme, cycle: CycleResult, row: PrintedRow) -> list[str]:
    """A printed row under the same columns; what was not printed is empty, and nothing is computed."""
    printed = {
        "programme": programme.id,
        "cycle": cycle.cycle.id,
        "sample": "true" if programme.sample else "false",
        "group": row.group,
        "unit": row.unit,
        "name": row.name,
        "standing": CycleKind.PUBLISHED.value,
        "rank": str(row.rank or ""),
        "index": row.index,
        "index_exact": row.index,
        "class": row.grade,
        "points_exact": row.total,
        "max_exact": row.max,
    }
    return [printed.get(name, "") for name, _, _ in RESULT_COLUMNS]
