"""The pages of a cycle that units file in: its ranking and earlier editions of that, its forms, its documents."""

from markupsafe import Markup

from parindex.i18n.words import Words
from parindex.model.criteria import CriteriaSet
from parindex.model.edition import Edition
from parindex.model.repository import CycleResult
from parindex.model.roster import Unit
from parindex.render import urls
from parindex.render.comparing import comparing_page as chosen_units
from parindex.render.documents import campaign_documents
from parindex.render.feed import tells
from parindex.render.forms import form_page as form_of
from parindex.render.groupview import group_view
from parindex.render.health import percent, together
from parindex.render.page import Page
from parindex.render.papers import Entry
from parindex.render.rankcolumns import Beside
from parindex.render.sharing import shared
from parindex.render.stock import Stock
from parindex.render.translated import cycle_in


def sets_in_use(cycle: CycleResult) -> list[CriteriaSet]:
    """The criteria of the groups that have units in a cycle."""
    used = {result.unit.group for result in cycle.units}
    sets = cycle.regulation.sets if cycle.regulation else {}
    return [criteria for group, criteria in sets.items() if group in used]


def cycle_page(stock: Stock, cycle: CycleResult) -> Page:
    """The ranking of one cycle, group by group."""
    key, build = cycle.key, stock.build
    there = {result.unit.group for result in cycle.units}
    beside = Beside(
        previous=stock.previous[key],
        bands=build.bands.get(key, {}),
        nexts=build.next_classes.get(key, {}),
    )
    groups = [
        group_view(cycle, group, stock.stats_of(cycle, group.id), stock.papers[key], beside, stock.words)
        for group in (cycle.regulation.groups if cycle.regulation else ())
        if group.id in there
    ]
    return stock.page(
        urls.cycle_page(*key),
        "cycle",
        "results",
        f"{cycle.programme.name}: {cycle.cycle.title}",
        stock.t["cycle-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
        cycle=cycle,
        groups=groups,
        criteria_sets=sets_in_use(cycle),
        forms=stock.forms[key],
        has_comparison=key in build.comparisons,
        has_evidence=bool(stock.health[key]),
        dockets=_dockets(stock, cycle),
        shared=shared(cycle, build, Words(stock.lang)),
        # A programme without news has no feed of its own.
        feed=urls.feed(cycle.programme.id if any(map(tells, stock.cycles_of(cycle.programme))) else ""),
        editions=build.editions.get(key, ()),
    )


def _dockets(stock: Stock, cycle: CycleResult) -> list[tuple[Unit, int | None, int | None, Entry]]:
    """Every objection of a cycle with its unit and that unit's rank before and after all answers."""
    papers = stock.papers.get(cycle.key, {})
    return [
        (result.unit, result.rank_before, result.rank, entry)
        for result in cycle.units
        for entry in (papers[result.unit.id].docket if result.unit.id in papers else ())
    ]


def edition_page(stock: Stock, cycle: CycleResult, edition: Edition, then: CycleResult | None) -> Page:
    """The ranking as it was in one edition; `then` are its results, None where they cannot be had."""
    name = stock.t["edition"].format(number=edition.number)
    if then is not None:
        then = cycle_in(then, stock.lang, stock.original_laws.get(then.cycle.regulation))
    return stock.page(
        urls.edition_page(*cycle.key, edition.number),
        "edition",
        "results",
        f"{cycle.programme.name}: {cycle.cycle.title}. {name}",
        stock.t["edition-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
        cycle=cycle,
        edition=edition,
        then=then,
        newest=len(stock.build.editions[cycle.key]),
    )


def form_page(stock: Stock, cycle: CycleResult, criteria: CriteriaSet) -> Page:
    """The form in which the units of a group assess themselves in an undecided cycle."""
    groups = cycle.regulation.groups if cycle.regulation else ()
    name = next((group.name for group in groups if group.id == criteria.group), criteria.name)
    return stock.page(
        urls.form_page(*cycle.key, criteria.group),
        "form",
        "results",
        stock.t["fill-title"].format(group=name, cycle=cycle.cycle.id),
        stock.t["fill-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
        cycle=cycle,
        criteria=criteria,
        form=form_of(cycle, criteria, stock.build.forge),
    )


def comparing_page(stock: Stock, cycle: CycleResult) -> Page:
    """Some units of one group side by side, chosen by the address."""
    return stock.page(
        urls.comparing_page(*cycle.key),
        "compare",
        "results",
        stock.t["compare-title"],
        stock.t["compare-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
        cycle=cycle,
        page=chosen_units(cycle, stock.words),
    )


def health_page(stock: Stock, cycle: CycleResult) -> Page:
    """How the evidence of a cycle fares, by group and unit."""
    groups = stock.health[cycle.key]
    return stock.page(
        urls.health_page(*cycle.key),
        "health",
        "results",
        stock.t["health-title"].format(cycle=cycle.cycle.title),
        stock.t["health-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
        cycle=cycle,
        groups=groups,
        whole=together(group.whole for group in groups),
        percent=percent,
        campaign=Markup(campaign_documents(cycle, stock.words)),  # noqa: S704 it escapes what was written
    )
