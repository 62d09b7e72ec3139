"""Documents that lie in the repository itself, beside the file that points at them."""

import re
from dataclasses import dataclass
from enum import StrEnum

FOLDERS = ("self-assessment", "explanation", "appeal")
"""Each is in the hands and the phases of the file that it is named like, which points at what lies in it."""

ENDINGS = ("pdf", "docx", "xlsx")

MOST = 30
"""So many a unit may have in a cycle: the repository keeps every version of them for good."""

MOST_TEXT = 2_000_000
"""Signs of one document; a report of 500 pages has about half as many."""

_NAME = re.compile(rf"({'|'.join(FOLDERS)})/[a-z0-9]+(?:-[a-z0-9]+)*\.({'|'.join(ENDINGS)})")
_PATH = re.compile(rf"submissions/[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+/{_NAME.pattern}")


class Refusal(StrEnum):
    """Why nobody looks into a document: what cannot be read cannot be searched for what must not become public."""

    TOO_LARGE = "paper-too-large"
    TOO_MANY = "paper-too-many"
    ENCRYPTED = "paper-encrypted"
    ACTIVE = "paper-active"
    BROKEN = "paper-broken"
    SLOW = "paper-slow"


class Refused(Exception):
    """Raised where a document is not read any further."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


Texts = list[tuple[str, str, str]]
"""(kind of place, place, text)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperText:
    """What a document says: (kind of place, place, text), or why it was not read."""

    texts: tuple[tuple[str, str, str], ...] = ()
    refusal: Refusal | None = None


def is_paper(path: str) -> bool:
    """Whether a path of a repository is that of a unit's document."""
    return _PATH.fullmatch(path) is not None


def belongs(name: str, kind: str) -> bool:
    """Whether `name`, as a record gives it, is a document of the file `kind` ("self-assessment")."""
    found = _NAME.fullmatch(name)
    return found is not None and found[1] == kind


def is_of_filing(path: str) -> bool:
    """Whether a path is that of a self-assessment or of one of its documents."""
    return path.endswith("/self-assessment.yaml") or path.rpartition("/")[0].endswith("/self-assessment")
