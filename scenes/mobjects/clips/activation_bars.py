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
TOP, BOTTOM = 2.3, -2.15  # between these heights are all bars and their numbers
ROWS = (-2.86, -3.56)  # the baselines of what goes in, and of what comes out
START, LEAST = -4.4, 0.2
"""Where the floor comes from; what part of the tallest bar has room on the other side of zero."""
LEFT, RIGHT = -4.3, EDGE - MARGIN  # between them are the bars
SLOT, BODY, INSIDE = 4.0, 0.62, 0.02
"""The room of an entry at most; the parts that its bar takes, and from its end to a bracket."""
NUMBER, DIGITS, FILLS = 0.64, 4, 0.95
"""The size of numbers, and how much of its room the longest one takes."""
NAMES, NAMES_END = 0.5, -4.55  # the size of the names of rows, and where they end
BEYOND, UNDER, PLATE = 0.14, 0.2, 1.1
"""From a tip to its number, from the floor down to its name, and to where its light ends."""
PASSING: tuple[FaultKind, ...] = ("crossing", "overlap", "contrast", "covered")


class Bar(mn.VGroup, Live[float]):
    """One entry: what is positive stands on the floor, what is negative hangs in the ground.

    `number` stands above it and counts. written: the entry, and what comes out, in rows below.
    """

    def __init__(self, theme: Theme, entry: float, notation: Notation, k: int) -> None:
        self.entry, self.value, self.notation = entry, 0.0, notation
        self.role = ROLES[k % len(ROLES)]
        colour = theme.colour(self.role)
        self.body = mn.VMobject(stroke_width=0, fill_opacity=1)
        ends = mn.ManimColor(theme.body(self.role)), mn.ManimColor(colour)
        self.body.fill_rgbas = np.array([end.to_rgba() for end in ends])
        self.tip = stroked(colour, STROKES.strong, np.zeros((4, 3)))
        self.ghost = stroked(colour, STROKES.guide, np.zeros((4, 3)))
        exempt(self.ghost, "contrast", "it lies around its bar until that leaves")
        self.number, *self.written = (
            Glyphs(notation(value), theme, NUMBER, self.role)
            for value in (entry, entry, max(entry, 0.0))
        )
        super().__init__(self.body, self.tip)

    def lay(self, foot: np.ndarray, unit: tuple[float, float], size: float) -> Self:
        """Stand elsewhere: the middle of the end at zero, half the width, up for 1, type size."""
        self.foot, self.unit = foot, unit
        self.number.resize(size)
        for height, text in zip(ROWS, self.written, strict=True):
            self.put(text.resize(size), height)
        self.ghost.set_points(polyline(dashes(self.corners(self.entry), DASHED)))
        return self.set_value(self.value)

    def corners(self, value: float) -> np.ndarray:
        """Around a bar of this value, from its left foot over its tip to its right foot."""
        (across, up), foot = self.unit, self.foot
        half, tip = across * mn.RIGHT, foot + value * up * mn.UP
        return np.array([foot - half, tip - half, tip + half, foot + half])

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
        self.put(self.number.spell(self.notation(value)), max(corners[1, 1], self.foot[1]) + BEYOND)
        return self


class Bars(Ground, Live[np.ndarray]):
    """Bars of one vector or two, and the floor.

    Its value is a view: up for 1, the height of zero, an entry's room, and where vectors start.
    """

    def __init__(self, theme: Theme, activation: Activation) -> None:
        self.activation, inputs = activation, activation.inputs
        self.notation = Notation.of(inputs.flat, digits=DIGITS)
        texts = [self.notation(value).lstrip(MINUS) for value in inputs.flat]
        self.widest = max(map(advance, texts)) + 2 * advance(MINUS)  # signs hang out
        super().__init__(theme, FRAME, (FRAME.left, FRAME.right), 0.0)
        self.bars = [
            [Bar(theme, entry, self.notation, k) for k, entry in enumerate(row)]
            for row in inputs.tolist()
        ]
        self.brackets = [
            [[Glyphs(text, theme, NUMBER, "muted") for text in "()"] for _ in ROWS]
            for _ in self.bars
        ]
        self.nought = Glyphs("0", theme, NAMES, "muted")
        self.floor = Floor(theme, self)
        self.add(self.floor.plate, self.nought)
        self.set_value(self.view(0, 0))

    def hanging(self, vector: int) -> list[Bar]:
        """The bars of its negative entries."""
        return [bar for bar in self.bars[vector] if bar.entry < 0]

    def view(self, vector: int, wide: int) -> np.ndarray:
        """The view of one vector; its scale has room for all vectors up to `wide`."""
        inputs, n = self.activation.inputs, self.activation.inputs.shape[1]
        seen = inputs[: wide + 1]
        high, deep = max(0.0, float(seen.max())), max(0.0, -float(seen.min()))
        least = LEAST * (max(high, deep) or 1.0)
        high, deep = max(high, least), max(deep, least)
        up = (TOP - BOTTOM - BEYOND - HEIGHT * NUMBER) / (high + deep)
        slot = min(SLOT, (RIGHT - LEFT) / n)
        starts = (LEFT + RIGHT - n * slot) / 2 + 2 * EDGE * (np.arange(2) - vector)
        return np.array([up, BOTTOM + deep * up, slot, *starts])

    def set_value(self, value: np.ndarray) -> Self:
        """Show this view."""
        self.seen = value
        self.up, self.zero, slot = map(float, value[:3])
        self.lay(FRAME, self.x_range, self.zero, self.up)
        size = max(SMALLEST, min(NUMBER, FILLS * slot / self.widest))
        for start, bars, rows in zip(value[3:], self.bars, self.brackets, strict=False):
            for k, bar in enumerate(bars):
                foot = np.array([start + (k + 0.5) * slot, self.zero, 0.0])
                bar.lay(foot, (BODY * slot / 2, self.up), size)
            ends = start + slot * np.array([INSIDE, len(bars) - INSIDE])
            for height, pair in zip(ROWS, rows, strict=True):
                for x, bracket in zip(ends, pair, strict=True):
                    bracket.resize(size).place(np.array([x, height, 0.0]), align=0.5)
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

    vector: the one that it meets, if any. plate: its light on what is below, behind the bars.
    """

    def __init__(self, theme: Theme, picture: Bars) -> None:
        self.picture, self.reached, self.risen = picture, START, False
        self.vector: int | None = None
        self.line = stroked(theme.ink, STROKES.strong, polyline(np.outer([-EDGE, EDGE], mn.RIGHT)))
        self.plate = Melting(stroke_width=0, fill_color=theme.ink, fill_opacity=0.2)
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
        if self.vector is not None:
            level = min(0.0, (value - picture.zero) / picture.up)
            entries = picture.activation.over(level)[self.vector]
            for bar, entry in zip(picture.bars[self.vector], entries.tolist(), strict=True):
                bar.set_value(entry)
        return self
