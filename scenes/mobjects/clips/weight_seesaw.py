"""The seesaw of the weight clip: a line on a pin, what ReLU makes of it, and former ramps."""

from __future__ import annotations

import math
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Neuron, PiecewiseLinear, WeightSweep
from scenes.layout import EDGE, FRAME, MARGIN, NEURON_FLOOR, Region
from scenes.mobjects.controls.pin import Pin
from scenes.mobjects.controls.slope_triangle import SlopeTriangle
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import around, legible, nearest_first, put_clear
from scenes.mobjects.lines import DASHED, fitted, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import BrightGraph, Curve
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.notation import Notation, as_markup, on_a_bead
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

UNIT = 1.4
"""Frame units of one unit of x, and of y: slope 1 is drawn at 45 degrees, where there is room."""
HIGHEST, LEVEL = 2.8, 1.5
"""How far over the floor the arrow's tip and a level line are, at most."""
WHOLE, GONE = 2.4, 3.35  # how far over the floor every ramp begins to melt, and has melted
SIDE, GHOST = 4.4, (3.2, 6.4)
"""How far a triangle reaches from the middle, and a ghost from its corner; where ghosts cross."""
FLAT, SOLID = math.radians(9), math.radians(3)
"""At a smaller angle the number keeps to the picture, and the pin grows weaker."""
AWAY = np.array([3 * EDGE, NEURON_FLOOR, 0.0])
DASH = fitted(DASHED, 2 * EDGE)
"""Dashed like this, a level line looks the same from both sides: corners leave and come there."""
LABELS = Region(-EDGE + MARGIN, EDGE - MARGIN, NEURON_FLOOR + 0.15, 2.3)
"""Where the weights of former ramps may stand."""
GAPS = 0.12, 0.18, 0.25, 0.4, 0.6  # between the ghosts and their weights
NAMES, LOW = -1.78, 2.3
"""A baseline; how far under the floor the number is where a level line would cross it."""
FORMULA_AT = np.array([EDGE - MARGIN, 3.0, 0.0])  # beside the question, where no ramp comes


class Ghost(mn.VGroup):
    """What stays where a ramp was: thin, with its weight at its tip."""

    def __init__(self, seesaw: Seesaw, weight: float) -> None:
        theme = seesaw.theme
        self.weight, self.path = weight, seesaw.ramp_to(weight, GHOST[bool(seesaw.bias)])
        self.line = mn.VMobject(stroke_width=STROKES.curve - 2, fill_opacity=0)
        self.line.set_stroke(theme.faint("ramp")).set_points(polyline(self.path))
        exempt(self.line, "contrast", "it lies under the ramp until that leaves")
        exempt(self.line, "cut", "a level line goes on beyond the frame")
        label = Typeset(f"$w = {as_markup(on_a_bead(weight))}$", theme, SIZES.label, "weight")
        self.label = names(legible(label, theme), self.line)
        exempt(label, "covered", "a corner that comes back from afar passes it")
        super().__init__(self.line, self.label)


