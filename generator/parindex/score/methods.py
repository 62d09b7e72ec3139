"""The eleven ways of awarding points (see docs/formats.md, "A leaf"), each a function of a rule and declared facts.

Every function answers with an :class:`Award`: the points, exact and unrounded, and the steps that led to them. None
of them judges whether the facts are allowed: `check.filing` has done so before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from parindex.model import criteria as c
from parindex.model.expression import ExpressionError, parse_expression
from parindex.model.filing import ExternalIndex, Facts, SurveyCount
from parindex.model.points import HUNDRED, ZERO, Rounding, round_to
from parindex.model.result import State, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """Points for a leaf and why; `state` tells apart a number from "nothing was due" and "not applicable".

    `uncapped` is what the rule came to before the maximum cut it, where it did.
    """

    points: Fraction
    steps: tuple[Step, ...]
    state: State = State.SCORED
    uncapped: Fraction | None = None


class FactsMissing(ValueError):
    """The facts that the method needs were not declared."""


def _given(value: Fraction | None) -> Fraction:
    if value is None:
        raise FactsMissing
    return value


def award_choice(rule: c.Choice, maximum: Fraction, facts: Facts) -> Award:
    """The chosen option's points."""
    chosen = next((option for option in rule.options if option.id == facts.option), None)
    if chosen is None:
        raise FactsMissing
    return Award(
        points=chosen.points, steps=(Step(key="step-option", params={"label": chosen.label, "points": chosen.points}),)
    )


def award_checklist(rule: c.Checklist, maximum: Fraction, facts: Facts) -> Award:
    """The sum of the chosen items, at most the maximum."""
    if facts.items is None:
        raise FactsMissing
    chosen = [item for item in rule.items if item.id in facts.items]
    total = sum((item.points for item in chosen), ZERO)
    steps = [
        Step(
            key="step-checklist",
            params={"chosen": Fraction(len(chosen)), "of": Fraction(len(rule.items)), "points": total},
        )
    ]
    return _capped(total, maximum, steps)


def _share(measure: c.Measure, facts: Facts, steps: list[Step]) -> Fraction | None:
    """The declared share in percent, None where nothing was due."""
    done, total = _given(facts.done), _given(facts.total)
    if facts.excused:
        steps.append(Step(key="step-excused", params={"total": total, "excused": facts.excused}))
        total -= facts.excused
    if total == 0:
        return None
    share = done * HUNDRED / total
    steps.append(Step(key="step-share", params={"done": done, "total": total, "share": share}))
    return share


def _nothing_due(when: c.WhenNone, maximum: Fraction) -> Award:
    steps = (Step(key=f"step-none-{when.value}"),)
    if when is c.WhenNone.FULL:
        return Award(points=maximum, steps=steps)
    if when is c.WhenNone.ZERO:
        return Award(points=ZERO, steps=steps)
    if when is c.WhenNone.UNSCORED:
        return Award(points=ZERO, steps=steps, state=State.NOTHING_DUE)
    return Award(points=ZERO, steps=steps, state=State.NOT_APPLICABLE)


def award_steps(rule: c.Steps, maximum: Fraction, facts: Facts) -> Award:
    """The points of the first band that holds the share (percent) or number."""
    steps: list[Step] = []
    if rule.measure.is_share:
        value = _share(rule.measure, facts, steps)
        if value is None:
            return _nothing_due(rule.when_none, maximum)
    else:
        value = _given(facts.number)
        steps.append(Step(key="step-number", params={"number": value, "unit": rule.measure.unit}))
    band = next((band for band in rule.bands if band.holds(value)), None)
    if band is None:
        raise FactsMissing
    steps.append(Step(key=_band_key(band), params=_band_params(band, percent=rule.measure.is_share)))
    return Award(points=band.points, steps=tuple(steps))


def _band_key(band: c.Band) -> str:
    if band.lower is not None:
        return "step-band-above" if band.lower_open else "step-band-from"
    if band.upper is not None:
        return "step-band-below" if band.upper_open else "step-band-up-to"
    return "step-band-rest"


def _band_params(band: c.Band, *, percent: bool) -> Mapping[str, str | Fraction]:
    bound = band.lower if band.lower is not None else band.upper
    params: dict[str, str | Fraction] = {"points": band.points, "sign": " %" if percent else ""}
    if bound is not None:
        params["bound"] = bound
    return params


def award_ratio(rule: c.Ratio, maximum: Fraction, facts: Facts) -> Award:
    """Share × maximum, with complement, full mark and floor as declared."""
    steps: list[Step] = []
    share = _share(rule.measure, facts, steps)
    if share is None:
        return _nothing_due(rule.when_none, maximum)
    if rule.complement:
        share = HUNDRED - share
        steps.append(Step(key="step-complement", params={"share": share}))
    if rule.share_decimals is not None:
        share = round_to(share, rule.share_decimals, Rounding.HALF_UP)
        steps.append(Step(key="step-share-rounded", params={"share": share}))
    if rule.zero_below is not None and share < rule.zero_below:
        steps.append(Step(key="step-zero-below", params={"bound": rule.zero_below}))
        return Award(points=ZERO, steps=tuple(steps))
    full_at = HUNDRED if rule.full_at is None else rule.full_at
    if rule.full_at is not None and share >= full_at:
        steps.append(Step(key="step-full-at", params={"bound": full_at, "points": maximum}))
        return Award(points=maximum, steps=tuple(steps))
    points = share / full_at * maximum
    key = "step-ratio" if rule.full_at is None else "step-ratio-full-at"
    steps.append(Step(key=key, params={"share": share, "bound": full_at, "max": maximum, "points": points}))
    return _capped(points, maximum, steps)


