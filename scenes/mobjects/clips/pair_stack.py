"""Adding two curves: the height of one is stacked on the height of the other."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear
from scenes.mobjects.labels import NumberTag
from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.areas import Area
from scenes.mobjects.plots.plot import Plot
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.theme import FILL_OPACITY, SIZES, STROKES


class Slab(Area):
    """What a function is worth, as an area that is laid on top of another function: its value."""

    def __init__(
        self, plot: Plot, worth: PiecewiseLinear, role: str, opacity: float = FILL_OPACITY
    ) -> None:
        self.worth = worth
        super().__init__(plot, PiecewiseLinear.constant(0.0), role, opacity=opacity)

    def set_value(self, value: PiecewiseLinear) -> Self:
        """Lie on another function, as thick everywhere as the worth is high."""
        self.floor = value
        return super().set_value(value + self.worth)


class Stack(mn.VGroup, Live[float]):
    """The heights of two functions at one x, as bars on top of each other, with their numbers.

    The lower number stands on the right of its bar, the upper one on the left, and their sum
    above both, over the part of the axis that `span` tells. Its value is x.
    """

    WIDTH = 2 * STROKES.strong

    def __init__(
        self,
        plot: Plot,
        lower: PiecewiseLinear,
        upper: PiecewiseLinear,
        roles: tuple[str, str, str],
        x: float,
        *,
        span: tuple[float, float],
        names: tuple[str, str, str],
        notation: Notation,
        digits: int,
    ) -> None:
        self.plot, self.lower, self.upper = plot, lower, upper
        colours = [plot.theme.colour(role) for role in roles]
        self.bars = [
            mn.VMobject(
                stroke_color=colour, stroke_width=self.WIDTH, cap_style=mn.CapStyleType.BUTT
            )
            for colour in colours[:2]
        ]
        self.numbers = [
            LiveNumber(
                0.0,
                notation,
                plot.theme,
                SIZES.label,
                role=role,
                digits=digits,
                sign="none",
                called=name,
            )
            for role, name in zip(roles, names, strict=True)
        ]
        self.tags = [NumberTag(number, plot.theme) for number in self.numbers]
        half = self.tags[2].width / 2
        ends = plot.points_of(np.array([[end, 0.0] for end in span]))[:, 0]
        self.reach = ends[0] + half, ends[1] - half
        super().__init__(*self.bars, *self.tags)
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Show the heights at another x."""
        self.x = x = float(value)
        low, high = float(self.lower(x)), float(self.upper(x))
        levels = np.array([[x, 0.0], [x, low], [x, low + high]])
        foot, joint, top = self.plot.points_of(levels)
        self.bars[0].set_points(polyline(np.array([foot, joint])))
        self.bars[1].set_points(polyline(np.array([joint, top])))
        aside = (self.tags[0].plate.width / 2 + self.WIDTH / 200) * mn.RIGHT
        above = (self.tags[2].plate.height / 2 + 0.12) * mn.UP
        self.tags[0].set_value(((foot + joint) / 2 + aside, low))
        self.tags[1].set_value(((joint + top) / 2 - aside, high))
        top[0] = min(max(top[0], self.reach[0]), self.reach[1])
        self.tags[2].set_value((top + above, low + high))
        return self
