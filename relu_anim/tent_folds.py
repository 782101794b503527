"""Folds: a tent that is fed into itself again and again, three neurons a layer.

Over the values 0 to 1 the tent runs up to 1 and back to 0, so each value of x lands on that of
1 - x: it folds the interval in two, like a strip of paper. Whatever later layers draw over the
folded strip comes twice on the open one, the second time backwards. So teeth double with every
layer, while one hidden layer pays for each bend with a neuron.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from relu_anim.dense import Dense
from relu_anim.hidden_layer import HiddenLayer
from relu_anim.network import Network
from relu_anim.piecewise import PiecewiseLinear
from relu_anim.tents import Tent

TENT = Tent(0.0, 0.5, 1.0, 1.0)


@dataclass(frozen=True)
class Folds:
    """`T(T(... T(x)))`, `depth` times the tent `T(x) = 2 r(x) - 4 r(x - 1/2) + 2 r(x - 1)`.

    It counts as Telgarsky (2015) does. Raises ValueError unless the depth is at least 1.
    """

    depth: int

    def __post_init__(self) -> None:
        if self.depth < 1:
            raise ValueError(f"need a depth of at least 1, got {self.depth}")

    @cached_property
    def function(self) -> PiecewiseLinear:
        """The curve, exactly: 2^(depth - 1) teeth on [0, 1], and 0 outside."""
        layer, curve = TENT.in_one_layer(), TENT.function
        for _ in range(self.depth - 1):
            curve = layer.after(curve)
        return curve

    @property
    def pieces(self) -> int:
        """The number of straight pieces on [0, 1]: 2^depth, one for each sheet of the packet."""
        return len(self.function.corners(0.0, 1.0)) - 1

    @property
    def teeth(self) -> int:
        """How often the curve reaches 1: 2^(depth - 1) times."""
        return int((self.function.corners(0.0, 1.0)[:, 1] == 1).sum())

    @property
    def units_deep(self) -> int:
        """The number of hidden neurons in layers: 3 depth."""
        return sum(self.network().sizes[1:-1])

    @property
    def units_one_layer(self) -> int:
        """The least number in one hidden layer: one for each of the 2^depth + 1 kinks.

        Each neuron has one kink, so fewer cannot do it; and so many do.
        """
        return HiddenLayer.from_function(self.function).size

    def network(self) -> Network:
        """The network 1-3-...-3-1 that puts it out, with `depth` hidden layers."""
        units = TENT.in_one_layer().units
        coefficients = np.array([[c] for c, _ in units])
        weights = np.array([[neuron.weight for _, neuron in units]])
        biases = np.array([neuron.bias for _, neuron in units])
        first, inner = Dense(weights, biases), Dense(coefficients @ weights, biases)
        output = Dense(coefficients, np.zeros(1))
        return Network((first, *[inner] * (self.depth - 1), output))
