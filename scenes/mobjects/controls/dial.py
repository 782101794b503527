"""Dials: a number that is turned by hand, on its wire."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import Notation
from scenes.theme import STROKES, Theme

FURTHEST = 0.75 * np.pi
"""How far from upright a dial can be turned, to either side."""
HAND = np.array([0.2, 1.0])
"""Where hands begin and end, as shares of the radius."""
NUMBER, BELOW = 0.46, 0.5
"""The em height of numbers, and from a dial to their baseline."""
CIRCLE = mn.Circle(1.0).points
MOVING = 1
"""So many decimals has a number on its way at least."""
SITTING: tuple[FaultKind, ...] = ("crossing", "overlap", "covered")
"""What a dial on a wire does."""


def angle_of(value: float) -> float:
    """Where the hand points: up for 0, to the right of that for a number above it."""
    return float(np.pi / 2 - FURTHEST * value / (abs(value) + 1))


def _along(angle: float | np.ndarray) -> np.ndarray:
    return np.stack([np.cos(angle), np.sin(angle), 0 * np.cos(angle)], axis=-1)


class Dial(mn.VGroup, Live[float]):
    """A dial, which lets its number be guessed from where its hand points; `lay` puts it down."""

    def __init__(self, theme: Theme, role: str) -> None:
        self.role, self.theme, self.value = role, theme, 0.0
        self.rest, self.bright = theme.faint("muted"), theme.colour(role)
        self.rim = mn.VMobject(fill_color=theme.ground, fill_opacity=1)
        self.hand = mn.VMobject(fill_opacity=0)
        super().__init__(self.rim, self.hand)
        for fault in SITTING:
            exempt(self, fault, "it sits on its wire")
        self.lay(np.zeros(3), 1.0).set_stroke(self.rest, STROKES.curve)

    def lay(self, place: np.ndarray, radius: float) -> Self:
        """Lie elsewhere, in another size."""
        self.place, self.radius = place, radius
        self.rim.set_points(place + radius * CIRCLE)
        return self.set_value(self.value)

    def set_value(self, value: float) -> Self:
        """Be turned to another number."""
        self.value = value
        ends = self.place + self.radius * HAND[:, None] * _along(angle_of(value))
        self.hand.set_points(polyline(ends))
        return self

    def light(self, lit: float) -> None:
        """Be bright in the colour of its role (1), or dim (0): grey, if it never was bright."""
        colour = mn.ManimColor(self.rest).interpolate(mn.ManimColor(self.bright), lit)
        self.set_stroke(colour)
        if lit == 1:
            self.rest = self.theme.faint(self.role)


class DialNumber(Glyphs, Live[float]):
    """The number of a dial, under it; it has decimals on the way from 0 to its end."""

    def __init__(self, dial: Dial, end: float) -> None:
        self.dial, notation = dial, Notation.of([end])
        self.notation = Notation(max(MOVING, notation.decimals))
        self.ends = {self.notation(value): notation(value) for value in (0.0, end)}
        super().__init__("0", dial.theme, NUMBER, dial.role)
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Be turned to another number."""
        text, below = self.notation(value), (self.dial.radius + BELOW) * mn.DOWN
        return self.spell(self.ends.get(text, text)).place(self.dial.place + below, align=0.5)
