"""A slope triangle: one step across, and an arrow that says how much a line rises in it."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.layout import EDGE, MARGIN
from scenes.mobjects.arrows import arrow, point
from scenes.mobjects.controls.beads import DOT, disc
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import SPACING, legible
from scenes.mobjects.lines import polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

NAME, RUN = 0.62, 0.44
"""The em heights of the rise's name and number, and of the run's number."""
FILL = 0.16
LANE, UNDER, DEPTH = 0.38, 0.4, 1.45
"""From the line's foot down to the run, and on to its number; to the rise's name and number."""


class SlopeTriangle(mn.VGroup, Live[float]):
    """The run is a step to the right, and the rise an arrow: up to a line, or down from it.

    Its value is the side of the line's corner where it lies: 1 at the right, -1 at the left; on
    its way from one to the other it has no height. `tag`, under its foot, is the rise's name and
    number, and `leader` leads down to it.
    """

    def __init__(self, theme: Theme, role: str, letter: str) -> None:
        colour = theme.colour(role)
        self.area = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=FILL)
        self.run, self.one = arrow(theme, "ink", leg=STROKES.curve), Typeset("$+1$", theme, RUN)
        self.arrow, self.handle = arrow(theme, role), disc(theme, role)
        self.letter = Typeset(f"${letter} = thick$", theme, NAME, role)
        self.number = Glyphs("0", theme, NAME, role)
        self.digit = self.number.advance
        self.tag = legible(mn.VGroup(self.letter, self.number), theme, "floor")
        self.leader = mn.VMobject(stroke_color=colour, stroke_width=STROKES.axis, fill_opacity=0)
        names(self.one, self.run)
        names(self.tag, self.arrow)
        told = self.leader, self.tag
        super().__init__(self.run, self.one, self.area, self.arrow, self.handle, *told)
        exempt(self, "cut", "it may follow its corner out of the picture")
        exempt(self.arrow, "contrast", "it begins or ends in its handle, which is on the line")
        exempt(self.arrow, "covered", "that of a small rise is no longer than its handle")
        exempt(self.one, "crossing", "the line passes it only while it turns")
        exempt(self.one, "overlap", "it passes the middle as it changes sides")
        for fault in ("covered", "overlap"):
            exempt(self.tag, fault, "a corner that comes back from afar passes it")
        exempt(self.tag, "jump", "at the edge of the picture it makes room for a longer number")
        self.side, self.deep = 1.0, DEPTH
        self.lie(np.zeros(3), 1.0, 0.0)

    def write(self, text: str) -> None:
        """Say how large the rise is."""
        self.number.spell(text)

    def lie(self, corner: np.ndarray, run: float, rise: float, reach: float = EDGE) -> None:
        """Lie at a corner of the frame, with no part of `tag` further from the middle than that."""
        self.corner, self.across, self.up, self.reach = corner, run, rise, reach
        if rise:
            self.side = float(np.sign(rise))
        self.set_value(self.side)

    def set_value(self, value: float) -> Self:
        """Lie on this side of the corner."""
        self.side, corner = value, self.corner
        foot = corner + value * self.across * mn.RIGHT
        tip = foot + value * self.up * mn.UP
        self.area.set_points(polygon(np.array([corner, foot, tip])))
        rises = value > 0
        point(self.arrow, np.array([foot, tip] if rises else [tip, foot]), DOT if rises else 0.0)
        self.handle.move_to(tip)
        middle = corner + value * self.across / 2 * mn.RIGHT + LANE * mn.DOWN
        ends = middle + np.outer([-0.5, 0.5], self.across * mn.RIGHT)
        point(self.run, ends, 0.0)
        self.one.place(middle + UNDER * mn.DOWN, align=0.5)
        width = self.letter.advance + self.number.advance
        furthest = max(width / 2, min(self.reach, EDGE - MARGIN))
        under = foot[0] - (self.letter.advance + self.digit) / 2  # whatever more digits there are
        left = float(np.clip(under, -furthest, furthest - width))
        start = np.array([left, foot[1] - self.deep, 0.0])
        self.letter.place(start)
        self.number.place(start + self.letter.advance * mn.RIGHT)
        top = np.array([foot[0], self.tag.get_top()[1] + SPACING, 0.0])
        self.leader.set_points(polyline(np.array([foot, top])))
        return self
