"""The CSV door of the worksheet: what is written is read back, whatever a spreadsheet program does in between."""

import csv
import io
import json
import re
import unicodedata
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.encode.worksheet import (
    FILLED,
    REASON_CODES,
    Column,
    as_csv,
    code_cell,
    decision_cells,
    plain_cell,
    safe_cell,
    worksheet_table,
)
from parindex.i18n.text import LANGUAGES, label
from parindex.imports.worksheet import SheetRow, decision_of, read_worksheet, same_fact
from parindex.load.schema import schema
from parindex.model import criteria as c
from parindex.model.case import Case, Risk
from parindex.model.filing import Answer, Decision, Facts
from parindex.model.result import LeafResult, Outcome, State
from support.law import SHARE, leaf, options, share

RUN = ("=", "+", "-", "@", "\t", "\r", "\n")


def case(rule: c.Rule | None = None, facts: Facts | None = None, earlier: Decision | None = None) -> Case:
    pending = Outcome(state=State.PENDING, points=Fraction(0), max_points=Fraction(10))
    result = LeafResult(
        leaf=leaf(rule=rule or c.Steps(measure=SHARE, bands=())),
        answer=Answer(code="1.1", facts=facts or share(45, 50)),
        claimed=pending,
        official=pending,
        decisions=(("council-1", earlier),) if earlier else (),
    )
    return Case(result=result, risk=Risk())


