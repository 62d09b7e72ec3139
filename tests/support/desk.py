"""The campaign of `support.campaign` at one desk, without a server: what the guide of a whole cycle quotes.

Each push is a commit that `parindex hook` judges as it would on a server; commands run in this process, which is quick.
"""

import csv
import io
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from parindex import cli
from parindex.i18n.text import label
from support import campaign as c
from support.house import git, unit_file
from support.past import commit, started


class Desk:
    """A repository whose main branch takes only what the hook lets through, and what was told under which caption."""

    def __init__(self, folder: Path, lang: str) -> None:
        self.root = started(folder)
        self.lang = lang
        self.asked = () if lang == "vi" else ("--lang", lang)
        self.told: dict[str, str] = {}
        self.main = ""

    def hook(self, caption: str, *words: str, said: str, code: int = 0) -> None:
        """What the server answers to a push; kept where it has a caption."""
        told = self._told("hook", *words, said=said, code=code)
        if caption:
            self.told[caption] = told

    def run(self, caption: str, *words: str) -> None:
        """A command at the desk and what it prints."""
        shown = f"$ parindex {' '.join((*words, *self.asked))}\n"
        self.told[caption] = self._told(*words, said="", code=0, shown=shown)

    def _told(self, *words: str, said: str, code: int, shown: str = "") -> str:
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(out), patch("sys.stdin", io.StringIO(said)):
            got = cli.main([words[0], "--root", str(self.root), *words[1:], *self.asked])
        told = (shown + out.getvalue()).replace(f"{self.root.parent}/", "")
        assert got == code, told
        return told

    def push(self, user: str, files: c.Files, at: str, caption: str = "", *, refused: bool = False) -> None:
        """A change of `user` that the server receives at a moment."""
        old = self.main or "0" * 40
        new = commit(self.root, files, who=user, at=at)
        line = f"{old} {new} refs/heads/main\n"
        # The branch stays where it was until the hook has spoken, as on a server.
        git(self.root, "update-ref", "refs/heads/main", old)
        words = ("--actor", user, "--at", at)
        self.hook(caption, "pre-receive", *words, said=line, code=int(refused))
        if refused:
            git(self.root, "reset", "--quiet", "--hard")
            return
        self.main = new
        git(self.root, "update-ref", "refs/heads/main", new)
        self.hook("", "post-receive", *words, said=line)

    def text(self, path: str) -> str:
        """A file as it lies at the desk."""
        return (self.root / path).read_text("utf-8")


def filled_in(sheet: Path, unit: str, cells: Sequence[str]) -> None:
    """The last columns of a unit's row in a worksheet, as an appraiser fills them in."""
    rows = list(csv.reader(io.StringIO(sheet.read_text("utf-8-sig"), newline=""), delimiter=";"))
    row = next(row for row in rows if row[0] == unit)
    row[-len(cells) :] = cells
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(rows)
    sheet.write_bytes(out.getvalue().encode("utf-8-sig"))


def told_in(folder: Path, lang: str = "vi") -> dict[str, str]:
    """The whole campaign; what was printed in a language, by the caption of the Vietnamese guide."""
    desk = Desk(folder, lang)
    _opened(desk)
    _filed(desk)
    appraised = _appraised(desk)
    _explained(desk)
    _appraised_again(desk, *appraised)
    _decided(desk)
    _corrected(desk)
    return desk.told


def _opened(desk: Desk) -> None:
    push = desk.push
    push("dang-quan", c.FIRST, "2025-11-20T08:00:00+07:00")
    push("tran-mau", c.OPENED, "2025-11-25T08:00:00+07:00", "Đơn vị không mở được kỳ", refused=True)
    push("vu-dieu", c.OPENED, "2025-11-25T08:00:00+07:00", "Cơ quan chủ trì mở kỳ")
    push("tran-mau", c.filing("so-tu-phap"), "2025-11-30T23:59:00+07:00", "Nộp trước ngày mở", refused=True)
    push("ho-soan", c.CRITERIA, "2025-12-01T00:00:00+07:00", "Sửa bộ tiêu chí khi kỳ đã mở", refused=True)


def _filed(desk: Desk) -> None:
    push = desk.push
    first = c.DRAFT.replace('done: "45"', 'done: "44"')
    push("tran-mau", c.filing("so-tu-phap", first), "2026-01-03T09:00:00+07:00", "Sở Tư pháp gửi bản nháp")
    push("bui-y", c.filing("so-tu-phap", c.DRAFT), "2026-01-04T09:00:00+07:00", "Người của đơn vị khác", refused=True)
    push("tran-noi", c.filing("so-noi-vu"), "2026-01-05T09:00:00+07:00")
    push("tran-mau", c.filing("so-tu-phap"), "2026-01-05T16:00:00+07:00", "Sở Tư pháp sửa và gửi bản đã duyệt")
    push("lo-an", c.filing("xa-an-binh"), "2026-01-06T09:00:00+07:00")
    push("tran-mau", c.filing("so-tu-phap", c.DRAFT), "2026-01-06T10:00:00+07:00", "Sửa sau khi duyệt", refused=True)
    push("bui-y", c.filing("so-y-te"), "2026-01-07T23:59:59+07:00")
    desk.run("Tình hình ngày 07/01", "score", "--cycle", "tinh-thu/2025")
    push("ha-minh", c.filing("xa-binh-minh"), "2026-01-09T08:00:00+07:00", "Nộp sau hạn", refused=True)
    push("vu-dieu", c.EXTENDED, "2026-01-09T09:00:00+07:00")
    push("ha-minh", c.filing("xa-binh-minh"), "2026-01-09T10:00:00+07:00", "Nộp trong thời gian gia hạn")


