"""The rows of one criterion in the form: what it asks, what was declared, its documents, its points."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from parindex.excel.book import Check, Page, Style, Value, address
from parindex.excel.form_columns import AT, WIDTHS
from parindex.excel.formulas import Cells, counted_formula, points_formula
from parindex.excel.layout import YES, Form, choices, fact_rows, is_fractional, is_signed, row_key
from parindex.excel.measure import LINE_POINTS, SMALL_LINE_POINTS, TALLEST, lines_of
from parindex.excel.settings import Settings
from parindex.i18n.numbers import plain_text
from parindex.i18n.text import label
from parindex.i18n.words import Words
from parindex.model import criteria as c
from parindex.model.links import link_fault
from parindex.model.points import parse_exact
from parindex.model.result import Outcome, State

SPARE_DOCUMENTS = 1
MOST_DIGITS = 15
"""A spreadsheet keeps no more digits of a number."""


class LeafRows:
    """Puts leaves on a page; `lists` are the ranges of their choices, `called` the range of the names of documents."""

    def __init__(self, page: Page, settings: Settings, lists: Mapping[str, Cells], called: str) -> None:
        self.page = page
        self.settings = settings
        self.lang = settings.lang
        self.lists = lists
        self.called = called
        self.register = settings.register
        self.words = Words(settings.lang)
        self.na = label("wb-na", self.lang)

    def put(self, leaf: c.Leaf, row: int) -> int:
        """Puts a leaf from `row` on; the row after it."""
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

    def _address(self, column: Form, row: int) -> str:
        return address(row, AT[column])


def figure_value(text: str) -> str | float | int:
    """A figure as a number, where a spreadsheet keeps all its digits; else as its text."""
    digits = text.lstrip("-").replace(".", "").lstrip("0")
    if len(digits) > MOST_DIGITS:
        return text
    exact = parse_exact(text)
    return int(exact) if exact.denominator == 1 else float(exact)
