"""The strip of paper of the depth clip, its pages, and the points that a fold lays together."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.window import Window
from scenes.theme import STROKES, Theme

TOP = 1.1
"""The height of the strip, in units of the plot: teeth end below its edge."""
THICKNESS = np.array([0.7, 0.34, 0.0])
"""Of the packet when all is folded: so far to the right and up its last sheet is seen."""
SHEET = 0.8
"""The stroke width of the edge of a sheet in the packet: there are many."""
EYE, DISTANCE = 0.3, 60.0
"""The height of the eye, in units of the plot, and how far away it is, in frame units."""
NOTHING = np.zeros((0, 2))

Projection = Callable[[np.ndarray], np.ndarray]


class Leaf(mn.VGroup):
    """A pile of sheets that lie upon one another, with creases and a stroke on the front one."""

    def __init__(self, theme: Theme) -> None:
        self.sheets = mn.VMobject(fill_color=theme.paper, fill_opacity=1)
        self.sheet = self.sheets.copy().set_stroke(theme.axis, STROKES.hair)
        self.sheets.set_stroke(theme.axis, SHEET)
        self.creases = self.sheet.copy().set_fill(opacity=0)
        self.stroke = mn.VMobject(
            stroke_color=theme.inked("total"),
            stroke_width=STROKES.strong,
            fill_opacity=0,
            joint_type=mn.LineJointType.ROUND,
            cap_style=mn.CapStyleType.ROUND,
        )
        super().__init__(self.sheets, self.sheet, self.creases, self.stroke)

    def lie(
        self,
        place: Projection,
        span: tuple[float, float],
        corners: np.ndarray,
        parts: int,
        levels: np.ndarray,
    ) -> None:
        """Lie between two x, with a stroke (k, 2) whose x goes from 0 at the first to 1.

        Creases cut it into `parts`; the sheets behind the front one lie so far behind it.
        """
        low, high = sorted(span)
        outline = place(np.array([[low, 0], [high, 0], [high, TOP], [low, TOP]]))
        self.sheet.set_points(polygon(outline))
        turned = outline[0, 0] > outline[1, 0]
        seen = outline[[2, 3, 0]] if turned else outline[[3, 2, 1]]  # above, and on the right
        behind = [np.vstack([seen + level * THICKNESS, seen[::-1]]) for level in levels[::-1]]
        self.sheets.set_points(polygon(*behind))
        across = np.linspace(low, high, parts + 1)[1:-1]
        self.creases.set_points(polyline(*[place(np.array([[x, 0], [x, TOP]])) for x in across]))
        spread = corners * [span[1] - span[0], 1] + [span[0], 0]
        self.stroke.set_points(polyline(*[place(spread)] if len(corners) else []))


class FoldedStrip(mn.VGroup, Live[tuple[float, float]]):
    """A strip of paper over 0 <= x <= 1, folded in halves and stretched out again.

    Its value says how many pages are open, and up to which x the packet under them reaches. At
    (k, 1) there are k; the packet of 2^(folds - k) sheets is as wide as the strip once was. From
    there to k + 1 the page on top swings open, about the crease at the packet's edge, and bears
    the mirror image of what lies under it. curves[k] is what is drawn on the packet at (k, 1).
    """

    def __init__(self, plot: Window, folds: int) -> None:
        self.plot, self.folds, self.creased = plot, folds, False
        self.curves: Mapping[int, np.ndarray] = {}
        self.base, self.page = Leaf(plot.theme), Leaf(plot.theme)
        super().__init__(self.base, self.page)
        exempt(self, "jump", "what lay as one sheet is drawn in two halves as soon as one swings")
        self.set_value((folds, 1.0))

    def draw(self, curves: Mapping[int, np.ndarray]) -> Self:
        """Let other things be drawn on it."""
        self.curves = curves
        return self.set_value(self.value)

    def set_value(self, value: tuple[float, float]) -> Self:
        """Be open so far, and so wide."""
        self.value = opened, width = value
        pages = math.floor(opened)
        share, sheets = opened - pages, 2 ** (self.folds - pages)
        levels = 0.5**self.folds * np.arange(sheets)
        drawn = self.curves.get(pages, NOTHING), 2**pages if self.creased else 1
        flat = opened == self.folds
        self.crease, self.turn = (width / 2, math.pi) if flat else (width, math.pi * share)
        if not share:
            self.base.lie(self.plot.points_of, (0.0, width), *drawn, levels[1:])
            for part in self.page:
                part.set_points(np.zeros((0, 3)))
            return self
        half = levels[: sheets // 2]
        under = half + (1 - share) * levels[sheets // 2]
        self.base.lie(self.plot.points_of, (0.0, width), *drawn, under)
        self.page.lie(self.swung, (2 * width, width), *drawn, half[1:])
        return self

    def swung(self, xy: np.ndarray) -> np.ndarray:
        """Where points (k, 2) of the swinging page are seen on the frame, in perspective."""
        hinge = self.plot.point(self.crease, EYE)
        away = self.plot.points_of(xy) - hinge
        nearer = DISTANCE / (DISTANCE - away[:, 0] * math.sin(self.turn))
        away[:, 0] *= -math.cos(self.turn)
        points: np.ndarray = hinge + nearer[:, np.newaxis] * away
        return points

    def place(self, x: float, y: float) -> np.ndarray:
        """Where a point of the strip is seen that had one fold only."""
        seen = self.swung if x > 0.5 else self.plot.points_of
        placed: np.ndarray = seen(np.array([[2 * self.crease * x, y]]))[0]
        return placed


class Twins(mn.VGroup, Live[float]):
    """Two points of a tent on a strip, at x and 1 - x, on one level over their feet."""

    def __init__(self, strip: FoldedStrip, tent: Callable[[float], float], x: float) -> None:
        self.strip, self.tent = strip, tent
        colour = strip.plot.theme.print
        self.level = mn.VMobject(stroke_color=colour, stroke_width=STROKES.guide, fill_opacity=0)
        self.dots = [mn.Dot(radius=0.11, color=colour) for _ in range(2)]
        super().__init__(self.level, *self.dots)
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Be at another x, on the strip as it is now."""
        height = self.tent(value)
        left, right = ([self.strip.place(x, y) for y in (0.0, height)] for x in (value, 1 - value))
        self.level.set_points(polyline(np.array([*left, *right[::-1]])))
        for dot, (_, end) in zip(self.dots, (left, right), strict=True):
            dot.move_to(end)
        return self
