"""What the depth clip counts: kinks with a neuron each, and bars of neurons, fold by fold."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import Folds
from scenes.mobjects.animations import Morph
from scenes.mobjects.lines import polygon
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.formulas import SMALLEST
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

LARGEST = 0.2
"""The radius of a neuron under its kink, in frame units, where there is room."""
ABOVE = 0.12
"""From a bar to the number above it."""
ROLES = ("ramp", "second")
"""The colours of layers, and of one layer."""


def roots(plot: Window, folds: Folds, level: float, role: str) -> mn.VGroup:
    """For each kink of the curve a disc on it, a neuron under it, and the line between them."""
    theme, kinks = plot.theme, folds.function.kinks
    colour, faint = theme.colour(role), theme.faint(role)
    tips = plot.points_of(np.column_stack([kinks, folds.function(kinks)]))
    radius = min(LARGEST, 0.42 * float(np.diff(tips[:, 0]).min()))
    groups = []
    for tip in tips:
        foot = np.array([tip[0], level, 0.0])
        stem = mn.Line(tip, foot + radius * mn.UP, color=faint, stroke_width=STROKES.hair)
        neuron = mn.Circle(radius, color=colour, stroke_width=STROKES.guide).move_to(foot)
        disc = mn.Dot(tip, radius=0.8 * radius, color=colour)
        groups.append(mn.VGroup(stem, disc, neuron.set_fill(theme.panel, 1)))
    return mn.VGroup(*groups)


class Bar(mn.VMobject, Live[float]):
    """A bar that stands on the floor; `count` neurons high, once it has grown."""

    def __init__(
        self, foot: np.ndarray, width: float, unit: float, count: int, theme: Theme, role: str
    ) -> None:
        super().__init__(stroke_color=theme.colour(role), stroke_width=STROKES.guide)
        self.set_fill(theme.body(role), 1)
        self.foot, self.half, self.unit, self.count = foot, width / 2 * mn.RIGHT, unit, count
        top, size = foot + (count * unit + ABOVE) * mn.UP, max(SMALLEST, 0.88 * width)
        self.number = Typeset(f"${count}$", theme, size, role).place(top, align=0.5)
        names(self.number, self)
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Be so many neurons high."""
        up = value * self.unit * mn.UP
        left, right = self.foot - self.half, self.foot + self.half
        self.set_points(polygon(np.array([left, right, right + up, left + up])))
        return self.set_stroke(width=STROKES.guide * min(1.0, 20 * up[1]))  # it begins as no line

    def growth(self) -> mn.Animation:
        """It grows to its whole height."""
        return Morph(self, lambda share: share * self.count)


def bars(theme: Theme, folds: Folds, floor: np.ndarray, width: float, unit: float) -> list[Bar]:
    """What folds take in layers, and in one layer: two bars, side by side at a place."""
    each = zip((-0.58, 0.58), (folds.units_deep, folds.units_one_layer), ROLES, strict=True)
    return [
        Bar(floor + side * width * mn.RIGHT, width, unit, count, theme, role)
        for side, count, role in each
    ]
