"""Annexes as decisions print them: codes, columns, ways of awarding points, and what is told instead of guessed."""

from fractions import Fraction
from typing import Any

import pytest

from parindex.imports.annex.codes import BadCode, Step, placed, token_of
from parindex.imports.annex.criteria import Read, Wanted, read_annex
from parindex.imports.annex.lines import amount, line_of
from parindex.imports.annex.sheet import Cell, annex_of, sheet_of_csv, unread
from parindex.model.finding import Severity

HEAD = "STT;Tiêu chí;Điểm tối đa\n"


def annex(text: str, **named: str) -> Any:
    sheet, findings = sheet_of_csv("phu-luc.csv", text.encode())
    assert sheet is not None
    assert findings == []
    found = annex_of(sheet, named)
    assert found is not None
    return found


def read(text: str, maximum: str = "100", **leaves: Any) -> Read:
    wanted = Wanted(group="xa", name="Xã", maximum=maximum, source="phu-luc", survey_block="survey", leaves=leaves)
    return read_annex(annex(text), wanted)


def leaf(*lines: str, maximum: str = "2", name: str = "Kế hoạch") -> dict[str, Any]:
    """The keys of a lone leaf with these lines below it."""
    got = read(HEAD + f"1;{name};{maximum}\n" + "".join(f';"{line}";\n' for line in lines), maximum)
    assert errors(got) == []
    (value,) = got.value["areas"]
    return {key: held for key, held in value.items() if key not in ("code", "name", "max", "basis")}


def refused(*lines: str, maximum: str = "2", name: str = "Kế hoạch") -> tuple[str, str]:
    """The only error about a lone leaf: rule and problem."""
    got = read(HEAD + f"1;{name};{maximum}\n" + "".join(f';"{line}";\n' for line in lines), maximum)
    ((rule, problem),) = errors(got)
    return rule, problem


def errors(got: Read) -> list[tuple[str, str]]:
    return [(found.rule, found.params.get("problem", "")) for found in got.findings if found.severity is Severity.ERROR]


def bands(*lines: str, maximum: str = "2", name: str = "Kế hoạch") -> list[tuple[str, str, str]]:
    """The bands of a leaf: bound, its figure, points."""
    keys = leaf(*lines, maximum=maximum, name=name)
    assert keys["method"] == "steps"
    told = []
    for band in keys["bands"]:
        bound = next((key for key in ("from", "above", "up-to", "below") if key in band), "")
        told.append((bound, band.get(bound, ""), band.get("points", band.get("percent", "") + "%")))
    return told


# ── codes ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ("1 1.1 1.1.1 1.1.2 1.2 2 2.1", "1 1.1 1.1.1 1.1.2 1.2 2 2.1"),
        ("1. 1.1. 1.1.1.", "1 1.1 1.1.1"),
        ("I 1 1.1 1.2 2 II 1 1.1", "1 1.1 1.1.1 1.1.2 1.2 2 2.1 2.1.1"),
        ("I 1.1 1.1.1 II 2.1 2.1.1", "1 1.1 1.1.1 2 2.1 2.1.1"),
        ("I 1 2 II 3 4", "1 1.1 1.2 2 2.3 2.4"),
        ("A I 1 2 II 1 B I 1", "1 1.1 1.1.1 1.1.2 1.2 1.2.1 2 2.1 2.1.1"),
        ("A B C D", "1 2 3 4"),
        ("I II III IV V VI", "1 2 3 4 5 6"),
        ("1 a b c 2 a", "1 1.1 1.2 1.3 2 2.1"),
        ("Lĩnh vực 1|Tiêu chí 1.1|TC 1.2|Phần II", None),
        ("TC-01 TC-02 TC-10", "1 2 10"),
        ("1 1.9 1.10", "1 1.9 1.10"),
    ],
)
def test_printed_codes_become_codes_of_digits(printed: str, codes: str | None) -> None:
    words = printed.split("|") if "|" in printed else printed.split()
    way: list[Step] = []
    before, made = None, []
    for word in words:
        token = token_of(word, before)
        assert token is not None, word
        way = placed(way, token)
        before = token if token.style in ("upper", "roman") else before
        made.append(way[-1].code)
    if codes is not None:
        assert made == codes.split()