def award_branches(rule: c.Branches, maximum: Fraction, facts: Facts) -> Award:
    """The first case whose condition holds, its points kept between 0 and the maximum."""
    if facts.figures is None:
        raise FactsMissing
    figures = {**facts.figures, "max_points": maximum}
    try:
        for case in rule.cases:
            if not case.when or parse_expression(case.when).truth(figures):
                points = parse_expression(case.points).number(figures)
                params: dict[str, str | Fraction] = {
                    "label": case.label,
                    "when": case.when,
                    "formula": case.points,
                    "points": points,
                    **{f"name:{name}": meaning for name, meaning in rule.figures.items()},
                    **{f"figure:{name}": value for name, value in facts.figures.items() if name in rule.figures},
                }
                return _capped(max(points, ZERO), maximum, [Step(key="step-branch", params=params)])
    except ExpressionError as bad:
        raise FactsMissing from bad
    raise FactsMissing


def award_count(rule: c.Count, maximum: Fraction, facts: Facts) -> Award:
    """Points for each occurrence, at most the maximum."""
    number = _given(facts.number)
    points = rule.each * number
    params = {"number": number, "each": rule.each, "points": points}
    return _capped(points, maximum, [Step(key="step-count", params=params)])


def award_deduct(rule: c.Deduct, maximum: Fraction, facts: Facts) -> Award:
    """The maximum minus points for each occurrence, at least the floor."""
    number = _given(facts.number)
    points = maximum - rule.each * number
    params = {"number": number, "each": rule.each, "max": maximum, "points": points}
    steps = [Step(key="step-deduct", params=params)]
    if points < rule.floor:
        steps.append(Step(key="step-floor", params={"floor": rule.floor}))
        points = rule.floor
    return Award(points=points, steps=tuple(steps))


def award_survey(rule: c.Survey, maximum: Fraction, count: SurveyCount | None) -> Award | None:
    """The weighted share of the answers; None where the survey has no row for the unit."""
    if count is None or count.sample == 0:
        return None
    weight = {answer.id: answer.points for answer in rule.answers}
    answered = sum(count.answers.values())
    if answered == 0:
        return None
    share = sum((weight.get(key, ZERO) * number for key, number in count.answers.items()), ZERO) / answered
    points = share / HUNDRED * maximum
    params: dict[str, str | Fraction] = {
        "sample": Fraction(count.sample),
        "share": share,
        "max": maximum,
        "points": points,
    }
    return Award(points=points, steps=(Step(key="step-survey", params=params),))


def award_imported(rule: c.Imported, maximum: Fraction, index: ExternalIndex | None, unit: str) -> Award | None:
    """The imported value ÷ its full scale × maximum; None where there is no value for the unit."""
    if index is None or unit not in index.values:
        return None
    value = index.values[unit]
    points = value / rule.per * maximum
    params: dict[str, str | Fraction] = {
        "title": index.title,
        "value": value,
        "per": rule.per,
        "max": maximum,
        "points": points,
    }
    return _capped(points, maximum, [Step(key="step-imported", params=params)])


def award_rank_change(rule: c.RankChange, maximum: Fraction, index: ExternalIndex | None, unit: str) -> Award | None:
    """Points for places gained since the year before; None where the ranks are not known."""
    if index is None or unit not in index.ranks:
        return None
    now, before = index.ranks[unit]
    gained = max(before - now, 0)
    points = (rule.each or ZERO) * gained
    if rule.improved is not None and gained:
        points = rule.improved
    params: dict[str, str | Fraction] = {
        "title": index.title,
        "before": Fraction(before),
        "now": Fraction(now),
        "gained": Fraction(gained),
        "points": points,
    }
    return _capped(points, maximum, [Step(key="step-rank-change", params=params)])


def award_mark(maximum: Fraction, mark: Fraction | None) -> Award | None:
    """A council's mark, at most the maximum; None while there is none."""
    if mark is None:
        return None
    return _capped(mark, maximum, [Step(key="step-mark", params={"points": mark})])


def _capped(points: Fraction, maximum: Fraction, steps: list[Step]) -> Award:
    if points <= maximum:
        return Award(points=points, steps=tuple(steps))
    steps.append(Step(key="step-capped", params={"max": maximum}))
    return Award(points=maximum, steps=tuple(steps), uncapped=points)


# Each entry takes the rule of its own class; the table is keyed by that class, which a type cannot say.
_BY_FACTS: Mapping[type, Callable[..., Award]] = {
    c.Choice: award_choice,
    c.Checklist: award_checklist,
    c.Steps: award_steps,
    c.Ratio: award_ratio,
    c.Branches: award_branches,
    c.Count: award_count,
    c.Deduct: award_deduct,
}


def award(rule: c.Rule, maximum: Fraction, facts: Facts) -> Award:
    """Points for declared facts; FactsMissing where the facts the method needs are not all there."""
    method = _BY_FACTS.get(type(rule))
    if method is None:
        raise FactsMissing
    return method(rule, maximum, facts)
