"""A table of units (name, group, code, head, accounts) as the rows of a roster; columns by the words over them."""

from collections.abc import Mapping
from typing import Any

from parindex.i18n.numbers import folded
from parindex.imports.annex.sheet import HEAD_ROWS, Cell, Sheet, Sort
from parindex.imports.annex.words import words
from parindex.imports.fault import ImportFault
from parindex.imports.names import LONGEST, is_id, slug
from parindex.model.registry import Commune

SINCE = "2025-07-01"
"""The day since which the communes of the list exist."""


def roster_of(sheet: Sheet, groups: Mapping[str, str], default: str) -> list[dict[str, Any]]:
    """The units in a sheet. `groups` holds id → name; a row without a group takes `default`.

    Raises ImportFault, with the line, for a sheet without a column of names and for the first row that is no unit.
    """
    for number in range(min(len(sheet.rows), HEAD_ROWS)):
        columns = _columns(sheet.rows[number])
        if "name" in columns:
            return _rows(sheet, number + 1, columns, groups, default)
    raise ImportFault("roster-no-name", 1)


def _columns(heads: Mapping[int, Cell]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in heads.items():
        kind = next((kind for kind, form in words().roster.items() if form.search(cell.plain)), None)
        if kind is not None:
            found.setdefault(kind, column)
    return found


def _rows(
    sheet: Sheet, first: int, columns: Mapping[str, int], groups: Mapping[str, str], default: str
) -> list[dict[str, Any]]:
    made: dict[str, dict[str, Any]] = {}
    for cells in sheet.rows[first:]:
        held = {kind: cells[column] for kind, column in columns.items() if column in cells}
        if "name" not in held:
            if len(cells) > 1:
                cell = next(iter(cells.values()))
                raise ImportFault("roster-row-unnamed", cell.line, value=cell.text[:60])
            continue
        row = _row(held, groups, default)
        if row["id"] in made:
            raise ImportFault("roster-twice", held["name"].line, name=row["name"], id=row["id"])
        made[row["id"]] = row
    if not made:
        raise ImportFault("roster-empty", first)
    return list(made.values())


def _row(held: Mapping[str, Cell], groups: Mapping[str, str], default: str) -> dict[str, Any]:
    name = " ".join(held["name"].text.split())
    line = held["name"].line
    unit = held["id"].text if "id" in held else slug(name)
    if not is_id(unit):
        raise ImportFault("import-no-id", line, name=name, longest=str(LONGEST))
    group = _group(held["group"].text, line, groups) if "group" in held else default
    if not group:
        raise ImportFault("roster-no-group", line, name=name, options=", ".join(groups))
    row: dict[str, Any] = {"id": unit, "name": name, "group": group}
    if "code" in held:
        if held["code"].sort in (Sort.NUMBER, Sort.DATE, Sort.FORMULA):
            # A number has lost its zeros already; how many there were, nobody can say here.
            raise ImportFault("roster-code-number", held["code"].line, value=held["code"].text)
        row["code"] = held["code"].text
    if "head" in held:
        row["head"] = {
            "name": " ".join(held["head"].text.split()),
            **({"title": held["title"].text} if "title" in held else {}),
            **({"login": held["login"].text} if "login" in held else {}),
        }
    return row


def _group(text: str, line: int, groups: Mapping[str, str]) -> str:
    wanted = folded(" ".join(text.split()))
    found = [
        group for group, name in groups.items() if wanted in (group, folded(name), folded(group.replace("-", " ")))
    ]
    if len(found) != 1:
        options = ", ".join(f"{group} ({name})" for group, name in groups.items())
        raise ImportFault("roster-group", line, value=text[:60], options=options)
    return found[0]


def units_of_registry(communes: tuple[Commune, ...], group: str) -> list[dict[str, Any]]:
    """The communes of a province as units; two of the same name are told apart by their codes."""
    names = [slug(commune.name) for commune in communes]
    return [
        {
            "id": name if names.count(name) == 1 else f"{name}-{commune.code}",
            "name": commune.name,
            "group": group,
            "code": commune.code,
            "valid-from": SINCE,
        }
        for name, commune in zip(names, communes, strict=True)
    ]
