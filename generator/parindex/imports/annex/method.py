"""How a leaf of an annex awards its points: from the lines below it to the keys of a criteria file.

What can be read in one way only is read. Everything else is raised as :class:`Unclear`, and becomes a finding.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from parindex.i18n.numbers import folded
from parindex.imports.annex.bands import NoBands, bands_of
from parindex.imports.annex.lines import Line
from parindex.imports.annex.words import words
from parindex.imports.names import slug
from parindex.model.points import ZERO, exact_text

_LONGEST = 48


class Unclear(Exception):
    """Lines that do not say, or not in one way, how points are awarded; `rule` and `problem` are of the catalogue."""

    def __init__(self, problem: str, at: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.at = at


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """The keys of the method, and what in them the annex does not say (terms of the rule catalogue)."""

    keys: dict[str, Any]
    assumed: list[str] = field(default_factory=list)


def scoring_of(code: str, name: str, maximum: Fraction, lines: Sequence[Line], *, surveyed: bool = False) -> Scoring:
    """The method of a leaf. One that is `surveyed` is a survey, unless its lines award points some other way."""
    if surveyed and not any(line.points is not None or line.ratio or line.each for line in lines):
        return Scoring(keys={"method": "survey", "question": f"cau-{code.replace('.', '-')}"}, assumed=["annex-survey"])
    if not lines:
        raise Unclear("annex-method-none")
    # "For each …: 0.5" is one of several items, unless it stands alone.
    alone = sum(line.points is not None or line.each is not None for line in lines) == 1
    eaches = [line for line in lines if line.each is not None and (alone or not line.each.bare)]
    ratios = [line for line in lines if line.ratio]
    ranged = [line for line in lines if line.span is not None and not line.ratio]
    if eaches:
        return _each(name, eaches, [line for line in lines if line not in eaches])
    if ratios:
        return _ratio(code, name, maximum, ratios, lines)
    if any(line.points is None for line in lines):
        raise Unclear("annex-method-points", next(line.text for line in lines if line.points is None))
    others = [line for line in lines if line.span is None]
    if ranged and (len(others) > 1 or any(line.worth(maximum) != 0 or not line.is_rest for line in others)):
        if len(ranged) > 1:
            raise Unclear("annex-method-mixed", others[0].text)
        ranged = []
    if len(ranged) > 1 or (ranged and others):
        return _steps(code, name, maximum, lines, ranged)
    return _choice(maximum, lines)


def _choice(maximum: Fraction, lines: Sequence[Line]) -> Scoring:
    worths = [line.worth(maximum) or ZERO for line in lines]
    rows = [
        {"id": option, "label": line.label, ("percent" if line.percent else "points"): exact_text(line.points or ZERO)}
        for option, line in zip(_ids(lines), lines, strict=True)
    ]
    if max(worths) == maximum and len(lines) > 1:
        return Scoring(keys={"method": "options", "options": rows})
    if sum(worths, ZERO) == maximum and len(lines) > 1 and all(worths):
        return Scoring(keys={"method": "checklist", "items": rows}, assumed=["annex-checklist"])
    told = f"{exact_text(max(worths))}; {exact_text(sum(worths, ZERO))}"
    raise Unclear("annex-method-single" if len(lines) == 1 else "annex-method-sum", told)


def _ids(lines: Sequence[Line]) -> list[str]:
    """An id for each line out of its words, none twice."""
    made: list[str] = []
    for number, line in enumerate(lines, 1):
        plain = slug(line.label)
        plain = plain if len(plain) <= _LONGEST else plain[: _LONGEST + 1].rpartition("-")[0] or plain[:_LONGEST]
        plain = plain or f"muc-{number}"
        made.append(plain if plain not in made else f"{plain}-{number}")
    return made


def _steps(code: str, name: str, maximum: Fraction, lines: Sequence[Line], ranged: Sequence[Line]) -> Scoring:
    kinds = {line.span.percent for line in ranged if line.span is not None}
    if len(kinds) > 1:
        raise Unclear("annex-method-mixed", ranged[0].text)
    try:
        bands = bands_of(lines, maximum)
    except NoBands as bad:
        raise Unclear(bad.problem, bad.at) from bad
    if True in kinds:
        measure, assumed = share_of(code, name, lines)
        return Scoring(
            keys={"method": "steps", "measure": measure, "bands": bands, "when-none": "zero"},
            assumed=assumed or ["annex-when-none"],
        )
    bounds = (
        bound for line in ranged if line.span for bound in (line.span.lower, line.span.upper) if bound is not None
    )
    fractional = {"fractional": "true"} if any(bound.denominator != 1 for bound in bounds) else {}
    return Scoring(keys={"method": "steps", "measure": {**_number(name), **fractional}, "bands": bands})


def _number(name: str) -> dict[str, str]:
    return {"label": name[:300], "number": words().measure["number"].format(name=name[:300])}


def share_of(code: str, name: str, lines: Sequence[Line]) -> tuple[dict[str, str], list[str]]:
    """Numerator and denominator in the annex's own words, else in general ones, and then what is to be told."""
    text = " ; ".join(line.text for line in lines)
    plain = folded(text)
    label = words().measure["share"].format(name=name[:300])
    for form in words().figures:
        found = form.search(plain)
        if not found or len(plain) != len(text):
            continue
        if "done" in form.groupindex:
            return {
                "label": label,
                "done": _said(text, found.span("done")),
                "total": _said(text, found.span("total")),
            }, []
        over = words()["quotient"].search(plain)
        if over and {over["over"], over["under"]} == {found["one"], found["two"]}:
            named = {found["one"]: found.span("first"), found["two"]: found.span("second")}
            return {
                "label": label,
                "done": _said(text, named[over["over"]]),
                "total": _said(text, named[over["under"]]),
            }, []
    told = {key: words().measure[key].format(code=code, name=name[:300]) for key in ("done", "total")}
    return {"label": label, **told}, ["annex-share"]


