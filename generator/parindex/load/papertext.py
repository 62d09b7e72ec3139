"""The text of documents that strangers have committed: read by a process of its own with limits on time and memory.

Run as a program this module is that process: names and lengths come as a line of JSON, then the documents one behind
the other; texts go out as JSON. Nothing in a document is run, followed or fetched.
"""

import html
import io
import json
import logging
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping

from parindex.model.confine import confine
from parindex.model.papers import PaperText, Refusal

_SECONDS = 20
_BYTES = 1 << 30
_MOST_TEXT = 2_000_000
"""Signs of one document; a report of 500 pages has about half as many."""

_MOST_PAGES = 1_000
_MOST_PARTS = 2_000
_MOST_UNPACKED = 40_000_000
_MOST_RATIO = 200
_SMALL = 1_000_000

Texts = list[tuple[str, str, str]]


class _Refused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


def read_papers(papers: Mapping[str, bytes]) -> dict[str, PaperText]:
    """What the documents say, by their names. One that does not end in time leaves those after it unread as well."""
    names = list(papers)
    head = json.dumps([[name, len(papers[name])] for name in names]).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "parindex.load.papertext"],
            input=head + b"".join(papers.values()),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=3 * _SECONDS,
            check=False,
        )
        output = done.stdout
    except subprocess.TimeoutExpired as slow:
        output = slow.stdout or b""
    told = list(output.split(b"\n")[:-1])
    read = {name: _told(line) for name, line in zip(names, told, strict=False)}
    return {name: read.get(name, PaperText(refusal=Refusal.SLOW)) for name in names}


def _told(line: bytes) -> PaperText:
    row = json.loads(line)
    refusal = Refusal(row["refusal"]) if row["refusal"] else None
    return PaperText(refusal=refusal, texts=tuple((kind, place, text) for kind, place, text in row["texts"]))


def text_of(name: str, data: bytes) -> PaperText:
    """What one document says. Whatever a reader chokes on is a document that is not read."""
    try:
        texts = _pdf(data) if name.endswith(".pdf") else _office(name, data)
    except _Refused as refused:
        return PaperText(refusal=refused.refusal)
    except MemoryError:
        return PaperText(refusal=Refusal.SLOW)
    except Exception:
        return PaperText(refusal=Refusal.BROKEN)
    if sum(len(text) for _, _, text in texts) > _MOST_TEXT:
        return PaperText(refusal=Refusal.TOO_LARGE)
    return PaperText(texts=tuple(row for row in texts if row[2].strip()))


# ── PDF ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_ACTIVE_NAMES = ("/JavaScript", "/EmbeddedFiles", "/XFA")


def _pdf(data: bytes) -> Texts:
    from pypdf import PdfReader  # noqa: PLC0415 only this process needs it

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if not data.startswith(b"%PDF-"):
        raise _Refused(Refusal.BROKEN)
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise _Refused(Refusal.ENCRYPTED)
    if _acts(reader.root_object):
        raise _Refused(Refusal.ACTIVE)
    if len(reader.pages) > _MOST_PAGES:
        raise _Refused(Refusal.TOO_LARGE)
    texts: Texts = []
    signs = 0
    for number, page in enumerate(reader.pages, 1):
        notes = " ".join(_notes(page))
        texts.append(("page", str(number), f"{page.extract_text()}\n{notes}"))
        signs += len(texts[-1][2])
        if signs > _MOST_TEXT:
            raise _Refused(Refusal.TOO_LARGE)
    told = "\n".join(str(value) for value in (reader.metadata or {}).values())
    texts.append(("part", "metadata", told))
    return texts


