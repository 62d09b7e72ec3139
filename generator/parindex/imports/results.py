"""A printed table of results, with a map of its columns, as the files of results-only cycles.

Figures stay digit for digit as printed; nothing is computed, rounded, sorted or repaired here. See docs/importing.md.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from parindex.encode.yamltext import yaml_text
from parindex.imports.fault import ImportFault
from parindex.imports.files import Imported, roster_text
from parindex.imports.names import LONGEST, is_id, slug
from parindex.imports.section import Section, one_of
from parindex.imports.table import Table, TableRow, plain_figure, require_columns

TARGETS = ("group", "order", "unit", "name", "rank", "grade", "total", "index", "max", "note", "source")
"""Columns of `published.csv` that are no parts; `source` is written only where a row has one."""

_WHOLE = ("order", "rank")
_FIGURES = ("total", "index", "max")
_SOURCE = ("title", "publisher", "url", "decision", "dated", "note")
_TABLE = ("max", "order", "ties", "grades", "decimals", "subject")
_PROGRAMME = (
    "id",
    "name",
    "name-en",
    "index-name",
    "index-name-en",
    "authority",
    "authority-en",
    "sample",
    "notice",
    "notice-en",
)
_CYCLE = re.compile(r"[0-9]{4}(?:-[0-9a-z]{1,10})?")
_FIGURE_IN_TEXT = re.compile(r"[+-]?[0-9]+\.[0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """Cells that the map sets itself in the rows that match (an inferred maximum, a fuller name), with the reason."""

    where: Mapping[str, str]
    put: Mapping[str, str]
    reason: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A column that goes into the row's note, with the sentence around it."""

    column: str
    text: str = "{value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A list of the table: what its rows say in the group column, and its entry in `cycle.yaml`."""

    value: str
    entry: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsMap:
    """A decoded map; `by_cycle` holds what one year says differently."""

    programme: Mapping[str, Any]
    cycle: str
    cycle_column: str
    heading: Mapping[str, str]
    source: Mapping[str, str]
    table: Mapping[str, Any]
    parts: tuple[tuple[str, Mapping[str, str]], ...]
    groups: tuple[Group, ...]
    columns: Mapping[str, str]
    notes: tuple[Note, ...]
    keep: tuple[tuple[str, frozenset[str], bool], ...]
    leave_out: tuple[Amendment, ...]
    amend: tuple[Amendment, ...]
    values: Mapping[str, Mapping[str, str]]
    units: Mapping[str, Mapping[str, str]]
    by_cycle: Mapping[str, Section] = field(default_factory=dict)


def results_map(value: object) -> ResultsMap:
    """The map in a YAML value; ImportFault names the first place that does not fit."""
    top = Section.of(
        value,
        "",
        *(
            "programme",
            "cycle",
            "title",
            "title-en",
            "notice",
            "notice-en",
            "break",
            "source",
            "table",
            "columns",
            "csv",
            "rows",
        ),
        *("leave-out", "amend", "values", "units", "cycles"),
    )
    programme = top.section("programme", *_PROGRAMME)
    for key in ("id", "name", "index-name", "authority"):
        programme.text(key)
    if not is_id(programme.text("id")):
        raise ImportFault("import-map-id", place=programme.at("id"), value=programme.text("id"))
    cycle = top.section("cycle", "id", "column")
    if cycle.has("id") == cycle.has("column"):
        raise ImportFault("import-map-cycle")
    table = top.section("table", *_TABLE, "parts", "groups")
    one_of(table, "order", ("descending", "none"), "none")
    source = top.section("source", *_SOURCE)
    source.text("title")
    top.text("title")
    columns, notes = _columns(top.section("columns", *TARGETS))
    values = top.section("values", *TARGETS, optional=True)
    return ResultsMap(
        programme=programme.only(*_PROGRAMME),
        cycle=cycle.text("id", ""),
        cycle_column=cycle.text("column", ""),
        heading=top.only("title", "title-en", "notice", "notice-en", "break"),
        source=source.only(*_SOURCE),
        table=table.only(*_TABLE),
        parts=tuple(
            (part.text("column"), {"id": _id(part), "name": part.text("name"), **part.only("name-en", "max")})
            for part in table.sections("parts", "id", "name", "name-en", "max", "column")
        ),
        groups=_groups(table, needs_value="group" in columns),
        columns=columns,
        notes=notes,
        keep=tuple(_filters(top)),
        leave_out=tuple(_amendments(top, "leave-out")),
        amend=tuple(_amendments(top, "amend")),
        values={key: values.pairs(key) for key in values.value},
        units=_units(top),
        by_cycle={
            key: Section.of(
                entry, f"cycles.{key}", "title", "title-en", "notice", "notice-en", "break", "source", "sizes"
            )
            for key, entry in top.section("cycles", optional=True).value.items()
        },
    )


