"""How the site stands in several languages: one tree of pages, and the same tree again for each other language.

A page keeps its path below the folder of its language, so that links between pages are the same in every tree.
"""

from collections.abc import Sequence

ORIGINAL = "vi"
"""The language at the root of the site, in which names are given; every other one stands in a folder of its name."""


def mirrored(lang: str, path: str) -> str:
    """Where a page of the tree stands on the site in a language."""
    return path if lang == ORIGINAL else f"{lang}/{path}"


def language_of(path: str, languages: Sequence[str]) -> tuple[str, str]:
    """The language of a page of the site, and its path in the tree of that language."""
    for lang in languages:
        if lang != ORIGINAL and path.startswith(f"{lang}/"):
            return lang, path.removeprefix(f"{lang}/")
    return ORIGINAL, path
