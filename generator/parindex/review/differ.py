"""The difference of two results of one unit, as values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from parindex.model.criteria import CriteriaSet
from parindex.model.docket import RULING_STAGE, Appeal, Objection, Ruling, Rulings
from parindex.model.filing import Answer, Appraisal, Decision, Evidence, Explanation, SelfAssessment
from parindex.model.regulation import Regulation
from parindex.model.result import LeafResult, UnitResult
from parindex.model.review import AnswerDifference, DecisionDifference, EvidenceDifference, LeafChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a unit's files, with the points that come out of them; the files are there even where none do."""

    submission: SelfAssessment | None = None
    appraisal: Appraisal | None = None
    explanation: Explanation | None = None
    appeal: Appeal | None = None
    rulings: Rulings | None = None
    result: UnitResult | None = None

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The answers that say something."""
        filed = self.submission.answers if self.submission else {}
        return {code: answer for code, answer in filed.items() if not answer.is_blank}

    @property
    def decisions(self) -> Mapping[tuple[str, str], Decision]:
        """The decisions by stage and leaf; a ruling that moves something is one more, after all stages."""
        stages = self.appraisal.stages if self.appraisal else ()
        made = {(stage.stage, code): made for stage in stages for code, made in stage.decisions.items()}
        rulings = self.rulings.rulings if self.rulings else {}
        return made | {(RULING_STAGE, code): row.decision for code, row in rulings.items() if row.decision}

    @property
    def objections(self) -> Mapping[str, Objection]:
        """The entries of the unit's docket."""
        return self.appeal.entries if self.appeal else {}

    @property
    def answered_objections(self) -> Mapping[str, Ruling]:
        """The answers to them."""
        return self.rulings.rulings if self.rulings else {}

    @property
    def flagged(self) -> tuple[str, ...]:
        """The leaves for which some stage asked for an explanation."""
        return self.appraisal.flagged if self.appraisal else ()

    @property
    def evidence(self) -> Mapping[str, Evidence]:
        """The records of the filing, of the explanation and of the objections."""
        holders = (self.submission, self.explanation, self.appeal)
        return {key: record for holder in holders if holder for key, record in holder.evidence.items()}

    @property
    def leaves(self) -> Mapping[str, LeafResult]:
        """The points by leaf."""
        return {entry.leaf.code: entry for entry in self.result.leaves} if self.result else {}


def answer_differences(criteria: CriteriaSet, before: Version, after: Version) -> Iterator[AnswerDifference]:
    """The leaves that are answered otherwise, in the order of the criteria."""
    old, new, earlier, later = before.answers, after.answers, before.leaves, after.leaves
    for leaf in criteria.leaves:
        one, other = old.get(leaf.code), new.get(leaf.code)
        if one != other:
            yield AnswerDifference(
                leaf=leaf,
                before=one,
                after=other,
                points_before=earlier[leaf.code].claimed if one and leaf.code in earlier else None,
                points_after=later[leaf.code].claimed if other and leaf.code in later else None,
            )


def decision_differences(criteria: CriteriaSet, before: Version, after: Version) -> Iterator[DecisionDifference]:
    """The leaves on which some stage decides otherwise, in the order of the criteria."""
    old, new, earlier, later = before.decisions, after.decisions, before.leaves, after.leaves
    stages = list(dict.fromkeys(stage for stage, _ in (*old, *new)))
    for leaf in criteria.leaves:
        for stage in stages:
            one, other = old.get((stage, leaf.code)), new.get((stage, leaf.code))
            if one != other:
                yield DecisionDifference(
                    leaf=leaf,
                    stage=stage,
                    before=one,
                    after=other,
                    points_before=earlier[leaf.code].official if leaf.code in earlier else None,
                    points_after=later[leaf.code].official if leaf.code in later else None,
                    answer=after.answers.get(leaf.code),
                    claimed=later[leaf.code].claimed if leaf.code in later and leaf.self_scored else None,
                )


def accepted_anew(criteria: CriteriaSet, before: Version, after: Version) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The stages that newly accept everything that they do not decide, with the leaves that this is."""
    old = {stage.stage for stage in (before.appraisal.stages if before.appraisal else ()) if stage.rest_accepted}
    for stage in after.appraisal.stages if after.appraisal else ():
        if stage.rest_accepted and stage.stage not in old:
            decided = {code for _, code in after.decisions}
            yield stage.stage, tuple(leaf.code for leaf in criteria.self_scored if leaf.code not in decided)


def evidence_differences(before: Version, after: Version) -> Iterator[EvidenceDifference]:
    """Records added, taken out or replaced, in the filing and in the explanation."""
    old, new = before.evidence, after.evidence
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            yield EvidenceDifference(id=key, before=old.get(key), after=new.get(key))


def criteria_changes(before: Regulation | None, after: Regulation | None) -> Iterator[LeafChange]:
    """The leaves that differ between two versions of a regulation."""
    groups = dict.fromkeys([*(before.sets if before else ()), *(after.sets if after else ())])
    name = after.id if after else before.id if before else ""
    for group in groups:
        old = before.sets[group].by_code if before and group in before.sets else {}
        new = after.sets[group].by_code if after and group in after.sets else {}
        for code in dict.fromkeys([*old, *new]):
            if old.get(code) != new.get(code):
                yield LeafChange(regulation=name, group=group, code=code, before=old.get(code), after=new.get(code))
