"""Reads the sheets beside the form: documents, approval, heads of fields."""

import re
from functools import partial

from parindex.excel.cells import day_of, figure_of, line_of, text_of
from parindex.excel.documents import Register, same_link
from parindex.excel.grid import Held
from parindex.excel.layout import APPROVAL_ROWS, LISTED, Contributors, Documents
from parindex.excel.tables import Table
from parindex.excel.taken import Taken
from parindex.i18n.numbers import folded
from parindex.i18n.text import LANGUAGES, label
from parindex.model.finding import error

ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|(?:data|file|javascript|mailto|vbscript):)\S+", re.IGNORECASE)


def take_documents(table: Table, taken: Taken) -> dict[str, dict[str, str]]:
    """The documents of the list by id; one without an id gets one from its number or title."""
    rows: list[tuple[int, str, dict[str, str]]] = []
    for row in table.rows():
        names = [str(column) for column in Documents if column.value in table.columns]
        cells = {name: table.at(row, name) for name in names}
        named = [key for key, cell in cells.items() if not cell.blank and key not in ("key", "called")]
        if named:
            key = taken.read(table, cells["id"], line_of)
            record = {name: _document(table, cells[name], name, taken) for name in named if name != "id"}
            rows.append((row, key, {name: text for name, text in record.items() if text}))
    known: dict[str, tuple[int, dict[str, str]]] = {}
    for row, key, record in rows:
        if key and key in known:
            cell = table.at(row, "id")
            first = table.at(known[key][0], "id").address
            taken.findings.append(error("workbook-row-twice", *table.place(cell), value=key, first=first))
        elif key:
            known[key] = (row, record)
    register = Register({key: record for key, (_, record) in known.items()})
    order: dict[str, dict[str, str]] = {}
    for row, said, record in rows:
        key = said or register.add(record)
        order.setdefault(key, record)
        taken.places.setdefault(("evidence", key), table.place(table.at(row, "title")))
        for name in table.columns:
            taken.places.setdefault(("evidence", key, name), table.place(table.at(row, name)))
    return order


def _document(table: Table, cell: Held, name: str, taken: Taken) -> str:
    if name == "date":
        return taken.read(table, cell, partial(day_of, grid=table.grid))
    if name == "url":
        return link_of(table, cell, taken)[0]
    if name == "length":
        return taken.read(table, cell, partial(figure_of, percent=False))
    text = taken.read(table, cell, line_of)
    if name in LISTED and text:
        prefix, words = LISTED[name]
        known = {folded(label(f"{prefix}-{word}", lang)): word for word in words for lang in LANGUAGES}
        said = known.get(folded(text)) or (text if text in words else "")
        if not said:
            options = "; ".join(label(f"{prefix}-{word}", "vi") for word in words)
            taken.findings.append(error("workbook-choice", *table.place(cell), value=text[:60], options=options))
        return said
    return text


def link_of(table: Table, cell: Held, taken: Taken) -> tuple[str, str]:
    """The address of a cell and the words that stand for it, empty where the address stands itself.

    A cell that shows one address and leads to another deceives its reader, so it is refused.
    """
    text = taken.read(table, cell, line_of)
    link = cell.link
    if not ADDRESS.fullmatch(text):
        return link or text, text if link else ""
    if link and same_link(link) != same_link(text):
        taken.findings.append(error("workbook-link", *table.place(cell), shown=text[:100], link=link[:100]))
    return text, ""


def take_approval(table: Table, taken: Taken) -> dict[str, str]:
    """The facts of the approval that are filled in."""
    told: dict[str, str] = {}
    for row in table.rows():
        key = table.at(row, "key").content
        cell = table.at(row, "answer")
        if key not in APPROVAL_ROWS:
            continue
        if cell.blank:
            taken.places.setdefault(("approval", str(key)), table.place(cell))
            continue
        reader = partial(day_of, grid=table.grid) if key == "date" else line_of
        text = taken.read(table, cell, reader, "approval", str(key))
        if text:
            told[str(key)] = text
            taken.places.setdefault(("approval",), table.place(cell))
    return {key: told[key] for key in APPROVAL_ROWS if key in told}


def take_contributors(table: Table, taken: Taken) -> list[dict[str, object]]:
    """The heads of fields."""
    rows: list[dict[str, object]] = []
    for row in table.rows():
        cells = [table.at(row, column.value) for column in Contributors if column.value != "key"]
        if all(cell.blank for cell in cells):
            continue
        number = str(len(rows))
        record: dict[str, object] = {}
        for column in ("field", "head", "officer", "areas"):
            text = taken.read(table, table.at(row, column), text_of, "contributors", number, column)
            if text:
                record[column] = re.split(r"\s*[,;]\s*", text) if column == "areas" else text
        taken.places[("contributors", number)] = table.place(cells[0])
        rows.append(record)
    return rows
