"""What the council and home affairs do: correct a figure, follow everybody, classes, bonus, survey, ranks."""

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.house import CYCLE, base, built, edited, house, parindex, unit_file

REGULATION = "criteria/mau-thu/regulation.yaml"
ADJUSTMENTS = f"{CYCLE}/adjustments.yaml"
SURVEY = f"{CYCLE}/survey.yaml"


def told(root: Path, code: int | None = 0) -> dict[str, Any]:
    """The results of the cycle by unit."""
    done = parindex(root, "score", "--cycle", "tinh-thu/2025", "--format", "json", code=code)
    return {row["unit"]: row for row in json.loads(done.stdout)["units"]}


def findings(root: Path, code: int | None = None) -> list[dict[str, str]]:
    done = parindex(root, "check", "--format", "json", code=code)
    listed: list[dict[str, str]] = json.loads(done.stdout)["findings"]
    return listed


def leaf(row: dict[str, Any], code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(entry for entry in row["leaves"] if entry["code"] == code)
    return found


# ── 12, 13: adjust with a reason, correct the figure ──────────────────────────────────────────────────────────────


def test_a_corrected_figure_gives_the_rules_points_and_both_figures_are_shown(tmp_path: Path) -> None:
    later = ('correct: {done: "44", total: "50"}', 'correct: {done: "40", total: "50"}')
    root = house(tmp_path / "kho", edited(unit_file("so-tu-phap", "appraisal"), later))
    corrected = leaf(told(root)["so-tu-phap"], "1.2")
    assert (corrected["claimed"]["points"], corrected["official"]["points"]) == ("10", "5")
    page = (built(root, tmp_path / "site") / "ket-qua/tinh-thu/2025/so-tu-phap.html").read_text("utf-8")
    start = page.index('id="c1-2"')
    block = page[start : page.index("</article>", start)]
    assert "45 ÷ 50" in block
    assert "40 ÷ 50" in block
    assert re.search(r"<del>10,00</del>\s*<strong>5,00</strong>", block)


@pytest.mark.parametrize("change", ['correct: {done: "44", total: "50"}', 'points: "3"'])
def test_a_change_without_a_reason_is_an_error(tmp_path: Path, change: str) -> None:
    appraisal = unit_file("so-noi-vu", "appraisal")
    root = house(tmp_path, edited(appraisal, ('"1.1": {accept: true}', f'"1.2": {{{change}}}')))
    assert [row["rule"] for row in findings(root, 1) if row["severity"] == "error"] == ["reason-missing"]


# ── 19: follow everybody ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_board_shows_each_standing_and_a_missing_unit_is_not_a_zero(tmp_path: Path) -> None:
    roster = base()["submissions/tinh-thu/units.yaml"]
    more = '  - {id: so-xay-dung, name: Sở Xây dựng, group: so, valid-from: "2020-01-01"}\n'
    no_approval = edited(
        unit_file("xa-an-binh"), ("approval: {by: Hoàng Văn Xã, title: Chủ tịch", "# {by: A, title: B")
    )
    changes = {
        "submissions/tinh-thu/units.yaml": roster + more,
        unit_file("so-y-te", "appraisal"): None,
        unit_file("xa-an-binh", "appraisal"): None,
        unit_file("xa-binh-minh"): str(base()[unit_file("xa-binh-minh")]).replace('number: "1"', 'number: "1,5"'),
        f"{CYCLE}/decision.yaml": None,
        f"{CYCLE}/cycle.yaml": base()[f"{CYCLE}/cycle.yaml"].replace("disclosure: after-decision", "disclosure: open"),
    }
    root = house(tmp_path / "kho", changes | no_approval)
    standings = {unit: row["standing"] for unit, row in told(root, 1).items()}
    assert standings == {
        "so-noi-vu": "appraised",
        "so-tu-phap": "appraised",
        "so-y-te": "filed",
        "so-xay-dung": "not-filed",
        "xa-an-binh": "draft",
        "xa-binh-minh": "invalid",
    }
    missing = told(root, 1)["so-xay-dung"]
    assert (missing["rank"], missing["index"], missing["official"], missing["leaves"]) == (None, None, None, [])
    board = (built(root, tmp_path / "site", code=1) / "ket-qua/tinh-thu/2025/index.html").read_text("utf-8")
    for unit, words in (
        ("so-y-te", "Đã nộp"),
        ("so-xay-dung", "Chưa nộp"),
        ("xa-an-binh", "Bản nháp"),
        ("xa-binh-minh", "Chưa hợp lệ"),
    ):
        row = next(row for row in re.findall(r"<tr.*?</tr>", board, re.DOTALL) if f'"{unit}.html"' in row)
        assert words in row
        assert "0,00" not in row or unit == "xa-an-binh"


def test_the_board_tells_who_is_late_by_how_many_days(tmp_path: Path) -> None:
    board = (built(house(tmp_path / "kho"), tmp_path / "site") / "ket-qua/tinh-thu/2025/index.html").read_text("utf-8")
    late = {unit for unit in ("so-noi-vu", "so-y-te", "xa-binh-minh") if _row(board, unit).count("nộp muộn")}
    # The health department had an extension and kept it: that excuses the two days, and does not hide them.
    assert late == {"so-y-te", "xa-binh-minh"}
    assert "nộp muộn 2 ngày" in _row(board, "so-y-te")
    assert "nộp muộn 1 ngày" in _row(board, "xa-binh-minh")


def _row(page: str, unit: str) -> str:
    return next(row for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if f'"{unit}.html"' in row)


# ── 22: class limits, both kinds ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("bound", "label"), [("from", "Tốt"), ("above", "Khá")])
def test_the_edge_of_a_class_goes_where_the_regulation_says(tmp_path: Path, bound: str, label: str) -> None:
    # The second department has exactly 80.90.
    root = house(tmp_path, edited(REGULATION, ('label-en: Good, from: "80"', f'label-en: Good, {bound}: "80.9"')))
    row = told(root)["so-tu-phap"]
    assert (row["index"], row["class"]) == ("80.90", label)


# ── 23: bonus and penalty ─────────────────────────────────────────────────────────────────────────────────────────

THREE = ('item: sang-kien, number: "1"', 'item: sang-kien, number: "6"')


def test_plus_3_with_a_cap_of_2_counts_2_and_says_so(tmp_path: Path) -> None:
    law = edited(
        REGULATION,
        ('      name: Sáng kiến cải cách hành chính\n      max: "1"', '      name: Sáng kiến\n      max: "2"'),
    )
    root = house(tmp_path / "kho", law | edited(ADJUSTMENTS, THREE))
    row = told(root)["so-tu-phap"]
    assert row["adjustments"] == [{"kind": "bonus", "item": "sang-kien", "raw": "3", "points": "2"}]
    assert (row["official"]["bonus"], row["official"]["points"]) == ("2", "82.4")
    (finding,) = findings(root, 0)
    assert (finding["rule"], finding["path"]) == ("adjustment-capped", ADJUSTMENTS)
    assert "3" in finding["message"]
    assert "2" in finding["message"]
    page = (built(root, tmp_path / "site") / "ket-qua/tinh-thu/2025/so-tu-phap.html").read_text("utf-8")
    assert "<strong>+2,00</strong>" in page
    assert "Tính tối đa 2 điểm." in page


def test_a_bonus_by_workbook_is_capped_and_says_so_at_its_cell(tmp_path: Path) -> None:
    root = house(tmp_path)
    parindex(root, "workbook", "export", "adjustments", "tinh-thu/2025", "--output", "bang.xlsx", code=0)
    filled(root / "bang.xlsx", "Điểm cộng", number=6)
    words = ("workbook", "import", "bang.xlsx", "--marked", "danh-dau.xlsx", "--write")
    printed = parindex(root, *words, code=0).stdout
    assert "[adjustment-capped]" in printed
    assert "ô C8" in printed
    assert "tính được 3 điểm, chỉ ghi nhận 1 điểm" in printed
    # The one line of the file that says so has changed, and nothing else.
    assert (root / ADJUSTMENTS).read_text("utf-8") == edited(ADJUSTMENTS, THREE)[ADJUSTMENTS]
    assert "chỉ ghi nhận 1 điểm" in openpyxl.load_workbook(root / "danh-dau.xlsx")["Điểm cộng"]["C8"].comment.text


def test_all_items_together_stay_below_the_cap_of_all(tmp_path: Path) -> None:
    law = edited(REGULATION, ('      max: "1"\n      groups: [so]\n', '      max: "3"\n      groups: [so]\n'))
    root = house(tmp_path, law | edited(ADJUSTMENTS, THREE))
    assert told(root)["so-tu-phap"]["official"]["bonus"] == "2"


# ── 24: the survey ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_sample_below_the_minimum_is_flagged(tmp_path: Path) -> None:
    small = edited(
        SURVEY,
        ('xa-an-binh: {sample: "40", answers: {hai-long: "36"', 'xa-an-binh: {sample: "29", answers: {hai-long: "25"'),
    )
    (finding,) = findings(house(tmp_path, small), 0)
    assert (finding["rule"], finding["severity"], finding["path"]) == ("sample-small", "warning", SURVEY)
    assert "29" in finding["message"]
    assert "30" in finding["message"]


def test_a_sample_of_exactly_the_minimum_is_large_enough(tmp_path: Path) -> None:
    enough = edited(
        SURVEY,
        ('xa-an-binh: {sample: "40", answers: {hai-long: "36"', 'xa-an-binh: {sample: "30", answers: {hai-long: "26"'),
    )
    assert findings(house(tmp_path, enough), 0) == []


@pytest.mark.parametrize(
    "rows",
    [
        "    xa-an-binh: [{name: Nguyễn Văn A, answer: hai-long}]\n",
        '    xa-an-binh: {sample: "40", answers: {hai-long: "40"}, people: [Nguyễn Văn A]}\n',
        '    xa-an-binh: {sample: "1", answers: {hai-long: Nguyễn Văn A}}\n',
    ],
)
def test_rows_about_single_persons_are_refused(tmp_path: Path, rows: str) -> None:
    line = next(line for line in base()[SURVEY].splitlines(keepends=True) if "xa-an-binh" in line)
    root = house(tmp_path, edited(SURVEY, (line, rows)))
    assert [row["path"] for row in findings(root, 1) if row["severity"] == "error"] == [SURVEY]


def test_a_survey_by_workbook_flags_a_small_sample_and_refuses_rows_about_persons(tmp_path: Path) -> None:
    root = house(tmp_path)
    parindex(root, "workbook", "export", "survey", "tinh-thu/2025", "--output", "bang.xlsx", code=0)
    filled(root / "bang.xlsx", "Số liệu điều tra", **{"sample": 29, "answer:hai-long": 19})
    printed = parindex(root, "workbook", "import", "bang.xlsx", "--write", code=0).stdout
    assert "[sample-small]" in printed
    assert "ô D8" in printed
    pair = ('so-noi-vu: {sample: "60", answers: {hai-long: "50"', 'so-noi-vu: {sample: "29", answers: {hai-long: "19"')
    changed = edited(SURVEY, pair)
    assert (root / SURVEY).read_text("utf-8") == changed[SURVEY]
    book = openpyxl.load_workbook(root / "bang.xlsx")
    sheet = book["Số liệu điều tra"]
    sheet.cell(row=7, column=sheet.max_column + 1).value = "Họ và tên"
    book.save(root / "bang.xlsx")
    printed = parindex(root, "workbook", "import", "bang.xlsx", "--write", code=1).stdout
    assert "[workbook-survey-column]" in printed
    assert (root / SURVEY).read_text("utf-8") == changed[SURVEY]


def test_a_workbook_that_could_not_come_back_is_not_sent_out(tmp_path: Path) -> None:
    rows = "".join(f"  - {{id: so-{at}, name: Sở {at}, group: so}}\n" for at in range(5000))
    root = house(tmp_path, {"submissions/tinh-thu/units.yaml": f"units:\n{rows}"})
    assert "5000" in parindex(root, "workbook", "export", "roster", "tinh-thu", code=2).stderr
    assert list(root.glob("*.xlsx")) == []


def filled(path: Path, sheet: str, **cells: Any) -> None:
    """The first row of a workbook's table filled in, by the keys of its columns."""
    book = openpyxl.load_workbook(path)
    keys = {cell.value: cell.column for cell in book[sheet][1]}
    for key, value in cells.items():
        book[sheet].cell(row=8, column=keys[key]).value = value
    book.save(path)


# ── 25: ranks with ties ───────────────────────────────────────────────────────────────────────────────────────────

# Four departments under a law of one council mark each, so that the index is the mark.
LAW = {
    "criteria/mau-thu/so.yaml": """\
group: so
name: Bộ tiêu chí
max: "100"
areas:
  - {code: "1", name: Điểm của Hội đồng, max: "100", method: council, basis: {source: qd-01}}
""",
    **edited(
        REGULATION,
        ('ties: {rule: ordered, breakers: ["block:results", "area:1", penalty]}', "ties: {rule: standard}"),
        (', max: "80"}', "}"),
        (', max: "20"}', "}"),
    ),
    ADJUSTMENTS: None,
    "submissions/tinh-thu/units.yaml": "units:\n"
    + "".join(f'  - {{id: so-{name}, name: Sở {name}, group: so, valid-from: "2020-01-01"}}\n' for name in "abcd"),
}


def marks(**given: str) -> dict[str, str | None]:
    changes: dict[str, str | None] = {
        path: None for path in base() if path.startswith(f"{CYCLE}/") and path.count("/") > 3
    }
    changes |= {f"{CYCLE}/{name}.yaml": None for name in ("survey", "external", "receipts")}
    changes[f"{CYCLE}/cycle.yaml"] = re.sub(
        r"^extensions:\n.*\n", "", base()[f"{CYCLE}/cycle.yaml"].replace(", unit: so-noi-vu", ""), flags=re.MULTILINE
    )
    for name, mark in given.items():
        unit = f"so-{name}"
        changes[unit_file(unit)] = (
            f'unit: {unit}\ncycle: "2025"\nanswers: {{}}\napproval: {{by: A, title: Giám đốc, date: "2026-01-05"}}\n'
        )
        changes[unit_file(unit, "appraisal")] = (
            f'unit: {unit}\ncycle: "2025"\nstages:\n  - stage: council-2\n    by: [hoi-dong]\n    date: "2026-01-24"\n'
            f'    decisions:\n      "1": {{points: "{mark}", reason: Theo biên bản.}}\n'
        )
    return LAW | changes


def test_90_then_twice_88_5_then_80_rank_1_2_2_4(tmp_path: Path) -> None:
    root = house(tmp_path, marks(c="88.5", a="90", d="80", b="88.5"))
    told_rows = told(root)
    assert {unit: (row["rank"], row["tied"]) for unit, row in told_rows.items()} == {
        "so-a": (1, False),
        "so-b": (2, True),
        "so-c": (2, True),
        "so-d": (4, False),
    }


def test_a_law_of_dense_ranks_gives_1_2_2_3(tmp_path: Path) -> None:
    changes = marks(a="90", b="88.5", c="88.5", d="80")
    changes[REGULATION] = str(changes[REGULATION]).replace("ties: {rule: standard}", "ties: {rule: dense}")
    assert [row["rank"] for row in told(house(tmp_path, changes)).values()] == [1, 2, 2, 3]
