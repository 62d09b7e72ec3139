"""Strict YAML: every scalar stays text, and none of YAML's surprises exists (threats 11 and 12)."""

import time
import unicodedata

import pytest

from parindex.load.document import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_FINDINGS,
    MAX_NODES,
    Document,
    read_document,
    read_text,
)
from parindex.model.finding import error


def read(text: str | bytes) -> Document:
    return read_document("x.yaml", text.encode() if isinstance(text, str) else text)


def rules(text: str | bytes) -> list[tuple[str, int, int]]:
    return [(finding.rule, finding.line, finding.column) for finding in read(text).findings]


# ── every scalar stays what was typed ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "typed",
    [
        "1.10",
        "010",
        "0x1F",
        "1_000",
        "1e3",
        "no",
        "NO",
        "yes",
        "on",
        "off",
        "true",
        "True",
        "null",
        "~",
        ".nan",
        ".inf",
        "2026-01-05",
        "2026-01-05T15:20:00+07:00",
        "12:30:45",
        "190:20:30",
        "0o17",
        "-0",
        "+1",
        "=",
        "1/3",
    ],
)
def test_a_scalar_is_the_text_that_was_typed(typed: str) -> None:
    document = read(f"a: {typed}\nb: [{typed}]\n")
    assert document.findings == ()
    assert document.value == {"a": typed, "b": [typed]}


def test_keys_stay_what_was_typed_so_1_10_is_not_1_1() -> None:
    assert read("1.10: a\n1.1: b\nno: c\n").value == {"1.10": "a", "1.1": "b", "no": "c"}


def test_quoted_and_plain_spellings_say_the_same() -> None:
    assert read("a: '1.5'\n").value == read('"a": "1.5"\n').value == read("a: 1.5\n").value == {"a": "1.5"}


def test_an_empty_value_is_an_empty_text() -> None:
    assert read("a:\nb: ''\n").value == {"a": "", "b": ""}


def test_blocks_of_text_and_escapes_are_read_as_yaml_says() -> None:
    assert read('a: |\n  một\n  hai\nb: >-\n  một\n  hai\nc: "x\\ty"\n').value == {
        "a": "một\nhai\n",
        "b": "một hai",
        "c": "x\ty",
    }


def test_windows_line_ends_and_comments_change_nothing() -> None:
    assert read("# đầu\r\na: 1 # cuối\r\nb: 2\r\n").value == {"a": "1", "b": "2"}


# ── what is refused ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: &x 1\n", ("yaml-alias", 1, 4)),
        ("a: &x {b: 1}\n", ("yaml-alias", 1, 4)),
        ("a: 1\nb: *x\n", ("yaml-alias", 2, 4)),
        ("&x a: 1\n", ("yaml-alias", 1, 1)),
        ("a: !!str 1\n", ("yaml-tag", 1, 4)),
        ("a: !!python/object/apply:os.system [ls]\n", ("yaml-tag", 1, 4)),
        ("a: !own {b: 1}\n", ("yaml-tag", 1, 4)),
        ("b: 1\n<<: {a: 1}\n", ("yaml-merge-key", 2, 1)),
        ("a: 1\n---\nb: 2\n", ("yaml-several-documents", 2, 1)),
        ("? {a: b}\n: c\n", ("yaml-key-not-text", 1, 3)),
        ("[a, b]: c\n", ("yaml-key-not-text", 1, 1)),
        ("", ("yaml-empty", 1, 1)),
        ("# nur ein Kommentar\n", ("yaml-empty", 1, 1)),
    ],
)
def test_what_makes_a_file_say_something_else_is_refused_where_it_stands(
    text: str, found: tuple[str, int, int]
) -> None:
    assert rules(text) == [found]
    assert not read(text).readable


def test_a_merge_sign_in_quotes_is_a_key_like_any_other() -> None:
    assert read('"<<": a\n').value == {"<<": "a"}


def test_equal_keys_are_both_told_and_the_first_stays() -> None:
    document = read('a: 1\nb: 2\na: 3\n"a": 4\n')
    assert [(finding.rule, finding.line, finding.params["key"]) for finding in document.findings] == [
        ("yaml-duplicate-key", 3, "a"),
        ("yaml-duplicate-key", 4, "a"),
    ]
    assert document.value == {"a": "1", "b": "2"}


def test_equal_keys_inside_are_told_with_their_place() -> None:
    (finding,) = read("answers:\n  '1.1': {option: a, option: b}\n").findings
    assert (finding.rule, finding.place, finding.line) == ("yaml-duplicate-key", ("answers", "1.1", "option"), 2)


@pytest.mark.parametrize(
    "text", ["a: [\n", "a: b: c\n", "\ta: 1\n", "a: 'x\n", "a: @x\n", "a: 1\n b: 2\n", "%x\n", "a: \x01\n"]
)
def test_what_is_no_yaml_is_told_once_and_nothing_is_read(text: str) -> None:
    document = read(text)
    assert [finding.rule for finding in document.findings] == ["yaml-syntax"]
    assert not document.readable
    assert document.findings[0].line >= 1


