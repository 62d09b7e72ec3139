"""The next class and where its points could be had: at every kind of edge."""

from fractions import Fraction

import pytest

from parindex.model.analysis import Mark
from parindex.model.points import Rounding, least_rounding_to, round_to
from parindex.model.regulation import RoundingPolicy
from parindex.score.distance import distance, next_grade
from parindex.score.movement import Sheet
from parindex.score.total import official_total
from support.law import F, criteria, grades, leaf, regulation, settled

FOUR = grades(("xuat-sac", "90"), ("tot", "80"), ("kha", "50"), ("kem", None))


def missing(index: str, **law: object) -> tuple[str, Fraction, bool] | None:
    found = next_grade(regulation(grades=FOUR, **law), F(index))
    return found and (found[0].id, found[1], found[2])


def test_the_next_class_is_the_nearest_one_above() -> None:
    assert missing("79.5") == ("tot", F("0.5"), False)
    assert missing("80") == ("xuat-sac", F("10"), False)
    assert missing("12") == ("kha", F("38"), False)


def test_in_the_highest_class_there_is_none() -> None:
    assert missing("90") is None
    assert next_grade(regulation(grades=()), F("10")) is None


def test_above_a_bound_is_more_than_the_bound() -> None:
    law = regulation(grades=grades(("tot", "80"), ("kem", None), opened=True))
    assert next_grade(law, F("80")) == (law.grades[0], 0, True)


def test_where_the_printed_index_decides_half_a_step_less_is_enough() -> None:
    printed = RoundingPolicy(decimals=2, grade_on_printed=True)
    assert missing("79.5", rounding=printed) == ("tot", F("0.495"), False)
    assert missing("79.995", rounding=printed) == ("xuat-sac", F("10"), False)


@pytest.mark.parametrize("mode", list(Rounding))
@pytest.mark.parametrize("above", [False, True])
@pytest.mark.parametrize("value", ["80", "80.1", "80.05", "79.95"])
def test_the_bound_of_rounding_is_where_rounding_turns(mode: Rounding, above: bool, value: str) -> None:
    def reaches(number: Fraction) -> bool:
        shown = round_to(number, 1, mode)
        return shown > F(value) if above else shown >= F(value)

    bound, below = least_rounding_to(F(value), 1, mode, above=above)
    bit = Fraction(1, 10**9)
    assert reaches(bound) is not below
    assert reaches(bound + bit)
    assert not reaches(bound - bit)


def sheet(*leaves: tuple[str, str, str], within: bool = False) -> tuple[Sheet, object]:
    """Leaves as (code, points, maximum); an applied maximum of 0 is written as maximum "10-0"."""
    made = []
    for code, points, maximum in leaves:
        full, _, applied = maximum.partition("-")
        made.append(settled(leaf(code, full), points, applied or full))
    whole = criteria(*(row.leaf for row in made))
    law = regulation(whole, grades=FOUR, reduce_within_block=within)
    marks = [
        Mark(claimed=row.claimed.points, official=row.official.points, maximum=row.official.max_points) for row in made
    ]
    return Sheet(regulation=law, criteria=whole, marks=marks), official_total(law, whole, made, ())


def test_the_fewest_criteria_that_would_do_are_named_the_greatest_loss_first() -> None:
    told = distance(*sheet(("1.1", "30", "40"), ("1.2", "14", "20"), ("1.3", "35", "40")))  # type: ignore[arg-type]
    assert told is not None
    assert (told.grade.id, told.index, told.points) == ("tot", F("1"), F("1"))
    assert [(chance.leaf.code, chance.points, chance.index) for chance in told.enough] == [("1.1", F(10), F(10))]


def test_points_are_those_of_the_units_own_maximum() -> None:
    told = distance(*sheet(("1.1", "30", "40"), ("1.2", "0", "60-0")))  # type: ignore[arg-type]
    assert told is not None
    assert (told.grade.id, told.index, told.points) == ("tot", F("5"), F("2"))
    assert [(chance.points, chance.index) for chance in told.enough] == [(F(10), F(25))]


def test_several_criteria_are_taken_together_until_they_reach() -> None:
    told = distance(*sheet(("1.1", "20", "40"), ("1.2", "5", "20"), ("1.3", "20", "40")))  # type: ignore[arg-type]
    assert told is not None
    assert told.index == F("5")
    told = distance(*sheet(("1.1", "37", "40"), ("1.2", "15", "20"), ("1.3", "36", "40")))  # type: ignore[arg-type]
    assert told is not None
    assert (told.grade.id, told.index) == ("xuat-sac", F("2"))
    told = distance(*sheet(("1.1", "32", "40"), ("1.2", "17", "20"), ("1.3", "31", "40")))  # type: ignore[arg-type]
    assert told is not None
    assert [chance.leaf.code for chance in told.enough] == ["1.3", "1.1"]


def test_where_no_points_are_left_nothing_is_promised() -> None:
    made, total = sheet(("1.1", "10", "10"), ("1.2", "10", "10"))
    law = regulation(made.criteria, grades=grades(("hon", "100"), ("kem", None), opened=True))
    told = distance(Sheet(regulation=law, criteria=made.criteria, marks=made.marks), total)  # type: ignore[arg-type]
    assert told is not None
    assert (told.above, told.enough) == (True, ())
