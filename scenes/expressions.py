"""Target functions that users type: `sin(2*pi*x)` as arithmetic, never as code.

The text is parsed, every node is held against a short list of what arithmetic needs, and only then
does `simpleeval` walk it with NumPy's floating-point operations. Floats cannot grow without bound,
so that `9**9**9` is infinite at once and is refused for not being finite. Nothing heavier than
`ast` is imported before a value is asked for.
"""

from __future__ import annotations

import ast
import math
import warnings
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from scenes.expression_math import expression_math

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

LONGEST_EXPRESSION = 200
DEEPEST_EXPRESSION = 100
LARGEST_VALUE = 1e6
MOST_TURNS = 200

VARIABLE = "x"
CONSTANTS = {"pi": math.pi, "e": math.e, "tau": math.tau}
ONE_ARGUMENT = (
    "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log", "log2",
    "log10", "sqrt", "abs", "sign", "floor", "ceil", "relu",
)  # fmt: skip
SEVERAL_ARGUMENTS = ("min", "max")
FUNCTIONS = ONE_ARGUMENT + SEVERAL_ARGUMENTS

_ARITHMETIC = (
    ast.Expression, ast.Load, ast.BinOp, ast.UnaryOp, ast.Call, ast.Name, ast.Constant,
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Mod, ast.Pow, ast.USub, ast.UAdd,
)  # fmt: skip
_INSTEAD = {
    ast.BitXor: "write x**2 for a power, not x^2",
    ast.FloorDiv: "write floor(a/b) instead of a//b",
    ast.Attribute: "a name with a dot is not arithmetic",
    ast.Lambda: "write only the arithmetic, such as x**2",
    ast.Compare: "a comparison is not a number",
    ast.Tuple: "one expression is needed, without a comma",
    ast.Starred: "a star before a value is not arithmetic",
    ast.keyword: "values in a call go without a name",
}


@dataclass(frozen=True)
class Target:
    """A function of x, `f(x)`, given as a text such as `exp(-x)*cos(6*x)`.

    Call it with a number or an array; it answers with floats of the same shape, `nan` or `inf`
    where it has no value. Raises ValueError, with one line on what is needed instead, when the text
    is anything but arithmetic.
    """

    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.text.strip())
        parsed(self.text)

    def __call__(self, x: Any) -> Any:
        import numpy as np
        from simpleeval import SimpleEval

        places = np.asarray(x, dtype=float)
        evaluator = SimpleEval(
            operators=_operators(), functions=_functions(), names={VARIABLE: places, **CONSTANTS}
        )
        with np.errstate(all="ignore"):
            values = evaluator.eval(self.text, previously_parsed=parsed(self.text).body)
        everywhere = np.broadcast_to(np.asarray(values, dtype=float), places.shape)
        return everywhere.copy() if places.ndim else float(everywhere)

    @property
    def typst(self) -> str:
        """The expression as Typst mathematics: `sin(2 pi x)`, `e^(-x) cos(6 x)`."""
        return expression_math(parsed(self.text).body)

    def check_on(self, low: float, high: float) -> None:
        """Refuse, with a ValueError, a target that cannot be drawn on `[low, high]`.

        It has to be finite, at most 1000000 in size, and must not turn more than 200 times. Some
        4,000 places are looked at, half of them off the regular grid, and then the surroundings of
        every peak, where a pole may hide.
        """
        places = _places_to_look(low, high)
        values = self(places)
        self._check_values(places, values)
        near_peaks = _zoom_in_on_peaks(self, places, values)
        self._check_values(near_peaks, self(near_peaks))
        turns = _count_turns(values)
        if turns > MOST_TURNS:
            raise ValueError(
                f"must turn at most {MOST_TURNS} times to be drawn: "
                f"{quoted(self.text)} turns {turns} times or more between {low:g} and {high:g}"
            )

    def _check_values(self, places: np.ndarray, values: np.ndarray) -> None:
        import numpy as np

        for bad, need in (
            (~np.isfinite(values), "must be finite on the whole interval"),
            (np.abs(values) > LARGEST_VALUE, f"must stay within {LARGEST_VALUE:.0f} to be drawn"),
        ):
            if bad.any():
                where, value = float(places[bad][0]), float(values[bad][0])
                raise ValueError(f"{need}: {quoted(self.text)} is {value:.4g} at x = {where:.6g}")


