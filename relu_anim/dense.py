"""A dense layer: every input reaches every neuron, each with its own weight.

The neurons stand side by side as the columns of a matrix W. A point enters as a row, is multiplied
into every column, gets every neuron's bias, and passes the gate: `x -> r(x W + b)`. The trace keeps
each step of that arithmetic, product by product, so that it can be shown.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike

from relu_anim.arrays import FloatArray, finite_array
from relu_anim.floating_point import ROUNDING
from relu_anim.relu import relu


@dataclass(frozen=True, eq=False)
class Trace:
    """What happens to a point (i,), or to many (k, i), on the way through a layer of n neurons.

    weights: (i, n) W. biases: (n,) b. products: (..., i, n) the entries `x_i W_ij`. partial_sums:
    (..., i, n) these, added input by input. linear: (..., n) the last of these sums, `x W`. affine:
    (..., n) `x W + b`. output: (..., n) `r(x W + b)`. output_without_bias: (..., n) `r(x W)`.
    """

    point: FloatArray
    weights: FloatArray
    products: FloatArray
    partial_sums: FloatArray
    linear: FloatArray
    biases: FloatArray
    affine: FloatArray
    output: FloatArray
    output_without_bias: FloatArray

    def __post_init__(self) -> None:
        for step in fields(self):
            name = step.name.replace("_", " ")
            object.__setattr__(self, step.name, finite_array(name, getattr(self, step.name)))

    def sums(self, *, bias: bool) -> FloatArray:
        """(..., n) `x W + b`, or `x W`, but 0 where it is only what rounding left of its terms.

        What is left of terms that cancel has a sign that means nothing.
        """
        sums = self.affine if bias else self.linear
        size = np.abs(self.products).sum(axis=-2) + bias * np.abs(self.biases)
        return finite_array("sums", np.where(np.abs(sums) <= ROUNDING * size, 0.0, sums))


@dataclass(frozen=True, eq=False)
class Dense:
    """A dense layer with ReLU: `y = r(x W + b)`.

    weights: (inputs, neurons) W, a row for each input, a column for each neuron. biases: (neurons,)
    b. Raises ValueError when they do not fit together, are empty, or are not finite.
    """

    weights: FloatArray
    biases: FloatArray

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", finite_array("weights", self.weights))
        object.__setattr__(self, "biases", finite_array("biases", self.biases))
        if self.weights.ndim != 2 or self.weights.size == 0:
            raise ValueError(f"need weights in rows and columns, got shape {self.weights.shape}")
        if self.biases.shape != (self.neurons,):
            need = f"need one bias for each of the {self.neurons} columns of weights"
            raise ValueError(f"{need}, got {_counted(self.biases)}")

    @property
    def inputs(self) -> int:
        """The number of inputs: the rows of W."""
        return int(self.weights.shape[0])

    @property
    def neurons(self) -> int:
        """The number of neurons: the columns of W."""
        return int(self.weights.shape[1])

    def linear(self, points: ArrayLike) -> FloatArray:
        """`x W`, for one point (i,) -> (n,) or for many (k, i) -> (k, n).

        Raises ValueError, as do the methods below, when a point does not fit or a result overflows.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            return finite_array("weighted sums", self._fitting(points) @ self.weights)

    def affine(self, points: ArrayLike) -> FloatArray:
        """`x W + b`, the pre-activations: (i,) -> (n,) or (k, i) -> (k, n)."""
        with np.errstate(over="ignore"):
            return finite_array("weighted sums", self.linear(points) + self.biases)

    def __call__(self, points: ArrayLike) -> FloatArray:
        """`r(x W + b)`, the activations: (i,) -> (n,) or (k, i) -> (k, n)."""
        return relu(self.affine(points))

    def trace(self, point: ArrayLike) -> Trace:
        """Every step from the point (i,), or from many (k, i), to the output."""
        x = self._fitting(point)
        with np.errstate(over="ignore", invalid="ignore"):
            products = x[..., np.newaxis] * self.weights
            partial_sums = products.cumsum(axis=-2)
            linear = partial_sums[..., -1, :]
            affine = linear + self.biases
        return Trace(
            point=x,
            weights=self.weights,
            products=products,
            partial_sums=partial_sums,
            linear=linear,
            biases=self.biases,
            affine=affine,
            output=relu(affine),
            output_without_bias=relu(linear),
        )

    def _fitting(self, points: ArrayLike) -> FloatArray:
        x = finite_array("point", points)
        if x.ndim not in (1, 2) or x.shape[-1] != self.inputs:
            need = f"need one number in a point for each of the {self.inputs} rows of weights"
            raise ValueError(f"{need}, got {_counted(x)}")
        return x


def _counted(array: FloatArray) -> str:
    """The size of an array, in words that fit an error message."""
    return str(array.size) if array.ndim < 2 else f"shape {array.shape}"
