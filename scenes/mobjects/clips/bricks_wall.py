"""The wall of the bricks clip, the arch that it is meant to follow, and the gap between them."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple, Self

import manim as mn
import numpy as np

from relu_anim import BrickArch, HiddenLayer
from scenes.mobjects.animations import Morph
from scenes.mobjects.lines import DASHED, dashes, draw, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import BrightGraph
from scenes.mobjects.plots.window import Window
from scenes.theme import STROKES, Theme

THICKNESS = 0.5
"""Of the wall, in frame units."""
FLAT = 0.28
"""Of a single brick, which lies below the floor."""
SLANT = 1.3
"""The ends of a wall are cut off level with the floor, where they need not be longer for that."""
MORTAR = 0.035
"""From a joint to the brick on either side of it, in frame units."""
SAMPLES = 361
"""So many points of the arch are joined by straight lines."""
REACH = 0.42
"""How far a brick is thought to go straight on, as a share of its length."""
SHORT = 1e-3
"""So long a line is when it starts."""
BENT = 0.7
"""The share of its time after which a line is bent, and goes straight on past the next joint."""
GAP_OPACITY, GAP_BELOW_ALL = 0.8, 0.4
"""Of the gap; and of that above a single brick, on which everything else stands."""


class Courses(NamedTuple):
    """Where the bricks of a wall lie on the frame: the ends of all joints, (k, 3) each.

    mortar: (k,) how wide the joints are, in frame units to either side.
    """

    outer: np.ndarray
    inner: np.ndarray
    mortar: np.ndarray

    @classmethod
    def in_arch(cls, plot: Window, joints: np.ndarray, fresh: int = 1, opened: float = 1.0) -> Self:
        """The wall through these joints (k, 2); its feet are level with the floor.

        Joints that are no multiple of `fresh` are cut only now, and `opened` that far.
        """
        outer = plot.points_of(joints)
        along = np.diff(outer, axis=0)
        along /= np.linalg.norm(along, axis=1)[:, np.newaxis]
        inwards = along[:, [1, 0, 2]] * [1.0, -1.0, 0.0]
        sums = inwards[:-1] + inwards[1:]
        mitres = 2 * sums / (sums**2).sum(axis=1)[:, np.newaxis]
        feet = []
        for end, side in ((0, 1.0), (-1, -1.0)):
            level = -inwards[end, 1] / max(abs(along[end, 1]), 1e-9)
            feet.append(inwards[end] + side * min(level, SLANT) * along[end])
        offsets = np.vstack([feet[:1], mitres, feet[1:]])
        thickness = min(THICKNESS, FLAT + float(np.ptp(outer[:, 1])))
        cut = np.arange(len(outer)) % fresh != 0
        mortar = MORTAR * np.where(cut, opened, 1.0)
        mortar[[0, -1]] = 0.0
        return cls(outer, outer + thickness * offsets, mortar)

    def part(self, first: int, last: int) -> Courses:
        """The bricks between two joints."""
        return Courses(*(rows[first : last + 1] for rows in self))

    def moved(
        self, pivot: np.ndarray, to: np.ndarray, angle: float, times: float, up: float = 1.0
    ) -> Courses:
        """Turned about a point, which goes elsewhere, and enlarged; upside down where up is -1."""
        turn = times * np.diag([1.0, up, 1.0]) @ mn.rotation_about_z(angle)
        outer, inner = ((rows - pivot) @ turn.T + to for rows in self[:2])
        return Courses(outer, inner, times * self.mortar)


class Wall(mn.VGroup, Live[Courses]):
    """Bricks, one mobject each, from the left foot to the right."""

    def __init__(self, courses: Courses, theme: Theme) -> None:
        self.bricks = [
            mn.VMobject(
                stroke_color=theme.ramp,
                stroke_width=STROKES.guide,
                fill_color=theme.body("ramp"),
                fill_opacity=1,
                joint_type=mn.LineJointType.ROUND,
            )
            for _ in courses.mortar[1:]
        ]
        super().__init__(*self.bricks)
        self.set_value(courses)

    def set_value(self, value: Courses) -> Self:
        """Let the bricks lie elsewhere."""
        self.courses = value
        sides = [np.stack(pair, axis=1) for pair in pairwise(zip(*value[:2], strict=True))]
        for brick, corners, open_ in zip(self.bricks, sides, pairwise(value.mortar), strict=True):
            step = corners[:, 1] - corners[:, 0]
            step /= np.linalg.norm(step, axis=1)[:, np.newaxis]
            left, right = corners[:, 0] + open_[0] * step, corners[:, 1] - open_[1] * step
            brick.set_points(polygon(np.array([left[0], right[0], right[1], left[1]])))
        return self

    def arrivals(self, run_time: float) -> mn.Animation:
        """Brick after brick is laid, from within."""
        middles = (self.courses.inner - self.courses.outer)[:-1]
        lag = 0.5 if len(self.bricks) < 12 else 0.2
        return mn.LaggedStart(
            *[mn.FadeIn(b, shift=-m) for b, m in zip(self.bricks, middles, strict=True)],
            lag_ratio=lag,
            run_time=run_time,
        )


class StraightOn(mn.VMobject, Live[tuple[Courses, float]]):
    """Dashed: where the brick that ends `at` a joint would go on beyond it.

    Its value is the wall, and how far it goes, as a share of the brick's length.
    """

    def __init__(self, courses: Courses, at: int, theme: Theme) -> None:
        super().__init__(stroke_color=theme.ink, stroke_width=STROKES.guide + 1, fill_opacity=0)
        self.at = at
        self.set_value((courses, 0.0))

    def set_value(self, value: tuple[Courses, float]) -> Self:
        """Go further, or with another wall."""
        (outer, _, _), reach = value
        start = outer[self.at]
        line = np.array([start, start + reach * (start - outer[self.at - 1])])
        draw(self, polyline(dashes(line, DASHED)), start)
        return self


class Arc(mn.VMobject, Live[float]):
    """The arch itself, a thin line; its value is the angle up to which it is drawn."""

    def __init__(self, plot: Window, arch: BrickArch) -> None:
        super().__init__(
            stroke_color=plot.theme.target,
            stroke_width=STROKES.curve,
            fill_opacity=0,
            joint_type=mn.LineJointType.ROUND,
            cap_style=mn.CapStyleType.ROUND,
        )
        self.plot, self.arch = plot, arch
        self.set_value(arch.half_angle)

    def set_value(self, value: float) -> Self:
        """Draw it from its left foot up to an angle from the top."""
        angles = np.linspace(-self.arch.half_angle, value, SAMPLES)
        self.set_points(polyline(self.plot.points_of(self.arch.at(angles))))
        return self


class Rope(mn.VGroup, Live[float]):
    """A rope as long as the radius, from a peg at the centre to a pencil; its value is an angle."""

    def __init__(self, plot: Window, arch: BrickArch) -> None:
        self.plot, self.arch, theme = plot, arch, plot.theme
        self.line = mn.VMobject(
            stroke_color=theme.muted, stroke_width=STROKES.guide, fill_opacity=0
        )
        self.peg, self.pencil = (mn.Dot(radius=0.1, color=theme.input) for _ in range(2))
        super().__init__(self.line, self.peg, self.pencil)
        self.set_value(-arch.half_angle)

    def set_value(self, value: float) -> Self:
        """Turn to another angle from the top."""
        ends = np.vstack([self.arch.centre, self.arch.at(np.array([value]))])
        points = self.plot.points_of(ends)
        self.line.set_points(polyline(points))
        for dot, point in zip((self.peg, self.pencil), points, strict=True):
            dot.move_to(point)
        return self


class ArchGap(mn.VMobject, Live[np.ndarray]):
    """All that lies between the arch and a wall; its value are the wall's joints (k, 2)."""

    def __init__(self, plot: Window, arch: BrickArch, joints: np.ndarray) -> None:
        theme = plot.theme
        opacity = GAP_OPACITY if len(joints) > 2 else GAP_BELOW_ALL
        super().__init__(stroke_width=0, fill_color=theme.error, fill_opacity=opacity)
        self.plot = plot
        angles = np.linspace(-arch.half_angle, arch.half_angle, SAMPLES)
        self.arc = plot.points_of(arch.at(angles))
        self.set_value(joints)

    def set_value(self, value: np.ndarray) -> Self:
        """Lie above another wall."""
        self.set_points(polygon(np.vstack([self.arc, self.plot.points_of(value)[::-1]])))
        return self


