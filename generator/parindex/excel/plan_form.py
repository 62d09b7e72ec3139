"""The form: the annex as an officer knows it, a row for each fact and each document, points computed as one types."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from parindex.excel.book import Check, Page, Style, address
from parindex.excel.form_columns import AT, WIDTHS
from parindex.excel.formulas import Cells
from parindex.excel.layout import MARK, UNIT_KEY, Form, Sheet, head
from parindex.excel.letterhead import UNIT_ROW, letterhead
from parindex.excel.measure import LINE_POINTS, lines_of
from parindex.excel.plan_leaf import LeafRows
from parindex.excel.settings import Settings
from parindex.i18n.text import label
from parindex.model import criteria as c
from parindex.model.result import Outcome


def form_page(settings: Settings, lists: Mapping[str, Cells], called: str, units: str) -> Page:
    """The sheet; `lists` are the ranges of each leaf's choices, `called` that of documents, `units` that of units."""
    return _Planner(settings, lists, called, units).page


class _Planner:
    def __init__(self, settings: Settings, lists: Mapping[str, Cells], called: str, units: str) -> None:
        self.settings = settings
        self.lang = settings.lang
        hidden = {AT[Form.KEY], AT[Form.COUNTED]}
        for column, key in ((Form.NOTE, "note"), (Form.TYPED, "points")):
            if not any(key in answer for answer in settings.answers.values()):
                hidden.add(AT[column])
        self.page = Page(
            name=label("wb-sheet-form", self.lang),
            widths={AT[column]: width for column, width in WIDTHS.items()},
            hidden_columns=frozenset(hidden),
            footer=f"{settings.called} – {settings.cycle.title}",
        )
        self.leaves = LeafRows(self.page, settings, lists, called)
        self._sheet(units)

    def _sheet(self, units: str) -> None:
        for column in Form:
            self.page.put(0, AT[column], column.value, Style.HIDDEN)
        self.page.put(0, 0, f"{MARK}{Sheet.FORM.value}", Style.HIDDEN)
        self.page.hidden_rows.add(0)
        row = letterhead(self.page, self.settings, AT[Form.CODE], AT[Form.RULE], AT[Form.COUNCIL_REASON])
        if self.settings.unit is None:
            self._which_unit(units)
        for column in Form:
            style = Style.HIDDEN if column in (Form.KEY, Form.COUNTED) else Style.HEAD
            self.page.put(row, AT[column], head(Sheet.FORM, column.value, self.lang), style)
        self.page.heights[row] = 46
        self.page.frozen = (row + 1, AT[Form.NAME])
        self.page.repeat_row = row
        first = row + 1
        row = first
        for area in self.settings.criteria.areas:
            row = self._node(area, row, area=True)
        self._totals(row, first, row - 1)

    def _which_unit(self, units: str) -> None:
        """The unit's name is a cell to be filled in from a list."""
        place = AT[Form.CODE]
        self.page.put(UNIT_ROW, AT[Form.KEY], UNIT_KEY, Style.HIDDEN)
        self.page.put(UNIT_ROW, place, label("wb-unit-choose", self.lang), Style.IN_CENTRE)
        title, message = label("wb-check", self.lang), label("wb-check-choice", self.lang)
        area = (UNIT_ROW, place, UNIT_ROW, place)
        self.page.checks.append(Check(area=area, kind="list", source=f"={units}", title=title, message=message))

    def _node(self, node: c.Node, row: int, *, area: bool) -> int:
        """A branch or leaf from `row` on; the row after it."""
        if area or self.page.blocks[-1:] != [row - 1]:
            # A heading stays on the page of what it is the heading of.
            self.page.blocks.append(row)
        if isinstance(node, c.Leaf):
            return self.leaves.put(node, row)
        kind = "AREA" if area else "BRANCH"
        style, centre, points = Style[kind], Style[f"{kind}_CENTRE"], Style[f"{kind}_POINTS"]
        for column in Form:
            if column not in (Form.KEY, Form.COUNTED):
                self.page.put(row, AT[column], None, style)
        self.page.put(row, AT[Form.KEY], f"#{node.code}", Style.HIDDEN)
        self.page.put(row, AT[Form.CODE], node.code, style)
        self.page.wide(row, AT[Form.NAME], AT[Form.NAME], node.name, style)
        self.page.put(row, AT[Form.MAX], float(node.max_points), centre)
        at = row + 1
        for part in node.parts:
            at = self._node(part, at, area=False)
        inside = [self.settings.claims.get(leaf.code) for leaf in node.leaves()]
        formula = f"=SUBTOTAL(9,{self._address(Form.POINTS, row + 1)}:{self._address(Form.POINTS, at - 1)})"
        self.page.compute(row, AT[Form.POINTS], formula, points, _sum(inside))
        lines = lines_of(node.name, WIDTHS[Form.NAME] * 0.95)
        self.page.heights[row] = max(18, lines * (LINE_POINTS + 0.8) + 4)
        return at

    def _totals(self, row: int, first: int, last: int) -> None:
        claims = [self.settings.claims.get(leaf.code) for leaf in self.settings.criteria.self_scored]
        points = f"{self._address(Form.POINTS, first)}:{self._address(Form.POINTS, last)}"
        counted = f"{self._address(Form.COUNTED, first)}:{self._address(Form.COUNTED, last)}"
        maximum = sum((claim.max_points for claim in claims if claim is not None), Fraction(0))
        whole = sum((leaf.max_points for leaf in self.settings.criteria.self_scored), Fraction(0))
        rows = (
            ("wb-total", f"=SUBTOTAL(9,{points})", _sum(claims), "total"),
            ("wb-total-max", f"=SUM({counted})", float(maximum if self.settings.claims else whole), "maximum"),
        )
        for number, (key, formula, cached, name) in enumerate(rows, row):
            self.page.put(number, AT[Form.KEY], f"#{name}", Style.HIDDEN)
            for column in Form:
                if column not in (Form.KEY, Form.COUNTED):
                    self.page.put(number, AT[column], None, Style.AREA)
            self.page.wide(number, AT[Form.CODE], AT[Form.ANSWER], label(key, self.lang), Style.AREA)
            if name == "total":
                self.page.merges.pop()
                self.page.wide(number, AT[Form.CODE], AT[Form.NAME], label(key, self.lang), Style.AREA)
                self.page.put(number, AT[Form.MAX], float(self.settings.criteria.max_points), Style.AREA_CENTRE)
            self.page.compute(number, AT[Form.POINTS], formula, Style.AREA_POINTS, cached)
            self.page.heights[number] = 20

    def _address(self, column: Form, row: int) -> str:
        return address(row, AT[column])


def _sum(claims: Sequence[Outcome | None]) -> float:
    return float(sum((claim.points for claim in claims if claim is not None), Fraction(0)))
