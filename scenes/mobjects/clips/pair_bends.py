"""Rings around the corners of curves, so that bends can be counted."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.lines import dashes, fitted, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES

RADIUS = 0.17
WIDER = 1.5
"""How much larger the ring is where a bend is expected, or with a number in it."""
SIDES = 48
"""A dashed ring is a polygon of so many sides."""
DASH = (0.1, 0.08)


class Bend(mn.VMobject, Live[tuple[float, float]]):
    """A ring on a corner of a curve; dashed where a curve would bend that is not there."""

    def __init__(
        self,
        plot: Window,
        x: float,
        y: float,
        role: str,
        *,
        expected: bool = False,
        number: str = "",
    ) -> None:
        super().__init__(
            stroke_color=plot.theme.colour(role),
            stroke_width=STROKES.curve,
            fill_color=plot.theme.ground,
            fill_opacity=0 if expected else 1,
        )
        self.plot, self.role = plot, role
        circle = mn.Circle(RADIUS).points
        if expected:
            outline = mn.RegularPolygon(SIDES).scale(WIDER * RADIUS).get_vertices()
            path = [*outline, outline[0]]
            length = 2 * np.pi * WIDER * RADIUS
            stroke, gap = fitted(DASH, length)
            scale = length / (length + gap)  # the last gap is before the first dash
            circle = polyline(dashes(np.array(path), (stroke * scale, gap * scale)))
        self.set_points(circle)
        if number:
            self.scale(WIDER)
            digit = Typeset(f"${number}$", plot.theme, SIZES.label)
            self.add(digit.move_to(self.get_center()))
        self.set_value((x, y))

    def set_value(self, value: tuple[float, float]) -> Self:
        """Move to another data point."""
        self.x, self.y = map(float, value)
        self.move_to(self.plot.point(*value))
        return self
