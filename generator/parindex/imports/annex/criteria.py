"""From the tree of an annex to the value of a criteria file, with every reading that the officer has to confirm."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from parindex.imports.annex.codes import Style
from parindex.imports.annex.lines import line_of
from parindex.imports.annex.method import Scoring, Unclear, scoring_of
from parindex.imports.annex.rows import Node, tree_of
from parindex.imports.annex.sheet import Annex, Cell, unread
from parindex.imports.names import slug
from parindex.model.finding import Finding, Place, error, notice
from parindex.model.points import ZERO, exact_text

SURVEY = "survey"
_LONG, _LINE = 4000, 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the annex itself does not say: whose criteria these are, where they are cited from, what goes before it.

    `leaves` holds keys by code that are taken instead of what was read; `survey_block` is the block of survey leaves.
    """

    group: str
    name: str
    maximum: str
    source: str
    survey_block: str = ""
    leaves: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Read:
    """What came of it: the file's value, bonus and penalty items, findings, and the cell behind each place."""

    value: dict[str, Any]
    items: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    caps: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    places: dict[Place, Cell] = field(default_factory=dict)
    methods: dict[str, int] = field(default_factory=dict)

    def cell_of(self, place: Place) -> Cell | None:
        """The cell behind a place of the file, or behind the nearest place around it."""
        while place not in self.places and place:
            place = place[:-1]
        return self.places.get(place)


def read_annex(annex: Annex, wanted: Wanted) -> Read:
    """The criteria in an annex. With an error among the findings the value is a draft."""
    tree = tree_of(annex)
    writer = _Writer(annex, wanted, tree.findings)
    areas: list[dict[str, Any]] = []
    for node in tree.roots:
        if node.kind:
            writer.items(node)
            continue
        areas.append(writer.node(node, ("areas", str(len(areas)))))
    read = writer.read
    read.value = {"group": wanted.group, "name": wanted.name, "max": wanted.maximum, "areas": areas}
    if tree.totals:
        read.places["max",] = tree.totals[-1][1]
    _totals(annex, read, [(value, cell) for value, cell in tree.totals if value is not None])
    for code in sorted(set(wanted.leaves) - writer.used):
        head = next(iter(annex.heads.values()))
        read.findings.append(error("annex-code", *annex.sheet.at(head), value=code, problem="annex-code-map"))
    if not areas:
        head = next(iter(annex.heads.values()))
        read.findings.append(error("annex-table", *annex.sheet.at(head), problem="annex-table-empty", names="–"))
    for head in unread(annex):
        read.findings.append(notice("annex-column", *annex.sheet.at(head), column=head.text[:80]))
    return read


def _totals(annex: Annex, read: Read, totals: list[tuple[Fraction, Cell]]) -> None:
    """Rows that add up must add up: the last to the whole, those before it to some area or criterion."""
    tops = [Fraction(area["max"]) for area in read.value["areas"]]
    extra = sum((Fraction(item["max"]) for item in read.items.get("bonus", [])), ZERO)
    caps = Fraction(read.caps.get("bonus", "0"))
    whole = sum(tops, ZERO)
    for number, (value, cell) in enumerate(totals):
        allowed = (
            {whole, whole + extra, whole + caps}
            if number == len(totals) - 1
            else {*_maxima(read.value["areas"]), whole, extra, caps}
        )
        if value not in allowed:
            told = {"total": exact_text(value), "sum": exact_text(whole), "difference": exact_text(whole - value)}
            read.findings.append(error("annex-total", *annex.sheet.at(cell), **told))


def _maxima(nodes: list[dict[str, Any]]) -> Iterator[Fraction]:
    for node in nodes:
        yield Fraction(node["max"])
        yield from _maxima(node.get("parts", []))


