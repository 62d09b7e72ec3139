"""Exact numbers: what counts as a decimal, rounding, and text without loss."""

from fractions import Fraction

import pytest

from parindex.model.points import Rounding, decimal_text, exact_text, is_decimal, parse_exact, round_to


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", Fraction(0)),
        ("1.5", Fraction(3, 2)),
        ("-0.25", Fraction(-1, 4)),
        ("1.10", Fraction(11, 10)),
        ("100", Fraction(100)),
        ("0.0000000001", Fraction(1, 10**10)),
        ("999999999999999", Fraction(10**15 - 1)),
    ],
)
def test_a_plain_decimal_is_read_exactly(text: str, value: Fraction) -> None:
    assert parse_exact(text) == value
    assert is_decimal(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 1",
        "1 ",
        "1\n",
        *[
            "+1",
            "010",
            "00",
            ".5",
            "1.",
            "1,5",
            "1e3",
            "1_000",
            ".nan",
            "nan",
            "inf",
            ".inf",
            "0x10",
            "1/3",
            "--1",
            "1.12345678901",
            "1234567890123456",
            "١",
            "１",
            "−1",
            "1.5.2",
        ],
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    assert not is_decimal(text)
    with pytest.raises(ValueError, match="not a plain decimal"):
        parse_exact(text)


@pytest.mark.parametrize(
    ("value", "half_up", "half_even", "down", "up"),
    [
        ("0.125", "0.13", "0.12", "0.12", "0.13"),
        ("0.135", "0.14", "0.14", "0.13", "0.14"),
        ("0.1249999", "0.12", "0.12", "0.12", "0.13"),
        ("0.1250001", "0.13", "0.13", "0.12", "0.13"),
        ("84.995", "85", "85", "84.99", "85"),
        ("2.5", "2.5", "2.5", "2.5", "2.5"),
        ("-0.125", "-0.13", "-0.12", "-0.12", "-0.13"),
        ("0", "0", "0", "0", "0"),
    ],
)
def test_each_way_of_rounding_to_two_places(value: str, half_up: str, half_even: str, down: str, up: str) -> None:
    wanted = {"half-up": half_up, "half-even": half_even, "down": down, "up": up}
    for mode, text in wanted.items():
        assert round_to(Fraction(value), 2, Rounding(mode)) == Fraction(text), mode


def test_half_up_is_the_usual_way_and_minds_thirds() -> None:
    assert round_to(Fraction(1, 3), 2) == Fraction("0.33")
    assert round_to(Fraction(2, 3), 2) == Fraction("0.67")
    assert round_to(Fraction(5, 2), 0) == 3
    assert round_to(Fraction(5, 2), 0, Rounding.HALF_EVEN) == 2


def test_a_figure_for_data_has_exactly_its_places() -> None:
    assert decimal_text(Fraction("95.2"), 2) == "95.20"
    assert decimal_text(Fraction(100), 0) == "100"
    assert decimal_text(Fraction(2, 3), 3) == "0.667"
    assert decimal_text(Fraction("-0.001"), 2) == "0.00"
    assert decimal_text(Fraction("-1.005"), 2) == "-1.01"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(5, 2), "2.5"),
        (Fraction(4, 3), "4/3"),
        (Fraction(-4, 3), "-4/3"),
        (Fraction(0), "0"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 50), "0.02"),
        (Fraction(100), "100"),
        (Fraction(1, 1024), "0.0009765625"),
    ],
)
def test_text_without_loss(value: Fraction, text: str) -> None:
    assert exact_text(value) == text
    assert Fraction(text) == value
