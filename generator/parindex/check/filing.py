"""A unit's self-assessment and explanation held against the criteria of its group."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from parindex.model import criteria as c
from parindex.model.expression import ExpressionError, parse_expression
from parindex.model.filing import Answer, Evidence, EvidenceRef, Explanation, Facts, SelfAssessment
from parindex.model.finding import Finding, Place, error, notice, warning
from parindex.model.links import link_fault
from parindex.model.papers import belongs
from parindex.model.phase import day_of
from parindex.model.points import ZERO, exact_text, round_to
from parindex.model.regulation import RoundingPolicy
from parindex.model.result import Outcome, State
from parindex.model.roster import Cycle, Unit, is_date, is_moment

LONG_DOCUMENT = 10


def check_self_assessment(
    submission: SelfAssessment,
    unit: Unit,
    cycle: Cycle,
    criteria: c.CriteriaSet,
    claims: Mapping[str, Outcome],
    left_out: frozenset[Place],
    rounding: RoundingPolicy,
) -> list[Finding]:
    """Findings on one self-assessment. `left_out` are places that the schema has refused already."""
    path = submission.path
    findings = [*check_identity(path, submission.unit, submission.cycle, unit, cycle)]
    refused = {place[1] for place in left_out if len(place) > 1 and place[0] == "evidence"}
    answered_badly = {place[1] for place in left_out if len(place) > 1 and place[0] == "answers"}
    used: set[str] = set()
    for code, answer in submission.answers.items():
        leaf = criteria.by_code.get(code)
        place = ("answers", code)
        if leaf is None:
            findings.append(unknown_code(path, place, code, criteria))
            continue
        if not leaf.self_scored:
            findings.append(error("not-self-scored", path, place, code=code, name=leaf.name))
            continue
        if answer.is_blank:
            continue
        used |= {ref.id for ref in answer.evidence}
        findings += _check_answer(path, place, leaf, answer, claims[code], rounding)
        findings += check_refs(path, (*place, "evidence"), answer.evidence, submission.evidence, refused, code)
    missing: list[Finding] = []
    for leaf in criteria.self_scored:
        given = submission.answers.get(leaf.code)
        if leaf.code not in answered_badly and (given is None or given.is_blank):
            where: Place = ("answers",) if given is None else ("answers", leaf.code)
            missing.append(warning("answer-missing", path, where, code=leaf.code, name=leaf.name))
    if missing and submission.approval is None:
        # A draft is not faulty for being one: what is left to do is told in one line.
        codes = ", ".join(finding.params["code"] for finding in missing)
        counts = {"left": str(len(missing)), "of": str(len(criteria.self_scored))}
        missing = [warning("answers-missing", path, ("answers",), codes=codes, **counts)]
    findings += missing
    findings += _check_evidence_list(path, submission.evidence, used, answered_badly)
    if submission.approval is None and ("approval",) not in {place[:1] for place in left_out}:
        findings.append(notice("approval-missing", path))
    elif submission.approval is not None:
        cited = [submission.evidence[key] for key in used if key in submission.evidence]
        findings += _check_approval(path, submission.approval.date, unit, cycle, cited)
    return findings


def _check_approval(path: str, day: str, unit: Unit, cycle: Cycle, cited: Iterable[Evidence]) -> Iterator[Finding]:
    """Whether the approval can have been given on its day: before the filing came in, after what it rests on."""
    place = ("approval", "date")
    if not is_date(day):
        yield error("date-impossible", path, place, value=day)
        return
    moment = cycle.receipts.get(unit.id, "")
    received = day_of(datetime.fromisoformat(moment)) if is_moment(moment) else ""
    # A filing that was opened again is approved again, after its first receipt.
    if received and day > max(received, cycle.reopened_until(unit.id)):
        yield warning("approval-after-receipt", path, place, date=day, received=received)
    issued, newest = max(((record.date, record.id) for record in cited if is_date(record.date)), default=("", ""))
    if issued > day:
        yield warning("approval-before-evidence", path, place, date=day, id=newest, issued=issued)


# A number in groups of three, as "1.000": a thousand to a Vietnamese reader, one to a machine.
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})*\.[0-9]{2}0")


def check_grouped(path: str, answers: Mapping[str, Any]) -> Iterator[Finding]:
    """Figures as they were typed that mean one thing to whoever typed them and another to the engine."""
    for code, answer in answers.items():
        figures = answer.get("figures", {})
        for place, text in [((key,), answer.get(key)) for key in ("done", "total", "excused", "number")] + [
            (("figures", key), text) for key, text in figures.items()
        ]:
            if isinstance(text, str) and _GROUPED.fullmatch(text):
                plain = text.replace(".", "")
                yield error("number-grouped", path, ("answers", code, *place), code=code, typed_as=text, plain=plain)


def check_explanation(
    explanation: Explanation, unit: Unit, cycle: Cycle, criteria: c.CriteriaSet, flagged: set[str] | None
) -> list[Finding]:
    """Findings on an explanation: only flagged criteria may be answered (None: the appraisal cannot be read)."""
    path = explanation.path
    findings = [*check_identity(path, explanation.unit, explanation.cycle, unit, cycle)]
    for code, reply in explanation.replies.items():
        place = ("replies", code)
        if flagged is not None and code not in flagged:
            options = ", ".join(sorted(flagged)) or "–"
            findings.append(error("reply-not-requested", path, place, code=code, options=options))
        leaf = criteria.by_code.get(code)
        if leaf is None:
            findings.append(unknown_code(path, place, code, criteria))
        elif reply.asks is not None:
            findings += check_facts(path, (*place, "asks"), leaf, reply.asks)
        findings += check_refs(path, ("replies", code, "evidence"), reply.evidence, explanation.evidence, set(), code)
    if explanation.open:
        codes = ", ".join(explanation.open)
        findings.append(warning("replies-open", path, ("replies",), codes=codes, left=str(len(explanation.open))))
    if explanation.date:
        findings += check_date(path, ("date",), explanation.date)
    findings += check_records(path, explanation.evidence)
    return findings


def check_facts(path: str, place: Place, leaf: c.Leaf, facts: Facts) -> Iterator[Finding]:
    """Whether the facts are those that the leaf's method asks for, and possible."""
    label = {"code": leaf.code, "name": leaf.name}
    must, may = c.wanted_facts(leaf.rule)
    given, wanted = facts.given, ", ".join(sorted(must))
    for key in sorted(must - given):
        called = fact_called(leaf, key)
        yield error("fact-missing", path, (*place, key), **label, key=key, called=called, wanted=wanted)
    for key in sorted(given - must - may):
        called = fact_called(leaf, key)
        yield error("fact-unexpected", path, (*place, key), **label, key=key, called=called, wanted=wanted)
    rule = leaf.rule
    if isinstance(rule, c.Choice) and facts.option is not None:
        yield from _check_option(path, (*place, "option"), label, facts.option, rule.options)
    if isinstance(rule, c.Checklist) and facts.items is not None:
        for number, item in enumerate(facts.items):
            yield from _check_option(path, (*place, "items", str(number)), label, item, rule.items)
            if item in facts.items[:number]:
                yield error("item-twice", path, (*place, "items", str(number)), **label, value=item)
    measure = getattr(rule, "measure", None)
    if isinstance(measure, c.Measure) and not measure.fractional:
        yield from _check_whole(path, place, label, facts)
    if facts.done is not None and facts.total is not None:
        excused = facts.excused or ZERO
        if excused > facts.total:
            yield error("excused-above-total", path, (*place, "excused"), **label)
        elif facts.done > facts.total - excused:
            yield error(
                "done-above-total",
                path,
                (*place, "done"),
                **label,
                done=exact_text(facts.done),
                total=exact_text(facts.total - excused),
            )
    if isinstance(rule, c.Branches) and facts.figures is not None:
        for name in sorted(set(rule.figures) - set(facts.figures)):
            yield error("figure-missing", path, (*place, "figures"), **label, figure=name, meaning=rule.figures[name])
        for name in sorted(set(facts.figures) - set(rule.figures)):
            options = ", ".join(rule.figures)
            yield error("figure-unknown", path, (*place, "figures", name), **label, figure=name, options=options)
        for name, value in facts.figures.items():
            if value < 0 and name in rule.figures and name not in rule.signed:
                here = (*place, "figures", name)
                yield error("figure-negative", path, here, **label, figure=rule.figures[name], typed=exact_text(value))
            if value.denominator != 1 and name in rule.figures and name not in rule.fractional:
                here = (*place, "figures", name)
                yield error("not-whole", path, here, **label, key=name, typed=exact_text(value))
        if set(rule.figures) == set(facts.figures):
            yield from _check_formula(path, (*place, "figures"), leaf, rule, facts)


