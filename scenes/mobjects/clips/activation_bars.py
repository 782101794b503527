"""The entries of vectors as bars on a water line, and the floor that comes up to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Activation
from scenes.layout import FRAME, MARGIN
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import DASHED, dashes, filled, polygon, polyline, stroked
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
TOP, ROW, TITLE = 2.4, -3.45, -2.75
"""Up to here come the numbers at the bars; the baselines of the row below, and of what is above."""
START, LEAST = -4.8, 0.2
"""Where the floor comes from; what part of the tallest bar has room on the other side of zero."""
NAMED, GAP = 1.6, 0.14
"""The room for a floor's name, before the bars; half of what is between two floors."""
SLOT, BODY, INSIDE = 4.0, 0.62, 0.12
"""The room of an entry at most; the part that its bar takes; from numbers to brackets to names."""
NUMBER, ALONE, DIGITS, FILLS = 0.64, 0.85, 4, 0.93
"""The size of numbers, of those at the bars of one vector alone; how much of its room one takes."""
NAMES, WORD, VERDICT = 0.45, 0.55, 0.72  # the sizes of names, of terms and floors, of what changed
BEYOND, ABOVE, PLATE, LIGHT = 0.14, 0.65, 0.8, 0.13
"""From a line to what stands on it or hangs, from the row up to that, and from the floor to where
its light ends; how bright."""
PASSING: tuple[FaultKind, ...] = ("crossing", "overlap", "contrast", "covered")


class Bar(mn.VGroup, Live[float]):
    """One entry: what is positive stands on the floor, what is negative hangs in the ground.

    `number` is at its tip and counts. ghost: where it hung. light: around it while it is pushed.
    """

    def __init__(self, picture: Bars, entry: float, role: str, foot: np.ndarray) -> None:
        theme, self.notation, self.up = picture.theme, picture.notation, picture.up
        self.hangs = entry < 0  # as long as nothing comes from below, so does the number
        self.role, self.entry, self.foot, self.half = role, entry, foot, BODY * picture.slot / 2
        self.colour = colour = theme.colour(role)
        self.body = mn.VMobject(stroke_width=0, fill_opacity=1)
        ends = mn.ManimColor(theme.body(role)), mn.ManimColor(colour)
        self.body.fill_rgbas = np.array([end.to_rgba() for end in ends])
        exempt(self.body, "contrast", "its tip is a strong line, however short the bar is")
        self.tip = stroked(colour, STROKES.strong, np.zeros((4, 3)))
        around = polyline(dashes(self.corners(entry), DASHED))
        self.ghost = stroked(colour, STROKES.guide, around)
        exempt(self.ghost, "contrast", "it lies around its bar until that leaves")
        exempt(self.ghost, "twins", "a bar that hung by a little has not far to go")
        self.number = names(Glyphs("0", theme, picture.largest, role), self.body)
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
    """Bars of vectors on one scale, side by side, and a floor under each; the first are there."""

    def __init__(
        self, theme: Theme, activation: Activation, notation: Notation | None = None
    ) -> None:
        self.activation, (count, length) = activation, activation.inputs.shape
        values = activation.inputs.ravel()
        self.notation = notation or Notation.of(values, digits=DIGITS)
        high, deep = max(0.0, float(values.max())), max(0.0, -float(values.min()))
        least = LEAST * (max(high, deep) or 1.0)
        high, deep = max(high, least), max(deep, least)
        self.room, most = FRAME.width / count - 2 * MARGIN - NAMED, ALONE if count == 1 else NUMBER
        self.slot = min(SLOT, self.room / length)
        widest = max(advance(self.notation(abs(value))) for value in values)
        between = count > 1 and (activation.inputs[:, 1:] < 0).any()  # signs beside arrows
        fits = FILLS * self.slot / (widest + (1 + between) * advance(MINUS))
        self.size, self.largest = (max(SMALLEST, min(each, fits)) for each in (NUMBER, most))
        above = BEYOND + HEIGHT * self.largest
        low = TITLE + ABOVE
        if count == 1:  # its numbers hang with its bars
            low = ROW + ABOVE + above * bool(values.min() < 0)
        self.up = (TOP - above - low) / (high + deep)
        self.zero = low + deep * self.up
        super().__init__(theme, FRAME, (FRAME.left, FRAME.right), self.zero, up=self.up)
        self.reach = (length - 1) / 2 * self.slot + widest * self.size / 2 + INSIDE
        edges = np.linspace(FRAME.left - GAP, FRAME.right + GAP, count + 1)
        self.spans = np.column_stack([edges[:-1] + GAP, edges[1:] - GAP])
        self.middles = self.spans[:, 1] - MARGIN - self.room / 2
        self.bars, self.floors = list[list[Bar]](), list[Floor]()
        for k, entries in enumerate(activation.inputs.tolist()):
            feet = self.middles[k] + (np.arange(length) - (length - 1) / 2) * self.slot
            places = np.column_stack([feet, np.full(length, self.zero), np.zeros(length)])
            roles = [ROLES[k % len(ROLES)] for k in range(length)]
            each = zip(entries, roles, places, strict=True)
            self.bars.append([Bar(self, *bar) for bar in each])
            self.floors.append(Floor(theme, self, k))
        nought = Glyphs("0", theme, NAMES, "muted")
        nought.place(np.array([FRAME.left + MARGIN, self.zero + BEYOND, 0.0]))
        self.add(self.floors[0].plate, nought, *self.bars[0], self.floors[0])

    def hanging(self, vector: int = 0) -> list[Bar]:
        """The bars of negative entries."""
        return [bar for bar in self.bars[vector] if bar.entry < 0]

    def terms(self, vector: int) -> mn.VGroup:
        """What comes out of each bar, as the larger of two: the row."""
        bars, entry = self.bars[vector], self.notation.markup
        terms = [f"$max(0, #{bar.role}[${entry(bar.entry)}$])$" for bar in bars]
        size, row = fitting_size(terms, FILLS * self.slot, WORD), mn.VGroup()
        for bar, term in zip(bars, terms, strict=True):
            place = np.array([bar.foot[0], ROW, 0.0])
            row.add(Typeset(term, self.theme, size).place(place, 0.5))
        return row

    def steps(self, vector: int, markup: str, values: Sequence[float]) -> mn.VGroup:
        """A name, and numbers in brackets, each below its bar: the row."""
        sides = self.middles[vector] + np.array([-self.reach, self.reach])
        opens, closes = (Glyphs(text, self.theme, self.size, "ink") for text in "[]")
        signs = self.size * advance(MINUS) * any(value < 0 for value in values)
        opens.place(np.array([sides[0] - signs, ROW, 0.0]), 1.0)
        closes.place(np.array([sides[1], ROW, 0.0]))
        name = Typeset(markup, self.theme, NAMES)
        name.place(np.array([sides[0] - signs - opens.advance - INSIDE, ROW, 0.0]), 1.0)
        row = mn.VGroup(name, opens, closes)
        for bar, value in zip(self.bars[vector], values, strict=True):
            row.add(bar.put(Glyphs(self.notation(value), self.theme, self.size, "bias"), ROW))
        return row

    def verdict(self, vector: int, title: str = "") -> mn.VGroup:
        """How many entries of a vector ReLU has changed, below what tells it from the other."""
        changed, entries = self.activation.changed[vector], len(self.bars[vector])
        said = mn.VGroup()
        for markup, size, height in (
            (f"{title}ReLU changed", WORD, TITLE),
            (f"{changed} of {entries}", VERDICT, ROW),
        ):
            place = np.array([self.spans[vector].mean(), height, 0.0])
            said.add(Typeset(markup, self.theme, size).place(place, 0.5))
        return said