# ── limits ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_bomb_of_aliases_ends_at_its_first_anchor() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    started = time.perf_counter()
    assert [rule for rule, *_ in rules("\n".join(lines))] == ["yaml-alias"]
    assert time.perf_counter() - started < 1


def test_depth_has_a_limit() -> None:
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH).findings == ()
    assert [rule for rule, *_ in rules("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))] == ["yaml-too-deep"]


def test_the_deepest_file_that_fits_the_size_is_refused_without_a_crash() -> None:
    assert [rule for rule, *_ in rules("[" * (MAX_BYTES - 1))] in (["yaml-too-deep"], ["yaml-syntax"])


def test_the_number_of_nodes_has_a_limit() -> None:
    assert [rule for rule, *_ in rules("a: [" + "x, " * (MAX_NODES + 1) + "]\n")] == ["yaml-too-many-nodes"]


def test_the_size_has_a_limit_and_is_looked_at_first() -> None:
    (finding,) = read(b"\xff" * (MAX_BYTES + 1)).findings
    assert (finding.rule, finding.params["size"]) == ("file-too-large", str(MAX_BYTES + 1))


def test_the_number_of_findings_of_one_file_has_a_limit() -> None:
    assert len(read("".join("a: 1\n" for _ in range(500))).findings) == MAX_FINDINGS


# ── characters ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_that_is_not_utf8_is_refused_with_the_line() -> None:
    assert rules(b"a: 1\nb: \xe9\n") == [("not-utf8", 2, 1)]
    assert rules("a: S\u1edf\n".encode("utf-16"))[0][0] == "not-utf8"


def test_text_of_another_normal_form_is_an_error_where_it_stands() -> None:
    assert rules("a: 1\nb: " + unicodedata.normalize("NFD", "Sở Nội vụ") + "\n") == [("text-not-nfc", 2, 1)]
    assert rules("a: 1\nb: Sở Nội vụ\n") == []


@pytest.mark.parametrize(
    "code", [0x200B, 0x200D, 0x200E, 0x202A, 0x202E, 0x2066, 0x2069, 0x2060, 0xFEFF, 0x00AD, 0x061C]
)
def test_a_sign_that_nobody_sees_is_an_error_where_it_stands(code: int) -> None:
    document = read(f"a: 1\nb: x{chr(code)}y\n")
    assert ("text-invisible-character", 2, 5) in [(f.rule, f.line, f.column) for f in document.findings]
    assert document.findings[0].params["code"] == f"U+{code:04X}"


@pytest.mark.parametrize(
    ("spelt", "code"),
    [
        (r"\u202E", "202E"),
        (r"\u200b", "200B"),
        (r"\x01", "0001"),
        (r"\0", "0000"),
        (r"\e[31m", "001B"),
        (r"\N", "0085"),
        (r"\L", "2028"),
        (r"\uFFFE", "FFFE"),
        (r"\U000E0041", "E0041"),
        (r"\uE000", "E000"),
    ],
)
def test_an_escape_spells_no_sign_that_could_not_be_typed(spelt: str, code: str) -> None:
    for text in (f'a: 1\nb: "x{spelt}y"\n', f'a: 1\nb: {{"k{spelt}": z}}\n', f'a: 1\nb: ["x{spelt}"]\n'):
        told = [(f.rule, f.line, f.params.get("code")) for f in read(text).findings]
        assert ("text-invisible-character", 2, f"U+{code}") in told


def test_an_escape_spells_no_letter_in_parts() -> None:
    assert ("text-not-nfc", 1, 4) in rules(b'a: "e\\u0301"\n')


def test_an_escape_may_spell_what_can_be_seen() -> None:
    assert read(r'a: "x\ty\nz \"\u0110\" \\ \/"' + "\n").findings == ()


def test_a_byte_order_mark_is_told_as_what_it_is() -> None:
    assert ("text-invisible-character", 1, 1) in rules("\ufeffa: 1\n".encode())


def test_reading_plain_text_gives_the_text_and_no_findings() -> None:
    assert read_text("x.csv", "Sở, Xã\n".encode()) == ("Sở, Xã\n", [])


# ── lines ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_place_is_found_again_by_line_and_column() -> None:
    document = read("unit: a\nanswers:\n  '1.1': {option: x}\n  '1.2':\n    items:\n      - a\n      - b\n")
    places = [("unit",), ("answers", "1.1", "option"), ("answers", "1.2", "items", "1"), ("answers", "9"), ()]
    told = document.located([error("bad-value", "x.yaml", place) for place in places])
    assert [(finding.line, finding.column) for finding in told] == [(1, 1), (3, 11), (7, 9), (2, 1), (1, 1)]
