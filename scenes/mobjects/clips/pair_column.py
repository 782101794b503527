"""Two heights stacked in one column that sweeps along the axis, and what it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import dashes, draw, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.areas import Area
from scenes.mobjects.plots.curves import BrightGraph
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.formulas import SMALLEST, Row
from scenes.mobjects.text.glyphs import LiveNumber, Sign
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
"""Where one of the parts is lower than this, nothing is drawn between them."""
HOLDS_NUMBER = 0.42
"""A lower part has no room for its number."""
TIP = 0.15
"""The radius of the dot that draws."""
ABOVE = 0.46
"""From the top of the column to the middle of the number above it."""
ASIDE = 0.12
"""The same for a number that stands beside the column, where the curve is steep."""
BESIDE = 0.14
"""From a side of the column to the number beside it."""
BESIDE_BAR = 0.08
"""From a side of the column to the bar in it."""
WITHIN = 0.25
"""What the column keeps from the sides of the frame."""
CHANGES_SIDES = 0.3
"""So close to the place where it changes sides, a number fades."""
FREE = 0.8
"""At this height above the flat piece, the number stands beside the column."""
FOOT_LINE = 1.1
"""From the floor down to the middle of x."""
EDGE = 0.6
"""What x keeps from the sides of the frame."""
CUT = (0.12, 0.08)
"""The dashes around what is taken away."""


@dataclass(frozen=True)
class Parts:
    """A height up to `low(x)`, and on it another one up to `high(x)`; which of them is drawn.

    Added, the upper part is put on the lower one, and what comes out is the top of both. Taken
    away, it is cut off the top, and what comes out is the height that is left.
    """

    low: PiecewiseLinear
    high: PiecewiseLinear
    roles: tuple[str, str]
    ends: tuple[float, float]
    """From where to where it is drawn."""
    taken: bool = False

    @property
    def result(self) -> PiecewiseLinear:
        return self.low if self.taken else self.high

    @property
    def copy(self) -> PiecewiseLinear:
        """What is taken away."""
        return self.high - self.low

    def up_to(self, x: float) -> tuple[float, float]:
        """From the left end to x, and be it next to nothing."""
        low, high = self.ends
        return low, min(max(x, low + 1e-6 * (high - low)), high)


class Layers(mn.VGroup, Live[float]):
    """Both parts as areas, up to the x that the column has come to."""

    OPACITIES: ClassVar[dict[str, float]] = {"dark": 0.17, "light": 0.10}
    """By theme: text that stands on an area keeps its contrast."""

    def __init__(self, plot: Window, parts: Parts, x: float) -> None:
        self.parts = parts
        opacity, (low, high) = self.OPACITIES[plot.theme.name], parts.roles
        self.areas = [
            Area(plot, upper, role, floor=lower, opacity=opacity, domain=parts.up_to(x))
            for upper, lower, role in ((parts.low, None, low), (parts.high, parts.low, high))
        ]
        if parts.taken:  # the same shape again, on the floor
            domain = parts.up_to(x)
            self.areas.append(Area(plot, parts.copy, high, opacity=opacity, domain=domain))
        super().__init__(*self.areas)

    def set_value(self, value: float) -> Self:
        """Reach to another x."""
        for area in self.areas:
            area.domain = self.parts.up_to(value)
            area.set_value(area.function)
        return self


class Trace(mn.VGroup, Live[float]):
    """The bright line that the tip of the column draws, up to the x that it has come to."""

    def __init__(self, plot: Window, parts: Parts, x: float) -> None:
        self.parts = parts
        self.bright = BrightGraph(plot, parts.result, "total", domain=parts.up_to(x))
        super().__init__(self.bright)

    def set_value(self, value: float) -> Self:
        """Reach to another x."""
        graph = self.bright.graph
        graph.domain = self.parts.up_to(value)
        self.bright.set_value(graph.function)
        return self


class Column(mn.VGroup, Live[float]):
    """The two parts at one x, each with its number inside, what comes out at the tip, and x below.

    Where something is taken away, a bar as high as this stands in front of what is left.
    start, width: where the flat piece begins, and how long it is. first, last: the x at which all
    of it is in the frame. The numbers are those at the
    nearest x with few decimals, so that they add up as they stand.
    """

    def __init__(
        self, plot: Window, parts: Parts, start: float, width: float, x: float | None = None
    ) -> None:
        self.plot, self.parts, self.start = plot, parts, start
        theme, (low, high) = plot.theme, parts.roles
        least = max(0, int(np.ceil(np.log10(FEWEST_STEPS / width))))
        self.notation = Notation.of([width], least=least, digits=DIGITS)
        self.step = 10.0**-self.notation.decimals
        self.digits = self.notation.digits(parts.high(np.array(plot.x_range)))
        ems = self._number("widest", 1.0, low, "minus" if parts.taken else "none").advance
        size = max(SMALLEST, min(SIZES.label, (WIDEST - 2 * PADDING) / ems))
        self.breadth = max(NARROWEST, size * ems + 2 * PADDING)
        self.numbers = [
            self._number("low", size, low, "none"),
            self._number("high", size, high, "inline" if parts.taken else "none"),
            self._number("result", WHOLE * size, "total", "none"),
        ]
        for number in self.numbers[: 1 if parts.taken else 2]:
            number.set_fill(theme.ground)
        self.low = mn.VMobject(stroke_width=0, fill_color=theme.colour(low), fill_opacity=1)
        body = theme.ground if parts.taken else theme.colour(high)
        self.high = mn.VMobject(stroke_width=0, fill_color=body, fill_opacity=1)
        self.bar = mn.VMobject(
            stroke_color=theme.ground,
            stroke_width=STROKES.guide if parts.taken else 0,
            fill_color=theme.colour(high),
            fill_opacity=1 if parts.taken else 0,
        )
        self.seam = mn.VMobject(
            stroke_color=theme.ground, stroke_width=STROKES.guide, fill_opacity=0
        )
        self.cut = mn.VMobject(
            stroke_color=theme.colour(high),
            stroke_width=STROKES.guide if parts.taken else 0,
            fill_opacity=0,
        )
        self.tip = mn.Circle(
            TIP,
            stroke_color=theme.ground,
            stroke_width=STROKES.guide,
            fill_color=theme.colour("total"),
            fill_opacity=1,
        )
        exempt(self.tip, "contrast", "a rim of the ground's colour parts it from what it crosses")
        places = Notation.of([start, start + width], least=self.notation.decimals)
        self.place = LiveNumber(
            start,
            places,
            theme,
            SIZES.label,
            digits=places.digits(plot.x_range),
            sign="inline",
            called="x",
        )
        self.foot = Row(Typeset("$x =$#h(0.28em)", theme, SIZES.label), self.place)
        super().__init__(
            self.low, self.high, self.bar, self.seam, self.cut, self.tip, *self.numbers, self.foot
        )
        self.turn = float(plot.point(start + width, 0.0)[0])
        half = self.breadth / 2
        left, right = plot.window.left + half + WITHIN, plot.window.right - half - WITHIN
        if parts.taken:
            right -= BESIDE + self.numbers[2].advance
        reach = plot.data_of(np.array([[left, 0.0, 0.0], [right, 0.0, 0.0]]))
        self.first, self.last = map(float, reach[:, 0])
        self.set_value(self.first if x is None else x)

    def _number(self, name: str, size: float, role: str, sign: Sign) -> LiveNumber:
        return LiveNumber(
            0.0,
            self.notation,
            self.plot.theme,
            size,
            role=role,
            digits=self.digits,
            sign=sign,
            called=name,
        )

    def set_value(self, value: float) -> Self:
        """Stand at another x."""
        self.x = x = float(value)
        heights = np.array([0.0, float(self.parts.low(x)), float(self.parts.high(x))])
        foot, joint, top = self.plot.points_of(np.column_stack([np.full(3, x), heights]))
        half = self.breadth / 2 * mn.RIGHT
        for body, under, over in ((self.low, foot, joint), (self.high, joint, top)):
            corners = [under - half, under + half, over + half, over - half]
            body.set_points(polygon(np.array(corners)))
        both = min(joint[1] - foot[1], top[1] - joint[1]) > SEAM
        inset = half - BESIDE_BAR * mn.RIGHT
        over = foot + top - joint
        bar = polygon(np.array([foot - inset, foot + inset, over + inset, over - inset]))
        draw(self.bar, bar if self.parts.taken and both else bar[:0], foot)
        seam = polyline(np.array([joint - half, joint + half]))
        draw(self.seam, seam if both else seam[:0], joint)
        around = dashes(np.array([joint - half, top - half, top + half, joint + half]), CUT)
        draw(self.cut, polyline(around if both else around[:0]), joint)
        self.tip.move_to(joint if self.parts.taken else top)
        self._write(foot, joint, top)
        return self

    def _write(self, foot: np.ndarray, joint: np.ndarray, top: np.ndarray) -> None:
        at = self.start + self.step * round((self.x - self.start) / self.step)
        low, whole = float(self.parts.low(at)), float(self.parts.high(at))
        if self.parts.taken:
            values = whole - low, low - whole, low
            in_strip = (joint + TIP * mn.UP + top) / 2
            middles = foot + (top - joint) / 2, in_strip, self._at_the_cut(joint, top)
            room = top[1] - joint[1]
            rooms = room, room - TIP, np.inf
        else:
            values = low, whole - low, whole
            middles = (foot + joint) / 2, (joint + top) / 2, self._above(top)
            rooms = joint[1] - foot[1], top[1] - joint[1], np.inf
        for number, shown, middle, room in zip(self.numbers, values, middles, rooms, strict=True):
            number.set_value(shown).move_to(middle)
            number.set_fill(opacity=1.0 if room >= HOLDS_NUMBER else 0.0)
        self.place.set_value(at)
        if self.parts.taken:  # it changes sides out of sight
            apart = abs(foot[0] - self.turn)
            self.numbers[2].set_fill(opacity=min(apart / CHANGES_SIDES, 1.0))
        half, window = self.foot.width / 2, self.plot.window
        x = min(max(foot[0], window.left + EDGE + half), window.right - EDGE - half)
        self.foot.move_to(np.array([x, foot[1] - FOOT_LINE, 0.0]))

    def _at_the_cut(self, joint: np.ndarray, top: np.ndarray) -> np.ndarray:
        """To the right of the cut, once there is one."""
        if joint[0] < self.turn:
            return self._above(top)
        aside = self.breadth / 2 + self.numbers[2].advance / 2 + BESIDE
        place: np.ndarray = joint + aside * mn.RIGHT
        return place

    def _above(self, top: np.ndarray) -> np.ndarray:
        """Above the column or, where the curve is steep, beside its top on the side of the sky."""
        flat = 0.0 if self.parts.taken else float(self.parts.high(self.start))
        share = (top[1] - self.plot.point(0.0, flat)[1]) / FREE
        out = mn.smooth(min(max(share, 0.0), 1.0))
        down = mn.smooth(min(max(share - 1.0, 0.0), 1.0))
        side = -1 if top[0] > 0 or self.parts.taken else 1
        aside = side * out * (self.breadth / 2 + self.numbers[2].advance / 2 + BESIDE)
        place: np.ndarray = top + np.array([aside, ABOVE + down * (ASIDE - ABOVE), 0.0])
        return place
