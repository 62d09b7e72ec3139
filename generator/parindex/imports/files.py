"""What an import wants to write, and the parts of it that several imports share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from parindex.encode.yamltext import block, yaml_text
from parindex.imports.fault import ImportFault
from parindex.load.document import Document, read_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The files as they should stand, by path, and how many rows of the table went into them."""

    files: Mapping[str, str]
    rows: int


def readable(path: str, text: str, *, top: str) -> Document:
    """An existing file as a document; ImportFault where it cannot be read or lacks the mapping or list `top`."""
    document = read_document(path, text.encode())
    if (
        document.findings
        or not isinstance(document.value, dict)
        or not isinstance(document.value.get(top), dict | list)
    ):
        raise ImportFault("import-unreadable", path=path)
    return document


def roster_text(path: str, existing: str | None, wanted: Iterable[Mapping[str, Any]]) -> str:
    """`units.yaml` with the wanted units. Units that are there already stay as they are; new ones come at the end.

    Raises ImportFault where a unit is there with another group, or where the file is not in block style.
    """
    rows = list(wanted)
    if existing is None:
        return yaml_text({"units": rows}, rows_in_line=False)
    document = readable(path, existing, top="units")
    known = {unit.get("id"): unit for unit in document.value["units"] if isinstance(unit, dict)}
    for row in rows:
        held = known.get(row["id"])
        if held is not None and held.get("group") != row["group"]:
            groups = {"held": str(held.get("group")), "group": str(row["group"])}
            raise ImportFault("import-unit-group", path=path, unit=str(row["id"]), **groups)
    new = [row for row in rows if row["id"] not in known]
    if not new:
        return existing
    grown = existing.rstrip() + "\n" + "\n".join(block({"units": new}, 0, rows_in_line=False)[1:]) + "\n"
    expected = {**document.value, "units": [*document.value["units"], *new]}
    if read_document(path, grown.encode()).value != expected:
        raise ImportFault("import-not-mergeable", path=path)
    return grown
