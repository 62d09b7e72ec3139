"""News as Atom (RFC 4287) in each language of a site: decisions that published results, and corrections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from markupsafe import escape

from parindex.i18n.mirror import ORIGINAL, mirrored
from parindex.i18n.numbers import date_text
from parindex.i18n.quoted import is_marked, is_vietnamese, marked_up
from parindex.i18n.words import Words
from parindex.model.repository import CycleResult, Repository
from parindex.model.roster import CycleKind
from parindex.render import urls

_ATOM = "http://www.w3.org/2005/Atom"
_OF_US = "parindex"
"""What the ids of entries are derived from: they stay when a site moves to another address."""

_EMPTY_SINCE = "1970-01-01"
_MOST = 200
"""Entries in a feed; the newest are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One piece of news; `key` makes its id, `day` is ISO, `page` its page in the tree of a language."""

    key: str
    day: str
    title: str
    summary: str
    page: str


def tells(cycle: CycleResult) -> bool:
    """Whether a cycle has news: nothing before its decision."""
    return cycle.cycle.kind is CycleKind.CAMPAIGN and cycle.cycle.decision is not None


def entries_of(cycles: Sequence[CycleResult], words: Words) -> list[Entry]:
    """What happened to some cycles, newest first; nothing before a cycle's decision."""
    t, lang, found = words.t, words.lang, []
    for made in cycles:
        cycle, decision = made.cycle, made.cycle.decision
        if not tells(made) or decision is None:
            continue
        key = f"{made.programme.id}/{cycle.id}"
        place = {"name": made.programme.name, "cycle": cycle.title}
        told = {"number": decision.number, "date": date_text(decision.date, lang), "issuer": decision.issuer}
        found.append(
            Entry(
                key=f"{key}/decision",
                day=decision.date,
                title=t["feed-decision"].format(**place),
                summary=t["feed-decision-text"].format(**told, count=len(made.units)),
                page=urls.cycle_page(made.programme.id, cycle.id),
            )
        )
        for erratum in cycle.errata:
            unit = made.programme.units.get(erratum.unit)
            figures = {"old": words.plain(erratum.old), "new": words.plain(erratum.new)}
            name = unit.name if unit else erratum.unit
            about = f"{name}, {erratum.code}" if erratum.code else name
            found.append(
                Entry(
                    key=f"{key}/erratum/{erratum.id}",
                    day=erratum.date,
                    title=t["feed-erratum"].format(**place, unit=about),
                    summary=t["feed-erratum-text"].format(**figures, reason=erratum.reason),
                    page=urls.unit_page(made.programme.id, cycle.id, erratum.unit),
                )
            )
    return sorted(found, key=lambda entry: (entry.day, entry.key), reverse=True)[:_MOST]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed at `path` in the tree of a language; the same one is there in each of `languages`."""

    path: str
    title: str
    author: str
    entries: Sequence[Entry]
    languages: Sequence[str]


def atom(feed: Feed, lang: str, site_url: str) -> bytes:
    """A feed in a language; links are absolute where the site's address is known, else relative to the feed."""
    path = mirrored(lang, feed.path)
    up = site_url or urls.prefix(path)
    made = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": lang})

    def say(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
        ElementTree.SubElement(parent, name, attributes).text = text or None

    def tell(parent: ElementTree.Element, name: str, text: str) -> None:
        # Vietnamese words amid others can only be marked in HTML, which Atom takes as escaped text.
        if is_marked(text):
            say(parent, name, marked_up(f"<span>{escape(text)}</span>"), type="html")
        else:
            say(parent, name, text)

    say(made, "id", _id(path))
    tell(made, "title", feed.title)
    say(made, "updated", _moment(feed.entries[0].day if feed.entries else _EMPTY_SINCE))
    say(made, "link", rel="self", type="application/atom+xml", hreflang=lang, href=up + path)
    say(made, "link", rel="alternate", type="text/html", hreflang=lang, href=up + mirrored(lang, urls.RESULTS))
    for other in feed.languages:
        if other != lang:
            there = mirrored(other, feed.path)
            say(made, "link", rel="alternate", type="application/atom+xml", hreflang=other, href=up + there)
    spoken = {"xml:lang": ORIGINAL} if lang != ORIGINAL and is_vietnamese(feed.author) else {}
    say(ElementTree.SubElement(made, "author", spoken), "name", feed.author)
    for entry in feed.entries:
        item = ElementTree.SubElement(made, "entry")
        say(item, "id", _id(mirrored(lang, entry.key)))
        tell(item, "title", entry.title)
        say(item, "updated", _moment(entry.day))
        say(item, "link", rel="alternate", type="text/html", hreflang=lang, href=up + mirrored(lang, entry.page))
        tell(item, "summary", entry.summary)
    ElementTree.indent(made, "")
    text: str = ElementTree.tostring(made, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def feeds_of(repository: Repository, words: Words, languages: Sequence[str]) -> Iterator[Feed]:
    """The feed of all programmes, and one for each that has news."""
    title = words.t["feed-title"]
    news = entries_of(repository.cycles, words)
    yield Feed(path=urls.feed(), title=title, author=title, entries=news, languages=languages)
    for programme in repository.programmes.values():
        mine = [made for made in repository.cycles if made.programme.id == programme.id]
        if news := entries_of(mine, words):
            yield Feed(
                path=urls.feed(programme.id),
                title=words.t["feed-of"].format(title=title, name=programme.name),
                author=programme.authority,
                entries=news,
                languages=languages,
            )


def _id(key: str) -> str:
    return uuid5(NAMESPACE_URL, f"{_OF_US}/{key}").urn


def _moment(day: str) -> str:
    # Decisions and corrections are dated by the day, in Viet Nam's time.
    return f"{day}T00:00:00+07:00"
