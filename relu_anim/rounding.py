"""Rounding: telling a true kink from the dust that floating-point arithmetic leaves behind.

0.1 + 0.2 is not quite 0.3, so two kinks that belong together may miss each other by a hair, and
slopes that should cancel may leave 1e-17. Nobody should be shown a kink, or an active neuron, that
is only dust. Everything here asks one question: is it more than the rounding of its ingredients can
explain?
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from relu_anim.arrays import FloatArray

ROUNDING = 8 * float(np.finfo(np.float64).eps)
"""Relative size of what a few floating-point operations may leave behind: about 1.8e-15."""

ORDINARY = 1.0
"""Coordinates of this size cancel to dust near 0, as in 0.1 + 0.2 - 0.3 = 5.6e-17."""

SHARPEST = 1e-6
"""However large the coordinates, knots are never blurred by more than this share of a gap."""


def cancelling_sum(numbers: Iterable[float]) -> float:
    """The sum, and exactly 0 when what is left is rounding."""
    terms = tuple(numbers)
    total = math.fsum(terms)
    return 0.0 if abs(total) <= ROUNDING * math.fsum(map(abs, terms)) else total


def coinciding(knots: FloatArray) -> NDArray[np.bool_]:
    """(m - 1,) for increasing knots (m,): whether each is its right neighbour up to rounding."""
    blur = _blur(knots)
    near: NDArray[np.bool_] = knots[1:] - knots[:-1] <= np.maximum(blur[:-1], blur[1:])
    return near


def rounding_error(knots: FloatArray, magnitude: FloatArray, steepness: FloatArray) -> FloatArray:
    """(m,) how much of the heights at the knots (m,) may be rounding.

    magnitude (m,): the sizes of what was added up to make each height. steepness (m + 1,): the same
    for the slope of each piece, outer ones included; it counts because the knots are rounded, too.
    """
    gaps = np.full(knots.size + 1, np.inf)
    gaps[1:-1] = knots[1:] - knots[:-1]
    shift = np.minimum(_blur(knots), SHARPEST * np.minimum(gaps[:-1], gaps[1:]))
    rounded: FloatArray = ROUNDING * magnitude + shift * np.maximum(steepness[:-1], steepness[1:])
    return rounded


def true_kinks(
    knots: FloatArray,
    values: FloatArray,
    outer_slopes: tuple[float, float],
    magnitude: FloatArray,
    steepness: FloatArray,
) -> NDArray[np.bool_]:
    """(m,) at which knots the slope changes by more than rounding explains.

    magnitude, steepness: as for `dust`. Knots go a few at a time, and the slopes next to those that
    are left are taken anew: each of many small bends may be dust, but not their sum.
    """
    lift = rounding_error(knots, magnitude, steepness)
    kept = np.arange(knots.size)
    while kept.size:
        slopes = slopes_through(knots[kept], values[kept], outer_slopes)
        loose = _is_loose(knots[kept], slopes, lift[kept])
        if not loose.any():
            break
        kept = kept[~_every_other(loose)]
    kinks = np.zeros(knots.size, dtype=np.bool_)
    kinks[kept] = True
    return kinks


def slopes_through(
    knots: FloatArray, values: FloatArray, outer_slopes: tuple[float, float]
) -> FloatArray:
    """(m + 1,) the slopes of all pieces of the curve through the points, outer ones included."""
    slopes = np.empty(knots.size + 1)
    slopes[0], slopes[-1] = outer_slopes
    with np.errstate(over="ignore", invalid="ignore"):
        slopes[1:-1] = (values[1:] - values[:-1]) / (knots[1:] - knots[:-1])
    return slopes


def _is_loose(knots: FloatArray, slopes: FloatArray, lift: FloatArray) -> NDArray[np.bool_]:
    """(m,) whether the heights, each off by its lift (m,), may be all that changes the slope."""
    tilt = ROUNDING * np.abs(slopes)
    with np.errstate(over="ignore"):
        tilt[1:-1] += (lift[1:] + lift[:-1]) / (knots[1:] - knots[:-1])
    loose: NDArray[np.bool_] = np.abs(slopes[1:] - slopes[:-1]) <= tilt[:-1] + tilt[1:]
    return loose


def _every_other(loose: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The first, third, fifth ... of each run: those can go at once, as their neighbours stay."""
    index = np.arange(loose.size)
    run_start = np.maximum.accumulate(np.where(loose, -1, index))
    chosen: NDArray[np.bool_] = loose & ((index - run_start) % 2 == 1)
    return chosen


def _blur(knots: FloatArray) -> FloatArray:
    """(m,) how far off each knot may be."""
    size = np.abs(knots)
    blur: FloatArray = ROUNDING * np.maximum(size, min(ORDINARY, size.max()))
    return blur
