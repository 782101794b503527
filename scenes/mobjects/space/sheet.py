"""A patch of the input plane: the gridded sheet that a layer lays in space."""

from __future__ import annotations

import math
from dataclasses import dataclass

import manim as mn
import numpy as np

from relu_anim import Placement
from scenes.mobjects.plots.ticks import nice_ticks
from scenes.mobjects.space.shapes import Arrows, Face, Lines
from scenes.mobjects.space.space import Spatial
from scenes.theme import STROKES, Theme


@dataclass(frozen=True)
class Patch:
    """The square part of the plane that is shown: it goes from -half to half on both axes.

    unit: how long the two arrows along the axes are: 1, or a round number where the point of
    interest is too near or too far for that.
    """

    AXIS = 1.16
    """How far the arrows of the axes reach, in halves of the patch."""

    half: float
    step: float
    unit: float

    @classmethod
    def around(cls, point: np.ndarray) -> Patch:
        """A patch with the origin in its middle that has room for a point (2,)."""
        size = float(np.abs(point).max())
        unit = 1.0
        if size and not 0.2 <= size <= 6.3:
            power = 10.0 ** math.floor(math.log10(0.8 * size))
            unit = power * max(step for step in (1, 2, 5) if step * power <= 0.8 * size)
        half = 1.25 * max(size, unit)
        return cls(half, float(np.diff(nice_ticks(0.0, half, 4))[0]), unit)

    @property
    def corners(self) -> np.ndarray:
        """(4, 2) going round."""
        return self.half * np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])

    @property
    def units(self) -> np.ndarray:
        """(2, 2) the tips of the two arrows."""
        return self.unit * np.eye(2)

    @property
    def axes(self) -> np.ndarray:
        """(2, 2, 2) the axes from their lower ends to the tips of their arrows."""
        tips = self.AXIS * self.half * np.eye(2)
        return np.stack([-self.half * np.eye(2), tips], axis=1)

    @property
    def grid(self) -> np.ndarray:
        """(m, 2, 2) the grid lines."""
        count = math.floor(self.half / self.step)
        at = np.repeat(np.arange(-count, count + 1) * self.step, 2).reshape(-1, 2)
        across = np.tile([-self.half, self.half], (len(at), 1))
        return np.vstack([np.stack([at, across], axis=2), np.stack([across, at], axis=2)])


class Sheet(Spatial):
    """A patch of the plane, wherever the plane lies: a face that dims what it hides, and a grid."""

    def __init__(self, patch: Patch, theme: Theme) -> None:
        super().__init__()
        self.patch = patch
        tint = mn.interpolate_color(mn.ManimColor(theme.panel), mn.ManimColor(theme.input), 0.06)
        self.face = Face(tint.to_hex(), 0.82)
        self.grid = Lines(theme.input, STROKES.hair, opacity=0.35)
        self.add(self.face, self.grid)

    def lay(self, place: Placement) -> Sheet:
        """Lie where the points of the plane are."""
        self.face.corners = place(self.patch.corners)
        self.grid.lines = place(self.patch.grid)
        return self

    def project(self) -> None:
        for piece in (self.face, self.grid):
            piece.project()


class SheetOutline(Lines):
    """The edges of a patch of the plane where it has been before."""

    def __init__(self, patch: Patch, place: Placement, theme: Theme) -> None:
        super().__init__(theme.input, STROKES.hair, opacity=0.32)
        corners = place(patch.corners)
        self.lines = np.stack([corners, np.roll(corners, -1, axis=0)], axis=1)


class SheetAxes(Arrows):
    """The plane's own two axes, drawn on the sheet as long as it is a space of its own."""

    HEAD = 0.2

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme.axis, STROKES.axis)
