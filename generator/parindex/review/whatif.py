"""Who would have moved, had new criteria been in force before: last year's facts under next year's rules."""

from dataclasses import replace

from parindex.check.filing import check_facts
from parindex.model.criteria import CriteriaSet, Regulation
from parindex.model.filing import Answer, Appraisal, Decision, SelfAssessment
from parindex.model.repository import CycleResult
from parindex.model.review import Moved, WhatIf
from parindex.score.rank import ranked
from parindex.score.unit import UnitScorer


def what_if(new: Regulation, made: CycleResult) -> WhatIf:
    """The ranks of a cycle under other criteria.

    Answers and decisions whose code and facts fit the new criteria are taken over as they are; the others count as not
    answered, and how many there are is part of the answer.
    """
    scorer = UnitScorer(new, made.cycle)
    kept = asked = 0
    results = []
    for result in made.units:
        criteria = new.sets.get(result.unit.group)
        if criteria is None or result.submission is None:
            continue
        filing = _filing(result.submission, criteria)
        kept += len(filing.answers)
        asked += len(criteria.self_scored)
        appraisal = _appraisal(result.appraisal, criteria) if result.appraisal else None
        results.append(scorer.score(result.unit, filing, appraisal, None, ()))
    before = {result.unit.id: result.rank for result in made.units}
    moved = [
        Moved(unit=result.unit, before=before[result.unit.id], after=result.rank)
        for group in new.groups
        for result in ranked(new, [entry for entry in results if entry.unit.group == group.id])
        if before[result.unit.id] != result.rank
    ]
    moved.sort(key=lambda row: (row.unit.group, row.after is None, row.after or 0, row.unit.id))
    return WhatIf(regulation=new.id, cycle=made.cycle, kept=kept, asked=asked, moved=tuple(moved))


def _filing(filed: SelfAssessment, criteria: CriteriaSet) -> SelfAssessment:
    fits = {code: answer for code, answer in filed.answers.items() if _fits(code, answer, criteria)}
    return replace(filed, answers=fits)


def _fits(code: str, answer: Answer, criteria: CriteriaSet) -> bool:
    leaf = criteria.by_code.get(code)
    if leaf is None or not leaf.self_scored or answer.is_blank:
        return False
    if answer.not_applicable:
        return leaf.may_be_not_applicable
    return not any(check_facts("", (), leaf, answer.facts))


def _appraisal(made: Appraisal, criteria: CriteriaSet) -> Appraisal:
    stages = (
        replace(
            stage, decisions={code: entry for code, entry in stage.decisions.items() if _decides(code, entry, criteria)}
        )
        for stage in made.stages
    )
    return replace(made, stages=tuple(stages))


def _decides(code: str, decision: Decision, criteria: CriteriaSet) -> bool:
    leaf = criteria.by_code.get(code)
    return leaf is not None and (decision.correct is None or not any(check_facts("", (), leaf, decision.correct)))
