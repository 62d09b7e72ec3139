"""Brings a YAML file to a new value line by line: what stays equal keeps its bytes, and its comments with it.

What a table holds is the whole value of a file, and never its comments, the spelling of its numbers or the order in
which somebody wrote it. So the file that is there is the pattern: only lines whose part has changed are written anew.
A comment belongs to what follows it, or to the line that it ends. One whose part is gone is told of, never dropped
silently. The result is read back through our own reader and must say exactly what was wanted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import yaml

from parindex.encode.filing import item_lines, mapping_lines
from parindex.encode.splice import comments_by_line, last_line
from parindex.encode.yamltext import inline, scalar
from parindex.load.document import read_document
from parindex.model.points import is_decimal, parse_exact

_TWINS = (("id",), ("unit", "item"), ("name",))
"""Keys by which two items of a list are the same thing; the first that all of them have is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refilled:
    """The new text of a file, and the comments of the old one that are not in it any more."""

    text: str
    lost: tuple[str, ...] = ()


def refilled(path: str, data: bytes, value: Mapping[str, Any]) -> Refilled:
    """The file `data` brought to `value`; empty or unreadable data makes it anew."""
    document = read_document(path, data)
    if document.findings or not isinstance(document.value, dict):
        text = "\n".join(mapping_lines(value)) + "\n"
        loose = [line.strip() for line in data.decode("utf-8", "replace").split("\n")]
        return Refilled(text=text, lost=tuple(line[1:].strip() for line in loose if line.startswith("#")))
    wanted = kept(document.value, value)
    if wanted == document.value and list(wanted) == list(document.value):
        return Refilled(text=data.decode("utf-8"))
    text = "\n".join(_Pattern(data).document(wanted)) + "\n"
    again = read_document(path, text.encode())
    if again.findings or again.value != wanted:
        text = "\n".join(mapping_lines(wanted)) + "\n"
    before, after = (Counter(comments_by_line(part).values()) for part in (data, text.encode()))
    return Refilled(text=text, lost=tuple((before - after).elements()))


def kept(held: Any, new: Any) -> Any:
    """`new` in the spelling of `held` where both say the same: last zeros, line ends, blocks that hold nothing."""
    if isinstance(held, Mapping) and isinstance(new, Mapping):
        made = {key: kept(held[key], entry) if key in held else entry for key, entry in new.items()}
        empty = {key: entry for key, entry in held.items() if key not in new and entry in ({}, [])}
        return {key: (made | empty)[key] for key in _in_place([*held], [*made], {*made, *empty})}
    if isinstance(held, list) and isinstance(new, list):
        return [kept(held[twin], entry) if twin is not None else entry for twin, entry in _paired(held, new)]
    if isinstance(held, str) and isinstance(new, str) and _same(held, new):
        return held
    return new


def _in_place(held: Sequence[str], new: Sequence[str], wanted: Set[str]) -> list[str]:
    """The wanted keys as the file has them; a new one behind the one that it follows, and never before all."""
    order = [key for key in held if key in wanted]
    before = ""
    for key in new:
        if key not in order:
            order.insert(order.index(before) + 1 if before else min(1, len(order)), key)
        before = key
    return order


def _same(held: str, new: str) -> bool:
    if held.split() == new.split():
        return True
    return is_decimal(held) and is_decimal(new) and parse_exact(held) == parse_exact(new)


def _paired(held: Sequence[Any], new: Sequence[Any]) -> list[tuple[int | None, Any]]:
    """Each new item with the place of the held one that it comes from, None for one that is new."""
    everything = [*held, *new]
    keys: tuple[str, ...] = next(
        (twins for twins in _TWINS if all(isinstance(item, Mapping) and twins[0] in item for item in everything)), ()
    )
    names = [[_name(item, keys) for item in items] for items in (held, new)]
    found: list[int | None] = [None] * len(new)
    if keys == _TWINS[0]:
        places = {name: at for at, name in reversed(list(enumerate(names[0])))}
        return [(places.get(name), item) for name, item in zip(names[1], new, strict=True)]
    matcher = SequenceMatcher(None, [_sign(item) for item in held], [_sign(item) for item in new], autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and not keys and last - first == end - start):
            found[start:end] = range(first, last)
        elif tag == "replace":
            left = list(range(first, last))
            for at in range(start, end):
                twin = next((place for place in left if names[0][place] == names[1][at]), None)
                if twin is not None:
                    found[at] = twin
                    # Items keep their order, so that no two of them cross.
                    left = [place for place in left if place > twin]
    return list(zip(found, new, strict=True))


def _name(item: Any, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(item.get(key)) for key in keys) if isinstance(item, Mapping) else (str(item),)


def _sign(item: Any) -> str:
    return repr(sorted(item.items())) if isinstance(item, Mapping) else repr(item)


