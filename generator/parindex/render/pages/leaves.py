"""The pages that go across the units of a group: an area, a leaf."""

from parindex.model.criteria import CriteriaSet, Leaf, Node
from parindex.model.repository import CycleResult
from parindex.render import urls
from parindex.render.groupview import spread_chart
from parindex.render.leafview import area_view, leaf_view
from parindex.render.page import Page
from parindex.render.stock import Stock


def area_page(stock: Stock, cycle: CycleResult, criteria: CriteriaSet, area: Node) -> Page:
    """One area across the units of a group, with its criteria."""
    view = area_view(cycle, criteria, area, stock.papers[cycle.key], stock.words)
    return stock.page(
        urls.area_page(*cycle.key, criteria.group, area.code),
        "area",
        "results",
        f"{area.code}. {area.name}",
        stock.t["area-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
        cycle=cycle,
        criteria=criteria,
        area=area,
        view=view,
        chart=spread_chart(view.shares, (), stock.words),
    )


def criterion_page(stock: Stock, cycle: CycleResult, criteria: CriteriaSet, leaf: Leaf) -> Page:
    """One leaf across the units of a group."""
    return stock.page(
        urls.criterion_page(*cycle.key, criteria.group, leaf.code),
        "criterion",
        "results",
        f"{leaf.code} {leaf.name}",
        stock.t["criterion-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
        cycle=cycle,
        criteria=criteria,
        leaf=leaf,
        area=next(area for area in criteria.areas if area.code == criteria.area_of[leaf.code]),
        view=leaf_view(cycle, criteria, leaf, stock.papers[cycle.key], stock.words),
        siblings=criteria.leaves,
    )
