"""The units above those of a table (district, province): what rows can be chosen by where they are of several."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parindex.i18n.numbers import collation_key
from parindex.model.repository import CycleResult
from parindex.model.result import UnitResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Parents:
    """Names of parents in the order of a Vietnamese dictionary, and by unit the number of its parent among them."""

    names: tuple[str, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)

    def attribute(self, result: UnitResult) -> str:
        """What a row says of its unit's parent to a script; nothing where it has none."""
        place = self.places.get(result.unit.id)
        return "" if place is None else f' data-p="{place}"'

    def name(self, result: UnitResult) -> str:
        """What the unit above a unit is called, "" where there is none."""
        place = self.places.get(result.unit.id)
        return "" if place is None else self.names[place]


def parents_of(cycle: CycleResult, results: Sequence[UnitResult]) -> Parents:
    """The parents of some units; none where all have the same one, for then it says nothing of a row."""
    units = cycle.programme.units
    above = {result.unit.id: units.get(result.unit.parent) for result in results}
    if len({unit.id if unit else "" for unit in above.values()}) < 2:
        return Parents()
    names = tuple(sorted({unit.name for unit in above.values() if unit}, key=collation_key))
    place = {name: number for number, name in enumerate(names)}
    return Parents(names=names, places={key: place[unit.name] for key, unit in above.items() if unit})
