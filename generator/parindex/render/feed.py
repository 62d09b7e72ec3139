"""News as Atom (RFC 4287): decisions that published results, and corrections."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from parindex.i18n.numbers import date_text
from parindex.i18n.words import Words
from parindex.model.repository import CycleResult
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
    """One piece of news; `key` makes its id, `day` is ISO, `page` relative to the site's root."""

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


def atom(path: str, title: str, entries: Sequence[Entry], words: Words, site_url: str, author: str) -> bytes:
    """A feed that lies at `path`; links are absolute where the site's address is known, else relative to the feed."""
    up = site_url or urls.prefix(path)
    made = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": words.lang})

    def say(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
        ElementTree.SubElement(parent, name, attributes).text = text or None

    say(made, "id", _id(path))
    say(made, "title", title)
    say(made, "updated", _moment(entries[0].day if entries else _EMPTY_SINCE))
    say(made, "link", rel="self", type="application/atom+xml", href=up + path)
    say(made, "link", rel="alternate", type="text/html", href=up + urls.RESULTS)
    say(ElementTree.SubElement(made, "author"), "name", author)
    for entry in entries:
        item = ElementTree.SubElement(made, "entry")
        say(item, "id", _id(entry.key))
        say(item, "title", entry.title)
        say(item, "updated", _moment(entry.day))
        say(item, "link", rel="alternate", type="text/html", href=up + entry.page)
        say(item, "summary", entry.summary)
    ElementTree.indent(made, "")
    text: str = ElementTree.tostring(made, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _id(key: str) -> str:
    return uuid5(NAMESPACE_URL, f"{_OF_US}/{key}").urn


def _moment(day: str) -> str:
    # Decisions and corrections are dated by the day, in Viet Nam's time.
    return f"{day}T00:00:00+07:00"
