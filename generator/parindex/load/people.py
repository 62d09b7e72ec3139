"""Decodes persons: who holds an office, who files, signs and sits in a council."""

from collections.abc import Iterable, Mapping
from typing import Any

from parindex.model.roster import Person, Role


def people(rows: Iterable[Mapping[str, Any]]) -> tuple[Person, ...]:
    """Persons of a list, in its order."""
    return tuple(person(row) for row in rows)


def person(row: Mapping[str, Any]) -> Person:
    """One person."""
    return Person(
        name=row["name"],
        title=row.get("title", ""),
        unit=row.get("unit", ""),
        login=row.get("login", ""),
        role=Role(row.get("role", "member")),
        areas=tuple(row.get("areas", ())),
        key=row.get("key", ""),
        valid_from=row.get("valid-from", ""),
        valid_to=row.get("valid-to", ""),
    )
