"""How a table names a unit, group, question or item: by the name that people know, or by its id."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from parindex.i18n.numbers import folded


class Names:
    """Things by everything that may name them; of several names of one id the first is the one that is shown."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._shown: dict[str, str] = {}
        self._plain: dict[str, set[str]] = {}
        self._marked: dict[str, set[str]] = {}
        self._folded: dict[str, set[str]] = {}
        for key, name in pairs:
            self._shown.setdefault(key, " ".join(name.split()))
            for text in (name, f"{name} ({key})"):
                self._plain.setdefault(_plain(text), set()).add(key)
                self._marked.setdefault(_marked(text), set()).add(key)
                self._folded.setdefault(_bare(text), set()).add(key)

    @property
    def ids(self) -> list[str]:
        """The ids, in the order in which they came."""
        return list(self._shown)

    def called(self, key: str) -> str:
        """A text that names a thing and no other; the id itself where nothing else is known of it."""
        name = self._shown.get(key, key)
        return name if self.named(name) == key else f"{name} ({key})"

    def shown(self) -> list[str]:
        """What each is called, in the order in which they came."""
        return [self.called(key) for key in self._shown]

    def named(self, text: str) -> str | None:
        """The id that a text means; None where it means none, or not exactly one."""
        if text in self._shown:
            return text
        without = _plain(text).isascii()
        for known, said in ((self._plain, _plain(text)), (self._marked, _marked(text)), (self._folded, _bare(text))):
            if known is self._folded and not without:
                # With other marks it is another name: Hòa is not Hoa.
                continue
            found = known.get(said, set())
            if len(found) == 1:
                return next(iter(found))
        return None

    def close_to(self, text: str) -> str:
        """What looks most like a text; empty where nothing does."""
        known = {folded(self.called(key)): self.called(key) for key in self._shown}
        close = get_close_matches(folded(text), list(known), n=1, cutoff=0.6)
        return known[close[0]] if close else ""


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _bare(text: str) -> str:
    return folded(" ".join(text.split()))


def _marked(text: str) -> str:
    """A name whatever letter of a syllable its marks stand on: Hoà and Hòa."""
    return " ".join(
        _bare(word) + "".join(sorted(sign for sign in unicodedata.normalize("NFD", word) if not sign.isascii()))
        for word in _plain(text).split()
    )
