"""The room of `fold`: the plane as a sheet, laid through three walls and pressed onto them.

Nothing is sorted while it moves. A piece of the sheet stays on its sides of the three walls until
it lies on them, and the viewer stands where all neurons are on. So what is behind the wall of
neuron 1 is drawn before what is not; of two on one side of it, what is behind that of neuron 2.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import compress
from typing import Self

import numpy as np

from relu_anim import CreasedPlane, Piece, Placement, View, pressed
from scenes.layout import Region
from scenes.mobjects.live import Live
from scenes.mobjects.plots.plane import CASE, GRID, colour_of, grid_of
from scenes.mobjects.space.room import LEAST, Moments, Room
from scenes.mobjects.space.space import NEURON_ROLES, Drawn, Ink, Part
from scenes.theme import STROKES, Theme, blended

AZIMUTHS, ELEVATION, SEEN = (33, 45, 57, 21, 65, 12), 27, 0.3
"""Where the viewer stands: the first place from which the sheet is not seen edge-on."""
BEYOND, ROOMY = 1.25, 1.1
"""How far axes go on beyond the walls, and walls beyond what is pressed onto them."""
FILM, CLEARED = (0.4, 0.3), 0.45
"""How opaque the walls are, and what is left of that when the sheet lies on them."""
QUIET = 0.62
"""How much of its colour a piece keeps that is not spoken of."""
ROD, ROD_CASE = 0.24, 0.33
"""Frame units: the width of a rod, and of the dark case around it."""
LATE = 0.15
"""The share of a press in which rods come, as what they stand for gets thin."""
NONE = np.zeros(3)


@dataclass(frozen=True)
class Moment(Moments):
    """How far everything is: a share, or three of them, one for each neuron.

    laid: the sheet, from the map into space. walls: how much of them is seen. pressed: the sheet,
    by the ReLU of each neuron. active: how much each neuron is spoken of.
    """

    laid: float = 0.0
    walls: float = 0.0
    pressed: np.ndarray = field(default_factory=NONE.copy)
    active: np.ndarray = field(default_factory=NONE.copy)


class FoldRoom(Room, Live[Moment]):
    """The sheet in space, which comes from a map of the plane in the region `origin`."""

    def __init__(self, plane: CreasedPlane, theme: Theme, region: Region, origin: Region) -> None:
        self.plane, self.origin, self.roles = plane, origin, list(NEURON_ROLES)
        sums = np.vstack([piece.sums for piece in plane.pieces])
        high = np.maximum(sums, 0.0).max(axis=0)
        self.reach = ROOMY * np.maximum(high, LEAST * (high.max() or np.abs(sums).max() or 1.0))
        self.ends = np.diag(BEYOND * self.reach)
        shown = np.vstack([sums, self.ends, *map(self.wall, range(3))])
        view = _view_of(plane).fitted(shown, region.width, region.height)
        super().__init__(theme, view, region.center)
        lines = plane.cut(list(grid_of(plane.window)))
        self.grids = [
            np.array([line for on, line in lines if on == piece.pattern]).reshape(-1, 2, 2)
            for piece in plane.pieces
        ]
        self.made: dict[str, tuple[tuple[float, ...], Part]] = {}
        self.set_value(Moment())

    def wall(self, neuron: int) -> np.ndarray:
        """(4, 3) the corners of the wall where a neuron is 0, going round from the origin."""
        first, second = np.delete(np.diag(self.reach), neuron, axis=0)
        return np.array([NONE, first, first + second, second])

    def set_value(self, value: Moment) -> Self:
        """Show another moment."""
        self.moment = value
        drawn: list[tuple[tuple[int, ...], Part]] = []
        for index, piece in enumerate(self.plane.pieces):
            sides = [1 if on else -1 for on in piece.pattern]
            state = value.laid, self._brightness(piece), *value.pressed[~np.array(piece.pattern)]
            drawn.append(((*sides, 1), self._kept(self._piece, index, state)))
            if self._rod_share(piece):
                drawn.append(((1, 1, 1, 0), self._kept(self._rod, index, state)))
        for neuron in range(3 if value.walls else 0):
            place = [1] * neuron + [0] + [1] * (2 - neuron)
            share, active = value.pressed[neuron], value.active[neuron]
            drawn.append(((*place, 0), self._kept(self._wall, neuron, (value.walls, share))))
            if active:
                drawn.append(((*place, 2), self._kept(self._target, neuron, (active,))))
        axes = [((1, 1, 1, -1), axis) for axis in self.axes(value.walls)]
        drawn = sorted(drawn + axes * bool(value.walls), key=lambda part: part[0])
        self.draw_in_order([part for _, part in drawn] + self._arrows())
        return self

    def _kept(self, make: Callable[[int], Part], number: int, state: tuple[float, ...]) -> Part:
        """A part as it was, where nothing that it depends on has changed: it costs nothing."""
        name = f"{make.__name__}{number}"
        if name not in self.made or self.made[name][0] != state:
            self.made[name] = state, replace(make(number), name=name)
        return self.made[name][1]

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
        for role, which in compress(zip(NEURON_ROLES, creased, strict=True), piece.pattern):
            inks.append((self.ink("print", width=STROKES.curve + CASE), edges[which]))
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
        corners, share = self.lie(piece, piece.corners), self._rod_share(piece)
        start = corners[np.linalg.norm(corners - corners[0], axis=1).argmax()]
        ends = np.array([start, corners[np.linalg.norm(corners - start, axis=1).argmax()]])
        colour = colour_of(self.theme, piece) if any(piece.pattern) else self.theme.axis
        case = self.ink("print"), share * ROD_CASE
        return self.rod("", ends, case, (self._ink(piece, colour), share * ROD))

    def _wall(self, neuron: int) -> Part:
        """A wall of glass, which gets clearer as the sheet comes to lie on it."""
        seen, corners, role = self.moment.walls, self.wall(neuron), self.roles[neuron]
        clear = float(1 - (1 - CLEARED) * self.moment.pressed[neuron])
        pane = self.pane("", corners, role, seen, (FILM[0] * clear, FILM[1] * clear))
        lines = self.grid(corners, float(self.reach.max()) / 6)
        grid = self.ink(role, GRID * seen, STROKES.hair), lines
        return replace(pane, inks=(*pane.inks, grid))

    def _target(self, neuron: int) -> Part:
        """The rims of where pieces will lie."""
        target = np.maximum(self.moment.pressed, np.eye(3)[neuron])
        off = [piece for piece in self.plane.pieces if not piece.pattern[neuron]]
        rims = np.vstack([self.dashed(self.plane.image(piece, target)) for piece in off])
        ink = self.ink("ink", float(self.moment.active[neuron]), STROKES.guide)
        return Part("", self.wall(neuron), ((ink, rims),))

    def _arrows(self) -> list[Part]:
        """From what is being pressed, straight to where it will lie."""
        drawn = []
        for neuron in np.flatnonzero(self.moment.active):
            target = np.maximum(self.moment.pressed, np.eye(3)[neuron])
            ink = self.ink("ink", float(self.moment.active[neuron]), STROKES.curve)
            for index, piece in enumerate(self.plane.pieces):
                deepest = piece.sums[piece.sums[:, neuron].argmin()]
                for kind, point in (("far", deepest), ("middle", piece.sums.mean(axis=0))):
                    start, end = (pressed(point, share) for share in (self.moment.pressed, target))
                    if not np.allclose(start, end):
                        drawn.append(self.arrow(f"{kind}{neuron}-{index}", start, end, ink))
        return drawn


def _view_of(plane: CreasedPlane) -> View:
    normal = np.cross(*plane.layer.weights)
    views = [View(azimuth, ELEVATION) for azimuth in AZIMUTHS]
    least = SEEN * float(np.linalg.norm(normal))
    return next((view for view in views if abs(view.rotation[2] @ normal) >= least), views[0])
