"""The gap between a sum of tents and its target, and the record of its sizes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Interpolant, PiecewiseLinear
from scenes.layout import Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

SAMPLES = 256
"""About so many places at which a gap is drawn, all knots among them."""
BETWEEN, DROPPED = 0.9, 0.22
"""The opacity of a gap between the curves, where it is narrow, and at the foot."""


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
        self.area.set_fill(opacity=BETWEEN + min(1.0, 12 * dropped) * (DROPPED - BETWEEN))
        return self


class Record(mn.VGroup):
    """The largest error of every generation: columns on one line, which compare the errors.

    Above each stands the error, below it the number of pieces, and over all of them a title.
    """

    WIDTH, HIGHEST = 0.7, 0.84
    """Of a column, in frame units."""
    SPACING = 0.5
    """Between the numbers of two columns."""
    GAP = 0.1
    """From a column to its number, and from there to the title."""

    def __init__(self, generations: Sequence[Interpolant], errors: Notation, theme: Theme) -> None:
        self.errors, label = errors, SIZES.label
        sizes = [each.max_error.error for each in generations]
        numbers = [Typeset(f"${errors.markup(size)}$", theme, label, "error") for size in sizes]
        pitch = max(number.advance for number in numbers) + self.SPACING
        self.columns, self.labels = [], []
        for index, (model, size) in enumerate(zip(generations, sizes, strict=True)):
            middle, side = index * pitch * mn.RIGHT, self.WIDTH / 2 * mn.RIGHT
            top = middle + self.HIGHEST * size / (max(sizes) or 1.0) * mn.UP
            corners = np.array([middle - side, middle + side, top + side, top - side])
            column = mn.VMobject(stroke_width=0, fill_color=theme.error, fill_opacity=1)
            self.columns.append(column.set_points(polygon(corners)))
            noun = "" if index else " piece" if model.segments == 1 else " pieces"
            pieces = Typeset(f"{model.segments}{noun}", theme, label)
            pieces.place(middle + (self.GAP + 0.7 * label) * mn.DOWN, align=0.5)
            numbers[index].place(top + self.GAP * mn.UP, align=0.5)
            self.labels.append(mn.VGroup(pieces, numbers[index]))
        ends = np.array([-0.55 * pitch, (len(numbers) - 0.45) * pitch])
        self.line = mn.VMobject(stroke_color=theme.axis, stroke_width=STROKES.axis)
        self.line.set_points(polyline(ends[:, None] * mn.RIGHT))
        self.title = Typeset("largest error", theme, label, "error")
        over = (max(sizes) > 0) * self.HIGHEST + 2 * self.GAP + 0.9 * label
        self.title.place(np.array([ends.mean(), over, 0.0]), align=0.5)
        super().__init__(self.line, self.title, *self.columns, *self.labels)


def free_places(
    plot: Window, model: Interpolant, room: Region, size: tuple[float, float]
) -> list[np.ndarray]:
    """Middles of boxes of this size inside `room` that no tent can reach.

    Between the target and the floor there are tents. The first place is the best: high, and on
    the right.
    """
    width, height = size
    x = np.linspace(room.left, room.right, 240)
    data = plot.data_of(np.column_stack([x, 0 * x, 0 * x]))[:, 0]
    target = np.where(data > model.domain[1], 0.0, model.target(np.clip(data, *model.domain)))
    curve, floor = plot.points_of(np.column_stack([data, target]))[:, 1], plot.point(0.0, 0.0)[1]
    tops, feet = np.maximum(curve, floor), np.minimum(curve, floor)
    places = []
    for up in np.linspace(room.top - height, room.bottom, 15):
        for left in np.linspace(room.right - width, room.left, 60):
            here = (x >= left) & (x <= left + width)
            if up > tops[here].max() or up + height < feet[here].min():
                places.append(np.array([left + width / 2, up + height / 2, 0.0]))
    return places