def _id(section: Section) -> str:
    found = section.text("id")
    if not is_id(found):
        raise ImportFault("import-map-id", place=section.at("id"), value=found)
    return found


def _columns(section: Section) -> tuple[dict[str, str], tuple[Note, ...]]:
    section.text("name")
    named = {key: section.text(key) for key in section.value if key != "note"}
    found = section.value.get("note", [])
    notes: list[Note] = []
    for number, entry in enumerate([found] if isinstance(found, str | dict) else found):
        if isinstance(entry, str):
            notes.append(Note(column=entry))
        else:
            row = Section.of(entry, f"{section.at('note')}.{number}", "column", "text")
            notes.append(Note(column=row.text("column"), text=row.text("text", "{value}")))
    return named, tuple(notes)


def _groups(table: Section, *, needs_value: bool) -> tuple[Group, ...]:
    groups = tuple(
        Group(
            value=row.text("value", ""),
            entry={"id": _id(row), "name": row.text("name"), **row.only("name-en", "complete", "size")},
        )
        for row in table.sections("groups", "value", "id", "name", "name-en", "complete", "size")
    )
    if not groups:
        raise ImportFault("import-map-missing", place=table.at("groups"))
    if not needs_value and len(groups) > 1:
        raise ImportFault("import-map-missing", place="columns.group")
    return groups


def _filters(top: Section) -> Iterator[tuple[str, frozenset[str], bool]]:
    for row in top.sections("rows", "column", "is", "is-not"):
        if row.has("is") == row.has("is-not"):
            raise ImportFault("import-map-filter", place=row.place)
        key = "is" if row.has("is") else "is-not"
        yield row.text("column"), frozenset(row.texts(key)), key == "is"


def _amendments(top: Section, key: str) -> Iterator[Amendment]:
    sets = key == "amend"
    for row in top.sections(key, "where", "because", *(("set",) if sets else ())):
        put = row.pairs("set")
        for target in put:
            if target not in TARGETS:
                raise ImportFault("import-map-unknown", place=f"{row.at('set')}.{target}", options=", ".join(TARGETS))
        if not row.pairs("where") or (sets and not put):
            raise ImportFault("import-map-missing", place=row.at("set" if row.pairs("where") else "where"))
        yield Amendment(where=row.pairs("where"), put=put, reason=row.text("because"), place=row.place)


def _units(top: Section) -> dict[str, Mapping[str, str]]:
    named = top.section("units", optional=True)
    keys = ("id", "name", "name-en", "code", "valid-from", "valid-to", "lineage")
    found: dict[str, Mapping[str, str]] = {}
    for name in named.value:
        row = named.section(name, *keys)
        if row.has("id"):
            _id(row)
        found[name] = row.only(*keys)
    return found


