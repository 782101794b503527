"""Errors as columns on paper that is stretched until they are points, and the stairs between."""

from __future__ import annotations

from typing import Any, Self

import manim as mn
import numpy as np

from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.neurons_curve import upright
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible
from scenes.mobjects.lines import polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.logarithmic import TYPE, LogarithmicPaper
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES

WIDTH = 0.36
"""Of a column, in frame units."""
DOT = 0.11
BESIDE, ON_GROUND = 0.27, 0.12
"""From the middle of a column, or a point, to its number, which stays above the baseline."""
OFF_TREAD, OFF_RISER = 0.1, 0.12
"""From the lines of a stair to their factors."""


class ErrorColumn(mn.VGroup, Live[tuple[float, float]]):
    """A column over a count of pieces, as high as an error, and its number (drawn apart).

    Its value is the error, and how far the column has become a point.
    """

    def __init__(self, paper: LogarithmicPaper, count: int, number: Typeset) -> None:
        self.paper, self.count, self.number = paper, count, number
        colour = paper.theme.error
        self.body = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
        self.dot = mn.Circle(DOT, stroke_width=0, fill_color=colour, fill_opacity=1)
        super().__init__(self.body, self.dot)

    def set_value(self, value: tuple[float, float]) -> Self:
        """Show another error, or be more of a point; on the paper as it is now."""
        self.error, thin = value
        top, floor = self.paper.point(self.count, self.error), self.paper.window.bottom
        self.ends = np.array([[top[0], floor, 0.0], top])
        self.body.set_points(polygon(upright(self.ends, WIDTH))).set_fill(opacity=1 - thin)
        self.dot.move_to(top).set_fill(opacity=thin)
        baseline = max(top[1] - 0.33 * self.number.size, floor + ON_GROUND)
        self.number.place(np.array([top[0] + BESIDE, baseline, 0.0]))
        return self

    def thinning(self, **options: Any) -> mn.Animation:
        """From a column to a point, wherever its paper goes."""
        return Morph(self, lambda share: (self.error, share), **options)


class Stair(mn.VGroup):
    """From one point to the next: a riser, by what the error is divided, and a tread, so many
    times the pieces; with the factors of both.
    """

    def __init__(self, before: ErrorColumn, after: ErrorColumn, down: str, across: str) -> None:
        self.theme, start, end = before.paper.theme, before.ends[1], after.ends[1]
        corner = np.array([start[0], end[1], 0.0])
        self.paths = np.array([[start, corner], [corner, end]])
        self.riser, self.tread = (
            mn.VMobject(stroke_color=self.theme.colour(role), stroke_width=STROKES.curve)
            for role in ("error", "ramp")
        )
        for line, path in zip((self.riser, self.tread), self.paths, strict=True):
            line.set_points(polyline(path))
            exempt(line, "covered", "points stand on the stairs")
        self.down = legible(Typeset(down, self.theme, TYPE, "error"), self.theme)
        self.across = legible(Typeset(across, self.theme, TYPE, "ramp"), self.theme)
        super().__init__(self.riser, self.tread, self.down, self.across)
        x = max((corner[0] + end[0]) / 2, corner[0] + self.across.width / 2)
        self.across.move_to(np.array([x, corner[1] - OFF_TREAD - self.across.height / 2, 0.0]))
        room = OFF_RISER + self.down.width / 2
        self.down.move_to((start + corner) / 2 + room * mn.LEFT)
        self.is_roomy = bool(start[1] - end[1] > self.down.height + 2 * OFF_TREAD)
        if not self.is_roomy:
            self.down.match_y(self.across)

    def stepping_back(self) -> list[Any]:
        """It is not spoken of now."""
        factor = self.down.animate.set_fill(self.theme.muted)
        return [
            self.riser.animate.set_stroke(self.theme.faint("error")),
            self.tread.animate.set_stroke(self.theme.faint("ramp")),
            mn.FadeOut(self.across),
            factor if self.is_roomy else mn.FadeOut(self.down),
        ]
