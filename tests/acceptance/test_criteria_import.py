"""Home affairs load the criteria of an annex, from a table or a workbook, and are told by cell what is wrong."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from parindex.commands.annex import Hints, Taken, take_annex
from parindex.i18n.text import LANGUAGES, finding_text, rule_text
from parindex.imports.annex.regulation import Decision
from parindex.load.criteria import load_regulation
from parindex.load.document import read_document
from parindex.model.finding import Severity
from parindex.model.tree import FileTree
from parindex.source.worktree import worktree
from support.house import EXAMPLES, ROOT
from support.newcomer import ANNEX, typed, workbook

EXAMPLE_FILES = sorted((EXAMPLES / "annex").glob("*.csv"))
OPTIONS = (
    *("--regulation", "minh-son", "--group", "xa-phuong", "--name", "Ủy ban nhân dân xã, phường"),
    *("--authority", "Ủy ban nhân dân tỉnh Minh Sơn", "--decision", "45/QĐ-UBND", "--issued", "2026"),
)
DECISION = Decision(
    regulation="thu", group="xa", group_name="Xã", title="Thử", authority="Tỉnh Thử", number="1/QĐ", maximum="100"
)


def taken(path: Path, tree: FileTree | None = None) -> Taken:
    data = path.read_bytes()
    return take_annex(path.name, data, DECISION, Hints(), tree or FileTree.of({}), draft=False, lang="vi")


def test_a_table_and_the_workbook_of_it_become_the_same_sound_criteria(tmp_path: Path) -> None:
    book = workbook(ANNEX.read_text("utf-8"), tmp_path / "phu-luc.xlsx")
    typed(tmp_path, "criteria", "import", book, *OPTIONS, code=0)
    made = (tmp_path / "criteria/minh-son/xa-phuong.yaml").read_bytes()
    told = typed(tmp_path, "criteria", "import", ANNEX, *OPTIONS, code=0)
    assert "Không đổi: criteria/minh-son/xa-phuong.yaml" in told
    assert (tmp_path / "criteria/minh-son/xa-phuong.yaml").read_bytes() == made
    typed(tmp_path, "fmt", "--check", code=0)
    regulation = load_regulation(worktree(tmp_path), "minh-son").regulation
    assert regulation is not None
    assert not regulation.illustrative
    leaves = {leaf.code: leaf.rule.method for leaf in regulation.sets["xa-phuong"].leaves}
    assert leaves == {
        "1.1.1": "options",
        "1.1.2": "steps",
        "1.2": "deduct",
        "1.3": "count",
        "2.1": "checklist",
        "2.2": "ratio",
        "2.3": "steps",
        "3.1": "steps",
        "3.2": "steps",
        "4.1": "survey",
    }
    assert [item.code for item in regulation.bonus.items] == ["duoc-uy-ban-nhan-dan-tinh-khen-thuong-chuyen-de"]


def test_a_set_that_adds_to_99_5_is_refused_and_the_branch_named(tmp_path: Path) -> None:
    table = ANNEX.read_text("utf-8").replace("Xử lý phản ánh, kiến nghị;12;", "Xử lý phản ánh, kiến nghị;11,5;")
    table = table.replace("trả lời đúng hạn: 12 điểm", "trả lời đúng hạn: 11,5 điểm")
    book = workbook(table, tmp_path / "phu-luc.xlsx")
    told = typed(tmp_path, "criteria", "import", book, *OPTIONS, code=1)
    assert "lỗi [sum-mismatch]" in told
    assert "CẢI CÁCH THỦ TỤC HÀNH CHÍNH: các phần cộng lại được 39,5 điểm, điểm tối đa ghi 40" in told
    assert "Phụ lục”, ô C19" in told
    assert not (tmp_path / "criteria").exists()


def test_a_draft_is_written_when_asked_for_and_says_so(tmp_path: Path) -> None:
    table = ANNEX.read_text("utf-8").replace(";- Từ 50% trở lên: 15 điểm;;;\n", ";- Rất tốt: 14 điểm;;;\n")
    annex = tmp_path / "phu-luc.csv"
    annex.write_text(table, "utf-8")
    typed(tmp_path, "criteria", "import", annex, *OPTIONS, code=1)
    assert not (tmp_path / "criteria").exists()
    typed(tmp_path, "criteria", "import", annex, *OPTIONS, "--draft", code=1)
    text = (tmp_path / "criteria/minh-son/xa-phuong.yaml").read_text("utf-8")
    assert text.startswith("# Bản nháp nạp từ phụ lục")
    assert "method: council" in text


def test_what_is_there_is_replaced_only_when_asked_for(tmp_path: Path) -> None:
    typed(tmp_path, "criteria", "import", ANNEX, *OPTIONS, code=0)
    path = tmp_path / "criteria/minh-son/xa-phuong.yaml"
    mended = path.read_text("utf-8").replace("when-none: zero", "when-none: full")
    path.write_text(mended, "utf-8")
    told = typed(tmp_path, "criteria", "import", ANNEX, *OPTIONS, code=2)
    assert "--replace" in told
    assert path.read_text("utf-8") == mended
    typed(tmp_path, "criteria", "import", ANNEX, *OPTIONS, "--replace", code=0)
    assert path.read_text("utf-8") != mended


def test_a_second_annex_adds_a_group_to_the_regulation_and_a_map_goes_first(tmp_path: Path) -> None:
    typed(tmp_path, "criteria", "import", ANNEX, *OPTIONS, code=0)
    before = (tmp_path / "criteria/minh-son/regulation.yaml").read_text("utf-8")
    hints = tmp_path / "map.yaml"
    hints.write_text('leaves:\n  "4.1": {method: council, evidence: {required: "false"}}\n', "utf-8")
    words = ("--regulation", "minh-son", "--group", "so", "--name", "Sở, ngành", "--map", hints)
    told = typed(tmp_path, "criteria", "import", ANNEX, *words, code=0)
    assert "annex-adjustments" in told
    after = (tmp_path / "criteria/minh-son/regulation.yaml").read_text("utf-8")
    assert after == before.replace(
        '  - {id: xa-phuong, name: "Ủy ban nhân dân xã, phường"}\n',
        '  - {id: xa-phuong, name: "Ủy ban nhân dân xã, phường"}\n  - {id: so, name: "Sở, ngành"}\n',
    )
    regulation = load_regulation(worktree(tmp_path), "minh-son").regulation
    assert regulation is not None
    assert regulation.sets["so"].by_code["4.1"].rule.method == "council"


@pytest.mark.parametrize("path", EXAMPLE_FILES, ids=lambda path: path.stem)
def test_an_example_of_an_annex_shows_the_rule_it_is_named_after(path: Path) -> None:
    tree = FileTree.of({})
    if path.stem == "annex-adjustments":
        first = taken(EXAMPLES / "annex" / "annex-assumed.csv")
        head = {name: text.encode() for name, text in first.files.items() if name.endswith("regulation.yaml")}
        tree = FileTree.of(head)
    found = [finding for finding in taken(path, tree).findings if finding.rule == path.stem]
    assert found, path.stem
    for finding in found:
        for lang in LANGUAGES:
            assert finding.severity == rule_text(finding.rule, lang).severity
            message, remedy = finding_text(finding, lang)
            assert "…" not in message.replace("(STT, Tiêu chí, Điểm tối đa …)", "")
            assert remedy
            assert finding.params.get("problem", "–") not in message.replace("–", "")


def test_every_problem_that_is_told_of_an_annex_has_its_words() -> None:
    catalogue = read_document("rules", (ROOT / "generator/parindex/i18n/rules.yaml").read_bytes())
    terms = {key for key in catalogue.value["terms"] if key.startswith("annex-")}
    sources = [*(ROOT / "generator/parindex/imports/annex").glob("*.py"), ROOT / "generator/parindex/commands/annex.py"]
    text = "".join(path.read_text("utf-8") for path in sources)
    assert {term for term in terms if f'"{term}"' not in text} == set()


def test_a_workbook_that_must_not_be_opened_is_not(tmp_path: Path) -> None:
    bad = tmp_path / "phu-luc.xlsx"
    bad.write_bytes(b"PK\x03\x04 no workbook")
    (found,) = taken(bad).findings
    assert (found.rule, found.severity) == ("workbook-refused", Severity.ERROR)


def sheeted(path: Path, rows: list[list[object]], *more: str) -> Path:
    """A workbook typed by an office: whatever stands in the cells, and further empty sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for name in more:
        book.create_sheet(name).append(["Ghi chú"])
    book.save(path)
    return path


