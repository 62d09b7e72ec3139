"""Texts, figures, days and documents as people might file them, for tests that generate whole files."""

import unicodedata
from fractions import Fraction

from hypothesis import strategies as st

from parindex.encode.yamltext import scalar
from parindex.load.document import read_document
from support import office


def _plain(text: str) -> bool:
    """What a cell keeps: no blanks around, and nothing that our own reader refuses."""
    good = text == text.strip() and unicodedata.is_normalized("NFC", text)
    return bool(text) and good and not read_document("x", f"a: {scalar(text)}\n".encode()).findings


signs = st.characters(codec="utf-8", exclude_categories=("Cs", "Cn", "Co", "Cf", "Cc", "Zl", "Zp", "Zs"))
texts = (
    st.text(signs | st.sampled_from(" \n"), max_size=60)
    | st.text("=+-@'\"&<>{}[]_x000D0123456789.,%/: \n", max_size=20)
    | st.sampled_from(["=1+1", "'x", "1-4", "010", "TRUE", "_x0041_", "#REF!", "45.0", "2025-01-10", "a;b", "x\ny"])
).filter(_plain)
lines = texts.filter(lambda text: "\n" not in text and " ".join(text.split(" ")) == text)
ids = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
figures = st.builds(
    lambda digits, to: Fraction(digits, 10**to), st.integers(0, 10**15 - 1), st.integers(0, 9)
) | st.just(Fraction("123456789012345.0123456789"))
amounts = figures.map(office.amount_text)
pages = st.from_regex(r"[1-9][0-9]{0,2}(-[1-9][0-9]{0,2})?(,[1-9][0-9]{0,2})?", fullmatch=True)
days = st.dates().map(lambda day: day.isoformat())
records = st.fixed_dictionaries(
    {"title": lines},
    optional={
        "kind": st.sampled_from(["plan", "report", "other"]),
        "number": lines,
        "issuer": lines,
        "date": days,
        "url": st.just("https://a.example/b c") | ids.map(lambda name: f"https://a.example/{name}?q=1#m"),
        "path": lines,
        "pages": pages,
        "section": lines,
        "length": st.integers(1, 10**6).map(str),
        "sha256": st.text("0123456789abcdef", min_size=64, max_size=64),
        "note": lines,
    },
)
