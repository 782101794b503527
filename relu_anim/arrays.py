"""Numbers as the core keeps them: plain floats and read-only float arrays, all of them finite.

Everything that enters the core passes through here once. After that no curve, weight or point has
to ask whether it holds a NaN, whether someone else may change it, or whether JSON can write it
down.
"""

from __future__ import annotations

import math
from typing import Any, TypeAlias, TypeVar, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray: TypeAlias = NDArray[np.float64]

Numbers = TypeVar("Numbers", float, FloatArray)
"""One number or an array of them: a function of x answers a float with a float."""


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
        raise ValueError(
            f"need {name} as numbers in rows of equal length, got {values!r}"
        ) from None
    if not np.isfinite(array).all():
        raise ValueError(f"need finite {name}, got {array[~np.isfinite(array)][0]}")
    return read_only(array + 0.0)


def read_only(array: FloatArray) -> FloatArray:
    """The same array, locked: whoever wants to change it has to copy it first."""
    array.setflags(write=False)
    return array


def shaped_like(x: Numbers, y: FloatArray) -> Numbers:
    """`y` as a Python float when it is a single number, as `x` then was, else `y` itself."""
    return cast(Numbers, float(y) if np.ndim(y) == 0 else y)


def beside_columns(along: FloatArray, columns: FloatArray) -> FloatArray:
    """`along` (m,) as (m, 1) when `columns` is (m, n), so that it counts for every column."""
    return along[..., np.newaxis] if columns.ndim == 2 else along
