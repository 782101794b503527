"""Piecewise-linear functions: all that ReLU networks of one input can ever draw.

A straight line that bends at finitely many kinks is fully known by its knots, by its heights there, and by
its two outer slopes. So these functions are kept exactly, never sampled: sums, multiples and ReLUs of them
are again piecewise linear, and their new kinks are computed, not looked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_anim.arrays import ROUNDING, FloatArray, finite_array, finite_number, shaped_like
from relu_anim.largest_error import LargestError, largest_error
from relu_anim.targets import Target, sample

if TYPE_CHECKING:
    from relu_anim.hidden_layer import HiddenLayer

COARSEST_SLOPE_NOISE = 1e-6
"""Knots at 1e15 are known to 0.1 only; even so, slopes that differ by more than this differ."""


@dataclass(frozen=True, eq=False, repr=False)
class PiecewiseLinear:
    """A continuous function on all of R, straight between its knots.

    `f(x) = values[i] + (x - knots[i]) slopes[i + 1]` for `knots[i] <= x <= knots[i + 1]`;
    left of the first knot the slope is `left_slope`, right of the last it is `right_slope`.

    knots: (m,) strictly increasing, m >= 1. values: (m,) the heights there.
    A knot may be no kink (a line is held by any one of its points); `kinks` are the true ones.
    Raises ValueError when anything is not finite, out of order, of the wrong size or too steep for floats.
    """

    knots: FloatArray
    values: FloatArray
    left_slope: float = 0.0
    right_slope: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "knots", finite_array("knots", self.knots))
        object.__setattr__(self, "values", finite_array("values", self.values))
        object.__setattr__(self, "left_slope", finite_number("left slope", self.left_slope))
        object.__setattr__(self, "right_slope", finite_number("right slope", self.right_slope))
        self._check()

    def _check(self) -> None:
        if self.knots.ndim != 1 or self.knots.size == 0 or self.knots.shape != self.values.shape:
            shapes = f"{self.knots.shape} and {self.values.shape}"
            raise ValueError(f"need as many values as knots, one at least, got shapes {shapes}")
        if not (np.diff(self.knots) > 0).all():
            raise ValueError(f"need knots in increasing order, got {self.knots.tolist()}")
        if not np.isfinite(self.slopes).all():
            raise ValueError("need knots further apart: a piece is too steep for a float")

    # Where they come from

    @classmethod
    def constant(cls, value: float) -> PiecewiseLinear:
        """`f(x) = value`."""
        return cls.line(0.0, value)

    @classmethod
    def line(cls, slope: float, intercept: float) -> PiecewiseLinear:
        """`f(x) = slope x + intercept`."""
        slope = finite_number("slope", slope)
        intercept = finite_number("intercept", intercept)
        return cls(np.zeros(1), np.array([intercept]), slope, slope)

    @classmethod
    def through(
        cls,
        points: Sequence[tuple[float, float]] | FloatArray,
        left_slope: float = 0.0,
        right_slope: float = 0.0,
    ) -> PiecewiseLinear:
        """The function through `points` (m, 2), rows `x, y` with x increasing."""
        corners = finite_array("points", points)
        if corners.ndim != 2 or corners.shape[1] != 2:
            raise ValueError(f"need points as rows of x, y, got shape {corners.shape}")
        return cls(corners[:, 0], corners[:, 1], left_slope, right_slope)

    @classmethod
    def sum_of(cls, functions: Iterable[PiecewiseLinear]) -> PiecewiseLinear:
        """`f(x) = f_1(x) + f_2(x) + ...`, with only the kinks that survive (no functions: 0).

        Kinks of different functions that coincide up to rounding become one; heights and outer slopes that
        cancel up to rounding are 0.
        """
        terms = tuple(functions)
        if not terms:
            return cls.constant(0.0)
        knots = _merged_knots(terms)
        heights = np.zeros_like(knots)
        magnitude = np.zeros_like(knots)
        steepness = np.zeros(knots.size + 1)
        for term in terms:
            height = term(knots)
            heights += height
            magnitude += np.abs(height)
            steepness += np.abs(term._slopes_between(knots))
        heights[np.abs(heights) <= ROUNDING * magnitude] = 0.0
        left = _cancelling_sum(term.left_slope for term in terms)
        right = _cancelling_sum(term.right_slope for term in terms)
        total = cls(knots, heights, left, right)
        return total._keeping(total._is_kink(magnitude.max(), steepness))

    # What they are

    @overload
    def __call__(self, x: float) -> float: ...

    @overload
    def __call__(self, x: FloatArray | Sequence[float]) -> FloatArray: ...

    def __call__(self, x: ArrayLike) -> float | FloatArray:
        """`f(x)`: a float for a number, an array of the same shape for an array. NaN stays NaN."""
        where = np.asarray(x, dtype=np.float64)
        piece = np.searchsorted(self.knots, where, side="right")
        anchor = np.maximum(piece - 1, 0)
        height = self.values[anchor] + self.slopes[piece] * (where - self.knots[anchor])
        return shaped_like(x, height)  # type: ignore[no-any-return]

    @cached_property
    def slopes(self) -> FloatArray:
        """(m + 1,) the slope of every piece, from the left outer one to the right outer one."""
        with np.errstate(over="ignore", invalid="ignore"):
            inner = np.diff(self.values) / np.diff(self.knots)
        slopes = np.concatenate([[self.left_slope], inner, [self.right_slope]])
        slopes.setflags(write=False)
        return slopes

    @cached_property
    def kinks(self) -> FloatArray:
        """(k,) the knots at which the slope changes by more than rounding."""
        magnitude = float(np.abs(self.values).max())
        kinks = self.knots[self._is_kink(magnitude, np.abs(self.slopes))]
        kinks.setflags(write=False)
        return kinks

    def corners(self, low: float, high: float) -> FloatArray:
        """(k, 2) the points `x, y` that draw the graph on [low, high] exactly: both ends, and every kink inside.

        Raises ValueError unless low < high, both finite.
        """
        low, high = interval(low, high)
        margin = ROUNDING * max(abs(low), abs(high))
        inside = self.kinks[(self.kinks > low + margin) & (self.kinks < high - margin)]
        x = np.concatenate([[low], inside, [high]])
        return np.column_stack([x, self(x)])

    def max_error(self, target: Target, low: float, high: float) -> LargestError:
        """`max |target(x) - f(x)|` over low <= x <= high, and the (leftmost) x where it is reached.

        Right to 1e-9 of the target's size for smooth targets. Kinks, jumps and steep parts of the target are
        zoomed into as well, as long as they leave a trace on a mesh of about 4000 points.
        Raises ValueError when the target is not finite on the mesh.
        """
        return largest_error(self.residual(target), self.corners(low, high)[:, 0])

    def residual(self, target: Target) -> Target:
        """The function `x -> target(x) - f(x)`: what is still missing."""

        def missing(x: FloatArray) -> FloatArray:
            where = np.asarray(x, dtype=np.float64)
            return shaped_like(x, sample(target, where) - self(where))  # type: ignore[no-any-return]

        return missing

    def allclose(self, other: PiecewiseLinear, tolerance: float = 1e-9) -> bool:
        """Whether both agree at every knot of either, and in both outer slopes, to within `tolerance`."""
        knots = np.union1d(self.knots, other.knots)
        outer = np.abs(self.slopes[[0, -1]] - other.slopes[[0, -1]])
        return bool(np.abs(self(knots) - other(knots)).max() <= tolerance and outer.max() <= tolerance)

    # What can be made of them

    def __add__(self, other: PiecewiseLinear | float) -> PiecewiseLinear:
        """`f(x) + g(x)`; a number counts as a constant function."""
        if not isinstance(other, PiecewiseLinear):
            other = PiecewiseLinear.constant(other)
        return PiecewiseLinear.sum_of((self, other))

    __radd__ = __add__

    def __sub__(self, other: PiecewiseLinear | float) -> PiecewiseLinear:
        """`f(x) - g(x)`."""
        return self + -other

    def __rsub__(self, other: float) -> PiecewiseLinear:
        """`number - f(x)`."""
        return -self + other

    def __neg__(self) -> PiecewiseLinear:
        """`-f(x)`."""
        return self * -1.0

    def __mul__(self, factor: float) -> PiecewiseLinear:
        """`factor f(x)`."""
        factor = finite_number("factor", factor)
        return PiecewiseLinear(
            self.knots, factor * self.values, factor * self.left_slope, factor * self.right_slope
        )

    __rmul__ = __mul__

    def relu(self) -> PiecewiseLinear:
        """`max(0, f(x))`, with a new kink wherever f crosses 0."""
        clean = self._with_clean_zeros()
        crossings = clean._crossings()
        knots = np.union1d(clean.knots, crossings)
        values = np.maximum(clean(knots), 0.0)
        values[np.isin(knots, crossings)] = 0.0
        left, right = min(clean.left_slope, 0.0), max(clean.right_slope, 0.0)
        return PiecewiseLinear(knots, values, left, right).simplified()

    def simplified(self) -> PiecewiseLinear:
        """The same function without the knots that are no kinks (a straight line keeps one)."""
        return self._keeping(np.isin(self.knots, self.kinks))

    def to_hidden_layer(self, start: float | None = None, stop: float | None = None) -> HiddenLayer:
        """The same function as one hidden layer of ReLUs; see `HiddenLayer.drawing`."""
        from relu_anim.hidden_layer import HiddenLayer  # it is made of these functions: here a circle closes

        return HiddenLayer.drawing(self, start, stop)

    def __repr__(self) -> str:
        points = ", ".join(f"({x:g}, {y:g})" for x, y in zip(self.knots, self.values, strict=True))
        return f"PiecewiseLinear(slope {self.left_slope:g}, {points}, slope {self.right_slope:g})"

    # Rounding

    def _slopes_between(self, knots: FloatArray) -> FloatArray:
        """(k + 1,) the slopes on the pieces that `knots` (k,) cut, outer ones included."""
        middles = (knots[:-1] + knots[1:]) / 2
        inner = self.slopes[np.searchsorted(self.knots, middles, side="right")]
        return np.concatenate([[self.left_slope], inner, [self.right_slope]])

    def _is_kink(self, magnitude: float, steepness: FloatArray) -> NDArray[np.bool_]:
        """(m,) whether the slope changes by more than the rounding of its ingredients explains.

        magnitude: the largest height that went into the values; steepness (m + 1,): the same for slopes.
        """
        gaps = np.diff(self.knots)
        span = np.abs(self.knots).max()
        with np.errstate(over="ignore"):
            noise = np.minimum(ROUNDING * (1 + span / gaps), COARSEST_SLOPE_NOISE) * steepness[1:-1]
            noise += ROUNDING * 2 * magnitude / gaps
        noise = np.concatenate([[ROUNDING * steepness[0]], noise, [ROUNDING * steepness[-1]]])
        kink: NDArray[np.bool_] = np.abs(np.diff(self.slopes)) > noise[:-1] + noise[1:]
        return kink

    def _keeping(self, chosen: NDArray[np.bool_]) -> PiecewiseLinear:
        """The function through the chosen knots only; through the first when none is chosen."""
        if chosen.all():
            return self
        kept = chosen if chosen.any() else np.arange(self.knots.size) == 0
        return PiecewiseLinear(self.knots[kept], self.values[kept], self.left_slope, self.right_slope)

    def _with_clean_zeros(self) -> PiecewiseLinear:
        """The same function with heights that are 0 up to rounding made 0."""
        small = np.abs(self.values) <= ROUNDING * np.abs(self.values).max()
        values = np.where(small, 0.0, self.values)
        return PiecewiseLinear(self.knots, values, self.left_slope, self.right_slope)

    def _crossings(self) -> FloatArray:
        """The places between knots, and beyond the outer ones, where the sign changes."""
        heights = np.abs(self.values)
        opposite = np.sign(self.values[:-1]) * np.sign(self.values[1:]) < 0
        with np.errstate(invalid="ignore"):
            share = heights[:-1] / (heights[:-1] + heights[1:])
        inner = (self.knots[:-1] + np.diff(self.knots) * share)[opposite]
        outer = []
        if self.values[0] * np.sign(self.left_slope) > 0:
            outer.append(self.knots[0] - self.values[0] / self.left_slope)
        if self.values[-1] * np.sign(self.right_slope) < 0:
            outer.append(self.knots[-1] - self.values[-1] / self.right_slope)
        return np.concatenate([inner, outer])


def minimum(f: PiecewiseLinear, g: PiecewiseLinear) -> PiecewiseLinear:
    """`min(f, g) = f - r(f - g)`: the smaller of two functions, made with one ReLU."""
    return f - (f - g).relu()


def interval(low: float, high: float) -> tuple[float, float]:
    """`low, high` as floats. Raises ValueError unless low < high, both finite, and not too far apart."""
    low, high = finite_number("low end", low), finite_number("high end", high)
    if not low < high:
        raise ValueError(f"need an interval with low < high, got {low:g}, {high:g}")
    finite_number("length of the interval", high - low)
    return low, high


def _merged_knots(terms: Sequence[PiecewiseLinear]) -> FloatArray:
    """All knots of all terms, in order; of those that coincide up to rounding, the first."""
    knots = np.unique(np.concatenate([term.knots for term in terms]))
    gaps = np.diff(knots)
    if not (gaps <= ROUNDING * np.abs(knots).max()).any():
        return knots
    heights = np.array([term(knots) for term in terms])
    harmless = np.abs(np.diff(heights)).sum(axis=0) <= 1e-8 * np.abs(heights).sum(axis=0).max()
    same = (gaps <= ROUNDING * np.abs(knots).max()) & harmless
    return knots[np.concatenate([[True], ~same])]


def _cancelling_sum(numbers: Iterable[float]) -> float:
    """The sum, and exactly 0 when what is left is rounding."""
    terms = tuple(numbers)
    total = math.fsum(terms)
    return 0.0 if abs(total) <= ROUNDING * math.fsum(map(abs, terms)) else total
