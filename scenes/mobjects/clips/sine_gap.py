"""The gap between a sum of tents and its target, and the chain of its sizes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Interpolant, PiecewiseLinear
from scenes.layout import Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import arrows, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

SAMPLES = 256
"""About so many places at which a gap is drawn, all knots among them."""
BETWEEN, DROPPED = 0.9, 0.22
"""The opacity of a gap between the curves, where it is narrow, and at the foot."""
NEARLY = 0.98
"""An arch is as high as the highest if it is no lower than this share of it."""


class Gap(mn.VGroup, Live[tuple[PiecewiseLinear, float, float]]):
    """What lies between a function and its target, as a band, or dropped to a level of its own.

    Its value is the function, how many times as high as in the plot the gap is drawn, and how far
    it has dropped: 0 is between the two curves, 1 is on `level`, a height of the frame. Every
    upright section keeps its length on the way.
    """

    def __init__(self, plot: Window, finest: Interpolant, level: float) -> None:
        theme = plot.theme
        self.area = mn.VMobject(stroke_width=0, fill_color=theme.error)
        self.curve = mn.VMobject(
            stroke_color=theme.error,
            stroke_width=STROKES.guide,
            fill_opacity=0,
            joint_type=mn.LineJointType.ROUND,
        )
        super().__init__(self.area, self.curve)
        exempt(self, "crossing", "on its way down, it passes over the numbers of the floor")
        self.plot, self.level = plot, level
        each = max(1, round(SAMPLES / finest.segments))
        self.x = np.linspace(*finest.domain, each * finest.segments + 1)
        self.wanted = finest.target(self.x)

    def heights(self, function: PiecewiseLinear) -> np.ndarray:
        """(n,) how far the function misses the target at every place, always above 0."""
        missing: np.ndarray = np.abs(self.wanted - function(self.x))
        return missing

    def set_value(self, value: tuple[PiecewiseLinear, float, float]) -> Self:
        """Show the gap of another function, in another scale, or lower."""
        function, times, dropped = value
        lower = np.minimum(self.wanted, function(self.x))
        feet = self.plot.points_of(np.column_stack([self.x, lower]))
        feet[:, 1] += dropped * (self.level - feet[:, 1])
        unit = self.plot.window.height / (self.plot.y_range[1] - self.plot.y_range[0])
        tops = feet + times * unit * self.heights(function)[:, None] * mn.UP
        self.curve.set_points(polyline(tops))
        self.area.set_points(polygon(np.vstack([tops, feet[::-1]])))
        self.curve.set_stroke(opacity=dropped)
        self.area.set_fill(opacity=BETWEEN + dropped * (DROPPED - BETWEEN))
        return self

    def tops(self) -> list[np.ndarray]:
        """Where the gap is as large as anywhere, or nearly so, from left to right."""
        y = self.curve.points[::4, 1]
        peaks = np.flatnonzero((y[1:-1] >= y[:-2]) & (y[1:-1] > y[2:])) + 1
        largest = y.max() - self.level
        high = [int(peak) for peak in peaks if y[peak] - self.level >= NEARLY * largest]
        return [self.curve.points[4 * peak] for peak in high or [int(y.argmax())]]

    def fade_to_ghost(self) -> mn.Animation:
        """Of the gap of an older sum, a thin and quiet line stays behind."""
        ghost = self.copy()
        ghost.curve.set_stroke(self.plot.theme.faint("error"), STROKES.hair)
        ghost.area.set_fill(opacity=0)
        return mn.Transform(self, ghost)


class Chain(mn.VGroup):
    """Numbers of pieces, with the largest gap of each below it, and arrows from one to the next.

    On each arrow stands what is left of the gap. `links[k]` is what is new with the k-th.
    """

    GAP = 1.1
    LEADING = 0.56

    def __init__(
        self, generations: tuple[Interpolant, ...], errors: Notation, theme: Theme
    ) -> None:
        super().__init__()
        self.links: list[mn.VGroup] = []
        values = [model.max_error.error for model in generations]
        right = 0.0
        for index, (model, error) in enumerate(zip(generations, values, strict=True)):
            noun = "piece" if model.segments == 1 else "pieces"
            pieces = Typeset(f"{model.segments} {noun}", theme, SIZES.label)
            number = Typeset(f"${errors.markup(error)}$", theme, SIZES.formula, "error")
            link, left = mn.VGroup(pieces, number), right + (self.GAP if index else 0.0)
            middle = left + max(pieces.advance, number.advance) / 2
            pieces.place(np.array([middle, 0.0, 0.0]), align=0.5)
            number.place(np.array([middle, -self.LEADING, 0.0]), align=0.5)
            if index:
                link.add(*self._arrow(right, left, error / values[index - 1], theme))
            right = left + max(pieces.advance, number.advance)
            self.links.append(link)
            self.add(link)

    def _arrow(self, right: float, left: float, ratio: float, theme: Theme) -> list[mn.VMobject]:
        height = -self.LEADING + 0.33 * SIZES.formula
        ends = np.array([[[right + 0.12, height, 0.0], [left - 0.12, height, 0.0]]])
        shafts, heads = arrows(ends, 0.2)
        shaft = mn.VMobject(stroke_color=theme.error, stroke_width=STROKES.guide, fill_opacity=0)
        head = mn.VMobject(stroke_width=0, fill_color=theme.error, fill_opacity=1)
        written = Notation.of([ratio]) if ratio == 0 else Notation(2)
        left_over = Typeset(f"$times {written.markup(ratio)}$", theme, SIZES.tick, "error")
        left_over.place(np.array([(left + right) / 2, height + 0.16, 0.0]), align=0.5)
        return [shaft.set_points(polyline(*shafts)), head.set_points(polygon(*heads)), left_over]


def free_places(
    plot: Window,
    target: Callable[[np.ndarray], np.ndarray],
    room: Region,
    size: tuple[float, float],
) -> list[np.ndarray]:
    """Middles of boxes of this size inside `room` that no tent under the target can reach.

    Between the target and the floor there are tents. The first place is the best: high, and on
    the right.
    """
    width, height = size
    lefts = np.linspace(room.right - width, room.left, 60)
    x = np.linspace(0.0, width, 60)
    places = []
    for up in (room.top - height, *np.linspace(room.top - height, room.bottom, 7)[1:]):
        for left in lefts:
            data = plot.data_of(np.column_stack([left + x, 0 * x, 0 * x]))[:, 0]
            inside = np.clip(data, *plot.x_range)
            curve = plot.points_of(np.column_stack([inside, target(inside)]))[:, 1]
            floor = plot.point(0.0, 0.0)[1]
            above = up > np.maximum(curve, floor).max()
            if above or up + height < np.minimum(curve, floor).min():
                places.append(np.array([left + width / 2, up + height / 2, 0.0]))
    return places
