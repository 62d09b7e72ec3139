"""Classes and ranks. Ranks exist only inside a ranking group, and do not depend on the order of the input."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from parindex.model.points import ZERO, round_to
from parindex.model.regulation import Grade, Regulation, TieRule
from parindex.model.result import RANKED, UnitResult

Key = TypeVar("Key", int, tuple[Fraction, ...])


def grade_of(grades: Sequence[Grade], value: Fraction) -> Grade | None:
    """The first class whose lower bound is reached; None where the regulation knows no classes."""
    return next((grade for grade in grades if grade.reached(value)), None)


def graded_value(regulation: Regulation, index: Fraction) -> Fraction:
    """The value that decides the class: exact, or as printed, as the regulation says."""
    rounding = regulation.rounding
    return round_to(index, rounding.decimals, rounding.mode) if rounding.grade_on_printed else index


def ranked_value(regulation: Regulation, index: Fraction) -> Fraction:
    """The value that decides the place, but for ties: exact, or as printed, as the regulation says."""
    rounding = regulation.rounding
    return round_to(index, rounding.decimals, rounding.mode) if rounding.rank_on_printed else index


def ranks(keys: Sequence[Key], *, dense: bool = False) -> list[int]:
    """Places for sort keys, the greatest first; equal keys share a place (1-2-2-4, dense: 1-2-2-3)."""
    places: dict[Key, int] = {}
    for number, key in enumerate(sorted(keys, reverse=True), 1):
        if key not in places:
            places[key] = len(places) + 1 if dense else number
    return [places[key] for key in keys]


def ranked(regulation: Regulation, results: Sequence[UnitResult], *, partial: bool = False) -> list[UnitResult]:
    """The results of one group with class, rank and tie mark; units without an official index keep none.

    A `partial` group, of which not every unit is here, has classes and no ranks.
    """
    able = [result for result in results if result.standing in RANKED and result.index is not None]
    keys = [_key(regulation, result) for result in able]
    holders = Counter(keys)
    places = ranks(keys, dense=regulation.tie_rule is TieRule.DENSE)
    by_unit = {
        result.unit.id: replace(
            result,
            rank=None if partial else place,
            tied=holders[key] > 1 and not partial,
            grade=grade_of(regulation.grades, graded_value(regulation, result.index)),
        )
        for result, key, place in zip(able, keys, places, strict=True)
        if result.index is not None
    }
    earlier = {} if partial else _places_before(regulation, able)
    for name, place in earlier.items():
        by_unit[name] = replace(by_unit[name], rank_before=place)
    return [by_unit.get(result.unit.id, result) for result in results]


def _places_before(regulation: Regulation, able: Sequence[UnitResult]) -> dict[str, int]:
    """Each unit's place before any answer to an objection; nothing where no answer moved anything."""
    if not any(result.before_rulings for result in able):
        return {}
    earlier = [replace(result, official=result.before_rulings or result.official) for result in able]
    earlier = [result for result in earlier if result.index is not None]
    keys = [_key(regulation, result) for result in earlier]
    places = ranks(keys, dense=regulation.tie_rule is TieRule.DENSE)
    return {result.unit.id: place for result, place in zip(earlier, places, strict=True)}


def _key(regulation: Regulation, result: UnitResult) -> tuple[Fraction, ...]:
    value = ranked_value(regulation, result.index if result.index is not None else ZERO)
    if regulation.tie_rule is not TieRule.ORDERED or result.official is None:
        return (value,)
    official = result.official
    breakers: Mapping[str, Callable[[str], Fraction]] = {
        "block": lambda name: official.blocks[name].points if name in official.blocks else ZERO,
        "area": lambda name: official.areas[name].points if name in official.areas else ZERO,
        "bonus": lambda _: official.bonus,
        "penalty": lambda _: -official.penalty,
    }
    parts = (breaker.partition(":") for breaker in regulation.tie_breakers)
    return (value, *(breakers[kind](name) for kind, _, name in parts))
