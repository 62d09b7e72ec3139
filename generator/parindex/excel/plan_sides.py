"""The sheets beside the form: the guide, the list of documents, the approval, the heads of fields."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from parindex.excel.book import Check, Page, Style, address
from parindex.excel.layout import (
    APPROVAL_ROWS,
    GUIDE,
    LISTED,
    MARK,
    Approval,
    Contributors,
    Documents,
    Sheet,
    head,
)
from parindex.excel.measure import LINE_POINTS, lines_of
from parindex.excel.settings import Settings
from parindex.i18n.text import label
from parindex.model.links import link_fault
from parindex.model.roster import is_date

SPARE_ROWS = 40

WIDTHS = {
    Documents.KEY: 4,
    Documents.ID: 22,
    Documents.KIND: 14,
    Documents.NUMBER: 16,
    Documents.ISSUER: 22,
    Documents.TITLE: 46,
    Documents.DATE: 12,
    Documents.URL: 38,
    Documents.PAGES: 9,
    Documents.LENGTH: 8,
    Documents.SECTION: 14,
    Documents.NOTE: 18,
    Documents.VISIBILITY: 10,
    Documents.CUSTODIAN: 16,
    Documents.REASON: 22,
    Documents.SIGNER: 16,
    Documents.PATH: 18,
    Documents.SHA256: 18,
    Documents.CALLED: 12,
}
_RARE = (Documents.SECTION, Documents.NOTE, Documents.SIGNER, Documents.PATH, Documents.SHA256)


def documents_page(records: Mapping[str, Any], footer: str, lang: str) -> tuple[Page, str]:
    """The list of documents with room for more, and the range of the names that the form offers."""
    at = {column: number for number, column in enumerate(Documents)}
    unused = {at[column] for column in _RARE if not any(column.value in record for record in records.values())}
    page = Page(
        name=label("wb-sheet-documents", lang),
        widths={at[column]: width for column, width in WIDTHS.items()},
        hidden_columns=frozenset({at[Documents.KEY], at[Documents.CALLED], *unused}),
        footer=footer,
    )
    row = table_head(page, lang, Sheet.DOCUMENTS, Documents, at[Documents.SHA256])
    first = row
    for key, record in [*records.items(), *((("", {}),) * SPARE_ROWS)]:
        page.put(row, at[Documents.KEY], None, Style.HIDDEN)
        page.put(row, at[Documents.ID], key or None, Style.IN_TEXT)
        for column in Documents:
            if column in (Documents.KEY, Documents.ID, Documents.CALLED):
                continue
            value = record.get(column.value)
            style = Style.IN_CENTRE if column in (Documents.PAGES, Documents.LENGTH) else Style.IN_TEXT
            link = ""
            for listed, (prefix, words) in LISTED.items():
                if column is listed and value in words:
                    value = label(f"{prefix}-{value}", lang)
            if column is Documents.DATE:
                style = Style.IN_DATE
                value = day_value(value)
            if column is Documents.URL and value and not link_fault(value):
                style, link = Style.IN_LINK, value
            page.put(row, at[column], value, style, link=link)
        number, title = address(row, at[Documents.NUMBER]), address(row, at[Documents.TITLE])
        called = record.get("number") or record.get("title", "")
        formula = f'=IF({number}<>"",{number},IF({title}<>"",{title},""))'
        page.compute(row, at[Documents.CALLED], formula, Style.HIDDEN, called)
        texts = ((column, record.get(column.value, "")) for column in WIDTHS if column is not Documents.URL)
        page.heights[row] = max(1, *(lines_of(text, WIDTHS[column]) for column, text in texts)) * LINE_POINTS + 3
        row += 1
    for name, (prefix, words) in LISTED.items():
        source = [label(f"{prefix}-{word}", lang) for word in words]
        place = at[Documents(name)]
        area = (first, place, row - 1, place)
        title, message = label("wb-check", lang), label("wb-check-choice", lang)
        page.checks.append(Check(area=area, kind="list", source=source, title=title, message=message))
    name = page.name.replace("'", "''")
    last = at[Documents.CALLED]
    called = f"'{name}'!{address(first, last, fixed=True)}:{address(row - 1, last, fixed=True)}"
    return page, called


def day_value(text: str | None) -> str | date | None:
    """A day as a date of a spreadsheet, which begins in 1900; another text as it is."""
    return date.fromisoformat(text) if text and is_date(text) and text >= "1901" else text


def table_head(page: Page, lang: str, sheet: Sheet, columns: type[StrEnum], last: int) -> int:
    """Hidden keys, title, heads; the row after them."""
    for number, column in enumerate(columns):
        page.put(0, number, column.value, Style.HIDDEN)
    page.put(0, 0, f"{MARK}{sheet.value}", Style.HIDDEN)
    page.hidden_rows.add(0)
    visible = [number for number in range(1, last + 1) if number not in page.hidden_columns]
    page.wide(1, visible[0], visible[-1], label(f"wb-title-{sheet.value}", lang).upper(), Style.TITLE)
    page.wide(2, visible[0], visible[-1], label(f"wb-how-{sheet.value}", lang), Style.SUBTITLE)
    page.heights |= {1: 26, 2: 34, 3: 32}
    for number, column in enumerate(columns):
        style = Style.HEAD if number and column is not Documents.CALLED else Style.HIDDEN
        page.put(3, number, head(sheet, column.value, lang), style)
    page.frozen = (4, 0)
    page.repeat_row = 3
    return 4


def question_page(
    sheet: Sheet,
    columns: type[StrEnum],
    questions: Mapping[str, str],
    held: Mapping[str, Any],
    lang: str,
    *,
    width: int,
    days: Collection[str],
    long: Collection[str] = (),
) -> tuple[Page, int]:
    """A sheet with a question a row and its answer beside it, for one sheet of paper; with the row after them.

    `questions` are the words of each key, `held` what is answered already. The answers `width` characters wide are
    dates for the keys in `days`, and have two lines for those in `long`.
    """
    page = Page(
        name=label(f"wb-sheet-{sheet.value}", lang),
        widths={0: 4, 1: 34, 2: width},
        hidden_columns=frozenset({0}),
        landscape=False,
    )
    row = table_head(page, lang, sheet, columns, 2)
    for key, words in questions.items():
        answer = held.get(key)
        page.put(row, 0, key, Style.HIDDEN)
        page.put(row, 1, words, Style.LEAF)
        if key in days:
            page.put(row, 2, day_value(answer), Style.IN_DATE)
        else:
            page.put(row, 2, answer, Style.IN_TEXT)
        page.heights[row] = 34 if key in long else 20
        row += 1
    return page, row


def approval_page(settings: Settings) -> Page:
    """The head's approval: who, when, on which paper."""
    lang = settings.lang
    held = settings.value.get("approval", {})
    questions = {key: label(f"wb-approval-{key}", lang) for key in APPROVAL_ROWS}
    page, row = question_page(Sheet.APPROVAL, Approval, questions, held, lang, width=62, days=("date",))
    person = settings.unit.head if settings.unit else None
    row += 1
    page.wide(row, 1, 2, label("wb-sign", lang), Style.SIGN)
    page.wide(row + 5, 1, 2, held.get("by") or (person.name if person else ""), Style.SIGN)
    return page


