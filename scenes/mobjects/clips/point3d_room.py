"""The room of `point3d`: sheet, ball, wall and floor, at any moment of the story.

In the picture the axes have places of their own: first the neuron whose wall stands there, then
one that runs into the depth, then one that goes up. All points of space are given in that order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from relu_anim import LayerPath, Placement, View, pressed
from scenes.layout import Region
from scenes.mobjects.lines import arrows
from scenes.mobjects.live import Live
from scenes.mobjects.plots.ticks import nice_ticks
from scenes.mobjects.space.polygons import crossed
from scenes.mobjects.space.room import FILM, LEAST, Moments, Room
from scenes.mobjects.space.space import NEURON_ROLES, Drawn, Part, face, segment
from scenes.theme import STROKES, Theme

SIDE = View(-50, 29)
"""The wall is seen aslant: what is behind it is seen beside it, where the room is not."""
BALL, NEARER = 0.3, 0.35
"""The radius of the ball, in frame units; by what share it is larger when it is seen from near."""
CLOSE, CLOSEST = Region(-5.3, 2.6, -3.5, 1.8), 1.8
"""Where the sheet without the bias is when it is seen from near; and how much larger at most."""
BEYOND = 1.1
"""So far the axes go on beyond the wall."""
MARGIN = 0.18
"""How far the sheet goes on beyond the origin and the point, as a share of its width."""
FAR = 24.0
"""Frame units: beyond the frame, wherever one looks from."""
LARGE, SMALL = 5.9, 3.0
"""The height of the sheet as long as it faces the viewer: alone, and beside the room."""
ALONE, BESIDE = np.array([0.0, -0.6, 0.0]), np.array([-5.1, -2.0, 0.0])
"""Where its middle is then."""
TURNS = np.linspace(0, 2 * np.pi, 33)
CIRCLE = np.column_stack([np.cos(TURNS), np.sin(TURNS)])
SHINE = (0.8, 0.55)
"""The sizes of the discs that make a ball round, each a little brighter than the one before."""


@dataclass(frozen=True)
class Moment(Moments):
    """How far everything is, each a share from 0 to 1.

    walked: the point, on the sheet, along and then up. aside: the sheet, from its own place to
    that beside the room. laid: the sheet, from there into space. lifted: sheet and point, by the
    bias. pressed: the point, by ReLU. near: the viewer. room, sheet, push (ReLU's way without the
    bias), press (with it), fate (the point without the bias), drops (from the point to the walls):
    how much of them is seen.
    """

    walked: float = 1.0
    aside: float = 0.0
    laid: float = 0.0
    lifted: float = 0.0
    pressed: float = 0.0
    near: float = 0.0
    room: float = 0.0
    sheet: float = 1.0
    push: float = 0.0
    press: float = 0.0
    fate: float = 0.0
    drops: float = 0.0


def _faded(part: Part, opacity: float) -> Part:
    inks = [
        (
            replace(ink, opacity=opacity * ink.opacity, fades=ink.fades and opacity * ink.fades),
            paths,
        )
        for ink, paths in part.inks
    ]
    return replace(part, inks=tuple(inks))


class PointRoom(Room, Live[Moment]):
    """Everything in space, as it is at a moment.

    order: (3,) the neurons, counted from 0, by their places in the picture. stops: (4, 3) O W,
    O W + b, and what ReLU makes of both. patch: (2, 2) the lower and upper corner of the sheet.
    ends: (3, 3) the tips of the axes.
    """

    def __init__(self, path: LayerPath, theme: Theme, region: Region) -> None:
        self.path, point = path, path.trace.point
        stops = np.array([path.linear, path.affine, path.output_without_bias, path.output])
        spans = np.ptp(np.vstack([stops, np.zeros(3)]), axis=0)
        others = sorted({0, 1, 2} - {path.telling}, key=lambda neuron: -spans[neuron])
        self.order = (path.telling, *others)
        self.roles = [NEURON_ROLES[neuron] for neuron in self.order]
        self.stops = stops[:, self.order]
        low, high = np.minimum(point, 0.0), np.maximum(point, 0.0)
        width = float((high - low).max()) or 1.0
        low -= MARGIN * width
        self.patch = np.array([low, low + (1 + 2 * MARGIN) * width])
        high = self.stops.max(axis=0)
        size = float(high.max()) if high.max() > 0 else float(-self.stops.min()) or 1.0
        self.reach = np.maximum(1.15 * high, LEAST * size)
        self.ends = np.diag(self.reach * BEYOND)
        laid = self.corners @ path.trace.weights[:, self.order]
        lifted = laid + path.trace.biases[list(self.order)]
        shown = np.vstack([laid, lifted, self.stops, self.ends, self.wall])
        super().__init__(theme, SIDE.fitted(shown, region.width, region.height), region.center)
        tips = self.ends * [[1], [0.5], [1]]
        near = SIDE.fitted(np.vstack([laid, self.stops[::2], tips]), CLOSE.width, CLOSE.height)
        scale = min(near.scale, CLOSEST * self.view.scale)
        aside = self.off(CLOSE.center - region.center) * self.view.scale / scale
        self.closer = scale / self.view.scale
        self.views = self.view, replace(near, scale=scale, center=tuple(near.center - aside))
        self.moment, self.still = Moment(), list[Part]()
        self.set_value(self.moment)

    @property
    def corners(self) -> np.ndarray:
        """(4, 2) the corners of the sheet, going round."""
        (left, bottom), (right, top) = self.patch
        return np.array([[left, bottom], [right, bottom], [right, top], [left, top]])

    @property
    def wall(self) -> np.ndarray:
        """(4, 3) the corners of the wall, going round."""
        corners: np.ndarray = np.array([[0, 0, 0], [0, 1, 0], [0, 1, 1], [0, 0, 1]]) * self.reach
        return corners

    def set_value(self, value: Moment) -> Self:
        """Show another moment."""
        rests = (value.room, value.near) == (self.moment.room, self.moment.near)
        self.moment, self.view = value, self.view_at(value.near)
        self.ball = BALL * (1 + NEARER * value.near)
        self.radius = self.ball / self.view.scale
        if not rests:
            self.still = [self._floor(), self._wall(), *self.axes(value.room)] if value.room else []
        self.lie = self.placement()
        self.free = self.lie(self.walk[1, 1])
        self.at = pressed(self.free, value.pressed) if value.laid == 1 else self.free
        ball, over = self._ball()
        sheet = [self._sheet()] if value.sheet else []
        parts = [*self.still, *sheet, *self._marks(), ball]
        for way in self._ways():
            # what is behind the wall and spoken of is drawn over it
            hidden = way.name in ("push", "press") or (way.name != "carry" and not self.inside)
            (over if hidden else parts).append(way)
        self.draw(parts, over)
        return self

    def view_at(self, near: float) -> View:
        """Nearer, around the place of the frame that stays where it is."""
        (first, last), shares = self.views, np.array([1 - near, near])
        scale = 1 / float(shares @ [1 / first.scale, 1 / last.scale])
        return replace(first, scale=scale, center=tuple(shares @ [first.center, last.center]))

    def placement(self) -> Placement:
        """Where the sheet lies now; before the weights act it faces the viewer."""
        now, view = self.moment, self.view
        size = (1 - now.aside) * LARGE + now.aside * SMALL
        place = (1 - now.aside) * ALONE + now.aside * BESIDE
        facing = self.facing(self.patch, size, place, FAR / view.scale * (1 - now.laid))
        order, laid = list(self.order), self.path.placement(now.lifted)
        return facing.towards(Placement(laid.rows[:, order], laid.origin[order]), now.laid)

    def _floor(self) -> Part:
        """The floor of the room, which goes on beyond the frame, with a grid."""
        seen, far = self.moment.room, FAR / self.view.scale
        step = float(nice_ticks(0, float(self.reach.max()), 3)[1])
        marks = np.arange(1, math.ceil(far / step)) * step
        grid = np.array([[[mark, 0, 0], [mark, far, 0.0]] for mark in marks])
        grid = np.vstack([grid, grid[:, :, [1, 0, 2]]])
        corners = far * np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]])
        floor = face("floor", corners, self.ink("floor", 0.72 * seen))
        return replace(floor, inks=(*floor.inks, (self.ink("axis", 0.3 * seen, 1.5), grid)))

    def _wall(self) -> Part:
        return self.pane("wall", self.wall, self.roles[0], self.moment.room, FILM)

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

    def _ways(self) -> list[Part]:
        """The lines that measure, and the arrows: ReLU's, without the bias and with it, and b."""
        now, (linear, affine, stopped, last) = self.moment, self.stops
        ways = []
        for (start, end), role in zip(self.drops, self.roles, strict=True):
            if now.drops and (start != end).any():
                first = start if self.inside else self._from_rim(start, end)[0]
                line = np.array([first, first + now.drops * (end - first)])
                around = self.ink("ground", 0.8, 10.0)
                ink = self.ink(role, width=4.0)
                ways.append(segment(f"drop-{role}", line, around, ink, layer=2))
        for name, role, start, end, share in (
            ("push", "ink", linear, stopped, now.push),
            ("press", "ink", affine, last, now.press),
            ("carry", "bias", linear, self.free, float(now.lifted > 0)),
        ):
            first, tip = self._from_rim(start, self._from_rim(end, start)[0])
            if share and (first != tip).any():
                ink = self.ink(role, width=STROKES.curve)
                ways.append(self.arrow(name, first, first + share * (tip - first), ink))
        return ways

    def _from_rim(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """(2, 3) a way that begins where the ball ends; (end, end) where that is not seen."""
        length = float(np.linalg.norm(self.flat(end) - self.flat(start)))
        return np.array(
            [start + min(1.0, self.ball / length if length else 1.0) * (end - start), end]
        )

    def _sheet(self) -> Part:
        """The sheet with its grid, its two axes, and on it the way to the point: along, then up."""
        seen, (low, high) = self.moment.sheet, self.patch
        fill = replace(self.ink("paper", 0.9 * seen), fades=seen)
        sheet = face("sheet", self.lie(self.corners), fill, self.ink("input", seen, 2.4), layer=4)
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
        flat = np.pad(self.walk, [(0, 0), (0, 0), (0, 1)])
        ends = self.flat(self.lie(self.walk))
        for step, (start, end) in zip(flat, ends, strict=True):
            if length := float(np.linalg.norm(end - start)):
                hidden = max(0.0, self.ball - float(np.linalg.norm(ends[1, 1] - end)))
                step[1] -= min(1.0, hidden / length) * (step[1] - step[0])  # up to the ball
        steps, heads = arrows(flat, 0.1 * float((high - low).max()))
        if len(steps):
            ink = self.ink("print", seen, STROKES.curve)
            inks.append((ink, self.lie(steps[..., :2])))
            inks.append((replace(ink, width=0.0), self.lie(heads[..., :2])))
        return replace(sheet, inks=(sheet.inks[0], *inks, sheet.inks[1]))

    @property
    def walk(self) -> np.ndarray:
        """(2, 2, 2) the steps from the origin of the sheet to its point: along, then up."""
        shares = np.clip(2 * self.moment.walked - np.arange(2), 0.0, 1.0)
        across, up = shares * self.path.trace.point
        return np.array([[[0, 0], [across, 0]], [[across, 0], [across, up]]])

    def _ball(self) -> tuple[Part, list[Part]]:
        """The ball, and how much of it has come through wall or sheet: flat, where pressed."""
        now, depth = self.moment, float(self.at[0])
        squash = min(1.0, -depth / self.radius) if now.pressed and depth <= 0 else 1.0
        gaps = [1.0, -depth / self.radius if now.laid == 1 and depth <= 0 else 1.0]
        normal = crossed(*self.lie.rows)
        if now.pressed and now.sheet and normal.any():
            off = float(np.abs((self.at - self.free) @ normal) / np.linalg.norm(normal))
            gaps.append(off / self.radius)
        behind = min(gaps)
        across, up = self.view.rotation[:2]
        turn, sizes, _ = np.linalg.svd(
            self.radius * np.array([across, up]) * [squash, 1.0, 1.0], full_matrices=False
        )
        disc = CIRCLE @ np.diag(sizes) @ turn.T @ np.array([across, up])
        slope = self.radius * (up - across)
        light = 0.4 * squash * slope
        rim = (self.at + disc)[None]
        inks = [(self.ink("total", seen, 2.4 + wider), rim) for wider, seen in self.theme.glow]
        inks.append((self.ink("total", faint=True), rim))
        lit = replace(self.ink("total"), fades=0.1)
        inks.append((lit, rim))
        inks += [
            (self.ink("total", 0.4), (self.at + (1 - size) * light + size * disc)[None])
            for size in SHINE
        ]
        inks.append((self.ink("paper", 0.6), (self.at + light + 0.16 * disc)[None]))
        inks.append((self.ink("print", 1.0, 2.4), rim))
        ends = self.at + 0.8 * slope, self.at - 0.95 * slope
        rest = self.at + disc[:-1:4], tuple(inks), 9, True, self.at[None], ends
        ball = Part("ball", *rest)
        if behind == 1:
            return ball, []
        return _faded(ball, min(1.0, 2 * behind)), [_faded(Part("through", *rest), 1 - behind)]

    def _marks(self) -> list[Part]:
        """What is left of the way without the bias: a ring behind the wall, a disc on it.

        And a ring where the bias goes through the wall.
        """
        fate, (linear, affine, stopped, _) = self.moment.fate, self.stops
        upright = self.radius * CIRCLE @ np.eye(3)[1:]
        facing = self.radius * CIRCLE @ self.view.rotation[:2]
        marks = []
        away = float(np.linalg.norm(self.flat(self.at) - self.flat(linear))) / self.ball
        if seen := max(fate, self.moment.push) * min(1.0, away):  # it comes as the ball leaves
            marks.append(self._ring("ring", linear + facing, "total", seen))
        if fate and (linear < 0).any():
            disc = self.ink("total", 0.9 * fate, faint=True), (stopped + upright)[None]
            marks.append(self._ring("stopped", stopped + upright, "total", fate, disc))
        if self.moment.lifted and linear[0] < 0 < self.at[0]:
            through = linear + linear[0] / (linear[0] - affine[0]) * (affine - linear)
            marks.append(self._ring("pierced", through + 0.6 * upright, "bias", 1.0))
        return marks

    def _ring(self, name: str, rim: np.ndarray, role: str, seen: float, *inks: Drawn) -> Part:
        inks = (*inks, (self.ink(role, seen, STROKES.guide), rim[None]))
        middle = rim[:-1].mean(axis=0)[None]
        plane = None if name == "ring" else (np.array([1.0, 0.0, 0.0]), 0.0)
        return Part(name, rim[:-1:4], inks, 5, whole=True, extent=middle, whole_plane=plane)
