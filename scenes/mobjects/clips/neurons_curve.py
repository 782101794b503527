"""The curve and its straight pieces, and how a magnifying glass looks at the largest gap."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import Convergence, Interpolant, PiecewiseLinear
from scenes.layout import FRAME, Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import BrightGraph, SmoothGraph
from scenes.mobjects.plots.ground import Ground
from scenes.theme import STROKES, Theme

PLACE, GROUND = Region(-1.1, 6.5, -2.3, 1.85), Region(-2.2, FRAME.right, FRAME.bottom, FRAME.top)
"""Where the curve is, and the ground around it, which melts away on the left."""
STUB = 0.4
"""So much is seen of the line before its start, where it is flat."""
BAR, SLIM = 0.14, 0.07
"""How wide the bar in the gap is at most, and as a share of its piece."""
SAMPLES, FINE = 361, 121
"""The target is drawn anew in every frame of a movement; it is finer under the glass."""
SECTION = 9
"""At every so many of its samples there is a section through the gap that labels keep clear of."""
BEND, ROOM_FOR_BENDS, SMALLEST_BEND = 0.11, 0.22, 0.045
"""The radius of a joint; it is less for close ones, until they would hide in the line."""
WIDE, HIGH = 2.0, 0.33
"""What the glass makes of the first piece under it, and of the gap there, in frame units."""
LEAST = 3
"""A glass magnifies so many times at least."""
STEEPEST = 1.5
"""Where a chord would be steeper in the glass, it is magnified alike across and up."""

View = tuple[np.ndarray, np.ndarray]
"""The spot that a glass looks at, and how many times larger across and up."""


class MissedCurve(mn.VGroup, Live[float]):
    """The target, straight pieces in its place, a mark on each joint, and the gap between the two.

    Its value is which of the interpolants is seen: 1.5 is half-way from the second to the third. A
    joint that bends is filled. A bar stands in the gap where it is largest.
    """

    def __init__(self, model: Convergence, theme: Theme) -> None:
        first = model.interpolants[0]
        self.model, (low, high) = model, model.domain
        heights = first.target(np.linspace(low, high, SAMPLES))
        bottom, top = min(0.0, *heights), max(0.0, *heights)
        unit, up = PLACE.width / (high - low), PLACE.height / (top - bottom)
        shown = low - (PLACE.left - GROUND.left) / unit, high + (GROUND.right - PLACE.right) / unit
        self.ground = Ground(theme, GROUND, shown, PLACE.bottom - bottom * up, up=up)
        self.ground.melt(GROUND.at(0.12, 0.5), GROUND.at(0.0, 0.5))
        self.gap, self.bar, self.bends = (
            mn.VMobject(stroke_width=0, fill_color=theme.colour(role), fill_opacity=opacity)
            for role, opacity in (("error", 0.0), ("error", 0.0), ("weight", 1.0))
        )
        self.hollows = mn.VMobject(
            stroke_color=theme.weight, stroke_width=STROKES.guide, fill_color=theme.ground
        ).set_fill(opacity=1.0)
        self.goal = SmoothGraph(self.ground, first.target, "target", STROKES.guide, None)
        self.line = BrightGraph(self.ground, first.function, "total", domain=(low, high))
        start = self.ground.point(low, float(first(low)))
        self.stub = mn.VMobject(stroke_color=theme.faint("total"), stroke_width=STROKES.guide)
        self.stub.set_points(polyline(np.array([start + STUB * mn.LEFT, start])))
        for passing in (self.gap, self.bar, self.bends, self.hollows):
            exempt(passing, "covered", "the curves that it belongs to run along it")
        super().__init__(self.ground, self.gap, self.stub, self.goal, self.line)
        self.add(self.bar, self.hollows, self.bends)
        self.steep = False
        self.views = self._views()
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Show other pieces."""
        here = min(int(value), len(self.model.counts) - 2)
        share = value - here
        before, after = self.model.interpolants[here : here + 2]
        function = (1 - share) * before.function + share * after.function
        where = (1 - share) * before.max_error.where + share * after.max_error.where
        widths = [each.knots[1] - each.knots[0] for each in (before, after)]
        piece = float((1 - share) * widths[0] + share * widths[1])
        self.line.set_value(function)
        near = np.linspace(where - 1.5 * piece, where + 1.5 * piece, FINE)
        x = np.sort(np.concatenate([np.linspace(*self.model.domain, SAMPLES), near]))
        x = np.clip(x, *self.model.domain)
        both = before.target(x), function(x)
        self.edges = [self.ground.points_of(np.column_stack([x, y])) for y in both]
        self.goal.paths = self.edges[:1]  # all of it is inside the frame
        self.goal.set_points(polyline(self.edges[0]))
        self.gap.set_points(polygon(np.vstack([self.edges[0], self.edges[1][::-1]])))
        self.ends = self._gap_at(where, function)
        unit = PLACE.width / (self.model.domain[1] - self.model.domain[0])
        slim, high = SLIM * piece * unit, float(np.linalg.norm(self.ends[1] - self.ends[0]))
        width = min(BAR, slim, high / 2 if self.steep else BAR)
        self.bar.set_points(polygon(upright(self.ends, width)))
        layer = self.model.layers[here + (share > 0)]
        bends = np.array([-neuron.bias / neuron.weight for _, neuron in layer.units])
        joints = (after if share else before).knots[:-1]
        away = np.abs(joints[:, None] - bends).min(axis=1, initial=np.inf)
        self._mark(self.bends, bends, piece * unit)
        self._mark(self.hollows, joints[away > 1e-6 * piece], piece * unit)
        return self

    @property
    def paths(self) -> list[np.ndarray]:
        """What a label has to keep clear of: all lines, and sections through the gap."""
        sections = np.stack(self.edges, axis=1)[::SECTION]
        return [*self.goal.paths, *self.line.graph.paths, self.ground.level(0.0), *sections]

    def _views(self) -> list[View]:
        """Where a glass looks, and how many times larger, for each but the first two counts.

        Twice the pieces are magnified twice as much across, and up as much more as they fall on
        the whole: four times where their slope is -2. So one looks like the one before.
        """
        each = self.model.interpolants[2:]
        if not each:
            return []
        gaps = [self._gap_at(one.max_error.where, one.function) for one in each]
        across = max(LEAST, round(WIDE * each[0].segments / PLACE.width))
        up = max(LEAST, round(HIGH / float(np.linalg.norm(gaps[0][1] - gaps[0][0]))))
        ratios = [one.segments / each[0].segments for one in each]
        times = [[across * ratio, up * ratio**self.model.halvings, 1.0] for ratio in ratios]
        slopes = [self._slope(one) for one in each]
        if (np.array(slopes) * [t[1] / t[0] for t in times]).max() > STEEPEST:
            self.steep, times = True, [[up, up, 1.0] for _, up, _ in times]
        return [(gap.mean(axis=0), np.array(t)) for gap, t in zip(gaps, times, strict=True)]

    def _gap_at(self, x: float, function: PiecewiseLinear) -> np.ndarray:
        """The ends (2, 3) of the gap at x: on the pieces, and on the target."""
        target = float(self.model.interpolants[0].target(np.array([x]))[0])
        return self.ground.points_of(np.array([[x, float(function(x))], [x, target]]))

    def _slope(self, one: Interpolant) -> float:
        """How steep the piece with the largest error is, on the frame."""
        x = one.max_error.where + 1e-4 * (one.knots[1] - one.knots[0]) * np.array([-1.0, 1.0])
        run, rise, _ = np.diff(self.ground.points_of(np.column_stack([x, one(x)])), axis=0)[0]
        return float(abs(rise / run))

    def _mark(self, shape: mn.VMobject, x: np.ndarray, room: float) -> None:
        """Put a mark on the line at places x (k,), where there is room for them."""
        places = self.ground.points_of(np.column_stack([x, self.line.graph.function(x)]))
        radius = min(BEND, ROOM_FOR_BENDS * room)
        disc = mn.Circle(radius).points
        seen = places if radius >= SMALLEST_BEND else places[:0]
        shape.set_points(np.vstack([disc[:0], *[disc + place for place in seen]]))


def upright(ends: np.ndarray, width: float) -> np.ndarray:
    """The corners (4, 3) of a bar of this width between two points (2, 3), one above the other."""
    side = width / 2 * mn.RIGHT
    return np.array([ends[0] - side, ends[0] + side, ends[1] + side, ends[1] - side])
