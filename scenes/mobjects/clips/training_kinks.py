"""A network's curve over its kinks: a bead on a rail for each, and a thin line up to its corner.

Beside it the numbers of one neuron.
"""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import CurveTraining
from scenes.layout import Region, on_pixels
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import draw, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import Curve, Glow
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

RAIL, BELOW_RAIL, BEYOND, RADIUS = -2.95, 0.57, 0.12, 0.09
"""Where the rail is; from it down to the words, and beyond the domain; the radius of its beads."""
FREE, CHOSEN, COLUMNS = 0.9, 1.5, 3
"""How large a bead is drawn, to be parted from those beside it; and the one that is spoken of.

Beads that never move are piled up in so many columns.
"""
LEADING, FAR = 0.62, 1000.0
"""From one number of the neuron to the next; no kink is further off, as it is written."""
GAP = 0.22
"""How strongly the gap is filled."""
CIRCLE = mn.Circle(1.0, num_components=5).points
MEETING: tuple[FaultKind, ...] = ("contrast", "covered", "overlap", "crossing")


class KinkPicture(Window, mn.VGroup, Live[np.ndarray]):
    """What a network with parameters (p,) draws, over the places of its kinks.

    Each kink in the domain is a bead on the rail, and they are counted. Those of neurons that never
    move are hollow and piled up. The bead of one neuron may be `chosen` to stand out.
    """

    chosen = -1

    def __init__(
        self, theme: Theme, training: CurveTraining, window: Region, y_range: tuple[float, float]
    ) -> None:
        super().__init__()
        self.theme, self.window = theme, window
        self.x_range, self.y_range = training.domain, y_range
        self.curve = Curve(self, "total", STROKES.strong)
        self.glow = Glow(self.curve, theme)
        self.stalks, self.stalk = (
            stroked(colour, width, np.zeros((0, 3)))
            for colour, width in ((theme.faint("ramp"), STROKES.hair), (theme.ink, STROKES.guide))
        )
        self.beads, self.bead = (
            mn.VMobject(theme.colour(role), 1, stroke_width=0) for role in ("ramp", "ink")
        )
        self.still = stroked(theme.muted, STROKES.guide, np.zeros((0, 3)))
        for part in (self.stalks, self.stalk, self.beads, self.still, self.bead):
            for fault in MEETING:
                exempt(part, fault, "beads meet on the rail, each with a line to its corner")
        self.ends = np.array([[window.left - BEYOND, RAIL, 0], [window.right + BEYOND, RAIL, 0]])
        self.rail = stroked(theme.axis, STROKES.axis, polyline(self.ends))
        words = Typeset(f"of {training.neurons} kinks in sight", theme, SIZES.formula, "ramp")
        self.words_from = np.array([window.center[0] - 0.4 * words.width, RAIL - BELOW_RAIL, 0])
        self.count = Glyphs("0", theme, SIZES.formula, "ramp")
        self.counted = mn.VGroup(words.place(self.words_from), self.count)
        self.add(self.stalks, self.glow, self.curve, self.rail, self.still, self.beads)
        self.add(self.stalk, self.bead, self.counted)
        self.show_training(training)

    def show_training(self, training: CurveTraining, moment: int = 0) -> Self:
        """Be the picture of a training at one of its recorded moments."""
        self.training = training
        self.stuck = training.stuck & (training.start == "origin")
        return self.set_value(training.run.parameters[moment])

    def set_value(self, value: np.ndarray) -> Self:
        """Show the network with other parameters."""
        self.value, training = value, self.training
        corners, kinks = training.corners_of(value), training.kinks_of(value)
        inside, own = training.inside(kinks), np.arange(len(kinks)) == self.chosen
        self.curve.draw(corners)
        self.glow.lie_around(self.curve)
        heights = np.clip(np.interp(kinks, *corners.T), *self.y_range)
        tops = self.points_of(np.column_stack([kinks, heights]))
        centres = on_pixels(tops * [1, 0, 1] + RAIL * mn.UP)
        lines = np.stack([centres, centres * [1, 0, 1] + tops * mn.UP], axis=1)
        row, column = np.divmod(np.arange(self.stuck.sum()), COLUMNS)
        pile = np.column_stack([column - COLUMNS // 2, row + 1, 0 * row])
        centres[self.stuck] += 2 * RADIUS * pile
        walking = inside & ~self.stuck
        draw(self.stalks, polyline(lines[walking]), self.ends[0])
        draw(self.stalk, polyline(lines[inside & own]), self.ends[0])
        shown = (self.beads, walking, FREE), (self.still, inside & self.stuck, FREE)
        for beads, which, size in (*shown, (self.bead, inside & own, CHOSEN)):
            circles = centres[which, np.newaxis] + size * RADIUS * CIRCLE
            draw(beads, circles.reshape(-1, 3), self.ends[0])
        self.count.spell(f"{inside.sum()}").place(self.words_from + 0.2 * mn.LEFT, align=1)
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
