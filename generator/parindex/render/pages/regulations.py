"""The pages of the law: regulations, the criteria of their groups, what one changes in an earlier one."""

from collections.abc import Iterator, Sequence

from parindex.model.analysis import RegulationChange
from parindex.model.criteria import Branch, CriteriaSet, Node, Regulation
from parindex.render import urls
from parindex.render.basis import Basis
from parindex.render.changes import changed_groups, supposed_of
from parindex.render.page import Page


def methods_index(basis: Basis) -> Page:
    """All regulations."""
    return basis.page(
        urls.METHODS,
        "methods",
        "methods",
        basis.t["methods-title"],
        basis.t["methods-description"],
        regulations=list(basis.repository.regulations.values()),
    )


def method_page(basis: Basis, regulation: Regulation) -> Page:
    """What a regulation says, with its sources."""
    return basis.page(
        urls.method_page(regulation.id),
        "method",
        "methods",
        regulation.title,
        basis.t["method-description"].format(name=regulation.short),
        regulation=regulation,
        changes=[change for change in basis.build.changes if change.after.id == regulation.id],
        used_by=[cycle for cycle in basis.repository.cycles if cycle.cycle.regulation == regulation.id],
    )


def change_page(basis: Basis, change: RegulationChange) -> Page:
    """What a regulation changes in an earlier one, and who would have moved."""
    return basis.page(
        urls.change_page(change.after.id, change.before.id),
        "changes",
        "methods",
        basis.t["changes-title"].format(new=change.after.short, old=change.before.short),
        basis.t["changes-description"],
        change=change,
        groups=changed_groups(change, basis.words),
        supposed=supposed_of(change),
    )


def criteria_page(basis: Basis, regulation: Regulation, criteria: CriteriaSet) -> Page:
    """The criteria of one unit group."""
    return basis.page(
        urls.criteria_page(regulation.id, criteria.group),
        "criteria",
        "methods",
        criteria.name,
        basis.t["criteria-description"].format(name=regulation.short),
        regulation=regulation,
        criteria=criteria,
        rows=list(_flat(criteria.areas, 1)),
    )


def _flat(nodes: Sequence[Node], depth: int) -> Iterator[tuple[int, Node]]:
    for node in nodes:
        yield depth, node
        if isinstance(node, Branch):
            yield from _flat(node.parts, depth + 1)
