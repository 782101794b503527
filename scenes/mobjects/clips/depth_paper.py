"""The strip of paper of the depth clip, its pages, and the points that a fold lays together."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Self

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear
from scenes.mobjects.lines import polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.window import Window
from scenes.theme import STROKES, Theme

TOP = 1.1
"""The height of the strip, in units of the plot: teeth end below its edge."""
THICKNESS = np.array([0.75, 0.36, 0.0])
"""Of the packet when all is folded: so far to the right and up its last sheet is seen."""
THICKEST = 0.06
"""The share of it that one sheet has at most."""
EYE, DISTANCE = 0.3, 38.0
"""The height of the eye, in units of the plot, and how far away it is, in frame units."""
LIT = 0.12
"""How much lighter a page gets while it turns, on the way to the colour of its edge."""
SHEET = 0.9
"""The stroke width of the edge of a sheet in the packet, and of a crease: there are many."""
SHARP = 8.0
"""In the first eighth of a page's swing its crease comes, and the one before it goes."""
DOT = 0.11

Projection = Callable[[np.ndarray], np.ndarray]


class Leaf(mn.VGroup):
    """A part of the strip: its sheets, its creases, and the stroke on it."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.sheets = mn.VMobject(fill_color=theme.grid, fill_opacity=1)
        self.sheet = self.sheets.copy().set_stroke(theme.muted, STROKES.axis)
        self.sheets.set_stroke(theme.muted, SHEET)
        self.creases = mn.VMobject(stroke_color=theme.axis, stroke_width=SHEET, fill_opacity=0)
        self.stroke = mn.VMobject(
            stroke_color=theme.total,
            stroke_width=STROKES.strong,
            fill_opacity=0,
            joint_type=mn.LineJointType.ROUND,
            cap_style=mn.CapStyleType.ROUND,
        )
        super().__init__(self.sheets, self.sheet, self.creases, self.stroke)

    def lie(
        self, place: Projection, creases: np.ndarray, corners: np.ndarray, levels: np.ndarray
    ) -> None:
        """Show creases at these x, the two ends included, and a stroke with these corners (k, 2).

        levels: how far behind the front sheet the others lie, as shares of the thickness.
        """
        low, high = creases[[0, -1]]
        outline = place(np.array([[low, 0], [high, 0], [high, TOP], [low, TOP]]))
        self.sheet.set_points(polygon(outline))
        turned = outline[0, 0] > outline[1, 0]
        seen = outline[[2, 3, 0]] if turned else outline[[3, 2, 1]]  # above, and on the right
        self.sheets.set_points(polyline(*[seen + level * THICKNESS for level in levels[::-1]]))
        inner = [place(np.array([[x, 0], [x, TOP]])) for x in creases[1:-1]]
        self.creases.set_points(polyline(*inner))
        self.stroke.set_points(polyline(*[place(corners)] if len(corners) else []))


class FoldedStrip(mn.VGroup, Live[float]):
    """A strip of paper over 0 <= x <= 1, folded in halves; its value is how far it is open.

    At 0 it is a packet of 2^folds sheets at its left end. At 1 a page, half of the packet, has
    swung open about the crease at the packet's right edge, and so on; at `folds` it lies open.
    Once it is `creased`, all creases are seen, the newest one bright. What is drawn on it, a
    function of x, has to be its own mirror image about each crease that is closed; so the page
    that swings bears the mirror image of what lies under it.
    """

    def __init__(self, plot: Window, folds: int) -> None:
        self.plot, self.folds, self.creased = plot, folds, False
        self.function: PiecewiseLinear | None = None
        self.base, self.page = Leaf(plot.theme), Leaf(plot.theme)
        self.crease, self.before = (
            mn.VMobject(stroke_color=plot.theme.ink, stroke_width=STROKES.curve, fill_opacity=0)
            for _ in range(2)
        )
        super().__init__(self.base, self.before, self.page, self.crease)
        self.set_value(float(folds))

    @property
    def open_width(self) -> float:
        """How much of the x-axis lies under what is wholly open."""
        return 2.0 ** (math.floor(self.opened) - self.folds)

    def draw(self, function: PiecewiseLinear | None) -> Self:
        """Draw another function on it, or none."""
        self.function = function
        return self.set_value(self.opened)

    def set_value(self, value: float) -> Self:
        """Be open so far."""
        self.opened = value
        whole = math.floor(value)
        share = value - whole
        sheets, thick = 2 ** (self.folds - whole), min(THICKEST, 0.5**self.folds)
        levels = thick * np.arange(1, sheets)
        flat, low = self.plot.points_of, self.open_width
        begun = min(1.0, SHARP * share)
        for crease, x, shown in ((self.crease, low, begun), (self.before, low / 2, 1 - begun)):
            seen = shown > 0 and (crease is self.crease or (self.creased and whole > 0))
            line = [flat(np.array([[x, 0], [x, TOP]]))] if seen else []
            crease.set_points(polyline(*line)).set_stroke(opacity=shown)
        if not share:
            self.base.lie(flat, *self._drawing(0.0, low), levels)
            for part in self.page.get_family():
                part.set_points(np.zeros((0, 3)))
            return self
        under = thick * (np.arange(sheets // 2) + (1 - share) * sheets / 2)
        self.base.lie(flat, *self._drawing(0.0, low), under)
        self.page.lie(self.swung, *self._drawing(low, 2 * low), levels[: sheets // 2 - 1])
        colours = mn.ManimColor(self.plot.theme.grid), mn.ManimColor(self.plot.theme.axis)
        light = LIT * math.sin(math.pi * share)
        self.page.sheet.set_fill(mn.interpolate_color(*colours, light))
        return self

    def _drawing(self, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
        """The creases between two x that are open, and the corners of what is drawn there."""
        step = 0.5**self.folds if self.creased else high - low
        creases = np.arange(low, high + step / 2, step)
        corners = self.function.corners(low, high) if self.function else np.zeros((0, 3))
        return creases, corners

    def swung(self, xy: np.ndarray) -> np.ndarray:
        """Where points (k, 2) of the swinging page are seen on the frame, in perspective."""
        angle = math.pi * (1 - self.opened % 1)
        hinge = self.plot.point(self.open_width, EYE)
        away = self.plot.points_of(xy) - hinge
        nearer = DISTANCE / (DISTANCE - away[:, 0] * math.sin(angle))
        seen = np.column_stack([away[:, 0] * math.cos(angle), away[:, 1], away[:, 2]])
        points: np.ndarray = hinge + nearer[:, np.newaxis] * seen
        return points

    def place(self, x: float, y: float) -> np.ndarray:
        """Where a point is seen: it is on what is open, or on the page that swings or has swung."""
        seen = self.swung if x > self.open_width else self.plot.points_of
        placed: np.ndarray = seen(np.array([[x, y]]))[0]
        return placed


class Twins(mn.VGroup, Live[float]):
    """Two points of what is drawn on a strip, at x and 1 - x, on one level over their feet."""

    def __init__(self, strip: FoldedStrip, x: float) -> None:
        theme = strip.plot.theme
        self.strip = strip
        self.level = mn.VMobject(stroke_color=theme.ink, stroke_width=STROKES.guide, fill_opacity=0)
        self.dots = [mn.Dot(radius=DOT, color=theme.ink) for _ in range(2)]
        super().__init__(self.level, *self.dots)
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Be at another x, on the strip as it is now."""
        assert self.strip.function
        height = self.strip.function(value)
        left, right = ([self.strip.place(x, y) for y in (0.0, height)] for x in (value, 1 - value))
        self.level.set_points(polyline(np.array([*left, *right[::-1]])))
        for dot, (_, end) in zip(self.dots, (left, right), strict=True):
            dot.move_to(end)
        return self
