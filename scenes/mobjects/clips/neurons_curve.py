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
STUB = 0.045
"""So much of the curve's width is seen of the line before its start, where it is flat."""
BAR = 0.14
"""How wide the bar is that stands in the gap, in frame units; a low one is half as wide as high."""
SAMPLES = 361
"""The target is drawn anew in every frame of a movement: half as fine as a graph that rests."""
SECTION = 9
"""At every so many of its samples there is a section through the gap that labels keep clear of."""
BEND, ROOM_FOR_BENDS, SMALLEST_BEND = 0.11, 0.22, 0.045
"""The radius of a bend's dot; it is less for close ones, until they would hide in the line."""


class MissedCurve(mn.VGroup, Live[tuple[float, float]]):
    """The target, straight pieces in its place, a dot on each bend, and the gap between the two.

    Its value is which of the interpolants is seen (1.5 is half-way from the second to the third),
    and how far the picture has moved from all over the frame to the `small` region. A bar stands
    in the gap where it is largest; half-way, it glides from the one place to the other.
    """

    def __init__(self, model: Convergence, small: Region, theme: Theme) -> None:
        first = model.interpolants[0]
        self.model = model
        self.frames = np.array([[r.left, r.right, r.bottom, r.top] for r in (LARGE, small)])
        self.x = np.linspace(*model.domain, SAMPLES)
        self.wanted = first.target(self.x)
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
        here = min(int(step), len(self.model.counts) - 2)
        share = step - here
        before, after = self.model.interpolants[here : here + 2]
        function = (1 - share) * before.function + share * after.function
        where = (1 - share) * before.max_error.where + share * after.max_error.where
        self._lay(moved)
        self.line.set_value(function)
        both = np.stack([self.wanted, function(self.x)])
        self.edges = [self.ground.points_of(np.column_stack([self.x, y])) for y in both]
        self.goal.paths = self.edges[:1]  # all of it is inside the frame
        self.goal.set_points(polyline(self.edges[0]))
        self.gap.set_points(polygon(np.vstack([self.edges[0], self.edges[1][::-1]])))
        ends = [[where, function(where)], [where, float(before.target(np.array([where]))[0])]]
        self.ends = self.ground.points_of(np.array(ends))
        width = min(BAR, float(np.linalg.norm(self.ends[1] - self.ends[0])) / 2)
        self.bar.set_points(polygon(upright(self.ends, width)))
        units = self.model.layers[here + (share > 0)].units
        places = np.array([-neuron.bias / neuron.weight for _, neuron in units])
        self._dot(np.column_stack([places, function(places)]))
        return self

    @property
    def paths(self) -> list[np.ndarray]:
        """What a label has to keep clear of: all lines, and sections through the gap."""
        sections = np.stack(self.edges, axis=1)[::SECTION]
        return [*self.goal.paths, *self.line.graph.paths, self.ground.level(0.0), *sections]

    def _lay(self, moved: float) -> None:
        """Lay the ground where the picture is on its way; at the end only its line is left."""
        left, right, down, up = self.frames[0] + moved * (self.frames[1] - self.frames[0])
        (low, high), bottom, top = self.model.domain, min(0, *self.wanted), max(0, *self.wanted)
        unit, scale = (right - left) / (high - low), (up - down) / (top - bottom)
        shown = low - (left - FRAME.left) / unit, high + (FRAME.right - right) / unit
        self.ground.lay(FRAME, shown, down - bottom * scale, scale)
        start = low - STUB * (high - low)
        self.line.graph.domain = start, high
        whole, part = (
            self.ground.level(0.0),
            self.ground.points_of(np.array([[start, 0], [high, 0]])),
        )
        self.ground.line.set_points(polyline(whole + moved * (part - whole)))
        self.ground.earth.set_fill(opacity=max(0.0, 1 - 2 * moved))

    def _dot(self, bends: np.ndarray) -> None:
        """Put a dot on every bend (k, 2), where there is room for them."""
        places = self.ground.points_of(bends)
        radius = min(BEND, ROOM_FOR_BENDS * float(np.diff(places[:, 0]).min(initial=np.inf)))
        disc = mn.Circle(radius).points
        seen = places if radius >= SMALLEST_BEND else places[:0]
        self.bends.set_points(np.vstack([disc[:0], *[disc + place for place in seen]]))


def upright(ends: np.ndarray, width: float) -> np.ndarray:
    """The corners (4, 3) of a bar of this width between two points (2, 3), one above the other."""
    side = width / 2 * mn.RIGHT
    return np.array([ends[0] - side, ends[0] + side, ends[1] + side, ends[1] - side])
