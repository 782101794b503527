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
ACROSS_AT = {True: 0.5, False: 0.82}
"""How far along a tread its factor stands, alone, or with that of the riser at its start."""
OFF_TREAD, OFF_RISER = 0.08, 0.12
"""From the lines of a stair to their factors."""


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
    times the pieces; with the factors of both.
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
        self.down = Typeset(down, theme, SIZES.tick, "error")
        self.across = Typeset(across, theme, SIZES.tick, "ramp")
        super().__init__(self.riser, self.tread, self.down, self.across)

    @property
    def is_roomy(self) -> bool:
        """Whether the riser's factor has room beside it, between the tread and the slope above."""
        (top, corner), (_, end) = self.paths
        left = 1 - (OFF_RISER + self.down.width) / (end[0] - corner[0])
        return bool(left * (top[1] - corner[1]) > self.down.height + 2 * OFF_TREAD)

    def put_factors(self, inside: bool) -> None:
        """Put the tread's factor below it, and the riser's inside the stair, or else below, too."""
        corner, end = self.paths[1]
        self.across.move_to(corner + ACROSS_AT[inside] * (end - corner))
        self.across.shift((OFF_TREAD + self.across.height / 2) * mn.DOWN)
        way = OFF_RISER * mn.RIGHT + OFF_TREAD * (mn.UP if inside else mn.DOWN)
        self.down.move_to(corner + way, aligned_edge=mn.DL if inside else mn.UL)
