"""Who a unit was and who it became: its names of before, its pages of before, and whether two years may be compared.

Rosters say so from either side (`predecessors` of the new unit, `successors` of the old one); both count.
"""

from collections.abc import Iterable

from parindex.model.repository import CycleResult
from parindex.model.roster import Programme, Unit


class Lineage:
    """The relations between the units of one programme."""

    def __init__(self, programme: Programme) -> None:
        self._units = programme.units
        self._before: dict[str, list[str]] = {}
        self._after: dict[str, list[str]] = {}
        for unit in programme.units.values():
            pairs = [(old, unit.id) for old in unit.predecessors] + [(unit.id, new) for new in unit.successors]
            for old, new in pairs:
                _add(self._before, new, old)
                _add(self._after, old, new)

    def before(self, unit: str) -> list[Unit]:
        """The units that were merged into a unit, renamed to it or split up for it."""
        return self._known(self._before.get(unit, ()))

    def after(self, unit: str) -> list[Unit]:
        """The units that took a unit's place."""
        return self._known(self._after.get(unit, ()))

    def earlier(self, unit: str) -> list[Unit]:
        """Its predecessors, theirs and so on, each once, the nearest first."""
        found: dict[str, None] = {}
        waiting = [unit]
        while waiting:
            for old in self._before.get(waiting.pop(0), ()):
                if old != unit and old not in found:
                    found[old] = None
                    waiting.append(old)
        return self._known(found)

    def broken(self, unit: str, since: str) -> bool:
        """Whether a unit is not what bore its name in an earlier cycle: it did not exist, or units joined it later."""
        own = self._units.get(unit)
        return (own is not None and not own.existed_in(since)) or any(
            old.existed_in(since) for old in self.before(unit)
        )

    def _known(self, ids: Iterable[str]) -> list[Unit]:
        return [self._units[unit] for unit in ids if unit in self._units]


def _add(relations: dict[str, list[str]], unit: str, other: str) -> None:
    named = relations.setdefault(unit, [])
    if other not in named and other != unit:
        named.append(other)


def same_yardstick(cycle: CycleResult, before: CycleResult) -> bool:
    """Whether the figures of two cycles follow from the same regulation, no break between them being told."""
    return not cycle.cycle.series_break and cycle.cycle.regulation == before.cycle.regulation
