"""Rounding: telling a true kink from the error that floating-point arithmetic leaves behind.

0.1 + 0.2 is not quite 0.3, so two kinks that belong together may miss each other by a hair, and
slopes that should cancel may leave 1e-17. Nobody should be shown a kink, or an active neuron, that
is only a rounding error. Everything here asks one question: is it more than the rounding of its
ingredients can explain?
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from relu_anim.arrays import FloatArray, beside_columns

ROUNDING = 8 * float(np.finfo(np.float64).eps)
"""Relative size of what a few floating-point operations may leave behind: about 1.8e-15."""

ORDINARY = 1.0
"""Coordinates of this size may leave a rounding error near 0, as in 0.1 + 0.2 - 0.3 = 5.6e-17."""

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
    """(m,) or (m, n) how much of the heights at the knots (m,) may be rounding.

    magnitude (m,) or (m, n): the sizes of what was added up to make each height. steepness
    (m + 1,) or (m + 1, n): the same for the slope of each piece, outer ones included; it counts
    because the knots are rounded, too.
    """
    gaps = np.full(knots.size + 1, np.inf)
    gaps[1:-1] = knots[1:] - knots[:-1]
    shift = np.minimum(_blur(knots), SHARPEST * np.minimum(gaps[:-1], gaps[1:]))
    steepest = np.maximum(steepness[:-1], steepness[1:])
    rounded: FloatArray = ROUNDING * magnitude + beside_columns(shift, steepest) * steepest
    return rounded


def true_kinks(knots: FloatArray, values: FloatArray, slopes: FloatArray) -> NDArray[np.bool_]:
    """(m,) at which knots (m,) the slope (m + 1,) changes by more than rounding explains.

    Heights that are off by a rounding error may be all that bends the curve at a knot. Such a knot
    is no kink where the curve would keep within rounding without any of them; elsewhere their bends
    add up, and every other one has to stay.
    """
    lift = rounding_error(knots, np.abs(values), np.abs(slopes))
    tilt = ROUNDING * np.abs(slopes)
    with np.errstate(over="ignore"):
        tilt[1:-1] += (lift[1:] + lift[:-1]) / (knots[1:] - knots[:-1])
    loose = np.abs(slopes[1:] - slopes[:-1]) <= tilt[:-1] + tilt[1:]
    if not loose.any():
        return ~loose
    firm = np.flatnonzero(~loose) if not loose.all() else np.zeros(1, dtype=np.intp)
    drift = np.abs(values - _line_through(knots, values, slopes, firm))
    bent = drift > lift + np.interp(knots, knots[firm], lift[firm])
    kinks: NDArray[np.bool_] = ~loose | (bent & ~_every_other(loose))
    return kinks


def slopes_through(
    knots: FloatArray,
    values: FloatArray,
    outer_slopes: tuple[float | FloatArray, float | FloatArray],
) -> FloatArray:
    """(m + 1,) or (m + 1, n) the slopes of all pieces through the points, outer ones included."""
    slopes = np.empty((knots.size + 1, *values.shape[1:]))
    slopes[0], slopes[-1] = outer_slopes
    with np.errstate(over="ignore", invalid="ignore"):
        gaps = beside_columns(knots[1:] - knots[:-1], values)
        slopes[1:-1] = (values[1:] - values[:-1]) / gaps
    return slopes


def _line_through(
    knots: FloatArray, values: FloatArray, slopes: FloatArray, firm: NDArray[np.intp]
) -> FloatArray:
    """(m,) the heights at all knots of the curve that bends at the `firm` ones only."""
    first, last = firm[0], firm[-1]
    left = slopes[0] * np.minimum(knots - knots[first], 0.0)
    right = slopes[-1] * np.maximum(knots - knots[last], 0.0)
    heights: FloatArray = np.interp(knots, knots[firm], values[firm]) + left + right
    return heights


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
