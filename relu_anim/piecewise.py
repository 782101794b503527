"""Piecewise-linear functions: all that ReLU networks of one input can ever draw.

A straight line that bends at finitely many kinks is fully known by its knots, by its heights there,
and by its two outer slopes. So these functions are kept exactly, never sampled: sums, multiples and
ReLUs of them are again piecewise linear, and their new kinks are computed, not looked for. Many
functions over the same knots are kept as the columns of one array, so that a whole layer of neurons
is weighed, added up and cut off at 0 at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_anim.arrays import (
    FloatArray,
    Numbers,
    beside_columns,
    finite_array,
    finite_number,
    read_only,
    shaped_like,
)
from relu_anim.floating_point import (
    ROUNDING,
    SHARPEST,
    coinciding,
    rounding_error,
    slopes_through,
    true_kinks,
)
from relu_anim.largest_error import LargestError, largest_error
from relu_anim.targets import Target, sample

Scalar = TypeVar("Scalar", np.float64, np.bool_)


@dataclass(frozen=True, eq=False, repr=False)
class PiecewiseLinear:
    """A continuous function on all of R, straight between its knots; or a layer of n of them.

    `f(x) = values[i] + slopes[i + 1] (x - knots[i])` for `knots[i] <= x <= knots[i + 1]`; left of
    the first knot the slope is `left_slope`, right of the last it is `right_slope`.

    knots: (m,) increasing, m >= 1. values: (m,) the heights there, or (m, n), a column for each
    function of a layer. Outer slopes: floats, or (n,). Knots need not be kinks (a line is held by
    any one of its points); `kinks` are the true ones.

    Raises ValueError when anything is not finite, out of order, or too steep for a float.
    """

    knots: FloatArray
    values: FloatArray
    left_slope: float | FloatArray = 0.0
    right_slope: float | FloatArray = 0.0

    __array_ufunc__ = None  # so that a NumPy number times a function is a function, not an array

    def __post_init__(self) -> None:
        object.__setattr__(self, "knots", finite_array("knots", self.knots))
        object.__setattr__(self, "values", finite_array("values", self.values))
        fitting = self.values.ndim in (1, 2) and self.values.size > 0
        if self.knots.ndim != 1 or not fitting or len(self.knots) != len(self.values):
            shapes = f"{self.knots.shape} and {self.values.shape}"
            raise ValueError(f"need as many values as knots, at least one, got shapes {shapes}")
        for side in ("left", "right"):
            object.__setattr__(self, f"{side}_slope", self._outer_slope(side))
        if not (np.diff(self.knots) > 0).all():
            raise ValueError(f"need knots in increasing order, got {self.knots.tolist()}")
        if not np.isfinite(self.slopes).all():
            raise ValueError("need knots further apart: a piece is too steep for a float")

    def _outer_slope(self, side: str) -> float | FloatArray:
        slope = finite_array(f"{side} slope", getattr(self, f"{side}_slope"))
        if slope.shape not in ((), self.values.shape[1:]):
            need = f"need one {side} slope, or one for each column of values"
            raise ValueError(f"{need}, got shape {slope.shape}")
        slopes = np.broadcast_to(slope, self.values.shape[1:])
        return slopes if slopes.ndim else float(slopes)

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
    def ramps(cls, places: FloatArray, weights: FloatArray) -> PiecewiseLinear:
        """The layer of the n ramps `f_j(x) = r(weights_j (x - places_j))`; weights (n,) not 0."""
        owners = np.arange(len(places))
        knots, slots = _shared_knots(places, owners)
        pieces = np.arange(knots.size + 1)[:, np.newaxis]
        slopes = np.where(pieces <= slots, np.minimum(weights, 0.0), np.maximum(weights, 0.0))
        run = knots[:, np.newaxis] - knots[slots]
        values = np.where(run < 0, slopes[:-1], slopes[1:]) * run
        return cls._known(knots, values, slopes, run == 0)

    @classmethod
    def sum_of(cls, functions: Iterable[PiecewiseLinear]) -> PiecewiseLinear:
        """`f(x) = f_1(x) + f_2(x) + ...`, with only those kinks that survive; the sum of none is 0.

        Kinks of different functions that coincide up to rounding become one; heights and outer
        slopes that cancel up to rounding become 0.
        """
        terms = tuple(functions) or (cls.constant(0.0),)
        return cls._side_by_side(terms).affine(np.ones(len(terms)))

    # What they are

    def __call__(self, x: Numbers) -> Numbers:
        """`f(x)`: a float for a number, an array of the same shape for an array. NaN stays NaN.

        A layer answers with one more axis: (n,) for a number, (k, n) for (k,).
        """
        return shaped_like(x, self._heights(np.asarray(x, dtype=np.float64), self.values))

    def column(self, index: int) -> PiecewiseLinear:
        """One function of a layer by itself, simplified."""
        f = PiecewiseLinear(self.knots, self.values[:, index], *self.slopes[[0, -1], index])
        return f._bent_at(self._is_kink[:, index]).simplified()

    @cached_property
    def slopes(self) -> FloatArray:
        """(m + 1,) or (m + 1, n) the slope of every piece, from the left outer one to the right."""
        outer = self.left_slope, self.right_slope
        return read_only(slopes_through(self.knots, self.values, outer))

    @cached_property
    def kinks(self) -> FloatArray:
        """(k,) the knots at which the slope (of any column) changes, by more than rounding."""
        return read_only(self.knots[_columns(self._is_kink).any(axis=1)])

    def corners(self, low: float, high: float) -> FloatArray:
        """(k, 2) the points `x, y` that draw the graph on [low, high] exactly: ends and kinks.

        Of a layer they are (k, 1 + n): the graphs of all columns over the same x.
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

    def __repr__(self) -> str:
        if self.values.ndim == 2:
            return f"PiecewiseLinear({self.values.shape[1]} columns over {self.knots.size} knots)"
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
        left, right = factor * self.slopes[[0, -1]]
        scaled = PiecewiseLinear(self.knots, factor * self.values, left, right)
        return scaled._bent_at(self._is_kink & (factor != 0))

    __rmul__ = __mul__

    def affine(self, weights: ArrayLike, biases: ArrayLike = 0.0) -> PiecewiseLinear:
        """`f(x) W + b` of a layer f: weights (n, k), biases (k,) make another; (n,), a float one.

        Heights, slopes and bends that cancel up to rounding become 0.
        """
        f, w, b = self.simplified(), np.asarray(weights), np.asarray(biases)
        size = np.abs(w)
        with np.errstate(over="ignore", invalid="ignore"):
            values, slopes = f.values @ w + b, f.slopes @ w
            magnitude, steepness = np.abs(f.values) @ size + np.abs(b), np.abs(f.slopes) @ size
            values = _clean(values, rounding_error(f.knots, magnitude, steepness))
            slopes = _clean(slopes, ROUNDING * steepness)
            bends = np.abs(slopes[1:] - slopes[:-1])
            kinks = bends > ROUNDING * (steepness[1:] + steepness[:-1])
        return self._known(f.knots, values, slopes, kinks & (f._is_kink @ size > 0))

    def relu(self) -> PiecewiseLinear:
        """`max(0, f(x))`, with a new kink wherever f crosses 0, in all columns of a layer."""
        f = self.simplified()
        values = _clean(f.values, rounding_error(f.knots, np.abs(f.values), np.abs(f.slopes)))
        zeros, zero_in = _crossings(f.knots, _columns(values), _columns(f.slopes))
        bends, bend_in = np.nonzero(_columns(f._is_kink))
        places, owners = np.append(zeros, f.knots[bends]), np.append(zero_in, bend_in)
        knots, slots = _shared_knots(places, owners, f.knots)

        heights = np.maximum(f._heights(knots, values), 0.0)
        _columns(heights)[slots[: zeros.size], zero_in] = 0.0
        slopes = f._slopes_between(knots)
        slopes[1:-1][(heights[:-1] == 0) & (heights[1:] == 0)] = 0.0
        slopes[0], slopes[-1] = np.minimum(slopes[0], 0.0), np.maximum(slopes[-1], 0.0)
        kinks = _owned(slots, owners, heights.shape) & (slopes[1:] != slopes[:-1])
        return self._known(knots, heights, slopes, kinks)

    def simplified(self) -> PiecewiseLinear:
        """The same function without the knots that are no kinks (a straight line keeps one)."""
        kept = _kept(self._is_kink)
        if kept.all():
            return self
        f = PiecewiseLinear(self.knots[kept], self.values[kept], self.left_slope, self.right_slope)
        return f._bent_at(self._is_kink[kept])

    # How

    @classmethod
    def _known(
        cls, knots: FloatArray, values: FloatArray, slopes: FloatArray, kinks: NDArray[np.bool_]
    ) -> PiecewiseLinear:
        """The function whose slopes and kinks are known, and need not be told from its values.

        Only kinks are kept, so that `simplified` leaves it as it is.
        """
        kept = _kept(kinks)
        f = cls.__new__(cls)
        f.__dict__["knots"] = read_only(knots[kept])
        f.__dict__["values"] = finite_array("values", values[kept])
        f.__dict__["slopes"] = finite_array("slopes", slopes[np.append(kept, True)])
        f.__dict__["left_slope"], f.__dict__["right_slope"] = f.slopes[0], f.slopes[-1]
        return f._bent_at(kinks[kept])

    @classmethod
    def _side_by_side(cls, functions: Iterable[PiecewiseLinear]) -> PiecewiseLinear:
        """The functions as one layer."""
        terms = [function.simplified() for function in functions]
        kinks = [term.kinks for term in terms]
        owners = np.repeat(np.arange(len(terms)), [own.size for own in kinks])
        knots, slots = _shared_knots(np.concatenate(kinks), owners, terms[0].knots)
        values = np.column_stack([term(knots) for term in terms])
        slopes = np.column_stack([term._slopes_between(knots) for term in terms])
        return cls._known(knots, values, slopes, _owned(slots, owners, values.shape))

    @cached_property
    def _is_kink(self) -> NDArray[np.bool_]:
        """(m,) or (m, n), for values that were given."""
        columns = zip(_columns(self.values).T, _columns(self.slopes).T, strict=True)
        kinks = [true_kinks(self.knots, values, slopes) for values, slopes in columns]
        return np.column_stack(kinks).reshape(self.values.shape)

    def _heights(self, x: FloatArray, values: FloatArray) -> FloatArray:
        """The heights at x, going out from the nearest knot, were `values` those at the knots."""
        piece = np.searchsorted(self.knots, x, side="right")
        before, after = np.maximum(piece - 1, 0), np.minimum(piece, self.knots.size - 1)
        nearer = x - self.knots[before] < self.knots[after] - x
        anchor = np.where(nearer, before, after)
        run = beside_columns(x - self.knots[anchor], values)
        heights: FloatArray = values[anchor] + self.slopes[piece] * run
        return heights

    def _slopes_between(self, knots: FloatArray) -> FloatArray:
        """(k + 1,) or (k + 1, n) the slopes that arrive at `knots` (k,), and the last one."""
        # Not those that leave them: a knot may stand for more of them, a rounding error further on.
        pieces = np.searchsorted(self.knots, knots[1:], side="left")
        slopes: FloatArray = self.slopes[np.concatenate([[0], pieces, [-1]])]
        return slopes

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


