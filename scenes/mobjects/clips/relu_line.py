"""The line of the relu clip, the beads on it, and the two places that each of them has."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import NumberLine, relu, spread, swung
from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.controls.beads import NUMBER, RADIUS, NumberBead, Spot, size_on_a_bead
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import DASHED, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import BrightGraph, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.glyphs import HEIGHT, Glyphs
from scenes.mobjects.text.notation import ON_A_BEAD, Notation, on_a_bead
from scenes.theme import STROKES, Theme

EDGE = STAGE_WIDTH / 2
FRAME = Region(-EDGE, EDGE, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)
WIDTH, ONE_SIDE = 9.3, 6.0
"""From the first number to the last, across the frame; where all are on one side of 0."""
WIDEST = 12.4
LEFT, RIGHT = 2.4, 3.4
"""So much of either half of the line is seen, also without numbers on it."""
TOP, BOTTOM = 2.85, -2.85
"""How high and how deep on the frame a bead may be: its old number stands below it."""
LOWEST, HIGHEST = -1.6, 1.7
"""Where the floor may be: the formula is below it, and the answer above beads that lie on it."""
STEEPEST = 0.68
BETWEEN = 0.06
"""Frame units between two beads that lie side by side."""
BESIDE, OVER_LONG = 0.34, 0.48
"""From a place on the line to its number, to the left and up: off a bead there, or a long one."""
FROM_FLOOR = np.array([0.0, 0.2, 0.0])
"""From the floor to the 0 above a place on it; below one it is as far away."""
TURN = 0.04
"""In this share of its way a number grows smaller, to have room for decimals, or large again."""

LAST = 0.998
"""From here on it is written as 0 is: not only at the very end, which would look like a jump."""


class Place(mn.VGroup):
    """A hollow point where a number may be, and above it (`way` 1) or below (-1) the number."""

    def __init__(self, at: np.ndarray, text: str, theme: Theme, way: int, off: np.ndarray) -> None:
        self.spot = Spot(at, theme, "ground" if way > 0 else "floor")
        self.number = Glyphs(text, theme, NUMBER)
        foot = at + way * off + min(way, 0) * HEIGHT * NUMBER * mn.UP
        self.number.place(foot, align=0.5 - way * np.sign(off[0]) / 2)
        super().__init__(self.spot, self.number)


class Rider(mn.VGroup):
    """One number: its bead, its places on the floor and on the line, and what links the two.

    The `upper` place is that of ReLU; 0 has only one.
    """

    def __init__(self, picture: ReluLine, x: float, at: float) -> None:
        theme, self.x, self.at = picture.theme, x, at
        self.text, self.result = on_a_bead(x), on_a_bead(relu(x))
        self.bead = NumberBead(self.text, theme)
        super().__init__(self.bead)
        self.live = Notation.of([x], int(abs(x) < 10), ON_A_BEAD)
        """How its height is written on the way up: with tenths where there is room for them."""
        way, up = 1 if x > 0 else -1, OVER_LONG if self.bead.half > RADIUS else BESIDE
        ends = picture.points_of(np.array([[at, at], [at, 0.0]]))
        self.old = Place(ends[0], self.text, theme, way, np.array([-BESIDE, up, 0.0]))
        floor = Place(ends[1], "0", theme, -way, FROM_FLOOR) if x else self.old
        self.lower, self.upper = (floor, self.old) if x > 0 else (self.old, floor)
        self.link = mn.VMobject(stroke_width=STROKES.guide, fill_opacity=0)
        self.link.set_stroke(theme.muted).set_points(polyline(ends))

    def ride(self, place: np.ndarray, share: float) -> None:
        """Be at this place; a number that rises bears the height that it has come to."""
        self.bead.ride(place)
        if self.x < 0:
            self.link.set_points(polyline(np.array([self.old.spot.get_center(), place])))
            text = self.live((1 - share) * self.x)
            if share == 0 or share > LAST:
                text = self.result if share else self.text
            first, small, last = map(size_on_a_bead, (self.text, self.live(self.x), self.result))
            turns, sizes = (0, TURN, 1 - TURN, 1), (first, small, small, last)
            self.bead.write(text, float(np.interp(share, turns, sizes)))


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
        self.share, (low, high) = 0.0, self.x_range
        line, bent = swung(0.0), swung(1.0)
        self.whole = PiecewiseGraph(self, line, "ramp", STROKES.strong)
        self.old = PiecewiseGraph(self, line, "ramp", STROKES.guide, DASHED, domain=(low, 0.0))
        self.arm = BrightGraph(self, line, "ramp", domain=(low, 0.0))
        self.stays = PiecewiseGraph(self, line, "ramp", STROKES.strong, domain=(0.0, high))
        self.flat = PiecewiseGraph(self, bent, "ramp", STROKES.strong, domain=(low, 0.0))
        self.upper = BrightGraph(self, line, "ramp", domain=(0.0, high))
        self.ramp = BrightGraph(self, bent, "ramp", STROKES.strong + 2)
        for graph in (self.whole, self.old, self.arm, self.stays, self.flat, self.upper, self.ramp):
            exempt(graph, "cut", "the line goes on beyond the frame")
        for quiet in (self.stays, self.flat):
            quiet.set_stroke(theme.faint("ramp"))
        self.riders = [Rider(self, x, float(at)) for x, at in zip(numbers, places, strict=True)]
        self.corner = mn.VGroup()
        if 0 not in numbers:
            off = np.array([-BESIDE, BESIDE, 0.0])
            self.corner.add(Place(self.point(0, 0), "0", theme, -1, off))
        self.add(self.corner)
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Swing the part below zero up by this share, with the beads on it."""
        self.share, function = value, swung(float(np.clip(value, 0.0, 1.0)))
        self.arm.set_value(function)
        for rider in self.riders:
            rider.ride(self.point(rider.at, float(function(rider.at))), value)
        return self