@pytest.mark.parametrize(("way", "stray"), [("1 1.1", "2.2.1"), ("I", "3.1"), ("", "1.1")])
def test_a_code_under_another_parent_is_no_guess(way: str, stray: str) -> None:
    stack: list[Step] = []
    for word in way.split():
        token = token_of(word)
        assert token is not None
        stack = placed(stack, token)
    token = token_of(stray)
    assert token is not None
    with pytest.raises(BadCode):
        placed(stack, token)


@pytest.mark.parametrize("text", ["", "-", "?", "1.1.1.1.1.1", "Kế hoạch", "1,1"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert token_of(text) is None


# ── points and lines ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "points"),
    [("0,5", "0.5"), ("0.25đ", "0.25"), ("10 điểm", "10"), ("(1,5 điểm)", "1.5"), ("-2", "2"), ("2", "2")],
)
def test_points_are_read_however_they_are_typed(text: str, points: str) -> None:
    assert amount(text) == Fraction(points)


@pytest.mark.parametrize("text", ["", "1-2", "hai", "1.250", "2 hoặc 3", "1/2"])
def test_points_that_can_be_read_in_two_ways_are_not_read(text: str) -> None:
    assert amount(text) is None


@pytest.mark.parametrize(
    ("text", "points", "label"),
    [
        ("- Ban hành đúng thời hạn: 0,5", "1/2", "Ban hành đúng thời hạn"),
        ("+ Ban hành muộn (0,25 điểm)", "1/4", "Ban hành muộn"),
        ("Không ban hành: không có điểm", "0", "Không ban hành"),
        ("• Có – 1đ", "1", "Có"),
        ("Ban hành trong quý I năm 2025: 2 điểm.", "2", "Ban hành trong quý I năm 2025"),
    ],
)
def test_the_points_of_a_line_stand_at_its_end(text: str, points: str, label: str) -> None:
    line = line_of(text, Cell(text=text, line=1, column=0))
    assert (line.points, line.label) == (Fraction(points), label)


# ── methods ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_of_several_answers() -> None:
    keys = leaf("- Đúng thời hạn: 2 điểm", "- Muộn: 1 điểm", "- Không ban hành: 0 điểm")
    assert keys["method"] == "options"
    assert [(option["id"], option["points"]) for option in keys["options"]] == [
        ("dung-thoi-han", "2"),
        ("muon", "1"),
        ("khong-ban-hanh", "0"),
    ]


def test_answers_in_percent_of_the_maximum() -> None:
    keys = leaf("- Đầy đủ: điểm tối đa", "- Một phần: 50% số điểm", "- Không: 0 điểm")
    assert [option["percent"] for option in keys["options"][:2]] == ["100", "50"]


def test_answers_in_one_cell_parted_by_semicolons() -> None:
    assert len(leaf("Đúng hạn: 2 điểm; muộn: 1 điểm; không ban hành: 0 điểm")["options"]) == 3


def test_items_that_add_up_to_the_maximum_are_a_checklist() -> None:
    keys = leaf("- Tại trụ sở: 1 điểm", "- Trên trang thông tin: 0,5 điểm", "- Số điện thoại: 0,5 điểm")
    assert keys["method"] == "checklist"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            ("Từ 90% trở lên: 2 điểm", "Từ 70% đến dưới 90%: 1 điểm", "Dưới 70%: 0 điểm"),
            [("from", "90", "2"), ("from", "70", "1"), ("", "", "0")],
        ),
        (
            ("Trên 90%: 2 điểm", "Từ 70% đến 90%: 1 điểm", "Dưới 70%: 0 điểm"),
            [("above", "90", "2"), ("from", "70", "1"), ("", "", "0")],
        ),
        (("Đạt 100%: 2 điểm", "Dưới 100%: 0 điểm"), [("from", "100", "2"), ("", "", "0")]),
        (
            ("Từ 80% - 100%: 2 điểm", "Từ 50% - dưới 80%: 1 điểm", "Còn lại: 0 điểm"),
            [("from", "80", "2"), ("from", "50", "1"), ("", "", "0")],
        ),
        (
            ("Dưới 5%: 2 điểm", "Từ 5% đến 10%: 1 điểm", "Trên 10%: 0 điểm"),
            [("below", "5", "2"), ("up-to", "10", "1"), ("", "", "0")],
        ),
        (
            (">= 95%: 2 điểm", "90% ≤ tỷ lệ < 95%: 1 điểm", "< 90%: 0 điểm"),
            [("from", "95", "2"), ("from", "90", "1"), ("", "", "0")],
        ),
        (
            ("Dưới 70%: 0 điểm", "Từ 70% đến dưới 90%: 1 điểm", "Từ 90% trở lên: 2 điểm"),
            [("from", "90", "2"), ("from", "70", "1"), ("", "", "0")],
        ),
    ],
)
def test_thresholds_in_words_are_bands(lines: tuple[str, ...], told: list[tuple[str, str, str]]) -> None:
    assert bands(*lines) == told


