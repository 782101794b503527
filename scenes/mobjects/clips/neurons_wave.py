"""A curve and straight pieces in its place; pulled straight, they leave what they miss of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Convergence, Interpolant
from scenes.layout import Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import filled, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import PiecewiseGraph, SmoothGraph
from scenes.mobjects.plots.window import Window, padded
from scenes.theme import STROKES, Theme, blended

GAP, BAR, STUB = 0.36, 0.16, 0.08
"""How much of its colour the gap has; how wide the bar is where it is largest; the flat line before
the start, as a share of the rest."""
FULL = 0.8
"""How much of its colour the gap has in a small picture."""
JOINT, ROOM, FINEST = 0.12, 0.2, 0.009
"""The radius of a joint, its largest share of a piece, and the least that can be seen."""
THINNER = 0.25
"""How much of the width of its lines a small picture keeps."""
ROUNDING = 1e-6
"""The share of the height by which a line may leave it, and is not cut off."""
CIRCLE = mn.Circle(1.0).points


class Wave(Window, mn.VGroup, Live[float]):
    """The target, straight pieces in its place, the gap between the two, and joints that bend.

    Its value is how far it has come on its way through `places`: in the first two it has the
    pieces of the first count, and then from place to place those of the next. On the way to the
    second they are pulled straight, and what they miss stands on them without its sign, on one
    scale for all, with room for `tall`. Only what is `seen` of the domain is drawn.
    """

    def __init__(
        self,
        model: Convergence,
        places: Sequence[Region],
        theme: Theme,
        seen: tuple[float, float] | None = None,
        tall: float | None = None,
    ) -> None:
        super().__init__()
        self.model, self.theme = model, theme
        self.stations = np.array([[at.left, at.right, at.bottom, at.top] for at in places])
        low, high = self.x_range = seen or model.domain
        self.x = np.linspace(low, high, SmoothGraph.SAMPLES)
        self.heights, error = model.target(self.x), tall or max(model.errors)
        curve = min(0.0, *self.heights), max(0.0, *self.heights)
        self.y_ranges = [padded(*curve, ROUNDING), padded(0.0, error, ROUNDING)]
        self.window, (self.y_range, _) = places[0], self.y_ranges
        self.gap = filled(theme.error, np.zeros((1, 3)))
        self.joints = filled(theme.weight, np.zeros((1, 3)))
        for fault in ("contrast", "covered"):
            exempt(self.gap, fault, "the largest gap has a bar; others become too small to see")
        exempt(self.joints, "covered", "joints are marked on the line, however many there are")
        exempt(self.joints, "jump", "the smallest go when nothing can be seen of them any more")
        self.goal = SmoothGraph(self, model.target, width=STROKES.guide, dash=None)
        exempt(self.goal, "contrast", "the line comes to lie on it")
        start = low if seen else low - STUB * (high - low)
        first = model.interpolants[0].function
        self.line = PiecewiseGraph(self, first, "total", STROKES.strong, domain=(start, high))
        self.add(self.gap, self.goal, self.line, self.joints)
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Be elsewhere on the way."""
        here = min(int(value), len(self.stations) - 2)
        share, straight = value - here, min(value, 1.0)
        before, after = self.stations[here : here + 2]
        self.window = Region(*((1 - share) * before + share * after))
        low, high = np.average(self.y_ranges, axis=0, weights=[1 - straight, straight])
        self.y_range = float(low), float(high)
        thin = THINNER + (1 - THINNER) * self.window.width / np.ptp(self.stations[0, :2])
        self.line.set_stroke(width=STROKES.strong * thin)
        self.goal.set_stroke(width=STROKES.guide * thin)
        full = GAP + straight * (FULL - GAP)
        self.gap.set_fill(blended(self.theme.ground, self.theme.error, full))
        old, new = max(here - 1, 0), here
        function = self._of(old).function * (1 - share) + self._of(new).function * share
        self.line.set_value(function * (1 - straight))
        foot, missed = self.line.function(self.x), self.heights - function(self.x)
        missed = (1 - straight) * missed + straight * np.abs(missed)
        self.goal.draw(np.column_stack([self.x, foot + missed]))
        missing = self.points_of(np.column_stack([self.x, foot])[::-1])
        self.gap.set_points(polygon(np.vstack([*self.goal.paths, missing])))
        share = share if old < new else 1.0
        circles = [self._circles(old, 1 - share, thin), self._circles(new, share, thin)]
        self.joints.set_points(np.vstack(circles))
        return self

    def _of(self, index: int) -> Interpolant:
        return self.model.interpolants[index]

    def _circles(self, index: int, share: float, thin: float) -> np.ndarray:
        """Circles (k, 3) on the line where the ReLUs of one count bend, so far grown."""
        bends = np.array(
            [-neuron.bias / neuron.weight for _, neuron in self._of(index).layer.units]
        )
        low, high = self.x_range
        bends = bends[(bends > low - ROUNDING) & (bends < high + ROUNDING)]
        piece = float(self.unit[0]) * np.ptp(self.model.domain) / self._of(index).segments
        radius = min(JOINT * thin, ROOM * piece)
        if radius < FINEST or not share:
            return np.zeros((0, 3))
        places = self.points_of(np.column_stack([bends, self.line.function(bends)]))
        circles: np.ndarray = places[:, np.newaxis] + share * radius * CIRCLE
        return circles.reshape(-1, 3)

    def bar(self) -> np.ndarray:
        """The corners (4, 3) of a bar in the gap where it is largest, with the first pieces."""
        missed = self._of(0).max_error.where
        ends = np.array([[missed, self._of(0)(missed)], [missed, self.model.target(missed)]])
        ends, side = self.points_of(ends), BAR / 2 * mn.RIGHT
        return np.array([*(ends - side), *(ends[::-1] + side)])


class Closeup(Wave):
    """The piece of one count that misses most of the target, in a region as high as `tall`.

    guides: from where it is in another picture of its count to where it is here.
    """

    def __init__(
        self, model: Convergence, index: int, region: Region, tall: float, theme: Theme
    ) -> None:
        fit = model.interpolants[index]
        last = int(np.clip(np.searchsorted(fit.knots, fit.max_error.where), 1, fit.segments))
        low, high = fit.knots[last - 1 : last + 1].tolist()
        super().__init__(model, (region,) * (len(model.counts) + 1), theme, (low, high), tall)
        self.set_value(index + 1.0)

    def guides(self, picture: Wave) -> mn.VMobject:
        """From where it is in another picture to where it is here."""
        ways = [[picture.point(x, 0.0), self.point(x, 0.0)] for x in self.x_range]
        return stroked(self.theme.axis, STROKES.hair, polyline(*map(np.array, ways)))
