"""Lamps on a panel, one for each neuron: full where it is on, empty where it is off."""

from __future__ import annotations

from collections.abc import Sequence

import manim as mn
import numpy as np

from scenes.mobjects.lines import filled
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.theme import STROKES, Theme

STEP, RIM = 2.7, 1.75
"""From lamp to lamp, and from a lamp to the rim of the panel that it is on: in radii."""
TURNS = np.linspace(-np.pi / 2, 3 * np.pi / 2, 34)
ROUND = np.column_stack([np.cos(TURNS), np.sin(TURNS), 0 * TURNS])


class Lamps(mn.VGroup):
    """The lamps of neurons, each of this radius, after a name, if there is one."""

    def __init__(
        self, theme: Theme, pattern: Sequence[bool], radius: float, *name: mn.VMobject
    ) -> None:
        self.lamps, apart = mn.VGroup(), (STEP - 2) * radius
        for role, on in zip(NEURON_ROLES, pattern, strict=False):
            colour = theme.colour(role)
            lamp = mn.Circle(radius, stroke_width=STROKES.guide).set_fill(colour, float(on))
            self.lamps.add(lamp.set_stroke(colour if on else theme.faint(role)))
        self.lamps.arrange(mn.RIGHT, buff=apart)
        inside = mn.VGroup(*[text.next_to(self.lamps, mn.LEFT, apart) for text in name], self.lamps)
        wide, high = inside.width + 2 * (RIM - 1) * radius, 2 * RIM * radius
        ends = np.repeat([[wide - high, 0, 0], [high - wide, 0, 0]], len(ROUND) // 2, axis=0)
        panel = filled(theme.ground, (ends + high * ROUND) / 2).move_to(inside)
        super().__init__(panel, self.lamps, *name)


def half_panel(count: int) -> np.ndarray:
    """Half the width and the height of the panel for so many lamps, in radii."""
    return np.array([(count - 1) / 2 * STEP + RIM, RIM])
