"""Meters, as on an equaliser: bars that rise and fall with a score, and their miniature."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import FaultKind, MobjectT, exempt
from scenes.mobjects.lines import DOT, dotted, filled, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs, LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.theme import STROKES, Theme

FOOT, HEIGHT, PITCH = np.array([3.5, -2.25, 0.0]), 3.7, 1.32 * mn.RIGHT
"""Where the first meter stands, how high each is, and from one to the next."""
HALF, OVER, STEPS = 0.47, 1.25, 24
"""Half the width of a meter, how far its dotted line reaches, as a share of that, and in how many
steps it is cut."""
NUMBER, NUMBER_DEPTH, WORD, WORD_DEPTH = 0.5, 0.42, 0.38, 1.0
"""The em heights of a score and of how it is read, and how far these are below the floor."""
RADIUS, FIGURE, ABOVE = 0.3, 1.85, 0.5
"""Of a name: its radius, the em height of its number in radii, how far it is above its meter."""
THIN, STRIDE, LIMIT, TALL, STUB = 0.3, 0.76, 0.7, 1.34, 0.28
"""Of a signature: half the width of a bar, from one to the next, and the heights of its dotted
line, of a bar that is HIGH, and of one that is LOW."""
PLATE, CORNER, SINK, SMALL, MOST = np.array([1.24, 0.9]), 0.16, 0.66, 0.54, 2.2
"""Half its plate, the radius of its corners, how far the bars' feet are below its middle; how
large all this is at first, and how many thresholds it can show."""
CASE = 6.0
"""How much wider than dots their dark cases are."""
LIT, UNLIT = 1.0, 0.42
"""How opaque a bar is that is HIGH, and one that is LOW."""
CLOSE, BRIGHT, UNSEEN = 0.04, 0.2, 0.004
"""How near to the threshold, as a share of it, dotted lines light up, how much, and how little."""
PASSING: tuple[FaultKind, ...] = ("cut", "crossing", "contrast", "covered", "jump", "overlap")


def passing(thing: MobjectT) -> MobjectT:
    """What moves over other things or lights up at a threshold, or is what such things pass."""
    for fault in PASSING:
        exempt(thing, fault, "one moves over the other, or lights up as a threshold is crossed")
    return thing


def threshold_line(theme: Theme, role: str, line: np.ndarray) -> mn.VGroup:
    """A dotted line (2, 3) in dark cases, so that it stands out from all that it crosses."""
    cases = dotted(theme.ground, line).set_stroke(width=DOT + CASE)
    return passing(mn.VGroup(cases, dotted(theme.colour(role), line)))


class Flash(Glow, Live[float]):
    """The light along a dotted line (2, 3) while a score, in thresholds, is on it."""

    def __init__(self, theme: Theme, role: str, line: np.ndarray) -> None:
        self.wider = [wider for wider, _ in theme.glow]
        super().__init__(stroked(theme.colour(role), DOT, polyline(line)), theme)
        passing(self).set_stroke(opacity=0)

    def set_value(self, value: float) -> Self:
        """Be as bright as the score is near to the threshold."""
        light = BRIGHT * np.exp(-(((value - 1) / CLOSE) ** 2))
        for stroke, wider in zip(self.strokes, self.wider, strict=True):
            # what has no width is not drawn at all, which saves time
            stroke.set_stroke(width=(DOT + wider) * (light > UNSEEN), opacity=light)
        return self


def name_of(theme: Theme, neuron: int, place: np.ndarray) -> mn.VGroup:
    """The number of a neuron on a disc of its colour."""
    disc = mn.Circle(RADIUS, stroke_color=theme.ground, stroke_width=STROKES.guide)
    number = Glyphs(str(neuron + 1), theme, FIGURE * RADIUS, "ground")
    number.place(place + 0.33 * FIGURE * RADIUS * mn.DOWN, align=0.5)
    disc.move_to(place).set_fill(theme.colour(NEURON_ROLES[neuron]), 1)
    return mn.VGroup(passing(disc), passing(number))


class Bar(mn.VGroup, Live[float]):
    """A bar on its floor, so high as a score; from a dotted threshold on it is bright.

    half: of its width. unit: frame units of a score of 1.
    """

    def __init__(
        self, theme: Theme, role: str, foot: np.ndarray, half: float, unit: float, threshold: float
    ) -> None:
        colour, self.half, self.unit, self.threshold = theme.colour(role), half, unit, threshold
        self.foot = foot
        self.body = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=LIT)
        self.level = stroked(colour, STROKES.strong, np.zeros((4, 3)))
        super().__init__(self.body, self.level)
        passing(self)

    def set_value(self, value: float) -> Self:
        """Have another height."""
        base, up = self.foot + np.outer([-1, 1], [self.half, 0, 0]), value * self.unit * mn.UP
        self.body.set_points(polygon(np.vstack([base, base[::-1] + up])))
        self.body.set_fill(opacity=LIT if value >= self.threshold else UNLIT)
        self.level.set_points(polyline(base + up))
        return self


class Signature(mn.VGroup):
    """A miniature of the meters: on a plate, bars above their dotted line if HIGH, else stubs."""

    def __init__(self, theme: Theme, pattern: Sequence[bool]) -> None:
        plate = mn.RoundedRectangle(CORNER, width=2 * PLATE[0], height=2 * PLATE[1])
        plate.set_stroke(width=0).set_fill(theme.ground, opacity=1)
        line, self.bars = np.outer([-1, 1], [PLATE[0] - CORNER, 0, 0]), mn.VGroup()
        for place, role, high in zip((-1, 0, 1), NEURON_ROLES, pattern, strict=True):
            bar = Bar(theme, role, place * STRIDE * mn.RIGHT + SINK * mn.DOWN, THIN, 1.0, LIMIT)
            self.bars.add(bar.set_value(TALL if high else STUB))
        base = stroked(theme.ink, STROKES.curve, polyline(line + SINK * mn.DOWN))
        self.dots = threshold_line(theme, "ink", line + (LIMIT - SINK) * mn.UP)
        super().__init__(plate, base, self.bars, self.dots)
        passing(self.scale(SMALL, scale_stroke=True))

    def snap_from(self, scores: np.ndarray) -> list[mn.Animation]:
        """Show scores, in thresholds; what comes back lets each bar snap to HIGH or LOW."""
        for bar, score in zip(self.bars, np.clip(scores, 0.02, MOST), strict=True):
            bar.generate_target()
            unit = self.dots.get_y() - bar.get_bottom()[1]
            bar.stretch_to_fit_height(score * unit, about_edge=mn.DOWN)
        return [*map(mn.MoveToTarget, self.bars)]


class Meter(mn.VGroup, Live[float]):
    """A bar in a tube, the score below it as it is `written`, and a name above it.

    reading: HIGH or LOW, whatever the score is, below it. It is no part of the meter at first.
    """

    def __init__(
        self, theme: Theme, neuron: int, unit: float, threshold: float, written: Notation
    ) -> None:
        role, foot = NEURON_ROLES[neuron], FOOT + neuron * PITCH
        sides = np.outer([-1, 1], [HALF, 0, 0])
        up = np.linspace(0, HEIGHT, STEPS + 1)[:, np.newaxis, np.newaxis] * mn.UP
        slits = foot + sides + up
        self.tube = filled(theme.floor, np.vstack([slits[0], slits[-1, ::-1]]))
        self.bar = Bar(theme, role, foot, HALF, unit, threshold)
        self.slits = stroked(theme.ground, STROKES.guide, polyline(slits))
        line = foot + OVER * sides + threshold * unit * mn.UP
        self.dots, self.flash = threshold_line(theme, "ink", line), Flash(theme, role, line)
        self.name_disc = name_of(theme, neuron, foot + (HEIGHT + ABOVE) * mn.UP)
        called = f"score {neuron + 1}"
        score = LiveNumber(0.0, written, theme, NUMBER, role=role, sign="none", called=called)
        self.number = passing(score.hang(foot + NUMBER_DEPTH * mn.DOWN))
        names(self.number, self.bar)
        names(self.name_disc, self.tube)
        self.words = [Glyphs(word, theme, WORD, role) for word in ("LOW", "HIGH")]
        for word in self.words:
            passing(word.place(foot + WORD_DEPTH * mn.DOWN, align=0.5))
        self.reading = mn.VGroup()
        super().__init__(passing(self.tube), self.bar, passing(self.slits))
        self.add(self.flash, self.dots, self.number, self.name_disc)

    def set_value(self, value: float) -> Self:
        """Show another score."""
        self.bar.set_value(value)
        self.number.set_value(value)
        self.flash.set_value(value / self.bar.threshold)
        self.reading.submobjects = [self.words[int(value >= self.bar.threshold)]]
        return self
