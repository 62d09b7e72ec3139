"""Text in pages that are written without a template."""

import re

from markupsafe import escape

_SPECIAL = re.compile("[&<>\"']")


def safe(text: str) -> str:
    """A text as it may stand between tags and in quoted attributes."""
    # Hardly any of the half a million texts of a country has one of these signs; looking is cheaper than escaping.
    return str(escape(text)) if _SPECIAL.search(text) else text
