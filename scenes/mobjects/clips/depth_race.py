"""What the depth clip counts: kinks with a neuron each, and bars of neurons, fold by fold."""

from __future__ import annotations

import math
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Folds
from scenes.layout import STAGE_HEIGHT, Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.lines import draw, heads, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.formulas import SMALLEST
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

LARGEST = 0.13
"""The radius of a neuron under its kink, in frame units, where there is room."""
DISC = 0.8
"""How large the disc on a kink is beside its neuron."""
HIGHEST, UNIT = 2.6, 0.085
"""The height of the highest bar but the last, and of one neuron, in frame units, at most."""
GAP = 0.08
"""Between the two bars of a fold."""
ABOVE = 0.12
"""From a bar, or from a wave, to the number above it."""
NUMBER = 0.44
ROLES = ("ramp", "second")
"""The colours of layers, and of one layer."""
LOW = 0.05
"""Below this height a bar has a weaker edge, so that it does not begin as a line."""
PART, BROADEST = 0.34, 0.5
"""How wide a bar is, as a share of the room of its fold, and in frame units at most."""
CHEVRONS = np.array([3.3, 2.8, 2.3])
"""How high signs stand on the bar that leaves the frame."""
WAVES = Region(-1.0, 1.0, 1.12, 1.8)
"""How high the waves stand above the bars."""


class Roots(mn.VGroup, Live[float]):
    """A neuron under each of the first so many kinks of a curve, on a line with it."""

    def __init__(self, plot: Window, folds: Folds, level: float) -> None:
        theme = plot.theme
        kinks = folds.function.kinks
        self.tips = plot.points_of(np.column_stack([kinks, folds.function(kinks)]))
        self.feet = self.tips * [1.0, 0.0, 1.0] + level * mn.UP
        self.radius = min(LARGEST, 0.42 * float(np.diff(self.tips[:, 0]).min()))
        second = theme.colour("second")
        self.stems = mn.VMobject(
            stroke_color=theme.faint("second"), stroke_width=STROKES.hair, fill_opacity=0
        )
        self.discs = mn.VMobject(stroke_width=0, fill_color=second, fill_opacity=1)
        self.neurons = mn.VMobject(
            stroke_color=second, stroke_width=STROKES.guide, fill_color=theme.panel, fill_opacity=1
        )
        super().__init__(self.stems, self.discs, self.neurons)
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Show the neurons of the first so many kinks."""
        self.count = round(value)
        tips, feet = self.tips[: self.count], self.feet[: self.count]
        disc = mn.Circle(self.radius).points
        draw(self.stems, polyline(np.stack([tips, feet], axis=1)), self.feet[0])
        for circles, centres, size in ((self.discs, tips, DISC), (self.neurons, feet, 1.0)):
            points = (centres[:, np.newaxis] + size * disc).reshape(-1, 3)
            draw(circles, points, self.feet[0])
        return self


class Wave(Window):
    """A small window for the wave of a fold: between 0 and 1 both ways."""

    def __init__(self, theme: Theme, window: Region) -> None:
        self.theme, self.window = theme, window
        self.x_range = self.y_range = (0.0, 1.0)


class Bar(mn.Rectangle, Live[float]):
    """So many neurons, as a bar that stands on the floor."""

    def __init__(
        self, foot: np.ndarray, width: float, unit: float, theme: Theme, role: str
    ) -> None:
        super().__init__(stroke_color=theme.colour(role), stroke_width=STROKES.guide)
        self.set_fill(theme.body(role), 1)
        self.foot, self.broad, self.unit = foot, width, unit
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Be so many neurons high."""
        self.neurons = value
        half = np.array([self.broad / 2, 0.0, 0.0])
        up = max(value * self.unit, 1e-3) * mn.UP
        self.set_stroke(opacity=min(1.0, up[1] / LOW))
        left, right = self.foot - half, self.foot + half
        self.set_points_as_corners([right + up, left + up, left, right, right + up])
        return self

    def growth(self, neurons: int) -> mn.Animation:
        """It grows to that height."""
        return Morph(self, lambda share: share * neurons)

    @property
    def top(self) -> np.ndarray:
        """The middle of its upper edge."""
        top: np.ndarray = self.foot + self.neurons * self.unit * mn.UP
        return top


def unit_for(folds: tuple[Folds, ...]) -> float:
    """The height of one neuron, so that all bars but those of the last are in the frame."""
    return min(UNIT, HIGHEST / max(fold.units_one_layer for fold in folds))


def screens(height: float) -> str:
    """How many screens high something is, in words that are true to their digits."""
    count = height / STAGE_HEIGHT
    return f"{count:.0f}" if count >= 10 else f"{math.floor(10 * count) / 10:.1f}"


def upwards(theme: Theme, foot: np.ndarray) -> mn.VMobject:
    """The signs on a bar that it goes on, up and up."""
    tips = foot[0] * mn.RIGHT + CHEVRONS[:, np.newaxis] * mn.UP
    lines = np.stack([tips + mn.DOWN, tips], axis=1)
    signs = mn.VMobject(stroke_color=theme.ink, stroke_width=STROKES.strong, fill_opacity=0)
    return signs.set_points(polyline(heads(lines, 0.26, 1.0)))


class Contest(mn.VGroup):
    """The wave of a fold, its number of teeth, and the two bars of what it takes."""

    def __init__(
        self, theme: Theme, folds: Folds, foot: np.ndarray, room: float, unit: float
    ) -> None:
        broad = min(BROADEST, PART * room)
        step = (broad + GAP) / 2 * mn.RIGHT
        counts = (folds.units_deep, folds.units_one_layer)
        size = max(SMALLEST, min(NUMBER, 0.9 * broad))
        self.counts = counts
        self.bars = [
            Bar(foot + side * step, broad, unit, theme, role)
            for side, role in zip((-1, 1), ROLES, strict=True)
        ]
        self.numbers = [
            Typeset(f"${count}$", theme, size, role).place(
                bar.foot + (count * unit + ABOVE) * mn.UP, align=0.5
            )
            for bar, count, role in zip(self.bars, counts, ROLES, strict=True)
        ]
        half = min(0.42 * room, 0.75)
        window = Region(foot[0] - half, foot[0] + half, WAVES.bottom, WAVES.top)
        self.wave = PiecewiseGraph(Wave(theme, window), folds.function, "total", STROKES.guide)
        teeth = "1 tooth" if folds.teeth == 1 else f"${folds.teeth}$"
        self.teeth = Typeset(teeth, theme, NUMBER, "total")
        self.teeth.place(np.array([foot[0], WAVES.top + ABOVE, 0.0]), align=0.5)
        super().__init__(*self.bars, *self.numbers, self.wave, self.teeth)
