"""What a timeline has to know of a version of a file, found by a look at its bytes.

Twenty thousand versions are looked at in a second or two, where reading their YAML would take half a minute. What is
found is right for every file in the spelling that `fmt` writes. A file that is spelt to deceive can fool it: who needs
to be certain (receipts, a unit's page) passes the facts of a file that was read in full.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b

from parindex.model.history import FILING, FileFacts, Part

_APPROVAL = re.compile(rb'^"?approval"?[ \t]*:[^\n]*\n?(?:(?:[ \t#][^\n]*)?\n|[ \t#][^\n]+\Z)*', re.MULTILINE)
_OWN_NAME = re.compile(rb"^(?:unit|cycle)[ \t]*:[^\n]*\n?|^#[^\n]*\n?", re.MULTILINE)
_STAGE = re.compile(rb"^[ \t]*(?:-[ \t]+)?\{?\"?stage\"?[ \t]*:[ \t]*[\"']?([a-z0-9-]+)", re.MULTILINE)
_ENTRY = re.compile(rb"^[ \t]*-[ \t]+\{?\"?id\"?[ \t]*:[ \t]*[\"']?([a-z0-9-]+)", re.MULTILINE)
_UNIT = re.compile(rb"\bunit\"?[ \t]*:[ \t]*[\"']?([a-z0-9-]+)")


def quick_facts(file: str, data: bytes) -> FileFacts:
    """The facts of a version of a file by the look of its lines."""
    if file == FILING:
        plain = data.replace(b"\r\n", b"\n")
        approved = _APPROVAL.search(plain) is not None
        said = _APPROVAL.sub(b"", plain) if approved else plain
        return FileFacts(approved=approved, body=mark_of(_OWN_NAME.sub(b"", said).strip()))
    if file == "appraisal":
        return FileFacts(parts={name: Part(mark=mark_of(text)) for name, text in _parts(_STAGE, data)})
    if file == "errata":
        return FileFacts(
            parts={name: Part(mark=mark_of(text), unit=_named_unit(text)) for name, text in _parts(_ENTRY, data)}
        )
    return FileFacts()


def may_be_approved(data: bytes) -> bool:
    """False only where no reader of YAML could find an approval, so that the file need not be read to know."""
    return b"approval" in data or re.search(rb"\\[xuU\n\r]", data) is not None


def mark_of(data: bytes) -> str:
    """A short mark: equal contents, equal marks."""
    return blake2b(data, digest_size=16).hexdigest()


def _parts(start: re.Pattern[bytes], data: bytes) -> Iterator[tuple[str, bytes]]:
    found = list(start.finditer(data))
    ends = [*(following.start() for following in found[1:]), len(data)]
    for entry, end in zip(found, ends, strict=False):
        yield entry[1].decode("ascii"), data[entry.start() : end].strip()


def _named_unit(text: bytes) -> str:
    found = _UNIT.search(text)
    return found[1].decode("ascii") if found else ""
