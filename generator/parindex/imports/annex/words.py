"""How annexes are worded (words.yaml), as compiled patterns over folded text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

NUMBER = r"(?<![0-9.,])([0-9]{1,6}(?:[.,][0-9]{1,4})?) *(%?)(?![0-9])"
"""A number and its % sign: two groups."""

UNIT = "(?: [a-z ,]{0,40})?"
"""What may stand between a number and what is said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The patterns by the keys of words.yaml."""

    columns: Mapping[str, re.Pattern[str]]
    roster: Mapping[str, re.Pattern[str]]
    single: Mapping[str, re.Pattern[str]]
    points: tuple[tuple[re.Pattern[str], str, str], ...]
    figures: tuple[re.Pattern[str], ...]
    ranges: tuple[tuple[re.Pattern[str], str, str], ...]
    measure: Mapping[str, str]
    each_begins: tuple[str, ...]

    def __getitem__(self, key: str) -> re.Pattern[str]:
        return self.single[key]


@cache
def words() -> Words:
    """The words, read once."""
    loaded: Mapping[str, Any] = yaml.safe_load(files("parindex.imports.annex").joinpath("words.yaml").read_bytes())
    return Words(
        columns={kind: _compiled(form) for kind, form in loaded["columns"].items()},
        roster={kind: _compiled(form) for kind, form in loaded["roster"].items()},
        single={key: _compiled(form) for key, form in loaded.items() if isinstance(form, str)},
        points=tuple((_compiled(row["form"]), row["worth"], row.get("sign", "")) for row in loaded["points"]),
        figures=tuple(_compiled(form) for form in loaded["figures"]),
        ranges=tuple((_compiled(row["form"]), row.get("lower", ""), row.get("upper", "")) for row in loaded["ranges"]),
        measure=loaded["measure"],
        each_begins=tuple(f"{word} " for word in loaded["each-begins"]),
    )


def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form.replace("{n}", NUMBER).replace("{u}", UNIT))
