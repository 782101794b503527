"""Meters that rise and fall with a score, and the signature that three of them stamp."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import FaultKind, MobjectT, exempt
from scenes.mobjects.lines import dotted, filled, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs, LiveNumber, advance
from scenes.mobjects.text.notation import Notation
from scenes.theme import STROKES, Theme, blended

FOOT, HEIGHT, PITCH = np.array([1.15, -1.95, 0.0]), 3.6, 1.28 * mn.RIGHT
"""Where the first meter stands, how high each is, and from one to the next."""
HALF, DOTS = 0.42, 6.0
"""Half the width of a meter, and how wide the dots of a threshold are."""
NUMBER, WIDEST, DEPTH, WORD, WORD_DEPTH = 0.46, 1.06, 0.42 * mn.DOWN, 0.36, mn.DOWN
"""The em height of a score, how wide it may be, and how far below the floor; the same two of how
it is read."""
RADIUS, FIGURE, ABOVE = 0.27, 1.85, 0.45
"""Of a name: its radius, the em height of its number in radii, how far it is above its meter."""
PLATE, CORNER, THIN, STRIDE = np.array([1.64, 1.28]), 0.1, 0.2, 0.5
"""Of a signature: width and height, the radius of its corners, half the width of a bar, and from
one to the next."""
SINK, LIMIT, TALL, STUB = 0.46, 0.5, 0.92, 0.2
"""How far the bars' feet are below its middle; the heights of its dotted line, of a bar that is
HIGH, and of one that is LOW."""
LIT, UNLIT = 0.62, 0.26
"""How much of its colour a bar has that is HIGH, and one that is LOW."""
PASSING: tuple[FaultKind, ...] = ("cut", "crossing", "contrast", "covered", "jump", "overlap")


def passing(thing: MobjectT) -> MobjectT:
    """What moves over other things or lights up at a threshold, or is what such things pass."""
    for fault in PASSING:
        exempt(thing, fault, "one moves over the other, or lights up as a threshold is crossed")
    return thing


def threshold_line(theme: Theme, role: str, line: np.ndarray) -> mn.VMobject:
    """A quiet dotted line (2, 3)."""
    return passing(dotted(theme.colour(role), line).set_stroke(width=DOTS))


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
        colour, self.foot, self.half = theme.colour(role), foot, half
        self.unit, self.threshold = unit, threshold
        self.bodies = [blended(theme.floor, colour, share) for share in (UNLIT, LIT)]
        self.levels = theme.faint(role), colour
        self.body = mn.VMobject(stroke_width=0, fill_opacity=1)
        self.level = stroked(colour, STROKES.strong, np.zeros((4, 3)))
        super().__init__(self.body, self.level)
        passing(self)

    def set_value(self, value: float) -> Self:
        """Have another height."""
        base, up = self.foot + np.outer([-1, 1], [self.half, 0, 0]), value * self.unit * mn.UP
        self.body.set_points(polygon(np.vstack([base, base[::-1] + up])))
        self.level.set_points(polyline(base + up))
        self.high = bool(value >= self.threshold)
        self.body.set_fill(self.bodies[self.high])
        self.level.set_stroke(self.levels[self.high])
        return self


class Signature(mn.VGroup):
    """A miniature of the meters: on a plate, bars above their dotted line if HIGH, else stubs."""

    def __init__(self, theme: Theme, pattern: Sequence[bool], place: np.ndarray) -> None:
        plate = mn.RoundedRectangle(CORNER, width=PLATE[0], height=PLATE[1])
        plate.set_stroke(width=0).set_fill(theme.floor, opacity=1).move_to(place)
        foot, line = place + SINK * mn.DOWN, np.outer([-1, 1], [PLATE[0] / 2 - CORNER, 0, 0])
        self.bars = mn.VGroup()
        for side, role, high in zip((-1, 0, 1), NEURON_ROLES, pattern, strict=True):
            bar = Bar(theme, role, foot + side * STRIDE * mn.RIGHT, THIN, 1.0, LIMIT)
            self.bars.add(bar.set_value(TALL if high else STUB))
        self.dots = threshold_line(theme, "ink", foot + line + LIMIT * mn.UP)
        super().__init__(plate, self.bars, self.dots)
        passing(self)


class Meter(mn.VGroup, Live[float]):
    """A bar in a tube, the score below it as it is `written`, and a name above it.

    dots and reading: the threshold on it, and HIGH or LOW, as its score is, below it. They are no
    part of the meter at first.
    """

    def __init__(
        self, theme: Theme, neuron: int, unit: float, threshold: float, written: Notation
    ) -> None:
        role, foot = NEURON_ROLES[neuron], FOOT + neuron * PITCH
        sides = np.outer([-1, 1], [HALF, 0, 0])
        corners = np.vstack([foot + sides, foot + sides[::-1] + HEIGHT * mn.UP])
        self.tube = passing(filled(theme.floor, corners))
        self.bar = Bar(theme, role, foot, HALF, unit, threshold)
        line = foot + np.outer([-0.5, 0.5], PITCH) + threshold * unit * mn.UP
        self.dots = threshold_line(theme, "ink", line)
        self.name_disc = name_of(theme, neuron, foot + (HEIGHT + ABOVE) * mn.UP)
        called = f"score {neuron + 1}"
        size = min(NUMBER, WIDEST / advance(written(HEIGHT / unit)))
        score = LiveNumber(0.0, written, theme, size, role=role, sign="none", called=called)
        self.number = passing(score.hang(foot + DEPTH))
        names(self.number, self.bar)
        names(self.name_disc, self.tube)
        self.reading, self.under = passing(Glyphs("LOW", theme, WORD, role)), foot + WORD_DEPTH
        super().__init__(self.tube, self.bar, self.number, self.name_disc)

    def set_value(self, value: float) -> Self:
        """Show another score."""
        self.bar.set_value(value)
        self.number.set_value(value)
        self.reading.spell("HIGH" if self.bar.high else "LOW").place(self.under, align=0.5)
        return self
