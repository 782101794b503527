"""The ground of a picture: zero is the floor, and what lies below it is under ground."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import Melting, polygon, polyline
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

TICK = 0.1
"""How far a tick reaches into the ground, in frame units."""
BELOW_TICK = 0.12
"""From there to the number."""
MELTING = 0.9
"""Frame units below the upper end on which lines that go on melt away."""


class Ground(Window, mn.VGroup):
    """The (x, y) plane over the whole `frame`: a line at y = 0, and the ground below it tinted.

    floor: where on the frame y = 0 is. x_range: what the frame shows from its left edge to its
    right one. up: frame units of one unit of y; by default that of x. ticks: (x, Typst) each.
    The frame is the plot: there is no box, no grid, and no tick that the story does not need.
    """

    def __init__(
        self,
        theme: Theme,
        frame: Region,
        x_range: tuple[float, float],
        floor: float,
        *,
        up: float | None = None,
        ticks: Sequence[tuple[float, str]] = (),
        below_tick: float = BELOW_TICK,
    ) -> None:
        super().__init__()
        self.theme, self.below_tick, self.numbers = theme, below_tick, mn.VGroup()
        self.earth = Melting(stroke_width=0, fill_color=theme.floor, fill_opacity=1)
        self.line, self.marks = (
            Melting(stroke_color=theme.axis, stroke_width=STROKES.axis, fill_opacity=0)
            for _ in range(2)
        )
        for endless in (self.earth, self.line):
            exempt(endless, "cut", "the ground goes on beyond the frame")
        self.add(self.earth, self.line, self.marks, self.numbers)
        self.mark(ticks)
        self.lay(frame, x_range, floor, up)

    @property
    def melting(self) -> tuple[np.ndarray, np.ndarray]:
        """Where lines that go on are still whole, and where they are gone: for `melt`."""
        top = self.window.top
        return np.array([0.0, top - MELTING, 0.0]), np.array([0.0, top, 0.0])

    def mark(self, ticks: Sequence[tuple[float, str]]) -> None:
        """Have other ticks from when it lies there next; where Typst is empty, without a number."""
        self.ticks = [x for x, _ in ticks]
        self.numbered = {
            x: Typeset(f"${number}$", self.theme, SIZES.tick, "muted")
            for x, number in ticks
            if number
        }
        self.numbers.submobjects = [*self.numbered.values()]

    def lay(
        self, frame: Region, x_range: tuple[float, float], floor: float, up: float | None = None
    ) -> None:
        """Lie elsewhere, or show another part of the plane."""
        self.window, self.x_range = frame, x_range
        unit = up or frame.width / (x_range[1] - x_range[0])
        self.y_range = (frame.bottom - floor) / unit, (frame.top - floor) / unit
        low, high = self.level(0.0)
        depth = np.array([0.0, frame.bottom - floor, 0.0])
        self.earth.set_points(polygon(np.array([low, high, high + depth, low + depth])))
        places = [self.point(x, 0.0) for x in self.ticks]
        marks = [np.array([place, place + TICK * mn.DOWN]) for place in places]
        self.line.set_points(polyline(np.array([low, high])))
        self.marks.set_points(polyline(*marks))
        below = TICK + self.below_tick + 0.66 * SIZES.tick
        for x, number in self.numbered.items():
            number.place(self.point(x, 0.0) + below * mn.DOWN, align=0.5)

    def melt(self, whole: np.ndarray, gone: np.ndarray) -> Self:
        """End in a gradient, on the way from one point of the frame to another."""
        for part in (self.earth, self.line):
            part.melt(whole, gone)
        return self
