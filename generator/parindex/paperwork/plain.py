"""Text that every format can hold: filings are hostile input, and a font has no sign for everything."""

import unicodedata

# What the fonts of the typesetter can show: a sign without a glyph would keep a PDF/UA file from being made.
_SHOWN = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x24F),
    (0x300, 0x304),
    (0x306, 0x306),
    (0x309, 0x309),
    (0x31B, 0x31B),
    (0x323, 0x323),
    (0x391, 0x3A1),
    (0x3A3, 0x3C9),
    (0x410, 0x44F),
    (0x1E00, 0x1EF9),
    (0x2010, 0x2027),
    (0x2030, 0x203A),
    (0x2070, 0x2070),
    (0x2074, 0x208E),
    (0x20AB, 0x20AC),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
)
_INSTEAD = "\u25a1"


def clean(text: str) -> str:
    """`text` composed (NFC), on one line, without control signs and signs that turn the direction of reading."""
    kept = (sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) not in ("Cf", "Co", "Cs"))
    return " ".join("".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in kept).split())


def shown(text: str) -> str:
    """`clean` text in which a sign that the PDF's fonts lack is an empty box."""
    return "".join(sign if any(low <= ord(sign) <= high for low, high in _SHOWN) else _INSTEAD for sign in clean(text))
