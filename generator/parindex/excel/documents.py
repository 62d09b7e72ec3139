"""How a row of the form names a document of the list: by number, title or id, whichever says which one is meant."""

from collections.abc import Mapping
from difflib import get_close_matches
from urllib.parse import unquote

from parindex.imports.names import LONGEST, slug

SHORT_TITLE = 80
SPOKEN = 8
"""A part of a title says which one is meant when it has so many letters."""


class Register:
    """The documents of a unit by everything that may name them."""

    def __init__(self, records: Mapping[str, Mapping[str, str]]) -> None:
        self.records = dict(records)
        self._by_name: dict[str, list[str]] = {}
        self._by_link: dict[str, str] = {}
        for key, record in records.items():
            self._learn(key, record)

    def _learn(self, key: str, record: Mapping[str, str]) -> None:
        number, title = record.get("number", ""), record.get("title", "")
        for name in {
            plain(text) for text in (number, title, f"{number} – {title}", f"{number} {title}") if text.strip()
        }:
            self._by_name.setdefault(name, []).append(key)
        if record.get("url"):
            self._by_link.setdefault(same_link(record["url"]), key)

    def named(self, text: str) -> str | None:
        """The id of the document that a text names; None where it names none, or not exactly one."""
        if text in self.records:
            return text
        found = self._by_name.get(plain(text), [])
        return found[0] if len(found) == 1 else None

    def linked(self, url: str) -> str | None:
        """The id of the document at an address."""
        return self._by_link.get(same_link(url))

    def speaks_of(self, text: str, key: str) -> bool:
        """Whether a text tells of a document, by its number or by a good part of its title."""
        record, said = self.records[key], plain(text)
        number, title = plain(record.get("number", "")), plain(record.get("title", ""))
        return bool((number and number in said) or (title and title in said) or (len(said) >= SPOKEN and said in title))

    def called(self, key: str) -> str:
        """A text that names a document of the list and no other."""
        record = self.records[key]
        for text in (record.get("number", ""), record.get("title", "")):
            if text and len(text) <= SHORT_TITLE and text == text.strip() and self.named(text) == key:
                return text
        return key

    def close_to(self, text: str) -> str:
        """The name that looks most like a text; empty where none does."""
        names = {plain(self.called(key)): self.called(key) for key in self.records}
        close = get_close_matches(plain(text), list(names), n=1, cutoff=0.6)
        return names[close[0]] if close else ""

    def add(self, record: Mapping[str, str]) -> str:
        """A document that the list does not hold yet, under an id made from its number or title."""
        base = slug(record.get("number", "")) or slug(record.get("title", "")) or "tai-lieu"
        key, count = base, 1
        while key in self.records:
            count += 1
            key = f"{base[: LONGEST - 4].rstrip('-')}-{count}"
        self.records[key] = dict(record)
        self._learn(key, record)
        return key


def plain(text: str) -> str:
    """A text as two people write it alike."""
    return " ".join(text.split()).casefold()


def same_link(url: str) -> str:
    """An address without what spreadsheet programs change in it: escapes, and the stroke at its end."""
    return unquote(url).strip().rstrip("/#")
