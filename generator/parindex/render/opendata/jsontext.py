"""JSON as the data files write it, also in parts: nobody needs to hold the whole of a country."""

import json
from collections.abc import Mapping
from json.encoder import encode_basestring as _quoted
from typing import Any


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """An object as the data files write it."""
    return (json_text(value, "\n ") + "\n").encode()


def json_text(value: Any, line: str) -> str:
    """What `json.dumps(…, ensure_ascii=False, indent=1)` writes; `line` begins each line inside the value."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, dict):
        return f"{{{line}{members(value, line)}{line[:-1]}}}" if value else "{}"
    if isinstance(value, list | tuple):
        inner = ("," + line).join([json_text(entry, line + " ") for entry in value])
        return f"[{line}{inner}{line[:-1]}]" if value else "[]"
    return json.dumps(value)


def members(value: Mapping[str, Any], line: str) -> str:
    """The inside of an object."""
    return ("," + line).join([f"{_quoted(key)}: {json_text(entry, line + ' ')}" for key, entry in value.items()])
