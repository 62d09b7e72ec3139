"""A file brought to a new value: only what has changed is written anew, and no comment vanishes unseen."""

import pytest

from parindex.encode.refill import refilled
from parindex.load.document import read_document

TEXT = """\
# Đợt năm 2025
cycle: "2025"
evidence:
  qd:
    title: Quyết định  # bản ký
    # số ghi sau
    number: "8.0"
# Điểm cộng
bonus:
  # Sở A
  - unit: so-a
    item: x
    number: "1"   # một
    reason: R
  # Sở B
  - {unit: so-b, item: y, points: "0.50"} # gọn
"""


def changed(change: object, text: str = TEXT) -> tuple[str, tuple[str, ...]]:
    value = read_document("x", text.encode()).value
    change(value)  # type: ignore[operator]
    made = refilled("x", text.encode(), value)
    again = read_document("x", made.text.encode())
    assert not again.findings
    return made.text, made.lost


def test_nothing_changed_is_nothing_touched() -> None:
    assert changed(lambda value: None) == (TEXT, ())


def test_a_figure_that_is_the_same_keeps_its_spelling() -> None:
    assert changed(lambda value: value["evidence"]["qd"].update(number="8")) == (TEXT, ())
    assert changed(lambda value: value["bonus"][1].update(points="0.5")) == (TEXT, ())


def test_a_changed_figure_changes_its_line_and_keeps_its_comment() -> None:
    text, lost = changed(lambda value: value["bonus"][0].update(number="2"))
    assert (text, lost) == (TEXT.replace('number: "1"   # một', 'number: "2"  # một'), ())


def test_new_entries_and_keys_are_put_in_without_touching_the_rest() -> None:
    text, lost = changed(lambda value: value["bonus"].append({"unit": "so-c", "item": "x"}))
    assert (text, lost) == (TEXT + "  - unit: so-c\n    item: x\n", ())
    text, lost = changed(lambda value: value["bonus"][0].update(evidence=["qd"]))
    assert (text, lost) == (TEXT.replace("    reason: R\n", "    reason: R\n    evidence: [qd]\n"), ())


def test_comments_of_what_is_gone_are_told() -> None:
    text, lost = changed(lambda value: value["bonus"].pop(0))
    assert lost == ("Sở A", "một")
    assert "so-a" not in text
    assert "# Sở B" in text


@pytest.mark.parametrize("broken", ["a: [", "# chỉ ghi chú\n- x\n"])
def test_an_unreadable_file_is_made_anew_and_its_comments_are_told(broken: str) -> None:
    made = refilled("x", broken.encode(), {"cycle": "2025"})
    assert made.text == 'cycle: "2025"\n'
    assert made.lost == (("chỉ ghi chú",) if "#" in broken else ())
