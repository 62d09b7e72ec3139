"""One or many: a label names the count and the words for both, as in "{count} {count:unit|units}".

English tells one from many and Vietnamese does not, so a Vietnamese label has no such places. The form of the script
of pages has the same few lines (`w` in `fields.js`).
"""

import re
from collections.abc import Mapping
from typing import Any

_CHOICE = re.compile(r"\{(\w+):([^{}|]*)\|([^{}|]*)\}")


class Counted(str):
    """A label in which words depend on a count."""

    __slots__ = ()

    def format(self, *args: Any, **params: Any) -> str:
        """As `str.format`, the words chosen first; KeyError for a count that is not given."""
        return chosen(self, params).format(*args, **params)


def counted(text: str) -> str:
    """The text, as one that chooses its words by counts where it has such places."""
    return Counted(text) if _CHOICE.search(text) else text


def chosen(text: str, params: Mapping[str, Any]) -> str:
    """A label with the words for its counts; the counts themselves are still to be put in.

    One is 1 and "1" and no other figure: "1 point", "0.5 points", "1.00 points", "0 points".
    """
    return _CHOICE.sub(lambda place: place[2 if str(params[place[1]]) == "1" else 3], text)