class Seesaw(Ground, Live[float]):
    """`ReLU(w x + b)` at any weight: its ramp and what is cut off; pin and triangle come later."""

    def __init__(self, theme: Theme, sweep: WeightSweep) -> None:
        self.stops, self.bias = sweep.stops, sweep.bias
        corners = [abs(self.bias / weight) for weight in self.stops if weight]
        self.across = min(UNIT, SIDE / (1 + max(corners)))
        level = self.bias / LEVEL if 0 in self.stops else 0.0
        self.up = min(self.across, 1 / max(level, *(abs(stop) / HIGHEST for stop in self.stops)))
        x_range = -EDGE / self.across, EDGE / self.across
        super().__init__(theme, FRAME, x_range, NEURON_FLOOR, up=self.up)
        self.counting = Notation.of(self.stops, least=1)
        self.move = self.stops[:2]
        """From where to where the weight goes now: only on the way it has as many decimals."""
        self.plank = BrightGraph(self, Neuron(1.0, self.bias).function, "ramp", STROKES.strong + 2)
        self.plank.melt(*((NEURON_FLOOR + height) * mn.UP for height in (WHOLE, GONE)))
        self.below = Curve(self, "ramp", STROKES.guide + 1, DASH)
        exempt(self.below, "twins", "it is as far under the floor as the bias says, or hardly")
        for endless in (self.plank, self.below):
            exempt(endless, "cut", "the line goes on beyond the frame")
        self.pin, self.triangle = Pin(theme), SlopeTriangle(theme, "weight", "w")
        names = [("x", EDGE - MARGIN - 0.1)] + [("0", 0.0)] * (not self.bias)
        self.names = mn.VGroup(*[Typeset(f"${name}$", theme, SIZES.label) for name, _ in names])
        for text, (_, x) in zip(legible(self.names, theme, "floor"), names, strict=True):
            text.place(np.array([x, NAMES, 0.0]), align=0.5)
        bias = f" #bias[${Notation.of([self.bias]).term(self.bias)}$]" if self.bias else ""
        inner = f"#weight[$w$] thin x{bias}"
        self.formulas = [
            Typeset(f"$y = {side}$", theme, 0.46).place(FORMULA_AT, align=1)
            for side in (inner, f'"ReLU"\\({inner}\\)')
        ]
        seen = [weight for weight in self.stops if weight or self.bias > 0]  # not on the floor
        self.ghosts = [Ghost(self, weight) for weight in dict.fromkeys(seen)]
        self._place_the_labels()
        self.past = mn.VGroup()
        self.add(self.past, self.below, self.plank, self.names)
        if 0 in self.stops and 0.7 < -self.bias * self.up < 1.7:
            self.triangle.deep = LOW
        self.triangle.side = float(np.sign(self.stops[0] or self.stops[1]))
        self.set_value(self.stops[0])

    def angle_of(self, weight: float) -> float:
        """How much a line of this weight is tilted on the frame, in radians."""
        return math.atan2(weight * self.up, self.across)

    def weight_of(self, angle: float) -> float:
        """The weight of a line that is tilted like this on the frame."""
        return math.tan(angle) * self.across / self.up

    def corner_of(self, weight: float) -> np.ndarray:
        """Where on the frame the corner is, or out of sight; without a bias always at 0."""
        at = Neuron(weight, self.bias).break_point if self.bias else 0.0
        return AWAY if at is None else self.point(at, 0.0)

    def ramp_to(self, weight: float, reach: float) -> np.ndarray:
        """The ramp (2, 3), at most `reach` long, from its corner up; a level line, the whole."""
        if weight == 0:
            return self.level(max(0.0, self.bias))
        corner, angle = self.corner_of(weight), self.angle_of(weight)
        along = np.array([math.cos(angle), math.sin(angle), 0.0]) * math.copysign(1, weight)
        return np.array([corner, corner + min(reach, GONE / along[1]) * along])

    def set_value(self, value: float) -> Self:
        """Tilt the line to another weight."""
        angle, (low, high) = abs(self.angle_of(value)), self.x_range
        top = (GONE / self.up - self.bias) / value if value else high
        end = float(np.clip(top, low + 1e-6, high - 1e-6)) if value else high
        self.plank.graph.domain = (end, high) if value < 0 else (low, end)
        self.plank.set_value(Neuron(value, self.bias).function)
        at = Neuron(value, self.bias).break_point
        start, end = (low, high) if value <= 0 else (high, low)
        ends = np.array([start if at is None else np.clip(at, low, high), end])
        below = np.column_stack([ends, value * ends + self.bias])
        self.below.draw(below[: 2 if below[:, 1].min() < -1e-9 else 0])
        corner = self.corner_of(value)
        self.pin.hold(corner, 1.0 if self.bias else min(1.0, angle / SOLID))
        rests = {self.counting(rest): on_a_bead(rest) for rest in self.move}
        self.triangle.write(rests.get(self.counting(value), self.counting(value)))
        reach = EDGE * min(1.0, angle / FLAT) if self.bias else EDGE
        self.triangle.lie(corner, self.across, value * self.up, reach)
        return self

    def straight(self, tilted: float = 0.0, flat: float = 0.0) -> PiecewiseLinear:
        """The first line on its pin, turned so far, and as flat below zero: 0 not, 1 wholly."""
        first = self.stops[0]
        slope = self.weight_of(self.angle_of(first) + tilted)
        line = PiecewiseLinear.line(slope, slope * self.bias / first)
        return line * (1 - flat) + line.relu() * flat

    def unseen(self, weight: float) -> list[Ghost]:
        """The ghost of this weight, if it can be shown and is not shown yet."""
        return [one for one in self.ghosts if one.weight == weight and one not in self.past]

    def _place_the_labels(self) -> None:
        """Put the weights of ghosts at their tips, clear of every line that is to come."""
        placed: list[mn.Mobject | Region] = []
        paths = [self.ramp_to(stop, 4 * EDGE) for stop in self.stops]
        for ghost in self.ghosts:
            along = np.linspace(ghost.path[0], ghost.path[1], 60)
            inside = along[np.abs(along[:, 0]) < EDGE - 1.2]
            places = [place for spot in inside[::-2] for place in around(ghost.label, spot, GAPS)]
            places = nearest_first(ghost.label, places, [ghost.path], paths, alone=True)
            put_clear(ghost.label, places, within=LABELS, texts=placed, paths=paths)
            placed.append(ghost.label)
