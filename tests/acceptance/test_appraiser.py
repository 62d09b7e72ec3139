"""What an appraiser does with the command line: a worksheet across units, decisions taken back, the unit's reply."""

import csv
import io
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.house import CYCLE, EXAMPLES, ROOT, base, edited, house, parindex, tree, unit_file

SO = "tinh-thu/2025/so-tu-phap"
APPRAISAL = unit_file("so-tu-phap", "appraisal")
EXPLANATION = unit_file("so-tu-phap", "explanation")
FRESH: Mapping[str, str | None] = {
    f"{CYCLE}/decision.yaml": None,
    **{
        unit_file(unit, kind): None
        for unit in ("so-noi-vu", "so-tu-phap", "so-y-te", "xa-an-binh", "xa-binh-minh")
        for kind in ("appraisal", "explanation")
    },
}
"""The example authority before anything was appraised."""

Sheet = list[dict[str, str]]
VERDICT, FACTS, POINTS, KIND, REASON, ASKS = (
    "Kết luận",
    "Số liệu sửa",
    "Điểm cho",
    "Nhóm lý do",
    "Lý do",
    "Yêu cầu giải trình (x)",
)


def fresh(folder: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    return house(folder, {**FRESH, **(changes or {})})


def sheet(path: Path) -> Sheet:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";"))


