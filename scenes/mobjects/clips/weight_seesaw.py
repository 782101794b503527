"""The seesaw of the weight clip: a ramp that turns about its corner, and what it leaves behind."""

from __future__ import annotations

import math
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Neuron, WeightSweep
from scenes.layout import EDGE, FRAME, MARGIN, NEURON_FLOOR, NEURON_FORMULA, Region
from scenes.mobjects.controls.pin import Pin
from scenes.mobjects.controls.slope_triangle import SUNK, SlopeTriangle, texts_beside
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import around, box_of, legible, put_clear
from scenes.mobjects.lines import DASHED, fitted, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import BrightGraph, Curve
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.notation import Notation, as_markup, on_a_bead
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

UNIT = 1.5
"""Frame units of one unit of x, and of y: slope 1 is drawn at 45 degrees, where there is room."""
HIGHEST, DEEPEST, LEVEL = 3.0, 1.7, 1.875
"""How far over and under the floor the arrow's tip may be; how far over it a level line may be."""
SIDE = 4.4
"""How far from the middle a triangle may reach: its number is beside it."""
REACH, MELTS, GHOST = 3.9, 0.8, 3.3
"""From the corner to the end of the ramp, so much of which melts away; to the end of a ghost."""
UNDER_FORMULA = NEURON_FORMULA[1] - 0.15 - NEURON_FLOOR
FLAT, SOLID = math.radians(9), math.radians(3)
"""At a smaller angle the ramp grows to the frame's edges, and the pin and the glow grow weaker."""
FOLLOWS = 3.0
"""How much faster the ramp grows than its corner leaves the picture."""
AWAY = np.array([3 * EDGE, NEURON_FLOOR, 0.0])
LOW = 1.1
"""A level line that is dashed less far below the floor would run through the number there."""
DASH = fitted(DASHED, 2 * EDGE)
"""Dashed like this, a level line looks the same from both sides: corners leave and come there."""
TALL = 0.6
"""So high is the number beside the arrow, with what is free around it; also so far from there."""
LABELS = Region(-EDGE + MARGIN, EDGE - MARGIN, NEURON_FLOOR + 0.15, 2.45)
"""Where the weights of former ramps may stand."""


class Ghost(mn.VGroup):
    """What stays where a ramp was: thin, with its weight at its tip."""

    def __init__(self, seesaw: Seesaw, weight: float) -> None:
        theme = seesaw.theme
        self.weight, self.path = weight, seesaw.ramp_to(weight, GHOST)
        self.line = mn.VMobject(stroke_width=STROKES.curve - 2, fill_opacity=0)
        self.line.set_stroke(theme.faint("ramp")).set_points(polyline(self.path))
        exempt(self.line, "contrast", "it lies under the ramp until that leaves")
        exempt(self.line, "cut", "a level line goes on beyond the frame")
        label = Typeset(f"$w = {as_markup(on_a_bead(weight))}$", theme, SIZES.label, "weight")
        self.label = legible(label, theme)
        super().__init__(self.line)


