"""One line of an annex about points: what it is worth, in which range of a figure, for each of what."""

import re
from dataclasses import dataclass
from fractions import Fraction

from parindex.i18n.numbers import folded
from parindex.imports.annex.sheet import Cell
from parindex.imports.annex.words import words

_AMOUNT = re.compile(r"[(]?[+-]?([0-9]{1,6}(?:[.,][0-9]{1,4})?) *(?:diem|d)?[)]?[.;]?")
_UNCLEAR = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_TRIM = " \t:;,.–—-("


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A range of a figure; None where it has no end on that side."""

    lower: Fraction | None = None
    lower_open: bool = False
    upper: Fraction | None = None
    upper_open: bool = False
    percent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Each:
    """Points for each occurrence of something, given or taken."""

    what: str
    points: Fraction
    taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line below a criterion. `points` is None where none are named; `percent` says that they are of the maximum."""

    text: str
    label: str
    cell: Cell
    points: Fraction | None = None
    percent: bool = False
    ratio: bool = False
    span: Span | None = None
    each: Each | None = None

    @property
    def is_rest(self) -> bool:
        """Whether the line is about whatever the others leave."""
        return words()["rest"].match(folded(self.label)) is not None

    def worth(self, maximum: Fraction) -> Fraction | None:
        """The points where the maximum is known."""
        if self.points is None:
            return None
        return maximum * self.points / 100 if self.percent else self.points


def amount(text: str) -> Fraction | None:
    """The points in a cell ("0,5", "10 điểm", "(0.25đ)"); None where it holds anything else, or 1.250 and the like."""
    found = _AMOUNT.fullmatch(folded(text.strip()))
    if not found or _UNCLEAR.fullmatch(found[1]):
        return None
    return number(found[1])


def number(text: str) -> Fraction:
    """A number with a decimal comma or point."""
    return Fraction(text.replace(",", "."))


def line_of(text: str, cell: Cell, given: Fraction | None = None) -> Line:
    """The line in `text`; `given` are points that stand in a column of their own."""
    bare = " ".join(text.split())
    plain = folded(bare)
    bullet = words()["bullet"].match(plain)
    if bullet:
        bare, plain = bare[bullet.end() :], plain[bullet.end() :]
    if len(plain) != len(bare):
        # A sign that folding takes apart: places in one text are not those in the other.
        bare = plain
    each = _each(bare, plain)
    if each is not None:
        return Line(text=bare, label=bare, cell=cell, each=each)
    ratio = words()["ratio"].search(plain)
    if ratio:
        return Line(text=bare, label=bare, cell=cell, ratio=True, span=_span(plain[: ratio.start()]) or _span(plain))
    label, points, percent = bare, given, False
    if given is None:
        label, points, percent = _points(bare, plain)
    label = label.strip(_TRIM) or bare
    return Line(text=bare, label=label, cell=cell, points=points, percent=percent, span=_span(folded(label)))


def _points(bare: str, plain: str) -> tuple[str, Fraction | None, bool]:
    for form, worth, sign in words().points:
        found = None
        for found in form.finditer(plain):  # noqa: B007 the last one counts
            pass
        if found is None or (found.groups() and found[2] != sign):
            continue
        rest = bare[found.end() :].strip(_TRIM + ")")
        label = bare[: found.start()] if not rest else bare
        if worth == "full":
            return label, Fraction(100), True
        value = Fraction(0) if worth == "0" else number(found[1])
        # "Không có điểm trừ nào" would be no worth; without a colon before it the sentence stays whole.
        return (label if label.strip(_TRIM) else bare), value, worth == "percent"
    return bare, None, False


def _each(bare: str, plain: str) -> Each | None:
    found = words()["each"].match(plain)
    if not found:
        return None
    what = bare[found.start("what") : found.end("what")].strip(_TRIM)
    return Each(
        what=what, points=number(found[found.lastindex - 1 if found.lastindex else 0]), taken=bool(found["minus"])
    )


def _span(plain: str) -> Span | None:
    if words()["no-range"].search(plain):
        return None
    for form, lower, upper in words().ranges:
        found = form.search(plain)
        if found is None:
            continue
        groups = found.groups()
        figures = [number(text) for text in groups[::2]]
        if len(figures) == 1 and lower and upper:
            figures *= 2
        return Span(
            lower=figures[0] if lower else None,
            lower_open=lower == "open",
            upper=figures[-1] if upper else None,
            upper_open=upper == "open",
            percent="%" in groups,
        )
    return None