def _shared_knots(
    places: FloatArray, owners: NDArray[np.intp], otherwise: FloatArray | None = None
) -> tuple[FloatArray, NDArray[np.intp]]:
    """The knots (m,) that places (p,) of different owners make in order, and (p,) which is whose.

    Of places that coincide up to rounding, only the first becomes a knot; but two of one owner are
    never taken for one: they are a cliff, not a rounding error. Without places, any one knot of
    `otherwise` will do.
    """
    if not places.size and otherwise is not None:
        return otherwise[:1], np.zeros(0, dtype=np.intp)
    knots, slots = np.unique(places, return_inverse=True)
    same = coinciding(knots)
    if same.any():
        own = _owned(slots, owners, (knots.size, int(owners.max()) + 1))
        same &= ~(own[:-1] & own[1:]).any(axis=1)
    first = np.concatenate([[True], ~same])
    return knots[first], (np.cumsum(first) - 1)[slots]


def _owned(
    slots: NDArray[np.intp], owners: NDArray[np.intp], shape: tuple[int, ...]
) -> NDArray[np.bool_]:
    """`shape`, (m,) or (m, n): whether knot i is one of column j."""
    owned = np.zeros(shape, dtype=np.bool_)
    _columns(owned)[slots, owners] = True
    return owned


