"""Errors as columns on paper that is stretched until they are points, and the stairs between."""

from __future__ import annotations

from typing import Any, Self

import manim as mn
import numpy as np

from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.neurons_curve import upright
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.logarithmic import LogarithmicPaper
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES

WIDTH = 0.6
"""Of a column, in frame units."""
DOT = 0.12
ABOVE = 0.16
"""From the top of a column, or a point, to its number."""
ACROSS_AT = 0.68
"""How far along a tread its factor stands."""
BELOW, OFF_RISER = 0.28, 0.12
"""From a tread down to the middle of a factor, and from a riser to its factor."""


class ErrorColumn(mn.VGroup, Live[tuple[float, float]]):
    """A column over a count of pieces, as high as an error, its number, and its stem (drawn apart).

    Its value is the error, and how far the column has become a point on a thin stem.
    """

    def __init__(self, paper: LogarithmicPaper, count: int, number: Typeset) -> None:
        theme = paper.theme
        self.paper, self.count, self.number = paper, count, number
        self.body = mn.VMobject(stroke_width=0, fill_color=theme.error, fill_opacity=1)
        self.stem = mn.VMobject(stroke_color=theme.faint("error"), stroke_width=STROKES.hair)
        self.dot = mn.Circle(DOT, stroke_width=0, fill_color=theme.error, fill_opacity=1)
        super().__init__(self.body, self.dot)

    def set_value(self, value: tuple[float, float]) -> Self:
        """Show another error, or be more of a point; on the paper as it is now."""
        self.error, thin = value
        top = self.paper.point(self.count, self.error)
        foot = np.array([top[0], self.paper.window.bottom, 0.0])
        self.ends = np.array([foot, top])
        self.body.set_points(polygon(upright(self.ends, WIDTH)))
        self.stem.set_points(polyline(self.ends))
        self.body.set_fill(opacity=1 - thin)
        self.stem.set_stroke(opacity=thin)
        self.dot.move_to(top).set_fill(opacity=thin)
        half = self.number.advance / 2
        aside = thin * (half + 0.4 * ABOVE)
        self.number.place(top + np.array([aside - half, ABOVE, 0.0]))
        return self

    def thinning(self, **options: Any) -> mn.Animation:
        """From a column to a point, wherever its paper goes."""
        return Morph(self, lambda share: (self.error, share), **options)


class Stair(mn.VGroup):
    """From one point to the next: a riser, by what the error is divided, and a tread, so many
    times the pieces; below the tread stand the factors, that of the riser at its foot.
    """

    def __init__(self, before: ErrorColumn, after: ErrorColumn, down: str, across: str) -> None:
        theme, start, end = before.paper.theme, before.ends[1], after.ends[1]
        corner = np.array([start[0], end[1], 0.0])
        self.paths = np.array([[start, corner], [corner, end]])
        self.riser, self.tread = (
            mn.VMobject(stroke_color=theme.colour(role), stroke_width=STROKES.curve)
            for role in ("error", "ramp")
        )
        for line, path in zip((self.riser, self.tread), self.paths, strict=True):
            line.set_points(polyline(path))
            exempt(line, "covered", "points and stems stand on the stairs")
        self.down = Typeset(down, theme, SIZES.label, "error")
        self.across = Typeset(across, theme, SIZES.label, "ramp")
        room = (end[0] - start[0] - 4 * OFF_RISER) / (self.down.width + self.across.width)
        for factor in (self.down, self.across):
            factor.scale(min(1.0, room))
        self.down.next_to(corner + BELOW * mn.DOWN, mn.RIGHT, buff=OFF_RISER)
        self.across.move_to(corner + ACROSS_AT * (end - corner) + BELOW * mn.DOWN)
        super().__init__(self.riser, self.tread, self.down, self.across)
