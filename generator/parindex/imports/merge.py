"""Adds answers to a self-assessment that people may have written, without touching a sign of what they wrote.

The new blocks are put between the lines of the file; then the result is read again and must say exactly what the old
file said and the new answers. Where it does not (a file in flow style), nothing is written.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from parindex.encode.yamltext import block
from parindex.imports.fault import ImportFault
from parindex.imports.files import readable
from parindex.load.document import Document, read_document
from parindex.model.finding import Place, error


def with_answers(
    path: str,
    text: str,
    order: Sequence[str],
    answers: Mapping[str, Mapping[str, Any]],
    evidence: tuple[str, Mapping[str, str]],
    *,
    replace: bool = False,
) -> str:
    """`text` with the answers it lacks (with `replace`: also those that differ), in the order of the criteria.

    The evidence record is added with the first answer that needs it. Raises ImportFault where the file cannot be
    read, where it holds another record under the evidence's id, or where its style leaves no room for a new block.
    """
    document = readable(path, text, top="answers")
    held: Mapping[str, Any] = document.value["answers"]
    wanted = {
        code: answer for code, answer in answers.items() if code not in held or (replace and held[code] != answer)
    }
    if not wanted:
        return text
    key, record = evidence
    records = document.value.get("evidence", {})
    if records.get(key, record) != record:
        raise ImportFault("import-evidence-taken", path=path, id=key)
    lines = _insert(document, text.splitlines(), order, wanted)
    if key not in records:
        lines = _with_evidence(path, lines, key, record)
    grown = "\n".join(lines) + "\n"
    expected = {
        **document.value,
        "answers": {**held, **wanted},
        "evidence": {**records, key: record},
    }
    again = read_document(path, grown.encode())
    if again.findings or again.value != expected:
        raise ImportFault("import-not-mergeable", path=path)
    return grown


def _insert(
    document: Document, lines: list[str], order: Sequence[str], wanted: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    held = list(document.value["answers"])
    place_of = {code: number for number, code in enumerate(order)}
    head = _line(document, ("answers",)) - 1
    if not held:
        made = block(
            {"answers": dict(sorted(wanted.items(), key=lambda pair: place_of.get(pair[0], 0)))}, 0, rows_in_line=False
        )
        return [*lines[:head], *made, *lines[head + 1 :]]
    starts = {code: _line(document, ("answers", code)) - 1 for code in held}
    end = _block_end(lines, head)
    first = min(starts.values())
    indent = len(lines[first]) - len(lines[first].lstrip())
    # From the bottom up, so that the line numbers above an insertion stay true.
    for code in sorted(wanted, key=lambda code: place_of.get(code, len(order)), reverse=True):
        made = block({code: wanted[code]}, indent, rows_in_line=False)
        later = [start for other, start in starts.items() if place_of.get(other, -1) > place_of.get(code, len(order))]
        if code in starts:
            start = starts[code]
            stop = min((other for other in starts.values() if other > start), default=end)
        else:
            start = stop = min(later, default=end)
        lines = [*lines[:start], *made, *lines[stop:]]
        moved = len(made) - (stop - start)
        starts = {other: line + moved if line >= stop and other != code else line for other, line in starts.items()}
        starts[code] = start
        end += moved
    return lines


def _with_evidence(path: str, lines: list[str], key: str, record: Mapping[str, str]) -> list[str]:
    document = read_document(path, "\n".join(lines).encode())
    if document.value.get("evidence"):
        end = _block_end(lines, _line(document, ("evidence",)) - 1)
        first = _line(document, ("evidence", next(iter(document.value["evidence"])))) - 1
        indent = len(lines[first]) - len(lines[first].lstrip())
        return [*lines[:end], *block({key: record}, indent, rows_in_line=False), *lines[end:]]
    made = block({"evidence": {key: record}}, 0, rows_in_line=False)
    if "evidence" in document.value:
        head = _line(document, ("evidence",)) - 1
        return [*lines[:head], *made, *lines[head + 1 :]]
    head = _line(document, ("answers",)) - 1
    return [*lines[:head], *made, *lines[head:]]


def _line(document: Document, place: Place) -> int:
    """The line of a key, from 1."""
    (found,) = document.located([error("", document.path, place)])
    return found.line


def _block_end(lines: Sequence[str], head: int) -> int:
    """The first line after a top-level block; comments and blank lines before the next key belong to that key."""
    end = next(
        (number for number in range(head + 1, len(lines)) if lines[number] and lines[number][0] not in " #-"),
        len(lines),
    )
    while end > head + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end
