"""The line of the relu clip, the beads on it, and the points that they leave behind."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import NumberLine, relu, spread, swung
from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.arrows import arrow, point
from scenes.mobjects.controls.beads import NUMBER, RADIUS, SPOT, NumberBead, Spot
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import DASHED, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import BrightGraph, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import on_a_bead
from scenes.theme import STROKES, Theme

EDGE = STAGE_WIDTH / 2
FRAME = Region(-EDGE, EDGE, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)
WIDTH, ONE_SIDE = 9.3, 6.0
"""From the first number to the last, across the frame; where all are on one side of 0."""
WIDEST = 12.4
LEFT, RIGHT = 2.4, 3.4
"""So much of either half of the line is seen, also without numbers on it."""
TOP, BOTTOM = 3.0, -3.1
"""How high and how deep on the frame a bead may be: its old number stands below it."""
LOWEST, HIGHEST = -1.6, 1.7
"""Where the floor may be: the formula is below it, and the answer above beads that lie on it."""
STEEPEST = 0.68
BETWEEN = 0.06
"""Frame units between two beads that lie side by side."""
BESIDE = np.array([0.2, -0.42, 0.0])
"""From a point to the baseline of the number beside it: off the line, which rises."""
UNDER = 0.5
"""From the floor down to the baseline of a number under it."""
LEG = 4.5


class Rider(mn.VGroup):
    """One number: its bead, the point that it leaves where it was, and the arrow from there."""

    def __init__(self, picture: ReluLine, x: float, at: float) -> None:
        theme, self.x, self.at = picture.theme, x, at
        self.text, self.result = on_a_bead(x), on_a_bead(relu(x))
        self.bead = NumberBead(self.text, theme)
        super().__init__(self.bead)
        self.ends = picture.points_of(np.array([[at, at], [at, 0.0]]))
        """On the line, and on the floor."""
        self.leaves = x < 0
        lower = self.ends[0 if self.leaves else 1]
        self.spot = Spot(lower, theme, "floor")
        self.number = Glyphs(self.text if self.leaves else "0", theme, NUMBER)
        self.beside = lower + BESIDE
        self.number.place(lower + UNDER * mn.DOWN, align=0.5)
        self.arrow = arrow(theme, "muted", leg=LEG)
        self.upright = mn.VMobject(stroke_width=STROKES.guide, fill_opacity=0)
        self.upright.set_stroke(theme.muted).set_points(polyline(np.sort(self.ends, axis=0)))

    def light(self, role: str) -> list[mn.Animation]:
        """Let its bead and what is beside it be bright (`ink`), or quiet (`muted`)."""
        bead, colour = self.bead, self.bead.theme.colour(role)
        rim = bead.step_forward() if role == "ink" else bead.step_back()
        if self.x == 0:
            return [rim]
        link = self.arrow if self.leaves else self.upright
        return [
            rim,
            self.spot.animate.set_stroke(colour).build(),
            link.animate.set_color(colour).build(),
        ]

    def point_at(self, place: np.ndarray) -> None:
        """Let the arrow go from the old place to the rim of the bead."""
        point(self.arrow, np.array([self.ends[0] + SPOT * mn.UP, place]), RADIUS)


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
        if 0 not in numbers:
            tick = Glyphs("0", theme, NUMBER, "muted").place(self.point(0, 0) + BESIDE)
            self.add(tick, Spot(self.point(0, 0), theme))
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Swing the part below zero up by this share, with the beads on it."""
        self.share, function = value, swung(float(np.clip(value, 0.0, 1.0)))
        self.arm.set_value(function)
        for rider in self.riders:
            place = self.point(rider.at, float(function(rider.at)))
            rider.bead.ride(place)
            rider.point_at(place)
        return self
