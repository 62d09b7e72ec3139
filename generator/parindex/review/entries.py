"""What a change does to files that are no unit's: entry by entry, old and new, as a reviewer asks for it."""

from collections.abc import Iterator, Mapping
from typing import Any

from parindex.load.document import read_document
from parindex.model.change import Change, PathClass, place_of
from parindex.model.review import EntryChange
from parindex.model.tree import FileTree

_SHOWN = frozenset({PathClass.CAMPAIGN, PathClass.DECISION, PathClass.MINUTES, PathClass.ROSTER, PathClass.CRITERIA})
_NAMES = ("id", "unit", "code", "stage", "login", "name", "label", "from", "above")
"""What an entry of a list is known by, so that one that is put in between moves no other."""


def entry_changes(change: Change, base: FileTree, head: FileTree) -> Iterator[EntryChange]:
    """The entries of a YAML file that differ; nothing for the files of units, which are told in other words."""
    if place_of(change.path).kind not in _SHOWN or not change.path.endswith(".yaml"):
        return
    before, after = _flat(_value(base, change.path)), _flat(_value(head, change.path))
    for place in dict.fromkeys([*before, *after]):
        if before.get(place) != after.get(place):
            yield EntryChange(path=change.path, place=place, before=before.get(place), after=after.get(place))


def _value(tree: FileTree, path: str) -> Any:
    return read_document(path, tree.read(path)).value if path in tree else None


def _flat(value: Any, at: tuple[str, ...] = ()) -> dict[tuple[str, ...], str]:
    """Every text of a document by where it stands."""
    if isinstance(value, Mapping):
        return {place: text for key, entry in value.items() for place, text in _flat(entry, (*at, str(key))).items()}
    if isinstance(value, list):
        if all(isinstance(entry, str) for entry in value):
            return {at: ", ".join(value)}
        found: dict[tuple[str, ...], str] = {}
        for number, entry in enumerate(value, 1):
            name = _name(entry) or str(number)
            known = (*at, name)
            # Two entries of one name are told apart by their number.
            found |= _flat(
                entry, known if not any(key[: len(known)] == known for key in found) else (*at, f"{name} ({number})")
            )
        return found
    return {} if value is None else {at: str(value)}


def _name(entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return ""
    return next((str(entry[key]) for key in _NAMES if isinstance(entry.get(key), str)), "")
