"""The workbook of bonus and penalty entries: one sheet each, the documents, and the items of the regulation."""

from collections.abc import Mapping, Sequence
from typing import Any

from parindex.excel.book import Book, Page, Style, Value, address
from parindex.excel.campaign import SPARE_ROWS, Campaign, Column, TablePage, mapping_and_lists
from parindex.excel.columns import Entries
from parindex.excel.documents import Register
from parindex.excel.layout import GUIDE, MARK, Sheet, choices
from parindex.excel.measure import LINE_POINTS, lines_of
from parindex.excel.plan_leaf import figure_value
from parindex.excel.plan_sides import day_value, documents_page, guide_sheet
from parindex.i18n.numbers import plain_text
from parindex.i18n.text import label
from parindex.i18n.words import Words
from parindex.model import criteria as c
from parindex.model.links import link_fault

KINDS = {Sheet.BONUS: "bonus", Sheet.PENALTY: "penalty"}
_NUMBERS = (Entries.NUMBER, Entries.DONE, Entries.TOTAL, Entries.EXCUSED, Entries.POINTS)


def adjustments_book(campaign: Campaign) -> Book:
    """The workbook: guide, bonus, penalty, documents, the items with their rules, and the hidden sheet."""
    lang = campaign.lang
    records = campaign.value.get("evidence", {})
    documents, called = documents_page(records, campaign.footer, lang)
    lists: dict[str, Sequence[Sequence[Value]]] = {"units": [(name,) for name in campaign.units.shown()]}
    for kind in KINDS.values():
        names = campaign.item_names(kind)
        lists[f"{kind}-items"] = [(name,) for name in names.shown()]
        lists[f"{kind}-options"] = [
            (names.called(leaf.code), choice) for leaf in campaign.items(kind) for choice in option_choices(leaf.rule)
        ]
    mapping, ranges = mapping_and_lists(campaign, lists)
    register = Register(records)
    sheets = [_entries_page(campaign, sheet, register, ranges, called) for sheet in KINDS]
    legend = [(Style.IN_TEXT, label("wb-guide-in", lang))]
    guide = guide_sheet(campaign.title, label("wb-adjustments-guide", lang), legend, lang)
    pages = (guide, *sheets, documents, _items_page(campaign), mapping)
    return Book(pages=pages, first=sheets[0].name, title=campaign.title, author=campaign.programme.authority)


def option_choices(rule: c.Rule) -> list[str]:
    """What can be chosen of an item, as the drop-down spells it; nothing where its points follow from figures."""
    options = rule.options if isinstance(rule, c.Choice) else rule.items if isinstance(rule, c.Checklist) else ()
    return choices([option.label for option in options])


def _asked(rule: c.Rule) -> frozenset[str]:
    must, may = c.wanted_facts(rule)
    return must | may | (frozenset({"points"}) if isinstance(rule, c.CouncilMark) else frozenset())


def _entries_page(
    campaign: Campaign, sheet: Sheet, register: Register, ranges: Mapping[str, Sequence[str]], called: str
) -> Page:
    kind = KINDS[sheet]
    entries: Sequence[Mapping[str, Any]] = campaign.value.get(kind, [])
    used = {key for leaf in campaign.items(kind) for key in _asked(leaf.rule)} | {key for row in entries for key in row}
    used |= {"section"} & {key for row in entries for ref in row.get("evidence", ()) for key in ref}
    used |= {"option"} if "items" in used else set()

    def column(key: Entries, width: float, style: Style = Style.IN_TEXT) -> Column:
        always = key not in (*_NUMBERS, Entries.OPTION, Entries.FIGURES, Entries.SECTION)
        return Column(key=key, width=width, style=style, hidden=not always and key.value not in used)

    columns = [
        column(Entries.UNIT, 24),
        column(Entries.ITEM, 34),
        column(Entries.OPTION, 28),
        *(column(key, 9, Style.IN_NUMBER) for key in _NUMBERS[:-1]),
        column(Entries.FIGURES, 18),
        column(Entries.POINTS, 9, Style.IN_NUMBER),
        column(Entries.EVIDENCE, 20),
        column(Entries.PAGES, 8, Style.IN_CENTRE),
        column(Entries.SECTION, 10),
        column(Entries.REASON, 44),
        column(Entries.BY, 16),
        column(Entries.DATE, 12, Style.IN_DATE),
    ]
    title = label(f"wb-adjustments-{kind}", campaign.lang, cycle=campaign.cycle.title if campaign.cycle else "")
    table = TablePage(campaign, sheet, columns, title)
    for entry in entries:
        for cells, links in _rows(campaign, kind, entry, register):
            table.add(cells, links=links)
    for _ in range(SPARE_ROWS):
        table.add({})
    table.check(Entries.UNIT, "list", f"={ranges['units'][0]}", "wb-check-choice")
    table.check(Entries.ITEM, "list", f"={ranges[f'{kind}-items'][0]}", "wb-check-choice")
    items, options = ranges[f"{kind}-options"] if len(ranges[f"{kind}-options"]) > 1 else ("", "")
    if options:
        # Only what belongs to the item of the row: its options stand together in the list.
        item = f"${address(table.first, table.at[Entries.ITEM])}"
        first = options.split(":")[0]
        source = f"=OFFSET({first},MATCH({item},{items},0)-1,0,COUNTIF({items},{item}),1)"
        table.check(Entries.OPTION, "list", source, "wb-check-choice", strict=False)
    for key in _NUMBERS:
        table.counts(key, fractional=True)
    table.check(Entries.EVIDENCE, "list", f"={called}", "wb-check-choice", strict=False)
    table.dates(Entries.DATE)
    table.page.frozen = (table.first, table.at[Entries.ITEM])
    return table.page


