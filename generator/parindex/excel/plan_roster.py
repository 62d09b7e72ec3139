"""The workbook of a roster: a unit a row, and on a sheet of their own the persons of all units."""

from collections.abc import Iterator, Mapping
from typing import Any

from parindex.excel.book import Book, Page, Style, Value
from parindex.excel.campaign import SPARE_ROWS, Campaign, Column, TablePage, mapping_and_lists
from parindex.excel.columns import POSTS, People, Units
from parindex.excel.layout import Sheet
from parindex.excel.names import Names
from parindex.excel.plan_sides import day_value, guide_sheet
from parindex.i18n.text import label
from parindex.model.roster import Role

SEVERAL = "\n"
"""Between the names of several units in one cell."""

_RARE_UNITS = (Units.PREDECESSORS, Units.SUCCESSORS, Units.LINEAGE)
_RARE_PEOPLE = (People.MEMBER_OF, People.ROLE, People.SIGNING_KEY, People.AREAS, People.VALID_FROM, People.VALID_TO)
PERSON_KEYS = {People.MEMBER_OF: "unit", People.SIGNING_KEY: "key"}
"""Columns of persons that are called otherwise than the key they hold."""


def roster_book(campaign: Campaign) -> Book:
    """The workbook: guide, units, persons, and the hidden sheet."""
    lang = campaign.lang
    units: list[Mapping[str, Any]] = list(campaign.value.get("units", ()))
    names = Names((unit["id"], unit["name"]) for unit in units)
    groups = Names(campaign.group_names)
    lists = {"units": [(name,) for name in names.shown()], "groups": [(name,) for name in groups.shown()]}
    mapping, ranges = mapping_and_lists(campaign, lists)
    first = _units_page(campaign, units, names, groups, {key: found[0] for key, found in ranges.items()})
    legend = [(Style.IN_TEXT, label("wb-guide-in", lang)), (Style.LEAF, label("wb-guide-locked", lang))]
    guide = guide_sheet(campaign.title, label("wb-roster-guide", lang), legend, lang)
    pages = (guide, first, _people_page(campaign, units, names, ranges["units"][0]), mapping)
    return Book(pages=pages, first=first.name, title=campaign.title, author=campaign.programme.authority)


def _units_page(
    campaign: Campaign, units: list[Mapping[str, Any]], names: Names, groups: Names, ranges: Mapping[str, str]
) -> Page:
    unused = {key for key in (Units.NAME_EN, Units.CODE) if units and not any(key in row for row in units)}
    columns = [
        Column(key=Units.ID, width=22),
        Column(key=Units.NAME, width=32),
        Column(key=Units.NAME_EN, width=24, hidden=Units.NAME_EN in unused),
        Column(key=Units.GROUP, width=26),
        Column(key=Units.PARENT, width=22),
        Column(key=Units.CODE, width=11),
        Column(key=Units.VALID_FROM, width=12, style=Style.IN_DATE),
        Column(key=Units.VALID_TO, width=12, style=Style.IN_DATE),
        *(Column(key=key, width=24) for key in _RARE_UNITS),
    ]
    table = TablePage(campaign, Sheet.UNITS, columns, campaign.title)
    for unit in units:
        cells: dict[str, Value] = {key.value: unit.get(key.value) for key in (Units.ID, Units.NAME, Units.NAME_EN)}
        cells |= {key.value: unit.get(key.value) for key in (Units.CODE, Units.LINEAGE)}
        cells[Units.GROUP] = groups.called(unit["group"])
        cells[Units.PARENT] = names.called(unit["parent"]) if "parent" in unit else None
        for key in (Units.PREDECESSORS, Units.SUCCESSORS):
            cells[key] = SEVERAL.join(_listed(names, other) for other in unit.get(key.value, ()))
        for key in (Units.VALID_FROM, Units.VALID_TO):
            cells[key] = day_value(unit.get(key.value))
        table.lock(table.add(cells, key=unit["id"]), Units.ID)
    for _ in range(SPARE_ROWS):
        table.add({})
    table.check(Units.GROUP, "list", f"={ranges['groups']}", "wb-check-choice", strict=False)
    table.check(Units.PARENT, "list", f"={ranges['units']}", "wb-check-choice", strict=False)
    table.dates(Units.VALID_FROM, Units.VALID_TO)
    table.page.frozen = (table.first, table.at[Units.NAME] + 1)
    return table.page


def _listed(names: Names, unit: str) -> str:
    """A unit in a cell that holds several; a name with the sign that parts them is told by its id."""
    name = names.called(unit)
    return unit if ";" in name else name


def _people_page(campaign: Campaign, units: list[Mapping[str, Any]], names: Names, listed: str) -> Page:
    lang = campaign.lang
    people = list(_people(units))
    used = {key for _, _, person in people for key in person}

    def column(key: People, width: float, style: Style = Style.IN_TEXT) -> Column:
        rare = key in _RARE_PEOPLE[:3] and PERSON_KEYS.get(key, key.value) not in used
        return Column(key=key, width=width, style=style, hidden=rare)

    columns = [
        column(People.UNIT, 34),
        column(People.POST, 20),
        column(People.NAME, 26),
        column(People.TITLE, 34),
        column(People.LOGIN, 26),
        column(People.AREAS, 12),
        column(People.MEMBER_OF, 22),
        column(People.ROLE, 14),
        column(People.SIGNING_KEY, 40),
        column(People.VALID_FROM, 12, Style.IN_DATE),
        column(People.VALID_TO, 12, Style.IN_DATE),
    ]
    table = TablePage(campaign, Sheet.PEOPLE, columns, label("wb-title-people", lang))
    for unit, post, person in people:
        cells: dict[str, Value] = {
            key.value: person.get(key.value) for key in (People.NAME, People.TITLE, People.LOGIN)
        }
        cells |= {People.UNIT: names.called(unit), People.POST: label(f"wb-post-{post}", lang)}
        cells[People.AREAS] = ", ".join(person.get("areas", ()))
        cells[People.MEMBER_OF] = names.called(person["unit"]) if "unit" in person else None
        cells[People.ROLE] = label(f"wb-role-{person['role']}", lang) if "role" in person else None
        cells[People.SIGNING_KEY] = person.get("key")
        for key in (People.VALID_FROM, People.VALID_TO):
            cells[key] = day_value(person.get(key.value))
        table.add(cells)
    for _ in range(2 * SPARE_ROWS):
        table.add({})
    table.check(People.UNIT, "list", f"={listed}", "wb-check-choice", strict=False)
    table.check(People.POST, "list", [label(f"wb-post-{post}", lang) for post in POSTS], "wb-check-choice")
    table.check(People.ROLE, "list", [label(f"wb-role-{role.value}", lang) for role in Role], "wb-check-choice")
    table.dates(People.VALID_FROM, People.VALID_TO)
    table.page.frozen = (table.first, table.at[People.UNIT] + 1)
    return table.page


def _people(units: list[Mapping[str, Any]]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Unit, post and person, unit by unit."""
    for unit in units:
        for post, key in POSTS.items():
            held = unit.get(key, [])
            yield from ((unit["id"], post, person) for person in ([held] if isinstance(held, Mapping) else held))
