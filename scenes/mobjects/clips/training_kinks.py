"""A network's curve over a row of beads, one for each of its kinks."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import CurveTraining
from scenes.layout import Region
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import draw, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import Curve, SmoothGraph
from scenes.mobjects.plots.window import Window
from scenes.theme import STROKES, Theme

ROW, RADIUS, MARGIN = -2.95, 0.07, 0.3
"""Where the beads lie; their radius; and how far beyond the domain they are seen."""
SHORT = 0.01
"""The share of the domain on which the curve is drawn at first."""
LAYERS = 3
"""Beads that meet are drawn in different layers, so that one covers the other: so many for every
other bead, and so many for the rest.
"""
HALO, GAP, DOT = 24.0, 0.3, 0.08
"""How wide a target is drawn; how strongly the gap is filled; the radius of a given point."""
CIRCLE = mn.Circle(1.0, num_components=5).points
MEETING: tuple[FaultKind, ...] = ("contrast", "covered", "overlap", "crossing")


class KinkPicture(Window, mn.VGroup, Live[np.ndarray]):
    """What a network with parameters (p,) draws, and below it a bead where each of its kinks is.

    The curve is `drawn` as far as this share of the domain. The `gap` to the target is no part of
    the picture until it is added. The beads of neurons that no step changes are piled up.
    """

    drawn = 1.0

    def __init__(
        self, theme: Theme, training: CurveTraining, window: Region, y_range: tuple[float, float]
    ) -> None:
        super().__init__()
        self.theme, self.training, self.window = theme, training, window
        self.x_range, self.y_range = training.domain, y_range
        order = training.kinks_of(training.run.parameters[0]).argsort(kind="stable").argsort()
        rank = np.where(training.stuck, training.stuck.cumsum(), order)
        self.layer = rank % 2 * LAYERS + rank // 2 % LAYERS
        step = min(RADIUS, (window.top - ROW) / training.neurons)
        self.y = ROW + step * np.where(training.stuck, rank, 0)
        self.gap = mn.VMobject(theme.error, GAP, stroke_width=0)
        self.lines = stroked(theme.faint("ramp"), STROKES.hair, self.gap.points)
        self.curve = Curve(self, "total", STROKES.strong)
        ends = np.array([[window.left - MARGIN, ROW, 0], [window.right + MARGIN, ROW, 0]])
        self.wire = stroked(theme.axis, STROKES.axis, polyline(ends))
        self.beads = [
            mn.VMobject(theme.ramp, 1, theme.ground, stroke_width=STROKES.hair)
            for _ in range(2 * LAYERS)
        ]
        self.goal = mn.VMobject(theme.target, 1, stroke_width=0)
        if training.target:
            x = np.linspace(*training.domain, 200)
            self.wanted = self.points_of(np.column_stack([x, training.target(x)]))
            self.goal = SmoothGraph(self, training.target, dash=None, width=HALO)
            self.goal.set_stroke(theme.body("target"))
        else:
            spots = self.points_of(training.points)[:, np.newaxis]
            self.goal.set_points((spots + DOT * CIRCLE).reshape(-1, 3))
        for part in (self.gap, self.lines, self.goal, self.wire, *self.beads):
            for fault in MEETING:
                exempt(part, fault, "beads meet, and the curve is to lie on the target")
            exempt(part, "jump", "training goes by steps, each of which is shown as it is")
        self.add(self.lines, self.goal, self.curve, self.wire, *self.beads)
        self.set_value(training.run.parameters[0])

    def draw_to(self, share: float) -> None:
        """Draw the curve up to another share of the domain."""
        self.drawn = share
        self.set_value(self.value)

    def set_value(self, value: np.ndarray) -> Self:
        """Show the network with other parameters."""
        self.value, training, (low, high) = value, self.training, self.x_range
        corners, kinks = training.corners_of(value), training.kinks_of(value)
        front = low + max(self.drawn, SHORT) * (high - low)
        x = np.append(corners[corners[:, 0] < front, 0], front)
        self.curve.draw(np.column_stack([x, np.interp(x, *corners.T)]))
        spot = self.point(low, 0.0)
        places = self.points_of(np.column_stack([kinks, np.zeros_like(kinks)]))
        places[:, 1] = self.y
        beyond = np.maximum(self.window.left - places[:, 0], places[:, 0] - self.window.right)
        sizes = RADIUS * np.clip(1 - beyond / MARGIN, 0, 1)
        for i, beads in enumerate(self.beads):
            shown = (sizes > 0) & (self.layer == i)
            circles = places[shown, np.newaxis] + sizes[shown, np.newaxis, np.newaxis] * CIRCLE
            draw(beads, circles.reshape(-1, 3), spot)
        hung = training.inside(kinks) & (kinks <= front)
        y = np.clip(np.interp(kinks[hung], *corners.T), *self.y_range)
        ends = self.points_of(np.column_stack([kinks[hung], y]))
        draw(self.lines, polyline(np.stack([places[hung], ends], axis=1)), spot)
        if training.target:
            curve = [path[::-1] for path in reversed(self.curve.paths)]
            corners[:, 1] = np.clip(corners[:, 1], *self.y_range)
            end, start = self.points_of(corners[[-1, 0]])[:, np.newaxis]
            draw(self.gap, polygon(np.vstack([self.wanted, end, *curve, start])), spot)
        return self
