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

LAMP, LEAST_LAMP, FREE = 0.19, 0.125, 1.12
"""Frame units: the radius of a lamp where there is room, and where there is little; and how much
more room they need than they take up."""
CASE = 4.0
"""How much wider the dark line under a crease is."""
CELLS = 9
"""So many cells of the grid are above one another."""
GRID = 0.22
"""The opacity of the grid."""


class PlaneMap(mn.VGroup):
    """A window of the plane in a region of the frame.

    sheet: its pieces, each as it is lit, with grid and rim. blank: the same in one piece. creases:
    the lines of those neurons that have one. lamps: who is on, on each piece that is large enough.
    """

    def __init__(self, theme: Theme, plane: CreasedPlane, region: Region) -> None:
        self.theme, self.plane, self.region = theme, plane, region
        tints = [filled(colour_of(theme, piece), self.at(piece.corners)) for piece in plane.pieces]
        grid = stroked(theme.print, STROKES.hair, polyline(self.at(grid_of(plane.window))))
        rim = stroked(theme.colour("input"), STROKES.guide, polygon(region.corners))
        self.sheet = mn.VGroup(*tints, grid.set_stroke(opacity=GRID), rim)
        self.blank = mn.VGroup(filled(theme.paper, region.corners), grid.copy(), rim.copy())
        neurons = range(plane.layer.neurons)
        self.creases = {one: self._crease(one) for one in neurons if len(plane.crease(one))}
        self.lamps = mn.VGroup(*[row for piece in plane.pieces for row in self._lamps(piece)])
        super().__init__(self.sheet, *self.creases.values(), self.lamps)
        exempt(self, "contrast", "creases and lamps have dark cases, and so stand out anywhere")

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
        rims = stroked(self.theme.ink, STROKES.curve, np.vstack([polygon(rim) for rim in off]))
        return exempt(rims, "contrast", "it covers creases and rims that do stand out")

    def _crease(self, neuron: int) -> mn.VGroup:
        line = polyline(self.at(self.plane.crease(neuron)))
        colour, wide = self.theme.colour(NEURON_ROLES[neuron]), STROKES.curve
        return mn.VGroup(stroked(self.theme.print, wide + CASE, line), stroked(colour, wide, line))

    def _lamps(self, piece: Piece) -> list[Lamps]:
        half = half_panel(len(piece.pattern))
        place, size = roomiest(self.at(piece.corners), half, FREE * LAMP)
        if size < FREE * LEAST_LAMP:
            return []
        lamps = Lamps(self.theme, piece.pattern, min(size / FREE, LAMP)).move_to(place)
        return [exempt(lamps, "crossing", "it has a panel of its own")]


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
