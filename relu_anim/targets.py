"""Targets: the functions that a network is asked to imitate.

A target is any callable of x. NumPy functions take a whole array at once; plain Python ones
(`math.sin`, `lambda x: 1 if x > 0 else 0`) take one number at a time. Both are welcome.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from relu_anim.arrays import FloatArray

Target: TypeAlias = Callable[[Any], Any]


def sample(target: Target, x: FloatArray) -> FloatArray:
    """`target(x)` at every entry of `x`, in the shape of `x`.

    Raises ValueError, naming the place, when a value is not a finite real number.
    """
    places = x.ravel()
    with np.errstate(all="ignore"):
        heights = _all_at_once(target, places)
    finite = np.isfinite(heights)
    if not finite.all():
        what, where = heights[~finite][0], places[~finite][0]
        raise ValueError(
            f"need a target that is finite on the interval, got {what} at x = {where:g}"
        )
    return heights.reshape(x.shape)


def _all_at_once(target: Target, places: FloatArray) -> FloatArray:
    try:
        heights = _real(target(places))
        if heights.ndim == 0:
            return np.full(places.shape, heights)
        if heights.shape == places.shape:
            return heights
    except (TypeError, ValueError):
        pass  # it is a function of one number, or will say below what is wrong
    return np.array([_at(target, float(place)) for place in places])


def _at(target: Target, place: float) -> float:
    try:
        return float(_real(target(place)))
    except (ArithmeticError, TypeError, ValueError) as reason:
        raise ValueError(f"need a number from the target at x = {place:g}: {reason}") from None


def _real(heights: Any) -> FloatArray:
    if np.iscomplexobj(heights):
        raise ValueError("the value is complex")
    return np.asarray(heights, dtype=np.float64)
