"""Writes YAML the way the repository spells it: block style, short rows in one line, quotes where they are needed."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

WIDTH = 120
SHORT = 3

# A text that needs no quotes: starts with a letter, holds none of YAML's signs, and is no word that YAML 1.1 or 1.2
# reads as something else. Our own reader takes every scalar as text; other people's editors do not.
_PLAIN = re.compile(r"[^\W\d_](?:[^\n\t:#\"'`\\]|:(?=[^\s,\[\]{}?])|(?<=\S)#)*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "null", "nan", "inf"})
_CODE = re.compile(r"[0-9]+[/-][0-9]*[^\W\d_][^\s:#,\[\]{}\"'\\]*")


def yaml_text(value: Mapping[str, Any], *, rows_in_line: bool = True) -> str:
    """`value` (texts, lists, mappings of these) as a document; with `rows_in_line` short list rows take one line."""
    return "\n".join(block(value, 0, rows_in_line=rows_in_line)) + "\n"


def block(value: Mapping[str, Any], indent: int, *, rows_in_line: bool = True) -> list[str]:
    """The lines of a mapping, indented."""
    pad = " " * indent
    lines: list[str] = []
    for key, entry in value.items():
        name = scalar(key)
        short = f"{pad}{name}: {inline(entry)}"
        if isinstance(entry, Mapping) and entry and not (rows_in_line and _fits(entry, short)):
            lines += [f"{pad}{name}:", *block(entry, indent + 2, rows_in_line=rows_in_line)]
        elif isinstance(entry, list) and any(isinstance(item, Mapping) for item in entry):
            lines.append(f"{pad}{name}:")
            for item in entry:
                lines += _row(item, indent + 2, rows_in_line=rows_in_line)
        else:
            lines.append(short)
    return lines


def _fits(entry: Mapping[str, Any], line: str) -> bool:
    return len(entry) <= SHORT and len(line) <= WIDTH and all(isinstance(value, str) for value in entry.values())


def _row(item: Mapping[str, Any], indent: int, *, rows_in_line: bool) -> list[str]:
    pad = " " * indent
    one = f"{pad}- {inline(item)}"
    if rows_in_line and len(one) <= WIDTH:
        return [one]
    first, *rest = block(item, indent + 2, rows_in_line=rows_in_line)
    return [f"{pad}- {first.strip()}", *rest]


def inline(value: Any) -> str:
    """A value in one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_inner(key)}: {_inner(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_inner(entry) for entry in value) + "]"
    return scalar(str(value))


def _inner(value: Any) -> str:
    if isinstance(value, str):
        text = scalar(value)
        return text if text.startswith('"') or not re.search(r"[,\[\]{}]", text) else _quoted(value)
    return inline(value)


def scalar(text: str) -> str:
    """A text, plain where every YAML reader takes it as that text, else in double quotes."""
    safe = _PLAIN.fullmatch(text) or _CODE.fullmatch(text)
    return text if safe and text == text.strip() and text.lower() not in _WORDS else _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
