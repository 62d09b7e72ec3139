"""The small arithmetic of the `branches` method: exact, bounded, and nothing else.

    condition ::= and/or/not over comparisons      so_van_ban >= 10 and tre_han == 0
    value     ::= + - * / ( ) min(…) max(…)        max_points * so_van_ban / 20

Names are the figures of the leaf and `max_points`. There are no loops, attributes, calls or text, and the length and
depth of an expression are limited, so a criteria file can neither hang nor reach out of the engine.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

MAX_LENGTH = 300
MAX_DEPTH = 20

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([a-z][a-z0-9_]*)|(<=|>=|==|!=|[-+*/()<>,]))")

Value = Fraction | bool
Environment = Mapping[str, Fraction]
_Evaluate = Callable[[Environment], Value]


class ExpressionError(ValueError):
    """An expression that cannot be read, or a figure it divides by that is zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A parsed expression with the names it uses."""

    text: str
    names: frozenset[str]
    evaluate: _Evaluate

    def number(self, figures: Environment) -> Fraction:
        """The value as a number; ExpressionError where it is a condition or divides by zero."""
        value = self._run(figures)
        if isinstance(value, bool):
            raise ExpressionError(f"not a number: {self.text}")
        return value

    def truth(self, figures: Environment) -> bool:
        """The value as a condition; ExpressionError where it is a number or divides by zero."""
        value = self._run(figures)
        if not isinstance(value, bool):
            raise ExpressionError(f"not a condition: {self.text}")
        return value

    def _run(self, figures: Environment) -> Value:
        try:
            return self.evaluate(figures)
        except ZeroDivisionError:
            raise ExpressionError(f"division by zero: {self.text}") from None
        except KeyError as missing:
            raise ExpressionError(f"unknown figure {missing.args[0]}: {self.text}") from None


@lru_cache(maxsize=4096)
def parse_expression(text: str) -> Expression:
    """The expression that `text` spells; ExpressionError says what is wrong with it."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"longer than {MAX_LENGTH} characters")
    parser = _Parser(text)
    evaluate = parser.either()
    parser.end()
    return Expression(text=text, names=frozenset(parser.names), evaluate=evaluate)


def _number(value: Value) -> Fraction:
    if isinstance(value, bool):
        raise ExpressionError("a condition stands where a number is needed")
    return value


def _truth(value: Value) -> bool:
    if not isinstance(value, bool):
        raise ExpressionError("a number stands where a condition is needed")
    return value


_COMPARE: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
_ARITHMETIC: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens = self._tokens(text)
        self.at = 0
        self.depth = 0
        self.names: set[str] = set()

    @staticmethod
    def _tokens(text: str) -> list[str]:
        tokens, at = [], 0
        stripped = text.rstrip()
        while at < len(stripped):
            found = _TOKEN.match(stripped, at)
            if not found:
                raise ExpressionError(f"unexpected sign: {stripped[at:].lstrip()[:1]}")
            tokens.append(found.group().strip())
            at = found.end()
        return tokens

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        self.at += 1
        return token

    def _expect(self, token: str) -> None:
        if self._take() != token:
            raise ExpressionError(f"expected {token}")

    def end(self) -> None:
        if self._peek():
            raise ExpressionError(f"unexpected {self._peek()}")

    def either(self) -> _Evaluate:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ExpressionError("nested too deeply")
        left = self._both()
        while self._peek() == "or":
            self._take()
            left = self._or(left, self._both())
        self.depth -= 1
        return left

    def _both(self) -> _Evaluate:
        left = self._negation()
        while self._peek() == "and":
            self._take()
            left = self._and(left, self._negation())
        return left

    # The right side is looked at only when it decides, so that "total == 0 or late / total > 1" is safe to write.
    @staticmethod
    def _or(left: _Evaluate, right: _Evaluate) -> _Evaluate:
        return lambda env: _truth(left(env)) or _truth(right(env))

    @staticmethod
    def _and(left: _Evaluate, right: _Evaluate) -> _Evaluate:
        return lambda env: _truth(left(env)) and _truth(right(env))

    def _negation(self) -> _Evaluate:
        if self._peek() == "not":
            self._take()
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise ExpressionError("nested too deeply")
            inner = self._negation()
            self.depth -= 1
            return lambda env: not _truth(inner(env))
        return self._comparison()

    def _comparison(self) -> _Evaluate:
        left = self._sum()
        if self._peek() in _COMPARE:
            compare = _COMPARE[self._take()]
            right = self._sum()
            return lambda env: compare(_number(left(env)), _number(right(env)))
        return left

    def _sum(self) -> _Evaluate:
        left = self._product()
        while self._peek() in ("+", "-"):
            left = self._arithmetic(self._take(), left, self._product())
        return left

    def _product(self) -> _Evaluate:
        left = self._atom()
        while self._peek() in ("*", "/"):
            left = self._arithmetic(self._take(), left, self._atom())
        return left

    @staticmethod
    def _arithmetic(sign: str, left: _Evaluate, right: _Evaluate) -> _Evaluate:
        apply = _ARITHMETIC[sign]
        return lambda env: apply(_number(left(env)), _number(right(env)))

    def _atom(self) -> _Evaluate:
        token = self._take()
        if token == "(":  # noqa: S105 a bracket, no password
            inner = self.either()
            self._expect(")")
            return inner
        if token in ("min", "max"):
            return self._extreme(token)
        if token[:1].isdigit():
            constant = Fraction(token)
            return lambda env: constant
        if token[:1].isalpha() and token not in ("and", "or", "not"):
            self.names.add(token)
            return lambda env: env[token]
        raise ExpressionError(f"unexpected {token}" if token else "ends too early")

    def _extreme(self, name: str) -> _Evaluate:
        self._expect("(")
        parts = [self.either()]
        while self._peek() == ",":
            self._take()
            parts.append(self.either())
        self._expect(")")
        pick = min if name == "min" else max
        return lambda env: pick(_number(part(env)) for part in parts)
