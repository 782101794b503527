"""The space of the signature clip: an axis for each neuron, and a place for each signature."""

from __future__ import annotations

from itertools import combinations, product
from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining, View
from scenes.layout import Region
from scenes.mobjects.arrows import arrow, point
from scenes.mobjects.clips.signature_marks import (
    CLASS_ROLES,
    SIZE,
    Classes,
    Marks,
    badges,
    strokes,
)
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import filled, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.theme import STROKES, Theme

TURNS, ELEVATION = np.array([24.0, 44.0]), 18.0
"""Where the viewer stands before training, and after it."""
REGIONS = Region(-0.8, 6.0, -2.6, 2.0), Region(-5.6, 5.6, -2.8, 1.55)
"""Where the space is, beside the plane and alone."""
TIP, LEAST, OFF = 1.08, 0.4, 0.4
"""How far axes go beyond all signatures; the shortest, as a share of the longest; from a tip to its
badge."""
HISTORY, LARGE = 60, 2.3
"""At so many moments the largest scores are looked for; how much larger a class's middle is."""


class Signatures(mn.VGroup, Live[np.ndarray]):
    """The signatures of all points, how they spread within their classes, and the middles between.

    The value is the share of the training, with which the viewer goes around, too; and how near
    the viewer is in the end.
    """

    def __init__(self, theme: Theme, model: SignatureTraining) -> None:
        self.model = model
        history = np.array([model.signatures(share) for share in np.linspace(0, 1, HISTORY)])
        self.fits = (
            self.fit(history, REGIONS[0], TURNS),
            self.fit(history[-1:], REGIONS[1], TURNS[1:]),
        )
        self.walls = mn.VGroup(*[filled(theme.panel, np.eye(3)) for _ in range(3)])
        exempt(self.walls, "contrast", "quiet walls that only say where space ends")
        self.axes = [arrow(theme, role, leg=STROKES.curve - 1) for role in NEURON_ROLES]
        self.room, self.badges = mn.VGroup(self.walls, *self.axes), badges(theme)
        self.classes = Classes(theme, model.classes)
        roles = CLASS_ROLES[: len(self.classes.members)]
        self.spokes = strokes([theme.colour(role) for role in roles], STROKES.hair)
        self.between = strokes([theme.ink], STROKES.curve)
        self.between.set_stroke(theme.ground, 2 * STROKES.curve, background=True)
        exempt(self.between, "contrast", "it has the colour of the ground along it")
        self.middles = mn.VGroup(*[Marks(theme, each, LARGE * SIZE) for each in range(len(roles))])
        self.middles.set_stroke(theme.ink, STROKES.curve, background=True)
        super().__init__(self.room, self.badges)
        self.set_value(np.zeros(2))

    @staticmethod
    def fit(scores: np.ndarray, region: Region, turns: np.ndarray) -> np.ndarray:
        """(7,) the sides of space, the middle on the frame and the scale that hold scores."""
        seen = scores.max(axis=(0, 1))
        sides = TIP * np.maximum(seen, LEAST * max(seen.max(), 1e-3))
        box = (np.array([*product((0, 1), repeat=3)]) - 0.5) * sides
        flat = np.vstack([View(turn, ELEVATION).project(box) for turn in turns])
        low, high = flat.min(axis=0), flat.max(axis=0)
        scale = min(np.array([region.width, region.height]) / (high - low))
        return np.array([*sides, *region.center - scale * (low + high) @ np.eye(2, 3) / 2, scale])

    def flat(self, points: np.ndarray) -> np.ndarray:
        """Frame points (..., 3) of places in space (..., 3)."""
        flat: np.ndarray = (points - self.sides / 2) @ self.view.matrix + self.middle
        return flat

    def set_value(self, value: np.ndarray) -> Self:
        """Show another moment."""
        share, near = value.tolist()
        *sides_and_middle, scale = (1 - near) * self.fits[0] + near * self.fits[1]
        self.sides, self.middle = np.array(sides_and_middle).reshape(2, 3)
        self.view = View((1 - share) * TURNS[0] + share * TURNS[1], ELEVATION, float(scale))
        tips = np.diag(self.sides)
        for neuron, wall in enumerate(self.walls):
            one, other = tips[neuron - 2], tips[neuron - 1]
            wall.set_points(polygon(self.flat(np.array([0 * one, one, one + other, other]))))
        self.origin, self.tips = self.flat(np.zeros(3)), self.flat(tips)
        for neuron, tip in enumerate(self.tips):
            point(self.axes[neuron], np.array([self.origin, tip]), 0.0)
            way = (tip - self.origin) / np.linalg.norm(tip - self.origin)
            self.badges[neuron].shift(tip + OFF * way - self.badges[neuron][0].get_center())
        scores, members = self.model.signatures(share), self.classes.members
        places = self.flat(scores)
        self.classes.put(places, self.model.told(share))
        means = self.flat(np.array([scores[own].mean(axis=0) for own in members]))
        for own, mean, middle, spokes in zip(
            members, means, self.middles, self.spokes, strict=True
        ):
            middle.set_value(mean[np.newaxis])
            ways = [np.array([mean, place]) for place in places[own]]
            spokes.set_points(polyline(*ways))
        self.between[0].set_points(polyline(np.array([*combinations(means, 2)])))
        return self