def _appraised(desk: Desk) -> tuple[str, str, str]:
    """The first stage; the texts of the three appraisals."""
    push = desk.push
    sheet = desk.root.parent / "bang-lam-viec.csv"
    desk.run("Lập bảng làm việc", "appraise", "--cycle", "tinh-thu/2025", "--criterion", "1.2", "--output", str(sheet))
    own = c.staged("so-noi-vu", "council-1", c.ACCEPT, "2026-01-10")
    elsewhere = c.staged("so-tu-phap", "council-1", c.ACCEPT.replace("1.1", "2.1"), "2026-01-10")
    unreasoned = c.staged("so-tu-phap", "council-1", c.UNREASONED, "2026-01-10")
    push("le-kiem", own, "2026-01-10T09:00:00+07:00", "Thẩm định đơn vị của mình", refused=True)
    push("do-ra", elsewhere, "2026-01-10T09:00:00+07:00", "Ngoài lĩnh vực được giao", refused=True)
    push("do-ra", unreasoned, "2026-01-10T09:00:00+07:00", "Sửa mà không nêu lý do", refused=True)
    verdict, kind = (label(key, desk.lang) for key in ("choice-correct", "reason-figure-not-proven"))
    cells = (verdict, "done: 40", "", kind, "Báo cáo chỉ nêu 40 nhiệm vụ.", "x")
    filled_in(sheet, "so-tu-phap", cells)
    desk.run("Nhận bảng làm việc", "appraise", "--take", str(sheet), "--date", "2026-01-14")
    path = unit_file("so-tu-phap", "appraisal")
    one = desk.told["Tệp thẩm định"] = desk.text(path)
    push("do-ra", {path: one}, "2026-01-14T09:00:00+07:00", "Ủy viên sửa số liệu, yêu cầu giải trình")
    two = c.staged("so-y-te", "council-1", c.CORRECTED_TOO, "2026-01-14")
    three = c.staged("so-noi-vu", "council-1", c.ACCEPT, "2026-01-14")
    push("pham-soat", two, "2026-01-14T10:00:00+07:00")
    push("pham-soat", three, "2026-01-14T11:00:00+07:00")
    return one, two[unit_file("so-y-te", "appraisal")] or "", three[unit_file("so-noi-vu", "appraisal")] or ""


def _explained(desk: Desk) -> None:
    push = desk.push
    desk.run("Mở bản giải trình", "appraise", "--explain", "tinh-thu/2025/so-tu-phap", "--date", "2026-01-18")
    desk.told["Bản giải trình mở sẵn"] = desk.text(unit_file("so-tu-phap", "explanation"))
    push("tran-mau", c.EXPLAINED, "2026-01-15T09:00:00+07:00", "Giải trình trước thời gian", refused=True)
    push("tran-mau", c.UNASKED, "2026-01-18T09:00:00+07:00", "Giải trình điều không được hỏi", refused=True)
    push("tran-mau", c.EXPLAINED, "2026-01-18T10:00:00+07:00", "Sở Tư pháp giải trình")


def _appraised_again(desk: Desk, one: str, two: str, three: str) -> None:
    push = desk.push
    push("vu-dieu", c.SHARED, "2026-01-20T15:00:00+07:00")
    for unit in ("xa-an-binh", "xa-binh-minh"):
        files = c.staged(unit, "council-2", "    rest: accepted\n", "2026-01-24")
        push("pham-soat", files, "2026-01-24T08:00:00+07:00")
    for unit, earlier in (("so-y-te", two), ("so-noi-vu", three)):
        files = c.staged(unit, "council-2", c.MARKS, "2026-01-24", earlier)
        push("pham-soat", files, "2026-01-24T08:30:00+07:00")
    files = c.staged("so-tu-phap", "council-2", c.MARKS + c.REGAINED, "2026-01-24", one)
    push("pham-soat", files, "2026-01-24T09:00:00+07:00", "Thẩm định lần hai")


def _decided(desk: Desk) -> None:
    push = desk.push
    push("bui-y", c.APPEAL, "2026-01-27T09:00:00+07:00", "Sở Y tế kiến nghị")
    push("vu-dieu", c.DECISION, "2026-01-28T08:00:00+07:00", "Công bố khi còn kiến nghị", refused=True)
    push("pham-soat", c.RULING, "2026-01-29T09:00:00+07:00", "Hội đồng trả lời kiến nghị")
    push("vu-dieu", c.DECISION, "2026-01-29T10:00:00+07:00", "Công bố khi chưa có biên bản", refused=True)
    push("pham-soat", c.MINUTES, "2026-01-29T14:00:00+07:00", "Thư ký gửi biên bản")
    push("vu-dieu", c.DECISION, "2026-01-30T10:00:00+07:00", "Công bố")
    desk.run("Bảng xếp hạng", "score", "--cycle", "tinh-thu/2025")
    desk.run("Diễn biến của Sở Tư pháp", "history", "tinh-thu/2025/so-tu-phap")
    desk.run("Giờ nhận của cả kỳ", "history", "tinh-thu/2025")
    desk.run("receipts.yaml lập từ Git", "history", "tinh-thu/2025", "--format", "receipts")


def _corrected(desk: Desk) -> None:
    path = unit_file("so-tu-phap", "appraisal")
    fixed: c.Files = {path: desk.text(path).replace('done: "44"', 'done: "45"')}
    caption = "Sửa sau công bố mà không đính chính"
    desk.push("vu-dieu", fixed, "2026-03-02T09:00:00+07:00", caption, refused=True)
    desk.push("vu-dieu", {**fixed, **c.erratum(desk.main)}, "2026-03-02T10:00:00+07:00", "Đính chính")
