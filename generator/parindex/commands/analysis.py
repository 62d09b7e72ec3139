"""What a build tells beside official results, worked out from published results alone."""

from collections.abc import Iterable, Mapping

from parindex.model.analysis import RankBand
from parindex.model.repository import CycleResult
from parindex.score.sensitivity import rank_bands, seed_of


def bands_of(cycles: Iterable[CycleResult]) -> dict[tuple[str, str], Mapping[str, RankBand]]:
    """The bands of all ranked units by programme and cycle, then by unit; cycles without ranks have none."""
    made: dict[tuple[str, str], Mapping[str, RankBand]] = {}
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
