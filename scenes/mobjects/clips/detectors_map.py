"""The map of the detectors clip, the point that walks over it, and the meters that read it."""

from __future__ import annotations

from functools import partial
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Detectors
from scenes.layout import FRAME, Region
from scenes.mobjects.controls.meters import HEIGHT, Flash, Meter, name_of, passing, threshold_line
from scenes.mobjects.labels import stations
from scenes.mobjects.lines import filled
from scenes.mobjects.live import Live
from scenes.mobjects.maps.plane import colour_of
from scenes.mobjects.plots.window import Window
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.notation import Notation
from scenes.theme import STROKES, Theme, blended

VIEW = Region(FRAME.left + 0.85, 1.45, -3.1, 2.3)
"""Where the map is; the meters stand beside it."""
PAD, INSIDE = np.array([1.1, 0.6]), VIEW.inset(0.5, 0.5, 0.75, 0.75)
"""Frame units around what has to be seen, and where badges are."""
BALL, SEEN = 0.25, VIEW.inset(0.1, 0.1, 0.1, 0.1)
"""The radius of the point; where the light on the map is, clear of its edges."""
SHINE = {"dark": (0.55, 1.0), "light": (0.5, 0.8)}
"""How much of its light a piece has, and the one that the point is in."""


class Pieces(mn.VGroup, Live[tuple[bool, ...]]):
    """What the first dotted lines cut the map into, lit by the neurons that are HIGH there.

    Its value says in which piece the point is, which is brighter.
    """

    def __init__(self, chart: Chart, lines: int) -> None:
        theme, self.lines = chart.theme, lines
        self.by_pattern = dict[tuple[bool, ...], tuple[mn.VMobject, str, str]]()
        for piece in chart.plane.by_first(lines).pieces:
            light = colour_of(theme, piece)
            dim, full = (blended(theme.ground, light, share) for share in SHINE[theme.name])
            shape = filled(dim, chart.points_of(piece.corners))
            passing(shape.set_stroke(theme.ground, STROKES.guide))
            self.by_pattern[piece.pattern] = shape, dim, full
        super().__init__(*[shape for shape, *_ in self.by_pattern.values()])

    def set_value(self, value: tuple[bool, ...]) -> Self:
        """Be brightest in another piece."""
        for pattern, (shape, dim, full) in self.by_pattern.items():
            shape.set_fill(full if pattern == value[: self.lines] else dim)
        return self


class Chart(Window, mn.VGroup):
    """The plane of two inputs; `levels` (n, 2, 3) are the dotted lines of all neurons on it."""

    def __init__(self, theme: Theme, model: Detectors) -> None:
        self.theme, self.model, (low, high) = theme, model, model.extent
        self.window = VIEW
        size = float(min((np.array([VIEW.width, VIEW.height]) - 2 * PAD) / (high - low)))
        half = np.array([VIEW.width, VIEW.height]) / 2 / size
        ranges = (low + high) / 2 + np.array([-half, half])
        self.x_range, self.y_range = ((float(a), float(b)) for a, b in ranges.T)
        self.box, neurons = self.data_of(VIEW.corners), range(len(NEURON_ROLES))
        self.levels = np.array([self.line(n, model.threshold) for n in neurons])
        self.dots = [*map(partial(threshold_line, theme), NEURON_ROLES, self.levels)]
        self.plane = model.pieces(self.box[[0, 2]])
        self.cuts = [Pieces(self, lines + 1) for lines in neurons]
        lines = [self.line(n, model.threshold, SEEN) for n in neurons]
        self.flashes = [*map(partial(Flash, theme), NEURON_ROLES, lines)]
        super().__init__(passing(filled(theme.panel, VIEW.corners)))

    def line(self, neuron: int, level: float, region: Region = VIEW) -> np.ndarray:
        """(2, 3) where a score is a level, in a region."""
        return self.points_of(self.model.line(neuron, level, self.data_of(region.corners)))

    def put_badges(self, taken: np.ndarray) -> None:
        """The number of each neuron at an end of its dotted line.

        It is at the end that is further from points (k, 3), other lines, and middles of pieces.
        """
        self.badges = mn.VGroup()
        middles = [piece.corners.mean(axis=0) for piece in self.plane.pieces]
        taken = np.vstack([taken, self.points_of(np.array(middles))])
        for neuron in range(len(NEURON_ROLES)):
            others = np.delete(self.levels, neuron, axis=0)
            spots = self.line(neuron, self.model.threshold, INSIDE)
            far = np.vstack([taken, *map(stations, others)])
            gaps = np.linalg.norm(spots[:, np.newaxis] - far, axis=2).min(axis=1)
            taken = np.vstack([taken, spot := spots[int(gaps.argmax())]])
            self.badges.add(name_of(self.theme, neuron, spot))


class Walker(mn.VGroup, Live[np.ndarray]):
    """The point that walks over the map, and the meters that read it; its value is its place.

    It lights the map under it: its piece, and a dotted line that it is on. The meters have room for
    the scores of all points (k, 2) that are seen.
    """

    def __init__(self, chart: Chart, seen: np.ndarray) -> None:
        theme, self.chart, self.meters = chart.theme, chart, list[Meter]()
        unit = HEIGHT / float(chart.model.layer(seen).max())
        written = Notation.of(chart.model.scores.flat)
        for neuron in range(len(NEURON_ROLES)):
            self.meters.append(Meter(theme, neuron, unit, chart.model.threshold, written))
        self.ball = mn.Circle(BALL, stroke_color=theme.ground, stroke_width=STROKES.strong)
        passing(self.ball.set_fill(theme.input, 1))
        self.awake = mn.VGroup()
        super().__init__(self.awake, self.ball)

    def set_value(self, value: np.ndarray) -> Self:
        """Be at another place of the map."""
        self.at, model = value, self.chart.model
        self.ball.move_to(self.chart.point(*value))
        parts = self.awake, self.chart.flashes, model.layer(value)
        for meter, flash, score in zip(*parts, strict=False):
            meter.set_value(score)
            flash.set_value(score / model.threshold)
        for pieces in self.chart.cuts:
            pieces.set_value(tuple(model.high(value).tolist()))
        return self
