"""A network: dense layers one after the other, each fed with the outputs of the one before.

With a single input, every neuron of every layer draws a piecewise-linear curve over that input, and these
curves can be followed through the network exactly: weigh them, add them up, cut them off at zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from relu_anim.arrays import FloatArray
from relu_anim.dense import Dense
from relu_anim.piecewise import PiecewiseLinear


@dataclass(frozen=True)
class Network:
    """`y = r(... r(x W_1 + b_1) ...) W_n + b_n`: ReLU after every layer but the last, the output layer.

    Raises ValueError when there is no layer, or one does not take what the one before gives.
    """

    layers: tuple[Dense, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", tuple(self.layers))
        if not self.layers:
            raise ValueError("need at least one layer")
        for number, (giver, taker) in enumerate(zip(self.layers, self.layers[1:], strict=False), 1):
            if giver.neurons != taker.inputs:
                sizes = f"{giver.neurons} outputs and {taker.inputs} inputs"
                raise ValueError(f"need layers {number} and {number + 1} to fit, got {sizes}")

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of inputs, then the number of neurons in each layer."""
        return (self.layers[0].inputs, *(layer.neurons for layer in self.layers))

    def activations(self, points: ArrayLike) -> tuple[FloatArray, ...]:
        """What every layer gives for one point (i,) or many (k, i): a (neurons,) or (k, neurons) array each."""
        outputs: list[FloatArray] = []
        for layer in self.layers[:-1]:
            outputs.append(layer(outputs[-1] if outputs else points))
        return (*outputs, self.layers[-1].affine(outputs[-1] if outputs else points))

    def __call__(self, points: ArrayLike) -> FloatArray:
        """The output of the network: (n,) for one point (i,), (k, n) for many (k, i)."""
        return self.activations(points)[-1]

    @cached_property
    def functions(self) -> tuple[tuple[PiecewiseLinear, ...], ...]:
        """The curve that each neuron draws over the one input: a row for the input, then one for each layer.

        Raises ValueError for a network of several inputs.
        """
        if self.sizes[0] != 1:
            raise ValueError(f"need a network of one input to draw its curves, got {self.sizes[0]}")
        rows: list[tuple[PiecewiseLinear, ...]] = [(PiecewiseLinear.line(1.0, 0.0),)]
        for layer in self.layers[:-1]:
            rows.append(tuple(curve.relu() for curve in _pre_activations(layer, rows[-1])))
        return (*rows, _pre_activations(self.layers[-1], rows[-1]))


def _pre_activations(
    layer: Dense, curves: Sequence[PiecewiseLinear]
) -> tuple[PiecewiseLinear, ...]:
    """`sum_i W_ij f_i + b_j` for every neuron j."""
    return tuple(
        PiecewiseLinear.sum_of(
            [PiecewiseLinear.constant(bias), *(w * f for w, f in zip(weights, curves, strict=True) if w)]
        )
        for weights, bias in zip(np.transpose(layer.weights), layer.biases, strict=True)
    )
