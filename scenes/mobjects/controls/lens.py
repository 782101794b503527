"""A magnifying glass: what lies around one spot of the picture, so many times larger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.space.polygons import split
from scenes.theme import STROKES, Theme

SIDES = 96
"""Of the polygon that stands for the circle where areas are cut off."""


class Lens(mn.VGroup, Live[tuple[np.ndarray, float | np.ndarray]]):
    """A round glass at `centre` that shows what lies around `spot`, `times` as large.

    things: shapes of straight strokes, or filled with straight edges, the last one in front. Their
    strokes are as wide as before. A ring marks the spot, and a line leads from there to the glass.
    Its value is spot and times (across, up and 1, where they differ); it shows the things as they
    are when the value is set.
    """

    def __init__(
        self,
        theme: Theme,
        spot: np.ndarray,
        centre: np.ndarray,
        things: Sequence[mn.VMobject],
        *,
        times: float | np.ndarray,
        radius: float,
    ) -> None:
        self.centre, self.radius, self.things = centre, radius, things
        glass = mn.Circle(radius, stroke_width=0, fill_color=theme.ground, fill_opacity=1)
        rim, self.ring = (
            mn.Circle(radius, stroke_color=theme.ink, stroke_width=STROKES.guide + 1)
            for _ in range(2)
        )
        self.leader = mn.VMobject(stroke_color=theme.muted, stroke_width=STROKES.axis)
        self.shown = mn.VGroup(*[thing.copy().clear_updaters() for thing in things])
        super().__init__(
            self.leader, glass.move_to(centre), self.shown, rim.move_to(centre), self.ring
        )
        exempt(self.shown, "contrast", "it is as it is in the picture, only larger")
        self.set_value((spot, times))

    def set_value(self, value: tuple[np.ndarray, float | np.ndarray]) -> Self:
        """Look at another spot, so many times as large."""
        self.spot, self.times = value
        away = (self.centre - self.spot) / np.linalg.norm(self.centre - self.spot)
        ends = [self.spot + self.radius / self.times * away, self.centre - self.radius * away]
        self.leader.set_points(polyline(np.array(ends)))
        self.ring.set_points(self.spot + mn.Circle(self.radius).points / self.times)
        for shown, thing in zip(self.shown, self.things, strict=True):
            shown.set_points(self._magnified(thing))
        return self

    def enlarged(self, points: np.ndarray) -> np.ndarray:
        """Where points (k, 3) of the picture are seen in the glass, or beyond its rim."""
        seen: np.ndarray = self.centre + self.times * (points - self.spot)
        return seen

    def _magnified(self, thing: mn.VMobject) -> np.ndarray:
        lines = self.enlarged(thing.points.reshape(-1, 4, 3)[:, [0, 3]].reshape(-1, 3))
        lines = lines.reshape(-1, 2, 3)
        if thing.get_fill_opacity() > 0:
            return polygon(self._area_inside(lines[:, 0]))
        return polyline(self._lines_inside(lines))

    def _area_inside(self, corners: np.ndarray) -> np.ndarray:
        for turn in np.linspace(0.0, 2 * np.pi, SIDES, endpoint=False):
            inward = -np.array([np.cos(turn), np.sin(turn), 0.0])
            if len(corners):
                corners, _ = split(corners, (inward, float(inward @ self.centre) - self.radius))
        return corners if len(corners) else self.centre[np.newaxis]

    def _lines_inside(self, lines: np.ndarray) -> np.ndarray:
        """What of separate lines (k, 2, 3) is inside the circle, exactly."""
        starts, steps = lines[:, 0] - self.centre, lines[:, 1] - lines[:, 0]
        square, along = (steps**2).sum(axis=1), (starts * steps).sum(axis=1)
        root = along**2 - square * ((starts**2).sum(axis=1) - self.radius**2)
        meets = root > 0
        root, square, along = (array[meets] for array in (root, square, along))
        shares = np.clip((-along + np.sqrt(root) * [[-1.0], [1.0]]) / square, 0.0, 1.0)
        inside = shares[0] < shares[1]
        first, last = shares[:, inside, np.newaxis]
        starts, steps = lines[meets, 0][inside], steps[meets][inside]
        return np.stack([starts + first * steps, starts + last * steps], axis=1)
