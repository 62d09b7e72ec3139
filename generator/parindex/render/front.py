"""What the home page leads with: one real result worth opening, and how much of the site is real and how much sample.

Which programmes have a card, and who leads them, is decided in `showcase`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from parindex.i18n.words import Words
from parindex.model.repository import CycleResult
from parindex.model.roster import CycleKind
from parindex.render.groupview import spread_chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A group of real units with results.

    `agreeing` of `compared` points equal the official ones; 0 where there are none. `whole` is how many units the group
    has in truth where only `count` of them are known, else 0.
    """

    card: Mapping[str, Any]
    count: int
    whole: int
    chart: Markup
    agreeing: int
    compared: int


def lead_of(
    cards: Sequence[Mapping[str, Any]], comparisons: Mapping[tuple[str, str], Sequence[Any]], words: Words
) -> Lead | None:
    """The first card of a programme of real units that somebody leads; None where all is sample or printed."""
    card = next((entry for entry in cards if entry["kind"] == "real" and entry["leaders"]), None)
    if card is None:
        return None
    cycle: CycleResult = card["shown"]
    group = card["leaders"][0]["group"]
    names = {entry.id: entry.name for entry in cycle.regulation.groups} if cycle.regulation else {}
    indices = [
        (result.index, result.unit.name)
        for result in cycle.units
        if result.judged and result.index is not None and names.get(result.unit.group) == group
    ]
    rows = [
        row
        for row in comparisons.get((cycle.programme.id, cycle.cycle.id), ())
        if row.compared and row.level.value == "leaf"
    ]
    return Lead(
        card=card,
        count=len(indices),
        whole=next((size for key, size in cycle.cycle.partial.items() if names.get(key) == group), 0),
        chart=spread_chart(indices, cycle.regulation.grades if cycle.regulation else (), words),
        agreeing=sum(row.agrees for row in rows),
        compared=len(rows),
    )


def counts_of(cycles: Sequence[CycleResult]) -> dict[str, int]:
    """How many results of real units, printed tables and results of sample units there are."""
    printed = [cycle for cycle in cycles if cycle.cycle.kind is CycleKind.PUBLISHED]
    return {
        "real": sum(len(cycle.units) for cycle in cycles if not cycle.programme.sample),
        "printed": len(printed),
        "sample": sum(len(cycle.units) for cycle in cycles if cycle.programme.sample),
    }