class Floor(mn.VGroup, Live[float]):
    """ReLU as a bright line with its name on it; its value is the height that it has reached.

    plate: its light on what is below, behind the bars.
    """

    def __init__(self, theme: Theme, picture: Bars, vector: int) -> None:
        self.picture, self.vector, self.reached = picture, vector, START
        left, right = picture.spans[vector]
        ends = np.outer([left, right], mn.RIGHT)
        self.line = stroked(theme.ink, STROKES.strong, polyline(ends))
        self.plate = filled(theme.ink, np.vstack([ends, ends[::-1] + PLATE * mn.DOWN]))
        self.plate.fill_rgbas = self.plate.fill_rgbas * np.array([[1, 1, 1, LIGHT], [1, 1, 1, 0]])
        self.plate.sheen_direction = mn.DOWN
        self.word = Typeset("ReLU", theme, WORD)
        self.word.place(np.array([left + MARGIN, -BEYOND - HEIGHT * WORD, 0.0]))
        super().__init__(Glow(self.line, theme), self.line, self.word)
        exempt(self, "cut", "the floor goes on beyond the frame")
        exempt(self.plate, "cut", "its light goes on beyond the frame")
        for fault in PASSING:
            exempt(self, fault, "it pushes up what hangs in the ground")
        mn.VGroup(self, self.plate).shift(START * mn.UP)

    def set_value(self, value: float) -> Self:
        """Be so high: what hangs in the way does so at most down to here."""
        picture = self.picture
        mn.VGroup(self, self.plate).shift((value - self.reached) * mn.UP)
        self.reached = value
        level = min(0.0, (value - picture.zero) / picture.up)
        entries = picture.activation.over(level)[self.vector].tolist()
        for bar, entry in zip(picture.bars[self.vector], entries, strict=True):
            bar.set_value(entry)
        return self
