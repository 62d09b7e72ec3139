"""What the appraisers decided about a unit, stage by stage, and what came of the explanation round."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from parindex.model import criteria as c
from parindex.model.points import exact_text
from samples import days, reasons, words
from samples.chance import clamp, draw
from samples.explaining import DISPUTED, Case, dispute, dispute_decision, explanation
from samples.facts import Given, points
from samples.filing import Filing
from samples.lowering import lowered
from samples.plan import CyclePlan, ProgrammePlan, StagePlan, UnitPlan

Decision = dict[str, Any]

_LINKED = ("hồ sơ giải quyết", "số hồ sơ giải quyết", "số hồ sơ trễ hạn (", "số hồ sơ cấp xã giải quyết")


@dataclass(slots=True, kw_only=True)
class Appraised:
    """The two files that come out of an appraisal; no explanation where none was asked or given."""

    appraisal: dict[str, Any]
    explanation: dict[str, Any] | None = None
    cases: list[Case] = field(default_factory=list)


def appraise(
    programme: ProgrammePlan, cycle: CyclePlan, filing: Filing, criteria: c.CriteriaSet, stages: tuple[StagePlan, ...]
) -> Appraised:
    """All appraisal stages of one unit, in order."""
    unit, year = filing.unit, filing.year
    chance = draw("appraisal", programme.id, unit.id, year)
    cases = _cases(cycle, filing, criteria, chance)
    review = next((stage for stage in stages if stage.review), None)
    if cycle.explanation_day:
        for case in cases:
            case.asked = chance.random() < 0.55
        if unit.id in cycle.disputes:
            cases.append(dispute(criteria, filing))
    answers = chance.random() < 0.85 or unit.id in cycle.disputes
    replied = [case for case in cases if case.asked] if answers else []
    sat = {stage.stage: _day(programme, cycle, unit, stage) for stage in stages}
    appraised = max(sat[stage.stage] for stage in stages if stage is not review)
    explained = None
    if replied:
        explained = explanation(programme, cycle, filing, replied, again=review is not None, appraised=appraised)
    made: dict[str, dict[str, Decision]] = {stage.stage: {} for stage in stages}
    made[stages[0].stage] = _first(programme, cycle, filing, criteria, cases, chance)
    marking = next((stage for stage in stages if stage.marks), stages[0])
    turns = words.Turns(chance)
    for leaf in criteria.leaves:
        if isinstance(leaf.rule, c.CouncilMark):
            made[marking.stage][leaf.code] = _mark(programme, filing, leaf, turns)
    if review is not None:
        made[review.stage].update(_second(filing, cases, replied, chance))
    rows = []
    for stage in stages:
        decisions = {
            leaf.code: made[stage.stage][leaf.code] for leaf in criteria.leaves if leaf.code in made[stage.stage]
        }
        rows.append(_stage(programme, unit, stage, sat[stage.stage], decisions, last=stage is stages[-1]))
    return Appraised(
        appraisal={"unit": unit.id, "cycle": str(year), "stages": rows}, explanation=explained, cases=cases
    )


def _day(programme: ProgrammePlan, cycle: CyclePlan, unit: UnitPlan, stage: StagePlan) -> date:
    first_day = max(stage.first_day, (days.received(programme, cycle, unit) + timedelta(days=1)).isoformat())
    return days.between(first_day, stage.last_day, programme.id, unit.id, cycle.year, stage.stage)


def _stage(
    programme: ProgrammePlan,
    unit: UnitPlan,
    stage: StagePlan,
    day: date,
    decisions: Mapping[str, Decision],
    *,
    last: bool,
) -> dict[str, Any]:
    council = council_of(programme, unit, stage.stage)
    value: dict[str, Any] = {"stage": stage.stage, "by": [council], "date": day.isoformat()}
    if last:
        value["rest"] = "accepted"
    if decisions:
        value["decisions"] = decisions
    return value


def council_of(programme: ProgrammePlan, unit: UnitPlan, stage: str) -> str:
    """The council that appraises a unit in a stage: its own, its district's, its group's, the stage's."""
    for key in (f"{stage}/{unit.id}", f"{stage}/{unit.parent}", f"{stage}/{unit.group}", stage):
        if key in programme.council_of:
            return programme.council_of[key]
    raise LookupError(f"{programme.id} {stage} {unit.id}")


def _cases(cycle: CyclePlan, filing: Filing, criteria: c.CriteriaSet, chance: Random) -> list[Case]:
    unit = filing.unit
    even = unit.id in cycle.even
    wanted = chance.randint(2, 4) if even else chance.randint(3, 7)
    leaves = [leaf for leaf in criteria.self_scored if leaf.code in filing.given and leaf.code in filing.proof]
    leaves = [
        leaf for leaf in leaves if not _linked(leaf) and not (leaf.code == DISPUTED and unit.id in cycle.disputes)
    ]
    chance.shuffle(leaves)
    cases: list[Case] = []
    methods: dict[str, int] = {}
    for leaf in leaves:
        if len(cases) == wanted:
            break
        plain = isinstance(leaf.rule, c.Choice | c.Checklist | c.Deduct)
        if methods.get(leaf.rule.method, 0) > 1 or (even and not plain):
            continue
        found = lowered(leaf, filing.given[leaf.code], chance)
        if found is None:
            continue
        methods[leaf.rule.method] = methods.get(leaf.rule.method, 0) + 1
        code, reason = reasons.correction(filing, leaf, filing.given[leaf.code], found, chance)
        cases.append(Case(leaf=leaf, declared=filing.given[leaf.code], found=found, code=code, reason=reason))
    return cases


