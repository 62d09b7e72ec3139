"""How a timeline is told: nobody filed imported figures, and what came after the decision says so."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from parindex.history.telling import after_decision, as_imported
from parindex.model.history import AfterDecision, Effect, Event, EventKind, Integration, PointsThen, ReceiptSource
from parindex.report.history import history_rows


def event(number: int, kind: EventKind, file: str, detail: str = "") -> Event:
    integration = Integration(
        number=number,
        commit=f"{number:040x}",
        received=datetime(2026, 1, 5 + number, tzinfo=UTC),
        source=ReceiptSource.INTEGRATION,
        authors=("Người viết",),
    )
    return Event(
        kind=kind, programme="tinh", cycle="2025", unit="so-a", file=file, integration=integration, detail=detail
    )


def points(before: int, after: int) -> Effect:
    was, now = (PointsThen(claimed=Fraction(50), official=Fraction(value)) for value in (before, after))
    return Effect(before=was, after=now)


APPRAISED = event(1, EventKind.APPRAISED, "appraisal", "lan-1")
DECIDED = event(2, EventKind.DECIDED, "decision")
CHANGED = event(3, EventKind.APPRAISAL_CHANGED, "appraisal", "lan-1")


def test_imported_figures_were_neither_filed_nor_approved() -> None:
    events = [
        event(1, EventKind.FILED, "self-assessment"),
        event(1, EventKind.APPROVED, "self-assessment"),
        event(2, EventKind.CHANGED, "self-assessment"),
        event(3, EventKind.APPROVAL_WITHDRAWN, "self-assessment"),
    ]
    told = as_imported(events)
    assert [entry.kind for entry in told] == [EventKind.IMPORTED, EventKind.IMPORT_CHANGED]
    rows = history_rows(told, [None, None], {}, "vi")
    assert [row.what for row in rows] == ["Ghi số liệu của nguồn vào kho", "Sửa số liệu đã nhập"]


@pytest.mark.parametrize(
    ("effect", "marked", "words"),
    [
        (points(45, 45), AfterDecision.SAME, "Sửa tệp sau quyết định, không đổi điểm (kết quả thẩm định): Lần 1"),
        (
            points(45, 46),
            AfterDecision.MOVED,
            "Sửa kết quả thẩm định (sau quyết định, có đổi điểm, không kèm đính chính): Lần 1",
        ),
        (None, AfterDecision.UNTOLD, "Sửa kết quả thẩm định (sau quyết định, không kèm đính chính): Lần 1"),
    ],
)
def test_a_change_after_the_decision_says_whether_it_moved_points(
    effect: Effect | None, marked: AfterDecision, words: str
) -> None:
    effects = [points(0, 45), None, effect]
    told = after_decision([APPRAISED, DECIDED, CHANGED], effects)
    assert [entry.after_decision for entry in told] == [None, None, marked]
    assert history_rows(told, effects, {"lan-1": "Lần 1"}, "vi")[2].what == words


def test_a_change_that_comes_with_a_correction_is_that_correction() -> None:
    events = [APPRAISED, DECIDED, CHANGED, event(3, EventKind.ERRATUM, "errata", "dinh-chinh-1")]
    told = after_decision(events, [points(0, 45), None, points(45, 46), None])
    assert [entry.after_decision for entry in told] == [None, None, None, None]


def test_what_comes_with_the_decision_or_after_it_was_withdrawn_is_not_late() -> None:
    together = after_decision([event(2, EventKind.APPRAISED, "appraisal"), DECIDED], [points(0, 45), None])
    assert together[0].after_decision is None
    withdrawn = event(3, EventKind.WITHDRAWN, "decision")
    told = after_decision([DECIDED, withdrawn, event(4, EventKind.APPRAISED, "appraisal")], [None, None, points(0, 45)])
    assert told[2].after_decision is None
