"""A point's path from the plane of two inputs into the space of three neurons, as a movement.

Before the layer has done anything, the input plane is a space of its own, which a picture may put
anywhere. The weights lay it in the space of the neurons, turned, stretched and tilted; the bias
shifts it; ReLU stops whatever is below zero, one coordinate at a time. Each step can be
stopped on the way, so that a picture can move along it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from relu_anim.arrays import FloatArray, finite_array, finite_number
from relu_anim.dense import Trace
from relu_anim.floating_point import ROUNDING
from relu_anim.relu import relu


@dataclass(frozen=True, eq=False)
class Placement:
    """A plane in space: its points `x` lie at `x rows + origin`; rows (2, 3), origin (3,)."""

    rows: FloatArray
    origin: FloatArray

    def __call__(self, points: ArrayLike) -> FloatArray:
        """Where points (k, 2) of the plane lie, (k, 3)."""
        places: FloatArray = finite_array("points", points) @ self.rows + self.origin
        return places

    def towards(self, other: Placement, share: float) -> Placement:
        """The placement on the way to another one: every point goes there in a straight line."""
        share = finite_number("share", share)
        return Placement(
            (1 - share) * self.rows + share * other.rows,
            (1 - share) * self.origin + share * other.origin,
        )


@dataclass(frozen=True, eq=False)
class LayerPath:
    """The path of one point through a layer of two inputs and three neurons.

    The same numbers as in `trace`, but for one thing: a sum that is only what rounding left of
    terms that cancel is 0 here, since its sign would mean nothing. Raises ValueError when the trace
    is not that of one point, two inputs and three neurons.
    """

    trace: Trace

    def __post_init__(self) -> None:
        point, weights = self.trace.point.shape, self.trace.weights.shape
        if point != (2,) or weights != (2, 3):
            raise ValueError(
                "need one point, two inputs and three neurons, "
                f"got a point of shape {point} and weights of shape {weights}"
            )

    @cached_property
    def linear(self) -> FloatArray:
        """(3,) `x W`."""
        return self._cleaned(self.trace.linear, 0.0 * self.trace.biases)

    @cached_property
    def affine(self) -> FloatArray:
        """(3,) `x W + b`."""
        return self._cleaned(self.trace.affine, self.trace.biases)

    @cached_property
    def output(self) -> FloatArray:
        """(3,) `r(x W + b)`."""
        return relu(self.affine)

    @cached_property
    def output_without_bias(self) -> FloatArray:
        """(3,) `r(x W)`."""
        return relu(self.linear)

    @cached_property
    def rank(self) -> int:
        """What becomes of the plane: 2 a plane, 1 a line, 0 a point; the rank of W."""
        return int(np.linalg.matrix_rank(self.trace.weights))

    def placement(self, bias_share: float = 1.0) -> Placement:
        """Where the layer puts the plane, a share of the bias being added: `x W + bias_share b`.

        The rows of W are where the unit vectors land.
        """
        share = finite_number("bias_share", bias_share)
        return Placement(self.trace.weights, share * self.trace.biases)

    def _cleaned(self, sums: FloatArray, biases: FloatArray) -> FloatArray:
        size = np.abs(self.trace.products).sum(axis=0) + np.abs(biases)
        return finite_array("sums", np.where(np.abs(sums) <= ROUNDING * size, 0.0, sums))


def relu_stations(point: ArrayLike) -> FloatArray:
    """The stations (m + 1, 3) of a point on its way through ReLU, from itself to `r(point)`.

    Each of its m negative coordinates becomes 0 by itself, in their order: a walk along the axes.
    """
    station = finite_array("point", point)
    stations = [station]
    for neuron in np.flatnonzero(station < 0):
        station = np.where(np.arange(station.size) == neuron, 0.0, station)
        stations.append(station)
    return np.array(stations)


def point_along(stations: ArrayLike, share: float) -> FloatArray:
    """The place (n,) at a share from 0 to 1 of a walk through stations (m + 1, n).

    Every stretch between two stations takes the same part of it. One station is a walk of no steps.
    """
    places = finite_array("stations", stations)
    here: FloatArray = places[0] if len(places) == 1 else walked_lines(places, share)[-1, 1]
    return here


def walked_lines(stations: ArrayLike, share: float) -> FloatArray:
    """What has been walked at a share of the way: the begun part (m, 2, n) of each stretch.

    A stretch that is still ahead has no length, and lies where the walk has come to.
    """
    places = finite_array("stations", stations)
    steps = len(places) - 1
    at = min(max(finite_number("share", share), 0.0), 1.0) * steps
    part = np.clip(at - np.arange(steps), 0.0, 1.0)[:, np.newaxis]
    ends = (1 - part) * places[:-1] + part * places[1:]
    here = ends[max(int(np.ceil(at)) - 1, 0)] if steps else places[0]
    ahead = part == 0
    starts = np.where(ahead, here, places[:-1])
    return np.stack([starts, np.where(ahead, here, ends)], axis=1)
