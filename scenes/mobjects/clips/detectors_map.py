"""The map of the detectors clip, the point that walks over it, and the meters that read it."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import Detectors
from scenes.layout import FRAME, Region
from scenes.mobjects.arrows import arrow
from scenes.mobjects.controls.meters import Meter, Word, passing
from scenes.mobjects.labels import stations
from scenes.mobjects.lines import DOT, dotted, filled, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.plots.window import Window
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import Notation
from scenes.theme import STROKES, Theme

VIEW = Region(FRAME.left, 2.3, FRAME.bottom, 2.35)
"""Where the map is; the meters stand beside it."""
PAD, INSIDE = np.array([1.9, 1.45]), VIEW.inset(0.6, 0.6, 0.6, 1.0)
"""Frame units around what has to be seen, and where discs may be."""
RADIUS, TYPE = 0.3, 0.46
"""The radius of a neuron's disc, and the em height of its number."""
FOOT, HEIGHT, PITCH, OVER = np.array([3.47, -2.4, 0.0]), 4.0, 1.28 * mn.RIGHT, 0.42
"""Of the meters: where the first one stands, from one to the next, and its disc above it."""
BALL, SEEN = 0.19, VIEW.inset(top=0.1, right=0.1)
"""The radius of the point; where the light on the map is, clear of its edges."""
CLOSE, BRIGHT, UNSEEN = 0.04, 0.2, 0.004
"""How near to the threshold, as a share of it, dotted lines light up, how much, and how little."""
LETTERS, APART = 0.4, 0.64 * mn.DOWN
"""The em height of the words of a signature, and from one to the next."""
ROOMS = {"dark": (0.17, 0.28, 0.22, 0.33), "light": (0.25, 0.34, 0.29, 0.38)}
"""How opaque the rooms of the points are: 1.6:1 to the map at least, and each in its own way."""


def disc(theme: Theme, neuron: int, place: np.ndarray) -> mn.VGroup:
    """A neuron: its number in a ring of its colour."""
    role = NEURON_ROLES[neuron]
    ring = mn.Circle(RADIUS, stroke_color=theme.colour(role), stroke_width=STROKES.curve)
    number = Glyphs(str(neuron + 1), theme, TYPE, role)
    number.place(place + 0.33 * TYPE * mn.DOWN, align=0.5)
    return mn.VGroup(ring.set_fill(theme.ground, 1).move_to(place), number)


class Chart(Window, mn.VGroup):
    """The plane of two inputs; `levels` (n, 2, 2, 3) are both lines of every neuron on it."""

    def __init__(self, theme: Theme, model: Detectors) -> None:
        self.theme, self.model, (low, high) = theme, model, model.extent
        self.window = VIEW
        size = float(min((np.array([VIEW.width, VIEW.height]) - 2 * PAD) / (high - low)))
        half = np.array([VIEW.width, VIEW.height]) / 2 / size
        ranges = (low + high) / 2 + np.array([-half, half])
        self.x_range, self.y_range = ((float(a), float(b)) for a, b in ranges.T)
        self.box, neurons = self.corners_of(VIEW), range(len(NEURON_ROLES))
        self.levels = np.array([[self.line(n, t) for t in (0.0, model.threshold)] for n in neurons])
        self.steps = np.column_stack([size * model.rises, np.zeros(len(NEURON_ROLES))])
        roles = zip(NEURON_ROLES, self.levels[:, 1], strict=True)
        self.dots = [passing(dotted(theme.colour(role), line)) for role, line in roles]
        super().__init__(passing(filled(theme.panel, VIEW.corners)))

    def corners_of(self, region: Region) -> np.ndarray:
        """(4, 2) the data at the corners of a region."""
        return self.data_of(region.corners)

    def line(self, neuron: int, level: float, region: Region = VIEW) -> np.ndarray:
        """(2, 3) where a score is a level, in a region."""
        return self.points_of(self.model.line(neuron, level, self.corners_of(region)))

    def put_discs(self, taken: np.ndarray) -> None:
        """Each neuron's line of score 0, its disc, and the arrow from there to the dotted line.

        They are where the arrow is furthest from points (k, 3) and from other neurons' lines.
        """
        self.criteria = list[mn.VGroup]()
        for neuron, (role, step) in enumerate(zip(NEURON_ROLES, self.steps, strict=True)):
            others = np.delete(self.levels, neuron, axis=0).reshape(-1, 2, 3)
            spots = stations(self.line(neuron, 0.0, INSIDE))[::6]
            arrows = spots[:, np.newaxis] + np.linspace(0, 1, 4)[:, np.newaxis] * step
            far = np.vstack([taken, *map(stations, others)])
            gaps = np.linalg.norm(arrows[:, :, np.newaxis] - far, axis=3).min(axis=(1, 2))
            ends = arrows[int(gaps.argmax())][[0, -1]]
            taken = np.vstack([taken, ends])
            zero = stroked(self.theme.colour(role), STROKES.curve, polyline(self.levels[neuron, 0]))
            parts = zero, arrow(self.theme, role, ends), disc(self.theme, neuron, ends[0])
            self.criteria.append(mn.VGroup(*map(passing, parts)))

    def room(self, index: int) -> mn.VMobject:
        """All places with the same signature as a point, with an edge around them."""
        corners = self.model.room(self.model.points[index], self.box)
        room = filled(self.theme.ink, self.points_of(corners))
        room.set_fill(opacity=ROOMS[self.theme.name][index])
        return passing(room.set_stroke(self.theme.axis, STROKES.guide))


