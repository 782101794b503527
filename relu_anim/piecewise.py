"""Piecewise-linear functions: all that ReLU networks of one input can ever draw.

A straight line that bends at finitely many kinks is fully known by its knots, by its heights there,
and by its two outer slopes. So these functions are kept exactly, never sampled: sums, multiples and
ReLUs of them are again piecewise linear, and their new kinks are computed, not looked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_anim.arrays import (
    FloatArray,
    Numbers,
    finite_array,
    finite_number,
    read_only,
    shaped_like,
)
from relu_anim.largest_error import LargestError, largest_error
from relu_anim.rounding import (
    ROUNDING,
    SHARPEST,
    cancelling_sum,
    coinciding,
    rounding_error,
    slopes_through,
    true_kinks,
)
from relu_anim.targets import Target, sample

if TYPE_CHECKING:
    from relu_anim.hidden_layer import HiddenLayer


@dataclass(frozen=True, eq=False, repr=False)
class PiecewiseLinear:
    """A continuous function on all of R, straight between its knots.

    `f(x) = values[i] + slopes[i + 1] (x - knots[i])` for `knots[i] <= x <= knots[i + 1]`; left of
    the first knot the slope is `left_slope`, right of the last it is `right_slope`.

    knots: (m,) increasing, m >= 1. values: (m,) the heights there. A knot need not be a kink (a
    line is held by any one of its points); `kinks` are the true ones.

    Raises ValueError when anything is not finite, out of order, or too steep for a float.
    """

    knots: FloatArray
    values: FloatArray
    left_slope: float = 0.0
    right_slope: float = 0.0

    __array_ufunc__ = None  # so that a NumPy number times a function is a function, not an array

    def __post_init__(self) -> None:
        object.__setattr__(self, "knots", finite_array("knots", self.knots))
        object.__setattr__(self, "values", finite_array("values", self.values))
        object.__setattr__(self, "left_slope", finite_number("left slope", self.left_slope))
        object.__setattr__(self, "right_slope", finite_number("right slope", self.right_slope))
        if self.knots.ndim != 1 or self.knots.size == 0 or self.knots.shape != self.values.shape:
            shapes = f"{self.knots.shape} and {self.values.shape}"
            raise ValueError(f"need as many values as knots, at least one, got shapes {shapes}")
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
        return cls(np.zeros(1), np.array([finite_number("intercept", intercept)]), slope, slope)

    @classmethod
    def through(
        cls, points: ArrayLike, left_slope: float = 0.0, right_slope: float = 0.0
    ) -> PiecewiseLinear:
        """The function through `points` (m, 2): rows `x, y`, x increasing."""
        corners = finite_array("points", points)
        if corners.ndim != 2 or corners.shape[1] != 2:
            raise ValueError(f"need points as rows of x, y, got shape {corners.shape}")
        return cls(corners[:, 0], corners[:, 1], left_slope, right_slope)

    @classmethod
    def sum_of(cls, functions: Iterable[PiecewiseLinear]) -> PiecewiseLinear:
        """`f(x) = f_1(x) + f_2(x) + ...`, with only those kinks that survive; the sum of none is 0.

        Kinks of different functions that coincide up to rounding become one; heights and outer
        slopes that cancel up to rounding become 0.
        """
        terms = tuple(functions) or (cls.constant(0.0),)
        knots = _knots_of_all(terms)
        with np.errstate(over="ignore", invalid="ignore"):
            heights = np.array([term(knots) for term in terms])
        magnitude = np.abs(heights).sum(axis=0)
        steepness = np.abs([term._slopes_between(knots) for term in terms]).sum(axis=0)
        values = _clean(heights.sum(axis=0), rounding_error(knots, magnitude, steepness))
        left = cancelling_sum(term.left_slope for term in terms)
        right = cancelling_sum(term.right_slope for term in terms)
        kinks = true_kinks(knots, values, (left, right), magnitude, steepness)
        return cls(knots, values, left, right)._keeping(kinks)

    # What they are

    def __call__(self, x: Numbers) -> Numbers:
        """`f(x)`: a float for a number, an array of the same shape for an array. NaN stays NaN."""
        where = np.asarray(x, dtype=np.float64)
        piece = np.searchsorted(self.knots, where, side="right")
        before, after = np.maximum(piece - 1, 0), np.minimum(piece, self.knots.size - 1)
        nearer = where - self.knots[before] < self.knots[after] - where
        anchor = np.where(nearer, before, after)
        height = self.values[anchor] + self.slopes[piece] * (where - self.knots[anchor])
        return shaped_like(x, height)

    @cached_property
    def slopes(self) -> FloatArray:
        """(m + 1,) the slope of every piece, from the left outer one to the right outer one."""
        return read_only(slopes_through(self.knots, self.values, self._outer_slopes))

    @cached_property
    def kinks(self) -> FloatArray:
        """(k,) the knots at which the slope changes, by more than rounding."""
        return read_only(self.knots[self._is_kink])

    def corners(self, low: float, high: float) -> FloatArray:
        """(k, 2) the points `x, y` that draw the graph on [low, high] exactly: ends and kinks.

        Raises ValueError unless low < high, both finite.
        """
        low, high = interval(low, high)
        edge = min(ROUNDING * max(abs(low), abs(high)), SHARPEST * (high - low))
        inside = self.kinks[(self.kinks > low + edge) & (self.kinks < high - edge)]
        x = np.concatenate([[low], inside, [high]])
        return np.column_stack([x, self(x)])

    def max_error(self, target: Target, low: float, high: float) -> LargestError:
        """`max |target(x) - f(x)|` over low <= x <= high, and the leftmost x where it is reached.

        Right to 1e-9 for smooth targets of size 1. Kinks, jumps and steep parts of the target are
        found as well, as long as they leave a trace on a mesh of about 4000 points.
        Raises ValueError when the target is not finite there.
        """
        return largest_error(self.residual(target), self.corners(low, high)[:, 0])

    def residual(self, target: Target) -> Target:
        """The function `x -> target(x) - f(x)`: what is still missing."""

        def missing(x: Numbers) -> Numbers:
            where = np.asarray(x, dtype=np.float64)
            return shaped_like(x, sample(target, where) - self(where))

        return missing

    def allclose(self, other: PiecewiseLinear, tolerance: float = 1e-9) -> bool:
        """Whether values at all knots, and outer slopes, differ by `tolerance` at most."""
        knots = np.union1d(self.knots, other.knots)
        apart = np.abs(self(knots) - other(knots)).max()
        outer = np.abs(self.slopes[[0, -1]] - other.slopes[[0, -1]]).max()
        return bool(max(apart, outer) <= tolerance)

    def __repr__(self) -> str:
        points = ", ".join(f"({x:g}, {y:g})" for x, y in zip(self.knots, self.values, strict=True))
        return f"PiecewiseLinear(slope {self.left_slope:g}, {points}, slope {self.right_slope:g})"

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
        if factor == 0:
            return PiecewiseLinear.constant(0.0)
        left, right = factor * self.left_slope, factor * self.right_slope
        scaled = PiecewiseLinear(self.knots, factor * self.values, left, right)
        return scaled._bent_at(self._is_kink)

    __rmul__ = __mul__

    def relu(self) -> PiecewiseLinear:
        """`max(0, f(x))`, with a new kink wherever f crosses 0."""
        sizes = np.abs(self.values), np.abs(self.slopes)
        values = _clean(self.values, rounding_error(self.knots, *sizes))
        crossings = _crossings(self.knots, values, self.left_slope, self.right_slope)
        knots = np.union1d(self.knots, crossings)
        heights = np.zeros_like(knots)
        heights[np.searchsorted(knots, self.knots)] = np.maximum(values, 0.0)
        heights[np.searchsorted(knots, crossings)] = 0.0
        left, right = min(self.left_slope, 0.0), max(self.right_slope, 0.0)
        return PiecewiseLinear(knots, heights, left, right).simplified()

    def simplified(self) -> PiecewiseLinear:
        """The same function without the knots that are no kinks (a straight line keeps one)."""
        return self._keeping(self._is_kink)

    def to_hidden_layer(self, start: float | None = None, stop: float | None = None) -> HiddenLayer:
        """The same function as one hidden layer of ReLUs; see `HiddenLayer.drawing`."""
        # A hidden layer is built from these functions, so it is imported when they are there.
        from relu_anim.hidden_layer import HiddenLayer

        return HiddenLayer.drawing(self, start, stop)

    # How

    @cached_property
    def _is_kink(self) -> NDArray[np.bool_]:
        sizes = np.abs(self.values), np.abs(self.slopes)
        return true_kinks(self.knots, self.values, self._outer_slopes, *sizes)

    @property
    def _outer_slopes(self) -> tuple[float, float]:
        return self.left_slope, self.right_slope

    def _slopes_between(self, knots: FloatArray) -> FloatArray:
        """(k + 1,) the slopes on the pieces that `knots` (k,) cut, outer ones included."""
        middles = knots[:-1] + np.diff(knots) / 2
        inner = self.slopes[np.searchsorted(self.knots, middles, side="right")]
        return np.concatenate([[self.left_slope], inner, [self.right_slope]])

    def _keeping(self, chosen: NDArray[np.bool_]) -> PiecewiseLinear:
        """The function through the chosen knots only; through the first when none is chosen."""
        kept = chosen if chosen.any() else np.arange(chosen.size) == 0
        f = PiecewiseLinear(self.knots[kept], self.values[kept], *self._outer_slopes)
        return f._bent_at(chosen[kept])

    def _bent_at(self, kinks: NDArray[np.bool_]) -> PiecewiseLinear:
        """The same function, for which it is known already which of its knots are kinks."""
        self.__dict__["_is_kink"] = kinks
        return self


def minimum(f: PiecewiseLinear, g: PiecewiseLinear) -> PiecewiseLinear:
    """`min(f, g) = f - r(f - g)`: the smaller of two functions, made with one ReLU."""
    return f - (f - g).relu()


def interval(low: float, high: float) -> tuple[float, float]:
    """`low, high` as floats. Raises ValueError unless they are finite and low < high."""
    low, high = finite_number("low end", low), finite_number("high end", high)
    if not low < high:
        raise ValueError(f"need an interval with low < high, got {low:.15g}, {high:.15g}")
    finite_number("length of the interval", high - low)
    return low, high


def _knots_of_all(terms: Sequence[PiecewiseLinear]) -> FloatArray:
    """The kinks of all terms in order; of those that coincide up to rounding, only the first.

    Two kinks of the same term are never taken for one: they are a cliff, not dust. Where no term
    has a kink, any knot will do.
    """
    knots = np.unique(np.concatenate([term.kinks for term in terms]))
    if not knots.size:
        return terms[0].knots[:1]
    same = coinciding(knots)
    if same.any():
        for term in terms:
            own = np.isin(knots, term.kinks)
            same &= ~(own[:-1] & own[1:])
    kept: FloatArray = knots[np.concatenate([[True], ~same])]
    return kept


def _clean(heights: FloatArray, rounding: FloatArray) -> FloatArray:
    """The heights, with those that are no larger than their rounding made exactly 0."""
    return np.where(np.abs(heights) <= rounding, 0.0, heights)


def _crossings(
    knots: FloatArray, values: FloatArray, left_slope: float, right_slope: float
) -> FloatArray:
    """The places between the knots, and beyond the outer ones, where the sign changes.

    A slope that meets 0 only beyond all floats does not meet it.
    """
    changes = np.sign(values[:-1]) * np.sign(values[1:]) < 0
    before, after = np.abs(values[:-1][changes]), np.abs(values[1:][changes])
    inner = knots[:-1][changes] + np.diff(knots)[changes] * (before / (before + after))
    outer = []
    if values[0] * np.sign(left_slope) > 0:
        outer.append(knots[0] - float(values[0]) / left_slope)
    if values[-1] * np.sign(right_slope) < 0:
        outer.append(knots[-1] - float(values[-1]) / right_slope)
    return np.concatenate([inner, [place for place in outer if math.isfinite(place)]])
