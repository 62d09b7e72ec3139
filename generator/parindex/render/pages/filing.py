"""Where units file: every open cycle with the forms and workbooks of its groups."""

from collections.abc import Mapping
from dataclasses import dataclass

from parindex.model.repository import CycleResult
from parindex.render import urls
from parindex.render.page import Page
from parindex.render.stock import Stock


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCycle:
    """A cycle in which units may still assess themselves, and the names of their groups by id."""

    cycle: CycleResult
    groups: Mapping[str, str]


def filing_page(stock: Stock) -> Page:
    """The way in for officers of units."""
    title, about = stock.t["filing-title"], stock.t["filing-description"]
    return stock.page(urls.FILING, "filing", "guide", title, about, open_cycles=open_cycles(stock))


def open_cycles(stock: Stock) -> list[OpenCycle]:
    """The cycles with forms: real ones first, then samples, each by programme and cycle."""
    found = [
        OpenCycle(
            cycle=cycle,
            groups={
                group.id: group.name
                for group in (cycle.regulation.groups if cycle.regulation else ())
                if group.id in stock.forms[cycle.key]
            },
        )
        for cycle in stock.repository.cycles
        if stock.forms.get(cycle.key)
    ]
    return sorted(found, key=lambda entry: (entry.cycle.programme.sample, entry.cycle.key))
