"""The map of the detectors clip, the point that walks over it, and the meters that read it."""

from __future__ import annotations

from functools import partial
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Detectors
from scenes.layout import FRAME, Region
from scenes.mobjects.controls.meters import HEIGHT, Meter, name_of, passing, threshold_line
from scenes.mobjects.labels import stations
from scenes.mobjects.lines import filled, polygon
from scenes.mobjects.live import Live
from scenes.mobjects.plots.window import Window
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.notation import Notation
from scenes.theme import STROKES, Theme, blended

VIEW = Region(FRAME.left + 0.95, -0.8, -2.95, 2.3)
"""Where the map is; the meters stand beside it."""
PAD = np.array([0.8, 0.4])
"""Frame units around what has to be seen."""
BALL, LIGHT = 0.12, {"dark": 0.2, "light": 0.16}
"""The radius of the point; how much of its light the piece has that it is in."""


class Chart(Window, mn.VGroup):
    """The plane of two inputs; `levels` (n, 2, 3) are the dotted lines of all neurons on it."""

    def __init__(self, theme: Theme, model: Detectors) -> None:
        self.theme, self.model, (low, high) = theme, model, model.extent
        self.window = VIEW
        whole = np.array([VIEW.width, VIEW.height])
        half = whole / 2 * float(max((high - low) / (whole - 2 * PAD)))
        ranges = (low + high) / 2 + np.array([-half, half])
        self.x_range, self.y_range = ((float(a), float(b)) for a, b in ranges.T)
        self.box, neurons = self.data_of(VIEW.corners), range(len(NEURON_ROLES))
        self.levels = np.array([self.line(n, model.threshold) for n in neurons])
        self.dots = [*map(partial(threshold_line, theme), NEURON_ROLES, self.levels)]
        super().__init__(passing(filled(theme.panel, VIEW.corners)))

    def line(self, neuron: int, level: float) -> np.ndarray:
        """(2, 3) where a score is a level."""
        return self.points_of(self.model.line(neuron, level, self.box))

    def put_badges(self, taken: np.ndarray) -> None:
        """The number of each neuron at an end of its dotted line, on the rim of the map.

        It is at the end that is further from points (k, 3) and other lines.
        """
        self.badges = mn.VGroup()
        for neuron, spots in enumerate(self.levels):
            others = np.delete(self.levels, neuron, axis=0)
            far = np.vstack([taken, *map(stations, others)])
            gaps = np.linalg.norm(spots[:, np.newaxis] - far, axis=2).min(axis=1)
            taken = np.vstack([taken, spot := spots[int(gaps.argmax())]])
            self.badges.add(name_of(self.theme, neuron, spot))


class Walker(mn.VGroup, Live[np.ndarray]):
    """The point that walks over the map, and the meters that read it; its value is its place.

    It lights the piece of the map that it is in, as the `lines` first dotted lines cut it. The
    meters have room for the scores of all points (k, 2) that are seen.
    """

    def __init__(self, chart: Chart, seen: np.ndarray) -> None:
        theme, self.chart, self.meters, self.lines = chart.theme, chart, list[Meter](), 0
        unit = HEIGHT / float(chart.model.layer(seen).max())
        written = Notation.of(chart.model.scores.flat)
        for neuron in range(len(NEURON_ROLES)):
            self.meters.append(Meter(theme, neuron, unit, chart.model.threshold, written))
        self.ball = mn.Circle(BALL, stroke_color=theme.ground, stroke_width=STROKES.guide)
        passing(self.ball.set_fill(theme.input, 1))
        light = blended(theme.panel, theme.ink, LIGHT[theme.name])
        self.lit = passing(filled(light, VIEW.corners))
        self.awake = mn.VGroup()
        super().__init__(self.awake, self.ball)

    def set_value(self, value: np.ndarray) -> Self:
        """Be at another place of the map."""
        self.at, model = value, self.chart.model
        self.ball.move_to(self.chart.point(*value))
        for meter, score in zip(self.awake, model.layer(value), strict=False):
            meter.set_value(score)
        piece = model.piece(value, self.chart.box, self.lines)
        self.lit.set_points(polygon(self.chart.points_of(piece)))
        return self
