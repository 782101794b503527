"""Tents add up to the interpolant: the polygon that meets the target at evenly spaced knots.

Put a tent over every knot, as high as the target is there, each ending where its neighbours peak.
Between two knots only two of them are alive, one falling while the other rises, and their sum runs
straight from one point of the target to the next. Where the target is 0 no tent is needed; where
the interval ends, half a tent is.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import starmap

import numpy as np

from relu_anim.arrays import FloatArray, Numbers, finite_array, finite_number
from relu_anim.hidden_layer import HiddenLayer
from relu_anim.largest_error import LargestError, largest_error
from relu_anim.piecewise import PiecewiseLinear, interval
from relu_anim.targets import Target, sample

FLAT = 1e-12
"""A hat lower than this share of the largest height is flat: sin(pi) is 1.2e-16 and means 0."""

EXACT = 1e-9
"""An error below this share of the largest height is rounding: the polygon is the target."""

SCAN_POINTS = 1001
"""How many places to look at for the largest height: the knots alone may all hit zeros."""


@dataclass(frozen=True)
class Hat:
    """What one knot contributes: `height` at `knot`, and straight down to 0 at its neighbours.

    At an end of the interval it is half a tent, level outside; `left` or `right` is then the knot
    itself. Raises ValueError unless left <= knot <= right, left < right, and the height is finite.
    """

    index: int
    knot: float
    height: float
    left: float
    right: float

    def __post_init__(self) -> None:
        for name in ("knot", "height", "left", "right"):
            object.__setattr__(self, name, finite_number(name, getattr(self, name)))
        if not self.left <= self.knot <= self.right or self.left == self.right:
            given = f"{self.left:.15g}, {self.knot:.15g}, {self.right:.15g}"
            raise ValueError(f"need left <= knot <= right, and a width, got {given}")

    @property
    def is_flat(self) -> bool:
        """Whether the target is 0 here, so that no tent is needed."""
        return self.height == 0

    @property
    def is_half(self) -> bool:
        """Whether it stands at an end of the interval."""
        return self.knot in self.area_of_effect

    @property
    def area_of_effect(self) -> tuple[float, float]:
        """`(left, right)`: the part of the interval that it changes."""
        return self.left, self.right

    @cached_property
    def function(self) -> PiecewiseLinear:
        """The hat, exactly."""
        corners = {self.left: 0.0, self.right: 0.0, self.knot: self.height}
        return PiecewiseLinear.through(sorted(corners.items()))

    @property
    def outline(self) -> FloatArray:
        """(k, 2) its corners, from foot to foot."""
        return self.with_feet(self.function.corners(self.left, self.right))

    def with_feet(self, corners: FloatArray) -> FloatArray:
        """Corners (k, 2) between its feet on the floor, where half a tent has none of its own."""
        return np.vstack([[self.left, 0.0], corners, [self.right, 0.0]])


@dataclass(frozen=True, eq=False)
class Interpolant:
    """The polygon that meets the target at the knots `low + k (high - low) / n`, n segments in all.

    knots: (n + 1,), from one end of the domain to the other. values: (n + 1,) the target there
    (exactly 0 where it is 0 up to rounding).

    Raises ValueError unless n >= 1, the domain is `(low, high)`, low < high, and the target is
    finite on it.
    """

    target: Target
    segments: int
    domain: tuple[float, float] = (0.0, 1.0)
    knots: FloatArray = field(init=False, repr=False)
    values: FloatArray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        low, high = interval(*self.domain)
        segments = _count(self.segments)
        knots = np.linspace(low, high, segments + 1)
        if not (np.diff(knots) > 0).all():
            got = f"{segments} between {low:.15g} and {high:.15g}"
            raise ValueError(f"need fewer segments, or they are too narrow for floats, got {got}")
        object.__setattr__(self, "segments", segments)
        object.__setattr__(self, "domain", (low, high))
        object.__setattr__(self, "knots", finite_array("knots", knots))
        object.__setattr__(self, "values", finite_array("values", self._heights()))

    def _heights(self) -> FloatArray:
        """(n + 1,) the target at the knots, with what is only rounding made 0."""
        heights = sample(self.target, self.knots)
        largest = max(np.abs(heights).max(), np.abs(self.target_heights).max())
        return np.where(np.abs(heights) <= FLAT * largest, 0.0, heights)

    @cached_property
    def hats(self) -> tuple[Hat, ...]:
        """One for each knot, left to right, flat ones included."""
        x, heights = self.knots.tolist(), self.values.tolist()
        columns = (range(len(x)), x, heights, [x[0], *x[:-1]], [*x[1:], x[-1]])
        return tuple(starmap(Hat, zip(*columns, strict=True)))

    @cached_property
    def tents(self) -> tuple[Hat, ...]:
        """The hats that are not flat: those that somebody has to build."""
        return tuple(hat for hat in self.hats if not hat.is_flat)

    @cached_property
    def function(self) -> PiecewiseLinear:
        """The sum of all tents: straight from knot to knot, level outside the interval."""
        return self.raised(len(self.tents))

    @cached_property
    def layer(self) -> HiddenLayer:
        """The hidden layer that draws it on the domain, one ReLU a bend: at most n of them."""
        return HiddenLayer.from_function(self.function, *self.domain)

    def __call__(self, x: Numbers) -> Numbers:
        """The height of the interpolant at x."""
        return self.function(x)

    def raised(self, progress: float) -> PiecewiseLinear:
        """The sum of the first `progress` tents; 2.3 means two whole ones and 0.3 of the third.

        Raises ValueError unless 0 <= progress <= the number of tents.
        """
        progress = finite_number("progress", progress)
        if not 0 <= progress <= len(self.tents):
            raise ValueError(f"need a progress from 0 to {len(self.tents)}, got {progress:g}")
        values = np.zeros_like(self.values)
        for place, tent in enumerate(self.tents):
            values[tent.index] = tent.height * min(max(progress - place, 0.0), 1.0)
        return PiecewiseLinear(self.knots, values).simplified()

    @cached_property
    def max_error(self) -> LargestError:
        """`max |target(x) - function(x)|` on the domain, and the leftmost x where it is reached."""
        return self.error_of(self.function)

    def error_of(self, function: PiecewiseLinear) -> LargestError:
        """The same for another function in place of the interpolant, such as a partial sum."""
        return largest_error(function.residual(self.target), self.knots)

    def refined(self, times: int) -> Interpolant:
        """The one of `times` as many segments: for a smooth target, 1/times^2 of the error."""
        return Interpolant(self.target, times * self.segments, self.domain)

    def halvings(self, times: int = 2, most: int = 64) -> tuple[Interpolant, ...]:
        """This one, and those with its pieces halved once, twice, ..., up to `times`.

        None has more than `most` pieces, and none is halved that is exact.
        """
        generations = [self]
        for _ in range(times):
            last = generations[-1]
            if 2 * last.segments > most or last.is_exact:
                break
            generations.append(last.refined(2))
        return tuple(generations)

    @cached_property
    def is_exact(self) -> bool:
        """Whether it misses the target by no more than rounding."""
        return self.max_error.error <= EXACT * float(np.abs(self.target_heights).max())

    @cached_property
    def target_heights(self) -> FloatArray:
        """The target at many evenly spaced places: how high and how deep it goes."""
        return sample(self.target, np.linspace(*self.domain, SCAN_POINTS))


@dataclass(frozen=True)
class Split:
    """All pieces of an interpolant are halved, little by little, and its tents with them.

    A tent is as much as a narrow one of its height and two of half its height on its flanks. So
    its flanks fold down to the floor while at the new knots, between the old ones, tents rise. At
    every share the tents add up to what lies that far between the two polygons.
    """

    before: Interpolant
    after: Interpolant

    @classmethod
    def of(cls, interpolant: Interpolant) -> Split:
        """The step to half as wide pieces."""
        return cls(interpolant, interpolant.refined(2))

    def function(self, share: float) -> PiecewiseLinear:
        """The sum of the tents."""
        x = self.after.knots
        values = (1 - share) * self.before(x) + share * self.after.values
        return PiecewiseLinear(x, values).simplified()

    def outlines(self, share: float) -> list[FloatArray]:
        """The corners (k, 2) of all tents, from foot to foot: the folding ones, then the rising."""
        folding = []
        for hat in self.before.tents:
            flanks = [(hat.left + hat.knot) / 2, (hat.knot + hat.right) / 2]
            x = np.unique([hat.left, *flanks, hat.knot, hat.right])
            kept = np.where(x == hat.knot, 1.0, 1 - share)
            folding.append(hat.with_feet(np.column_stack([x, kept * hat.function(x)])))
        new = [hat for hat in self.after.tents if hat.index % 2]
        return folding + [hat.outline * [1.0, share] for hat in new]


def interpolate(
    target: Target, segments: int, domain: tuple[float, float] = (0.0, 1.0)
) -> Interpolant:
    """The interpolant of `target` with so many segments of equal width; see `Interpolant`.

    target: a callable of x, an array or one number at a time.
    """
    return Interpolant(target, segments, domain)


def error_bound(second_derivative_max: float, segments: int, width: float = 1.0) -> float:
    """`M (width / n)^2 / 8`: no interpolant of n segments misses by more, if `|f''| <= M`.

    Twice the segments, a quarter of the error. Source: K. Atkinson, An Introduction to Numerical
    Analysis, section 3.1 (the error of linear interpolation).
    Raises ValueError unless M >= 0, width > 0 and n >= 1.
    """
    bend = finite_number("second derivative", second_derivative_max)
    width = finite_number("width", width)
    if bend < 0 or width <= 0:
        raise ValueError(f"need second derivative >= 0 and width > 0, got {bend:g}, {width:g}")
    return bend * (width / _count(segments)) ** 2 / 8


def _count(segments: int) -> int:
    try:
        count = operator.index(segments)
    except TypeError:
        raise ValueError(f"need a whole number of segments, got {segments!r}") from None
    if count < 1:
        raise ValueError(f"need at least 1 segment, got {count}")
    return count
