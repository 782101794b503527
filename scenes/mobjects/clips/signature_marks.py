"""The points of the signature clip: a colour and a mark for each class; neurons have numbers."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import polygon
from scenes.mobjects.live import Live
from scenes.mobjects.text.glyphs import Glyphs
from scenes.theme import STROKES, Theme

CLASS_ROLES = ("ramp", "error", "total", "weight")
SIZE, RING = 0.105, 0.185
"""The radii of a round mark, the others being as large, and of a ring around one."""
DISC, TYPE = 0.29, 0.44
"""The radius of a neuron's disc, and the em height of its number."""
CIRCLE = mn.Circle(1.0, num_components=5).points


def _corners(count: int, turn: float, size: float) -> np.ndarray:
    angles = np.pi * (turn + 2 * np.arange(count) / count)
    return polygon(size * np.column_stack([np.cos(angles), np.sin(angles), np.zeros(count)]))


SHAPES = (CIRCLE, _corners(4, 0.25, 1.25), _corners(3, 0.5, 1.4), _corners(4, 0.0, 1.4))


class Marks(mn.VMobject, Live[np.ndarray]):
    """Marks of one shape; their value is the places (k, 3) where they are."""

    def __init__(self, shape: np.ndarray) -> None:
        super().__init__(stroke_width=0)
        self.shape = shape

    def set_value(self, value: np.ndarray) -> Self:
        """Be somewhere else."""
        self.set_points((value[:, np.newaxis] + self.shape).reshape(-1, 3))
        return self


def dots(theme: Theme, each: int, places: np.ndarray, size: float = SIZE) -> Marks:
    """The marks of one class."""
    marks = (
        Marks(size * SHAPES[each]).set_value(places).set_stroke(theme.ground, 3, background=True)
    )
    exempt(marks, "contrast", "a rim of the ground's colour parts marks from one another")
    return marks.set_fill(theme.colour(CLASS_ROLES[each]), 1)


def rings(theme: Theme) -> Marks:
    """Rings around marks that are spoken of."""
    return Marks(RING * CIRCLE).set_stroke(theme.ink, STROKES.hair).set_fill(opacity=0)


def badge(theme: Theme, neuron: int) -> mn.VGroup:
    """A neuron: its number on a disc, which is at 0."""
    disc = mn.Circle(DISC, stroke_width=0, fill_color=theme.ink, fill_opacity=1)
    number = Glyphs(str(neuron + 1), theme, TYPE, "ground").place(0.33 * TYPE * mn.DOWN, align=0.5)
    faults: tuple[FaultKind, ...] = ("crossing", "covered", "contrast")
    for fault in faults:
        exempt(number, fault, "it lies on its disc")
    return mn.VGroup(disc, number)
