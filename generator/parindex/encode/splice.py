"""Puts blocks into a YAML file line by line, so that everything else in it, comments included, stays byte for byte.

A rewriting library moves a comment with the value it stands behind, and loses it where that value is replaced; the
comments of an appraisal stand before and inside the very blocks that are filled in. Whatever is made here is read back
through our own reader and must say exactly what was meant, otherwise nothing is made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from parindex.load.document import read_document


class NotSpliceable(ValueError):
    """The file has errors, or its blocks do not stand on lines of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A key with its value as lines without indentation; `comments` are written only where the key is new."""

    lines: tuple[str, ...]
    value: Any
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An entry of a collection: the lines from the first of it to the last, and the column it starts in."""

    key: str
    start: int
    end: int
    column: int


def with_item(path: str, data: bytes, key: str, block: Block) -> bytes:
    """The file with one more item at the end of the list under the top key `key`."""
    value = _value(path, data)
    lines = _lines(data)
    items = _entries(data, (key,))
    if not items:
        raise NotSpliceable(path)
    pad = " " * items[-1].column
    new = [*(f"{pad}{line}".rstrip() for line in block.comments), *_item(block.lines, pad)]
    lines[items[-1].end + 1 : items[-1].end + 1] = new
    return _verified(path, lines, {**value, key: [*value[key], block.value]})


def with_blocks(
    path: str, data: bytes, place: Sequence[str], blocks: Mapping[str, Block], order: Sequence[str]
) -> bytes:
    """The file with these blocks in the mapping at `place`; new ones come where `order` has them.

    A block that is there already keeps its comments: those before it, and those inside it. A mapping that is missing,
    or holds nothing, is made at the end of what should hold it.
    """
    wanted = _put(_value(path, data), place, blocks)
    lines = _lines(data)
    if not _held(path, data, place):
        data = _with_mapping(path, data, place)
        lines = _lines(data)
    entries = {entry.key: entry for entry in _entries(data, place)}
    column = next((entry.column for entry in entries.values()), _column(data, place) + 2)
    pad = " " * column
    rank = {code: number for number, code in enumerate(order)}
    first = _line_of(data, place)
    # From the bottom up, so that the line numbers of what is still to be done stay right.
    for code in sorted(blocks, key=lambda code: _at(code, entries, rank, first), reverse=True):
        block = blocks[code]
        entry = entries.get(code)
        if entry is not None:
            kept = [f"{pad}  # {text}" for text in _comments(data, entry.start, entry.end)]
            lines[entry.start : entry.end + 1] = [f"{pad}{block.lines[0]}", *kept, *_padded(block.lines[1:], pad)]
        else:
            at = _at(code, entries, rank, first)[0]
            lines[at:at] = [*_padded(block.comments, pad), *_padded(block.lines, pad)]
    return _verified(path, lines, wanted)


def _at(code: str, entries: Mapping[str, _Entry], rank: Mapping[str, int], first: int) -> tuple[int, int]:
    """The line of a block, or the one before which it is to come; several at one line stay in the order wanted."""
    if code in entries:
        return entries[code].start, -1
    place = rank.get(code, len(rank))
    before = [entry.end for key, entry in entries.items() if rank.get(key, len(rank)) <= place]
    return (max(before) + 1 if before else first + 1), place


def _value(path: str, data: bytes) -> dict[str, Any]:
    document = read_document(path, data)
    if document.findings or not isinstance(document.value, dict):
        raise NotSpliceable(path)
    return document.value


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8").rstrip("\n").split("\n")


def _verified(path: str, lines: Sequence[str], wanted: Mapping[str, Any]) -> bytes:
    made = ("\n".join(lines) + "\n").encode()
    after = read_document(path, made)
    if after.findings or after.value != wanted:
        raise NotSpliceable(path)
    return made


def _item(lines: Sequence[str], pad: str) -> list[str]:
    first, *rest = lines
    return [f"{pad}- {first}", *_padded(rest, f"{pad}  ")]


def _padded(lines: Sequence[str], pad: str) -> list[str]:
    return [f"{pad}{line}".rstrip() for line in lines]


def _found(value: Any, place: Sequence[str]) -> Any:
    for step in place:
        value = value[int(step)] if isinstance(value, list) else value.get(step) if isinstance(value, dict) else None
    return value


def _put(value: Any, place: Sequence[str], blocks: Mapping[str, Block]) -> Any:
    """`value` with the blocks in the mapping at `place`, without touching the original."""
    if not place:
        held = value if isinstance(value, dict) else {}
        return {**held, **{code: block.value for code, block in blocks.items()}}
    step, *rest = place
    if isinstance(value, list):
        return [_put(entry, rest, blocks) if str(at) == step else entry for at, entry in enumerate(value)]
    return {**value, step: _put(value.get(step), rest, blocks)}


