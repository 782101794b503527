"""Joints: where straight pieces meet, and whether the line bends there."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import HiddenLayer, PiecewiseLinear
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.plots.window import Window
from scenes.theme import STROKES, Theme

LARGEST, OF_A_PIECE, SMALLEST = 0.11, 0.22, 0.045
"""The radius of a joint; it is less for close ones, until they would hide in the line."""


class Joints(mn.VGroup):
    """A mark on each joint: full where a ReLU bends the line, an open ring where none does.

    `empty` is where the rings are (k, 3).
    """

    def __init__(self, theme: Theme) -> None:
        self.bends = mn.VMobject(stroke_width=0, fill_color=theme.weight, fill_opacity=1)
        self.hollows = mn.VMobject(
            stroke_color=theme.weight, stroke_width=STROKES.guide, fill_color=theme.ground
        ).set_fill(opacity=1.0)
        super().__init__(self.hollows, self.bends)
        for marks in self:
            exempt(marks, "covered", "the curves that it belongs to run along it")

    def lie_on(
        self, plot: Window, function: PiecewiseLinear, layer: HiddenLayer, knots: np.ndarray
    ) -> Self:
        """Mark the bends of a layer on a function, and all knots (k + 1,) but the last."""
        joints, piece = knots[:-1], knots[1] - knots[0]
        bends = np.array([-neuron.bias / neuron.weight for _, neuron in layer.units])
        away = np.abs(joints[:, None] - bends).min(axis=1, initial=np.inf)
        radius = min(LARGEST, OF_A_PIECE * piece * float(plot.unit[0]))
        disc = mn.Circle(radius).points
        for shape, x in ((self.bends, bends), (self.hollows, joints[away > 1e-6 * piece])):
            places = plot.points_of(np.column_stack([x, function(x)]))
            seen = places if radius >= SMALLEST else places[:0]
            shape.set_points(np.vstack([disc[:0], *[disc + place for place in seen]]))
        self.empty = seen
        return self
