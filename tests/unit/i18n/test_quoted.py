"""Vietnamese texts among English words: found, marked, and turned into what a screen reader hears."""

import pytest

from parindex.i18n.quoted import Label, is_vietnamese, marked_up, quoted, quoting_labels, unmarked


@pytest.mark.parametrize("text", ["Sở Nội vụ", "Đà Nẵng", "QĐ-UBND", "Thu\u031b", "nghìn", "Ô"])
def test_vietnamese_is_known_by_its_letters(text: str) -> None:
    assert is_vietnamese(text)
    assert quoted(text) != text


@pytest.mark.parametrize("text", ["Department of Home Affairs", "12 × 3 ÷ 4", "“yes” – no", "12/KH-UBND", ""])
def test_what_has_no_such_letter_stays_as_it_is(text: str) -> None:
    assert quoted(text) == text
    assert marked_up(f"<p>{text}</p>") == f"<p>{text}</p>"


def test_an_element_that_is_all_vietnamese_says_so_itself() -> None:
    assert marked_up(f'<a href="x">{quoted("Sở Y tế")}</a>') == '<a href="x" lang="vi">Sở Y tế</a>'


def test_in_a_sentence_only_the_quoted_words_are_marked() -> None:
    told = Label("Published by {number} of {date}.").format(number="Quyết định 12", date="2026-01-30")
    assert marked_up(f"<p>{told}</p>") == '<p>Published by <span lang="vi">Quyết định 12</span> of 2026-01-30.</p>'


def test_in_an_english_text_only_the_names_are_marked() -> None:
    title = "Reform index of the communes of Hải Phòng City (3793/QĐ-UBND)"
    shown = marked_up(f"<h1>{title}</h1>")
    assert shown.startswith('<h1>Reform index of the communes of <span lang="vi">Hải Phòng</span> City (')
    assert marked_up(f"<h1>{quoted(title)}</h1>") == shown
    rule = marked_up("<p>The annex of <b>A</b> says “Từ 80% trở lên”, which is from 80%</p>")
    assert rule == '<p>The annex of <b>A</b> says “<span lang="vi">Từ 80% trở lên</span>”, which is from 80%</p>'


def test_attributes_and_scripts_are_left_as_they_are() -> None:
    html = f'<p title="{quoted("Sở Y tế")}">x</p><script>{{"name":"Sở Y tế"}}</script>'
    assert marked_up(html) == '<p title="Sở Y tế">x</p><script>{"name":"Sở Y tế"}</script>'


def test_what_nobody_has_marked_is_marked_as_a_whole_and_once() -> None:
    once = marked_up("<tr><td>Sở Y tế</td><td> 12, <b>Sở</b></td></tr>")
    assert once == '<tr><td lang="vi">Sở Y tế</td><td> 12, <b lang="vi">Sở</b></td></tr>'
    assert marked_up(once) == once


@pytest.mark.parametrize("typed", ["\ue000<b>", "a\ue001b", "\ue001Sở\ue000", "\ue000\ue000"])
def test_signs_that_somebody_has_typed_never_become_markup(typed: str) -> None:
    html = marked_up(f"<p>{quoted(typed.replace('<', '&lt;'))} {typed.replace('<', '&lt;')}</p>")
    assert "\ue000" not in html
    assert "\ue001" not in html
    assert html.count("<p") == html.count("</p>") == 1
    assert html.count("<span") == html.count("</span>")


def test_titles_carry_no_signs() -> None:
    assert unmarked(quoting_labels("en")["unit-count"].format(count="Sở")) == "Sở units"
