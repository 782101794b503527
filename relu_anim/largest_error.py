"""The largest error: how far a curve is from its target, and where.

First a mesh over every piece, to see where the error peaks; then a closer and closer look at the
most promising places, until floats have no more to show. No derivative is asked for, so the target
may have kinks of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from relu_anim.arrays import FloatArray

MESH_POINTS = 4096
POINTS_PER_PIECE = 17
PEAKS = 32
BENDS = 16
ZOOM_POINTS = 17
ZOOM_STEPS = 17
TIE = 1e-12
UNCHANGED = 1e-15


class LargestError(NamedTuple):
    """The largest error, in the target's own unit, and the x where it is reached."""

    error: float
    where: float


def largest_error(residual: Callable[[FloatArray], FloatArray], breaks: FloatArray) -> LargestError:
    """`max |residual(x)|` between the first and the last of `breaks` (k,), k >= 2.

    breaks: the places where the residual is known to bend, both ends included. Of peaks that tie,
    the leftmost counts. The error of a smooth residual is right to about 1e-12 of its size; a flat
    top hides its place in rounding, so `where` is good to about 1e-7 of the interval.
    """
    mesh = _mesh(breaks)
    missing = residual(mesh)
    promising = _promising(missing)
    errors, places = _zoom(residual, mesh, promising, np.abs(missing[promising]))
    tied = np.flatnonzero(errors >= errors.max() * (1 - TIE))
    winner = tied[places[tied].argmin()]
    return LargestError(float(errors[winner]), float(places[winner]))


def _mesh(breaks: FloatArray) -> FloatArray:
    """Evenly spaced points in every piece, ends of the pieces included."""
    per_piece = max(POINTS_PER_PIECE, MESH_POINTS // (breaks.size - 1))
    shares = np.arange(per_piece) / per_piece
    inner = breaks[:-1, np.newaxis] + np.diff(breaks)[:, np.newaxis] * shares
    return np.append(inner, breaks[-1])


def _promising(missing: FloatArray) -> NDArray[np.intp]:
    """The mesh indices worth a closer look: the highest peaks, and the sharpest bends."""
    padded = np.pad(np.abs(missing), 1, constant_values=-1.0)
    before, here, after = padded[:-2], padded[1:-1], padded[2:]
    peaks = np.flatnonzero((here >= before) & (here >= after))
    heights = _estimated_top(before[peaks], here[peaks], after[peaks])
    highest = peaks[np.argsort(-heights, kind="stable")[:PEAKS]]
    bend = np.abs(np.diff(np.pad(missing, 1, mode="edge"), 2))
    return np.union1d(highest, np.argsort(-bend, kind="stable")[:BENDS])


def _estimated_top(before: FloatArray, here: FloatArray, after: FloatArray) -> FloatArray:
    """The top of the parabola through three neighbouring errors; -1 stands for none."""
    bend = 2 * here - before - after
    inner = (bend > 0) & (before >= 0) & (after >= 0)
    return here + np.where(inner, (after - before) ** 2 / (8 * np.where(inner, bend, 1.0)), 0.0)


def _zoom(
    residual: Callable[[FloatArray], FloatArray],
    mesh: FloatArray,
    chosen: NDArray[np.intp],
    errors: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """The largest error near each chosen mesh point, and its place; a step looks 8 times closer.

    A window is given up when it is lower than the best by more than the error changes in it, and
    the search ends when no error changes any more.
    """
    shares = np.linspace(0.0, 1.0, ZOOM_POINTS)
    errors, places = errors.copy(), mesh[chosen]
    low, high = mesh[np.maximum(chosen - 1, 0)], mesh[np.minimum(chosen + 1, mesh.size - 1)]
    alive = np.arange(chosen.size)
    for _ in range(ZOOM_STEPS):
        window = low[:, np.newaxis] + (high - low)[:, np.newaxis] * shares
        found = np.abs(residual(window))
        rows, best = np.arange(alive.size), found.argmax(axis=1)
        tops = found[rows, best]
        places[alive] = np.where(tops > errors[alive], window[rows, best], places[alive])
        errors[alive] = np.maximum(tops, errors[alive])
        change = tops - found.min(axis=1)
        may_win = errors[alive] + change >= errors.max() * (1 - TIE)
        if change[may_win].max() <= UNCHANGED * errors.max():
            break
        low = window[rows, np.maximum(best - 1, 0)][may_win]
        high = window[rows, np.minimum(best + 1, ZOOM_POINTS - 1)][may_win]
        alive = alive[may_win]
    return errors, places
