"""An appraisal held against the criteria: reasons, facts, stages."""

from collections.abc import Iterator
from fractions import Fraction

from parindex.check.filing import check_facts
from parindex.model import criteria as c
from parindex.model.filing import Appraisal, Decision, Facts, SelfAssessment
from parindex.model.finding import Finding, Place, error, notice, warning
from parindex.model.points import exact_text
from parindex.model.regulation import Regulation
from parindex.model.roster import Cycle, Unit, is_date


def check_appraisal(
    appraisal: Appraisal,
    unit: Unit,
    cycle: Cycle,
    regulation: Regulation,
    criteria: c.CriteriaSet,
    submission: SelfAssessment | None,
    *,
    filed: bool,
    left_out: frozenset[Place],
) -> list[Finding]:
    """Findings on one unit's appraisal; `left_out` are answers of the filing that its schema has refused already."""
    path = appraisal.path
    findings: list[Finding] = []
    unread_approval = any(place[:1] == ("approval",) for place in left_out)
    if submission is not None and submission.approval is None and not unread_approval:
        findings.append(error("appraised-without-approval", path, unit=unit.name))
    if appraisal.unit != unit.id:
        findings.append(error("unit-mismatch", path, ("unit",), said=appraisal.unit, folder=unit.id))
    if appraisal.cycle != cycle.id:
        findings.append(error("cycle-mismatch", path, ("cycle",), said=appraisal.cycle, folder=cycle.id))
    if submission is None:
        if not filed:
            findings.append(error("appraisal-without-filing", path, unit=unit.name))
        return findings
    allowed = [stage.id for stage in regulation.appraisal_stages(unit.group)]
    unread = {place[1] for place in left_out if len(place) > 1 and place[0] == "answers"}
    councils = {council.id for council in cycle.councils}
    decided: set[str] = set()
    order = [stage.stage for stage in appraisal.stages]
    for number, stage in enumerate(appraisal.stages):
        place: Place = ("stages", str(number))
        if stage.stage not in allowed:
            findings.append(
                error("stage-unknown", path, (*place, "stage"), stage=stage.stage, options=", ".join(allowed) or "–")
            )
        elif stage.stage in order[:number]:
            findings.append(error("stage-twice", path, (*place, "stage"), stage=stage.stage))
        elif any(allowed.index(before) > allowed.index(stage.stage) for before in order[:number] if before in allowed):
            options = ", ".join(allowed)
            findings.append(error("stage-out-of-order", path, (*place, "stage"), stage=stage.stage, options=options))
        findings += [
            error("council-unknown", path, (*place, "by"), id=who, options=", ".join(sorted(councils)) or "–")
            for who in stage.by
            if who not in councils
        ]
        if not is_date(stage.date):
            findings.append(error("date-impossible", path, (*place, "date"), value=stage.date))
        elif cycle.decision is not None and stage.date > cycle.decision.date:
            published = cycle.decision.date
            findings.append(error("stage-after-decision", path, (*place, "date"), date=stage.date, decision=published))
        if stage.open and stage.rest_accepted:
            # "The rest" would take in what a block stands open for, and nobody would have decided it.
            findings += [error("decision-blank", path, (*place, "decisions", code), code=code) for code in stage.open]
        elif stage.open:
            counts = {"left": str(len(stage.open)), "of": str(len(stage.open) + len(stage.decisions))}
            codes = ", ".join(stage.open)
            findings.append(
                warning("decisions-open", path, (*place, "decisions"), stage=stage.stage, codes=codes, **counts)
            )
        for code, decision in stage.decisions.items():
            leaf = criteria.by_code.get(code)
            here = (*place, "decisions", code)
            if leaf is None:
                findings.append(error("code-unknown", path, here, code=code, set=criteria.name, hint=""))
                continue
            decided.add(code)
            findings += _check_decision(path, here, leaf, decision, submission, unread=code in unread)
    last = next((number for number, stage in enumerate(order) if allowed and stage == allowed[-1]), None)
    if last is not None and appraisal.stages[last].rest_accepted:
        findings += [
            error(
                "not-applicable-unconfirmed",
                path,
                ("stages", str(last)),
                code=code,
                reason=answer.not_applicable,
            )
            for code, answer in submission.answers.items()
            if answer.not_applicable and code in criteria.by_code and code not in decided
        ]
    return findings


def _check_decision(
    path: str, place: Place, leaf: c.Leaf, decision: Decision, submission: SelfAssessment, *, unread: bool
) -> Iterator[Finding]:
    label = {"code": leaf.code, "name": leaf.name}
    answer = submission.answers.get(leaf.code)
    if not decision.accept and not decision.reason:
        yield error("reason-missing", path, place, **label)
    yield from check_figures(path, place, leaf, decision.correct, decision.points)
    if decision.not_applicable is not None and isinstance(leaf.rule, c.NOT_SELF_SCORED):
        yield error("decision-not-possible", path, (*place, "not-applicable"), **label)
    if decision.not_applicable is True and not leaf.may_be_not_applicable:
        yield error("not-applicable-refused", path, (*place, "not-applicable"), **label)
    if decision.accept and answer is None and leaf.self_scored and not unread:
        yield error("nothing-to-accept", path, place, **label)


def check_figures(
    path: str, place: Place, leaf: c.Leaf, correct: Facts | None, points: Fraction | None
) -> Iterator[Finding]:
    """Whether the facts or points that an appraiser puts in the place of the unit's are possible for the leaf."""
    label = {"code": leaf.code, "name": leaf.name}
    if correct is not None:
        if isinstance(leaf.rule, c.NOT_SELF_SCORED):
            yield error("decision-not-possible", path, (*place, "correct"), **label)
        else:
            yield from check_facts(path, (*place, "correct"), leaf, correct)
    if points is not None:
        if points > leaf.max_points:
            yield error(
                "points-above-maximum",
                path,
                (*place, "points"),
                **label,
                typed=exact_text(points),
                computed="",
                max=exact_text(leaf.max_points),
            )
        if isinstance(leaf.rule, c.Survey | c.Imported | c.RankChange):
            yield error("decision-not-possible", path, (*place, "points"), **label)
        elif leaf.self_scored:
            yield notice("points-set-directly", path, (*place, "points"), **label)
