"""The points of a leaf as a formula of a spreadsheet: the same arithmetic as `score.methods`, over cells.

A spreadsheet computes with binary fractions. So bounds are compared by whole numbers multiplied crosswise, a quotient
is divided once, and an error in the last bits is rounded away far behind the digits that anybody prints.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from parindex.excel.expression import translated
from parindex.excel.layout import YES_WORDS
from parindex.model import criteria as c
from parindex.model.points import HUNDRED, Rounding, exact_text
from parindex.model.regulation import RoundingPolicy

BLANK = '""'


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Where the facts of a leaf stand: addresses by fact, and the ranges of an option's choices and points."""

    facts: Mapping[str, str]
    not_applicable: str = ""
    choices: str = ""
    worths: str = ""


def points_formula(leaf: c.Leaf, cells: Cells, rounding: RoundingPolicy, not_applicable: str) -> str:
    """The formula of a leaf's points: a number, nothing while it is not answered, or the words `not_applicable`."""
    nothing = f'"{not_applicable}"'
    policy = {
        c.NotApplicablePolicy.REDUCE: nothing,
        c.NotApplicablePolicy.FULL: number(leaf.max_points),
        c.NotApplicablePolicy.ZERO: "0",
    }[leaf.not_applicable_policy]
    body = _Points(leaf, cells, rounding, policy).body()
    if not cells.not_applicable:
        return f"={body}"
    return f"=IF(LEN(TRIM({cells.not_applicable}))>0,{policy},{body})"


def counted_formula(points: str, maximum: Fraction, not_applicable: str) -> str:
    """The maximum that counts for a leaf: none where its points are the words for "not applicable"."""
    return f'=IF({points}="{not_applicable}",0,{number(maximum)})'


def number(value: Fraction) -> str:
    """A number as a formula spells it, exactly."""
    text = exact_text(value)
    return f"({text})" if "/" in text or text.startswith("-") else text


def _marked(cell: str) -> str:
    return "OR(" + ",".join(f'TRIM({cell})="{word}"' for word in sorted(YES_WORDS)) + ")"


