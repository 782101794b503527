"""The space of three neurons: its axes, the walls of its positive octant, drops to the walls."""

from __future__ import annotations

from itertools import permutations

import manim as mn
import numpy as np

from scenes.mobjects.lines import BELOW_ZERO, DROP, arrows, dashes, draw, polygon, polyline
from scenes.mobjects.plots.ticks import nice_ticks
from scenes.mobjects.space.coordinates import NEURON_ROLES
from scenes.mobjects.space.shapes import Dot, Face, Lines
from scenes.mobjects.space.space import Spatial
from scenes.theme import STROKES, Theme


class Axes(Spatial):
    """The three axes: an arrow as far as `reach` on the positive side, a thin line below zero.

    reach: (3, 2) the lowest and the highest value shown on each axis. What lies behind the plane
    through the point `through` at right angles to `normal` is drawn in `far`, the rest in
    `near`, so that a sheet in that plane can be drawn between the two.
    """

    HEAD = 0.2

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.reach = np.tile([0.0, 1.0], (3, 1))
        self.through = self.normal = np.zeros(3)
        self.near, self.far = (self._half_of_them(theme) for _ in range(2))
        self.add(self.far, self.near)

    @staticmethod
    def _half_of_them(theme: Theme) -> mn.VGroup:
        lower = mn.VMobject(
            stroke_color=theme.axis, stroke_width=STROKES.hair, stroke_opacity=0.7, fill_opacity=0
        )
        shafts = mn.VMobject(stroke_color=theme.axis, stroke_width=STROKES.axis, fill_opacity=0)
        heads = mn.VMobject(stroke_width=0, fill_color=theme.axis, fill_opacity=1)
        return mn.VGroup(lower, shafts, heads)

    @property
    def ends(self) -> np.ndarray:
        """(3, 3) the tips of the three arrows in space."""
        ends: np.ndarray = np.diag(self.reach[:, 1])
        return ends

    @property
    def lines(self) -> np.ndarray:
        """(6, 2, 3) the axes in space from the origin: three up, three down."""
        ends = np.vstack([self.ends, np.diag(self.reach[:, 0])])
        return np.stack([np.zeros((6, 3)), ends], axis=1)

    def project(self) -> None:
        flat = self.space.flat
        spot = flat(np.zeros(3))
        for half, lines in zip(
            (self.near, self.far),
            self.space.view.parted(self.lines, self.through, self.normal),
            strict=True,
        ):
            lower, shafts, heads = half
            draw(lower, polyline(dashes(flat(lines[3:]), BELOW_ZERO)), spot)
            draw(shafts, polyline(flat(lines[:3])), spot)
            tipped = (lines[:3, 1] == self.ends).all(axis=1) & (lines[:3, 0] != self.ends).any(
                axis=1
            )
            draw(heads, polygon(arrows(flat(self.lines[:3][tipped]), self.HEAD)[1]), spot)

    @property
    def obstacles(self) -> np.ndarray:
        return self.lines


class Walls(Spatial):
    """The floor and the two walls of the positive octant, as faint grids.

    `lights` are faces of their own: one for each wall, to show that ReLU is at work there.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.high = np.ones(3)
        self.grid = Lines(theme.axis, STROKES.hair, opacity=0.38)
        self.faces = [Face(theme.axis, 0.05) for _ in range(3)]
        self.lights = [Face(theme.total, 0.12) for _ in range(3)]
        self.add(*self.faces, self.grid)

    def build(self, high: np.ndarray) -> Walls:
        """Let each wall reach as far as `high` (3,) along the axes in it."""
        self.high = high
        step = nice_ticks(0.0, float(high.max()), 5)[1]
        lines = []
        for first, second in permutations(range(3), 2):
            values = np.arange(0.0, high[first] * (1 + 1e-9), step)
            wall = np.zeros((len(values), 2, 3))
            wall[:, :, first] = values[:, None]
            wall[:, 1, second] = high[second]
            lines.append(wall)
        self.grid.lines = np.vstack(lines)
        for normal, pair in enumerate(zip(self.faces, self.lights, strict=True)):
            for face in pair:
                face.corners = wall_corners(normal, high)
        return self

    def project(self) -> None:
        for piece in (*self.faces, self.grid):
            piece.project()


def wall_corners(normal: int, high: np.ndarray) -> np.ndarray:
    """The corners (4, 3) of the octant's wall at right angles to one axis."""
    first, second = (axis for axis in range(3) if axis != normal)
    corners = np.zeros((4, 3))
    corners[1:3, first] = high[first]
    corners[2:4, second] = high[second]
    return corners


class Drops(Spatial):
    """How a point is read: a dashed line to each wall, as long as that neuron's value.

    Thin lines in the walls lead on from its feet to the axes.
    """

    FOOT = 0.05

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.at = np.zeros(3)
        self.box = mn.VMobject(
            stroke_color=theme.muted, stroke_width=STROKES.hair, stroke_opacity=0.7, fill_opacity=0
        )
        self.drops = [
            mn.VMobject(
                stroke_color=theme.colour(role), stroke_width=STROKES.guide + 1, fill_opacity=0
            )
            for role in NEURON_ROLES
        ]
        self.foot = mn.Circle(self.FOOT).points
        self.feet = [
            mn.VMobject(stroke_width=0, fill_color=theme.colour(role), fill_opacity=1)
            for role in NEURON_ROLES
        ]
        self.add(self.box, *self.drops, *self.feet)

    @property
    def feet_at(self) -> np.ndarray:
        """(3, 3) where the drops meet the walls: the point with one coordinate 0."""
        feet: np.ndarray = self.at * (1 - np.eye(3))
        return feet

    @property
    def lines(self) -> np.ndarray:
        """(9, 2, 3) in space: the three drops, then the thin lines in the walls."""
        drops = [(self.at, foot) for foot in self.feet_at]
        box = [
            (self.feet_at[one], self.at * np.eye(3)[axis])
            for one, axis in permutations(range(3), 2)
        ]
        return np.array(drops + box)

    def project(self) -> None:
        lines = self.space.flat(self.lines)
        for drop, foot, line in zip(self.drops, self.feet, lines[:3], strict=True):
            draw(drop, polyline(dashes(line, DROP)), line[1])
            long = np.linalg.norm(line[1] - line[0]) > 2 * Dot.RADIUS
            foot.set_points(line[1] + (self.foot if long else 0 * self.foot))
        draw(self.box, polyline(lines[3:]), lines[0, 0])

    @property
    def obstacles(self) -> np.ndarray:
        return self.lines[:3]

    @property
    def marked_points(self) -> np.ndarray:
        return self.feet_at
