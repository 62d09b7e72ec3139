"""What the pages of criteria and areas say about a group, from the example authority."""

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from parindex.i18n.words import Words
from parindex.model.filing import Answer, Appraisal, Evidence, EvidenceRef, Facts
from parindex.model.repository import CycleResult
from parindex.model.result import LeafResult
from parindex.model.tree import FileTree
from parindex.pipeline import run
from parindex.render.appraised import proofs_of
from parindex.render.leafview import Reached, area_view, leaf_view, reached
from parindex.render.papers import Papers, papers_of
from support.house import ROOT, base
from support.law import leaf, outcome, result, submission

WORDS = Words("vi")


@cache
def example() -> tuple[CycleResult, dict[str, Papers]]:
    (cycle,) = (made for made in run(FileTree.of(dict(base()))).cycles if made.regulation is not None)
    return cycle, dict(papers_of(cycle, ROOT / "site" / "templates", "vi"))


@pytest.mark.parametrize(
    ("points", "kind"),
    [(None, Reached.NONE), (Fraction(0), Reached.ZERO), (Fraction(1, 3), Reached.PART), (Fraction(2), Reached.FULL)],
)
def test_no_result_is_no_zero(points: Fraction | None, kind: Reached) -> None:
    assert reached(points, Fraction(2)) is kind


def test_every_unit_with_a_result_is_counted_once_on_the_page_of_each_criterion() -> None:
    cycle, papers = example()
    assert cycle.regulation is not None
    for criteria in cycle.regulation.sets.values():
        for entry in criteria.leaves:
            view = leaf_view(cycle, criteria, entry, papers, WORDS)
            counted = sum(count for _, count, _ in view.counts) or sum(found.count for found in view.bins)
            assert counted == view.counted > 0
            assert view.table.rows.count("<tr data-k=") == view.table.size == len(cycle.group(criteria.group))
            assert view.best is not None
            assert view.lowest is not None
            assert view.best.value >= (view.mean or 0) >= view.lowest.value


def test_claim_and_appraisal_of_an_area_are_those_of_its_criteria() -> None:
    cycle, papers = example()
    assert cycle.regulation is not None
    for criteria in cycle.regulation.sets.values():
        for area in criteria.areas:
            view = area_view(cycle, criteria, area, papers, WORDS)
            moved = sum((row.moved * view.counted for row in view.leaves), Fraction(0))
            told = Fraction(0) if view.gap is None else (view.gap.official - view.gap.claimed) * view.counted
            assert moved == told


def test_a_restricted_document_is_never_shown_as_good_evidence() -> None:
    records = {
        "mo": Evidence(id="mo", title="Kế hoạch", kind="plan"),
        "kin": Evidence(id="kin", title="Biên bản kín", kind="record", visibility="restricted"),
    }
    refs = (EvidenceRef(id="kin"), EvidenceRef(id="mo"))
    given = Answer(code="1.1", facts=Facts(option="a"), evidence=refs)
    full = outcome("10", "10")
    made = LeafResult(leaf=leaf("1.1", "10"), answer=given, claimed=full, official=full)
    unit = replace(
        result("so-a", "90"),
        leaves=(made,),
        submission=replace(submission(given), evidence=records),
        appraisal=Appraisal(unit="so-a", cycle="2025", path="", stages=()),
    )
    proofs = proofs_of(unit)
    assert proofs is not None
    assert [proofs.documents[number] for number in proofs.cited[0]] == [("plan", "Kế hoạch")]
    lowered = replace(made, official=outcome("9", "10"))
    fallen = proofs_of(replace(unit, leaves=(lowered,)))
    assert fallen is not None
    assert fallen.cited == (b"",)
