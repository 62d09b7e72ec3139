"""Labels of pages that are written without a template."""

import pytest

from parindex.i18n.text import LANGUAGES, labels
from parindex.render.escaping import safe_labels


def test_a_safe_label_still_chooses_its_words_by_the_count() -> None:
    late = safe_labels(labels("en"))["late"]
    assert [late.format(days=days) for days in (1, 2)] == ["1 day late", "2 days late"]


def test_a_label_with_signs_of_markup_is_escaped_and_still_chooses() -> None:
    told = safe_labels({"x": "{count} <b> {count:it's one|they're many}"})["x"]
    assert told.format(count=1) == "1 &lt;b&gt; it&#39;s one"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_safe_label_can_open_a_tag(lang: str) -> None:
    assert [key for key, text in safe_labels(labels(lang)).items() if "<" in text or '"' in text] == []