class Seesaw(Ground, Live[float]):
    """`ReLU(w x + b)` at any weight: its ramp, what is cut off, its pin and its slope triangle.

    The pin and the triangle are not its submobjects before they come.
    """

    def __init__(self, theme: Theme, sweep: WeightSweep) -> None:
        self.stops, self.bias = sweep.stops, sweep.bias
        corners = [abs(self.bias / weight) for weight in self.stops if weight]
        self.across = min(UNIT, SIDE / (1 + max(corners)))
        sizes = max(self.stops), -min(self.stops), self.bias if 0 in self.stops else 0.0
        rooms = zip((HIGHEST, DEEPEST, LEVEL), sizes, strict=True)
        self.up = min(self.across, *(room / size for room, size in rooms if size > 0))
        x_range = -EDGE / self.across, EDGE / self.across
        super().__init__(theme, FRAME, x_range, NEURON_FLOOR, up=self.up)
        self.counting = Notation.of(self.stops, least=1)
        self.move = self.stops[:2]
        """From where to where the weight goes now: only on the way it has as many decimals."""
        self.plank = BrightGraph(self, Neuron(1.0, self.bias).function, "ramp", STROKES.strong + 2)
        self.below = Curve(self, "ramp", STROKES.guide + 1, DASH)
        for endless in (self.plank, self.below):
            exempt(endless, "cut", "the line goes on beyond the frame")
        self.pin, self.triangle = Pin(theme), SlopeTriangle(theme, "weight", "w")
        bias = f" #bias[${Notation.of([self.bias]).term(self.bias)}$]" if self.bias else ""
        formula = f'$y = "ReLU"\\(#weight[$w$] thin x{bias}\\)$'
        self.formula = legible(Typeset(formula, theme, 0.46).place(NEURON_FORMULA), theme)
        self.ghosts = {weight: Ghost(self, weight) for weight in self.stops}
        self._place_the_labels()
        self.tilts = sorted(map(self.angle_of, self.ghosts))
        self.texts = np.array([self._texts_at(stop) for stop in sorted(self.ghosts)]).T
        self.past = mn.VGroup()
        self.add(self.past, self.below, self.plank, self.formula)
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
        """The ramp (2, 3) from its corner up to its end; a level line over the whole frame."""
        if weight == 0:
            return self.level(max(0.0, self.bias))
        corner, angle = self.corner_of(weight), self.angle_of(weight)
        flat = max(0.0, 1 - abs(angle) / FLAT)
        grown = max(2 * EDGE * flat if not self.bias else 0.0, FOLLOWS * (abs(corner[0]) - SIDE))
        along = np.array([math.cos(angle), math.sin(angle), 0.0]) * math.copysign(1, weight)
        if weight < 0:  # under the formula
            reach = min(reach, UNDER_FORMULA / along[1])
        return np.array([corner, corner + (reach + max(0.0, grown)) * along])

    def set_value(self, value: float) -> Self:
        """Tilt the line to another weight."""
        self.weight, angle = value, abs(self.angle_of(value))
        path, (low, high) = self.ramp_to(value, REACH), self.x_range
        end = float(np.clip(self.data_of(path)[1, 0], low + 1e-6, high - 1e-6))
        self.plank.graph.domain = (end, high) if value < 0 else (low, end if value > 0 else high)
        self.plank.set_value(Neuron(value, self.bias).function)
        solid = min(1.0, angle / SOLID)
        for stroke, (_, opacity) in zip(self.plank.glow.strokes, self.theme.glow, strict=True):
            stroke.set_stroke(opacity=opacity * solid)
        back = (path[0] - path[1]) / np.linalg.norm(path[1] - path[0])
        beyond = path[1] - 2 * EDGE * back * (value == 0)  # a level line melts nowhere
        self.plank.melt(beyond + MELTS * back, beyond)
        self._cut_off(value)
        self.pin.hold(self.corner_of(value), 1.0 if self.bias else solid)
        ends = {self.counting(end): on_a_bead(end) for end in self.move}
        self.triangle.write(ends.get(self.counting(value), self.counting(value)))
        reach = EDGE * min(1.0, angle / FLAT) if self.bias else EDGE
        texts = np.array([np.interp(self.angle_of(value), self.tilts, row) for row in self.texts])
        self.triangle.lie(self.pin.place, self.across, value * self.up, texts, reach)
        return self

    def _texts_at(self, stop: float) -> np.ndarray:
        """Where the triangle's texts are while the weight rests here, clear of earlier ramps."""
        self.triangle.write(on_a_bead(stop))
        texts = texts_beside(self.across, stop * self.up, self.triangle.width_of_tag)
        if stop == 0 and -LOW < self.bias * self.up < 0:
            texts[0] += self.bias * self.up
        rate = (self.across + TALL) / self.across * self.up
        earlier = self.stops[: self.stops.index(stop)]
        if any(0 < other * rate < texts[0] + TALL for other in earlier):
            texts[0] = min(texts[0], -SUNK)
        return texts

    def _cut_off(self, weight: float) -> None:
        """Dash the line where it is below zero, from its corner on."""
        at, (low, high) = Neuron(weight, self.bias).break_point, self.x_range
        start, end = (low, high) if weight <= 0 else (high, low)
        ends = np.array([start if at is None else np.clip(at, low, high), end])
        heights = weight * ends + self.bias
        under = heights.min() < -1e-9
        self.below.draw(np.column_stack([ends, heights]) if under else np.zeros((0, 2)))

    def _place_the_labels(self) -> None:
        """Put the weights of ghosts at their tips, clear of every line that is to come."""
        placed: list[mn.Mobject | Region] = [box_of(self.formula)]
        for weight, ghost in self.ghosts.items():
            along = np.linspace(ghost.path[0], ghost.path[1], 60)
            if weight == 0 > self.stops[-1]:  # over the side that is not level at the end
                along = along[::-1]
            tip = along[np.abs(along[:, 0]) < EDGE - 1.2][-1]
            reaches = dict.fromkeys(self.stops, REACH - MELTS / 2) | {weight: GHOST}
            put_clear(
                ghost.label,
                around(ghost.label, tip, (0.12, 0.25, 0.4, 0.6)),
                within=LABELS,
                texts=placed,
                paths=[self.ramp_to(*ramp) for ramp in reaches.items()],
            )
            placed.append(ghost.label)
