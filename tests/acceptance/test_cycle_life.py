"""The whole life of a cycle on a real server, from its opening to an erratum, with the site as the public sees it.

One script, told in steps, because each rests on the one before: the office opens the cycle; five units file, one
through another's hands and one late; the council corrects two figures; a unit explains, another objects; minutes,
decision, publication, and a correction afterwards (jobs 8-20, 25, 27, 28; threats 1, 3, 4, 6, 8, 25).
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from support import campaign as c
from support.forge import Forge, forge
from support.house import built, git, pages, rows, unit_file

RESULTS = "ket-qua/tinh-thu/2025"


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
            assert f"  {rule}  " in done.stderr, done.stderr

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


def test_a_cycle_lives_from_opening_to_erratum(story: Story) -> None:  # noqa: PLR0915 one story, told in order
    story.accepted("dang-quan", c.FIRST, "2025-11-20T08:00:00+07:00")

    # The office opens the cycle; nobody else can, and a unit cannot file before its first day.
    story.refused("tran-mau", c.OPENED, "2025-11-25T08:00:00+07:00", "actor-not-allowed")
    story.accepted("vu-dieu", c.OPENED, "2025-11-25T08:00:00+07:00")
    filing = c.filing("so-tu-phap")
    story.refused("tran-mau", filing, "2025-11-30T23:59:00+07:00", "phase-closed")

    # Criteria are frozen from the first day on, even for their editor.
    story.refused("ho-soan", c.CRITERIA, "2025-12-01T00:00:00+07:00", "criteria-frozen")

    # Units file; another unit's officer cannot, and nothing that is not filed is a zero.
    first = c.DRAFT.replace('done: "45"', 'done: "44"')
    draft = c.filing("so-tu-phap", c.DRAFT)
    story.accepted("tran-mau", c.filing("so-tu-phap", first), "2026-01-03T09:00:00+07:00")
    story.refused("bui-y", draft, "2026-01-04T09:00:00+07:00", "actor-not-allowed")
    told = story.accepted("tran-mau", filing, "2026-01-05T16:00:00+07:00").stderr
    assert "1.2  Thực hiện kế hoạch" in told
    assert "44 ÷ 50" in told
    assert "45 ÷ 50" in told
    assert "còn 2 ngày" in told
    for unit in ("so-noi-vu", "xa-an-binh"):
        story.accepted(c.OFFICERS[unit], c.filing(unit), "2026-01-06T09:00:00+07:00")
    story.accepted("bui-y", c.filing("so-y-te"), "2026-01-07T23:59:59+07:00")
    board = story.text(story.site()[f"{RESULTS}/index.html"])
    assert "Chưa nộp" in board

    # Locked after approval; late only with an extension, and late all the same.
    story.refused("tran-mau", draft, "2026-01-06T09:00:00+07:00", "filing-locked")
    late = c.filing("xa-binh-minh")
    story.refused("ha-minh", late, "2026-01-09T10:00:00+07:00", "phase-closed")
    story.accepted("vu-dieu", c.EXTENDED, "2026-01-09T09:00:00+07:00")
    story.accepted("ha-minh", late, "2026-01-09T10:00:00+07:00")

    # First appraisal: no unit appraises, no member the own unit, none outside the areas given, none without a reason.
    story.refused(
        "tran-mau",
        c.staged("so-tu-phap", "council-1", c.ACCEPT, "2026-01-10"),
        "2026-01-10T09:00:00+07:00",
        "own-unit-appraised",
    )
    story.refused(
        "le-kiem",
        c.staged("so-noi-vu", "council-1", c.ACCEPT, "2026-01-10"),
        "2026-01-10T09:00:00+07:00",
        "own-unit-appraised",
    )
    elsewhere = c.ACCEPT.replace("1.1", "2.1")
    story.refused(
        "do-ra",
        c.staged("so-tu-phap", "council-1", elsewhere, "2026-01-10"),
        "2026-01-10T09:00:00+07:00",
        "area-not-yours",
    )
    story.refused(
        "do-ra",
        c.staged("so-tu-phap", "council-1", c.UNREASONED, "2026-01-10"),
        "2026-01-10T09:00:00+07:00",
        "reason-missing",
    )
    one = c.staged("so-tu-phap", "council-1", c.CORRECTED, "2026-01-14")
    told = story.accepted("do-ra", one, "2026-01-14T09:00:00+07:00").stderr
    assert "40 ÷ 50" in told
    assert "chưa có trả lời: 1.2" in told
    two = c.staged("so-y-te", "council-1", c.CORRECTED_TOO, "2026-01-14")
    story.accepted("pham-soat", two, "2026-01-14T10:00:00+07:00")
    three = c.staged("so-noi-vu", "council-1", c.ACCEPT, "2026-01-14")
    story.accepted("pham-soat", three, "2026-01-14T11:00:00+07:00")

    # The disclosure gate: no appraised figure, no reason, not even that anything was corrected.
    # (The guide tells this very story, and it is no page of the campaign.)
    hidden = "".join(text for path, text in story.site().items() if "/huong-dan/" not in f"/{path}")
    assert "Báo cáo chỉ nêu 40 nhiệm vụ" not in hidden
    assert "Hệ thống một cửa ghi 2.300" not in hidden

    # Explanation: only what was flagged, only in the window; the first stage is closed meanwhile.
    story.refused("tran-mau", c.EXPLAINED, "2026-01-15T09:00:00+07:00", "phase-closed")
    story.refused("tran-mau", c.UNASKED, "2026-01-18T09:00:00+07:00", "reply-not-requested")
    late_one = c.staged("so-tu-phap", "council-1", c.CORRECTED.replace("40", "41"), "2026-01-14")
    story.refused("do-ra", late_one, "2026-01-18T09:00:00+07:00", "stage-closed")
    story.accepted("tran-mau", c.EXPLAINED, "2026-01-18T10:00:00+07:00")
    story.refused(
        "tran-mau", {unit_file("so-tu-phap", "explanation"): None}, "2026-01-21T09:00:00+07:00", "phase-closed"
    )

    # Second round, by the secretary, who has all areas; every unit gets its council mark.
    for unit, earlier, decisions in (
        ("so-tu-phap", one, c.MARKS + c.REGAINED),
        ("so-y-te", two, c.MARKS),
        ("so-noi-vu", three, c.MARKS),
    ):
        held = earlier[unit_file(unit, "appraisal")] or ""
        files = c.staged(unit, "council-2", decisions, "2026-01-24", held)
        story.accepted("pham-soat", files, "2026-01-24T09:00:00+07:00")
    for unit in ("xa-an-binh", "xa-binh-minh"):
        files = c.staged(unit, "council-2", "    rest: accepted\n", "2026-01-24")
        story.accepted("pham-soat", files, "2026-01-24T09:00:00+07:00")
    story.accepted("vu-dieu", c.SHARED, "2026-01-24T15:00:00+07:00")

    # An objection stands in the docket; while it is unanswered, and without votes, nothing can be decided.
    story.refused("bui-y", c.APPEAL, "2026-01-24T16:00:00+07:00", "phase-closed")
    story.accepted("bui-y", c.APPEAL, "2026-01-27T09:00:00+07:00")
    story.accepted("pham-soat", c.MINUTES, "2026-01-28T09:00:00+07:00")
    story.refused("vu-dieu", c.DECISION, "2026-01-30T09:00:00+07:00", "appeal-unanswered")
    story.refused("bui-y", c.RULING, "2026-01-29T09:00:00+07:00", "own-unit-appraised")
    told = story.accepted("pham-soat", c.RULING, "2026-01-29T09:00:00+07:00").stderr
    assert "chấp nhận một phần" in told
    story.refused("pham-soat", c.DECISION, "2026-01-30T09:00:00+07:00", "actor-not-allowed")
    story.accepted("vu-dieu", c.DECISION, "2026-01-30T10:00:00+07:00")

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
    for step in ("Nộp hồ sơ", "Sửa hồ sơ", "phê duyệt", "Thẩm định lần 1", "Giải trình", "Quyết định công bố"):
        assert step in timeline
    story.refused("tran-mau", draft, "2026-02-02T09:00:00+07:00", "actor-not-allowed")
    story.refused(
        "vu-dieu",
        {c.CYCLE_FILE: (c.EXTENDED[c.CYCLE_FILE] or "") + "# sửa\n"},
        "2026-02-02T09:00:00+07:00",
        "cycle-decided",
    )

    # An erratum: never silently, and the old version stays reachable.
    old = git(story.server.bare, "rev-parse", "main")
    before = rows(story.folder / "site/data/v1/tinh-thu/2025/leaves.csv")
    appraisal = git(story.server.bare, "show", f"main:{unit_file('so-tu-phap', 'appraisal')}") + "\n"
    fixed = {unit_file("so-tu-phap", "appraisal"): appraisal.replace('done: "44"', 'done: "45"')}
    story.refused("vu-dieu", fixed, "2026-03-02T09:00:00+07:00", "erratum-missing")
    points = {row["code"]: row["official_exact"] for row in before if row["unit"] == "so-tu-phap"}
    erratum = c.erratum(old, points["1.2"])
    story.accepted("vu-dieu", {**fixed, **erratum}, "2026-03-02T10:00:00+07:00")
    page = story.unit("so-tu-phap")
    assert "Cộng sót một nhiệm vụ khi nhập biên bản" in page
    assert old[:10] in page
    again = built(story.server.bare, story.folder / "site-cu", "--at", old)
    assert rows(again / "data/v1/tinh-thu/2025/leaves.csv") == before