def _acts(root: object) -> bool:
    """Whether a document runs something or carries other files."""
    if not isinstance(root, dict):
        return True
    opening = root.get("/OpenAction")
    opening = opening.get_object() if opening is not None else None
    if isinstance(opening, dict) and opening.get("/S") in ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm"):
        return True
    inner = (root.get("/Names"), root.get("/AcroForm"))
    held = [entry.get_object() for entry in inner if entry is not None]
    return "/AA" in root or any(name in entry for entry in held if isinstance(entry, dict) for name in _ACTIVE_NAMES)


def _notes(page: Mapping[str, object]) -> Iterator[str]:
    """What stands in notes and fields on a page, and where its links lead."""
    notes = page.get("/Annots")
    for entry in notes.get_object() if notes is not None and hasattr(notes, "get_object") else ():
        note = entry.get_object()
        if note.get("/Subtype") == "/FileAttachment":
            raise _Refused(Refusal.ACTIVE)
        action = note.get("/A")
        target = action.get_object() if action is not None else {}
        yield from (str(told) for told in (note.get("/Contents"), note.get("/V"), target.get("/URI")) if told)


# ── DOCX, XLSX ────────────────────────────────────────────────────────────────────────────────────────────────────

_UNWANTED = re.compile(
    r"vba|macrosheets|activex|embeddings?/|oleobject|externallinks?/|\.(?:bin|exe|js|html?)$", re.IGNORECASE
)
_PRINTER = re.compile(r"printersettings", re.IGNORECASE)
_SHARED = re.compile(r'<(?:\w+:)?c\b[^>]*\bt="s"[^>/]*>.*?</(?:\w+:)?c>', re.DOTALL)
_LINE = re.compile(r"</(?:\w+:)?(?:p|si|row|comment)>")
_CELL = re.compile(r"</(?:\w+:)?c>|<(?:\w+:)?(?:tab|br)\s*/>")
_TARGET = re.compile(r'TargetMode="External"[^>]*|Target="(mailto:[^"]{1,300})"')
_TAG = re.compile(r"<[^>]*>")


def _office(name: str, data: bytes) -> Texts:
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise _Refused(Refusal.ENCRYPTED)
    main = "word/document.xml" if name.endswith(".docx") else "xl/workbook.xml"
    texts: Texts = []
    room = _MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if main not in archive.namelist() or len(entries) > _MOST_PARTS:
            raise _Refused(Refusal.BROKEN)
        for entry in entries:
            if entry.flag_bits & 0x1:
                raise _Refused(Refusal.ENCRYPTED)
            if _UNWANTED.search(entry.filename) and not _PRINTER.search(entry.filename):
                raise _Refused(Refusal.ACTIVE)
            limit = min(room, max(_SMALL, entry.compress_size * _MOST_RATIO))
            with archive.open(entry) as stream:
                part = stream.read(limit + 1)
            if len(part) > limit:
                raise _Refused(Refusal.TOO_LARGE)
            room -= len(part)
            if entry.filename.endswith((".xml", ".rels")):
                texts.append(("part", _printable(entry.filename), _plain(part)))
    return texts


def _plain(part: bytes) -> str:
    """The text of a part of XML, a line for each paragraph or row. Entities of its own are refused."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise _Refused(Refusal.ACTIVE)
    text = part.decode("utf-8-sig")
    mails = " ".join(found[1] for found in _TARGET.finditer(text) if found[1])
    # Numbers of shared texts are no figures, and figures of neighbouring cells are no long number.
    text = _LINE.sub("\n", _CELL.sub(" | ", _SHARED.sub("", text)))
    return html.unescape(f"{_TAG.sub('', text)}\n{mails}")


def _printable(name: str) -> str:
    return name[:100] if name.isprintable() else "?"


def main() -> None:
    """Reads all documents within limits, and says after each what it has read."""
    confine(_SECONDS, _BYTES)
    for name, size in json.loads(sys.stdin.buffer.readline()):
        read = text_of(name, sys.stdin.buffer.read(size))
        print(json.dumps({"refusal": read.refusal, "texts": read.texts}), flush=True)


if __name__ == "__main__":
    main()
