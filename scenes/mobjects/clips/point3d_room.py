"""The room of `point3d`: sheet, ball and three walls, at any moment of the story.

The viewer stands where no neuron is negative, and nothing is sorted while it moves: all is split by
the three walls. What is behind that of neuron 1 is drawn before what is not; of two on one side of
it, what is behind that of neuron 2.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from relu_anim import LayerPath, Placement, View, pressed
from scenes.layout import Region
from scenes.mobjects.live import Live
from scenes.mobjects.plots.ticks import nice_ticks
from scenes.mobjects.space.octant import Octant
from scenes.mobjects.space.room import Moments
from scenes.mobjects.space.space import NEURON_ROLES, Drawn, Ink, Part, face, segment
from scenes.theme import STROKES, Theme

SIDES = View(27, 35), View(63, 35), View(45, 35)
"""Where the viewer stands, by the neuron whose wall he sees the most of."""
ALONG = View(80, 18), View(10, 18), View(45, 10)
"""And where he sees what is before this wall and what is behind it."""
AIR, LEAST, DEEP = 0.08, 0.3, 0.6
"""How much farther walls go than points, as a share of the farthest one; and how far at least, as
shares of the farthest one and of the one that is farthest behind them."""
FILM = 0.6, 0.45
"""How opaque the wall is that is spoken of, from its first corner to the opposite one."""
BALL = 0.3
"""The radius of the ball, in frame units."""
MARGIN, LEAST_SIDE = 0.18, 0.5
"""How far the sheet goes on beyond the origin and the point, as a share of the longer step;
and how large it is at least between its margins."""
FAR = 24.0
"""Frame units: beyond the frame, wherever one looks from."""
LARGE, SMALL = 5.9, 1.8
"""The height of the sheet as long as it faces the viewer: alone, and beside the room."""
ALONE, BESIDE = np.array([0.0, -0.6, 0.0]), np.array([-5.6, -2.45, 0.0])
"""Where its middle is then."""
GLINTS = np.array(
    [
        [[start, 0], [start + wide, 0], [end + wide, 1], [end, 1]]
        for start, end, wide in ((0.5, 0.62, 0.08), (0.62, 0.74, 0.02))
    ]
)
"""On that wall, as shares of its sides."""
TURNS = np.linspace(0, 2 * np.pi, 33)
CIRCLE = np.column_stack([np.cos(TURNS), np.sin(TURNS)])
SHINE = (0.8, 0.55)
"""The sizes of the discs that make a ball round, each a little brighter than the one before."""
SHEET, WAYS, MARKS, ROUND, OVER = range(1, 6)
"""What is drawn over what, of all that is on one side of the walls."""


@dataclass(frozen=True)
class Moment(Moments):
    """How far everything is, each a share from 0 to 1.

    walked: the point, on the sheet, along and then up. aside: the sheet, from its own place to
    that beside the room. laid: the sheet, from there into space. lifted: the point, by the bias.
    pressed: the point, by ReLU. room, sheet, push (ReLU's way without the bias), press (with it),
    fate (the point without the bias), drops (from the point to the walls): how much of them is
    seen. turned: the viewer, until he looks along the wall.
    """

    walked: float = 1.0
    aside: float = 0.0
    laid: float = 0.0
    lifted: float = 0.0
    pressed: float = 0.0
    room: float = 0.0
    sheet: float = 1.0
    push: float = 0.0
    press: float = 0.0
    fate: float = 0.0
    drops: float = 0.0
    turned: float = 0.0


def _faded(part: Part, opacity: float) -> Part:
    inks = [
        (
            replace(ink, opacity=opacity * ink.opacity, fades=ink.fades and opacity * ink.fades),
            paths,
        )
        for ink, paths in part.inks
    ]
    return replace(part, inks=tuple(inks))


class PointRoom(Octant, Live[Moment]):
    """Everything in space, as it is at a moment.

    stops: (4, 3) O W, O W + b, and what ReLU makes of both. patch: (2, 2) the lower and upper
    corner of the sheet. at: (3,) where the point is.
    """

    def __init__(self, path: LayerPath, theme: Theme, region: Region, aside: Region) -> None:
        self.path, point = path, path.trace.point
        self.stops = np.array([path.linear, path.affine, path.output_without_bias, path.output])
        low, high = np.minimum(point, 0.0), np.maximum(point, 0.0)
        width = float((high - low).max()) or 1.0
        high = np.maximum(high, low + LEAST_SIDE * width)
        self.patch = np.array([low - MARGIN * width, high + MARGIN * width])
        laid = self.corners_of_sheet @ path.trace.weights
        beyond = self.stops + AIR * max(0.0, float(self.stops.max()))
        least = max(LEAST * np.abs(self.stops).max(), -DEEP * self.stops.min())
        least = np.full((1, 3), least)
        feet = path.linear * (1 - np.eye(3))
        shown = np.vstack([self.stops, beyond, least, feet, laid])
        super().__init__(theme, shown, SIDES[path.telling], region)
        self.stances = [
            self.stance(SIDES[path.telling], shown, region),
            self.stance(ALONG[path.telling], shown[: -len(laid)], aside),
        ]
        self.moment = Moment()
        self.set_value(self.moment)

    @property
    def corners_of_sheet(self) -> np.ndarray:
        """(4, 2) the corners of the sheet, going round."""
        (left, bottom), (right, top) = self.patch
        return np.array([[left, bottom], [right, bottom], [right, top], [left, top]])

    def set_value(self, value: Moment) -> Self:
        """Show another moment."""
        if value.turned != self.moment.turned:
            self.stand(np.array([1 - value.turned, value.turned]) @ self.stances)
        self.moment = value
        self.radius = BALL / self.view.scale
        self.lie = self.placement()
        free = self.lie(self.walk[1, 1])
        self.at = pressed(free, value.pressed) if value.laid == 1 else free
        drawn: list[tuple[tuple[int, ...], Part]] = []
        for neuron in range(3 if value.room else 0):
            place = tuple((1 - np.eye(3, dtype=int)[neuron]).tolist())
            drawn.append(((*place, 0), self.resting(self._wall, neuron, value.room)))
            drawn.append(((1, 1, 1, 0), self.resting(self._axis, neuron, value.room)))
        for part in [*self._sheet(), *self._ways(), *self._marks(), *self._ball()]:
            drawn += [((*self.side(piece), piece.layer), piece) for piece in self._split(part)]
        drawn.sort(key=lambda placed: placed[0])
        self.draw_in_order([part for _, part in drawn])
        return self

    def side(self, part: Part) -> tuple[int, ...]:
        """On which side of each wall a part is: -1 behind it."""
        if part.layer == OVER:
            return 1, 1, 1
        middle = part.corners.mean(axis=0)
        return tuple(np.where(middle < -1e-9 * self.reach.max(), -1, 1).tolist())

    def _split(self, part: Part) -> list[Part]:
        """What of a part is before and behind each wall; what is round stays whole."""
        pieces = [part]
        for normal in np.eye(3) if part.layer < MARKS else ():
            pieces = [half for piece in pieces for half in piece.split_by((normal, 0.0))]
        return pieces

    def placement(self) -> Placement:
        """Where the sheet lies now; before the weights act it faces the viewer."""
        now = self.moment
        size = (1 - now.aside) * LARGE + now.aside * SMALL
        place = (1 - now.aside) * ALONE + now.aside * BESIDE
        nearer = FAR / self.view.scale * (1 - now.laid)
        facing = self.facing(self.patch, size, place, nearer)
        return facing.towards(self.path.placement(now.lifted), now.laid)

    def _wall(self, neuron: int) -> Part:
        """A wall; that which is spoken of is of glass, with two glints."""
        seen, corners, role = self.moment.room, self.corners(neuron), self.roles[neuron]
        edges = self.frame(neuron, seen, 0.0).inks
        if neuron != self.path.telling:
            film = self.film(neuron, seen)
            return replace(film, inks=(*film.inks, *edges))
        fill = replace(self.ink(role, FILM[0] * seen, faint=True), fades=FILM[1] * seen)
        sides = np.array([corners[1], corners[3]])
        glints = self.ink("paper", 0.07 * seen), GLINTS @ sides
        glass = face("", corners, fill)
        return replace(glass, inks=(*glass.inks, glints, *edges))

    def _axis(self, neuron: int) -> Part:
        return self.axes(self.moment.room)[neuron]

    @property
    def inside(self) -> bool:
        """Whether the point is in the room."""
        return bool((self.at >= 0).all())

    @property
    def drops(self) -> np.ndarray:
        """(3, 2, 3) the lines along which the point's coordinates are read off.

        In the room: along the floor to its two axes, and down to it. As long as the point is
        outside, only the walls that it is behind are spoken of.
        """
        if not self.inside:
            feet = np.where(np.diag(self.at < 0), 0.0, self.at)
            return np.stack([np.tile(self.at, (3, 1)), feet], axis=1)
        foot = self.at * [1.0, 1.0, 0.0]
        feet = np.array([foot * [0, 1, 0], foot * [1, 0, 0], foot])
        return np.stack([[foot, foot, self.at], feet], axis=1)

    def _ways(self) -> Iterator[Part]:
        """The lines that measure, and the arrows: ReLU's, without the bias and with it, and b.

        What is behind a wall and spoken of is drawn over it.
        """
        now, (linear, affine, stopped, last) = self.moment, self.stops
        for (start, end), role in zip(self.drops, NEURON_ROLES, strict=True):
            if now.drops and (start != end).any():
                first = start if self.inside else self._from_rim(start, end)[0]
                line = np.array([first, first + now.drops * (end - first)])
                layer = WAYS if self.inside else OVER
                yield segment(f"drop-{role}", line, self.ink(role, width=4.0), layer=layer)
        for name, role, start, end, share in (
            ("push", "ink", linear, stopped, now.push),
            ("press", "ink", affine, last, now.press),
            ("carry", "bias", linear, self.lie(self.walk[1, 1]), float(now.lifted > 0)),
        ):
            first, tip = self._from_rim(start, self._from_rim(end, start)[0])
            if share and (first != tip).any():
                ink = self.ink(role, width=STROKES.curve)
                layer = WAYS if name == "carry" else OVER
                yield from self._arrow(name, first, first + share * (tip - first), ink, layer)

    def _arrow(
        self, name: str, start: np.ndarray, end: np.ndarray, ink: Ink, layer: int
    ) -> Iterator[Part]:
        """An arrow: its head, which faces the viewer, is not split."""
        arrow = self.arrow(name, start, end, ink)
        yield replace(arrow, inks=arrow.inks[:1], layer=layer)
        yield Part(f"{name}-head", end[None], arrow.inks[1:], max(layer, MARKS))

    def _from_rim(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """(2, 3) a way that begins where the ball ends; (end, end) where that is not seen."""
        length = float(np.linalg.norm(self.flat(end) - self.flat(start)))
        return np.array([start + min(1.0, BALL / length if length else 1.0) * (end - start), end])

    def _sheet(self) -> Iterator[Part]:
        """The sheet with its grid, its two axes, and on it the way to the point: along, then up."""
        seen, (low, high) = self.moment.sheet, self.patch
        if not seen:
            return
        corners = self.lie(self.corners_of_sheet)
        fill = replace(self.ink("paper", 0.9 * seen), fades=seen)
        sheet = face("sheet", corners, fill, self.ink("input", seen, 2.4), layer=SHEET)
        step = float(np.diff(nice_ticks(float(low.min()), float(high.max()), 5))[0])
        lines: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
        for axis in range(2):
            for mark in range(math.ceil(low[axis] / step), math.floor(high[axis] / step) + 1):
                ends = np.array([low, high])
                ends[:, axis] = mark * step
                lines[mark == 0].append(self.lie(ends))
        inks: list[Drawn] = [
            (self.ink("print", 0.22 * seen, STROKES.hair), np.array(lines[0])),
            (self.ink("print", 0.6 * seen, STROKES.axis), np.array(lines[1])),
        ]
        yield replace(sheet, inks=(sheet.inks[0], *inks, sheet.inks[1]))
        for number, (start, end) in enumerate(self.lie(self.walk)):
            if (start != end).any():
                tip = self._from_rim(end, start)[0] if np.allclose(end, self.at) else end
                ink = self.ink("print", seen, 5.0)
                yield from self._arrow(f"step{number}", start, tip, ink, WAYS)

    @property
    def walk(self) -> np.ndarray:
        """(2, 2, 2) the steps from the origin of the sheet to its point: along, then up."""
        shares = np.clip(2 * self.moment.walked - np.arange(2), 0.0, 1.0)
        across, up = shares * self.path.trace.point
        return np.array([[[0, 0], [across, 0]], [[across, 0], [across, up]]])

    def _ball(self) -> Iterator[Part]:
        """The ball, and how much of it has come through a wall: flat, where it is pressed."""
        telling = self.path.telling
        behind = min(1.0, max(0.0, float(-self.at.min())) / self.radius)
        squash, depth = np.ones(3), float(self.at[telling])
        if self.moment.pressed and depth <= 0:
            squash[telling] = min(1.0, -depth / self.radius)
        across, up = self.view.rotation[:2]
        turn, sizes, _ = np.linalg.svd(
            self.radius * np.array([across, up]) * squash, full_matrices=False
        )
        disc = CIRCLE @ np.diag(sizes) @ turn.T @ np.array([across, up])
        slope = self.radius * (up - across)
        light = 0.4 * squash[telling] * slope
        rim = (self.at + disc)[None]
        inks = [(self.ink("total", seen, 2.4 + wider), rim) for wider, seen in self.theme.glow]
        inks.append((self.ink("total", faint=True), rim))
        inks.append((replace(self.ink("total"), fades=0.1), rim))
        inks += [
            (self.ink("total", 0.4), (self.at + (1 - size) * light + size * disc)[None])
            for size in SHINE
        ]
        inks.append((self.ink("paper", 0.6), (self.at + light + 0.16 * disc)[None]))
        inks.append((self.ink("print", 1.0, 2.4), rim))
        ends = self.at + 0.8 * slope, self.at - 0.95 * slope
        ball = Part("ball", self.at[None], tuple(inks), OVER, ends)
        if behind:
            yield _faded(replace(ball, name="behind", layer=ROUND), min(1.0, 2 * behind))
        if behind < 1:
            yield _faded(ball, 1 - behind)

    def _marks(self) -> Iterator[Part]:
        """What is left of the way without the bias: a ring behind the wall, a disc on it.

        And a ring where the bias goes through the wall.
        """
        fate, (linear, affine, stopped, _) = self.moment.fate, self.stops
        telling = self.path.telling
        upright = self.radius * CIRCLE @ np.delete(np.eye(3), telling, axis=0)
        facing = self.radius * CIRCLE @ self.view.rotation[:2]
        away = float(np.linalg.norm(self.flat(self.at) - self.flat(linear))) / BALL
        if seen := max(fate, self.moment.push) * min(1.0, away):  # it comes as the ball leaves
            yield self._ring("ring", linear, facing, "total", seen)
        if fate and (linear < 0).any():
            disc = self.ink("total", 0.9 * fate, faint=True), (stopped + upright)[None]
            yield self._ring("stopped", stopped, upright, "total", fate, disc)
        if self.moment.lifted and linear[telling] < 0 < self.at[telling]:
            share = linear[telling] / (linear[telling] - affine[telling])
            through = linear + share * (affine - linear)
            if (np.delete(through, telling) >= 0).all():
                yield self._ring("pierced", through, 0.6 * upright, "bias", 1.0)

    def _ring(
        self, name: str, middle: np.ndarray, rim: np.ndarray, role: str, seen: float, *inks: Drawn
    ) -> Part:
        inks = (*inks, (self.ink(role, seen, STROKES.guide), (middle + rim)[None]))
        return Part(name, middle[None], inks, MARKS)
