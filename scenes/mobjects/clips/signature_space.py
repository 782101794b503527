"""The space of the signature clip: an axis for each neuron, and a place for each signature."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining, View
from scenes.layout import Region
from scenes.mobjects.clips.signature_marks import (
    CIRCLE,
    CLASS_ROLES,
    DISC,
    SIZE,
    Classes,
    badges,
    large,
    strokes,
)
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import draw, filled, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs
from scenes.theme import FILL_OPACITY, STROKES, Theme

VIEWS, SEEN = [View(turn, up) for up in range(18, 40, 2) for turn in range(20, 81, 2)], 0.74
"""Whence space may be seen, and what share of its length each axis must at least seem to have."""
REGION, ASIDE = Region(1.75, 5.85, -2.4, 1.65), np.array([-6.5, 0.0, 0.0])
"""Where the space is, and how far off it is drawn as it was before training."""
TIP, LEAST, HISTORY, RING = 1.04, 0.4, 60, 1.7 * SIZE
"""How far axes go beyond all; the shortest, as a share of the longest; at so many moments the
largest scores are looked for; the radius of a ring around a point."""
CASE = 5.0
"""How much wider the dark line under a way is."""
CLOUD, WORD, BESIDE = 0.17, 0.4, 0.12
"""How far a cloud reaches beyond its points; the em height of an axis's name, and its distance."""
AROUND = CLOUD * mn.Circle(1.0, num_components=181).points[::4]
"""A step in each direction of the picture."""


class Signatures(mn.VGroup, Live[float]):
    """The signatures of all points, a cloud around those of each class, and its middle.

    A ring is around each that is not nearest to the middle of its own class.
    A cloud reaches just as far beyond the points of its class in all directions of the picture.
    The value is the share of the training. off: how far off its region all is.
    """

    def __init__(self, theme: Theme, model: SignatureTraining, off: np.ndarray) -> None:
        self.model, self.classes = model, Classes(theme, model.classes)
        self.middle = REGION.center + off
        self.sides, self.view = self.fit()
        self.walls = mn.VGroup(*[filled(theme.panel, np.eye(3)) for _ in range(3)])
        self.walls[2].set_fill(theme.floor)
        self.walls.set_stroke(theme.grid, STROKES.axis)
        exempt(self.walls, "contrast", "quiet walls that only say where space ends")
        colours = [theme.colour(role) for role in NEURON_ROLES]
        self.axes, self.badges = strokes(colours, STROKES.curve - 1), badges(theme)
        self.names = mn.VGroup()
        self.room = mn.VGroup(self.walls, self.axes, self.names)
        roles = CLASS_ROLES[: len(self.classes.members)]
        self.clouds = strokes([theme.colour(role) for role in roles], STROKES.guide)
        for cloud in self.clouds:
            cloud.set_fill(cloud.get_stroke_color(), FILL_OPACITY)
        exempt(self.clouds, "contrast", "they are seen by what fills them, too")
        self.middles = large(theme, len(roles))
        (self.rings,) = strokes([theme.ink], STROKES.axis)
        exempt(self.rings, "contrast", "they are seen by their insides, too")
        exempt(self.rings, "jump", "a point lies nearest to its own middle or not")
        tips = np.diag(self.sides)
        for neuron, wall in enumerate(self.walls):
            one, other = tips[neuron - 2], tips[neuron - 1]
            wall.set_points(polygon(self.flat(np.array([0 * one, one, one + other, other]))))
        self.origin, self.tips = self.flat(np.zeros(3)), self.flat(tips)
        sides = mn.DOWN, mn.DOWN, mn.RIGHT
        for axis, badge, tip, side in zip(self.axes, self.badges, self.tips, sides, strict=True):
            axis.set_points(polyline(np.array([self.origin, tip])))
            way = (tip - self.origin) / np.linalg.norm(tip - self.origin)
            badge.shift(tip + DISC * way - badge[0].get_center())
            self.names.add(Glyphs("score", theme, WORD, "muted").next_to(badge, side, BESIDE))
        super().__init__(self.room, self.badges)
        self.set_value(0.0)

    def fit(self) -> tuple[np.ndarray, View]:
        """The sides of space, and the view of it in which signatures spread the most."""
        history = [self.model.signatures(share) for share in np.linspace(0, 1, HISTORY)]
        most = np.max(history, axis=(0, 1))
        sides = TIP * np.maximum(most, LEAST * max(most.max(), 1e-3))
        corners, size = sides * [*product((0, 1), repeat=3)], (REGION.width, REGION.height)
        seen = [view for view in VIEWS if np.linalg.norm(view.matrix, axis=1).min() >= SEEN]

        def spread(view: View) -> float:
            flat = [np.cov(view.project(history[moment]).T) for moment in (0, -1)]
            return float(np.prod(np.linalg.det(flat)))

        return sides, max((view.fitted(corners, *size) for view in seen), key=spread)

    def whole(self) -> Self:
        """All of it, with all that comes one by one."""
        self.add(self.clouds, self.classes, self.rings, self.middles)
        return self

    def way_to(self, scores: np.ndarray) -> np.ndarray:
        """From the origin to a signature (3,), score by score, (4, 3) on the frame."""
        return self.flat(np.vstack([np.zeros(3), np.diag(scores).cumsum(axis=0)]))

    def legs_to(self, scores: np.ndarray) -> mn.VGroup:
        """That way, a stroke in the colour of its neuron for each score."""
        legs = strokes([str(axis.get_stroke_color()) for axis in self.axes], STROKES.strong)
        legs.set_stroke(self.walls[0].get_fill_color(), STROKES.strong + CASE, background=True)
        for leg, ends in zip(legs, pairwise(self.way_to(scores)), strict=True):
            leg.set_points(polyline(np.array(ends)))
        for fault in ("contrast", "twins"):
            exempt(legs, fault, "the first lies along its axis, in its colour")
        return legs

    def flat(self, points: np.ndarray) -> np.ndarray:
        """Frame points (..., 3) of places in space (..., 3)."""
        flat: np.ndarray = (points - self.view.center) @ self.view.matrix + self.middle
        return flat

    def set_value(self, value: float) -> Self:
        """Show another moment."""
        self.classes.set_value(places := self.flat(self.model.signatures(value)))
        astray = places[~self.model.at_home(value), np.newaxis]
        draw(self.rings, (astray + RING * CIRCLE).reshape(-1, 3), self.middle)
        for each, middle in enumerate(self.flat(self.model.middles(value)[0])):
            self.middles[each].set_value(middle[np.newaxis])
            own = places[self.classes.members[each]]
            self.clouds[each].set_points(polygon(own[(own @ AROUND.T).argmax(axis=0)] + AROUND))
        return self
