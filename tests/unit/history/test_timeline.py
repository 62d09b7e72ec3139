"""Events and receipts from changes: pure, without git."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from parindex.history.effects import effects, versions, worth_scoring
from parindex.history.facts import may_be_approved, quick_facts
from parindex.history.ledger import Ledger, ledger_of
from parindex.history.timeline import first_filed, first_received, timeline, visible
from parindex.model.history import (
    Effect,
    Event,
    EventKind,
    FileChange,
    FileFacts,
    Integration,
    PointsThen,
    ReceiptSource,
)
from parindex.model.points import parse_exact

FOLDER = "submissions/tinh/2025"
KEY = ("tinh", "2025", "so-a")
START = datetime(2026, 1, 5, tzinfo=UTC)

DRAFT = 'unit: so-a\ncycle: "2025"\nanswers:\n  "1.1": {done: "1"}\n'
WHOLE = DRAFT.replace('"1"', '"2"')
APPROVAL = "approval:\n  by: A\n  title: B\n  date: 2026-01-05\n"
APPROVED = WHOLE + APPROVAL
ONE = "unit: so-a\nstages:\n  - stage: lan-1\n    rest: accepted\n"
TWO = ONE + "  - stage: lan-2\n    rest: accepted\n"


def past(*changes: Mapping[str, str | None], moves: Mapping[str, str] | None = None) -> Ledger:
    """A main line of these changes, one integration each; contents stand for their own ids."""
    now: dict[str, str] = {}
    line = []
    for number, change in enumerate(changes):
        made = []
        for path, text in change.items():
            before = (moves or {}).get(path, path)
            before = before if before in now and path not in now else path
            made.append(FileChange(path=path, before=before, old=now.pop(before, ""), new=text or ""))
            if text:
                now[path] = text
        line.append(integration(number, *made))
    return ledger_of(line)


def integration(number: int, *changes: FileChange) -> Integration:
    return Integration(
        number=number,
        commit=f"{number:040x}",
        received=START + timedelta(days=number),
        source=ReceiptSource.INTEGRATION,
        authors=("A",),
        changes=changes,
    )


def at(name: str, unit: str = "so-a") -> str:
    return f"{FOLDER}/{unit}/{name}.yaml"


def facts(file: str, blob: str) -> FileFacts:
    return quick_facts(file, blob.encode())


def told(ledger: Ledger, key: tuple[str, str, str] = KEY) -> list[tuple[int, str, str]]:
    return [(event.integration.number, event.kind.value, event.detail) for event in timeline(ledger, key, facts)]


def events(ledger: Ledger) -> list[Event]:
    return timeline(ledger, KEY, facts)


def approved(blob: str) -> bool:
    return facts("self-assessment", blob).approved


def test_a_filing_on_its_way() -> None:
    ledger = past(
        {at("self-assessment"): DRAFT},
        {at("self-assessment"): WHOLE},
        {at("self-assessment"): APPROVED},
        {at("appraisal"): ONE},
        {at("explanation"): "e"},
        {at("appraisal"): TWO},
        {at("appraisal"): TWO.replace("accepted", "x", 1)},
        {at("appeal"): "a"},
        {at("ruling"): "r"},
        {f"{FOLDER}/decision.yaml": "d"},
    )
    assert told(ledger) == [
        (0, "filed", ""),
        (1, "changed", ""),
        (2, "approved", ""),
        (3, "appraised", "lan-1"),
        (4, "explained", ""),
        (5, "appraised", "lan-2"),
        (6, "appraisal-changed", "lan-1"),
        (7, "appealed", ""),
        (8, "ruled", ""),
        (9, "decided", ""),
    ]


def test_a_filing_that_arrives_approved_is_filed_and_approved() -> None:
    assert told(past({at("self-assessment"): APPROVED})) == [(0, "filed", ""), (0, "approved", "")]


def test_an_approval_can_be_withdrawn_and_come_with_a_change() -> None:
    ledger = past(
        {at("self-assessment"): APPROVED},
        {at("self-assessment"): WHOLE},
        {at("self-assessment"): DRAFT + APPROVAL},
    )
    assert told(ledger)[2:] == [(1, "approval-withdrawn", ""), (2, "changed", ""), (2, "approved", "")]


def test_a_reverted_filing_is_taken_out() -> None:
    ledger = past({at("self-assessment"): APPROVED}, {at("self-assessment"): None})
    assert told(ledger)[-1] == (1, "withdrawn", "")
    assert first_received(ledger.of(KEY), approved) is None


def test_a_correction_concerns_the_unit_that_it_names_and_no_other() -> None:
    entry = "errata:\n  - id: dinh-chinh-1\n    unit: so-a\n"
    ledger = past(
        {at("self-assessment"): WHOLE, at("self-assessment", "so-b"): WHOLE},
        {f"{FOLDER}/errata.yaml": entry},
        {f"{FOLDER}/errata.yaml": entry + "  - {id: dinh-chinh-2, unit: so-b}\n"},
    )
    assert told(ledger)[1:] == [(1, "erratum", "dinh-chinh-1")]
    assert told(ledger, ("tinh", "2025", "so-b"))[1:] == [(2, "erratum", "dinh-chinh-2")]


def test_a_renamed_unit_keeps_its_timeline() -> None:
    names = ("self-assessment", "appraisal")
    ledger = past(
        {at("self-assessment"): APPROVED, at("appraisal"): ONE},
        {at(name, "so-moi"): text for name, text in zip(names, (APPROVED, ONE), strict=True)},
        moves={at(name, "so-moi"): at(name) for name in names},
    )
    assert told(ledger, ("tinh", "2025", "so-moi")) == [
        (0, "filed", ""),
        (0, "approved", ""),
        (0, "appraised", "lan-1"),
        (1, "moved", f"{FOLDER}/so-a"),
    ]
    assert ledger.of(KEY) == []


def test_its_own_name_in_the_file_is_no_change_of_a_renamed_unit() -> None:
    ledger = past(
        {at("self-assessment"): APPROVED},
        {at("self-assessment", "so-moi"): APPROVED.replace("so-a", "so-moi")},
        moves={at("self-assessment", "so-moi"): at("self-assessment")},
    )
    assert [kind for _, kind, _ in told(ledger, ("tinh", "2025", "so-moi"))] == ["filed", "approved", "moved"]


@pytest.mark.parametrize("target", [at("self-assessment", "so-b"), "submissions/tinh/2026/so-a/self-assessment.yaml"])
def test_a_file_that_was_only_taken_as_a_model_is_another_filing(target: str) -> None:
    # so-a still has its appraisal, and another year's filing is not this year's.
    before: dict[str, str | None] = {at("self-assessment"): APPROVED}
    if "2025" in target:
        before[at("appraisal")] = ONE
    ledger = past(before, {target: APPROVED}, moves={target: at("self-assessment")})
    programme, cycle, unit = target.split("/")[1:4]
    assert told(ledger, (programme, cycle, unit)) == [(1, "filed", ""), (1, "approved", "")]
    assert told(ledger)[-1] == (1, "withdrawn", "")


def test_a_renamed_cycle_takes_its_units_along() -> None:
    target = "submissions/tinh/2025-2/so-a/self-assessment.yaml"
    head = "submissions/tinh/2025-2/cycle.yaml"
    ledger = past(
        {at("self-assessment"): WHOLE, f"{FOLDER}/cycle.yaml": "c"},
        {target: WHOLE, head: "c"},
        moves={target: at("self-assessment"), head: f"{FOLDER}/cycle.yaml"},
    )
    assert [kind for _, kind, _ in told(ledger, ("tinh", "2025-2", "so-a"))] == ["filed", "moved"]


def test_the_receipt_is_the_first_arrival_with_approval() -> None:
    ledger = past(
        {at("self-assessment"): DRAFT},
        {at("self-assessment"): APPROVED},
        {at("self-assessment"): WHOLE},
        {at("self-assessment"): DRAFT + APPROVAL},
    )
    found = first_received(ledger.of(KEY), approved)
    assert found is not None
    assert found.number == 1
    first = first_filed(ledger.of(KEY))
    assert first is not None
    assert first.number == 0


def test_a_filing_taken_out_and_filed_anew_is_received_anew_unless_it_is_the_same() -> None:
    same = past({at("self-assessment"): APPROVED}, {at("self-assessment"): None}, {at("self-assessment"): APPROVED})
    other = past(
        {at("self-assessment"): APPROVED}, {at("self-assessment"): None}, {at("self-assessment"): DRAFT + APPROVAL}
    )
    numbers = [first_received(ledger.of(KEY), approved) for ledger in (same, other)]
    assert [found.number if found else None for found in numbers] == [0, 2]


def test_before_the_decision_of_a_closed_cycle_only_the_units_own_doings_and_done_stages_are_told() -> None:
    ledger = past(
        {at("self-assessment"): APPROVED},
        {at("appraisal"): ONE},
        {at("appraisal"): ONE.replace("accepted", "x")},
        {at("explanation"): "e"},
        {at("appeal"): "a"},
        {at("ruling"): "r"},
        {at("appraisal"): None},
        {at("appraisal"): ONE},
    )
    shown = [event.kind for event in visible(events(ledger), disclosed=False)]
    assert shown == [EventKind.FILED, EventKind.APPROVED, EventKind.APPRAISED]
    assert len(visible(events(ledger), disclosed=True)) == 9


def score(files: Mapping[str, str]) -> PointsThen:
    claimed = parse_exact(files["self-assessment"].split('done: "')[1][0])
    return PointsThen(claimed=claimed, official=claimed - 1 if "appraisal" in files else None)


def test_each_event_that_moves_points_tells_them_before_and_after() -> None:
    ledger = past(
        {at("self-assessment"): DRAFT},
        {at("self-assessment"): APPROVED},
        {at("appraisal"): ONE},
        {f"{FOLDER}/decision.yaml": "d"},
    )
    asked: list[Mapping[str, str]] = []

    def counted(files: Mapping[str, str]) -> PointsThen:
        asked.append(files)
        return score(files)

    found = effects(events(ledger), ledger.of(KEY), facts, counted, disclosed=True)
    one, two = parse_exact("1"), parse_exact("2")
    assert [entry and (entry.before.claimed, entry.after.claimed, entry.after.official) for entry in found] == [
        (None, one, None),
        (one, two, None),
        None,
        (two, two, one),
        None,
    ]
    assert len(asked) == 3


def test_an_approval_alone_is_not_scored_again() -> None:
    ledger = past({at("self-assessment"): WHOLE}, {at("self-assessment"): APPROVED})
    asked: list[Effect | None] = []
    effects(
        events(ledger),
        ledger.of(KEY),
        facts,
        lambda files: asked.append(None) or score(files),  # type: ignore[func-returns-value]
        disclosed=True,
    )
    assert len(asked) == 1


def test_no_effect_of_an_appraisal_is_told_before_the_decision() -> None:
    ledger = past({at("self-assessment"): APPROVED}, {at("appraisal"): ONE})
    found = effects(events(ledger), ledger.of(KEY), facts, score, disclosed=False)
    assert [entry is None for entry in found] == [False, True, True]


def test_one_version_of_one_file_has_nothing_to_compare() -> None:
    ledger = past({at("self-assessment"): APPROVED}, {f"{FOLDER}/decision.yaml": "d"})
    assert not worth_scoring(ledger.of(KEY))
    assert versions(ledger.of(KEY)) == {0: {"self-assessment": APPROVED}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (APPROVED, True),
        (WHOLE + "approval: {by: A}", True),
        (WHOLE + '"approval": {by: A}\n', True),
        (APPROVED.replace("\n", "\r\n"), True),
        (WHOLE, False),
        (WHOLE + "# approval: {by: A}\n", False),
        (WHOLE + "notes:\n  approval: A\n", False),
    ],
)
def test_an_approval_is_seen_by_the_look_of_the_lines(text: str, *, expected: bool) -> None:
    assert quick_facts("self-assessment", text.encode()).approved is expected


def test_what_a_filing_says_does_not_depend_on_its_approval_wherever_that_stands() -> None:
    marks = {
        quick_facts("self-assessment", text.encode()).body
        for text in (WHOLE, APPROVED, APPROVAL + WHOLE, WHOLE + "approval: {by: A}", APPROVED.replace("\n", "\r\n"))
    }
    assert len(marks) == 1
    assert quick_facts("self-assessment", DRAFT.encode()).body not in marks


@pytest.mark.parametrize("file", ["self-assessment", "appraisal", "errata"])
def test_a_file_in_which_nothing_stands_has_no_facts(file: str) -> None:
    found = quick_facts(file, b"")
    assert (found.approved, dict(found.parts)) == (False, {})


def test_only_a_file_in_which_no_reader_can_find_an_approval_is_passed_over() -> None:
    assert not may_be_approved(WHOLE.encode())
    for text in (APPROVED, WHOLE + '"\\x61pproval": {}\n', WHOLE + '? "appr\\\n  oval"\n: {}\n', " approval: {}"):
        assert may_be_approved(text.encode())
