"""Lamps on a panel, one for each neuron: full where it is on, empty where it is off."""

from __future__ import annotations

from collections.abc import Sequence

import manim as mn
import numpy as np

from scenes.mobjects.space.space import NEURON_ROLES
from scenes.theme import STROKES, Theme

STEP, RIM = 2.7, 1.75
"""From lamp to lamp, and from a lamp to the rim of the panel that it is on: in radii."""


class Lamps(mn.VGroup):
    """The lamps of neurons, each of this radius."""

    def __init__(self, theme: Theme, pattern: Sequence[bool], radius: float) -> None:
        wide, high = 2 * radius * half_panel(len(pattern))
        panel = mn.RoundedRectangle(width=wide, height=high, corner_radius=high / 2)
        panel.set_stroke(width=0).set_fill(theme.ground, opacity=1)
        row = mn.VGroup()
        for role, on in zip(NEURON_ROLES, pattern, strict=False):
            colour = theme.colour(role)
            lamp = mn.Circle(radius, stroke_width=STROKES.guide).set_fill(colour, float(on))
            row.add(lamp.set_stroke(colour if on else theme.faint(role)))
        super().__init__(panel, row.arrange(mn.RIGHT, buff=(STEP - 2) * radius))


def half_panel(count: int) -> np.ndarray:
    """Half the width and the height of the panel for so many lamps, in radii."""
    return np.array([(count - 1) / 2 * STEP + RIM, RIM])
