"""The head of a printed sheet as official papers have it: authority and unit at the left, the motto at the right."""

from parindex.excel.book import Page, Style
from parindex.excel.settings import Settings
from parindex.i18n.text import label

UNIT_ROW = 2
"""The row (from 0) that names the unit."""


def letterhead(page: Page, settings: Settings, first: int, middle: int, last: int) -> int:
    """Puts the head over the columns from `first` to `last`, parted behind `middle`; the row after it."""
    lang = settings.lang
    told = label("wb-subtitle", lang, set=settings.criteria.name, regulation=settings.regulation.short)
    if settings.programme.sample:
        told += f" – {label('wb-sample', lang)}"
    if settings.carried:
        told += f" – {label('wb-carried', lang, cycle=settings.carried)}"
    title = label("wb-title", lang, cycle=settings.cycle.title)
    return heading(page, (settings.programme.authority, settings.called), title, told, (first, middle, last), lang)


def heading(
    page: Page, offices: tuple[str, str], title: str, told: str, columns: tuple[int, int, int], lang: str
) -> int:
    """The head with two offices, the higher one first, at the left; `columns` are first, middle and last."""
    first, middle, last = columns
    page.wide(1, first, middle, offices[0].upper(), Style.AUTHORITY)
    page.wide(UNIT_ROW, first, middle, offices[1].upper(), Style.MOTTO)
    page.wide(1, middle + 1, last, label("wb-state", lang), Style.MOTTO)
    page.wide(2, middle + 1, last, label("wb-motto", lang), Style.MOTTO_LINE)
    page.wide(3, first, last, title.upper(), Style.TITLE)
    page.wide(4, first, last, told, Style.SUBTITLE)
    page.heights |= {1: 16, 2: 18, 3: 28, 4: 20}
    return 5