def _held(path: str, data: bytes, place: Sequence[str]) -> bool:
    return bool(_found(_value(path, data), place))


def _with_mapping(path: str, data: bytes, place: Sequence[str]) -> bytes:
    """The file with a bare key for the mapping at `place`, which is missing or holds nothing."""
    lines = _lines(data)
    holder = {entry.key: entry for entry in _entries(data, place[:-1])}
    if place[-1] in holder:
        entry = holder[place[-1]]
        if entry.start != entry.end:
            raise NotSpliceable(path)
        kept = [f"{' ' * (entry.column + 2)}# {text}" for text in _comments(data, entry.start, entry.end)]
        # Within a list the first key of an item stands behind the dash.
        head = lines[entry.start][: entry.column]
        lines[entry.start : entry.end + 1] = [f"{head}{place[-1]}:", *kept]
    else:
        if not holder:
            raise NotSpliceable(path)
        last = max(holder.values(), key=lambda entry: entry.end)
        lines.insert(last.end + 1, f"{' ' * last.column}{place[-1]}:")
    return ("\n".join(lines) + "\n").encode()


def _entries(data: bytes, place: Sequence[str]) -> list[_Entry]:
    """The entries of the block collection at `place`, with the lines they take; none of a flow collection."""
    node = _node(data, place)
    if getattr(node, "flow_style", True):
        return []
    lines = _lines(data)
    if isinstance(node, yaml.MappingNode):
        pairs = [(key.value, key.start_mark, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        pairs = [(str(number), item.start_mark, item) for number, item in enumerate(node.value)]
    else:
        return []
    found = []
    for key, mark, value in pairs:
        # An item of a list starts at its dash, a key where it stands, also behind a dash.
        text = lines[mark.line]
        column = len(text) - len(text.lstrip()) if isinstance(node, yaml.SequenceNode) else mark.column
        found.append(_Entry(key=key, start=mark.line, end=max(mark.line, last_line(value)), column=column))
    if len({entry.start for entry in found}) != len(found):
        return []
    return found


def last_line(node: yaml.Node) -> int:
    """The line on which a node's own text ends, which its end mark may overrun by blanks and comments."""
    if getattr(node, "flow_style", True) or isinstance(node, yaml.ScalarNode):
        mark = node.end_mark
        return int(mark.line - 1) if mark.column == 0 and mark.line > node.start_mark.line else int(mark.line)
    parts = [part for pair in node.value for part in (pair if isinstance(pair, tuple) else (pair,))]
    return max((last_line(part) for part in parts), default=int(node.start_mark.line))


def _node(data: bytes, place: Sequence[str]) -> Any:
    node: Any = yaml.compose(data.decode("utf-8"), Loader=yaml.CSafeLoader)
    for step in place:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode):
            node = node.value[int(step)] if int(step) < len(node.value) else None
        else:
            return None
    return node


def _column(data: bytes, place: Sequence[str]) -> int:
    """The column of the key that holds the mapping at `place`."""
    return next((entry.column for entry in _entries(data, place[:-1]) if entry.key == place[-1]), 0)


def _line_of(data: bytes, place: Sequence[str]) -> int:
    """The line of the key that holds the mapping at `place`."""
    return next((entry.start for entry in _entries(data, place[:-1]) if entry.key == place[-1]), 0)


def _comments(data: bytes, start: int, end: int) -> list[str]:
    """The comments on these lines, whether they stand alone or behind a value."""
    return [text for line, text in comments_by_line(data).items() if start <= line <= end]


def comments_by_line(data: bytes) -> dict[int, str]:
    """The comments of a file by line, from 0, whether they stand alone or behind a value."""
    reached: dict[int, int] = {}
    for token in yaml.scan(data.decode("utf-8"), Loader=yaml.CSafeLoader):
        if isinstance(token, yaml.StreamStartToken | yaml.StreamEndToken | yaml.BlockEndToken):
            continue
        reached |= dict.fromkeys(range(token.start_mark.line, token.end_mark.line), 10**9)
        reached[token.end_mark.line] = max(reached.get(token.end_mark.line, 0), token.end_mark.column)
    found = {}
    for number, line in enumerate(_lines(data)):
        rest = line[reached.get(number, 0) :].strip()
        if rest.startswith("#"):
            found[number] = rest.removeprefix("#").strip()
    return found
