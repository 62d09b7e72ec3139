"""An expression of the `branches` method as a formula of a spreadsheet.

The grammar is that of `model.expression`, which has read the text before. A spreadsheet computes both sides of AND and
of OR, and the engine does not: so these become IF, and "total == 0 or late / total > 1" stays safe.
"""

import re
from collections.abc import Mapping

_TOKEN = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?|[a-z][a-z0-9_]*|<=|>=|==|!=|[-+*/()<>,])")
_COMPARE = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "=", "!=": "<>"}


def translated(text: str, names: Mapping[str, str]) -> str:
    """The formula of an expression, without its sign; `names` are the cells of its figures."""
    return _Translator(_TOKEN.findall(text), names).either()


class _Translator:
    def __init__(self, tokens: list[str], names: Mapping[str, str]) -> None:
        self.tokens = tokens
        self.names = names
        self.at = 0

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def either(self) -> str:
        left = self._both()
        while self._peek() == "or":
            self._take()
            left = f"IF({left},TRUE,{self._both()})"
        return left

    def _both(self) -> str:
        left = self._negation()
        while self._peek() == "and":
            self._take()
            left = f"IF({left},{self._negation()},FALSE)"
        return left

    def _negation(self) -> str:
        if self._peek() == "not":
            self._take()
            return f"NOT({self._negation()})"
        left = self._chain(("+", "-"))
        if self._peek() in _COMPARE:
            sign = _COMPARE[self._take()]
            return f"(ROUND(({left})-({self._chain(('+', '-'))}),9){sign}0)"
        return left

    def _chain(self, signs: tuple[str, str]) -> str:
        told = self._chain(("*", "/")) if "+" in signs else self._atom()
        while self._peek() in signs:
            sign = self._take()
            told += sign + (self._chain(("*", "/")) if "+" in signs else self._atom())
        return told

    def _atom(self) -> str:
        token = self._take()
        if token == "(":  # noqa: S105 a bracket, no password
            inner = self.either()
            self._take()
            return f"({inner})"
        if token in ("min", "max"):
            self._take()
            parts = [self.either()]
            while self._take() == ",":
                parts.append(self.either())
            return f"{token.upper()}({','.join(parts)})"
        return token if token[0].isdigit() else self.names[token]
