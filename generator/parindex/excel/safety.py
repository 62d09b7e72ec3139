"""Whether a file may be opened as a workbook at all (threat 21): judged from the archive, before any of it is parsed.

Sizes are counted while unpacking, whatever the archive says of itself. What could run, call out or hide is refused:
macros, links to other files, embedded objects, connections, entities of XML, and sheets too large to have been typed.
"""

import html
import io
import re
import zipfile
from collections.abc import Mapping

from parindex.model.links import formula_calls_out

MAX_FILE = 8_000_000
MAX_ENTRIES = 400
MAX_UNPACKED = 40_000_000
MAX_RATIO = 120
"""A part may be so many times as large as it is packed; below `SMALL` any part may."""

SMALL = 1_000_000
MAX_ROWS = 20_000
MAX_CELLS = 200_000
LAST_ROW, LAST_COLUMN = 5_000, 100
"""A filled cell beyond these was not typed by anybody."""

_PARTS = (
    (re.compile(r"vba|macrosheets|\.bin$|activex|customui", re.IGNORECASE), "wb-macros"),
    (
        re.compile(r"externallinks?/|querytables?/|connections\.xml$|webextensions?/|ddelink", re.IGNORECASE),
        "wb-external",
    ),
    (
        re.compile(r"embeddings?/|oleobject|\.(?:exe|dll|js|vbs|ps1|bat|cmd|scr|lnk|htm|html|swf)$", re.IGNORECASE),
        "wb-embedded",
    ),
)
# What a printer left behind is no macro.
_HARMLESS = re.compile(r"(?:^|/)printersettings/printersettings[0-9]*\.bin$", re.IGNORECASE)
# Parts that nothing here parses.
_UNREAD = ("customXml/", "docProps/", "docMetadata/")
_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject|ms-office\.activeX|xlmacrosheet|intlmacrosheet", re.IGNORECASE)
_EXTERNAL_TYPE = re.compile(
    rb"""/(?:externalLink|externalLinkPath|oleObject|attachedTemplate|connections|ddeLink)["']"""
)
_LINKED = re.compile(rb"<(?:\w+:)?(?:ddeLink|oleLink)\b", re.IGNORECASE)
# No pattern may run past the next "<": a part of many beginnings and no end would be read to its end by each of them.
_FORMULA = re.compile(rb"<(?:\w+:)?(?:f|formula[12]?|definedName)\b[^<>]*>([^<]*)", re.IGNORECASE)
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_CELL_TAG = re.compile(rb"<(?:\w+:)?c\s([^<>]*)(?<!/)>")
_ADDRESS = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")


class NotSafe(Exception):
    """A file that is not opened; `problem` is a term of the rule catalogue, `detail` what it was found in."""

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.detail = detail


def parts(data: bytes) -> Mapping[str, bytes]:
    """The unpacked parts of a workbook; NotSafe where it is none, or must not be opened."""
    if len(data) > MAX_FILE:
        raise NotSafe("wb-too-large")
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        # The old binary format, and the envelope of a workbook with a password.
        raise NotSafe("wb-binary")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = _unpacked(archive)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
    ) as bad:
        raise NotSafe("wb-not-zip") from bad
    except Exception as bad:
        # Whatever an unpacker chokes on; NotSafe itself goes through.
        if isinstance(bad, NotSafe):
            raise
        raise NotSafe("wb-not-zip") from bad
    names = {name.casefold().lstrip("/") for name in found}
    if "[content_types].xml" not in names or not any(name.endswith("workbook.xml") for name in names):
        raise NotSafe("wb-not-zip")
    for name, part in found.items():
        _look(name, part)
    return found


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise NotSafe("wb-bomb")
    found: dict[str, bytes] = {}
    room = MAX_UNPACKED
    for entry in entries:
        name = entry.filename
        if entry.is_dir():
            continue
        if entry.flag_bits & 0x1:
            raise NotSafe("wb-binary")
        if "\\" in name or ".." in name.split("/") or name in found:
            raise NotSafe("wb-not-zip")
        for pattern, problem in _PARTS:
            if pattern.search(name) and not _HARMLESS.search(name):
                raise NotSafe(problem, name)
        limit = min(room, max(SMALL, entry.compress_size * MAX_RATIO))
        with archive.open(entry) as stream:
            part = stream.read(limit + 1)
        if len(part) > limit:
            raise NotSafe("wb-bomb", name)
        room -= len(part)
        found[name] = part
    return found


def _look(name: str, part: bytes) -> None:
    """What a part of XML must not hold."""
    if not name.casefold().endswith((".xml", ".rels", ".vml")) or name.startswith(_UNREAD):
        return
    text = part.removeprefix(b"\xef\xbb\xbf").lstrip()
    declared = _ENCODING.match(text)
    if not text.startswith(b"<") or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")):
        # In another encoding the signs that are looked for below could be spelt otherwise.
        raise NotSafe("wb-entities", name)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise NotSafe("wb-entities", name)
    if name.casefold().endswith("[content_types].xml") and _MACRO_TYPE.search(text):
        raise NotSafe("wb-macros", name)
    if name.endswith(".rels") and _EXTERNAL_TYPE.search(text):
        raise NotSafe("wb-external", name)
    if _LINKED.search(text):
        raise NotSafe("wb-external", name)
    formulas = [found[1] for found in _FORMULA.finditer(text)]
    if formulas and (b"<!" in text or b"<?" in text[2:]):
        # A comment or a section of plain text inside a formula would part what is looked for.
        raise NotSafe("wb-entities", name)
    if any(map(_calls_out, formulas)):
        raise NotSafe("wb-external", name)
    if _sheet_too_large(text):
        raise NotSafe("wb-huge", name)


def _calls_out(spelt: bytes) -> bool:
    return formula_calls_out(html.unescape(spelt.decode("latin-1")))


def _sheet_too_large(text: bytes) -> bool:
    if b"sheetData" not in text:
        return False
    if sum(1 for _ in _ROW.finditer(text)) > MAX_ROWS or sum(1 for _ in _CELL.finditer(text)) > MAX_CELLS:
        return True
    places = (found.groups() for tag in _CELL_TAG.finditer(text) for found in _ADDRESS.finditer(tag[1]))
    return any(int(row) > LAST_ROW or _column(letters) > LAST_COLUMN for letters, row in places)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
