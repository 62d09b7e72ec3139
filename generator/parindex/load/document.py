"""Strict YAML: what a text file of the repository may say, and where in the file it says it.

PyYAML's C event stream feeds our own builder, so that every scalar stays the text that was typed and none of
YAML's surprises exist: no anchors, aliases, tags or merge keys, no duplicate keys, one document a file.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from parindex.model.finding import Finding, Place, error
from parindex.model.tree import MAX_BYTES

MAX_DEPTH = 24
MAX_NODES = 200_000
MAX_FINDINGS = 50

# Bidirectional controls, zero-width characters, fillers, tags and other invisible signs that make a diff show something
# else than the file says (Unicode TR 36); the soft hyphen hides as well. U+E000 and U+E001 are marks of `i18n.quoted`.
_RANGES = (
    *((0x115F, 0x1160), (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0xE000, 0xE001), (0xFDD0, 0xFDEF)),
    *((0xFFF9, 0xFFFB), (0xE0000, 0xE01EF)),
)
_SINGLE = "\u00ad\u034f\u061c\u180e\u3164\ufeff\uffa0\ufffe\uffff"
_INVISIBLE = frozenset(_SINGLE) | {chr(code) for start, end in _RANGES for code in range(start, end + 1)}
# As ranges: hundreds of single signs beyond U+FFFF would be tried one after another at every letter of every file.
_CLASS = _SINGLE + "".join(f"{chr(start)}-{chr(end)}" for start, end in _RANGES)
_ANY_INVISIBLE = re.compile(f"[{_CLASS}]")

_UNTYPED = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_CLASS}]")

Position = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file's value (text, lists and dicts of text) and what was wrong with it as a file."""

    path: str
    data: bytes
    value: Any
    findings: tuple[Finding, ...]

    @property
    def readable(self) -> bool:
        """False where there is no value to go on with."""
        return self.value is not None

    def located(self, findings: list[Finding]) -> list[Finding]:
        """The same findings with line and column filled in from their place.

        Positions are made by reading the text once more, and only here: a good file never pays for them.
        """
        if not findings or self.value is None:
            return findings
        positions = _Builder(self.path, keep_positions=True).build(self.data).positions
        return [_at(finding, positions) for finding in findings]


def read_document(path: str, data: bytes) -> Document:
    """The document in `data`; never raises for bad input: what is wrong stands in its findings."""
    built = _Builder(path, keep_positions=False).build(data)
    return Document(path=path, data=data, value=built.value, findings=tuple(built.findings))


def _at(finding: Finding, positions: dict[Place, Position]) -> Finding:
    if finding.line:
        return finding
    place = finding.place
    while place not in positions and place:
        place = place[:-1]
    line, column = positions.get(place, (1, 1))
    return Finding(
        rule=finding.rule,
        severity=finding.severity,
        path=finding.path,
        place=finding.place,
        line=line,
        column=column,
        params=finding.params,
    )


def read_text(path: str, data: bytes) -> tuple[str | None, list[Finding]]:
    """The text of a file, None where it is too large or not UTF-8, and what its characters hide."""
    if len(data) > MAX_BYTES:
        return None, [error("file-too-large", path, (), 1, 1, size=str(len(data)), limit=str(MAX_BYTES))]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as bad:
        return None, [error("not-utf8", path, (), data.count(b"\n", 0, bad.start) + 1, 1)]
    findings: list[Finding] = []
    if text.isascii():
        return text, findings
    if not unicodedata.is_normalized("NFC", text):
        findings += [
            error("text-not-nfc", path, (), number, 1)
            for number, line in enumerate(text.split("\n"), 1)
            if not unicodedata.is_normalized("NFC", line)
        ]
    if _ANY_INVISIBLE.search(text):
        findings += [
            error("text-invisible-character", path, (), number, column, code=f"U+{ord(sign):04X}")
            for number, line in enumerate(text.split("\n"), 1)
            for column, sign in enumerate(line, 1)
            if sign in _INVISIBLE
        ]
    return text, findings[:MAX_FINDINGS]


class _Refused(Exception):
    """The rest of the file is not worth reading."""


