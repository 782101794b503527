"""The plane of two inputs, seen from above: creased by neurons, and lit by those that are on."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import CreasedPlane, Dense, Piece
from scenes.layout import Region
from scenes.mobjects.controls.lamps import Lamps, half_panel
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import leader, roomiest
from scenes.mobjects.lines import filled, polygon, polyline, stroked
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.theme import STROKES, Theme

LAMP, LEAST_LAMP, BESIDE, FREE = 0.033, 0.0116, 0.023, 1.12
"""Shares of the width of the map: the radius of a lamp where there is room, where there is little,
and under the map, where there is none. How much more room lamps need than they take up."""
CASE = 4.0
"""How much wider the dark line under a line is."""


class PlaneMap(mn.VGroup):
    """A window of the plane in a region of the frame.

    sheet: its pieces, each as it is lit, with its rim. blank: the same in one piece. lines:
    those of the neurons that have one. lamps: who is on, on each piece, or under the map.
    """

    def __init__(self, theme: Theme, plane: CreasedPlane, region: Region) -> None:
        self.theme, self.plane, self.region = theme, plane, region
        tints = [filled(colour_of(theme, piece), self.at(piece.corners)) for piece in plane.pieces]
        rim = stroked(theme.colour("input"), STROKES.guide, polygon(region.corners))
        self.sheet = mn.VGroup(*tints, rim)
        self.blank = mn.VGroup(filled(theme.paper, region.corners), rim.copy())
        neurons = range(plane.layer.neurons)
        self.lines = {one: self._line(one) for one in neurons if len(plane.crease(one))}
        self.lamps = mn.VGroup(*map(self._lamps, plane.pieces))
        super().__init__(self.sheet, *self.lines.values(), self.lamps)
        exempt(self, "contrast", "lines and lamps have dark cases, and so stand out anywhere")
        exempt(self, "twins", "neurons that are alike have lines that lie on each other")

    def at(self, points: np.ndarray) -> np.ndarray:
        """Points (..., 2) of the plane on the frame."""
        low, high = self.plane.window
        corner, opposite = self.region.corners[[0, 2]]
        shares = np.pad((points - low) / (high - low), [(0, 0)] * (points.ndim - 1) + [(0, 1)])
        flat: np.ndarray = corner + shares * (opposite - corner)
        return flat

    def off(self, neuron: int) -> mn.VGroup:
        """A rim around all pieces where a neuron is off, and its line."""
        layer = self.plane.layer
        one = Dense(layer.weights[:, [neuron]], layer.biases[[neuron]])
        alone = CreasedPlane(one, self.plane.window)
        rims = [polygon(self.at(piece.corners)) for piece in alone.pieces if not piece.pattern[0]]
        line = [line.copy() for one, line in self.lines.items() if one == neuron]
        both = mn.VGroup(self._cased("ink", np.vstack(rims)), *line)
        exempt(both, "contrast", "it has a dark case")
        return exempt(both, "twins", "it lies on the rim of the map")

    def _line(self, neuron: int) -> mn.VGroup:
        return self._cased(NEURON_ROLES[neuron], polyline(self.at(self.plane.crease(neuron))))

    def _cased(self, role: str, path: np.ndarray) -> mn.VGroup:
        colour, wide = self.theme.colour(role), STROKES.curve
        return mn.VGroup(stroked(self.theme.print, wide + CASE, path), stroked(colour, wide, path))

    def _lamps(self, piece: Piece) -> mn.VGroup:
        half = half_panel(len(piece.pattern))
        corners = self.at(piece.corners)
        least, under, most = self.region.width * np.array([LEAST_LAMP, BESIDE, LAMP])
        place, size = roomiest(corners, half, FREE * most)
        beside = size < FREE * least and place[1] < self.region.center[1]
        radius = under if beside else float(np.clip(size / FREE, least, most))
        lamps = Lamps(self.theme, piece.pattern, radius).move_to(place)
        exempt(lamps, "crossing", "it has a panel of its own")
        if not beside:
            return mn.VGroup(lamps)
        inside = self.region.inset(lamps.width / 2, lamps.width / 2)
        x = float(np.clip(place[0], inside.left, inside.right))
        lamps.move_to(np.array([x, self.region.bottom - (half[1] + 1) * under, 0.0]))
        return mn.VGroup(leader(lamps, corners.mean(axis=0), self.theme), lamps)


def colour_of(theme: Theme, piece: Piece) -> str:
    """The colour of a piece, lit by the neurons that are on there."""
    return theme.lit(*[role for role, on in zip(NEURON_ROLES, piece.pattern, strict=False) if on])
