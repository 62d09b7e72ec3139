"""Objections and their answers, minutes and votes, errata: what a decision needs, and what waits for it."""

from collections.abc import Mapping

import pytest

from parindex.model.docket import Vote
from parindex.model.repository import CycleResult, Repository
from parindex.model.result import Standing, UnitResult
from parindex.model.tree import FileTree
from parindex.pipeline import Scope, run
from support.house import CYCLE, EXAMPLES, base, edited, folder_texts, unit_file

WHOLE = folder_texts(EXAMPLES / "valid/docket-and-minutes")
APPEAL, RULING = unit_file("so-tu-phap", "appeal"), unit_file("so-tu-phap", "ruling")
MINUTES, ERRATA, YEAR = f"{CYCLE}/minutes.yaml", f"{CYCLE}/errata.yaml", f"{CYCLE}/cycle.yaml"
DECISION = f"{CYCLE}/decision.yaml"


def ran(changes: Mapping[str, str | None] | None = None, scope: Scope | None = None) -> Repository:
    """The example authority with a docket, minutes that are required, and an erratum."""
    files = {**base(), **WHOLE, **(changes or {})}
    return run(FileTree.of({path: text for path, text in files.items() if text is not None}), scope)


def cycle_of(repository: Repository) -> CycleResult:
    return next(entry for entry in repository.cycles if entry.cycle.id == "2025")


def unit_of(repository: Repository, name: str = "so-tu-phap") -> UnitResult:
    return next(result for result in cycle_of(repository).units if result.unit.id == name)


def rules(repository: Repository, path: str) -> list[str]:
    return [finding.rule for finding in repository.findings if finding.path == path]


def changed(path: str, *pairs: tuple[str, str]) -> dict[str, str | None]:
    text = WHOLE[path]
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return {path: text}


# ── objections and answers ────────────────────────────────────────────────────────────────────────────────────────


def test_an_answered_docket_lets_the_cycle_be_decided_and_shows_what_it_moved() -> None:
    repository = ran()
    assert repository.faults == ()
    result = unit_of(repository)
    assert result.standing is Standing.PUBLISHED
    assert result.appeal is not None
    assert result.rulings is not None
    ruled = next(entry for entry in result.leaves if entry.leaf.code == "1.2")
    assert ruled.objection is not None
    assert ruled.ruling is not None
    assert ruled.before_ruling is not None
    assert (ruled.before_ruling.points, ruled.official.points) == (5, 10)
    assert [stage for stage, _ in ruled.decisions] == ["council-1", "council-2", "ruling"]
    kept = next(entry for entry in result.leaves if entry.leaf.code == "1.1")
    assert kept.ruling is not None
    assert kept.before_ruling is None


def test_places_before_the_answers_are_told_for_the_whole_group() -> None:
    marked = edited(unit_file("so-noi-vu", "appraisal"), ('{points: "8",', '{points: "1",'))
    group = cycle_of(ran(marked)).group("so")
    assert [(result.unit.id, result.rank, result.rank_before) for result in group] == [
        ("so-tu-phap", 1, 2),
        ("so-noi-vu", 2, 1),
        ("so-y-te", 3, 3),
    ]
    assert {result.rank_before for result in cycle_of(ran()).group("xa")} == {None}


def test_an_unanswered_objection_publishes_nothing_of_the_whole_cycle() -> None:
    repository = ran({RULING: None})
    assert rules(repository, DECISION) == ["appeal-unanswered", "appeal-unanswered"]
    assert not cycle_of(repository).cycle.decided
    assert {result.standing for result in cycle_of(repository).units} == {Standing.WITHHELD}


def test_an_answer_that_cannot_be_read_is_no_answer() -> None:
    repository = ran(changed(RULING, ("outcome: upheld", "outcome: chap-nhan")))
    assert rules(repository, DECISION) == ["appeal-unanswered"]
    assert not cycle_of(repository).cycle.decided


def test_an_objection_dated_after_the_decision_undoes_no_publication() -> None:
    late = changed(APPEAL, ('"2026-01-26"\n    claim: Năm', '"2026-02-10"\n    claim: Năm'))
    repository = ran(late | changed(RULING, ('  "1.2":', '  "1.9":')))
    assert rules(repository, DECISION) == []
    assert "appeal-too-late" in rules(repository, APPEAL)
    assert cycle_of(repository).cycle.decided


def test_a_check_of_one_unit_looks_at_its_own_docket_only() -> None:
    files = {**base(), **WHOLE, RULING: None}
    tree = FileTree.of({path: text for path, text in files.items() if text is not None})
    one = run(tree, Scope(programme="tinh-thu", cycle="2025", units=frozenset({"so-tu-phap"})))
    other = run(tree, Scope(programme="tinh-thu", cycle="2025", units=frozenset({"so-y-te"})))
    assert rules(one, DECISION) == ["appeal-unanswered", "appeal-unanswered"]
    assert other.findings == ()


