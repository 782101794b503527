"""Gables over the ground, and the floor that rises and cuts their skirts off."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import Gables, PiecewiseLinear
from scenes.layout import FRAME
from scenes.mobjects.clips.layers_turned import Turned
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import DASHED, dashes, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.networks.plots import CURVE, SHADE
from scenes.mobjects.plots.areas import Area
from scenes.mobjects.plots.curves import Glow, clip_to_height
from scenes.mobjects.plots.ground import Ground
from scenes.theme import STROKES, Theme

BELOW = 0.3
"""How far under the frame the floor starts that rises, in units of height."""
FLOOR, UP, ASIDE = 0.2, 1.75, 1 / 18
"""Where 0 is on the frame, frame units of a height of 1, and what is seen of x beside [0, 1]."""


class GablePicture(mn.VGroup, Live[float]):
    """Gables whose skirts run out of the frame; one is bright. Its value is the floor's height.

    What is under the floor that rises, is dashed: it is cut off.
    """

    def __init__(self, theme: Theme, gables: Gables, hero: int) -> None:
        self.ground = Ground(theme, FRAME, (-ASIDE, 1 + ASIDE), FLOOR, up=UP)
        indices = range(len(gables.peaks))
        self.under = self.ground.y_range[0] - BELOW
        self.curves = [gables.gable(index) for index in indices if index != hero]
        self.hero = Turned(self.ground, lambda times: times * gables.gable(hero), "second")
        faint = theme.faint("second")
        self.others, self.cut, self.hero_cut = (
            mn.VMobject(stroke_color=colour, stroke_width=width, fill_opacity=0)
            for colour, width in (
                (faint, CURVE),
                (faint, STROKES.guide),
                (theme.second, STROKES.guide),
            )
        )
        tents = [gables.gable(index).relu() for index in indices]
        self.shades = [Area(self.ground, tent, "second", opacity=SHADE) for tent in tents]
        self.floor = mn.VMobject(stroke_color=theme.ink, stroke_width=STROKES.strong)
        self.floor_glow = Glow(self.floor, theme)
        super().__init__(self.ground, *self.shades, self.others, self.cut, self.hero_cut, self.hero)
        self.add(self.floor_glow, self.floor)
        for part in self.submobjects:
            exempt(part, "cut", "skirts and floor go on beyond the frame")
            exempt(part, "crossing", "skirts cross: they go on for ever")
        for part in (self.others, self.cut, self.hero_cut):
            exempt(part, "contrast", "they are faint: one peak is spoken of")
        self.set_value(self.under)

    def set_value(self, value: float) -> Self:
        """Let the floor that rises be at another height."""
        low, high = self.ground.y_range
        self.others.set_points(self.part(self.curves, value, high))
        self.cut.set_points(self.part(self.curves, low, value, dashed=True))
        hero, bright = self.hero.curve_at(1.0), self.hero.graph
        bright.graph.set_points(self.part([hero], max(value, low), high))
        bright.glow.lie_around(bright.graph)
        self.hero_cut.set_points(self.part([hero], low, value, dashed=True))
        self.floor.set_points(polyline(self.ground.level(value)))
        self.floor_glow.lie_around(self.floor)
        return self

    def part(
        self, curves: list[PiecewiseLinear], low: float, high: float, *, dashed: bool = False
    ) -> np.ndarray:
        """The points of what curves are between two heights."""
        paths = [
            self.ground.points_of(piece)
            for curve in curves
            for piece in clip_to_height(curve.corners(*self.ground.x_range), low, high)
        ]
        lines = [dashes(path[::-1], DASHED) if dashed else path for path in paths]
        return polyline(*lines) if lines else np.tile(self.ground.point(0.0, self.under), (4, 1))
