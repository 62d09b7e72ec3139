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


def engine_settings(config: Path) -> Mapping[str, Any]:
    """The engine's settings with every scalar as text, so that its own tags do not matter here."""
    settings: Mapping[str, Any] = yaml.load(config.read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506 it makes text only
    return settings


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
