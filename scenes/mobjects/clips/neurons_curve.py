"""The curve, straight pieces in its place, and how much they miss it by."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import Convergence
from scenes.layout import FRAME, Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import filled, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import BrightGraph, SmoothGraph
from scenes.mobjects.plots.ground import Ground
from scenes.theme import STROKES, Theme

PLACE, GROUND = Region(-1.1, 6.5, -2.3, 1.85), Region(-2.2, FRAME.right, FRAME.bottom, FRAME.top)
"""Where the curve is, and the ground around it, which melts away on the left."""
STUB = 0.6
"""So much is seen of the line before its start, where it is flat."""
BAR, GAP = 0.16, 0.36
"""How wide the bar in the gap is, and how strongly the gap is filled."""
SAMPLES, SECTION = 361, 9
"""Of the gap; at every so many there is a section through it that labels keep clear of."""
BEND, ROOM_FOR_BENDS, SMALLEST_BEND = 0.12, 0.22, 0.045
"""The radius of a joint; it is less for close ones, until they would hide in the line."""


class MissedCurve(mn.VGroup, Live[float]):
    """The target, straight pieces in its place, a mark on each joint, and the gap between the two.

    Its value is which of the interpolants is seen: 1.5 is half-way from the second to the third. A
    joint that bends is filled. A bar stands in the gap where it is largest. Labels keep clear of
    `paths`: all lines, and sections through the gap; on the left, of the `start` of the line too.
    """

    def __init__(self, model: Convergence, theme: Theme) -> None:
        first = model.interpolants[0]
        self.model, (low, high) = model, model.domain
        self.x = np.linspace(low, high, SAMPLES)
        self.heights = first.target(self.x)
        bottom, top = min(0.0, *self.heights), max(0.0, *self.heights)
        across, up = PLACE.width / (high - low), PLACE.height / (top - bottom)
        ends = low + np.array([GROUND.left - PLACE.left, GROUND.right - PLACE.left]) / across
        self.ground = Ground(
            theme, GROUND, (ends[0], ends[1]), PLACE.bottom - bottom * up, up=up
        ).melt(GROUND.at(0.12, 0.5), GROUND.at(0.0, 0.5))
        self.gap, self.bar, self.bends = (
            filled(theme.colour(role), np.zeros((1, 3))) for role in ("error", "error", "weight")
        )
        self.gap.set_fill(opacity=GAP)
        exempt(self.bar, "contrast", "it stands in the gap, in its colour")
        self.hollows = filled(theme.ground, np.zeros((1, 3)))
        self.hollows.set_stroke(theme.weight, STROKES.guide)
        self.goal = SmoothGraph(
            self.ground, first.target, width=STROKES.guide, dash=None, domain=model.domain
        )
        self.line = BrightGraph(self.ground, first.function, "total", domain=model.domain)
        start = self.ground.point(low, float(first(low)))
        self.start = np.array([start + STUB * mn.LEFT, start])
        self.stub = stroked(theme.faint("total"), STROKES.curve, polyline(self.start))
        for bends in (self.bends, self.hollows):
            exempt(bends, "jump", "a curve of other pieces has other bends")
            exempt(bends, "covered", "bends are marked on the line, however many there are")
        super().__init__(self.ground, self.gap, self.stub, self.goal, self.line)
        self.add(self.hollows, self.bends, self.bar)
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Show other pieces."""
        here = min(int(value), len(self.model.counts) - 2)
        share = value - here
        before, after = self.model.interpolants[here : here + 2]
        function = (1 - share) * before.function + share * after.function
        self.line.set_value(function)
        both = self.heights, function(self.x)
        self.edges = [self.ground.points_of(np.column_stack([self.x, y])) for y in both]
        sections = np.stack(self.edges, axis=1)[::SECTION]
        self.paths = [*self.edges, self.ground.level(0.0), *sections]
        self.gap.set_points(polygon(np.vstack([self.edges[0], self.edges[1][::-1]])))
        where = (1 - share) * before.max_error.where + share * after.max_error.where
        target = float(before.target(np.array([where]))[0])
        self.ends = self.ground.points_of(np.array([[where, function(where)], [where, target]]))
        side = BAR / 2 * mn.RIGHT
        self.bar.set_points(polygon(np.array([*(self.ends - side), *(self.ends[::-1] + side)])))
        one = after if share else before
        piece = (one.knots[1] - one.knots[0]) * self.ground.unit[0]
        layer = self.model.layers[here + (share > 0)]
        bends = np.array([-neuron.bias / neuron.weight for _, neuron in layer.units])
        away = np.abs(one.knots[:-1, None] - bends).min(axis=1, initial=np.inf)
        self._mark(self.bends, bends, piece)
        self._mark(self.hollows, one.knots[:-1][away > 1e-6 * np.ptp(one.knots)], piece)
        return self

    def _mark(self, shape: mn.VMobject, x: np.ndarray, room: float) -> None:
        """Put a mark on the line at places x (k,), where there is room for them."""
        places = self.ground.points_of(np.column_stack([x, self.line.graph.function(x)]))
        radius = min(BEND, ROOM_FOR_BENDS * room)
        disc = mn.Circle(radius).points
        seen = places if radius >= SMALLEST_BEND else places[:0]
        shape.set_points(np.vstack([disc[:0], *[disc + place for place in seen]]))