def _said(text: str, span: tuple[int, int]) -> str:
    said = text[slice(*span)].strip(" ()[];,.")
    return said[:1].upper() + said[1:]


def _ratio(code: str, name: str, maximum: Fraction, ratios: Sequence[Line], lines: Sequence[Line]) -> Scoring:
    others = [line for line in lines if not line.ratio]
    if ratios[0].factor not in (None, maximum):
        # A share of something else than the maximum.
        raise Unclear("annex-method-ratio", ratios[0].text)
    measure, assumed = share_of(code, name, lines)
    keys: dict[str, Any] = {"method": "ratio", "measure": measure}
    told = [line for line in others if line.points is not None]
    if any(line.points is None and line.span is not None for line in others) or len(ratios) > 1:
        raise Unclear("annex-method-ratio", ratios[0].text)
    span = ratios[0].span
    for line in told:
        full = line.percent and line.points == 100 and line.span is not None and line.span.lower == 100
        if full:
            continue
        if line.points != 0 or line.span is None or line.span.lower is not None:
            raise Unclear("annex-method-ratio", line.text)
        if not line.span.upper_open or (span is not None and span.lower not in (None, line.span.upper)):
            raise Unclear("annex-method-ratio", line.text)
        keys["zero-below"] = exact_text(line.span.upper or ZERO)
    if span is not None and span.lower is not None and "zero-below" not in keys:
        # What a share below the printed bound is worth is not said.
        raise Unclear("annex-method-ratio", ratios[0].text)
    return Scoring(keys={**keys, "when-none": "zero"}, assumed=assumed or ["annex-when-none"])


def _each(name: str, eaches: Sequence[Line], others: Sequence[Line]) -> Scoring:
    if len(eaches) > 1 or any(line.points not in (None, ZERO) and not line.percent for line in others):
        raise Unclear("annex-method-mixed", eaches[-1].text)
    each = eaches[0].each
    assert each is not None
    measure = {"label": name[:300], "number": words().measure["number"].format(name=each.what)}
    return Scoring(
        keys={"method": "deduct" if each.taken else "count", "measure": measure, "each": exact_text(each.points)}
    )
