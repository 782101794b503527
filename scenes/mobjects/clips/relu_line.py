"""The line of the relu clip, the beads on it, and the two places that each of them has."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import NumberLine, relu, spread, swung
from scenes.layout import EDGE, FRAME, MARGIN
from scenes.mobjects.arrows import arrow, point
from scenes.mobjects.controls.beads import RADIUS, NumberBead, disc, size_on_a_bead
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible
from scenes.mobjects.lines import DASHED, dashes, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import BrightGraph, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.glyphs import HEIGHT, Glyphs
from scenes.mobjects.text.notation import on_a_bead
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

WIDTH, ONE_SIDE = 9.3, 6.0
"""From the first number to the last, across the frame; where all are on one side of 0."""
WIDEST = 12.4
LEFT, RIGHT = 2.4, 3.4
"""So much of either half of the line is seen, also without numbers on it."""
TOP, BOTTOM = 2.9, -3.05
"""How high and how deep on the frame a bead may be."""
LOWEST, HIGHEST = -1.6, 1.7
"""Where the floor may be: the formula is below it, and the answer above beads that lie on it."""
STEEPEST = 0.68
BETWEEN = 0.1
"""Frame units between two beads side by side: then no bead hides the number in a ring below it."""
AROUND = 0.12
"""From the rim of a bead to the ring of what went in, where that is at the same place."""
OUTLINE = 97
"""At so many points of a ring it is cut to dashes."""
NEAR, TAG = 0.07, 0.44
"""From a rim to an arrow's tip and to a word; the em height of the words."""
EMPTY = 0.06
"""In this share of its way a bead loses its number, and in the last one it gets the new one."""
PIN_NUMBER, BELOW_PIN = 0.5, 0.3
"""The em height of the 0 of the corner, and from the corner to it."""


class Ring(mn.VGroup):
    """Where a number was, or may be: a dashed ring, wider than a bead or not, around it."""

    def __init__(self, bead: NumberBead, at: np.ndarray, on: str, wider: float = 0.0) -> None:
        theme, radius, self.half = bead.theme, RADIUS + wider, bead.half + wider
        inside = mn.RoundedRectangle(radius, width=2 * self.half, height=2 * radius)
        inside.set_stroke(width=0).set_fill(theme.colour(on), 1).move_to(at)
        shares = np.linspace(0, 1, OUTLINE)
        outline = np.array([inside.point_from_proportion(share) for share in shares])
        length = np.linalg.norm(np.diff(outline, axis=0), axis=1).sum()
        fit = length / round(length / sum(DASHED)) / sum(DASHED)
        cuts = dashes(outline, (DASHED[0] * fit, DASHED[1] * fit))
        self.number = bead.ride(at).number
        rim = stroked(theme.muted, STROKES.guide, polyline(*cuts))
        super().__init__(inside, rim, names(self.number, rim))


class Rider:
    """One number: its bead, its places on the floor and on the line, and what links the two.

    `old` is where it goes in, with the word `into`; `upper` is where it comes out.
    """

    def __init__(self, picture: ReluLine, x: float, at: float) -> None:
        theme, self.x, self.at = picture.theme, x, at
        self.text, self.result = on_a_bead(x), on_a_bead(relu(x))
        self.bead = NumberBead(self.text, theme)
        line, floor = ends = picture.points_of(np.array([[at, at], [at, 0.0]]))
        on, wider = ("floor", 0.0) if x < 0 else ("ground", AROUND)
        self.old = Ring(NumberBead(self.text, theme), line, on, wider)
        other = Ring(NumberBead("0", theme), floor, "ground")
        self.lower, self.upper = (other, self.old) if x > 0 else (self.old, other)
        self.link = stroked(theme.muted, STROKES.guide, polyline(ends))
        self.arrow = arrow(theme, "ink", leg=STROKES.curve)
        aside, up = (self.old.half + NEAR, RADIUS + NEAR, 0) * np.eye(3)[:2]
        self.into, self.out = (Typeset(word, theme, TAG) for word in ("in", "out"))
        self.into.place(line + aside - up)
        self.out.place(self.upper.get_center() - aside + 0.8 * up, align=1.0)
        if self.out.get_left()[0] < MARGIN - EDGE:
            self.out.place(self.upper.get_center() + 1.15 * up, align=0.5)
        names(legible(self.into, theme, on), self.old)
        names(self.out, self.bead)
        for word in (self.into, self.out):
            exempt(word, "names", "each number goes in, and comes out")

    def ride(self, place: np.ndarray, share: float) -> None:
        """Be at this place; a number that rises is to be seen before and after its way only."""
        self.bead.ride(place)
        if self.x < 0:
            text = self.result if share > EMPTY else self.text
            self.bead.write(text, size_on_a_bead(text))
            seen = np.interp(share, (0, EMPTY, 1 - EMPTY, 1), (1, 0, 0, 1))
            self.bead.number.set_fill(opacity=float(seen))
            foot = self.old.get_center() + RADIUS * mn.UP
            tip = place - RADIUS * mn.UP
            point(self.arrow, np.array([foot, np.maximum(foot, tip)]), NEAR)


