"""Target functions that users type: `sin(2*pi*x)` as arithmetic, never as code.

Once `arithmetic` has read the text, `simpleeval` walks it with NumPy's floating-point operations.
Floats cannot grow without bound, so that `9**9**9` is infinite at once and is refused for not being
finite. NumPy is not imported before a value is asked for.
"""

from __future__ import annotations

import ast
import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from scenes.catalogue.options.arithmetic import VALUES, parsed
from scenes.catalogue.options.expression_typesetting import typeset_expression
from scenes.catalogue.options.messages import quoted
from scenes.catalogue.options.typed_mathematics import ONE_ARGUMENT, VARIABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

LARGEST_VALUE = 1e6
MOST_TURNS = 40
"""More waves than 20 are a grey band, in which no other line is seen."""


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
            operators=_operators(), functions=_functions(), names={VARIABLE: places, **VALUES}
        )
        with np.errstate(all="ignore"):
            values = evaluator.eval(self.text, previously_parsed=parsed(self.text).body)
        everywhere = np.broadcast_to(np.asarray(values, dtype=float), places.shape)
        return everywhere.copy() if places.ndim else float(everywhere)

    @property
    def constant(self) -> float:
        """The number that it stands for, such as `2*pi`; ValueError where it depends on x."""
        names = [node.id for node in ast.walk(parsed(self.text)) if isinstance(node, ast.Name)]
        if VARIABLE in names:
            raise ValueError(f"must be a number: got {quoted(self.text)}")
        return float(self(0.0))

    @property
    def typst(self) -> str:
        """The expression as Typst mathematics: `sin(2 pi x)`, `e^(-x) cos(6 x)`."""
        return typeset_expression(parsed(self.text).body)

    def check_on(self, low: float, high: float) -> None:
        """Refuse, with a ValueError, a target that cannot be drawn on `[low, high]`.

        It has to be finite, at most 1000000 in size, and must not turn more than 40 times. Some
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
