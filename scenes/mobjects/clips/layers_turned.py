"""A curve of which one number is turned: where it was, where it is, and what of it moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

import manim as mn

from relu_anim import PiecewiseLinear
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.live import Live
from scenes.mobjects.plots.areas import Area
from scenes.mobjects.plots.curves import BrightGraph, PiecewiseGraph
from scenes.mobjects.plots.window import Window
from scenes.theme import STROKES

MOVED = 0.38
"""How opaque the area is that a curve has swept over."""
COMES = 20.0
"""The old curve comes into sight while the new one moves away from it."""


class Turned(mn.VGroup, Live[float]):
    """A curve with one number so many times larger; its value is that. What moved is yellow."""

    def __init__(
        self,
        plot: Window,
        curve_at: Callable[[float], PiecewiseLinear],
        role: str,
        times: float = 1.0,
        *,
        domain: tuple[float, float] | None = None,
    ) -> None:
        self.curve_at, before = curve_at, curve_at(1.0)
        self.area = Area(plot, before, "weight", floor=before, opacity=MOVED)
        self.ghost = PiecewiseGraph(plot, before, role, STROKES.guide, domain=domain)
        self.ghost.set_stroke(plot.theme.faint(role))
        self.graph = BrightGraph(plot, before, role, domain=domain)
        super().__init__(self.area, self.ghost, self.graph)
        exempt(self.ghost, "contrast", "it is where the curve was")
        exempt(self, "cut", "skirts go on beyond the frame")
        self.set_value(times)

    def set_value(self, value: float) -> Self:
        """Turn to another multiple of what it was."""
        curve = self.curve_at(value)
        self.graph.set_value(curve)
        self.area.set_value(curve)
        seen = min(1.0, COMES * abs(value - 1))
        self.ghost.set_stroke(opacity=seen)
        self.area.set_fill(opacity=MOVED * seen)
        return self


class Trail(mn.VGroup, Live[float]):
    """A curve that is drawn up to an x, its value."""

    def __init__(self, plot: Window, function: PiecewiseLinear, role: str, x: float) -> None:
        self.bright = BrightGraph(plot, function, role)
        super().__init__(self.bright)
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Be drawn up to another x."""
        low, high = self.bright.graph.plot.x_range
        self.bright.graph.domain = low, max(value, low + 1e-3 * (high - low))
        self.bright.set_value(self.bright.graph.function)
        return self
