"""Paper with logarithmic axes, where equal steps are equal factors, and lines at such steps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Self

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

TICK = 0.14
"""How far a tick reaches out of its axis, in frame units."""
TYPE = 0.42
"""The em height of numbers and names."""
BELOW = 0.47
"""From an axis to the baseline of its numbers."""
FULLEST = 0.85
"""The largest share of a space between ticks that a number fills; where it is less, all shrink."""
BEYOND, ABOVE = 0.5, 0.3
"""From the ends of the axes to their names."""
EDGE = 0.3
"""So far the paper goes on at its sides."""
OFF_STEP = 0.14
"""From there to what a step from line to line means."""


class LogarithmicPaper(Window, mn.VGroup, Live[float]):
    """The (x, y) plane above its x-axis, with level lines at steps by `factor`, and their ruler.

    Its value is the power p of the upright axis: at 1 equal steps are equal amounts, and it starts
    at 0; at 0 they are equal factors, it is logarithmic, and starts at the lower end of `y_range`.
    In between y lies where `(y^p - 1) / p` does (the transformation of Box and Cox), which is how
    the paper is stretched from the one to the other. `x_power` is the same of the other axis.

    names: of both axes. x_ticks: (x, Typst) each. step: what goes from one line to the
    next, written on the left at the first ones, so many as are to be `labelled`.
    """

    def __init__(
        self,
        theme: Theme,
        window: Region,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        *,
        names: tuple[str, str],
        x_ticks: Sequence[tuple[float, str]],
        factor: float,
        step: str,
        labelled: int = 2,
        x_power: float = 0.0,
    ) -> None:
        super().__init__()
        self.theme, self.window, self.x_range, self.x_power = theme, window, x_range, x_power
        self.lowest, self.highest = y_range
        count = math.floor(math.log(self.highest / self.lowest, factor) + 1e-9)
        self.rungs = self.highest / factor ** np.arange(count + 1)
        self.y_range, self.y_power = y_range, 0.0
        self.axis = mn.VMobject(stroke_color=theme.axis, stroke_width=STROKES.axis, fill_opacity=0)
        self.lines = mn.VMobject(
            stroke_color=theme.faint("muted"), stroke_width=STROKES.hair, fill_opacity=0
        )
        self.numbers = mn.VGroup(
            *[Typeset(f"${number}$", theme, TYPE, "muted") for _, number in x_ticks]
        )
        self.names = mn.VGroup(*[Typeset(name, theme, TYPE, "muted") for name in names])
        spaces = self.rungs[1 : labelled + 1]
        self.steps = mn.VGroup(*[Typeset(step, theme, TYPE, "muted") for _ in spaces])
        self.add(self.lines, self.axis, self.numbers, self.names, self.steps)
        self.set_value(0.0)
        places = [self.point(x, self.lowest) for x, _ in x_ticks]
        base = np.array([self.edge("left", window.bottom), self.edge("right", window.bottom)])
        ticks = [np.array([place, place + TICK * mn.DOWN]) for place in places]
        self.axis.set_points(polyline(base, *ticks))
        room = min([after[0] - before[0] for before, after in pairwise(places)], default=math.inf)
        widest = max(number.width for number in self.numbers)
        for place, number in zip(places, self.numbers, strict=True):
            number.place(place + BELOW * mn.DOWN, align=0.5)
            number.scale(min(1.0, FULLEST * room / widest))
        over = self.edge("left", window.top + ABOVE)
        for place, name in zip((self.beyond, over), self.names, strict=True):
            name.place(place)

    @property
    def beyond(self) -> np.ndarray:
        """Beyond the x-axis, on the baseline of its numbers: there its name starts."""
        return np.array([self.window.right + BEYOND, self.window.bottom - BELOW, 0.0])

    def edge(self, side: str, y: float) -> np.ndarray:
        """Where the paper ends on its left or right side, at a height on the frame."""
        x = self.window.left - EDGE if side == "left" else self.window.right + EDGE
        return np.array([x, y, 0.0])

    def set_value(self, value: float) -> Self:
        """Stretch the upright axis to another power."""
        self.y_power = value
        self.y_range = (1 - value) * self.lowest, self.highest
        heights = self.heights_of(self.rungs)
        levels = [[self.edge("left", y), self.edge("right", y)] for y in heights]
        ruler = [self.edge("left", self.window.top), self.edge("left", self.window.bottom)]
        self.lines.set_points(polyline(np.array([*levels, ruler])))
        for label, top, below in zip(self.steps, heights, heights[1:], strict=False):
            middle = self.edge("left", (top + below) / 2 - 0.33 * TYPE)
            label.place(middle + OFF_STEP * mn.LEFT, align=1.0)
        return self

    def heights_of(self, y: np.ndarray) -> np.ndarray:
        """The heights (k,) on the frame of values (k,)."""
        return self.points_of(np.column_stack([np.full(len(y), self.x_range[0]), y]))[:, 1]

    def share_of(self, values: np.ndarray, axis: int) -> np.ndarray:
        """How far values (k,) are on the way along an axis that may be stretched."""
        low, high, power = self._axis(axis)
        start, end = _stretched(np.array([low, high]), power)
        share: np.ndarray = (_stretched(values, power) - start) / (end - start)
        return share

    def value_at(self, share: np.ndarray, axis: int) -> np.ndarray:
        """The inverse of `share_of`."""
        low, high, power = self._axis(axis)
        start, end = _stretched(np.array([low, high]), power)
        stretched = start + share * (end - start)
        with np.errstate(divide="ignore"):
            logarithms = np.log1p(power * stretched) / power if power else stretched
        value: np.ndarray = np.exp(logarithms)
        return value

    def _axis(self, axis: int) -> tuple[float, float, float]:
        return (*self.y_range, self.y_power) if axis else (*self.x_range, self.x_power)


def _stretched(values: np.ndarray, power: float) -> np.ndarray:
    """`(v^p - 1) / p`, and log v where p is 0; 0 and small powers do no harm."""
    with np.errstate(divide="ignore"):
        logarithms: np.ndarray = np.log(values)
    return np.expm1(power * logarithms) / power if power else logarithms
