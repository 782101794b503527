"""A magnifying glass: what lies around one spot of the picture, so many times larger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import draw, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.space.polygons import split
from scenes.theme import STROKES, Theme

SIDES = 96
"""Of the polygon that stands for the circle where areas are cut off."""
SMALLEST = 0.09
"""The ring on the picture is at least so large, in frame units, to be seen."""


class Lens(mn.VGroup, Live[tuple[np.ndarray, float]]):
    """A round glass that shows what lies around a spot, its value being `spot, times as large`.

    things: shapes of straight strokes, or filled with straight edges, the last one in front. Their
    strokes are as wide as before. A ring marks the spot, and a line leads from there to the glass.
    """

    def __init__(
        self, theme: Theme, centre: np.ndarray, radius: float, things: Sequence[mn.VMobject]
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

    def set_value(self, value: tuple[np.ndarray, float]) -> Self:
        """Show what is around another spot, or show it larger."""
        self.spot, self.times = value
        size = max(self.radius / self.times, SMALLEST)
        away = (self.centre - self.spot) / np.linalg.norm(self.centre - self.spot)
        ends = np.array([self.spot + size * away, self.centre - self.radius * away])
        self.leader.set_points(polyline(ends))
        self.ring.set_points(size * mn.Circle(1.0).points + self.spot)
        for thing, copy in zip(self.things, self.shown, strict=True):
            self._magnify(thing, copy)
        return self

    def seen(self, places: np.ndarray) -> np.ndarray:
        """Where places (..., 3) of the picture are for the glass, inside of it or beyond."""
        seen: np.ndarray = self.centre + self.times * (places - self.spot)
        return seen

    def _magnify(self, thing: mn.VMobject, copy: mn.VMobject) -> None:
        lines = self.seen(thing.points.reshape(-1, 4, 3)[:, [0, 3]])
        filled = thing.get_fill_opacity() > 0
        if filled:
            inside = polygon(self._area_inside(lines[:, 0]))
        else:
            inside = polyline(self._lines_inside(lines))
            copy.set_stroke(opacity=thing.get_stroke_opacity() * bool(len(inside)))
        draw(copy, inside, self.centre)

    def _area_inside(self, corners: np.ndarray) -> np.ndarray:
        turns = np.linspace(0.0, 2 * np.pi, SIDES, endpoint=False).reshape(4, -1)
        for turn in turns.T.ravel():  # the first four leave few corners to cut
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
