"""A unit's result as a picture to embed: a badge of one line and a card, as SVG that needs nothing from outside.

Pictures are made of text and plain shapes, carry their content as a title for screen readers and name the programme, so
that they can stand alone on a unit's own website.
"""

import unicodedata
from dataclasses import dataclass

from markupsafe import escape

_COLOURS = {1: ("#0f5c55", "#fff"), 2: ("#cfe9e2", "#0b3f3a"), 3: ("#fff0c7", "#5a4204")}
_COLOURS |= {4: ("#fbd9c4", "#6b2a08"), 5: ("#6b1f14", "#fff")}
_PLAIN = ("#113c4a", "#fff")
_FONT = 'font-family="Segoe UI,Noto Sans,DejaVu Sans,Arial,sans-serif"'

_NARROW, _WIDE = set("ilj.,:;|!'ftrI1 ()"), set("mwMWQOGD%@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a picture says; all of it are words as readers see them. `step` is the class's step of colour, 0 without."""

    unit: str
    index_name: str
    cycle: str
    index: str
    rank: str
    grade: str
    step: int
    note: str
    source: str


def badge(standing: Standing, lang: str) -> bytes:
    """One line of 20 pixels: the cycle, and index, class and rank."""
    left = f"{standing.index_name} {standing.cycle}"
    right = " · ".join(text for text in (standing.index, standing.grade, standing.rank, standing.note) if text)
    ground, ink = _COLOURS.get(standing.step, _PLAIN)
    first, second = _width(left, 11) + 12, _width(right, 11) + 12
    whole = first + second
    words = escape(f"{standing.unit}: {left}: {right}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="20" lang="{lang}" role="img" '
        f'aria-label="{words}">'
        f'<title>{words}</title><rect width="{whole}" height="20" rx="3" fill="#35505a"/>'
        f'<path d="M{first} 0h{second - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{first}z" fill="{ground}"/>'
        f'<g {_FONT} font-size="11"><text x="6" y="14" fill="#fff" textLength="{first - 12}">{escape(left)}</text>'
        f'<text x="{first + 6}" y="14" fill="{ink}" textLength="{second - 12}">{escape(right)}</text></g></svg>\n'
    ).encode()


def card(standing: Standing, lang: str) -> bytes:
    """A card of 360 by 150 pixels: the unit, its index, class and rank, and where that comes from."""
    ground, ink = _COLOURS.get(standing.step, _PLAIN)
    name = _lines(standing.unit, 17, 300, 2)
    top = "".join(
        f'<text x="20" y="{46 + 22 * number}" font-size="17" font-weight="600" fill="#113c4a">{escape(line)}</text>'
        for number, line in enumerate(name)
    )
    head = _lines(f"{standing.index_name} {standing.cycle}", 11, 320, 1)[0]
    chip = ""
    if standing.grade:
        width = _width(standing.grade, 13) + 16
        chip = (
            f'<rect x="{340 - width}" y="90" width="{width}" height="24" rx="4" fill="{ground}"/>'
            f'<text x="{340 - width / 2:g}" y="107" font-size="13" text-anchor="middle" fill="{ink}">'
            f"{escape(standing.grade)}</text>"
        )
    beside = 32 + _width(standing.index, 26)
    foot = " · ".join(text for text in (standing.note, standing.source) if text)
    facts = (standing.index, standing.grade, standing.rank, foot)
    words = escape(
        f"{standing.unit}, {standing.index_name} {standing.cycle}: {', '.join(fact for fact in facts if fact)}"
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="360" height="150" viewBox="0 0 360 150" '
        f'lang="{lang}" role="img" aria-label="{words}"><title>{words}</title>'
        '<rect x=".5" y=".5" width="359" height="149" rx="6" fill="#fbfaf6" stroke="#b9c6c4"/>'
        f'<rect width="6" height="150" rx="3" fill="#1f7a70"/><g {_FONT}>'
        f'<text x="20" y="24" font-size="11" fill="#3d5a64">{escape(head)}</text>{top}'
        f'<text x="20" y="112" font-size="26" font-weight="700" fill="#113c4a">{escape(standing.index)}</text>'
        f'<text x="{beside}" y="111" font-size="13" fill="#3d5a64">{escape(standing.rank)}</text>'
        f'{chip}<text x="20" y="137" font-size="10" fill="#56666c">{escape(_lines(foot, 10, 325, 1)[0])}</text>'
        "</g></svg>\n"
    ).encode()


def _width(text: str, size: int) -> int:
    """About how many pixels a text takes; every reader's fonts differ a little."""
    letters = (sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    ems = (0.36 if sign in _NARROW else 0.86 if sign in _WIDE else 0.66 if sign.isupper() else 0.57 for sign in letters)
    return round(sum(ems) * size)


def _lines(text: str, size: int, room: int, most: int) -> list[str]:
    """A text in at most so many lines of so many pixels, broken between words; what is too long ends in "…"."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _width(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    kept = lines[:most]
    if len(lines) > most or _width(kept[-1], size) > room:
        while kept[-1] and _width(kept[-1] + "…", size) > room:
            kept[-1] = kept[-1][:-1].rstrip()
        kept[-1] += "…"
    return kept


def embedding(picture: str, page: str, words: str) -> str:
    """The HTML that puts a picture on another website, linked with where it comes from."""
    return f'<a href="{escape(page)}"><img src="{escape(picture)}" alt="{escape(words)}"></a>'
