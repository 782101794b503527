"""Mathematics as people type it, turned into plain arithmetic: `2 pi x^2` into `2*pi*x**2`.

A power may be `^` or a raised digit, a product may be left out, names may come from NumPy or in
capitals, and signs may be those of print. What can be read in two ways is refused with both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

VARIABLE = "x"
CONSTANTS = ("pi", "e", "tau")
ONE_ARGUMENT = (
    "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log", "log2",
    "log10", "sqrt", "abs", "sign", "floor", "ceil", "relu",
)  # fmt: skip
SEVERAL_ARGUMENTS = ("min", "max")
FUNCTIONS = ONE_ARGUMENT + SEVERAL_ARGUMENTS

_ALSO = {
    "ln": "log", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "maximum": "max",
    "minimum": "min", "π": "pi", "τ": "tau", "√": "sqrt",
}  # fmt: skip
_PRINTED = {"·": "*", "⋅": "*", "×": "*", "÷": "/", "−": "-", "^": "**"}  # as in print
DASHES = {"–": "an en dash", "—": "an em dash"}  # a word processor's minus
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
_LOWERED = str.maketrans(_RAISED, "0123456789-")

_NAME = r"(?:np\.|numpy\.|math\.)?(?P<name>[A-Za-z_][A-Za-z_0-9]*|[πτ√])"
_TOKEN = re.compile(
    rf"""(?P<space>\s*)(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |{_NAME}|(?P<raised>[{_RAISED}]+)|(?P<sign>\*\*|//|\S))""",
    re.VERBOSE,
)
_RAISED_NAME = re.compile(rf"{_NAME}\s*(?:(?:\^|\*\*)\s*(?P<power>-?\d+)|(?P<raised>[{_RAISED}]+))")


class _Token(NamedTuple):
    kind: str
    text: str
    apart: bool  # from the token before

    @property
    def is_function(self) -> bool:
        return self.kind == "name" and self.text in FUNCTIONS

    @property
    def is_value(self) -> bool:
        return self.kind == "name" and self.text in (VARIABLE, *CONSTANTS)

    @property
    def begins_a_factor(self) -> bool:
        return self.kind == "number" or self.text == "(" or self.is_value or self.is_function

    @property
    def ends_a_factor(self) -> bool:
        return self.kind in {"number", "raised"} or self.text == ")" or self.is_value


def as_arithmetic(text: str) -> str:
    """The text as plain arithmetic, for a parser that knows `+ - * / % **` and calls.

    What it does not know it leaves as it is. Raises ValueError for what has two meanings.
    """
    for dash, called in DASHES.items():
        if dash in text:
            raise ValueError(f"must have a minus (-) where it has {called} ({dash})")
    for match in _RAISED_NAME.finditer(text):
        if (name := _plain_name(match["name"])) in FUNCTIONS:
            power = match["power"] or match["raised"].translate(_LOWERED)
            other = f"arc{name}(...)" if power == "-1" else f"{name}({name}(...))"
            raise two_meanings(f"{name}^{power}", f"{name}(...)^{power}", other)
    written, last = [""], _Token("sign", "", False)
    # for each open parenthesis: whose it is; and the sign, and its place, before the last factor
    calls, signs = [""], [("", 0)]
    for token in _tokens(text):
        sign, place = signs[-1]
        if last.ends_a_factor and token.begins_a_factor:
            _check_product(last, token, sign, "".join(written[place:]).strip())
            written.append("*")
            signs[-1] = ("", 0)
        if last.text == "," and token.kind == "number" and calls[-1] not in SEVERAL_ARGUMENTS:
            _check_comma(written[-2], token)
        written.append(f" {token.text}" if token.apart else token.text)
        if token.text == "(":
            calls.append(last.text)
            signs.append(("", 0))
        elif token.text == ")" and len(calls) > 1:
            calls.pop()
            signs.pop()
        elif token.text in {"/", "%", "**"}:
            signs[-1] = (token.text, len(written))
        elif token.kind == "sign" and last.ends_a_factor:
            signs[-1] = ("", 0)
        last = token
    return "".join(written)


def _tokens(text: str) -> Iterator[_Token]:
    bars = 0
    for match in _TOKEN.finditer(text):
        kind, apart = str(match.lastgroup), bool(match["space"])
        found = str(match[kind])
        if kind == "name":
            plain = _plain_name(found)
            known = plain in (VARIABLE, *CONSTANTS, *FUNCTIONS)
            found = plain if known else match[0].strip()
            apart = apart or found.startswith("_")  # 1_0 is Python, not mathematics
        elif kind == "raised":
            found = f"**({found.translate(_LOWERED)})"
        elif found == "|" and text.count("|") == 2:
            bars += 1
            if bars == 1:
                yield _Token("name", "abs", apart)
            found = " ()"[bars]
        yield _Token(kind, _PRINTED.get(found, found), apart)


def _plain_name(name: str) -> str:
    return _ALSO.get(name.lower(), name.lower())


def _check_product(last: _Token, token: _Token, sign: str, factor: str) -> None:
    """Refuse factors with nothing between them that may be something else than a product."""
    if token.kind == "number":
        power = f"{last.text}{token.text}" if last.kind == "number" else f"{last.text}^{token.text}"
        raise two_meanings(f"{last.text} {token.text}", f"{last.text}*{token.text}", power)
    if sign in {"/", "%"} or (sign == "**" and last.kind != "raised" and token.is_value):
        sign, factor = sign.replace("**", "^"), factor.replace("**", "^")
        right = token.text + {"(": "...)"}.get(token.text, "(...)" if token.is_function else "")
        product = f"{factor}*{right}"
        raise two_meanings(f"{sign}{factor}{right}", f"{sign}({product})", f"{sign}{product}")


def _check_comma(before: str, after: _Token) -> None:
    """Refuse two numbers with nothing but a comma between them, where one value is needed."""
    if before[-1:].isdigit() and not after.apart:
        comma = f"{before.strip()},{after.text}"
        raise two_meanings(comma, comma.replace(",", "."), "two values")


def two_meanings(text: str, one: str, other: str) -> ValueError:
    """A refusal that names both readings."""
    refusal = f"must have one meaning: {text} may be {one} or {other}"
    return ValueError(refusal if refusal.isprintable() else ascii(refusal)[1:-1])
