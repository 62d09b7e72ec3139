"""Exact numbers: reading decimals from text, rounding, and writing them for people.

All arithmetic on points is done with :class:`fractions.Fraction`, so that 45/50 on a "from 90 %" band, or 2/3 of
6 points, carry no error at all. This module is the only place of the project that rounds.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, lcm

ZERO = Fraction(0)
HUNDRED = Fraction(100)

_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?")


class Rounding(StrEnum):
    """What happens to the digits that are not shown."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    DOWN = "down"
    UP = "up"


def parse_exact(text: str) -> Fraction:
    """The number that `text` spells as a plain decimal ("1.5"); ValueError for anything else (".nan", "1e3", "010")."""
    if not _DECIMAL.fullmatch(text):
        raise ValueError(f"not a plain decimal: {text!r}")
    # Whole numbers, nearly all that is filed, need not be taken apart a second time.
    return Fraction(int(text)) if text.isdigit() else Fraction(text)


def is_decimal(text: str) -> bool:
    """Whether `text` is a plain decimal as `parse_exact` reads it."""
    return _DECIMAL.fullmatch(text) is not None


def decimal_or_none(text: str) -> Fraction | None:
    """The exact number in a cell of a table; None where the cell is empty or holds no plain decimal."""
    return parse_exact(text) if is_decimal(text) else None


def round_to(value: Fraction, decimals: int, mode: Rounding = Rounding.HALF_UP) -> Fraction:
    """`value` rounded to `decimals` places; half-up is away from zero, as in Vietnamese official tables."""
    scale = 10**decimals
    if scale % value.denominator == 0:
        return value
    return Fraction(_scaled(*value.as_integer_ratio(), decimals, mode), scale)


def least_rounding_to(value: Fraction, decimals: int, mode: Rounding, *, above: bool) -> tuple[Fraction, bool]:
    """The bound from which numbers are rounded to at least `value` (`above`: to more), and whether it lies below them.

    Printed with two places, half up, 89.995 is 90.00: to reach 90 is to reach 89.995, which is itself enough.
    """
    unit = Fraction(1, 10**decimals)
    steps = value / unit
    target = (floor(steps) + 1 if above else ceil(steps)) * unit
    for bound in (target - unit, target - unit / 2, target):
        if round_to(bound, decimals, mode) >= target:
            return bound, False
        if round_to(bound + unit / 4, decimals, mode) >= target:
            return bound, True
    return target, False


def apportioned(parts: Sequence[Fraction], total: Fraction, decimals: int) -> list[Fraction]:
    """The parts with so many decimals that they add up to `total` as it is printed; each differs by less than one step.

    `total` has the decimals already and lies within a step of the parts' sum. The largest remainders are rounded up.
    """
    scale = 10**decimals
    low = [floor(part * scale) for part in parts]
    missing = int(total * scale) - sum(low)
    largest = sorted(range(len(parts)), key=lambda at: parts[at] * scale - low[at], reverse=True)
    up = set(largest[:missing])
    return [Fraction(whole + (at in up), scale) for at, whole in enumerate(low)]


def _scaled(numerator: int, denominator: int, decimals: int, mode: Rounding) -> int:
    """The fraction times ten to the `decimals`, rounded to a whole number."""
    sign = -1 if numerator < 0 else 1
    scale: int = 10**decimals
    whole, rest = divmod(abs(numerator) * scale, denominator)
    twice = 2 * rest
    if mode is Rounding.HALF_UP:
        up = twice >= denominator
    elif mode is Rounding.HALF_EVEN:
        up = twice > denominator or (twice == denominator and whole % 2 == 1)
    else:
        up = mode is Rounding.UP and rest > 0
    return sign * (whole + up)


def decimal_text(value: Fraction, decimals: int, mode: Rounding = Rounding.HALF_UP) -> str:
    """`value` as a decimal with exactly `decimals` places and a point, for data files ("95.20")."""
    return ratio_text(*value.as_integer_ratio(), decimals, mode)


def ratio_text(numerator: int, denominator: int, decimals: int, mode: Rounding = Rounding.HALF_UP) -> str:
    """`decimal_text` of a fraction given by its two numbers."""
    return _placed(_scaled(numerator, denominator, decimals, mode), decimals)


def _placed(digits: int, places: int) -> str:
    """A whole number with a point before its last `places` digits."""
    text = str(abs(digits)).rjust(places + 1, "0")
    sign = "-" if digits < 0 else ""
    return sign + (f"{text[:-places]}.{text[-places:]}" if places else text)


def exact_text(value: Fraction) -> str:
    """`value` without loss: a plain decimal where one exists ("2.5"), else a fraction ("4/3")."""
    return _exact_text(*value.as_integer_ratio())


@lru_cache(5_000)
def _exact_text(numerator: int, denominator: int) -> str:
    rest = denominator
    if rest == 1:
        return str(numerator)
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{numerator}/{denominator}"
    places = max(twos, fives)
    return _placed(numerator * 10**places // denominator, places)


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """The sum of many fractions over one common denominator; adding them one by one reduces every partial sum."""
    over: dict[int, int] = {}
    for value in values:
        numerator, denominator = value.as_integer_ratio()
        over[denominator] = over.get(denominator, 0) + numerator
    common = lcm(*over)
    return Fraction(sum(numerator * (common // denominator) for denominator, numerator in over.items()), common)
