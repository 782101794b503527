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
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import SMALLEST
from scenes.mobjects.text.glyphs import HEIGHT, Glyphs, advance
from scenes.mobjects.text.notation import MINUS, Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

ROLES = ("ramp", "second", "third")  # the colours of entries, in turn
TOP, BOTTOM = 2.15, -2.15  # between these heights are all bars and their numbers
ROWS = (-2.8, -3.48)  # the baselines of what goes in, and of what comes out
START, LEAST = -4.4, 0.3
"""Where the floor comes from; what part of the tallest bar has room on the other side of zero."""
LEFT, RIGHT = -4.3, EDGE - MARGIN  # between them are the bars
SLOT, BODY, INSIDE = 4.0, 0.62, 0.02
"""The room of an entry at most; the parts that its bar takes, and from its end to a bracket."""
NUMBER, DIGITS, FILLS = 0.64, 4, 0.95
"""The size of numbers, and how much of its room the longest one takes."""
NAMES, NAMES_END = 0.5, -4.55  # the size of the names of rows, and where they end
BEYOND, UNDER, PLATE, LIGHT = 0.14, 0.2, 0.8, 0.13
"""From a tip to its number, from the floor to its name, and to where its light ends; how bright."""
PASSING: tuple[FaultKind, ...] = ("crossing", "overlap", "contrast", "covered")


class Bar(mn.VGroup, Live[float]):
    """One entry: what is positive stands on the floor, what is negative hangs in the ground.

    `number` stands above it and counts. written: the entry, and what comes out, in rows below.
    ghost: where it hung.
    """

    def __init__(self, theme: Theme, notation: Notation, role: str, size: float) -> None:
        self.entry, self.value, self.notation, self.role = 0.0, 0.0, notation, role
        colour = theme.colour(role)
        self.body = mn.VMobject(stroke_width=0, fill_opacity=1)
        ends = mn.ManimColor(theme.body(role)), mn.ManimColor(colour)
        self.body.fill_rgbas = np.array([end.to_rgba() for end in ends])
        self.tip = stroked(colour, STROKES.strong, np.zeros((4, 3)))
        self.ghost = stroked(colour, STROKES.guide, np.zeros((4, 3)))
        exempt(self.ghost, "contrast", "it lies around its bar until that leaves")
        self.number, *self.written = (Glyphs("0", theme, size, role) for _ in range(3))
        for text in self.written:
            exempt(text, "contrast", "the light of the floor passes behind it")
            exempt(text, "overlap", "what comes out is written past what went in")
        super().__init__(self.body, self.tip)

    def lay(self, foot: np.ndarray, half: float, up: float) -> Self:
        """Stand elsewhere: the middle of the end at zero, half the width, up for 1."""
        self.foot, self.half, self.up = foot, half, up
        values = self.entry, max(self.entry, 0.0)
        for height, text, value in zip(ROWS, self.written, values, strict=True):
            self.put(text.spell(self.notation(value)), height)
        self.ghost.set_points(polyline(dashes(self.corners(self.entry), DASHED)))
        return self.set_value(self.value)

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
        height = max(corners[1, 1], self.foot[1]) + BEYOND
        self.put(self.number.spell(self.notation(value)), height)
        return self


