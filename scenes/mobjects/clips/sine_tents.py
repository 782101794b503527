"""Tents over the knots of an approximation, and the rings that they have to reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Hat, Interpolant, PiecewiseLinear
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import draw, polygon
from scenes.mobjects.live import Live
from scenes.mobjects.plots.areas import Area
from scenes.mobjects.plots.window import Window
from scenes.theme import STROKES

INSIDE = 0.2
"""The opacity of their insides."""
SEEN_BELOW = 0.9
"""How far a faint line is on its way to its full colour, so that it has 3:1 under ground too."""
LIFTING = 0.8
"""The share of a tent's time in which it rises; for the rest it stands."""


def eased(standing: float) -> float:
    """The number of tents with the last one on its way up: fast at first, then coming to rest."""
    whole = np.floor(standing + 1e-9)
    share = min(max(standing - whole, 0.0) / LIFTING, 1.0)
    return float(whole + mn.rate_functions.ease_out_cubic(share))


def raised_outlines(tents: Sequence[Hat], progress: float) -> list[np.ndarray]:
    """The outlines of so many tents: 2.3 is two whole ones and 0.3 of the third."""
    shares = np.clip(progress - np.arange(len(tents)), 0.0, 1.0)
    return [
        tent.outline * [1.0, share]
        for tent, share in zip(tents, shares.tolist(), strict=True)
        if share > 0
    ]


class Tents(mn.VGroup, Live[tuple[Sequence[np.ndarray], PiecewiseLinear]]):
    """Tents as outlines (k, 2), foot first, over the area of their sum, which is even."""

    def __init__(self, plot: Window, domain: tuple[float, float]) -> None:
        theme = plot.theme
        self.plot = plot
        nothing = PiecewiseLinear.constant(0.0)
        self.area = Area(plot, nothing, "ramp", domain=domain, opacity=INSIDE)
        faint, full = mn.ManimColor(theme.faint("ramp")), mn.ManimColor(theme.ramp)
        self.lines = mn.VMobject(
            stroke_color=mn.interpolate_color(faint, full, SEEN_BELOW),
            stroke_width=STROKES.guide,
            fill_opacity=0,
            joint_type=mn.LineJointType.ROUND,
        )
        super().__init__(self.area, self.lines)
        self.set_value(((), nothing))

    def set_value(self, value: tuple[Sequence[np.ndarray], PiecewiseLinear]) -> Self:
        """Show other tents, and their sum."""
        self.outlines, total = value
        self.area.set_value(total)
        floor = self.plot.point(self.area.domain[0], 0.0)
        draw(self.lines, polygon(*map(self.plot.points_of, self.outlines)), floor)
        return self


class Stack(mn.VGroup, Live[tuple[float, float]]):
    """An upright slice of two neighbouring tents, one on the other: its top is their sum.

    Its value is (x, standing): where its middle is, and 0 for nothing, 1 for the lower tent, 2 for
    both. The second tent is drawn once more, in the tone of its part of the slice.
    """

    WIDTH = 0.84
    SHARE = 0.55
    """No slice is wider than this share of a piece."""
    WALK = 1.2
    """It starts at most so far from the middle, in frame units."""

    def __init__(self, plot: Window, first: Hat, second: Hat) -> None:
        theme, self.plot, self.hats = plot.theme, plot, (first, second)
        piece = second.knot - first.knot
        unit = plot.window.width / (plot.x_range[1] - plot.x_range[0])
        half = min(self.WIDTH / unit, self.SHARE * piece) / 2
        self.across = np.array([-half, half])
        self.middle = (first.knot + second.knot) / 2
        self.start = max(first.knot + half, self.middle - self.WALK / unit)
        self.heights = [float(hat.function(self.middle)) for hat in self.hats]
        blue, ink = mn.ManimColor(theme.ramp), mn.ManimColor(theme.ink)
        tones = blue, mn.interpolate_color(blue, ink, 0.6)
        self.bodies = [
            mn.VMobject(fill_opacity=1, fill_color=tone, stroke_width=0) for tone in tones
        ]
        self.outlines = [mn.VMobject(stroke_color=tone) for tone in tones]
        for line, hat in zip(self.outlines, self.hats, strict=True):
            line.set_points(polygon(plot.points_of(hat.outline))).set_stroke(width=STROKES.guide)
        super().__init__(*self.outlines, *self.bodies)
        self.set_value((self.start, 0.0))

    def set_value(self, value: tuple[float, float]) -> Self:
        """Stand elsewhere, or higher."""
        x, base = value[0] + self.across, np.zeros(2)
        for index, (hat, body) in enumerate(zip(self.hats, self.bodies, strict=True)):
            top = base + min(max(value[1] - index, 0.0), 1.0) * hat.function(x)
            corners = np.column_stack([[*x, *x[::-1]], [*base, *top[::-1]]])
            body.set_points(polygon(self.plot.points_of(corners)))
            base = top
        return self


class Rings(mn.VGroup, Live[float]):
    """A ring around every point of a target that the sum has to meet, filled when it does.

    Its value is how many tents stand. Where the target is 0, none is needed.
    """

    RADIUS = 0.11
    CLOSEST = 0.38
    """No ring is wider than this share of the way to the next."""

    def __init__(self, plot: Window, model: Interpolant) -> None:
        theme = plot.theme
        xy = np.column_stack([model.knots, model.values])
        self.points_met = plot.points_of(xy)
        gap = float(self.points_met[1, 0] - self.points_met[0, 0])
        self.circle = mn.Circle(min(self.RADIUS, self.CLOSEST * gap)).points
        tents = np.array([not hat.is_flat for hat in model.hats])
        self.needed = np.cumsum(tents) * tents
        colours = (theme.target, theme.ground), (theme.ground, theme.total)
        self.empty, self.full = (
            mn.VMobject(stroke_color=rim, stroke_width=STROKES.guide).set_fill(inside, 1)
            for rim, inside in colours
        )
        super().__init__(self.empty, self.full)
        exempt(self.full, "contrast", "a rim of the ground's colour parts it from what it covers")
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Fill the rings of so many tents."""
        met = self.needed <= value + 1e-9
        for circles, chosen in ((self.empty, ~met), (self.full, met)):
            places = self.points_met[chosen]
            around = (self.circle + places[:, None]).reshape(-1, 3)
            draw(circles, around, self.points_met[0])
        return self
