"""One hidden layer: ramps, each multiplied by an output weight, added up.

Every unit adds one kink, and every piecewise-linear curve can be drawn this way, kink by kink:
start at its height, walk along its slope, and let each new unit bend the path by just as much as
the curve bends there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from relu_anim.arrays import Numbers, finite_number, shaped_like
from relu_anim.floating_point import ROUNDING, cancelling_sum
from relu_anim.piecewise import PiecewiseLinear
from relu_anim.relu import Neuron, relu


@dataclass(frozen=True)
class HiddenLayer:
    """`y(x) = offset + c_1 r(w_1 x + b_1) + c_2 r(w_2 x + b_2) + ...`

    units: pairs `(c, Neuron(w, b))`, c being the output weight of the unit.
    Raises ValueError when a number is not finite.
    """

    offset: float
    units: tuple[tuple[float, Neuron], ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "offset", finite_number("offset", self.offset))
        units = tuple((finite_number("output weight", c), neuron) for c, neuron in self.units)
        object.__setattr__(self, "units", units)

    @classmethod
    def from_function(
        cls, function: PiecewiseLinear, start: float | None = None, stop: float | None = None
    ) -> HiddenLayer:
        """`f(s) + (slope at s) r(x - s) + sum of (change of slope at k) r(x - k)` over kinks k > s.

        With `start`, s is that place, and the layer is constant before it; with `stop`, it goes on
        straight after that one; in between it equals f. Without them it equals f on all of R: s is
        then the first kink, and `r(s - x)` joins in if f slopes to its left. Idle units are left
        out.
        """
        f = function.simplified()
        begin = float(f.knots[0]) if start is None else finite_number("start", start)
        end = math.inf if stop is None else finite_number("stop", stop)
        margin = ROUNDING * float(max(abs(begin), np.abs(f.knots).max()))
        piece = np.searchsorted(f.knots, begin + margin, side="right")
        bends = np.diff(f.slopes[piece:], prepend=0.0)
        joints = zip(bends, [begin, *f.knots[piece:]], strict=True)
        units = [(c, Neuron(1.0, -k)) for c, k in joints if k < end - margin]
        if start is None:
            units.insert(0, (-float(f.slopes[0]), Neuron(-1.0, begin)))
        return cls(f(begin), tuple(unit for unit in units if unit[0]))

    @property
    def size(self) -> int:
        """The number of units."""
        return len(self.units)

    def first(self, progress: float) -> HiddenLayer:
        """The layer of its first units alone; with 2.3, the third counts for 0.3 of its weight."""
        shares = [min(max(progress - place, 0.0), 1.0) for place in range(self.size)]
        units = [(c * share, unit) for (c, unit), share in zip(self.units, shares, strict=True)]
        return HiddenLayer(self.offset, tuple(unit for unit in units if unit[0]))

    def __call__(self, x: Numbers) -> Numbers:
        """The output of the layer at x."""
        where = np.asarray(x, dtype=np.float64)
        output = np.full(where.shape, self.offset)
        for coefficient, neuron in self.units:
            output = output + coefficient * neuron(where)
        return shaped_like(x, output)

    @property
    def function(self) -> PiecewiseLinear:
        """The curve that the layer draws, exactly."""
        ramps = [(c, n.weight, n.break_point) for c, n in self.units if n.break_point is not None]
        levels = (c * relu(n.bias) for c, n in self.units if n.break_point is None)
        level = cancelling_sum([self.offset, *levels])
        if not ramps:
            return PiecewiseLinear.constant(level)
        coefficients, weights, places = np.transpose(ramps)
        return PiecewiseLinear.ramps(places, weights).affine(coefficients, level)

    def after(self, inner: PiecewiseLinear) -> PiecewiseLinear:
        """`y(inner(x))`, exactly: the curve that the layer makes of another one."""
        ramps = [c * (n.weight * inner + n.bias).relu() for c, n in self.units]
        return PiecewiseLinear.sum_of(ramps) + self.offset
