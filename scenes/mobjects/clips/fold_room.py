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

from relu_anim import CreasedPlane, Piece, Placement, View, pressed
from scenes.layout import Region
from scenes.mobjects.lines import polygon
from scenes.mobjects.live import Live
from scenes.mobjects.maps.plane import CASE, colour_of
from scenes.mobjects.space.octant import ELEVATION, Octant
from scenes.mobjects.space.room import Moments
from scenes.mobjects.space.space import NEURON_ROLES, Drawn, Ink, Part
from scenes.theme import STROKES, Theme

STAGES = np.tri(4, 3, -1)[:, ::-1]
"""How far the sheet is pressed by each neuron, one after the other."""
LATE = 0.15
"""The share of a press in which rods come, as what they stand for gets thin."""
CLEAR, DARK = 0.8, 1.8
"""How much of its glass a wall has, and how much as soon as it is spoken of: what is behind it is
seen to be behind."""
TURN = 26
"""Degrees that the viewer goes to a side, and in the room of three neurons that is there."""


@dataclass(frozen=True)
class Moment(Moments):
    """How far everything is: a share, or three of them, one for each neuron.

    laid: the sheet, from the map into space. walls: how much of walls and axes is seen.
    pressed: the sheet, by the ReLU of each neuron. active: how much each neuron is spoken of. lit:
    its wall, with its line. turned, near: the viewer, aside, and to where the walls fill more.
    """

    laid: float = 0.0
    walls: float = 0.0
    pressed: np.ndarray = field(default_factory=lambda: np.zeros(3))
    active: np.ndarray = field(default_factory=lambda: np.zeros(3))
    lit: np.ndarray = field(default_factory=lambda: np.zeros(3))
    turned: float = 0.0
    near: float = 0.0


