"""Marks in a plot: dots on what is worth finding, and guides to an axis."""

from __future__ import annotations

from typing import Self

import manim as mn

from scenes.mobjects.live import Live
from scenes.mobjects.plots.plot import Window
from scenes.theme import STROKES


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
