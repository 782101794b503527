"""Marks in a plot: dots, bars, cuts, guides to an axis, and rings around what is worth a look."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import GUIDE, dashes, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.plot import Window
from scenes.theme import STROKES


class Dots(mn.VMobject):
    """Small dots on many data points at once, as one mobject."""

    RADIUS = 0.06

    def __init__(self, plot: Window, xy: np.ndarray, role: str) -> None:
        super().__init__(stroke_width=0, fill_color=plot.theme.colour(role), fill_opacity=1)
        circle = mn.Circle(self.RADIUS).points
        self.xy = np.asarray(xy, dtype=float)
        self.set_points(np.vstack([circle + point for point in plot.points_of(self.xy)]))


class Cuts(mn.VMobject):
    """Thin upright lines through the window at many x: where an interval is cut."""

    def __init__(self, plot: Window, places: np.ndarray) -> None:
        super().__init__(
            stroke_color=plot.theme.axis,
            stroke_width=STROKES.hair,
            stroke_opacity=0.5,
            fill_opacity=0,
        )
        self.places = np.asarray(places, dtype=float)
        self.set_points(polyline(*map(plot.upright, self.places)))


class Bar(mn.VMobject):
    """A thick upright stroke from one height to another: a height that is added to others."""

    def __init__(self, plot: Window, x: float, low: float, high: float, role: str) -> None:
        super().__init__(
            stroke_color=plot.theme.colour(role), stroke_width=2 * STROKES.strong, fill_opacity=0
        )
        self.x, self.low, self.high = x, low, high
        self.set_points(polyline(plot.points_of(np.array([[x, low], [x, high]]))))


class KinkDot(mn.VGroup, Live[tuple[float, float]]):
    """A dot with a soft ring, on a kink or another point worth finding."""

    RADIUS = 0.085

    def __init__(self, plot: Window, x: float, y: float, role: str) -> None:
        colour = plot.theme.colour(role)
        super().__init__(
            mn.Circle(2.1 * self.RADIUS, stroke_width=0, fill_color=colour, fill_opacity=0.25),
            mn.Circle(
                self.RADIUS,
                stroke_color=plot.theme.ground,
                stroke_width=STROKES.hair,
                fill_color=colour,
                fill_opacity=1,
            ),
        )
        self.plot = plot
        self.set_value((x, y))

    def set_value(self, value: tuple[float, float]) -> Self:
        """Move to another data point."""
        self.x, self.y = map(float, value)
        self.move_to(self.plot.point(*value))
        return self


class Guide(mn.VMobject):
    """A thin dashed line between two data points: from a point down to its axis."""

    def __init__(
        self,
        plot: Window,
        start: tuple[float, float],
        end: tuple[float, float],
        role: str = "muted",
    ) -> None:
        super().__init__(
            stroke_color=plot.theme.colour(role), stroke_width=STROKES.guide, fill_opacity=0
        )
        self.set_points(polyline(dashes(plot.points_of(np.array([start, end])), GUIDE)))


class Ring(mn.VGroup):
    """A ring around a data point, parted from what it crosses by a rim of the ground's colour.

    At the left end of the plot it is smaller, so that it keeps clear of the numbers there.
    """

    RADIUS = 0.22
    RIM = 2.4 * STROKES.guide
    OVERHANG = 0.1

    def __init__(self, plot: Window, x: float, y: float, role: str) -> None:
        middle = plot.point(x, y)
        radius = min(self.RADIUS, self.OVERHANG + float(middle[0]) - plot.window.left)
        rim = mn.Circle(radius, stroke_color=plot.theme.ground, stroke_width=self.RIM)
        line = mn.Circle(radius, stroke_color=plot.theme.colour(role), stroke_width=STROKES.guide)
        exempt(rim, "contrast", "a rim of the ground's colour parts the ring from what it crosses")
        super().__init__(rim, line)
        self.set_fill(opacity=0).move_to(middle)
