"""Ticks and crosses: whether something holds."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.theme import Theme

STROKE = 44.0
"""How wide its strokes are, for a mark of one frame unit."""
CROSS = [[[-1, 1], [1, -1]], [[-1, -1], [1, 1]]]
TICK = [[[-1.2, 0], [-0.4, -1]], [[-0.4, -1], [1.2, 1.2]]]


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