class _Points:
    def __init__(self, leaf: c.Leaf, cells: Cells, rounding: RoundingPolicy, no_work: str) -> None:
        self.leaf = leaf
        self.maximum = leaf.max_points
        self.cells = cells
        self.rounding = rounding
        self.no_work = no_work

    def body(self) -> str:
        rule = self.leaf.rule
        methods: Mapping[type, Callable[..., str]] = {
            c.Choice: self.choice,
            c.Checklist: self.checklist,
            c.Steps: self.steps,
            c.Ratio: self.ratio,
            c.Branches: self.branches,
            c.Count: self.count,
            c.Deduct: self.deduct,
        }
        return methods[type(rule)](rule)

    def choice(self, rule: c.Choice) -> str:
        cell = self.cells.facts["option"]
        same = f"({self.cells.choices}={cell})"
        found = f"AND({cell}<>{BLANK},SUMPRODUCT(--{same})=1)"
        return f"IF({found},{self.rounded(f'SUMPRODUCT({same}*{self.cells.worths})')},{BLANK})"

    def checklist(self, rule: c.Checklist) -> str:
        marks = [self.cells.facts[f"items:{item.id}"] for item in rule.items]
        scale = lcm(*(item.points.denominator for item in rule.items))
        told = [f"{number(item.points * scale)}*{_marked(mark)}" for item, mark in zip(rule.items, marks, strict=True)]
        total = f"MIN({number(self.maximum)},({'+'.join(told)})/{scale})"
        return f"IF(COUNTA({','.join(marks)})=0,{BLANK},{self.rounded(total)})"

    def share(self, measure: c.Measure) -> tuple[str, str, str]:
        """The cells of a share: the condition that it is declared, its numerator and its denominator."""
        done, total = self.cells.facts["done"], self.cells.facts["total"]
        left = f"({total}-N({self.cells.facts['excused']}))" if measure.excused else total
        return f"COUNT({done},{total})=2", done, left

    def none(self, when: c.WhenNone) -> str:
        if when is c.WhenNone.NOT_APPLICABLE:
            return self.no_work
        return self.rounded(number(self.maximum)) if when is c.WhenNone.FULL else "0"

    def steps(self, rule: c.Steps) -> str:
        if rule.measure.is_share:
            given, done, total = self.share(rule.measure)

            def side(bound: Fraction) -> str:
                return f"ROUND({done}*{100 * bound.denominator}-{bound.numerator}*{total},9)"

            return f"IF({given},IF({total}=0,{self.none(rule.when_none)},{self.banded(rule.bands, side)}),{BLANK})"
        cell = self.cells.facts["number"]
        banded = self.banded(
            rule.bands, lambda bound: f"ROUND({cell}*{bound.denominator}-{number(Fraction(bound.numerator))},9)"
        )
        return f"IF(COUNT({cell})=1,{banded},{BLANK})"

    def banded(self, bands: Sequence[c.Band], side: Callable[[Fraction], str]) -> str:
        """The points of the first band that holds; `side` is above zero where the value is above a bound."""
        told = BLANK
        for band in reversed(bands):
            bounds = []
            if band.lower is not None:
                bounds.append(f"{side(band.lower)}{'>' if band.lower_open else '>='}0")
            if band.upper is not None:
                bounds.append(f"{side(band.upper)}{'<' if band.upper_open else '<='}0")
            points = self.rounded(number(band.points))
            if not bounds:
                told = points
            else:
                holds = bounds[0] if len(bounds) == 1 else f"AND({','.join(bounds)})"
                told = f"IF({holds},{points},{told})"
        return told

    def ratio(self, rule: c.Ratio) -> str:
        given, done, total = self.share(rule.measure)
        top = f"({total}-{done})" if rule.complement else done
        full = HUNDRED if rule.full_at is None else rule.full_at
        # The share in percent is top × over ÷ under.
        over, under = "100", total
        if rule.share_decimals is not None:
            scale = 10**rule.share_decimals
            if rule.measure.fractional:
                top = f"ROUND({top}*{100 * scale}/{total},0)"
            else:
                top = f"INT(({top}*{200 * scale}+{total})/(2*{total}))"
            over, under = "1", str(scale)

        def side(bound: Fraction) -> str:
            return f"ROUND({top}*{over}*{bound.denominator}-{bound.numerator}*{under},9)"

        worth = Fraction(int(over)) * self.maximum / full
        value = f"MIN({number(self.maximum)},{top}*{worth.numerator}/({under}*{worth.denominator}))"
        told = self.rounded(value)
        if rule.full_at is not None:
            told = f"IF({side(full)}>=0,{self.rounded(number(self.maximum))},{told})"
        if rule.zero_below is not None:
            told = f"IF({side(rule.zero_below)}<0,0,{told})"
        return f"IF({given},IF({total}=0,{self.none(rule.when_none)},{told}),{BLANK})"

    def branches(self, rule: c.Branches) -> str:
        names = {name: self.cells.facts[f"figures:{name}"] for name in rule.figures}
        told = BLANK
        for case in reversed(rule.cases):
            known = {**names, "max_points": number(self.maximum)}
            points = self.rounded(f"MIN({number(self.maximum)},MAX(0,{translated(case.points, known)}))")
            told = f"IF({translated(case.when, known)},{points},{told})" if case.when else points
        return f"IF(COUNT({','.join(names.values())})={len(names)},IFERROR({told},{BLANK}),{BLANK})"

    def count(self, rule: c.Count) -> str:
        cell = self.cells.facts["number"]
        value = f"MIN({number(self.maximum)},{cell}*{number(Fraction(rule.each.numerator))}/{rule.each.denominator})"
        return f"IF(COUNT({cell})=1,{self.rounded(value)},{BLANK})"

    def deduct(self, rule: c.Deduct) -> str:
        cell = self.cells.facts["number"]
        scale = lcm(self.maximum.denominator, rule.each.denominator)
        left = f"({number(self.maximum * scale)}-{number(rule.each * scale)}*{cell})/{scale}"
        return f"IF(COUNT({cell})=1,{self.rounded(f'MAX({number(rule.floor)},{left})')},{BLANK})"

    def rounded(self, value: str) -> str:
        """A leaf's points where the regulation rounds them at the leaf; else as they are."""
        if not self.rounding.points_at_leaf:
            return value
        places = self.rounding.decimals
        clean = f"ROUND({value},{places + 8})"
        if self.rounding.mode is Rounding.HALF_UP:
            return f"ROUND({clean},{places})"
        if self.rounding.mode is Rounding.UP:
            return f"ROUNDUP({clean},{places})"
        if self.rounding.mode is Rounding.DOWN:
            return f"ROUNDDOWN({clean},{places})"
        # Half-even: a tie goes to the even neighbour, which rounding half of the value and doubling it finds.
        scale = 10**places
        tie = f"ABS(ABS({clean}*{scale}-TRUNC({clean}*{scale}))-0.5)<0.0000001"
        return f"IF({tie},2*ROUND({clean}*{scale}/2,0)/{scale},ROUND({clean},{places}))"
