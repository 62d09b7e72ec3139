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
    """Points for each occurrence of something, given or taken; `bare` where only a colon says so."""

    what: str
    points: Fraction
    taken: bool
    bare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line below a criterion. `points` is None where none are named; `percent` says that they are of the maximum.

    `factor` is the figure that a `ratio` is of, where it is not said to be the maximum.
    """

    text: str
    label: str
    cell: Cell
    points: Fraction | None = None
    percent: bool = False
    ratio: bool = False
    factor: Fraction | None = None
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
    if each is not None and not each.bare:
        return Line(text=bare, label=bare, cell=cell, each=each)
    ratio = words()["ratio"].search(plain)
    if ratio:
        pairs = zip(ratio.groups()[::2], ratio.groups()[1::2], strict=True)
        factor = next((number(figure) for figure, sign in pairs if figure and not sign), None)
        span = _span(plain[: ratio.start()]) or _span(plain)
        return Line(text=bare, label=bare, cell=cell, ratio=True, factor=factor, span=span)
    label, points, percent = bare, given, False
    if given is None:
        label, points, percent = _points(bare, plain)
    label = label.strip(_TRIM) or bare
    return Line(text=bare, label=label, cell=cell, points=points, percent=percent, span=_span(folded(label)), each=each)


def _points(bare: str, plain: str) -> tuple[str, Fraction | None, bool]:
    """Label, points, and whether they are percent. Points at the end of the line go before others inside it."""
    found = [told for told in (_told(bare, plain, *form) for form in words().points) if told is not None]
    ended = next((told for told in found if told[3]), None) or (found[0] if found else None)
    return (ended[0], ended[1], ended[2]) if ended else (bare, None, False)


def _told(
    bare: str, plain: str, form: re.Pattern[str], worth: str, sign: str
) -> tuple[str, Fraction, bool, bool] | None:
    """What the last place in a line says that a form fits: label, points, percent, and whether the line ends there."""
    found = None
    for found in form.finditer(plain):  # noqa: B007 the last one counts
        pass
    if found is None or (found.groups() and found[2] != sign):
        return None
    ends = not bare[found.end() :].strip(_TRIM + ")")
    label = bare[: found.start()] if ends and bare[: found.start()].strip(_TRIM) else bare
    if worth == "full":
        return label, Fraction(100), True, ends
    return label, Fraction(0) if worth == "0" else number(found[1]), worth == "percent", ends


def _each(bare: str, plain: str) -> Each | None:
    found = words()["each"].match(plain)
    if not found or not bare.casefold().startswith(words().each_begins):
        return None
    what = bare[found.start("what") : found.end("what")].strip(_TRIM)
    figure = found[found.re.groups - 1]
    return Each(what=what, points=number(figure), taken=bool(found["minus"]), bare=bool(found["bare"]))


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
