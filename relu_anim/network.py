"""A network: dense layers one after the other, each fed with the outputs of the one before.

With a single input, every neuron of every layer draws a piecewise-linear curve over that input, and
these curves can be followed through the network exactly: weigh them, add them up, cut them off at
0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import mul

from numpy.typing import ArrayLike

from relu_anim.arrays import FloatArray
from relu_anim.dense import Dense
from relu_anim.piecewise import PiecewiseLinear

Curves = tuple[PiecewiseLinear, ...]


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
    def functions(self) -> tuple[Curves, ...]:
        """The curve of every neuron over the one input: a row for the input, then one a layer.

        Raises ValueError for a network of several inputs.
        """
        if self.sizes[0] != 1:
            raise ValueError(f"need a network of one input to draw curves, got {self.sizes[0]}")
        rows: list[Curves] = [(PiecewiseLinear.line(1.0, 0.0),)]
        *hidden, last = self.layers
        for layer in hidden:
            rows.append(tuple(curve.relu() for curve in _affine(layer, rows[-1])))
        return (*rows, _affine(last, rows[-1]))


def _affine(layer: Dense, curves: Sequence[PiecewiseLinear]) -> Curves:
    """`W_1j f_1 + W_2j f_2 + ... + b_j` for every neuron j: the pre-activations, as curves."""
    return tuple(
        PiecewiseLinear.sum_of([PiecewiseLinear.constant(bias), *map(mul, curves, weights)])
        for weights, bias in zip(layer.weights.T, layer.biases, strict=True)
    )
