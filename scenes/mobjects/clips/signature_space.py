"""The space of the signature clip: an axis for each neuron, and a place for each signature."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining, View, nearest_is_own, scatter_ratio
from scenes.layout import Region
from scenes.mobjects.clips.signature_marks import CLASS_ROLES, badge, dots, rings
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import arrows, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.theme import STROKES, Theme

SIDE, REGION = View(42, 24), Region(-0.1, 6.0, -3.2, 1.8)
TIP, LEAST, BADGE, HEAD = 1.12, 0.7, 0.42, 0.26
"""How far axes go beyond all signatures; the shortest, as a share of the longest; from tip to
badge; the length of a head."""
FLOOR, SQUARES = 0.8, 5
"""The side of the floor, in axes, and how many squares there are along it."""
KNOTS, HISTORY = 12, 120
"""The pieces of a trail, and the moments that it is drawn from."""
DROP, TRAIL = 0.3, 0.4
"""How opaque the lines are that go down to the floor, and the trails."""


class Signatures(mn.VGroup, Live[float]):
    """The signatures of all points after a share of the training, with trails from the start."""

    def __init__(self, theme: Theme, model: SignatureTraining) -> None:
        self.model = model
        history = np.array([model.signatures(share) for share in np.linspace(0, 1, HISTORY)])
        longest = TIP * (float(history.max()) or 1.0)
        reach = np.maximum(TIP * history.max(axis=(0, 1)), LEAST * longest)
        tips, origin, side = np.diag(reach), np.zeros(3), FLOOR * reach[:2].min() * np.eye(3)[0]
        shown = np.vstack([tips, [side + side[[1, 0, 2]]], history.reshape(-1, 3)])
        self.view = SIDE.fitted(shown, REGION.width, REGION.height)
        self.history = self.flat(history)
        starts = np.linspace(origin, side, SQUARES + 1)
        grid = np.stack([starts, starts + side[[1, 0, 2]]], axis=1)
        floor = polyline(self.flat(np.vstack([grid, grid[..., [1, 0, 2]]])))
        axes = self.flat(np.stack([np.zeros((3, 3)), tips], axis=1))
        shafts, heads = arrows(axes, HEAD)
        self.axes = stroked(theme.muted, STROKES.guide + 1, polyline(shafts))
        tops = mn.VMobject(stroke_width=0, fill_color=theme.muted, fill_opacity=1)
        ways = axes[:, 1] - axes[:, 0]
        spots = axes[:, 1] + BADGE * ways / np.linalg.norm(ways, axis=1)[:, np.newaxis]
        self.badges = mn.VGroup(*[badge(theme, n).shift(spot) for n, spot in enumerate(spots)])
        squares = stroked(theme.grid, STROKES.axis, floor)
        exempt(squares, "contrast", "a quiet grid that only says where the floor is")
        self.room = mn.VGroup(squares, self.axes, tops.set_points(polygon(heads)), self.badges)
        self.members = [model.classes == each for each in range(model.classes.max() + 1)]
        thin = [
            stroked(theme.colour(CLASS_ROLES[each]), STROKES.hair, np.zeros((4, 3)))
            for each in range(len(self.members))
        ]
        self.drops = mn.VGroup(*thin).set_stroke(opacity=DROP)
        self.trails = self.drops.copy().set_stroke(opacity=TRAIL)
        starts = self.history[0]
        self.dots = mn.VGroup(*[dots(theme, c, starts[own]) for c, own in enumerate(self.members)])
        self.rings = rings(theme)
        super().__init__(self.drops, self.trails, self.dots, self.rings)
        self.set_value(0.0)

    def flat(self, points: np.ndarray) -> np.ndarray:
        """Frame points (..., 3) of places in space (..., 3)."""
        flat: np.ndarray = (points - self.view.center) @ self.view.matrix + REGION.center
        return flat

    def set_value(self, value: float) -> Self:
        """Show another moment; `own` and `ratio` are read off what it shows."""
        scores, classes = self.model.signatures(value), self.model.classes
        self.own, self.ratio = nearest_is_own(scores, classes), scatter_ratio(scores, classes)
        places = self.flat(scores)
        drops = np.stack([places, self.flat(scores * [1, 1, 0])], axis=1)
        trails = self.trails_to(value)
        for each, own in enumerate(self.members):
            self.dots[each].set_value(places[own])
            self.drops[each].set_points(polyline(drops[own]))
            self.trails[each].set_points(trails[own].reshape(-1, 3))
        self.rings.set_value(places[~self.own])
        return self

    def trails_to(self, share: float) -> np.ndarray:
        """(k, KNOTS, 4, 3) Bézier points of the ways of all signatures since the start."""
        at = np.linspace(0, share, KNOTS + 1) * (HISTORY - 1)
        low = np.minimum(at.astype(int), HISTORY - 2)
        part = (at - low)[:, np.newaxis, np.newaxis]
        knots = (1 - part) * self.history[low] + part * self.history[low + 1]
        slopes = np.gradient(knots, axis=0) / 3
        pieces = [knots[:-1], knots[:-1] + slopes[:-1], knots[1:] - slopes[1:], knots[1:]]
        return np.moveaxis(np.stack(pieces, axis=1), 2, 0)