class Joints(mn.VGroup):
    """A disc on each joint."""

    def __init__(self, points: np.ndarray, theme: Theme) -> None:
        super().__init__(*[mn.Dot(point, radius=0.13, color=theme.input) for point in points])


class BentLine(mn.VGroup, Live[float]):
    """A line that becomes a wall: the first brick goes straight on, and ReLUs bend it down.

    Its value counts those that have bent it: at -1 it starts, at 0 it is a straight line.
    """

    def __init__(self, plot: Window, arch: BrickArch, bricks: int) -> None:
        self.x = arch.joints(bricks)[:, 0]
        self.layer = HiddenLayer.from_function(arch.function(bricks), self.x[0])
        runs = np.diff(self.x[:-1])
        self.beyond = [self.x[0] + SHORT, *(self.x[1:-1] + REACH * runs), self.x[-1]]
        self.line = BrightGraph(plot, self.layer.function, "total", domain=(self.x[0], self.x[-1]))
        super().__init__(self.line)
        self.set_value(-1.0)

    def set_value(self, value: float) -> Self:
        """Be bent by so many ReLUs, the last one only so far as it is in part."""
        last = max(0, math.ceil(value))
        share = value + 1 - last
        weight, neuron = self.layer.units[last]
        part = min(share / BENT, 1.0) if last else 1.0
        units = *self.layer.units[:last], (part * weight, neuron)
        ends = self.beyond[last], self.x[last + 1], self.beyond[last + 1]
        end = float(np.interp(share, (0.0, BENT, 1.0), ends))
        self.line.graph.domain = float(self.x[0]), end
        self.line.set_value(HiddenLayer(self.layer.offset, units).function)
        return self

    def going_on(self, value: int) -> mn.Animation:
        """From so many ReLUs to one more."""
        return Morph(self, lambda share: value + share)
