"""The main line of real repositories: what changed, who wrote it, when it was received."""

import json
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from parindex.model.history import ReceiptSource
from parindex.model.tree import MAX_BYTES
from parindex.source.commit import NoSuchCommit
from parindex.source.log import ShallowHistory, integrations, name_of
from parindex.source.stream import HistoryUnreadable, blobs
from support.past import FOLDER, commit, filing, git, merge, path, started


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_each_commit_of_the_main_line_that_touched_filings_is_an_integration_oldest_first(tmp_path: Path) -> None:
    root = started(tmp_path)
    commit(root, {"README.md": "x"})
    first = commit(root, {path(): filing()}, at="2026-01-05T08:00:00+07:00")
    commit(root, {"README.md": "y"}, at="2026-01-05T09:00:00+07:00")
    second = commit(root, {path(): filing(done="2")}, at="2026-01-05T10:00:00+07:00")
    found = integrations(root) or ()
    assert [entry.commit for entry in found] == [first, second]
    assert [entry.number for entry in found] == [0, 1]
    assert found[0].received == moment("2026-01-05T08:00:00+07:00")
    (change,) = found[1].changes
    assert change.path == change.before == path()
    assert dict(blobs(root, [change.old, change.new])) == {
        change.old: filing().encode(),
        change.new: filing(done="2").encode(),
    }


def test_a_branch_is_received_when_it_is_merged_whatever_its_own_commits_say(tmp_path: Path) -> None:
    root = started(tmp_path)
    commit(root, {"README.md": "x"})
    git(root, "checkout", "--quiet", "-b", "nop")
    commit(root, {path(): filing()}, who="Lò Thị B", at="2025-12-01T00:00:00+07:00")
    commit(root, {path(): filing(done="2")}, who="Giàng A Chu", at="2020-01-01T00:00:00+07:00")
    merged = merge(root, "nop", at="2026-01-09T17:30:00+07:00")
    (entry,) = integrations(root) or ()
    assert entry.commit == merged
    assert entry.received == moment("2026-01-09T17:30:00+07:00")
    assert entry.source is ReceiptSource.INTEGRATION
    assert entry.authors == ("Lò Thị B", "Giàng A Chu")
    assert not entry.doubtful


def test_the_authors_date_is_never_the_time_of_receipt(tmp_path: Path) -> None:
    root = started(tmp_path)
    commit(root, {path(): filing()}, at="2026-01-09T08:00:00+07:00", GIT_AUTHOR_DATE="2025-12-01T08:00:00+07:00")
    (entry,) = integrations(root) or ()
    assert entry.received == moment("2026-01-09T08:00:00+07:00")


def test_a_commit_of_the_main_line_dated_before_its_predecessor_is_doubtful(tmp_path: Path) -> None:
    root = started(tmp_path)
    commit(root, {path(): filing()}, at="2026-01-09T08:00:00+07:00")
    commit(root, {path("so-b"): filing("so-b")}, at="2026-01-04T08:00:00+07:00")
    assert [entry.doubtful for entry in integrations(root) or ()] == [False, True]


def test_a_merge_of_three_branches_names_all_who_wrote_and_no_merge_of_main_into_a_branch(tmp_path: Path) -> None:
    root = started(tmp_path)
    commit(root, {"README.md": "x"})
    for unit in ("so-a", "so-b"):
        git(root, "checkout", "--quiet", "-b", unit, "main")
        commit(root, {path(unit): filing(unit)}, who=f"Cán bộ {unit}")
    git(root, "checkout", "--quiet", "main")
    commit(root, {"README.md": "y"})
    git(root, "checkout", "--quiet", "so-a")
    git(root, "merge", "--quiet", "--no-ff", "--message", "Lấy bản mới", "main", who="Người khác")
    git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "--message", "Nhập", "so-a", "so-b", who="Văn phòng")
    (entry,) = integrations(root) or ()
    assert sorted(entry.authors) == ["Cán bộ so-a", "Cán bộ so-b"]
    assert sorted(change.path for change in entry.changes) == [path("so-a"), path("so-b")]


def test_what_a_merge_changed_by_itself_is_part_of_the_integration(tmp_path: Path) -> None:
    root = started(tmp_path)
    commit(root, {"README.md": "x"})
    git(root, "checkout", "--quiet", "-b", "nop")
    commit(root, {path(): filing()})
    git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "--no-commit", "nop")
    commit(root, {path("so-b"): filing("so-b")})
    (entry,) = integrations(root) or ()
    assert sorted(change.path for change in entry.changes) == [path("so-a"), path("so-b")]


