"""Numbers: rounding is that of Decimal, and text and number lead back to each other."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal, localcontext
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from parindex.i18n.numbers import number_text
from parindex.model.points import Rounding, decimal_text, exact_text, is_decimal, parse_exact, round_to

MODES = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.DOWN: ROUND_DOWN,
    Rounding.UP: ROUND_UP,
}
decimals = st.decimals(min_value=-(10**9), max_value=10**9, places=6, allow_nan=False)
fractions = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**6)
places = st.integers(0, 8)
modes = st.sampled_from(Rounding)


@given(decimals, st.integers(0, 5), modes)
def test_rounding_is_that_of_decimal(value: Decimal, to: int, mode: Rounding) -> None:
    with localcontext(Context(prec=60)):
        quantized = value.quantize(Decimal(1).scaleb(-to), MODES[mode])
    assert round_to(Fraction(value), to, mode) == Fraction(quantized)


@given(st.integers(-(10**9), 10**9), st.integers(0, 4), modes)
def test_halves_are_rounded_as_decimal_rounds_them(odd: int, to: int, mode: Rounding) -> None:
    value = Decimal(2 * odd + 1) / 2
    with localcontext(Context(prec=60)):
        scaled = value.scaleb(-to)
        quantized = scaled.quantize(Decimal(1).scaleb(-to), MODES[mode])
    assert round_to(Fraction(scaled), to, mode) == Fraction(quantized)


@given(fractions, places, modes)
def test_rounding_moves_less_than_one_unit_and_never_twice(value: Fraction, to: int, mode: Rounding) -> None:
    rounded = round_to(value, to, mode)
    assert abs(rounded - value) < Fraction(1, 10**to)
    if mode in (Rounding.HALF_UP, Rounding.HALF_EVEN):
        assert abs(rounded - value) <= Fraction(1, 2 * 10**to)
    assert round_to(rounded, to, mode) == rounded
    assert (rounded * 10**to).denominator == 1


@given(fractions, places, modes)
def test_rounding_does_not_depend_on_the_sign(value: Fraction, to: int, mode: Rounding) -> None:
    assert round_to(-value, to, mode) == -round_to(value, to, mode)


@given(fractions, fractions, places, modes)
def test_rounding_keeps_the_order(one: Fraction, other: Fraction, to: int, mode: Rounding) -> None:
    low, high = sorted((one, other))
    assert round_to(low, to, mode) <= round_to(high, to, mode)


@given(fractions)
def test_text_without_loss_leads_back_to_the_number(value: Fraction) -> None:
    assert Fraction(exact_text(value)) == value


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 10))
def test_a_finite_decimal_is_read_back_as_written(digits: int, to: int) -> None:
    value = Fraction(digits, 10**to)
    text = exact_text(value)
    assert is_decimal(text)
    assert parse_exact(text) == value
    assert "." not in text or not text.endswith("0")


@given(fractions, st.integers(0, 6), modes)
def test_a_figure_for_data_is_the_rounded_value_with_all_its_places(value: Fraction, to: int, mode: Rounding) -> None:
    text = decimal_text(value, to, mode)
    assert Fraction(text) == round_to(value, to, mode)
    assert len(text.partition(".")[2]) == to


@given(fractions, st.sampled_from(["vi", "en"]))
def test_a_printed_figure_says_the_rounded_value(value: Fraction, lang: str) -> None:
    group, mark = (".", ",") if lang == "vi" else (",", ".")
    plain = number_text(value, lang).replace(group, "").replace(mark, ".").replace("−", "-")
    assert Fraction(plain) == round_to(value, 2)
    assert not plain.startswith("-0.00")
