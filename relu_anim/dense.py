"""A dense layer: every input reaches every neuron, each with its own weight.

The neurons stand side by side as the columns of a matrix W. A point enters as a row, is multiplied into every
column, gets every neuron's bias, and passes the gate: `x -> r(x W + b)`. The trace keeps each step of that
arithmetic, product by product, so that it can be shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from relu_anim.arrays import FloatArray, finite_array
from relu_anim.relu import relu


@dataclass(frozen=True, eq=False)
class Trace:
    """What happens to a point (i,), or to many (k, i), on the way through a layer of n neurons.

    products (..., i, n): `point_i W_ij`. partial_sums (..., i, n): the products added up, input by input.
    linear (..., n): `x W`, the last of these sums. biases (n,). affine (..., n): `x W + b`.
    output (..., n): `r(x W + b)`. output_without_bias (..., n): `r(x W)`.
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


@dataclass(frozen=True, eq=False)
class Dense:
    """A dense layer with ReLU: `y = r(x W + b)`.

    weights: (inputs, neurons), a row for each input, a column for each neuron. biases: (neurons,).
    Raises ValueError when they do not fit together, are empty, or are not finite.
    """

    weights: FloatArray
    biases: FloatArray

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", finite_array("weights", self.weights))
        object.__setattr__(self, "biases", finite_array("biases", self.biases))
        if self.weights.ndim != 2 or self.weights.size == 0:
            raise ValueError(f"need weights as rows and columns, got shape {self.weights.shape}")
        if self.biases.shape != (self.neurons,):
            got = "a single number" if self.biases.ndim == 0 else "x".join(map(str, self.biases.shape))
            raise ValueError(f"need one bias for each column of weights ({self.neurons}), got {got}")

    @property
    def inputs(self) -> int:
        """The number of inputs: the rows of W."""
        return int(self.weights.shape[0])

    @property
    def neurons(self) -> int:
        """The number of neurons: the columns of W."""
        return int(self.weights.shape[1])

    def linear(self, points: ArrayLike) -> FloatArray:
        """`x W`, for one point (i,) -> (n,) or many (k, i) -> (k, n)."""
        return self._checked(points) @ self.weights

    def affine(self, points: ArrayLike) -> FloatArray:
        """`x W + b`: the pre-activations."""
        return self.linear(points) + self.biases

    def __call__(self, points: ArrayLike) -> FloatArray:
        """`r(x W + b)`: the output of the layer, the signature of the point."""
        return relu(self.affine(points))

    def trace(self, point: ArrayLike) -> Trace:
        """Every step from the point to the output; see `Trace` for the shapes."""
        x = self._checked(point)
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

    def _checked(self, points: ArrayLike) -> FloatArray:
        array = finite_array("point", points)
        if array.ndim not in (1, 2) or array.shape[-1] != self.inputs:
            size = array.shape[-1] if array.ndim else 1
            raise ValueError(
                f"need a point with one number for each row of weights ({self.inputs}), got {size}"
            )
        return array
