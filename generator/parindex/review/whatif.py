"""Who would have moved, had new criteria been in force before: last year's facts under next year's rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parindex.check.filing import check_facts
from parindex.model.analysis import Carried, Mark, mark_of
from parindex.model.criteria import CriteriaSet
from parindex.model.filing import Answer, Appraisal, Decision, SelfAssessment
from parindex.model.points import ZERO
from parindex.model.regulation import Regulation
from parindex.model.repository import CycleResult
from parindex.model.result import LeafResult, UnitResult
from parindex.model.review import Moved, WhatIf
from parindex.score.rank import ranked
from parindex.score.unit import UnitScorer


def what_if(new: Regulation, made: CycleResult) -> WhatIf:
    """The ranks of a cycle under other criteria, out of results with their records.

    Answers and decisions whose code and facts fit the new criteria are taken over as they are; the others count as not
    answered, and how many there are is part of the answer.
    """
    scorer = UnitScorer(new, made.cycle)
    supposed = (restated(scorer, result) for result in made.units)
    return moved_by(new, made, [entry for entry in supposed if entry is not None])


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """A unit's facts and decisions of a cycle under other criteria; `kept` of `asked` answers could be taken over.

    `carried` are the marks of the new leaves for which what was said before can be used.
    """

    result: UnitResult
    kept: int
    asked: int
    carried: Carried


def restated(scorer: UnitScorer, result: UnitResult) -> Restated | None:
    """A unit's result, with its records, under the criteria of `scorer`; None where there is nothing to score."""
    criteria = scorer.regulation.sets.get(result.unit.group)
    if criteria is None or result.submission is None:
        return None
    filing = _filing(result.submission, criteria)
    appraisal = _appraisal(result.appraisal, criteria) if result.appraisal else None
    supposed = scorer.score(result.unit, filing, appraisal, None, ())
    total = supposed.official
    return Restated(
        result=supposed,
        kept=len(filing.answers),
        asked=len(criteria.self_scored),
        carried=Carried(
            marks=tuple(_carried(leaf, result, filing) for leaf in supposed.leaves),
            added=total.points - total.counted if total else ZERO,
        ),
    )


def _carried(leaf: LeafResult, before: UnitResult, filing: SelfAssessment) -> Mark | None:
    """What a new leaf came to, where it is one of before and all that was said of it still means something."""
    code = leaf.leaf.code
    if before.criteria is None or code not in before.criteria.by_code or not leaf.official.counts:
        return None
    said = before.submission.answers.get(code) if before.submission else None
    if leaf.leaf.self_scored and code not in filing.answers and said is not None and not said.is_blank:
        return None
    return mark_of(leaf)


def moved_by(new: Regulation, made: CycleResult, supposed: Sequence[Restated]) -> WhatIf:
    """Who would have moved in a cycle, from what its units would have come to."""
    before = {result.unit.id: result.rank for result in made.units}
    moved = [
        Moved(unit=result.unit, before=before[result.unit.id], after=result.rank)
        for group in new.groups
        for result in ranked(new, [entry.result for entry in supposed if entry.result.unit.group == group.id])
        if before[result.unit.id] != result.rank
    ]
    moved.sort(key=lambda row: (row.unit.group, row.after is None, row.after or 0, row.unit.id))
    return WhatIf(
        regulation=new.id,
        cycle=made.cycle,
        kept=sum(entry.kept for entry in supposed),
        asked=sum(entry.asked for entry in supposed),
        moved=tuple(moved),
    )


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
