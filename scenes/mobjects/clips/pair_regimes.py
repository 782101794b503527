"""Regimes of a piecewise-linear function: shaded bands, and below them what holds in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.lines import polygon, polyline
from scenes.mobjects.plots.plot import Plot
from scenes.mobjects.text.formulas import SMALLEST
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.theme import FILL_OPACITY, SIZES, STROKES

GAP = 0.24
"""The least room between two neighbouring texts, in frame units."""
LEADER = 0.3
"""How far texts stand below bands that are too narrow for them."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of the axis, low < x < high, which may be infinite, and what holds there.

    `formula` is Typst markup.
    """

    low: float
    high: float
    role: str
    formula: str


class Regime(mn.VGroup):
    """One band with its formula, and a leader line where that had to move out of the band."""

    def __init__(
        self, band: mn.VMobject, formula: Typeset, leader: mn.VMobject | None = None
    ) -> None:
        self.band, self.formula = band, formula
        self.inscription = mn.VGroup(formula) if leader is None else mn.VGroup(formula, leader)
        super().__init__(band, self.inscription)


class Regimes(mn.VGroup):
    """Bands over a plot and down to a row of formulas in `foot`, a region below its ticks.

    Each formula stands in the middle of its band. Where bands are too narrow for that even in
    the smallest type, the formulas move apart and thin lines lead to them.
    """

    def __init__(
        self, plot: Plot, foot: Region, stretches: Sequence[Stretch], size: float = SIZES.formula
    ) -> None:
        edges = [[max(s.low, plot.x_range[0]), min(s.high, plot.x_range[1])] for s in stretches]
        self.edges = np.array([[plot.point(x, 0)[0] for x in pair] for pair in edges])
        self.plot, self.foot = plot, foot
        rooms = self.edges[:, 1] - self.edges[:, 0] - GAP
        ems = np.array([typeset(stretch.formula).advance for stretch in stretches])
        self.size = max(SMALLEST, min(size, float((rooms / ems).min())))
        widths = self.size * ems
        self.fits = bool((widths <= rooms + GAP / 2).all())
        centers = moved_apart(self.edges.mean(axis=1), widths, foot.left, foot.right)
        self.regimes = [
            self._regime(stretch, *place)
            for stretch, *place in zip(stretches, self.edges, centers, strict=True)
        ]
        super().__init__(*self.regimes)

    def _regime(self, stretch: Stretch, edges: np.ndarray, center: float) -> Regime:
        top = self.foot.top - (0.0 if self.fits else LEADER)
        middle = (top + self.foot.bottom) / 2
        formula = Typeset(stretch.formula, self.plot.theme, self.size)
        formula.place(np.array([center, middle - 0.25 * self.size, 0.0]), align=0.5)
        leader = None if self.fits else self._leader(float(edges.mean()), center)
        return Regime(self._band(stretch.role, *edges), formula, leader)

    def _band(self, role: str, left: float, right: float) -> mn.VMobject:
        colour = self.plot.theme.colour(role)
        top, bottom = self.plot.window.top, self.foot.bottom if self.fits else self.foot.top
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        band = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=FILL_OPACITY / 2)
        return band.set_points(polygon(np.array([(x, y, 0.0) for x, y in corners])))

    def _leader(self, band_center: float, center: float) -> mn.VMobject:
        line = [[band_center, self.foot.top, 0.0], [center, self.foot.top - LEADER, 0.0]]
        leader = mn.VMobject(stroke_color=self.plot.theme.colour("axis"), stroke_width=STROKES.hair)
        return leader.set_points(polyline(np.array(line)))


def line_markup(slope: float, intercept: float, notation: Notation) -> str:
    """`slope x + intercept` as Typst mathematics, the positive term first.

    `0.8 - x`, `x - 0.2`, `2 x + 1`, `-x`, and the number alone where the slope is 0.
    """
    if slope == 0:
        return notation.markup(intercept)
    variable = "x" if abs(slope) == 1 else f"{notation.markup(abs(slope))} x"
    if slope < 0 < intercept:
        return f"{notation.markup(intercept)} - {variable}"
    signed = f"-{variable}" if slope < 0 else variable
    return f"{signed} {notation.term(intercept)}" if intercept else signed


def moved_apart(
    centers: np.ndarray, widths: np.ndarray, low: float, high: float, gap: float = GAP
) -> np.ndarray:
    """Places for the centres (k,) of texts in a row, so that none overlaps another.

    From left to right each is pushed just clear of the one before, then the row is pushed back
    inside low and high.
    """
    places = np.array(centers, dtype=float)
    apart = (widths[:-1] + widths[1:]) / 2 + gap
    places[:1] = np.maximum(places[:1], low + widths[:1] / 2)
    for k in range(1, len(places)):
        places[k] = max(places[k], places[k - 1] + apart[k - 1])
    places[-1:] = np.minimum(places[-1:], high - widths[-1:] / 2)
    for k in range(len(places) - 2, -1, -1):
        places[k] = min(places[k], places[k + 1] - apart[k])
    return places
