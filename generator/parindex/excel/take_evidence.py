"""Reads the cells that name documents, beside a criterion or an entry: by number, title, id or a link of their own."""

import re
from collections.abc import Iterator, Mapping, Sequence

from parindex.excel.cells import line_of, pages_of, shown, text_of
from parindex.excel.documents import Register
from parindex.excel.grid import Held
from parindex.excel.layout import Form
from parindex.excel.tables import Table
from parindex.excel.take_sides import ADDRESS, link_of
from parindex.excel.taken import Taken
from parindex.model.finding import Place, error

DOCUMENT = (Form.EVIDENCE, Form.PAGES, Form.SECTION)
"""The columns that name a document, in every sheet that has them."""


def references(
    table: Table, register: Register, taken: Taken, rows: Sequence[int], place: Place
) -> Iterator[str | Mapping[str, str]]:
    """The documents that rows name, as the parts of the list at `place`; those that only stand here are registered."""
    number = 0
    for row in rows:
        cells = [table.at(row, column) for column in DOCUMENT]
        if all(cell.blank for cell in cells):
            continue
        pages = taken.read(table, cells[1], pages_of, *place, str(number), "pages")
        section = taken.read(table, cells[2], line_of, *place, str(number), "section")
        keys = list(_documents(table, register, taken, cells[0], several=not (pages or section)))
        if cells[0].blank:
            filled = next(cell for cell in cells if not cell.blank)
            taken.findings.append(error("workbook-row", *table.place(filled), value=told(filled)))
        for key in keys:
            taken.places[(*place, str(number))] = table.place(cells[0])
            number += 1
            more = {name: text for name, text in (("pages", pages), ("section", section)) if text}
            yield {"id": key, **more} if more else key


def told(cell: Held) -> str:
    """What a cell holds, for a message."""
    return (cell.formula or (shown(cell.content) if cell.content is not None else cell.link))[:60]


def _documents(table: Table, register: Register, taken: Taken, cell: Held, *, several: bool) -> Iterator[str]:
    """The ids of the documents that a cell names: of the list, or by a link of its own."""
    if cell.blank:
        return
    url, words = link_of(table, cell, taken)
    text = words or url
    named, linked = register.named(text), register.linked(url)
    if named is not None:
        if cell.link and linked is None and register.records[named].get("url"):
            held = register.records[named]["url"]
            where = table.place(cell)
            taken.findings.append(error("workbook-link", *where, shown=held[:100], link=cell.link[:100]))
        # A link to another document of the list stayed behind when the text was typed over.
        yield named
        return
    if linked is not None and (not words or register.speaks_of(words, linked)):
        yield linked
        return
    parts = [part.strip() for part in re.split(r"[;\n]", text_of(cell))] if several and not cell.formula else []
    several_named = [register.named(part) for part in parts if part]
    if several_named and all(several_named):
        yield from (key for key in several_named if key)
    elif ADDRESS.fullmatch(url) and linked is None:
        title = words or re.split(r"[?#]", url.rstrip("/"))[0].rpartition("/")[2] or url
        key = register.add({"title": title, "url": url})
        taken.places.setdefault(("evidence", key), table.place(cell))
        yield key
    elif text:
        hint = register.close_to(text) or (register.called(linked) if linked else "")
        taken.findings.append(error("workbook-document", *table.place(cell), value=text[:100], hint=hint))
