"""The ways into the site: home, all results, downloads, search, and the rules of the checker."""

from parindex.i18n import numbers
from parindex.i18n.text import rule_subjects
from parindex.render import urls
from parindex.render.front import counts_of, lead_of
from parindex.render.page import Page
from parindex.render.searching import units_with_pages
from parindex.render.showcase import showcase
from parindex.render.stock import Stock


def home(stock: Stock) -> Page:
    """What this is, and the latest results."""
    cards = showcase(stock)
    return stock.page(
        urls.HOME,
        "home",
        "home",
        stock.t["home-title"],
        stock.t["home-description"],
        cards=cards,
        lead=lead_of(cards, stock.build.comparisons, stock.words),
        counts=counts_of(stock.repository.cycles),
    )


def results_index(stock: Stock) -> Page:
    """All programmes."""
    title, about = stock.t["results-title"], stock.t["results-description"]
    return stock.page(urls.RESULTS, "results", "results", title, about, cards=showcase(stock))


def data_index(stock: Stock) -> Page:
    """All downloads."""
    return stock.page(
        urls.DATA,
        "data",
        "data",
        stock.t["data-title"],
        stock.t["data-description"],
        cycles=sorted(stock.repository.cycles, key=lambda cycle: (cycle.programme.name, cycle.cycle.id)),
    )


def search_page(stock: Stock) -> Page:
    """Search, and without JavaScript the list of all units."""
    units = sorted(
        {(unit.name, programme.name, page) for programme, unit, page in units_with_pages(stock)},
        key=lambda row: (numbers.collation_key(row[0]), row[1], row[2]),
    )
    title, about = stock.t["search-title"], stock.t["search-description"]
    return stock.page(urls.SEARCH, "search", "home", title, about, units=units)


def rules_page(stock: Stock) -> Page:
    """The rules of the checker by subject, from the catalogue."""
    subjects = rule_subjects(stock.lang)
    title, about = stock.t["rules-title"], stock.t["rules-description"]
    return stock.page(urls.RULES, "rules", "guide", title, about, subjects=subjects)
