"""Figures for a comparison: their text as printed, their order exact."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from parindex.i18n.words import Words
from parindex.model.names import RESERVED
from parindex.render.comparing import UNITS, Ordered

FIGURES = st.lists(st.one_of(st.none(), st.fractions(min_value=-5, max_value=200)), max_size=30)


@given(FIGURES)
def test_a_greater_place_is_a_greater_figure_and_an_equal_one_the_same(row: list[Fraction | None]) -> None:
    known = Ordered([row], Words("vi").number)
    places = known.places(row)
    pairs = [(value, place) for value, place in zip(row, places, strict=True) if value is not None]
    assert [place is None for place in places] == [value is None for value in row]
    for value, place in pairs:
        assert place is not None
        for other, beside in pairs:
            assert beside is not None
            assert (value > other) == (place > beside)


def test_figures_that_are_printed_alike_keep_their_order() -> None:
    known = Ordered([[Fraction(2, 3), Fraction(667, 1000)]], Words("vi").number)
    assert known.texts == ["0,67", "0,67"]
    assert known.places([Fraction(667, 1000), Fraction(2, 3)]) == [1, 0]


def test_no_group_can_take_the_address_of_the_list_of_units() -> None:
    assert UNITS in RESERVED
