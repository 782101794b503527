"""The room of `point3d`: paper, ball, glass, wall and floor, at any moment of the story."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np

from relu_anim import Placement, pressed
from scenes.mobjects.clips.point3d_setting import Setting
from scenes.mobjects.lines import arrows
from scenes.mobjects.live import Live
from scenes.mobjects.plots.ticks import nice_ticks
from scenes.mobjects.space.space import NEURON_ROLES, Drawn, Ink, Part, Space, face, segment
from scenes.theme import STROKES, Theme

FAR = 40.0
"""Frame units: beyond the frame, wherever one looks from."""
LARGE, SMALL = 4.9, 2.5
"""The height of the paper as long as it faces the viewer: alone, and beside the room."""
ALONE, BESIDE = np.array([0.0, -0.55, 0.0]), np.array([5.75, 2.0, 0.0])
"""Where its middle is then."""
TURNS = np.linspace(0, 2 * np.pi, 64, endpoint=False)
CIRCLE = np.column_stack([np.cos(TURNS), np.sin(TURNS)])
SHINE = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)
"""The sizes of the discs that make a ball round, each a little brighter than the one before."""
BEHIND = 0.15
"""How opaque what is behind the glass is drawn once more over it: the hero is not to go dull."""
AXIS = 4.0
HEAD = 0.26
"""Frame units: the head of an arrow."""
BEYOND = 1.1
"""So far the axes go on beyond the room."""
UNDER = 0.25
"""How much is seen of the paper's part that lies below the floor."""
PRESS = 0.8
"""Frame units: how long the arrows are with which ReLU pushes against all three walls."""


@dataclass(frozen=True)
class Moment:
    """How far everything is: each a share from 0 to 1, but `turn`, in degrees.

    aside: the paper, from its own place to that beside the room. laid: the paper, from there into
    the room. lifted: paper and point, by the bias. pressed: the point, by ReLU. paper, room, push
    (the way from behind the glass onto it), carry (that of the bias), fate (what was without the
    bias), drops (from the point to the walls), press (ReLU's way with the bias): how much of them
    is seen.
    """

    aside: float = 0.0
    laid: float = 0.0
    lifted: float = 0.0
    pressed: float = 0.0
    paper: float = 1.0
    room: float = 0.0
    push: float = 0.0
    carry: float = 0.0
    fate: float = 0.0
    drops: float = 0.0
    press: float = 0.0
    turn: float = 0.0

    def towards(self, other: Moment, share: float) -> Moment:
        """The moment on the way to another one."""
        return Moment(
            *[
                (1 - share) * getattr(self, field.name) + share * getattr(other, field.name)
                for field in fields(Moment)
            ]
        )


