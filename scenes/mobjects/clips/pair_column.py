"""Two heights in one column that sweeps along the axis, and the curve that its tip draws."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import dashes, draw, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import BrightGraph
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.formulas import SMALLEST, Row
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES

FEWEST_STEPS = 30
"""The numbers change at least so often on the flat piece."""
DIGITS = 7
"""A number in the column has at most so many."""
WHOLE = 1.25
"""How much larger the number above the column is."""
NARROWEST, WIDEST = 0.96, 1.7
"""Of the column, in frame units."""
PADDING = 0.1
"""Between a number and the sides of its part of the column."""
SEAM = 0.03
"""A part that is lower than this has no dashes around it."""
HOLDS_NUMBER = 0.42
"""A lower part has no room for its number, ..."""
COMES = 0.08
"""... which begins to come into sight when the part is lower by no more than this."""
TIP = 0.15
"""The radius of the dot that draws."""
ABOVE, ASIDE = 0.46, 0.12
"""From the top up to the middle of the number above the column, or beside it on a steep curve."""
BESIDE = 0.14
"""From a side of the column to the number beside it."""
WITHIN = 0.25
"""What the column keeps from the sides of the frame."""
FREE = 0.8
"""At this height above the flat piece, the number stands beside the column."""
FOOT_LINE = 1.25
"""From the floor down to the middle of x."""
EDGE = 0.6
"""What x keeps from the sides of the frame."""
PASSING: tuple[FaultKind, ...] = ("covered", "overlap", "crossing", "cut")
CUT = (0.12, 0.08)
"""The dashes around what is taken off."""


class Trace(mn.VGroup, Live[float]):
    """A bright curve up to the x that a dot has come to."""

    def __init__(
        self, plot: Window, function: PiecewiseLinear, ends: tuple[float, float], x: float
    ) -> None:
        self.whole, self.ends = function, ends
        self.bright = BrightGraph(plot, function, "total", domain=ends)
        self.tip = mn.Circle(
            TIP,
            stroke_color=plot.theme.ground,
            stroke_width=STROKES.guide,
            fill_color=plot.theme.total,
            fill_opacity=1,
        )
        exempt(self.tip, "contrast", "a rim of the ground's colour parts it from what it crosses")
        super().__init__(self.bright, self.tip)
        exempt(self, "cut", "the frame is the plot: curves run off it")
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Reach to another x."""
        low, high = self.ends
        x = min(max(value, low + 1e-6 * (high - low)), high)
        self.bright.graph.domain = low, x
        self.bright.set_value(self.whole)
        self.tip.move_to(self.bright.graph.plot.point(x, float(self.whole(x))))
        return self


