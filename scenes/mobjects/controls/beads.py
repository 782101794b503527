"""Beads: numbers that ride on a line, and the points that they leave behind."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.text.glyphs import Glyphs, advance
from scenes.theme import STROKES, Theme

RADIUS = 0.38
NUMBER, SMALLEST_NUMBER = 0.42, 0.3
"""The em height of a number on a bead, and of one that is long: the bead gets wider then."""
CHORD = 1.68
"""How much of a round bead its number may fill, in radii."""
PADDING = 0.15
"""From a long number to either end of its bead."""
BRIGHT = STROKES.curve - 1
"""The width of the rim of a bead that is spoken of."""
SPOT = 0.09
"""The radius of a hollow point."""


class NumberBead(mn.VGroup):
    """A body that rides on a line, with its number inside; longer than high for a long number."""

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        fits = SMALLEST_NUMBER * advance(text) <= CHORD * RADIUS
        self.half = RADIUS if fits else SMALLEST_NUMBER * advance(text) / 2 + PADDING
        self.body = mn.RoundedRectangle(
            corner_radius=RADIUS, width=2 * self.half, height=2 * RADIUS
        ).set_fill(theme.ground, 1)
        self.add(self.body)
        self.number = self.take(text)
        self.body.set_stroke(theme.ink, BRIGHT)
        self.place = np.zeros(3)

    def ride(self, place: np.ndarray) -> Self:
        """Be at this place of the frame."""
        self.shift(place - self.place)
        self.place = place
        return self

    def take(self, text: str) -> Glyphs:
        """Bear another number than the one that it has given."""
        size = float(np.clip(CHORD * RADIUS / advance(text), SMALLEST_NUMBER, NUMBER))
        self.number = Glyphs(text, self.theme, size)
        self.number.place(self.body.get_center() - 0.33 * size * mn.UP, align=0.5)
        faults: tuple[FaultKind, ...] = ("crossing", "covered", "contrast")
        for fault in faults:
            exempt(self.number, fault, "it is in front of its line, and comes out past its rim")
        self.add(self.number)
        return self.number

    def give(self) -> Glyphs:
        """Be empty; the number that it bore."""
        self.remove(self.number)
        return self.number

    def step_back(self) -> mn.Animation:
        """Its rim grows thin and grey."""
        return self._turn("ground", "muted", STROKES.guide)

    def step_forward(self) -> mn.Animation:
        """Its rim is bright."""
        return self._turn("ground", "ink", BRIGHT)

    def open(self) -> mn.Animation:
        """A bright ring under ground: as full as usual it would flash, were it to move fast."""
        return self._turn("floor", "ink", BRIGHT)

    def _turn(self, fill: str, rim: str, width: float) -> mn.Animation:
        look = self.body.copy().set_fill(self.theme.colour(fill))
        look.set_stroke(self.theme.colour(rim), width)
        return mn.Transform(self.body, look)


class Spot(mn.Circle):
    """A pale hollow point, where a number is not, or is no longer."""

    def __init__(self, place: np.ndarray, theme: Theme, on: str = "ground") -> None:
        super().__init__(SPOT, stroke_color=theme.muted, stroke_width=STROKES.guide)
        self.set_fill(theme.colour(on), 1).move_to(place)
