"""The keys by which a browser sorts a table: places worked out here, so that a script compares whole numbers only."""

from collections.abc import Sequence
from fractions import Fraction

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


def name_keys(results: Sequence[UnitResult]) -> list[str]:
    """The place of each unit in a Vietnamese dictionary."""
    order = sorted(range(len(results)), key=lambda number: collation_key(results[number].unit.name))
    place = {number: str(at) for at, number in enumerate(order)}
    return [place[number] for number in range(len(results))]


def _near(value: Value) -> float:
    return float(value[0] if isinstance(value, tuple) else value)
