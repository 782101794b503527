"""How far something has been moved along the axis."""

from __future__ import annotations

import manim as mn
import numpy as np

from scenes.mobjects.lines import heads, polyline
from scenes.mobjects.plots.plot import Plot
from scenes.mobjects.text.formulas import SMALLEST
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.theme import SIZES, STROKES

HEAD = 0.16
CLEAR = 0.14
"""Between the arrow, or a curve, and the number."""


class Shift(mn.VGroup):
    """A level arrow in a plot from a ramp of slope 1 to its copy, with the distance over it."""

    def __init__(
        self,
        plot: Plot,
        start: float,
        end: float,
        height: float,
        role: str,
        notation: Notation,
    ) -> None:
        ends = plot.points_of(np.array([[start, height], [end, height]]))
        tail, tip = ends
        self.arrow = mn.VMobject(
            stroke_color=plot.theme.colour(role),
            stroke_width=STROKES.guide,
            fill_opacity=0,
            joint_type=mn.LineJointType.ROUND,
        ).set_points(polyline(ends, heads(ends[None], HEAD)))
        markup = f"${notation.markup(end - start)}$"
        unit = plot.point(1.0, 1.0) - plot.point(0.0, 0.0)
        lean = (CLEAR + SIZES.label) * unit[0] / unit[1]  # of the ramps, up to the number's top
        room = (tip - tail)[0] - lean - 2 * CLEAR
        size = max(SMALLEST, min(SIZES.label, room / typeset(markup).advance))
        self.distance = Typeset(markup, plot.theme, size, role)
        middle = (tail + tip + lean * mn.RIGHT) / 2
        self.distance.place(middle + CLEAR * mn.UP, align=0.5)
        super().__init__(self.arrow, self.distance)