class Room(Space, Live[Moment]):
    """Everything in space, as it is at a moment."""

    def __init__(self, setting: Setting, theme: Theme, middle: np.ndarray) -> None:
        super().__init__(theme, setting.view, middle)
        self.setting = setting
        self.roles = [NEURON_ROLES[neuron] for neuron in setting.order]
        self.set_value(Moment())

    def set_value(self, value: Moment) -> Self:
        """Show another moment."""
        self.moment, setting = value, self.setting
        self.view = replace(setting.view, azimuth=setting.view.azimuth + value.turn)
        point = setting.path.trace.point
        self.lie = self.placement()
        self.free = self.lie(point)
        self.at = pressed(self.free, value.pressed) if value.laid == 1 else self.free
        parts: list[Part] = []
        if value.room:
            walls = [self._floor(), self._wall(), self._glass()]
            parts += [*walls, *self._axes(), *self._arrows(), *self._marks()]
        if value.paper:
            parts += self._paper()
        ball, over = self._ball()
        hidden = [part for part in parts if part.name.startswith("drop") and self.at[0] < 0]
        over = [*(self._faded(part, 1.0) for part in hidden), *self._presses(), *over]
        self.draw(parts + ball, over)
        return self

    def placement(self) -> Placement:
        """Where the paper lies now; before the weights act it faces the viewer."""
        now, setting, view = self.moment, self.setting, self.setting.view
        size = (1 - now.aside) * LARGE + now.aside * SMALL
        low, high = setting.patch
        rows = view.rotation[:2] * size / view.scale / (high - low).max()
        place = (1 - now.aside) * ALONE + now.aside * BESIDE - self.middle
        start = view.facing_place(place[:2]) + FAR / view.scale * (1 - now.laid) * view.rotation[2]
        facing = Placement(rows, start - (low + high) / 2 @ rows)
        order, path = list(setting.order), setting.path
        laid = path.placement(now.lifted)
        return facing.towards(Placement(laid.rows[:, order], laid.origin[order]), now.laid)

    def _ink(self, role: str, opacity: float = 1.0, width: float = 0.0, faint: bool = False) -> Ink:
        colour = self.theme.faint(role) if faint else self.theme.colour(role)
        return Ink(colour, opacity, width)

    def _floor(self) -> Part:
        far = FAR / self.setting.view.scale
        return self._ground("floor", 0, 1, far, far, *self._shadow())

    def _wall(self) -> Part:
        """The wall of the neuron across, as high as the glass and as long as the axis."""
        return self._ground("wall", 0, 2, *self.setting.reach[::2, 1])

    def _ground(
        self, name: str, one: int, other: int, long: float, wide: float, *more: Drawn
    ) -> Part:
        """A face between two axes, with a grid; floor and wall have the same one."""
        setting, room = self.setting, self.moment.room
        step = float(nice_ticks(0, float(np.ptp(setting.reach, axis=1).max()), 4)[1])
        axes = np.eye(3)[[one, other]] * [[long], [wide]]
        corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) @ axes
        grid = [
            mark * step * along + np.array([0 * across, across])
            for along, across, size in (
                (np.eye(3)[one], axes[1], long),
                (np.eye(3)[other], axes[0], wide),
            )
            for mark in range(1, math.ceil(size / step))
        ]
        edge = self._ink("axis", 0.5 * room, STROKES.hair)
        ground = face(name, corners, self._ink("floor", 0.72 * room), edge)
        lines = (self._ink("axis", 0.3 * room, STROKES.hair), np.array(grid).reshape(-1, 2, 3))
        return replace(ground, inks=(*ground.inks, lines, *more))

    def _shadow(self) -> list[tuple[Ink, np.ndarray]]:
        """A soft shadow of the ball on the floor while it is measured: else labels stand there."""
        if self.moment.drops == 0 or self.at[2] <= 0 or self.at[0] < 0:
            return []
        near = min(1.0, self.at[0] / self.setting.radius)
        foot, opacity = self.at * [1, 1, 0], 0.1 * near * self.moment.drops
        return [
            (
                self._ink("print", opacity),
                (foot + size * self.setting.radius * CIRCLE @ np.eye(3)[:2])[None],
            )
            for size in (1.3, 1.0, 0.7)
        ]

    def _glass(self) -> Part:
        setting, room, role = self.setting, self.moment.room, self.roles[0]
        corners = setting.glass
        fill = replace(self._ink(role, 0.66 * room, faint=True), fades=0.5 * room)
        pane = face("glass", corners, fill, self._ink(role, room, STROKES.guide + 1), layer=1)
        low, high = corners[0, 2], corners[2, 2]
        width = min(0.35 * (high - low), 0.3 * float(np.ptp(setting.reach[1])))
        glints = []
        for start, wide in ((0.55, 0.07), (0.66, 0.02)):
            left = setting.reach[1, 0] + start * np.ptp(setting.reach[1])
            right = left + wide * np.ptp(setting.reach[1])
            glints.append(
                [[0, left, low], [0, right, low], [0, right + width, high], [0, left + width, high]]
            )
        return replace(
            pane,
            inks=(
                *pane.inks[:1],
                (self._ink("paper", 0.07 * room), np.array(glints)),
                pane.inks[1],
            ),
        )

    def _axes(self) -> list[Part]:
        seen = self.moment.room
        return [
            self._line(f"axis{place}", np.zeros(3), end, self._ink(role, seen, AXIS), tip=True)
            for place, (role, end) in enumerate(zip(self.roles, self.ends, strict=True))
        ]

    @property
    def ends(self) -> np.ndarray:
        """(3, 3) the tips of the axes."""
        return np.diag(self.setting.reach[:, 1] * BEYOND)

    def _arrows(self) -> list[Part]:
        now, linear = self.moment, self.setting.stops[0]
        lines = []
        if now.drops:
            for foot, role in zip(self.feet, self.roles, strict=True):
                ink = self._ink(role, 1.0, STROKES.axis)
                way = self._line(
                    f"drop-{role}", self.at, self.at + now.drops * (foot - self.at), ink
                )
                lines.append(way)
        if now.carry:
            way = now.carry * (self.free - linear)
            length = float(np.linalg.norm(self.flat(linear + way) - self.flat(linear)))
            short = 1 - min(1.0, self.setting.radius * self.view.scale / length) if length else 0.0
            bias = self._ink("bias", 1.0, STROKES.curve)
            lines.append(self._line("carry", linear, linear + short * way, bias, tip=True))
        return lines

    @property
    def feet(self) -> np.ndarray:
        """(3, 3) the places on the walls nearest to the point; but where it is behind one, it is.

        As long as it is outside the room, only the glass is spoken of.
        """
        feet = self.at * (1 - np.eye(3))
        if (self.at < 0).any():
            feet[1:] = self.at
        return feet

    @property
    def ways(self) -> list[tuple[str, np.ndarray, np.ndarray, float]]:
        """The ways on which ReLU pushes, from where to where, and how much of each is seen.

        That of the point without the bias comes first. With the bias there is another one; where
        the point is in the room then, ReLU pushes in vain, up to each wall.
        """
        now, (linear, affine, stopped, last) = self.moment, self.setting.stops
        push = ("push", linear, stopped, now.push)
        if (affine < 0).any():
            return [push, ("press", affine, last, now.press)]
        steps = np.eye(3) / np.linalg.norm(self.view.rotation[:2], axis=0)[:, None]
        feet = affine * (1 - np.eye(3))
        starts = feet - PRESS / self.view.scale * steps
        names = ("up-to0", "up-to1", "up-to2")
        return [push, *((*way, now.press) for way in zip(names, starts, feet, strict=True))]

    def _presses(self) -> list[Part]:
        ink = self._ink("ink", 0.9, STROKES.curve)
        shown = []
        for name, start, end, share in self.ways:
            length = float(np.linalg.norm(end - start))
            if share and length:
                short = 0.0 if name.startswith("up-to") else self.setting.radius / length
                first, tip = start + [[short], [1 - short]] * (end - start)
                shown.append(self._line(name, first, first + share * (tip - first), ink, tip=True))
        return shown

    def _line(
        self, name: str, start: np.ndarray, end: np.ndarray, ink: Ink, *, tip: bool = False
    ) -> Part:
        """A straight stroke in space, with a head that faces the viewer where it has a tip."""
        line = segment(name, np.array([start, end]), ink, layer=2)
        head = arrows(self.flat(line.corners)[None], HEAD)[1] if tip else ()
        if not len(head):
            return line
        facing = end + (head - self.flat(end)) @ self.view.rotation / self.view.scale
        return replace(line, inks=(*line.inks, (replace(ink, width=0.0), facing)))

    def _paper(self) -> list[Part]:
        setting, seen = self.setting, self.moment.paper
        low, high = setting.patch
        fill = replace(self._ink("paper", 0.8 * seen), fades=0.95 * seen)
        edge = self._ink("input", seen, STROKES.guide)
        sheet = face("paper", self.lie(setting.corners), fill, edge, layer=4)
        step = float(np.diff(nice_ticks(float(low.min()), float(high.max()), 5))[0])
        lines: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
        for axis in range(2):
            for mark in range(math.ceil(low[axis] / step), math.floor(high[axis] / step) + 1):
                ends = np.array([low, high])
                ends[:, axis] = mark * step
                lines[mark == 0].append(self.lie(ends))
        grid = self._ink("print", 0.22 * seen, STROKES.hair)
        axes = self._ink("print", 0.7 * seen, STROKES.axis)
        inks = (
            sheet.inks[0],
            (grid, np.array(lines[0])),
            (axes, np.array(lines[1])),
            sheet.inks[1],
        )
        parts = replace(sheet, inks=inks).split_by((np.array([0.0, 0.0, 1.0]), 0.0))
        under = 1 - (1 - UNDER) * self.moment.laid
        return [self._faded(part, under) if part.name == "paper1" else part for part in parts]

    def _ball(self) -> tuple[list[Part], list[Part]]:
        """The ball; where it is behind the glass, some of it is drawn once more over that."""
        now, radius = self.moment, self.setting.radius
        depth = float(self.at[0])
        squash = min(1.0, -depth / radius) if now.pressed and depth <= 0 else 1.0
        ball = self._body("ball", squash)
        weakly = max(1 - squash, BEHIND * now.room * min(1.0, max(0.0, -depth / radius)))
        over = [self._faded(ball, weakly)] if weakly and depth <= 0 else []
        if over:  # its light is before the glass, too
            ball = replace(ball, inks=ball.inks[len(self.theme.glow) :])
        return [ball], over

    def _body(self, name: str, squash: float) -> Part:
        """The ball, pressed flat along the first axis where `squash` is below 1."""
        across, up = self.view.rotation[:2]
        radius, at = self.setting.radius, self.at
        turn, sizes, _ = np.linalg.svd(radius * np.array([across, up]) * [squash, 1.0, 1.0])
        disc = CIRCLE @ np.diag(sizes) @ turn.T @ np.array([across, up])
        light = 0.4 * squash * radius * (up - across)
        rim = at + np.stack([disc, np.roll(disc, -1, axis=0)], axis=1)
        lit = min(1.0, max(at[0] / radius, 1 - squash, 0.0))
        inks = [
            (self._ink("total", lit * opacity, STROKES.guide + wider), rim)
            for wider, opacity in self.theme.glow
        ]
        inks.append((self._ink("total", faint=True), (at + disc)[None]))
        inks += [
            (self._ink("total", 0.3), (at + (1 - size) * light + size * disc)[None])
            for size in SHINE
        ]
        inks.append((self._ink("paper", 0.6), (at + light + 0.16 * disc)[None]))
        inks.append((self._ink("print", 1.0, STROKES.guide), rim))
        return Part(name, at + disc[::4], tuple(inks), layer=9, whole=True, extent=at[None])

    def _faded(self, part: Part, opacity: float) -> Part:
        inks = tuple(
            (replace(ink, opacity=opacity * ink.opacity), paths) for ink, paths in part.inks
        )
        return replace(part, name=f"{part.name}-over", inks=inks)

    def _marks(self) -> list[Part]:
        """What is left of the way without the bias: a ring behind the glass, a disc on it.

        And a ring where the bias goes through the glass.
        """
        fate, carry, radius = self.moment.fate, self.moment.carry, self.setting.radius
        linear, affine, stopped, _ = self.setting.stops
        upright = radius * CIRCLE @ np.eye(3)[1:]
        marks = []
        if fate:
            facing = radius * CIRCLE @ self.view.rotation[:2]
            marks.append(self._ring("ring", linear, facing, "total", fate))
        if fate and (linear < 0).any():
            disc = (self._ink("total", 0.9 * fate, faint=True), (stopped + upright)[None])
            marks.append(self._ring("stopped", stopped, upright, "total", fate, disc))
        if carry and linear[0] < 0 < self.at[0]:
            through = linear + linear[0] / (linear[0] - affine[0]) * (affine - linear)
            marks.append(self._ring("through", through, 0.6 * upright, "bias", carry))
        return marks

    def _ring(
        self, name: str, at: np.ndarray, circle: np.ndarray, role: str, seen: float, *inks: Drawn
    ) -> Part:
        rim = at + np.vstack([circle, circle[:1]])
        inks = (*inks, (self._ink(role, seen, STROKES.guide), rim[None]))
        return Part(name, at + circle[::4], inks, layer=5, whole=True, extent=at[None])

    @property
    def paths(self) -> list[np.ndarray]:
        """All lines on the frame, (n, 3) each, for labels to keep off: not those that are faint."""
        faint = ("floor", "wall", "ball", *(("paper",) if self.moment.paper < 1 else ()))
        paths: list[np.ndarray] = []
        for name, shape in self.kept.items():
            if shape.stroke_width and not name.startswith(faint):
                lines = shape.points.reshape(-1, 4, 3)[:, [0, 3]]
                paths += [lines[:, 0]] if len(lines) == len(CIRCLE) else list(lines)
        return paths
