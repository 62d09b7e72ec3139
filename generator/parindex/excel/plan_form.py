"""The form: the annex as an officer knows it, a row for each fact and each document, points computed as one types."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import Any

from parindex.excel.book import Check, Page, Style, Value, address
from parindex.excel.formulas import Cells, counted_formula, points_formula
from parindex.excel.layout import (
    MARK,
    YES,
    Form,
    Sheet,
    choices,
    fact_rows,
    head,
    is_fractional,
    is_signed,
    row_key,
)
from parindex.excel.letterhead import letterhead
from parindex.excel.settings import Settings
from parindex.i18n.numbers import plain_text
from parindex.i18n.text import label
from parindex.i18n.words import Words
from parindex.model import criteria as c
from parindex.model.links import link_fault
from parindex.model.points import parse_exact
from parindex.model.result import Outcome, State

WIDTHS: Mapping[Form, float] = {
    Form.KEY: 4,
    Form.CODE: 7,
    Form.NAME: 30,
    Form.MAX: 7,
    Form.RULE: 36,
    Form.ASKED: 25,
    Form.ANSWER: 19,
    Form.POINTS: 8,
    Form.EVIDENCE: 20,
    Form.PAGES: 7.5,
    Form.SECTION: 11,
    Form.EXPLANATION: 26,
    Form.NOT_APPLICABLE: 14,
    Form.NOTE: 14,
    Form.TYPED: 8,
    Form.COUNCIL_POINTS: 8.5,
    Form.COUNCIL_REASON: 15,
    Form.COUNTED: 6,
}
AT = {column: number for number, column in enumerate(Form)}
LINE_POINTS = 13.8
SMALL_LINE_POINTS = 12.6
TALLEST = 400
SPARE_DOCUMENTS = 1
MOST_DIGITS = 15
"""A spreadsheet keeps no more digits of a number."""


def form_page(settings: Settings, lists: Mapping[str, Cells], called: str) -> Page:
    """The sheet; `lists` are the ranges of each leaf's choices, `called` the range of the names of documents."""
    return _Planner(settings, lists, called).page


