"""What an appraiser fills in: the blocks of a stage, and the blocks that a unit answers after it.

Every block is empty and stands under comments that show what was declared. An empty block is not decided yet; the
checker tells how many are left. Filed text stands in comments only as one line each, so it can never become data.
"""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from parindex.encode.casewords import CaseWords
from parindex.encode.draft import facts_value
from parindex.encode.splice import Block
from parindex.encode.yamltext import block, scalar
from parindex.i18n.numbers import plain_text
from parindex.i18n.text import label
from parindex.model import criteria as c
from parindex.model.case import Case, Dossier
from parindex.model.filing import Decision
from parindex.model.points import exact_text

WIDTH = 110


def appraisal_text(dossier: Dossier, stage: Block, lang: str) -> str:
    """A new appraisal.yaml with one stage."""
    lines = [
        f"# {label('appraise-title', lang, unit=dossier.unit.name, cycle=dossier.cycle.title)}",
        f"unit: {dossier.unit.id}",
        f'cycle: "{dossier.cycle.id}"',
        "stages:",
        *(f"  {line}" for line in stage.comments),
        f"  - {stage.lines[0]}",
        *(f"    {line}" for line in stage.lines[1:]),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def stage_block(dossier: Dossier, by: Sequence[str], date: str, lang: str) -> Block:
    """A stage with an empty block for each case."""
    cases = {case.code: case_block(dossier, case, lang) for case in dossier.cases}
    value = {"stage": dossier.stage.id, "by": list(by), "date": date}
    lines = [f"stage: {dossier.stage.id}", f"by: [{', '.join(by)}]", f'date: "{date}"', "decisions:"]
    for entry in cases.values():
        lines += ["", *(f"  {line}" for line in (*entry.comments, *entry.lines))]
    comments = [_comment(line) for line in label("appraise-how", lang).split("\n")]
    return Block(
        comments=tuple(comments),
        lines=tuple(lines),
        value={**value, "decisions": {code: entry.value for code, entry in cases.items()}},
    )


def bare_stage(dossier: Dossier, by: Sequence[str], date: str) -> Block:
    """A stage without any decision yet, for decisions that come from elsewhere."""
    value = {"stage": dossier.stage.id, "by": list(by), "date": date}
    lines = [f"stage: {dossier.stage.id}", f"by: [{', '.join(by)}]", f'date: "{date}"', "decisions:"]
    return Block(lines=tuple(lines), value={**value, "decisions": ""})


def case_block(dossier: Dossier, case: Case, lang: str) -> Block:
    """The empty block of a leaf under what bears on the decision."""
    told = CaseWords(lang)
    leaf, answer = case.result.leaf, case.result.answer
    facts = [("case-rule", "; ".join(told.words.rule_lines(leaf)))]
    if leaf.self_scored:
        declared = told.declared(case) or label("state-not-answered", lang)
        facts.append(("case-declared", declared))
        facts.append(("case-claimed", told.points(case.result.claimed)))
    if case.before is not None:
        facts.append(("case-before", told.points(case.before)))
    if answer is not None:
        facts += [("case-evidence", row) for row in told.evidence(answer.evidence, dossier.submission.evidence)]
    facts.append(("case-explained", told.explanation(case)))
    facts.append(("case-risks", told.risks(case)))
    facts.append(("case-earlier", told.earlier(case)))
    facts.append(("case-reply", told.reply(dossier, case)))
    facts.append(("case-notation", told.notation(case)))
    return _empty(leaf, facts, lang)


def explanation_text(dossier: Dossier, date: str, lang: str) -> str:
    """A new explanation.yaml with an empty reply for each flagged leaf."""
    lines = [
        f"# {label('reply-title', lang, unit=dossier.unit.name, cycle=dossier.cycle.title)}",
        *(_comment(line) for line in label("reply-how", lang).split("\n")),
        f"unit: {dossier.unit.id}",
        f'cycle: "{dossier.cycle.id}"',
        f'date: "{date}"',
        "evidence: {}",
        "replies:",
    ]
    for case in dossier.cases:
        entry = reply_block(case, lang)
        lines += ["", *(f"  {line}" for line in (*entry.comments, *entry.lines))]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def reply_block(case: Case, lang: str) -> Block:
    """The empty reply to a flagged leaf under what the council decided and why."""
    told = CaseWords(lang)
    facts = [
        ("case-declared", told.declared(case) or label("state-not-answered", lang)),
        ("case-claimed", told.points(case.result.claimed)),
        ("case-earlier", told.earlier(case)),
        ("case-asked", told.notation(case)),
    ]
    entry = _empty(case.result.leaf, facts, lang)
    return Block(
        comments=entry.comments,
        lines=(*entry.lines, "  text:", "  evidence: []"),
        value={"text": "", "evidence": []},
    )


def decision_block(decision: Decision) -> Block:
    """A decision as its block, in the order of the keys that people know."""
    value: dict[str, Any] = {}
    if decision.accept:
        value["accept"] = "true"
    if decision.correct is not None:
        value["correct"] = facts_value(decision.correct)
    if decision.points is not None:
        value["points"] = exact_text(decision.points)
    if decision.not_applicable is not None:
        value["not-applicable"] = "true" if decision.not_applicable else "false"
    if decision.reason_code:
        value["reason-code"] = decision.reason_code
    if decision.reason:
        value["reason"] = decision.reason
    if decision.request_explanation:
        value["request-explanation"] = "true"
    lines = block({decision.code: value}, 0, rows_in_line=False)
    return Block(lines=tuple(lines), value=value)


def _empty(leaf: c.Leaf, facts: Sequence[tuple[str, str]], lang: str) -> Block:
    at_most = label("at-most", lang, max=plain_text(leaf.max_points, lang))
    comments = [_comment(f"{leaf.code} {leaf.name} ({at_most})")]
    for key, text in facts:
        if text:
            comments += _wrapped(f"{label(key, lang)}: {text}")
    return Block(comments=tuple(comments), lines=(f"{scalar(leaf.code)}:",), value="")


def _wrapped(text: str) -> Iterator[str]:
    """A text as comment lines; whatever YAML or an editor would take for the end of a line has become a blank."""
    lines = textwrap.wrap(" ".join(text.split()), WIDTH, break_long_words=False, break_on_hyphens=False)
    for number, line in enumerate(lines):
        yield _comment(f"{'    ' if number else '  '}{line}")


def _comment(text: str) -> str:
    return "# " + "".join(sign if sign.isprintable() else " " for sign in text)
