"""What is read of a training: its loss or its step, and the way down a logarithmic axis."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

TICK, OFF_TICK, NUMBERS = 0.12, 0.24, 5
"""Of an axis; from it to the right end of a number; and how many numbers it has at most."""
MIDDLE = 0.33
"""Half the height of a digit, in em."""
APART = 0.22
"""Between a name and its number."""
DOT = 0.15
"""The radius of what rides down the loss."""
ROOM = 0.18
"""What is kept free below another loss for its name, as a share of what is above it."""
TINY = 1e-30
"""A loss below this is 0 on a logarithmic axis."""


class Reading(mn.VGroup, Live[float]):
    """A number that changes with the step, after its name."""

    def __init__(
        self, theme: Theme, name: str, role: str, place: np.ndarray, text: Callable[[int], str]
    ) -> None:
        super().__init__()
        self.text = text
        called = Typeset(name, theme, SIZES.question, role).place(place)
        self.number = Glyphs("0", theme, SIZES.question, role)
        self.number.place(place + (called.width + APART) * mn.RIGHT)
        exempt(names(called, self.number), "names", "each training has its loss over its picture")
        self.add(called, self.number).set_value(0)

    @classmethod
    def of_loss(cls, theme: Theme, losses: np.ndarray, place: np.ndarray) -> Reading:
        """The loss after a step, of these."""
        shown = np.where(losses > TINY, losses, 0.0)
        return cls(
            theme, "loss", "error", place, lambda n: Notation.of_errors([shown[n]])(shown[n])
        )

    def set_value(self, value: float) -> Self:
        """Show what belongs to another step."""
        self.number.spell(self.text(int(value)))
        return self


class LossPlot(Window, mn.VGroup, Live[int]):
    """The losses (k,) at moments evenly apart, as far as one of them; the axis is logarithmic.

    There is room for another loss, and for its name below it; `level_of` is the line (2, 3) there.
    """

    def __init__(self, theme: Theme, losses: np.ndarray, window: Region, other: float = 0) -> None:
        super().__init__()
        self.window, self.x_range = window, (0.0, 1.0)
        heights = np.log10(np.maximum(losses, TINY))
        low, high = heights.min(), float(np.ceil(heights.max()))
        if other > TINY:
            low = min(low, np.log10(other) - ROOM * (high - np.log10(other)))
        self.y_range = float(np.floor(low)), high
        self.way = self.points_of(np.column_stack([np.linspace(0, 1, len(heights)), heights]))
        powers = np.arange(self.y_range[1], self.y_range[0] - 1, -1)
        places = self.points_of(np.column_stack([np.zeros(len(powers)), powers]))
        sides = np.array([places[0], places[-1], places[-1] + window.width * mn.RIGHT])
        ticks = np.stack([places + TICK * mn.LEFT, places], axis=1)
        self.axis = stroked(theme.axis, STROKES.axis, polyline(sides, ticks))
        self.add(self.axis)
        every = -(-len(powers) // NUMBERS)
        for place, power in zip(places[::every], powers[::every], strict=True):
            number = Typeset(f"$10^({int(power)})$", theme, SIZES.formula, "muted")
            self.add(number.place(place - [OFF_TICK, MIDDLE * SIZES.formula, 0], align=1))
        self.line = stroked(theme.error, STROKES.curve, np.zeros((0, 3)))
        exempt(self.line, "covered", "the dot rides on it")
        self.dot = mn.Circle(DOT, stroke_width=0, fill_color=theme.ink, fill_opacity=1)
        self.add(self.line, self.dot)
        self.set_value(0)

    def level_of(self, loss: float) -> np.ndarray:
        """The line (2, 3) across the plot where the loss is so large."""
        return self.level(float(np.log10(loss)))

    def set_value(self, value: int) -> Self:
        """Show the way of the loss up to another moment."""
        self.line.set_points(polyline(self.way[: max(value, 1) + 1]))
        self.dot.move_to(self.way[value])
        return self
