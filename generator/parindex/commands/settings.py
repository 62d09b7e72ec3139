"""What the site engine's settings say that other commands need as well."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from parindex import errors
from parindex.i18n.mirror import ORIGINAL
from parindex.i18n.text import LANGUAGES
from parindex.model.links import link_fault
from parindex.model.share import share_folder
from parindex.publish.mirrors import Mirrors
from parindex.render import urls


def config_of(root: Path) -> Path:
    """The site engine's settings: the data repository's own, else those that ship with the package."""
    own = root / "mkdocs.yml"
    return own if own.is_file() else share_folder() / "mkdocs.yml"


_SHAPES: Mapping[str, type] = {"extra": dict, "nav": list, "site_name": str, "site_url": str, "repo_url": str}


def engine_settings(config: Path) -> Mapping[str, Any]:
    """The engine's settings with every scalar as text, so that its own tags do not matter here.

    UsageFault where they are no settings.
    """
    try:
        settings: Any = yaml.load(config.read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506 it makes text only
    except yaml.YAMLError as bad:
        mark = getattr(bad, "problem_mark", None)
        line = str(mark.line + 1 if mark else 1)
        raise errors.UsageFault("usage-settings", path=config.name, line=line) from bad
    if not isinstance(settings, dict):
        raise errors.UsageFault("usage-settings-shape", path=config.name, entry="site_name")
    wrong = [key for key, shape in _SHAPES.items() if settings.get(key) and not isinstance(settings[key], shape)]
    if wrong:
        raise errors.UsageFault("usage-settings-shape", path=config.name, entry=", ".join(wrong))
    return settings


def line_of(config: Path, text: str) -> int:
    """The line of the settings that first names a text; 1 where none does."""
    lines = config.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)


def site_address(settings: Mapping[str, Any]) -> str:
    """The address the site is published at, ending in a slash; empty where the settings name none."""
    url: str = settings.get("site_url") or ""
    return "" if link_fault(url) else url.rstrip("/") + "/"


def mirrors_of(settings: Mapping[str, Any]) -> Mirrors:
    """The languages of the site, Vietnamese first and where nothing is said alone, and its address."""
    named = (settings.get("extra") or {}).get("languages") or [ORIGINAL]
    unknown = [lang for lang in named if lang not in LANGUAGES]
    if unknown or ORIGINAL not in named:
        raise errors.UsageFault("usage-languages", given=", ".join(named), known=", ".join(LANGUAGES))
    others = [lang for lang in LANGUAGES if lang in named and lang != ORIGINAL]
    return Mirrors(languages=[ORIGINAL, *others], site_url=site_address(settings), picture=urls.social())
