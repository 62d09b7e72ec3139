"""The description of tables after the Frictionless Data Package and Table Schema specifications (version 1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parindex.render.opendata.texts import LICENCE, LICENCE_URL


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A CSV table as written; `path` is relative to the package, `columns` are name, type and title."""

    name: str
    title: str
    path: str
    columns: Sequence[tuple[str, str, str]]
    sha256: str
    size: int


def data_package(name: str, title: str, tables: Sequence[Table]) -> dict[str, Any]:
    """What lies where, with type, meaning, size and hash."""
    return {
        "name": name,
        "title": title,
        "profile": "tabular-data-package",
        "licenses": [{"name": LICENCE, "path": LICENCE_URL}],
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "path": table.path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": table.size,
        "hash": f"sha256:{table.sha256}",
        "schema": {"fields": [_field(*column) for column in table.columns], "missingValues": [""]},
    }


def _field(name: str, kind: str, title: str) -> dict[str, Any]:
    values = {"trueValues": ["true"], "falseValues": ["false"]} if kind == "boolean" else {}
    return {"name": name, "type": kind, "title": title, **values}
