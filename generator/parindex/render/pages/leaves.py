"""The pages that go across the units of a group: an area, a leaf."""

from parindex.model.criteria import CriteriaSet, Leaf, Node
from parindex.model.repository import CycleResult
from parindex.render import urls
from parindex.render.basis import Basis
from parindex.render.groupview import spread_chart
from parindex.render.leafview import area_view, leaf_view
from parindex.render.page import Page


def area_page(basis: Basis, cycle: CycleResult, criteria: CriteriaSet, area: Node) -> Page:
    """One area across the units of a group, with its criteria."""
    view = area_view(cycle, criteria, area, basis.papers[cycle.key], basis.words)
    return basis.page(
        urls.area_page(*cycle.key, criteria.group, area.code),
        "area",
        "results",
        f"{area.code}. {area.name}",
        basis.t["area-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
        cycle=cycle,
        criteria=criteria,
        area=area,
        view=view,
        chart=spread_chart(view.shares, (), basis.words),
    )


def criterion_page(basis: Basis, cycle: CycleResult, criteria: CriteriaSet, leaf: Leaf) -> Page:
    """One leaf across the units of a group."""
    return basis.page(
        urls.criterion_page(*cycle.key, criteria.group, leaf.code),
        "criterion",
        "results",
        f"{leaf.code} {leaf.name}",
        basis.t["criterion-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
        cycle=cycle,
        criteria=criteria,
        leaf=leaf,
        area=next(area for area in criteria.areas if area.code == criteria.area_of[leaf.code]),
        view=leaf_view(cycle, criteria, leaf, basis.papers[cycle.key], basis.words),
        siblings=criteria.leaves,
    )
