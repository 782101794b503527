"""A network that is set by hand: turn by turn, one weight or bias at a time.

Each piece of the curve has a pair of neurons in series, a ramp that stops: 0 up to the piece, and 1
behind it. Weighed with the rise of the piece, it draws it, and lifts all that lies to the right of
it. So the pieces are made from the first to the last, and what fits stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, starmap

import numpy as np

from relu_anim.approximation import Interpolant
from relu_anim.dense import Dense
from relu_anim.network import Network
from relu_anim.pairs import SeriesPair
from relu_anim.piecewise import PiecewiseLinear

FLAT = 1e-12
"""A piece that rises or falls by less is level."""

ParameterKey = tuple[int, ...]
"""`(layer, neuron)` of a bias, `(layer, source, neuron)` of a weight."""


def pair_of(key: ParameterKey) -> int:
    """Which pair's a number is: that of the neuron it leads to or, in the last layer, starts at."""
    return key[1] if key[0] == 2 else key[-1]


@dataclass(frozen=True)
class Turn:
    """One weight or bias of the network, and to what it is turned from 0."""

    key: ParameterKey
    end: float

    @property
    def is_weight(self) -> bool:
        """Whether it is a weight, and not a bias."""
        return len(self.key) == 3

    @property
    def pair(self) -> int:
        """Which pair's it is."""
        return pair_of(self.key)

    @property
    def name(self) -> str:
        """Such as `layer 2 weight 3`: of the third pair, and piece."""
        return f"layer {self.key[0] + 1} {'weight' if self.is_weight else 'bias'} {self.pair + 1}"

    def value(self, share: float) -> float:
        """The number, so far turned."""
        return share * self.end


@dataclass(frozen=True, eq=False)
class HandTuning:
    """The turns that take a 1-n-n-1 network from all 0 to an interpolant of n segments.

    Raises ValueError unless that is on [0, 1], starts at height 0, has more pieces than one, and
    none of them is level.
    """

    interpolant: Interpolant

    def __post_init__(self) -> None:
        whole = self.interpolant
        if whole.segments < 2 or whole.domain != (0.0, 1.0) or whole.values[0] != 0:
            raise ValueError("need an interpolant of 2 pieces or more on [0, 1] that starts at 0")
        if np.abs(self.weights).min() < FLAT:
            raise ValueError("need pieces that rise or fall: a level one has no pair")

    @cached_property
    def pairs(self) -> tuple[SeriesPair, ...]:
        """(n) the pairs, one for each piece."""
        return tuple(starmap(SeriesPair, pairwise(self.interpolant.knots.tolist())))

    @cached_property
    def weights(self) -> np.ndarray:
        """(n,) their output weights: how far the curve rises on each piece."""
        rises: np.ndarray = np.diff(self.interpolant.values)
        return rises

    @cached_property
    def parameters(self) -> dict[ParameterKey, float]:
        """The five numbers of each pair, in the order in which they are set."""
        numbers: dict[ParameterKey, float] = {}
        for k, (pair, weight) in enumerate(zip(self.pairs, self.weights.tolist(), strict=True)):
            numbers[0, k] = pair.first.bias
            numbers[0, 0, k] = pair.first.weight
            numbers[1, k, k] = pair.second.weight
            numbers[1, k] = pair.second.bias
            numbers[2, k, 0] = weight
        return numbers

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Every number's turn, pair after pair."""
        return tuple(starmap(Turn, self.parameters.items()))

    def network(self, turned: float) -> Network:
        """The network after so many turns; 2.5 is half-way through the third."""
        count = self.interpolant.segments
        weights = [np.zeros(shape) for shape in ((1, count), (count, count), (count, 1))]
        biases = [np.zeros(size) for size in (count, count, 1)]
        for turn, start in zip(self.turns, range(int(np.ceil(turned))), strict=False):
            arrays = weights if turn.is_weight else biases
            arrays[turn.key[0]][turn.key[1:]] = turn.value(min(1.0, turned - start))
        return Network(tuple(map(Dense, weights, biases)))

    def output(self, turned: float) -> PiecewiseLinear:
        """What it draws by then."""
        return self.network(turned).curves[-1].column(0)

    def sums(self, turned: float) -> PiecewiseLinear:
        """What the neurons of its second layer make of the first, before ReLU: n columns."""
        network = self.network(turned)
        second = network.layers[1]
        return network.curves[1].affine(second.weights, second.biases)

    @property
    def size(self) -> int:
        """How many weights and biases the network has, with those that stay 0."""
        return sum(layer.weights.size + layer.biases.size for layer in self.network(0.0).layers)
