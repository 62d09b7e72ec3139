"""A page, and what is true of the whole build it belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from parindex.model.analysis import Analyse, NextClass, RankBand, RegulationChange
from parindex.model.edition import Edition
from parindex.model.repository import CycleKey, CycleResult
from parindex.render import urls
from parindex.render.forms import Forge


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page; `tab` is the part of the site it belongs to ("results", "methods", "data", "home", "guide").

    `path` is where it stands in the tree of its language (`i18n.mirror`), and so does `picture`, which other websites
    show beside a link to it; `beside` are files that come with it, as paths and contents.
    """

    path: str
    title: str
    description: str
    content: str
    tab: str
    picture: str = urls.social()
    beside: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """An official paper of a cycle: what it is, and the path of its file by ending ("docx")."""

    what: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What is true of the whole build, and ends up in the receipt of every page.

    `site_url` is the address the site is published at, ending in a slash; empty where it is not known.
    `engine` tells this state of the program from others of its version number.
    `editions` are those of each decided cycle, with their results where these can be had and shown.
    """

    commit: str | None
    lang: str = "vi"
    comparisons: Mapping[CycleKey, Sequence[Any]] = field(default_factory=dict)
    printed: Mapping[CycleKey, Sequence[Any]] = field(default_factory=dict)
    forge: Forge | None = None
    site_url: str = ""
    bands: Mapping[CycleKey, Mapping[str, RankBand]] = field(default_factory=dict)
    next_classes: Mapping[CycleKey, Mapping[str, NextClass]] = field(default_factory=dict)
    editions: Mapping[CycleKey, Sequence[tuple[Edition, CycleResult | None]]] = field(default_factory=dict)
    analyse: Analyse | None = None
    changes: Sequence[RegulationChange] = ()
    downloads: Mapping[CycleKey, Sequence[Download]] = field(default_factory=dict)
    site_name: str = ""
    engine: str = ""
