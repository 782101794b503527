"""What measures in the detectors clip: meters with a dotted threshold, and the point that walks."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.clips.detectors_map import DOT, VIEW, Chart, disc, dotted
from scenes.mobjects.exemptions import FaultKind, MobjectT, exempt
from scenes.mobjects.lines import polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs, LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.theme import STROKES, Theme

FLOOR, TOP, PITCH, HALF = -2.45, 2.15, 1.28, 0.42
"""Of the meters: the heights of both ends, from one to the next, and half the width of one."""
FIRST, NUMBER, DEPTH = VIEW.right + 0.75 + HALF, 0.46, 0.46
"""Where the first one is; the em height of a score, and how far it is below the floor."""
LIT, UNLIT = 1.0, 0.45
"""How opaque a bar is that is HIGH, and one that is LOW."""
CLOSE, BRIGHT = 0.1, 0.2
"""How near to the threshold, as a share of it, both dotted lines light up, and how much."""
UNSEEN = 0.004
WORD, WORD_DEPTH = 0.4, 1.18
"""The em height of HIGH or LOW on a meter, and how far it is below the floor."""
SMALL, LARGE = (0.36, 0.125, 0.28), (1.04, 0.3, 0.36)
"""The bars of a signature: from one to the next, half a width, and their height on a meter's."""
LETTERS = 0.85
"""The size of words in a signature, as a share of those on a meter."""
PASSING: tuple[FaultKind, ...] = ("cut", "crossing", "contrast", "covered", "jump", "overlap")
BALL, SEEN = 0.19, VIEW.inset(top=0.1, right=0.1)
"""The radius of the point; where the light on the map is, clear of its edges."""


def passing(thing: MobjectT) -> MobjectT:
    """What moves over other things or lights up at a threshold, or is what such things pass."""
    for fault in PASSING:
        exempt(thing, fault, "one moves over the other, or lights up as a threshold is crossed")
    return thing


class Bar(mn.VGroup, Live[float]):
    """A bar on its floor, so high as a score; from the threshold on it is bright.

    size: half its width, and the frame units of a score of 1.
    """

    def __init__(
        self, chart: Chart, neuron: int, foot: np.ndarray, size: tuple[float, float]
    ) -> None:
        role, self.foot = chart.theme.colour(NEURON_ROLES[neuron]), foot
        (self.half, self.unit), self.threshold = size, chart.model.threshold
        body = chart.theme.body(NEURON_ROLES[neuron])
        self.body = mn.VMobject(stroke_width=0, fill_color=body, fill_opacity=LIT)
        self.level = stroked(role, STROKES.strong, np.zeros((4, 3)))
        ends = foot + np.outer([-1.25, 1.25], [self.half, 0, 0])
        self.dots = dotted(role, ends + self.threshold * self.unit * mn.UP)
        super().__init__(self.body, self.level, self.dots)
        passing(self)

    def set_value(self, value: float) -> Self:
        """Have another height."""
        base, up = self.foot + np.outer([-1, 1], [self.half, 0, 0]), value * self.unit * mn.UP
        self.body.set_points(polygon(np.vstack([base, base[::-1] + up])))
        self.body.set_fill(opacity=LIT if value >= self.threshold else UNLIT)
        self.level.set_points(polyline(base + up))
        return self


class Word(Glyphs, Live[bool]):
    """HIGH in the colour of a neuron, or LOW in grey, with the middle of its baseline at a spot."""

    def __init__(self, theme: Theme, neuron: int, spot: np.ndarray, size: float) -> None:
        super().__init__("LOW", theme, size, "muted")
        self.colours, self.spot = (theme.muted, theme.colour(NEURON_ROLES[neuron])), spot

    def set_value(self, value: bool) -> Self:
        """Be HIGH, or else LOW."""
        self.spell("HIGH" if value else "LOW").set_fill(self.colours[int(value)])
        return self.place(self.spot, align=0.5)


