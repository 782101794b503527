"""Two neurons, and what can be made of them.

The text that this project illustrates prints two neurons, adds them, and calls the sum a tent. It
is a basin: the falling ramp is active on the left, not on the right. The words beside it describe
another sum, a ramp that stops. Put in series, one neuron feeding the other, the two make a ramp
that ends. None of the three is a tent, but the smaller of the two printed neurons is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from relu_anim.arrays import finite_number
from relu_anim.piecewise import PiecewiseLinear
from relu_anim.relu import Neuron
from relu_anim.tents import Tent


@dataclass(frozen=True)
class NeuronPair:
    """The printed pair: `y1 = r(x - left)` and `y2 = r(-x + right)`.

    Raises ValueError unless left < right, both finite.
    """

    left: float
    right: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "left", finite_number("left", self.left))
        object.__setattr__(self, "right", finite_number("right", self.right))
        if not self.left < self.right:
            raise ValueError(f"need left < right, got {self.left:.15g}, {self.right:.15g}")
        finite_number("distance from left to right", self.floor)

    @property
    def floor(self) -> float:
        """`right - left`: the height of the basin's floor, and of the plateau of the other sum."""
        return self.right - self.left

    @property
    def rising(self) -> Neuron:
        """`y1 = r(x - left)`."""
        return Neuron(1.0, -self.left)

    @property
    def falling(self) -> Neuron:
        """`y2 = r(-x + right)`."""
        return Neuron(-1.0, self.right)

    @property
    def stopper(self) -> Neuron:
        """`r(x - right)`: the second copy of the ramp, the one to subtract."""
        return Neuron(1.0, -self.right)

    @cached_property
    def added(self) -> PiecewiseLinear:
        """`y1 + y2`, the printed sum: a basin, falling up to `left` and rising from `right` on."""
        return self.rising.function + self.falling.function

    @cached_property
    def subtracted(self) -> PiecewiseLinear:
        """`y1 - r(x - right)`, the sum that the words describe: a ramp that stops."""
        return self.rising.function - self.stopper.function

    @property
    def tent(self) -> Tent:
        """`min(y1, y2)`, the tent that the two do make: its peak midway, at half the floor."""
        return Tent(self.left, self.left + self.floor / 2, self.right, self.floor / 2)


@dataclass(frozen=True)
class SeriesPair:
    """One neuron feeding another: `y(x) = r(1 - w r(1 - x / end))`, `w = end / (end - start)`.

    It is 0 up to `start`, rises to 1 at `end`, and stays 1: a ramp that stops.
    See Kinsley and Kukiela, Neural Networks from Scratch, chapter 4, figures 4.20 to 4.33.
    Raises ValueError unless 0 <= start < end, both finite.
    """

    start: float
    end: float

    def __post_init__(self) -> None:
        for name in ("start", "end"):
            object.__setattr__(self, name, finite_number(name, getattr(self, name)))
        if not 0 <= self.start < self.end:
            raise ValueError(f"need 0 <= start < end, got {self.start:.15g}, {self.end:.15g}")

    @property
    def first(self) -> Neuron:
        """`r(1 - x / end)`, the neuron of the first hidden layer: it falls from 1 to 0."""
        return Neuron(-1.0 / self.end, 1.0)

    @property
    def second(self) -> Neuron:
        """`r(1 - w h)`, the neuron of the second hidden layer, fed with h = `first`."""
        return Neuron(-self.end / (self.end - self.start), 1.0)

    @cached_property
    def function(self) -> PiecewiseLinear:
        """The curve that the pair draws, exactly."""
        return (1.0 + self.second.weight * self.first.function).relu()
