"""The rows of an annex as a tree of criteria: which row opens one, which stands below it, which adds up."""

import re
from dataclasses import dataclass, field
from fractions import Fraction

from parindex.i18n.numbers import folded
from parindex.imports.annex.codes import BadCode, Step, Style, Token, parted, placed, token_of
from parindex.imports.annex.lines import Line, amount, line_of
from parindex.imports.annex.sheet import Annex, Cell, Row, Sort
from parindex.imports.annex.words import words
from parindex.model.finding import Finding, error

_BULLETS = "-–—+*•●▪○·"


@dataclass(slots=True, kw_only=True)
class Node:
    """A criterion as it stands in the annex; `maximum` is None where none is printed, `computed` says a formula.

    `surveyed` says that it, or what it stands below, is about a survey.
    """

    code: str
    printed: str
    style: Style
    name: str
    cell: Cell
    kind: str = ""
    surveyed: bool = False
    maximum: Fraction | None = None
    max_cell: Cell | None = None
    computed: bool = False
    lines: list[Line] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    guidance: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Tree:
    """What the rows gave: the top nodes, the rows that add up, and what could not be read."""

    roots: list[Node] = field(default_factory=list)
    totals: list[tuple[Fraction | None, Cell]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def tree_of(annex: Annex) -> Tree:
    """The tree in a table. A row that cannot be read is told, and so is nothing below it."""
    reader = _Reader(annex)
    for row in annex.rows():
        reader.take(row)
    return reader.tree


class _Reader:
    def __init__(self, annex: Annex) -> None:
        self.annex = annex
        self.tree = Tree()
        self.way: list[Step] = []
        self.open: list[Node] = []
        self.letter: Token | None = None
        self.codes: dict[str, Node] = {}
        self.skipping = False
        self.added_up = False
        """Whether the row before was a total: what follows it without a code belongs to no criterion."""

    def take(self, row: Row) -> None:
        code, name = row.cell("code"), row.cell("name")
        said = code.text if code else ""
        title = name.text if name else ""
        if said and said.strip(_BULLETS + " ") == "":
            said = ""
        if any(text and words()["total"].match(folded(text)) for text in (said, title)):
            self._total(row)
            return
        if code and code.sort is Sort.DATE:
            self._refuse("annex-code", code, value=said, problem="annex-code-date")
            return
        if not said and not _bulleted(title):
            said, title = parted(title)
        token = token_of(said, self.letter) if said else None
        if token is not None and title:
            self._opened(row, token, title)
        elif said and code is not None and row.text("code"):
            problem = "annex-code-unread" if title else "annex-code-alone"
            self._refuse("annex-code", code, value=said, problem=problem)
        elif title and not _bulleted(title) and self._is_heading(title):
            # An area without a code of its own takes the next number.
            number = 1 + max((int(node.code) for node in self.tree.roots), default=0)
            self.way = []
            self._opened(row, Token(printed="", style=Style.ROMAN, number=number), title)
        else:
            self._lines(row)

    def _is_heading(self, title: str) -> bool:
        return words()["heading"].match(folded(title)) is not None or (title.isupper() and len(title) > 3)

    def _refuse(self, rule: str, cell: Cell, **params: str) -> None:
        self.tree.findings.append(error(rule, *self.annex.sheet.at(cell), **params))
        self.skipping = True

    def _total(self, row: Row) -> None:
        cell = row.cell("max")
        if cell is None or cell.sort is Sort.FORMULA:
            return
        value = amount(cell.text)
        if value is None:
            self._refuse("annex-number", cell, value=cell.text[:60])
        self.tree.totals.append((value, cell))
        self.added_up = True

    def _opened(self, row: Row, token: Token, title: str) -> None:
        cell = row.anywhere
        try:
            self.way = placed(self.way, token)
        except BadCode as bad:
            self._refuse("annex-code", row.cell("code") or cell, value=token.printed, problem=bad.problem)
            return
        if token.style in (Style.UPPER, Style.ROMAN):
            self.letter = token
        code = self.way[-1].code
        if code in self.codes:
            at = row.cell("code") or cell
            number = at.sort is Sort.NUMBER
            problem = "annex-code-number" if number else "annex-code-twice"
            self._refuse("annex-code", at, value=token.printed, problem=problem)
            return
        self.skipping = self.added_up = False
        head, *below = _parts(title)
        above = self.open[len(self.way) - 2] if len(self.way) > 1 and len(self.open) >= len(self.way) - 1 else None
        node = Node(
            code=code,
            printed=token.printed.strip() or head,
            style=token.style,
            name=head[:600],
            cell=cell,
            kind=_kind(head) or (above.kind if above else ""),
            surveyed=words()["survey"].search(folded(head)) is not None or bool(above and above.surveyed),
        )
        self.codes[code] = node
        self.open = [*self.open[: len(self.way) - 1], node]
        (above.children if above else self.tree.roots).append(node)
        self._maximum(row, node)
        node.lines += [line_of(text, cell) for text in below]
        self._scoring(row, node, row.cell("points"))
        self._beside(row, node)

    def _maximum(self, row: Row, node: Node) -> None:
        cell = row.cell("max")
        node.max_cell = cell
        if cell is None:
            return
        if cell.sort is Sort.FORMULA:
            node.computed = True
            return
        node.maximum = amount(cell.text)
        if node.maximum is None:
            self._refuse("annex-number", cell, value=cell.text[:60])
            self.skipping = False

    def _lines(self, row: Row) -> None:
        """A row without a code: what the criterion above it gives points for."""
        if self.skipping:
            return
        cell = row.anywhere
        if not self.open or self.added_up:
            if row.cell("max") or row.cell("points") or row.cell("scoring"):
                self.tree.findings.append(error("annex-row", *self.annex.sheet.at(cell), value=cell.text[:80]))
            return
        node = self.open[-1]
        given = row.cell("points") or row.cell("max")
        name = row.cell("name")
        if name is not None:
            texts = _parts(name.text)
            points = self._given(given) if len(texts) == 1 and not row.cell("scoring") else None
            node.lines += [line_of(text, name, points) for text in texts]
        self._scoring(row, node, given)
        self._beside(row, node)

    def _scoring(self, row: Row, node: Node, given: Cell | None) -> None:
        cell = row.cell("scoring")
        if cell is None:
            return
        texts = _parts(cell.text)
        points = self._given(given) if len(texts) == 1 else None
        node.lines += [line_of(text, cell, points) for text in texts]

    def _given(self, cell: Cell | None) -> Fraction | None:
        if cell is None:
            return None
        value = None if cell.sort is Sort.FORMULA else amount(cell.text)
        if value is None:
            self.tree.findings.append(error("annex-number", *self.annex.sheet.at(cell), value=cell.text[:60]))
        return value

    def _beside(self, row: Row, node: Node) -> None:
        for kind, texts in (("evidence", node.evidence), ("guidance", node.guidance)):
            text = " ".join(row.text(kind).split())
            if text and text not in texts:
                texts.append(text)


def _bulleted(text: str) -> bool:
    return words()["bullet"].match(folded(text)) is not None


def _kind(name: str) -> str:
    plain = folded(name)
    return next((kind for kind in ("bonus", "penalty") if words()[kind].search(plain)), "")


def _parts(text: str) -> list[str]:
    """The lines in a cell: what a line feed parts, wrapped lines joined, and what `;` parts where each has points."""
    rows = [" ".join(row.split()) for row in text.split("\n")]
    rows = [row for row in rows if row]
    if any(_bulleted(row) for row in rows):
        joined: list[str] = []
        for row in rows:
            if joined and not _bulleted(row) and _bulleted(joined[-1]):
                joined[-1] += " " + row
            else:
                joined.append(row)
        rows = joined
    made: list[str] = []
    for row in rows:
        pieces = [piece.strip() for piece in re.split(r";(?=\s|$)", row) if piece.strip()]
        worth = [line_of(piece, _NOWHERE).points is not None for piece in pieces]
        made += pieces if len(pieces) > 1 and all(worth) else [row]
    return made


_NOWHERE = Cell(text="", line=0, column=0)
