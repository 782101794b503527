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
CIRCLE = mn.Circle(1.0).points
SAME = 1e-6
"""The share of the domain by which one joint may differ by rounding in two interpolants."""


class MissedCurve(mn.VGroup, Live[float]):
    """The target, straight pieces in its place, a mark on each joint, and the gap between the two.

    Its value is which of the interpolants is seen: 1.5 is half-way from the second to the third. A
    joint that bends is filled. A bar stands in the gap where it is largest. Labels keep clear of
    `paths`: all lines, and sections through the gap; on the left, of the `start` of the line too.
    """

    def __init__(self, model: Convergence, theme: Theme) -> None:
        first = model.interpolants[0]
        self.model, (low, high) = model, model.domain
        self.x, self.near = np.linspace(low, high, SAMPLES), SAME * (high - low)
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
        exempt(self.hollows, "jump", "the smallest go when nothing can be seen of them any more")
        for bends in (self.bends, self.hollows):
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
        old, new = self._joints(here), self._joints(here + 1)
        for shape, leaving, coming in zip((self.bends, self.hollows), old, new, strict=True):
            self._mark(shape, leaving, coming, share)
        return self

    def _joints(self, index: int) -> list[np.ndarray]:
        """The joints that bend, and those that do not, as x and radius (k, 2), if there is room."""
        knots, layer = self.model.interpolants[index].knots, self.model.layers[index]
        radius = min(BEND, ROOM_FOR_BENDS * (knots[1] - knots[0]) * self.ground.unit[0])
        bends = np.array([-neuron.bias / neuron.weight for _, neuron in layer.units])
        straight = knots[:-1][_apart(knots[:-1], bends) > self.near]
        seen = radius >= SMALLEST_BEND
        return [np.column_stack([x, 0 * x + radius])[: len(x) * seen] for x in (bends, straight)]

    def _mark(self, shape: mn.VMobject, old: np.ndarray, new: np.ndarray, share: float) -> None:
        """Mark joints on the line: by this share the new ones, and by the rest the old ones."""
        stays = _apart(new[:, 0], old[:, 0]) <= self.near
        leaves = old[_apart(old[:, 0], new[:, 0]) > self.near]
        before = stays * old[:, 1].max(initial=0.0)
        x = np.concatenate([new[:, 0], leaves[:, 0]])
        radii = np.concatenate([before + share * (new[:, 1] - before), (1 - share) * leaves[:, 1]])
        x, radii = x[radii > 0], radii[radii > 0]
        places = self.ground.points_of(np.column_stack([x, self.line.graph.function(x)]))
        circles = places[:, np.newaxis] + radii[:, np.newaxis, np.newaxis] * CIRCLE
        shape.set_points(circles.reshape(-1, 3))
        if shape is self.hollows:  # their rims come and go with them
            width = min(1.0, radii.max(initial=0.0) / SMALLEST_BEND)
            shape.set_stroke(width=STROKES.guide * width)


def _apart(places: np.ndarray, others: np.ndarray) -> np.ndarray:
    """How far (k,) the nearest of the others is from each place."""
    apart: np.ndarray = np.abs(places[:, np.newaxis] - others).min(axis=1, initial=np.inf)
    return apart
