"""The points of the signature clip: a colour and a mark for each class; neurons have numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import polygon, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs
from scenes.theme import STROKES, Theme

CLASS_ROLES = ("total", "error", "weight", "bias")
SIZE = 0.1
"""The radius of a round mark, the others being as large."""
DISC, TYPE = 0.29, 0.44
"""The radius of a neuron's disc, and the em height of its number."""


def _corners(count: int, turn: float, size: float) -> np.ndarray:
    angles = np.pi * (turn + 2 * np.arange(count) / count)
    return polygon(size * np.column_stack([np.cos(angles), np.sin(angles), np.zeros(count)]))


CIRCLE = mn.Circle(1.0, num_components=5).points
SHAPES = (CIRCLE, _corners(4, 0.25, 1.25), _corners(3, 0.5, 1.4), _corners(4, 0.0, 1.4))


class Marks(mn.VMobject, Live[np.ndarray]):
    """Marks of one class; their value is the places (k, 3) where they are.

    The third coordinate says how much nearer to the viewer, and so larger, a mark is.
    """

    def __init__(self, theme: Theme, each: int, size: float = SIZE) -> None:
        super().__init__(fill_color=theme.colour(CLASS_ROLES[each]), fill_opacity=1, stroke_width=0)
        self.shape = size * SHAPES[each]
        self.set_stroke(theme.ground, 3, background=True)
        exempt(self, "contrast", "a rim of the ground's colour parts marks from one another")
        self.set_value(np.zeros((1, 3)))

    def set_value(self, value: np.ndarray) -> Self:
        """Be somewhere else."""
        sizes = 1 + value[:, np.newaxis, 2:]
        marks = value[:, np.newaxis] * [1, 1, 0] + sizes * self.shape
        self.set_points(marks.reshape(-1, 3))
        return self


def hollow(theme: Theme, each: int) -> Marks:
    """Marks that lie over others and let them seem empty."""
    marks = Marks(theme, each).set_stroke(width=0, background=True)
    return marks.set_fill(theme.ground).set_stroke(theme.colour(CLASS_ROLES[each]), STROKES.guide)


def strokes(colours: Sequence[str], width: float) -> mn.VGroup:
    """Lines that are still to be drawn, one in each colour."""
    return mn.VGroup(*[stroked(colour, width, np.zeros((4, 3))) for colour in colours])


def badge(theme: Theme, neuron: int) -> mn.VGroup:
    """A neuron: its number on a disc, which is at 0."""
    colour = theme.colour(NEURON_ROLES[neuron])
    disc = mn.Circle(DISC, stroke_width=0, fill_color=colour, fill_opacity=1)
    number = Glyphs(str(neuron + 1), theme, TYPE, "ground").place(0.33 * TYPE * mn.DOWN, align=0.5)
    faults: tuple[FaultKind, ...] = ("crossing", "covered", "contrast")
    for fault in faults:
        exempt(number, fault, "it lies on its disc")
    return mn.VGroup(disc, number)
