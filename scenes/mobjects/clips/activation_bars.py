"""The entries of vectors as bars on a water line, and the floor that comes up to it."""

from __future__ import annotations

from itertools import chain
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Activation
from scenes.layout import EDGE, FRAME, MARGIN, Region
from scenes.mobjects.arrows import arrow
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.labels import box_of, places_near, put_clear
from scenes.mobjects.lines import DASHED, dashes, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import SMALLEST
from scenes.mobjects.text.glyphs import HEIGHT, Glyphs, advance
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

ROLES = ("ramp", "second", "third")  # the colours of entries, in turn
TOP, BOTTOM = 2.35, -2.05  # between these heights are all bars and their numbers
START, LEAST = -3.0, 0.2
"""Where the floor comes from; what part of the tallest bar has room on the other side of zero."""
ROWS = (-2.83, -3.48)  # the baselines of what goes in, and of what comes out
SLOT, BODY = 2.2, 0.74  # the room of an entry at most, and how much of it its bar takes
NUMBER, IN_A_ROW, NAME, DIGITS = 0.62, 0.92, 0.42, 4
LABELS, BETWEEN = 2.45, 0.6
"""The room left of the vectors, where rows are named, and between two vectors."""
WORD_AT = np.array([MARGIN - EDGE, 0.2, 0.0])  # the floor's name, seen from its middle
PASSING: tuple[FaultKind, ...] = ("crossing", "overlap", "contrast")
BEYOND, HEAD_AT = 0.14, 1.7
"""From the tip of a bar to its number; the height of titles where bars leave it free."""


class Bar(mn.VGroup, Live[float]):
    """One entry: what is positive stands on the floor, what is negative hangs in the ground.

    foot: the middle of its end at zero. unit: frame units from there to its side, and up for 1.
    number: that of the entry, beyond its tip.
    """

    number: Glyphs

    def __init__(
        self, foot: np.ndarray, unit: tuple[float, float], entry: float, theme: Theme, role: str
    ) -> None:
        self.foot, self.unit, self.entry, self.theme, self.role = foot, unit, entry, theme, role
        self.body = mn.VMobject(stroke_width=0, fill_opacity=1)
        self.tip = stroked(theme.colour(role), STROKES.strong, np.zeros((4, 3)))
        super().__init__(self.body, self.tip)
        exempt(self.tip, "contrast", "the floor pushes it up")
        self.set_value(0.0).tone(quiet=False)

    def corners(self, value: float) -> np.ndarray:
        """Around a bar of this value, from its left foot over its tip to its right foot."""
        (across, up), foot = self.unit, self.foot
        half, tip = across * mn.RIGHT, foot + value * up * mn.UP
        return np.array([foot - half, tip - half, tip + half, foot + half])

    def set_value(self, value: float) -> Self:
        """Be so high, or so deep."""
        corners = self.corners(value)
        self.body.set_points(polygon(corners))
        self.body.sheen_direction = mn.DOWN if value < 0 else mn.UP  # brightest at its tip
        self.tip.set_points(polyline(corners[1:3]))
        return self

    def write(self, text: str, value: float, size: float) -> Glyphs:
        """A number beyond the tip of a bar of this value."""
        number = Glyphs(text, self.theme, size, self.role)
        exempt(number, "contrast", "the floor passes it")
        off = -BEYOND - HEIGHT * size if value < 0 else BEYOND
        return number.place(self.foot + (value * self.unit[1] + off) * mn.UP, align=0.5)

    def ghost(self) -> mn.VMobject:
        """The dashed outline of where it hung."""
        around = polyline(dashes(self.corners(self.entry), DASHED))
        outline = stroked(self.theme.faint(self.role), STROKES.curve - 2, around)
        return exempt(outline, "contrast", "it lies around its bar until that leaves")

    def tone(self, *, quiet: bool) -> Self:
        """Step back, or come to the fore."""
        theme, role = self.theme, self.role
        ends = theme.body(role), theme.body(role) if quiet else theme.colour(role)
        self.body.fill_rgbas = np.array([mn.ManimColor(end).to_rgba() for end in ends])
        self.tip.set_stroke(theme.faint(role) if quiet else theme.colour(role))
        return self


class Row(mn.VGroup):
    """A vector under its bars, entry under entry: what goes in (0), or what comes out (1).

    kept: the numbers that ReLU leaves as they are. marks: the parentheses, and the name.
    """

    def __init__(self, picture: Bars, bars: list[Bar], values: list[float], which: int) -> None:
        theme, size = picture.theme, IN_A_ROW * picture.size
        self.numbers, self.kept = mn.VGroup(), mn.VGroup()
        places = [np.array([bar.foot[0], ROWS[which], 0.0]) for bar in bars]
        for bar, value, place in zip(bars, values, places, strict=True):
            number = Glyphs(picture.write(value), theme, size, bar.role).place(place, align=0.5)
            self.numbers.add(exempt(number, "overlap", "it comes out of the one above it"))
            if bar.entry >= 0:
                self.kept.add(number)
        reach = (picture.slot / 2 + 0.03) * mn.RIGHT
        left = Typeset("$\\($", theme, NUMBER).place(places[0] - reach, 0.5)
        right = Typeset("$\\)$", theme, NUMBER).place(places[-1] + reach, 0.5)
        self.marks = mn.VGroup(left, right)
        if bars is picture.bars[0]:
            name = Typeset(("before ReLU", "after ReLU")[which], theme, NAME)
            self.marks.add(name.place(places[0] - reach + 0.18 * mn.LEFT, align=1.0))
        super().__init__(self.marks, self.numbers)


