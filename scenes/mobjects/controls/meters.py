"""Meters, as on an equaliser: bars that rise and fall with a score, and a lamp that each lights."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import FaultKind, MobjectT, exempt
from scenes.mobjects.lines import DOT, dotted, filled, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.text.glyphs import Glyphs, LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.theme import STROKES, Theme

HALF, OVER, STEPS = 0.47, 1.25, 24
"""Half the width of a meter, how far its dotted line reaches, as a share of that, and in how many
steps it is cut."""
NUMBER, NUMBER_DEPTH = 0.5, 0.42
"""The em height of a score, and how far it is below the floor."""
RADIUS, FIGURE, ABOVE = 0.4, 0.56, 0.56
"""Of a lamp: its radius, the em height of its number, and how far it is above its meter."""
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


class Lamp(mn.VGroup, Live[bool]):
    """The number of a neuron on a lamp, which is full where its score is HIGH, and else hollow."""

    def __init__(self, theme: Theme, role: str, number: int, place: np.ndarray) -> None:
        self.colours = theme.ground, theme.colour(role)
        self.glass = mn.Circle(RADIUS, stroke_color=self.colours[1], stroke_width=STROKES.curve)
        self.number = Glyphs(str(number), theme, FIGURE, role)
        self.number.place(place + 0.33 * FIGURE * mn.DOWN, align=0.5)
        super().__init__(self.glass.move_to(place), self.number)
        passing(self)

    def set_value(self, value: bool) -> Self:
        """Be on, or else off."""
        self.glass.set_fill(self.colours[int(value)], 1)
        self.number.set_fill(self.colours[1 - int(value)])
        return self


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


class Meter(mn.VGroup, Live[float]):
    """A bar in a tube (height), the score below it as it is `written`, and a lamp above it."""

    def __init__(
        self,
        theme: Theme,
        role: str,
        foot: np.ndarray,
        height: float,
        unit: float,
        threshold: float,
        written: Notation,
        number: int,
    ) -> None:
        sides = np.outer([-1, 1], [HALF, 0, 0])
        up = np.linspace(0, height, STEPS + 1)[:, np.newaxis, np.newaxis] * mn.UP
        slits = foot + sides + up
        self.tube = filled(theme.floor, np.vstack([slits[0], slits[-1, ::-1]]))
        self.bar = Bar(theme, role, foot, HALF, unit, threshold)
        self.slits = stroked(theme.ground, STROKES.guide, polyline(slits))
        line = foot + OVER * sides + threshold * unit * mn.UP
        self.dots, self.flash = threshold_line(theme, "ink", line), Flash(theme, role, line)
        self.lamp = Lamp(theme, role, number, foot + (height + ABOVE) * mn.UP)
        called = f"score {number}"
        score = LiveNumber(0.0, written, theme, NUMBER, role=role, sign="none", called=called)
        self.number = passing(score.hang(foot + NUMBER_DEPTH * mn.DOWN))
        super().__init__(passing(self.tube), self.bar, passing(self.slits))
        self.add(self.flash, self.dots, self.number, self.lamp)

    def set_value(self, value: float) -> Self:
        """Show another score."""
        self.bar.set_value(value)
        self.number.set_value(value)
        self.flash.set_value(value / self.bar.threshold)
        self.lamp.set_value(value >= self.bar.threshold)
        return self
