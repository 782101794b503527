"""What is read of a training: its loss as a number, and its way down a logarithmic axis."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.plots.window import Window, padded
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import Notation, as_markup
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

TICK, OFF_TICK, NUMBERS = 0.12, 0.24, 5
"""Of an axis; from it to the right end of a number; and how many numbers it has at most."""
MIDDLE = 0.33
"""Half the height of a digit, in em."""
BELOW, APART = 0.5, 0.22
"""From the plot down to the baseline of the step; between a name and its number."""
MARK, BESIDE, ROW = 0.3, 0.45, 0.44
"""Of a mark on the axis: its length, from there to its text, and from that down to its number."""
ABOVE, HEAD = 1.0, 0.4
"""From the top of the axis up to what it measures, and to what is on its sides."""
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
    """The losses (k,) at steps (k,), on a logarithmic axis, as far as one of these moments."""

    def __init__(self, theme: Theme, losses: np.ndarray, steps: np.ndarray, window: Region) -> None:
        super().__init__()
        self.window, self.x_range, self.step_numbers = window, (0.0, 1.0), steps
        heights = np.log10(np.maximum(losses, TINY))
        self.y_range = float(np.floor(heights.min())), float(np.ceil(heights.max()))
        self.way = self.points_of(np.column_stack([np.linspace(0, 1, len(losses)), heights]))
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
        self.line = stroked(theme.error, STROKES.curve, self.way)
        self.dot = mn.Circle(DOT, stroke_width=0, fill_color=theme.ink, fill_opacity=1)
        exempt(self.line, "covered", "the dot rides on it")
        called = Typeset("step", theme, SIZES.formula, "muted").place(corner + BELOW * mn.DOWN)
        self.step = Glyphs("0", theme, SIZES.formula)
        self.step.place(corner - [-called.width - APART, BELOW, 0])
        self.add(self.axes, self.numbers, self.line, self.dot, called, self.step)
        self.set_value(0)

    def set_value(self, value: int) -> Self:
        """Show the way of the loss up to another moment."""
        self.line.set_points(polyline(self.way[: max(value, 1) + 1]))
        self.dot.move_to(self.way[value])
        self.step.spell(f"{int(self.step_numbers[value])}")
        return self


Marks = list[tuple[float, str]]
"""Errors, and what they are of."""


class ErrorAxis(Window, mn.VGroup):
    """Largest errors on one logarithmic axis: marks in a role, under a heading, on either side."""

    def __init__(
        self, theme: Theme, window: Region, *sides: tuple[str, str, Marks], size: float = 0.44
    ) -> None:
        super().__init__()
        self.window, self.x_range = window, (-1.0, 1.0)
        powers = [float(np.log10(error)) for _, _, marks in sides for error, _ in marks]
        self.y_range = padded(min(powers), max(powers))
        axis = self.points_of(np.array([[0.0, y] for y in self.y_range]))
        self.axis = stroked(theme.axis, STROKES.axis, polyline(axis))
        self.title = Typeset("largest error", theme, SIZES.question, "error")
        self.title.place(axis[1] + ABOVE * mn.UP, align=0.5)
        self.sides = mn.VGroup()
        for side, (heading, role, marks) in zip((-1, 1), sides, strict=True):
            group, last = mn.VGroup(), -np.inf
            beside = axis[1] * [1, 0, 0] + side * BESIDE * mn.RIGHT
            for error, text in sorted(marks):
                place = self.points_of(np.array([[0.0, np.log10(error)]]))[0]
                dash = np.array([place, place + side * MARK * mn.RIGHT])
                group.add(stroked(theme.colour(role), STROKES.strong, polyline(dash)))
                last = max(place[1], last + 2 * ROW + 0.1)
                for row, words in enumerate((text, f"${as_markup(two_digits(error))}$")):
                    base = beside + (last + (0.2 - row) * ROW) * mn.UP
                    group.add(Typeset(words, theme, size, role).place(base, align=side < 0))
            if marks:
                base = beside + (axis[1][1] + HEAD) * mn.UP
                group.add(Typeset(heading, theme, size, "muted").place(base, align=side < 0))
            self.sides.add(group)
        self.add(self.axis, self.title, self.sides)
