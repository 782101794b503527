"""The entries of vectors as bars on a water line, and the floor that comes up to it."""

from __future__ import annotations

from itertools import chain
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Activation
from scenes.layout import EDGE, FRAME, MARGIN
from scenes.mobjects.arrows import arrow
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import DASHED, dashes, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import SMALLEST, fits, fitting_size
from scenes.mobjects.text.glyphs import HEIGHT, Glyphs, advance
from scenes.mobjects.text.notation import Notation, as_markup
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

ROLES = ("ramp", "second", "third")  # the colours of entries, in turn
TOP, BOTTOM = 1.5, -2.05  # between these heights are all bars and their numbers
START, LEAST = -2.72, 0.2
"""Where the floor comes from; what part of the tallest bar has room on the other side of zero."""
HEADS_AT, LINE_AT = 1.74, -2.62  # the baselines of titles, and of what becomes of an entry
SLOT, BODY = 2.6, 0.84  # the room of an entry at most, and how much of it its bar takes
NUMBER, DIGITS = 0.58, 4
LABEL, BETWEEN = 1.8, 0.9
"""The room left of the vectors, where the floor bears its name, and between two vectors."""
BEYOND, UNDER = 0.14, 0.2
"""From the tip of a bar to its number, and from the floor down to its name."""
DIM = 0.55  # how much of its colour a bar keeps at its foot while another is spoken of
PASSING: tuple[FaultKind, ...] = ("crossing", "overlap", "contrast")


class Bar(mn.VGroup, Live[float]):
    """One entry: what is positive stands on the floor, what is negative hangs in the ground.

    foot: the middle of its end at zero. unit: frame units from there to its side, and up for 1.
    k: its place in the vector, from 0. number: that of the entry, above it.
    """

    number: Glyphs

    def __init__(
        self, foot: np.ndarray, unit: tuple[float, float], entry: float, theme: Theme, k: int
    ) -> None:
        self.foot, self.unit, self.entry, self.theme = foot, unit, entry, theme
        self.role = ROLES[k % len(ROLES)]
        self.body = mn.VMobject(stroke_width=0, fill_opacity=1)
        self.tip = stroked(theme.colour(self.role), STROKES.strong, np.zeros((4, 3)))
        super().__init__(self.body, self.tip)
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

    def ghost(self) -> mn.VMobject:
        """The dashed outline of where it hung."""
        around = polyline(dashes(self.corners(self.entry), DASHED))
        outline = stroked(self.theme.colour(self.role), STROKES.guide, around)
        return exempt(outline, "contrast", "it lies around its bar until that leaves")

    def tone(self, *, quiet: bool) -> Self:
        """Step back, or come to the fore."""
        theme, role = self.theme, self.role
        foot, tip = mn.ManimColor(theme.body(role)), theme.colour(role)
        if quiet:
            foot, tip = mn.ManimColor(theme.ground).interpolate(foot, DIM), theme.faint(role)
        self.body.fill_rgbas = np.array([mn.ManimColor(end).to_rgba() for end in (foot, tip)])
        self.tip.set_stroke(tip)
        return self


class Floor(mn.VGroup):
    """The floor on its way: a bright line, below it its name, and an arrow."""

    def __init__(self, theme: Theme) -> None:
        self.line = stroked(theme.ink, STROKES.strong, polyline(np.outer([-EDGE, EDGE], mn.RIGHT)))
        foot = np.array([MARGIN - EDGE, -UNDER - HEIGHT * NUMBER, 0.0])
        self.word = Typeset("ReLU", theme, NUMBER).place(foot)
        up = np.outer([0.0, HEIGHT * NUMBER], mn.UP)
        self.arrow = arrow(theme, "ink", up).next_to(self.word, buff=UNDER)
        self.glow = Glow(self.line, theme)
        super().__init__(self.glow, self.line, self.word, self.arrow)
        exempt(self, "cut", "the floor goes on beyond the frame")
        for fault in PASSING:
            exempt(self, fault, "it pushes up what hangs in the ground")