class Walker(mn.VGroup, Live[np.ndarray]):
    """The point that walks over the map, and the meters that read it; its value is its place.

    A flash is the light along the dotted lines of a neuron, on the map and on its meter, while the
    point is on them.
    """

    def __init__(self, chart: Chart, highest: float, written: Notation) -> None:
        theme, self.limit, self.chart = chart.theme, chart.model.threshold, chart
        unit, self.meters = HEIGHT / highest, list[Meter]()
        for number, role in enumerate(NEURON_ROLES):
            foot, name = FOOT + number * PITCH, f"score {number + 1}"
            self.meters.append(Meter(theme, role, foot, HEIGHT, unit, self.limit, written, name))
            self.meters[-1].add(disc(theme, number, foot + (HEIGHT + OVER) * mn.UP))
        self.ball = mn.Circle(BALL, stroke_color=theme.ground, stroke_width=STROKES.guide)
        passing(self.ball.set_fill(theme.input, 1))
        self.flashes = list[list[mn.VGroup]]()
        for neuron, (role, meter) in enumerate(zip(NEURON_ROLES, self.meters, strict=True)):
            lines = chart.line(neuron, self.limit, SEEN), meter.bar.dots.points[[0, -1]]
            dots = [stroked(theme.colour(role), DOT, polyline(line)) for line in lines]
            glows = [Glow(dot, theme).set_stroke(opacity=0) for dot in dots]
            self.flashes.append([passing(glow) for glow in glows])
        self.awake = mn.VGroup()
        super().__init__(self.awake, self.ball)

    def wake(self, neuron: int) -> Meter:
        """Let a neuron change with the place from now on; return its meter."""
        self.awake.add(*self.flashes[neuron], self.meters[neuron])
        self.set_value(self.at)
        return self.meters[neuron]

    def set_value(self, value: np.ndarray) -> Self:
        """Be at another place of the map."""
        self.at = value
        self.ball.move_to(self.chart.point(*value))
        for neuron, score in enumerate(self.chart.model.layer(value)[: len(self.awake) // 3]):
            self.meters[neuron].set_value(score)
            light = BRIGHT * np.exp(-(((score / self.limit - 1) / CLOSE) ** 2))
            for flash in self.flashes[neuron]:
                for stroke, (wider, _) in zip(flash, self.chart.theme.glow, strict=True):
                    # what has no width is not drawn at all, which saves time
                    stroke.set_stroke(width=(DOT + wider) * (light > UNSEEN), opacity=light)
        return self

    def signature(self, scores: np.ndarray) -> mn.VGroup:
        """The words of all neurons, one below the other."""
        words = mn.VGroup()
        for number, (role, score) in enumerate(zip(NEURON_ROLES, scores, strict=True)):
            word = Word(self.chart.theme, role, number * APART, LETTERS)
            words.add(word.set_value(score >= self.limit))
        return words
