"""Beads: numbers that ride on a line, and the points that they leave behind."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.naming import names
from scenes.mobjects.text.glyphs import Glyphs, advance
from scenes.theme import STROKES, Theme

RADIUS = 0.42
NUMBER, SMALLEST_NUMBER = 0.42, 0.3
"""The em height of a number on a bead, and of one that is long: the bead gets wider then."""
CHORD = 1.5
"""How much of a round bead its number may fill, in radii."""
PADDING = 0.15
"""From a long number to either end of its bead."""
BRIGHT = STROKES.curve - 1
"""The width of the rim of a bead that is spoken of."""
SPOT, DOT = 0.09, 0.16
"""The radii of a hollow point and of a full one."""


class NumberBead(mn.VGroup):
    """A body that rides on a line, with its number inside; longer than high for a long number.

    smallest: the em height of a long number.
    """

    def __init__(
        self, text: str, theme: Theme, radius: float = RADIUS, smallest: float = SMALLEST_NUMBER
    ) -> None:
        super().__init__()
        self.theme = theme
        fits = smallest * advance(text) <= CHORD * radius
        self.half = radius if fits else smallest * advance(text) / 2 + PADDING
        self.body = mn.RoundedRectangle(
            corner_radius=radius, width=2 * self.half, height=2 * radius
        ).set_fill(theme.ground, 1)
        self.number = Glyphs(text, theme, NUMBER)
        faults: tuple[FaultKind, ...] = ("crossing", "covered", "contrast")
        for fault in faults:
            exempt(self.number, fault, "it is in front of its line, and comes out past its rim")
        self.add(self.body, names(self.number, self.body))
        self.write(text, size_on_a_bead(text, radius))
        self.body.set_stroke(theme.ink, BRIGHT)
        self.place = np.zeros(3)

    def ride(self, place: np.ndarray) -> Self:
        """Be at this place of the frame."""
        self.shift(place - self.place)
        self.place = place
        return self

    def write(self, text: str, size: float) -> None:
        """Bear a number, in the middle of the bead."""
        middle = self.body.get_center() - 0.33 * size * mn.UP
        self.number.spell(text).resize(size).place(middle, align=0.5)

    def step_back(self) -> mn.Animation:
        """Its rim grows thin and grey."""
        return self._turn("muted", STROKES.guide)

    def step_forward(self) -> mn.Animation:
        """Its rim is bright."""
        return self._turn("ink", BRIGHT)

    def _turn(self, rim: str, width: float) -> mn.Animation:
        look = self.body.copy().set_stroke(self.theme.colour(rim), width)
        return mn.Transform(self.body, look)


def size_on_a_bead(text: str, radius: float = RADIUS) -> float:
    """The em height at which a number fits on its bead."""
    return float(np.clip(CHORD * radius / advance(text), SMALLEST_NUMBER, NUMBER))


def disc(theme: Theme, role: str, radius: float = DOT) -> mn.Circle:
    """A dot that stands out from what it lies on."""
    dot = mn.Circle(radius, stroke_color=theme.ground, stroke_width=STROKES.guide)
    exempt(dot, "contrast", "a rim of the ground's colour parts the dot from what it lies on")
    return dot.set_fill(theme.colour(role), 1)
