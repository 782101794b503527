"""A point's path from the plane of two inputs into the space of three neurons, as a movement.

Before the layer has done anything, the input plane is a space of its own, which a picture may put
anywhere. The weights lay it in the space of the neurons, turned, stretched and tilted; the bias
shifts it; ReLU stops whatever is below zero. Each step can be stopped on the way, so that a picture
can move along it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from relu_anim.arrays import FloatArray, finite_array, finite_number
from relu_anim.dense import Trace
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
        return self.trace.sums(bias=False)

    @cached_property
    def affine(self) -> FloatArray:
        """(3,) `x W + b`."""
        return self.trace.sums(bias=True)

    @cached_property
    def output(self) -> FloatArray:
        """(3,) `r(x W + b)`."""
        return relu(self.affine)

    @cached_property
    def output_without_bias(self) -> FloatArray:
        """(3,) `r(x W)`."""
        return relu(self.linear)

    @cached_property
    def telling(self) -> int:
        """The neuron, counted from 0, whose wall tells most of what ReLU does to the point.

        The one that is furthest below zero without the bias; where none is, with the bias; where
        none is then either, the one that comes nearest to zero without it.
        """
        below = next((sums for sums in (self.linear, self.affine) if (sums < 0).any()), None)
        return int(np.argmin(self.linear if below is None else below))

    def placement(self, bias_share: float = 1.0) -> Placement:
        """Where the layer puts the plane, a share of the bias being added: `x W + bias_share b`.

        The rows of W are where the unit vectors land.
        """
        share = finite_number("bias_share", bias_share)
        return Placement(self.trace.weights, share * self.trace.biases)


def pressed(points: ArrayLike, share: ArrayLike = 1.0) -> FloatArray:
    """Points (..., n) at a share from 0 to 1 of their way through ReLU: `z - share min(z, 0)`.

    share: one, or (n,) one for each neuron. Each coordinate goes straight to its place, so with one
    share a point goes there in a straight line.
    """
    z = finite_array("points", points)
    return finite_array("points", z - finite_array("share", share) * np.minimum(z, 0.0))
