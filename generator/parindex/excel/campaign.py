"""What a workbook of home affairs is made from, and the table that each of its sheets is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from parindex import __version__
from parindex.excel.book import Check, Page, Style, Value, address
from parindex.excel.layout import LISTS_COLUMN, MAGIC, MAPPING_SHEET, MARK, VERSION, Kind, Sheet, head
from parindex.excel.letterhead import heading
from parindex.excel.measure import LINE_POINTS, lines_of
from parindex.excel.names import Names
from parindex.i18n.text import label
from parindex.model.criteria import Leaf, Survey
from parindex.model.regulation import Regulation
from parindex.model.roster import Cycle, Programme

SPARE_ROWS = 20
FILE_HASH = "file-sha256"
MOST_HEIGHT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A programme, for its roster, or one of its cycles; `value` is that of the file, empty for an empty form.

    `file_sha256` is the hash of the file that the workbook was made from, empty where there was none. `group_names`
    are the groups of units by id and name, the present ones first.
    """

    kind: Kind
    programme: Programme
    cycle: Cycle | None = None
    regulation: Regulation | None = None
    value: Mapping[str, Any] = field(default_factory=dict)
    file_sha256: str = ""
    group_names: Sequence[tuple[str, str]] = ()
    lang: str = "vi"

    @property
    def units(self) -> Names:
        """The units of the roster."""
        return Names((unit.id, unit.name) for unit in self.programme.units.values())

    @property
    def questions(self) -> dict[str, tuple[Leaf, Survey]]:
        """The questions of the survey by id, each with the first criterion that asks for it."""
        found: dict[str, tuple[Leaf, Survey]] = {}
        for criteria in self.regulation.sets.values() if self.regulation else ():
            for leaf in criteria.leaves:
                if isinstance(leaf.rule, Survey):
                    found.setdefault(leaf.rule.question, (leaf, leaf.rule))
        return found

    @property
    def question_names(self) -> Names:
        """The questions as the table names them."""
        return Names((key, leaf.name) for key, (leaf, _) in self.questions.items())

    def items(self, kind: str) -> Sequence[Leaf]:
        """The bonus or penalty items of the regulation."""
        if self.regulation is None:
            return ()
        return self.regulation.bonus.items if kind == "bonus" else self.regulation.penalty.items

    def item_names(self, kind: str) -> Names:
        """The items as the table names them."""
        return Names((leaf.code, leaf.name) for leaf in self.items(kind))

    @property
    def title(self) -> str:
        """The title of the workbook."""
        cycle = self.cycle.title if self.cycle else self.programme.name
        return label(f"wb-{self.kind.value}-title", self.lang, cycle=cycle)

    @property
    def told(self) -> str:
        """What stands below the title."""
        told = self.programme.name if self.regulation is None else self.regulation.short
        return f"{told} – {label('wb-sample', self.lang)}" if self.programme.sample else told

    @property
    def footer(self) -> str:
        """What stands below each printed page."""
        return f"{self.programme.name} – {self.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its key, its width in signs, how its cells look, and whether it is shown."""

    key: str
    width: float
    style: Style = Style.IN_TEXT
    words: str = ""
    hidden: bool = False


