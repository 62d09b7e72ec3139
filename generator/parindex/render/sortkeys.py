"""The keys by which a browser sorts a table: places worked out here, so that a script compares whole numbers only."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from parindex.i18n.numbers import collation_key
from parindex.model.result import UnitResult

Value = Fraction | int | tuple[int, Fraction]


def keys(values: Sequence[Value | None]) -> list[str]:
    """The place of each value from the lowest up, equal values sharing one, and "-" for none."""
    known = {number: value for number, value in enumerate(values) if value is not None}
    # Floats settle nearly every comparison; where two are the same, the exact values decide.
    order = sorted(known, key=lambda number: (_near(known[number]), known[number]))
    told, step = ["-"] * len(values), 0
    for before, number in zip([None, *order], order, strict=False):
        step += before is not None and known[before] != known[number]
        told[number] = str(step)
    return told


def name_keys(results: Sequence[UnitResult]) -> Sequence[str]:
    """The place of each unit in a Vietnamese dictionary."""
    return _places(tuple(result.unit.name for result in results))


# The pages of all leaves of a group list the same units in the same order.
@lru_cache(8)
def _places(names: tuple[str, ...]) -> Sequence[str]:
    order = sorted(range(len(names)), key=lambda number: collation_key(names[number]))
    place = {number: str(at) for at, number in enumerate(order)}
    return tuple(place[number] for number in range(len(names)))


def _near(value: Value) -> float:
    return float(value[0] if isinstance(value, tuple) else value)
