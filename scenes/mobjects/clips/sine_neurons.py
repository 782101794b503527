"""The neurons of one hidden layer, each on the bend that it makes."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import HiddenLayer, Interpolant, Neuron
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import DROP, arrows, dashes, polygon, polyline
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES


class Neurons(mn.VGroup):
    """On every bend a white disc, numbered from left to right where there is room for a number.

    From there a dash goes straight on, and from its end an arrow to where the line has turned; not
    where there are too many for numbers.
    `order` tells at which of the rings they are; `paths` are the dashes and arrows.
    """

    RADIUS = 0.21
    SMALL = 0.12
    """The radius of a disc without a number."""
    CLOSEST = 0.45
    """No disc is wider than this share of the way to the next."""
    REACH = 0.6
    """So much of a piece is a dash long."""
    HEAD = 0.16
    """The length of the head of an arrow."""

    def __init__(self, plot: Window, layer: HiddenLayer, model: Interpolant) -> None:
        super().__init__()
        theme, (low, high), function = plot.theme, model.domain, model.function
        width = (high - low) / model.segments
        turns = np.array([turn for turn, _ in layer.units], dtype=float)
        bends = np.array([neuron.break_point for _, neuron in layer.units], dtype=float)
        self.order = [round(place) for place in (bends - low) / width]
        ends = bends + self.REACH * width
        heights = function(bends), function(ends) - turns * (ends - bends), function(ends)
        corners = [np.column_stack(xy) for xy in zip((bends, ends, ends), heights, strict=True)]
        self.paths = [*np.stack([plot.points_of(xy) for xy in corners], axis=1)]
        self.bends = plot.points_of(corners[0])
        gap = np.diff(self.bends[:, 0]).min(initial=np.inf)
        self.numbered = self.CLOSEST * gap >= self.RADIUS
        radius = self.RADIUS if self.numbered else min(self.SMALL, self.CLOSEST * gap)
        for number, path in enumerate(self.paths, start=1):
            shaft, head = arrows(path[None, 1:], self.HEAD)
            lines, tip = (mn.VMobject(color=theme.weight) for _ in range(2))
            lines.set_points(polyline(dashes(path[:2], DROP), shaft))
            lines.set_stroke(width=STROKES.guide)
            tip.set_points(polygon(head)).set_stroke(width=0).set_fill(opacity=1)
            disc = mn.Circle(radius, stroke_color=theme.ground, stroke_width=STROKES.guide)
            disc.set_fill(theme.ink, 1).move_to(path[0])
            exempt(disc, "contrast", "a rim of the ground's colour parts it from what it covers")
            digits = Typeset(f"${number}$", theme, SIZES.tick, "ground")
            digits.place(path[0] + 0.33 * SIZES.tick * mn.DOWN, align=0.5)
            self.add(mn.VGroup(lines, tip, disc, digits) if self.numbered else mn.VGroup(disc))


class Example(mn.VGroup):
    """One neuron's ramp in full length: flat up to its kink, which is on the floor at its bend."""

    BELOW_TOP = 0.9
    """What it keeps from the upper side of the frame, where it can."""
    LOWEST = 1.0
    """How high it rises, where it can."""

    def __init__(self, plot: Window, layer: HiddenLayer, neurons: Neurons) -> None:
        right, window = plot.x_range[1], plot.window.inset(top=self.BELOW_TOP)

        def cost(unit: tuple[float, Neuron]) -> tuple[float, bool, bool]:
            floor, end = plot.points_of(np.array([[right, 0], [right, unit[0] * unit[1](right)]]))[
                :, 1
            ]
            outside = max(0.0, end - window.top, window.bottom - end)
            return outside, unit[0] < 0, abs(end - floor) < self.LOWEST

        # The first that stays inside the frame, and rather one that rises, and to be seen.
        costs = [cost(unit) for unit in layer.units]
        self.number = 1 + costs.index(min(costs))
        factor, neuron = layer.units[self.number - 1]
        self.ramp = PiecewiseGraph(plot, neuron.function * factor, "weight", STROKES.guide)
        exempt(self.ramp, "cut", "the ramp goes on beyond the frame")
        bend = neurons.bends[self.number - 1]
        foot = np.array([bend[0], plot.point(0.0, 0.0)[1], 0.0])
        drop = mn.Line(bend, foot, stroke_width=STROKES.hair, color=plot.theme.weight)
        super().__init__(drop, self.ramp)
        self.ends = foot, self.ramp.paths[-1][-1]
