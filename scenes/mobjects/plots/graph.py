"""Curves and areas drawn from the corners of the core's functions, exactly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import Hat, PiecewiseLinear, minimum
from scenes.mobjects.lines import DASHED, GUIDE, Dash, dashes, polygon, polyline
from scenes.mobjects.plots.plot import Plot
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import FILL_OPACITY, STROKES, Theme


def clip_to_height(corners: np.ndarray, low: float, high: float) -> list[np.ndarray]:
    """Cut a polyline (k, 2) where it leaves low <= y <= high; return the pieces that are left."""
    pieces: list[list[np.ndarray]] = []
    for start, end in pairwise(corners):
        rise = end[1] - start[1]
        if rise == 0:
            inside, outside = (0.0, 1.0) if low <= start[1] <= high else (1.0, 0.0)
        else:
            crossings = sorted(((low - start[1]) / rise, (high - start[1]) / rise))
            inside, outside = max(0.0, crossings[0]), min(1.0, crossings[1])
        if inside >= outside:
            continue
        first, last = start + inside * (end - start), start + outside * (end - start)
        if pieces and np.allclose(pieces[-1][-1], first, rtol=0, atol=1e-12):
            pieces[-1].append(last)
        else:
            pieces.append([first, last])
    return [np.array(piece) for piece in pieces]


class Curve(mn.VMobject):
    """A stroked polyline in a plot's window, whole or dashed."""

    def __init__(
        self, plot: Plot, role: str, width: float = STROKES.curve, dash: Dash | None = None
    ) -> None:
        super().__init__(
            stroke_color=plot.theme.colour(role),
            stroke_width=width,
            fill_opacity=0,
            joint_type=mn.LineJointType.ROUND,
            cap_style=mn.CapStyleType.ROUND if dash is None else mn.CapStyleType.BUTT,
        )
        self.plot, self.dash = plot, dash
        self.clipped_corners: list[np.ndarray] = []

    def draw(self, corners: np.ndarray) -> None:
        """Draw the polyline through data points (k, 2), cut off at the window."""
        self.clipped_corners = clip_to_height(corners, *self.plot.y_range)
        pieces = [self.plot.points_of(piece) for piece in self.clipped_corners]
        if self.dash is not None:
            pieces = [dashes(piece, self.dash) for piece in pieces]
        self.set_points(polyline(*pieces))


class PiecewiseGraph(Curve):
    """The graph of a piecewise-linear function: its corners joined by straight lines."""

    def __init__(
        self,
        plot: Plot,
        function: PiecewiseLinear,
        role: str,
        width: float = STROKES.curve,
        dash: Dash | None = None,
        domain: tuple[float, float] | None = None,
    ) -> None:
        super().__init__(plot, role, width, dash)
        self.domain = domain or plot.x_range
        self.set_function(function)

    def set_function(self, function: PiecewiseLinear) -> PiecewiseGraph:
        """Draw another function in the same window."""
        self.function = function
        self.draw(function.corners(*self.domain))
        return self

    def follow(self, source: Callable[[], PiecewiseLinear]) -> PiecewiseGraph:
        """Draw what `source()` returns, in every frame."""
        self.add_updater(lambda graph: graph.set_function(source()))
        return self.set_function(source())


class SmoothGraph(Curve):
    """The graph of a smooth target, close enough to be smooth on a 4K screen."""

    SAMPLES = 721

    def __init__(
        self,
        plot: Plot,
        target: Callable[[np.ndarray], np.ndarray],
        role: str = "target",
        width: float = STROKES.curve,
        dash: Dash | None = DASHED,
        domain: tuple[float, float] | None = None,
    ) -> None:
        super().__init__(plot, role, width, dash)
        x = np.linspace(*(domain or plot.x_range), self.SAMPLES)
        self.draw(np.column_stack([x, target(x)]))


