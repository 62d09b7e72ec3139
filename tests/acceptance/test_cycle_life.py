"""The whole life of a cycle on a real server, from its opening to an erratum, with the site as the public sees it.

One script, told in steps, because each rests on the one before: the office opens the cycle; five units file, one through
another's hands and one late; the council corrects two figures; a unit explains, another objects; minutes, decision,
publication, and a correction afterwards (jobs 8-20, 25, 27, 28; threats 1, 3, 4, 6, 8, 25).
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from support.forge import Forge, forge
from support.house import CYCLE, base, built, edited, git, pages, parindex, rows, unit_file

RESULTS = "ket-qua/tinh-thu/2025"
CYCLE_FILE = f"{CYCLE}/cycle.yaml"
UNITS = "submissions/tinh-thu/units.yaml"
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

LOGINS = edited(
    UNITS,
    (
        '    valid-from: "2020-01-01"\n  - id: so-tu-phap',
        '    valid-from: "2020-01-01"\n    officers: [{name: Trần Nội, login: tran-noi}]\n  - id: so-tu-phap',
    ),
    ("officers: [{name: Bùi Văn Y, login: bui-y}]", "officers: [{name: Vũ Thị Thử, login: bui-y}]"),
    (
        '    valid-from: "2025-07-01"\n  - id: xa-binh-minh',
        '    valid-from: "2025-07-01"\n    officers: [{name: Lò An, login: lo-an}]\n  - id: xa-binh-minh',
    ),
)
LOGINS = {UNITS: (LOGINS[UNITS] or "") + "    officers: [{name: Hà Minh, login: ha-minh}]\n"}

OPENED = edited(
    CYCLE_FILE,
    ("disclosure: after-decision\n", "disclosure: after-decision\nvotes: required\n"),
    (
        'extensions:\n  - {unit: so-y-te, until: "2026-01-09", by: Giám đốc Sở Nội vụ, reason: Hệ thống một cửa bảo trì.}\n',
        "",
    ),
)


def with_hash(text: str) -> str:
    """A filing whose approval names the hash of the signed document, so that an officer may carry it."""
    return re.sub(r"(document: [^}]+)\}", rf"\1, sha256: {HASH}}}", text)


FILINGS = {
    unit: with_hash(base()[unit_file(unit)])
    for unit in ("so-noi-vu", "so-tu-phap", "so-y-te", "xa-an-binh", "xa-binh-minh")
}
OFFICERS = {
    "so-noi-vu": "tran-noi",
    "so-tu-phap": "tran-mau",
    "so-y-te": "bui-y",
    "xa-an-binh": "lo-an",
    "xa-binh-minh": "ha-minh",
}


def staged(unit: str, stage: str, decisions: str, date: str, earlier: str = "") -> dict[str, str | None]:
    head = earlier or f'unit: {unit}\ncycle: "2025"\nstages:\n'
    body = f'  - stage: {stage}\n    by: [hoi-dong]\n    date: "{date}"\n{decisions}'
    return {unit_file(unit, "appraisal"): head + body}


class Story:
    """A server, and what its public site says at some moment."""

    def __init__(self, server: Forge, folder: Path) -> None:
        self.server = server
        self.folder = folder

    def accepted(self, user: str, files: Mapping[str, str | None], at: str) -> CompletedProcess[str]:
        self.server.at(at)
        done = self.server.push(user, files)
        assert done.returncode == 0, done.stderr
        return done

    def refused(self, user: str, files: Mapping[str, str | None], at: str, *rules: str) -> None:
        self.server.at(at)
        done = self.server.push(user, files)
        assert done.returncode != 0, done.stderr
        for rule in rules:
            assert f"Quy tắc: {rule}" in done.stderr, done.stderr

    def site(self) -> dict[str, str]:
        """Every page that the main branch gives now."""
        return pages(built(self.server.bare, self.folder / "site", "--at", "main"))

    def unit(self, unit: str) -> str:
        """A unit's page as text."""
        return self.text(self.site()[f"{RESULTS}/{unit}.html"])

    @staticmethod
    def text(page: str) -> str:
        return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    with forge(tmp_path) as server:
        yield Story(server, tmp_path)


