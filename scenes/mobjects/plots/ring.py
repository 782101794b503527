"""A ring around a place that is worth a look."""

from __future__ import annotations

import manim as mn

from scenes.mobjects.exemptions import exempt
from scenes.mobjects.plots.plot import Plot
from scenes.theme import STROKES


class Ring(mn.VGroup):
    """A ring around a data point, parted from what it crosses by a rim of the ground's colour.

    At the left end of the plot it is smaller, so that it keeps clear of the numbers there.
    """

    RADIUS = 0.22
    RIM = 2.4 * STROKES.guide
    OVERHANG = 0.1

    def __init__(self, plot: Plot, x: float, y: float, role: str) -> None:
        middle = plot.point(x, y)
        radius = min(self.RADIUS, self.OVERHANG + float(middle[0]) - plot.window.left)
        rim = mn.Circle(radius, stroke_color=plot.theme.ground, stroke_width=self.RIM)
        line = mn.Circle(radius, stroke_color=plot.theme.colour(role), stroke_width=STROKES.guide)
        exempt(rim, "contrast", "a rim of the ground's colour parts the ring from what it crosses")
        super().__init__(rim, line)
        self.set_fill(opacity=0).move_to(middle)
