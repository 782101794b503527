"""Creases: the lines `x . w + b = 0` along which the plane of two inputs changes sides.

On one side of its crease a neuron is on, on the other it is off. All creases together cut the plane
into convex pieces, each with one pattern of neurons that are on: at most 7 where there are three,
since three lines in general position leave one of the 8 patterns out. On a piece the layer is a
plain affine map, so ReLU presses it flat: onto a wall where one neuron is off, onto an axis where
two are, to the origin where three are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_anim.arrays import FloatArray, finite_array
from relu_anim.dense import Dense
from relu_anim.layer_path import pressed

ASPECT = 1.2
"""The width of a window around the creases, as a share of its height."""
AROUND = 1.5
"""Its size, as a share of what it has to show."""
FAR = 3.0
"""Creases that meet farther out than this share of their distance from 0 meet out of sight."""
TOUCHING = 1e-9
"""What is nearer to a crease, as a share of the sizes at hand, lies on it."""

Pattern = tuple[bool, ...]
"""Whether each neuron is on."""


@dataclass(frozen=True, eq=False)
class Piece:
    """A convex polygon of the plane on which the same neurons are on.

    corners: (k, 2) its corners, going round. sums: (k, n) `x W + b` there, at most 0 where the
    neuron is off, and exactly 0 on its crease. dimension: that of its image in space.
    """

    pattern: Pattern
    corners: FloatArray
    sums: FloatArray
    dimension: int

    @property
    def area(self) -> float:
        """Its area in the plane."""
        x, y = (self.corners - self.corners[0]).T
        return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2

    def edges(self, neuron: int) -> NDArray[np.intp]:
        """(m, 2) the numbers of the corners between which it ends at the crease of a neuron."""
        ends = np.arange(len(self.corners))
        edges = np.stack([ends, np.roll(ends, -1)], axis=1)
        creased: NDArray[np.intp] = edges[(self.sums[edges, neuron] == 0).all(axis=1)]
        return creased if self.sums[:, neuron].any() else edges[:0]  # 0 all over is no crease


@dataclass(frozen=True, eq=False)
class CreasedPlane:
    """A window of the input plane of a layer, cut at the creases of its neurons.

    window: (2, 2) its lower and its upper corner. Raises ValueError when the layer does not have
    two inputs, or the window is empty.
    """

    layer: Dense
    window: FloatArray

    def __post_init__(self) -> None:
        object.__setattr__(self, "window", finite_array("window", self.window))
        if self.layer.inputs != 2:
            raise ValueError(f"need a layer of two inputs, got {self.layer.inputs}")
        if self.window.shape != (2, 2) or not (self.window[0] < self.window[1]).all():
            raise ValueError(f"need a lower and an upper corner, got {self.window.tolist()}")

    @classmethod
    def around_creases(cls, layer: Dense) -> CreasedPlane:
        """With a window through which every crease runs, and in which those near 0 meet."""
        plane = cls(layer, np.array([[-1.0, -1.0], [1.0, 1.0]]))
        lengths = (layer.weights**2).sum(axis=0)
        near = (-layer.biases * layer.weights / np.where(lengths, lengths, 1.0)).T
        reach = np.linalg.norm(near, axis=1).max()
        meeting = plane.vertices[np.linalg.norm(plane.vertices, axis=1) <= FAR * reach]
        shown = np.vstack([near[lengths > 0], meeting, np.zeros((0 if lengths.any() else 1, 2))])
        low, high = shown.min(axis=0), shown.max(axis=0)
        height = AROUND * max((high - low) / [ASPECT, 1.0]) or 2.0 * max(1.0, reach)
        half = height / 2 * np.array([ASPECT, 1.0])
        return cls(layer, np.array([(low + high) / 2 - half, (low + high) / 2 + half]))

    def by_first(self, count: int) -> CreasedPlane:
        """The same window, creased by the first neurons alone."""
        weights, biases = self.layer.weights[:, :count], self.layer.biases[:count]
        return CreasedPlane(Dense(weights, biases), self.window)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces of the window, which share edges and nothing else."""
        (left, bottom), (right, top) = self.window
        corners = np.array([[left, bottom], [right, bottom], [right, top], [left, top]])
        return tuple(
            Piece(
                pattern,
                finite_array("corners", polygon),
                self.sums(polygon, pattern),
                self._dimension(pattern),
            )
            for pattern, polygon in self.cut([corners])
        )

    @cached_property
    def vertices(self) -> FloatArray:
        """(k, 2) where two creases meet, pair by pair, outside the window too; parallels never."""
        found = []
        for pair in combinations(range(self.layer.neurons), 2):
            (a, c), (b, d) = weights = self.layer.weights[:, pair]
            size = np.prod(np.linalg.norm(weights, axis=0))
            if abs(a * d - b * c) > TOUCHING * size:
                found.append(np.linalg.solve(weights.T, -self.layer.biases[list(pair)]))
        return finite_array("vertices", np.array(found).reshape(-1, 2))

    @property
    def lines(self) -> int:
        """The number of creases in the window, those that coincide counted once."""
        found: list[FloatArray] = []
        for crease in map(self.crease, range(self.layer.neurons)):
            known = any(_alike(crease, other) or _alike(crease[::-1], other) for other in found)
            found += [crease] if len(crease) and not known else []
        return len(found)

    def crease(self, neuron: int) -> FloatArray:
        """(2, 2) the ends of a neuron's crease in the window; (0, 2) where there is none."""
        ends = [piece.corners[piece.edges(neuron)].reshape(-1, 2) for piece in self.pieces]
        on_it = np.vstack(ends)
        if not len(on_it):
            return on_it
        along = on_it @ np.array([-1.0, 1.0] * self.layer.weights[::-1, neuron])
        return on_it[[along.argmin(), along.argmax()]]

    def cut(self, paths: Iterable[FloatArray]) -> list[tuple[Pattern, FloatArray]]:
        """Convex polygons and segments (k, 2), cut at all creases: each part with its pattern."""
        parts: list[tuple[Pattern, FloatArray]] = [((), path) for path in paths]
        for neuron in range(self.layer.neurons):
            parts = [
                ((*pattern, side > 0), half)
                for pattern, path in parts
                for side, half in _halves(path, self._levels(path)[:, neuron])
            ]
        return parts

    def within(self, piece: Piece, paths: Iterable[FloatArray]) -> list[FloatArray]:
        """What of convex polygons and segments (k, 2) lies in a piece."""
        return [part for pattern, part in self.cut(paths) if pattern == piece.pattern]

    def sums(self, points: ArrayLike, pattern: Pattern) -> FloatArray:
        """(k, n) `x W + b` at points (k, 2) of a piece: above 0 only where its neurons are on."""
        levels = self._levels(finite_array("points", points))
        return finite_array(
            "sums", np.where(pattern, np.maximum(levels, 0.0), np.minimum(levels, 0.0))
        )

    def image(self, piece: Piece, shares: ArrayLike = 1.0) -> FloatArray:
        """(k, n) where ReLU puts the corners of a piece, or a share of the way there."""
        return pressed(piece.sums, shares)

    def _levels(self, points: FloatArray) -> FloatArray:
        levels = self.layer.affine(points)
        size = np.abs(points) @ np.abs(self.layer.weights) + np.abs(self.layer.biases)
        return np.where(np.abs(levels) <= TOUCHING * size.max(axis=0, initial=0.0), 0.0, levels)

    def _dimension(self, pattern: Pattern) -> int:
        weights = self.layer.weights[:, list(pattern)]
        return int(np.linalg.matrix_rank(weights)) if weights.size else 0


def _alike(one: FloatArray, other: FloatArray) -> bool:
    return one.shape == other.shape and np.allclose(one, other, TOUCHING, TOUCHING * np.ptp(other))


def _halves(path: FloatArray, levels: FloatArray) -> list[tuple[int, FloatArray]]:
    """What of a polygon or a segment is on either side of level 0, with its side: 1 or -1.

    A side of which only an edge or a corner is met is none; nothing but level 0 is on side -1.
    """
    sides = [side for side in (1, -1) if (side * levels > 0).any()]
    if len(sides) < 2:
        return [(sides[0] if sides else -1, path)]
    parts: dict[int, list[FloatArray]] = {side: [] for side in sides}
    for index, (here, level) in enumerate(zip(path, levels, strict=True)):
        for side in sides:
            if side * level >= 0:
                parts[side].append(here)
        after = (index + 1) % len(path)
        if level * levels[after] < 0 and (len(path) > 2 or index == 0):
            crossing = here + level / (level - levels[after]) * (path[after] - here)
            for part in parts.values():
                part.append(crossing)
    return [(side, np.array(part)) for side, part in parts.items()]
