"""The plane of the signature clip: points in a round window, and the lines of three neurons."""

from __future__ import annotations

from itertools import combinations
from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining
from scenes.mobjects.arrows import arrow, point
from scenes.mobjects.clips.signature_marks import DISC, Classes, badges, strokes
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.theme import STROKES, Theme

MIDDLE, RADIUS, ROOM = np.array([-3.54, -0.42, 0.0]), 2.15, 1.07
"""The window on the frame, and how much larger it is than all points need."""
ARROW, OUT, WITHIN, APART, INWARD = 0.4, 0.37, 0.9, 0.66, 0.3
"""How far an arrow reaches beyond its badge, and a badge's middle beyond the window; a line further
off than this share of the window has its badge where one that far off would have it; from the
middle of a badge to another, which pass one inside of the other; and whose share of that is so."""
LEAVING = 1.15
"""A line so much further off than the window has a badge that is as faint as it becomes."""
MOST = 2.92
"""Badges are no further from the middle of the window, or they would leave the frame."""


class Plane(mn.VGroup, Live[float]):
    """All points, and the lines where the neurons score 0, after a share of the training.

    The lines of neurons that look at a wider layer are bent; they bear no badge.
    """

    def __init__(self, theme: Theme, model: SignatureTraining) -> None:
        self.theme, self.model = theme, model
        self.reach = ROOM * float(np.linalg.norm(model.plane, axis=1).max())
        dish = mn.Circle(RADIUS, stroke_color=theme.axis, stroke_width=STROKES.axis)
        dish.set_fill(theme.panel, 1).shift(MIDDLE)
        self.lines = strokes([theme.colour(role) for role in NEURON_ROLES], STROKES.curve - 1)
        self.arrows = [arrow(theme, role, leg=STROKES.curve) for role in NEURON_ROLES]
        self.badges, self.classes = badges(theme), Classes(theme, model.classes)
        super().__init__(dish, self.lines)
        if model.wide:
            exempt(self.lines, "jump", "where a neuron scores about 0 all around, its line hops")
        else:
            self.add(*self.arrows, self.badges)
            self.ends = model.ends(self.reach, WITHIN)
        self.set_value(0.0)

    def points_of(self, plane: np.ndarray) -> np.ndarray:
        """Frame points (..., 3) of places (..., 2) of the plane."""
        points: np.ndarray = RADIUS / self.reach * plane @ np.eye(2, 3) + MIDDLE
        return points

    def set_value(self, value: float) -> Self:
        """Show another moment."""
        self.classes.set_value(self.points_of(self.model.plane))
        for line, ways in zip(self.lines, self.model.zeros(value, self.reach), strict=True):
            line.set_points(polyline(self.points_of(ways)))
        if self.model.wide:
            return self
        ((weights, _),) = self.model.layers(value)
        rises = (DISC + ARROW) * (weights / np.linalg.norm(weights, axis=0)).T @ np.eye(2, 3)
        rims = self.points_of(self.model.rims(value, self.reach, WITHIN)[range(3), self.ends])
        ends, ways = rims + OUT / RADIUS * (rims - MIDDLE), (rims - MIDDLE) / RADIUS
        for one, other in combinations(range(3), 2):
            near = float(((ends[one] - ends[other]) ** 2).sum())
            aside = np.sqrt(max(0.0, APART**2 - near))
            ends[one] -= INWARD * aside * ways[one]
            ends[other] += (1 - INWARD) * aside * ways[other]
        away = self.model.away(value) / self.reach
        for neuron, end in enumerate(ends):
            end = MIDDLE + min(1.0, MOST / float(np.linalg.norm(end - MIDDLE))) * (end - MIDDLE)
            self.badges[neuron].shift(end - self.badges[neuron][0].get_center())
            point(self.arrows[neuron], np.array([end, end + rises[neuron]]), 0.0)
            seen = np.interp(away[neuron], [1.0, LEAVING], [1.0, self.theme.dimmed])
            self.badges[neuron][0].set_opacity(seen), self.arrows[neuron].set_opacity(seen)
        return self
