"""The space of the signature clip: an axis for each neuron, and a place for each signature."""

from __future__ import annotations

from itertools import combinations
from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining, View
from scenes.layout import Region
from scenes.mobjects.clips.signature_marks import CLASS_ROLES, SIZE, Marks, hollow
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible
from scenes.mobjects.lines import arrows, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

TURNS, ELEVATION = (66.0, 40.0, 26.0), 24.0
"""Where the viewer stands before training, after it, and in the end."""
REGIONS = Region(-1.3, 6.3, -3.5, 2.7), Region(-2.6, 6.3, -3.6, 2.3)
"""Where the space is, beside the plane and alone."""
TIP, LEAST, HEAD, LABEL = 1.1, 0.6, 0.26, 0.12
"""How far axes go beyond all signatures; the shortest, as a share of the longest; the length of a
head; from a tip to its label."""
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
        most = history.max(axis=(0, 1))
        self.sides = TIP * np.maximum(most, LEAST * (most.max() or 1.0))
        self.members = [model.classes == each for each in range(model.classes.max() + 1)]
        self.start = self.means(history[0])
        count, none = range(len(self.members)), np.zeros((4, 3))
        roles = [theme.colour(role) for role in NEURON_ROLES]
        self.walls = mn.VGroup(
            *[
                mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
                for colour in (theme.panel, theme.panel, theme.floor)
            ]
        )
        exempt(self.walls, "contrast", "quiet walls that only say where space ends")
        self.axes = mn.VGroup(*[stroked(colour, STROKES.curve - 1, none) for colour in roles])
        self.tops = mn.VGroup(
            *[mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=1) for colour in roles]
        )
        self.labels = mn.VGroup(
            *[
                legible(Typeset(f"score {n + 1}", theme, SIZES.label, role), theme)
                for n, role in enumerate(NEURON_ROLES)
            ]
        )
        self.room = mn.VGroup(self.walls, self.axes, self.tops, self.labels)
        faint = [theme.faint(CLASS_ROLES[each]) for each in count]
        self.spokes = mn.VGroup(*[stroked(colour, STROKES.axis, none) for colour in faint])
        self.dots = mn.VGroup(*[Marks(theme, each, np.eye(1, 3)) for each in count])
        self.rings = mn.VGroup(*[hollow(theme, each) for each in count])
        self.between = stroked(theme.ink, STROKES.curve, none)
        self.before = stroked(theme.muted, STROKES.guide, none)
        self.middles = mn.VGroup(
            *[Marks(theme, each, np.eye(1, 3), LARGE * SIZE) for each in count]
        )
        for mark in self.middles:
            mark.set_stroke(theme.ink, STROKES.curve, background=True)
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
        seen = (np.vstack([self.corners.reshape(-1, 3)]) - self.sides / 2) @ ways.swapaxes(1, 2)
        low, high = seen.min(axis=(0, 1)), seen.max(axis=(0, 1))
        fits = []
        for region in REGIONS:
            scale = min(np.array([region.width, region.height]) / (high - low))
            fits.append(np.append(region.center[:2] - scale * (low + high) / 2, scale))
        x, y, scale = (1 - near) * fits[0] + near * fits[1]
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
            shafts, heads = arrows(np.array([[origin, tip]]), HEAD)
            self.axes[neuron].set_points(polyline(shafts))
            self.tops[neuron].set_points(polygon(heads))
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
        firsts = self.flat(self.start)
        for lines, knots in ((self.between, ends), (self.before, firsts)):
            lines.set_points(polyline(np.array([*combinations(knots, 2)])))
        return self