def contributors_page(settings: Settings) -> Page:
    """Who prepared which areas, where the unit is a whole city."""
    lang = settings.lang
    page = Page(
        name=label("wb-sheet-contributors", lang),
        widths={0: 4, 1: 22, 2: 42, 3: 30, 4: 16},
        hidden_columns=frozenset({0}),
    )
    row = table_head(page, lang, Sheet.CONTRIBUTORS, Contributors, 4)
    held = settings.value.get("contributors", [])
    for entry in [*held, *({} for _ in range(10))]:
        page.put(row, 0, None, Style.HIDDEN)
        for number, column in enumerate(Contributors):
            if number:
                value = entry.get(column.value)
                page.put(row, number, ", ".join(value) if isinstance(value, list) else value, Style.IN_TEXT)
        page.heights[row] = 18
        row += 1
    return page


def guide_page(settings: Settings) -> Page:
    """How to fill the form in, for somebody who knows spreadsheets and nothing else of this."""
    lang = settings.lang
    deadline = settings.cycle.deadline(settings.unit.id if settings.unit else "")
    text = label("wb-guide", lang)
    if settings.unit is None:
        text = f"{label('wb-guide-unit', lang)}\n{text}"
    if deadline:
        day = "/".join(reversed(deadline.split("-"))) if lang == "vi" else deadline
        text = f"{label('wb-guide-deadline', lang, date=day)}\n{text}"
    title = label("wb-guide-title", lang, unit=settings.called, cycle=settings.cycle.id)
    legend = [
        (look, label(f"wb-guide-{key}", lang))
        for key, look in (("in", Style.IN_TEXT), ("closed", Style.CLOSED), ("council", Style.COUNCIL))
    ]
    return guide_sheet(title, text, legend, lang)


def guide_sheet(title: str, text: str, legend: Iterable[tuple[Style, str]], lang: str) -> Page:
    """A guide: lines that begin with "# " are headings; after them, what the colours of cells mean."""
    page = Page(name=label("wb-sheet-guide", lang), widths={0: 3, 1: 104}, landscape=False)
    page.put(0, 0, f"{MARK}{GUIDE}", Style.HIDDEN)
    page.hidden_rows.add(0)
    page.put(1, 1, title, Style.GUIDE_HEAD)
    page.heights[1] = 30
    row = 2
    for line in text.strip().split("\n"):
        style = Style.GUIDE_HEAD if line.startswith("# ") else Style.GUIDE
        page.put(row, 1, line.removeprefix("# "), style)
        page.heights[row] = 24 if style is Style.GUIDE_HEAD else lines_of(line, 118) * 15 + 4
        row += 1
    for look, words in legend:
        page.put(row, 0, None, look)
        page.put(row, 1, words, Style.GUIDE)
        row += 1
    return page
