"""The hidden sheet of a workbook: what it is, for whom and by which criteria it was made, and its lists of choices."""

from collections.abc import Mapping

from parindex import __version__
from parindex.excel.book import Page, Style, Value, address
from parindex.excel.formulas import Cells
from parindex.excel.layout import LISTS_COLUMN, MAGIC, MAPPING_SHEET, UNITS_COLUMN, VERSION, choices
from parindex.excel.settings import Settings
from parindex.model import criteria as c


def mapping_page(settings: Settings) -> tuple[Page, Mapping[str, Cells], str]:
    """The sheet, where in it the choices of each leaf and their points stand, and where the names of units."""
    page = Page(name=MAPPING_SHEET, widths={0: 20, 1: 40}, hidden=True)
    rows = [
        (MAGIC, VERSION),
        ("kind", "self-assessment"),
        ("programme", settings.programme.id),
        ("cycle", settings.cycle.id),
        ("unit", settings.unit.id if settings.unit else ""),
        ("regulation", settings.regulation.id),
        ("group", settings.criteria.group),
        ("criteria-sha256", settings.regulation.sha256),
        ("made-by", f"parindex {__version__}"),
    ]
    for number, (key, said) in enumerate(rows):
        page.put(number, 0, key, Style.PLAIN)
        page.put(number, 1, said, Style.PLAIN)
    lists: dict[str, Cells] = {}
    at = 0
    for leaf in settings.criteria.leaves:
        rule = leaf.rule
        if not isinstance(rule, c.Choice):
            continue
        start = at
        for option, choice in zip(rule.options, choices([option.label for option in rule.options]), strict=True):
            row: tuple[Value, ...] = (leaf.code, choice, float(option.points), option.id)
            for column, value in enumerate(row, LISTS_COLUMN):
                page.put(at, column, value, Style.PLAIN)
            at += 1
        lists[leaf.code] = Cells(
            facts={}, choices=_range(start, at - 1, LISTS_COLUMN + 1), worths=_range(start, at - 1, LISTS_COLUMN + 2)
        )
    names = choices([unit.name for unit in settings.units])
    for number, (name, unit) in enumerate(zip(names, settings.units, strict=True)):
        page.put(number, UNITS_COLUMN, name, Style.PLAIN)
        page.put(number, UNITS_COLUMN + 1, unit.id, Style.PLAIN)
    return page, lists, _range(0, len(names) - 1, UNITS_COLUMN)


def _range(first: int, last: int, column: int) -> str:
    return f"'{MAPPING_SHEET}'!{address(first, column, fixed=True)}:{address(last, column, fixed=True)}"