class Bars(Ground, Live[np.ndarray]):
    """Bars of one vector at a time, and the floor.

    Its value is a view: up for 1, and the height of zero.
    """

    def __init__(self, theme: Theme, activation: Activation) -> None:
        self.activation, inputs = activation, activation.inputs
        notation = Notation.of(inputs.flat, digits=DIGITS)
        self.slot = min(SLOT, (RIGHT - LEFT) / inputs.shape[1])
        texts = [notation(value).lstrip(MINUS) for value in inputs.flat]
        widest = max(map(advance, texts)) + 2 * advance(MINUS)  # signs hang out
        size = max(SMALLEST, min(NUMBER, FILLS * self.slot / widest))
        super().__init__(theme, FRAME, (FRAME.left, FRAME.right), 0.0)
        count = range(inputs.shape[1])
        self.bars = [Bar(theme, notation, ROLES[k % len(ROLES)], size) for k in count]
        self.nought = Glyphs("0", theme, NAMES, "muted")
        self.floor = Floor(theme, self)
        self.add(self.floor.plate, self.nought, *self.bars, self.floor)
        self.seen = self.view(0)
        self.take(0)
        middle, reach = (LEFT + RIGHT) / 2, (len(count) / 2 - INSIDE) * self.slot
        self.brackets = [
            [
                Glyphs(text, theme, size, "ink").place(np.array([x, height, 0.0]), 0.5)
                for text, x in zip("()", (middle - reach, middle + reach), strict=True)
            ]
            for height in ROWS
        ]

    @property
    def hanging(self) -> list[Bar]:
        """The bars of negative entries."""
        return [bar for bar in self.bars if bar.entry < 0]

    def take(self, vector: int) -> None:
        """Be the bars of another vector, wherever they are drawn."""
        self.vector = vector
        for bar, entry in zip(self.bars, self.activation.inputs[vector].tolist(), strict=True):
            bar.entry = entry
        self.set_value(self.seen)

    def view(self, vector: int) -> np.ndarray:
        """A scale that has room for all vectors up to this one."""
        seen = self.activation.inputs[: vector + 1]
        high, deep = max(0.0, float(seen.max())), max(0.0, -float(seen.min()))
        least = LEAST * (max(high, deep) or 1.0)
        high, deep = max(high, least), max(deep, least)
        up = (TOP - BOTTOM - BEYOND - HEIGHT * NUMBER) / (high + deep)
        return np.array([up, BOTTOM + deep * up])

    def set_value(self, value: np.ndarray) -> Self:
        """Show this view."""
        self.seen, (self.up, self.zero) = value, map(float, value)
        self.lay(FRAME, self.x_range, self.zero, self.up)
        for k, bar in enumerate(self.bars):
            x = (LEFT + RIGHT) / 2 + (k + 0.5 - len(self.bars) / 2) * self.slot
            bar.lay(np.array([x, self.zero, 0.0]), BODY * self.slot / 2, self.up)
        self.nought.place(np.array([MARGIN - EDGE, self.zero + BEYOND, 0.0]))
        if self.floor.risen:
            self.floor.set_value(self.zero)
        return self

    def title(self, row: int, markup: str) -> Typeset:
        """The name of a row."""
        name = Typeset(markup, self.theme, NAMES)
        return name.place(np.array([NAMES_END, ROWS[row], 0.0]), 1.0)


class Floor(mn.VGroup, Live[float]):
    """ReLU as a bright line with its name below; its value is the height that it has reached.

    plate: its light on what is below, behind the bars.
    """

    def __init__(self, theme: Theme, picture: Bars) -> None:
        self.picture, self.reached, self.risen = picture, START, False
        self.line = stroked(theme.ink, STROKES.strong, polyline(np.outer([-EDGE, EDGE], mn.RIGHT)))
        self.plate = Melting(stroke_width=0, fill_color=theme.ink, fill_opacity=LIGHT)
        corners = np.array([[-EDGE, 0], [EDGE, 0], [EDGE, -PLATE], [-EDGE, -PLATE]])
        self.plate.set_points(polygon(np.column_stack([corners, np.zeros(4)])))
        self.plate.melt(np.zeros(3), PLATE * mn.DOWN)
        foot = np.array([MARGIN - EDGE, -UNDER - HEIGHT * NUMBER, 0.0])
        self.word = Typeset("ReLU", theme, NUMBER).place(foot)
        super().__init__(Glow(self.line, theme), self.line, self.word)
        exempt(self, "cut", "the floor goes on beyond the frame")
        exempt(self.plate, "cut", "its light goes on beyond the frame")
        for fault in PASSING:
            exempt(self, fault, "it pushes up what hangs in the ground")
        self.shift(START * mn.UP)
        self.plate.shift(START * mn.UP).melt(START * mn.UP, (START - PLATE) * mn.UP)

    def set_value(self, value: float) -> Self:
        """Be so high: what hangs in the way does so at most down to here."""
        step, picture = (value - self.reached) * mn.UP, self.picture
        self.reached, self.risen = value, abs(value - picture.zero) < 1e-9
        self.shift(step)
        self.plate.shift(step).melt(value * mn.UP, (value - PLATE) * mn.UP)
        level = min(0.0, (value - picture.zero) / picture.up)
        entries = picture.activation.over(level)[picture.vector].tolist()
        for bar, entry in zip(picture.bars, entries, strict=True):
            bar.set_value(entry)
        return self
