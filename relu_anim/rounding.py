"""Rounding: telling a true kink from the dust that floating-point arithmetic leaves behind.

0.1 + 0.2 is not quite 0.3, so two kinks that belong together may miss each other by a hair, and
slopes that should cancel may leave 1e-17. Nobody should see a kink, or an active neuron, that is
only dust. Everything here asks the same question: is it larger than its ingredients, each known to
about 16 digits, can explain?
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from relu_anim.arrays import FloatArray

ROUNDING = 8 * float(np.finfo(np.float64).eps)
"""Relative size of what a few floating-point operations may leave behind: about 1.8e-15."""

SHARPEST = 1e-6
"""However large the coordinates, knots are never blurred by more than this share of a gap."""


def cancelling_sum(numbers: Iterable[float]) -> float:
    """The sum, and exactly 0 when what is left is rounding."""
    terms = tuple(numbers)
    total = math.fsum(terms)
    return 0.0 if abs(total) <= ROUNDING * math.fsum(map(abs, terms)) else total


def coinciding(knots: FloatArray) -> NDArray[np.bool_]:
    """(m - 1,) for increasing knots (m,): whether each is its right neighbour up to rounding."""
    near: NDArray[np.bool_] = np.diff(knots) <= ROUNDING * np.abs(knots).max()
    return near


def without_dust(
    knots: FloatArray, heights: FloatArray, magnitude: FloatArray, steepness: FloatArray
) -> FloatArray:
    """The heights (m,) at the knots (m,), with those that are 0 up to rounding made exactly 0.

    magnitude (m,): the sizes of what was added up to make each height; steepness (m + 1,): the same
    for the slope of each piece, outer ones included.
    """
    blur = _blur(knots, steepness)
    dust = ROUNDING * magnitude + np.maximum(blur[:-1], blur[1:])
    return np.where(np.abs(heights) <= dust, 0.0, heights)


def true_kinks(
    knots: FloatArray, slopes: FloatArray, magnitude: FloatArray, steepness: FloatArray
) -> NDArray[np.bool_]:
    """(m,) whether the slope (slopes: (m + 1,)) changes at a knot by more than rounding explains.

    magnitude, steepness: as for `without_dust`.
    """
    with np.errstate(over="ignore"):
        tilt = (2 * ROUNDING * magnitude.max() + _blur(knots, steepness)) / _gaps(knots)
    dust = ROUNDING * steepness + tilt
    kinks: NDArray[np.bool_] = np.abs(np.diff(slopes)) > dust[:-1] + dust[1:]
    return kinks


def _gaps(knots: FloatArray) -> FloatArray:
    """(m + 1,) the lengths of all pieces; the outer ones never end."""
    return np.concatenate([[np.inf], np.diff(knots), [np.inf]])


def _blur(knots: FloatArray, steepness: FloatArray) -> FloatArray:
    """(m + 1,) how far off the heights of a piece may be because its knots are rounded."""
    blur: FloatArray = steepness * np.minimum(
        ROUNDING * np.abs(knots).max(), SHARPEST * _gaps(knots)
    )
    return blur