class TablePage:
    """A sheet with the head of the authority, a row of heads, and rows to be filled in."""

    def __init__(self, campaign: Campaign, sheet: Sheet, columns: Sequence[Column], title: str) -> None:
        self.lang = campaign.lang
        self.columns = [Column(key="key", width=4, style=Style.HIDDEN, hidden=True), *columns]
        self.at = {column.key: number for number, column in enumerate(self.columns)}
        self.page = Page(
            name=label(f"wb-sheet-{sheet.value}", self.lang),
            widths={number: column.width for number, column in enumerate(self.columns)},
            hidden_columns=frozenset(self.at[column.key] for column in self.columns if column.hidden),
            footer=campaign.footer,
        )
        page = self.page
        for column, number in self.at.items():
            page.put(0, number, column, Style.HIDDEN)
        page.put(0, 0, f"{MARK}{sheet.value}", Style.HIDDEN)
        page.hidden_rows.add(0)
        shown = [number for number in self.at.values() if number not in page.hidden_columns]
        # A hidden column inside a merged cell is no trouble; one at its end would hide the text.
        half = self._half(shown)
        offices = (campaign.programme.authority, campaign.programme.index_name)
        row = heading(page, offices, title, campaign.told, (shown[0], half, shown[-1]), self.lang)
        page.wide(row, shown[0], shown[-1], label(f"wb-how-{sheet.value}", self.lang), Style.SUBTITLE)
        across = sum(self.columns[number].width for number in shown)
        page.heights[row] = lines_of(label(f"wb-how-{sheet.value}", self.lang), across * 1.1) * LINE_POINTS + 6
        row += 1
        for entry, number in zip(self.columns, self.at.values(), strict=True):
            words = entry.words or head(sheet, entry.key, self.lang)
            page.put(row, number, words, Style.HIDDEN if number == 0 else Style.HEAD)
        words_high = max(
            lines_of(entry.words or head(sheet, entry.key, self.lang), entry.width * 0.95)
            for entry in self.columns
            if not entry.hidden
        )
        page.heights[row] = words_high * LINE_POINTS + 6
        page.frozen = (row + 1, 0)
        page.repeat_row = row
        self.first = self.row = row + 1

    def _half(self, shown: Sequence[int]) -> int:
        """The column behind which the head is parted: about the middle of the sheet."""
        half = sum(self.columns[number].width for number in shown) / 2
        used = 0.0
        for number in shown[:-1]:
            used += self.columns[number].width
            if used >= half:
                return number
        return shown[max(0, len(shown) - 2)]

    def add(self, cells: Mapping[str, Value], *, key: str = "", links: Mapping[str, str] | None = None) -> int:
        """A row; `links` lead from cells elsewhere. What `cells` does not have is left to be filled in."""
        row, high = self.row, 1
        self.page.put(row, 0, key or None, Style.HIDDEN)
        for number, column in enumerate(self.columns[1:], 1):
            value = cells.get(column.key)
            link = (links or {}).get(column.key, "")
            style = Style.IN_LINK if link else column.style
            self.page.put(row, number, value, style, link=link)
            if isinstance(value, str):
                high = max(high, lines_of(value, column.width * 1.15))
        self.page.heights[row] = min(MOST_HEIGHT, high * LINE_POINTS + 4)
        self.row += 1
        return row

    def lock(self, row: int, key: str) -> None:
        """Makes a cell one that is not to be changed."""
        cell = self.page.cells[row, self.at[key]]
        self.page.put(row, self.at[key], cell.value, Style.LEAF)

    def check(self, key: str, kind: str, source: str | Sequence[str], message: str, *, strict: bool = True) -> None:
        """What the cells of a column take; formulas are written for its first row."""
        column = self.at[key]
        area = (self.first, column, max(self.first, self.row - 1), column)
        title = label("wb-check", self.lang)
        self.page.checks.append(
            Check(area=area, kind=kind, source=source, title=title, message=label(message, self.lang), strict=strict)
        )

    def dates(self, *keys: str) -> None:
        """The columns take days; a day that was typed as words is understood as well, so it is no wall."""
        for key in keys:
            cell = address(self.first, self.at[key])
            self.check(key, "custom", f"=ISNUMBER({cell})", "wb-check-date", strict=False)

    def counts(self, key: str, *, fractional: bool = False) -> None:
        """The column takes numbers, zero or more; whole ones unless `fractional`."""
        cell = address(self.first, self.at[key])
        whole = "" if fractional else f",{cell}=INT({cell})"
        message = "wb-check-number" if fractional else "wb-check-count"
        self.check(key, "custom", f"=AND(ISNUMBER({cell}),{cell}>=0{whole})", message)


def mapping_and_lists(
    campaign: Campaign, lists: Mapping[str, Sequence[Sequence[Value]]]
) -> tuple[Page, Mapping[str, Sequence[str]]]:
    """The hidden sheet of a workbook: what it is, and its lists; the range of each column of each list."""
    page = Page(name=MAPPING_SHEET, widths={0: 20, 1: 40}, hidden=True)
    said = {
        MAGIC: VERSION,
        "kind": campaign.kind.value,
        "programme": campaign.programme.id,
        "cycle": campaign.cycle.id if campaign.cycle else "",
        "regulation": campaign.regulation.id if campaign.regulation else "",
        "criteria-sha256": campaign.regulation.sha256 if campaign.regulation else "",
        FILE_HASH: campaign.file_sha256,
        "made-by": f"parindex {__version__}",
    }
    for number, (key, text) in enumerate((key, text) for key, text in said.items() if text):
        page.put(number, 0, key, Style.PLAIN)
        page.put(number, 1, text, Style.PLAIN)
    ranges: dict[str, Sequence[str]] = {}
    column = LISTS_COLUMN
    for name, rows in lists.items():
        width = max((len(row) for row in rows), default=1)
        for at, row in enumerate(rows):
            for right, value in enumerate(row):
                page.put(at, column + right, value, Style.PLAIN)
        last = max(0, len(rows) - 1)
        ranges[name] = [
            f"'{MAPPING_SHEET}'!{address(0, right, fixed=True)}:{address(last, right, fixed=True)}"
            for right in range(column, column + width)
        ]
        column += width
    return page, ranges
