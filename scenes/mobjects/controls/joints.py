"""Joints: where a ReLU bends a line of straight pieces."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import Interpolant
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.plots.window import Window
from scenes.theme import Theme

LARGEST, OF_A_PIECE, SMALLEST = 0.11, 0.12, 0.03
"""The radius of a joint; it is less for close ones, until they would hide in the line."""


class Joints(mn.VMobject):
    """A disc on each joint where the line bends, one for every ReLU; `places` are all of them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(stroke_width=0, fill_color=theme.weight, fill_opacity=1)
        exempt(self, "covered", "the curves that it belongs to run along it")

    def lie_on(self, plot: Window, polygon: Interpolant) -> Self:
        """Mark the bends."""
        bends = np.array([-neuron.bias / neuron.weight for _, neuron in polygon.layer.units])
        piece = float(plot.unit[0] * np.ptp(polygon.domain)) / polygon.segments
        radius = min(LARGEST, OF_A_PIECE * piece)
        self.places = plot.points_of(np.column_stack([bends, polygon(bends)]))
        return self.lie_at(self.places if radius >= SMALLEST else self.places[:0], radius)

    def lie_at(self, places: np.ndarray, radius: float = LARGEST) -> Self:
        """Be discs around places (k, 3)."""
        disc = mn.Circle(radius).points
        self.set_points(np.vstack([disc[:0], *[disc + place for place in places]]))
        return self
