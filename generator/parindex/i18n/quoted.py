"""Vietnamese text on English pages: found, and marked so that a screen reader speaks it with the right voice.

Names, filings and wording of regulations stay Vietnamese where no English form was given. They are marked where they
enter a sentence, by two signs that nobody types, and the signs become `lang="vi"` when the page is whole: only then is
it known whether a text stands in an element, whose start tag can say it, amid a sentence, or in an attribute,
which cannot say it at all.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from parindex.i18n.counts import chosen
from parindex.i18n.text import labels

_OPEN, _CLOSE = "\ue000", "\ue001"
_SIGNS = re.compile(f"[{_OPEN}{_CLOSE}]")
_VIETNAMESE = re.compile("[à-ãèéêìíò-õùúýăđĩũơưạ-ỹÀ-ÃÈÉÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯ\u0300-\u0303\u0306\u0309\u031b\u0323]")
_LETTERS = _VIETNAMESE.pattern
# A text with Vietnamese letters in it, right behind a tag, and what holds no text for readers.
_BARE = re.compile(
    f"(<script\\b.*?</script>)|(<[^<>]*>)([^<>{_OPEN}{_CLOSE}]*{_LETTERS}[^<>{_OPEN}{_CLOSE}]*)(?=<)", re.DOTALL
)
_IN_TAG = re.compile(f"<[^<>]*{_OPEN}[^<>]*>")
_ELEMENT = re.compile(f"<([a-z][a-z0-9]*)([^<>]*)>{_OPEN}([^<{_OPEN}{_CLOSE}]*){_CLOSE}</\\1>")
# An option holds text alone, so that it can only be marked as a whole.
_OPTION = re.compile(f"<option([^<>]*)>([^<]*{_OPEN}[^<]*)</option>")
_PART = re.compile(f"{_OPEN}([^<{_OPEN}{_CLOSE}]*){_CLOSE}")


def is_vietnamese(text: str) -> bool:
    """Whether letters stand in a text that only Vietnamese has among the two languages."""
    return _VIETNAMESE.search(text) is not None


def quoted(text: str) -> str:
    """The text, marked where it is Vietnamese; signs that somebody has typed all the same are dropped."""
    if _OPEN in text or _CLOSE in text:
        text = _SIGNS.sub("", text)
    return f"{_OPEN}{text}{_CLOSE}" if is_vietnamese(text) else text


def is_marked(text: str) -> bool:
    """Whether some part of a text has been marked."""
    return _OPEN in text


def unmarked(text: str) -> str:
    """The text without marks, for titles and attributes."""
    return _SIGNS.sub("", text) if _OPEN in text or _CLOSE in text else text


def marked_up(html: str) -> str:
    """Finished HTML with every mark turned into `lang="vi"`, and with no sign left.

    A text that nobody has marked is marked as a whole. What has been marked up already stays as it is.
    """
    html = _BARE.sub(_marked_whole, html)
    html = _IN_TAG.sub(lambda tag: _SIGNS.sub("", tag.group()), html)
    html = _OPTION.sub(lambda option: f'<option lang="vi"{option[1]}>{unmarked(option[2])}</option>', html)
    html = _ELEMENT.sub(r'<\1 lang="vi"\2>\3</\1>', html)
    return _SIGNS.sub("", _PART.sub(r'<span lang="vi">\1</span>', html))


def _marked_whole(found: re.Match[str]) -> str:
    script, tag, text = found.groups()
    if script is not None or 'lang="vi"' in tag:
        return found.group()
    own = text.strip()
    return tag + text.replace(own, f"{_OPEN}{own}{_CLOSE}", 1)


class Label(str):
    """A label of the catalogue that marks the Vietnamese texts which are put into it."""

    __slots__ = ()

    def format(self, *args: Any, **params: Any) -> str:
        """As `str.format`; texts that are marked already stay as they are."""
        told = {key: _told(value) for key, value in params.items()}
        return chosen(self, told).format(*args, **told)


def _told(value: Any) -> Any:
    return quoted(value) if type(value) is str and not is_marked(value) else value


@cache
def quoting_labels(lang: str) -> Mapping[str, str]:
    """All labels of one language, marking what is put into them."""
    return {key: Label(text) for key, text in labels(lang).items()}
