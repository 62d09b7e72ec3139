"""Seeded chance: every draw hangs on the names of what it is for, so that adding a unit changes no other."""

from random import Random

SEED = "parindex-samples-1"


def draw(*names: object) -> Random:
    """A generator of its own for what `names` name."""
    return Random("|".join((SEED, *map(str, names))))


def clamp(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """`value` kept between the two bounds."""
    return min(max(value, low), high)
