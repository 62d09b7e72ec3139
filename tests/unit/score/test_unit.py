"""One unit: how late it was, and what its result carries."""

import pytest

from parindex.model import criteria as c
from parindex.model.docket import Ruling, Verdict
from parindex.model.filing import Decision, Facts
from parindex.model.result import State
from parindex.model.roster import Extension
from parindex.score.outcome import LeafScorer
from parindex.score.unit import UnitScorer
from support.law import F, answer, criteria, cycle, keys, leaf, regulation, share, stages

DATES = {"self-scoring-ends": "2026-01-07"}


def late(received: str, *until: str) -> int:
    extensions = tuple(Extension(unit="so-a", until=day, by="Sở Nội vụ", reason="Lũ lụt.") for day in until)
    year = cycle(dates=DATES, receipts={"so-a": received}, extensions=extensions)
    return UnitScorer(regulation(), year).late_days("so-a")


@pytest.mark.parametrize(
    ("received", "days"),
    [
        ("2026-01-07T23:59:59+07:00", 0),
        ("2026-01-08T00:00:00+07:00", 1),
        ("2026-01-07T17:00:00Z", 1),
        ("2026-01-09T08:00:00+07:00", 2),
        ("", 0),
    ],
)
def test_days_late_are_days_in_vietnam(received: str, days: int) -> None:
    assert late(received) == days


@pytest.mark.parametrize("until", [("2026-01-09",), ("2026-01-08", "2026-01-12")])
def test_an_extension_excuses_a_late_filing_and_does_not_hide_the_days(until: tuple[str, ...]) -> None:
    assert late("2026-01-09T08:00:00+07:00", *until) == 2


# ── answers to objections ─────────────────────────────────────────────────────────────────────────────────────────


def ruled(outcome: Verdict, correct: Facts | None = None, points: str | None = None) -> Ruling:
    given = None if points is None else F(points)
    return Ruling(
        code="1.1", date="2026-01-28", by="hoi-dong", outcome=outcome, reason="Lý do", correct=correct, points=given
    )


def judged(ruling: Ruling | None) -> tuple[F, F | None, list[str], list[str]]:
    """Points, points before the ruling, steps and stages of a leaf that the appraisal lowered from 9 to 5 of 10."""
    one = leaf("1.1", "10")
    law = regulation(criteria(one))
    lowered = {"1.1": Decision(code="1.1", correct=share(5, 10), reason="Thiếu")}
    appraisal = stages(("mot", lowered, False), ("hai", {}, True))
    made = LeafScorer(law, cycle()).result(
        one, "so-a", answer(facts=share(9, 10)), appraisal, law.appraisal_stages("so"), ruling=ruling
    )
    before = made.before_ruling
    return (
        made.official.points,
        before.points if before else None,
        keys(made.official.steps),
        [name for name, _ in made.decisions],
    )


def test_without_an_answer_the_appraisal_stands() -> None:
    points, before, _, decided = judged(None)
    assert (points, before, decided) == (5, None, ["mot"])


def test_an_answer_with_facts_is_one_more_last_decision() -> None:
    points, before, steps, decided = judged(ruled(Verdict.PARTLY, share(7, 10)))
    assert (points, before, decided) == (7, 5, ["mot", "ruling"])
    assert steps[0] == "step-ruling"
    assert "step-corrected" not in steps


def test_an_answer_with_points_sets_them_and_never_more_than_the_maximum() -> None:
    assert judged(ruled(Verdict.UPHELD, points="8.5"))[:3] == (F("8.5"), 5, ["step-ruling-set"])
    assert judged(ruled(Verdict.UPHELD, points="12"))[0] == 10


def test_a_rejected_objection_leaves_everything_as_it_was() -> None:
    assert judged(ruled(Verdict.REJECTED)) == judged(None)
    assert judged(ruled(Verdict.REJECTED, share(9, 10))) == judged(None)


def test_a_council_mark_is_corrected_like_any_other_leaf() -> None:
    mark = leaf("1.1", "10", c.CouncilMark())
    law = regulation(criteria(mark))
    appraisal = stages(("mot", {"1.1": Decision(code="1.1", points=F(6))}, False), ("hai", {}, True))
    made = LeafScorer(law, cycle()).result(
        mark, "so-a", None, appraisal, law.appraisal_stages("so"), ruling=ruled(Verdict.UPHELD, points="7")
    )
    assert (made.official.state, made.official.points) == (State.SCORED, 7)
