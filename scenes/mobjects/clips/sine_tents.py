"""Tents, the rings that they have to reach, their neurons, and what is missing to the target."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Hat, Interpolant, PiecewiseLinear
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import draw, filled, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.plots.areas import Area
from scenes.mobjects.plots.curves import Curve
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

INSIDE = 0.2
"""The opacity of the insides of tents."""
SEEN_BELOW = 0.9
"""How far a faint line is on its way to its full colour, so that it has 3:1 under ground too."""
LIFTING = 0.8
"""The share of a tent's time in which it rises; for the rest it stands."""
SAMPLES = 256
"""At so many places or a few more a gap is drawn, all knots among them."""
BETWEEN, DROPPED = 0.9, 0.22
"""The opacity of a gap between the curves, where it is narrow, and at the foot."""
RIM = "a rim of the ground's colour parts it from what it covers"


def eased(standing: float) -> float:
    """The number of tents with the last one on its way up: fast at first, then coming to rest."""
    whole, share = divmod(standing, 1.0)
    return whole + float(mn.rate_functions.ease_out_cubic(min(share / LIFTING, 1.0)))


class Tents(mn.VGroup, Live[tuple[Sequence[np.ndarray], PiecewiseLinear]]):
    """Tents as outlines (k, 2), foot first, over the area of their sum, which is even."""

    def __init__(self, plot: Window, domain: tuple[float, float]) -> None:
        self.plot, theme = plot, plot.theme
        nothing = PiecewiseLinear.constant(0.0)
        self.area = Area(plot, nothing, "ramp", domain=domain, opacity=INSIDE)
        exempt(self.area, "contrast", "the sum lies on its edge, and hides a low one")
        self.lines = Curve(plot, "ramp", STROKES.guide)
        faint, full = mn.ManimColor(theme.faint("ramp")), mn.ManimColor(theme.ramp)
        self.lines.set_stroke(mn.interpolate_color(faint, full, SEEN_BELOW))
        exempt(self.lines, "jump", "a tent rises from the floor, on which its base lies at once")
        super().__init__(self.area, self.lines)
        self.set_value(((), nothing))

    def set_value(self, value: tuple[Sequence[np.ndarray], PiecewiseLinear]) -> Self:
        """Show other tents, and their sum."""
        self.outlines, total = value
        self.area.set_value(total)
        floor = self.plot.point(self.area.domain[0], 0.0)
        draw(self.lines, polygon(*map(self.plot.points_of, self.outlines)), floor)
        return self


class Stack(mn.VGroup, Live[tuple[float, float]]):
    """A narrow column of the heights of two neighbouring tents at one x: its top is on their sum.

    Its value is (x, standing): up to 1 the height of the second tent grows, and up to 2 that of the
    first grows under it. Both tents are drawn once more, in the tones of their heights.
    """

    WIDTH, SHARE, WALK = 0.26, 0.3, 0.35
    """Of the column, in frame units, and as a share of a piece at most; its way from the middle."""

    def __init__(self, plot: Window, first: Hat, second: Hat) -> None:
        super().__init__()
        self.plot, self.hats, piece = plot, (first, second), second.knot - first.knot
        half = min(self.SHARE * piece, self.WIDTH / plot.unit[0]) / 2
        self.across, self.way = np.array([-half, half, half, -half]), self.WALK * piece
        self.middle = (first.knot + second.knot) / 2
        self.heights = [float(hat.function(self.middle)) for hat in self.hats]
        blue, ink = mn.ManimColor(plot.theme.ramp), mn.ManimColor(plot.theme.ink)
        tones = blue, mn.interpolate_color(blue, ink, 0.6)
        outlines = [plot.points_of(hat.outline) for hat in self.hats]
        self.bodies = [filled(tone, outline) for tone, outline in zip(tones, outlines, strict=True)]
        for tone, outline in zip(tones, outlines, strict=True):
            self.add(stroked(tone, STROKES.guide, polygon(outline)))
        self.add(*self.bodies).set_value((self.middle, 0.0))

    def set_value(self, value: tuple[float, float]) -> Self:
        """Stand elsewhere, or higher."""
        x, standing = value
        first, second = (float(hat.function(x)) for hat in self.hats)
        low = min(max(standing - 1.0, 0.0), 1.0) * first
        levels = 0.0, low, low + min(standing, 1.0) * second
        for body, (foot, top) in zip(self.bodies, pairwise(levels), strict=True):
            corners = np.column_stack([x + self.across, [foot, foot, top, top]])
            body.set_points(polygon(self.plot.points_of(corners)))
        return self


class Rings(mn.VGroup, Live[float]):
    """A ring around every point of a target that the sum has to meet, filled when it does.

    Its value is how many tents stand. Where the target is 0, none is needed.
    """

    RADIUS, CLOSEST = 0.11, 0.38
    """In frame units, and as a share of the way to the next ring at most."""

    def __init__(self, plot: Window, model: Interpolant) -> None:
        theme = plot.theme
        self.colours = (theme.target, theme.ground), (theme.ground, theme.total)
        places = plot.points_of(np.column_stack([model.knots, model.values]))
        radius = min(self.RADIUS, self.CLOSEST * (places[1, 0] - places[0, 0]))
        tents = model.values != 0
        self.needed = np.cumsum(tents) * tents
        ring = mn.Circle(radius, stroke_width=STROKES.guide)
        super().__init__(*[ring.copy().move_to(place) for place in places])
        exempt(self, "contrast", RIM)
        exempt(self, "covered", "the disc of its neuron lies in it")
        self.set_value(-1.0)

    def set_value(self, value: float) -> Self:
        """Fill the rings of so many tents."""
        for ring, needed in zip(self, self.needed, strict=True):
            rim, inside = self.colours[int(needed <= value + 1e-9)]
            ring.set_stroke(rim).set_fill(inside, 1)
        return self