def import_results(
    mapping: ResultsMap, table: Table, roster: str | None = None, folder: str = "submissions"
) -> Imported:
    """The files of the programme: its head, its roster (grown from `roster` where there is one), a folder a cycle.

    Raises ImportFault where map and table do not fit each other, or a unit would stand twice in one cycle.
    """
    _check_columns(mapping, table)
    kept = _kept(mapping, table)
    amended: set[str] = set()
    by_cycle: dict[str, list[dict[str, str]]] = {}
    for row in kept:
        cycle = row.cells[mapping.cycle_column] if mapping.cycle_column else mapping.cycle
        if not _CYCLE.fullmatch(cycle):
            raise ImportFault("import-bad-cycle", row.line, value=cycle)
        by_cycle.setdefault(cycle, []).append(_published(mapping, table, row, amended))
    for change in mapping.amend:
        if change.place not in amended:
            raise ImportFault("import-no-match", place=change.place)
    if not kept:
        raise ImportFault("import-no-rows")
    for cycle in mapping.by_cycle:
        if cycle not in by_cycle:
            raise ImportFault("import-no-match", place=f"cycles.{cycle}")
    home = f"{folder}/{mapping.programme['id']}"
    used = {row["group"] for rows in by_cycle.values() for row in rows}
    for group in mapping.groups:
        if group.entry["id"] not in used:
            raise ImportFault("import-group-empty", group=group.entry["id"])
    files = {
        f"{home}/programme.yaml": yaml_text(mapping.programme),
        f"{home}/units.yaml": roster_text(f"{home}/units.yaml", roster, _roster(mapping, by_cycle)),
    }
    for cycle, rows in by_cycle.items():
        files[f"{home}/{cycle}/cycle.yaml"] = yaml_text(_cycle(mapping, cycle, {row["group"] for row in rows}))
        files[f"{home}/{cycle}/published.csv"] = _csv(mapping, rows)
    return Imported(files=files, rows=len(kept))


def _check_columns(mapping: ResultsMap, table: Table) -> None:
    wanted = [(f"columns.{target}", column) for target, column in mapping.columns.items()]
    wanted += [("columns.note", note.column) for note in mapping.notes]
    wanted += [(f"table.parts.{number}.column", column) for number, (column, _) in enumerate(mapping.parts)]
    wanted += [("rows", column) for column, _, _ in mapping.keep]
    wanted += [(f"{rule.place}.where", key) for rule in (*mapping.leave_out, *mapping.amend) for key in rule.where]
    if mapping.cycle_column:
        wanted.append(("cycle.column", mapping.cycle_column))
    require_columns(table, wanted)


def _matches(where: Mapping[str, str], row: TableRow) -> bool:
    return all(row.cells[column] == value for column, value in where.items())


def _kept(mapping: ResultsMap, table: Table) -> list[TableRow]:
    """The rows that are wanted; a rule that leaves out nothing is a fault: the table is not the one it was made for."""
    rows = [
        row for row in table.rows if all((row.cells[column] in held) is wanted for column, held, wanted in mapping.keep)
    ]
    for rule in mapping.leave_out:
        if not any(_matches(rule.where, row) for row in rows):
            raise ImportFault("import-no-match", place=rule.place)
    return [row for row in rows if not any(_matches(rule.where, row) for rule in mapping.leave_out)]


def _published(mapping: ResultsMap, table: Table, row: TableRow, amended: set[str]) -> dict[str, str]:
    """One row of `published.csv`."""
    put: dict[str, str] = {}
    for change in mapping.amend:
        if _matches(change.where, row):
            put |= change.put
            amended.add(change.place)
    cells = {target: row.cells[column] for target, column in mapping.columns.items()}
    cells = {target: mapping.values.get(target, {}).get(text, text) for target, text in cells.items()}
    cells["note"] = " ".join(_notes(mapping, row))
    cells |= put
    cells["group"] = put.get("group") or _group(mapping, row, cells.get("group", ""))
    if cells["group"] not in {group.entry["id"] for group in mapping.groups}:
        raise ImportFault("import-group-unknown", row.line, value=cells["group"])
    if not cells["name"]:
        raise ImportFault("import-no-name", row.line, column=mapping.columns["name"])
    own = mapping.units.get(cells["name"], {})
    cells["unit"] = cells.get("unit") or own.get("id") or slug(cells["name"])
    if not is_id(cells["unit"]):
        raise ImportFault("import-no-id", row.line, name=cells["name"], longest=str(LONGEST))
    for target in _FIGURES:
        if cells.get(target):
            cells[target] = plain_figure(cells[target], row.line, target, comma=table.comma)
    for target in _WHOLE:
        if cells.get(target) and not (cells[target].isascii() and cells[target].isdecimal()):
            raise ImportFault("import-bad-whole", row.line, column=target, value=cells[target])
    for column, part in mapping.parts:
        cells[f"part:{part['id']}"] = table.figure(row, column)
    cells["line"] = str(row.line)
    return cells