def test_thresholds_of_a_count_are_bands_of_a_number() -> None:
    lines = ("Có từ 4 cuộc trở lên: 2 điểm", "Từ 2 đến 3 cuộc: 1 điểm", "Dưới 2 cuộc: 0 điểm")
    assert bands(*lines) == [("from", "4", "2"), ("from", "2", "1"), ("", "", "0")]
    assert "number" in leaf(*lines)["measure"]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("Trên 90%: 2 điểm", "Từ 70% đến dưới 90%: 1 điểm", "Dưới 70%: 0 điểm"), "annex-bands-gap"),
        (("Từ 90% trở lên: 2 điểm", "Từ 70% đến 90%: 1 điểm", "Dưới 70%: 0 điểm"), "annex-bands-overlap"),
        (("Từ 90% trở lên: 2 điểm", "Từ 70% đến 89%: 1 điểm", "Dưới 70%: 0 điểm"), "annex-bands-gap"),
        (("Từ 90% trở lên: 2 điểm", "Từ 70% đến dưới 90%: 0 điểm"), "annex-bands-end"),
    ],
)
def test_thresholds_that_do_not_meet_are_told(lines: tuple[str, ...], problem: str) -> None:
    assert refused(*lines) == ("annex-bands", problem)


@pytest.mark.parametrize(
    "line",
    [
        "Điểm đánh giá = tỷ lệ x điểm tối đa",
        "Tính theo tỷ lệ: (Số hồ sơ đúng hạn / Tổng số hồ sơ) x điểm tối đa",
        "Tính theo công thức (b/a)*điểm tối đa. Trong đó: a là tổng số hồ sơ; b là số hồ sơ đúng hạn",
    ],
)
def test_a_share_of_the_maximum_is_a_ratio(line: str) -> None:
    assert leaf(line)["method"] == "ratio"


def test_the_figures_of_a_share_are_those_of_the_annex() -> None:
    one = leaf("Tính theo tỷ lệ: (Số hồ sơ đúng hạn / Tổng số hồ sơ) x điểm tối đa")["measure"]
    other = leaf("(b/a)*điểm tối đa. Trong đó: a là tổng số hồ sơ; b là số hồ sơ đúng hạn.")["measure"]
    assert (one["done"], one["total"]) == (other["done"], other["total"]) == ("Số hồ sơ đúng hạn", "Tổng số hồ sơ")


def test_a_share_with_a_floor() -> None:
    keys = leaf("Từ 80% - 100%: tỷ lệ x điểm tối đa", "Dưới 80%: 0 điểm")
    assert (keys["method"], keys["zero-below"]) == ("ratio", "80")


def test_points_for_each_and_points_taken_for_each() -> None:
    assert leaf("Mỗi sáng kiến được công nhận được 0,5 điểm")["method"] == "count"
    taken = leaf("Mỗi báo cáo trễ hạn trừ 0,25 điểm")
    assert (taken["method"], taken["each"]) == ("deduct", "0.25")