class Bars(Ground, Live[float]):
    """Bars of one vector or two side by side; its value is the height of the frame of the floor.

    size: the em height of numbers at bars. up: frame units of 1. zero: where the floor is at last.
    """

    def __init__(self, theme: Theme, activation: Activation) -> None:
        inputs = activation.inputs
        self.activation, (vectors, entries) = activation, inputs.shape
        self.notation = Notation.of(inputs.flat, digits=DIGITS)
        gaps = LABEL + BETWEEN * (vectors - 1)
        self.slot = min(SLOT, (2 * (EDGE - MARGIN) - gaps) / entries / vectors)
        widest = max(advance(self.write(value)) for value in inputs.flat)
        self.size = max(SMALLEST, min(NUMBER, (BODY * self.slot - UNDER) / widest))
        self.tall = HEIGHT * self.size
        highest, deepest = float(inputs.max()), -float(inputs.min())
        least = LEAST * (max(highest, deepest) or 1.0)
        highest, deepest = max(highest, least), max(deepest, least)
        for below in (0.0, BEYOND + self.tall):  # where not all ghosts hold their numbers
            up = self.up = (TOP - BOTTOM - BEYOND - self.tall - below) / (highest + deepest)
            if (-inputs[inputs < 0] * up > self.tall + BEYOND).all():
                break
        self.zero = BOTTOM + below + deepest * up
        super().__init__(theme, FRAME, (FRAME.left, FRAME.right), self.zero, up=up)
        width = entries * self.slot
        starts = LABEL - (gaps + vectors * width) / 2 + (width + BETWEEN) * np.arange(vectors)
        unit = BODY * self.slot / 2, up
        self.bars = [
            [
                Bar(self.point(start + self.slot * (k + 0.5), 0.0), unit, entry, theme, k)
                for k, entry in enumerate(row)
            ]
            for start, row in zip(starts, inputs.tolist(), strict=True)
        ]
        self.all = [*chain(*self.bars)]
        self.hanging = [bar for bar in self.all if bar.entry < 0]
        for bar in self.all:
            bar.number = self.above(bar, bar.entry)
        self.floor = Floor(theme).shift(START * mn.UP)

    def write(self, value: float) -> str:
        """A number as all are written; nothing is just 0."""
        return self.notation(value) if value else "0"

    def above(self, bar: Bar, value: float, text: str = "", role: str = "") -> Glyphs:
        """The number of a bar of this value, or another text: above it, or zero where it hangs."""
        number = Glyphs(text or self.write(value), self.theme, self.size, role or bar.role)
        return number.place(bar.foot + (max(value, 0.0) * self.up + BEYOND) * mn.UP, align=0.5)

    def sinks(self, bar: Bar) -> np.ndarray:
        """The way of the number of what hangs, from above zero into its ghost, or below that."""
        exempt(bar.number, "crossing", "it sinks through the floor")
        deep = -bar.entry * self.up
        down = (deep + self.tall) / 2 if deep > self.tall + BEYOND else deep + BEYOND + self.tall
        return np.array([0.0, -BEYOND - down, 0.0])

    def heads(self) -> list[Typeset]:
        """The titles of the vectors without and with the bias, whose entries stand there, too."""
        inputs, room = self.activation.inputs, self.slot * len(self.bars[0])
        entries = ", ".join(map(self.notation.markup, inputs[1] - inputs[0]))
        markups = ["without $#bias[$b$]$", f"with $#bias[$b = \\({entries}\\)$]$"]
        if not fits(markups[1], room):
            markups[1] = "with $#bias[$b$]$"
        size = fitting_size(markups, room, NUMBER)
        heads = [Typeset(markup, self.theme, size) for markup in markups]
        for head, bars in zip(heads, self.bars, strict=True):
            head.place(np.array([(bars[0].foot[0] + bars[-1].foot[0]) / 2, HEADS_AT, 0.0]), 0.5)
        return heads

    def compare(self, bar: Bar) -> Typeset:
        """What becomes of one entry, below it: the larger one of 0 and that."""
        entry, larger = (as_markup(self.write(value)) for value in (bar.entry, max(bar.entry, 0)))
        markup = f"$max\\(0, #{bar.role}[${entry}$]\\) = #{bar.role}[${larger}$]$"
        line = Typeset(markup, self.theme, NUMBER)
        reach = EDGE - MARGIN - line.advance / 2
        return line.place(np.array([np.clip(bar.foot[0], -reach, reach), LINE_AT, 0.0]), 0.5)

    def set_value(self, value: float) -> Self:
        """The floor has come so far; what hangs does so at most down to it."""
        self.floor.shift((value - self.floor.line.get_start()[1]) * mn.UP)
        level = min(0.0, float(self.data_of(np.array([[0.0, value, 0.0]]))[0, 1]))
        for bar, entry in zip(self.all, self.activation.over(level).flat, strict=True):
            bar.set_value(float(entry))
        return self