def test_numbers_as_codes_and_sums_as_formulas_are_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Stt", "Tiêu chí", "Điểm chuẩn"], [1, "Chỉ đạo", "=C3+C6"], [1.1, "Kế hoạch", 60]]
    rows += [[None, "- Có: 60 điểm", None], [None, "- Không: 0 điểm", None], [1.2, "Báo cáo", 40]]
    rows += [[None, "- Có: 40 điểm", None], [None, "- Không: 0 điểm", None], [None, "Tổng cộng", "=C2"]]
    made = taken(sheeted(tmp_path / "phu-luc.xlsx", rows, "Trang 2"))
    assert made.sound
    assert [found.params["problem"] for found in made.findings if found.rule == "annex-assumed"] == ["annex-sum"]


@pytest.mark.parametrize(
    ("code", "value", "problem"),
    [
        (datetime(2026, 1, 2), 40, "annex-code-date"),
        (1.1, 40, "annex-code-number"),
        (1.2, "=SUM(C7:C8)", None),
    ],
)
def test_what_a_spreadsheet_has_made_of_a_code_or_a_maximum_is_told_at_its_cell(
    code: object, value: object, problem: str | None, tmp_path: Path
) -> None:
    rows: list[list[object]] = [["Stt", "Tiêu chí", "Điểm chuẩn"], [1, "Chỉ đạo", 100], [1.1, "Kế hoạch", 60]]
    rows += [[None, "- Có: 60 điểm", None], [None, "- Không: 0 điểm", None], [code, "Báo cáo", value]]
    rows += [[None, "- Có: 40 điểm", None], [None, "- Không: 0 điểm", None]]
    made = taken(sheeted(tmp_path / "phu-luc.xlsx", rows))
    assert not made.sound
    found = {finding.params.get("problem", ""): finding.place for finding in made.findings}
    assert found.get(problem or "", ("",))[-1] == ("A6" if problem else "C6")


def test_several_tables_in_one_file_need_the_name_of_the_sheet(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook(ANNEX.read_text("utf-8"), tmp_path / "phu-luc.xlsx"))
    book.copy_worksheet(book.worksheets[0]).title = "Sở, ngành"
    book.save(tmp_path / "phu-luc.xlsx")
    told = typed(tmp_path, "criteria", "import", "phu-luc.xlsx", *OPTIONS, code=1)
    assert "Phụ lục, Sở, ngành" in told
    typed(tmp_path, "criteria", "import", "phu-luc.xlsx", *OPTIONS, "--sheet", "Sở, ngành", code=0)
