"""The room of `fold`: the plane as a sheet, laid through three walls and pressed onto them.

Nothing is sorted while it moves. A piece of the sheet stays on its sides of the three walls until
it lies on them, and the viewer stands where all neurons are on. So what is behind the wall of
neuron 1 is drawn before what is not; of two on one side of it, what is behind that of neuron 2.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import compress
from typing import Self

import numpy as np

from relu_anim import CreasedPlane, Piece, Placement, pressed
from scenes.layout import Region
from scenes.mobjects.live import Live
from scenes.mobjects.maps.plane import CASE, GRID, colour_of, grid_of
from scenes.mobjects.space.octant import Octant
from scenes.mobjects.space.room import Moments
from scenes.mobjects.space.space import NEURON_ROLES, Drawn, Ink, Part
from scenes.theme import STROKES, Theme, blended

QUIET = 0.62
"""How much of its colour a piece keeps that is not spoken of."""
SHORT = 0.2
"""Frame units: no arrow is shorter."""
LATE = 0.15
"""The share of a press in which rods come, as what they stand for gets thin."""


@dataclass(frozen=True)
class Moment(Moments):
    """How far everything is: a share, or three of them, one for each neuron.

    laid: the sheet, from the map into space. walls: how much of them is seen. pressed: the sheet,
    by the ReLU of each neuron. active: how much each neuron is spoken of.
    """

    laid: float = 0.0
    walls: float = 0.0
    pressed: np.ndarray = field(default_factory=lambda: np.zeros(3))
    active: np.ndarray = field(default_factory=lambda: np.zeros(3))


class FoldRoom(Octant, Live[Moment]):
    """The sheet in space, which comes from a map of the plane in the region `origin`."""

    faintest = 0.0

    def __init__(self, plane: CreasedPlane, theme: Theme, region: Region, origin: Region) -> None:
        self.plane, self.origin = plane, origin
        sums = np.vstack([piece.sums for piece in plane.pieces])
        seen = np.vstack([pressed(sums, np.arange(3) < presses) for presses in range(3)])
        super().__init__(theme, seen, np.cross(*plane.layer.weights), region)
        grid = list(grid_of(plane.window))
        parts = [plane.within(piece, grid) for piece in plane.pieces]
        self.grids = [np.array(lines).reshape(-1, 2, 2) for lines in parts]
        self.set_value(Moment())

    def set_value(self, value: Moment) -> Self:
        """Show another moment."""
        self.moment = value
        drawn: list[tuple[tuple[int, ...], Part]] = []
        for index, piece in enumerate(self.plane.pieces):
            sides = [1 if on else -1 for on in piece.pattern]
            state = value.laid, self._brightness(piece), *value.pressed[~np.array(piece.pattern)]
            drawn.append(((*sides, 1), self.resting(self._piece, index, *state)))
            if self._rod_share(piece):
                drawn.append(((1, 1, 1, 0), self.resting(self._rod, index, *state)))
        for neuron in range(3 if value.walls else 0):
            place = [1] * neuron + [0] + [1] * (2 - neuron)
            share, active = value.pressed[neuron], value.active[neuron]
            drawn.append(((*place, 0), self.resting(self._wall, neuron, value.walls, share)))
            if active:
                drawn.append(((*place, 2), self.resting(self._target, neuron, active)))
            drawn.append(((1, 1, 1, -1), self.axes(value.walls)[neuron]))
        drawn.sort(key=lambda part: part[0])
        self.draw_in_order([part for _, part in drawn] + self._arrows())
        return self

    def _brightness(self, piece: Piece) -> float:
        """1 for what is spoken of, and for all when nothing is."""
        return float(1 - (1 - QUIET) * self.moment.active @ np.array(piece.pattern))

    def _ink(self, piece: Piece, colour: str, width: float = 0.0) -> Ink:
        shade = round(self._brightness(piece), 2)
        return Ink(blended(self.theme.ground, colour, shade), width=width)

    def lie(self, piece: Piece, points: np.ndarray) -> np.ndarray:
        """Where points (..., 2) of a piece are now, (..., 3)."""
        flat, now, layer = points.reshape(-1, 2), self.moment, self.plane.layer
        if now.laid == 1:
            places = pressed(self.plane.sums(flat, piece.pattern), now.pressed)
        else:
            facing = self.facing(self.plane.window, self.origin.width, self.origin.center)
            places = facing.towards(Placement(layer.weights, layer.biases), now.laid)(flat)
        return places.reshape(*points.shape[:-1], 3)

    def _piece(self, index: int) -> Part:
        """A piece with its grid, its share of the rim, and the creases of the neurons on there."""
        piece = self.plane.pieces[index]
        corners = self.lie(piece, piece.corners)
        edges = np.stack([corners, np.roll(corners, -1, axis=0)], axis=1)
        creased = [piece.edges(neuron)[:, 0] for neuron in range(3)]
        rim = np.delete(edges, np.concatenate(creased), axis=0)
        inks: list[Drawn] = [
            (self._ink(piece, colour_of(self.theme, piece)), corners[None]),
            (self.ink("print", GRID, STROKES.hair), self.lie(piece, self.grids[index])),
            (self._ink(piece, self.theme.input, STROKES.guide), rim),
        ]
        on = [*compress(zip(NEURON_ROLES, creased, strict=True), piece.pattern)]
        cased = np.vstack([edges[:0], *[edges[which] for _, which in on]])
        inks += [(self.ink("print", width=STROKES.curve + CASE), cased)]
        for role, which in on:
            inks.append((self._ink(piece, self.theme.colour(role), STROKES.curve), edges[which]))
        return Part("", corners, tuple(drawn for drawn in inks if len(drawn[1])))

    def _rod_share(self, piece: Piece) -> float:
        """How thick the rod is by now that a piece becomes whose image is a line or a point."""
        now = self.moment
        share = min([now.walls, *now.pressed[~np.array(piece.pattern)]])
        return max(0.0, 1 - (1 - share) / LATE) if piece.dimension < 2 else 0.0

    def _rod(self, index: int) -> Part:
        """What a piece that has collapsed is seen as, in its colour."""
        piece = self.plane.pieces[index]
        colour = colour_of(self.theme, piece) if any(piece.pattern) else self.theme.axis
        corners, ink = self.lie(piece, piece.corners), self._ink(piece, colour)
        return self.rod(corners, ink, self._rod_share(piece))

    def _wall(self, neuron: int) -> Part:
        return self.wall(neuron, self.moment.walls, float(self.moment.pressed[neuron]))

    def _target(self, neuron: int) -> Part:
        """The rims of where pieces will lie."""
        target = np.maximum(self.moment.pressed, np.eye(3)[neuron])
        off = [piece for piece in self.plane.pieces if not piece.pattern[neuron]]
        rims = np.vstack([self.dashed(self.plane.image(piece, target)) for piece in off])
        ink = self.ink("ink", float(self.moment.active[neuron]), STROKES.guide)
        return Part("", self.corners(neuron), ((ink, rims),))

    def _arrows(self) -> list[Part]:
        """From what is being pressed, straight to where it will lie."""
        drawn, now = [], self.moment
        for neuron in np.flatnonzero(now.active):
            ink = self.ink("ink", float(now.active[neuron]), STROKES.curve)
            off = [piece for piece in self.plane.pieces if not piece.pattern[neuron]]
            for index, piece in enumerate(off):
                deepest = piece.sums[piece.sums[:, neuron].argmin()]
                points = pressed(np.array([deepest, piece.sums.mean(axis=0)]), now.pressed)
                for kind, start in enumerate(points):
                    end = start * (np.arange(3) != neuron)
                    if np.linalg.norm(self.flat(end) - self.flat(start)) > SHORT:
                        drawn.append(self.arrow(f"push{neuron}{kind}-{index}", start, end, ink))
        return drawn
