"""What leads from a page to citing, downloading and embedding it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from parindex.i18n.mirror import mirrored
from parindex.i18n.numbers import date_text
from parindex.i18n.words import Words
from parindex.model.repository import CycleResult
from parindex.model.result import RANKED, UnitResult
from parindex.render import badges, urls
from parindex.render.citing import citation, permalink
from parindex.render.environment import grade_step
from parindex.render.metadata import dataset, in_page
from parindex.render.page import Build


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """How a cycle is cited, as text and as metadata for search engines, and what can be downloaded.

    `here` is the path on the site that the citation leaves out where the site's address is not known.
    """

    citation: str
    here: str
    metadata: Markup
    files: tuple[str, ...]


def shared(cycle: CycleResult, build: Build, words: Words) -> Shared:
    """A campaign's citation, metadata and downloads."""
    key = cycle.key
    names = ("results.csv", "leaves.csv", "results.json", "results.parquet", "leaves.parquet")
    files = (urls.bundle(*key), *(f"{urls.cycle_data(*key)}/{name}" for name in names))
    folder = mirrored(words.lang, urls.cycle_page(*key)).rpartition("/")[0]
    described = dataset(cycle, files, folder, build, words)
    return Shared(
        citation=citation(cycle, build, words),
        here="" if build.site_url else permalink(cycle),
        metadata=Markup(in_page(described)),  # noqa: S704 no sign of it can end a script
        files=files,
    )


def pictures(cycle: CycleResult, result: UnitResult, size: int, words: Words) -> Sequence[tuple[str, bytes]]:
    """Badge and card of a unit with a published rank in the language of `words`, as paths on the site and contents.

    Nothing for others. `size` is the number of ranked units of its group.
    """
    regulation, decision = cycle.regulation, cycle.cycle.decision
    if regulation is None or decision is None or result.standing not in RANKED or result.index is None:
        return ()
    t, rounding = words.t, regulation.rounding
    standing = badges.Standing(
        unit=result.unit.name,
        index_name=t["badge-index"],
        cycle=cycle.cycle.id,
        index=f"{words.number(result.index, rounding.decimals, rounding.mode)} %",
        rank=t["badge-rank"].format(rank=result.rank, size=size),
        grade=result.grade.label if result.grade else "",
        step=grade_step(regulation.grades, result.grade) if result.grade else 0,
        note=t["badge-sample"] if cycle.programme.sample else "",
        source=t["badge-source"].format(number=decision.number, date=date_text(decision.date, words.lang)),
    )
    key = (cycle.programme.id, cycle.cycle.id, result.unit.id)
    lang = words.lang
    return (
        (mirrored(lang, urls.badge(*key)), badges.badge(standing, lang)),
        (mirrored(lang, urls.card(*key)), badges.card(standing, lang)),
    )


def embedding(cycle: CycleResult, result: UnitResult, site_url: str, words: Words) -> dict[str, Any]:
    """The lines of HTML that put a unit's badge or card, in the language of `words`, on another website.

    Where the site's address is not known they lack it, and a script fills it in where the page is read.
    """
    key = (cycle.programme.id, cycle.cycle.id, result.unit.id)
    start = site_url + mirrored(words.lang, "")
    page = start + urls.unit_page(*key)
    told = words.t["embed-alt"].format(name=result.unit.name, cycle=cycle.cycle.id)
    return {
        "badge": badges.embedding(start + urls.badge(*key), page, told),
        "card": badges.embedding(start + urls.card(*key), page, told),
        "whole": bool(site_url),
    }