class Column(mn.VGroup, Live[tuple[float, float]]):
    """Two heights at one x, one on the other, each with its number, and their sum.

    A height below zero hangs in the ground. Its value is (x, lift): with a lift of 1 it hangs from
    the top of the other height instead, with a lift of 2 it is empty: taken off. start, width:
    where the flat piece begins, and how long it is. first, last: the x at which all of it is in the
    frame. The numbers are those at the nearest x with few decimals, so that they add up as they
    stand.
    """

    def __init__(
        self,
        plot: Window,
        heights: tuple[PiecewiseLinear, PiecewiseLinear],
        roles: tuple[str, str],
        start: float,
        width: float,
    ) -> None:
        self.plot, self.heights, self.start = plot, heights, start
        theme = plot.theme
        self.hangs = float(heights[1](start + 2 * width)) < 0
        least = max(0, int(np.ceil(np.log10(FEWEST_STEPS / width))))
        notation = self.notation = Notation.of([width], least=least, digits=DIGITS)
        self.step = 10.0**-notation.decimals
        self.flat = plot.point(0.0, 0.0 if self.hangs else width)[1]
        tallest = notation.digits(
            np.abs([height(np.array(plot.x_range)) for height in heights]).sum(0)
        )

        def number(called: str, size: float, role: str) -> LiveNumber:
            return LiveNumber(
                0.0, notation, theme, size, role=role, digits=tallest, sign="inline", called=called
            )

        ems = number("widest", 1.0, "total").advance + 0.8 * self.hangs
        size = max(SMALLEST, min(SIZES.label, (WIDEST - 2 * PADDING) / ems))
        self.breadth = max(NARROWEST, size * ems + 2 * PADDING)
        self.inner = number("inner", size, "ground")
        self.second = number("second", size, "ground")
        self.outer = number("outer", WHOLE * size, "total")
        self.colours = mn.ManimColor(theme.colour(roles[1])), mn.ManimColor(theme.ground)
        self.bodies = [
            mn.VMobject(stroke_width=0, fill_color=theme.colour(role), fill_opacity=1)
            for role in roles
        ]
        numbers = self.inner, self.second, self.outer
        for label, thing in zip(numbers, (*self.bodies, mn.VGroup(*self.bodies)), strict=True):
            names(label, thing)
        self.cut = mn.VMobject(stroke_color=self.colours[0], stroke_width=STROKES.guide)
        places = Notation.of([start, start + width], least=notation.decimals)
        digits = places.digits(plot.x_range)
        self.place = LiveNumber(
            start, places, theme, SIZES.label, digits=digits, sign="inline", called="x"
        )
        self.foot = Row(Typeset("$x =$#h(0.28em)", theme, SIZES.label), self.place)
        super().__init__(*self.bodies, self.cut, self.inner, self.second, self.outer, self.foot)
        for fault in PASSING:
            exempt(self, fault, "the column passes in front of everything")
        for part in (self.second, self.cut):
            exempt(part, "contrast", "it changes colours with its body, as that empties")
        keeps, window = self.breadth / 2 + WITHIN, plot.window
        number_beside = self.hangs * (BESIDE + self.outer.advance)
        sides = np.array(
            [[window.left + keeps, 0, 0], [window.right - keeps - number_beside, 0, 0]]
        )
        self.first, self.last = map(float, plot.data_of(sides)[:, 0])
        self.set_value((start if self.hangs else self.first, 0.0))

    def set_value(self, value: tuple[float, float]) -> Self:
        """Stand at another x, with what hangs lifted so far."""
        self.x, lift = map(float, value)
        lifted, empty = min(lift, 1.0), max(lift - 1.0, 0.0)
        first, second = (float(height(self.x)) for height in self.heights)
        base = lifted * first if self.hangs else first
        spans = ((0.0, first + min(empty * second, 0.0)), (base, base + second))
        half = self.breadth / 2 * mn.RIGHT
        middles, rooms = [], []
        for body, span in zip(self.bodies, spans, strict=True):
            low, high = self.plot.points_of(np.array([[self.x, y] for y in span]))
            outline = np.array([low - half, low + half, high + half, high - half])
            body.set_points(polygon(outline))
            middles.append((low + high) / 2)
            rooms.append(abs(high[1] - low[1]))
        full, hollow = self.colours
        self.bodies[1].set_fill(mn.interpolate_color(full, hollow, empty))
        self.second.set_fill(mn.interpolate_color(hollow, full, empty))
        dashed = empty > 0 and rooms[1] > SEAM
        around = dashes(np.vstack([outline, outline[:1]]), CUT)
        draw(self.cut, polyline(around if dashed else around[:0]), middles[1])
        self.cut.set_stroke(opacity=min(empty / COMES, 1.0))
        self._write(middles, rooms, empty)
        return self

    def _write(self, middles: list[np.ndarray], rooms: list[float], empty: float) -> None:
        at = self.start + self.step * round((self.x - self.start) / self.step)
        first, second = (float(height(at)) for height in self.heights)
        for number, shown, middle, room in (
            (self.inner, first, middles[0], rooms[0]),
            (self.second, second, middles[1], rooms[1]),
        ):
            number.set_value(shown).move_to(middle)
            number.set_fill(opacity=float(np.clip((room - HOLDS_NUMBER) / COMES + 1, 0, 1)))
        if empty:  # what is left of the first height is the sum
            self.inner.set_fill(opacity=1.0 - empty)
        self.outer.set_value(first + second).move_to(self._above())
        self.place.set_value(at)
        half, window = self.foot.width / 2, self.plot.window
        foot = self.plot.point(self.x, 0.0)
        x = min(max(foot[0], window.left + EDGE + half), window.right - EDGE - half)
        self.foot.move_to(np.array([x, foot[1] - FOOT_LINE, 0.0]))

    def _above(self) -> np.ndarray:
        """Above the column or, where the curve is steep, beside its top on the side of the sky."""
        first, second = (float(height(self.x)) for height in self.heights)
        top = self.plot.point(self.x, first + second)
        share = (top[1] - self.flat) / FREE
        out = mn.smooth(min(max(share, 0.0), 1.0))
        down = mn.smooth(min(max(share - 1.0, 0.0), 1.0))
        side = -1 if top[0] > 0 and not self.hangs else 1
        aside = side * out * (self.breadth / 2 + self.outer.advance / 2 + BESIDE)
        place: np.ndarray = top + np.array([aside, ABOVE + down * (ASIDE - ABOVE), 0.0])
        return place
