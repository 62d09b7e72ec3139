"""Bands of places: firm where nothing could turn the order, wide where little parts the units, the same every time."""

from dataclasses import replace
from fractions import Fraction
from hashlib import shake_256
from random import Random

from parindex.model.analysis import RankBand
from parindex.model.regulation import Adjustments, Regulation, TieRule
from parindex.model.result import Standing, Sum, UnitResult
from parindex.score.rank import ranked
from parindex.score.sensitivity import DRAWS, rank_bands, seed_of
from support.law import F, regulation, result

SEED = seed_of("tinh", "2025", "so")


def unit(name: str, areas: dict[str, str], maximum: str = "50", *, gap: str = "0", bonus: str = "0") -> UnitResult:
    """A published unit whose areas have the same maximum."""
    sums = {code: Sum(points=F(points), max_points=F(maximum), full_max=F(maximum)) for code, points in areas.items()}
    points = sum((area.points for area in sums.values()), Fraction(0))
    maxima = Fraction(maximum) * len(sums)
    made = result(name, points * 100 / maxima)
    assert made.official is not None
    total = replace(
        made.official,
        areas=sums,
        leaves=Sum(points=points, max_points=maxima, full_max=maxima),
        counted=points,
        bonus=F(bonus),
        points=points + F(bonus),
        max_points=maxima,
        index=(points + F(bonus)) * 100 / maxima,
    )
    return replace(made, official=total, gap=F(gap))


def bands(rows: list[UnitResult], law: Regulation | None = None) -> dict[str, RankBand]:
    law = law or regulation()
    return rank_bands(law, ranked(law, rows), SEED)


def ends(rows: list[UnitResult], law: Regulation | None = None) -> dict[str, tuple[int, int]]:
    return {name: (band.best, band.worst) for name, band in bands(rows, law).items()}


def test_who_is_ahead_in_every_area_stays_ahead_whatever_the_weights() -> None:
    rows = [unit("a", {"1": "40", "2": "45"}), unit("b", {"1": "39", "2": "44"}), unit("c", {"1": "10", "2": "12"})]
    assert ends(rows) == {"a": (1, 1), "b": (2, 2), "c": (3, 3)}
    assert all(band.firm and band.kept == band.draws == DRAWS for band in bands(rows).values())


def test_units_that_owe_their_points_to_different_areas_may_change_places() -> None:
    rows = [unit("a", {"1": "45", "2": "30"}), unit("b", {"1": "30", "2": "44"})]
    assert ends(rows) == {"a": (1, 2), "b": (1, 2)}


def test_what_an_appraisal_moved_widens_the_band_of_that_unit_alone() -> None:
    rows = [unit("a", {"1": "40"}, "100"), unit("b", {"1": "38"}, "100", gap="10"), unit("c", {"1": "20"}, "100")]
    assert ends(rows) == {"a": (1, 2), "b": (1, 2), "c": (3, 3)}
    # Half of 2 points in 100 does not reach the neighbour who is 2 ahead.
    assert ends([rows[0], replace(rows[1], gap=F("2")), rows[2]]) == {"a": (1, 1), "b": (2, 2), "c": (3, 3)}


def test_a_unit_that_scored_itself_too_low_is_as_unsure_as_one_that_scored_itself_too_high() -> None:
    high = [unit("a", {"1": "40"}, "100"), unit("b", {"1": "38"}, "100", gap="10")]
    low = [high[0], replace(high[1], gap=F("-10"))]
    assert bands(high) == bands(low)


def test_a_bonus_counts_whatever_the_weights() -> None:
    rows = [unit("a", {"1": "40", "2": "40"}, bonus="1"), unit("b", {"1": "40", "2": "40"})]
    assert ends(rows) == {"a": (1, 1), "b": (2, 2)}


def test_clamped_at_a_hundred_percent_the_best_share_the_first_place() -> None:
    rows = [unit("a", {"1": "50"}, bonus="5"), unit("b", {"1": "50"}, bonus="2"), unit("c", {"1": "49"})]
    law = regulation(bonus=Adjustments(clamp=True))
    assert ends(rows, law) == {"a": (1, 1), "b": (1, 2), "c": (3, 3)}