def fact_called(leaf: c.Leaf, key: str) -> str:
    """What the criteria call a fact of a leaf, else the label of such facts."""
    measure = getattr(leaf.rule, "measure", None)
    called: str = getattr(measure, key, "") if isinstance(measure, c.Measure) else ""
    return called or f"called-{key}"


def _check_whole(path: str, place: Place, label: Mapping[str, str], facts: Facts) -> Iterator[Finding]:
    """Counts are whole: "1.234" is one point two three four here, and hardly ever meant so."""
    for key in ("done", "total", "excused", "number"):
        value = getattr(facts, key)
        if value is not None and value.denominator != 1:
            yield error("not-whole", path, (*place, key), **label, key=key, typed=exact_text(value))


def _check_formula(path: str, place: Place, leaf: c.Leaf, rule: c.Branches, facts: Facts) -> Iterator[Finding]:
    figures = {**(facts.figures or {}), "max_points": leaf.max_points}
    try:
        for case in rule.cases:
            if not case.when or parse_expression(case.when).truth(figures):
                parse_expression(case.points).number(figures)
                return
    except ExpressionError as bad:
        yield error("formula-fails", path, place, code=leaf.code, name=leaf.name, problem=str(bad))


def _check_option(
    path: str, place: Place, label: Mapping[str, str], value: str, options: tuple[c.Option, ...]
) -> Iterator[Finding]:
    ids = [option.id for option in options]
    if value not in ids:
        close = get_close_matches(value, ids, n=1, cutoff=0.6)
        hint = close[0] if close else ""
        yield error("option-unknown", path, place, **label, value=value, options=", ".join(ids), hint=hint)


