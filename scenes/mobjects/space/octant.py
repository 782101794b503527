"""The space of three neurons as a room with three walls, seen from where all of them are on."""

from __future__ import annotations

import numpy as np

from relu_anim import View
from scenes.layout import Region
from scenes.mobjects.space.room import LEAST, Room
from scenes.mobjects.space.space import NEURON_ROLES, Part
from scenes.theme import STROKES, Theme

AZIMUTHS, ELEVATION, ASLANT = (44, 36, 52, 24, 65, 12), 20, 0.5
"""Where the viewer stands: the first place from which a sheet is seen so far from edge-on, or the
best."""
BEYOND, ROOMY = 1.14, 1.05
"""How far axes go on beyond the walls, and walls beyond what is to lie on them."""
FILM, GRID, CELLS = 0.34, 0.3, 4
"""How opaque walls and their grids are; so many of its cells are along the longest wall."""
LIT = 2.4
"""How much wider the edges of a wall are that is lit."""


class Octant(Room):
    """Axes and walls for points (k, 3), which fit into a region of the frame.

    normal: of the sheet that is to be seen, (3,). reach: (3,) how far the walls go.
    """

    def __init__(
        self, theme: Theme, points: np.ndarray, normal: np.ndarray, region: Region
    ) -> None:
        self.roles, high = list(NEURON_ROLES), np.maximum(points, 0.0).max(axis=0)
        self.reach = ROOMY * np.maximum(high, LEAST * (high.max() or np.abs(points).max() or 1.0))
        self.ends = np.diag(BEYOND * self.reach)
        most = ASLANT * float(np.linalg.norm(normal))
        views = [View(azimuth, ELEVATION) for azimuth in AZIMUTHS]
        turned = [min(abs(float(view.rotation[2] @ normal)), most) for view in views]
        view = self.fitted(views[int(np.argmax(turned))], points, region)
        super().__init__(theme, view, region.center)

    def fitted(self, view: View, points: np.ndarray, region: Region) -> View:
        """A view from which axes, walls and points (k, 3) fit into a region."""
        shown = np.vstack([points, self.ends, *map(self.corners, range(3))])
        return view.fitted(shown, region.width, region.height)

    def corners(self, neuron: int) -> np.ndarray:
        """(4, 3) the corners of the wall where a neuron is 0, going round from the origin."""
        first, second = np.delete(np.diag(self.reach), neuron, axis=0)
        return np.array([0 * first, first, first + second, second])

    def wall(self, neuron: int, seen: float, glass: float, lit: float, behind: bool) -> Part:
        """The wall where a neuron is 0: its glass and edges, or the same behind what lies on it.

        Only lines are in the neuron's colour, so that what is behind the glass keeps its own.
        """
        corners, role = self.corners(neuron), self.roles[neuron]
        if behind:
            lines = self.grid(corners, float(self.reach.max()) / CELLS)
            over = self.ink(role, GRID * seen, STROKES.hair), lines
        else:
            edges = np.stack([corners, np.roll(corners, -1, axis=0)], axis=1)
            over = self.ink(role, seen, STROKES.axis * (1 + LIT * lit)), edges
        film = self.ink("floor", FILM * glass), corners[None]
        return Part("", corners, (film, over) if glass else (over,))
