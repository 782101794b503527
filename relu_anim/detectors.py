"""Neurons as detectors: each scores a point of the plane, and all scores are its signature.

Where a neuron's score reaches a threshold is a line in the plane, parallel to the one where it
leaves 0. The lines of all neurons cut the plane into pieces; in each of them every score stays on
its side of the threshold.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_anim.arrays import FloatArray, finite_array, finite_number
from relu_anim.creased_plane import CreasedPlane
from relu_anim.dense import Dense

DETOUR, ENOUGH = 0.1, 0.13
"""How much longer a way may be for a crossing that is further from other lines, as a share of it,
and how far is enough, as a share of the shorter side of the box."""
NEAR, BEYOND = 0.4, 0.15
"""How far from all else lines may meet to be seen, as a share of its size; how much further than
that is seen, as a share of the way there."""


@dataclass(frozen=True, eq=False)
class Detectors:
    """A layer `r(x W + b)` of two inputs and n neurons, points (k, 2), and a threshold above 0.

    Raises ValueError for other shapes, a threshold that is not above 0, or a neuron whose weights
    are all 0, which has no line.
    """

    layer: Dense
    points: FloatArray
    threshold: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", finite_array("points", self.points))
        object.__setattr__(self, "threshold", finite_number("threshold", self.threshold))
        if self.layer.inputs != 2 or self.points.ndim != 2 or self.points.shape[1] != 2:
            raise ValueError("need points of two numbers, and two inputs")
        if self.threshold <= 0:
            raise ValueError(f"need a threshold above 0, got {self.threshold}")
        if not self.layer.weights.any(axis=0).all():
            raise ValueError("need weights that are not all 0 for every neuron")

    @property
    def scores(self) -> FloatArray:
        """(k, n) `r(x W + b)`, a row for each point."""
        return self.layer(self.points)

    def high(self, points: ArrayLike) -> NDArray[np.bool_]:
        """(k, n), or (n,) for one point: whether each score reaches the threshold."""
        reached: NDArray[np.bool_] = self.layer(points) >= self.threshold
        return reached

    @property
    def signatures(self) -> list[list[str]]:
        """HIGH or LOW for each neuron, a row for each point."""
        return [["HIGH" if is_high else "LOW" for is_high in row] for row in self.high(self.points)]

    @cached_property
    def rises(self) -> FloatArray:
        """(n, 2) the shortest step that raises a score by the threshold t: `t w / (w . w)`."""
        weights = self.layer.weights.T
        steps = self.threshold * weights / (weights**2).sum(axis=1, keepdims=True)
        return finite_array("steps", steps)

    def nearest(self, point: ArrayLike, neuron: int, level: float) -> FloatArray:
        """(2,) the point nearest to another one where `x . w + b` is a level."""
        missing = level - self.layer.affine(point)[neuron]
        return finite_array("points", point + missing / self.threshold * self.rises[neuron])

    def pieces(self, corners: ArrayLike) -> CreasedPlane:
        """A window (2, 2) of the plane, cut at the lines of the threshold."""
        weights, biases = self.layer.weights, self.layer.biases - self.threshold
        return CreasedPlane(Dense(weights, biases), finite_array("window", corners))

    @property
    def extent(self) -> FloatArray:
        """(2, 2) the corners of a box with all points, a bit of every line, and where they meet."""
        middle = (self.points.min(axis=0) + self.points.max(axis=0)) / 2
        levels = [(0, 0.0), *[(n, self.threshold) for n in range(self.layer.neurons)]]
        spots = np.vstack([self.points, *[self.nearest(middle, n, t) for n, t in levels]])
        low, high = spots.min(axis=0), spots.max(axis=0)
        meeting = self.pieces([[0, 0], [1, 1]]).vertices
        reach = NEAR * (high - low).max()
        near = meeting[((meeting > low - reach) & (meeting < high + reach)).all(axis=1)]
        spots = np.vstack([low, high, near + BEYOND * (near - middle)])
        return finite_array("corners", [spots.min(axis=0), spots.max(axis=0)])

    @property
    def narrowest(self) -> float:
        """The least gap between two points, or two lines of one neuron, as a share of `extent`."""
        pairs = (self.points[:, np.newaxis] - self.points)[np.triu_indices(len(self.points), 1)]
        gaps = np.linalg.norm(np.vstack([self.rises, pairs]), axis=1)
        return float(gaps.min() / np.ptp(self.extent, axis=0).max())

    def half(self, neuron: int, side: int, box: FloatArray, level: float = 0.0) -> FloatArray:
        """(m, 2) the corners of the part of a box where `x . w + b` is on a side of a level."""
        weights, bias = self.layer.weights[:, neuron], self.layer.biases[neuron]
        return cut(box, side * weights, side * float(bias - level))

    def line(self, neuron: int, level: float, box: FloatArray) -> FloatArray:
        """(2, 2) the ends of the line in a convex box that it crosses, where a score is a level."""
        half = self.half(neuron, 1, box, level)
        off = np.abs(self.layer.affine(half)[:, neuron] - level)
        return half[np.sort(np.argsort(off)[:2])]

    def piece(self, point: ArrayLike, box: FloatArray, first: int | None = None) -> FloatArray:
        """(m, 2) the part of a box where the first neurons are HIGH and LOW as at this point."""
        for neuron, side in enumerate(np.where(self.high(point), 1, -1)[:first]):
            box = self.half(neuron, side, box, self.threshold)
        return box

    def crossings(self, path: FloatArray) -> FloatArray:
        """(k,) where a polyline (m, 2) crosses lines of the threshold, as shares of its length."""
        over, lengths = self.layer.affine(path) - self.threshold, _lengths(path)[:, np.newaxis]
        (before, after), legs = (over[:-1], over[1:]), np.diff(lengths, axis=0)
        crossed = (before >= 0) != (after >= 0)
        rises = np.where(crossed, np.abs(after - before), np.inf)
        spots: FloatArray = np.sort((lengths[:-1] + np.abs(before) / rises * legs)[crossed])
        return spots

    def way(self, start: FloatArray, stop: FloatArray, box: FloatArray) -> FloatArray:
        """(3, 2) a short way from a point to another, over a third one in an upright box (4, 2).

        It crosses no line twice, or needlessly, and none near to another line, or to its bend: of
        two that are crossed at once, one could not say which has changed what.
        """
        flips = np.sum(self.high(start) != self.high(stop))
        steepness = np.linalg.norm(self.layer.weights, axis=0)
        enough = ENOUGH * float(np.ptp(box, axis=0).min())

        def merit(path: FloatArray) -> float:
            spots = along(path, self.crossings(path))
            if len(spots) != flips:
                return -np.inf
            looked_at = np.vstack([spots, path[1]])
            gaps = np.abs(self.layer.affine(looked_at) - self.threshold) / steepness
            others = np.sort(gaps[:-1], axis=1)[:, 1:]
            nearest = min(others.min(initial=enough), gaps[-1].min()) if flips else 0.0
            length = np.linalg.norm(np.diff(path, axis=0), axis=1).sum()
            return float(nearest - DETOUR * length)

        straight = finite_array("points", [start, stop])
        low, high = box.min(axis=0), box.max(axis=0)
        grid = np.linspace(0, 1, 25)
        over = [straight.mean(axis=0), *(low + (high - low) * [x, y] for x in grid for y in grid)]
        return max((np.insert(straight, 1, spot, axis=0) for spot in over), key=merit)


def _lengths(path: FloatArray) -> FloatArray:
    """(m,) how far along a polyline (m, 2) its points are, as shares of its length."""
    steps = np.linalg.norm(np.diff(path, axis=0), axis=1)
    lengths: FloatArray = np.append(0.0, np.cumsum(steps)) / max(steps.sum(), 1e-12)
    return lengths


def along(path: FloatArray, shares: float | FloatArray) -> FloatArray:
    """(k, 2), or (2,), the points so far along a polyline (m, 2), as shares of its length."""
    columns = [np.interp(shares, _lengths(path), column) for column in path.T]
    return np.stack(columns, axis=-1)


def cut(corners: FloatArray, normal: FloatArray, offset: float) -> FloatArray:
    """The part (m, 2) of a convex polygon (k, 2) where `x . normal + offset >= 0`."""
    kept: list[FloatArray] = []
    heights = corners @ normal + offset
    for index in range(len(corners)):
        (start, end), (low, high) = (pair[[index - 1, index]] for pair in (corners, heights))
        if low * high < 0:
            kept.append(start + low / (low - high) * (end - start))
        if high >= 0:
            kept.append(end)
    return np.array(kept).reshape(-1, 2)
