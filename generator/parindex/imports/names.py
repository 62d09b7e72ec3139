"""Ids for units out of their names and official codes."""

import re

from parindex.i18n.numbers import folded

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = 80
"""Length that the schemas allow for an id."""


def slug(name: str) -> str:
    """`name` as an id: "Sở Văn hóa, Thể thao & DL" → "so-van-hoa-the-thao-dl"; empty where no letter is left.

    Depends on the name alone, so that a unit has the same id in every year; longer ids end at a word.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")
    return plain if len(plain) <= LONGEST else plain[: LONGEST + 1].rpartition("-")[0] or plain[:LONGEST]


def is_id(text: str) -> bool:
    """Whether `text` may be an id or a folder's name."""
    return _ID.fullmatch(text) is not None and len(text) <= LONGEST