def test_a_note_of_the_server_is_the_time_of_receipt_and_names_the_account(tmp_path: Path) -> None:
    root = started(tmp_path)
    first = commit(root, {path(): filing()}, at="2026-01-04T08:00:00+07:00")
    note(root, first, {"received": "2026-01-08T09:15:00+07:00", "actor": "so-a-van-thu", "ref": "refs/heads/main"})
    (entry,) = integrations(root) or ()
    assert entry.received == moment("2026-01-08T09:15:00+07:00")
    assert (entry.source, entry.actor, entry.doubtful) == (ReceiptSource.NOTE, "so-a-van-thu", False)


def test_commits_between_two_notes_came_in_with_the_later_push(tmp_path: Path) -> None:
    root = started(tmp_path)
    commit(root, {path(): filing()}, at="2026-01-01T08:00:00+07:00")
    noted = commit(root, {path(): filing(done="2")}, at="2026-01-02T08:00:00+07:00")
    commit(root, {path("so-b"): filing("so-b")}, at="2026-01-03T08:00:00+07:00")
    last = commit(root, {path("so-c"): filing("so-c")}, at="2026-01-03T09:00:00+07:00")
    commit(root, {path("so-d"): filing("so-d")}, at="2026-01-20T09:00:00+07:00")
    note(root, noted, {"received": "2026-01-02T08:05:00+07:00"})
    note(root, last, {"received": "2026-01-09T12:00:00+07:00"})
    assert [(entry.received.day, entry.source.value) for entry in integrations(root) or ()] == [
        (1, "integration"),
        (2, "note"),
        (9, "note"),
        (9, "note"),
        (20, "integration"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "không phải JSON",
        "[]",
        "{}",
        '{"received": 5}',
        '{"received": "2026-01-08"}',
        '{"received": "2026-02-30T00:00:00+07:00"}',
        '{"received": "0001-01-01T00:00:00+14:00"}',
        '{"received": "9999-12-31T23:59:59-12:00"}',
        "[" * 100_000,
    ],
)
def test_a_note_that_is_no_receipt_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    root = started(tmp_path)
    first = commit(root, {path(): filing()}, at="2026-01-04T08:00:00+07:00")
    (tmp_path.parent / f"{tmp_path.name}.txt").write_text(text, "utf-8")
    git(root, "notes", "--ref=receipts", "add", "-F", str(tmp_path.parent / f"{tmp_path.name}.txt"), first)
    (entry,) = integrations(root) or ()
    assert (entry.received, entry.source) == (moment("2026-01-04T08:00:00+07:00"), ReceiptSource.INTEGRATION)


def test_a_renamed_folder_tells_where_its_files_were_before(tmp_path: Path) -> None:
    root = started(tmp_path)
    commit(root, {path(): filing()})
    commit(root, {path(): None, path("so-moi"): filing("so-moi")})
    (change,) = (integrations(root) or ())[1].changes
    assert (change.before, change.path) == (path(), path("so-moi"))


def test_a_shallow_clone_is_refused(tmp_path: Path) -> None:
    root = started(tmp_path / "full")
    commit(root, {path(): filing()})
    commit(root, {path(): filing(done="2")})
    git(tmp_path, "clone", "--quiet", "--depth=1", root.resolve().as_uri(), "cut")
    with pytest.raises(ShallowHistory):
        integrations(tmp_path / "cut")


def test_without_git_or_commits_there_is_no_history(tmp_path: Path) -> None:
    assert integrations(started(tmp_path / "empty")) is None
    (tmp_path / "plain").mkdir()
    assert integrations(tmp_path / "plain") is None


def test_a_revision_that_does_not_exist_is_an_error_and_no_option(tmp_path: Path) -> None:
    root = started(tmp_path)
    commit(root, {path(): filing()})
    for revision in ("khong-co", "--all", "--output=x"):
        with pytest.raises(NoSuchCommit):
            integrations(root, revision)


def test_the_data_may_lie_in_a_folder_of_the_repository_and_the_repository_may_be_bare(tmp_path: Path) -> None:
    root = started(tmp_path / "all")
    commit(root, {f"du-lieu/{path()}": filing(), path("so-khac"): filing("so-khac")})
    (entry,) = integrations(root / "du-lieu") or ()
    assert [change.path for change in entry.changes] == [path()]
    git(tmp_path, "clone", "--quiet", "--bare", str(root), "bare.git")
    (entry,) = integrations(tmp_path / "bare.git") or ()
    assert [change.path for change in entry.changes] == [path("so-khac")]


