"""The neurons of one hidden layer, each on the bend that it makes."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import HiddenLayer, Interpolant
from scenes.layout import Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import DROP, dashes, draw, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES


class Ramps(mn.VGroup, Live[float]):
    """What every neuron adds from its bend on: a wedge between the line and a dash straight on.

    Its value says how many pieces have been walked along: at the start of one, the dash runs on,
    and then the wedge opens. `paths` and `places` are where wedges and neurons will be.
    """

    REACH = 0.6
    """So much of a piece is a wedge long."""

    def __init__(self, plot: Window, layer: HiddenLayer, model: Interpolant) -> None:
        theme, (low, high) = plot.theme, model.domain
        width = (high - low) / model.segments
        turns = np.array([turn for turn, _ in layer.units], dtype=float)
        bends = np.array([neuron.break_point for _, neuron in layer.units], dtype=float)
        self.order = np.round((bends - low) / width)
        ends, function = bends + self.REACH * width, model.function
        corners = [
            np.column_stack([bends, function(bends)]),
            np.column_stack([ends, function(ends) - turns * (ends - bends)]),
            np.column_stack([ends, function(ends)]),
        ]
        self.bends, self.straight, self.turned = map(plot.points_of, corners)
        self.paths = [*np.stack([self.bends, self.straight, self.turned], axis=1)]
        side = Neurons.RADIUS * np.array([[-1, 1], [-1, 1]])
        self.places = [Region(*(place[:2, None] + side).ravel()) for place in self.bends]
        self.wedges = mn.VMobject(stroke_width=0, fill_color=theme.weight, fill_opacity=0.45)
        self.dashes = mn.VMobject(
            stroke_color=theme.weight, stroke_width=STROKES.guide, fill_opacity=0
        )
        self.spot = plot.point(low, 0.0)
        super().__init__(self.wedges, self.dashes)
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Open the wedges so far."""
        shares = np.clip(value - self.order, 0.0, 1.0)[:, None]
        run, turn = np.minimum(2 * shares, 1.0), np.maximum(2 * shares - 1, 0.0)
        tips = self.bends + run * (self.straight - self.bends)
        far = self.straight + turn * (self.turned - self.straight)
        wedges = np.stack([self.bends, self.straight, far], axis=1)[turn[:, 0] > 0]
        lines = np.stack([self.bends, tips], axis=1)[run[:, 0] > 0]
        spot = self.spot
        draw(self.wedges, polygon(wedges), spot)
        draw(self.dashes, polyline(dashes(lines, DROP)) if len(lines) else lines, spot)
        return self


class Neurons(mn.VGroup):
    """A white disc on every bend, numbered from left to right where there is room for a number."""

    RADIUS = 0.21
    SMALL = 0.12
    """The radius of a disc without a number."""
    CLOSEST = 0.45
    """No disc is wider than this share of the way to the next."""

    def __init__(self, ramps: Ramps, plot: Window) -> None:
        super().__init__()
        theme = plot.theme
        gap = np.diff(ramps.bends[:, 0]).min(initial=np.inf)
        roomy = self.CLOSEST * gap >= self.RADIUS
        radius = self.RADIUS if roomy else min(self.SMALL, self.CLOSEST * gap)
        for number, place in enumerate(ramps.bends, start=1):
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