class _Pattern:
    """The lines of a file, and the new ones made after them."""

    def __init__(self, data: bytes) -> None:
        self.lines = data.decode("utf-8").rstrip("\n").split("\n")
        self.root: Any = yaml.compose(data.decode("utf-8"), Loader=yaml.CSafeLoader)
        self.comments = comments_by_line(data)

    def document(self, value: Mapping[str, Any]) -> Iterator[str]:
        """All lines."""
        if self.root.flow_style:
            yield from self._own(0, len(self.lines) - 1)
            yield from mapping_lines(value)
            return
        first = self.root.value[0][0].start_mark.line if self.root.value else 0
        yield from self.lines[:first]
        yield from self._mapping(self.root, value, first)
        yield from self.lines[last_line(self.root) + 1 :]

    def _mapping(self, node: Any, value: Mapping[str, Any], lead: int) -> Iterator[str]:
        """The entries of a block mapping; the lines from `lead` to the first of them belong to it."""
        entries = {}
        for key, entry in node.value:
            end = max(key.start_mark.line, last_line(entry))
            entries[key.value] = (lead, key, entry, end)
            lead = end + 1
        column = node.value[0][0].start_mark.column
        for key, wanted in value.items():
            if key not in entries:
                yield from _moved(mapping_lines({key: wanted}), column)
                continue
            start, name, entry, end = entries[key]
            yield from self.lines[start : name.start_mark.line]
            yield from self._entry(name, entry, end, wanted)

    def _entry(self, name: Any, node: Any, end: int, wanted: Any) -> Iterator[str]:
        at = name.start_mark.line
        if _plain(node) == wanted:
            yield from self.lines[at : end + 1]
            return
        own_lines = bool(node.value) and node.start_mark.line > at and not getattr(node, "flow_style", True)
        if own_lines and isinstance(node, yaml.MappingNode) and isinstance(wanted, Mapping) and wanted:
            yield self.lines[at]
            yield from self._mapping(node, wanted, at + 1)
        elif own_lines and isinstance(node, yaml.SequenceNode) and isinstance(wanted, list) and wanted:
            yield self.lines[at]
            yield from self._sequence(node, wanted, at + 1)
        else:
            yield from self._anew(name, node, end, wanted)

    def _anew(self, name: Any, node: Any, end: int, wanted: Any) -> Iterator[str]:
        """A key with a new value, in the style of the old one; what was noted beside it stays."""
        at, column = name.start_mark.line, name.start_mark.column
        before = self.lines[at][:column]
        flow = not isinstance(wanted, str) and bool(getattr(node, "flow_style", False)) and bool(node.value)
        made = [f"{scalar(name.value)}: {inline(wanted)}"] if flow else list(mapping_lines({name.value: wanted}))
        notes = [self.comments[line] for line in range(at, end + 1) if line in self.comments]
        if len(made) == 1 and len(notes) == 1 and at == end:
            made[0] += f"  # {notes[0]}"
            notes = []
        first, *rest = _moved(made, column)
        pad = " " * column
        # Behind a dash no comment can stand before the key.
        yield from [] if before.strip() else [f"{pad}# {note}" for note in notes]
        yield before + first[column:]
        yield from rest
        yield from [f"{pad}# {note}" for note in notes] if before.strip() else []

    def _sequence(self, node: Any, wanted: Sequence[Any], lead: int) -> Iterator[str]:
        items = []
        for item in node.value:
            end = max(item.start_mark.line, last_line(item))
            items.append((lead, item, end))
            lead = end + 1
        text = self.lines[node.value[0].start_mark.line]
        column = len(text) - len(text.lstrip())
        for twin, entry in _paired([_plain(item) for item in node.value], wanted):
            if twin is None:
                yield from _moved(item_lines(entry, 0), column)
                continue
            start, item, end = items[twin]
            yield from self.lines[start : item.start_mark.line]
            yield from self._item(item, end, entry, column)

    def _item(self, item: Any, end: int, wanted: Any, column: int) -> Iterator[str]:
        at = item.start_mark.line
        if _plain(item) == wanted:
            yield from self.lines[at : end + 1]
            return
        same_kind = isinstance(item, yaml.MappingNode) and isinstance(wanted, Mapping)
        if same_kind and not item.flow_style and item.value[0][0].value == next(iter(wanted)):
            yield from self._mapping(item, wanted, at)
            return
        if getattr(item, "flow_style", False) and at == end:
            note = f"  # {self.comments[at]}" if at in self.comments else ""
            yield f"{' ' * column}- {inline(wanted)}{note}"
            return
        yield from self._own(at, end, column)
        yield from _moved(item_lines(wanted, 0), column)

    def _own(self, start: int, end: int, column: int = 0) -> Iterator[str]:
        """The comments of lines that are written anew as a whole."""
        yield from (f"{' ' * column}# {self.comments[line]}" for line in range(start, end + 1) if line in self.comments)


def _moved(lines: Any, column: int) -> list[str]:
    return [f"{' ' * column}{line}" for line in lines]


def _plain(node: Any) -> Any:
    """The value of a node as our reader has it: every scalar is the text that was typed."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(entry) for key, entry in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(entry) for entry in node.value]
    return node.value