def test_equal_units_share_every_place() -> None:
    rows = [unit("a", {"1": "40", "2": "30"}), unit("b", {"1": "40", "2": "30"}), unit("c", {"1": "1", "2": "1"})]
    assert ends(rows) == {"a": (1, 1), "b": (1, 1), "c": (3, 3)}
    assert ends(rows, regulation(tie_rule=TieRule.DENSE)) == {"a": (1, 1), "b": (1, 1), "c": (2, 2)}


def test_the_official_place_lies_in_the_band_also_where_a_tie_breaker_gave_it() -> None:
    rows = [unit("a", {"1": "40"}), unit("b", {"1": "40"}, bonus="0")]
    law = regulation(tie_rule=TieRule.ORDERED, tie_breakers=("area:1",))
    placed = [replace(entry, rank=number) for number, entry in enumerate(ranked(law, rows), 1)]
    assert {name: (band.best, band.worst) for name, band in rank_bands(law, placed, SEED).items()} == {
        "a": (1, 1),
        "b": (1, 2),
    }


def test_units_without_a_rank_have_no_band_and_do_not_count() -> None:
    rows = [unit("a", {"1": "40"}), replace(unit("b", {"1": "50"}), standing=Standing.IN_APPRAISAL)]
    assert ends(rows) == {"a": (1, 1)}
    assert bands([]) == {}


def test_a_reduced_maximum_does_not_count_against_a_unit() -> None:
    whole = unit("a", {"1": "30", "2": "40"})
    part = unit("b", {"1": "30"})
    assert part.official is not None
    empty = Sum(points=F(0), max_points=F(0), full_max=F("50"))
    part = replace(part, official=replace(part.official, areas={**part.official.areas, "2": empty}))
    assert ends([whole, part]) == {"a": (1, 1), "b": (2, 2)}


def fair(seed: int, size: int = 40) -> list[UnitResult]:
    dice = Random(seed)
    return [
        unit(
            f"u{number:02}",
            {code: str(dice.randrange(200, 500) / 10) for code in "1234"},
            gap=str(dice.randrange(-20, 100) / 10),
        )
        for number in range(size)
    ]


def test_the_same_units_give_the_same_bands_in_whatever_order_they_come() -> None:
    rows = fair(1)
    assert bands(rows) == bands(rows) == bands(rows[::-1])


def test_another_group_draws_otherwise() -> None:
    law = regulation()
    rows = ranked(law, fair(1))
    assert rank_bands(law, rows, seed_of("tinh", "2025", "so")) != rank_bands(law, rows, seed_of("tinh", "2025", "xa"))


def test_whoever_follows_the_decision_record_with_exact_fractions_gets_the_same_bands() -> None:
    rows = sorted(fair(7, 9), key=lambda row: row.unit.id)
    places: dict[str, list[int]] = {row.unit.id: [] for row in rows}
    for number in range(DRAWS):
        drawn = shake_256(f"{SEED}/{number}".encode()).digest(4 + len(rows))
        factors = [Fraction(765 + 2 * byte, 1020) for byte in drawn[:4]]
        values = {}
        for row, byte in zip(rows, drawn[4:], strict=True):
            total = row.official
            assert total is not None
            assert row.gap is not None
            areas = [total.areas[code] for code in "1234"]
            points = sum((factor * area.points for factor, area in zip(factors, areas, strict=True)), Fraction(0))
            most = sum((factor * area.max_points for factor, area in zip(factors, areas, strict=True)), Fraction(0))
            values[row.unit.id] = points / most + Fraction(2 * byte - 255, 510) * abs(row.gap) / total.max_points
        for name, value in values.items():
            places[name].append(1 + sum(other > value for other in values.values()))
    official = {row.unit.id: row.rank or 0 for row in ranked(regulation(), rows)}
    assert bands(rows) == {
        name: RankBand(
            best=min(official[name], sorted(mine)[10]),
            worst=max(official[name], sorted(mine)[-11]),
            kept=mine.count(official[name]),
            draws=DRAWS,
        )
        for name, mine in places.items()
    }


def test_bands_hold_their_official_place_and_stay_within_the_group() -> None:
    for seed in range(5):
        law = regulation()
        rows = ranked(law, fair(seed, 12))
        made = rank_bands(law, rows, SEED)
        for row in rows:
            band = made[row.unit.id]
            assert 1 <= band.best <= (row.rank or 0) <= band.worst <= len(rows)
            assert 0 <= band.kept <= band.draws == DRAWS
