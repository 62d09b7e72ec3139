"""Ranges of a figure that together say what every figure is worth, as the bands of a criteria file."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from parindex.i18n.numbers import typed_number
from parindex.imports.annex.lines import Line, Span
from parindex.model.points import HUNDRED, ZERO, exact_text


class NoBands(Exception):
    """Ranges that leave a figure out or give it twice; `at` tells the figures in question."""

    def __init__(self, problem: str, at: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.at = at


def bands_of(lines: Sequence[Line], maximum: Fraction) -> list[dict[str, str]]:
    """The bands, best points first; NoBands where the ranges do not meet, or nobody knows to whom a bound belongs."""
    ranged = [(_within(line.span), line) for line in lines if line.span is not None]
    ranged.sort(key=lambda pair: (_low(pair[0]), pair[0].lower_open))
    rest = next((line for line in lines if line.span is None), None)
    percent = ranged[0][0].percent
    for (span, _), (after, _) in pairwise(ranged):
        _meet(span, after, percent)
    first, last = ranged[0][0], ranged[-1][0]
    open_below = first.lower is not None and not (first.lower == 0 and not first.lower_open)
    open_above = last.upper is not None and not (percent and last.upper == HUNDRED and not last.upper_open)
    if (open_below and open_above) or (rest is None and (open_below or open_above)):
        raise NoBands("annex-bands-end", _shown(first.lower if open_below else last.upper, percent))
    rising = _worth(ranged[-1][1], maximum) >= _worth(ranged[0][1], maximum)
    if (open_below and not rising) or (open_above and rising):
        # The rest lies at the good end; told from the other end, it comes last all the same.
        rising = open_below
    ordered = list(reversed(ranged)) if rising else ranged
    made = [_band(span, line, rising=rising) for span, line in ordered]
    if rest is not None and (open_below or open_above):
        made.append({**_points(rest), "label": rest.label})
    else:
        for key in ("from", "above", "up-to", "below"):
            made[-1].pop(key, None)
    return made


def _within(span: Span | None) -> Span:
    assert span is not None
    # A single figure of a hundred per cent is the top of the scale.
    return replace(span, upper=None) if span.percent and span.upper == HUNDRED and not span.upper_open else span


def _low(span: Span) -> Fraction:
    return span.lower if span.lower is not None else Fraction(-1)


def _meet(span: Span, after: Span, percent: bool) -> None:
    one, two = span.upper, after.lower
    if one is None or two is None or two < one:
        raise NoBands("annex-bands-overlap", _shown(two if two is not None else one, percent))
    if not percent and not span.upper_open and not after.lower_open and two == one + 1:
        return
    if one < two:
        raise NoBands("annex-bands-gap", f"{_shown(one, percent)} – {_shown(two, percent)}")
    if span.upper_open == after.lower_open:
        problem = "annex-bands-gap" if span.upper_open else "annex-bands-overlap"
        raise NoBands(problem, _shown(one, percent))


def _shown(value: Fraction | None, percent: bool) -> str:
    return typed_number(exact_text(value if value is not None else ZERO), "vi") + ("%" if percent else "")


def _worth(line: Line, maximum: Fraction) -> Fraction:
    return line.worth(maximum) or ZERO


def _points(line: Line) -> dict[str, str]:
    key = "percent" if line.percent else "points"
    return {key: exact_text(line.points if line.points is not None else ZERO)}


def _band(span: Span, line: Line, *, rising: bool) -> dict[str, Any]:
    bound: dict[str, str] = {}
    if rising and span.lower is not None:
        bound["above" if span.lower_open else "from"] = exact_text(span.lower)
    if not rising and span.upper is not None:
        bound["below" if span.upper_open else "up-to"] = exact_text(span.upper)
    return {**bound, **_points(line), "label": line.label}
