"""The neurons of one hidden layer, each on the bend that it makes."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import HiddenLayer, PiecewiseLinear
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES


class Neurons(mn.VGroup):
    """A white disc on every bend, numbered from left to right where there is room for a number."""

    RADIUS = 0.21
    SMALL = 0.12
    """The radius of a disc without a number."""
    CLOSEST = 0.45
    """No disc is wider than this share of the way to the next."""

    def __init__(self, plot: Window, layer: HiddenLayer, function: PiecewiseLinear) -> None:
        super().__init__()
        theme = plot.theme
        self.bends = np.array([-neuron.bias / neuron.weight for _, neuron in layer.units])
        places = plot.points_of(np.column_stack([self.bends, function(self.bends)]))
        gap = np.diff(places[:, 0]).min(initial=np.inf)
        roomy = self.CLOSEST * gap >= self.RADIUS
        radius = self.RADIUS if roomy else min(self.SMALL, self.CLOSEST * gap)
        for number, place in enumerate(places, start=1):
            disc = mn.Circle(
                radius,
                stroke_color=theme.ground,
                stroke_width=STROKES.guide,
                fill_color=theme.ink,
                fill_opacity=1,
            ).move_to(place)
            exempt(disc, "contrast", "a rim of the ground's colour parts it from what it covers")
            self.add(mn.VGroup(disc))
            if roomy:
                digits = Typeset(f"${number}$", theme, SIZES.tick, "ground")
                self[-1].add(digits.place(place + 0.33 * SIZES.tick * mn.DOWN, align=0.5))
