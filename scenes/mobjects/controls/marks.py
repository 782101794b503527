"""Ticks and crosses: whether something holds, and with how many."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import Theme

STROKE = 44.0
"""How wide its strokes are, for a mark of one frame unit."""
CROSS = [[[-1, 1], [1, -1]], [[-1, -1], [1, 1]]]
TICK = [[[-1.2, 0], [-0.4, -1]], [[-0.4, -1], [1.2, 1.2]]]
SPACE, HALF = 0.26, 0.32
"""Between a number and its noun, and half the width of the cross after them, in em."""


class Mark(mn.VMobject):
    """A red cross, or a tick in the colour of what comes out; half of a cross is `size` wide."""

    def __init__(self, theme: Theme, middle: np.ndarray, size: float) -> None:
        super().__init__(stroke_width=STROKE * size, fill_opacity=0)
        self.cap_style, self.joint_type = mn.CapStyleType.ROUND, mn.LineJointType.ROUND
        self.theme, self.middle, self.size = theme, middle, size
        self.draw_mark(ticked=False)

    def draw_mark(self, *, ticked: bool) -> Self:
        """Be a tick, or else a cross."""
        lines = np.dstack([TICK if ticked else CROSS, np.zeros((2, 2))])
        self.set_points(polyline(self.size * lines + self.middle))
        self.set_stroke(self.theme.total if ticked else self.theme.error)
        return self

    def turn(self, *, ticked: bool) -> mn.Animation:
        """The cross becomes a tick, or the tick a cross."""
        return mn.Transform(self, self.copy().draw_mark(ticked=ticked))


class Count(mn.VGroup, Live[int]):
    """`7 pieces` and a mark, which ends at `corner`: a cross, until it is turned into a tick."""

    def __init__(self, theme: Theme, corner: np.ndarray, size: float, noun: str) -> None:
        self.mark = Mark(theme, corner + size * np.array([-1.2 * HALF, 0.33, 0.0]), HALF * size)
        self.end = corner - size * (2.4 * HALF + 0.5) * mn.RIGHT
        self.number, self.space = Glyphs("1", theme, size), SPACE * size
        self.nouns = [Typeset(noun, theme, size) for noun in (noun, f"{noun}s")]
        super().__init__(self.number, *self.nouns, self.mark)
        self.set_value(1)

    def set_value(self, value: int) -> Self:
        """Count others."""
        shown, hidden = self.nouns[:: -1 if value > 1 else 1]
        hidden.set_opacity(0.0)
        shown.set_opacity(1.0).place(self.end, align=1.0)
        before = self.end - (shown.advance + self.space) * mn.RIGHT
        self.number.spell(f"{value}").place(before, align=1.0)
        return self
