"""The curve and its straight pieces: first over the whole frame, then small, beside the errors."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import Convergence
from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import BrightGraph, SmoothGraph
from scenes.mobjects.plots.ground import Ground
from scenes.theme import STROKES, Theme

FRAME = Region(-STAGE_WIDTH / 2, STAGE_WIDTH / 2, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)
LARGE = Region(FRAME.left + 1.1, FRAME.right - 1.1, -1.9, 1.95)
"""Where the curve is at first: as in `sine`, which comes before."""
STUB = 0.07
"""So much of the curve's width is seen of the line before its start, where it is flat."""
BAR = 0.14
"""How wide the bar is that stands in the gap, in frame units."""
BEND, ROOM_FOR_BENDS, SMALLEST_BEND = 0.11, 0.22, 0.045
"""The radius of a bend's dot; it is less for close ones, until they would hide in the line."""


class MissedCurve(mn.VGroup, Live[tuple[float, float]]):
    """The target, straight pieces in its place, a dot on each bend, and the gap between the two.

    Its value is which of the interpolants is seen (1.5 is half-way from the second to the third),
    and how far the picture has moved from all over the frame to the `small` region. A bar stands
    in the gap where it is largest; half-way, it glides from the one place to the other.
    """

    def __init__(self, model: Convergence, small: Region, theme: Theme) -> None:
        self.model, self.regions = model, (LARGE, small)
        first = model.interpolants[0]
        self.x = np.linspace(*model.domain, SmoothGraph.SAMPLES)
        self.wanted = first.target(self.x)
        self.range = min(0.0, *self.wanted), max(0.0, *self.wanted)
        self.ground = Ground(theme, FRAME, model.domain, 0.0)
        self.gap, self.bar, self.bends = (
            mn.VMobject(stroke_width=0, fill_color=theme.colour(role), fill_opacity=opacity)
            for role, opacity in (("error", 0.0), ("error", 0.0), ("weight", 1.0))
        )
        self.goal = SmoothGraph(self.ground, first.target, "target", STROKES.guide, None)
        self.line = BrightGraph(self.ground, first.function, "total")
        for passing in (self.gap, self.bar, self.bends):
            exempt(passing, "covered", "the curves that it belongs to run along it")
        super().__init__(self.ground, self.gap, self.goal, self.line, self.bar, self.bends)
        self.set_value((0.0, 0.0))

    def set_value(self, value: tuple[float, float]) -> Self:
        """Show other pieces, or be at another place."""
        step, moved = value
        self._lay(moved)
        here = min(int(step), len(self.model.counts) - 2)
        share = step - here
        before, after = self.model.interpolants[here : here + 2]
        function = (1 - share) * before.function + share * after.function
        self.line.set_value(function)
        self.goal.draw(np.column_stack([self.x, self.wanted]))
        upper, lower = (
            self.ground.points_of(np.column_stack([self.x, heights]))
            for heights in (self.wanted, function(self.x))
        )
        self.gap.set_points(polygon(np.vstack([upper, lower[::-1]])))
        where = (1 - share) * before.max_error.where + share * after.max_error.where
        heights = np.array([function(where), *before.target(np.array([where]))])
        self.ends = self.ground.points_of(np.column_stack([[where, where], heights]))
        self.bar.set_points(polygon(upright(self.ends, BAR)))
        layer = self.model.layers[here + (share > 0)]
        places = np.array([unit.break_point for _, unit in layer.units], dtype=float)
        self._dot(np.column_stack([places, function(places)]))
        return self

    @property
    def paths(self) -> list[np.ndarray]:
        """The lines that a label has to keep clear of."""
        return [*self.goal.paths, *self.line.graph.paths, self.ground.level(0.0)]

    def _lay(self, moved: float) -> None:
        """Let the ground lie where the picture is on its way."""
        (low, high), (bottom, top) = self.model.domain, self.range
        large, small = (np.array([r.left, r.right, r.bottom, r.top]) for r in self.regions)
        left, right, down, up = large + moved * (small - large)
        unit, scale = (right - left) / (high - low), (up - down) / (top - bottom)
        shown = low - (left - FRAME.left) / unit, high + (FRAME.right - right) / unit
        self.ground.lay(FRAME, shown, down - bottom * scale, scale)
        self.line.graph.domain = low - STUB * (high - low), high
        margin = STUB * (right - left)
        ends = np.array([FRAME.left, FRAME.right]) * (1 - moved)
        ends += moved * np.array([left - margin, right])
        floor = self.ground.level(0.0)
        floor[:, 0] = ends
        self.ground.line.set_points(polyline(floor))
        self.ground.earth.set_fill(opacity=1 - moved)

    def _dot(self, bends: np.ndarray) -> None:
        """Put a dot on every bend, where there is room for them."""
        places = self.ground.points_of(bends)
        close = np.diff(places[:, 0]).min(initial=np.inf)
        radius = min(BEND, ROOM_FOR_BENDS * float(close))
        disc = mn.Circle(radius).points
        seen = places if radius >= SMALLEST_BEND else places[:0]
        self.bends.set_points(np.vstack([disc[:0], *[disc + place for place in seen]]))


def upright(ends: np.ndarray, width: float) -> np.ndarray:
    """The corners (4, 3) of a bar of this width between two points (2, 3), one above the other."""
    side = width / 2 * mn.RIGHT
    return np.array([ends[0] - side, ends[0] + side, ends[1] + side, ends[1] - side])
