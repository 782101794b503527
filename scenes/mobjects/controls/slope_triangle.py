"""A slope triangle: one step across, and an arrow from there to the line."""

from __future__ import annotations

import manim as mn
import numpy as np

from scenes.layout import EDGE, MARGIN
from scenes.mobjects.arrows import arrow, point
from scenes.mobjects.controls.beads import DOT, disc
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import halo, legible
from scenes.mobjects.lines import polygon, polyline
from scenes.mobjects.text.glyphs import HEIGHT, Glyphs
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

NAME, RUN = 0.66, 0.46
"""The em heights of the rise's name and number, and of the run's number."""
FILL = 0.16
BESIDE, UNDER = 0.24, 0.5
"""From the arrow to its number at its right, and from the run down to its own."""
SUNK, OFF_LINE = 0.8, 0.14
"""From the floor down to a number that has no room beside a short arrow; from a line to one."""
ROOMY, DEEP = 0.58, 0.75
"""So high, or so deep, is an arrow that has its number beside it."""
ACROSS = 0.55
"""Where along the run its number is."""


def texts_beside(run: float, rise: float, width: float) -> np.ndarray:
    """(3,) how high the rise's and the run's numbers are over the run, and where along it that is.

    Both keep clear of the line, which goes on to both sides of the triangle. `width` is that of the
    rise's name and number.
    """
    height = NAME * HEIGHT
    if -DEEP < rise < 0:  # under the line
        slope = rise / run
        sunk = min(-SUNK, slope * (run + BESIDE + width) - height - OFF_LINE)
        under = slope * ACROSS * run - RUN * HEIGHT - OFF_LINE
        return np.array([sunk, min(-UNDER, under), ACROSS])
    if rise < ROOMY:
        away = 0.4 * rise - height / 2 if rise < 0 else -SUNK
        return np.array([min(away, -height - OFF_LINE), -UNDER, ACROSS + 0.15 * (rise < 0)])
    return np.array([max(OFF_LINE, 0.4 * rise - height / 2), -UNDER, ACROSS])


class SlopeTriangle(mn.VGroup):
    """The run is 1, and the rise an arrow with a handle on its tip, by which it moves a line.

    `tag` is the name of the rise and its number, in the colour of `role`.
    """

    def __init__(self, theme: Theme, role: str, letter: str) -> None:
        colour = theme.colour(role)
        self.area = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=FILL)
        self.run = mn.VMobject(stroke_color=theme.ink, stroke_width=STROKES.curve, fill_opacity=0)
        self.theme, self.one = theme, Typeset("$1$", theme, RUN)
        self.arrow, self.handle = arrow(theme, role), disc(theme, role)
        self.letter = Typeset(f"${letter} = thick$", theme, NAME, role)
        self.number = Glyphs("0", theme, NAME, role)
        self.tag = legible(mn.VGroup(self.letter, self.number), theme)
        super().__init__(self.run, self.one, self.area, self.arrow, self.handle, self.tag)
        exempt(self, "cut", "it may follow its corner out of the picture")
        exempt(self.run, "contrast", "it may lie on the line itself")
        exempt(self.arrow, "contrast", "it starts on the run and ends in its handle")
        exempt(self.one, "crossing", "the line passes it only while it turns")
        exempt(self.tag, "covered", "a corner that comes back from afar passes it")
        exempt(self.tag, "jump", "it keeps clear of the line, which turns fast")

    def write(self, text: str) -> None:
        """Say how large the rise is."""
        self.number.spell(text)

    @property
    def width_of_tag(self) -> float:
        """The width of the rise's name and number."""
        return self.letter.advance + self.number.advance

    def lie(
        self,
        corner: np.ndarray,
        run: float,
        rise: float,
        texts: np.ndarray | None = None,
        reach: float = EDGE,
    ) -> None:
        """Lie at a corner of the frame, with its texts where `texts_beside` says, or others say.

        No number is further than `reach` from the middle of the frame.
        """
        foot = corner + run * mn.RIGHT
        tip = foot + rise * mn.UP
        self.area.set_points(polygon(np.array([corner, foot, tip])))
        self.run.set_points(polyline(np.array([corner, foot])))
        point(self.arrow, np.array([foot, tip]), DOT)
        self.handle.move_to(tip)
        up, under, across = texts_beside(run, rise, self.width_of_tag) if texts is None else texts
        self.one.place(corner + np.array([across * run, under, 0.0]), align=0.5)
        half = self.width_of_tag / 2
        furthest = max(0.0, min(reach, EDGE - MARGIN) - half)
        middle = float(np.clip(foot[0] + BESIDE + half, -furthest, furthest))
        start = np.array([middle - half, foot[1] + up, 0.0])
        self.letter.place(start)
        self.number.place(start + self.letter.advance * mn.RIGHT)
        halo(self.tag, self.theme, on="floor" if up < 0 else "ground")
