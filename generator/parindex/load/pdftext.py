"""The text of a PDF: its pages, and every other string that it carries; what runs or holds other files is refused."""

import html
import io
import logging
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from parindex.model.papers import MOST_TEXT, Refusal, Refused, Texts

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 1_000
_MOST_OBJECTS = 300_000

_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/Movie", "/Sound"}
)
_NOTES = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/3D", "/Sound"})
_KEYS = frozenset({"/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/XFA"})

_TAG = re.compile(r"<[^<>]*>")
_NAMED_AT_RANDOM = re.compile(r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b")


def pdf_texts(data: bytes) -> Texts:
    """Pages, and as one part more what stands in notes, fields, bookmarks, descriptions and metadata."""
    from pypdf import PdfReader  # noqa: PLC0415 only this process needs it

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if not data.startswith(b"%PDF-"):
        raise Refused(Refusal.BROKEN)
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise Refused(Refusal.ENCRYPTED)
    if "/AA" in reader.root_object:
        raise Refused(Refusal.ACTIVE)
    carried = list(_strings(reader))
    if len(reader.pages) > _MOST_PAGES:
        raise Refused(Refusal.TOO_LARGE)
    texts: Texts = []
    told: set[str] = set()
    signs = 0
    for number, page in enumerate(reader.pages, 1):
        notes = list(_notes(page))
        texts.append(("page", str(number), "\n".join([page.extract_text(), *notes])))
        told.update(notes)
        signs += len(texts[-1][2])
        if signs > MOST_TEXT:
            raise Refused(Refusal.TOO_LARGE)
    texts.append(("part", "metadata", "\n".join(text for text in carried if text not in told)))
    return texts


def _notes(page: Mapping[str, Any]) -> Iterator[str]:
    """What stands in notes and fields on a page, and where its links lead: told with the page's number."""
    notes = page.get("/Annots")
    for entry in notes.get_object() if notes is not None else ():
        note = entry.get_object()
        action = note.get("/A")
        target = action.get_object() if action is not None else {}
        told = (note.get("/Contents"), note.get("/V"), target.get("/URI"))
        # The value of a field may be a signature, which is no text.
        yield from (str(text) for text in told if isinstance(text, str))


def _strings(reader: "PdfReader") -> Iterator[str]:
    """Every string of what the document leads to, each object once. Refused where something of it is active."""
    from pypdf.generic import IndirectObject, StreamObject, TextStringObject  # noqa: PLC0415

    seen: set[int] = set()
    # The identifier of the file is random, and no string for anybody.
    left: list[Any] = [entry for key, entry in reader.trailer.items() if key != "/ID"]
    while left:
        entry = left.pop()
        if isinstance(entry, IndirectObject):
            if entry.idnum in seen:
                continue
            seen.add(entry.idnum)
            entry = entry.get_object()
        if len(seen) > _MOST_OBJECTS or len(left) > _MOST_OBJECTS:
            raise Refused(Refusal.TOO_LARGE)
        if isinstance(entry, TextStringObject):
            yield str(entry)
        elif isinstance(entry, list):
            left += entry
        elif isinstance(entry, dict):
            if _acts(entry):
                raise Refused(Refusal.ACTIVE)
            if isinstance(entry, StreamObject) and (
                entry.get("/Type") == "/Metadata" or entry.get("/Subtype") == "/XML"
            ):
                yield _told(entry.get_data())
            # A signature's own bytes are certificates, not text.
            signs = "/ByteRange" in entry
            left += (value for key, value in entry.items() if not (signs and key == "/Contents"))


def _acts(entry: dict[Any, Any]) -> bool:
    """Whether an object runs something or carries another file."""
    kind = entry.get("/S")
    return (isinstance(kind, str) and kind in _ACTIONS) or entry.get("/Subtype") in _NOTES or bool(_KEYS & entry.keys())


def _told(metadata: bytes) -> str:
    return html.unescape(_NAMED_AT_RANDOM.sub("", _TAG.sub(" ", metadata.decode("utf-8", "replace"))))