class FoldRoom(Octant, Live[Moment]):
    """The sheet in space, which comes from a map of the plane in the region `origin`."""

    faintest = 0.0

    def __init__(
        self, plane: CreasedPlane, theme: Theme, region: Region, near: Region, origin: Region
    ) -> None:
        self.plane, self.origin = plane, origin
        sums = np.vstack([piece.sums for piece in plane.pieces])
        seen = [pressed(sums, stage) for stage in STAGES]
        super().__init__(theme, np.vstack(seen), np.cross(*plane.layer.weights), region)
        turned = self.view.azimuth + (TURN if self.view.azimuth < 40 else -TURN)
        self.stances = [
            self.stance(azimuth, np.vstack(points), at)
            for points, at in ((seen, region), (seen[1:], near))
            for azimuth in (self.view.azimuth, turned)
        ]
        self.moment = Moment()

    def stance(self, azimuth: float, points: np.ndarray, at: Region) -> np.ndarray:
        """What a view is made of, from which walls and points fill a region, and its middle."""
        view = self.fitted(View(azimuth, ELEVATION), points, at)
        return np.array([azimuth, view.scale, *view.center, *at.center])

    def see_from(self, turned: float, near: float) -> None:
        """Let the viewer stand elsewhere, where all three neurons are on too."""
        shares = np.outer([1 - near, near], [1 - turned, turned]).ravel()
        azimuth, scale, x, y, z, *middle = shares @ self.stances
        self.view, self.middle = View(azimuth, ELEVATION, scale, (x, y, z)), np.array(middle)
        self.made.clear()

    def set_value(self, value: Moment) -> Self:
        """Show another moment."""
        if (value.turned, value.near) != (self.moment.turned, self.moment.near):
            self.see_from(value.turned, value.near)
        self.moment = value
        drawn: list[tuple[tuple[int, ...], Part]] = []
        for index, piece in enumerate(self.plane.pieces if value.laid else ()):
            off = ~np.array(piece.pattern)
            state = value.laid, float(value.active @ off), *value.pressed[off], *value.lit
            drawn.append(((*np.where(off, -1, 1), 1), self.resting(self._piece, index, *state)))
            if self._rod_share(piece):
                drawn.append(((1, 1, 1, 0), self.resting(self._rod, index, *state)))
        for neuron in range(3 if value.walls else 0):
            place, active = 1 - np.eye(3, dtype=int)[neuron], value.active[neuron]
            state = value.walls, active, value.lit[neuron], value.pressed[neuron]
            drawn.append(((-2, neuron), self.resting(self._wall, neuron + 3, *state)))
            drawn.append(((*place, 0), self.resting(self._wall, neuron, *state)))
            if active:
                drawn.append(((*place, 1), self.resting(self._goal, neuron, active)))
            drawn.append(((1, 1, 1, -1), self.resting(self._axis, neuron, value.walls)))
        drawn += [((1, 1, 1, 2), arrow) for arrow in self._arrows()]
        drawn.sort(key=lambda part: part[0])
        self.draw_in_order([part for _, part in drawn])
        return self

    @property
    def covered(self) -> list[np.ndarray]:
        """Paths all over the walls, and the sheet as it lies now and as it will lie."""
        stages = [stage for stage in STAGES if (stage >= self.moment.pressed).all()]
        rings = [pressed(one.sums, stage) for one in self.plane.pieces for stage in stages]
        flat = [self.flat(ring) for ring in [*rings, *map(self.corners, range(3))]]
        shares = (0.3, 0.7, 1.0)
        return [polygon(s * ring + (1 - s) * ring.mean(axis=0)) for ring in flat for s in shares]

    def lie(self, piece: Piece, points: np.ndarray) -> np.ndarray:
        """Where points (n, 2) of a piece are now, (n, 3)."""
        now, layer = self.moment, self.plane.layer
        if now.laid == 1:
            return pressed(self.plane.sums(points, piece.pattern), now.pressed)
        facing = self.facing(self.plane.window, self.origin.width, self.origin.center)
        return facing.towards(Placement(layer.weights, layer.biases), now.laid)(points)

    def _piece(self, index: int) -> Part:
        """A piece with its share of the rim, and the lines of the neurons on there."""
        piece, now = self.plane.pieces[index], self.moment
        corners = self.lie(piece, piece.corners)
        edges = np.stack([corners, np.roll(corners, -1, axis=0)], axis=1)
        creased = [piece.edges(neuron)[:, 0] for neuron in range(3)]
        rim = np.delete(edges, np.concatenate(creased), axis=0)
        active = float(now.active @ ~np.array(piece.pattern))
        inks: list[Drawn] = [
            (Ink(colour_of(self.theme, piece)), corners[None]),
            (self.ink("input", width=STROKES.guide), rim),
            (self.ink("print", active, STROKES.curve + CASE), edges),
            (self.ink("ink", active, STROKES.curve), edges),
        ]
        wide = STROKES.curve * (1 + now.lit)
        on = [*compress(zip(NEURON_ROLES, creased, wide, strict=True), piece.pattern)]
        inks += [(self.ink("print", width=size + CASE), edges[which]) for _, which, size in on]
        inks += [(self.ink(role, width=size), edges[which]) for role, which, size in on]
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

    def _wall(self, index: int) -> Part:
        """A wall; from 3 on, what of it is behind the pieces that have come to lie on it."""
        now, (behind, neuron) = self.moment, divmod(index, 3)
        glass = now.walls * (CLEAR + (DARK - CLEAR) * now.active[neuron])
        here = abs(1 - behind - now.pressed[neuron])
        return self.wall(neuron, now.walls, glass * here, now.lit[neuron], bool(behind))

    def _axis(self, neuron: int) -> Part:
        return self.axes(self.moment.walls)[neuron]

    def _goal(self, neuron: int) -> Part:
        """Dashed, on a wall: where what is behind it will lie."""
        now, ink = self.moment, self.ink("ink", self.moment.active[neuron], STROKES.guide)
        after = np.maximum(now.pressed, np.eye(3)[neuron])
        goals = [pressed(piece.sums, after) for piece in self._behind(neuron)]
        dashes = [self.dashed(goal) for goal in goals] or [np.zeros((0, 2, 3))]
        return Part("", self.corners(neuron), ((ink, np.vstack(dashes)),))

    def _behind(self, neuron: int) -> list[Piece]:
        """The pieces behind a wall whose images are faces."""
        pieces = self.plane.pieces
        return [piece for piece in pieces if piece.dimension == 2 and not piece.pattern[neuron]]

    def _arrows(self) -> list[Part]:
        """From what is deepest of what is being pressed, straight to where it will lie."""
        drawn, now = [], self.moment
        for neuron in np.flatnonzero(now.active):
            ink = self.ink("ink", float(now.active[neuron]), STROKES.curve)
            for index, piece in enumerate(self._behind(int(neuron))):
                start = pressed(piece.sums[piece.sums[:, neuron].argmin()], now.pressed)
                end = start * (np.arange(3) != neuron)
                drawn.append(self.arrow(f"push{neuron}-{index}", start, end, ink))
        return drawn
