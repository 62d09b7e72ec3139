"""The linter of criteria: sums at every level, options, bands, expressions, citations."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from parindex.check.filing import check_link
from parindex.model import criteria as c
from parindex.model.expression import ExpressionError, parse_expression
from parindex.model.finding import Finding, Place, error, warning
from parindex.model.points import HUNDRED, ZERO, exact_text
from parindex.model.regulation import Regulation


def check_regulation(regulation: Regulation) -> list[Finding]:
    """Everything about a regulation and its criteria sets; places refer to the file each finding names."""
    findings = [*_head(regulation), *_adjustments(regulation)]
    for criteria in regulation.sets.values():
        findings += _check_set(regulation, criteria)
    return findings


def _head(regulation: Regulation) -> Iterator[Finding]:
    path = regulation.path
    for number, fact in enumerate(regulation.facts):
        if fact.source not in regulation.sources:
            yield error("source-unknown", path, ("facts", str(number), "source"), id=fact.source)
    for key, source in regulation.sources.items():
        if source.url:
            yield from check_link(path, ("sources", key, "url"), key, source.url)
    group_ids = {group.id for group in regulation.groups}
    for group, criteria in regulation.sets.items():
        if criteria.group != group:
            yield error("id-not-folder", criteria.path, ("group",), id=criteria.group, folder=group)
    for key, ids in (
        ("groups", [group.id for group in regulation.groups]),
        ("blocks", [b.id for b in regulation.blocks]),
    ):
        for number, entry in enumerate(ids):
            if entry in ids[:number]:
                yield error("option-duplicate", path, (key, str(number)), code="", name=key, id=entry)
    for number, stage in enumerate(regulation.stages):
        for group in stage.groups:
            if group not in group_ids:
                yield error("group-unknown", path, ("stages", str(number), "groups"), id=group)
    for number, (higher, lower) in enumerate(pairwise(regulation.grades)):
        if higher.lower is None or (lower.lower is not None and lower.lower >= higher.lower):
            yield error("grades-not-descending", path, ("grades", "bands", str(number + 1)), label=lower.label)
    if regulation.grades and regulation.grades[-1].lower is not None:
        yield error("grades-open-end", path, ("grades", "bands"), label=regulation.grades[-1].label)
    blocks = {block.id for block in regulation.blocks}
    areas = {area.code for criteria in regulation.sets.values() for area in criteria.areas}
    for number, breaker in enumerate(regulation.tie_breakers):
        kind, _, name = breaker.partition(":")
        if (kind == "block" and name not in blocks) or (kind == "area" and name not in areas):
            yield error("tie-breaker-unknown", path, ("ties", "breakers", str(number)), breaker=breaker)


def _adjustments(regulation: Regulation) -> Iterator[Finding]:
    groups = {group.id for group in regulation.groups}
    for kind, adjustments in (("bonus", regulation.bonus), ("penalty", regulation.penalty)):
        for number, item in enumerate(adjustments.items):
            place = (kind, "items", str(number))
            for group in item.groups:
                if group not in groups:
                    yield error("group-unknown", regulation.path, (*place, "groups"), id=group)
            yield from _check_leaf(regulation, regulation.path, place, item)


def _check_set(regulation: Regulation, criteria: c.CriteriaSet) -> Iterator[Finding]:
    path = criteria.path
    if criteria.max_points != regulation.scale_max:
        yield error(
            "scale-mismatch",
            path,
            ("max",),
            max=exact_text(criteria.max_points),
            scale=exact_text(regulation.scale_max),
        )
    yield from _check_sum(path, ("max",), "", criteria.name, criteria.max_points, criteria.areas)
    for block in regulation.blocks:
        total = criteria.block_max(block.id)
        if block.max_points is not None and total not in (ZERO, block.max_points):
            yield error(
                "block-sum",
                path,
                ("areas",),
                block=block.name,
                max=exact_text(block.max_points),
                sum=exact_text(total),
                difference=exact_text(total - block.max_points),
            )
    seen: set[str] = set()
    for place, node, parent in _walk(criteria.areas, ("areas",), ""):
        if node.code in seen:
            yield error("code-duplicate", path, (*place, "code"), code=node.code)
        seen.add(node.code)
        if parent and not node.code.startswith(parent + "."):
            yield error("code-not-below-parent", path, (*place, "code"), code=node.code, parent=parent)
        if isinstance(node, c.Branch):
            yield from _check_sum(path, (*place, "max"), node.code, node.name, node.max_points, node.parts)
        else:
            yield from _check_leaf(regulation, path, place, node)


def _walk(nodes: Iterable[c.Node], place: Place, parent: str) -> Iterator[tuple[Place, c.Node, str]]:
    for number, node in enumerate(nodes):
        here = (*place, str(number))
        yield here, node, parent
        if isinstance(node, c.Branch):
            yield from _walk(node.parts, (*here, "parts"), node.code)


def _check_sum(
    path: str, place: Place, code: str, name: str, maximum: Fraction, parts: Iterable[c.Node]
) -> Iterator[Finding]:
    total = sum((part.max_points for part in parts), ZERO)
    if total != maximum:
        yield error(
            "sum-mismatch",
            path,
            place,
            code=code,
            name=name,
            max=exact_text(maximum),
            sum=exact_text(total),
            difference=exact_text(total - maximum),
        )


def _check_leaf(regulation: Regulation, path: str, place: Place, leaf: c.Leaf) -> Iterator[Finding]:
    label = {"code": leaf.code, "name": leaf.name}
    maximum = exact_text(leaf.max_points)
    if leaf.basis and leaf.basis.source not in regulation.sources:
        yield error("source-unknown", path, (*place, "basis", "source"), id=leaf.basis.source)
    rule = leaf.rule
    if isinstance(rule, c.Choice | c.Checklist):
        options = rule.options if isinstance(rule, c.Choice) else rule.items
        key = "options" if isinstance(rule, c.Choice) else "items"
        ids = [option.id for option in options]
        for option_id in sorted({entry for entry in ids if ids.count(entry) > 1}):
            yield error("option-duplicate", path, (*place, key), **label, id=option_id)
        best = (
            max(option.points for option in options)
            if isinstance(rule, c.Choice)
            else sum((option.points for option in options), ZERO)
        )
        if (isinstance(rule, c.Choice) and best != leaf.max_points) or best < leaf.max_points:
            yield error("best-not-maximum", path, (*place, key), **label, best=exact_text(best), max=maximum)
    elif isinstance(rule, c.Steps):
        yield from _check_bands(path, place, leaf, rule, label)
    elif isinstance(rule, c.Branches):
        yield from _check_branches(path, place, rule, label)
    elif isinstance(rule, c.Survey):
        if not rule.answers:
            yield error("survey-answers-missing", path, (*place, "method"), **label)
        elif max(answer.points for answer in rule.answers) != HUNDRED:
            heaviest = exact_text(max(answer.points for answer in rule.answers))
            yield error("best-not-maximum", path, (*place, "method"), **label, best=heaviest, max="100")
    elif isinstance(rule, c.Deduct) and rule.floor > leaf.max_points:
        yield error("best-not-maximum", path, (*place, "floor"), **label, best=exact_text(rule.floor), max=maximum)
    elif isinstance(rule, c.RankChange) and (rule.each is None) == (rule.improved is None):
        yield error("rank-change-points", path, (*place, "method"), **label)
    if leaf.self_scored and leaf.evidence_required and not leaf.evidence_wanted and not leaf.groups:
        yield warning("evidence-wanted-missing", path, place, **label)


def _check_bands(path: str, place: Place, leaf: c.Leaf, rule: c.Steps, label: dict[str, str]) -> Iterator[Finding]:
    best = max(band.points for band in rule.bands)
    if best != leaf.max_points:
        yield error(
            "best-not-maximum", path, (*place, "bands"), **label, best=exact_text(best), max=exact_text(leaf.max_points)
        )
    last = rule.bands[-1]
    if last.lower is not None or last.upper is not None:
        yield error("bands-open-end", path, (*place, "bands", str(len(rule.bands) - 1)), **label)
    for number, (first, second) in enumerate(pairwise(rule.bands[:-1])):
        hidden = (
            first.lower is not None
            and second.lower is not None
            and (second.lower > first.lower or (second.lower == first.lower and not first.lower_open))
        ) or (
            first.upper is not None
            and second.upper is not None
            and (second.upper < first.upper or (second.upper == first.upper and not first.upper_open))
        )
        unbounded = first.lower is None and first.upper is None
        if hidden or unbounded:
            yield error("band-unreachable", path, (*place, "bands", str(number + 1)), **label)


def _check_branches(path: str, place: Place, rule: c.Branches, label: dict[str, str]) -> Iterator[Finding]:
    known = {*rule.figures, "max_points"}
    for number, case in enumerate(rule.cases):
        for key, text in (("when", case.when), ("points", case.points)):
            if not text:
                continue
            here = (*place, "branches", str(number), key)
            try:
                parsed = parse_expression(text)
            except ExpressionError as bad:
                yield error("expression-unreadable", path, here, **label, expression=text, problem=str(bad))
                continue
            for name in sorted(parsed.names - known):
                yield error("figure-unknown", path, here, **label, figure=name, options=", ".join(sorted(rule.figures)))
    if rule.cases[-1].when:
        yield error("branches-open-end", path, (*place, "branches", str(len(rule.cases) - 1)), **label)
