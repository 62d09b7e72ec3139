"""A bare repository that judges pushes: users on a real server, and what each may and may not (threats 1-10, 17)."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from support.forge import Forge, forge
from support.house import CYCLE, base, edited, git, parindex, unit_file, write

OPEN = "2026-01-05T10:00:00+07:00"
DECISION = f"{CYCLE}/decision.yaml"
NOT_YET = {
    DECISION,
    f"{CYCLE}/receipts.yaml",
    unit_file("so-tu-phap"),
    *(path for path in base() if path.endswith(("/appraisal.yaml", "/explanation.yaml"))),
}
FILING = unit_file("so-tu-phap")
DRAFT = base()[FILING].rpartition("approval:")[0]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Forge]:
    """A campaign in self-scoring; Sở Tư pháp has not filed yet."""
    with forge(tmp_path) as made:
        made.at(OPEN)
        first = {path: text for path, text in base().items() if path not in NOT_YET}
        done = made.push("dang-quan", first, "Mở kỳ đánh giá")
        assert done.returncode == 0, done.stderr
        yield made


def refused(done: CompletedProcess[str], *rules: str) -> None:
    """The push did not go through, and the pusher was told by which rule."""
    assert done.returncode != 0
    for rule in rules:
        assert rule in done.stderr, done.stderr


def test_a_unit_files_and_the_server_notes_when(server: Forge) -> None:
    done = server.push("tran-mau", {FILING: DRAFT})
    assert done.returncode == 0, done.stderr
    assert "Được nhận" in done.stderr
    commit = git(server.bare, "rev-parse", "main")
    note = git(server.bare, "notes", "--ref=receipts", "show", commit)
    assert '"actor": "tran-mau"' in note
    assert OPEN in note


def test_nobody_edits_the_filing_of_another_unit(server: Forge) -> None:
    refused(server.push("bui-y", {FILING: DRAFT}), "actor-not-allowed")
    assert server.push("tran-mau", {FILING: DRAFT}).returncode == 0


def test_a_stranger_pushes_nothing_not_even_a_branch(server: Forge) -> None:
    refused(server.push("nguoi-la", {FILING: DRAFT}), "nguoi-la")
    refused(server.push("nguoi-la", {FILING: DRAFT}, ref="thu"), "nguoi-la")


def test_a_roster_that_comes_with_the_filing_makes_nobody_an_officer(server: Forge) -> None:
    units = edited("submissions/tinh-thu/units.yaml", ("login: tran-mau", "login: bui-y"))
    refused(server.push("bui-y", {FILING: DRAFT, **units}), "change-mixed", "actor-not-allowed")


def test_criteria_do_not_come_with_a_filing(server: Forge) -> None:
    criteria = {"criteria/mau-thu/so.yaml": base()["criteria/mau-thu/so.yaml"] + "# nới tay\n"}
    refused(server.push("tran-mau", {FILING: DRAFT, **criteria}), "change-mixed", "criteria-frozen")


def test_a_workflow_does_not_come_with_a_filing(server: Forge) -> None:
    refused(server.push("tran-mau", {FILING: DRAFT, ".github/workflows/check.yml": "on: push\n"}), "change-mixed")


def test_a_unit_writes_no_appraisal(server: Forge) -> None:
    appraisal = {unit_file("so-tu-phap", "appraisal"): base()[unit_file("so-tu-phap", "appraisal")]}
    refused(server.push("tran-mau", appraisal), "own-unit-appraised")
    refused(server.push("bui-y", appraisal), "actor-not-allowed")


def test_the_authors_own_dates_do_not_make_a_filing_timely(server: Forge) -> None:
    server.at("2026-01-08T00:00:01+07:00")
    refused(server.push("tran-mau", {FILING: DRAFT}, dated="2026-01-02T08:00:00+07:00"), "phase-closed")


def test_an_approved_filing_is_locked_until_it_is_reopened(server: Forge) -> None:
    assert server.push("nguyen-thu", {FILING: base()[FILING]}).returncode == 0
    changed = base()[FILING].replace('done: "45"', 'done: "46"')
    refused(server.push("tran-mau", {FILING: changed}), "filing-locked")
    refused(server.push("tran-mau", {FILING: None}), "filing-locked")
    reopened = edited(
        f"{CYCLE}/cycle.yaml",
        (
            "extensions:",
            'reopenings:\n  - {unit: so-tu-phap, until: "2026-01-06", by: Giám đốc Sở Nội vụ, reason: Đính chính.}\n'
            "extensions:",
        ),
    )
    refused(server.push("tran-mau", reopened), "actor-not-allowed")
    assert server.push("vu-dieu", reopened).returncode == 0
    assert server.push("tran-mau", {FILING: changed.rpartition("approval:")[0]}).returncode == 0


def test_accepted_history_is_not_rewritten(server: Forge) -> None:
    assert server.push("tran-mau", {FILING: DRAFT}).returncode == 0
    folder = server.copy("dang-quan")
    git(folder, "reset", "--quiet", "--hard", "HEAD~1")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "Viết lại")
    done = server.git("dang-quan", "push", "--force", "origin", "HEAD:refs/heads/main")
    refused(done, "refs/heads/main")
    refused(server.git("dang-quan", "push", "origin", ":refs/heads/main"), "refs/heads/main")


def test_receipts_and_other_refs_are_the_servers_own(server: Forge) -> None:
    assert server.push("tran-mau", {FILING: DRAFT}).returncode == 0
    for ref in ("refs/notes/receipts", "refs/replace/1234567890123456789012345678901234567890", "refs/tags/nam-2025"):
        refused(server.git("tran-mau", "push", "origin", f"HEAD:{ref}"), ref)
    assert server.copy("vu-dieu")
    assert server.git("vu-dieu", "push", "origin", "HEAD:refs/tags/nam-2025").returncode == 0
    git(server.folder / "copies" / "vu-dieu", "commit", "--quiet", "--allow-empty", "--message", "khác")
    refused(server.git("vu-dieu", "push", "--force", "origin", "HEAD:refs/tags/nam-2025"), "refs/tags/nam-2025")


def test_a_filing_with_an_error_is_refused_with_line_and_remedy(server: Forge) -> None:
    done = server.push("tran-mau", {FILING: DRAFT.replace('done: "45"', 'done: "55"')})
    refused(done, "done-above-total", f"{FILING}:")


def test_a_link_in_the_place_of_a_filing_is_refused(server: Forge) -> None:
    folder = server.copy("tran-mau")
    path = folder / FILING
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to("/etc/passwd")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Liên kết")
    refused(server.git("tran-mau", "push", "origin", "HEAD:refs/heads/main"), "path-symlink")


def test_a_branch_is_anybodys_desk_and_its_review_tells_what_the_merge_would_do(server: Forge) -> None:
    assert server.push("tran-mau", {FILING: DRAFT}, ref="so-tu-phap/nop").returncode == 0
    words = ("review", "main..so-tu-phap/nop", "--at", OPEN, "--actor")
    assert "Được nhận" in parindex(server.bare, *words, "tran-mau", code=0).stdout
    assert "actor-not-allowed" in parindex(server.bare, *words, "bui-y", code=1).stdout


def test_a_file_that_is_changed_and_changed_back_is_no_way_into_the_history(server: Forge) -> None:
    folder = server.copy("bui-y")
    write(folder / FILING, DRAFT)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Hồ sơ của đơn vị khác")
    git(folder, "rm", "--quiet", FILING)
    git(folder, "commit", "--quiet", "--message", "Bỏ đi")
    refused(server.git("bui-y", "push", "origin", "HEAD:refs/heads/main"), "actor-not-allowed")


def test_an_approval_that_is_forged_and_taken_back_in_one_push_leaves_no_receipt(server: Forge) -> None:
    folder = server.copy("tran-mau")
    write(folder / FILING, base()[FILING])
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Phê duyệt thay")
    write(folder / FILING, DRAFT)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Bản nháp")
    refused(server.git("tran-mau", "push", "origin", "HEAD:refs/heads/main"), "approval-not-yours")


def test_another_past_is_not_put_in_the_place_of_the_main_line(server: Forge) -> None:
    assert server.push("tran-mau", {FILING: DRAFT}).returncode == 0
    folder = server.copy("bui-y")
    first, last = git(folder, "rev-list", "--max-parents=0", "HEAD"), git(folder, "rev-parse", "HEAD")
    swapped = git(folder, "commit-tree", f"{last}^{{tree}}", "-p", first, "-p", last, "-m", "x")
    refused(server.git("bui-y", "push", "origin", f"{swapped}:refs/heads/main"), "refs/heads/main")


def test_several_common_ancestors_hide_nothing_from_a_review(server: Forge) -> None:
    folder = server.copy("bui-y")
    root = git(folder, "rev-parse", "HEAD")
    other = unit_file("xa-an-binh")
    one = git(folder, "commit-tree", f"{root}^{{tree}}", "-p", root, "-m", "một")
    git(folder, "checkout", "--quiet", "--detach", root)
    git(folder, "rm", "--quiet", other)
    git(folder, "commit", "--quiet", "--message", "hai")
    two = git(folder, "rev-parse", "HEAD")
    base_commit = git(folder, "commit-tree", f"{root}^{{tree}}", "-p", one, "-p", two, "-m", "nhánh chính")
    head = git(folder, "commit-tree", f"{two}^{{tree}}", "-p", two, "-p", one, "-m", "đề nghị")
    done = parindex(folder, "review", f"{base_commit}..{head}", "--actor", "bui-y", "--at", OPEN, code=2)
    assert "nhiều gốc chung" in done.stderr


def test_the_hook_refuses_also_where_nobody_reads_what_it_says(server: Forge) -> None:
    folder = server.copy("bui-y")
    write(folder / FILING, DRAFT)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Hồ sơ của đơn vị khác")
    assert server.git("bui-y", "push", "origin", "HEAD:refs/heads/ban-khac").returncode == 0
    old, new = git(server.bare, "rev-parse", "main"), git(folder, "rev-parse", "HEAD")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "parindex", "hook", "pre-receive", "--at", OPEN],
        cwd=server.bare,
        input=f"{old} {new} refs/heads/main\n".encode(),
        stdout=writer,
        stderr=writer,
        env={**os.environ, "REMOTE_USER": "bui-y"},
        check=False,
    )
    os.close(writer)
    assert done.returncode != 0


def test_a_repository_whose_head_names_no_branch_takes_nothing_but_that_branch(server: Forge) -> None:
    folder = server.copy("tran-mau")
    write(folder / FILING, DRAFT)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Bản nháp")
    git(server.bare, "symbolic-ref", "HEAD", "refs/heads/master")
    refused(server.git("tran-mau", "push", "origin", "HEAD:refs/heads/main"), "refs/heads/main")
    refused(server.git("tran-mau", "push", "origin", "HEAD:refs/tags/nam-2025"), "refs/tags/nam-2025")


def test_the_list_of_reviewers_may_come_with_the_roster_it_follows_from(server: Forge) -> None:
    folder = server.copy("vu-dieu")
    units = "submissions/tinh-thu/units.yaml"
    write(folder / units, (folder / units).read_text("utf-8").replace("login: bui-y", "login: bui-moi"))
    parindex(folder, "owners", code=0)
    owners = (folder / ".github/CODEOWNERS").read_text("utf-8")
    files = {units: (folder / units).read_text("utf-8"), ".github/CODEOWNERS": owners + "* @nguoi-la\n"}
    refused(server.push("vu-dieu", files), "change-mixed")
    done = server.push("vu-dieu", {**files, ".github/CODEOWNERS": owners})
    assert done.returncode == 0, done.stderr


def test_a_unit_may_tag_its_own_approval_and_no_other(server: Forge) -> None:
    assert server.push("tran-mau", {FILING: DRAFT}).returncode == 0
    own, other = "refs/tags/phe-duyet/tinh-thu/2025/so-tu-phap", "refs/tags/phe-duyet/tinh-thu/2025/so-y-te"
    assert server.git("tran-mau", "push", "origin", f"HEAD:{own}").returncode == 0
    refused(server.git("tran-mau", "push", "origin", f"HEAD:{other}"), other)
