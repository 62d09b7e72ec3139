"""The engine's points held against the points that an official source prints: leaf by leaf, area by area, and in total.

Nothing is adjusted to agree. Where the two differ, a cause is named only if a rule finds it in the figures themselves;
everything else is "unexplained" and stays visible.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from parindex.model.points import ZERO, Rounding, round_to
from parindex.model.regulation import Regulation, RoundingPolicy
from parindex.model.result import Outcome, State, UnitResult
from parindex.model.roster import OFFICIAL_TOTAL, OfficialPoint


class Level(StrEnum):
    """What a comparison is about."""

    LEAF = "leaf"
    AREA = "area"
    TOTAL = "total"


class Cause(StrEnum):
    """Why two figures differ, or why there is nothing to compare.

    BINARY_ROUNDING: the exact value lies on a half at the printed decimals and the source has it rounded down, as
    binary arithmetic does. FOLLOWS_FROM_PART: a sum differs only because a part of it does. NOT_PRINTED: the source
    prints no figure. NOT_COMPUTED: the facts for it are not filed here. UNEXPLAINED: none of these.
    """

    BINARY_ROUNDING = "binary-rounding"
    FOLLOWS_FROM_PART = "follows-from-part"
    NOT_PRINTED = "not-printed"
    NOT_COMPUTED = "not-computed"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One figure of one unit, both ways. `derived` says that the official figure is a sum of printed ones."""

    unit: str
    code: str
    level: Level
    engine: Fraction | None
    official: Fraction | None
    cause: Cause | None = None
    derived: bool = False

    @property
    def compared(self) -> bool:
        """Whether there is a figure on both sides."""
        return self.engine is not None and self.official is not None

    @property
    def agrees(self) -> bool:
        """Whether both sides have the same figure."""
        return self.compared and self.engine == self.official

    @property
    def differs(self) -> bool:
        """Whether both sides have a figure, and not the same."""
        return self.compared and self.engine != self.official


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How many figures of a level were compared, how many agree, and how often each cause was found."""

    compared: int
    agreeing: int
    causes: Mapping[Cause, int]


def agreement(rows: Iterable[Comparison], level: Level) -> Agreement:
    """The counts over the comparisons of one level."""
    mine = [row for row in rows if row.level is level]
    return Agreement(
        compared=sum(row.compared for row in mine),
        agreeing=sum(row.agrees for row in mine),
        causes=dict(Counter(row.cause for row in mine if row.cause is not None)),
    )


def compare_cycle(
    regulation: Regulation, results: Iterable[UnitResult], official: Mapping[str, Mapping[str, OfficialPoint]]
) -> tuple[Comparison, ...]:
    """The comparisons of all units that the official table names, in the order of the results."""
    return tuple(
        row
        for result in results
        if result.unit.id in official
        for row in compare_unit(regulation, result, official[result.unit.id])
    )


def compare_unit(
    regulation: Regulation, result: UnitResult, official: Mapping[str, OfficialPoint]
) -> tuple[Comparison, ...]:
    """Every leaf, area and the total of one unit, in the order of the criteria; nothing for a unit without criteria.

    The engine's figures are rounded to the regulation's decimals, as a source prints them. Where the source prints
    no total but every area, the sum of the printed areas is the official total (`derived`).
    """
    if result.criteria is None:
        return ()
    outcomes = {leaf.leaf.code: leaf.official for leaf in result.leaves}
    rows: list[Comparison] = []
    areas: list[Comparison] = []
    for area in result.criteria.areas:
        codes = [code for code, name in result.criteria.area_of.items() if name == area.code]
        leaves = [_leaf(regulation.rounding, result.unit.id, code, outcomes.get(code), official) for code in codes]
        # An area that is itself a leaf is compared once, as the leaf.
        if area.code in result.criteria.by_code:
            areas += leaves
        else:
            areas.append(_area(regulation.rounding, result, area.code, leaves, official))
            rows += leaves
        rows.append(areas[-1])
    rows.append(_total(regulation.rounding, result, areas, official))
    return tuple(rows)


def _printed(official: Mapping[str, OfficialPoint], code: str) -> Fraction | None:
    return official[code].points if code in official else None


def _shown(rounding: RoundingPolicy, value: Fraction) -> Fraction:
    return round_to(value, rounding.decimals, rounding.mode)


def _leaf(
    rounding: RoundingPolicy, unit: str, code: str, outcome: Outcome | None, official: Mapping[str, OfficialPoint]
) -> Comparison:
    printed = _printed(official, code)
    known = outcome is not None and outcome.counts and outcome.state not in (State.NOT_ANSWERED, State.MISSING)
    engine = _shown(rounding, outcome.points) if outcome is not None and known else None
    cause = _missing_cause(engine, printed)
    if cause is None and engine != printed and outcome is not None and printed is not None:
        cause = _rounding_cause(rounding, exact_points(outcome), printed)
    return Comparison(unit=unit, code=code, level=Level.LEAF, engine=engine, official=printed, cause=cause)


def _missing_cause(engine: Fraction | None, printed: Fraction | None) -> Cause | None:
    if printed is None:
        return Cause.NOT_PRINTED
    return Cause.NOT_COMPUTED if engine is None else None


def _rounding_cause(rounding: RoundingPolicy, exact: Fraction, printed: Fraction) -> Cause:
    down = printed == round_to(exact, rounding.decimals, Rounding.DOWN)
    return Cause.BINARY_ROUNDING if down and _on_half(exact, rounding.decimals) else Cause.UNEXPLAINED


def _on_half(value: Fraction, decimals: int) -> bool:
    """Whether `value` lies exactly between two neighbours at these decimals."""
    scale = Fraction(10**decimals)
    return (value * scale).denominator == 2


def exact_points(outcome: Outcome) -> Fraction:
    """The points before a rounding that the regulation asks for, out of the trace."""
    steps = list(outcome.steps)
    rounded = next((number for number, step in enumerate(steps) if step.key == "step-rounded"), None)
    if rounded is None:
        return outcome.points
    for step in reversed(steps[:rounded]):
        for key in ("points", "max", "floor"):
            value = step.params.get(key)
            if isinstance(value, Fraction):
                return value
    return outcome.points


def _area(
    rounding: RoundingPolicy,
    result: UnitResult,
    code: str,
    leaves: Sequence[Comparison],
    official: Mapping[str, OfficialPoint],
) -> Comparison:
    printed = _printed(official, code)
    known = result.official is not None and code in result.official.areas
    known = known and all(row.engine is not None for row in leaves)
    exact = result.official.areas[code].points if known and result.official is not None else None
    engine = _shown(rounding, exact) if exact is not None else None
    cause = _missing_cause(engine, printed)
    if cause is None and exact is not None and printed is not None and engine != printed:
        outcomes = {leaf.leaf.code: leaf.official for leaf in result.leaves}
        halves = sum(_on_half(exact_points(outcomes[row.code]), rounding.decimals) for row in _silent(leaves))
        best = sum((row.official if row.official is not None else row.engine or ZERO for row in leaves), ZERO)
        if any(row.differs for row in leaves) and best == printed:
            cause = Cause.FOLLOWS_FROM_PART
        elif _lowered(best, printed, halves, rounding):
            cause = Cause.BINARY_ROUNDING
        else:
            cause = _rounding_cause(rounding, exact, printed)
    return Comparison(unit=result.unit.id, code=code, level=Level.AREA, engine=engine, official=printed, cause=cause)


def _silent(leaves: Sequence[Comparison]) -> Iterator[Comparison]:
    """The leaves that the engine scored and the source does not print."""
    return (row for row in leaves if row.official is None and row.engine is not None)


def _lowered(value: Fraction, printed: Fraction, halves: int, rounding: RoundingPolicy) -> bool:
    """Whether `printed` is reached when one to all of the unprinted leaves on a half are rounded down instead of up."""
    if not rounding.points_at_leaf:
        return False
    lost = (value - printed) * Fraction(10**rounding.decimals)
    return lost.denominator == 1 and 1 <= lost <= halves


def _total(
    rounding: RoundingPolicy, result: UnitResult, areas: Sequence[Comparison], official: Mapping[str, OfficialPoint]
) -> Comparison:
    printed = _printed(official, OFFICIAL_TOTAL)
    parts = [row.official for row in areas if row.official is not None]
    derived = printed is None and len(parts) == len(areas)
    if derived:
        printed = sum(parts, ZERO)
    whole = result.official is not None and not result.official.blocked_by
    whole = whole and all(row.engine is not None for row in areas)
    exact = result.official.points if whole and result.official is not None else None
    engine = _shown(rounding, exact) if exact is not None else None
    cause = _missing_cause(engine, printed)
    if cause is None and exact is not None and printed is not None and engine != printed:
        differs = any(row.differs for row in areas)
        if differs and len(parts) == len(areas) and sum(parts, ZERO) == printed:
            cause = Cause.FOLLOWS_FROM_PART
        else:
            cause = _rounding_cause(rounding, exact, printed)
    return Comparison(
        unit=result.unit.id,
        code=OFFICIAL_TOTAL,
        level=Level.TOTAL,
        engine=engine,
        official=printed,
        cause=cause,
        derived=derived,
    )
