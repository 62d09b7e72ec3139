"""The draft that a unit starts from: every criterion of its group in order, with what to declare beside each.

An empty value means "not filled in yet"; the checker tells how many are left instead of calling them faults.
"""

from collections.abc import Iterator, Mapping

from parindex.encode.yamltext import inline, scalar
from parindex.i18n.numbers import plain_text
from parindex.i18n.text import label
from parindex.i18n.words import Words
from parindex.model import criteria as c
from parindex.model.filing import Answer, Facts, SelfAssessment
from parindex.model.points import exact_text
from parindex.model.roster import Cycle, Unit


def draft(unit: Unit, cycle: Cycle, criteria: c.CriteriaSet, carried: SelfAssessment | None, lang: str = "vi") -> str:
    """The YAML text of a new self-assessment, with last year's facts where `carried` has an answer to the same code.

    Evidence is never carried over: a document of last year proves nothing about this one.
    """
    schema = f"schema/groups/{criteria.regulation}/{criteria.group}.self-assessment.schema.json"
    deadline = cycle.deadline(unit.id)
    year = cycle.id[:4]
    person = unit.head
    head = {
        "name": person.name if person else label("draft-name", lang),
        "title": person.title if person else label("draft-head", lang),
        "year": deadline[:4] or year,
    }
    lines = [
        f"# yaml-language-server: $schema=../../../../{schema}",
        f"# {label('draft-title', lang, unit=unit.name, cycle=cycle.title)}",
        f"# {label('draft-how', lang)}",
    ]
    if deadline:
        lines.append(f"# {label('draft-deadline', lang, date=deadline)}")
    if carried is not None:
        lines.append(f"# {label('draft-carried', lang, cycle=carried.cycle)}")
    lines += [
        f"unit: {unit.id}",
        f'cycle: "{cycle.id}"',
        "evidence:",
        *(f"  # {line}" for line in label("draft-evidence", lang, year=year).split("\n")),
        "answers:",
    ]
    area = ""
    for leaf in criteria.self_scored:
        if criteria.area_of[leaf.code] != area:
            area = criteria.area_of[leaf.code]
            name = next(node.name for node in criteria.areas if node.code == area)
            lines += ["", f"  # ── {area}. {name}"]
        answer = carried.answers.get(leaf.code) if carried else None
        lines += ["", *(f"  {line}" for line in _leaf(leaf, answer, carried.cycle if carried else "", lang))]
    lines += ["", *(f"# {line}" for line in label("draft-approval", lang, **head).split("\n"))]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _leaf(leaf: c.Leaf, answer: Answer | None, cycle: str, lang: str) -> Iterator[str]:
    yield f"# {leaf.code} {leaf.name} ({label('at-most', lang, max=plain_text(leaf.max_points, lang))})"
    for line in _choices(leaf, lang):
        yield f"#   {line}"
    if leaf.evidence_wanted:
        yield f"#   {label('evidence', lang)}: {leaf.evidence_wanted}"
    if leaf.guidance:
        yield f"#   {leaf.guidance}"
    if leaf.may_be_not_applicable:
        yield f"#   {label('draft-na', lang)}"
    if answer is not None:
        yield f"#   {label('draft-check', lang, cycle=cycle)}"
    yield f'"{leaf.code}":'
    if answer is not None and answer.not_applicable:
        yield f"  not-applicable: {scalar(answer.not_applicable)}"
        return
    held = facts_value(answer.facts) if answer is not None else {}
    wanted, optional = c.wanted_facts(leaf.rule)
    for key in _ORDER:
        if key in wanted or (key in optional and key in held):
            yield from _fact(leaf.rule, key, held)
    if leaf.evidence_required:
        yield "  evidence: []"


_ORDER = ("option", "items", "done", "total", "excused", "number", "figures")


def _fact(rule: c.Rule, key: str, held: Mapping[str, object]) -> Iterator[str]:
    if key == "figures" and isinstance(rule, c.Branches):
        figures = held.get("figures")
        known = figures if isinstance(figures, dict) else {}
        yield "  figures:"
        for name in rule.figures:
            yield f"    {name}: {scalar(known[name]) if name in known else ''}"
    elif key == "items":
        yield f"  items: {inline(held.get('items', []))}"
    else:
        value = held.get(key)
        yield f"  {key}: {scalar(str(value)) if value is not None else ''}"


def facts_value(facts: Facts) -> dict[str, object]:
    """The facts of an answer or correction as the texts of a file."""
    held: dict[str, object] = {}
    if facts.option is not None:
        held["option"] = facts.option
    if facts.items is not None:
        held["items"] = list(facts.items)
    for key, number in (
        ("done", facts.done),
        ("total", facts.total),
        ("excused", facts.excused),
        ("number", facts.number),
    ):
        if number is not None:
            held[key] = exact_text(number)
    if facts.figures is not None:
        held["figures"] = {name: exact_text(value) for name, value in facts.figures.items()}
    return held


def _choices(leaf: c.Leaf, lang: str) -> Iterator[str]:
    """What may be declared and what it is worth, for the comment above an answer."""
    rule = leaf.rule
    if isinstance(rule, c.Choice | c.Checklist):
        for option in rule.options if isinstance(rule, c.Choice) else rule.items:
            points = label("rule-option", lang, label=option.label, points=plain_text(option.points, lang))
            yield f"{option.id}: {points}"
        return
    if isinstance(rule, c.Branches):
        for name, meaning in rule.figures.items():
            yield f"{name}: {meaning}"
    elif isinstance(rule, c.Steps | c.Ratio | c.Count | c.Deduct):
        measure = rule.measure
        if measure.is_share:
            yield f"done: {measure.done}; total: {measure.total}"
            if measure.excused:
                yield label("draft-excused", lang, text=measure.excused)
        else:
            yield f"number: {measure.number or measure.label}"
    yield label("draft-rule", lang, line="; ".join(Words(lang).rule_lines(leaf)))


def answers_value(submission: SelfAssessment) -> dict[str, dict[str, object]]:
    """The answers of a submission as the plain values of its file: what decoding has read, encoded again."""
    encoded: dict[str, dict[str, object]] = {}
    for code, answer in submission.answers.items():
        value = facts_value(answer.facts)
        if answer.not_applicable:
            value["not-applicable"] = answer.not_applicable
        if answer.evidence:
            value["evidence"] = [
                {
                    "id": ref.id,
                    **({"pages": ref.pages} if ref.pages else {}),
                    **({"section": ref.section} if ref.section else {}),
                }
                if ref.pages or ref.section
                else ref.id
                for ref in answer.evidence
            ]
        if answer.explanation:
            value["explanation"] = answer.explanation
        if answer.typed_points is not None:
            value["points"] = exact_text(answer.typed_points)
        if answer.note:
            value["note"] = answer.note
        encoded[code] = value
    return encoded
