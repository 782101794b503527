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
        self.number: Glyphs | None = None
        self.take(text)
        self.body.set_stroke(theme.ink, STROKES.curve - 1)
        self.place = np.zeros(3)

    def ride(self, place: np.ndarray) -> Self:
        """Be at this place of the frame."""
        self.shift(place - self.place)
        self.place = place
        return self

    def take(self, text: str) -> Glyphs:
        """Bear another number."""
        self.give()
        size = float(np.clip(CHORD * RADIUS / advance(text), SMALLEST_NUMBER, NUMBER))
        self.number = Glyphs(text, self.theme, size)
        self.number.place(self.body.get_center() - 0.33 * size * mn.UP, align=0.5)
        faults: tuple[FaultKind, ...] = ("crossing", "covered")
        for fault in faults:
            exempt(self.number, fault, "a bead is in front of the line that it rides on")
        self.add(self.number)
        return self.number

    def give(self) -> Glyphs | None:
        """Be empty; the number that it bore."""
        given, self.number = self.number, None
        if given:
            self.remove(given)
        return given

    def step_back(self) -> mn.Animation:
        """Step back: its rim grows thin and grey."""
        animation: mn.Animation = self.body.animate.set_stroke(
            self.theme.muted, STROKES.guide
        ).build()
        return animation

    def step_forward(self) -> mn.Animation:
        """Step forward: its rim is bright."""
        animation: mn.Animation = self.body.animate.set_stroke(
            self.theme.ink, STROKES.curve - 1
        ).build()
        return animation


class Spot(mn.Circle):
    """A pale hollow point, where a number is not, or is no longer."""

    def __init__(self, place: np.ndarray, theme: Theme, on: str = "ground") -> None:
        super().__init__(SPOT, stroke_color=theme.muted, stroke_width=STROKES.guide)
        self.set_fill(theme.colour(on), 1).move_to(place)
