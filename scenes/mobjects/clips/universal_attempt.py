"""Straight pieces that try to stay inside a tube, and how many there are."""

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
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

SPLINT = 15.0
"""The stroke width of what is outside: thicker than the curve and the edge of the tube."""
KNOT, CLOSEST = 0.075, 0.3
"""The radius of a knot, in frame units, and its largest share of a piece."""
SIZE = 0.62
"""The em height of the number of pieces."""
SPACE = 0.16
"""Between the number and its noun."""
MARK = 0.2
"""Half of a cross is so wide."""


class Attempt(mn.VGroup, Live[tuple[int, float]]):
    """The curve of so many equal pieces; red is what of it is outside a tube of a half-width."""

    def __init__(self, plot: Window, tubes: Tubes, pieces: int, width: float) -> None:
        theme, self.plot, self.tubes = plot.theme, plot, tubes
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
        paths = [
            self.plot.points_of(polygon.function.corners(low, high))
            for low, high in self.outside(pieces, width)
        ]
        draw(self.splints, polyline(*paths), places[0])
        self.splints.set_stroke(opacity=float(bool(paths)))
        return self


class Count(mn.VGroup, Live[int]):
    """`7 pieces` and a mark: a cross while some of them are outside, or else a tick.

    The mark stands at `corner`, the words before it.
    """

    def __init__(self, theme: Theme, corner: np.ndarray, pieces: int, size: float = SIZE) -> None:
        self.theme, self.corner, scale = theme, corner, size / SIZE
        self.mark = mn.VMobject(stroke_width=9 * scale, fill_opacity=0)
        self.mark.cap_style, self.mark.joint_type = mn.CapStyleType.ROUND, mn.LineJointType.ROUND
        self.half = MARK * scale
        end = corner - (2.2 * self.half + 0.6 * size) * mn.RIGHT
        self.plural = Typeset("s", theme, size).place(end, align=1.0)
        noun = Typeset("piece", theme, size).place(end - self.plural.advance * mn.RIGHT, align=1.0)
        self.end = end - (self.plural.advance + noun.advance + SPACE * scale) * mn.RIGHT
        self.number = Glyphs("1", theme, size)
        super().__init__(self.number, noun, self.plural, self.mark)
        self.set_value(pieces).tick(False)

    def set_value(self, value: int) -> Self:
        """Count other pieces."""
        self.number.spell(f"{value}").place(self.end, align=1.0)
        self.plural.set_opacity(float(value != 1))
        return self

    def tick(self, ticked: bool = True) -> Self:
        """Show a tick, or else a cross."""
        self.ticked = ticked
        cross = [[[-1, 1], [1, -1]], [[-1, -1], [1, 1]]]
        tick = [[[-1.2, 0], [-0.4, -1]], [[-0.4, -1], [1.2, 1.2]]]
        middle = self.corner + np.array([-1.2 * self.half, 0.33 * self.number.size, 0.0])
        lines = np.dstack([tick if ticked else cross, np.zeros((2, 2))]) * self.half + middle
        colour = self.theme.colour("total" if ticked else "error")
        self.mark.set_points(polyline(lines)).set_stroke(colour)
        return self

    def turn(self, ticked: bool) -> mn.Animation:
        """The cross becomes a tick, or the tick a cross."""
        before = self.mark.copy()
        self.tick(ticked)
        after = self.mark.copy()
        self.mark.become(before)
        return mn.Transform(self.mark, after)
