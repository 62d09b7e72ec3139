"""Reads a map key by key, so that every fault names its place in the map and no key is silently ignored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from parindex.imports.fault import ImportFault


@dataclass(frozen=True, slots=True)
class Section:
    """A mapping inside a map; `place` is the way to it ("table.groups.0")."""

    value: Mapping[str, Any]
    place: str = ""
    known: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, value: object, place: str, *known: str) -> "Section":
        """`value` as a section with these keys (none: with any); ImportFault for another shape or another key."""
        if not isinstance(value, dict):
            raise ImportFault("import-map-shape-map", place=place or "–")
        for key in value:
            if known and key not in known:
                raise ImportFault("import-map-unknown", place=_join(place, key), options=", ".join(sorted(known)))
        return cls(value, place, frozenset(known))

    def at(self, key: str) -> str:
        """The place of a key."""
        return _join(self.place, key)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.value

    def text(self, key: str, default: str | None = None) -> str:
        """The key's text; ImportFault where it is missing without a default, empty, or no text."""
        if key not in self.value and default is not None:
            return default
        found = self._found(key)
        if not isinstance(found, str) or not found.strip():
            raise ImportFault("import-map-shape-text", place=self.at(key))
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text stands for a list of one, a missing key for none."""
        found = self.value.get(key, [])
        listed = [found] if isinstance(found, str) else found
        if not isinstance(listed, list) or not all(isinstance(entry, str) for entry in listed):
            raise ImportFault("import-map-shape-list", place=self.at(key))
        return tuple(listed)

    def pairs(self, key: str) -> dict[str, str]:
        """A mapping of texts; empty where the key is missing."""
        found = self.value.get(key, {})
        if not isinstance(found, dict) or not all(isinstance(entry, str) for entry in found.values()):
            raise ImportFault("import-map-shape-map", place=self.at(key))
        return dict(found)

    def section(self, key: str, *known: str, optional: bool = False) -> "Section":
        """A mapping below; an empty one where it is optional and missing."""
        value = {} if optional and key not in self.value else self._found(key)
        return Section.of(value, self.at(key), *known)

    def sections(self, key: str, *known: str) -> Iterator["Section"]:
        """The mappings of a list; none where the key is missing."""
        found = self.value.get(key, [])
        if not isinstance(found, list):
            raise ImportFault("import-map-shape-list", place=self.at(key))
        for number, entry in enumerate(found):
            yield Section.of(entry, _join(self.at(key), str(number)), *known)

    def only(self, *keys: str) -> dict[str, Any]:
        """The named keys that are there, in the named order."""
        return {key: self.value[key] for key in keys if key in self.value}

    def _found(self, key: str) -> Any:
        if key not in self.value:
            raise ImportFault("import-map-missing", place=self.at(key))
        return self.value[key]


def _join(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def one_of(section: Section, key: str, options: Sequence[str], default: str) -> str:
    """A text that must be one of `options`."""
    found = section.text(key, default)
    if found not in options:
        raise ImportFault("import-map-one-of", place=section.at(key), value=found, options=", ".join(options))
    return found
