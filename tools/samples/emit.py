"""Writes values as YAML in one canonical spelling: two spaces, block style, text plain where that is safe.

Only what the sample files need: dicts, lists, text and flags. Lists of ids stand in one line where they fit.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

LINE = 110

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# What YAML readers take for something else than text: numbers, dates, moments, flags, nothing.
_NOT_TEXT = re.compile(
    r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F_]+|[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    r"|~|null|Null|NULL|[yYnN]|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|=|<<"
)
# Codes ("1.1.4") are quoted as a whole, so that those of two levels do not look different from the others.
_CODE = re.compile(r"[0-9.]+")
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`= ")


def scalar(text: str) -> str:
    """One scalar: plain where every YAML reader takes it as this text, else in double quotes."""
    unsafe = (
        not text
        or text[0] in _FIRST
        or text[-1] in ": "
        or ": " in text
        or " #" in text
        or "\n" in text
        or "\t" in text
        or _CODE.fullmatch(text) is not None
        or _NOT_TEXT.fullmatch(text) is not None
    )
    if not unsafe:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def document(value: Mapping[str, Any], comment: str = "") -> str:
    """A whole file, ending in a newline; `comment` becomes its first line."""
    lines = [f"# {comment}"] if comment else []
    _mapping(value, 0, lines)
    return "\n".join(lines) + "\n"


def _mapping(value: Mapping[str, Any], depth: int, lines: list[str]) -> None:
    for key, entry in value.items():
        _entry(f"{'  ' * depth}{scalar(key)}:", entry, depth + 1, lines)


def _entry(head: str, value: Any, depth: int, lines: list[str]) -> None:
    if isinstance(value, bool):
        lines.append(f"{head} {'true' if value else 'false'}")
    elif isinstance(value, str):
        lines.append(f"{head} {scalar(value)}")
    elif isinstance(value, Mapping):
        if value:
            lines.append(head)
            _mapping(value, depth, lines)
        else:
            lines.append(f"{head} {{}}")
    elif not value:
        lines.append(f"{head} []")
    elif all(isinstance(entry, str) and _ID.fullmatch(entry) for entry in value):
        flow = f"{head} [{', '.join(scalar(entry) for entry in value)}]"
        if len(flow) <= LINE:
            lines.append(flow)
        else:
            lines.append(head)
            lines.extend(f"{'  ' * depth}- {scalar(entry)}" for entry in value)
    else:
        lines.append(head)
        _sequence(value, depth, lines)


def _sequence(value: Sequence[Any], depth: int, lines: list[str]) -> None:
    for entry in value:
        if isinstance(entry, str):
            lines.append(f"{'  ' * depth}- {scalar(entry)}")
            continue
        # The first key stands behind the dash, the others below it.
        block: list[str] = []
        _mapping(entry, depth + 1, block)
        block[0] = f"{'  ' * depth}- {block[0].lstrip()}"
        lines.extend(block)
