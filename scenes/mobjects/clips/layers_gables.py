"""Gables over the ground, and the floor that rises and cuts their skirts off."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import Gables, PiecewiseLinear
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import DASHED, dashes, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.networks.plots import SHADE
from scenes.mobjects.plots.areas import Area
from scenes.mobjects.plots.curves import Glow, clip_to_height
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.moving import Turned
from scenes.theme import STROKES

BELOW = 0.3
"""How far under the frame the floor starts that rises, in units of height."""
OTHERS = 0.5
"""How opaque the lines of those gables are that are not spoken of."""


class GablePicture(mn.VGroup, Live[float]):
    """Gables whose skirts run out of the frame, one of them bright; what is cut of it is dashed.

    Its value is the height of the floor that rises; at first that is `under` the frame.
    """

    def __init__(self, ground: Ground, gables: Gables) -> None:
        self.ground, theme = ground, ground.theme
        curves = [gables.gable(index) for index in range(len(gables.peaks))]
        self.shades = [
            Area(ground, curve, "second", opacity=SHADE, domain=gables.place(index))
            for index, curve in enumerate(curves)
        ]
        self.one = curves.pop(gables.tallest)
        self.curves = curves
        self.hero = Turned(ground, self.one, self.one, "second")
        nothing = np.zeros((0, 3))
        self.others = stroked(theme.faint("second"), STROKES.guide, nothing)
        self.others.set_stroke(opacity=OTHERS)
        self.cut = stroked(theme.second, STROKES.guide, nothing)
        self.floor = stroked(theme.ink, STROKES.strong, nothing)
        self.floor_glow = Glow(self.floor, theme)
        super().__init__(*self.shades, self.others, self.cut, self.hero)
        self.add(self.floor_glow, self.floor)
        for part in (self.others, self.cut, self.floor_glow, self.floor):
            exempt(part, "cut", "skirts and floor go on beyond the frame")
            exempt(part, "crossing", "skirts cross: they go on for ever")
            exempt(part, "contrast", "one peak is spoken of")
        self.under = ground.y_range[0] - BELOW
        self.set_value(self.under)

    def set_value(self, value: float) -> Self:
        """Let the floor that rises be at another height."""
        (low, high), hero = self.ground.y_range, self.hero.graph
        self.others.set_points(self._between(max(value, low), high, *self.curves))
        hero.graph.set_points(self._between(max(value, low), high, self.one))
        hero.glow.lie_around(hero.graph)
        self.cut.set_points(self._between(low, value, self.one))
        self.floor.set_points(polyline(self.ground.level(value)))
        self.floor_glow.lie_around(self.floor)
        return self

    def _between(self, low: float, high: float, *curves: PiecewiseLinear) -> np.ndarray:
        """The points of curves between two heights; under the floor that rises they are dashed."""
        paths = [
            self.ground.points_of(piece)
            for curve in curves
            for piece in clip_to_height(curve.corners(*self.ground.x_range), low, high)
        ]
        if high < self.ground.y_range[1]:
            paths = [dashes(path[::-1], DASHED) for path in paths]
        nowhere = np.tile(self.ground.point(0.0, self.under), (2, 1))
        return polyline(*paths or [nowhere])