class Area(mn.VMobject):
    """The area between a function and a floor (0 by default), inside the window, exactly."""

    def __init__(
        self,
        plot: Plot,
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
        self.set_function(function)

    def set_function(self, function: PiecewiseLinear) -> Area:
        """Fill down from another function."""
        self.function = function
        upper = self._inside(function).corners(*self.domain)
        lower = self._inside(self.floor).corners(*self.domain)
        self.set_points(polygon(self.plot.points_of(np.vstack([upper, lower[::-1]]))))
        return self

    def follow(self, source: Callable[[], PiecewiseLinear]) -> Area:
        """Fill down from what `source()` returns, in every frame."""
        self.add_updater(lambda area: area.set_function(source()))
        return self.set_function(source())

    def _inside(self, function: PiecewiseLinear) -> PiecewiseLinear:
        low, high = (PiecewiseLinear.constant(y) for y in self.plot.y_range)
        return -minimum(-minimum(function, high), -low)


class HatRow(mn.VMobject):
    """The tents of an interpolant, the first `progress` of them raised, the next one part-way."""

    def __init__(self, plot: Plot, hats: Sequence[Hat], role: str) -> None:
        colour = plot.theme.colour(role)
        super().__init__(
            stroke_color=colour,
            stroke_width=STROKES.guide,
            fill_color=colour,
            fill_opacity=FILL_OPACITY,
            joint_type=mn.LineJointType.ROUND,
        )
        self.plot, self.hats = plot, hats
        self.set_progress(0.0)

    def set_progress(self, progress: float) -> HatRow:
        """Raise the first `progress` tents: 2.3 is two whole ones and 0.3 of the third."""
        self.progress = progress
        outlines = []
        for index, hat in enumerate(self.hats[: int(np.ceil(progress))]):
            share = min(1.0, progress - index)
            corners = hat.function.corners(hat.left, hat.right)
            outline = [[hat.left, 0.0], *(corners * [1.0, share]), [hat.right, 0.0]]
            outlines.append(self.plot.points_of(np.array(outline)))
        self.set_points(polygon(*outlines))
        return self

    def follow(self, source: Callable[[], float]) -> HatRow:
        """Raise as many as `source()` says, in every frame."""
        self.add_updater(lambda row: row.set_progress(source()))
        return self.set_progress(source())


class Residual(mn.VGroup):
    """What a function still misses of a smooth target: a curve, and the area between it and 0.

    `enlarged` says how many times higher it is drawn than the plot's own scale has it.
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
        self.enlarged = 1.0
        self.function: PiecewiseLinear | None = None
        self.set_function(function)

    def set_function(self, function: PiecewiseLinear, enlarged: float | None = None) -> Residual:
        """Show what another function misses, or the same a number of times enlarged."""
        if function is self.function and enlarged in (None, self.enlarged):
            return self
        self.function = function
        self.enlarged = enlarged or self.enlarged
        missing = self.missing_from(function, self.enlarged)
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

    def follow(self, source: Callable[[], PiecewiseLinear]) -> Residual:
        """Show what `source()` misses, in every frame."""
        self.add_updater(lambda residual: residual.set_function(source()))
        return self.set_function(source())


class Dots(mn.VMobject):
    """Small dots on many data points at once, as one mobject."""

    RADIUS = 0.06

    def __init__(self, plot: Plot, xy: np.ndarray, role: str) -> None:
        super().__init__(stroke_width=0, fill_color=plot.theme.colour(role), fill_opacity=1)
        circle = mn.Circle(self.RADIUS).points
        self.xy = np.asarray(xy, dtype=float)
        self.set_points(np.vstack([circle + point for point in plot.points_of(self.xy)]))


class Cuts(mn.VMobject):
    """Thin upright lines through the window at many x: where an interval is cut."""

    def __init__(self, plot: Plot, places: np.ndarray) -> None:
        super().__init__(
            stroke_color=plot.theme.axis,
            stroke_width=STROKES.hair,
            stroke_opacity=0.5,
            fill_opacity=0,
        )
        self.places = np.asarray(places, dtype=float)
        self.set_points(polyline(*map(plot.upright, self.places)))


class Bar(mn.VMobject):
    """A thick upright stroke from one height to another: a height that is added to others."""

    def __init__(self, plot: Plot, x: float, low: float, high: float, role: str) -> None:
        super().__init__(
            stroke_color=plot.theme.colour(role), stroke_width=2 * STROKES.strong, fill_opacity=0
        )
        self.x, self.low, self.high = x, low, high
        self.set_points(polyline(plot.points_of(np.array([[x, low], [x, high]]))))


class Band(mn.VMobject):
    """An upright band of the window, low <= x <= high: where something holds."""

    def __init__(
        self, plot: Plot, low: float, high: float, role: str, opacity: float = FILL_OPACITY / 2
    ) -> None:
        super().__init__(stroke_width=0, fill_color=plot.theme.colour(role), fill_opacity=opacity)
        self.low, self.high = max(low, plot.x_range[0]), min(high, plot.x_range[1])
        y0, y1 = plot.y_range
        corners = [(self.low, y0), (self.high, y0), (self.high, y1), (self.low, y1)]
        self.set_points(polygon(plot.points_of(np.array(corners))))


class KinkDot(mn.VGroup):
    """A dot with a soft ring, on a kink or another point worth finding."""

    RADIUS = 0.085

    def __init__(self, plot: Plot, x: float, y: float, role: str) -> None:
        colour = plot.theme.colour(role)
        super().__init__(
            mn.Circle(2.1 * self.RADIUS, stroke_width=0, fill_color=colour, fill_opacity=0.25),
            mn.Circle(
                self.RADIUS,
                stroke_color=plot.theme.ground,
                stroke_width=STROKES.hair,
                fill_color=colour,
                fill_opacity=1,
            ),
        )
        self.plot = plot
        self.put(x, y)

    def put(self, x: float, y: float) -> KinkDot:
        """Move to a data point."""
        self.x, self.y = float(x), float(y)
        self.move_to(self.plot.point(x, y))
        return self

    def follow(self, source: Callable[[], tuple[float, float]]) -> KinkDot:
        """Stay on the data point that `source()` returns."""
        self.add_updater(lambda dot: dot.put(*source()))
        return self.put(*source())


class Guide(mn.VMobject):
    """A thin dashed line between two data points: from a point down to its axis."""

    def __init__(
        self, plot: Plot, start: tuple[float, float], end: tuple[float, float], role: str = "muted"
    ) -> None:
        super().__init__(
            stroke_color=plot.theme.colour(role), stroke_width=STROKES.guide, fill_opacity=0
        )
        self.plot = plot
        self.put(start, end)

    def put(self, start: tuple[float, float], end: tuple[float, float]) -> Guide:
        """Move both ends."""
        self.set_points(polyline(dashes(self.plot.points_of(np.array([start, end])), GUIDE)))
        return self

    def follow(
        self, source: Callable[[], tuple[tuple[float, float], tuple[float, float]]]
    ) -> Guide:
        """Keep the ends where `source()` says."""
        self.add_updater(lambda guide: guide.put(*source()))
        return self.put(*source())


def beside(label: mn.VMobject, plot: Plot, function: PiecewiseLinear, x: float) -> list[np.ndarray]:
    """The two places for a label next to a curve at `x`: below it, and above it."""
    step = 1e-3 * (plot.x_range[1] - plot.x_range[0])
    here, there = plot.points_of(np.array([[x, function(x)], [x + step, function(x + step)]]))
    along = (there - here) / np.linalg.norm(there - here)
    normal = np.array([along[1], -along[0], 0.0])
    room = 0.14 + abs(normal[0]) * label.width / 2 + abs(normal[1]) * label.height / 2
    return [here + room * normal, here - room * normal]


class Tag(mn.VGroup):
    """Text on a quiet backdrop, so that it can be read where lines pass behind it."""

    PADDING = 0.1

    def __init__(self, label: Typeset | mn.VMobject, theme: Theme, width: float | None = None):
        backdrop = mn.RoundedRectangle(
            corner_radius=0.08,
            width=(width or label.width) + 2 * self.PADDING,
            height=label.height + 2 * self.PADDING,
            stroke_width=0,
            fill_color=theme.ground,
            fill_opacity=0.85,
        ).move_to(label)
        super().__init__(backdrop, label)
        self.backdrop, self.label = backdrop, label
