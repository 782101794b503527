"""An arithmetic expression as Typst mathematics, with the parentheses that belong there.

`2*pi*x` becomes `2 pi x`, a quotient a fraction, `exp(-x)` the power `e^(-x)`. Inside a fraction or
an exponent a quotient stays on one line, so that nothing becomes too small to read.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

REMAINDER, SUM, QUOTIENT, PRODUCT, POWER, ATOM = range(6)  # how tightly a piece holds together

_FUNCTIONS = {
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "log": "ln",
    "log2": "log_2",
    "log10": "log_10",
    "sign": 'op("sign")',
    "relu": 'op("ReLU")',
}


@dataclass(frozen=True)
class Piece:
    """Part of a formula, how tightly it holds together, and whether it begins with a minus sign."""

    typst: str
    tightness: int = ATOM
    signed: bool = False

    def first(self, tightness: int) -> Piece:
        """The piece with nothing before it: in parentheses if it would otherwise fall apart."""
        return self if self.tightness >= tightness else Piece(f"({self.typst})")

    def after(self, tightness: int) -> str:
        """The piece with something before it, so that a minus sign needs parentheses too."""
        return f"({self.typst})" if self.signed else self.first(tightness).typst


def typeset_expression(node: ast.expr) -> str:
    """The Typst mathematics of a checked expression."""
    return _piece(node, small=False).typst


def _piece(node: ast.expr, small: bool) -> Piece:
    match node:
        case ast.Constant(value=value):
            return _number(float(value))  # type: ignore[arg-type]  # checked to be a number
        case ast.Name(id=name):
            return Piece(name)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _piece(operand, small)
        case ast.UnaryOp(operand=operand):
            negated = _piece(operand, small)
            is_quotient = negated.tightness == QUOTIENT and not negated.signed
            return Piece(f"-{negated.after(QUOTIENT)}", QUOTIENT if is_quotient else PRODUCT, True)
        case ast.BinOp(op=ast.Div()):
            return _quotient(node, small)
        case ast.BinOp(op=ast.Pow()):
            base, exponent = _piece(node.left, small), _piece(node.right, small=True)
            return Piece(f"{base.after(ATOM)}^({exponent.typst})", POWER)
        case ast.BinOp(op=operation):
            return _operation(operation, _piece(node.left, small), _piece(node.right, small))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, arguments, small)
    raise TypeError(f"not arithmetic: {ast.dump(node)}")


def _number(value: float) -> Piece:
    if value.is_integer() and value < 1e6:
        return Piece(str(int(value)))
    digits, _, exponent = repr(value).partition("e")
    if not exponent:
        return Piece(digits)
    power = f"10^({int(exponent)})"
    return (
        Piece(power, POWER) if digits in ("1", "1.0") else Piece(f"{digits} dot {power}", PRODUCT)
    )


def _operation(operation: ast.operator, left: Piece, right: Piece) -> Piece:
    match operation:
        case ast.Add() | ast.Sub():
            first, sign = left.first(SUM), "+" if isinstance(operation, ast.Add) else "-"
            return Piece(f"{first.typst} {sign} {right.after(QUOTIENT)}", SUM, first.signed)
        case ast.Mod():
            first = left.first(PRODUCT)
            return Piece(f"{first.typst} mod {right.after(POWER)}", REMAINDER, first.signed)
    first, second = left.first(PRODUCT), right.after(PRODUCT)
    fraction_after_number = second.startswith("frac") and first.typst[-1].isdigit()
    sign = " dot " if second[0].isdigit() or fraction_after_number else " "
    return Piece(f"{first.typst}{sign}{second}", PRODUCT, first.signed)


def _quotient(node: ast.BinOp, small: bool) -> Piece:
    over, under = _piece(node.left, small=True), _piece(node.right, small=True)
    if not small:
        return Piece(f"frac({over.typst}, {under.typst})", PRODUCT)
    first = over.first(PRODUCT)
    return Piece(rf"{first.typst} \/ {under.after(POWER)}", QUOTIENT, first.signed)


def _call(name: str, arguments: list[ast.expr], small: bool) -> Piece:
    if name == "exp":
        return Piece(f"e^({_piece(arguments[0], small=True).typst})", POWER)
    inside = ", ".join(_piece(argument, small).typst for argument in arguments)
    return Piece(f"{_FUNCTIONS.get(name, name)}({inside})")