def test_a_survey_is_known_by_its_name() -> None:
    keys = leaf(name="Khảo sát mức độ hài lòng của người dân")
    assert (keys["method"], keys["question"], keys["block"]) == ("survey", "cau-1", "survey")


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ((), "annex-method-none"),
        (("- Thực hiện tốt: 2 điểm", "- Thực hiện chưa tốt"), "annex-method-points"),
        (("- Thực hiện tốt: 1 điểm", "- Chưa tốt: 0 điểm"), "annex-method-sum"),
        (("- Thực hiện tốt: 2 điểm",), "annex-method-single"),
        (("Từ 90% trở lên: tính theo tỷ lệ x điểm tối đa",), "annex-method-ratio"),
        (("Từ 90% trở lên: 2 điểm", "Dưới 90%: 1 điểm", "Có báo cáo: 1 điểm"), "annex-method-mixed"),
        (("Từ 90% trở lên và có báo cáo: 2 điểm", "Từ 50% đến dưới 90%: 1 điểm", "Dưới 50%: 0"), "annex-method-mixed"),
    ],
)
def test_what_is_not_understood_is_told_and_becomes_a_council_mark(lines: tuple[str, ...], problem: str) -> None:
    assert refused(*lines) == ("annex-method", problem)
    got = read(HEAD + "1;Kế hoạch;2\n" + "".join(f';"{line}";\n' for line in lines), "2")
    assert got.value["areas"][0]["method"] == "council"


# ── shapes of tables ──────────────────────────────────────────────────────────────────────────────────────────────


def shape(got: Read) -> list[tuple[str, str, str]]:
    """Code, maximum and method of every node."""
    told: list[tuple[str, str, str]] = []

    def walk(nodes: list[dict[str, Any]]) -> None:
        for node in nodes:
            told.append((node["code"], node["max"], node.get("method", "")))
            walk(node.get("parts", []))

    walk(got.value["areas"])
    return told


def test_options_with_their_points_in_a_column() -> None:
    got = read("TT;Nội dung;Thang điểm\n1;Kế hoạch;2\n;Đúng hạn;2\n;Muộn;1\n;Không;0\n", "2")
    assert errors(got) == []
    assert shape(got) == [("1", "2", "options")]


def test_levels_in_one_cell_of_a_column_of_their_own() -> None:
    text = 'STT;Tiêu chí;Điểm chuẩn;Cách chấm điểm\n1;Kế hoạch;2;"- Đúng hạn: 2\n- Muộn: 1\n- Không: 0"\n'
    assert shape(read(text, "2")) == [("1", "2", "options")]


def test_levels_in_a_column_with_points_in_another() -> None:
    text = "STT;Tiêu chí;Điểm tối đa;Phương án;Mức điểm\n1;Kế hoạch;2;Đúng hạn;2\n;;;Muộn;1\n;;;Không;0\n"
    assert shape(read(text, "2")) == [("1", "2", "options")]


def test_lettered_levels_are_levels_and_no_criteria() -> None:
    got = read(HEAD + "1;Kế hoạch;2\na);Đúng hạn;2\nb);Muộn;0\n", "2")
    assert shape(got) == [("1", "2", "options")]


def test_heads_of_two_rows_and_a_row_that_numbers_the_columns() -> None:
    heads = "STT;Tiêu chí;Điểm đánh giá;;Ghi chú\n;;Điểm tối đa;Tự chấm;\n(1);(2);(3);(4);(5)\n"
    text = heads + "1;Kế hoạch;2;;\n;Có;2;;\n;Không;0;;\n"
    assert shape(read(text, "2")) == [("1", "2", "options")]


def test_areas_without_a_code_are_numbered_and_heads_may_repeat() -> None:
    rows = "{};Kế hoạch;1\n;Có;1\n;Không;0\n"
    text = HEAD + ";LĨNH VỰC 1: CHỈ ĐẠO;1\n" + rows.format(1) + HEAD + ";LĨNH VỰC 2: THỂ CHẾ;1\n" + rows.format(2)
    got = read(text, "2")
    assert errors(got) == []
    assert shape(got) == [("1", "1", ""), ("1.1", "1", "options"), ("2", "1", ""), ("2.2", "1", "options")]


def test_codes_that_stand_before_the_name() -> None:
    text = "Nội dung;Điểm tối đa\nI. Chỉ đạo;1\n1.1. Kế hoạch;1\n- Có;1\n- Không;0\n"
    assert shape(read(text, "1")) == [("1", "1", ""), ("1.1", "1", "options")]


