"""What a cell says, as the text of a data file: words, figures and days, however they were typed or pasted.

What can be understood in one way only is understood; all else raises :class:`BadCell`, which becomes a finding.
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from parindex.excel.grid import Grid, Held
from parindex.i18n.numbers import date_text
from parindex.i18n.text import LANGUAGES, label
from parindex.model.points import is_decimal
from parindex.model.roster import is_date

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_PLAIN = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:([.,\s'])[0-9]{3})(?:\1[0-9]{3})*(?:([.,])[0-9]+)?")
_DAY, _MONTH, _YEAR = (
    "|".join(words) for words in zip(*(label("wb-date", lang).split() for lang in LANGUAGES), strict=True)
)
_DAY_FIRST = re.compile(
    rf"(?:(?:{_DAY})\s+)?([0-9]{{1,2}})\s*(?:[/.-]|{_MONTH})\s*([0-9]{{1,2}})\s*(?:[/.-]|{_YEAR})\s*([0-9]{{4}})",
    re.IGNORECASE,
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].*)?")
PAGES = re.compile(r"[0-9]{1,5}(?:-[0-9]{1,5})?(?:, ?[0-9]{1,5}(?:-[0-9]{1,5})?)*")
_SERIAL = re.compile(r"[0-9]{5}(?:[.,]0+)?")
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
"""Days from 1954 to 2119: what a date turns into in a cell that is not formatted as one."""


class BadCell(Exception):
    """A cell that cannot be taken: the rule it breaks and what is told of it."""

    def __init__(self, rule: str, /, **params: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.params = params


def text_of(cell: Held) -> str:
    """The words in a cell; a plain number is taken as its digits, a date is not: 1-4 has become the first of April."""
    _no_formula(cell)
    content = cell.content
    if content is None:
        return ""
    if isinstance(content, bool):
        raise BadCell("workbook-value", value=str(content).upper(), form="form-cell-text")
    if isinstance(content, date):
        raise BadCell("workbook-became-date", value=date_text(content.isoformat(), "vi"))
    return content if isinstance(content, str) else digits_of(content)


def line_of(cell: Held) -> str:
    """The words in a cell that takes one line."""
    return " ".join(text_of(cell).split("\n"))


def pages_of(cell: Held) -> str:
    """Pages or ranges of pages, without blanks but behind commas."""
    text = re.sub(r"\s*-\s*", "-", line_of(cell).replace("–", "-"))
    if text and not PAGES.fullmatch(text):
        raise BadCell("workbook-value", value=text[:60], form="form-pages")
    return text


def figure_of(cell: Held, *, percent: bool) -> str:
    """The figure in a cell as a plain decimal; `percent` where a share in percent may be meant."""
    _no_formula(cell)
    content = cell.content
    if content is None:
        return ""
    if isinstance(content, bool | date):
        shown = date_text(content.isoformat(), "vi") if isinstance(content, date) else str(content).upper()
        raise BadCell("workbook-value", value=shown, form="form-cell-number")
    if isinstance(content, float):
        if cell.percent:
            # Typed as "85%", kept as 0.85.
            return _shown_percent(Decimal(digits_of(content)) * 100, percent=percent)
        return digits_of(content)
    typed = _SPACES.sub(" ", content.replace("−", "-")).strip()
    if typed.endswith("%"):
        return _shown_percent(Decimal(_figure(typed[:-1].strip(), content)), percent=percent)
    return _figure(typed, content)


def _shown_percent(value: Decimal, *, percent: bool) -> str:
    if not percent:
        raise BadCell("workbook-value", value=f"{_plain(value)} %", form="form-cell-count")
    return _plain(value)


def _figure(typed: str, shown: str) -> str:
    bare = typed.removeprefix("'").removeprefix("+")
    if is_decimal(bare) and not _unclear(bare):
        return _plain(Decimal(bare))
    if _unclear(bare):
        one, other = bare.replace(",", "").replace(".", ""), bare.replace(".", ",")
        raise BadCell("workbook-number-unclear", value=shown[:60], whole=one, decimal=other)
    if _PLAIN.fullmatch(bare):
        return _plain(Decimal(bare.replace(",", ".")))
    grouped = _GROUPED.fullmatch(bare)
    if grouped and grouped[1] != grouped[2]:
        whole, point, rest = bare.rpartition(grouped[2]) if grouped[2] else (bare, "", "")
        return _plain(Decimal(re.sub(r"[.,\s']", "", whole) + (f".{rest}" if point else "")))
    raise BadCell("workbook-value", value=shown[:60], form="form-cell-number")


def _unclear(text: str) -> bool:
    """Whether a lone sign before three digits can part thousands as well as decimals: 1.234 and 1,234."""
    return re.fullmatch(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}", text) is not None


def digits_of(value: float) -> str:
    """A number of a spreadsheet with the digits that it shows: Excel writes 1.1 as 1.1000000000000001."""
    return _plain(Decimal(f"{value:.15g}"))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = re.sub(r"^(-?)0+(?=[0-9])", r"\1", text)
    return "0" if text in ("", "-0") else text


def day_of(cell: Held, grid: Grid) -> str:
    """The day in a cell as ISO text: a date, its serial number, or a day written in words or digits."""
    _no_formula(cell)
    content = cell.content
    if content is None:
        return ""
    if isinstance(content, date):
        return content.isoformat()
    typed = digits_of(content) if isinstance(content, float) else str(content).strip()
    if _SERIAL.fullmatch(typed) and FIRST_SERIAL <= int(typed[:5]) <= LAST_SERIAL:
        return (grid.epoch + timedelta(days=int(typed[:5]))).date().isoformat()
    found = _DAY_FIRST.fullmatch(typed)
    if found:
        day, month, year = found.groups()
        told = f"{year}-{month:0>2}-{day:0>2}"
    elif iso := _ISO.fullmatch(typed):
        told = f"{iso[1]}-{iso[2]:0>2}-{iso[3]:0>2}"
    else:
        told = ""
    if not is_date(told):
        raise BadCell("workbook-value", value=typed[:60], form="form-cell-date")
    return told


def _no_formula(cell: Held) -> None:
    if cell.formula:
        raise BadCell("workbook-formula", value=cell.formula[:60])
    if cell.fault:
        raise BadCell("workbook-formula", value=str(cell.content))


def shown(content: Any) -> str:
    """A cell's content for a message."""
    if isinstance(content, date | datetime):
        return date_text(content.isoformat()[:10], "vi")
    return digits_of(content) if isinstance(content, float) else str(content)