def _linked(leaf: c.Leaf) -> bool:
    """Whether the figures are the unit's dossiers, which other criteria repeat."""
    if isinstance(leaf.rule, c.Branches) and "qua_han_nam_nay" in leaf.rule.figures:
        return True
    return isinstance(leaf.rule, c.Steps | c.Ratio) and leaf.rule.measure.done.lower().startswith(_LINKED)


def _first(
    programme: ProgrammePlan,
    cycle: CyclePlan,
    filing: Filing,
    criteria: c.CriteriaSet,
    cases: list[Case],
    chance: Random,
) -> dict[str, Decision]:
    unit, year = filing.unit, filing.year
    decisions: dict[str, Decision] = {}
    for case in cases:
        by_hand = isinstance(case.leaf.rule, c.Choice | c.Checklist) and case.leaf.guidance and chance.random() < 0.25
        if by_hand and not case.asked and unit.id not in cycle.even:
            decisions[case.leaf.code] = _direct(case)
            continue
        decision: Decision = {"correct": case.found, "reason-code": case.code, "reason": case.reason}
        if case.asked:
            decision["request-explanation"] = True
        decisions[case.leaf.code] = decision
    for code, confirmed in cycle.not_applicable.get(unit.id, {}).items():
        _, agreed, refused = words.not_applicable(criteria.by_code[code], year)
        decisions[code] = {"not-applicable": True, "reason": agreed}
        if not confirmed:
            decisions[code] = {"not-applicable": False, "reason-code": "not-applicable-refused", "reason": refused}
    for leaf in criteria.leaves:
        if not leaf.self_scored and isinstance(leaf.rule, c.Deduct):
            decisions[leaf.code] = _counted(programme, filing, leaf, leaf.rule)
    turns = words.Turns(chance)
    plain = [leaf for leaf in criteria.self_scored if leaf.code in filing.proof and leaf.code not in decisions]
    for leaf in chance.sample(plain, min(len(plain), chance.randint(1, 3))):
        decisions[leaf.code] = {"accept": True}
        if chance.random() < 0.6:
            decisions[leaf.code]["reason"] = reasons.agreement(filing, leaf, turns)
    return decisions


def _direct(case: Case) -> Decision:
    """Points set by hand, with the sentence of the guidance that was misread."""
    spelled = exact_text(points(case.leaf, case.found))
    reason = (
        f"Đơn vị áp dụng chưa đúng hướng dẫn: “{words.first_sentence(case.leaf.guidance)}”. "
        f"Tài liệu đáp ứng một phần nên chấm {words.vn(spelled)} điểm."
    )
    return {"points": spelled, "reason-code": "rule-misread", "reason": reason}


def _counted(programme: ProgrammePlan, filing: Filing, leaf: c.Leaf, rule: c.Deduct) -> Decision:
    """The appraiser's own count where the unit does not score itself."""
    chance = draw("counted", programme.id, filing.unit.id, filing.year, leaf.code)
    number = round((1 - filing.unit.quality) * 4 * chance.uniform(0.3, 1.4))
    what = words.low(rule.measure.number)
    reason = chance.choice(
        (
            f"Theo sổ theo dõi báo cáo và văn bản năm {filing.year}, {what}: {number}.",
            f"Hệ thống quản lý văn bản ghi nhận {what} của đơn vị là {number}.",
        )
    )
    return {"correct": {"number": str(number)}, "reason-code": "other", "reason": reason}


def _mark(programme: ProgrammePlan, filing: Filing, leaf: c.Leaf, turns: words.Turns) -> Decision:
    chance = draw("mark", programme.id, filing.unit.id, filing.year, leaf.code)
    share = clamp(filing.unit.quality + chance.gauss(0.0, 0.06), 0.4, 1.0)
    spelled = exact_text(Fraction(round(float(leaf.max_points) * share * 20), 20))
    reason = reasons.mark(words.vn(spelled), filing.year, turns, strong=share > 0.85)
    return {"points": spelled, "reason": reason}


def _second(filing: Filing, cases: list[Case], replied: list[Case], chance: Random) -> dict[str, Decision]:
    turns = words.Turns(chance)
    decisions: dict[str, Decision] = {}
    for case in cases:
        if not case.asked:
            continue
        code = case.leaf.code
        if case not in replied:
            decisions[code] = {"accept": True, "reason": turns.take("silent", reasons.SILENT)}
        elif case.outcome == "dispute":
            decisions[code] = dict(dispute_decision())
        elif case.reply is None:
            decisions[code] = {"accept": True, "reason": turns.take("agreed", reasons.AGREED)}
        else:
            decisions[code] = _judged(filing, case, case.reply, chance, turns)
    return decisions


def _judged(filing: Filing, case: Case, reply: Mapping[str, str], chance: Random, turns: words.Turns) -> Decision:
    middle = _middle(case) if case.outcome == "partly" else None
    if case.outcome == "accepted":
        reason = reasons.acceptance(reply, turns)
        return {"correct": case.declared, "reason-code": "explanation-accepted", "reason": reason}
    if middle is not None:
        reason = (
            f"Phụ lục số {reply['document']} chứng minh thêm được một phần; "
            f"công nhận {words.vn(middle['done'])} trên {words.vn(middle['total'])}."
        )
        return {"correct": middle, "reason-code": "explanation-accepted", "reason": reason}
    return {"accept": True, "reason": reasons.refusal(reply, filing, case.leaf, case.found, chance, turns)}


def _middle(case: Case) -> Given | None:
    if "done" not in case.declared:
        return None
    declared, found = int(case.declared["done"]), int(case.found["done"])
    done = (declared + found) // 2
    return {**case.declared, "done": str(done)} if done not in (declared, found) else None
