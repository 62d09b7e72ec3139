"""Codes as annexes print them (I, A, 1., 1.1, a, TC-05) as codes of a criteria file: digits with points."""

import re
from dataclasses import dataclass
from enum import StrEnum

from parindex.i18n.numbers import folded
from parindex.imports.annex.words import words

_ROMAN = re.compile(r"(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})")
_DECIMAL = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}")
_PREFIXED = re.compile(r"[a-z]{1,5}[-. ]?0*([0-9]{1,3}(?:\.[0-9]{1,3}){0,4})")
_IN_NAME = re.compile(r"((?:[0-9]{1,3}\.){1,4}[0-9]{1,3}\.?|[0-9]{1,3}\.(?=\s)|[IVX]{1,5}\.|[A-H]\.)\s+(?=\S)")


class Style(StrEnum):
    """How a code is printed; decimals are told apart by their depth."""

    UPPER = "upper"
    ROMAN = "roman"
    LOWER = "lower"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A printed code: its style, its last number, and its parts where it is a decimal."""

    printed: str
    style: Style
    number: int
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A token with the code that it has in the criteria file."""

    token: Token
    code: str


class BadCode(Exception):
    """A code that has no place; `problem` is a term of the rule catalogue."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def token_of(text: str, before: "Token | None" = None) -> Token | None:
    """The code in a cell, None where there is none. `before` is the last letter or Roman numeral, for "C" and "V"."""
    plain = words()["before-code"].sub("", folded(" ".join(text.split()))).strip("().:-– ")
    if not plain:
        return None
    if _DECIMAL.fullmatch(plain):
        parts = tuple(str(int(part)) for part in plain.split("."))
        return Token(printed=text, style=Style.DECIMAL, number=int(parts[-1]), parts=parts)
    roman = _roman(plain)
    upper = text.strip().strip("().:-– ")[-len(plain) :].isupper()
    if len(plain) == 1 and plain.isascii() and plain.isalpha():
        letter = ord(plain) - ord("a") + 1
        if upper and roman and not (before and before.style is Style.UPPER and before.number == letter - 1):
            return Token(printed=text, style=Style.ROMAN, number=roman)
        return Token(printed=text, style=Style.UPPER if upper else Style.LOWER, number=letter)
    if roman and upper:
        return Token(printed=text, style=Style.ROMAN, number=roman)
    prefixed = _PREFIXED.fullmatch(plain)
    if prefixed:
        parts = tuple(str(int(part)) for part in prefixed[1].split("."))
        return Token(printed=text, style=Style.DECIMAL, number=int(parts[-1]), parts=parts)
    return None


def _roman(plain: str) -> int:
    found = _ROMAN.fullmatch(plain)
    if not found:
        return 0
    ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"].index(found[2])
    return 10 * len(found[1]) + ones


def parted(name: str) -> tuple[str, str]:
    """A code that stands before the name in one cell, and the name: "1.1. Kế hoạch" → "1.1.", "Kế hoạch"."""
    found = _IN_NAME.match(name)
    return (found[1], name[found.end() :].strip()) if found else ("", name)


def _level(token: Token) -> tuple[Style, int]:
    return token.style, len(token.parts)


def placed(stack: list[Step], token: Token) -> list[Step]:
    """The way from the top to a token, itself at the end; BadCode where its place is not clear.

    The same style as an open level stands beside it; a deeper decimal, or a style not open yet, stands below.
    """
    for at, step in enumerate(stack):
        same = _level(step.token) == _level(token)
        shallower = step.token.style is token.style is Style.DECIMAL and len(step.token.parts) > len(token.parts)
        if same or shallower:
            stack = stack[:at]
            break
    code = _code(stack, token)
    if code.count(".") > 4:
        raise BadCode("annex-code-deep")
    return [*stack, Step(token=token, code=code)]


def _code(stack: list[Step], token: Token) -> str:
    if token.style is not Style.DECIMAL:
        return f"{stack[-1].code}.{token.number}" if stack else str(token.number)
    parts = token.parts
    for step in reversed(stack):
        own = step.token.parts
        if own and parts[: len(own)] == own:
            return ".".join((step.code, *parts[len(own) :]))
        if own:
            # Below 1.2 there is no 1.3.1: the code names another parent than the one it stands under.
            raise BadCode("annex-code-parent")
    if not stack:
        if len(parts) > 1:
            raise BadCode("annex-code-parent")
        return parts[0]
    above = stack[-1]
    if len(parts) > 1:
        if parts[0] != str(above.token.number):
            raise BadCode("annex-code-parent")
        return ".".join((above.code, *parts[1:]))
    return f"{above.code}.{parts[0]}"
