"""Curves drawn from the corners of the core's functions, exactly."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Self

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import DASHED, Dash, Melting, dashes, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.window import Window
from scenes.theme import STROKES, Theme


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
        if pieces and np.abs(pieces[-1][-1] - first).max() <= 1e-12:
            pieces[-1].append(last)
        else:
            pieces.append([first, last])
    return [np.array(piece) for piece in pieces]


class Curve(Melting):
    """A stroked polyline in a plot's window, whole or dashed.

    `paths` are its pieces (k, 3) on the frame: several where it leaves the window and returns.
    """

    def __init__(
        self, plot: Window, role: str, width: float = STROKES.curve, dash: Dash | None = None
    ) -> None:
        super().__init__(
            stroke_color=plot.theme.colour(role),
            stroke_width=width,
            fill_opacity=0,
            joint_type=mn.LineJointType.ROUND,
            cap_style=mn.CapStyleType.ROUND if dash is None else mn.CapStyleType.BUTT,
        )
        self.plot, self.dash = plot, dash
        self.paths: list[np.ndarray] = []

    def draw(self, corners: np.ndarray) -> None:
        """Draw the polyline through data points (k, 2), cut off at the window."""
        pieces = clip_to_height(corners, *self.plot.y_range)
        self.paths = [self.plot.points_of(piece) for piece in pieces]
        dash = self.dash
        self.set_points(polyline(*[dashes(path, dash) if dash else path for path in self.paths]))


class PiecewiseGraph(Curve, Live[PiecewiseLinear]):
    """The graph of a piecewise-linear function: its corners joined by straight lines."""

    def __init__(
        self,
        plot: Window,
        function: PiecewiseLinear,
        role: str,
        width: float = STROKES.curve,
        dash: Dash | None = None,
        domain: tuple[float, float] | None = None,
    ) -> None:
        super().__init__(plot, role, width, dash)
        self.domain = domain or plot.x_range
        self.set_value(function)

    def set_value(self, value: PiecewiseLinear) -> Self:
        """Draw another function in the same window."""
        self.function = value
        self.draw(value.corners(*self.domain))
        return self


class BrightGraph(mn.VGroup, Live[PiecewiseLinear]):
    """The one curve that is spoken of: it alone glows."""

    def __init__(
        self,
        plot: Window,
        function: PiecewiseLinear,
        role: str,
        width: float = STROKES.strong,
        domain: tuple[float, float] | None = None,
    ) -> None:
        self.graph = PiecewiseGraph(plot, function, role, width, domain=domain)
        self.glow = Glow(self.graph, plot.theme)
        super().__init__(self.glow, self.graph)

    def set_value(self, value: PiecewiseLinear) -> Self:
        """Draw another function in the same window."""
        self.graph.set_value(value)
        self.glow.lie_around(self.graph)
        return self

    def melt(self, whole: np.ndarray, gone: np.ndarray) -> Self:
        """Melt into the ground on the way from one point of the frame to another."""
        for stroke in (self.graph, *self.glow.strokes):
            stroke.melt(whole, gone)
        return self


class Glow(mn.VGroup):
    """Light around a line, as wider, faint strokes under it; on paper, the stroke of a marker."""

    def __init__(self, line: mn.VMobject, theme: Theme) -> None:
        self.strokes = [
            Melting(
                stroke_color=line.get_stroke_color(),
                stroke_width=line.get_stroke_width() + wider,
                stroke_opacity=opacity,
                fill_opacity=0,
                joint_type=mn.LineJointType.ROUND,
                cap_style=mn.CapStyleType.ROUND,
            )
            for wider, opacity in theme.glow
        ]
        super().__init__(*self.strokes)
        exempt(self, "contrast", "a glow is to be seen only around its line")
        self.lie_around(line)

    def lie_around(self, line: mn.VMobject) -> Glow:
        """Lie around the line as it is now."""
        for stroke in self.strokes:
            stroke.set_points(line.points)
        return self


class SmoothGraph(Curve):
    """The graph of a smooth target, close enough to be smooth on a 4K screen."""

    SAMPLES = 721

    def __init__(
        self,
        plot: Window,
        target: Callable[[np.ndarray], np.ndarray],
        role: str = "target",
        width: float = STROKES.curve,
        dash: Dash | None = DASHED,
        domain: tuple[float, float] | None = None,
    ) -> None:
        super().__init__(plot, role, width, dash)
        x = np.linspace(*(domain or plot.x_range), self.SAMPLES)
        self.draw(np.column_stack([x, target(x)]))
