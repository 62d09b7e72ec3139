"""`python -m parindex.paperwork.typeset LAYOUT`: data as JSON in, PDF files or pictures in base64 out, a line each.

A process of its own: the typesetter is native code with threads that reads what was filed, and must neither be forked
nor take the caller with it. It gets no file, no folder and no font of the machine, so that every machine makes the
same bytes.
"""

import base64
import json
import sys
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import typst

_FORMATS: Mapping[str, Mapping[str, Any]] = {
    "paper": {"format": "pdf", "pdf_standards": "ua-1", "timestamp": 0},
    "card": {"format": "png", "ppi": 72},
}


def main(layout: str) -> None:
    """Sets every line of standard input."""
    source = files("parindex.paperwork").joinpath(f"{layout}.typ").read_bytes()
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    for line in sys.stdin:
        made = typst.compile(source, font_paths=fonts, sys_inputs={"data": line}, **_FORMATS[layout])
        assert isinstance(made, bytes)
        json.dump(base64.b64encode(made).decode(), sys.stdout)
        sys.stdout.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