def test_a_cycle_lives_from_opening_to_erratum(story: Story) -> None:
    first = {path: text for path, text in base().items() if not path.startswith(CYCLE)}
    story.accepted("dang-quan", {**first, **LOGINS}, "2025-11-20T08:00:00+07:00")

    # The office opens the cycle; nobody else can, and a unit cannot file before its first day.
    story.refused("tran-mau", OPENED, "2025-11-25T08:00:00+07:00", "actor-not-allowed")
    story.accepted("vu-dieu", OPENED, "2025-11-25T08:00:00+07:00")
    filing = {unit_file("so-tu-phap"): FILINGS["so-tu-phap"]}
    story.refused("tran-mau", filing, "2025-11-30T23:59:00+07:00", "phase-closed")

    # Criteria are frozen from the first day on, even for their editor.
    criteria = {"criteria/mau-thu/so.yaml": base()["criteria/mau-thu/so.yaml"] + "# nới tay\n"}
    story.refused("ho-soan", criteria, "2025-12-01T00:00:00+07:00", "criteria-frozen")

    # Units file; another unit's officer cannot, and nothing that is not filed is a zero.
    draft = FILINGS["so-tu-phap"].rpartition("approval:")[0]
    story.accepted(
        "tran-mau", {unit_file("so-tu-phap"): draft.replace('done: "45"', 'done: "44"')}, "2026-01-03T09:00:00+07:00"
    )
    story.refused("bui-y", {unit_file("so-tu-phap"): draft}, "2026-01-04T09:00:00+07:00", "actor-not-allowed")
    told = story.accepted("tran-mau", filing, "2026-01-05T16:00:00+07:00").stderr
    assert "Mã: 1.2" in told
    assert "44 ÷ 50" in told
    assert "45 ÷ 50" in told
    assert "còn 2 ngày" in told
    for unit in ("so-noi-vu", "xa-an-binh"):
        story.accepted(OFFICERS[unit], {unit_file(unit): FILINGS[unit]}, "2026-01-06T09:00:00+07:00")
    story.accepted("bui-y", {unit_file("so-y-te"): FILINGS["so-y-te"]}, "2026-01-07T23:59:59+07:00")
    board = story.text(story.site()[f"{RESULTS}/index.html"])
    assert "Chưa nộp" in board

    # Locked after approval; late only with an extension, and late all the same.
    story.refused("tran-mau", {unit_file("so-tu-phap"): draft}, "2026-01-06T09:00:00+07:00", "filing-locked")
    late = {unit_file("xa-binh-minh"): FILINGS["xa-binh-minh"]}
    story.refused("ha-minh", late, "2026-01-09T10:00:00+07:00", "phase-closed")
    extended = (OPENED[CYCLE_FILE] or "") + (
        'extensions:\n  - {unit: xa-binh-minh, until: "2026-01-09", by: Giám đốc Sở Nội vụ, reason: Mưa lũ.}\n'
    )
    story.accepted("vu-dieu", {CYCLE_FILE: extended}, "2026-01-09T09:00:00+07:00")
    story.accepted("ha-minh", late, "2026-01-09T10:00:00+07:00")

    # First appraisal: no unit appraises, no member the own unit, none outside the given areas, no change without a reason.
    accept = '    decisions:\n      "1.1": {accept: true}\n'
    corrected = (
        '    decisions:\n      "1.2":\n        correct: {done: "40", total: "50"}\n        reason-code: figure-not-proven\n'
        "        reason: Báo cáo chỉ nêu 40 nhiệm vụ.\n        request-explanation: true\n"
    )
    story.refused(
        "tran-mau",
        staged("so-tu-phap", "council-1", accept, "2026-01-10"),
        "2026-01-10T09:00:00+07:00",
        "own-unit-appraised",
    )
    story.refused(
        "le-kiem",
        staged("so-noi-vu", "council-1", accept, "2026-01-10"),
        "2026-01-10T09:00:00+07:00",
        "own-unit-appraised",
    )
    elsewhere = accept.replace("1.1", "2.1")
    story.refused(
        "do-ra",
        staged("so-tu-phap", "council-1", elsewhere, "2026-01-10"),
        "2026-01-10T09:00:00+07:00",
        "area-not-yours",
    )
    unreasoned = re.sub(r" +reason: .*\n", "", corrected)
    story.refused(
        "do-ra",
        staged("so-tu-phap", "council-1", unreasoned, "2026-01-10"),
        "2026-01-10T09:00:00+07:00",
        "reason-missing",
    )
    one = staged("so-tu-phap", "council-1", corrected, "2026-01-14")
    told = story.accepted("do-ra", one, "2026-01-14T09:00:00+07:00").stderr
    assert "40 ÷ 50" in told
    assert "chưa có trả lời: 1.2" in told
    second = (
        '    decisions:\n      "2.1":\n        correct: {done: "2300", total: "3000"}\n        reason-code: figure-not-proven\n'
        "        reason: Hệ thống một cửa ghi 2.300 hồ sơ.\n"
    )
    two = staged("so-y-te", "council-1", second, "2026-01-14")
    story.accepted("pham-soat", two, "2026-01-14T10:00:00+07:00")
    three = staged("so-noi-vu", "council-1", accept, "2026-01-14")
    story.accepted("pham-soat", three, "2026-01-14T11:00:00+07:00")

    # The disclosure gate: no appraised figure, no reason, not even that anything was corrected.
    hidden = "".join(story.site().values())
    assert "Báo cáo chỉ nêu 40 nhiệm vụ" not in hidden
    assert "Hệ thống một cửa ghi 2.300" not in hidden

    # Explanation: only what was flagged, only in the window; the first stage is closed meanwhile.
    reply = base()[unit_file("so-tu-phap", "explanation")]
    explained = {unit_file("so-tu-phap", "explanation"): reply}
    story.refused("tran-mau", explained, "2026-01-15T09:00:00+07:00", "phase-closed")
    other = {
        unit_file("so-tu-phap", "explanation"): reply.replace('"1.2":', '"1.1":').replace(
            '    asks: {done: "44", total: "50"}\n', ""
        )
    }
    story.refused("tran-mau", other, "2026-01-18T09:00:00+07:00", "reply-not-requested")
    late_one = staged("so-tu-phap", "council-1", corrected.replace("40", "41"), "2026-01-14")
    story.refused("do-ra", late_one, "2026-01-18T09:00:00+07:00", "stage-closed")
    story.accepted("tran-mau", explained, "2026-01-18T10:00:00+07:00")
    story.refused(
        "tran-mau", {unit_file("so-tu-phap", "explanation"): None}, "2026-01-21T09:00:00+07:00", "phase-closed"
    )

    # Second round, by the secretary, who has all areas; every unit gets its council mark.
    marks = '    rest: accepted\n    decisions:\n      "3.2": {points: "7", reason: Theo biên bản họp Hội đồng.}\n'
    regained = (
        '      "1.2":\n        correct: {done: "44", total: "50"}\n        reason-code: explanation-accepted\n'
        "        reason: Công nhận thêm 4 nhiệm vụ theo giải trình.\n"
    )
    for unit, earlier, decisions in (
        ("so-tu-phap", one, marks + regained),
        ("so-y-te", two, marks),
        ("so-noi-vu", three, marks),
    ):
        held = earlier[unit_file(unit, "appraisal")] or ""
        files = staged(unit, "council-2", decisions, "2026-01-24", held)
        story.accepted("pham-soat", files, "2026-01-24T09:00:00+07:00")
    for unit in ("xa-an-binh", "xa-binh-minh"):
        files = staged(unit, "council-2", "    rest: accepted\n", "2026-01-24")
        story.accepted("pham-soat", files, "2026-01-24T09:00:00+07:00")
    shared = {
        path: base()[path] for path in (f"{CYCLE}/survey.yaml", f"{CYCLE}/external.yaml", f"{CYCLE}/adjustments.yaml")
    }
    story.accepted("vu-dieu", shared, "2026-01-24T15:00:00+07:00")

    # An objection stands in the docket; while it is unanswered, and without votes, nothing can be decided.
    appeal = {
        unit_file("so-y-te", "appeal"): (
            'unit: so-y-te\ncycle: "2025"\nevidence: {}\nentries:\n  "2.1":\n    date: "2026-01-27"\n'
            "    claim: Hệ thống bỏ sót hồ sơ nộp trực tiếp.\n"
            '    asks: {done: "2400", total: "3000"}\n'
        )
    }
    story.refused("bui-y", appeal, "2026-01-24T16:00:00+07:00", "phase-closed")
    story.accepted("bui-y", appeal, "2026-01-27T09:00:00+07:00")
    minutes = {f"{CYCLE}/minutes.yaml": MINUTES}
    story.accepted("pham-soat", minutes, "2026-01-28T09:00:00+07:00")
    decision = {f"{CYCLE}/decision.yaml": base()[f"{CYCLE}/decision.yaml"]}
    story.refused("vu-dieu", decision, "2026-01-30T09:00:00+07:00", "appeal-unanswered")
    ruling = {
        unit_file("so-y-te", "ruling"): (
            'unit: so-y-te\ncycle: "2025"\nrulings:\n  "2.1":\n    date: "2026-01-29"\n    by: hoi-dong\n'
            "    outcome: partly\n    reason: Công nhận 50 hồ sơ có biên nhận.\n"
            '    correct: {done: "2350", total: "3000"}\n'
        )
    }
    story.refused("bui-y", ruling, "2026-01-29T09:00:00+07:00", "own-unit-appraised")
    told = story.accepted("pham-soat", ruling, "2026-01-29T09:00:00+07:00").stderr
    assert "chấp nhận một phần" in told
    story.refused("pham-soat", decision, "2026-01-30T09:00:00+07:00", "actor-not-allowed")
    story.accepted("vu-dieu", decision, "2026-01-30T10:00:00+07:00")

    # Published: every step stands on the pages, the ranks re-add, and the past cannot be touched.
    site = story.site()
    page = story.text(site[f"{RESULTS}/so-tu-phap.html"])
    assert "Báo cáo chỉ nêu 40 nhiệm vụ" in page
    assert "Bốn nhiệm vụ hoàn thành trong tháng 12" in page
    assert "Công nhận thêm 4 nhiệm vụ theo giải trình" in page
    assert "Hệ thống bỏ sót hồ sơ nộp trực tiếp" in story.text(site[f"{RESULTS}/so-y-te.html"])
    assert "Công nhận 50 hồ sơ có biên nhận" in story.text(site[f"{RESULTS}/so-y-te.html"])
    assert "nộp muộn 2 ngày" in story.text(site[f"{RESULTS}/xa-binh-minh.html"]).lower()
    timeline = page[page.index("Diễn biến") :]
    for step in ("Nộp bản tự đánh giá", "Sửa bản tự đánh giá", "phê duyệt", "Thẩm định", "Giải trình", "quyết định"):
        assert step.lower() in timeline.lower(), timeline
    story.refused("tran-mau", filing, "2026-02-02T09:00:00+07:00", "actor-not-allowed")
    story.refused("vu-dieu", {CYCLE_FILE: extended + "# sửa\n"}, "2026-02-02T09:00:00+07:00", "cycle-decided")

    # An erratum: never silently, and the old version stays reachable.
    old = git(story.server.bare, "rev-parse", "main")
    before = rows(story.folder / "site/data/v1/tinh-thu/2025/leaves.csv")
    appraisal = git(story.server.bare, "show", f"main:{unit_file('so-tu-phap', 'appraisal')}") + "\n"
    fixed = {unit_file("so-tu-phap", "appraisal"): appraisal.replace('done: "44"', 'done: "45"')}
    story.refused("vu-dieu", fixed, "2026-03-02T09:00:00+07:00", "erratum-missing")
    points = {row["code"]: row["points"] for row in before if row["unit"] == "so-tu-phap"}
    erratum = {
        f"{CYCLE}/errata.yaml": (
            'cycle: "2025"\nerrata:\n  - id: dinh-chinh-1\n    date: "2026-03-02"\n    unit: so-tu-phap\n    code: "1.2"\n'
            f'    old: "{points["1.2"]}"\n    new: "10"\n    reason: Cộng sót một nhiệm vụ khi nhập biên bản.\n'
            f"    document: 45/QĐ-UBND\n    version: {old}\n"
        )
    }
    story.accepted("vu-dieu", {**fixed, **erratum}, "2026-03-02T10:00:00+07:00")
    page = story.unit("so-tu-phap")
    assert "Cộng sót một nhiệm vụ khi nhập biên bản" in page
    assert old[:10] in page
    again = built(story.server.bare, story.folder / "site-cu", "--at", old)
    assert rows(again / "data/v1/tinh-thu/2025/leaves.csv") == before


MINUTES = """cycle: "2025"
meetings:
  - id: phien-1
    council: hoi-dong
    date: "2026-01-28"
    document: 12/BB-HĐTĐ
    present: [Lê Thị Kiểm, Phạm Văn Soát, Đỗ Thị Rà]
    recused: {so-noi-vu: [Lê Thị Kiểm]}
    votes:
      so-noi-vu: {for: "2", against: "0", abstained: "0"}
      so-tu-phap: {for: "3", against: "0", abstained: "0"}
      so-y-te: {for: "2", against: "1", abstained: "0"}
      xa-an-binh: {for: "3", against: "0", abstained: "0"}
      xa-binh-minh: {for: "3", against: "0", abstained: "0"}
"""