class _Writer:
    def __init__(self, annex: Annex, wanted: Wanted, findings: list[Finding]) -> None:
        self.annex = annex
        self.wanted = wanted
        self.read = Read(value={}, findings=findings)
        self.used: set[str] = set()

    def node(self, node: Node, place: Place) -> dict[str, Any]:
        """A criterion with its parts, or a leaf."""
        self.read.places[place] = node.cell
        self.read.places[(*place, "max")] = node.max_cell or node.cell
        _letters_to_lines(node)
        if not node.children:
            return {"code": node.code, **self._leaf(node)}
        children: list[dict[str, Any]] = []
        for child in node.children:
            if child.kind and child.kind != node.kind:
                self.items(child)
            else:
                children.append(self.node(child, (*place, "parts", str(len(children)))))
        for line in node.lines:
            if line.points is not None or line.ratio or line.each:
                self.read.findings.append(error("annex-row", *self.annex.sheet.at(line.cell), value=line.text[:80]))
        maximum = node.maximum
        if maximum is None:
            maximum = sum((Fraction(child["max"]) for child in children), ZERO)
            self._assumed(node, "annex-sum", exact_text(maximum))
        value = {"code": node.code, "name": node.name, "max": exact_text(maximum)}
        guidance = _text([*node.guidance, *(line.text for line in node.lines)])
        return {**value, **({"guidance": guidance} if guidance else {}), "parts": children}

    def items(self, node: Node) -> None:
        """The items of a section of bonus or penalty points; each is a leaf with an id."""
        _letters_to_lines(node)
        if node.children:
            for child in node.children:
                child.kind = child.kind or node.kind
                self.items(child)
            if node.maximum is not None and node.kind not in self.read.caps:
                self.read.caps[node.kind] = exact_text(node.maximum)
            return
        leaf = {"id": slug(node.name)[:60].strip("-"), **self._leaf(node)}
        leaf["groups"] = [self.wanted.group]
        self.read.items.setdefault(node.kind, []).append(leaf)

    def _leaf(self, node: Node) -> dict[str, Any]:
        own = self.wanted.leaves.get(node.code, {})
        if own:
            self.used.add(node.code)
        maximum = self._leaf_maximum(node, own)
        keys: dict[str, Any] = {}
        guidance = list(node.guidance)
        if "method" not in own:
            keys, unclear = self._method(node, maximum)
            if unclear:
                guidance += [line.text for line in node.lines]
        elif node.lines:
            guidance += [line.text for line in node.lines]
        value: dict[str, Any] = {"name": node.name, "max": exact_text(maximum)}
        if keys.get("method") == SURVEY and self.wanted.survey_block:
            value["block"] = self.wanted.survey_block
        value |= keys
        if node.evidence:
            value["evidence"] = {"wanted": _text(node.evidence)}
        if guidance:
            value["guidance"] = _text(guidance)
        value["basis"] = {"source": self.wanted.source, "item": node.printed[:_LINE]}
        made = {**value, **own}
        method = made["method"]
        self.read.methods[method] = self.read.methods.get(method, 0) + 1
        return made

    def _leaf_maximum(self, node: Node, own: Mapping[str, Any]) -> Fraction:
        if node.maximum is not None or "max" in own:
            return node.maximum if node.maximum is not None else Fraction(own["max"])
        cell = node.max_cell or node.cell
        best = max((line.points for line in node.lines if line.points is not None and not line.percent), default=None)
        if node.computed or best is None:
            value = cell.text[:60] if node.max_cell else node.name[:60]
            self.read.findings.append(error("annex-number", *self.annex.sheet.at(cell), value=value))
            return best or ZERO
        self._assumed(node, "annex-best", exact_text(best))
        return best

    def _method(self, node: Node, maximum: Fraction) -> tuple[dict[str, Any], bool]:
        """The keys of the method; where it is unclear, a council's mark, which gives no points by itself."""
        try:
            made: Scoring = scoring_of(node.code, node.name, maximum, node.lines, surveyed=node.surveyed)
        except Unclear as bad:
            cell = node.lines[0].cell if node.lines else node.cell
            told = {"code": node.code, "name": node.name[:120], "problem": bad.problem, "at": bad.at[:160] or "–"}
            if bad.problem.startswith("annex-bands"):
                self.read.findings.append(error("annex-bands", *self.annex.sheet.at(cell), **told))
            else:
                told |= {"max": exact_text(maximum)}
                self.read.findings.append(error("annex-method", *self.annex.sheet.at(cell), **told))
            return {"method": "council"}, True
        for problem in made.assumed:
            self._assumed(node, problem, "")
        return made.keys, False

    def _assumed(self, node: Node, problem: str, value: str) -> None:
        told = {"code": node.code, "name": node.name[:120], "problem": problem, "hint": value}
        self.read.findings.append(notice("annex-assumed", *self.annex.sheet.at(node.cell), **told))


def _letters_to_lines(node: Node) -> None:
    """Rows a, b, c without anything below them are what a criterion gives points for, and no criteria of their own."""
    plain = all(child.style is Style.LOWER and not child.lines and not child.children for child in node.children)
    if node.children and plain and not node.lines:
        node.lines = [line_of(child.name, child.cell, child.maximum) for child in node.children]
        node.children = []


def _text(parts: list[str]) -> str:
    return "; ".join(part.rstrip(" ;.") for part in parts)[:_LONG]
