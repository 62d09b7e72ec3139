"""The arithmetic of `branches`: what it can say, what it binds closer, and all that it cannot do."""

from fractions import Fraction

import pytest

from parindex.model.expression import MAX_DEPTH, MAX_LENGTH, Expression, ExpressionError, parse_expression

FIGURES = {"a": Fraction(2), "b": Fraction(3), "c": Fraction(0), "max_points": Fraction(10)}


def number(text: str) -> Fraction:
    return parse_expression(text).number(FIGURES)


def truth(text: str) -> bool:
    return parse_expression(text).truth(FIGURES)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),
        ("12 / 3 / 2", "2"),
        ("12 / (3 / 2)", "8"),
        ("2 * 3 + 4 * 5", "26"),
        ("max_points * a / b", "20/3"),
        ("0.1 + 0.2", "0.3"),
        ("min(a, b, 1)", "1"),
        ("max(a, b) - min(a, b)", "1"),
        ("min(max(a, 1), b) * 2", "4"),
        ("  a  ", "2"),
    ],
)
def test_a_value_is_computed_exactly_and_in_the_usual_order(text: str, value: str) -> None:
    assert number(text) == Fraction(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a < b", True),
        ("a >= 2", True),
        ("a > 2", False),
        ("a <= 1.9", False),
        ("a == 2", True),
        ("a != 2", False),
        ("a + 1 == b", True),
        ("not a == 2", False),
        ("not not a == 2", True),
        # "and" binds closer than "or", "not" closer than "and".
        ("a == 2 or a == 9 and b == 9", True),
        ("(a == 2 or a == 9) and b == 9", False),
        ("not a == 9 and b == 3", True),
        ("not (a == 2 and b == 9)", True),
    ],
)
def test_a_condition_is_read_in_the_usual_order(text: str, value: bool) -> None:
    assert truth(text) is value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "a +",
        "(a",
        "a)",
        "a b",
        "1.",
        ".5",
        "-a",
        "a ** 2",
        "a < b < c",
        "min()",
        "min a",
        "and",
        "a and",
        "a = 2",
        "a; b",
        "a[0]",
        "a.b",
        "'a'",
        "A",
        "lambda: 1",
        "__import__(1)",
        "open(1)",
        "f(a)",
        "a\\b",
        "é",
        "1e9",
        "a if b else c",
    ],
)
def test_nothing_else_can_be_said(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse_expression(text)


def test_the_length_is_limited() -> None:
    fits = "1" + "+1" * ((MAX_LENGTH - 1) // 2)
    assert number(fits) == 1 + (MAX_LENGTH - 1) // 2
    with pytest.raises(ExpressionError, match=str(MAX_LENGTH)):
        parse_expression("1" + "+1" * (MAX_LENGTH // 2))


@pytest.mark.parametrize(("opening", "closing"), [("(", ")"), ("min(", ")"), ("not (", ")")])
def test_the_depth_is_limited(opening: str, closing: str) -> None:
    inner = "a == 2" if "not" in opening else "a"
    parse_expression(opening * 5 + inner + closing * 5)
    with pytest.raises(ExpressionError, match="deep"):
        parse_expression(opening * (MAX_DEPTH + 1) + inner + closing * (MAX_DEPTH + 1))


def test_many_negations_are_too_deep_as_well() -> None:
    with pytest.raises(ExpressionError, match="deep"):
        parse_expression("not " * (MAX_DEPTH + 1) + "a == 2")


def test_division_by_a_figure_that_is_zero_is_told() -> None:
    with pytest.raises(ExpressionError, match="division by zero"):
        number("a / c")


def test_a_condition_guards_the_division_behind_it() -> None:
    assert truth("c == 0 or a / c >= 1") is True
    assert truth("c > 0 and a / c >= 1") is False


def test_a_figure_that_was_not_declared_is_told_by_its_name() -> None:
    with pytest.raises(ExpressionError, match="unknown figure d"):
        number("a + d")


def test_names_come_from_nowhere_else() -> None:
    for name in ("abs", "print", "true", "none", "env", "self"):
        with pytest.raises(ExpressionError, match="unknown figure"):
            number(name)


@pytest.mark.parametrize("text", ["a == 2", "a and b", "not a"])
def test_a_condition_is_no_number(text: str) -> None:
    with pytest.raises(ExpressionError):
        number(text)


@pytest.mark.parametrize("text", ["a", "a + 1", "a and b == 3", "(a == 2) + 1", "min(a == 2, b)", "(a == 2) < b"])
def test_a_number_is_no_condition(text: str) -> None:
    with pytest.raises(ExpressionError):
        truth(text)


def test_the_names_in_use_are_known_without_evaluating() -> None:
    parsed: Expression = parse_expression("min(so_a, 2) > so_b and not so_c == max_points")
    assert parsed.names == {"so_a", "so_b", "so_c", "max_points"}
