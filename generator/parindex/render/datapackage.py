"""The description of tables after the Frictionless Data Package and Table Schema specifications (version 1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parindex.model.regulation import Source
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
    sources: Sequence[Source] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What is said of all tables together: `author` made the figures, `publisher` is the site; `created` a day."""

    name: str
    title: str
    version: str
    publisher: str
    author: str = ""
    created: str = ""
    sources: Sequence[Source] = ()


def data_package(package: Package, tables: Sequence[Table]) -> dict[str, Any]:
    """What lies where, with type, meaning, size and hash, who made it and from what."""
    people = [{"title": package.author, "role": "author"}] if package.author else []
    described: dict[str, Any] = {
        "name": package.name,
        "title": package.title,
        "profile": "tabular-data-package",
        "version": package.version,
        "licenses": [{"name": LICENCE, "path": LICENCE_URL}],
        "contributors": [*people, {"title": package.publisher, "role": "publisher"}],
    }
    if package.created:
        described["created"] = f"{package.created}T00:00:00+07:00"
    if package.sources:
        described["sources"] = [_source(source) for source in package.sources]
    return described | {"resources": [_resource(table) for table in tables]}


def _source(source: Source) -> dict[str, str]:
    title = ", ".join(part for part in (source.title, source.publisher, source.decision, source.dated) if part)
    return {"title": title, **({"path": source.url} if source.url else {})}


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
        **({"sources": [_source(source) for source in table.sources]} if table.sources else {}),
        "schema": {"fields": [_field(*column) for column in table.columns], "missingValues": [""]},
    }


def _field(name: str, kind: str, title: str) -> dict[str, Any]:
    values = {"trueValues": ["true"], "falseValues": ["false"]} if kind == "boolean" else {}
    return {"name": name, "type": kind, "title": title, **values}
