"""The room of `fold`: the plane as a sheet, laid through three walls and pressed onto them.

Nothing is sorted while it moves. A piece of the sheet stays on its sides of the three walls until
it lies on them, and the viewer stands where all neurons are on. So what is behind the wall of
neuron 1 is drawn before what is not; of two on one side of it, what is behind that of neuron 2.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import compress
from typing import Self

import numpy as np

from relu_anim import CreasedPlane, Piece, Placement, pressed
from scenes.layout import FRAME, Region
from scenes.mobjects.controls.lamps import STEP, half_panel
from scenes.mobjects.labels import room_at, roomiest
from scenes.mobjects.lines import polygon
from scenes.mobjects.live import Live
from scenes.mobjects.maps.plane import CASE, colour_of
from scenes.mobjects.space.octant import Octant
from scenes.mobjects.space.room import HALF_TURN, Moments
from scenes.mobjects.space.space import NEURON_ROLES, Drawn, Ink, Part
from scenes.theme import STROKES, Theme, blended

MIDDLE, LAST = FRAME.inset(1.0, 1.0, 0.45, 1.6), FRAME.inset(2.6, 2.6, 0.5, 1.95)
"""Where the room is while the whole sheet is in it, and as soon as nothing is under the floor."""
LATE = 0.15
"""The share of a press in which rods come, as what they stand for gets thin."""
CLEAR, DIM = 0.4, 0.5
"""How much of its glass a wall has that is not spoken of, and how dark pieces get that are not."""
TURNS = np.concatenate([HALF_TURN + np.pi, HALF_TURN])
CIRCLE = np.column_stack([np.cos(TURNS), np.sin(TURNS), 0 * TURNS])
"""A circle of radius 1 on the frame, from its top by the left."""
LAMP, LEAST, FREE = 0.15, 0.065, 1.2
"""Frame units: the radius of a lamp where there is room, and where there is little; and how much
more room lamps need than they take up."""


@dataclass(frozen=True)
class Moment(Moments):
    """How far everything is: a share, or three of them, one for each neuron.

    laid: the sheet, from the map into space. walls: how much of walls and axes is seen.
    pressed: the sheet, by the ReLU of each neuron. active: how much each neuron is spoken of.
    lamps: how much of them is seen. near: 0 beside the map, 1 in the middle, 2 as near as can be.
    """

    laid: float = 0.0
    walls: float = 0.0
    pressed: np.ndarray = field(default_factory=lambda: np.zeros(3))
    active: np.ndarray = field(default_factory=lambda: np.zeros(3))
    lamps: float = 0.0
    near: float = 0.0


class FoldRoom(Octant, Live[Moment]):
    """The sheet in space, which comes from a map of the plane in the region `origin`."""

    faintest = 0.0

    def __init__(self, plane: CreasedPlane, theme: Theme, region: Region, origin: Region) -> None:
        self.plane, self.origin, self.moment = plane, origin, Moment()
        sums = np.vstack([piece.sums for piece in plane.pieces])
        seen = [pressed(sums, np.arange(3) > neuron) for neuron in range(-1, 3)]
        super().__init__(theme, seen[0], np.cross(*plane.layer.weights), region)
        flat = [np.pad(piece.corners, ((0, 0), (0, 1))) for piece in plane.pieces]
        self.anchors = [roomiest(corners, half_panel(3), 1.0)[0][:2] for corners in flat]
        views, walls = [(self.view, region)], [self.ends, *map(self.corners, range(3))]
        for sheets, place in ((seen, MIDDLE), (seen[:-1], LAST)):
            points = np.vstack([*sheets, *walls])
            views.append((self.view.fitted(points, place.width, place.height), place))
        self.scales = [view.scale for view, _ in views]
        self.middles = np.transpose([at.center - view.center @ view.matrix for view, at in views])
        self.come(0.0)
        self.set_value(self.moment)

    def come(self, near: float) -> None:
        """Let the viewer stand as near."""
        scale, *middle = (np.interp(near, range(3), row) for row in [self.scales, *self.middles])
        self.view, self.middle = replace(self.view, scale=scale, center=(0, 0, 0)), np.array(middle)
        self.made.clear()

    def set_value(self, value: Moment) -> Self:
        """Show another moment."""
        if value.near != self.moment.near:
            self.come(value.near)
        self.moment = value
        dim = float(value.active.max())
        drawn: list[tuple[tuple[int, ...], Part]] = []
        for index, piece in enumerate(self.plane.pieces if value.laid else ()):
            off = ~np.array(piece.pattern)
            state = value.laid, float(value.active @ off), *value.pressed[off]
            order = *np.where(off, -1, 1), 1
            drawn.append((order, self.resting(self._piece, index, *state, dim)))
            if self._rod_share(piece):
                drawn.append(((1, 1, 1, 0), self.resting(self._rod, index, *state)))
            if value.lamps:
                drawn.append(((2,), self.resting(self._lamps, index, *state, value.lamps)))
        for neuron in range(3 if value.walls else 0):
            place = 1 - np.eye(3, dtype=int)[neuron]
            state = value.walls, value.active[neuron], value.pressed[neuron]
            drawn.append(((-2, neuron), self.resting(self._wall, neuron + 3, *state)))
            drawn.append(((*place, 0), self.resting(self._wall, neuron, *state)))
        drawn += [((1, 1, 1, -1), axis) for axis in (self.axes(value.walls) if value.walls else [])]
        drawn += [((1, 1, 1, 2), arrow) for arrow in self._arrows()]
        drawn.sort(key=lambda part: part[0])
        self.draw_in_order([part for _, part in drawn])
        return self

    @property
    def covered(self) -> list[np.ndarray]:
        """Paths all over the walls, and the sheet before it is pressed and after."""
        rings = [ring for one in self.plane.pieces for ring in (one.sums, self.plane.image(one))]
        flat = [self.flat(ring) for ring in [*rings, *map(self.corners, range(3))]]
        shares = (0.25, 0.5, 0.75, 1.0)
        return [polygon(s * ring + (1 - s) * ring.mean(axis=0)) for ring in flat for s in shares]

    def lie(self, piece: Piece, points: np.ndarray) -> np.ndarray:
        """Where points (n, 2) of a piece are now, (n, 3)."""
        now, layer = self.moment, self.plane.layer
        if now.laid == 1:
            return pressed(self.plane.sums(points, piece.pattern), now.pressed)
        facing = self.facing(self.plane.window, self.origin.width, self.origin.center)
        return facing.towards(Placement(layer.weights, layer.biases), now.laid)(points)

    def _piece(self, index: int) -> Part:
        """A piece with its share of the rim, and the creases of the neurons on there."""
        piece, now = self.plane.pieces[index], self.moment
        corners = self.lie(piece, piece.corners)
        edges = np.stack([corners, np.roll(corners, -1, axis=0)], axis=1)
        creased = [piece.edges(neuron)[:, 0] for neuron in range(3)]
        rim = np.delete(edges, np.concatenate(creased), axis=0)
        active = float(now.active @ ~np.array(piece.pattern))
        lit = 1 - DIM * max(0.0, float(now.active.max()) - active)
        inks: list[Drawn] = [
            (Ink(blended(self.theme.ground, colour_of(self.theme, piece), lit)), corners[None]),
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

    def _lamps(self, index: int) -> Part:
        """The lamps of a piece, on it, as large as it lets them be."""
        piece, seen = self.plane.pieces[index], self.moment.lamps
        middle = self.lie(piece, self.anchors[index][None])
        corners = self.flat(self.lie(piece, piece.corners))
        room = room_at(self.flat(middle), corners, half_panel(3))[0] / FREE
        size, seen = np.clip(room, LEAST, LAMP), seen * (1 - self._rod_share(piece))
        wide, high = size * half_panel(3)
        ends = (wide - high) * np.repeat([[-1, 0, 0], [1, 0, 0]], len(HALF_TURN), axis=0)
        panel = middle + self.off(ends + high * CIRCLE)
        inks = [(self.ink("ground", seen), panel[None])]
        for place, (role, on) in enumerate(zip(NEURON_ROLES, piece.pattern, strict=True)):
            lamp = middle + self.off(size * (CIRCLE + (place - 1) * np.array([STEP, 0, 0])))
            ink = self.ink(role, seen, 0.0 if on else STROKES.guide, faint=not on)
            rim = np.stack([lamp, np.roll(lamp, -1, axis=0)], axis=1)
            inks.append((ink, lamp[None] if on else rim))
        return Part("", panel, tuple(inks))

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
        glass = now.walls * (CLEAR + (1 - CLEAR) * now.active[neuron])
        here = abs(1 - behind - now.pressed[neuron])
        return self.wall(neuron, now.walls, glass * here, bool(behind))

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
