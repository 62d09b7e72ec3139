"""Numbers, dates and names as Vietnamese and English readers write, sort and search them."""

from fractions import Fraction

import pytest

from parindex.i18n.numbers import collation_key, date_text, folded, number_text, plain_text, typed_number
from parindex.model.points import Rounding


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        ("95.2", "95,20", "95.20"),
        ("0", "0,00", "0.00"),
        ("1234", "1.234,00", "1,234.00"),
        ("999", "999,00", "999.00"),
        ("12345.678", "12.345,68", "12,345.68"),
        ("1234567", "1.234.567,00", "1,234,567.00"),
        ("-1.5", "−1,50", "−1.50"),
        ("-0.001", "0,00", "0.00"),
        ("-12345", "−12.345,00", "−12,345.00"),
        ("84.995", "85,00", "85.00"),
    ],
)
def test_a_figure_has_two_places_and_its_readers_signs(value: str, vi: str, en: str) -> None:
    assert number_text(Fraction(value), "vi") == vi
    assert number_text(Fraction(value), "en") == en


def test_places_and_rounding_are_the_regulations() -> None:
    assert number_text(Fraction("8.25"), "vi", 1) == "8,3"
    assert number_text(Fraction("8.25"), "vi", 1, Rounding.HALF_EVEN) == "8,2"
    assert number_text(Fraction("8.9"), "vi", 0, Rounding.DOWN) == "8"


@pytest.mark.parametrize(
    ("value", "vi"),
    [("2", "2"), ("0.25", "0,25"), ("10/3", "3,3333"), ("2/3", "0,6667"), ("100", "100"), ("12345", "12.345")],
)
def test_a_plain_figure_has_no_needless_zeros(value: str, vi: str) -> None:
    assert plain_text(Fraction(value), "vi") == vi


def test_a_printed_figure_keeps_its_places() -> None:
    assert typed_number("88.50", "vi") == "88,50"
    assert typed_number("88.50", "en") == "88.50"
    assert typed_number("", "vi") == ""


@pytest.mark.parametrize(
    ("iso", "vi"),
    [("2026-01-07", "07/01/2026"), ("2026-01", "01/2026"), ("2026", "2026"), ("01-07", "07/01")],
)
def test_dates_are_written_day_first_in_vietnamese(iso: str, vi: str) -> None:
    assert date_text(iso, "vi") == vi
    assert date_text(iso, "en") == iso


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Cần Thơ", "can tho"),
        ("Xã Đơn Dương", "xa don duong"),
        ("ĐẮK LẮK", "dak lak"),
        ("Sở Nội vụ", "so noi vu"),
        ("Thừa Thiên – Huế", "thua thien – hue"),
        ("ưỡng ỹ ợ", "uong y o"),
        ("Hoà", "hoa"),
        ("Hòa", "hoa"),
    ],
)
def test_search_text_has_no_diacritics(text: str, plain: str) -> None:
    assert folded(text) == plain


ORDER = [
    "An Bình",
    "An Châu",
    "Ân Thi",
    "Bà Rịa",
    "Bắc Ninh",
    "Cà Mau",
    "Cần Thơ",
    "Dương Minh Châu",
    "Đà Lạt",
    "Đồng Nai",
    "Gia Lai",
    "Hà Nội",
    "Ô Môn",
    "Ơ",
    "Phú Thọ",
    "Sơn La",
    "Thủ Đức",
    "U Minh",
    "Ưng Hòa",
    "Vĩnh Long",
    "Ý Yên",
    "Yên Bái",
]


def test_names_are_sorted_as_in_a_vietnamese_dictionary() -> None:
    assert sorted([*ORDER[1::2], *ORDER[::2]], key=collation_key) == ORDER


@pytest.mark.parametrize(
    "words",
    [["ma", "mà", "mả", "mã", "má", "mạ"], ["a", "ă", "â", "b"], ["d", "đ", "e", "ê"], ["o", "ô", "ơ", "u", "ư"]],
)
def test_letters_and_tones_have_their_order(words: list[str]) -> None:
    assert sorted([*words[1::2], *words[::2]], key=collation_key) == words


def test_letters_go_before_tones() -> None:
    assert sorted(["mạ", "mà", "ma na", "mả b"], key=collation_key) == ["mà", "mạ", "mả b", "ma na"]
    assert sorted(["Sở B", "Số A"], key=collation_key) == ["Số A", "Sở B"]


def test_capitals_and_digits_do_not_upset_the_order() -> None:
    assert sorted(["Phường 10", "phường 2", "Phường Ba"], key=collation_key) == ["Phường 10", "phường 2", "Phường Ba"]
