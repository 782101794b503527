"""The space of the signature clip: an axis for each neuron, and a place for each signature."""

from __future__ import annotations

from itertools import product
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
    Marks,
    badges,
    strokes,
)
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import filled, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.theme import FILL_OPACITY, STROKES, Theme

VIEWS, SEEN = [View(turn, up) for up in range(18, 40, 2) for turn in range(20, 71, 2)], 0.48
"""Whence space may be seen, and what share of its length each axis must at least seem to have."""
REGION, ASIDE = Region(0.75, 6.15, -2.2, 1.65), np.array([-6.75, 0.0, 0.0])
"""Where the space is, and how far off it is drawn as it was before training."""
TIP, LEAST, HISTORY, LARGE = 1.04, 0.4, 60, 1.5
"""How far axes go beyond all; the shortest, as a share of the longest; at so many moments the
largest scores are looked for; how much larger a class's middle is than a point."""


class Signatures(mn.VGroup, Live[float]):
    """The signatures of all points, the middles of the classes, and arms to them from that of all.

    A ball's radius is how far its class spreads: the root mean square of the ways to its middle.
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
        self.room = mn.VGroup(self.walls, self.axes)
        roles = CLASS_ROLES[: len(self.classes.members)]
        self.balls = strokes([theme.colour(role) for role in roles], STROKES.guide)
        for ball in self.balls:
            ball.set_fill(ball.get_stroke_color(), FILL_OPACITY)
        exempt(self.balls, "contrast", "they are seen by what fills them, too")
        self.arms = strokes([theme.ink] * len(roles), STROKES.strong)
        self.arms.set_stroke(theme.ground, 2 * STROKES.strong, background=True)
        exempt(self.arms, "contrast", "they have the colour of the ground along them")
        self.middles = mn.VGroup(*[Marks(theme, each, LARGE * SIZE) for each in range(len(roles))])
        self.middles.set_stroke(theme.ink, STROKES.curve, background=True)
        self.hub = mn.Circle(SIZE, color=theme.ink).set_fill(theme.ground, 1)
        tips = np.diag(self.sides)
        for neuron, wall in enumerate(self.walls):
            one, other = tips[neuron - 2], tips[neuron - 1]
            wall.set_points(polygon(self.flat(np.array([0 * one, one, one + other, other]))))
        self.origin, self.tips = self.flat(np.zeros(3)), self.flat(tips)
        for axis, badge, tip in zip(self.axes, self.badges, self.tips, strict=True):
            axis.set_points(polyline(np.array([self.origin, tip])))
            way = (tip - self.origin) / np.linalg.norm(tip - self.origin)
            badge.shift(tip + DISC * way - badge[0].get_center())
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
        self.add(self.balls, self.classes, self.arms, self.middles, self.hub)
        return self

    def flat(self, points: np.ndarray) -> np.ndarray:
        """Frame points (..., 3) of places in space (..., 3)."""
        flat: np.ndarray = (points - self.view.center) @ self.view.matrix + self.middle
        return flat

    def set_value(self, value: float) -> Self:
        """Show another moment."""
        self.classes.set_value(places := self.flat(self.model.signatures(value)))
        means, spreads = self.model.middles(value)
        ball = np.vstack([self.view.scale * CIRCLE, CIRCLE @ self.view.matrix])  # and its equator
        self.hub.move_to(hub := places.mean(axis=0))
        for each, middle in enumerate(self.flat(means)):
            self.middles[each].set_value(middle[np.newaxis])
            self.balls[each].set_points(spreads[each] * ball + middle)
            self.arms[each].set_points(polyline(np.array([hub, middle])))
        return self
