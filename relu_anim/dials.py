"""A network that is set by hand: turn by turn, one weight or bias at a time.

Each piece of the curve has a pair of neurons in series, `r(1 - w r(x - a))` with w = n: 1 up to a,
and 0 from a + 1/n on. Weighed with `f(a) - f(a + 1/n)`, it draws the piece, and lifts all that lies
to the left of it. So the pieces are made from the last to the first, and what fits stays.
See Kinsley and Kukiela, Neural Networks from Scratch, chapter 4, figures 4.20 to 4.33.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

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
    """One weight or bias of the network, and from what to what it is turned."""

    key: ParameterKey
    before: float
    after: float

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
        """Such as `layer 2 weight 3`: of the third pair, the last but two of the pieces."""
        return f"layer {self.key[0] + 1} {'weight' if self.is_weight else 'bias'} {self.pair + 1}"

    def value(self, share: float) -> float:
        """The number, so far turned."""
        return self.before + share * (self.after - self.before)


@dataclass(frozen=True, eq=False)
class HandTuning:
    """The turns that take a 1-n-n-1 network from all 0 to an interpolant of n segments.

    Raises ValueError unless that is on [0, 1], ends at height 0, has more pieces than one, and none
    of them is level.
    """

    interpolant: Interpolant

    def __post_init__(self) -> None:
        whole = self.interpolant
        if whole.segments < 2 or whole.domain != (0.0, 1.0) or whole.values[-1] != 0:
            raise ValueError("need an interpolant of 2 pieces or more on [0, 1] that ends at 0")
        if np.abs(self.weights).min() < FLAT:
            raise ValueError("need pieces that rise or fall: a level one has no pair")

    @cached_property
    def pairs(self) -> tuple[SeriesPair, ...]:
        """(n) the pairs, that of the last piece first."""
        count, starts = self.interpolant.segments, self.interpolant.knots[-2::-1]
        return tuple(SeriesPair(start, count, 1.0) for start in starts.tolist())

    @cached_property
    def weights(self) -> np.ndarray:
        """(n,) their output weights: how far the curve comes down on each piece."""
        falls: np.ndarray = -np.diff(self.interpolant.values)[::-1]
        return falls

    @cached_property
    def parameters(self) -> dict[ParameterKey, float]:
        """The five numbers of each pair, in the order in which they are set."""
        numbers: dict[ParameterKey, float] = {}
        for k, (pair, weight) in enumerate(zip(self.pairs, self.weights.tolist(), strict=True)):
            numbers[0, 0, k] = pair.first.weight
            numbers[0, k] = pair.first.bias
            numbers[1, k] = pair.second.bias
            numbers[1, k, k] = pair.second.weight
            numbers[2, k, 0] = weight
        return numbers

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Every change of one number, in turn; what is to be 0 is 0 already.

        The first pair goes a detour: its output weight is turned the wrong way at first.
        """
        turns = [Turn(key, 0.0, value) for key, value in self.parameters.items() if value]
        key, right = turns[4].key, turns[4].after
        return (*turns[:4], Turn(key, 0.0, -right), Turn(key, -right, right), *turns[5:])

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

    @property
    def size(self) -> int:
        """How many weights and biases the network has, with those that stay 0."""
        return sum(layer.weights.size + layer.biases.size for layer in self.network(0.0).layers)
