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
    with np.errstate(all="ignore"):
        heights = _evaluate(target, x)
    finite = np.isfinite(heights)
    if not finite.all():
        where, what = x[~finite].flat[0], heights[~finite].flat[0]
        raise ValueError(f"need a target that is finite on the interval, got {what} at x = {where:g}")
    return heights


def _evaluate(target: Target, x: FloatArray) -> FloatArray:
    try:
        heights = np.asarray(target(x))
        if heights.shape in ((), x.shape):
            return np.broadcast_to(_real(heights), x.shape)
    except (TypeError, ValueError):
        pass
    return _one_by_one(target, x)


def _one_by_one(target: Target, x: FloatArray) -> FloatArray:
    heights = np.empty(x.size)
    for index, place in enumerate(x.flat):
        try:
            heights[index] = _real(np.asarray(target(float(place))))
        except (ArithmeticError, TypeError, ValueError) as reason:
            raise ValueError(f"need a number from the target at x = {place:g}: {reason}") from None
    return heights.reshape(x.shape)


def _real(heights: Any) -> FloatArray:
    if np.iscomplexobj(heights):
        raise ValueError("the value is complex")
    return np.asarray(heights, dtype=np.float64)
