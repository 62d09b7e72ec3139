"""A criteria set as data for the browser: what site/assets/scoring.js counts with and the form shows.

Figures are exact text ("2.5", "4/3"); what has its usual value is left out. Tests hold this engine and the browser's
against each other over shared vectors.
"""

from collections.abc import Sequence
from typing import Any

from parindex.i18n.words import Words
from parindex.model import criteria as c
from parindex.model.points import exact_text
from parindex.model.regulation import Adjustments, Regulation


def criteria_data(regulation: Regulation, criteria: c.CriteriaSet, words: Words) -> dict[str, Any]:
    """The criteria of one unit group with everything of the regulation that moves a point, a class or a rank."""
    rounding = regulation.rounding
    return {
        "regulation": regulation.id,
        "group": criteria.group,
        "name": criteria.name,
        "max": exact_text(criteria.max_points),
        "rounding": _without_nothing(
            decimals=rounding.decimals,
            mode=rounding.mode.value,
            atLeaf=rounding.points_at_leaf,
            gradeOnPrinted=rounding.grade_on_printed,
            rankOnPrinted=rounding.rank_on_printed,
        ),
        "ties": regulation.tie_rule.value,
        "breakers": list(regulation.tie_breakers),
        "withinBlock": regulation.reduce_within_block,
        "blocks": [block.id for block in regulation.blocks],
        "gradesName": regulation.grades_name,
        "grades": [
            _without_nothing(
                id=grade.id,
                label=grade.label,
                lower=None if grade.lower is None else exact_text(grade.lower),
                lowerOpen=grade.lower_open,
            )
            for grade in regulation.grades
        ],
        "bonus": _adjustments(regulation.bonus, words),
        "penalty": _adjustments(regulation.penalty, words),
        "areas": [_node(area, words) for area in criteria.areas],
    }


def _adjustments(rules: Adjustments, words: Words) -> dict[str, Any]:
    return _without_nothing(
        inIndex=rules.in_index,
        cap=None if rules.cap is None else exact_text(rules.cap),
        clamp=rules.clamp,
        items=[leaf_data(item, words) for item in rules.items],
    )


def _node(node: c.Node, words: Words) -> dict[str, Any]:
    if isinstance(node, c.Leaf):
        return leaf_data(node, words)
    return _without_nothing(
        code=node.code,
        name=node.name,
        max=exact_text(node.max_points),
        guidance=node.guidance,
        parts=[_node(part, words) for part in node.parts],
    )


def leaf_data(leaf: c.Leaf, words: Words) -> dict[str, Any]:
    """A leaf with its rule; `lines` are the rule in words where the answers themselves do not say it."""
    made = _without_nothing(
        code=leaf.code,
        name=leaf.name,
        max=exact_text(leaf.max_points),
        block=leaf.block,
        method=leaf.rule.method,
        na=leaf.not_applicable_policy.value,
        mayNa=leaf.may_be_not_applicable,
        wanted=leaf.evidence_wanted,
        required=leaf.evidence_required,
        guidance=leaf.guidance,
        groups=list(leaf.groups),
        lines=[] if isinstance(leaf.rule, c.Choice | c.Checklist) else words.rule_lines(leaf),
        **_rule(leaf.rule),
    )
    # Most leaves are the unit's own: those that are not say so.
    return made if leaf.self_scored else {**made, "selfScored": False}


def _rule(rule: c.Rule) -> dict[str, Any]:
    if isinstance(rule, c.Choice):
        return {"options": _options(rule.options)}
    if isinstance(rule, c.Checklist):
        return {"items": _options(rule.items)}
    if isinstance(rule, c.Steps):
        bands = [
            _without_nothing(
                points=exact_text(band.points),
                lower=None if band.lower is None else exact_text(band.lower),
                lowerOpen=band.lower_open,
                upper=None if band.upper is None else exact_text(band.upper),
                upperOpen=band.upper_open,
            )
            for band in rule.bands
        ]
        return {"measure": _measure(rule.measure), "bands": bands, "whenNone": rule.when_none.value}
    if isinstance(rule, c.Ratio):
        return {
            "measure": _measure(rule.measure),
            "complement": rule.complement,
            "fullAt": None if rule.full_at is None else exact_text(rule.full_at),
            "zeroBelow": None if rule.zero_below is None else exact_text(rule.zero_below),
            "shareDecimals": rule.share_decimals,
            "whenNone": rule.when_none.value,
        }
    if isinstance(rule, c.Branches):
        cases = [_without_nothing(when=case.when, points=case.points, label=case.label) for case in rule.cases]
        marked = {"fractional": sorted(rule.fractional), "signed": sorted(rule.signed)}
        return {"figures": [list(pair) for pair in rule.figures.items()], "cases": cases, **marked}
    if isinstance(rule, c.Count):
        return {"measure": _measure(rule.measure), "each": exact_text(rule.each)}
    if isinstance(rule, c.Deduct):
        return {"measure": _measure(rule.measure), "each": exact_text(rule.each), "floor": exact_text(rule.floor)}
    if isinstance(rule, c.Survey):
        return {"answers": _options(rule.answers), "missing": rule.missing.value}
    if isinstance(rule, c.Imported):
        return {"per": exact_text(rule.per)}
    if isinstance(rule, c.RankChange):
        return {
            "each": None if rule.each is None else exact_text(rule.each),
            "improved": None if rule.improved is None else exact_text(rule.improved),
        }
    return {}


def _options(options: Sequence[c.Option]) -> list[dict[str, str]]:
    return [{"id": option.id, "label": option.label, "points": exact_text(option.points)} for option in options]


def _measure(measure: c.Measure) -> dict[str, Any]:
    return _without_nothing(
        label=measure.label,
        done=measure.done,
        total=measure.total,
        excused=measure.excused,
        number=measure.number,
        unit=measure.unit,
        fractional=measure.fractional,
    )


def _without_nothing(**members: Any) -> dict[str, Any]:
    """The members that say something: neither none nor false nor empty. Zero says something."""
    return {key: value for key, value in members.items() if value or (value == 0 and value is not False)}