@lru_cache(maxsize=256)
def parsed(text: str) -> ast.Expression:
    """The syntax tree of an expression, its numbers floats; ValueError if it is not arithmetic."""
    if not text:
        raise ValueError("must be a function of x such as sin(2*pi*x): got nothing")
    if len(text) > LONGEST_EXPRESSION:
        raise ValueError(f"must be at most {LONGEST_EXPRESSION} characters long: got {len(text)}")
    if not (text.isascii() and text.isprintable()):
        raise ValueError(f"must be written in plain letters, digits and signs: got {quoted(text)}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text, mode="eval")
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


def quoted(value: object, longest: int = 48) -> str:
    """What was given, in quotes, on one line and short enough for a message."""
    text = value if isinstance(value, str) else f"{value}"
    return repr(text if len(text) <= longest else text[: longest - 3] + "...")


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
        raise ValueError("write a*(b) for a product, and only plain names for functions")
    name = node.func.id
    if name == VARIABLE or name in CONSTANTS:
        raise ValueError(f"write {name}*(...) for a product")
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
    if text.count("(") != text.count(")"):
        return "a parenthesis is missing"
    for before, after in pairwise(text):
        if before.isdigit() and after.isalpha():
            return f"write {before}*{after} for a product"
    return "it cannot be read as arithmetic"


@cache
def _operators() -> dict[type[ast.AST], Callable[..., Any]]:
    import numpy as np

    return {
        ast.Add: np.add,
        ast.Sub: np.subtract,
        ast.Mult: np.multiply,
        ast.Div: np.divide,
        ast.Mod: np.mod,
        ast.Pow: np.power,
        ast.USub: np.negative,
        ast.UAdd: np.positive,
    }


@cache
def _functions() -> dict[str, Callable[..., Any]]:
    import numpy as np

    from relu_anim import relu

    renamed = {"asin": np.arcsin, "acos": np.arccos, "atan": np.arctan, "relu": relu}
    several = {
        "min": lambda *values: np.minimum.reduce(np.broadcast_arrays(*values)),
        "max": lambda *values: np.maximum.reduce(np.broadcast_arrays(*values)),
    }
    own_names = set(ONE_ARGUMENT) - set(renamed)
    return {name: getattr(np, name) for name in own_names} | renamed | several


def _places_to_look(low: float, high: float, cells: int = 2000) -> np.ndarray:
    """Every cell's borders, and one place inside each, never at the same fraction of it."""
    import numpy as np

    golden_ratio = (math.sqrt(5) - 1) / 2
    borders = np.arange(cells + 1)
    inside = borders[:-1] + (borders[1:] * golden_ratio) % 1
    return low + (high - low) * np.sort(np.concatenate([borders, inside])) / cells


def _zoom_in_on_peaks(
    function: Callable[[np.ndarray], np.ndarray],
    places: np.ndarray,
    values: np.ndarray,
    peaks: int = 24,
) -> np.ndarray:
    """Places ever closer to the highest peaks of |f|: at a pole, |f| grows as they close in."""
    import numpy as np

    size = np.abs(values)
    middle = size[1:-1]
    is_peak = (middle >= size[:-2]) & (middle >= size[2:]) & (middle > 0)
    highest = np.flatnonzero(is_peak)[np.argsort(middle[is_peak])[-peaks:]] + 1
    left, right = places[highest - 1], places[highest + 1]
    seen = [places[:1]]
    for _ in range(10):
        windows = np.linspace(left, right, 33)
        with np.errstate(all="ignore"):
            inside = np.abs(function(windows))
        inside[~np.isfinite(inside)] = np.inf
        best = np.clip(np.argmax(inside, axis=0), 1, len(windows) - 2)
        columns = np.arange(windows.shape[1])
        seen.append(windows.ravel())
        left, right = windows[best - 1, columns], windows[best + 1, columns]
    return np.concatenate(seen)


def _count_turns(values: np.ndarray) -> int:
    """How often the sampled function changes direction, rounding noise left out."""
    import numpy as np

    height = np.ptp(values)
    if height == 0:
        return 0
    steps = np.diff(np.round(values / height, 6))
    directions = np.sign(steps[steps != 0])
    return int(np.count_nonzero(np.diff(directions)))
