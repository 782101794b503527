"""ReLU, and the neuron around it: a gate that stops negative numbers and lets the others pass.

One neuron draws one ramp. Its weight says how steep the ramp is and to which side it rises; weight
and bias together say where it starts. That is all a neuron can do. The rest of this package is
about adding them up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from relu_anim.arrays import Numbers, finite_number, shaped_like
from relu_anim.piecewise import PiecewiseLinear


def relu(z: Numbers) -> Numbers:
    """`r(z) = max(0, z)`, element by element; a float for a number, an array for an array.

    Never -0.0. NaN stays NaN.
    """
    return shaped_like(z, np.maximum(np.asarray(z, dtype=np.float64), 0.0) + 0.0)


@dataclass(frozen=True)
class Neuron:
    """A neuron of one input: `y(x) = r(weight x + bias)`.

    break_point: `x = -bias / weight`, where the ramp starts; None for weight 0 (the constant
    r(bias)). It follows from weight and bias, so it counts neither for equality nor in the repr.

    Raises ValueError when weight, bias or break point is not a finite number.
    """

    weight: float
    bias: float
    break_point: float | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "weight", finite_number("weight", self.weight))
        object.__setattr__(self, "bias", finite_number("bias", self.bias))
        at = 0.0 - self.bias / self.weight if self.weight else None
        if at is not None and not math.isfinite(at):
            got = f"{self.weight:g} with bias {self.bias:g}"
            raise ValueError(f"need a weight further from 0 for a finite break point, got {got}")
        object.__setattr__(self, "break_point", at)

    @classmethod
    def breaking_at(cls, x: float, weight: float) -> Neuron:
        """The neuron of this weight whose ramp starts at `x`, exactly: its bias is `-weight x`.

        Raises ValueError for a weight of 0, which has no break point.
        """
        if finite_number("weight", weight) == 0:
            raise ValueError("need a weight other than 0: without one there is no break point")
        at = finite_number("break point", x)
        neuron = cls(weight, -weight * at)
        # -bias / weight would miss it by a rounding error now and then.
        object.__setattr__(neuron, "break_point", at)
        return neuron

    def __call__(self, x: Numbers) -> Numbers:
        """`r(weight x + bias)`."""
        pre_activation = self.weight * np.asarray(x, dtype=np.float64) + self.bias
        return relu(shaped_like(x, pre_activation))

    @property
    def function(self) -> PiecewiseLinear:
        """The ramp, exactly: slope `weight` on its active side, 0 on the other."""
        if self.break_point is None:
            return PiecewiseLinear.constant(relu(self.bias))
        left, right = min(self.weight, 0.0), max(self.weight, 0.0)
        return PiecewiseLinear.through([(self.break_point, 0.0)], left, right)
