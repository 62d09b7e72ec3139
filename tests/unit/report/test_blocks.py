"""Reports for a forge: whatever a filing says, it stays text there."""

import html
import re

import pytest

from parindex.report.blocks import Heading, Line, Table, as_markdown, as_terminal, escaped

HOSTILE = (
    "<script>alert(1)</script>",
    "[bấm vào đây](javascript:alert(1))",
    "![x](https://example.org/a.png)",
    "# tiêu đề",
    "/close",
    "| ô | khác |",
    "`mã`",
    "https://example.org",
    "www.example.org",
    "---",
    "&lt;img&gt;",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_has_no_sign_left_that_a_forge_obeys(text: str) -> None:
    made = escaped(text)
    assert re.sub(r"&#\d+;", "", made).translate(str.maketrans("", "", " ,;()")).isalnum() or not re.sub(
        r"&#\d+;|[ ,;()]", "", made
    )
    assert html.unescape(made).replace("\u200b", "") == text


@pytest.mark.parametrize("text", ["@nguoi-khac", "#12", "!34", "~nhan", "nhom/kho#5"])
def test_mentions_and_references_are_broken_up(text: str) -> None:
    assert not re.search(r"[@#!~][\w-]", html.unescape(escaped(text)))


def test_a_long_report_is_cut_between_rows_and_says_so() -> None:
    table = Table(head=("Mã", "Điểm"), rows=tuple((str(number), "x" * 50) for number in range(100)))
    made = as_markdown([Heading(text="Bảng"), table], 2_000, "Còn nữa")
    assert len(made) <= 2_000
    assert made.rstrip().endswith("Còn nữa")
    assert all(line.count("|") == 3 for line in made.splitlines() if line.startswith("|"))


def test_a_cell_holds_one_line_of_bounded_length() -> None:
    made = as_markdown([Table(head=("Lý do",), rows=(("a\nb" * 500,),))], 5_000, "")
    assert max(len(line) for line in made.splitlines()) < 400


def test_a_terminal_gets_no_control_characters() -> None:
    assert "\x1b" not in as_terminal([Line(text="\x1b[31mđỏ"), Table(head=("A",), rows=(("\x07",),))])
