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

from relu_anim import CreasedPlane, Piece, Placement, View, pressed
from scenes.layout import Region
from scenes.mobjects.clips.fold_map import CASE, colour_of
from scenes.mobjects.live import Live
from scenes.mobjects.space.octant import Octant
from scenes.mobjects.space.room import Moments
from scenes.mobjects.space.space import NEURON_ROLES, Drawn, Ink, Part
from scenes.theme import STROKES, Theme, blended

STAGES = np.tri(4, 3, -1)[:, ::-1]
"""How far the sheet is pressed by each neuron, one after the other."""
EARLY, LATE = 0.02, 0.15
"""The share of its way in which the rim of the sheet comes out from under that of the map;
and that of a press in which rods come, as what they stand for gets thin."""
SHADE, REST, WIDER, GLASS, GLOW = 0.4, 0.6, 0.4, 0.18, 2.0
"""How much darker a piece is behind a wall, and the rest while one is spoken of; how much wider
lines are that are lit, and how tinted walls; how much brighter than elsewhere that one glows."""
AZIMUTHS, ELEVATION, ASLANT = (44, 36, 52, 24, 65, 12), 20, 0.5
"""Where the viewer stands: the first place from which a sheet is seen so far from edge-on, or the
best."""
TURN = 26
"""Degrees that the viewer goes to a side, and in the room of three neurons that is there."""


@dataclass(frozen=True)
class Moment(Moments):
    """How far everything is: a share, or three of them, one for each neuron.

    laid: the sheet, from the map into space. walls: how much of walls and axes is seen.
    pressed: the sheet, by the ReLU of each neuron. active: how much each neuron is spoken of. lit:
    its wall, with its line. told: how much more one piece, as it is pressed onto an axis. turned,
    near: the viewer, aside, and to where the walls fill more.
    """

    laid: float = 0.0
    walls: float = 0.0
    pressed: np.ndarray = field(default_factory=lambda: np.zeros(3))
    active: np.ndarray = field(default_factory=lambda: np.zeros(3))
    lit: np.ndarray = field(default_factory=lambda: np.zeros(3))
    told: float = 0.0
    turned: float = 0.0
    near: float = 0.0


