"""Straight pieces that try to stay inside a tube."""

from __future__ import annotations

from functools import cache
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Tubes
from scenes.mobjects.lines import draw, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import BrightGraph
from scenes.mobjects.plots.window import Window
from scenes.theme import STROKES

SPLINT = 15.0
"""The stroke width of what is outside: thicker than the curve and the edge of the tube."""
KNOT, CLOSEST = 0.075, 0.3
"""The radius of a knot, in frame units, and its largest share of a piece."""


class Attempt(mn.VGroup, Live[tuple[int, float]]):
    """The curve of so many equal pieces; red is what of it is outside a tube of a half-width."""

    def __init__(self, plot: Window, tubes: Tubes, pieces: int, width: float) -> None:
        theme, self.plot = plot.theme, plot
        self.interpolant, self.outside = cache(tubes.interpolant), cache(tubes.outside)
        function = tubes.interpolant(pieces).function
        self.curve = BrightGraph(plot, function, "total", STROKES.curve - 1, tubes.domain)
        self.knots = mn.VMobject(stroke_width=0, fill_color=theme.total, fill_opacity=1)
        self.splints = mn.VMobject(
            stroke_color=theme.error,
            stroke_width=SPLINT,
            fill_opacity=0,
            cap_style=mn.CapStyleType.ROUND,
            joint_type=mn.LineJointType.ROUND,
        )
        super().__init__(self.curve, self.splints, self.knots)
        self.value: tuple[int, float] = (0, 0.0)
        self.set_value((pieces, width))

    def set_value(self, value: tuple[int, float]) -> Self:
        """Have other pieces, or be held against another tube."""
        if value == self.value:
            return self
        self.value, (pieces, width) = value, value
        polygon = self.interpolant(pieces)
        self.curve.set_value(polygon.function)
        places = self.plot.points_of(np.column_stack([polygon.knots, polygon.values]))
        radius = min(KNOT, CLOSEST * float(places[1, 0] - places[0, 0]))
        self.knots.set_points((mn.Circle(radius).points + places[:, None]).reshape(-1, 3))
        outside = [polygon.function.corners(*ends) for ends in self.outside(pieces, width)]
        draw(self.splints, polyline(*map(self.plot.points_of, outside)), places[0])
        self.splints.set_stroke(opacity=float(bool(outside)))
        return self
