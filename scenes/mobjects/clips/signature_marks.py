"""The points of the signature clip: a colour and a mark for each class; neurons have numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import polygon, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs
from scenes.theme import STROKES, Theme

CLASS_ROLES = ("total", "error", "weight", "bias")
CLASS_NAMES = ("circles", "squares", "triangles", "diamonds")
SIZE, LARGE, DISC, TYPE = 0.068, 0.13, 0.31, 0.5
"""The radius of a round mark, of one for a class, and of a neuron's disc; the em height of its
number."""


def _corners(count: int, turn: float, size: float) -> np.ndarray:
    angles = np.pi * (turn + 2 * np.arange(count) / count)
    return polygon(size * np.column_stack([np.cos(angles), np.sin(angles), np.zeros(count)]))


CIRCLE = mn.Circle(1.0, num_components=5).points
SHAPES = (CIRCLE, _corners(4, 0.25, 1.25), _corners(3, 0.5, 1.4), _corners(4, 0.0, 1.4))


class Marks(mn.VMobject, Live[np.ndarray]):
    """Marks of one class; their value is the places (k, 3) where they are."""

    def __init__(self, theme: Theme, each: int, size: float = SIZE) -> None:
        super().__init__(fill_color=theme.colour(CLASS_ROLES[each]), fill_opacity=1, stroke_width=0)
        self.shape = size * SHAPES[each]
        self.set_stroke(theme.ground, 3, background=True)
        exempt(self, "covered", "marks stand before the lines that they lie on")
        exempt(self, "contrast", "a rim of the ground's colour parts marks from one another")
        self.set_value(np.zeros((1, 3)))

    def set_value(self, value: np.ndarray) -> Self:
        """Be somewhere else."""
        self.set_points((value[:, np.newaxis] + self.shape).reshape(-1, 3))
        return self


class Classes(mn.VGroup, Live[np.ndarray]):
    """Points of all classes; their value is the places (k, 3) where they are."""

    def __init__(self, theme: Theme, classes: np.ndarray) -> None:
        self.members = [classes == each for each in range(classes.max() + 1)]
        super().__init__(*[Marks(theme, each) for each in range(len(self.members))])

    def set_value(self, value: np.ndarray) -> Self:
        """Be somewhere else."""
        for own, marks in zip(self.members, self, strict=True):
            marks.set_value(value[own])
        return self


def large(theme: Theme, count: int) -> mn.VGroup:
    """A large mark for each class."""
    marks = mn.VGroup(*[Marks(theme, each, LARGE) for each in range(count)])
    marks.set_stroke(theme.ink, STROKES.curve, background=True)
    return marks


def strokes(colours: Sequence[str], width: float) -> mn.VGroup:
    """Lines that are still to be drawn, one in each colour."""
    return mn.VGroup(*[stroked(colour, width, np.zeros((4, 3))) for colour in colours])


def badges(theme: Theme) -> mn.VGroup:
    """The neurons: their numbers on discs, which are at 0."""
    group = mn.VGroup()
    for neuron, role in enumerate(NEURON_ROLES):
        disc = mn.Circle(DISC, stroke_width=0, fill_color=theme.colour(role), fill_opacity=1)
        number = Glyphs(str(neuron + 1), theme, TYPE, "ground")
        number.place(0.33 * TYPE * mn.DOWN, align=0.5)
        faults: tuple[FaultKind, ...] = ("crossing", "covered", "contrast")
        for fault in faults:
            exempt(number, fault, "it lies on its disc")
        exempt(disc, "covered", "a short arrow ends in the disc of its neuron")
        group.add(mn.VGroup(disc, names(number, disc)))
    return group
