"""A group as a whole: every unit in exactly one bin, and what was moved adds up to the difference."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from parindex.model.docket import RULING_STAGE
from parindex.model.filing import Appraisal, Decision, Explanation, Facts, StageDecisions
from parindex.model.repository import CycleResult
from parindex.model.result import LeafResult, Standing, State, UnitResult
from parindex.render.analysis import analysis_of, bins
from parindex.render.appraised import moves_of, proofs_of
from parindex.render.progress import Step, board_of, step_of
from parindex.render.stats import group_stats
from support.law import criteria, cycle, leaf, outcome, regulation, result
from support.office import PROGRAMME


def campaign(units: list[UnitResult]) -> CycleResult:
    return CycleResult(programme=PROGRAMME, cycle=cycle(), regulation=regulation(), units=tuple(units))


LOW = Decision(code="1.1", correct=Facts(option="a"))
ACCEPT = Decision(code="1.1", accept=True)


def moved(claimed: str, official: str, *decisions: tuple[str, Decision], before: str | None = None) -> LeafResult:
    return LeafResult(
        leaf=leaf("1.1", "10"),
        answer=None,
        claimed=outcome(claimed, "10"),
        official=outcome(official, "10"),
        decisions=decisions,
        before_ruling=None if before is None else outcome(before, "10"),
    )


def unit_with(*leaves: LeafResult, standing: Standing = Standing.PUBLISHED) -> UnitResult:
    return replace(result("so-a", "90", standing), leaves=leaves)


@given(st.lists(st.fractions(min_value=0, max_value=100, max_denominator=1000), min_size=1, max_size=60))
def test_every_value_is_in_exactly_one_bin_and_the_bins_leave_no_gap(values: list[Fraction]) -> None:
    made = bins(values)
    assert sum(entry.count for entry in made) == len(values)
    assert [one.upper for one in made[:-1]] == [two.lower for two in made[1:]]
    assert made[0].lower <= min(values)
    assert max(values) <= made[-1].upper <= 100
    assert sum(entry.share for entry in made) == 100
    assert len(made) <= 12


def test_a_value_on_a_bound_belongs_to_the_bin_that_begins_there() -> None:
    assert [(entry.lower, entry.count) for entry in bins([Fraction(80), Fraction(85), Fraction(90)])][:2] == [
        (80, 1),
        (82, 0),
    ]


def test_what_was_moved_is_the_difference_and_belongs_to_the_stage_whose_decision_stands() -> None:
    moves = moves_of(unit_with(moved("8", "5", ("vong-1", LOW), ("vong-2", LOW))))
    assert [(move.stage, move.points) for move in moves] == [("vong-2", -3)]


def test_a_stage_that_only_accepted_what_another_had_moved_moved_nothing() -> None:
    moves = moves_of(unit_with(moved("8", "5", ("vong-1", LOW), ("vong-2", ACCEPT))))
    assert [move.stage for move in moves] == ["vong-1"]


def test_the_answer_to_an_objection_is_told_apart_and_both_add_up() -> None:
    ruled = (("vong-1", LOW), (RULING_STAGE, LOW))
    moves = moves_of(unit_with(moved("8", "7", *ruled, before="5")))
    assert [(move.stage, move.points) for move in moves] == [("vong-1", -3), (RULING_STAGE, 2)]
    assert sum(move.points for move in moves) == 7 - 8


def test_nothing_is_told_of_an_appraisal_whose_result_is_not_there_yet() -> None:
    for standing in (Standing.IN_APPRAISAL, Standing.WITHHELD, Standing.INCOMPLETE):
        unit = unit_with(moved("8", "5", ("vong-1", LOW)), standing=standing)
        assert moves_of(unit) == ()
        assert proofs_of(unit) is None


def appraisal(*codes: str) -> Appraisal:
    asked = {code: Decision(code=code, request_explanation=True) for code in codes}
    stage = StageDecisions(stage="vong-1", by=(), date="2026-01-10", rest_accepted=True, decisions=asked)
    return Appraisal(unit="so-a", cycle="2025", path="", stages=(stage,))


def test_a_unit_explains_itself_while_something_asked_is_not_answered() -> None:
    unit = replace(result("so-a", None, Standing.IN_APPRAISAL), appraisal=appraisal("1.1"))
    assert step_of(unit) is Step.EXPLAINING
    assert step_of(replace(unit, appraisal=appraisal())) is Step.APPRAISAL
    silent = Explanation(unit="so-a", cycle="2025", path="", date="", replies={}, evidence={})
    assert step_of(replace(unit, explanation=silent)) is Step.EXPLAINING


def test_a_missing_unit_stands_at_a_step_of_its_own() -> None:
    assert step_of(result("so-a", None, Standing.NOT_FILED)) is Step.NOT_FILED


def test_the_board_of_a_closed_cycle_does_not_tell_what_the_appraisal_asked() -> None:
    board = board_of([Step.NOT_FILED, Step.APPRAISAL, Step.APPRAISAL], disclosed=False)
    assert board.counts == ((Step.NOT_FILED, 1), (Step.DRAFT, 0), (Step.APPROVED, 0), (Step.APPRAISAL, 2))
    opened = board_of([Step.NOT_FILED], disclosed=True)
    assert [step for step, _ in opened.counts][-2:] == [Step.EXPLAINING, Step.DONE]


def test_full_points_that_are_not_applicable_are_no_proof() -> None:
    unanswered = replace(moved("10", "10"), official=outcome("10", "10", State.NOT_APPLICABLE))
    made = proofs_of(unit_with(unanswered))
    assert made is None or made.cited == (b"",)


def test_whoever_fell_most_is_found_as_whoever_rose_most_is() -> None:
    criteria_set = criteria(leaf("1.1", "100"))
    was = {name: replace(result(name, index), rank=1) for name, index in (("a", "80"), ("b", "80"), ("c", "80"))}
    now = [replace(result(name, index), rank=1) for name, index in (("a", "85"), ("b", "70"), ("c", "80"))]
    made = analysis_of(campaign(now), criteria_set, group_stats(now), was, {})
    assert [(row.result.unit.id, row.gained) for row in made.risers] == [("a", 5)]
    assert [(row.result.unit.id, row.gained) for row in made.fallers] == [("b", -10)]
    assert made.compared == 3


def test_a_list_of_those_who_fell_is_cut_where_the_fall_is_less() -> None:
    names = [f"u{number}" for number in range(9)]
    was = {name: replace(result(name, "80"), rank=1) for name in names}
    now = [replace(result(name, str(80 - number)), rank=1) for number, name in enumerate(names)]
    made = analysis_of(campaign(now), criteria(leaf("1.1", "100")), group_stats(now), was, {})
    assert made.risers == ()
    assert [row.gained for row in made.fallers] == [-8, -7, -6, -5, -4][: len(made.fallers)]
    assert made.fallers[0].result.unit.id == "u8"
