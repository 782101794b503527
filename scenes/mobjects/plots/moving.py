"""Curves on the move: drawn up to an x, or with a part of what they add up that is turned."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polygon
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import BrightGraph, PiecewiseGraph
from scenes.mobjects.plots.window import Window
from scenes.theme import STROKES

MOVED = 0.5
"""How opaque the area is that a curve has swept over."""
COMES = 20.0
"""The old curve comes into sight while the new one moves away from it."""


class Turned(mn.VGroup, Live[float]):
    """A sum, of which one part is so many times larger as its value says; what moved is yellow."""

    def __init__(
        self,
        plot: Window,
        total: PiecewiseLinear,
        part: PiecewiseLinear,
        role: str,
        times: float = 1.0,
        *,
        domain: tuple[float, float] | None = None,
    ) -> None:
        self.total, self.part, self.plot = total, part, plot
        self.domain = domain or plot.x_range
        self.area = mn.VMobject(stroke_width=0, fill_color=plot.theme.weight)
        self.ghost = PiecewiseGraph(plot, total, role, STROKES.guide, domain=domain)
        self.ghost.set_stroke(plot.theme.faint(role))
        self.graph = BrightGraph(plot, total, role, domain=domain)
        super().__init__(self.area, self.ghost, self.graph)
        exempt(self.ghost, "contrast", "it is where the curve was")
        exempt(self, "cut", "it may go on beyond the frame")
        self.set_value(times)

    def set_value(self, value: float) -> Self:
        """Let the part be so many times as large as it was."""
        curve = self.total + (value - 1) * self.part
        seen = min(1.0, COMES * abs(value - 1))
        self.graph.set_value(curve)
        ends = curve.corners(*self.domain), self.total.corners(*self.domain)[::-1]
        self.area.set_points(polygon(self.plot.points_of(np.vstack(ends))))
        self.area.set_fill(opacity=MOVED * seen)
        self.ghost.set_stroke(opacity=seen)
        return self


class Trail(mn.VGroup, Live[float]):
    """A curve that is drawn up to an x, its value."""

    def __init__(self, plot: Window, function: PiecewiseLinear, role: str, x: float) -> None:
        self.bright = BrightGraph(plot, function, role)
        super().__init__(self.bright)
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Be drawn up to another x."""
        graph = self.bright.graph
        low, high = graph.plot.x_range
        graph.domain = low, max(value, low + 1e-3 * (high - low))
        self.bright.set_value(graph.function)
        return self
