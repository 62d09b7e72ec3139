"""The one spelling of a YAML file: indentation, spacing, answers in the order of the criteria; comments stay.

ruamel.yaml does the rewriting. Whatever it makes is read back through our own reader and must say exactly the same,
otherwise the file is left as it is.
"""

import io
from collections.abc import Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.error import YAMLError

from parindex.load.document import read_document


class NotRewritable(ValueError):
    """The file has errors, or rewriting it would change what it says."""


class _Emitter(Emitter):
    # Keys of English wordings are sentences; ruamel writes those above 128 characters in the form of "? key".
    MAX_SIMPLE_KEY_LENGTH = 1000


def canonical(path: str, data: bytes, order: Sequence[str] = ()) -> bytes:
    """The canonical bytes of a file; `order` is the order of its answers, for a self-assessment.

    Raises NotRewritable where the file cannot be read or would come to say something else.
    """
    before = read_document(path, data)
    if before.findings or not before.readable:
        raise NotRewritable(path)
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.Emitter = _Emitter
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        value = yaml.load(data.decode("utf-8"))
        if order and isinstance(value.get("answers"), dict):
            _sort(value["answers"], order)
        out = io.StringIO()
        yaml.dump(value, out)
    except (YAMLError, ValueError, TypeError, AttributeError) as bad:
        raise NotRewritable(path) from bad
    text = "\n".join(line.rstrip() for line in out.getvalue().rstrip().split("\n")) + "\n"
    after = read_document(path, text.encode())
    if after.findings or after.value != before.value:
        raise NotRewritable(path)
    return text.encode()


def _sort(answers: Any, order: Sequence[str]) -> None:
    """Moves answers into the order of the criteria, unknown codes last, each with the comments that belong to it."""
    place = {code: number for number, code in enumerate(order)}
    wanted = sorted(answers, key=lambda code: (place.get(str(code), len(order)), str(code)))
    if list(answers) != wanted:
        for code in wanted:
            answers.move_to_end(code)
