"""The table of the signature clip: on which neurons the points of each class score."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining
from scenes.mobjects.clips.signature_marks import badges, large
from scenes.mobjects.live import Live
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.theme import STROKES, Theme

PLACE, ACROSS, DOWN = np.array([0.0, 1.45, 0.0]), 0.48, 0.6
"""Where the first class has its mark; from one badge to the next, and from class to class."""
SMALLER, HEAD = 0.7, np.array([PLACE[0] - 0.13, 2.0, 0.0])
"""How large badges are, of those elsewhere; where what stands above the table starts."""


class Table(mn.VGroup, Live[float]):
    """A mark for each class, and beside it the neurons, after a share of the training.

    A badge is full where nearly all points of the class score, hollow where hardly any does, and
    half-strong between. off: how far off all is.
    """

    def __init__(self, theme: Theme, model: SignatureTraining, off: np.ndarray) -> None:
        self.theme, self.model = theme, model
        self.marks = large(theme, len(model.scoring(0.0)))
        super().__init__()
        for each, mark in enumerate(self.marks):
            place = PLACE + off + each * DOWN * mn.DOWN
            row = badges(theme).scale(SMALLER, about_point=np.zeros(3)).shift(place)
            for neuron, badge in enumerate(row):
                badge.shift((neuron + 1) * ACROSS * mn.RIGHT)
            self.add(mn.VGroup(mark.set_value(place[np.newaxis]), *row))
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Show another moment."""
        theme = self.theme
        for (_, *row), kinds in zip(self, self.model.patterns(value), strict=True):
            for (disc, number), role, kind in zip(row, NEURON_ROLES, kinds, strict=True):
                strong, faint = theme.colour(role), theme.faint(role)
                fill, rim, digit = {
                    "all": (strong, strong, theme.ground),
                    "some": (theme.body(role), strong, theme.ink),
                    "none": (theme.ground, faint, faint),
                }[kind]
                disc.set_fill(fill).set_stroke(rim, STROKES.axis)
                number.set_fill(digit)
        return self