def check_identity(path: str, unit_said: str, cycle_said: str, unit: Unit, cycle: Cycle) -> Iterator[Finding]:
    """Whether a file says of itself what its folder says."""
    if unit_said != unit.id:
        yield error("unit-mismatch", path, ("unit",), said=unit_said, folder=unit.id)
    if cycle_said != cycle.id:
        yield error("cycle-mismatch", path, ("cycle",), said=cycle_said, folder=cycle.id)


def unknown_code(path: str, place: Place, code: str, criteria: c.CriteriaSet) -> Finding:
    """The finding on a code that the unit's criteria do not have, with the nearest one."""
    close = get_close_matches(code, list(criteria.by_code), n=1, cutoff=0.6)
    return error("code-unknown", path, place, code=code, set=criteria.name, hint=close[0] if close else "")


def _check_answer(
    path: str, place: Place, leaf: c.Leaf, answer: Answer, claim: Outcome, rounding: RoundingPolicy
) -> Iterator[Finding]:
    label = {"code": leaf.code, "name": leaf.name}
    if answer.not_applicable:
        if not leaf.may_be_not_applicable:
            yield error("not-applicable-refused", path, (*place, "not-applicable"), **label)
        if answer.facts.given:
            yield error("not-applicable-with-facts", path, place, **label)
        return
    problems = list(check_facts(path, place, leaf, answer.facts))
    yield from problems
    if problems:
        return
    if answer.typed_points is not None:
        yield from _check_typed(path, (*place, "points"), leaf, answer.typed_points, claim.points, rounding)
    # "Nothing was due" lifts a score like points do, so it needs its ground as well.
    lifts = claim.points > 0 or claim.state is State.NOT_APPLICABLE
    if lifts and leaf.evidence_required and not answer.evidence and not answer.explanation:
        yield error("evidence-missing", path, place, **label, wanted=leaf.evidence_wanted)
    elif lifts and leaf.evidence_required and not answer.evidence:
        yield notice("explained-without-evidence", path, place, **label)


