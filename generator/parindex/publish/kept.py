"""What the site engine made of the same pages before, kept by what it was made from.

The hand-written pages and the frames change seldom; the data change all the time. A folder for this is used only where
the environment names one (`PARINDEX_CACHE`), never one inside a data repository: a change could bring its own frames.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_VARIABLE = "PARINDEX_CACHE"
_MAKERS = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jinja2", "pyyaml")
_OPEN_ENDED = ("hooks", "plugins", "INHERIT")
"""Settings with which pages may depend on more than is looked at here."""


def place_for(settings: Mapping[str, Any], own: Mapping[str, Any], pages: Path, theme: Path) -> Path | None:
    """The folder for what is made of `pages`; None where nothing is kept.

    `settings` are those of this build without its folders, `own` those of `mkdocs.yml`.
    """
    folder = os.environ.get(_VARIABLE)
    if not folder or any(own.get(name) for name in _OPEN_ENDED):
        return None
    digest = hashlib.sha256(repr((settings, own, [_version(name) for name in _MAKERS])).encode())
    for top in (pages, theme):
        for path in sorted(path for path in top.rglob("*") if path.is_file()):
            digest.update(path.relative_to(top).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return Path(folder) / "engine" / digest.hexdigest()


def keep(made: Path, place: Path) -> None:
    """Keeps a copy of a finished folder; whoever comes first is as good as another."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as scratch:
        copy = Path(scratch) / "made"
        shutil.copytree(made, copy)
        if not place.exists():
            copy.rename(place)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
