"""The entries of vectors as bars on a water line, and the floor that comes up to it."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import Activation
from scenes.layout import EDGE, FRAME, MARGIN
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import DASHED, Melting, dashes, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import SMALLEST, fitting_size
from scenes.mobjects.text.glyphs import HEIGHT, Glyphs, advance
from scenes.mobjects.text.notation import MINUS, Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

ROLES = ("ramp", "second", "third")  # the colours of entries, in turn
TOP = 2.4  # up to here come the numbers at the bars
ROWS = (-2.76, -3.5), (-2.3, -3.48)
"""The baselines of what goes in and of what comes out; of one vector alone."""
START, LEAST = -4.8, 0.2
"""Where the floor comes from; what part of the tallest bar has room on the other side of zero."""
LEFT, RIGHT, NAMED = MARGIN - EDGE, EDGE - MARGIN, (1.6, 2.65)
"""Between them are vectors side by side, each after room for its name, or one alone."""
SLOT, BODY, INSIDE = 4.0, 0.62, 0.12
"""The room of an entry at most; the part that its bar takes; from numbers to brackets to names."""
NUMBER, ALONE, DIGITS, FILLS = 0.64, 0.85, 4, 0.93
"""The size of numbers, of those at the bars of one vector alone; how much of its room one takes."""
NAMES, WORD = 0.45, 0.55  # the sizes of the names of rows, and of terms and the floor at most
BEYOND, ABOVE, PLATE, LIGHT = 0.14, 0.75, 0.8, 0.13
"""From a line to what stands on it or hangs, from the rows up to that, and from the floor to where
its light ends; how bright."""
PASSING: tuple[FaultKind, ...] = ("crossing", "overlap", "contrast", "covered")


class Bar(mn.VGroup, Live[float]):
    """One entry: what is positive stands on the floor, what is negative hangs in the ground.

    `number` is at its tip and counts. written: the entry, and what comes out, in rows below.
    ghost: where it hung. light: around it while it is pushed.
    """

    def __init__(
        self, picture: Bars, entry: float, role: str, size: float, foot: np.ndarray
    ) -> None:
        theme, self.notation, self.up = picture.theme, picture.notation, picture.up
        self.hangs = entry < 0  # as long as nothing comes from below, so does the number
        self.role, self.entry, self.foot, self.half = role, entry, foot, BODY * picture.slot / 2
        colour = theme.colour(role)
        self.body = mn.VMobject(stroke_width=0, fill_opacity=1)
        ends = mn.ManimColor(theme.body(role)), mn.ManimColor(colour)
        self.body.fill_rgbas = np.array([end.to_rgba() for end in ends])
        exempt(self.body, "contrast", "its tip is a strong line, however short the bar is")
        self.tip = stroked(colour, STROKES.strong, np.zeros((4, 3)))
        around = polyline(dashes(self.corners(entry), DASHED))
        self.ghost = stroked(colour, STROKES.guide, around)
        exempt(self.ghost, "contrast", "it lies around its bar until that leaves")
        exempt(self.ghost, "twins", "a bar that hung by a little has not far to go")
        sizes = picture.largest, size, size
        self.number, *self.written = (Glyphs("0", theme, each, role) for each in sizes)
        names(self.number, self.body)
        values = entry, max(entry, 0.0)
        for height, text, value in zip(picture.rows, self.written, values, strict=True):
            exempt(text, "contrast", "the light of the floor passes behind it")
            self.put(text.spell(self.notation(value)), height)
        super().__init__(self.body, self.tip)
        self.light = exempt(Glow(self.tip, theme), "overlap", "it lies around what is pushed")
        self.set_value(entry)

    def corners(self, value: float) -> np.ndarray:
        """Around a bar of this value, from its left foot over its tip to its right foot."""
        half, tip = self.half * mn.RIGHT, self.foot + value * self.up * mn.UP
        return np.array([self.foot - half, tip - half, tip + half, self.foot + half])

    def put(self, text: Glyphs, height: float) -> Glyphs:
        """Place a text above the bar or below: its digits are in the middle, signs hang out."""
        digits = text.size * advance(text.text.lstrip(MINUS + "+"))
        return text.place(np.array([self.foot[0] + digits / 2 - text.advance, height, 0.0]))

    def set_value(self, value: float) -> Self:
        """Be so high, or so deep, and say so."""
        self.value, corners = value, self.corners(value)
        self.body.set_points(polygon(corners))
        self.body.sheen_direction = mn.DOWN if value < 0 else mn.UP  # brightest at its tip
        self.tip.set_points(polyline(corners[1:3]))
        self.light.lie_around(self.tip.copy().set_points(polyline(corners)))
        height = max(corners[1, 1], self.foot[1]) + BEYOND
        if value < 0 and self.hangs:
            height = corners[1, 1] - BEYOND - HEIGHT * self.number.size
        self.put(self.number.spell(self.notation(value)), height)
        return self


class Bars(Ground):
    """Bars of vectors side by side on one scale, and the floor; those of the first are there."""

    def __init__(
        self, theme: Theme, activation: Activation, notation: Notation | None = None
    ) -> None:
        self.activation, (count, length) = activation, activation.inputs.shape
        values = activation.inputs.ravel()
        self.notation = notation or Notation.of(values, digits=DIGITS)
        high, deep = max(0.0, float(values.max())), max(0.0, -float(values.min()))
        least = LEAST * (max(high, deep) or 1.0)
        high, deep = max(high, least), max(deep, least)
        named, most = np.array(NAMED[:count]), ALONE if count == 1 else NUMBER
        room = (RIGHT - LEFT - named.sum()) / count
        self.slot = min(SLOT, room / length)
        widest = max(advance(self.notation(abs(value))) for value in values)
        fits = FILLS * self.slot / (widest + advance(MINUS))
        self.size, self.largest = (max(SMALLEST, min(each, fits)) for each in (NUMBER, most))
        self.rows = ROWS[count == 1]
        above = BEYOND + HEIGHT * self.largest
        low = self.rows[0] + ABOVE + above * bool(values.min() < 0)
        self.up = (TOP - above - low) / (high + deep)
        self.zero = low + deep * self.up
        super().__init__(theme, FRAME, (FRAME.left, FRAME.right), self.zero, up=self.up)
        size = self.size
        reach = (length - 1) / 2 * self.slot + widest * size / 2 + INSIDE
        self.bars, self.sides = list[list[Bar]](), list[np.ndarray]()
        middles = LEFT + np.cumsum(named) + room * (np.arange(count) + 0.5)
        for middle, entries in zip(middles, activation.inputs.tolist(), strict=True):
            feet = middle + (np.arange(length) - (length - 1) / 2) * self.slot
            self.bars.append(
                [
                    Bar(self, entry, ROLES[k % len(ROLES)], size, np.array([x, self.zero, 0.0]))
                    for k, (x, entry) in enumerate(zip(feet, entries, strict=True))
                ]
            )
            self.sides.append(middle + np.array([-reach - advance(MINUS) * size, reach]))
        nought = Glyphs("0", theme, NAMES, "muted")
        self.floor = Floor(theme, self)
        self.add(self.floor.plate, nought.place(np.array([LEFT, self.zero + BEYOND, 0.0])))
        self.add(*self.bars[0], self.floor)

    @property
    def hanging(self) -> list[Bar]:
        """The bars of negative entries."""
        return [bar for bars in self.bars for bar in bars if bar.entry < 0]

    def term(self, bar: Bar) -> Typeset:
        """What comes out of a bar, as the larger of two: between its rows."""
        term = f"$max(0, #{bar.role}[${self.notation.markup(bar.entry)}$])$"
        size = fitting_size([term], FILLS * self.slot, WORD)
        place = np.array([bar.foot[0], np.mean(self.rows), 0.0])
        typeset = Typeset(term, self.theme, size).place(place, 0.5)
        return exempt(typeset, "overlap", "what comes out drops out of it")

    def row(self, vector: int, row: int, markup: str) -> mn.VGroup:
        """The name of a row of a vector, and brackets around its numbers."""
        left, right = self.sides[vector]
        opens, closes = (Glyphs(text, self.theme, self.size, "ink") for text in "[]")
        opens.place(np.array([left, self.rows[row], 0.0]), 1.0)
        closes.place(np.array([right, self.rows[row], 0.0]))
        name = Typeset(markup, self.theme, NAMES)
        name.place(np.array([left - opens.advance - INSIDE, self.rows[row], 0.0]), 1.0)
        around = mn.VGroup(name, opens, closes)
        return exempt(around, "contrast", "the light of the floor passes behind it")


class Floor(mn.VGroup, Live[float]):
    """ReLU as a bright line with its name on it; its value is the height that it has reached.

    plate: its light on what is below, behind the bars.
    """

    def __init__(self, theme: Theme, picture: Bars) -> None:
        self.picture, self.reached = picture, START
        self.line = stroked(theme.ink, STROKES.strong, polyline(np.outer([-EDGE, EDGE], mn.RIGHT)))
        self.plate = Melting(stroke_width=0, fill_color=theme.ink, fill_opacity=LIGHT)
        corners = np.array([[-EDGE, 0], [EDGE, 0], [EDGE, -PLATE], [-EDGE, -PLATE]])
        self.plate.set_points(polygon(np.column_stack([corners, np.zeros(4)])))
        self.plate.melt(np.zeros(3), PLATE * mn.DOWN)
        self.word = Typeset("ReLU", theme, WORD)
        self.word.place(np.array([LEFT, -BEYOND - HEIGHT * WORD, 0.0]))
        super().__init__(Glow(self.line, theme), self.line, self.word)
        exempt(self, "cut", "the floor goes on beyond the frame")
        exempt(self.plate, "cut", "its light goes on beyond the frame")
        for fault in PASSING:
            exempt(self, fault, "it pushes up what hangs in the ground")
        self.shift(START * mn.UP)
        self.plate.shift(START * mn.UP).melt(START * mn.UP, (START - PLATE) * mn.UP)

    def set_value(self, value: float) -> Self:
        """Be so high: what hangs in the way does so at most down to here."""
        step, picture, self.reached = (value - self.reached) * mn.UP, self.picture, value
        self.shift(step)
        self.plate.shift(step).melt(value * mn.UP, (value - PLATE) * mn.UP)
        level = min(0.0, (value - picture.zero) / picture.up)
        for bars, entries in zip(picture.bars, picture.activation.over(level), strict=True):
            for bar, entry in zip(bars, entries.tolist(), strict=True):
                bar.set_value(entry)
        return self
