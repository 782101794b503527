"""Rings around the corners of curves, so that bends can be counted."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.lines import dashes, fitted, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES

RADIUS = 0.17
WIDER = 1.75
"""How much larger the ring is with a number in it."""
SIDES = 48
"""A dashed ring is a polygon of so many sides."""
DASH = (0.1, 0.08)


class Bend(mn.VMobject, Live[tuple[float, float]]):
    """A ring on a corner of a curve; dashed where a bend is asked for and not made."""

    def __init__(
        self,
        plot: Window,
        x: float,
        y: float,
        role: str,
        *,
        number: str = "",
        expected: bool = False,
    ) -> None:
        colour = plot.theme.colour(role)
        super().__init__(
            stroke_color=colour,
            stroke_width=0 if expected else STROKES.curve,
            fill_color=plot.theme.ground,
            fill_opacity=1,
        )
        self.plot, self.role = plot, role
        radius = WIDER * RADIUS if number else RADIUS
        self.set_points(mn.Circle(radius).points)
        if expected:
            outline = mn.RegularPolygon(SIDES).scale(radius).get_vertices()
            length = 2 * np.pi * radius
            stroke, gap = fitted(DASH, length)
            scale = length / (length + gap)  # the last gap is before the first dash
            around = dashes(np.array([*outline, outline[0]]), (stroke * scale, gap * scale))
            ring = mn.VMobject(stroke_color=colour, stroke_width=STROKES.guide)
            self.add(ring.set_points(polyline(around)))
        if number:
            label = Typeset(f"${number}$", plot.theme, SIZES.formula)
            self.add(names(label, self).move_to(self.get_center()))
        self.set_value((x, y))

    def set_value(self, value: tuple[float, float]) -> Self:
        """Move to another data point."""
        self.x, self.y = map(float, value)
        self.move_to(self.plot.point(*value))
        return self
