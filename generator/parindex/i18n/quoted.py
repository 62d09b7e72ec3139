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
_CLASS = "à-ãèéêìíò-õùúýăđĩũơưạ-ỹÀ-ÃÈÉÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯ\u0300-\u0303\u0306\u0309\u031b\u0323"
_VIETNAMESE = re.compile(f"[{_CLASS}]")
# Words that no Vietnamese text has: an English one in which only names and what stands in quotes are Vietnamese.
_ENGLISH = re.compile(r"(?:^|\s)(?:of|the|which|from|with)\s")
_WORD = f"[\\w/.-]*[{_CLASS}][\\w/.-]*"
_WORDS = re.compile(rf"(?<=“)[^“”]*[{_CLASS}][^“”]*(?=”)|{_WORD}(?:(?:\s+[A-Z]\w*)?\s+{_WORD})*")
# A text with Vietnamese letters or marks in it, from the end of the tag before it; scripts hold no text for readers.
_TEXT = re.compile(f">([^<>{_OPEN}{_CLASS}]*[{_OPEN}{_CLASS}][^<>]*)(?=<)")
_SCRIPT = re.compile("(<script\\b.*?</script>)", re.DOTALL)
_IN_TAG = re.compile(f"<[^<>{_OPEN}]*{_OPEN}[^<>]*>")
_PART = re.compile(f"{_OPEN}([^<{_OPEN}{_CLOSE}]*){_CLOSE}")


def is_vietnamese(text: str) -> bool:
    """Whether letters stand in a text that only Vietnamese has among the two languages."""
    return _VIETNAMESE.search(text) is not None


def quoted(text: str) -> str:
    """The text, marked where it is Vietnamese, in an English one only the names.

    Signs that somebody has typed all the same are dropped.
    """
    text = unmarked(text)
    if not is_vietnamese(text):
        return text
    if _ENGLISH.search(text):
        return _WORDS.sub(rf"{_OPEN}\g<0>{_CLOSE}", text)
    return f"{_OPEN}{text}{_CLOSE}"


def is_marked(text: str) -> bool:
    """Whether some part of a text has been marked."""
    return _OPEN in text


def unmarked(text: str) -> str:
    """The text without marks, for titles and attributes."""
    return text.replace(_OPEN, "").replace(_CLOSE, "")


def marked_up(html: str) -> str:
    """Finished HTML with every mark turned into `lang="vi"`, and with no sign left.

    A text that nobody has marked is marked as `quoted` does. What has been marked up already stays as it is.
    """
    if "<script" in html:
        parts = _SCRIPT.split(html)
        return "".join(part if at % 2 else _marked_up(part) for at, part in enumerate(parts))
    return _marked_up(html)


def _marked_up(html: str) -> str:
    if _OPEN in html:
        html = _IN_TAG.sub(lambda tag: unmarked(tag.group()), html)
    return unmarked(_TEXT.sub(_told_language, html))


def _told_language(found: re.Match[str]) -> str:
    """The text behind a tag, with its language said by the tag where it is all that the element holds."""
    html, text = found.string, found[1]
    tag = html[html.rfind("<", 0, found.start()) : found.start()]
    if 'lang="vi"' in tag:
        return found.group()
    own = text.strip()
    name = tag[1:].split(None, 1)[0]
    if not is_marked(text):
        text = text.replace(own, quoted(own), 1)
        own = text.strip()
    if html.startswith(f"</{name}>", found.end()):
        whole = own[0] == _OPEN and own.find(_CLOSE) == len(own) - 1
        # An option holds text alone, so that it can only be marked as a whole.
        if whole or name == "option":
            return f' lang="vi">{text}'
    return ">" + _PART.sub(r'<span lang="vi">\1</span>', text)


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
