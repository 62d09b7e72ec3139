"""What the site engine writes that HTML does not allow, taken out of its pages."""

import re

_BOX = re.compile(r'(<input class="md-toggle[^<>]*type="checkbox"[^<>]*?) autocomplete="off"')
"""The words of `autocomplete` are for fields of text."""

_STOP = re.compile(r'(<label class="md-nav__link[^<>]*?) tabindex=""')
"""Said of a section's name; as good as nothing, but no number."""


def mended(html: str) -> str:
    """A page of the engine as HTML that a validator accepts."""
    return _STOP.sub(r"\1", _BOX.sub(r"\1", html))
