"""The plane of the signature clip: points in a round window, and the lines of three neurons."""

from __future__ import annotations

from itertools import product
from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining, zero_lines
from scenes.mobjects.arrows import arrow, point
from scenes.mobjects.clips.signature_marks import DISC, Marks, badge, hollow, strokes
from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.theme import STROKES, Theme

MIDDLES, RADII, ROOM = np.array([[0.0, -2.9, 0.0], [-4.2, 0.3, 0.0]]), np.array([4.5, 1.7]), 1.07
"""The window on the frame, alone and aside, and how much larger it is than all points need."""
GRID, STATIONS = 64, 60
"""So many squares along a side follow a bent line; at so many moments ends are compared."""
STEEP, LONGEST = 0.3, 0.95
"""The arrow to the side that scores: its length for each unit of weights, and at most."""
OUT = 0.37
"""How far a badge is outside of the window."""


class Plane(mn.VGroup, Live[np.ndarray]):
    """All points, and the lines where the neurons score 0.

    The value is the share of the training, and how far the window has gone aside. The lines of
    neurons that look at a wider layer are bent; they bear no badge.
    """

    def __init__(self, theme: Theme, model: SignatureTraining) -> None:
        self.model = model
        self.reach = ROOM * float(np.sqrt((model.plane**2).sum(axis=1)).max())
        axis = np.linspace(-self.reach, self.reach, GRID)
        self.grid = np.stack(np.meshgrid(axis, axis), axis=-1)
        self.dish = mn.Circle(1.0, stroke_color=theme.axis, stroke_width=STROKES.axis)
        self.dish.set_fill(theme.panel, 1)
        roles = NEURON_ROLES
        self.lines = strokes([theme.colour(role) for role in roles], STROKES.curve - 1)
        self.arrows = mn.VGroup(*[arrow(theme, role, leg=STROKES.guide + 1) for role in roles])
        self.badges = mn.VGroup(*[badge(theme, neuron) for neuron in range(3)])
        self.members = [model.classes == each for each in range(model.classes.max() + 1)]
        self.dots = mn.VGroup(*[Marks(theme, c) for c in range(len(self.members))])
        self.rings = mn.VGroup(*[hollow(theme, c) for c in range(len(self.members))])
        self.criteria = mn.VGroup(self.lines)
        if not model.wide:
            self.criteria.add(self.arrows, self.badges)
            self.ends = tuple(self.rims(0.0)[..., 1].argmax(axis=1)), self.best_ends()
        super().__init__(self.dish, self.criteria)
        self.set_value(np.zeros(2))

    def best_ends(self) -> tuple[int, ...]:
        """The ends of the lines where badges never come near one another."""
        rims = np.array([self.rims(share) for share in np.linspace(0, 1, STATIONS)])

        def least(ends: tuple[int, ...]) -> float:
            places = rims[:, range(3), ends]
            return float(np.linalg.norm(places - np.roll(places, 1, axis=1), axis=2).min())

        return max(product((0, 1), repeat=3), key=least)

    def rims(self, share: float) -> np.ndarray:
        """(3, 2, 2) where the lines leave the window; for one outside, twice what is nearest."""
        ((weights, biases),) = self.model.layers(share)
        lengths = np.linalg.norm(weights, axis=0)[:, np.newaxis]
        along, gaps = weights.T / lengths, -biases[:, np.newaxis] / lengths
        half = np.sqrt(np.maximum(self.reach**2 - gaps**2, 0.0)) * along[:, ::-1] * [-1.0, 1.0]
        feet = np.clip(gaps, -self.reach, self.reach) * along
        return np.stack([feet - half, feet + half], axis=1)

    def points_of(self, plane: np.ndarray) -> np.ndarray:
        """Frame points (..., 3) of places (..., 2) of the plane."""
        points: np.ndarray = self.radius / self.reach * plane @ np.eye(2, 3) + self.middle
        return points

    def feet(self, spot: np.ndarray) -> np.ndarray:
        """(3, 3) the frame points of the lines that are nearest to one; that itself for none."""
        feet = np.array([spot] * 3)
        for neuron, line in enumerate(self.lines):
            ends = line.points.reshape(-1, 4, 3)
            steps = ends[:, 3] - ends[:, 0]
            along = ((spot - ends[:, 0]) * steps).sum(axis=1) / (steps**2).sum(axis=1)
            near = ends[:, 0] + np.clip(along, 0, 1)[:, np.newaxis] * steps
            if len(near):
                feet[neuron] = near[np.linalg.norm(near - spot, axis=1).argmin()]
        return feet

    def set_value(self, value: np.ndarray) -> Self:
        """Show another moment."""
        share, aside = value.tolist()
        self.middle = (1 - aside) * MIDDLES[0] + aside * MIDDLES[1]
        self.radius = (1 - aside) * RADII[0] + aside * RADII[1]
        self.dish.set_points(self.radius * mn.Circle(1.0).points + self.middle)
        self.places, told = self.points_of(self.model.plane), self.model.told(share)
        for own, dots, rings in zip(self.members, self.dots, self.rings, strict=True):
            dots.set_value(self.places[own])
            rings.set_value(self.places[own & ~told])
        if self.model.wide:
            sums = self.model.sums(share, self.grid)
            for neuron, line in enumerate(self.lines):
                ways = zero_lines(sums[..., neuron], self.grid)
                inside = (ways.mean(axis=1) ** 2).sum(axis=1) < self.reach**2
                line.set_points(polyline(self.points_of(ways[inside])))
            return self
        ((weights, _),) = self.model.layers(share)
        lengths = np.maximum(np.linalg.norm(weights, axis=0), 1e-9)
        rises = (weights * (DISC / lengths + np.minimum(STEEP, LONGEST / lengths))).T @ np.eye(2, 3)
        for neuron, ends in enumerate(self.points_of(self.rims(share))):
            first, last = (ends[best[neuron]] for best in self.ends)
            mark, end = self.badges[neuron], (1 - aside) * first + aside * last
            end = end + OUT / self.radius * (end - self.middle)
            mark.shift(end - mark[0].get_center())
            self.lines[neuron].set_points(polyline(ends))
            point(self.arrows[neuron], np.array([end, end + rises[neuron]]), 0.0)
        return self