class _Planner:
    def __init__(self, settings: Settings, lists: Mapping[str, Cells], called: str) -> None:
        self.settings = settings
        self.lang = settings.lang
        self.lists = lists
        self.called = called
        self.register = settings.register
        self.words = Words(settings.lang)
        self.na = label("wb-na", self.lang)
        hidden = {AT[Form.KEY], AT[Form.COUNTED]}
        for column, key in ((Form.NOTE, "note"), (Form.TYPED, "points")):
            if not any(key in answer for answer in settings.answers.values()):
                hidden.add(AT[column])
        self.page = Page(
            name=label("wb-sheet-form", self.lang),
            widths={AT[column]: width for column, width in WIDTHS.items()},
            hidden_columns=frozenset(hidden),
            footer=f"{settings.unit.name} – {settings.cycle.title}",
        )
        self._sheet()

    def _sheet(self) -> None:
        for column in Form:
            self.page.put(0, AT[column], column.value, Style.HIDDEN)
        self.page.put(0, 0, f"{MARK}{Sheet.FORM.value}", Style.HIDDEN)
        self.page.hidden_rows.add(0)
        row = letterhead(self.page, self.settings, AT[Form.CODE], AT[Form.RULE], AT[Form.COUNCIL_REASON])
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

    def _node(self, node: c.Node, row: int, *, area: bool) -> int:
        """A branch or leaf from `row` on; the row after it."""
        if isinstance(node, c.Leaf):
            return self._leaf(node, row)
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

    def _leaf(self, leaf: c.Leaf, row: int) -> int:
        asked = fact_rows(leaf.rule) if leaf.self_scored else []
        answer = self.settings.answers.get(leaf.code, {})
        refs = [ref if isinstance(ref, dict) else {"id": ref} for ref in answer.get("evidence", ())]
        count = max(len(asked), len(refs) + SPARE_DOCUMENTS, 2) if leaf.self_scored else 1
        last = row + count - 1
        self._head(leaf, row, last)
        cells = self._facts(leaf, asked, answer, row, last)
        if leaf.self_scored:
            self._evidence(leaf, refs, row, last)
            self._points(leaf, replace(cells, not_applicable=self._na_cell(leaf, row)), row, last)
        self._texts(leaf, answer, row, last)
        self._heights(leaf, answer, row, last)
        return last + 1

    def _head(self, leaf: c.Leaf, row: int, last: int) -> None:
        for column, value, style in (
            (Form.CODE, leaf.code, Style.LEAF),
            (Form.NAME, leaf.name, Style.LEAF),
            (Form.MAX, float(leaf.max_points), Style.CENTRE),
            (Form.RULE, self._rule(leaf), Style.LEAF_SMALL),
            (Form.COUNCIL_POINTS, None, Style.COUNCIL),
            (Form.COUNCIL_REASON, None, Style.COUNCIL),
        ):
            self._over(column, row, last, value, style)

    def _over(self, column: Form, row: int, last: int, value: Value, style: Style) -> None:
        """A cell over all rows of a leaf."""
        self.page.wide(row, AT[column], AT[column], value, style, rows=last - row + 1)

    def _rule(self, leaf: c.Leaf) -> str:
        lines = self.words.rule_lines(leaf)
        if leaf.evidence_wanted:
            lines = [*lines, f"{label('evidence', self.lang)}: {leaf.evidence_wanted}"]
        return "\n".join([*lines, *([leaf.guidance] if leaf.guidance else [])])

    def _facts(
        self, leaf: c.Leaf, asked: Sequence[tuple[str, str]], answer: Mapping[str, Any], row: int, last: int
    ) -> Cells:
        places = {}
        for number in range(row, last + 1):
            fact, words = asked[number - row] if number - row < len(asked) else ("", "")
            key = row_key(leaf.code, fact if leaf.self_scored else "-")
            self.page.put(number, AT[Form.KEY], key, Style.HIDDEN)
            if fact:
                places[fact] = self._address(Form.ANSWER, number)
                words = words or label("wb-choose", self.lang)
                if fact.startswith("items:"):
                    item = next(entry for entry in leaf.rule.items if f"items:{entry.id}" == fact)  # type: ignore[union-attr]
                    points = plain_text(item.points, self.lang)
                    words = label("rule-option", self.lang, label=words, points=points)
                self.page.put(number, AT[Form.ASKED], words, Style.LEAF_SMALL)
                self._answer(leaf, fact, answer, number)
            else:
                self.page.put(number, AT[Form.ASKED], None, Style.LEAF_SMALL)
                self.page.put(number, AT[Form.ANSWER], None, Style.CLOSED)
        if not leaf.self_scored:
            self.page.put(row, AT[Form.ASKED], label("wb-not-self-scored", self.lang), Style.MUTED)
        held = self.lists.get(leaf.code)
        return Cells(facts=places, choices=held.choices if held else "", worths=held.worths if held else "")

    def _answer(self, leaf: c.Leaf, fact: str, answer: Mapping[str, Any], row: int) -> None:
        at = AT[Form.ANSWER]
        area = (row, at, row, at)
        rule = leaf.rule
        title = label("wb-check", self.lang)
        if isinstance(rule, c.Choice):
            told = choices([option.label for option in rule.options])
            held = {option.id: choice for option, choice in zip(rule.options, told, strict=True)}
            given = answer.get("option")
            self.page.put(row, at, held.get(given, given) if given else None, Style.IN_TEXT)
            source = f"={self.lists[leaf.code].choices}"
            message = label("wb-check-choice", self.lang)
            self.page.checks.append(Check(area=area, kind="list", source=source, title=title, message=message))
        elif fact.startswith("items:"):
            mark = None
            if "items" in answer:
                mark = YES if fact.removeprefix("items:") in answer["items"] else label("wb-no", self.lang)
            self.page.put(row, at, mark, Style.IN_CENTRE)
            message = label("wb-check-mark", self.lang)
            self.page.checks.append(
                Check(area=area, kind="list", source=[YES, label("wb-no", self.lang)], title=title, message=message)
            )
        else:
            name = fact.removeprefix("figures:")
            text = answer.get("figures", {}).get(name) if fact != name else answer.get(fact)
            fractional, signed = is_fractional(rule, fact), is_signed(rule, fact)
            style = Style.IN_NUMBER if fractional else Style.IN_COUNT
            self.page.put(row, at, figure_value(text) if text else None, style)
            cell = self._address(Form.ANSWER, row)
            conditions = [f"ISNUMBER({cell})"]
            conditions += [] if signed else [f"{cell}>=0"]
            conditions += [] if fractional else [f"{cell}=INT({cell})"]
            key = "wb-check-number" if fractional else "wb-check-count"
            if fact == "done":
                excused = f"-N({self._address(Form.ANSWER, row + 2)})" if rule.measure.excused else ""  # type: ignore[union-attr]
                total = self._address(Form.ANSWER, row + 1)
                conditions.append(f"OR(NOT(ISNUMBER({total})),{cell}<={total}{excused})")
                key = "wb-check-done"
            source = f"=AND({','.join(conditions)})"
            message = label(key, self.lang)
            self.page.checks.append(Check(area=area, kind="custom", source=source, title=title, message=message))

    def _evidence(self, leaf: c.Leaf, refs: Sequence[Mapping[str, str]], row: int, last: int) -> None:
        for number in range(row, last + 1):
            ref: Mapping[str, str] = refs[number - row] if number - row < len(refs) else {}
            name, link = "", ""
            if ref:
                known = ref["id"] in self.register.records
                name = self.register.called(ref["id"]) if known else ref["id"]
                url = self.register.records.get(ref["id"], {}).get("url", "")
                link = url if url and not link_fault(url) else ""
            self.page.put(number, AT[Form.EVIDENCE], name or None, Style.IN_LINK if link else Style.IN_TEXT, link=link)
            self.page.put(number, AT[Form.PAGES], ref.get("pages"), Style.IN_CENTRE)
            self.page.put(number, AT[Form.SECTION], ref.get("section"), Style.IN_TEXT)
        at = AT[Form.EVIDENCE]
        self.page.checks.append(Check(area=(row, at, last, at), kind="list", source=f"={self.called}", strict=False))

    def _na_cell(self, leaf: c.Leaf, row: int) -> str:
        return self._address(Form.NOT_APPLICABLE, row) if leaf.may_be_not_applicable else ""

    def _points(self, leaf: c.Leaf, cells: Cells, row: int, last: int) -> None:
        formula = points_formula(leaf, cells, self.settings.regulation.rounding, self.na)
        claim = self.settings.claims.get(leaf.code)
        self._over(Form.POINTS, row, last, None, Style.POINTS)
        self.page.compute(row, AT[Form.POINTS], formula, Style.POINTS, self._shown(claim))
        counted = counted_formula(self._address(Form.POINTS, row), leaf.max_points, self.na)
        maximum = float(claim.max_points if claim is not None else leaf.max_points)
        self.page.compute(row, AT[Form.COUNTED], counted, Style.HIDDEN, maximum)

    def _shown(self, claim: Outcome | None) -> str | float:
        if claim is None or claim.state is State.NOT_ANSWERED:
            return ""
        if claim.state is State.NOT_APPLICABLE and not claim.max_points:
            return self.na
        return float(claim.points)

    def _texts(self, leaf: c.Leaf, answer: Mapping[str, Any], row: int, last: int) -> None:
        open_style = Style.IN_TEXT if leaf.self_scored else Style.CLOSED
        if not leaf.self_scored:
            for column in (Form.ANSWER, Form.POINTS, Form.EVIDENCE, Form.PAGES, Form.SECTION):
                self._over(column, row, last, None, Style.CLOSED)
        self._over(Form.EXPLANATION, row, last, answer.get("explanation"), open_style)
        reason = answer.get("not-applicable")
        allowed = leaf.may_be_not_applicable or reason
        self._over(Form.NOT_APPLICABLE, row, last, reason, open_style if allowed else Style.CLOSED)
        self._over(Form.NOTE, row, last, answer.get("note"), open_style)
        typed = answer.get("points")
        style = Style.IN_NUMBER if leaf.self_scored else Style.CLOSED
        self._over(Form.TYPED, row, last, figure_value(typed) if typed else None, style)

    def _heights(self, leaf: c.Leaf, answer: Mapping[str, Any], row: int, last: int) -> None:
        """Rows as high as their texts need: spreadsheet programs do not measure merged cells."""
        cells = self.page.cells
        own = []
        for number in range(row, last + 1):
            columns = (Form.ASKED, Form.ANSWER, Form.EVIDENCE, Form.SECTION)
            needed = [
                lines_of(str(cell.value), WIDTHS[column] * (1.28 if column is Form.ASKED else 1.1))
                for column in columns
                if (cell := cells.get((number, AT[column]))) is not None and cell.value is not None
            ]
            own.append(max([1, *needed]) * LINE_POINTS + 3)
        texts = (
            (leaf.name, WIDTHS[Form.NAME] * 1.15, LINE_POINTS),
            (self._rule(leaf), WIDTHS[Form.RULE] * 1.3, SMALL_LINE_POINTS),
            (answer.get("explanation", ""), WIDTHS[Form.EXPLANATION] * 1.1, LINE_POINTS),
            (answer.get("not-applicable", ""), WIDTHS[Form.NOT_APPLICABLE] * 1.1, LINE_POINTS),
            (answer.get("note", ""), WIDTHS[Form.NOTE] * 1.1, LINE_POINTS),
        )
        missing = max(lines_of(text, width) * line for text, width, line in texts) + 4 - sum(own)
        for number, height in enumerate(own, row):
            self.page.heights[number] = min(TALLEST, height + max(0, missing) / len(own))

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


def figure_value(text: str) -> str | float | int:
    """A figure as a number, where a spreadsheet keeps all its digits; else as its text."""
    digits = text.lstrip("-").replace(".", "").lstrip("0")
    if len(digits) > MOST_DIGITS:
        return text
    exact = parse_exact(text)
    return int(exact) if exact.denominator == 1 else float(exact)


def _sum(claims: Sequence[Outcome | None]) -> float:
    return float(sum((claim.points for claim in claims if claim is not None), Fraction(0)))


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a cell of so many signs."""
    return sum(max(1, ceil(len(part) / width)) for part in text.split("\n")) if text else 0
