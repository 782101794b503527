"""A network's curve over its kinks: a bead on a rail for each, and a thin line up to its corner.

Beside it the numbers of one neuron, and what each neuron adds to the curve.
"""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import CurveTraining
from scenes.layout import Region, on_pixels
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import draw, heads, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import Curve, Glow
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

RAIL, ON_RAIL = -3.05, 0.12
"""Where the rail is, and from there up to the centre of a bead that lies on it."""
HIGHEST = 4.6
"""Of a pile of beads: they lie closer in one that would be higher."""
FREE, CHOSEN = 0.9, 1.5
"""How large a bead is drawn, to be parted from those beside it; and the one that is spoken of."""
BEYOND, ARROW, HEAD, ON_ARROW = 0.12, 0.5, 0.16, 0.16
"""From an end of the domain to the arrow to all kinks beyond; its length; its head's; its count."""
LEADING, FAR = 0.62, 1000.0
"""From one number of the neuron to the next; no kink is further off, as it is written."""
GAP = 0.3
"""How strongly the gap is filled."""
CIRCLE = mn.Circle(1.0, num_components=5).points
PILED: tuple[FaultKind, ...] = ("contrast", "covered", "overlap", "crossing")


class KinkPicture(Window, mn.VGroup, Live[np.ndarray]):
    """What a network with parameters (p,) draws, over the places of its kinks.

    Beads that meet are piled up; those of neurons that never move are at the bottom, in the colour
    of errors. Those that leave the domain are counted at its ends. The bead of one neuron may be
    `chosen` to stand out.
    """

    chosen = -1

    def __init__(
        self,
        theme: Theme,
        training: CurveTraining,
        window: Region,
        y_range: tuple[float, float],
        radius: float,
    ) -> None:
        super().__init__()
        self.theme, self.training, self.window = theme, training, window
        self.x_range, self.y_range, self.radius = training.domain, y_range, radius
        self.stuck = training.stuck & (training.start == "origin")
        kinks = map(training.kinks_of, training.run.parameters[::5])
        most = max(float(self.levels(each).max()) for each in kinks)
        self.step = min(2 * radius, HIGHEST / max(most, 1.0))
        role = "error" if training.start == "origin" else "total"
        self.curve = Curve(self, role, STROKES.strong)
        self.glow = Glow(self.curve, theme)
        self.stalks, self.stalk = (
            stroked(colour, width, np.zeros((0, 3)))
            for colour, width in ((theme.faint("ramp"), STROKES.hair), (theme.ink, STROKES.guide))
        )
        self.beads, self.still, self.bead = (
            mn.VMobject(theme.colour(role), 1, stroke_width=0) for role in ("ramp", "error", "ink")
        )
        for part in (self.stalks, self.stalk, self.beads, self.still, self.bead):
            for fault in PILED:
                exempt(part, fault, "beads lie on one another, each with a line to its corner")
        ends = np.array([[window.left - BEYOND, RAIL, 0.0], [window.right + BEYOND, RAIL, 0.0]])
        self.rail = stroked(theme.axis, STROKES.axis, polyline(ends))
        away = np.stack([ends, ends + ARROW * np.array([mn.LEFT, mn.RIGHT])], axis=1)
        arrows = polyline(away, heads(away, HEAD))
        self.arrows = stroked(theme.faint("ramp"), STROKES.guide, arrows)
        self.places = away.mean(axis=1) + ON_ARROW * mn.UP
        self.counts = mn.VGroup(*[Glyphs("0", theme, SIZES.formula, "ramp") for _ in ends])
        self.add(self.stalks, self.glow, self.curve, self.rail, self.beads, self.still)
        self.add(self.stalk, self.bead, self.arrows, self.counts)
        self.set_value(training.run.parameters[0])

    def levels(self, kinks: np.ndarray) -> np.ndarray:
        """(n,) how many beads lie under each; one that it touches at its side counts in part."""
        alone = self.window.right + 10 * self.radius * np.arange(1, len(kinks) + 1)
        x = self.window.left + self.share_of(kinks, 0) * self.window.width
        first = self.stuck | (np.arange(len(kinks)) == self.chosen)
        order = np.argsort(~first, kind="stable")
        x = np.where(self.training.inside(kinks), x, alone)[order]
        apart = (x[:, np.newaxis] - x) / (2 * self.radius)
        levels = np.empty(len(kinks))
        levels[order] = np.tril(np.sqrt(np.maximum(0, 1 - apart**2)), -1).sum(axis=1)
        return levels

    def set_value(self, value: np.ndarray) -> Self:
        """Show the network with other parameters."""
        self.value, training = value, self.training
        corners, kinks = training.corners_of(value), training.kinks_of(value)
        inside, own = training.inside(kinks), np.arange(len(kinks)) == self.chosen
        self.curve.draw(corners)
        self.glow.lie_around(self.curve)
        heights = np.clip(np.interp(kinks, *corners.T), *self.y_range)
        tops = self.points_of(np.column_stack([kinks, heights]))
        centres = tops.copy()
        centres[:, 1] = RAIL + ON_RAIL + self.step * self.levels(kinks)
        centres = on_pixels(centres)
        lines = np.stack([centres, centres * [1, 0, 1] + tops * mn.UP], axis=1)
        draw(self.stalks, polyline(lines[inside]), self.places[0])
        draw(self.stalk, polyline(lines[inside & own]), self.places[0])
        shown = (self.beads, ~self.stuck, FREE), (self.still, self.stuck, FREE)
        for beads, which, size in (*shown, (self.bead, own, CHOSEN)):
            circles = centres[inside & which, np.newaxis] + size * self.step / 2 * CIRCLE
            draw(beads, circles.reshape(-1, 3), self.places[0])
        right = kinks > self.x_range[0]
        for glyphs, side, place in zip(self.counts, (~right, right), self.places, strict=True):
            glyphs.spell(f"{(side & ~inside).sum()}").place(place, align=0.5)
        return self


