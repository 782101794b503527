"""An arch of straight bricks: chords of a circle, and the gap that they leave below it.

Every brick touches the circle with its ends alone, so the wall is a polygon, and as a function of x
it is piecewise linear: one straight piece a brick, one bend a joint.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from relu_anim.arrays import FloatArray, finite_number
from relu_anim.piecewise import PiecewiseLinear

HALF_ANGLE = math.radians(78)
"""From the top of an arch to either foot: nearly half a circle, and still a function of x."""


@dataclass(frozen=True)
class BrickArch:
    """An arc of a circle, `half_angle` (in radians) to either side of its top, its feet at y = 0.

    counts: how many equal bricks its walls have, one wall after the other.

    Raises ValueError unless there are counts, increasing from 1 or more, the radius is above 0 and
    the half angle between 0 and a right angle.
    """

    counts: tuple[int, ...]
    radius: float = 1.0
    half_angle: float = HALF_ANGLE

    def __post_init__(self) -> None:
        for name in ("radius", "half_angle"):
            object.__setattr__(self, name, finite_number(name, getattr(self, name)))
        if not (self.radius > 0 and 0 < self.half_angle < math.pi / 2):
            given = f"{self.radius:g} and {self.half_angle:g}"
            raise ValueError(f"need a radius above 0 and an angle in 0 .. pi/2, got {given}")
        rising = all(before < after for before, after in pairwise((0, *self.counts)))
        if not self.counts or not rising:
            raise ValueError(f"need ever more bricks, from 1 on, got {self.counts}")

    @property
    def centre(self) -> FloatArray:
        """(2,) the centre of the circle, below the floor."""
        return np.array([0.0, -self.radius * math.cos(self.half_angle)])

    def at(self, angles: FloatArray, radius: FloatArray | float | None = None) -> FloatArray:
        """(k, 2) the points at these angles from the top, on the circle or at another radius."""
        out = self.radius if radius is None else radius
        return self.centre + np.column_stack([out * np.sin(angles), out * np.cos(angles)])

    def angles(self, bricks: int) -> FloatArray:
        """(n + 1,) the angles of the ends of n equal bricks, from the left foot to the right."""
        return np.linspace(-self.half_angle, self.half_angle, bricks + 1)

    def joints(self, bricks: int) -> FloatArray:
        """(n + 1, 2) the ends of n equal bricks, both feet included."""
        return self.at(self.angles(bricks))

    def function(self, bricks: int) -> PiecewiseLinear:
        """The wall as a function of x: it bends at its n - 1 inner joints, and nowhere else.

        Beyond its feet, the first brick and the last one go straight on.
        """
        x, y = self.joints(bricks).T
        slopes = np.diff(y) / np.diff(x)
        return PiecewiseLinear(x, y, slopes[0], slopes[-1]).simplified()

    def bend(self, bricks: int) -> float:
        """`2 half_angle / n`: by how much (in radians) the wall turns at each joint."""
        return 2 * self.half_angle / bricks

    def gap(self, bricks: int) -> float:
        """`radius (1 - cos(half_angle / n))`: how far a wall misses the circle at most."""
        return 2 * self.radius * math.sin(self.half_angle / bricks / 2) ** 2

    @property
    def gaps(self) -> tuple[float, ...]:
        """The largest gap of each wall."""
        return tuple(map(self.gap, self.counts))

    def swung(self, before: int, after: int, share: float) -> FloatArray:
        """(after + 1, 2) the joints of a wall while its bricks, cut into more, swing outwards.

        Every joint moves along its ray, from the old brick (share 0) to the circle (share 1).

        Raises ValueError unless each old brick is cut into equally many.
        """
        if after % before:
            raise ValueError(f"need bricks cut into equally many, got {before} into {after}")
        half, angles = self.half_angle / before, self.angles(after)
        brick = np.minimum(np.arange(after + 1) * before // after, before - 1)
        middles = (2 * brick + 1) * half - self.half_angle
        chord = self.radius * math.cos(half) / np.cos(angles - middles)
        return self.at(angles, (1 - share) * chord + share * self.radius)

    def largest_gap(self, wall: FloatArray) -> float:
        """How far a polygon (k, 2) inside the circle misses it at most: `radius - min |p|`."""
        starts, steps = wall[:-1] - self.centre, np.diff(wall, axis=0)
        along = -(starts * steps).sum(axis=1) / (steps**2).sum(axis=1)
        nearest = starts + np.clip(along, 0.0, 1.0)[:, np.newaxis] * steps
        return self.radius - float(np.linalg.norm(nearest, axis=1).min())
