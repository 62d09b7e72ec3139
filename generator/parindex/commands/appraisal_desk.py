"""What the appraiser's command reads: each unit's filing, decisions so far, the cycle before, and the risk of it all.

The appraisal is read from its file and not from the results: those keep quiet about it until a closed cycle is decided,
and an appraiser works before that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from parindex import errors
from parindex.check.appraisal import check_appraisal
from parindex.load import filing as load_filing
from parindex.model.case import Case, Dossier
from parindex.model.criteria import CriteriaSet
from parindex.model.filing import Appraisal, Explanation, SelfAssessment
from parindex.model.finding import Finding, Place, Severity
from parindex.model.phase import day_of
from parindex.model.regulation import Regulation, Stage
from parindex.model.repository import CycleResult
from parindex.model.result import Outcome, Standing, UnitResult
from parindex.model.roster import Council, Cycle, Unit, is_moment
from parindex.model.tree import FileTree
from parindex.pipeline import Scope, run
from parindex.score.outcome import LeafScorer
from parindex.score.risk import leaf_risk
from parindex.score.rounds import is_second, open_stage, to_decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """The three files of a unit as far as they can be read."""

    submission: SelfAssessment | None
    left_out: frozenset[Place]
    appraisal: Appraisal | None
    explanation: Explanation | None

    @property
    def flagged(self) -> set[str]:
        """The leaves for which an explanation was asked."""
        return set(self.appraisal.flagged if self.appraisal else ())


class Desk:
    """The filings of one cycle, or of one unit of it, before an appraiser."""

    def __init__(self, tree: FileTree, programme: str, cycle: str, unit: str | None = None) -> None:
        units = None if unit is None else frozenset({unit})
        made = _cycle(tree, programme, cycle, units)
        if made is None or made.regulation is None:
            raise errors.UsageFault("usage-no-cycle", cycle=cycle, programme=programme)
        self.tree = tree
        self.regulation: Regulation = made.regulation
        self.cycle: Cycle = made.cycle
        # In the order of the roster: results come by rank, which nobody may read off a worksheet.
        results = {result.unit.id: result for result in made.units}
        self.results: Mapping[str, UnitResult] = {
            unit_id: results[unit_id] for unit_id in made.programme.units if unit_id in results
        }
        before = _cycle(tree, programme, made.cycle.previous, units) if made.cycle.previous else None
        self._before = {result.unit.id: result for result in before.units} if before else {}
        self._before_regulation = before.regulation if before else None

    def criteria(self, unit: Unit) -> CriteriaSet | None:
        """The criteria of a unit's group."""
        return self.regulation.sets.get(unit.group)

    def standing(self, unit: str) -> Standing:
        """NOT_FILED, INVALID or DRAFT where there is nothing to appraise yet; FILED where there is."""
        result, path = self.results[unit], f"{self.cycle.folder}/{unit}/self-assessment.yaml"
        if path not in self.tree:
            return Standing.NOT_FILED
        if any(row.severity is Severity.ERROR and row.path == path for row in result.findings):
            return Standing.INVALID
        return Standing.FILED if result.submission and result.submission.approval else Standing.DRAFT

    def faults(self, unit: str) -> list[Finding]:
        """The errors in what the council and the unit have written after the filing."""
        later = (f"{self.cycle.folder}/{unit}/{name}.yaml" for name in ("appraisal", "explanation"))
        paths = frozenset(later)
        return [row for row in self.results[unit].findings if row.path in paths and row.severity is Severity.ERROR]

    def filed(self, unit: str) -> Filed:
        """The files of a unit."""
        folder = f"{self.cycle.folder}/{unit}"
        loaded = {
            kind: load_filing.load_document(self.tree, f"{folder}/{kind}.yaml", kind)
            for kind in ("self-assessment", "appraisal", "explanation")
            if f"{folder}/{kind}.yaml" in self.tree
        }
        kept = {kind: entry for kind, entry in loaded.items() if entry.document.readable}
        here = (unit, self.cycle.id)
        return Filed(
            submission=load_filing.self_assessment(kept["self-assessment"], *here)
            if "self-assessment" in kept
            else None,
            left_out=loaded["self-assessment"].left_out if "self-assessment" in loaded else frozenset(),
            appraisal=load_filing.appraisal(kept["appraisal"], *here) if "appraisal" in kept else None,
            explanation=load_filing.explanation(kept["explanation"], *here) if "explanation" in kept else None,
        )

    def next_stage(self, unit: Unit, filed: Filed) -> Stage | None:
        """The stage of a unit that is open."""
        criteria = self.regulation.sets[unit.group]
        return open_stage(self.regulation, criteria, filed.appraisal, explained=filed.explanation is not None)

    def dossier(self, unit: Unit, filed: Filed, stage: Stage) -> Dossier:
        """The unit before a stage, with the leaves that the stage has to decide."""
        return self._dossier(unit, filed, stage, only=None)

    def whole(self, unit: Unit, filed: Filed, stage: Stage) -> Dossier:
        """The unit before a stage, with every leaf: a worksheet may decide more than the stage has to."""
        return self._dossier(unit, filed, stage, only={leaf.code for leaf in self.regulation.sets[unit.group].leaves})

    def replies(self, unit: Unit, filed: Filed) -> Dossier:
        """The unit after its appraisal, with the leaves that it was asked to explain."""
        stages = self.regulation.appraisal_stages(unit.group)
        return self._dossier(unit, filed, stages[-1], only=filed.flagged, upto=len(stages))

    def _dossier(
        self, unit: Unit, filed: Filed, stage: Stage, *, only: set[str] | None, upto: int | None = None
    ) -> Dossier:
        assert filed.submission is not None
        criteria = self.regulation.sets[unit.group]
        stages = self.regulation.appraisal_stages(unit.group)
        place = [entry.id for entry in stages].index(stage.id) if upto is None else upto
        scorer = LeafScorer(self.regulation, self.cycle)
        earlier = stages[:place]
        results = [
            scorer.result(leaf, unit.id, filed.submission.answers.get(leaf.code), filed.appraisal, earlier)
            if earlier
            else scorer.result(leaf, unit.id, filed.submission.answers.get(leaf.code), None, stages)
            for leaf in criteria.leaves
        ]
        if only is None:
            second = is_second(self.regulation, stages, stage)
            chosen = to_decide(results, filed.flagged, first=not place, second=second)
        else:
            chosen = [result for result in results if result.leaf.code in only]
        made = (
            next((entry for entry in filed.appraisal.stages if entry.stage == stage.id), None)
            if filed.appraisal
            else None
        )
        before = self._last_year(unit.id, criteria)
        flags = {"reopened": bool(self.cycle.reopened_until(unit.id)), "late": self._late(unit.id)}
        replies = filed.explanation.replies if filed.explanation else {}
        cases = tuple(
            Case(
                result=entry,
                risk=leaf_risk(entry, before.get(entry.leaf.code), **flags),
                before=before.get(entry.leaf.code),
                reply=replies.get(entry.leaf.code),
                held=made.decisions.get(entry.leaf.code) if made and upto is None else None,
                flagged=entry.leaf.code in filed.flagged,
            )
            for entry in chosen
        )
        return Dossier(
            unit=unit,
            cycle=self.cycle,
            criteria=criteria,
            stage=stage,
            submission=filed.submission,
            appraisal=filed.appraisal,
            explanation=filed.explanation,
            cases=cases,
        )

    def _last_year(self, unit: str, criteria: CriteriaSet) -> Mapping[str, Outcome]:
        """What each leaf was worth to the unit in the previous cycle: as it stood, or as claimed where it pends.

        A code under another regulation may mean another criterion; then only the same name makes it the same leaf.
        """
        result = self._before.get(unit)
        same = self._before_regulation is not None and self._before_regulation.id == self.regulation.id
        return {
            entry.leaf.code: entry.official if entry.official.counts else entry.claimed
            for entry in (result.leaves if result else ())
            if entry.leaf.code in criteria.by_code
            and (same or entry.leaf.name == criteria.by_code[entry.leaf.code].name)
        }

    def _late(self, unit: str) -> bool:
        """Whether the filing came after the unit's own deadline, its extension counted."""
        received, deadline = self.cycle.receipts.get(unit, ""), self.cycle.deadline(unit)
        return is_moment(received) and bool(deadline) and day_of(datetime.fromisoformat(received)) > deadline

    def councils(self, unit: Unit, stage: Stage) -> tuple[Council, ...]:
        """The councils that may decide on a unit in a stage."""
        return tuple(
            council
            for council in self.cycle.councils
            if (not council.groups or unit.group in council.groups)
            and (not council.units or unit.id in council.units)
            and (not council.stages or stage.id in council.stages)
        )

    def judged(self, unit: Unit, filed: Filed, path: str, data: bytes) -> list[Finding]:
        """What the check says of an appraisal that is about to be written, with the lines of that text."""
        loaded = load_filing.load_document(self.tree.overlay({path: data}), path, "appraisal")
        findings = list(loaded.findings)
        criteria = self.criteria(unit)
        if loaded.document.readable and criteria is not None:
            made = load_filing.appraisal(loaded, unit.id, self.cycle.id)
            rows = check_appraisal(
                made,
                unit,
                self.cycle,
                self.regulation,
                criteria,
                filed.submission,
                filed=filed.submission is not None,
                left_out=filed.left_out,
            )
            findings += loaded.located(rows)
        return findings


def _cycle(tree: FileTree, programme: str, cycle: str, units: frozenset[str] | None) -> CycleResult | None:
    repository = run(tree, Scope(programme=programme, cycle=cycle, units=units))
    return next((entry for entry in repository.cycles if entry.cycle.id == cycle), None)