class FoldRoom(Octant, Live[Moment]):
    """The sheet in space, which comes from a map of the plane in the region `origin`."""

    def __init__(
        self, plane: CreasedPlane, theme: Theme, region: Region, near: Region, origin: Region
    ) -> None:
        self.plane, self.origin = plane, origin
        sums = np.vstack([piece.sums for piece in plane.pieces])
        seen = [pressed(sums, stage) for stage in STAGES]
        normal = np.cross(*plane.layer.weights)
        most = ASLANT * float(np.linalg.norm(normal))
        views = [View(azimuth, ELEVATION) for azimuth in AZIMUTHS]
        facing = [min(abs(float(view.rotation[2] @ normal)), most) for view in views]
        super().__init__(theme, np.vstack(seen), views[int(np.argmax(facing))], region)
        turned = self.view.azimuth + (TURN if self.view.azimuth < 40 else -TURN)
        self.stances = [
            self.stance(View(azimuth, ELEVATION), np.vstack(points), at)
            for points, at in ((seen, region), (seen[1:], near))
            for azimuth in (self.view.azimuth, turned)
        ]
        self.moment = Moment()
        corners = [piece for neuron in range(3) for piece in self.twice(neuron)]
        self.told = max(corners, key=self._seen_once_pressed, default=None)

    def set_value(self, value: Moment) -> Self:
        """Show another moment."""
        turned, near = value.turned, value.near
        if (turned, near) != (self.moment.turned, self.moment.near):
            shares = np.outer([1 - near, near], [1 - turned, turned]).ravel()
            self.stand(shares @ self.stances)
        self.moment = value
        drawn: list[tuple[tuple[int, ...], Part]] = []
        for index, piece in enumerate(self.plane.pieces if value.laid else ()):
            off = ~np.array(piece.pattern)
            state = (
                value.laid,
                float(value.active @ off),
                *value.pressed[off],
                *value.lit,
                value.told,
            )
            behind, before = (
                tuple(np.where(off, np.where(value.pressed < share, -1, 0), 1))
                for share in (1.0, 1 - LATE)
            )
            drawn.append(((*behind, 1), self.resting(self._piece, index, *state)))
            if behind != before:  # it comes through the glass as it comes to lie on it
                drawn.append(((*before, 1), self.resting(self._arrived, index, *state)))
            if self._rod_share(piece):
                drawn.append(((1, 1, 1, 0), self.resting(self._rod, index, *state)))
        for neuron in range(3 if value.walls else 0):
            place, active = 1 - np.eye(3, dtype=int)[neuron], value.active[neuron]
            drawn.append(((*place, -1), self.resting(self._film, neuron, value.walls)))
            state = value.walls, value.lit[neuron]
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
        unlike = {ring.round(6).tobytes(): ring for ring in rings}.values()
        return [*map(self.all_over, unlike), *map(self.all_over, map(self.corners, range(3)))]

    def all_over(self, ring: np.ndarray) -> np.ndarray:
        """A path all over a polygon (n, 3) in space, on the frame."""
        flat = self.flat(np.vstack([ring, ring[:1]]))
        return np.vstack([s * flat + (1 - s) * flat[:-1].mean(axis=0) for s in (0.3, 0.7, 1.0)])

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
        off = ~np.array(piece.pattern)
        spot = now.told * (piece is self.told)
        active = float(now.active @ off) * (1 - spot)
        behind = SHADE * now.laid * (1 - now.pressed[off].min(initial=1.0)) * (1 - spot - active)
        inks: list[Drawn] = [
            *[(self.ink("ink", GLOW * spot * seen, wide), edges) for wide, seen in self.theme.glow],
            (Ink(colour_of(self.theme, piece)), corners[None]),
            (self.ink("input", min(1.0, now.laid / EARLY), STROKES.guide), rim),
            (self.ink("print", active, STROKES.curve + CASE), edges),
            (self.ink("ink", active, STROKES.curve), edges),
            (self.ink("ink", spot, STROKES.guide), edges),
        ]
        wide = STROKES.curve * (1 + WIDER * now.lit)
        on = [*compress(zip(NEURON_ROLES, creased, wide, strict=True), piece.pattern)]
        inks += [(self.ink("print", width=size + CASE), edges[which]) for _, which, size in on]
        inks += [(self.ink(role, width=size), edges[which]) for role, which, size in on]
        inks = [(self._toned(ink, behind, now.told - spot), paths) for ink, paths in inks]
        return Part("", corners, tuple(one for one in inks if one[0].opacity and len(one[1])))

    def _arrived(self, index: int) -> Part:
        """The same, as much as it lies on a wall by now."""
        part, pressed = self._piece(index), self.moment.pressed
        share = 1 - (1 - pressed[(pressed > 1 - LATE) & (pressed < 1)].max()) / LATE
        inks = tuple((replace(ink, opacity=share * ink.opacity), paths) for ink, paths in part.inks)
        return replace(part, inks=inks)

    def _toned(self, ink: Ink, behind: float, rest: float) -> Ink:
        """An ink, darker behind a wall, and mixed into the ground where others are spoken of."""
        darker = blended(ink.colour, self.theme.floor, behind)
        return replace(ink, colour=blended(darker, self.theme.ground, REST * rest))

    def twice(self, neuron: int) -> list[Piece]:
        """The pieces that a neuron presses from a wall onto an axis."""
        flat = [piece for piece in self.plane.pieces if piece.dimension == sum(piece.pattern) == 1]
        return [piece for piece in flat if piece.pattern.index(False) == neuron]

    def _seen_once_pressed(self, piece: Piece) -> float:
        """How large a piece is seen before it is pressed onto an axis."""
        return area(self.flat(pressed(piece.sums, STAGES[2 - piece.pattern.index(False)])))

    def _rod_share(self, piece: Piece) -> float:
        """How thick the rod is by now that a piece becomes whose image is a line or a point."""
        share = min(self.moment.pressed[~np.array(piece.pattern)], default=0.0)
        return max(0.0, 1 - (1 - share) / LATE) if piece.dimension < 2 else 0.0

    def _rod(self, index: int) -> Part:
        """What a piece that has collapsed is seen as, in its colour."""
        piece = self.plane.pieces[index]
        colour = colour_of(self.theme, piece) if any(piece.pattern) else self.theme.axis
        rest = self.moment.told * (piece is not self.told)
        ink = self._toned(Ink(colour), 0.0, rest)
        return self.rod(self.lie(piece, piece.corners), ink, self._rod_share(piece))

    def _film(self, neuron: int) -> Part:
        return self.film(neuron, self.moment.walls)

    def _wall(self, neuron: int) -> Part:
        lit = self.moment.lit[neuron]
        edges, tint = self.frame(neuron, self.moment.walls, lit), GLASS * lit
        glass = self.ink(NEURON_ROLES[neuron], tint), edges.corners[None]
        return replace(edges, inks=(*edges.inks, glass)) if lit else edges

    def _axis(self, neuron: int) -> Part:
        return self.axes(self.moment.walls)[neuron]

    def _goal(self, neuron: int) -> Part:
        """Dashed, on a wall: where what is behind it will lie."""
        now, ink = self.moment, self.ink("ink", self.moment.active[neuron], STROKES.guide)
        after = np.maximum(now.pressed, np.eye(3)[neuron])
        goals = [(piece.dimension, pressed(piece.sums, after)) for piece in self._behind(neuron)]
        rims = [goal if size == 2 else self.rod(goal, ink).inks[1][1][0] for size, goal in goals]
        dashes = [self.dashed(rim) for rim in rims] or [np.zeros((0, 2, 3))]
        return Part("", self.corners(neuron), ((ink, np.vstack(dashes)),))

    def _behind(self, neuron: int, least: int = 1) -> list[Piece]:
        """The pieces behind a wall that are to become faces on it, or rods on its edges."""
        faces = [piece for piece in self.plane.pieces if piece.dimension == 2]
        rods = self.twice(neuron) if least == 1 else []
        return [one for one in faces if not one.pattern[neuron]] + rods

    def _arrows(self) -> list[Part]:
        """From what is deepest of what is being pressed, straight to where it will lie."""
        drawn, now = [], self.moment
        for neuron in np.flatnonzero(now.active):
            ink = self.ink("ink", float(now.active[neuron]), STROKES.curve)
            for index, piece in enumerate(self._behind(int(neuron), 2)):
                start = pressed(piece.sums[piece.sums[:, neuron].argmin()], now.pressed)
                end = start * (np.arange(3) != neuron)
                drawn.append(self.arrow(f"push{neuron}-{index}", start, end, ink))
        return drawn


def area(corners: np.ndarray) -> float:
    """Twice the area of a convex polygon (n, 3) on the frame."""
    (x, y), (z, w) = corners[:, :2].T, np.roll(corners[:, :2], -1, axis=0).T
    return abs(float(x @ w - y @ z))
