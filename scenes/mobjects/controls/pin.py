"""A pin about which a line turns."""

from __future__ import annotations

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import exempt
from scenes.theme import STROKES, Theme

RING, AXLE = 0.2, 0.065
"""Radii of the ring around a line's corner, and of the dot in it."""
DASHES = 12


class Pin(mn.VGroup):
    """A ring with its axle; where it holds nothing, a dashed ring that is empty."""

    def __init__(self, theme: Theme) -> None:
        ring = mn.Circle(RING, stroke_color=theme.ink, stroke_width=STROKES.curve - 1)
        self.empty = mn.DashedVMobject(ring.copy(), num_dashes=DASHES)
        self.ring = ring.set_fill(theme.ground, 1)
        self.axle = mn.Circle(AXLE, stroke_width=0).set_fill(theme.ink, 1)
        super().__init__(self.empty, self.ring, self.axle)
        exempt(self, "cut", "it may follow its corner out of the picture")
        exempt(self, "contrast", "it stands in front of its line")
        self.place = np.zeros(3)

    def hold(self, place: np.ndarray, share: float = 1.0) -> None:
        """Be at this place of the frame, and hold the line there wholly, in part or (0) not."""
        self.shift(place - self.place)
        self.place = place
        for whole in (self.ring, self.axle):
            whole.set_opacity(share)
        self.empty.set_opacity(1 - share)