def save(path: Path, rows: Sheet, delimiter: str = ";", encoding: str = "utf-8-sig") -> Path:
    """A worksheet as a spreadsheet program saves it."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def made(root: Path, *words: str) -> Sheet:
    parindex(root, "appraise", "--cycle", "tinh-thu/2025", *words, "--output", "bang.csv", code=0)
    return sheet(root / "bang.csv")


def row(rows: Sheet, unit: str, code: str) -> dict[str, str]:
    return next(entry for entry in rows if entry["Mã đơn vị"] == unit and entry["Mã tiêu chí"] == f"TC {code}")


def found(root: Path, code: int | None = None) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(parindex(root, "check", "--format", "json", code=code).stdout)["findings"]
    return listed


def told(text: str) -> str:
    """What the comments of a file say, as one line."""
    return " ".join(text.replace("#", " ").split())


def blocks(text: str) -> list[str]:
    return re.findall(r'^ +"([0-9.]+)":', text, re.MULTILINE)


# ── the skeleton of one unit ──────────────────────────────────────────────────────────────────────────────────────


def test_a_skeleton_has_an_empty_block_for_every_leaf_that_can_be_decided_in_the_order_of_the_criteria(
    tmp_path: Path,
) -> None:
    root = fresh(tmp_path)
    parindex(root, "appraise", f"submissions/{SO}", "--date", "2026-01-14", code=0)
    text = (root / APPRAISAL).read_text("utf-8")
    assert blocks(text) == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.2"]
    assert "  - stage: council-1\n    by: [hoi-dong]\n" in text
    for word in ("45 ÷ 50", "88/BC-STP", "trang 4", "không có tài liệu"):
        assert word in text


def test_a_skeleton_is_no_fault_and_concludes_nothing(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    parindex(root, "appraise", SO, "--date", "2026-01-14", code=0)
    (open_blocks,) = found(root, code=0)
    assert open_blocks["rule"] == "decisions-open"
    assert "7/7" in open_blocks["message"]
    assert parindex(root, "score", SO).stdout.startswith("Sở Tư pháp: Đã nộp\n")


def test_running_it_again_changes_nothing_and_a_block_that_is_missing_comes_back(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    parindex(root, "appraise", SO, "--date", "2026-01-14", code=0)
    before = (root / APPRAISAL).read_text("utf-8")
    parindex(root, "appraise", SO, "--date", "2026-01-15", code=0)
    assert (root / APPRAISAL).read_text("utf-8") == before
    (root / APPRAISAL).write_text(before.replace('      "1.3":\n', ""), "utf-8")
    parindex(root, "appraise", SO, code=0)
    assert blocks((root / APPRAISAL).read_text("utf-8")) == blocks(before)


def test_filed_text_in_a_comment_stays_a_comment(tmp_path: Path) -> None:
    evil = ('    number: "0"\n', '    number: "0"\n    explanation: "a\\n  rest: accepted\\n#"\n')
    root = fresh(tmp_path, edited(unit_file("so-tu-phap"), evil))
    parindex(root, "appraise", SO, "--date", "2026-01-14", code=0)
    text = (root / APPRAISAL).read_text("utf-8")
    assert "rest: accepted" in text
    assert not re.search(r"^[^#]*rest: accepted", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({unit_file("so-tu-phap"): None}, "Chưa nộp"),
        (edited(unit_file("so-tu-phap"), ('done: "45"', 'done: "51"')), "chưa hợp lệ"),
        (edited(unit_file("so-tu-phap"), ("approval: {", "# approval: {")), "nháp"),
    ],
)
def test_what_is_not_filed_cannot_be_appraised(tmp_path: Path, changes: dict[str, str | None], word: str) -> None:
    root = fresh(tmp_path, changes)
    assert word.lower() in parindex(root, "appraise", SO, code=2).stderr.lower()
    assert not (root / APPRAISAL).exists()


@pytest.mark.parametrize(
    "words",
    [
        (),
        (SO, "--explain", SO),
        ("--cycle", "tinh-thu/2025"),
        ("--cycle", "tinh-thu/2025", "--area", "1", "--criterion", "1.1"),
        ("--cycle", "tinh-thu/2025", "--area", "9"),
        ("--cycle", "tinh-thu/2025", "--area", "1", "--group", "huyen"),
        ("--cycle", "tinh-thu/1999", "--area", "1"),
        (SO, "--area", "1"),
        (SO, "--stage", "khong-co"),
        (SO, "--by", "khong-co"),
        (SO, "--date", "14/01/2026"),
        ("--take", "khong-co.csv"),
        ("tinh-thu/2025",),
    ],
)
def test_a_wrong_call_is_told_and_writes_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    root = fresh(tmp_path)
    before = tree(root)
    assert "Traceback" not in parindex(root, "appraise", *words, code=2).stderr
    assert tree(root) == before


def test_who_decides_is_asked_for_where_several_councils_may(tmp_path: Path) -> None:
    two = edited(
        f"{CYCLE}/cycle.yaml", ("councils:\n", "councils:\n  - {id: to-so, name: Tổ thẩm định sở, groups: [so]}\n")
    )
    root = fresh(tmp_path, two)
    assert "hoi-dong, to-so" in parindex(root, "appraise", SO, code=2).stderr
    parindex(root, "appraise", SO, "--by", "to-so", code=0)
    assert "by: [to-so]" in (root / APPRAISAL).read_text("utf-8")
    # A commune has one council left.
    parindex(root, "appraise", "tinh-thu/2025/xa-an-binh", code=0)


# ── 11: one criterion across all units, riskiest first ────────────────────────────────────────────────────────────


def test_a_worksheet_has_one_criterion_across_all_units_riskiest_first(tmp_path: Path) -> None:
    bare = ('    total: "3000"\n    evidence: [bao-cao-nam]\n', '    total: "3000"\n    explanation: Đang số hóa.\n')
    away = (
        '    done: "470"\n    total: "500"\n    evidence: [bao-cao-nam]\n',
        "    not-applicable: Đơn vị không có thủ tục thuộc nhóm này.\n",
    )
    changes = edited(unit_file("so-y-te"), bare) | edited(unit_file("so-tu-phap"), away)
    rows = made(fresh(tmp_path, changes), "--criterion", "2.1", "--group", "so")
    assert [entry["Mã đơn vị"] for entry in rows] == ["so-tu-phap", "so-y-te", "so-noi-vu"]
    assert [entry["Lưu ý rủi ro"] for entry in rows] == ["khai không áp dụng", "chỉ giải thích, không có tài liệu", ""]
    assert {entry["Mã tiêu chí"] for entry in rows} == {"TC 2.1"}


def test_a_worksheet_of_an_area_says_what_was_declared_with_which_documents(tmp_path: Path) -> None:
    rows = made(fresh(tmp_path), "--area", "1")
    assert len(rows) == 3 * 3 + 2 * 2
    entry = row(rows, "so-tu-phap", "1.2")
    assert (entry["Số liệu đơn vị khai"], entry["Điểm tự chấm"], entry["Điểm tối đa"]) == ("45 ÷ 50", "10", "10")
    assert "88/BC-STP" in entry["Tài liệu kiểm chứng"]
    assert "https://vanban.tinh-thu.example/so-tu-phap/88-bc.pdf" in entry["Tài liệu kiểm chứng"]
    assert entry["Cách ghi số liệu"] == "done: 45, total: 50"


def test_a_jump_since_last_year_is_seen_beside_last_years_points(tmp_path: Path) -> None:
    """The samples have two cycles in a row."""
    root = tmp_path / "kho"
    for part in ("criteria/can-tho-2407-2021", "submissions/thanh-pho-minh-hoa"):
        shutil.copytree(ROOT / part, root / part)
    parindex(
        root, "appraise", "--cycle", "thanh-pho-minh-hoa/2024", "--area", "6", "--group", "xa-phuong",
        "--stage", "council-district", "--output", "bang.csv", code=0,
    )  # fmt: skip
    rows = sheet(root / "bang.csv")
    jumps = [entry for entry in rows if "tăng mạnh" in entry["Lưu ý rủi ro"]]
    assert jumps
    for entry in jumps:
        assert float(entry["Điểm tự chấm"].replace(",", ".")) > float(entry["Điểm kỳ trước"].replace(",", "."))


def test_who_is_not_in_the_worksheet_is_told_with_the_reason(tmp_path: Path) -> None:
    root = fresh(tmp_path, {unit_file("so-y-te"): None})
    done = parindex(root, "appraise", "--cycle", "tinh-thu/2025", "--criterion", "1.2", code=0)
    assert "Sở Y tế (Chưa nộp)" in done.stdout
    assert (root / "bang-tham-dinh-tinh-thu-2025-1-2.csv").exists()


def test_a_worksheet_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    made(root, "--area", "1")
    before = (root / "bang.csv").read_bytes()
    words = ("--cycle", "tinh-thu/2025", "--area", "2", "--output", "bang.csv")
    parindex(root, "appraise", *words, code=2)
    assert (root / "bang.csv").read_bytes() == before


def test_no_cell_of_a_worksheet_is_a_formula(tmp_path: Path) -> None:
    evil = ('    number: "0"\n', '    number: "0"\n    explanation: "=HYPERLINK(1)"\n')
    root = fresh(tmp_path, edited(unit_file("so-tu-phap"), evil))
    rows = made(root, "--area", "2")
    assert row(rows, "so-tu-phap", "2.3")["Giải thích của đơn vị"] == "'=HYPERLINK(1)"
    assert not [cell for entry in rows for cell in entry.values() if cell.startswith(("=", "+", "-", "@"))]


# ── 12, 13: decisions taken back ──────────────────────────────────────────────────────────────────────────────────


def filled(root: Path, name: str = "dien.csv", **cells: str) -> Path:
    rows = made(root, "--area", "1")
    row(rows, "so-tu-phap", "1.1")[VERDICT] = "Công nhận"
    row(rows, "so-noi-vu", "1.2")[VERDICT] = "công nhận"
    decided = {
        VERDICT: "Sửa số liệu",
        FACTS: "done: 40",
        KIND: "Số liệu chưa chứng minh được",
        REASON: "Báo cáo chỉ nêu 40; chưa rõ phần còn lại.",
        ASKS: "x",
    }
    row(rows, "so-tu-phap", "1.2").update(decided | cells)
    return save(root / name, rows)


def test_a_corrected_figure_gives_the_rules_points_and_both_figures_are_shown(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    done = parindex(root, "appraise", "--take", filled(root), "--date", "2026-01-14", code=0)
    assert f"{APPRAISAL}, bước council-1: 1.1, 1.2" in done.stdout
    text = (root / APPRAISAL).read_text("utf-8")
    assert 'done: "40"' in text
    assert 'total: "50"' in text
    assert "request-explanation: true" in text
    assert found(root, code=0) == []
    again = made_again(root)
    assert row(again, "so-tu-phap", "1.2")[FACTS] == "done: 40, total: 50"
    assert row(again, "so-tu-phap", "1.2")["Số liệu đơn vị khai"] == "45 ÷ 50"


def made_again(root: Path) -> Sheet:
    (root / "bang.csv").unlink()
    return made(root, "--area", "1")


def test_a_correction_from_45_to_40_of_50_is_worth_what_the_rule_says(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    parindex(root, "appraise", "--take", filled(root), "--date", "2026-01-14", code=0)
    parindex(root, "appraise", "--explain", SO, "--date", "2026-01-18", code=0)
    assert "45 ÷ 50" in (root / EXPLANATION).read_text("utf-8")
    assert "40 ÷ 50" in (root / EXPLANATION).read_text("utf-8")
    assert "Điểm hiện nay: 5." in told((root / EXPLANATION).read_text("utf-8"))


def test_a_changed_figure_without_a_reason_is_refused_at_its_cell_and_nothing_is_written(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    path = filled(root, **{REASON: ""})
    before = tree(root)
    done = parindex(root, "appraise", "--take", path, code=1)
    assert re.search(r"dien\.csv:\d+:21  lỗi \[reason-missing\]", done.stdout)
    assert "cột “Lý do”" in done.stdout
    assert "→" in done.stdout
    assert tree(root) == before


def test_a_worksheet_taken_back_twice_changes_nothing(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    path = filled(root)
    parindex(root, "appraise", "--take", path, "--date", "2026-01-14", code=0)
    before = tree(root)
    done = parindex(root, "appraise", "--take", path, "--date", "2026-01-15", code=0)
    assert "Không đổi" in done.stdout
    assert "Đã ghi" not in done.stdout
    assert tree(root) == before


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8"), ("\t", "utf-16"), (";", "utf-8")])
def test_what_another_spreadsheet_program_saves_is_taken_all_the_same(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    one, other = fresh(tmp_path / "mot"), fresh(tmp_path / "hai")
    parindex(one, "appraise", "--take", filled(one), "--date", "2026-01-14", code=0)
    rows = sheet(filled(other))
    path = save(other / "khac.csv", rows, delimiter, encoding)
    parindex(other, "appraise", "--take", path, "--date", "2026-01-14", code=0)
    assert (one / APPRAISAL).read_bytes() == (other / APPRAISAL).read_bytes()


def test_decisions_go_into_the_skeleton_and_its_comments_stay(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    path = filled(root)
    parindex(root, "appraise", SO, "--date", "2026-01-14", code=0)
    skeleton = (root / APPRAISAL).read_text("utf-8")
    parindex(root, "appraise", "--take", path, code=0)
    text = (root / APPRAISAL).read_text("utf-8")
    kept = iter(text.splitlines())
    assert all(line in kept for line in skeleton.splitlines())
    assert blocks(text) == blocks(skeleton)
    (left,) = found(root, code=0)
    assert "5/7" in left["message"]


def test_other_stages_and_blocks_of_the_file_are_left_as_they_are(tmp_path: Path) -> None:
    root = house(tmp_path)
    rows = made(root, "--criterion", "1.3", "--stage", "council-1", "--group", "so")
    row(rows, "so-tu-phap", "1.3").update({VERDICT: "Cho điểm", POINTS: "7,5", REASON: "Thiếu ảnh tọa đàm."})
    done = parindex(root, "appraise", "--take", save(root / "dien.csv", rows), code=0)
    assert "points-set-directly" in done.stdout
    added = '      "1.3":\n        points: "7.5"\n        reason: Thiếu ảnh tọa đàm.\n'
    assert (root / APPRAISAL).read_text("utf-8").replace(added, "") == base()[APPRAISAL]


def test_one_fault_anywhere_keeps_every_unit_from_being_written(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    path = filled(root, **{FACTS: "done: 51", REASON: ""})
    before = tree(root)
    done = parindex(root, "appraise", "--take", path, code=1)
    assert re.findall(r"lỗi \[([a-z-]+)\]", done.stdout) == ["done-above-total", "reason-missing"]
    assert tree(root) == before


EXAMPLE_SHEETS = sorted((EXAMPLES / "worksheet").glob("*.csv"))


@pytest.mark.parametrize("path", EXAMPLE_SHEETS, ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_example_worksheet_gives_the_rule_it_is_named_after(tmp_path: Path, path: Path, lang: str) -> None:
    in_braces = ('    decisions:\n      "1.1": {accept: true}\n', '    decisions: {"1.1": {accept: true}}\n')
    root = house(tmp_path, edited(unit_file("so-y-te", "appraisal"), in_braces))
    before = tree(root)
    done = parindex(root, "appraise", "--take", path, "--lang", lang, code=1)
    assert path.stem in re.findall(r"\[([a-z-]+)\]", done.stdout)
    assert "…" not in done.stdout.replace(": …", "")
    assert tree(root) == before


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("Mã đơn vị", "so-khong-co", "unit-unknown"),
        ("Mã tiêu chí", "TC 9.9", "code-unknown"),
        ("Bước thẩm định", "council-9", "stage-unknown"),
        ("Kỳ đánh giá", "tinh-thu/1999", "worksheet-value"),
        ("Kỳ đánh giá", "../../2025", "worksheet-value"),
        ("Số liệu đơn vị khai", "48 ÷ 50", "worksheet-stale"),
    ],
)
def test_a_row_that_finds_no_place_is_refused(tmp_path: Path, column: str, value: str, rule: str) -> None:
    root = fresh(tmp_path)
    done = parindex(root, "appraise", "--take", filled(root, **{column: value}), code=1)
    assert re.findall(r"lỗi \[([a-z-]+)\]", done.stdout) == [rule]
    assert not (root / APPRAISAL).exists()


# ── 14, 15: explanations, and the second round ────────────────────────────────────────────────────────────────────


def asked(tmp_path: Path) -> Path:
    root = fresh(tmp_path)
    parindex(root, "appraise", "--take", filled(root), "--date", "2026-01-14", code=0)
    return root


def test_the_units_list_holds_exactly_what_was_flagged_with_the_councils_reason(tmp_path: Path) -> None:
    root = asked(tmp_path)
    parindex(root, "appraise", "--explain", SO, "--date", "2026-01-18", code=0)
    text = (root / EXPLANATION).read_text("utf-8")
    assert blocks(text) == ["1.2"]
    assert "Báo cáo chỉ nêu 40; chưa rõ phần còn lại." in text
    assert [finding["rule"] for finding in found(root, code=0)] == ["replies-open"]


def test_nothing_is_written_where_nothing_was_asked(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    assert "không có tiêu chí nào" in parindex(root, "appraise", "--explain", SO, code=0).stdout
    assert not (root / EXPLANATION).exists()


def test_a_reply_that_is_there_stays_when_more_is_asked(tmp_path: Path) -> None:
    root = house(
        tmp_path, edited(APPRAISAL, ('"1.1": {accept: true}', '"1.1": {accept: true, request-explanation: true}'))
    )
    parindex(root, "appraise", "--explain", SO, code=0)
    text = (root / EXPLANATION).read_text("utf-8")
    assert blocks(text) == ["1.1", "1.2"]
    assert text.endswith(base()[EXPLANATION].split("replies:\n")[1])


def test_the_second_round_lists_what_was_flagged_with_the_reply_and_what_silence_cannot_conclude(
    tmp_path: Path,
) -> None:
    root = asked(tmp_path)
    parindex(root, "appraise", "--explain", SO, "--date", "2026-01-18", code=0)
    reply = (root / EXPLANATION).read_text("utf-8").replace("    text:\n", "    text: Bốn việc xong trong tháng 12.\n")
    (root / EXPLANATION).write_text(reply, "utf-8")
    parindex(root, "appraise", SO, "--date", "2026-01-24", code=0)
    second = (root / APPRAISAL).read_text("utf-8").split("- stage: council-2")[1]
    # 3.2 is the council's own mark: nobody has given it, and accepting the rest does not give it.
    assert blocks(second) == ["1.2", "3.2"]
    assert "Bốn việc xong trong tháng 12." in second
    assert "Báo cáo chỉ nêu 40" in second
    assert [finding["rule"] for finding in found(root, code=0)] == ["decisions-open"]


def test_in_the_second_round_a_departure_is_kept_by_name_and_not_accepted(tmp_path: Path) -> None:
    later = base()[APPRAISAL].index("  - stage: council-2")
    root = house(tmp_path, {f"{CYCLE}/decision.yaml": None, APPRAISAL: base()[APPRAISAL][:later]})
    rows = made(root, "--criterion", "1.2", "--group", "so")
    assert [entry["Mã đơn vị"] for entry in rows if entry["Bước thẩm định"] == "council-2"] == ["so-tu-phap"]
    entry = row(rows, "so-tu-phap", "1.2")
    assert "40 ÷ 50" in entry["Kết luận trước"]
    assert "Bốn nhiệm vụ hoàn thành" in entry["Giải trình"]
    entry[VERDICT] = "Công nhận"
    path = save(root / "dien.csv", rows)
    assert "worksheet-value" in parindex(root, "appraise", "--take", path, code=1).stdout
    entry[VERDICT] = "Giữ kết luận trước"
    parindex(root, "appraise", "--take", save(path, rows), "--date", "2026-01-24", code=0)
    assert "stage: council-2" in (root / APPRAISAL).read_text("utf-8")


def test_a_whole_appraisal_goes_from_skeleton_to_points_by_command_alone(tmp_path: Path) -> None:
    root = asked(tmp_path)
    parindex(root, "appraise", "--explain", SO, "--date", "2026-01-18", code=0)
    reply = (root / EXPLANATION).read_text("utf-8").replace("    text:\n", "    text: Kèm phụ lục.\n")
    (root / EXPLANATION).write_text(reply, "utf-8")
    rows = made_again(root)
    entry = row(rows, "so-tu-phap", "1.2")
    entry.update({VERDICT: "Sửa số liệu", FACTS: "done: 44", KIND: "Chấp nhận giải trình", REASON: "Thêm 4."})
    (root / "bang.csv").unlink()
    marks = row(made(root, "--area", "3"), "so-tu-phap", "3.2")
    marks.update({VERDICT: "Cho điểm", POINTS: "7", REASON: "Theo biên bản họp."})
    parindex(root, "appraise", "--take", save(root / "hai.csv", [*rows, marks]), "--date", "2026-01-24", code=0)
    text = (root / APPRAISAL).read_text("utf-8")
    closed = text.replace('    date: "2026-01-24"\n', '    date: "2026-01-24"\n    rest: accepted\n')
    (root / APPRAISAL).write_text(closed, "utf-8")
    assert found(root, code=0) == []
    decided = {f"{CYCLE}/decision.yaml": base()[f"{CYCLE}/decision.yaml"]}
    for path, content in decided.items():
        (root / path).write_text(content, "utf-8")
    (unit,) = json.loads(parindex(root, "score", SO, "--format", "json", code=0).stdout)["units"]
    points = {leaf["code"]: leaf["official"]["points"] for leaf in unit["leaves"]}
    assert (points["1.1"], points["1.2"], points["3.2"]) == ("10", "5", "7")


# ── the worksheet as a workbook ───────────────────────────────────────────────────────────────────────────────────


def workbook(root: Path) -> Path:
    words = ("--cycle", "tinh-thu/2025", "--area", "1", "--output", "bang.xlsx")
    parindex(root, "appraise", *words, code=0)
    return root / "bang.xlsx"


def decided(path: Path, unit: str, code: str, **cells: Any) -> Path:
    """The workbook with entries in the row of a unit and criterion, by the heads of the columns."""
    book = openpyxl.load_workbook(path)
    (page,) = book.worksheets
    heads = {cell.value: cell.column for cell in page[1]}
    number = next(
        line[0].row
        for line in page.iter_rows(min_row=2)
        if (line[heads["Mã đơn vị"] - 1].value, line[heads["Mã tiêu chí"] - 1].value) == (unit, f"TC {code}")
    )
    for head, value in cells.items():
        page.cell(row=number, column=heads[head], value=value)
    book.save(path)
    return path


def test_a_worksheet_as_a_workbook_decides_what_the_csv_decides(tmp_path: Path) -> None:
    wanted = {VERDICT: "Cho điểm", POINTS: 0.5, KIND: "Khác", REASON: "=1+1 không phải là số liệu"}
    root = fresh(tmp_path / "excel")
    path = workbook(root)
    decided(path, "so-tu-phap", "1.1", **{VERDICT: "Công nhận"})
    decided(path, "so-tu-phap", "1.2", **{**wanted, REASON: "Thiếu căn cứ"})
    parindex(root, "appraise", "--take", "bang.xlsx", "--date", "2026-01-14", code=0)
    other = fresh(tmp_path / "csv")
    rows = made(other, "--area", "1")
    row(rows, "so-tu-phap", "1.1")[VERDICT] = "Công nhận"
    row(rows, "so-tu-phap", "1.2").update({VERDICT: "Cho điểm", POINTS: "0,5", KIND: "Khác", REASON: "Thiếu căn cứ"})
    save(other / "bang.csv", rows)
    parindex(other, "appraise", "--take", "bang.csv", "--date", "2026-01-14", code=0)
    assert (root / APPRAISAL).read_bytes() == (other / APPRAISAL).read_bytes()


def test_a_formula_in_a_worksheet_decides_nothing(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    before = tree(root / "submissions")
    decided(workbook(root), "so-tu-phap", "1.2", **{VERDICT: "Cho điểm", POINTS: "=1/2", REASON: "Lý do"})
    told = parindex(root, "appraise", "--take", "bang.xlsx", code=1).stdout
    assert "[workbook-formula]" in told
    assert tree(root / "submissions") == before


def test_faults_of_a_workbook_are_told_and_marked_at_their_cells(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    before = tree(root / "submissions")
    path = decided(workbook(root), "so-tu-phap", "1.2", **{VERDICT: "Cho điểm", POINTS: "nửa điểm"})
    told = parindex(root, "appraise", "--take", "bang.xlsx", "--marked", "danh-dau.xlsx", code=1).stdout
    (page,) = openpyxl.load_workbook(path).worksheets
    (cell,) = [cell for line in page.iter_rows() for cell in line if cell.value == "nửa điểm"]
    assert f"Trang “Thẩm định”, ô {cell.coordinate}, cột “Điểm cho”: " in told
    copy = openpyxl.load_workbook(root / "danh-dau.xlsx")
    assert "nửa điểm" in copy["Thẩm định"][cell.coordinate].comment.text
    assert copy.sheetnames[0] == "Cần sửa"
    assert tree(root / "submissions") == before


def test_a_remedy_for_a_worksheet_names_its_columns(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    decided(workbook(root), "so-tu-phap", "1.2", **{VERDICT: "Cho điểm", POINTS: 0.5})
    told = parindex(root, "appraise", "--take", "bang.xlsx", code=1).stdout
    assert "[reason-missing]" in told
    assert "→ Ghi cột “Lý do”" in told
    assert "“reason”" not in told


def test_a_corrected_fact_that_is_not_whole_is_told_at_its_cell_as_the_notation_shows_it(tmp_path: Path) -> None:
    evidence = '    evidence: [{id: bao-cao-nam, pages: "4", section: Phần I}]\n'
    answer = f'  "1.2":\n    done: "45"\n    total: "50"\n{evidence}'
    root = fresh(tmp_path, edited(unit_file("so-tu-phap"), (answer, "")))
    words = {VERDICT: "Sửa số liệu", FACTS: "done: 40", REASON: "Báo cáo nêu 40."}
    decided(workbook(root), "so-tu-phap", "1.2", **words)
    told = parindex(root, "appraise", "--take", "bang.xlsx", code=1).stdout
    assert "cột “Số liệu sửa”: “done: 40” chưa đủ" in told
    assert "done: …, total: …" in told
    assert "→ Ghi như cột “Cách ghi số liệu”" in told


def test_a_worksheet_that_must_not_be_opened_is_not_opened(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    (root / "bang.xlsx").write_bytes(b"PK\x03\x04")
    assert "[workbook-refused]" in parindex(root, "appraise", "--take", "bang.xlsx", code=1).stdout
