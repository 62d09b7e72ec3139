"""Text in pages that are written without a template."""

import re
from collections.abc import Mapping

from markupsafe import escape

from parindex.i18n.counts import counted

_SPECIAL = re.compile("[&<>\"']")


def safe(text: str) -> str:
    """A text as it may stand between tags and in quoted attributes."""
    # Hardly any of the half a million texts of a country has one of these signs; looking is cheaper than escaping.
    return str(escape(text)) if _SPECIAL.search(text) else text


def safe_labels(labels: Mapping[str, str]) -> dict[str, str]:
    """All labels as they may stand there; they still choose their words by the counts that are put in."""
    return {key: counted(str(escape(text))) for key, text in labels.items()}
