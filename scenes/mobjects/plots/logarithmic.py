"""Paper with logarithmic axes, where equal steps are equal factors, and its ruler of such steps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Self

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

TICK = 0.14
"""How far a tick reaches out of its axis, in frame units."""
BELOW = 0.3
"""From an axis to the tops of its numbers."""
BEYOND, ABOVE = 0.75, 0.7
"""From the ends of the axes to their names."""
OFF_RULER = 0.16
"""From the ruler to what a step on it means."""
ROOMY = 0.25, 0.36
"""In a lower step, in frame units, its label is not seen; in a higher one, wholly."""


class LogarithmicPaper(Window, mn.VGroup, Live[float]):
    """The (x, y) plane above its x-axis, with a ruler on its left for steps by `factor`.

    Its value is the power p of the upright axis: at 1 equal steps are equal amounts, and it starts
    at 0; at 0 they are equal factors, it is logarithmic, and starts at the lower end of `y_range`.
    In between y lies where `(y^p - 1) / p` does (the transformation of Box and Cox), which is how
    the paper is stretched from the one to the other. `x_power` is the same of the other axis.

    names: of both axes. x_ticks: (x, Typst) each. ruler: where it stands, in frame units. step: the
    label of its steps.
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
        ruler: float,
        factor: float,
        step: str,
        x_power: float = 0.0,
    ) -> None:
        super().__init__()
        self.theme, self.window, self.x_range, self.x_power = theme, window, x_range, x_power
        self.lowest, self.highest = y_range
        self.ruler_at, self.factor = ruler, factor
        self.axis, self.ruler = (
            mn.VMobject(stroke_color=theme.axis, stroke_width=STROKES.axis, fill_opacity=0)
            for _ in range(2)
        )
        self.numbers = mn.VGroup(
            *[Typeset(f"${number}$", theme, SIZES.label, "muted") for _, number in x_ticks]
        )
        count = math.floor(math.log(self.highest / self.lowest, factor) + 1e-9)
        self.steps = mn.VGroup(*[Typeset(step, theme, SIZES.tick, "muted") for _ in range(count)])
        self.names = mn.VGroup(*[Typeset(name, theme, SIZES.label, "muted") for name in names])
        self.add(self.axis, self.numbers, self.names, self.ruler, self.steps)
        self.set_value(0.0)
        foot, places = window.bottom, [self.point(x, self.lowest) for x, _ in x_ticks]
        base = np.array([[ruler, foot, 0.0], [window.right + BEYOND / 2, foot, 0.0]])
        self.axis.set_points(polyline(base, *[_stroke(place, mn.DOWN) for place in places]))
        for place, number in zip(places, self.numbers, strict=True):
            below = (BELOW + 0.66 * SIZES.label) * mn.DOWN
            number.place(place + below, align=0.5)
        over = np.array([ruler, window.top + ABOVE, 0.0])
        for place, name in zip((self.beyond, over), self.names, strict=True):
            name.place(place)

    @property
    def rungs(self) -> np.ndarray:
        """(k + 1, 2) where the ruler's steps start and end: the highest y, over powers of factor.

        The x is that of the left end of the axis.
        """
        y = self.highest / self.factor ** np.arange(len(self.steps) + 1)
        return np.column_stack([np.full(len(y), self.x_range[0]), y])

    @property
    def beyond(self) -> np.ndarray:
        """Beyond the x-axis, on the baseline of its numbers: there its name starts."""
        baseline = self.window.bottom - BELOW - 0.66 * SIZES.label
        return np.array([self.window.right + BEYOND, baseline, 0.0])

    def set_value(self, value: float) -> Self:
        """Stretch the upright axis to another power."""
        self.y_power = value
        self.y_range = (1 - value) * self.lowest, self.highest
        rungs = self.points_of(self.rungs)
        rungs[:, 0] = self.ruler_at
        ends = np.array([[self.ruler_at, self.window.bottom, 0.0], rungs[0]])
        self.ruler.set_points(polyline(ends, *[_stroke(rung, mn.RIGHT) for rung in rungs]))
        room = -np.diff(rungs[:, 1])
        for label, top, height in zip(self.steps, rungs, room, strict=False):
            right = top - np.array([OFF_RULER, height / 2 + 0.33 * SIZES.tick, 0.0])
            label.place(right, align=1.0).set_opacity(float(np.interp(height, ROOMY, (0.0, 1.0))))
        return self

    def points_of(self, xy: np.ndarray) -> np.ndarray:
        """Frame points (k, 3) of data points (k, 2)."""
        across = _share(xy[:, 0], *self.x_range, self.x_power)
        up = _share(xy[:, 1], *self.y_range, self.y_power)
        x = self.window.left + across * self.window.width
        y = self.window.bottom + up * self.window.height
        return np.column_stack([x, y, np.zeros(len(xy))])

    def data_of(self, points: np.ndarray) -> np.ndarray:
        """Data points (k, 2) of frame points (k, 3): the inverse of `points_of`."""
        across = (points[:, 0] - self.window.left) / self.window.width
        up = (points[:, 1] - self.window.bottom) / self.window.height
        x = _value(across, *self.x_range, self.x_power)
        return np.column_stack([x, _value(up, *self.y_range, self.y_power)])


def _stroke(start: np.ndarray, way: np.ndarray) -> np.ndarray:
    return np.array([start, start + TICK * way])


def _stretched(values: np.ndarray, power: float) -> np.ndarray:
    """`(v^p - 1) / p`, and log v where p is 0; 0 and small powers do no harm."""
    with np.errstate(divide="ignore"):
        logarithms: np.ndarray = np.log(values)
    return np.expm1(power * logarithms) / power if power else logarithms


def _share(values: np.ndarray, low: float, high: float, power: float) -> np.ndarray:
    """How far values are on the way from low to high."""
    start, end = _stretched(np.array([low, high]), power)
    share: np.ndarray = (_stretched(values, power) - start) / (end - start)
    return share


def _value(share: np.ndarray, low: float, high: float, power: float) -> np.ndarray:
    """The inverse of `_share`."""
    start, end = _stretched(np.array([low, high]), power)
    stretched = start + share * (end - start)
    with np.errstate(divide="ignore"):
        logarithms = np.log1p(power * stretched) / power if power else stretched
    value: np.ndarray = np.exp(logarithms)
    return value