def test_bonus_and_penalty_become_items_of_the_regulation() -> None:
    rows = ";Có;2\n;Không;0\n"
    text = (
        HEAD
        + f"1;Kế hoạch;2\n{rows};Tổng cộng;2\n;ĐIỂM CỘNG;3\n1;Khen thưởng;2\n{rows};ĐIỂM TRỪ;2\n1;Kỷ luật;2\n{rows}"
    )
    got = read(text, "2")
    assert errors(got) == []
    assert [item["id"] for item in got.items["bonus"]] == ["khen-thuong"]
    assert [item["id"] for item in got.items["penalty"]] == ["ky-luat"]
    assert got.caps == {"bonus": "3", "penalty": "2"}


def test_a_criterion_of_publicity_is_no_bonus() -> None:
    assert leaf("Có: 2", "Không: 0", name="Nội dung công khai")["method"] == "options"


def test_a_sum_that_is_not_printed_is_added_up_and_told() -> None:
    got = read(HEAD + "I;Chỉ đạo;\n1;Kế hoạch;2\n;Có;2\n;Không;0\n", "2")
    assert shape(got)[0] == ("1", "2", "")
    assert [found.params["problem"] for found in got.findings] == ["annex-sum"]


def test_a_total_that_does_not_add_up_is_told() -> None:
    got = read(HEAD + "1;Kế hoạch;2\n;Có;2\n;Không;0\n;Tổng cộng;3\n", "2")
    assert [rule for rule, _ in errors(got)] == ["annex-total"]


def test_a_code_twice_is_told_and_nothing_below_it_is_read() -> None:
    got = read(HEAD + "1;Kế hoạch;2\n;Có;2\n;Không;0\n1;Báo cáo;2\n;Có;2\n;Không;0\n", "2")
    assert errors(got) == [("annex-code", "annex-code-twice")]


def test_a_map_goes_before_the_annex() -> None:
    keys = {"method": "imported", "index": "sipas", "per": "100"}
    got = read(HEAD + "1;Chỉ số hài lòng;10\n", "10", **{"1": keys})
    assert errors(got) == []
    assert shape(got) == [("1", "10", "imported")]
    assert errors(read(HEAD + "1;Kế hoạch;2\n;Có;2\n;Không;0\n", "2", **{"7": keys})) == [
        ("annex-code", "annex-code-map")
    ]


def test_a_column_may_be_named_and_others_are_told() -> None:
    text = "Số;Việc cần làm;Điểm;Phòng\n1;Kế hoạch;2;A\n"
    named = annex(text, code="Số", name="Việc cần làm")
    assert (named.columns["name"], named.columns["code"]) == (1, 0)
    assert [cell.text for cell in unread(named)] == ["Phòng"]


def test_a_file_without_a_table_has_none() -> None:
    sheet, _ = sheet_of_csv("a.csv", b"mot;hai\n1;2\n")
    assert sheet is not None
    assert annex_of(sheet, {}) is None


def test_a_sum_below_a_criterion_leaves_the_next_one_where_it_belongs() -> None:
    rows = ";Có;2\n;Không;0\n"
    text = (
        HEAD
        + f"1;Chỉ đạo;4\n1.1;Kế hoạch;2\n{rows};Cộng;2\n1.2;Báo cáo;2\n{rows};Tổng cộng;4\n;Ghi chú: làm tròn hai số;\n"
    )
    got = read(text, "4")
    assert [code for code, _, _ in shape(got)] == ["1", "1.1", "1.2"]
    assert [rule for rule, _ in errors(got)] == []


def test_a_share_of_another_figure_than_the_maximum_is_told() -> None:
    assert leaf("Điểm = tỷ lệ x 2")["method"] == "ratio"
    assert refused("Điểm = tỷ lệ x 5") == ("annex-method", "annex-method-ratio")


def test_bounds_with_decimals_take_figures_with_decimals() -> None:
    keys = leaf("Từ 1,5 lần trở lên: 2 điểm", "Dưới 1,5 lần: 0 điểm")
    assert (keys["method"], keys["measure"]["fractional"]) == ("steps", "true")


def test_what_stands_below_a_survey_is_a_survey_unless_it_awards_points_otherwise() -> None:
    text = HEAD + "I;ĐIỀU TRA XÃ HỘI HỌC;4\n1;Chất lượng phục vụ;2\n2;Tổ chức khảo sát;2\n;Có;2\n;Không;0\n"
    got = read(text, "4")
    assert errors(got) == []
    assert [method for _, _, method in shape(got)] == ["", "survey", "options"]