def sheet(*rows: dict[Column, str], delimiter: str = ";", encoding: str = "utf-8-sig", lang: str = "vi") -> bytes:
    """A worksheet with these rows, as `worksheet` or another program writes it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow([label(f"sheet-{column.value}", lang) for column in Column])
    given = {Column.UNIT: "so-tu-phap", Column.CODE: "TC 1.1", Column.CYCLE: "tinh-thu/2025"}
    writer.writerows([safe_cell((given | row).get(column, "")) for column in Column] for row in rows)
    return out.getvalue().encode(encoding)


def read(data: bytes) -> list[SheetRow]:
    rows, findings = read_worksheet("b.csv", data)
    assert findings == []
    return rows


def refused(data: bytes) -> list[tuple[str, int, int]]:
    return [(finding.rule, finding.line, finding.column) for finding in read_worksheet("b.csv", data)[1]]


def decided(cells: dict[Column, str], of: Case | None = None) -> Decision | list[tuple[str, str]]:
    (row,) = read(sheet(cells))
    decision, findings = decision_of(row, of or case())
    return decision or [(finding.rule, finding.place[2]) for finding in findings]


# ── cells ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.text(max_size=30) | st.sampled_from(RUN).flatmap(lambda sign: st.text(max_size=5).map(lambda t: sign + t)))
def test_no_cell_starts_a_formula_and_each_is_read_back_as_it_was(text: str) -> None:
    assert not safe_cell(text).startswith(RUN)
    assert plain_cell(safe_cell(text)) == text


def test_an_apostrophe_that_somebody_typed_is_no_sign_of_ours() -> None:
    assert plain_cell("'abc") == "'abc"


def test_a_code_never_stands_where_a_spreadsheet_takes_it_for_a_number_or_a_date() -> None:
    for lang in LANGUAGES:
        assert re.match(r"[^\W\d]", code_cell("1.10", lang))
        (row,) = read(sheet({Column.CODE: code_cell("1.10", lang), Column.VERDICT: "x"}))
        assert row.code == "1.10"


# ── decisions: write → read is the identity ───────────────────────────────────────────────────────────────────────

signs = st.characters(codec="utf-8", exclude_categories=("Cs", "Cn", "Co", "Cf", "Cc", "Zl", "Zp", "Zs"))
reasons = st.text(signs | st.sampled_from(" ;,\"'=+-@|\n"), max_size=60).map(
    lambda text: "\n".join(line.strip() for line in unicodedata.normalize("NFC", text).strip().split("\n"))
)
amounts = st.decimals(0, 999, places=2).map(Fraction)
facts = st.builds(
    lambda done, total, excused: Facts(done=Fraction(done), total=Fraction(total), excused=excused),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.none() | st.integers(0, 99).map(Fraction),
)
kinds = st.one_of(
    st.just({"accept": True}),
    facts.map(lambda value: {"correct": value}),
    amounts.map(lambda value: {"points": value}),
    st.booleans().map(lambda value: {"not_applicable": value}),
)
codes = st.sampled_from(["", *REASON_CODES])


@given(kinds, codes, reasons, st.booleans(), st.sampled_from(LANGUAGES), st.sampled_from([";", ",", "\t"]))
def test_a_decision_that_is_written_is_read_back(
    kind: dict[str, Any], code: str, reason: str, asks: bool, lang: str, delimiter: str
) -> None:
    made = Decision(code="1.1", reason_code=code, reason=reason, request_explanation=asks, **kind)
    # Where nothing was declared, a figure that is not corrected cannot come from anywhere else.
    before = case(facts=Facts())
    (row,) = read(sheet(dict(decision_cells(made, before, lang)), delimiter=delimiter, lang=lang))
    assert decision_of(row, before) == (made, [])


@pytest.mark.parametrize(
    ("rule", "fact"),
    [
        (c.Choice(options=options(("on-time", "10"), ("late", "5"))), Facts(option="late")),
        (c.Checklist(items=options(("a", "5"), ("b", "5"))), Facts(items=("a", "b"))),
        (c.Checklist(items=options(("a", "5"), ("b", "5"))), Facts(items=())),
        (c.Branches(figures={"x": "X", "y": "Y"}, cases=()), Facts(figures={"x": Fraction(1), "y": Fraction(5, 2)})),
        (c.Count(measure=SHARE, each=Fraction(1)), Facts(number=Fraction(3))),
    ],
)
def test_facts_of_every_method_survive(rule: c.Rule, fact: Facts) -> None:
    before = case(rule, Facts())
    made = Decision(code="1.1", correct=fact, reason="Theo hồ sơ.")
    (row,) = read(sheet(dict(decision_cells(made, before, "vi"))))
    assert decision_of(row, before) == (made, [])


# ── what other programs make of the file ──────────────────────────────────────────────────────────────────────────

DECIDED = {Column.VERDICT: "Sửa số liệu", Column.FACTS: "done: 40", Column.REASON: "=Chỉ 40; không phải 45"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_any_separator_and_mark_is_read(delimiter: str, encoding: str) -> None:
    (row,) = read(sheet(DECIDED, delimiter=delimiter, encoding=encoding))
    assert row.cells[Column.REASON] == "=Chỉ 40; không phải 45"


def test_a_row_nobody_filled_in_decides_nothing() -> None:
    assert read(sheet({}, {Column.DECLARED: "45 ÷ 50"})) == []


def test_words_are_understood_without_capitals_or_marks() -> None:
    assert decided({Column.VERDICT: "cong nhan"}) == Decision(code="1.1", accept=True)
    assert decided({Column.VERDICT: " CÔNG  NHẬN ", Column.ASKS: "X"}) == Decision(
        code="1.1", accept=True, request_explanation=True
    )


def test_letters_that_came_apart_are_put_together() -> None:
    cells = {**DECIDED, Column.REASON: unicodedata.normalize("NFD", "Số liệu chưa đủ")}
    decision = decided(cells)
    assert isinstance(decision, Decision)
    assert decision.reason == "Số liệu chưa đủ"


def test_a_figure_that_is_not_named_stays_as_declared() -> None:
    decision = decided(DECIDED)
    assert isinstance(decision, Decision)
    assert decision.correct == share(40, 50)


@pytest.mark.parametrize("typed", ["2,5", "2.5"])
def test_points_may_have_a_decimal_comma(typed: str) -> None:
    decision = decided({Column.VERDICT: "Cho điểm", Column.POINTS: typed})
    assert isinstance(decision, Decision)
    assert decision.points == Fraction(5, 2)


@pytest.mark.parametrize(
    ("cell", "now", "same"),
    [("1234", "1.234", True), ("45 ÷ 50", "45 ÷ 50", True), ("45 ÷ 50", "4 ÷ 550", False), ("", "45 ÷ 50", False)],
)
def test_a_declared_fact_is_known_again_by_its_figures(cell: str, now: str, same: bool) -> None:
    assert same_fact(cell, now) is same


# ── faults ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({Column.REASON: "Vì sao"}, [("worksheet-cell-missing", "verdict")]),
        ({Column.VERDICT: "đồng ý"}, [("worksheet-value", "verdict")]),
        ({Column.VERDICT: "Giữ kết luận trước"}, [("worksheet-value", "verdict")]),
        ({Column.VERDICT: "Sửa số liệu"}, [("worksheet-cell-missing", "facts")]),
        ({Column.VERDICT: "Cho điểm"}, [("worksheet-cell-missing", "points")]),
        ({Column.VERDICT: "Cho điểm", Column.POINTS: "năm"}, [("bad-value", "points")]),
        ({Column.VERDICT: "Cho điểm", Column.POINTS: "-1"}, [("bad-value", "points")]),
        ({Column.VERDICT: "Công nhận", Column.POINTS: "5"}, [("worksheet-cell-unused", "points")]),
        ({Column.VERDICT: "Công nhận", Column.FACTS: "done: 5"}, [("worksheet-cell-unused", "facts")]),
        ({Column.VERDICT: "Công nhận", Column.REASON_CODE: "vì thế"}, [("worksheet-value", "reason-code")]),
        ({Column.VERDICT: "Công nhận", Column.ASKS: "?"}, [("worksheet-value", "asks")]),
        ({Column.VERDICT: "Công nhận", Column.REASON: "a\u200bb"}, [("text-invisible-character", "reason")]),
    ],
)
def test_a_fault_is_told_at_its_cell(cells: dict[Column, str], faults: list[tuple[str, str]]) -> None:
    assert decided(cells) == faults


@pytest.mark.parametrize(
    "typed",
    [
        "40/50",
        "done",
        "option: late",
        "done: [1]",
        "done: bốn mươi",
        "done: …",
        "{{}}",
        "a: &x 1",
        "done: 40\ntotal: 5",
    ],
)
def test_a_fact_that_is_none_of_the_criterions_is_refused(typed: str) -> None:
    assert decided({**DECIDED, Column.FACTS: typed}) == [("worksheet-facts", "facts")]


def test_accepting_after_a_departure_must_be_said_as_keeping_it() -> None:
    earlier = case(earlier=Decision(code="1.1", correct=share(40, 50), reason="Chỉ 40."))
    assert decided({Column.VERDICT: "Công nhận"}, earlier) == [("worksheet-value", "verdict")]
    assert decided({Column.VERDICT: "Giữ kết luận trước"}, earlier) == Decision(code="1.1", accept=True)


def test_a_table_that_is_not_ours_is_refused_as_a_whole() -> None:
    assert refused(b"\xff\x00a") == [("worksheet-form", 1, 1)]
    assert {rule for rule, *_ in refused(b"a;b\n1;2\n")} == {"worksheet-form"}
    assert refused(sheet(DECIDED).replace(b"done", b'"done')) == [("worksheet-form", 1, 1)]
    assert {rule for rule, *_ in refused(b"")} == {"worksheet-form"}


def test_a_missing_an_unknown_and_a_double_column_are_named() -> None:
    text = sheet(DECIDED).decode("utf-8-sig")
    assert refused(text.replace("Lý do;", "Ly so;").encode()) == [("worksheet-form", 1, 21), ("worksheet-form", 1, 1)]
    assert ("worksheet-form", 1, 2) in refused(text.replace(";Đơn vị;", ";Mã đơn vị;").encode())


def test_a_cell_beside_the_table_is_not_overlooked() -> None:
    lines = sheet(DECIDED).decode("utf-8-sig").splitlines()
    assert refused("\r\n".join([lines[0], lines[1] + ";ghi thêm"]).encode()) == [("worksheet-form", 2, 1)]


def test_two_rows_for_one_leaf_are_refused_and_the_first_is_named() -> None:
    assert refused(sheet(DECIDED, DECIDED)) == [("worksheet-row-twice", 3, 3)]


def test_a_filled_row_without_unit_or_code_is_refused() -> None:
    assert refused(sheet({**DECIDED, Column.UNIT: ""})) == [("worksheet-cell-missing", 2, 1)]


# ── vocabularies ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_reason_codes_are_those_of_the_schema() -> None:
    text = json.dumps(schema("appraisal"))
    (listed,) = re.findall(r'"reason-code": \{"enum": (\[[^\]]*\])', text)
    assert tuple(json.loads(listed)) == REASON_CODES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_heads_are_the_same(lang: str) -> None:
    heads = [label(f"sheet-{column.value}", lang) for column in Column]
    assert len(set(heads)) == len(heads)
    assert set(FILLED) <= set(Column)


def test_an_empty_worksheet_is_its_head_with_the_mark_that_excel_looks_for() -> None:
    data = as_csv(worksheet_table([], "vi"))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b";") == len(Column) - 1
