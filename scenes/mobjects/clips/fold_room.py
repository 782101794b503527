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
from scenes.layout import FRAME, Region
from scenes.mobjects.live import Live
from scenes.mobjects.maps.plane import CASE, GRID, colour_of, grid_of
from scenes.mobjects.space.octant import Octant
from scenes.mobjects.space.room import Moments
from scenes.mobjects.space.space import NEURON_ROLES, Drawn, Ink, Part
from scenes.theme import STROKES, Theme

LAST = FRAME.inset(3.7, 3.7, 0.6, 1.9)
"""Where the room is in the end, alone, with words on both sides."""
LATE = 0.15
"""The share of a press in which rods come, as what they stand for gets thin."""


@dataclass(frozen=True)
class Moment(Moments):
    """How far everything is: a share, or three of them, one for each neuron.

    laid: the sheet, from the map into space. walls: how much of their edges is seen. pressed: the
    sheet, by the ReLU of each neuron. active: how much each neuron is spoken of. near: the viewer,
    to what has been pressed, with its axes.
    """

    laid: float = 0.0
    walls: np.ndarray = field(default_factory=lambda: np.zeros(3))
    pressed: np.ndarray = field(default_factory=lambda: np.zeros(3))
    active: np.ndarray = field(default_factory=lambda: np.zeros(3))
    near: float = 0.0


class FoldRoom(Octant, Live[Moment]):
    """The sheet in space, which comes from a map of the plane in the region `origin`."""

    faintest = 0.0

    def __init__(self, plane: CreasedPlane, theme: Theme, region: Region, origin: Region) -> None:
        self.plane, self.origin = plane, origin
        sums = np.vstack([piece.sums for piece in plane.pieces])
        seen = np.vstack([pressed(sums, np.arange(3) > neuron) for neuron in range(-1, 3)])
        super().__init__(theme, seen, np.cross(*plane.layer.weights), region)
        ends = np.vstack([seen[: len(sums)], self.ends, *map(self.corners, range(3))])
        self.last = self.view.fitted(ends, LAST.width, LAST.height)
        grid = list(grid_of(plane.window))
        parts = [plane.within(piece, grid) for piece in plane.pieces]
        self.grids = [np.array(lines).reshape(-1, 2, 2) for lines in parts]
        self.moment = Moment()
        self.set_value(self.moment)

    def flat(self, points: np.ndarray) -> np.ndarray:
        """Frame points (..., 3) of points in space (..., 3), as near as the viewer is now."""
        last = (points - self.last.center) @ self.last.matrix + LAST.center
        flat: np.ndarray = super().flat(points) * (1 - self.moment.near) + last * self.moment.near
        return flat

    def set_value(self, value: Moment) -> Self:
        """Show another moment."""
        if value.near != self.moment.near:
            self.made.clear()
        self.moment = value
        drawn: list[tuple[tuple[int, ...], Part]] = []
        for index, piece in enumerate(self.plane.pieces):
            off = ~np.array(piece.pattern)
            state = value.laid, float(value.active @ off), *value.pressed[off]
            drawn.append(((*np.where(off, -1, 1), 1), self.resting(self._piece, index, *state)))
            if self._rod_share(piece):
                drawn.append(((1, 1, 1, 0), self.resting(self._rod, index, *state)))
        for neuron in np.flatnonzero(value.walls).tolist():
            place, active = 1 - np.eye(3, dtype=int)[neuron], value.active[neuron]
            state = value.walls[neuron], max(active, value.near)
            order = (-2,) if value.near else (*place, 0)  # in the end nothing is behind it
            drawn.append((order, self.resting(self._wall, neuron, *state)))
            if active:
                drawn.append(((*place, 2), self.resting(self._target, neuron, active)))
        if value.near:
            drawn += [((1, 1, 1, -1), axis) for axis in self.axes(value.near)]
        drawn.sort(key=lambda part: part[0])
        self.draw_in_order([part for _, part in drawn] + self._arrows())
        return self

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
        active = float(self.moment.active @ ~np.array(piece.pattern))
        inks: list[Drawn] = [
            (Ink(colour_of(self.theme, piece)), corners[None]),
            (self.ink("print", GRID, STROKES.hair), self.lie(piece, self.grids[index])),
            (self.ink("input", width=STROKES.guide), rim),
            (self.ink("print", active, STROKES.curve + CASE), edges),
            (self.ink("ink", active, STROKES.curve), edges),
        ]
        on = [*compress(zip(NEURON_ROLES, creased, strict=True), piece.pattern)]
        cased = np.vstack([edges[:0], *[edges[which] for _, which in on]])
        inks += [(self.ink("print", width=STROKES.curve + CASE), cased)]
        for role, which in on:
            inks.append((self.ink(role, width=STROKES.curve), edges[which]))
        return Part("", corners, tuple(one for one in inks if one[0].opacity and len(one[1])))

    def _rod_share(self, piece: Piece) -> float:
        """How thick the rod is by now that a piece becomes whose image is a line or a point."""
        share = min(self.moment.pressed[~np.array(piece.pattern)], default=0.0)
        return max(0.0, 1 - (1 - share) / LATE) if piece.dimension < 2 else 0.0

    def _rod(self, index: int) -> Part:
        """What a piece that has collapsed is seen as, in its colour."""
        piece = self.plane.pieces[index]
        colour = colour_of(self.theme, piece) if any(piece.pattern) else self.theme.axis
        return self.rod(self.lie(piece, piece.corners), Ink(colour), self._rod_share(piece))

    def _wall(self, neuron: int) -> Part:
        now = self.moment
        return self.wall(neuron, now.walls[neuron], max(now.active[neuron], now.near))

    def _target(self, neuron: int) -> Part:
        """The rims of where pieces will lie."""
        target = np.maximum(self.moment.pressed, np.eye(3)[neuron])
        off = [piece for piece in self.plane.pieces if not piece.pattern[neuron]]
        rims = np.vstack([self.dashed(self.plane.image(piece, target)) for piece in off])
        ink = self.ink("ink", float(self.moment.active[neuron]), STROKES.guide)
        return Part("", self.corners(neuron), ((ink, rims),))

    def _arrows(self) -> list[Part]:
        """From what is deepest of what is being pressed, straight to where it will lie."""
        drawn, now = [], self.moment
        for neuron in np.flatnonzero(now.active):
            ink = self.ink("ink", float(now.active[neuron]), STROKES.curve)
            for index, piece in enumerate(self.plane.pieces):
                if piece.dimension == 2 and not piece.pattern[neuron]:
                    start = pressed(piece.sums[piece.sums[:, neuron].argmin()], now.pressed)
                    end = start * (np.arange(3) != neuron)
                    drawn.append(self.arrow(f"push{neuron}-{index}", start, end, ink))
        return drawn
