"""Handles: the place where something is pulled, and how far it has been."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.arrows import arrow, point
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import Glow
from scenes.theme import STROKES, Theme

RIM, DOT = 0.2, 0.075
"""The radii of a handle, and of the dot in its middle."""


class Handle(mn.VGroup, Live[np.ndarray]):
    """A white knob that is pulled; an arrow follows it from where it was. Its value is its place.

    role: whose colour it has; what is pulled is white.
    """

    def __init__(self, theme: Theme, place: np.ndarray, role: str = "ink") -> None:
        colour = theme.colour(role)
        rim = mn.Circle(RIM, stroke_color=colour, stroke_width=STROKES.curve)
        dot = mn.Circle(DOT, stroke_width=0, fill_color=colour, fill_opacity=1)
        self.start, self.arrow = place, arrow(theme, role)
        exempt(self.arrow, "crossing", "it follows its handle along a line")
        self.knob = mn.VGroup(Glow(rim, theme), rim.set_fill(theme.ground, 1), dot)
        super().__init__(self.arrow, self.knob)
        self.set_value(place)

    def set_value(self, value: np.ndarray) -> Self:
        """Have been pulled to another place."""
        self.knob.move_to(value)
        point(self.arrow, np.array([self.start, value]), RIM)
        return self
