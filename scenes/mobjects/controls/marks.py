"""Ticks and crosses: whether something holds, and with how many."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.labels import legible
from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import Theme

STROKE = 44.0
"""How wide its strokes are, for a mark of one frame unit."""
CROSS = [[[-1, 1], [1, -1]], [[-1, -1], [1, 1]]]
TICK = [[[-1.2, 0], [-0.4, -1]], [[-0.4, -1], [1.2, 1.2]]]
SPACE = 0.26
"""Between a number and its noun, in em."""


class Mark(mn.VMobject, Live[bool]):
    """A tick in the colour of what comes out, or a red cross, of which half is `size` wide."""

    def __init__(self, theme: Theme, middle: np.ndarray, size: float) -> None:
        super().__init__(stroke_width=STROKE * size, fill_opacity=0)
        self.cap_style, self.joint_type = mn.CapStyleType.ROUND, mn.LineJointType.ROUND
        self.theme, self.middle, self.size = theme, middle, size
        self.set_value(False)

    def set_value(self, value: bool) -> Self:
        """Be a tick, or else a cross."""
        lines = np.dstack([TICK if value else CROSS, np.zeros((2, 2))])
        self.set_points(polyline(self.size * lines + self.middle))
        self.set_stroke(self.theme.total if value else self.theme.error)
        return self


class Count(mn.VGroup, Live[int]):
    """`7 pieces`, which ends at `end`."""

    def __init__(
        self, theme: Theme, end: np.ndarray, size: float, noun: str, role: str = "ink"
    ) -> None:
        self.number, self.end, self.space = Glyphs("0", theme, size, role), end, SPACE * size
        self.nouns = [Typeset(noun, theme, size, role) for noun in (noun, f"{noun}s")]
        super().__init__(self.number, *self.nouns)
        legible(self, theme)
        self.set_value(1)

    def set_value(self, value: int) -> Self:
        """Count others."""
        hidden, shown = self.nouns[:: -1 if value == 1 else 1]
        hidden.set_opacity(0.0)
        shown.set_opacity(1.0).place(self.end, align=1.0)
        before = self.end - (shown.advance + self.space) * mn.RIGHT
        self.number.spell(f"{value}").place(before, align=1.0)
        return self
