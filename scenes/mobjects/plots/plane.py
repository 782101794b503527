"""The plane of two inputs, seen from above: creased by neurons, and lit by those that are on."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import CreasedPlane, Piece
from scenes.layout import Region
from scenes.mobjects.controls.lamps import Lamps, half_panel
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import roomiest
from scenes.mobjects.lines import filled, polygon, polyline, stroked
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.theme import STROKES, Theme

LAMP, LEAST_LAMP = 0.15, 0.085
"""Frame units: the radius of a lamp where there is room for it, and where there is little."""
BESIDE = 0.3
"""Frame units from the plane to the lamps of a piece that is too small for them."""
CASE = 4.0
"""How much wider the dark line under a crease is."""
CELLS = 12
"""So many cells of the grid are above one another."""
GRID = 0.22
"""The opacity of the grid."""


class PlaneMap(mn.VGroup):
    """A window of the plane in a region of the frame.

    sheet: its pieces, each as it is lit, with grid and rim. creases: the lines of those neurons
    that have one. lamps: on each piece, or beside it, which neurons are on.
    """

    def __init__(self, theme: Theme, plane: CreasedPlane, region: Region) -> None:
        self.theme, self.plane, self.region = theme, plane, region
        tints = [filled(colour_of(theme, piece), self.at(piece.corners)) for piece in plane.pieces]
        grid = stroked(theme.print, STROKES.hair, polyline(self.at(grid_of(plane.window))))
        rim = stroked(theme.colour("input"), STROKES.guide, polygon(region.corners))
        self.blank = mn.VGroup(filled(theme.paper, region.corners), grid, rim)
        self.sheet = mn.VGroup(*tints, grid.set_stroke(opacity=GRID), rim)
        neurons = range(plane.layer.neurons)
        self.creases = {one: self._crease(one) for one in neurons if len(plane.crease(one))}
        self.lamps = mn.VGroup(*map(self._lamps, plane.pieces))
        super().__init__(self.sheet, *self.creases.values(), self.lamps)

    def at(self, points: np.ndarray) -> np.ndarray:
        """Points (..., 2) of the plane on the frame."""
        low, high = self.plane.window
        corner, opposite = self.region.corners[[0, 2]]
        shares = np.pad((points - low) / (high - low), [(0, 0)] * (points.ndim - 1) + [(0, 1)])
        flat: np.ndarray = corner + shares * (opposite - corner)
        return flat

    def outline(self, neuron: int) -> mn.VMobject:
        """The rims of all pieces where a neuron is off, drawn bright."""
        off = [self.at(piece.corners) for piece in self.plane.pieces if not piece.pattern[neuron]]
        return stroked(self.theme.ink, STROKES.curve, np.vstack([polygon(rim) for rim in off]))

    def _crease(self, neuron: int) -> mn.VGroup:
        line = polyline(self.at(self.plane.crease(neuron)))
        colour, wide = self.theme.colour(NEURON_ROLES[neuron]), STROKES.curve
        return mn.VGroup(stroked(self.theme.print, wide + CASE, line), stroked(colour, wide, line))

    def _lamps(self, piece: Piece) -> mn.VGroup:
        corners, half = self.at(piece.corners), half_panel(len(piece.pattern))
        place, radius = roomiest(corners, half, LAMP)
        leader = mn.VGroup()
        on_rim = np.isclose(piece.corners[:, None], self.plane.window).sum(axis=0)
        if radius < LEAST_LAMP and on_rim.any():
            side, axis = np.unravel_index(int(on_rim.argmax()), (2, 2))
            inside, place = corners.mean(axis=0), corners.mean(axis=0)
            gap = BESIDE + LEAST_LAMP * half[axis]
            place[axis] = self.region.corners[2 * side, axis] + (gap if side else -gap)
            line = polyline(np.array([inside, place]))
            leader.add(stroked(self.theme.ink, STROKES.guide, line))
        lamps = Lamps(self.theme, piece.pattern, float(np.clip(radius, LEAST_LAMP, LAMP)))
        return exempt(mn.VGroup(leader, lamps.move_to(place)), "crossing", "it has its own panel")


def colour_of(theme: Theme, piece: Piece) -> str:
    """The colour of a piece, lit by the neurons that are on there."""
    return theme.lit(*[role for role, on in zip(NEURON_ROLES, piece.pattern, strict=False) if on])


def grid_of(window: np.ndarray) -> np.ndarray:
    """(m, 2, 2) lines across a window (2, 2), all as far apart."""
    step = (window[1] - window[0])[1] / CELLS
    lines = []
    for axis, (low, high) in enumerate(window.T):
        for mark in np.arange(np.ceil(low / step), high / step) * step:
            ends = window.copy()
            ends[:, axis] = mark
            lines.append(ends)
    return np.array(lines)