def test_hostile_paths_and_modes_are_no_filings_and_hide_none(tmp_path: Path) -> None:
    root = started(tmp_path)
    odd = {
        f"{FOLDER}/so-a/x\n:100644 100644 0 0 M\"'.yaml": "x",
        f"{FOLDER}/\x01{'a' * 40} 1/self-assessment.yaml": "x",
        f"{FOLDER}/Sở/self-assessment.yaml": "x",
    }
    commit(root, {**odd, path(): filing(), path("so-z"): filing("so-z")})
    (root / path("so-link")).parent.mkdir()
    (root / path("so-link")).symlink_to("../so-a/self-assessment.yaml")
    (root / path("so-z")).chmod(0o755)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x")
    first, second = integrations(root) or ()
    assert sorted(change.path for change in first.changes) == [path(), path("so-z")]
    # A program is read by nobody: to readers the filing is gone.
    assert [(change.path, change.new) for change in second.changes] == [(path("so-z"), "")]


def test_a_content_that_is_not_there_is_said(tmp_path: Path) -> None:
    root = started(tmp_path)
    with pytest.raises(HistoryUnreadable, match="missing"):
        dict(blobs(root, ["1" * 40]))


def test_a_content_larger_than_any_file_is_cut_and_what_follows_it_is_read(tmp_path: Path) -> None:
    root = started(tmp_path)
    commit(root, {path(): "x" * (2 * MAX_BYTES), path("so-b"): "b"})
    ids = [git(root, "rev-parse", f"HEAD:{path(unit)}") for unit in ("so-a", "so-b")]
    assert [len(data) for _, data in blobs(root, ids)] == [MAX_BYTES + 1, 1]


def test_names_are_safe_to_show() -> None:
    assert name_of("Lê\u202e Văn\u200b A\x1b[31m".encode()) == "Lê Văn A[31m"
    assert name_of(b"lan@example.org") == "lan"
    assert name_of(b"A\xff  B") == "A\ufffd B"
    assert len(name_of(b"x" * 10_000)) == 80


def test_hostile_names_of_authors_reach_nobody(tmp_path: Path) -> None:
    root = started(tmp_path)
    commit(root, {path(): filing()}, who="Lê \u202eVăn\u2066 A")
    commit(root, {path(): filing(done="2")}, who="a@b.vn")
    assert [entry.authors for entry in integrations(root) or ()] == [("Lê Văn A",), ("a",)]


def test_the_users_settings_of_git_change_nothing(tmp_path: Path) -> None:
    root = started(tmp_path)
    commit(root, {path(): filing()}, who="Lò Thị B")
    commit(root, {path(): None, path("so-moi"): filing("so-moi")})
    plain = integrations(root)
    (root / ".mailmap").write_text("Kẻ Khác <ai@example.org>\n", "utf-8")
    for name, value in {
        "log.showSignature": "true",
        "log.showRoot": "false",
        "log.mailmap": "true",
        "log.decorate": "full",
        "log.diffMerges": "combined",
        "diff.renames": "false",
        "diff.external": "false",
        "diff.orderFile": "/nowhere",
        "diff.noprefix": "true",
        "color.ui": "always",
        "core.quotePath": "true",
        "core.abbrev": "4",
        "format.pretty": "oneline",
        "i18n.logOutputEncoding": "latin1",
        "notes.displayRef": "refs/notes/*",
    }.items():
        git(root, "config", name, value)
    assert integrations(root) == plain


def test_replaced_objects_do_not_rewrite_what_was_received(tmp_path: Path) -> None:
    root = started(tmp_path)
    late = commit(root, {path(): filing()}, at="2026-01-20T08:00:00+07:00")
    tree = git(root, "rev-parse", "HEAD^{tree}")
    early = git(root, "commit-tree", tree, "-m", "x", at="2026-01-01T08:00:00+07:00")
    git(root, "replace", late, early)
    (entry,) = integrations(root) or ()
    assert entry.received == moment("2026-01-20T08:00:00+07:00")


def test_a_time_that_no_calendar_holds_stops_nothing(tmp_path: Path) -> None:
    root = started(tmp_path)
    commit(root, {path(): filing()})
    text = git(root, "cat-file", "commit", "HEAD").replace("1767574800", "99999999999999")
    odd = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=root,
        input=text.encode() + b"\n",
        capture_output=True,
        check=True,
    )
    found = integrations(root, odd.stdout.decode().strip())
    assert found
    assert found[0].received.year in (1970, 9998)


def note(root: Path, commit_id: str, value: dict[str, str]) -> None:
    git(root, "notes", "--ref=receipts", "add", "-m", json.dumps(value), commit_id)
