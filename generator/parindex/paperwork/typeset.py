"""`python -m parindex.paperwork.typeset`: papers as JSON in, PDF files in base64 out, a line each.

A process of its own: the typesetter is native code with threads that reads what was filed, and must neither be forked
nor take the caller with it. It gets no file, no folder and no font of the machine, so that every machine makes the
same bytes.
"""

import base64
import json
import sys
from importlib.resources import files

import typst


def main() -> None:
    """Sets every paper of standard input."""
    layout = files("parindex.paperwork").joinpath("paper.typ").read_bytes()
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    for line in sys.stdin:
        made = typst.compile(
            layout, font_paths=fonts, format="pdf", pdf_standards="ua-1", timestamp=0, sys_inputs={"data": line}
        )
        assert isinstance(made, bytes)
        json.dump(base64.b64encode(made).decode(), sys.stdout)
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
