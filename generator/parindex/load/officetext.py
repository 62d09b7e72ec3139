"""The text of a document of Word or Excel: every part that holds any; what runs, calls out or hides is refused."""

import html
import io
import re
import zipfile
from collections.abc import Iterator

from parindex.model.links import formula_calls_out
from parindex.model.papers import Refusal, Refused, Texts

_MOST_PARTS = 2_000
_MOST_UNPACKED = 40_000_000
_MOST_RATIO = 200
_SMALL = 1_000_000

_UNWANTED = re.compile(
    r"vba|macrosheets|activex|embeddings?/|oleobject|externallinks?/|\.(?:bin|exe|js|html?)$", re.IGNORECASE
)
_PRINTER = re.compile(r"printersettings", re.IGNORECASE)
_WRITTEN = (".xml", ".rels", ".vml", ".svg", ".psmdcp")
_DRAWN = (
    *(".png", ".jpg", ".jpeg", ".jfif", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".emz", ".wmz"),
    *(".odttf", ".fntdata", ".sigs", ".bin"),
)
"""Pictures, fonts and what `_UNWANTED` lets through: nothing in them can be searched. Any other part is refused."""

_CODE = re.compile(r"""^\s*<\?xml[^<>]*?encoding\s*=\s*["']([^"']*)["']""")
_ASIDE = re.compile(r"<!--(.*?)-->|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_SHARED = re.compile(r'<(?:\w+:)?c\b[^>]*\bt="s"[^>/]*>.*?</(?:\w+:)?c>', re.DOTALL)
_LINE = re.compile(r"</(?:\w+:)?(?:p|si|row|comment)>")
_CELL = re.compile(r"</(?:\w+:)?c>|<(?:\w+:)?(?:tab|br)\s*/>")
_MAIL = re.compile(r'Target="(mailto:[^"]{1,300})"')
_SPOKEN = re.compile(
    r"""\s(?:\w+:)?(?:descr|title|alt|name|author|tooltip|prompt|promptTitle|display)=(?:"([^"<]*)"|'([^'<]*)')"""
)
_FIELD = re.compile(r'<w:instrText\b[^<>]*>([^<]*)|\sw:instr="([^"<]*)"')
_COMPUTED = re.compile(r"<(?:\w+:)?(?:f|formula[12]?|definedName)\b[^<>]*>([^<]*)")
_FETCHED = re.compile(
    r"""<(?:\w+:)?Relationship\s(?=[^<>]*/(?:attachedTemplate|oleObject|frame|subDocument|externalLink\w*)["'])"""
    r"""(?=[^<>]*Target=["'](?:https?:|ftp:|\\\\|//|file:/*(?!/*[a-z]:)))""",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]*>")


def office_texts(name: str, data: bytes) -> Texts:
    """The parts of a document that hold text, a line for each paragraph or row."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refused(Refusal.ENCRYPTED)
    main = "word/document.xml" if name.endswith(".docx") else "xl/workbook.xml"
    texts: Texts = []
    room = _MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if main not in archive.namelist() or len(entries) > _MOST_PARTS or not data.startswith(b"PK"):
            raise Refused(Refusal.BROKEN)
        for entry in entries:
            if entry.flag_bits & 0x1:
                raise Refused(Refusal.ENCRYPTED)
            kind = entry.filename.lower()
            if (_UNWANTED.search(kind) and not _PRINTER.search(kind)) or not kind.endswith((*_WRITTEN, *_DRAWN, "/")):
                raise Refused(Refusal.ACTIVE)
            limit = min(room, max(_SMALL, entry.compress_size * _MOST_RATIO))
            with archive.open(entry) as stream:
                part = stream.read(limit + 1)
            if len(part) > limit:
                raise Refused(Refusal.TOO_LARGE)
            room -= len(part)
            if kind.endswith(_WRITTEN):
                texts.append(("part", _printable(entry.filename), _plain(_decoded(part))))
    return texts


def _decoded(part: bytes) -> str:
    """A part of XML as text; refused where it could be spelt otherwise than it is searched."""
    wide = part.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in part and not wide:
        raise Refused(Refusal.BROKEN)
    text = part.decode("utf-16" if wide else "utf-8-sig")
    said = _CODE.match(text)
    if said and said[1].lower() not in ("utf-8", "us-ascii", *(("utf-16",) if wide else ())):
        raise Refused(Refusal.BROKEN)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Refused(Refusal.ACTIVE)
    return text


def _plain(text: str) -> str:
    """What a part says to readers: its text, and behind it what stands in notes, names and addresses."""
    asides = [found[1] for found in _ASIDE.finditer(text) if found[1]]
    text = _ASIDE.sub(lambda found: html.escape(found[2] or ""), text)
    fields = "".join(html.unescape(found[1] or found[2] or "") for found in _FIELD.finditer(text))
    computed = (html.unescape(found[1]) for found in _COMPUTED.finditer(text))
    if re.search(r"\bDDE(?:AUTO)?\b", fields, re.IGNORECASE) or any(map(formula_calls_out, computed)):
        raise Refused(Refusal.ACTIVE)
    if _FETCHED.search(text):
        raise Refused(Refusal.ACTIVE)
    behind = [*asides, *_spoken(text), *(found[1] for found in _MAIL.finditer(text))]
    # Numbers of shared texts are no figures, and figures of neighbouring cells are no long number.
    text = _LINE.sub("\n", _CELL.sub(" | ", _SHARED.sub("", text)))
    return html.unescape("\n".join([_TAG.sub("", text), *behind]))


def _spoken(text: str) -> Iterator[str]:
    """What a program reads out or shows on asking: descriptions of pictures, names of sheets, authors of notes."""
    for found in _SPOKEN.finditer(text):
        yield found[1] or found[2] or ""


def _printable(name: str) -> str:
    return name[:100] if name.isprintable() else "?"