class Neurons(mn.VGroup):
    """On every bend a white disc, numbered from left to right where there is room for a number."""

    RADIUS, CLOSEST = 0.21, 0.36
    """Of a disc with a number, and as a share of a piece at most."""

    def __init__(self, plot: Window, model: Interpolant) -> None:
        super().__init__()
        theme, radius = plot.theme, self.CLOSEST * plot.unit[0] * np.diff(model.knots)[0]
        for number, (_, neuron) in enumerate(model.layer.units, start=1):
            bend = float(neuron.break_point or 0.0)
            place = plot.point(bend, float(model(bend)))
            disc = mn.Circle(min(self.RADIUS, radius), stroke_color=theme.ground)
            disc.set_stroke(width=STROKES.guide).set_fill(theme.ink, 1).move_to(place)
            self.add(mn.VGroup(exempt(disc, "contrast", RIM)))
            if radius >= self.RADIUS:
                digits = Typeset(f"${number}$", theme, SIZES.tick, "ground")
                digits.place(place + 0.33 * SIZES.tick * mn.DOWN, align=0.5)
                self[-1].add(names(digits, disc))


class Gap(mn.VGroup, Live[tuple[PiecewiseLinear, float, float]]):
    """What lies between a function and its target, as a band, or dropped to a level of its own.

    Its value is the function, how many times as high as in the plot the gap is drawn, and how far
    it has dropped: 0 is between the two curves, 1 is on `level`, a height of the frame. Every
    upright section keeps its length on the way.
    """

    def __init__(self, plot: Window, finest: Interpolant, level: float) -> None:
        self.area = mn.VMobject(stroke_width=0, fill_color=plot.theme.error)
        self.curve = Curve(plot, "error", STROKES.guide)
        self.curve.cap_style = mn.CapStyleType.AUTO
        super().__init__(self.area, self.curve)
        exempt(self, "crossing", "on its way down, it passes over the numbers of the floor")
        self.plot, self.level = plot, level
        count = math.ceil(SAMPLES / finest.segments) * finest.segments + 1
        self.x = np.linspace(*finest.domain, count)
        self.wanted = finest.target(self.x)

    def set_value(self, value: tuple[PiecewiseLinear, float, float]) -> Self:
        """Show the gap of another function, in another scale, or lower."""
        function, times, dropped = value
        drawn = function(self.x)
        feet = self.plot.points_of(np.column_stack([self.x, np.minimum(self.wanted, drawn)]))
        feet[:, 1] += dropped * (self.level - feet[:, 1])
        heights = times * self.plot.unit[1] * np.abs(self.wanted - drawn)
        tops = feet + heights[:, None] * mn.UP
        self.curve.set_points(polyline(tops)).set_stroke(opacity=dropped)
        self.area.set_points(polygon(np.vstack([tops, feet[::-1]])))
        self.area.set_fill(opacity=BETWEEN + min(1.0, 12 * dropped) * (DROPPED - BETWEEN))
        return self


class Record(mn.VGroup):
    """The largest error of every generation: columns on one line, which compare the errors.

    Above each stands the error, below it the number of pieces, and over all of them a title.
    `errors` is how they are written.
    """

    WIDTH, HIGHEST = 0.7, 0.84
    """Of a column, in frame units."""
    SPACING, GAP = 0.5, 0.1
    """Between the numbers of two columns; from a column to its number, and on to the title."""

    def __init__(self, generations: Sequence[Interpolant], theme: Theme) -> None:
        sizes = [0.0 if each.is_exact else each.max_error.error for each in generations]
        label, self.worst = SIZES.label, max(sizes)
        self.errors = Notation.of_errors(sizes)
        numbers = [
            Typeset(f"${self.errors.markup(size)}$", theme, label, "error") for size in sizes
        ]
        pitch = max(number.advance for number in numbers) + self.SPACING
        self.columns, self.labels = [], []
        for index, (model, number) in enumerate(zip(generations, numbers, strict=True)):
            middle, side = index * pitch * mn.RIGHT, self.WIDTH / 2 * mn.RIGHT
            top = middle + self.HIGHEST * sizes[index] / (self.worst or 1.0) * mn.UP
            corners = np.array([middle - side, middle + side, top + side, top - side])
            self.columns.append(filled(theme.error, corners))
            noun = "" if index else " piece" if model.segments == 1 else " pieces"
            pieces = Typeset(f"{model.segments}{noun}", theme, label)
            pieces.place(middle + (self.GAP + 0.7 * label) * mn.DOWN, align=0.5)
            number.place(top + self.GAP * mn.UP, align=0.5)
            named = [names(label, self.columns[index]) for label in (pieces, number)]
            self.labels.append(mn.VGroup(*named))
        ends = np.array([-0.55 * pitch, (len(numbers) - 0.45) * pitch])
        self.line = stroked(theme.axis, STROKES.axis, polyline(ends[:, None] * mn.RIGHT))
        self.title = Typeset("largest error", theme, label, "error")
        names(self.title, mn.VGroup(*self.columns))
        over = (self.worst > 0) * self.HIGHEST + 2 * self.GAP + 0.9 * label
        self.title.place(np.array([ends.mean(), over, 0.0]), align=0.5)
        super().__init__(self.line, self.title, *self.columns, *self.labels)
