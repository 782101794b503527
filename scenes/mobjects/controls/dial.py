"""Dials: a number that is turned by hand, small on its wire, and large while it is turned."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import draw, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

RADIUS, RING, LARGE = 0.14, 0.19, 0.92
"""Of a small dial, of the ring around the one that is turned, and of the arc of a large one."""
FURTHEST = 0.75 * np.pi
"""How far from upright a dial can be turned, to either side."""
HAND, LARGE_HAND = np.array([0.2, 1.0]), np.array([0.76, 0.93])
"""Where hands begin and end, as shares of the radii."""
NUMBER, NAME = 0.52, 0.5
"""Em heights."""
MOVING = 2
"""So many decimals has a number on its way at least."""
NUMBER_AT, NAME_AT = 0.16 * mn.DOWN, 0.96 * mn.DOWN
"""Their baselines, from the middle."""
SITTING: tuple[FaultKind, ...] = ("crossing", "overlap", "covered")
"""What a dial on a wire does."""


def angle_of(value: float) -> float:
    """Where the hand points: up for 0, to the right of that for a number above it."""
    return float(np.pi / 2 - FURTHEST * value / (abs(value) + 1))


def _along(angle: float | np.ndarray) -> np.ndarray:
    return np.stack([np.cos(angle), np.sin(angle), 0 * np.cos(angle)], axis=-1)


class Dial(mn.VGroup, Live[float]):
    """A small dial, which lets its number be guessed from where its hand points."""

    def __init__(self, theme: Theme, place: np.ndarray, role: str, value: float = 0.0) -> None:
        self.place, self.role, self.theme = place, role, theme
        self.rest, self.bright = theme.faint("muted"), theme.colour(role)
        self.rim = mn.Circle(RADIUS, fill_color=theme.ground, fill_opacity=1).move_to(place)
        self.hand = mn.VMobject(fill_opacity=0)
        super().__init__(self.rim, self.hand)
        for fault in SITTING:
            exempt(self, fault, "it sits on its wire")
        self.set_value(value).set_stroke(self.rest, STROKES.guide)

    def set_value(self, value: float) -> Self:
        """Be turned to another number."""
        self.value = value
        ends = self.place + RADIUS * HAND[:, None] * _along(angle_of(value))
        self.hand.set_points(polyline(ends))
        return self

    def light(self, lit: float) -> None:
        """Be bright in the colour of its role (1), or dim (0): grey, if it never was bright."""
        colour = mn.ManimColor(self.rest).interpolate(mn.ManimColor(self.bright), lit)
        self.set_stroke(colour)
        if lit == 1:
            self.rest = self.theme.faint(self.role)


class LargeDial(mn.VGroup, Live[float]):
    """A dial while it is turned, apart from the small one `of` its number, which is ringed."""

    def __init__(
        self, theme: Theme, place: np.ndarray, of: Dial, name: str, ends: tuple[float, float]
    ) -> None:
        self.place, self.ends, self.notation = place, ends, Notation.of(ends)
        colour = theme.colour(of.role)
        ring = mn.Circle(RING, colour, stroke_width=STROKES.guide).move_to(of.place)
        for fault in SITTING:
            exempt(ring, fault, "it is around a dial on its wire")
        track, self.arc, self.hand = (
            mn.VMobject(stroke_color=colour, stroke_width=STROKES.strong, fill_opacity=0)
            for colour in (theme.grid, colour, colour)
        )
        track.set_points(self._arc(-FURTHEST + np.pi / 2, FURTHEST + np.pi / 2))
        exempt(track, "contrast", "it shows how far the dial could be turned")
        self.number = Glyphs("0", theme, NUMBER, of.role)
        name_of = Typeset(f"{of.role} {name}", theme, NAME, of.role).place(
            place + NAME_AT, align=0.5
        )
        super().__init__(ring, track, self.arc, self.hand, self.number, name_of)
        exempt(self, "jump", "one dial takes the place of another")
        exempt(self.hand, "crossing", "it passes a wide number as it turns")
        self.set_value(ends[0])

    def set_value(self, value: float) -> Self:
        """Be turned to another number."""
        resting = any(abs(value - end) < 1e-9 for end in self.ends)
        notation = self.notation if resting else Notation(max(MOVING, self.notation.decimals))
        self.number.spell(notation(value)).place(self.place + NUMBER_AT, align=0.5)
        angle = angle_of(value)
        draw(self.arc, self._arc(np.pi / 2, angle), self.place)
        ends = self.place + LARGE * LARGE_HAND[:, None] * _along(angle)
        self.hand.set_points(polyline(ends))
        return self

    def _arc(self, start: float, end: float) -> np.ndarray:
        angles = np.linspace(start, end, 48)
        return polyline(self.place + LARGE * _along(angles))
