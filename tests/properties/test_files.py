"""Files: what is written is read back as it was, and the canonical spelling changes nothing and itself least."""

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from parindex.encode.canonical import NotRewritable, canonical
from parindex.encode.draft import answers_value
from parindex.encode.yamltext import scalar, yaml_text
from parindex.load.document import read_document
from parindex.load.filing import load_document, self_assessment
from parindex.model.filing import Answer, EvidenceRef, Facts, SelfAssessment
from parindex.model.points import exact_text
from parindex.model.tree import FileTree
from parindex.render.opendata.tables import safe_cell
from support.house import ROOT, base


def readable(text: str) -> bool:
    """Whether our own reader lets the characters of a text pass."""
    return unicodedata.is_normalized("NFC", text) and not read_document("x", f"a: {scalar(text)}\n".encode()).findings


VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệ"
# Letters and marks that nobody sees are refused like the invisible signs of other categories.
INVISIBLE = "\u034f\u115f\u1160\u3164\uffa0" + "".join(map(chr, range(0xE0100, 0xE01F0)))
signs = st.characters(
    codec="utf-8",
    exclude_categories=("Cs", "Cn", "Co", "Cf", "Cc"),
    exclude_characters=INVISIBLE,
    include_characters="\n\t",
)
texts = (
    st.text(signs, max_size=40)
    | st.text("0123456789.-+:/eE,x_", max_size=12)
    | st.text(f"{VIETNAMESE} :#,-[]{{}}'\"|>&*!%@`\\?=\n\t", max_size=40)
    | st.sampled_from(
        ["", "no", "Yes", "NULL", "~", ".nan", "1.10", "010", "<<", "---", "...", "- a", "? a", "a: b", "a #b"]
    )
).map(lambda text: unicodedata.normalize("NFC", text))
keys = st.text("abc-0123456789. :#'\"", min_size=1, max_size=10) | texts.filter(lambda text: 0 < len(text) < 60)
values = st.recursive(
    texts,
    lambda inner: (
        st.lists(texts, max_size=4)
        | st.dictionaries(keys, inner, max_size=4)
        | st.lists(st.dictionaries(keys, texts, min_size=1, max_size=4), max_size=3)
    ),
    max_leaves=12,
)


@given(texts)
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    document = read_document("x.yaml", f"a: {scalar(text)}\n".encode())
    assert document.value == {"a": text}


@given(st.dictionaries(keys, values, min_size=1, max_size=5), st.booleans())
def test_a_document_is_read_back_as_it_was(value: dict[str, object], short: bool) -> None:
    document = read_document("x.yaml", yaml_text(value, rows_in_line=short).encode())
    assert document.findings == ()
    assert document.value == value


@given(st.dictionaries(keys, values, min_size=1, max_size=5))
def test_the_canonical_spelling_keeps_the_value_and_is_its_own(value: dict[str, object]) -> None:
    written = yaml_text(value).encode()
    try:
        once = canonical("x.yaml", written)
    except NotRewritable:
        assume(False)
        return
    assert read_document("x.yaml", once).value == value
    assert canonical("x.yaml", once) == once


@pytest.mark.parametrize("path", sorted(base()))
def test_every_file_of_the_example_authority_keeps_its_value_and_its_comments(path: str) -> None:
    if not path.endswith(".yaml"):
        return
    data = ("# đầu tệp\n" + base()[path] + "# cuối tệp\n").encode()
    once = canonical(path, data)
    assert read_document(path, once).value == read_document(path, data).value
    assert canonical(path, once) == once
    assert once.startswith("# đầu tệp\n".encode())
    assert "# cuối tệp".encode() in once


def test_sorting_the_answers_changes_their_order_and_nothing_else() -> None:
    path = next(path for path in base() if path.endswith("so-tu-phap/self-assessment.yaml"))
    order = ["2.3", "1.2", "1.1"]
    once = canonical(path, base()[path].encode(), order)
    before, after = (read_document(path, data).value for data in (base()[path].encode(), once))
    assert after == before
    assert list(after["answers"]) == ["2.3", "1.2", "1.1", "1.3", "2.1", "2.2"]
    assert canonical(path, once, order) == once


def test_sample_filings_of_this_repository_keep_their_value() -> None:
    found = sorted((ROOT / "submissions").glob("*/*/*/self-assessment.yaml"))
    for path in found[:: max(1, len(found) // 15)]:
        data = path.read_bytes()
        once = canonical(path.name, data)
        assert read_document(path.name, once).value == read_document(path.name, data).value
        assert canonical(path.name, once) == once


# ── decode ∘ encode ───────────────────────────────────────────────────────────────────────────────────────────────

ids = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
codes = st.from_regex(r"[1-9][0-9]?(\.[1-9][0-9]?){0,4}", fullmatch=True)
figures = st.builds(lambda digits, to: Fraction(digits, 10**to), st.integers(0, 10**9), st.integers(0, 6))
words = texts.filter(lambda text: bool(text) and readable(text))
lines = words.filter(lambda text: len(text) <= 600)
facts = st.one_of(
    st.builds(Facts, option=ids),
    st.builds(Facts, items=st.lists(ids, unique=True, max_size=4).map(tuple)),
    st.builds(Facts, done=figures, total=figures, excused=st.none() | figures),
    st.builds(Facts, number=figures),
    st.builds(
        Facts,
        figures=st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), figures, min_size=1, max_size=4),
    ),
)
references = st.lists(
    st.builds(EvidenceRef, id=ids, pages=st.sampled_from(["", "4", "1-4, 7"]), section=st.just("") | lines), max_size=3
).map(tuple)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Answer]:
    made = {}
    for code in draw(st.lists(codes, unique=True, min_size=1, max_size=6)):
        if draw(st.booleans()):
            made[code] = Answer(
                code=code,
                facts=draw(facts),
                evidence=draw(references),
                explanation=draw(st.just("") | words),
                typed_points=draw(st.none() | figures),
                note=draw(st.just("") | words),
            )
        else:
            made[code] = Answer(code=code, facts=Facts(), not_applicable=draw(words))
    return made


@given(answers())
def test_answers_are_decoded_as_they_were_encoded(made: dict[str, Answer]) -> None:
    path = "submissions/tinh/2025/so-a/self-assessment.yaml"
    submission = SelfAssessment(unit="so-a", cycle="2025", path=path, evidence={}, answers=made)
    text = yaml_text({"unit": "so-a", "cycle": "2025", "answers": answers_value(submission)})
    loaded = load_document(FileTree.of({path: text}), path, "self-assessment")
    assert [(finding.rule, finding.place) for finding in loaded.findings] == []
    again = self_assessment(loaded, "so-a", "2025")
    assert again.answers == made
    assert list(again.answers) == list(made)


# ── exports ───────────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.text(max_size=20) | st.text("=+-@\t\r0123456789.()", max_size=8))
def test_no_cell_ever_starts_as_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert cell in (text, "'" + text)
    if cell[:1] in ("=", "@", "\t", "\r"):
        raise AssertionError(cell)
    if cell[:1] in ("+", "-"):
        Fraction(cell)


@given(figures)
def test_a_number_stays_a_number_in_an_export(value: Fraction) -> None:
    assert safe_cell(exact_text(value)) == exact_text(value)
    assert safe_cell(exact_text(-value)) == exact_text(-value)
