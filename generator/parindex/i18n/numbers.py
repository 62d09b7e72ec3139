"""Numbers, dates and names as Vietnamese and English readers write and sort them."""

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

from parindex.model.points import Rounding, ratio_text

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_BASES = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", 1)}
_MARKED = {"\u0306": {"a": "ă"}, "\u0302": {"a": "â", "e": "ê", "o": "ô"}, "\u031b": {"o": "ơ", "u": "ư"}}


def number_text(value: Fraction, lang: str, decimals: int = 2, mode: Rounding = Rounding.HALF_UP) -> str:
    """`value` with exactly `decimals` places: "95,20" in Vietnamese, "95.20" in English, thousands grouped."""
    return _number_text(*value.as_integer_ratio(), lang, decimals, mode)


def plain_text(value: Fraction, lang: str, decimals: int = 4) -> str:
    """`value` without needless zeros: "2", "0,25", "66,6667"; at most `decimals` places."""
    return _plain_text(*value.as_integer_ratio(), lang, decimals)


# The same few figures stand on thousands of pages. They are kept by numerator and denominator: a fraction's own hash
# costs more than finding the text.
@lru_cache(5_000)
def _number_text(numerator: int, denominator: int, lang: str, decimals: int, mode: Rounding) -> str:
    return _grouped(ratio_text(numerator, denominator, decimals, mode), lang)


@lru_cache(5_000)
def _plain_text(numerator: int, denominator: int, lang: str, decimals: int) -> str:
    text = ratio_text(numerator, denominator, decimals)
    return _grouped(text.rstrip("0").rstrip(".") if decimals else text, lang)


def typed_number(text: str, lang: str) -> str:
    """A plain decimal as text, written for a reader with as many places as it has."""
    return _grouped(text, lang)


def _grouped(text: str, lang: str) -> str:
    sign = "−" if text.startswith("-") else ""
    whole, point, rest = text.lstrip("-").partition(".")
    group, mark = (".", ",") if lang == "vi" else (",", ".")
    if len(whole) > 3:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", group, whole)
    return sign + whole + (mark + rest if point else "")


def date_text(iso: str, lang: str) -> str:
    """An ISO date, month or year as "07/01/2026" in Vietnamese; English readers get the ISO form."""
    if lang != "vi":
        return iso
    return "/".join(reversed(iso.split("-")))


def folded(text: str) -> str:
    """`text` in lower case without diacritics ("Cần Thơ" → "can tho", đ → d), for searching."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def collation_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Sort key of Vietnamese dictionaries: letters first (a ă â … d đ …), then tones, then the text itself."""
    letters: list[int] = []
    tones: list[int] = []
    for sign in unicodedata.normalize("NFC", text.casefold()):
        base, tone = sign, 0
        for part in unicodedata.normalize("NFD", sign):
            if part in _TONES:
                tone = _TONES[part]
            elif part in _MARKED:
                base = _MARKED[part].get(base, base)
            else:
                base = part
        if base in _BASES:
            letters.append(1000 + _BASES[base])
            tones.append(tone)
        else:
            letters.append(ord(base) if ord(base) < 1000 else 2000 + ord(base))
    return tuple(letters), tuple(tones), text