def _check_typed(
    path: str, place: Place, leaf: c.Leaf, typed: Fraction, computed: Fraction, rounding: RoundingPolicy
) -> Iterator[Finding]:
    """Points that a unit typed itself are those that its facts are worth, exactly or as printed."""
    printed = round_to(computed, rounding.decimals, rounding.mode)
    if typed not in (computed, printed):
        figures = {"typed": typed, "computed": printed, "max": leaf.max_points}
        told = {"code": leaf.code, "name": leaf.name, **{key: exact_text(value) for key, value in figures.items()}}
        rule = "points-above-maximum" if typed > leaf.max_points else "points-differ"
        yield error(rule, path, place, **told)


def check_refs(
    path: str,
    place: Place,
    refs: tuple[EvidenceRef, ...],
    evidence: Mapping[str, Evidence],
    refused: set[str],
    code: str,
) -> Iterator[Finding]:
    """References into an evidence list; `refused` are records that the schema has refused already."""
    for number, ref in enumerate(refs):
        if ref.id in refused:
            continue
        record = evidence.get(ref.id)
        if record is None:
            close = get_close_matches(ref.id, list(evidence), n=1, cutoff=0.6)
            hint = close[0] if close else ""
            yield error("evidence-unknown", path, (*place, str(number)), code=code, id=ref.id, hint=hint)
        elif (
            record.length
            and int(record.length) > LONG_DOCUMENT
            and not (ref.pages or ref.section or record.pages or record.section)
        ):
            yield warning("page-missing", path, (*place, str(number)), code=code, id=ref.id, length=record.length)


def _check_evidence_list(
    path: str, evidence: Mapping[str, Evidence], used: set[str], answered_badly: set[str]
) -> Iterator[Finding]:
    yield from check_records(path, evidence)
    for key in evidence:
        # Where an answer could not be read, its references are not known and nothing is called unused.
        if key not in used and not answered_badly:
            yield warning("evidence-unused", path, ("evidence", key), id=key)


def check_records(path: str, evidence: Mapping[str, Evidence]) -> Iterator[Finding]:
    """Links, paths and dates of evidence records."""
    kind = path.rpartition("/")[2].removesuffix(".yaml")
    for key, record in evidence.items():
        place = ("evidence", key)
        if record.url:
            yield from check_link(path, (*place, "url"), key, record.url)
        if record.path and not belongs(record.path, kind):
            yield error("evidence-path-outside", path, (*place, "path"), id=key, folder=kind)
        if record.date:
            yield from check_date(path, (*place, "date"), record.date)


def check_link(path: str, place: Place, key: str, url: str) -> Iterator[Finding]:
    """Whether an address may stand in the repository and become a link of the site."""
    fault = link_fault(url)
    if fault:
        yield error("link-refused", path, place, id=key, fault=fault)
    elif url.startswith("http:"):
        yield warning("link-not-https", path, place, id=key)


def check_date(path: str, place: Place, text: str) -> Iterator[Finding]:
    """Whether a date names a day that exists."""
    if not is_date(text):
        yield error("date-impossible", path, place, value=text)
