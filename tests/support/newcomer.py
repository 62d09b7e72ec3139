"""A new authority's first half hour, as its guide tells it: an annex that nobody has seen, then a repository."""

import csv
import io
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import openpyxl

from parindex import cli

ANNEX = Path(__file__).parents[1] / "annexes" / "minh-son.csv"
SHEET = "Phụ lục"
UNITS = (
    "STT;Tên đơn vị;Thủ trưởng;Tài khoản\n"
    "1;Phường Mẫu Sơn;Lê Văn Mẫu;le-mau\n2;Xã Mẫu Đông;Trần Thị Thử;tran-thu\n3;Xã Mẫu Tây;;\n"
)
UNIT = "uy-ban-nhan-dan-tinh-minh-son/2026/xa-mau-dong"


def typed(folder: Path, *words: str | Path, code: int = 0) -> str:
    """A command in a folder, run in this process, and all that it says."""
    out = io.StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(out):
        got = cli.main(list(map(str, words)))
    assert got == code, out.getvalue()
    return out.getvalue()


def workbook(table: str, path: Path) -> Path:
    """A table as an office's workbook: merged heads above it, codes as text, points as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for number, cells in enumerate(csv.reader(io.StringIO(table), delimiter=";"), 1):
        for column, cell in enumerate(cells, 1):
            figure = column == 3 and cell.replace(",", "").isdigit()
            sheet.cell(number, column).value = float(cell.replace(",", ".")) if figure else cell or None
        if not any(cells[1:]):
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=5)
    book.save(path)
    return path


def begun_in(folder: Path, lang: str = "vi") -> dict[str, str]:
    """What was printed in a language, by the caption of the Vietnamese guide."""
    told: dict[str, str] = {}
    asked = () if lang == "vi" else ("--lang", lang)

    def types(caption: str, where: Path, command: str, *words: str, code: int = 0) -> None:
        told[caption] = typed(where, *command.split(), *words, *asked, code=code)

    good = ANNEX.read_text("utf-8")
    bad = good.replace("phản ánh, kiến nghị;12;", "phản ánh, kiến nghị;11,5;").replace(
        "trả lời đúng hạn: 12 điểm", "trả lời đúng hạn: 11,5 điểm"
    )
    bad = bad.replace("- Từ 50% trở lên: 15 điểm", "- Trên 50%: 15 điểm")
    folder.mkdir()
    (folder / "don-vi.csv").write_text(UNITS, "utf-8")
    group = ("--group", "xa-phuong", "--group-name", "Ủy ban nhân dân xã, phường")
    begin = (
        *("init", "kho", "--annex", "phu-luc.xlsx", "--authority", "Ủy ban nhân dân tỉnh Minh Sơn"),
        *("--decision", "45/QĐ-UBND", "--issued", "2026", *group, "--roster", "don-vi.csv", "--year", "2026"),
        *("--open", "2026-12-01", "--self-scoring-ends", "2027-01-10", "--forge", "github", "--forms", "--no-git"),
        *("--maintainer", "Trần Thị Quản", "--login", "quan-tran"),
    )
    workbook(bad, folder / "phu-luc.xlsx")
    types("Phụ lục còn hai chỗ sai", folder, *begin, code=1)
    workbook(good, folder / "phu-luc.xlsx")
    types("Lập kho", folder, *begin)
    kho = folder / "kho"
    types("Kiểm tra kho mới", kho, "check")
    again = ("--regulation", "45-qd-ubnd", "--group", "xa-phuong", "--name", "Ủy ban nhân dân xã, phường")
    types("Điều phụ lục không nói", kho, "criteria import ../phu-luc.xlsx", *again)
    types("Bảng Excel cho một đơn vị", kho, "workbook export", UNIT, "--empty", "--output", "mau.xlsx")
    types("Tình hình của kỳ", kho, "score", "--cycle", UNIT.rpartition("/")[0], "--today", "2026-12-20")
    return told
