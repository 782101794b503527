"""The space of three neurons as a room with three walls, seen from where all of them are on."""

from __future__ import annotations

import numpy as np

from relu_anim import View
from scenes.layout import Region
from scenes.mobjects.space.room import LEAST, Room
from scenes.mobjects.space.space import NEURON_ROLES, Part
from scenes.theme import STROKES, Theme

BEYOND, ROOMY = 1.14, 1.05
"""How far axes go on beyond the walls, and walls beyond what is to lie on them."""
FILM, GRID, CELLS = 0.34, 0.3, 4
"""How opaque walls and their grids are; so many of its cells are along the longest wall."""
LIT = 1.0
"""How much wider the edges of a wall are that is lit."""


class Octant(Room):
    """Axes and walls for points (k, 3), which fit into a region of the frame.

    view: from which side they are seen. reach: (3,) how far the walls go.
    """

    def __init__(self, theme: Theme, points: np.ndarray, view: View, region: Region) -> None:
        self.roles, high = list(NEURON_ROLES), np.maximum(points, 0.0).max(axis=0)
        self.reach = ROOMY * np.maximum(high, LEAST * (high.max() or np.abs(points).max() or 1.0))
        self.ends = np.diag(BEYOND * self.reach)
        super().__init__(theme, self.fitted(view, points, region), region.center)

    def fitted(self, view: View, points: np.ndarray, region: Region) -> View:
        """A view from which axes, walls and points (k, 3) fit into a region."""
        shown = np.vstack([points, self.ends, *map(self.corners, range(3))])
        return view.fitted(shown, region.width, region.height)

    def stance(self, view: View, points: np.ndarray, region: Region) -> np.ndarray:
        """(8,) what the fitted view is made of, and where its middle is: `stand` takes mixtures."""
        fitted = self.fitted(view, points, region)
        sizes = [fitted.azimuth, fitted.elevation, fitted.scale]
        return np.array([*sizes, *fitted.center, *region.center])

    def stand(self, stance: np.ndarray) -> None:
        """See all from a stance (8,)."""
        azimuth, elevation, scale, x, y, z, *middle = stance
        self.view, self.middle = View(azimuth, elevation, scale, (x, y, z)), np.array(middle)
        self.made.clear()

    def corners(self, neuron: int) -> np.ndarray:
        """(4, 3) the corners of the wall where a neuron is 0, going round from the origin."""
        first, second = np.delete(np.diag(self.reach), neuron, axis=0)
        return np.array([0 * first, first, first + second, second])

    def film(self, neuron: int, seen: float) -> Part:
        """The glass of the wall where a neuron is 0, with a grid in the neuron's colour."""
        corners = self.corners(neuron)
        lines = self.grid(corners, float(self.reach.max()) / CELLS)
        grid = self.ink(self.roles[neuron], GRID * seen, STROKES.hair), lines
        return Part("", corners, ((self.ink("floor", FILM * seen), corners[None]), grid))

    def frame(self, neuron: int, seen: float, lit: float) -> Part:
        """The edges of that wall."""
        corners = self.corners(neuron)
        edges = np.stack([corners, np.roll(corners, -1, axis=0)], axis=1)
        ink = self.ink(self.roles[neuron], seen, STROKES.axis * (1 + LIT * lit))
        return Part("", corners, ((ink, edges),))
