"""A network: dense layers one after the other, each fed with the outputs of the one before.

With a single input, every neuron of every layer draws a piecewise-linear curve over that input, and
these curves can be followed through the network exactly, a layer at a time: weigh them, add them
up, cut them off at 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from relu_anim.arrays import FloatArray
from relu_anim.dense import Dense
from relu_anim.piecewise import PiecewiseLinear

INPUT = PiecewiseLinear(np.zeros(1), np.zeros((1, 1)), 1.0, 1.0)
"""The one input, as a layer of one column: the line y = x."""


@dataclass(frozen=True, eq=False)
class Network:
    """`y = r(... r(r(x W_1 + b_1) W_2 + b_2) ...) W_n + b_n`: ReLU after every layer but the last.

    layers: at least one; each takes as many inputs as the one before has neurons.
    Raises ValueError when they do not fit together.
    """

    layers: tuple[Dense, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", tuple(self.layers))
        if not self.layers:
            raise ValueError("need at least one layer")
        for before, after in zip(self.layers, self.layers[1:], strict=False):
            if before.neurons != after.inputs:
                sizes = f"{before.neurons} neurons before {after.inputs} inputs"
                raise ValueError(f"need layers that fit together, got {sizes}")

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of inputs, then of neurons in each layer: (1, 2, 2, 1) for a tent."""
        return (self.layers[0].inputs, *(layer.neurons for layer in self.layers))

    def __call__(self, points: ArrayLike) -> FloatArray:
        """The output of the last layer: (i,) -> (n,) for one point, (k, i) -> (k, n) for many."""
        return self.activations(points)[-1]

    def activations(self, points: ArrayLike) -> tuple[FloatArray, ...]:
        """What each layer puts out, first to last: (n,) each for one point, (k, n) for many."""
        *hidden, last = self.layers
        outputs: list[FloatArray] = []
        for layer in hidden:
            outputs.append(layer(outputs[-1] if outputs else points))
        return (*outputs, last.affine(outputs[-1] if outputs else points))

    @cached_property
    def curves(self) -> tuple[PiecewiseLinear, ...]:
        """What every neuron puts out over the one input: of the input itself, then of each layer.

        A layer of n neurons is one function of n columns; `curves[2].column(0)` is the curve of one
        neuron by itself. Raises ValueError for a network of several inputs.
        """
        if self.sizes[0] != 1:
            raise ValueError(f"need a network of one input to draw curves, got {self.sizes[0]}")
        *hidden, last = self.layers
        curves = [INPUT]
        for layer in hidden:
            curves.append(curves[-1].affine(layer.weights, layer.biases).relu())
        return (*curves, curves[-1].affine(last.weights, last.biases))