def test_before_the_decision_a_closed_cycle_carries_no_docket_no_minutes_and_no_errata() -> None:
    repository = ran({DECISION: None})
    result, cycle = unit_of(repository), cycle_of(repository).cycle
    assert (result.appeal, result.rulings, result.before_rulings, result.rank_before) == (None, None, None, None)
    assert {(entry.objection, entry.ruling, entry.before_ruling) for entry in result.leaves} == {(None, None, None)}
    assert (cycle.meetings, cycle.errata) == ((), ())


def test_a_fault_in_a_docket_tells_nothing_before_the_decision() -> None:
    broken = changed(APPEAL, ("asks: {done:", "asks: {xong:")) | {DECISION: None, ERRATA: None}
    repository = ran(broken)
    assert rules(repository, APPEAL)
    assert unit_of(repository).standing is Standing.WITHHELD


# ── votes ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("in_favour", "members", "carried"), [(5, 10, False), (6, 10, True), (4, 7, True), (3, 7, False)]
)
def test_a_vote_carries_with_more_than_half_of_all_members(in_favour: int, members: int, carried: bool) -> None:
    assert Vote(in_favour=in_favour, against=0).carried(members) is carried


@pytest.mark.parametrize(
    "pair",
    [
        ('      so-y-te: {for: "3", against: "0"}\n', ""),
        ('so-y-te: {for: "3", against: "0"}', 'so-y-te: {for: "1", against: "2"}'),
        ('date: "2026-01-29"', 'date: "2026-01-31"'),
        ("Đỗ Thị Rà]", "Khách Mời]"),
    ],
)
def test_where_votes_are_required_a_unit_without_a_valid_one_stops_the_decision(pair: tuple[str, str]) -> None:
    repository = ran(changed(MINUTES, pair))
    assert "vote-missing" in rules(repository, DECISION)
    assert not cycle_of(repository).cycle.decided
    assert {result.rank for result in cycle_of(repository).units} == {None}


def test_where_votes_are_not_required_missing_minutes_stop_nothing() -> None:
    repository = ran({MINUTES: None} | changed(YEAR, ("votes: required\n", "")))
    assert repository.faults == ()
    assert cycle_of(repository).cycle.decided


def test_the_last_vote_on_a_unit_is_the_one_that_counts() -> None:
    again = """  - id: phien-2
    council: hoi-dong
    date: "2026-01-30"
    present: [Phạm Văn Soát, Đỗ Thị Rà]
    votes:
      so-tu-phap: {for: "2", against: "0"}
"""
    failed = ('so-tu-phap: {for: "2", against: "1", abstained: "0"}', 'so-tu-phap: {for: "1", against: "2"}')
    alone = ran(changed(MINUTES, failed))
    assert rules(alone, MINUTES) == ["vote-not-carried"]
    assert rules(alone, DECISION) == ["vote-missing"]
    text = changed(MINUTES, failed)[MINUTES]
    assert text is not None
    assert ran({MINUTES: text + again}).findings == ran().findings


def test_a_unit_that_did_not_file_needs_no_vote() -> None:
    gone = {unit_file("so-y-te", kind): None for kind in ("self-assessment", "appraisal")}
    repository = ran(gone | changed(MINUTES, ('      so-y-te: {for: "3", against: "0"}\n', "")))
    assert rules(repository, DECISION) == []


# ── errata ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_erratum_with_a_fault_is_not_carried_by_the_results() -> None:
    assert [entry.id for entry in cycle_of(ran()).cycle.errata] == ["dinh-chinh-1"]
    wrong = ran(changed(ERRATA, ('new: "10"', 'new: "9"')))
    assert rules(wrong, ERRATA) == ["erratum-differs"]
    assert cycle_of(wrong).cycle.errata == ()
    assert cycle_of(wrong).cycle.decided


def test_an_erratum_of_a_total_may_be_written_as_it_is_printed() -> None:
    total = unit_of(ran()).official
    assert total is not None
    printed = f"{float(total.points):.2f}"
    whole = ran(changed(ERRATA, ('    code: "1.2"\n', ""), ('new: "10"', f'new: "{printed}"')))
    assert rules(whole, ERRATA) == []


# ── criteria, approval ────────────────────────────────────────────────────────────────────────────────────────────


def test_criteria_changed_after_the_opening_leave_no_official_result() -> None:
    path = "criteria/mau-thu/so.yaml"
    tuned = base()[path].replace('{from: "90", points: "10"}', '{from: "88", points: "10"}')
    repository = ran({path: tuned})
    assert rules(repository, YEAR) == ["criteria-changed"]
    assert {result.standing for result in cycle_of(repository).units} == {Standing.INCOMPLETE}


def test_an_approval_after_the_receipt_is_no_surprise_once_the_filing_was_opened_again() -> None:
    filing = edited(unit_file("so-tu-phap"), ('date: "2026-01-05", document', 'date: "2026-01-12", document'))
    assert "approval-after-receipt" in rules(ran(filing), unit_file("so-tu-phap"))
    row = '  - {unit: so-tu-phap, until: "2026-01-12", by: Giám đốc Sở Nội vụ, reason: Sửa phụ lục.}\n'
    opened = {YEAR: WHOLE[YEAR] + "reopenings:\n" + row}
    assert rules(ran(filing | opened), unit_file("so-tu-phap")) == []
