"""One record for everything that is found wrong, doubtful or worth knowing in a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Place = tuple[str, ...]
"""Where inside a document: the keys and list positions from its top, as text."""


class Severity(StrEnum):
    """ERROR keeps a filing from being scored; WARNING asks for a look; NOTICE is for the reader of the result."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found, by which rule, where; the sentence is made from the rule's template and `params` when told."""

    rule: str
    severity: Severity
    path: str
    place: Place = ()
    line: int = 0
    column: int = 0
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def sort_key(self) -> tuple[str, int, int, str, Place]:
        """Findings are told file by file, from the top down."""
        return (self.path, self.line, self.column, self.rule, self.place)

    @property
    def known_by(self) -> tuple[str, str, Place, tuple[tuple[str, str], ...]]:
        """What tells the same fault in two versions of a file, whatever its line."""
        return (self.rule, self.path, self.place, tuple(sorted(self.params.items())))


def error(rule: str, path: str, place: Place = (), line: int = 0, column: int = 0, /, **params: str) -> Finding:
    """A finding that keeps the file from counting."""
    return Finding(rule=rule, severity=Severity.ERROR, path=path, place=place, line=line, column=column, params=params)


def warning(rule: str, path: str, place: Place = (), line: int = 0, column: int = 0, /, **params: str) -> Finding:
    """A finding that asks somebody to look again."""
    return Finding(
        rule=rule, severity=Severity.WARNING, path=path, place=place, line=line, column=column, params=params
    )


def notice(rule: str, path: str, place: Place = (), line: int = 0, column: int = 0, /, **params: str) -> Finding:
    """A finding that explains something to the reader and blocks nothing."""
    return Finding(rule=rule, severity=Severity.NOTICE, path=path, place=place, line=line, column=column, params=params)
