"""Reads the bonus and penalty entries and their documents."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from parindex.encode.filing import record_in_order
from parindex.excel.campaign import Campaign
from parindex.excel.cells import BadCell, day_of, figure_of, line_of, text_of
from parindex.excel.columns import Entries
from parindex.excel.documents import Register
from parindex.excel.grid import Held
from parindex.excel.layout import Sheet, is_fractional
from parindex.excel.plan_adjustments import KINDS, option_choices
from parindex.excel.tables import Table
from parindex.excel.take_evidence import DOCUMENT, references, told
from parindex.excel.take_rows import SHOWN, missing, named
from parindex.excel.take_sides import take_documents
from parindex.excel.taken import Taken
from parindex.i18n.numbers import folded
from parindex.model import criteria as c
from parindex.model.finding import error

_KEYS = tuple(column.value for column in Entries if column is not Entries.KEY)
_MORE = (Entries.OPTION, *(Entries(column.value) for column in DOCUMENT))
"""What a row that continues an entry may hold."""


def take_adjustments(tables: Mapping[Sheet, Table], campaign: Campaign, taken: Taken) -> None:
    """Puts the value of `adjustments.yaml` into `taken`."""
    assert campaign.cycle is not None
    register = Register(take_documents(tables[Sheet.DOCUMENTS], taken))
    told = {kind: _entries(tables[sheet], campaign, kind, register, taken) for sheet, kind in KINDS.items()}
    taken.value = {"cycle": campaign.cycle.id}
    if register.records:
        taken.value["evidence"] = {key: record_in_order(record) for key, record in register.records.items()}
    taken.value |= {kind: entries for kind, entries in told.items() if entries}


def _entries(table: Table, campaign: Campaign, kind: str, register: Register, taken: Taken) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []
    for rows in _blocks(table, taken):
        place = (kind, str(len(entries)))
        first = rows[0]
        unit = named(table, first, Entries.UNIT, campaign.units, taken)
        item = named(table, first, Entries.ITEM, campaign.item_names(kind), taken)
        for column, found in ((Entries.UNIT, unit), (Entries.ITEM, item)):
            if found == "":
                missing(table, first, column, taken)
            taken.places[(*place, column.value)] = table.place(table.at(first, column))
        taken.places[place] = table.place(table.at(first, Entries.ITEM))
        leaf = next((leaf for leaf in campaign.items(kind) if leaf.code == item), None)
        entry: dict[str, Any] = {"unit": unit or "", "item": item or "", **_facts(table, rows, leaf, taken, place)}
        taken.places[(*place, "evidence")] = table.place(table.at(first, Entries.EVIDENCE))
        if refs := list(references(table, register, taken, rows, (*place, "evidence"))):
            entry["evidence"] = refs
        for column, reader in ((Entries.REASON, text_of), (Entries.BY, line_of)):
            if text := taken.read(table, table.at(first, column), reader, *place, column.value):
                entry[column.value] = text
            elif table.at(first, column).blank:
                missing(table, first, column, taken)
        if text := taken.read(table, table.at(first, Entries.DATE), partial(day_of, grid=table.grid), *place, "date"):
            entry["date"] = text
        entries.append(entry)
    return entries


def _blocks(table: Table, taken: Taken) -> list[list[int]]:
    """The rows of each entry; a row without unit and item belongs to the entry above it."""
    blocks: list[list[int]] = []
    for row in table.rows():
        filled = [key for key in _KEYS if not table.at(row, key).blank]
        if not filled:
            continue
        if {Entries.UNIT, Entries.ITEM} & set(filled) or not blocks or not set(filled) <= set(_MORE):
            blocks.append([row])
        else:
            blocks[-1].append(row)
    return blocks


def _facts(
    table: Table, rows: Sequence[int], leaf: c.Leaf | None, taken: Taken, place: tuple[str, ...]
) -> dict[str, Any]:
    """What an entry declares, in the order of the file."""
    facts: dict[str, Any] = {}
    rule = leaf.rule if leaf is not None else None
    chosen = [key for row in rows if (key := _option(table, row, rule, taken, place))]
    if chosen and isinstance(rule, c.Checklist):
        facts["items"] = [item.id for item in rule.items if item.id in chosen]
        facts["items"] += [key for key in chosen if key not in facts["items"]]
    elif chosen:
        facts["option"] = chosen[0]
        for row in rows[1:]:
            cell = table.at(row, Entries.OPTION)
            if not cell.blank:
                taken.findings.append(error("workbook-row", *table.place(cell), value=told(cell)))
    for key in (Entries.DONE, Entries.TOTAL, Entries.EXCUSED, Entries.NUMBER):
        percent = leaf is not None and is_fractional(leaf.rule, key.value)
        reader = partial(figure_of, percent=percent)
        if text := taken.read(table, table.at(rows[0], key), reader, *place, key.value):
            facts[key.value] = text
    reader_of_figures = partial(_figures_text, rule=rule)
    if text := taken.read(table, table.at(rows[0], Entries.FIGURES), reader_of_figures, *place, "figures"):
        facts["figures"] = dict(pair.split(":", 1) for pair in text.split("\n"))
    reader = partial(figure_of, percent=False)
    if text := taken.read(table, table.at(rows[0], Entries.POINTS), reader, *place, "points"):
        facts["points"] = text
    return facts


def _option(table: Table, row: int, rule: c.Rule | None, taken: Taken, place: tuple[str, ...]) -> str:
    cell = table.at(row, Entries.OPTION)
    text = taken.read(table, cell, line_of, *place, "items" if isinstance(rule, c.Checklist) else "option")
    options = rule.options if isinstance(rule, c.Choice) else rule.items if isinstance(rule, c.Checklist) else ()
    if not text or rule is None or not options:
        # The checker tells that the item takes none.
        return text
    spelt = option_choices(rule)
    for option, choice in zip(options, spelt, strict=True):
        if text == option.id or _same(text) in (_same(choice), _same(option.label)):
            return option.id
    taken.findings.append(error("workbook-choice", *table.place(cell), value=text[:SHOWN], options="; ".join(spelt)))
    return ""


def _figures_text(cell: Held, rule: c.Rule | None) -> str:
    """Named figures as `name:figure` lines; a name may be the words that ask for the figure."""
    known = {_same(meaning): name for name, meaning in rule.figures.items()} if isinstance(rule, c.Branches) else {}
    pairs = []
    for part in filter(None, re.split(r"[;\n]", text_of(cell))):
        name, sign, figure = part.rpartition(":")
        if not sign:
            raise BadCell("workbook-value", value=part.strip()[:SHOWN], form="form-cell-figures")
        said = figure_of(Held(row=cell.row, column=cell.column, content=figure.strip() or None), percent=True)
        pairs.append(f"{known.get(_same(name), name.strip())}:{said}")
    return "\n".join(pairs)


def _same(text: str) -> str:
    return folded(" ".join(text.split()))
