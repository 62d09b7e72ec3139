"""Reads the form: facts by the keys of their rows, documents from every row of a criterion, also from inserted ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from parindex.excel.cells import figure_of, line_of, text_of
from parindex.excel.documents import Register
from parindex.excel.grid import Held
from parindex.excel.layout import NO_WORDS, YES_WORDS, Form, choices, fact_rows, is_fractional
from parindex.excel.tables import Table
from parindex.excel.take_evidence import DOCUMENT, references, told
from parindex.excel.taken import Taken
from parindex.i18n.numbers import folded
from parindex.i18n.text import label
from parindex.model import criteria as c
from parindex.model.finding import error, warning

_LEAF_TEXTS = ((Form.NOT_APPLICABLE, "not-applicable"), (Form.EXPLANATION, "explanation"), (Form.NOTE, "note"))
_TAKEN = (
    Form.ANSWER,
    Form.EVIDENCE,
    Form.PAGES,
    Form.SECTION,
    Form.EXPLANATION,
    Form.NOT_APPLICABLE,
    Form.NOTE,
    Form.TYPED,
)


@dataclass(slots=True)
class _Block:
    """The rows of a leaf: those of its facts by fact, and all of them in order."""

    leaf: c.Leaf
    facts: dict[str, int] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)


def take_form(table: Table, criteria: c.CriteriaSet, register: Register, taken: Taken) -> dict[str, Any]:
    """The answers by code; documents that stand only in the form are added to the register."""
    answers: dict[str, Any] = {}
    for block in _blocks(table, criteria, taken):
        if not block.leaf.self_scored:
            _unread(table, block.rows, _TAKEN, taken)
            continue
        answer = _Reader(table, register, taken, block).answer()
        _unread(table, block.rows, (Form.COUNCIL_POINTS, Form.COUNCIL_REASON), taken)
        if answer:
            answers[block.leaf.code] = answer
    taken.places.setdefault(("answers",), table.place(table.at(table.first, "answer")))
    return answers


def _blocks(table: Table, criteria: c.CriteriaSet, taken: Taken) -> list[_Block]:
    """The rows of the form, leaf by leaf. A row without a key belongs to the criterion above it."""
    blocks: dict[str, _Block] = {}
    current: _Block | None = None
    for row in table.rows():
        key = table.at(row, "key").content
        if isinstance(key, str) and key.startswith("#"):
            current = None
            _unread(table, [row], _TAKEN, taken)
            continue
        if isinstance(key, str) and "|" in key:
            code, _, fact = key.partition("|")
            leaf = criteria.by_code.get(code)
            if leaf is None:
                cell = table.at(row, "code")
                current = None
                if any(not table.at(row, column).blank for column in _TAKEN):
                    taken.findings.append(
                        error("code-unknown", *table.place(cell), code=code, set=criteria.name, hint="")
                    )
                continue
            current = blocks.setdefault(code, _Block(leaf))
            if fact and fact in current.facts:
                first = table.at(current.facts[fact], "answer")
                here = table.at(row, "answer")
                if not here.blank and (here.content, here.formula) != (first.content, first.formula):
                    taken.findings.append(
                        error("workbook-row-twice", *table.place(here), value=code, first=first.address)
                    )
            elif fact:
                current.facts[fact] = row
            current.rows.append(row)
            continue
        filled = [column for column in _TAKEN if not table.at(row, column).blank]
        if current is not None and filled and set(filled) <= set(DOCUMENT):
            current.rows.append(row)
        elif filled:
            cell = table.at(row, filled[0])
            taken.findings.append(error("workbook-row", *table.place(cell), value=told(cell)))
    return list(blocks.values())


def _unread(table: Table, rows: list[int], columns: tuple[Form, ...], taken: Taken) -> None:
    """Entries where nothing is read, which somebody may believe to have counted."""
    for row in rows:
        for column in columns:
            cell = table.at(row, column.value) if column.value in table.columns else None
            if cell is not None and not cell.blank and not cell.formula:
                taken.findings.append(warning("workbook-cell-unread", *table.place(cell), value=told(cell)))


class _Reader:
    def __init__(self, table: Table, register: Register, taken: Taken, block: _Block) -> None:
        self.table = table
        self.register = register
        self.taken = taken
        self.leaf = block.leaf
        self.block = block
        self.place = ("answers", block.leaf.code)

    def answer(self) -> dict[str, Any]:
        """What the rows declare; empty where nothing was filled in."""
        answer: dict[str, Any] = self._facts()
        evidence = list(self._evidence())
        if evidence:
            answer["evidence"] = evidence
        for column, key in _LEAF_TEXTS:
            text = "\n".join(filter(None, (self._text(row, column, key) for row in self.block.rows)))
            if text:
                answer[key] = text
        for row in self.block.rows:
            cell = self.table.at(row, Form.TYPED)
            if not cell.blank:
                answer["points"] = self._read(cell, partial(figure_of, percent=False), "points")
        if self.block.rows:
            first = self.block.facts.get(fact_rows(self.leaf.rule)[0][0], self.block.rows[0])
            self.taken.places.setdefault(self.place, self.table.place(self.table.at(first, Form.ANSWER)))
            where = self.table.place(self.table.at(self.block.rows[0], Form.EVIDENCE))
            self.taken.places.setdefault((*self.place, "evidence"), where)
        return answer

    def _read(self, cell: Held, reader: Any, *place: str) -> str:
        return self.taken.read(self.table, cell, reader, *self.place, *place)

    def _text(self, row: int, column: Form, key: str) -> str:
        return self._read(self.table.at(row, column), text_of, key)

    def _facts(self) -> dict[str, Any]:
        cells = {fact: self.table.at(row, Form.ANSWER) for fact, row in self.block.facts.items()}
        rule = self.leaf.rule
        told: dict[str, Any] = {}
        if isinstance(rule, c.Choice):
            if option := self._option(rule, cells.get("option")):
                told["option"] = option
        elif isinstance(rule, c.Checklist):
            marks = {item.id: self._mark(item.id, cells.get(f"items:{item.id}")) for item in rule.items}
            if any(mark is not None for mark in marks.values()):
                told["items"] = [name for name, mark in marks.items() if mark]
        else:
            figures: dict[str, str] = {}
            for fact, _ in fact_rows(rule):
                cell = cells.get(fact)
                percent = is_fractional(rule, fact)
                name = fact.removeprefix("figures:")
                place = ("figures", name) if name != fact else (fact,)
                text = self._read(cell, partial(figure_of, percent=percent), *place) if cell is not None else ""
                if text:
                    (figures if name != fact else told)[name] = text
            if figures:
                told["figures"] = figures
        return told

    def _option(self, rule: c.Choice, cell: Held | None) -> str:
        text = self._read(cell, line_of, "option") if cell is not None else ""
        if not text:
            return ""
        spelt = choices([option.label for option in rule.options])
        for option, choice in zip(rule.options, spelt, strict=True):
            if _same(text) in (_same(choice), _same(option.label)) or text == option.id:
                return option.id
        assert cell is not None
        options = "; ".join(spelt)
        self.taken.findings.append(error("workbook-choice", *self.table.place(cell), value=text[:60], options=options))
        return ""

    def _mark(self, item: str, cell: Held | None) -> bool | None:
        if cell is None or cell.blank:
            return None
        if isinstance(cell.content, bool):
            return cell.content
        text = self._read(cell, line_of, "items")
        # Who types without diacritics means the same.
        if _same(text) in map(_same, YES_WORDS):
            return True
        if _same(text) in map(_same, NO_WORDS):
            return False
        if text:
            self.taken.findings.append(
                error("workbook-choice", *self.table.place(cell), value=text[:60], options=f"x; {label('wb-no', 'vi')}")
            )
        return None

    def _evidence(self) -> Iterator[str | Mapping[str, str]]:
        return references(self.table, self.register, self.taken, self.block.rows, (*self.place, "evidence"))


def _same(text: str) -> str:
    return folded(" ".join(text.split())) if text else ""