def _group(mapping: ResultsMap, row: TableRow, said: str) -> str:
    if "group" not in mapping.columns:
        return mapping.groups[0].entry["id"]
    for group in mapping.groups:
        if group.value == said:
            return group.entry["id"]
    raise ImportFault("import-group-unknown", row.line, value=said)


def _notes(mapping: ResultsMap, row: TableRow) -> Iterator[str]:
    """The row's notes. A note is read by people, so its figures get the decimal comma of Vietnamese readers."""
    texts = mapping.values.get("note", {})
    for note in mapping.notes:
        value = row.cells[note.column]
        if value:
            shown = value.replace(".", ",") if _FIGURE_IN_TEXT.fullmatch(value) else texts.get(value, value)
            yield note.text.replace("{value}", shown)


def _roster(mapping: ResultsMap, by_cycle: Mapping[str, Sequence[Mapping[str, str]]]) -> list[dict[str, str]]:
    """Every unit once, as it is first named."""
    units: dict[str, dict[str, str]] = {}
    for rows in by_cycle.values():
        seen: set[str] = set()
        for row in rows:
            unit, line = row["unit"], int(row["line"])
            if unit in seen:
                raise ImportFault("import-unit-twice", line, unit=unit, name=row["name"])
            seen.add(unit)
            held = units.get(unit)
            if held is None:
                own = dict(mapping.units.get(row["name"], {}))
                named = {"name": own.pop("name", row["name"])}
                if english := own.pop("name-en", ""):
                    named["name-en"] = english
                units[unit] = {"id": unit, **named, "group": row["group"], **own}
            elif held["group"] != row["group"]:
                raise ImportFault("import-unit-two-groups", line, unit=unit, held=held["group"], group=row["group"])
    for name in mapping.units:
        if not any(row["name"] == name for rows in by_cycle.values() for row in rows):
            raise ImportFault("import-no-match", place=f"units.{name}")
    return list(units.values())


def _cycle(mapping: ResultsMap, cycle: str, used: set[str]) -> dict[str, Any]:
    own = mapping.by_cycle.get(cycle, Section.of({}, ""))
    sizes = own.pairs("sizes")
    heading = {**mapping.heading, **own.only("title", "title-en", "notice", "notice-en", "break")}
    source = {**mapping.source, **own.pairs("source")}
    groups = [dict(group.entry) for group in mapping.groups if group.entry["id"] in used]
    for group in groups:
        if group["id"] in sizes:
            group["size"] = sizes[group["id"]]
    table = dict(mapping.table)
    made: dict[str, Any] = {
        "cycle": cycle,
        "kind": "published",
        **heading,
        "source": {key: source[key] for key in _SOURCE if key in source},
        "table": {
            **({"max": table.pop("max")} if "max" in table else {}),
            **({"parts": [dict(part) for _, part in mapping.parts]} if mapping.parts else {}),
            **({"order": table.pop("order")} if "order" in table else {}),
            "groups": groups,
            **table,
        },
    }
    return {key: _with_cycle(entry, cycle) for key, entry in made.items()}


def _with_cycle(value: Any, cycle: str) -> Any:
    """`{cycle}` in a text of the map stands for the cycle."""
    if isinstance(value, dict):
        return {key: _with_cycle(entry, cycle) for key, entry in value.items()}
    if isinstance(value, list):
        return [_with_cycle(entry, cycle) for entry in value]
    return value.replace("{cycle}", cycle) if isinstance(value, str) else value


def _csv(mapping: ResultsMap, rows: Sequence[Mapping[str, str]]) -> str:
    columns = [target for target in TARGETS if target != "source" or any(row.get("source") for row in rows)]
    columns += [f"part:{part['id']}" for _, part in mapping.parts]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue()
