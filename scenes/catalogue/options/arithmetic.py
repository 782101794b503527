"""Reading arithmetic: a text becomes a syntax tree that is arithmetic and nothing else.

Every node is held against a short list of what arithmetic needs, so that what comes out of here can
be computed and drawn without a second look. What is refused is refused with what to write instead.
"""

from __future__ import annotations

import ast
import math
import re
import warnings
from functools import lru_cache

from scenes.catalogue.options.messages import quoted
from scenes.catalogue.options.typed_mathematics import (
    CONSTANTS,
    FUNCTIONS,
    ONE_ARGUMENT,
    SEVERAL_ARGUMENTS,
    VARIABLE,
    as_arithmetic,
)

LONGEST_EXPRESSION = 200
DEEPEST_EXPRESSION = 100

VALUES = dict(zip(CONSTANTS, (math.pi, math.e, math.tau), strict=True))

_ARITHMETIC = (
    ast.Expression, ast.Load, ast.BinOp, ast.UnaryOp, ast.Call, ast.Name, ast.Constant,
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Mod, ast.Pow, ast.USub, ast.UAdd,
)  # fmt: skip
_INSTEAD = {
    ast.FloorDiv: "write floor(a/b) instead of a//b",
    ast.Attribute: "a name with a dot is not arithmetic",
    ast.Lambda: "write only the arithmetic, such as x**2",
    ast.Compare: "a comparison is not a number",
    ast.Tuple: "one expression is needed, without a comma",
    ast.Starred: "a star before a value is not arithmetic",
    ast.keyword: "values in a call go without a name",
}


@lru_cache(maxsize=256)
def parsed(text: str) -> ast.Expression:
    """The syntax tree of an expression, its numbers floats; ValueError if it is not arithmetic."""
    if not text:
        raise ValueError("must be a function of x such as sin(2*pi*x): got nothing")
    if len(text) > LONGEST_EXPRESSION:
        raise ValueError(f"must be at most {LONGEST_EXPRESSION} characters long: got {len(text)}")
    if not text.isprintable():
        raise ValueError(f"must be written in plain letters, digits and signs: got {quoted(text)}")
    try:
        plain = as_arithmetic(text)
    except ValueError as refusal:
        raise ValueError(f"{refusal}: got {quoted(text)}") from None
    if not plain.isascii():
        raise ValueError(f"must be written in plain letters, digits and signs: got {quoted(text)}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(plain.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(
            f"must be a function of x such as sin(2*pi*x): {_syntax_hint(text)}: got {quoted(text)}"
        ) from None
    try:
        _check_nodes(tree.body, depth=1)
    except ValueError as refusal:
        raise ValueError(
            f"must be a function of x made of arithmetic: {refusal}: got {quoted(text)}"
        ) from None
    return tree


def _check_nodes(node: ast.AST, depth: int) -> None:
    if depth > DEEPEST_EXPRESSION:
        raise ValueError(f"at most {DEEPEST_EXPRESSION} levels of nesting")
    if isinstance(node, ast.Name):
        _check_name(node.id)
    elif isinstance(node, ast.Constant):
        _make_float(node)
    elif isinstance(node, ast.Call):
        _check_call(node)
        for argument in node.args:
            _check_nodes(argument, depth + 1)
        return
    elif not isinstance(node, _ARITHMETIC):
        raise ValueError(_INSTEAD.get(type(node), "only + - * / ** % and function calls"))
    for child in ast.iter_child_nodes(node):
        _check_nodes(child, depth + 1)


def _check_name(name: str) -> None:
    if name in FUNCTIONS:
        raise ValueError(f"{name} needs parentheses, such as {name}(x)")
    if re.fullmatch(rf"{VARIABLE}\d+", name):
        raise ValueError(f"{name} may be {VARIABLE}*{name[1:]} or {VARIABLE}^{name[1:]}")
    if name != VARIABLE and name not in CONSTANTS:
        raise ValueError(f"unknown name {quoted(name)}; use {', '.join([VARIABLE, *CONSTANTS])}")


def _make_float(node: ast.Constant) -> None:
    if isinstance(node.value, bool) or not isinstance(node.value, (int, float)):
        raise ValueError(f"{quoted(ast.unparse(node))} is not a plain number")
    try:
        node.value = float(node.value)
    except OverflowError:
        raise ValueError("a number is too large") from None


def _check_call(node: ast.Call) -> None:
    if not isinstance(node.func, ast.Name):
        raise ValueError("write only plain names for functions")
    name = node.func.id
    if name not in FUNCTIONS:
        raise ValueError(f"unknown function {quoted(name)}; use {', '.join(FUNCTIONS)}")
    if node.keywords:
        raise ValueError(_INSTEAD[ast.keyword])
    if name in SEVERAL_ARGUMENTS and len(node.args) < 2:
        raise ValueError(f"{name} takes two values or more, such as {name}(x, 0)")
    if name in ONE_ARGUMENT and len(node.args) != 1:
        raise ValueError(f"{name} takes one value, such as {name}(x)")


def _syntax_hint(text: str) -> str:
    if "=" in text:
        return "leave out what is left of the '='"
    if "|" in text:
        return "write abs(x) for |x|"
    if missing := text.count("(") - text.count(")"):
        return "a parenthesis is missing" if missing > 0 else "there is a parenthesis too many"
    for name in FUNCTIONS:
        if re.search(rf"\b{name}\b(?!\s*\()", text.lower()):
            return f"{name} needs parentheses, such as {name}(x)"
    return "it cannot be read as arithmetic"
