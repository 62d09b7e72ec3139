"""The head of a printed sheet as official papers have it: authority and unit at the left, the motto at the right."""

from parindex.excel.book import Page, Style
from parindex.excel.settings import Settings
from parindex.i18n.text import label

UNIT_ROW = 2
"""The row (from 0) that names the unit."""


def letterhead(page: Page, settings: Settings, first: int, middle: int, last: int) -> int:
    """Puts the head over the columns from `first` to `last`, parted behind `middle`; the row after it."""
    lang = settings.lang
    page.wide(1, first, middle, settings.programme.authority.upper(), Style.AUTHORITY)
    page.wide(UNIT_ROW, first, middle, settings.called.upper(), Style.MOTTO)
    page.wide(1, middle + 1, last, label("wb-state", lang), Style.MOTTO)
    page.wide(2, middle + 1, last, label("wb-motto", lang), Style.MOTTO_LINE)
    page.wide(3, first, last, label("wb-title", lang, cycle=settings.cycle.title).upper(), Style.TITLE)
    told = label("wb-subtitle", lang, set=settings.criteria.name, regulation=settings.regulation.short)
    if settings.programme.sample:
        told += f" – {label('wb-sample', lang)}"
    if settings.carried:
        told += f" – {label('wb-carried', lang, cycle=settings.carried)}"
    page.wide(4, first, last, told, Style.SUBTITLE)
    page.heights |= {1: 16, 2: 18, 3: 28, 4: 20}
    return 5
