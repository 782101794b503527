"""Numbers as the core keeps them: plain floats and read-only float arrays, all of them finite.

Everything that enters the core passes through here once. After that no curve, weight or point has to ask
whether it holds a NaN, whether someone else may change it, or whether JSON can write it down.
"""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray: TypeAlias = NDArray[np.float64]

ROUNDING = 8 * float(np.finfo(np.float64).eps)
"""Relative size of what a few floating-point operations may leave behind: about 1.8e-15."""


def finite_number(name: str, value: object) -> float:
    """`value` as a Python float (and never -0.0).

    Raises ValueError, naming the quantity, when it is not one finite number.
    """
    number = _as_float(name, value)
    if not math.isfinite(number):
        raise ValueError(f"need a finite {name}, got {number}")
    return number + 0.0


def _as_float(name: str, value: Any) -> float:
    if not isinstance(value, str | bytes) and np.ndim(value) == 0:
        try:
            return float(value)
        except (TypeError, ValueError, OverflowError):
            pass
    raise ValueError(f"need a number for {name}, got {value!r}")


def finite_array(name: str, values: ArrayLike) -> FloatArray:
    """A read-only float copy of `values`, of any shape (and without -0.0).

    Raises ValueError, naming the quantity, when it is ragged, not numeric or not finite.
    """
    try:
        array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"need numbers in rows of equal length for {name}, got {values!r}") from None
    if not np.isfinite(array).all():
        offender = array[~np.isfinite(array)][0]
        raise ValueError(f"need finite numbers for {name}, got {offender}")
    array += 0.0
    array.setflags(write=False)
    return array


def shaped_like(x: ArrayLike, y: FloatArray) -> Any:
    """`y` as a Python float when `x` was a single number, else `y` itself."""
    return float(y) if np.ndim(x) == 0 else y