class Meter(mn.VGroup, Live[float]):
    """The meter of a neuron: its bar in a tube, the score below it, and HIGH or LOW."""

    def __init__(self, chart: Chart, neuron: int, unit: float, written: Notation) -> None:
        foot, role = np.array([FIRST + neuron * PITCH, FLOOR, 0.0]), NEURON_ROLES[neuron]
        corners = np.array([[-HALF, TOP - FLOOR], [-HALF, 0], [HALF, 0], [HALF, TOP - FLOOR]])
        tube = polyline(foot + np.column_stack([corners, np.zeros(4)]))
        self.bar = Bar(chart, neuron, foot, (HALF, unit))
        self.word = Word(chart.theme, neuron, foot + WORD_DEPTH * mn.DOWN, WORD)
        self.number = LiveNumber(
            0.0, written, chart.theme, NUMBER, role=role, sign="none", called=f"score {neuron + 1}"
        )
        self.number.hang(foot + DEPTH * mn.DOWN)
        name = disc(chart.theme, neuron, foot + (TOP - FLOOR + 0.42) * mn.UP)
        passing(self.number)
        frame = stroked(chart.theme.axis, STROKES.hair, tube)
        super().__init__(frame, self.bar, self.number, name, self.word)

    def set_value(self, value: float) -> Self:
        """Show another score."""
        self.bar.set_value(value)
        self.number.set_value(value)
        self.word.set_value(value >= self.bar.threshold)
        return self


class Walker(mn.VGroup, Live[np.ndarray]):
    """The point that walks over the map, and the meters that read it; its value is its place.

    Tapes go to it from the lines that it is beyond. A flash is the light along the dotted lines of
    a neuron, on the map and on its meter, while the point is on them.
    """

    def __init__(self, chart: Chart, highest: float, written: Notation) -> None:
        theme, limit, self.chart = chart.theme, chart.model.threshold, chart
        self.unit, neurons = (TOP - FLOOR) / highest, range(len(NEURON_ROLES))
        self.meters = [Meter(chart, neuron, self.unit, written) for neuron in neurons]
        rim = mn.Circle(BALL, stroke_color=theme.input, stroke_width=STROKES.guide)
        self.ball = passing(mn.VGroup(Glow(rim, theme), rim.set_fill(theme.input, 1)))
        colours = [theme.colour(role) for role in NEURON_ROLES]
        self.tapes = [
            passing(stroked(colour, STROKES.curve, np.zeros((4, 3)))) for colour in colours
        ]
        self.flashes = [
            [
                passing(Glow(stroked(colour, DOT, polyline(line)), theme).set_stroke(opacity=0))
                for line in (chart.line(neuron, limit, SEEN), meter.bar.dots.points[[0, -1]])
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
            light = BRIGHT * np.exp(-(((score / model.threshold - 1) / CLOSE) ** 2))
            for flash in self.flashes[neuron]:
                for stroke, (wider, _) in zip(flash, self.chart.theme.glow, strict=True):
                    # what has no width is not drawn at all, which saves time
                    stroke.set_stroke(width=(DOT + wider) * (light > UNSEEN), opacity=light)
        return self

    def signature(self, scores: np.ndarray, *, large: bool) -> mn.VGroup:
        """The bars of a point side by side, small ones or large ones, and the words for below."""
        step, half, share = LARGE if large else SMALL
        feet, limit = [n * step * mn.RIGHT for n in range(len(scores))], self.chart.model.threshold
        size, both = (half, share * self.unit), mn.VGroup(mn.VGroup(), mn.VGroup())
        for neuron, (foot, score) in enumerate(zip(feet, scores, strict=True)):
            both[0].add(Bar(self.chart, neuron, foot, size).set_value(score))
            spot = foot + 1.15 * LETTERS * WORD * mn.DOWN
            word = Word(self.chart.theme, neuron, spot, LETTERS * WORD)
            both[1].add(word.set_value(score >= limit))
        return both
