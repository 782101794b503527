"""Tents: bumps that are zero outside an interval. With enough of them any curve can be built.

A ramp never ends, so one neuron cannot make a bump, and neither can the sum of two. It takes the
*smaller* of two ramps, one rising and one falling, and a minimum is something that a second hidden
layer can compute: `min(y1, y2) = y1 - r(y1 - y2)`. Within one hidden layer the same tent takes
three kinks, hence three units.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from relu_anim.arrays import Numbers, finite_number
from relu_anim.dense import Dense
from relu_anim.hidden_layer import HiddenLayer
from relu_anim.network import Network
from relu_anim.piecewise import PiecewiseLinear
from relu_anim.relu import Neuron


@dataclass(frozen=True)
class Tent:
    """The tent that is 0 up to `left`, `height` at `peak`, and 0 from `right` on.

    `H/(m-a) r(x-a) - (H/(m-a) + H/(b-m)) r(x-m) + H/(b-m) r(x-b)`, with left a, peak m, right b and
    height H, which may be negative: such a tent hangs.

    Raises ValueError unless left < peak < right and the height is not 0, all of them finite.
    """

    left: float
    peak: float
    right: float
    height: float

    def __post_init__(self) -> None:
        for name in ("left", "peak", "right", "height"):
            object.__setattr__(self, name, finite_number(name, getattr(self, name)))
        if not self.left < self.peak < self.right:
            given = f"{self.left:.15g}, {self.peak:.15g}, {self.right:.15g}"
            raise ValueError(f"need left < peak < right, got {given}")
        if self.height == 0:
            raise ValueError("need a height other than 0, or the tent is flat")
        rise, fall = self.rising_slope, self.falling_slope
        if not math.isfinite(rise - fall) or rise == 0 or fall == 0:
            raise ValueError(
                f"need sides that a float can tell from a cliff, got {rise:g}, {fall:g}"
            )

    @property
    def sign(self) -> float:
        """1.0 for a tent that stands, -1.0 for one that hangs."""
        return math.copysign(1.0, self.height)

    @property
    def area_of_effect(self) -> tuple[float, float]:
        """`(left, right)`: where both neurons are active, so that the tent is not 0."""
        return self.left, self.right

    @property
    def rising_slope(self) -> float:
        """`H / (m - a)`, the slope of the left side (negative for a tent that hangs)."""
        return self.height / (self.peak - self.left)

    @property
    def falling_slope(self) -> float:
        """`-H / (b - m)`, the slope of the right side (positive for a tent that hangs)."""
        return -self.height / (self.right - self.peak)

    @property
    def activator(self) -> Neuron:
        """`y1 = r(|H|/(m-a) (x - a))`: starts the tent, rising from `left`."""
        return Neuron.breaking_at(self.left, abs(self.rising_slope))

    @property
    def deactivator(self) -> Neuron:
        """`y2 = r(|H|/(b-m) (b - x))`: ends the tent, falling towards `right`."""
        return Neuron.breaking_at(self.right, -abs(self.falling_slope))

    def __call__(self, x: Numbers) -> Numbers:
        """The height of the tent at x."""
        return self.function(x)

    @cached_property
    def function(self) -> PiecewiseLinear:
        """The tent, exactly: its corners are `(left, 0)`, `(peak, height)`, `(right, 0)`."""
        foot, top, far_foot = (self.left, 0.0), (self.peak, self.height), (self.right, 0.0)
        return PiecewiseLinear.through([foot, top, far_foot])

    # In two hidden layers

    @cached_property
    def difference(self) -> PiecewiseLinear:
        """`y1 - y2`: what the second hidden layer is fed. It is 0 at the peak."""
        return self.activator.function - self.deactivator.function

    @cached_property
    def overlap(self) -> PiecewiseLinear:
        """`r(y1 - y2)`: how far the activator has outgrown the deactivator; 0 up to the peak."""
        return self.difference.relu()

    def in_two_layers(self) -> Network:
        """The network 1-2-2-1 that puts out `sign (y1 - r(y1 - y2)) = sign min(y1, y2)`.

        First hidden layer: y1 and y2. Second: y1 once more, which passes since it is not negative,
        and `r(y1 - y2)`.
        """
        ramps = (self.activator, self.deactivator)
        weights = np.array([[ramp.weight for ramp in ramps]])
        biases = np.array([ramp.bias for ramp in ramps])
        first = Dense(weights, biases)
        second = Dense(np.array([[1.0, 1.0], [0.0, -1.0]]), np.zeros(2))
        output = Dense(np.array([[self.sign], [-self.sign]]), np.zeros(1))
        return Network((first, second, output))

    # In one hidden layer

    def in_one_layer(self) -> HiddenLayer:
        """The tent from three kinks, at left, peak and right: with one kink a unit, three units."""
        return HiddenLayer.from_function(self.function)
