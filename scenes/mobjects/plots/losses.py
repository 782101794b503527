"""What is read of a training: its loss as a number, and its way down a logarithmic axis."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

TICK, OFF_TICK, NUMBERS = 0.12, 0.24, 5
"""Of an axis; from it to the right end of a number; and how many numbers it has at most."""
MIDDLE = 0.33
"""Half the height of a digit, in em."""
BELOW, APART = 0.5, 0.22
"""From the plot down to the baseline of the step; between a name and its number."""
ON_LEVEL, ROW = 0.09, 0.34
"""From a level up to the words on it, and at least so far from one row of words to the next."""
DOT = 0.15
"""The radius of what rides down the loss."""
TINY = 1e-30
"""A loss below this is 0 on a logarithmic axis."""


def two_digits(error: float) -> str:
    """A loss or an error as plain text."""
    return Notation.of_errors([error])(error)


class Loss(mn.VGroup, Live[float]):
    """A loss, with its name."""

    def __init__(self, theme: Theme, value: float, place: np.ndarray, role: str) -> None:
        called = Typeset("loss", theme, SIZES.question, role).place(place)
        self.reading = Glyphs("0", theme, SIZES.question, role)
        super().__init__(called, self.reading)
        self.reading.place(place + (called.width + APART) * mn.RIGHT)
        self.set_value(value)

    def set_value(self, value: float) -> Self:
        """Show another loss."""
        self.reading.spell(two_digits(value))
        return self


class LossPlot(Window, mn.VGroup, Live[int]):
    """One of several ways (m, k) of the loss, at steps (k,), as far as one of these moments.

    The axis is logarithmic. levels: losses to compare with, with what is written at each.
    """

    def __init__(
        self,
        theme: Theme,
        ways: np.ndarray,
        steps: np.ndarray,
        levels: dict[float, str],
        window: Region,
    ) -> None:
        super().__init__()
        self.window, self.x_range, self.step_numbers = window, (0.0, 1.0), steps
        heights = np.log10(np.maximum(ways, TINY))
        reached = np.append(heights, np.log10(list(levels)))
        self.y_range = float(np.floor(reached.min())), float(np.ceil(reached.max()))
        shares = np.linspace(0, 1, len(steps))
        self.ways = [self.points_of(np.column_stack([shares, each])) for each in heights]
        powers = np.arange(self.y_range[1], self.y_range[0] - 1, -1)
        places = self.points_of(np.column_stack([np.zeros(len(powers)), powers]))
        corner = places[-1]
        sides = np.array([places[0], corner, corner + window.width * mn.RIGHT])
        ticks = np.stack([places + TICK * mn.LEFT, places], axis=1)
        self.axes = stroked(theme.axis, STROKES.axis, polyline(sides, ticks))
        self.numbers = mn.VGroup()
        every = -(-len(powers) // NUMBERS)
        for place, power in zip(places[::every], powers[::every], strict=True):
            number = Typeset(f"$10^({int(power)})$", theme, SIZES.label, "muted")
            self.numbers.add(number.place(place - [OFF_TICK, MIDDLE * SIZES.label, 0], align=1))
        scale = Typeset("each tick: ÷ 10", theme, SIZES.label, "muted")
        scale.place(np.array([window.right, window.top, 0.0]), align=1)
        self.line, self.before = (
            stroked(colour, width, np.zeros((0, 3)))
            for colour, width in (
                (theme.error, STROKES.curve),
                (theme.faint("error"), STROKES.guide),
            )
        )
        self.dot = mn.Circle(DOT, stroke_width=0, fill_color=theme.ink, fill_opacity=1)
        for line in (self.line, self.before):
            exempt(line, "covered", "the dot rides on it, and one way lies on another")
        exempt(self.before, "jump", "it is there under the way that leaves")
        called = Typeset("step", theme, SIZES.formula, "muted").place(corner + BELOW * mn.DOWN)
        self.step = Glyphs("0", theme, SIZES.formula)
        self.step.place(corner - [-called.width - APART, BELOW, 0])
        self.levels, last = mn.VGroup(), -np.inf
        for loss, words in sorted(levels.items()):
            ends = self.points_of(np.array([[0.0, np.log10(loss)], [1.0, np.log10(loss)]]))
            last = max(ends[0][1] + ON_LEVEL, last + ROW)
            text = Typeset(words, theme, SIZES.label, "target")
            text.place(np.array([window.left + TICK, last, 0.0]))
            self.levels.add(stroked(theme.target, STROKES.guide, polyline(ends)), text)
        self.add(
            self.axes, self.numbers, scale, self.before, self.line, self.dot, called, self.step
        )
        self.show_way(0)

    def show_way(self, which: int, moment: int = 0) -> Self:
        """Show another way from now on; the one before stays, pale."""
        self.before.set_points(self.line.points.copy())
        self.way = self.ways[which]
        return self.set_value(moment)

    def set_value(self, value: int) -> Self:
        """Show the way of the loss up to another moment."""
        self.line.set_points(polyline(self.way[: max(value, 1) + 1]))
        self.dot.move_to(self.way[value])
        self.step.spell(f"{int(self.step_numbers[value])}")
        return self
