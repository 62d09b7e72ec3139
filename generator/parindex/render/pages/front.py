"""The ways into the site: home, all results, downloads, search, and the rules of the checker."""

from parindex.i18n import numbers
from parindex.i18n.text import rule_ids, rule_text
from parindex.render import urls
from parindex.render.basis import Basis
from parindex.render.front import counts_of, lead_of
from parindex.render.page import Page
from parindex.render.searching import units_with_pages
from parindex.render.showcase import showcase


def home(basis: Basis) -> Page:
    """What this is, and the latest results."""
    cards = showcase(basis)
    return basis.page(
        urls.HOME,
        "home",
        "home",
        basis.t["home-title"],
        basis.t["home-description"],
        cards=cards,
        lead=lead_of(cards, basis.build.comparisons, basis.words),
        counts=counts_of(basis.repository.cycles),
    )


def results_index(basis: Basis) -> Page:
    """All programmes."""
    title, about = basis.t["results-title"], basis.t["results-description"]
    return basis.page(urls.RESULTS, "results", "results", title, about, cards=showcase(basis))


def data_index(basis: Basis) -> Page:
    """All downloads."""
    return basis.page(
        urls.DATA,
        "data",
        "data",
        basis.t["data-title"],
        basis.t["data-description"],
        cycles=sorted(basis.repository.cycles, key=lambda cycle: (cycle.programme.name, cycle.cycle.id)),
    )


def search_page(basis: Basis) -> Page:
    """Search, and without JavaScript the list of all units."""
    units = sorted(
        {(unit.name, programme.name, page) for programme, unit, page in units_with_pages(basis)},
        key=lambda row: (numbers.collation_key(row[0]), row[1], row[2]),
    )
    title, about = basis.t["search-title"], basis.t["search-description"]
    return basis.page(urls.SEARCH, "search", "home", title, about, units=units)


def rules_page(basis: Basis) -> Page:
    """The rules of the checker, from the catalogue."""
    rules = [rule_text(rule, basis.lang) for rule in rule_ids()]
    return basis.page(urls.RULES, "rules", "guide", basis.t["rules-title"], basis.t["rules-description"], rules=rules)
