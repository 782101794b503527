"""A network's curve with a bead on each of its kinks, one of its neurons, and its gaps."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import CurveTraining
from scenes.layout import Region, on_pixels
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import draw, filled, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import Curve
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

RADIUS, CHOSEN, FOOT, LAYERS = 0.09, 1.8, 0.06, 6
"""Of a bead; how much larger the one is that is spoken of; and the radius of its foot.

Beads beside one another are drawn in different layers, so that one covers the other.
"""
COUNT = -3.4
"""The baseline on which the beads are counted."""
LEADING, GAP = 0.62, 0.22
"""From one number of the neuron to the next; how strongly the gap is filled."""
SAMPLES, NAMED, ON_STRIP = 1025, 0.71, 0.12
"""Of a strip; how much room its name takes; and how much of that is between the two."""
CIRCLE = mn.Circle(1.0, num_components=5).points
STRINGING = 0.02
"""The share of the domain over which a bead that is strung grows."""
MEETING: tuple[FaultKind, ...] = ("contrast", "covered", "overlap", "crossing")


class KinkPicture(Window, mn.VGroup, Live[np.ndarray]):
    """What a network with parameters (p,) draws, with a bead on each kink, and their number.

    The bead of one neuron may be `chosen` to stand out. Its `plumb` line, which is no part of the
    picture, goes to where on the x-axis the kink is. Beads are drawn as far as a share of the
    domain is `strung`; the gap to a `goal` (k, 2) is filled, if there is one. Neurons that no step
    changes have one grey bead on the floor, and are not counted.
    """

    chosen, strung, goal = -1, 0.0, np.zeros((0, 2))

    def __init__(
        self, theme: Theme, training: CurveTraining, window: Region, y_range: tuple[float, float]
    ) -> None:
        super().__init__()
        self.theme, self.window = theme, window
        self.x_range, self.y_range = training.domain, y_range
        self.gap = mn.VMobject(theme.error, GAP, stroke_width=0)
        self.curve = Curve(self, "total", STROKES.strong)
        self.flat, *self.beads, self.bead = (
            mn.VMobject(theme.colour(role), 1, theme.ground, stroke_width=STROKES.axis)
            for role in ("muted", *("ramp",) * LAYERS, "ink")
        )
        self.words, self.floor = mn.VMobject(), stroked(theme.muted, STROKES.curve, self.gap.points)
        self.plumb = stroked(theme.ink, STROKES.guide, np.zeros((0, 3)))
        for part in (self.plumb, self.floor, self.flat, *self.beads, self.bead):
            for fault in MEETING:
                exempt(part, fault, "beads meet on the curve, and one has a line to the axis")
            exempt(part, "jump", "training goes by steps, each of which is shown as it is")
        self.count = Glyphs("0", theme, SIZES.formula, "ramp")
        self.add(self.gap, self.floor, self.curve, self.flat, *self.beads, self.bead, self.count)
        self.show_training(training)

    def show_training(self, training: CurveTraining, moment: int = 0) -> Self:
        """Be the picture of a training at one of its recorded moments."""
        self.training, stuck = training, int(training.stuck.sum())
        of = f"of {training.neurons - stuck} {'rising ' if stuck else ''}kinks in sight"
        self.remove(self.words)
        self.words = Typeset(of, self.theme, SIZES.formula, "ramp")
        self.words_from = np.array([self.window.center[0] - 0.4 * self.words.width, COUNT, 0])
        self.add(self.words.place(self.words_from))
        return self.set_value(training.run.parameters[moment])

    def string(self, share: float) -> None:
        """String the beads up to another share of the domain."""
        self.strung = share
        self.set_value(self.value)

    def set_value(self, value: np.ndarray) -> Self:
        """Show the network with other parameters."""
        self.value, training, (low, high) = value, self.training, self.x_range
        corners, kinks = training.corners_of(value), training.kinks_of(value)
        flat, own = training.stuck, np.arange(len(kinks)) == self.chosen
        inside = training.inside(kinks) & ~flat
        front = low + (1 + STRINGING) * self.strung * (
            high - low
        )  # so that the last one grows, too
        behind = (front - kinks) / (STRINGING * (high - low))
        grown = np.clip(behind, 0.0, 1.0) if self.strung < 1 else np.ones(len(kinks))
        inside &= grown > 0
        self.curve.draw(corners)
        corners[:, 1] = np.clip(corners[:, 1], *self.y_range)
        ends = self.points_of(corners[[-1, 0]])
        curve = [path[::-1] for path in reversed(self.curve.paths)]
        around = np.vstack([self.points_of(self.goal), ends[:1], *curve, ends[1:]])
        places = self.points_of(np.column_stack([kinks, np.interp(kinks, *corners.T)]))
        feet = self.points_of(np.column_stack([kinks, 0 * kinks]))
        spot, layer = self.point(low, 0.0), kinks.argsort().argsort() % LAYERS
        layers = [(beads, layer == i, 1.0) for i, beads in enumerate(self.beads)]
        for beads, which, size in (*layers, (self.bead, own, CHOSEN)):
            shown = inside & which
            radii = size * RADIUS * grown[shown, np.newaxis, np.newaxis]
            circles = on_pixels(places[shown, np.newaxis]) + radii * CIRCLE
            draw(beads, circles.reshape(-1, 3), spot)
        pile = feet[flat][:1, np.newaxis] + CHOSEN * RADIUS * CIRCLE
        draw(self.flat, pile.reshape(-1, 3), spot)
        draw(self.floor, polyline(self.level(0.0)[: 2 * flat.any()]), spot)
        line = np.stack([places, feet], axis=1)[inside & own]
        foot = feet[inside & own, np.newaxis] + FOOT * CIRCLE
        draw(self.plumb, np.vstack([polyline(line), foot.reshape(-1, 3)]), spot)
        draw(self.gap, polygon(around) if len(self.goal) else self.goal, spot)
        self.count.spell(f"{inside.sum()}").place(self.words_from + 0.2 * mn.LEFT, align=1)
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
        for glyphs, number in zip(self.values, (weight, bias, -bias / weight), strict=True):
            glyphs.spell(Notation(2)(number))
        return self


class Strips(mn.VGroup):
    """The gaps |f - target| over the domain of several curves f, (k, 2) each, under their names.

    They have one scale, `times` that of the picture, so that together they fill the region.
    """

    def __init__(self, picture: KinkPicture, curves: dict[str, np.ndarray], region: Region) -> None:
        super().__init__()
        theme, target = picture.theme, picture.training.by_hand[0].target
        x = np.linspace(*picture.x_range, SAMPLES)
        found = {n: np.abs(np.interp(x, *each.T) - target(x)) for n, each in curves.items()}
        gaps = dict(sorted(found.items(), key=lambda pair: -float(np.square(pair[1]).mean())))
        room = region.height - NAMED * len(gaps) - ON_STRIP
        fit = int(room / sum(gap.max() for gap in gaps.values()) / picture.unit[1])
        self.times = fit // 10 * 10 or fit
        across, y = np.linspace(region.left, region.right, SAMPLES), region.top
        head = Typeset(f"gaps $times {self.times}$", theme, SIZES.question, "error")
        self.add(head.place(np.array([region.left, region.bottom, 0])))
        for name, gap in gaps.items():
            role = "total" if "trained" in name else "target"
            heights = self.times * picture.unit[1] * gap
            size = fitting_size([name], region.width, SIZES.formula)
            words = Typeset(name, theme, size, role).place(np.array([region.left, y, 0]))
            y -= heights.max() + ON_STRIP
            ends = np.array([[region.right, y, 0], [region.left, y, 0]])
            edge = np.column_stack([across, y + heights, 0 * x])
            strip = filled(theme.colour(role), np.vstack([edge, ends]))
            row = mn.VGroup(names(words, strip), strip)
            row.add(stroked(theme.axis, STROKES.axis, polyline(ends)))
            self.add(row)
            y -= NAMED - ON_STRIP
