"""The English wording of a set of criteria against the set: entries that fit nothing, names that have none."""

from collections.abc import Iterable, Iterator
from typing import Any

from parindex.model.finding import Finding, notice, warning
from parindex.model.regulation import Regulation
from parindex.model.wording import names


def check_english(regulation: Regulation, path: str, values: Iterable[Any]) -> Iterator[Finding]:
    """`path` is the file of the wording, `values` what the files of the set say."""
    held = set(_texts(list(values)))
    for text in regulation.english:
        if text not in held:
            yield warning("english-unused", path, ("texts", text), text=text)
    wanted = dict(names(regulation))
    missing = [text for text, own in wanted.items() if not own and text not in regulation.english]
    if missing:
        counts = {"missing": str(len(missing)), "total": str(len(wanted))}
        yield notice("english-missing", path, ("texts",), **counts, text=missing[0])


def _texts(value: Any) -> Iterator[str]:
    """Every text in a document, however deep; keys are no texts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from _texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry)
