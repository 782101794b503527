"""The space of the signature clip: an axis for each neuron, and a place for each signature."""

from __future__ import annotations

from itertools import combinations, product
from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining, View
from scenes.layout import Region
from scenes.mobjects.arrows import arrow, point
from scenes.mobjects.clips.signature_marks import CLASS_ROLES, SIZE, Classes, Marks, badges, strokes
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import filled, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.theme import STROKES, Theme

TURNS, ELEVATION = (24.0, 44.0), 18.0
"""Where the viewer stands, and in the end."""
REGIONS = Region(-0.8, 6.0, -1.9, 2.0), Region(-0.8, 6.0, -1.9, 1.4)
"""Where the space is, and under an answer."""
TIP, LEAST, OFF = 1.08, 0.4, 0.4
"""How far axes go beyond all; the shortest, as a share of the longest; from a tip to its badge."""
HISTORY, LARGE = 60, 1.5
"""At so many moments the largest scores are looked for; how much larger a class's middle is."""


class Signatures(mn.VGroup, Live[np.ndarray]):
    """The signatures of all points, how they spread within their classes, and the middles between.

    The value is the share of the training, and how far the viewer has gone around in the end.
    """

    def __init__(self, theme: Theme, model: SignatureTraining) -> None:
        self.model, self.classes = model, Classes(theme, model.classes)
        history = [model.signatures(share) for share in np.linspace(0, 1, HISTORY)]
        shown = np.vstack(history), np.vstack([history[-1], self.means(0.0)])
        self.fits = [self.fit(*each) for each in zip(shown, REGIONS, TURNS, strict=True)]
        self.walls = mn.VGroup(*[filled(theme.panel, np.eye(3)) for _ in range(3)])
        exempt(self.walls, "contrast", "quiet walls that only say where space ends")
        self.axes = [arrow(theme, role, leg=STROKES.curve - 1) for role in NEURON_ROLES]
        self.room, self.badges = mn.VGroup(self.walls, *self.axes), badges(theme)
        roles = CLASS_ROLES[: len(self.classes.members)]
        self.spokes = strokes([theme.colour(role) for role in roles], STROKES.axis)
        exempt(self.spokes, "jump", "they are drawn one after another, each from its middle")
        self.before = strokes([theme.muted], STROKES.guide)
        self.between = strokes([theme.ink], STROKES.curve)
        self.between.set_stroke(theme.ground, 2 * STROKES.curve, background=True)
        exempt(self.between, "contrast", "it has the colour of the ground along it")
        self.middles = mn.VGroup(*[Marks(theme, each, LARGE * SIZE) for each in range(len(roles))])
        self.middles.set_stroke(theme.ink, STROKES.curve, background=True)
        super().__init__(self.room, self.badges)
        self.set_value(np.zeros(2))

    @staticmethod
    def fit(scores: np.ndarray, region: Region, turn: float) -> np.ndarray:
        """(7,) the sides of space, the middle on the frame and the scale that hold scores."""
        seen = scores.max(axis=0)
        sides = TIP * np.maximum(seen, LEAST * max(seen.max(), 1e-3))
        box = (np.array([*product((0, 1), repeat=3)]) - 0.5) * sides
        flat = View(turn, ELEVATION).project(box)
        low, high = flat.min(axis=0), flat.max(axis=0)
        scale = min(np.array([region.width, region.height]) / (high - low))
        return np.array([*sides, *region.center - scale * (low + high) @ np.eye(2, 3) / 2, scale])

    def means(self, share: float) -> np.ndarray:
        """(n, 3) the middles of the classes."""
        scores = self.model.signatures(share)
        return np.array([scores[own].mean(axis=0) for own in self.classes.members])

    def flat(self, points: np.ndarray) -> np.ndarray:
        """Frame points (..., 3) of places in space (..., 3)."""
        flat: np.ndarray = (points - self.sides / 2) @ self.view.matrix + self.middle
        return flat

    def set_value(self, value: np.ndarray) -> Self:
        """Show another moment."""
        share, near = value.tolist()
        *sides_and_middle, scale = (1 - near) * self.fits[0] + near * self.fits[1]
        self.sides, self.middle = np.array(sides_and_middle).reshape(2, 3)
        self.view = View((1 - near) * TURNS[0] + near * TURNS[1], ELEVATION, float(scale))
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
        means, old = self.flat(self.means(share)), self.flat(self.means(0.0))
        for each, own in enumerate(members):
            self.middles[each].set_value(means[[each]])
            ways = np.broadcast_arrays(means[each], places[own])
            self.spokes[each].set_points(polyline(*np.stack(ways, axis=1)))
        for lines, ends in ((self.between, means), (self.before, old)):
            lines[0].set_points(polyline(np.array([*combinations(ends, 2)])))
        return self
