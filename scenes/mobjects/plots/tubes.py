"""The tube around a curve: all that lies within a distance above and below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.window import Window
from scenes.theme import STROKES

SAMPLES = 481
"""At so many places the curve is taken, close enough to be smooth on a 4K screen."""
SHADES = ((1.0, 0.12, 1), (0.72, 0.08, 4), (0.42, 0.08, 4))
"""Areas one on the other that make it look round: their shares of its width, opacities,
and which of the samples they go through: each, or every fourth."""
MOUTH, WIDEST = 0.28, 0.46
"""How wide the opening at an end is, as a share of its height, and in frame units at most."""


class Tube(mn.VGroup, Live[float]):
    """`|y - target(x)| <= w` on an interval, with its edges; its value is the half-width w.

    `middle` is the target itself. `paths` are the two edges (k, 3), the upper one first.
    """

    def __init__(
        self,
        plot: Window,
        target: Callable[[np.ndarray], np.ndarray],
        domain: tuple[float, float],
        width: float,
    ) -> None:
        colour = plot.theme.target
        self.plot, x = plot, np.linspace(*domain, SAMPLES)
        self.curve = np.column_stack([x, target(x)])
        self.shades = mn.VGroup(
            *[mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=o) for _, o, _ in SHADES]
        )
        self.edges, self.mouths, self.middle = (
            mn.VMobject(stroke_color=colour, stroke_width=STROKES.guide, fill_opacity=0)
            for _ in range(3)
        )
        self.middle.set_points(polyline(plot.points_of(self.curve)))
        exempt(self.shades, "contrast", "they make it look round: its edges are what is read")
        super().__init__(self.shades, self.middle, self.edges, self.mouths)
        exempt(
            self, "twins", "the edges of a narrow tube close in on its middle: it is that narrow"
        )
        self.set_value(width)

    def set_value(self, value: float) -> Self:
        """Be wider or narrower."""
        self.width_above = value
        for (share, _, step), shade in zip(SHADES, self.shades, strict=True):
            upper, lower = self.shifted(share)[::step], self.shifted(-share)[::step]
            shade.set_points(polygon(np.vstack([upper, lower[::-1]])))
        self.paths = [self.shifted(1.0), self.shifted(-1.0)]
        self.edges.set_points(polyline(*self.paths))
        upper, lower = self.paths
        turn = np.linspace(0.0, 2 * np.pi, 49)[:, np.newaxis]
        rims = []
        for top, bottom in zip(upper[[0, -1]], lower[[0, -1]], strict=True):
            across = min(MOUTH * float(np.linalg.norm(top - bottom)), WIDEST) * mn.RIGHT
            both = (top - bottom) * np.cos(turn) + across * np.sin(turn)
            rims.append((top + bottom + both) / 2)
        self.mouths.set_points(polyline(*rims))
        return self

    def shifted(self, share: float) -> np.ndarray:
        """(k, 3) the curve, this share of the half-width higher."""
        return self.plot.points_of(self.curve + np.array([0.0, share * self.width_above]))
