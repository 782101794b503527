"""The point that walks over the map of the detectors clip, and the three meters that read it."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.clips.detectors_map import VIEW, Chart, disc
from scenes.mobjects.controls.meters import Bar, Meter, Word, passing
from scenes.mobjects.lines import DOT, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.notation import Notation
from scenes.theme import STROKES

FOOT, HEIGHT, PITCH, OVER = np.array([3.47, -2.45, 0.0]), 4.6, 1.28 * mn.RIGHT, 0.42
"""Of the meters: where the first one stands, from one to the next, and its disc above it."""
BALL, SEEN = 0.19, VIEW.inset(top=0.1, right=0.1)
"""The radius of the point; where the light on the map is, clear of its edges."""
CLOSE, BRIGHT, UNSEEN = 0.1, 0.2, 0.004
"""How near to the threshold, as a share of it, dotted lines light up, how much, and how little."""
SMALL, LARGE, LETTERS = (0.36, 0.125, 0.28), (1.04, 0.3, 0.36), 0.34
"""The bars of a signature: from one to the next, half a width, and their height on a meter's; the
em height of its words."""


class Walker(mn.VGroup, Live[np.ndarray]):
    """The point that walks over the map, and the meters that read it; its value is its place.

    Tapes go to it from the lines that it is beyond. A flash is the light along the dotted lines of
    a neuron, on the map and on its meter, while the point is on them.
    """

    def __init__(self, chart: Chart, highest: float, written: Notation) -> None:
        theme, self.limit, self.chart = chart.theme, chart.model.threshold, chart
        self.unit, self.meters = HEIGHT / highest, list[Meter]()
        for number, role in enumerate(NEURON_ROLES):
            foot, name = FOOT + number * PITCH, f"score {number + 1}"
            self.meters.append(
                Meter(theme, role, foot, HEIGHT, self.unit, self.limit, written, name)
            )
            self.meters[-1].add(disc(theme, number, foot + (HEIGHT + OVER) * mn.UP))
        rim = mn.Circle(BALL, stroke_color=theme.input, stroke_width=STROKES.guide)
        self.ball = passing(mn.VGroup(Glow(rim, theme), rim.set_fill(theme.input, 1)))
        colours = [theme.colour(role) for role in NEURON_ROLES]
        self.tapes = [
            passing(stroked(colour, STROKES.curve, np.zeros((4, 3)))) for colour in colours
        ]
        self.flashes = [
            [
                passing(Glow(stroked(colour, DOT, polyline(line)), theme).set_stroke(opacity=0))
                for line in (chart.line(neuron, self.limit, SEEN), meter.bar.dots.points[[0, -1]])
            ]
            for neuron, (colour, meter) in enumerate(zip(colours, self.meters, strict=True))
        ]
        self.awake = mn.VGroup()
        super().__init__(self.awake, self.ball)

    def wake(self, neuron: int) -> list[mn.VMobject]:
        """Let a neuron change with the place from now on; return what comes into sight with it."""
        new = [*self.flashes[neuron], self.tapes[neuron], self.meters[neuron]]
        self.awake.add(*new)
        self.set_value(self.at)
        return new[2:]

    def set_value(self, value: np.ndarray) -> Self:
        """Be at another place of the map."""
        self.at, model = value, self.chart.model
        self.ball.move_to(self.chart.point(*value))
        for neuron, score in enumerate(model.layer(value)[: len(self.awake) // 4]):
            foot = model.nearest(value, neuron, 0.0) if score else value
            tape = self.chart.points_of(np.array([foot, value]))
            self.tapes[neuron].set_points(polyline(tape))
            self.meters[neuron].set_value(score)
            light = BRIGHT * np.exp(-(((score / self.limit - 1) / CLOSE) ** 2))
            for flash in self.flashes[neuron]:
                for stroke, (wider, _) in zip(flash, self.chart.theme.glow, strict=True):
                    # what has no width is not drawn at all, which saves time
                    stroke.set_stroke(width=(DOT + wider) * (light > UNSEEN), opacity=light)
        return self

    def signature(self, scores: np.ndarray, *, large: bool) -> mn.VGroup:
        """The bars of a point side by side, small ones or large ones, and the words for below."""
        step, half, share = LARGE if large else SMALL
        theme, bars, words = self.chart.theme, mn.VGroup(), mn.VGroup()
        for number, (role, score) in enumerate(zip(NEURON_ROLES, scores, strict=True)):
            foot = number * step * mn.RIGHT
            bar = Bar(theme, role, foot, half, share * self.unit, self.limit)
            bars.add(bar.set_value(score))
            word = Word(theme, role, foot + 1.15 * LETTERS * mn.DOWN, LETTERS)
            words.add(word.set_value(score >= self.limit))
        return mn.VGroup(bars, words)
