"""`parindex history` on real repositories: timelines with points, receipts made from git, what may not be told yet."""

import json
from pathlib import Path

from parindex.pipeline import Scope, run
from parindex.replay import page_rows, read_chronicle, strict_facts
from parindex.report.history import HistoryRow
from parindex.source.commit import commit_tree
from support.house import CYCLE, base, house, parindex, unit_file
from support.past import commit, git, merge, started

UNIT = "so-tu-phap"
FILING, APPRAISAL, EXPLANATION = (unit_file(UNIT, kind) for kind in ("self-assessment", "appraisal", "explanation"))
DECISION = f"{CYCLE}/decision.yaml"
WHOLE = base()[FILING]
DRAFT = WHOLE[: WHOLE.index("approval:")].replace('done: "45"', 'done: "40"')


def campaign(folder: Path) -> Path:
    """The example authority with one unit that still has to file, and no decision."""
    house(folder, dict.fromkeys((FILING, APPRAISAL, EXPLANATION, DECISION)))
    started(folder)
    commit(folder, {}, at="2026-01-02T08:00:00+07:00")
    return folder


def filed(folder: Path) -> Path:
    """The unit's draft and approved filing on a branch whose commits are dated before the deadline, merged after it."""
    campaign(folder)
    git(folder, "checkout", "--quiet", "-b", "nop")
    commit(folder, {FILING: DRAFT}, who="Lò Thị Bình", at="2026-01-03T08:00:00+07:00")
    commit(folder, {FILING: WHOLE}, who="Vũ Văn Cường", at="2026-01-03T09:00:00+07:00")
    merge(folder, "nop", at="2026-01-08T10:30:00+07:00")
    return folder


def appraised(folder: Path) -> Path:
    filed(folder)
    commit(folder, {APPRAISAL: base()[APPRAISAL]}, who="Lê Thị Kiểm", at="2026-01-14T15:00:00+07:00")
    commit(folder, {EXPLANATION: base()[EXPLANATION]}, who="Lò Thị Bình", at="2026-01-18T15:00:00+07:00")
    return folder


def told(folder: Path, *words: str) -> list[dict[str, object]]:
    done = parindex(folder, "history", f"tinh-thu/2025/{UNIT}", "--format", "json", *words, code=0)
    events: list[dict[str, object]] = json.loads(done.stdout)["events"]
    return events


def test_a_unit_sees_what_happened_who_wrote_it_and_when_it_was_received(tmp_path: Path) -> None:
    text = parindex(filed(tmp_path), "history", f"submissions/tinh-thu/2025/{UNIT}", code=0).stdout
    assert "Nộp hồ sơ" in text
    assert "08/01/2026 10:30" in text
    assert "03/01/2026" not in text
    assert "Lò Thị Bình, Vũ Văn Cường" in text
    assert "@" not in text
    assert git(tmp_path, "rev-parse", "--short=10", "HEAD") in text


