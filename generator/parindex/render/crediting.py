"""Who answers for the figures of a cycle and where these come from: what citations and metadata name."""

from collections.abc import Sequence
from dataclasses import dataclass

from parindex.i18n.numbers import date_text
from parindex.i18n.words import Words
from parindex.model.edition import editions_of
from parindex.model.regulation import Source
from parindex.model.repository import CycleResult
from parindex.model.roster import is_date

PROJECT = "parindex"
"""Who publishes a site that has no name of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """The author of a cycle's results and the sources of its figures.

    `official` says that the author is the authority that ranks its units. Where nobody ranked anything and points are
    computed from imported figures, it is this site, and the figures belong to their source.
    """

    author: str
    official: bool
    sources: tuple[Source, ...]


def credit_of(cycle: CycleResult, site_name: str) -> Credit:
    """Whom to credit for a cycle, printed tables included."""
    made = cycle.cycle
    sources = (made.source,) if made.source else ()
    if cycle.imported and made.decision is None:
        return Credit(author=site_name or PROJECT, official=False, sources=sources)
    if made.decision is not None:
        decided = Source(
            id="decision",
            title=made.decision.title or made.title,
            publisher=made.decision.issuer,
            url=made.decision.url,
            dated=made.decision.date,
            decision=made.decision.number,
        )
        return Credit(author=made.decision.issuer, official=True, sources=(decided, *sources))
    return Credit(author=cycle.programme.authority, official=True, sources=sources)


def source_text(source: Source, words: Words) -> str:
    """A source in one line: what, by whom, by which decision, of which day, where."""
    parts = (source.title, source.publisher, source.decision, date_text(source.dated, words.lang), source.url)
    return ", ".join(part for part in parts if part)


def sources_text(sources: Sequence[Source], words: Words) -> str:
    """Where figures come from, as a sentence; nothing where no source is named."""
    told = "; ".join(source_text(source, words) for source in sources)
    return words.t["credit-source"].format(source=told) if told else ""


def released(cycle: CycleResult) -> str:
    """The day (ISO) from which the figures stand as they are: the edition's, else the source's; empty without one."""
    editions = editions_of(cycle.cycle)
    dated = cycle.cycle.source.dated if cycle.cycle.source else ""
    return editions[-1].since if editions else dated if is_date(dated) else ""
