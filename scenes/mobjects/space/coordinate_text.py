"""How the numbers of a layer and of a point are written, as plain text and as Typst."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from scenes.mobjects.text.notation import MINUS, Notation

LONGEST, SHORTEST = 99999.5, 1e-4
"""Outside of these a number is written with its power of ten: `1.2e6`."""
_DIGITS = 5
"""So many digits at most stand before and after the decimal point together."""


def decimals_for(values: Sequence[float] | np.ndarray) -> int:
    """How many decimals these numbers need when they stand side by side.

    As many as show all of them exactly, or else three, or two digits of a number below 0.1; fewer
    where the largest of them is long.
    """
    plain = [abs(float(v)) for v in values if SHORTEST <= abs(float(v)) < LONGEST]
    if not plain:
        return 0
    room = _DIGITS - len(f"{max(plain):.0f}") if max(plain) >= 1 else _DIGITS
    return min(room, max(map(_decimals, plain)))


def _decimals(value: float) -> int:
    most = max(3, 1 - math.floor(math.log10(value)))
    for decimals in range(most):
        if math.isclose(round(value, decimals), value, rel_tol=1e-10):
            return decimals
    return most


def value_text(value: float, decimals: int | None = None) -> str:
    """A number as it is written: `−0.80` or, for a very large or small one, `1.2e−6`."""
    if value == 0 or SHORTEST <= abs(value) < LONGEST:
        return Notation(decimals_for([value]) if decimals is None else decimals)(value)
    digits, power = f"{value:.1e}".split("e")
    return f"{Notation.of([float(digits)])(float(digits))}e{Notation(0)(int(power))}"


def tuple_text(values: Sequence[float] | np.ndarray) -> str:
    """Coordinates as a caption says them: `(−0.8, 0.6, 0.15)`."""
    return f"({', '.join(value_text(float(value)) for value in values)})"


def value_markup(value: float, decimals: int | None = None) -> str:
    """A number as Typst mathematics, for use inside `$...$`."""
    text = value_text(value, decimals)
    return f'"{text}"' if "e" in text else text.replace(MINUS, "-")


def written_alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two points cannot be told apart by their coordinates as they are written."""
    decimals = decimals_for([*one, *other])
    return all(
        value_text(float(here), decimals) == value_text(float(there), decimals)
        for here, there in zip(one, other, strict=True)
    )


def tuple_markup(values: Sequence[float] | np.ndarray, decimals: int | None = None) -> str:
    """Coordinates as Typst mathematics, all with as many decimals as they need."""
    decimals = decimals_for(values) if decimals is None else decimals
    return f"({', '.join(value_markup(float(value), decimals) for value in values)})"