def _columns(array: NDArray[Scalar]) -> NDArray[Scalar]:
    """A view (m, n) of an array (m, n), or (m, 1) of one (m,)."""
    return array.reshape(len(array), -1)


def _kept(kinks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(m,) the knots that are kinks of any column, or the first one when there is no kink."""
    kept: NDArray[np.bool_] = np.logical_or.reduce(_columns(kinks), axis=1)
    kept[0] |= not kept.any()
    return kept


def _clean(heights: FloatArray, rounding: FloatArray) -> FloatArray:
    """The heights, with those that are smaller than their rounding made exactly 0."""
    return np.where(np.abs(heights) < rounding, 0.0, heights)


def _crossings(
    knots: FloatArray, values: FloatArray, slopes: FloatArray
) -> tuple[FloatArray, NDArray[np.intp]]:
    """(p,) where columns of values (m, n) change sign, at knots or off them, and (p,) which do.

    A slope that meets 0 only beyond all floats does not meet it.
    """
    far_left = np.where(slopes[0] == 0, values[0], -slopes[0])
    far_right = np.where(slopes[-1] == 0, values[-1], slopes[-1])
    signs = np.sign(np.vstack([far_left, values, far_right]))
    piece, column = np.nonzero(signs[:-1] * signs[1:] < 0)
    before, after = np.maximum(piece - 1, 0), np.minimum(piece, knots.size - 1)
    nearer = np.abs(values[before, column]) < np.abs(values[after, column])
    anchor = np.where(nearer, before, after)
    with np.errstate(over="ignore", divide="ignore"):
        places = knots[anchor] - values[anchor, column] / slopes[piece, column]
    ends = np.concatenate([[-np.inf], knots, [np.inf]])
    places = np.clip(places, ends[piece], ends[piece + 1])
    met = np.isfinite(places)
    knot, there = np.nonzero((values == 0) & (signs[:-2] != signs[2:]))
    return np.append(places[met], knots[knot]), np.append(column[met], there)
