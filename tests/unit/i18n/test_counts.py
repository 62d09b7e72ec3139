"""English tells one from many, wherever a count is printed."""

import re

import pytest

from parindex.i18n.counts import chosen, counted
from parindex.i18n.quoted import quoting_labels
from parindex.i18n.text import LANGUAGES, finding_text, label, labels, rule_ids, rule_text
from parindex.model.finding import error

# What a label calls a count. A word for many right behind it needs its word for one beside it.
_COUNTS = "count|errors|warnings|notices|units|files|rows|pages|documents|days|places|points|leaves|of|max"
_MANY = re.compile(rf"\{{({_COUNTS})\}} (?:more |other )?(?!minus|gives)[a-z-]*[a-rt-z]s\b")
# Chosen units are two at least, the limit of a workbook is thousands.
_NEVER_ONE = {"pick-go", "usage-workbook-large"}


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "0 errors"),
        (1, "1 error"),
        ("1", "1 error"),
        (2, "2 errors"),
        ("1.5", "1.5 errors"),
        ("1.00", "1.00 errors"),
    ],
)
def test_only_one_is_one(count: int | str, told: str) -> None:
    assert counted("{errors} {errors:error|errors}").format(errors=count) == told


def test_every_count_of_a_sentence_chooses_for_itself() -> None:
    summary = label("findings-summary", "en", errors="1", warnings="0", notices="3")
    assert summary == "1 error, 0 warnings, 3 notices."
    assert label("findings-summary", "vi", errors="1", warnings="0", notices="3").startswith("1 lỗi")


def test_a_sentence_agrees_with_its_count() -> None:
    same = quoting_labels("en")["changes-same"]
    assert same.format(count=1) == "1 sub-criterion stays as it was."
    assert same.format(count=2) == "2 sub-criteria stay as they were."


def test_what_fills_a_label_is_no_choice() -> None:
    assert labels("en")["minutes-present"].format(present="{x:a|b}", members=1) == "Present, {x:a|b} of 1 member:"


def test_a_finding_agrees_with_its_count_and_survives_a_missing_one() -> None:
    small = error("sample-small", "survey.yaml", sample="1", minimum="30")
    assert finding_text(small, "en")[0] == "There is only 1 form; the regulation wants at least 30."
    assert "…" in finding_text(error("sample-small", "survey.yaml"), "en")[0]


def test_no_english_label_counts_with_a_word_for_many_alone() -> None:
    texts = {key: text for key, text in labels("en").items() if key not in _NEVER_ONE}
    texts |= {rule: rule_text(rule, "en").message for rule in rule_ids()}
    assert {key: text for key, text in texts.items() if _MANY.search(text)} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_choice_is_made_by_a_figure_of_its_own_language_alone(lang: str) -> None:
    for key, text in labels(lang).items():
        choices = set(re.findall(r"\{(\w+):[^{}]*\|[^{}]*\}", text))
        assert lang == "en" or not choices, key
        assert not re.search(r"\{[^{}]*\|", chosen(text, dict.fromkeys(choices, "1"))), key
