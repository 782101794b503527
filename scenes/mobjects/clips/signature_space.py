"""The space of the signature clip: an axis for each neuron, and a place for each signature."""

from __future__ import annotations

from itertools import combinations, product
from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining, View
from scenes.layout import Region
from scenes.mobjects.arrows import arrow, point
from scenes.mobjects.clips.signature_marks import CLASS_ROLES, SIZE, Marks, hollow, strokes
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible
from scenes.mobjects.lines import filled, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

TURNS, ELEVATION = (22.0, 34.0, 46.0), 24.0
"""Where the viewer stands before training, after it, and in the end."""
REGIONS = Region(-1.2, 5.6, -3.4, 2.2), Region(-1.6, 5.7, -3.5, 2.0)
"""Where the space is, beside the plane and alone."""
TIP, LEAST, LABEL = 1.1, 0.5, 0.12
"""How far axes go beyond all signatures; the shortest, as a share of the longest; from a tip to its
label."""
HISTORY, NEARER, LARGE = 60, 0.3, 2.5
"""At so many moments the largest scores are looked for; how much larger what is nearest is drawn,
and the middle of a class."""


class Signatures(mn.VGroup, Live[np.ndarray]):
    """The signatures of all points, how they spread within their classes, and the middles between.

    The value is the share of the training, where the viewer stands, and how near.
    """

    def __init__(self, theme: Theme, model: SignatureTraining) -> None:
        self.model = model
        history = np.array([model.signatures(share) for share in np.linspace(0, 1, HISTORY)])
        self.members = [model.classes == each for each in range(model.classes.max() + 1)]
        self.start, count = self.means(history[0]), range(len(self.members))
        seen = np.array(
            [history.max(axis=(0, 1)), np.vstack([history[-1], self.start]).max(axis=0)]
        )
        self.both = TIP * np.maximum(
            seen, LEAST * np.maximum(seen.max(axis=1, keepdims=True), 1e-3)
        )
        self.walls = mn.VGroup(*[filled(theme.panel, np.eye(3)) for _ in range(3)])
        exempt(self.walls, "contrast", "quiet walls that only say where space ends")
        self.axes = mn.VGroup(*[arrow(theme, role, leg=STROKES.curve - 1) for role in NEURON_ROLES])
        names = [
            Typeset(f"score {n + 1}", theme, SIZES.label, role)
            for n, role in enumerate(NEURON_ROLES)
        ]
        self.labels = mn.VGroup(*[legible(name, theme) for name in names])
        self.room = mn.VGroup(self.walls, self.axes, self.labels)
        self.spokes = strokes([theme.faint(CLASS_ROLES[each]) for each in count], STROKES.axis)
        self.dots = mn.VGroup(*[Marks(theme, each) for each in count])
        self.rings = mn.VGroup(*[hollow(theme, each) for each in count])
        self.before = strokes([theme.muted], STROKES.guide)
        self.between = strokes([theme.ink], STROKES.curve)
        self.middles = mn.VGroup(*[Marks(theme, each, LARGE * SIZE) for each in count])
        self.middles.set_stroke(theme.ink, STROKES.curve, background=True)
        super().__init__(self.room)
        self.set_value(np.array([0.0, TURNS[0], 0.0]))

    def means(self, scores: np.ndarray) -> np.ndarray:
        """(c, 3) the middles of the classes."""
        return np.array([scores[own].mean(axis=0) for own in self.members])

    def flat(self, points: np.ndarray) -> np.ndarray:
        """Frame points (..., 3) of places in space (..., 3)."""
        flat: np.ndarray = (points - self.sides / 2) @ self.view.matrix + self.shift_by
        return flat

    def marks_of(self, points: np.ndarray) -> np.ndarray:
        """The same, with how much nearer to the viewer they are than the middle of space."""
        deep = (points - self.sides / 2) @ self.view.rotation[2] / np.linalg.norm(self.sides)
        return self.flat(points) + NEARER * deep[:, np.newaxis] * [0, 0, 1]

    def look(self, turn: float, near: float) -> None:
        """See space from somewhere, in one scale wherever that is."""
        ways = np.array([View(angle, ELEVATION).rotation[:2] for angle in TURNS])
        fits = []
        for region, sides in zip(REGIONS, self.both, strict=True):
            seen = (np.array([*product((0, 1), repeat=3)]) - 0.5) * sides @ ways.swapaxes(1, 2)
            low, high = seen.min(axis=(0, 1)), seen.max(axis=(0, 1))
            scale = min(np.array([region.width, region.height]) / (high - low))
            fits.append(np.array([*region.center[:2] - scale * (low + high) / 2, scale, *sides]))
        x, y, scale, *sides = (1 - near) * fits[0] + near * fits[1]
        self.sides = np.array(sides)
        self.view, self.shift_by = View(turn, ELEVATION, float(scale)), np.array([x, y, 0.0])

    @property
    def corners(self) -> np.ndarray:
        """(3, 4, 3) the corners of the walls where a neuron scores 0, from the origin."""
        tips = np.diag(self.sides)
        walls = [tips[[n - 2, n - 1]] for n in range(3)]
        return np.array([[0 * one, one, one + other, other] for one, other in walls])

    def set_value(self, value: np.ndarray) -> Self:
        """Show another moment."""
        share, turn, near = value.tolist()
        self.look(turn, near)
        for wall, corners in zip(self.walls, self.flat(self.corners), strict=True):
            wall.set_points(polygon(corners))
        origin, tips = self.flat(np.zeros(3)), self.flat(np.diag(self.sides))
        for neuron, tip in enumerate(tips):
            point(self.axes[neuron], np.array([origin, tip]), 0.0)
            way, label = (tip - origin) / np.linalg.norm(tip - origin), self.labels[neuron]
            off = LABEL + abs(way[0]) * label.width / 2 + abs(way[1]) * label.height / 2
            label.move_to(tip + off * way)
        scores, told = self.model.signatures(share), self.model.told(share)
        means = self.means(scores)
        marks, ends = self.marks_of(scores), self.flat(means)
        for each, own in enumerate(self.members):
            self.dots[each].set_value(marks[own])
            self.rings[each].set_value(marks[own & ~told])
            self.middles[each].set_value(self.marks_of(means[[each]]))
            ways = np.stack([np.broadcast_to(ends[each], (own.sum(), 3)), self.flat(scores[own])])
            self.spokes[each].set_points(polyline(ways.swapaxes(0, 1)))
        for lines, knots in ((self.between, ends), (self.before, self.flat(self.start))):
            lines[0].set_points(polyline(np.array([*combinations(knots, 2)])))
        return self
