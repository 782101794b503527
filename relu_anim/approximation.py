"""Tents add up to the interpolant: the polygon that meets the target at evenly spaced knots.

Put a tent over every knot, as high as the target is there, each ending where its neighbours peak. Between two
knots only two of them are alive, one falling while the other rises, and their sum runs straight from one point
of the target to the next. Where the target is 0 no tent is needed; where the interval ends, half a tent is.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import ArrayLike

from relu_anim.arrays import FloatArray, finite_array, finite_number
from relu_anim.hidden_layer import HiddenLayer
from relu_anim.largest_error import LargestError, largest_error
from relu_anim.piecewise import PiecewiseLinear, interval
from relu_anim.targets import Target, sample

FLAT = 1e-12
"""A hat lower than this share of the target's largest height is flat: sin(pi) is 1.2e-16, and means 0."""

SCAN_POINTS = 1001


@dataclass(frozen=True)
class Hat:
    """The share of one knot: `height` at `knot`, falling straight to 0 at the neighbouring knots.

    Half a tent at either end of the interval, where it goes on level to the outside (`left` or `right` is then
    the knot itself).
    """

    index: int
    knot: float
    height: float
    left: float
    right: float

    @property
    def is_flat(self) -> bool:
        """Whether the target is 0 here, so that no tent is needed."""
        return self.height == 0

    @property
    def is_half(self) -> bool:
        """Whether it stands at an end of the interval."""
        return self.left == self.knot or self.knot == self.right

    @property
    def area_of_effect(self) -> tuple[float, float]:
        """`(left, right)`: the part of the interval that it changes."""
        return self.left, self.right

    @cached_property
    def function(self) -> PiecewiseLinear:
        """The hat, exactly."""
        corners = {self.left: 0.0, self.right: 0.0, self.knot: self.height}
        return PiecewiseLinear.through(sorted(corners.items()))


@dataclass(frozen=True, eq=False)
class Interpolant:
    """The piecewise-linear interpolant of a target; made by `interpolate`.

    knots: (segments + 1,) evenly spaced from one end of `domain` to the other.
    values: (segments + 1,) the target there (0 where it is 0 up to rounding).
    """

    target: Target
    segments: int
    domain: tuple[float, float]
    knots: FloatArray
    values: FloatArray

    @cached_property
    def hats(self) -> tuple[Hat, ...]:
        """One for each knot, left to right, flat ones included."""
        x = [float(knot) for knot in self.knots]
        lefts, rights = [x[0], *x[:-1]], [*x[1:], x[-1]]
        rows = zip(x, self.values.tolist(), lefts, rights, strict=True)
        return tuple(Hat(index, *row) for index, row in enumerate(rows))

    @cached_property
    def tents(self) -> tuple[Hat, ...]:
        """The hats that are not flat: those that somebody has to build."""
        return tuple(hat for hat in self.hats if not hat.is_flat)

    @cached_property
    def function(self) -> PiecewiseLinear:
        """The sum of all tents: straight from knot to knot, level outside the interval."""
        return PiecewiseLinear(self.knots, self.values).simplified()

    @overload
    def __call__(self, x: float) -> float: ...

    @overload
    def __call__(self, x: FloatArray | Sequence[float]) -> FloatArray: ...

    def __call__(self, x: ArrayLike) -> float | FloatArray:
        """The height of the interpolant at x."""
        return self.function(x)  # type: ignore[arg-type]

    def raised(self, progress: float) -> PiecewiseLinear:
        """The sum of the first `progress` tents; 2.3 means two whole ones and 0.3 of the third.

        Raises ValueError unless 0 <= progress <= the number of tents.
        """
        progress = finite_number("progress", progress)
        if not 0 <= progress <= len(self.tents):
            raise ValueError(f"need a progress from 0 to {len(self.tents)}, got {progress:g}")
        whole = int(progress)
        values = np.zeros_like(self.values)
        for hat in self.tents[:whole]:
            values[hat.index] = hat.height
        if whole < progress:
            growing = self.tents[whole]
            values[growing.index] = (progress - whole) * growing.height
        return PiecewiseLinear(self.knots, values).simplified()

    def partial_sums(self) -> tuple[PiecewiseLinear, ...]:
        """The running sum after the first tent, after the second, ...; the last one is `function`."""
        return tuple(self.raised(count) for count in range(1, len(self.tents) + 1))

    @cached_property
    def max_error(self) -> LargestError:
        """`max |target(x) - interpolant(x)|` on the domain, and where; see `PiecewiseLinear.max_error`."""
        return self.error_of(self.function)

    def error_of(self, function: PiecewiseLinear) -> LargestError:
        """The same for any other function, for one of the partial sums above all."""
        return largest_error(function.residual(self.target), self.knots)

    def to_hidden_layer(self) -> HiddenLayer:
        """`v0 + s0 r(x - x0) + sum of (s_i - s_(i-1)) r(x - x_i)`: equal to the interpolant on the domain.

        At most one unit for each segment, since neighbouring tents share their kinks.
        """
        low, high = self.domain
        return self.function.to_hidden_layer(low, high)


def interpolate(target: Target, segments: int, domain: tuple[float, float] = (0.0, 1.0)) -> Interpolant:
    """The interpolant of `target` that meets it at `low + k (high - low) / segments`, k = 0 ... segments.

    Raises ValueError unless segments >= 1, the domain is a finite interval, and the target is finite on it.
    """
    low, high = interval(*domain)
    segments = _count(segments)
    knots = finite_array("knots", np.linspace(low, high, segments + 1))
    if not (np.diff(knots) > 0).all():
        raise ValueError(f"need fewer segments: {segments} do not fit between {low:g} and {high:g}")
    values = sample(target, knots)
    scan = sample(target, np.linspace(low, high, SCAN_POINTS))
    tallest = max(np.abs(values).max(), np.abs(scan).max())
    values = np.where(np.abs(values) <= FLAT * tallest, 0.0, values)
    return Interpolant(target, segments, (low, high), knots, finite_array("values", values))


def error_bound(second_derivative_max: float, segments: int, width: float = 1.0) -> float:
    """`M (width / n)^2 / 8`: no interpolant of n segments misses by more, where `|f''| <= M`.

    Twice the segments, a quarter of the error. Source: any textbook of numerical analysis, for example
    Atkinson, An Introduction to Numerical Analysis, section 3.1.
    """
    bend = finite_number("second derivative", second_derivative_max)
    step = finite_number("width", width) / _count(segments)
    if bend < 0 or step <= 0:
        raise ValueError(f"need a width above 0 and a second derivative not below 0, got {width}, {bend}")
    return bend * step**2 / 8


def _count(segments: int) -> int:
    try:
        count = operator.index(segments)
    except TypeError:
        raise ValueError(f"need a whole number of segments, got {segments!r}") from None
    if count < 1:
        raise ValueError(f"need at least 1 segment, got {count}")
    return count