class ReluLine(Ground, Live[float]):
    """The line y = x over the frame, on the way to ReLU: at 0 it is straight, at 1 it is bent.

    Numbers lie across the frame to scale, unless they are too near to one another for that:
    `is_to_scale`. One unit of the plot is one frame unit across.
    """

    def __init__(self, theme: Theme, model: NumberLine) -> None:
        numbers = model.different
        half = max(NumberBead(on_a_bead(x), theme).half for x in numbers)
        gap, count = 2 * half + BETWEEN, sum(x != 0 for x in numbers)
        both = numbers[0] < 0 < numbers[-1]
        side = 1 if numbers[0] < 0 else -1
        places = spread(numbers, gap, max(WIDTH if both else ONE_SIDE, count * gap))
        rates = [at / x for at, x in zip(places, numbers, strict=True) if x]
        self.is_to_scale = not rates or max(rates) < min(rates) * (1 + 1e-9)
        left = max(LEFT, -float(places[0]))
        right = max(float(places[-1]), min(RIGHT, WIDEST - left))
        rooms = [
            (TOP - BOTTOM, left + right), (HIGHEST - BOTTOM, left), (TOP - LOWEST, right),
        ]  # fmt: skip
        steep = min(STEEPEST, *(high / wide for high, wide in rooms))
        lowest, highest = max(LOWEST, BOTTOM + steep * left), min(HIGHEST, TOP - steep * right)
        floor, zero = (lowest + highest) / 2, (left - right + (0 if both else side * half)) / 2
        super().__init__(theme, FRAME, (-EDGE - zero, EDGE - zero), floor, up=steep)
        low, high = self.x_range
        line, bent = swung(0.0), swung(1.0)
        self.whole = PiecewiseGraph(self, line, "ramp", STROKES.strong)
        self.old = PiecewiseGraph(self, line, "ramp", STROKES.guide, DASHED, domain=(low, 0.0))
        self.arm = BrightGraph(self, line, "ramp", domain=(low, 0.0))
        self.stays = PiecewiseGraph(self, line, "ramp", STROKES.strong, domain=(0.0, high))
        self.flat = PiecewiseGraph(self, bent, "ramp", STROKES.strong, domain=(low, 0.0))
        self.upper = BrightGraph(self, line, "ramp", domain=(0.0, high))
        self.ramp = BrightGraph(self, bent, "ramp", STROKES.strong + 2)
        for quiet in (self.stays, self.flat):
            quiet.set_stroke(theme.faint("ramp"))
        for graph in (self.whole, self.old, self.arm, self.stays, self.flat, self.upper, self.ramp):
            exempt(graph, "cut", "the line goes on beyond the frame")
            graph.melt(*self.melting)
        self.riders = [Rider(self, x, float(at)) for x, at in zip(numbers, places, strict=True)]
        zero_at = self.point(0, 0)
        below = (BELOW_PIN + HEIGHT * PIN_NUMBER) * mn.DOWN
        number = Glyphs("0", theme, PIN_NUMBER).place(zero_at + below, align=0.5)
        self.corner = mn.VGroup(disc(theme, "ink").move_to(zero_at), number)
        names(number, self.corner[0])
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Swing the part below zero up by this share, with the beads on it."""
        function = swung(float(np.clip(value, 0.0, 1.0)))
        self.arm.set_value(function)
        for rider in self.riders:
            rider.ride(self.point(rider.at, float(function(rider.at))), value)
        return self