class _Builder:
    """Builds one value from the event stream, collecting findings on the way."""

    def __init__(self, path: str, *, keep_positions: bool) -> None:
        self.path = path
        self.value: Any = None
        self.findings: list[Finding] = []
        self.positions: dict[Place, Position] = {}
        self._keep = keep_positions

    def build(self, data: bytes) -> "_Builder":
        text, self.findings = read_text(self.path, data)
        if text is None:
            return self
        try:
            self._events(text)
        except yaml.YAMLError as bad:
            mark = getattr(bad, "problem_mark", None)
            self.value = None
            self._add(
                "yaml-syntax",
                (mark.line + 1) if mark else 1,
                (mark.column + 1) if mark else 1,
                problem=str(getattr(bad, "problem", None) or "unreadable"),
            )
        except _Refused:
            self.value = None
        return self

    def _add(self, rule: str, line: int, column: int, place: Place = (), **params: str) -> None:
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append(error(rule, self.path, place, line, column, **params))

    def _events(self, text: str) -> None:
        # What an escape spells ("\\u202e") stands in no line of the file, so the value itself is looked at.
        escapes = "\\" in text
        # One frame per open collection: [container, pending key or None, what it is called in the one around it].
        # A country files millions of scalars: the loop asks the parser itself and makes no places nobody reads.
        stack: list[list[Any]] = []
        nodes = documents = 0
        next_event: Callable[[], Any] = yaml.CSafeLoader(text).get_event
        scalar, mapping, sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
        node: Any
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is scalar:
                node, opens = event.value, False
                if escapes and event.style == '"':
                    self._spelt(node, event)
            elif kind is mapping:
                node, opens = {}, True
            elif kind is sequence:
                node, opens = [], True
            elif kind in ends:
                stack.pop()
                continue
            elif kind is yaml.AliasEvent:
                self._refuse("yaml-alias", event, name=event.anchor)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._refuse("yaml-several-documents", event)
                continue
            else:
                continue
            nodes += 1
            if nodes > MAX_NODES:
                self._refuse("yaml-too-many-nodes", event, limit=str(MAX_NODES))
            if event.anchor is not None:
                self._refuse("yaml-alias", event, name=event.anchor)
            if event.tag is not None:
                self._refuse("yaml-tag", event, tag=event.tag)
            called = self._put(stack, node, event, opens)
            if opens:
                if len(stack) >= MAX_DEPTH:
                    self._refuse("yaml-too-deep", event, limit=str(MAX_DEPTH))
                stack.append([node, None, called])
        if documents == 0:
            self._add("yaml-empty", 1, 1)

    def _spelt(self, value: str, event: Any) -> None:
        """Looks at a text in which signs may have been spelt by their number."""
        mark = event.start_mark
        if bad := _UNTYPED.search(value):
            self._add("text-invisible-character", mark.line + 1, mark.column + 1, code=f"U+{ord(bad[0]):04X}")
        if not unicodedata.is_normalized("NFC", value):
            self._add("text-not-nfc", mark.line + 1, mark.column + 1)

    def _put(self, stack: list[list[Any]], node: Any, event: Any, opens: bool) -> Any:
        """Puts `node` where it belongs; the answer is what it is called there: its key, or its number in a list."""
        if not stack:
            self.value = node
            if self._keep:
                self._mark(stack, None, event)
            return None
        frame = stack[-1]
        container, key, _ = frame
        if type(container) is list:
            number = len(container)
            container.append(node)
            if self._keep:
                self._mark(stack, number, event)
            return number
        if key is not None:
            frame[1] = None
            # The first of two equal keys stays: whatever is decided, the file is already in error.
            container.setdefault(key, node)
            return key
        if opens:
            self._refuse("yaml-key-not-text", event)
        if node == "<<" and event.implicit[0]:
            self._refuse("yaml-merge-key", event)
        if node in container:
            mark = event.start_mark
            self._add("yaml-duplicate-key", mark.line + 1, mark.column + 1, _place(stack, node), key=node)
        frame[1] = node
        if self._keep:
            self._mark(stack, node, event)
        return None

    def _mark(self, stack: list[list[Any]], called: Any, event: Any) -> None:
        mark = event.start_mark
        self.positions.setdefault(_place(stack, called), (mark.line + 1, mark.column + 1))

    def _refuse(self, rule: str, event: Any, **params: str) -> None:
        self._add(rule, event.start_mark.line + 1, event.start_mark.column + 1, (), **params)
        raise _Refused


def _place(stack: list[list[Any]], called: Any) -> Place:
    """The place of something in the innermost open collection; of the document itself where none is open."""
    if not stack:
        return ()
    return (*(str(name) for _, _, name in stack[1:]), str(called))
