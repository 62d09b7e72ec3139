"""A regulation in other words: every text of it that pages print, put through one function.

What a translation of a set covers is said here and nowhere else. Ids, codes, figures and addresses are the same in
every language.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from parindex.model import criteria as c
from parindex.model.regulation import Adjustments, Regulation, Source

Say = Callable[[str], str]
"""Another wording of a text, or the text itself where there is none."""


def reworded(regulation: Regulation, say: Say) -> Regulation:
    """The regulation with each of its texts as `say` has it; a name that the set itself gives in English goes first."""
    return replace(
        regulation,
        title=_named(say, regulation.title, regulation.title_en),
        short=say(regulation.short),
        authority=say(regulation.authority),
        decision_number=say(regulation.decision_number),
        status_note=say(regulation.status_note),
        sources={key: _source(source, say) for key, source in regulation.sources.items()},
        facts=tuple(replace(fact, text=say(fact.text), item=say(fact.item)) for fact in regulation.facts),
        blocks=tuple(replace(block, name=_named(say, block.name, block.name_en)) for block in regulation.blocks),
        grades=tuple(replace(grade, label=_named(say, grade.label, grade.label_en)) for grade in regulation.grades),
        grades_name=say(regulation.grades_name),
        stages=tuple(
            replace(stage, name=say(stage.name), by=say(stage.by), note=say(stage.note)) for stage in regulation.stages
        ),
        groups=tuple(
            replace(group, name=_named(say, group.name, group.name_en), note=say(group.note))
            for group in regulation.groups
        ),
        bonus=_adjustments(regulation.bonus, say),
        penalty=_adjustments(regulation.penalty, say),
        evidence_rules=tuple(map(say, regulation.evidence_rules)),
        field_heads=tuple(
            replace(row, head=say(row.head), focal_officer=say(row.focal_officer), role=say(row.role))
            for row in regulation.field_heads
        ),
        sets={group: _set(criteria, say) for group, criteria in regulation.sets.items()},
    )


def unworded(regulation: Regulation) -> list[str]:
    """The texts that neither the set nor its wording gives in English, each once and in their order."""
    found: dict[str, None] = {}

    def heard(text: str) -> str:
        if text and text not in regulation.english:
            found.setdefault(text)
        return text

    reworded(regulation, heard)
    return list(found)


def names(regulation: Regulation) -> Iterator[tuple[str, str]]:
    """Names of areas, criteria and leaves and labels of their answers, each with its English in the set or nothing."""
    for criteria in regulation.sets.values():
        for node in _nodes(criteria.areas):
            yield node.name, "" if node.name_en == node.name else node.name_en
            if isinstance(node, c.Leaf):
                rule = node.rule
                options = rule.options if isinstance(rule, c.Choice) else ()
                options = rule.items if isinstance(rule, c.Checklist) else options
                yield from ((option.label, option.label_en) for option in options)


def _nodes(nodes: tuple[c.Node, ...]) -> Iterator[c.Node]:
    for node in nodes:
        yield node
        if isinstance(node, c.Branch):
            yield from _nodes(node.parts)


def _named(say: Say, name: str, own: str) -> str:
    return say(name) if own == name else own


def _source(source: Source, say: Say) -> Source:
    return replace(source, title=say(source.title), publisher=say(source.publisher), note=say(source.note))


def _adjustments(adjustments: Adjustments, say: Say) -> Adjustments:
    items = tuple(_leaf(item, say) for item in adjustments.items)
    return replace(adjustments, items=items, note=say(adjustments.note))


def _set(criteria: c.CriteriaSet, say: Say) -> c.CriteriaSet:
    return replace(
        criteria,
        name=_named(say, criteria.name, criteria.name_en),
        areas=tuple(_node(area, say) for area in criteria.areas),
    )


def _node(node: c.Node, say: Say) -> c.Node:
    if isinstance(node, c.Leaf):
        return _leaf(node, say)
    return replace(
        node,
        name=_named(say, node.name, node.name_en),
        guidance=say(node.guidance),
        parts=tuple(_node(part, say) for part in node.parts),
    )


def _leaf(leaf: c.Leaf, say: Say) -> c.Leaf:
    basis = replace(leaf.basis, item=say(leaf.basis.item)) if leaf.basis else None
    return replace(
        leaf,
        name=_named(say, leaf.name, leaf.name_en),
        rule=_rule(leaf.rule, say),
        evidence_wanted=say(leaf.evidence_wanted),
        guidance=say(leaf.guidance),
        basis=basis,
    )


def _rule(rule: c.Rule, say: Say) -> c.Rule:
    if isinstance(rule, c.Choice):
        return replace(rule, options=_options(rule.options, say))
    if isinstance(rule, c.Checklist):
        return replace(rule, items=_options(rule.items, say))
    if isinstance(rule, c.Survey):
        return replace(rule, answers=_options(rule.answers, say))
    if isinstance(rule, c.Steps | c.Ratio | c.Count | c.Deduct):
        return replace(rule, measure=_measure(rule.measure, say))
    if isinstance(rule, c.Branches):
        return replace(
            rule,
            figures={key: say(label) for key, label in rule.figures.items()},
            cases=tuple(replace(case, label=say(case.label)) for case in rule.cases),
        )
    return rule


def _options(options: tuple[c.Option, ...], say: Say) -> tuple[c.Option, ...]:
    return tuple(replace(option, label=option.label_en or say(option.label)) for option in options)


def _measure(measure: c.Measure, say: Say) -> c.Measure:
    return replace(
        measure,
        label=say(measure.label),
        done=say(measure.done),
        total=say(measure.total),
        excused=say(measure.excused),
        number=say(measure.number),
        unit=say(measure.unit),
    )