def _rows(
    campaign: Campaign, kind: str, entry: Mapping[str, Any], register: Register
) -> list[tuple[dict[str, Value], dict[str, str]]]:
    """The rows of an entry: one for each document, and for each thing that was chosen, but one at least."""
    leaf = next((leaf for leaf in campaign.items(kind) if leaf.code == entry["item"]), None)
    chosen = [_option_name(leaf, option) for option in ([entry["option"]] if "option" in entry else [])]
    chosen += [_option_name(leaf, option) for option in entry.get("items", ())]
    refs = [{"id": ref} if isinstance(ref, str) else ref for ref in entry.get("evidence", ())]
    rows: list[tuple[dict[str, Value], dict[str, str]]] = []
    for number in range(max(1, len(chosen), len(refs))):
        cells: dict[str, Value] = {}
        links: dict[str, str] = {}
        if number < len(chosen):
            cells[Entries.OPTION] = chosen[number]
        if number < len(refs):
            ref = refs[number]
            known = register.records.get(ref["id"])
            cells |= {key: ref[key] for key in ("pages", "section") if key in ref}
            cells[Entries.EVIDENCE] = register.called(ref["id"]) if known is not None else ref["id"]
            url = (known or {}).get("url", "")
            links = {Entries.EVIDENCE.value: url} if url and not link_fault(url) else {}
        if number == 0:
            cells[Entries.UNIT] = campaign.units.called(entry["unit"])
            cells[Entries.ITEM] = campaign.item_names(kind).called(entry["item"])
            cells |= {key.value: figure_value(entry[key.value]) for key in _NUMBERS if key.value in entry}
            figures = entry.get("figures", {})
            cells[Entries.FIGURES] = "\n".join(f"{name}: {_typed(value)}" for name, value in figures.items())
            cells |= {key.value: entry.get(key.value) for key in (Entries.REASON, Entries.BY)}
            cells[Entries.DATE] = day_value(entry.get("date"))
        rows.append((cells, links))
    return rows


def _typed(figure: str) -> str:
    return figure.replace(".", ",")


def _option_name(leaf: c.Leaf | None, option: str) -> str:
    rule = leaf.rule if leaf is not None else None
    options = rule.options if isinstance(rule, c.Choice) else rule.items if isinstance(rule, c.Checklist) else ()
    spelt = choices([entry.label for entry in options])
    return next((words for entry, words in zip(options, spelt, strict=True) if entry.id == option), option)


def _items_page(campaign: Campaign) -> Page:
    """The items of the regulation with their caps, to be read only."""
    lang, words = campaign.lang, Words(campaign.lang)
    widths = {0: 4.0, 1: 12.0, 2: 50.0, 3: 10.0, 4: 44.0, 5: 34.0}
    page = Page(name=label("wb-sheet-items", lang), widths=widths, hidden_columns=frozenset({0}))
    page.footer = campaign.footer
    page.put(0, 0, f"{MARK}{GUIDE}", Style.HIDDEN)
    page.hidden_rows.add(0)
    page.wide(1, 1, 5, label("wb-title-items", lang).upper(), Style.TITLE)
    page.heights[1] = 26
    heads = ("wb-items-kind", "wb-items-name", "wb-items-max", "wb-items-rule", "wb-items-groups")
    for column, key in enumerate(heads, 1):
        page.put(2, column, label(key, lang), Style.HEAD)
    groups = _group_names(campaign)
    row = 3
    for kind in KINDS.values():
        for leaf in campaign.items(kind):
            rule = "\n".join(words.rule_lines(leaf))
            where = "\n".join(groups.get(group, group) for group in leaf.groups) or label("wb-items-all", lang)
            texts = (label(f"method-{kind}", lang), leaf.name, plain_text(leaf.max_points, lang), rule, where)
            for column, text in enumerate(texts, 1):
                page.put(row, column, text, Style.CENTRE if column == 3 else Style.LEAF)
            high = max(lines_of(text, widths[column] * 1.1) for column, text in enumerate(texts, 1))
            page.heights[row] = high * LINE_POINTS + 4
            row += 1
    page.frozen, page.repeat_row = (3, 0), 2
    return page


def _group_names(campaign: Campaign) -> Mapping[str, str]:
    return {group.id: group.name for group in campaign.regulation.groups} if campaign.regulation else {}