class Floor(mn.VGroup):
    """The floor on its way: a bright line, what brings it up, and an arrow."""

    def __init__(self, theme: Theme) -> None:
        self.line = stroked(theme.ink, STROKES.strong, polyline(np.outer([-EDGE, EDGE], mn.RIGHT)))
        self.word = Typeset("ReLU", theme, NUMBER).place(WORD_AT)
        foot = WORD_AT + (self.word.advance + 0.3) * mn.RIGHT
        self.arrow = arrow(theme, "ink", np.array([foot, foot + 0.55 * mn.UP]))
        self.glow = Glow(self.line, theme)
        super().__init__(self.glow, self.line, self.word, self.arrow)
        exempt(self, "cut", "the floor goes on beyond the frame")
        for fault in PASSING:
            exempt(self, fault, "it passes what hangs in the ground, and the line at zero")

    def lie(self, height: float) -> Self:
        """Lie at this height of the frame."""
        return self.shift((height - self.line.get_start()[1]) * mn.UP)


class Bars(Ground, Live[float]):
    """Bars of one vector or two side by side; its value is the height of the frame of the floor.

    size: the em height of numbers at bars. zero: the value at which the floor is at zero.
    """

    def __init__(self, theme: Theme, activation: Activation) -> None:
        inputs = activation.inputs
        self.activation, (vectors, entries) = activation, inputs.shape
        self.notation = Notation.of(inputs.flat, digits=DIGITS)
        gaps = LABELS + BETWEEN * (vectors - 1)
        self.slot = min(SLOT, (2 * (EDGE - MARGIN) - gaps - 0.1) / entries / vectors)
        widest = max(advance(self.write(value)) for value in inputs.flat)
        self.size = max(SMALLEST, min(NUMBER, (self.slot - 0.16) / widest))
        number = BEYOND + HEIGHT * self.size
        highest, deepest = float(inputs.max()), -float(inputs.min())
        least = LEAST * (max(highest, deepest) or 1.0)
        highest, deepest = max(highest, least), max(deepest, least)
        up = (TOP - BOTTOM - 2 * number) / (highest + deepest)
        self.zero = BOTTOM + number + deepest * up
        super().__init__(theme, FRAME, (FRAME.left, FRAME.right), self.zero, up=up)
        width = entries * self.slot + BETWEEN
        left = -(gaps + vectors * entries * self.slot) / 2
        places = left + LABELS + self.slot * (np.arange(entries) + 0.5)
        roles = [ROLES[entry % len(ROLES)] for entry in range(entries)]
        half = BODY * self.slot / 2
        self.bars = [
            [
                Bar(self.point(x + vector * width, 0.0), (half, up), entry, theme, role)
                for x, entry, role in zip(places, row, roles, strict=True)
            ]
            for vector, row in enumerate(inputs.tolist())
        ]
        self.hanging = [bar for bar in chain(*self.bars) if bar.entry < 0]
        for bar in chain(*self.bars):
            bar.number = self.number_of(bar, bar.entry)
        self.floor = Floor(theme).lie(START)

    def write(self, value: float) -> str:
        """A number as all are written; nothing is just 0."""
        return self.notation(value) if value else "0"

    def number_of(self, bar: Bar, value: float) -> Glyphs:
        """A number beyond the tip of a bar, if that has this value."""
        return bar.write(self.write(value), value, self.size)

    def put_head(self, head: Typeset, vector: int) -> Typeset:
        """A title in the room of a vector, at its upper left if that is free."""
        bars, half = self.bars[vector], self.slot / 2 * mn.RIGHT
        left, right = (bars[0].foot - 1.4 * half)[0], (bars[-1].foot + half)[0]
        room = Region(left, max(right, left + head.width + 0.1), BOTTOM, TOP)
        at = np.array([left + head.width / 2 + 0.05, HEAD_AT, 0.0])
        taken = [box_of(bar.body).inset(*[-0.1] * 4) for bar in bars]
        numbers = [self.number_of(bar, value) for bar in bars for value in {bar.entry, 0.0}]
        for fault in PASSING:
            exempt(head, fault, "copies of bars pass it")
        places = [at, *places_near(head, at, room)]
        return put_clear(head, places, within=room, texts=[*numbers, *taken])

    def set_value(self, value: float) -> Self:
        """The floor has come so far; what hangs does so at most down to it."""
        self.floor.lie(value)
        level = min(0.0, float(self.data_of(np.array([[0.0, value, 0.0]]))[0, 1]))
        for bar, entry in zip(chain(*self.bars), self.activation.over(level).flat, strict=True):
            bar.set_value(float(entry))
        return self
