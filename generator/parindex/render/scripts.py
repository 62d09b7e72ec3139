"""Data as scripts: they work from a folder too, where nothing may be fetched."""

import json
from typing import Any


def as_json(value: Any) -> str:
    """JSON without needless spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def as_script(value: Any) -> str:
    """JSON that can stand in a script: the two line separators of JavaScript are spelt out."""
    return as_json(value).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")


def assigned(name: str, key: str, value: str) -> bytes:
    """A script that keeps a value, written as JSON, under a key of a global object."""
    return f"(window.{name}=window.{name}||{{}})[{as_script(key)}]={value};\n".encode()
