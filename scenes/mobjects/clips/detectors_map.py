"""The map of the detectors clip: lines of score 0, dotted lines of the threshold, and rooms."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Detectors
from scenes.layout import FRAME, Region
from scenes.mobjects.arrows import arrow
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import Dash, Melting, dashes, filled, fitted, polyline, stroked
from scenes.mobjects.plots.window import Window
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs
from scenes.theme import STROKES, Theme

VIEW = Region(FRAME.left, 2.3, FRAME.bottom, 2.35)
"""Where the map is while the meters stand beside it; at the end it has all the width."""
ASIDE = -float(VIEW.center[0])
"""How far it then goes to the right."""
PAD = np.array([1.6, 1.45])
"""Frame units around what has to be seen."""
DOTS: Dash = (0.005, 0.19)
"""Dots are dashes of next to no length, with round caps."""
DOT, RADIUS, TYPE = 9.0, 0.3, 0.46
"""The width of dots in stroke units, the radius of a neuron's disc, and its number's em height."""
SHADE, ROOM = 0.42, 0.1
"""How opaque the shade of a score is where that is highest, and a room."""
STATIONS = np.linspace(0.03, 0.97, 48)[:, np.newaxis]
"""Shares of a line where the disc of its neuron may be."""
BEHIND: tuple[FaultKind, ...] = ("cut", "crossing", "contrast", "covered")


def dotted(theme: Theme, role: str, line: np.ndarray) -> mn.VMobject:
    """A dotted line (2, 3), as thresholds are everywhere."""
    dash = fitted(DOTS, float(np.linalg.norm(line[1] - line[0])))
    dots = mn.VMobject(stroke_color=theme.colour(role), stroke_width=DOT, fill_opacity=0)
    dots.cap_style = mn.CapStyleType.ROUND
    return dots.set_points(polyline(dashes(line, dash)))


def disc(theme: Theme, neuron: int, place: np.ndarray) -> mn.VGroup:
    """A neuron: its number in a ring of its colour."""
    role = NEURON_ROLES[neuron]
    ring = mn.Circle(RADIUS, stroke_color=theme.colour(role), stroke_width=STROKES.curve)
    number = Glyphs(str(neuron + 1), theme, TYPE, role)
    number.place(place + 0.33 * TYPE * mn.DOWN, align=0.5)
    return mn.VGroup(ring.set_fill(theme.ground, 1).move_to(place), number)


class Chart(Window, mn.VGroup):
    """The plane of two inputs, and of every neuron its lines, its arrow and its disc on it.

    The arrow goes from the line of score 0 to the dotted line: that is the step of the threshold.
    `levels` (n, 2, 2, 3) are both lines of each neuron.
    """

    def __init__(self, theme: Theme, model: Detectors) -> None:
        self.theme, self.model, (low, high) = theme, model, model.extent
        self.window = Region(FRAME.left - ASIDE, FRAME.right, FRAME.bottom, VIEW.top)
        self.size = float(min((np.array([VIEW.width, VIEW.height]) - 2 * PAD) / (high - low)))
        sides = np.array([self.window.at(0, 0), self.window.at(1, 1)]) - VIEW.center
        ranges = (low + high) / 2 + sides[:, :2] / self.size
        self.x_range, self.y_range = ((float(a), float(b)) for a, b in ranges.T)
        self.box, neurons = self.corners_of(self.window), range(len(NEURON_ROLES))
        self.sheet = self.behind(filled(theme.panel, self.points_of(self.box)))
        self.levels = np.array([[self.line(n, t) for t in (0.0, model.threshold)] for n in neurons])
        self.steps = np.column_stack([self.size * model.rises, np.zeros(len(NEURON_ROLES))])
        roles = zip(NEURON_ROLES, self.levels[:, 1], strict=True)
        self.dots = [self.behind(dotted(theme, role, line)) for role, line in roles]
        super().__init__(self.sheet)

    def line(self, neuron: int, level: float, region: Region | None = None) -> np.ndarray:
        """(2, 3) where a score is a level, on the whole map or in a region."""
        box = self.corners_of(region) if region else self.box
        return self.points_of(self.model.line(neuron, level, box))

    def corners_of(self, region: Region) -> np.ndarray:
        """(4, 2) the data at the corners of a region."""
        corners = [region.at(*shares) for shares in ((0, 0), (1, 0), (1, 1), (0, 1))]
        return self.data_of(np.array(corners))

    def behind(self, part: mn.VMobject) -> mn.VMobject:
        """A part of the map, which goes on beyond the frame and under what stands on it."""
        for fault in BEHIND:
            exempt(part, fault, "the map goes on beyond the frame, and under what is on it")
        return part

    def put_discs(self, walk: np.ndarray) -> None:
        """The criteria: a line of score 0, the arrow from it, the disc; clear of all else."""
        points, model = self.model.points, self.model
        along = self.levels[..., :1, :] + STATIONS * (
            self.levels[..., 1:, :] - self.levels[..., :1, :]
        )
        walked = walk[0] + STATIONS * (walk[1] - walk[0])
        room = VIEW.inset(0.6, 0.6, 0.6, 0.5)
        taken, self.criteria = np.vstack([self.points_of(points), walked]), list[mn.VGroup]()
        for neuron, (role, step) in enumerate(zip(NEURON_ROLES, self.steps, strict=True)):
            spots = along[neuron, 0]
            free = [room.holds(spot) and room.holds(spot + step) for spot in spots]
            spots = spots[free] if any(free) else spots
            others = np.delete(along, neuron, axis=0).reshape(-1, 3)
            feet = [model.nearest(point, neuron, 0.0) for point in points]
            others = np.vstack([others, self.points_of(np.array(feet))])
            whole = np.stack([spots, spots + step / 2, spots + step])[:, :, np.newaxis]
            away = np.linalg.norm(whole - np.vstack([taken, others]), axis=3).min(axis=(0, 2))
            ends = spots[int(away.argmax())] + [[0, 0, 0], step]
            taken = np.vstack([taken, ends])
            zero = stroked(self.theme.colour(role), STROKES.curve, polyline(self.levels[neuron, 0]))
            parts = zero, arrow(self.theme, role, ends), disc(self.theme, neuron, ends[0])
            self.criteria.append(mn.VGroup(*map(self.behind, parts)))
        self.discs = [criterion[2] for criterion in self.criteria]

    def shade(self, neuron: int) -> mn.VGroup:
        """What is under ground, where the score is 0, and a shade that grows with the score."""
        below, above = (self.points_of(self.model.half(neuron, side, self.box)) for side in (-1, 1))
        score = filled(self.theme.colour(NEURON_ROLES[neuron]), above)
        foot, step = self.levels[neuron, 0, 0], self.steps[neuron]
        far = ((above - foot) @ step).max() / (step @ step)
        shade = Melting(stroke_width=0, fill_color=score.get_fill_color(), fill_opacity=SHADE)
        shade.set_points(score.points).melt(foot + far * step, foot)
        return mn.VGroup(*map(self.behind, (filled(self.theme.floor, below), shade)))

    def room(self, point: np.ndarray) -> mn.VMobject:
        """All places with the same signature as a point."""
        room = filled(self.theme.ink, self.points_of(self.model.room(point, self.box)))
        return self.behind(room.set_fill(opacity=ROOM))
