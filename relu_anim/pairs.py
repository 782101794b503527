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
    """One neuron feeding another: `y(x) = r(height - slope r(x - start))`.

    It is `height` up to `start`, falls to 0 at `end`, and stays 0: a ramp that stops.
    See Kinsley and Kukiela, Neural Networks from Scratch, chapter 4, figures 4.20 to 4.33.
    Raises ValueError when a number is not finite.
    """

    start: float
    slope: float
    height: float

    def __post_init__(self) -> None:
        for name in ("start", "slope", "height"):
            object.__setattr__(self, name, finite_number(name, getattr(self, name)))
        if self.end is not None:
            finite_number("end of the ramp", self.end)

    @property
    def first(self) -> Neuron:
        """`r(x - start)`, the neuron of the first hidden layer."""
        return Neuron(1.0, -self.start)

    @property
    def second(self) -> Neuron:
        """`r(-slope h + height)`, the neuron of the second hidden layer, fed with h = `first`."""
        return Neuron(-self.slope, self.height)

    @property
    def end(self) -> float | None:
        """`start + height / slope`, where the ramp reaches 0; None when it never does."""
        if self.slope > 0 and self.height > 0:
            return self.start + self.height / self.slope
        return None

    @cached_property
    def function(self) -> PiecewiseLinear:
        """The curve that the pair draws, exactly."""
        return (self.height - self.slope * self.first.function).relu()
