"""What a build tells beside official results, worked out from published results alone."""

from collections.abc import Iterable, Mapping

from parindex.model.analysis import Before, Carried, Movement, NextClass, NoMovement, RankBand, UnitAnalysis, marks
from parindex.model.repository import CycleResult
from parindex.model.result import UnitResult
from parindex.score.distance import distance, next_grade
from parindex.score.movement import Field, Sheet, field_of, movement, scale_in
from parindex.score.sensitivity import rank_bands, seed_of

CycleKey = tuple[str, str]
"""A programme and a cycle of it."""


class Analyst:
    """Says what is told beside the results of units (`model.analysis.Analyse`).

    `carried` are last time's marks under new criteria by cycle and unit, for the cycles whose criteria are new.
    """

    def __init__(
        self,
        cycles: Iterable[CycleResult],
        bands: Mapping[CycleKey, Mapping[str, RankBand]],
        carried: Mapping[CycleKey, Mapping[str, Carried]],
    ) -> None:
        self._cycles = {(cycle.programme.id, cycle.cycle.id): cycle for cycle in cycles}
        self._bands = bands
        self._carried = carried
        self._fields: dict[tuple[CycleKey, str], Field] = {}

    def __call__(self, cycle: CycleResult, result: UnitResult, packed: bytes, before: Before) -> UnitAnalysis:
        """The band, the next class and the way from the cycle before, for a ranked unit."""
        sheet = _sheet(cycle, result, packed)
        if sheet is None or result.official is None:
            return UnitAnalysis()
        bands = self._bands.get((cycle.programme.id, cycle.cycle.id), {})
        return UnitAnalysis(
            movement=self._movement(cycle, result, sheet, before),
            distance=distance(sheet, result.official),
            band=bands.get(result.unit.id),
        )

    def _movement(
        self, cycle: CycleResult, result: UnitResult, sheet: Sheet, before: Before
    ) -> Movement | NoMovement | None:
        if before is None or isinstance(before, NoMovement):
            return before
        was, packed = before
        key = (cycle.programme.id, cycle.cycle.previous)
        earlier = self._cycles[key]
        old = _sheet(earlier, was, packed)
        if old is None:
            return NoMovement.NOT_RANKED_BEFORE
        carried = None
        if old.criteria != sheet.criteria or old.regulation.id != sheet.regulation.id:
            carried = self._carried.get((cycle.programme.id, cycle.cycle.id), {}).get(result.unit.id)
            if carried is None:
                return NoMovement.CRITERIA
        field = self._field(key, result.unit.group)
        return movement(cycle.cycle.previous, (was, result), (old, sheet), field, carried)

    def _field(self, key: CycleKey, group: str) -> Field:
        made = self._fields.get((key, group))
        if made is None:
            cycle = self._cycles[key]
            assert cycle.regulation is not None
            made = field_of(cycle.regulation, (entry for entry in cycle.units if entry.unit.group == group))
            self._fields[key, group] = made
        return made


def _sheet(cycle: CycleResult, result: UnitResult, packed: bytes) -> Sheet | None:
    if cycle.regulation is None or result.criteria is None or result.official is None or not packed:
        return None
    added = result.official.points - result.official.counted
    return Sheet(
        regulation=cycle.regulation,
        criteria=result.criteria,
        marks=marks(packed),
        added=added,
        known=scale_in(cycle.regulation, result.official),
    )


def bands_of(cycles: Iterable[CycleResult]) -> dict[CycleKey, Mapping[str, RankBand]]:
    """The bands of all ranked units by programme and cycle, then by unit; cycles without ranks have none."""
    made: dict[CycleKey, Mapping[str, RankBand]] = {}
    for cycle in cycles:
        if cycle.regulation is None or not any(result.rank for result in cycle.units):
            continue
        key = (cycle.programme.id, cycle.cycle.id)
        made[key] = {
            unit: band
            for group in cycle.regulation.groups
            for unit, band in rank_bands(
                cycle.regulation,
                [result for result in cycle.units if result.unit.group == group.id],
                seed_of(*key, group.id),
            ).items()
        }
    return made


def next_classes_of(cycles: Iterable[CycleResult]) -> dict[CycleKey, Mapping[str, NextClass]]:
    """The class above of all ranked units by programme and cycle, then by unit; the highest class has none above."""
    return {
        (cycle.programme.id, cycle.cycle.id): {
            result.unit.id: NextClass(grade=found[0], index=found[1], above=found[2])
            for result in cycle.units
            if cycle.regulation is not None and result.rank and result.index is not None
            if (found := next_grade(cycle.regulation, result.index))
        }
        for cycle in cycles
    }
