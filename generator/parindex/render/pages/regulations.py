"""The pages of the law: regulations, the criteria of their groups, what one changes in an earlier one."""

from collections.abc import Iterator, Sequence

from parindex.model.analysis import RegulationChange
from parindex.model.criteria import Branch, CriteriaSet, Node
from parindex.model.regulation import Regulation
from parindex.render import urls
from parindex.render.changes import changed_groups, supposed_of
from parindex.render.lawview import tie_breakers
from parindex.render.page import Page
from parindex.render.stock import Stock


def methods_index(stock: Stock) -> Page:
    """All regulations."""
    return stock.page(
        urls.METHODS,
        "methods",
        "methods",
        stock.t["methods-title"],
        stock.t["methods-description"],
        regulations=list(stock.repository.regulations.values()),
    )


def method_page(stock: Stock, regulation: Regulation) -> Page:
    """What a regulation says, with its sources."""
    return stock.page(
        urls.method_page(regulation.id),
        "method",
        "methods",
        regulation.title,
        stock.t["method-description"].format(name=regulation.short),
        regulation=regulation,
        breakers=tie_breakers(regulation, stock.words),
        changes=[change for change in stock.build.changes if change.after.id == regulation.id],
        used_by=[cycle for cycle in stock.repository.cycles if cycle.cycle.regulation == regulation.id],
    )


def change_page(stock: Stock, change: RegulationChange) -> Page:
    """What a regulation changes in an earlier one, and who would have moved."""
    return stock.page(
        urls.change_page(change.after.id, change.before.id),
        "changes",
        "methods",
        stock.t["changes-title"].format(new=change.after.short, old=change.before.short),
        stock.t["changes-description"],
        change=change,
        groups=changed_groups(change, stock.words),
        supposed=supposed_of(change),
    )


def criteria_page(stock: Stock, regulation: Regulation, criteria: CriteriaSet) -> Page:
    """The criteria of one unit group."""
    return stock.page(
        urls.criteria_page(regulation.id, criteria.group),
        "criteria",
        "methods",
        criteria.name,
        stock.t["criteria-description"].format(name=regulation.short),
        regulation=regulation,
        criteria=criteria,
        rows=list(_flat(criteria.areas, 1)),
    )


def _flat(nodes: Sequence[Node], depth: int) -> Iterator[tuple[int, Node]]:
    for node in nodes:
        yield depth, node
        if isinstance(node, Branch):
            yield from _flat(node.parts, depth + 1)