class Gap(mn.VMobject, Live[np.ndarray]):
    """The area between the curve of a picture and the one that it is to be, (k, 2)."""

    def __init__(self, picture: KinkPicture, goal: np.ndarray) -> None:
        super().__init__(stroke_width=0, fill_color=picture.theme.error, fill_opacity=GAP)
        self.picture, self.goal = picture, picture.points_of(goal)
        self.set_value(picture.value)

    def set_value(self, value: np.ndarray) -> Self:
        """Be the gap to the curve with other parameters."""
        corners = self.picture.training.corners_of(value)
        corners[:, 1] = np.clip(corners[:, 1], *self.picture.y_range)
        curve = self.picture.points_of(corners)
        return self.set_points(polygon(np.vstack([self.goal, curve[::-1]])))


class Fan(mn.VGroup, Live[np.ndarray]):
    """What each neuron adds to the curve, also `before` its domain: of those that never move, and
    of the others.
    """

    def __init__(self, picture: KinkPicture, before: float) -> None:
        self.picture, (low, high) = picture, picture.x_range
        self.span = low - before * (high - low), high
        lines = [
            stroked(picture.theme.faint(role), STROKES.hair, np.zeros((0, 3)))
            for role in ("error", "ramp")
        ]
        super().__init__(*[exempt(line, "crossing", "they are many rays") for line in lines])
        self.set_value(picture.value)

    def set_value(self, value: np.ndarray) -> Self:
        """Show the parts of a network with other parameters."""
        picture, training = self.picture, self.picture.training
        kinks = np.clip(training.kinks_of(value), *self.span)
        x = np.stack([np.full_like(kinks, self.span[0]), kinks, np.full_like(kinks, self.span[1])])
        y = np.array([training.parts_of(value, row).diagonal() for row in x])
        rays = np.stack([x, np.clip(y, *picture.y_range)], axis=2).swapaxes(0, 1)
        for lines, which in zip(self, (picture.stuck, ~picture.stuck), strict=True):
            points = picture.points_of(rays[which].reshape(-1, 2)).reshape(-1, 3, 3)
            draw(lines, polyline(points), picture.places[0])
        return self


class NeuronTag(mn.VGroup, Live[tuple[float, float]]):
    """The weight and the bias of the neuron whose bead stands out, and the place of its kink."""

    LINES = (("$w =$", "weight"), ("$b =$", "bias"), ("$-b slash w =$", "ink"))

    def __init__(self, theme: Theme, place: np.ndarray, value: tuple[float, float]) -> None:
        super().__init__()
        self.values = mn.VGroup()
        for row, (name, role) in enumerate(self.LINES):
            at = place + row * LEADING * mn.DOWN
            self.add(Typeset(name, theme, SIZES.question, role).place(at, align=1))
            self.values.add(Glyphs("0", theme, SIZES.question, role).place(at + 0.2 * mn.RIGHT))
        self.add(self.values)
        self.set_value(value)

    def set_value(self, value: tuple[float, float]) -> Self:
        """Show another weight and bias."""
        weight, bias = value
        numbers = weight, bias, -bias / weight if weight else FAR
        for glyphs, number in zip(self.values, numbers, strict=True):
            glyphs.spell(Notation(2)(number if abs(number) < FAR else FAR))
        return self
