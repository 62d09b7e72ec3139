"""Reads the list of provinces and communes that ships with the package (registry/README.md)."""

import csv
import io
from functools import cache

from parindex.i18n.numbers import folded
from parindex.model.registry import Commune, Registry
from parindex.model.share import share_folder


@cache
def registry() -> Registry:
    """The list, read once and only by those who need it."""
    return Registry(
        provinces={row["code"]: row["name"] for row in _rows("provinces.csv")},
        communes={
            row["code"]: Commune(code=row["code"], name=row["name"], province=row["province"])
            for row in _rows("communes.csv")
        },
    )


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((share_folder() / "registry" / name).read_text("utf-8"), newline="")))


def province_like(text: str) -> list[str]:
    """The codes of the provinces that a code or name means: "91", "An Giang", "an giang", "Tỉnh An Giang"."""
    wanted = folded(" ".join(text.split()))
    held = registry().provinces
    if wanted in held:
        return [wanted]
    exact = [code for code, name in held.items() if folded(name) == wanted]
    return exact or [code for code, name in held.items() if folded(name).endswith(f" {wanted}")]
