"""The plane of the signature clip: points in a round window, and the lines of three neurons."""

from __future__ import annotations

from itertools import product
from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining, nearest_is_own, zero_lines
from scenes.layout import FRAME
from scenes.mobjects.clips.signature_marks import DISC, badge, dots, rings
from scenes.mobjects.lines import arrows, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.theme import STROKES, Theme

MIDDLE, RADIUS, ROOM = np.array([FRAME.left + 3.5, -0.58, 0.0]), 2.4, 1.07
"""The window on the frame, and how much larger it is than the circle around all points."""
GRID, STATIONS = 64, 60
"""So many squares along a side follow a bent line; at so many moments ends are compared."""
SHORTEST, STEEP, LONGEST, HEAD = 0.3, 0.35, 1.3, 0.2
"""An arrow to the side that scores: for no weights, more for each unit, at most; its head."""
OUT, INWARD = 0.37, np.array([[0.12], [0.3], [0.2]])
"""How far a badge is outside of the window, and, as a share of its line, each arrow
inside."""


class Plane(mn.VGroup, Live[float]):
    """All points, and the lines where the neurons score 0, after a share of the training.

    The lines of neurons that look at a wider layer are bent; they bear no badge.
    """

    def __init__(self, theme: Theme, model: SignatureTraining) -> None:
        self.model = model
        self.reach = ROOM * float(np.sqrt((model.plane**2).sum(axis=1)).max())
        self.places = self.points_of(model.plane)
        self.grid = np.stack(
            np.meshgrid(*[np.linspace(-self.reach, self.reach, GRID)] * 2), axis=-1
        )
        dish = mn.Circle(RADIUS, stroke_color=theme.axis, stroke_width=STROKES.axis)
        self.dish = dish.set_fill(theme.panel, 1).move_to(MIDDLE)
        self.lines = stroked(theme.ink, STROKES.curve - 1, np.zeros((4, 3)))
        self.shafts = stroked(theme.ink, STROKES.guide, np.zeros((4, 3)))
        self.heads = mn.VMobject(stroke_width=0, fill_color=theme.ink, fill_opacity=1)
        self.badges = mn.VGroup(*[badge(theme, neuron) for neuron in range(3)])
        members = [model.classes == each for each in range(model.classes.max() + 1)]
        self.dots = mn.VGroup(*[dots(theme, c, self.places[own]) for c, own in enumerate(members)])
        self.rings = rings(theme)
        self.criteria: list[mn.VMobject] = [self.lines]
        if not model.wide:
            self.criteria += [self.shafts, self.heads, self.badges]
            self.ends = self.best_ends()
        super().__init__(self.dish, *self.criteria)
        self.set_value(0.0)

    def points_of(self, plane: np.ndarray) -> np.ndarray:
        """Frame points (..., 3) of places (..., 2) of the plane."""
        unit = RADIUS / self.reach * np.eye(2, 3)
        points: np.ndarray = plane @ unit + MIDDLE
        return points

    def feet(self, share: float, place: np.ndarray) -> np.ndarray:
        """(3, 2) the places on the straight lines that are nearest to a place of the plane."""
        ((weights, _),) = self.model.layers(share)
        ways = self.model.sums(share, place) / (weights**2).sum(axis=0) * weights
        feet: np.ndarray = place - ways.T
        return feet

    def rims(self, share: float) -> np.ndarray:
        """(3, 2, 3) where the lines leave the window; for one outside, twice what is nearest."""
        feet, ((weights, _),) = self.feet(share, np.zeros(2)), self.model.layers(share)
        gaps = np.linalg.norm(feet, axis=1)[:, np.newaxis]
        across = (weights / np.linalg.norm(weights, axis=0)).T[:, ::-1] * [-1.0, 1.0]
        half = np.sqrt(np.maximum(self.reach**2 - gaps**2, 0.0)) * across
        inside = np.minimum(1.0, self.reach / np.maximum(gaps, 1e-9))
        return self.points_of(np.stack([inside * feet - half, inside * feet + half], axis=1))

    def best_ends(self) -> tuple[int, ...]:
        """The ends of the lines where badges go short ways and do not meet."""
        rims = np.array([self.rims(share) for share in np.linspace(0, 1, STATIONS)])

        def cost(ends: tuple[int, ...]) -> float:
            places = rims[:, range(3), ends]
            gaps = np.linalg.norm(places - np.roll(places, 1, axis=1), axis=2)
            ways = np.linalg.norm(np.diff(places, axis=0), axis=2)
            return float(ways.sum() + 20 * max(0.0, 2 * DISC - gaps.min()))

        return min(product((0, 1), repeat=3), key=cost)

    def set_value(self, value: float) -> Self:
        """Show another moment."""
        own = nearest_is_own(self.model.signatures(value), self.model.classes)
        self.rings.set_value(self.places[~own])
        if self.model.wide:
            sums = self.model.sums(value, self.grid)
            lines = np.vstack([zero_lines(sums[..., neuron], self.grid) for neuron in range(3)])
            inside = (lines.mean(axis=1) ** 2).sum(axis=1) < self.reach**2
            self.lines.set_points(polyline(self.points_of(lines[inside])))
            return self
        rims = self.rims(value)
        ends, ((weights, _),) = rims[range(3), self.ends], self.model.layers(value)
        for mark, place in zip(self.badges, ends, strict=True):
            mark.shift(place + OUT / RADIUS * (place - MIDDLE) - mark[0].get_center())
        starts = ends + INWARD * (rims.sum(axis=1) - 2 * ends)
        lengths = np.linalg.norm(weights, axis=0)
        rise = (np.minimum(SHORTEST + STEEP * lengths, LONGEST) / lengths * weights).T @ np.eye(
            2, 3
        )
        shafts, heads = arrows(np.stack([starts, starts + rise], axis=1), HEAD)
        self.lines.set_points(polyline(rims))
        self.shafts.set_points(polyline(shafts))
        self.heads.set_points(polygon(heads))
        return self
