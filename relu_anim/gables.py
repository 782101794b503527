"""Gables that a second layer makes tents of, and what one layer needs to draw their sum.

A weighted sum of two ramps is a gable, `1 - s r(x - m) - s r(m - x)`: a peak whose skirts fall for
ever on both sides, so that whoever changes one changes everything everywhere. A second layer's ReLU
cuts the skirts off at 0: what is left is a tent, which acts in its own place only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from relu_anim.approximation import interpolate
from relu_anim.dense import Dense
from relu_anim.hidden_layer import HiddenLayer
from relu_anim.network import Network
from relu_anim.piecewise import PiecewiseLinear
from relu_anim.targets import Target


@dataclass(frozen=True)
class Gables:
    """Gables of height 1 with peaks m_k and feet `half` away, and their weights c_k in a sum.

    Raises ValueError for other than as many weights as peaks, or half <= 0.
    """

    peaks: tuple[float, ...]
    half: float
    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.peaks) != len(self.weights) or not self.half > 0:
            raise ValueError("need as many weights as peaks, and a half width above 0")

    @classmethod
    def of(cls, target: Target, segments: int) -> Gables:
        """Those whose tents interpolate a target on [0, 1], which is 0 at both ends."""
        knots = np.arange(1, segments) / segments
        heights = interpolate(target, segments).function(knots)
        tall = np.abs(heights) > 1e-12
        return cls(tuple(knots[tall].tolist()), 1 / segments, tuple(heights[tall].tolist()))

    def place(self, index: int) -> tuple[float, float]:
        """Where a tent is not 0."""
        return self.peaks[index] - self.half, self.peaks[index] + self.half

    @property
    def tallest(self) -> int:
        """Which tent has the largest weight; the first of several."""
        return int(np.argmax(np.round(np.abs(self.weights), 9)))

    def beside(self, index: int) -> float:
        """A place a little to the right of a peak, where the next tent may be alive, too."""
        return round(self.peaks[index] + 0.4 * self.half, 12)

    def gable(self, index: int) -> PiecewiseLinear:
        """`1 - |x - m| / half`: what a neuron of layer 2 is fed with."""
        slope = 1 / self.half
        return PiecewiseLinear(np.array([self.peaks[index]]), np.ones(1), slope, -slope)

    @cached_property
    def network(self) -> Network:
        """The network 1-2n-n-1: two ramps a gable, a tent of each, and their weighted sum."""
        peaks, count = np.array(self.peaks), len(self.peaks)
        directions, into = np.tile([1.0, -1.0], count), np.repeat(np.eye(count), 2, axis=0)
        ramps = Dense(directions[None, :], -directions * np.repeat(peaks, 2))
        tents = Dense(-into / self.half, np.ones(count))
        return Network((ramps, tents, Dense(np.array(self.weights)[:, None], np.zeros(1))))

    def weighed(self, index: int) -> PiecewiseLinear:
        """A tent times its weight, as it is in the sum: it hangs where the weight is negative."""
        return self.weights[index] * self.gable(index).relu()

    @cached_property
    def wave(self) -> PiecewiseLinear:
        """What that network puts out."""
        return self.network.curves[-1].column(0)

    @cached_property
    def one_layer(self) -> HiddenLayer:
        """The same wave on [0, 1] in one hidden layer: a ramp for every bend."""
        return HiddenLayer.from_function(self.wave, 0.0, 1.0)

    def ramp(self, index: int) -> tuple[int, PiecewiseLinear]:
        """Which unit of that layer lifts a peak, from its left foot, and what it adds: a ramp
        times its weight.
        """
        foot = self.place(index)[0]
        away = [abs(neuron.bias + foot) for _, neuron in self.one_layer.units]
        weight, neuron = self.one_layer.units[unit := int(np.argmin(away))]
        return unit, weight * neuron.function

    @cached_property
    def shallow(self) -> Network:
        """That layer as a network 1-k-1."""
        weights, neurons = zip(*self.one_layer.units, strict=True)
        biases = np.array([neuron.bias for neuron in neurons])
        ramps = Dense(np.ones((1, len(neurons))), biases)
        return Network((ramps, Dense(np.array([weights]).T, np.array([self.one_layer.offset]))))