def test_points_are_told_before_and_after(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    commit(folder, {FILING: DRAFT})
    commit(folder, {FILING: WHOLE})
    events = told(folder)
    assert [event["kind"] for event in events] == ["filed", "changed", "approved"]
    draft, whole = events[0]["points"]["after"]["claimed"], events[1]["points"]["after"]["claimed"]  # type: ignore[index]
    assert float(draft) < float(whole)
    assert events[1]["points"]["before"]["claimed"] == draft  # type: ignore[index]
    text = parindex(folder, "history", f"tinh-thu/2025/{UNIT}", code=0).stdout
    assert f"{float(draft):.2f} → {float(whole):.2f}".replace(".", ",") in text


def test_before_the_decision_nothing_of_the_appraisal_is_told_but_that_it_was_done(tmp_path: Path) -> None:
    folder = appraised(tmp_path)
    events = told(folder)
    assert {event["kind"] for event in events} == {"filed", "approved", "appraised"}
    assert all("points" not in event for event in events if event["kind"] == "appraised")
    assert all(
        event["points"][side]["official"] is None  # type: ignore[index]
        for event in events
        if "points" in event
        for side in ("before", "after")
    )
    commit(folder, {DECISION: base()[DECISION]}, at="2026-01-30T10:00:00+07:00")
    after = told(folder)
    assert [event["kind"] for event in after] == ["filed", "approved", "appraised", "appraised", "explained", "decided"]
    moved = after[2]["points"]
    assert moved["before"]["official"] is None  # type: ignore[index]
    assert moved["after"]["official"] != moved["after"]["claimed"]  # type: ignore[index]
    # The past is told as the commit asked for knows it.
    assert {event["kind"] for event in told(folder, "--at", "HEAD~1")} == {"filed", "approved", "appraised"}


def test_points_after_the_last_event_are_those_of_the_result(tmp_path: Path) -> None:
    folder = appraised(tmp_path)
    commit(folder, {DECISION: base()[DECISION]})
    tree = commit_tree(folder, "HEAD")
    made = next(entry for entry in run(tree, Scope(programme="tinh-thu")).cycles if entry.cycle.id == "2025")
    result = next(entry for entry in made.units if entry.unit.id == UNIT)
    chronicle = read_chronicle(folder)
    assert chronicle is not None
    events = chronicle.events(("tinh-thu", "2025", UNIT), disclosed=True)
    last = next(effect for effect in reversed(chronicle.effects(events, made, result, tree)) if effect)
    assert result.gap is not None
    assert (last.after.claimed or 0) - (last.after.official or 0) == result.gap
    # Scored again from scratch, without the result at hand, it comes out the same.
    empty = commit_tree(folder, "HEAD").overlay(dict.fromkeys((FILING, APPRAISAL, EXPLANATION)))
    again = next(effect for effect in reversed(chronicle.effects(events, made, result, empty)) if effect)
    assert again == last


def test_the_rows_of_a_page_are_worded_and_tell_no_more_than_may_be_told(tmp_path: Path) -> None:
    folder = appraised(tmp_path)
    hidden = page(folder)
    assert [row.what for row in hidden] == [
        "Nộp hồ sơ",
        "Thủ trưởng phê duyệt",
        "Thẩm định: Thẩm định lần 1",
        "Thẩm định: Thẩm định lần 2",
    ]
    assert [row.points != "" for row in hidden] == [True, False, False, False]
    commit(folder, {DECISION: base()[DECISION]})
    shown = page(folder)
    assert [row.kind for row in shown][4:] == ["explained", "decided"]
    assert "→" in shown[2].points
    assert (shown[0].when, shown[0].iso) == ("08/01/2026 10:30", "2026-01-08T10:30:00+07:00")
    assert (shown[0].authors, shown[0].source) == ("Lò Thị Bình, Vũ Văn Cường", "lúc vào nhánh chính")


def page(folder: Path) -> tuple[HistoryRow, ...]:
    tree, chronicle = commit_tree(folder, "HEAD"), read_chronicle(folder)
    made = next(entry for entry in run(tree, Scope(programme="tinh-thu")).cycles if entry.cycle.id == "2025")
    assert chronicle is not None
    return page_rows(chronicle, made, next(row for row in made.units if row.unit.id == UNIT), tree, ["vi"])["vi"]


def test_the_whole_pass_by_the_look_of_files_agrees_with_reading_them(tmp_path: Path) -> None:
    folder = appraised(tmp_path)
    commit(folder, {DECISION: base()[DECISION], FILING: WHOLE.replace('done: "45"', 'done: "44"')})
    chronicle = read_chronicle(folder)
    assert chronicle is not None
    quick = chronicle.all_events(folder)
    assert len(quick) == 5
    for key, events in quick.items():
        assert events == chronicle.events(key, disclosed=True)


def test_an_approval_inside_a_text_is_none(tmp_path: Path) -> None:
    fake = WHOLE[: WHOLE.index("approval:")] + (
        'contributors:\n  - {field: a, head: "b\napproval: {by: A, title: B, date: x} # "}\n'
    )
    assert not strict_facts("self-assessment", fake.encode()).approved
    folder = campaign(tmp_path)
    commit(folder, {FILING: fake})
    receipts = parindex(folder, "history", "tinh-thu/2025", "--format", "receipts", code=0).stdout
    assert UNIT not in receipts


def test_the_receipts_of_a_cycle_are_made_from_git_and_pass_the_check(tmp_path: Path) -> None:
    folder = filed(tmp_path)
    made = parindex(folder, "history", "tinh-thu/2025", "--format", "receipts", code=0)
    assert f'{UNIT}: {{received: "2026-01-08T10:30:00+07:00"' in made.stdout
    assert "giờ nhận của máy chủ" in made.stderr
    (folder / f"{CYCLE}/receipts.yaml").write_text(made.stdout, "utf-8")
    parindex(folder, "check", f"{CYCLE}/receipts.yaml", code=0)
    parindex(folder, "fmt", "--check", f"{CYCLE}/receipts.yaml", code=0)


def test_a_backdated_commit_on_the_main_line_is_told_to_be_verified(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    commit(folder, {FILING: WHOLE}, at="2025-12-20T08:00:00+07:00")
    done = parindex(folder, "history", "tinh-thu/2025", "--format", "receipts", code=0)
    assert f"{UNIT}: " in done.stderr
    assert "cần đối chiếu" in done.stderr
    note = json.dumps({"received": "2026-01-09T08:00:00+07:00", "actor": "tu-phap"})
    git(folder, "notes", "--ref=receipts", "add", "-m", note, "HEAD")
    done = parindex(folder, "history", "tinh-thu/2025", "--format", "receipts", code=0)
    assert done.stderr == ""
    assert '"2026-01-09T08:00:00+07:00", by: "Máy chủ ghi nhận, tài khoản tu-phap' in done.stdout


def test_a_cycle_lists_its_units_and_without_a_target_the_cycles_are_listed(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    commit(folder, {FILING: DRAFT})
    text = parindex(folder, "history", "tinh-thu/2025", "--lang", "en", code=0).stdout
    line = next(line for line in text.splitlines() if line.startswith("Sở Tư pháp"))
    assert "not approved" in line
    assert len(text.splitlines()) == 6
    assert "tinh-thu/2025" in parindex(folder, "history", code=0).stdout


def test_a_reverted_filing_has_no_receipt(tmp_path: Path) -> None:
    folder = filed(tmp_path)
    git(folder, "revert", "--no-edit", "-m", "1", "HEAD", at="2026-01-09T08:00:00+07:00")
    assert [event["kind"] for event in told(folder)] == ["filed", "approved", "withdrawn"]
    assert UNIT not in parindex(folder, "history", "tinh-thu/2025", "--format", "receipts", code=0).stdout


def test_a_shallow_clone_is_refused_with_what_to_do(tmp_path: Path) -> None:
    folder = filed(tmp_path / "full")
    git(tmp_path, "clone", "--quiet", "--depth=1", folder.resolve().as_uri(), "cut")
    done = parindex(tmp_path / "cut", "history", f"tinh-thu/2025/{UNIT}", code=2)
    assert "git fetch --unshallow" in done.stderr


def test_files_that_the_clone_does_not_have_are_told_and_no_defect(tmp_path: Path) -> None:
    folder = filed(tmp_path)
    blob = git(folder, "rev-parse", f"HEAD^2~1:{FILING}")
    (folder / f".git/objects/{blob[:2]}/{blob[2:]}").unlink()
    commit(folder, {FILING: DRAFT.replace('done: "40"', 'done: "41"')})
    git(folder, "checkout", "--quiet", "--orphan", "khac")
    commit(folder, {FILING: DRAFT})
    blob = git(folder, "rev-parse", f"HEAD:{FILING}")
    (folder / f".git/objects/{blob[:2]}/{blob[2:]}").unlink()
    commit(folder, {FILING: WHOLE})
    done = parindex(folder, "history", f"tinh-thu/2025/{UNIT}", code=2)
    assert blob in done.stderr
    assert read_chronicle(folder) is not None


def test_equal_contents_of_two_files_are_two_files(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    commit(folder, {FILING: "", APPRAISAL: "", DECISION: base()[DECISION]})
    chronicle = read_chronicle(folder)
    assert chronicle is not None
    events = chronicle.all_events(folder)["tinh-thu", "2025", UNIT]
    assert [event.kind.value for event in events] == ["filed", "decided"]


def test_without_git_there_is_simply_no_history(tmp_path: Path) -> None:
    folder = house(tmp_path)
    assert "Chưa có lịch sử" in parindex(folder, "history", code=0).stdout
    done = parindex(folder, "history", "tinh-thu/2025", "--format", "json", code=0)
    assert json.loads(done.stdout) == {"version": 1, "available": False}
    parindex(folder, "history", "tinh-thu/2025", "--format", "receipts", code=2)


def test_wrong_targets_are_wrong_usage(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    for words in (("tinh-thu",), ("tinh-thu/1999",), ("tinh-thu/2025/so-la",), ("--format", "receipts")):
        assert "Traceback" not in parindex(folder, "history", *words, code=2).stderr
    parindex(folder, "history", "--at", "khong-co", code=2)


def test_a_bare_repository_is_read_as_well(tmp_path: Path) -> None:
    folder = filed(tmp_path / "work")
    git(tmp_path, "clone", "--quiet", "--bare", str(folder), "bare.git")
    assert told(tmp_path / "bare.git") == told(folder)


def test_a_cycle_that_cannot_be_read_tells_no_more_than_a_closed_one(tmp_path: Path) -> None:
    folder = appraised(tmp_path)
    commit(folder, {f"{CYCLE}/cycle.yaml": "cycle: [\n"})
    assert {event["kind"] for event in told(folder)} == {"filed", "approved", "appraised"}
