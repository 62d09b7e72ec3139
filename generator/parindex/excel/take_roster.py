"""Reads a roster: units with the ids that they keep or are given, and the persons of each."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from parindex.excel.campaign import Campaign
from parindex.excel.cells import day_of, line_of, text_of
from parindex.excel.columns import POSTS, People, Units
from parindex.excel.layout import Sheet
from parindex.excel.names import Names
from parindex.excel.plan_roster import PERSON_KEYS
from parindex.excel.tables import Table
from parindex.excel.take_rows import SHOWN, missing, named, vocabulary, word
from parindex.excel.taken import Taken
from parindex.imports.names import slug
from parindex.model.finding import error
from parindex.model.roster import Role

_UNIT = tuple(column.value for column in Units if column is not Units.KEY)
_PERSON = ("name", "title", "unit", "login", "role", "areas", "key", "valid-from", "valid-to")


def take_roster(tables: Mapping[Sheet, Table], campaign: Campaign, taken: Taken) -> None:
    """Puts the value of `units.yaml` into `taken`: units that the file holds in its order, new ones after them."""
    table = tables[Sheet.UNITS]
    rows = _identified(table, taken)
    names = Names(_names(table, rows, campaign))
    groups = Names(campaign.group_names)
    units = {key: _unit(table, row, key, names, groups, taken) for key, row in rows.items()}
    _people(tables[Sheet.PEOPLE], units, names, taken)
    held = [unit.get("id", "") for unit in campaign.value.get("units", ())]
    order = [key for key in held if key in units] + [key for key in units if key not in held]
    taken.value = {"units": [units[key] for key in order]}
    # Places were noted by id; the checker counts the units.
    for place in [place for place in taken.places if place[:1] == ("units",)]:
        taken.places[("units", str(order.index(place[1])), *place[2:])] = taken.places.pop(place)


def _identified(table: Table, taken: Taken) -> dict[str, int]:
    """The row of each unit by its id. A unit that has none gets the one that its name folds to."""
    rows: dict[str, int] = {}
    for row in table.rows():
        if all(table.at(row, key).blank for key in _UNIT):
            continue
        cell = table.at(row, Units.ID)
        said = taken.read(table, cell, line_of)
        was = str(table.at(row, Units.KEY).content or "")
        if was and said and said != was and not _copied(table, row, was):
            taken.findings.append(error("workbook-id-changed", *table.place(cell), was=was, value=said[:SHOWN]))
            said = was
        name = taken.read(table, table.at(row, Units.NAME), line_of)
        if not name and table.at(row, Units.NAME).blank:
            missing(table, row, Units.NAME, taken)
        key = said or (was if was not in rows else "") or slug(name)
        if not key:
            if name:
                missing(table, row, Units.ID, taken)
            continue
        if key in rows:
            where = cell if said else table.at(row, Units.NAME)
            first = table.at(rows[key], Units.ID).address
            taken.findings.append(error("workbook-row-twice", *table.place(where), value=key, first=first))
            continue
        rows[key] = row
        taken.places[("units", key)] = table.place(table.at(row, Units.NAME))
        taken.places[("units", key, "id")] = table.place(cell)
    return rows


def _copied(table: Table, row: int, key: str) -> bool:
    """Whether a hidden key came along when a row was copied to make a new one."""
    return any(table.at(other, Units.KEY).content == key for other in table.rows() if other < row)


def _names(table: Table, rows: Mapping[str, int], campaign: Campaign) -> list[tuple[str, str]]:
    """The units by the names they have now, and by those they had."""
    now = [(key, str(table.at(row, Units.NAME).content or key)) for key, row in rows.items()]
    return now + [(unit.id, unit.name) for unit in campaign.programme.units.values() if unit.id in rows]


def _unit(table: Table, row: int, key: str, names: Names, groups: Names, taken: Taken) -> dict[str, Any]:
    place = ("units", key)
    unit: dict[str, Any] = {"id": key}
    for column in (Units.NAME, Units.NAME_EN):
        if text := taken.read(table, table.at(row, column), line_of, *place, column.value):
            unit[column.value] = text
    group = named(table, row, Units.GROUP, groups, taken, *place, "group")
    if group == "":
        missing(table, row, Units.GROUP, taken)
    unit["group"] = group or ""
    if parent := named(table, row, Units.PARENT, names, taken, *place, "parent"):
        unit["parent"] = parent
    if text := taken.read(table, table.at(row, Units.CODE), line_of, *place, "code"):
        unit["code"] = text
    for column in (Units.VALID_FROM, Units.VALID_TO):
        reader = partial(day_of, grid=table.grid)
        if text := taken.read(table, table.at(row, column), reader, *place, column.value):
            unit[column.value] = text
    for column in (Units.PREDECESSORS, Units.SUCCESSORS):
        if several := _several(table, row, column, names, taken, place):
            unit[column.value] = several
    if text := taken.read(table, table.at(row, Units.LINEAGE), text_of, *place, "lineage"):
        unit["lineage"] = text
    return unit


def _several(table: Table, row: int, column: Units, names: Names, taken: Taken, place: tuple[str, ...]) -> list[str]:
    cell = table.at(row, column)
    found = []
    for part in re.split(r"[;\n]", taken.read(table, cell, text_of, *place, column.value)):
        text = " ".join(part.split())
        key = names.named(text) if text else ""
        if key is None:
            hint = names.close_to(text)
            taken.findings.append(error("workbook-name-unknown", *table.place(cell), value=text[:SHOWN], hint=hint))
        elif key:
            found.append(key)
    return found


def _people(table: Table, units: dict[str, dict[str, Any]], names: Names, taken: Taken) -> None:
    posts, roles = vocabulary("wb-post", POSTS), vocabulary("wb-role", [role.value for role in Role])
    people: dict[tuple[str, str], list[dict[str, Any]]] = {}
    heads: dict[str, int] = {}
    for row in table.rows():
        columns = [column.value for column in People if column is not People.KEY]
        if all(table.at(row, column).blank for column in columns):
            continue
        unit = named(table, row, People.UNIT, names, taken)
        post = word(table, row, People.POST, posts, taken)
        for column, empty in ((People.UNIT, unit == ""), (People.POST, table.at(row, People.POST).blank)):
            if empty:
                missing(table, row, column, taken)
        held = people.setdefault((unit or "", post), [])
        key = POSTS.get(post, "")
        place = ("units", unit or "", key) if post == "head" else ("units", unit or "", key, str(len(held)))
        if table.at(row, People.NAME).blank:
            missing(table, row, People.NAME, taken)
        person = _person(table, row, names, roles, taken, place if unit and post else ())
        if not unit or not post:
            continue
        if post == "head" and unit in heads:
            cell, first = table.at(row, People.POST), table.at(heads[unit], People.POST)
            value = f"{posts['head'][0]} – {names.called(unit)}"
            taken.findings.append(error("workbook-row-twice", *table.place(cell), value=value, first=first.address))
            continue
        heads |= {unit: row} if post == "head" else {}
        taken.places.setdefault(place, table.place(table.at(row, People.NAME)))
        held.append(person)
    for key, unit_value in units.items():
        for post, where in POSTS.items():
            rows = people.get((key, post), [])
            if rows:
                unit_value[where] = rows[0] if post == "head" else rows


def _person(
    table: Table, row: int, names: Names, roles: Mapping[str, list[str]], taken: Taken, place: tuple[str, ...]
) -> dict[str, Any]:
    def at(key: str) -> tuple[str, ...]:
        return (*place, key) if place else ()

    told: dict[str, Any] = {}
    plain = {column: column.value for column in (People.NAME, People.TITLE, People.LOGIN)}
    for column, key in {**plain, People.SIGNING_KEY: PERSON_KEYS[People.SIGNING_KEY]}.items():
        told[key] = taken.read(table, table.at(row, column), line_of, *at(key))
    told["unit"] = named(table, row, People.MEMBER_OF, names, taken, *at("unit"))
    told["role"] = word(table, row, People.ROLE, roles, taken, *at("role"))
    areas = taken.read(table, table.at(row, People.AREAS), line_of, *at("areas"))
    told["areas"] = [part for part in re.split(r"[,;\s]+", areas) if part]
    for column in (People.VALID_FROM, People.VALID_TO):
        reader = partial(day_of, grid=table.grid)
        told[column.value] = taken.read(table, table.at(row, column), reader, *at(column.value))
    return {key: told[key] for key in _PERSON if told.get(key)}
