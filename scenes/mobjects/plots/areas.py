"""Areas under and between curves, and bands of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Hat, PiecewiseLinear, minimum
from scenes.mobjects.lines import Melting, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import SmoothGraph
from scenes.mobjects.plots.plot import Plot, Window
from scenes.theme import FILL_OPACITY, STROKES


class Area(Melting, Live[PiecewiseLinear]):
    """The area between a function and a floor (0 by default), inside the window, exactly."""

    def __init__(
        self,
        plot: Window,
        function: PiecewiseLinear,
        role: str,
        *,
        floor: PiecewiseLinear | None = None,
        domain: tuple[float, float] | None = None,
        opacity: float = FILL_OPACITY,
    ) -> None:
        super().__init__(stroke_width=0, fill_color=plot.theme.colour(role), fill_opacity=opacity)
        self.plot, self.domain = plot, domain or plot.x_range
        self.floor = floor or PiecewiseLinear.constant(0.0)
        self.set_value(function)

    def set_value(self, value: PiecewiseLinear) -> Self:
        """Fill down from another function."""
        self.function = value
        upper = self._inside(value).corners(*self.domain)
        lower = self._inside(self.floor).corners(*self.domain)
        self.set_points(polygon(self.plot.points_of(np.vstack([upper, lower[::-1]]))))
        return self

    def _inside(self, function: PiecewiseLinear) -> PiecewiseLinear:
        low, high = (PiecewiseLinear.constant(y) for y in self.plot.y_range)
        return -minimum(-minimum(function, high), -low)


class HatRow(mn.VMobject, Live[float]):
    """The tents of an interpolant, some of them raised, the next one part-way."""

    def __init__(self, plot: Window, hats: Sequence[Hat], role: str) -> None:
        colour = plot.theme.colour(role)
        super().__init__(
            stroke_color=colour,
            stroke_width=STROKES.guide,
            fill_color=colour,
            fill_opacity=FILL_OPACITY,
            joint_type=mn.LineJointType.ROUND,
        )
        self.plot, self.hats = plot, hats
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Raise this many tents: 2.3 is two whole ones and 0.3 of the third."""
        outlines = []
        for index, hat in enumerate(self.hats[: int(np.ceil(value))]):
            share = min(1.0, value - index)
            corners = hat.function.corners(hat.left, hat.right)
            outline = [[hat.left, 0.0], *(corners * [1.0, share]), [hat.right, 0.0]]
            outlines.append(self.plot.points_of(np.array(outline)))
        self.set_points(polygon(*outlines))
        return self


class Residual(mn.VGroup, Live[tuple[PiecewiseLinear, float]]):
    """What a function still misses of a smooth target: a curve, and the area between it and 0.

    Its value is the function, and how many times higher what it misses is drawn than the plot's
    own scale has it.
    """

    def __init__(
        self,
        plot: Plot,
        target: Callable[[np.ndarray], np.ndarray],
        function: PiecewiseLinear,
        role: str = "error",
    ) -> None:
        colour = plot.theme.colour(role)
        self.area = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=FILL_OPACITY)
        self.curve = mn.VMobject(
            stroke_color=colour,
            stroke_width=STROKES.guide,
            fill_opacity=0,
            joint_type=mn.LineJointType.ROUND,
        )
        super().__init__(self.area, self.curve)
        self.plot, self.wanted = plot, target
        self.function: PiecewiseLinear | None = None
        self.enlarged = 1.0
        self.set_value((function, self.enlarged))

    def set_value(self, value: tuple[PiecewiseLinear, float]) -> Self:
        """Show what another function misses, or the same another number of times enlarged."""
        function, enlarged = value
        if function is self.function and enlarged == self.enlarged:
            return self
        self.function, self.enlarged = value
        missing = self.missing_from(function, enlarged)
        self.curve.set_points(polyline(self.plot.points_of(missing)))
        first, last = missing[0] * [1, 0], missing[-1] * [1, 0]
        outline = np.vstack([first, missing, last])
        self.area.set_points(polygon(self.plot.points_of(outline)))
        return self

    def missing_from(self, function: PiecewiseLinear, enlarged: float) -> np.ndarray:
        """The curve (k, 2) of what a function misses, a number of times enlarged."""
        corners = function.corners(*self.plot.x_range)[:, 0]
        x = np.union1d(np.linspace(*self.plot.x_range, SmoothGraph.SAMPLES), corners)
        return np.column_stack([x, enlarged * function.residual(self.wanted)(x)])


class Band(mn.VMobject):
    """An upright band of the window, low <= x <= high: where something holds."""

    def __init__(
        self, plot: Window, low: float, high: float, role: str, opacity: float = FILL_OPACITY / 2
    ) -> None:
        super().__init__(stroke_width=0, fill_color=plot.theme.colour(role), fill_opacity=opacity)
        self.low, self.high = max(low, plot.x_range[0]), min(high, plot.x_range[1])
        y0, y1 = plot.y_range
        corners = [(self.low, y0), (self.high, y0), (self.high, y1), (self.low, y1)]
        self.set_points(polygon(plot.points_of(np.array(corners))))
