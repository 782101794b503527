"""The probe that runs along x, the gauge that stands on it, and the tent that its level draws."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Self

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear, Tent
from scenes.layout import Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import halo
from scenes.mobjects.lines import Melting, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.areas import Area
from scenes.mobjects.plots.curves import BrightGraph, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import Row
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES

MELTING = 0.9
"""Frame units below the upper end of the plot on which lines melt away."""
GLASS = 0.21
"""Half its width."""
ASIDE = 0.18
"""Frame units from the gauge to the numbers beside it."""
EQUAL, APART, FAR = 0.25, 0.42, 0.62
"""Between levels that are nearer than the first, one number stands for both; from the second to the
third, the number of each comes into sight."""
COMING = 0.3
"""Over so many frame units the number of a tick goes out of sight as the probe comes."""
PASSING = "the probe passes by; the label has a halo"


def melting_zone(ground: Ground) -> tuple[np.ndarray, np.ndarray]:
    """Where lines are still whole, and where they are gone, at the upper end of a plot."""
    top = ground.window.top
    return np.array([0.0, top - MELTING, 0.0]), np.array([0.0, top, 0.0])


def endless(
    ground: Ground,
    function: PiecewiseLinear,
    role: str,
    width: float = STROKES.guide,
    domain: tuple[float, float] | None = None,
) -> PiecewiseGraph:
    """A curve that runs off the frame, or melts away below question and answer."""
    graph = PiecewiseGraph(ground, function, role, width, domain=domain)
    exempt(graph, "cut", "the curve goes on beyond the frame")
    return graph.melt(*melting_zone(ground))


def label_room(ground: Ground) -> Region:
    """Where the labels of curves may stand."""
    window, floor = ground.window, ground.point(0.0, 0.0)[1]
    return Region(window.left + 0.41, window.right - 0.41, floor + 0.15, window.top + 0.05)


def readout(tent: Tent) -> Notation:
    """How all numbers read off a tent are written: ten steps on either side are told apart."""
    sizes = tent.peak - tent.left, tent.right - tent.peak, tent.height
    return Notation(max(0, *(1 - math.floor(math.log10(abs(size))) for size in sizes)))


def read_off(curve: PiecewiseLinear, x: float, written: Notation) -> float:
    """The height at x as it is written, so that what is shown fits together."""
    return float(curve(round(x, written.decimals)))


def show(label: mn.VMobject, share: float) -> None:
    """Let a label and its halo be seen so far, cut to 0 and 1."""
    seen = float(np.clip(share, 0.0, 1.0))
    label.set_fill(opacity=seen).set_stroke(opacity=0.9 * seen, background=True)


class Bead(mn.Circle):
    """A dot on a curve, with a rim of the ground; out of sight where the plot ends."""

    def __init__(self, ground: Ground, role: str, radius: float) -> None:
        theme = ground.theme
        super().__init__(
            radius, stroke_color=theme.ground, stroke_width=3.5, fill_color=theme.colour(role)
        )
        exempt(self, "contrast", "its rim parts it from the line of its own colour")
        self.ground, self.xy = ground, (0.0, 0.0)

    def put(self, x: float, y: float) -> None:
        """Lie on a data point."""
        self.xy = x, y
        place = self.ground.point(x, y)
        share = float(np.clip((self.ground.window.top - place[1]) / (MELTING / 2), 0.0, 1.0))
        self.move_to(place).set_opacity(share)


class Ticks(mn.VGroup, Live[float]):
    """The numbers under the floor, which give way to that of the probe; their value is its x."""

    def __init__(self, ground: Ground) -> None:
        super().__init__(*ground.numbers)
        self.ground, self.near = ground, 0.0
        for number in self:
            exempt(
                halo(number, ground.theme, on="floor"), "crossing", "a line swings past its halo"
            )
            exempt(number, "contrast", "it goes out of sight as the probe comes")
        for _ in range(50):  # apart, each to either side alike, until none touches the next
            for left, right in pairwise(self):
                missing = left.get_right()[0] + 0.16 - right.get_left()[0]
                left.shift(max(0.0, missing / 2) * mn.LEFT)
                right.shift(max(0.0, missing / 2) * mn.RIGHT)

    def set_value(self, value: float) -> Self:
        """Give way to another x."""
        middle = self.ground.point(value, 0.0)[0]
        for number in self:
            away = abs(number.get_center()[0] - middle) - number.width / 2 - self.near - 0.1
            show(number, away / COMING)
        return self


class Probe(mn.VGroup, Live[float]):
    """A pointer under the floor, with its x."""

    DEPTH, BASELINE = 0.22, 0.62
    """Frame units below the floor: of its end, and of the baseline of its x."""

    def __init__(self, ground: Ground, x: float, written: Notation, digits: int) -> None:
        self.ground, theme = ground, ground.theme
        self.stem = mn.VMobject(
            stroke_color=theme.input, stroke_width=STROKES.curve, fill_opacity=0
        )
        self.number = LiveNumber(
            x, written, theme, SIZES.formula, role="input", digits=digits, sign="inline", called="x"
        )
        self.row = Row(Typeset("#input[$x =$]#h(0.28em)", theme, SIZES.formula), self.number)
        super().__init__(self.stem, self.row)
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Point to another x."""
        foot = self.ground.point(value, 0.0)
        self.stem.set_points(polyline(np.array([foot, foot + self.DEPTH * mn.DOWN])))
        self.number.set_value(value)
        self.row.place(foot + self.BASELINE * mn.DOWN, align=0.5)
        return self


class Gauge(mn.VGroup, Live[float]):
    """One slim glass at x, as high as the higher ramp, which the lower one fills."""

    ROLES = ("ramp", "second")
    BELOW_NAMES, GOING = 1.0, 0.4
    """Frame units below the end of the plot where no number is left, so none meets a name; and
    over so many it goes out of sight."""

    def __init__(self, tent: Tent, ground: Ground, x: float, written: Notation) -> None:
        self.tent, self.ground, theme = tent, ground, ground.theme
        self.glass = Melting(stroke_width=STROKES.guide, fill_opacity=0.22)
        self.filling = mn.VMobject(stroke_width=STROKES.guide, fill_opacity=1)
        self.bead, self.level = Bead(ground, "ramp", 0.12), Bead(ground, "total", 0.19)
        digits = written.digits(np.ravel(ground.y_range))
        self.numbers = [
            LiveNumber(
                0.0, written, theme, 0.54, role=role, digits=digits, sign="none", called=name
            )
            for role, name in zip(self.ROLES, ("y1", "y2"), strict=True)
        ]
        self.word = Typeset("lower", theme, 0.46)
        self.equal = Typeset(f"#total[${written.markup(tent.height)}$], equal", theme, 0.54)
        for label in (*self.numbers, self.word, self.equal):
            exempt(halo(label, theme), "crossing", PASSING)
            exempt(label, "contrast", "where there is no room, it passes a line behind its halo")
        exempt(self.filling, "crossing", "the filling stands before the tent that it draws")
        shapes = self.glass, self.filling, self.bead, self.level
        super().__init__(*shapes, *self.numbers, self.word, self.equal)
        self.glass.melt(*melting_zone(ground))
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Stand at another x."""
        self.x = value
        return self.turn(float(value > self.tent.peak))

    def turn(self, share: float) -> Self:
        """Be filled by y1 (0) or by y2 (1): at the peak they change places."""
        window, floor = self.ground.window, self.ground.point(self.x, 0.0)
        ramps = self.tent.activator, self.tent.deactivator
        heights = [float(ramp(self.x)) for ramp in ramps]
        first, second = (mn.ManimColor(self.ground.theme.colour(role)) for role in self.ROLES)
        colours = first.interpolate(second, share), second.interpolate(first, share)
        for shape, top, colour in zip(
            (self.filling, self.glass), sorted(heights), colours, strict=True
        ):
            shape.fill_rgbas[:, :3] = shape.stroke_rgbas[:, :3] = colour.to_rgb()
            rise = (min(self.ground.point(self.x, top)[1], window.top) - floor[1]) * mn.UP
            left, right = floor + GLASS * mn.LEFT, floor + GLASS * mn.RIGHT
            shape.set_points(polygon(np.array([left, right, right + rise, left + rise])))
        self.level.put(self.x, min(heights))
        self.bead.set_fill(colours[1]).put(self.x, max(heights))
        self.word.set_fill(colours[0])
        levels = [float(self.ground.point(self.x, y)[1]) for y in heights]
        apart = abs(levels[0] - levels[1])
        beside = floor + (GLASS + ASIDE) * mn.RIGHT
        for index, (number, ramp, level) in enumerate(
            zip(self.numbers, ramps, levels, strict=True)
        ):
            number.set_value(read_off(ramp.function, self.x, number.notation))
            place = np.array([beside[0], max(level - 0.33 * number.size, floor[1] + 0.17), 0.0])
            # Before the peak, the number of y2 comes by the names of the ramps.
            below = self.BELOW_NAMES if index and self.x <= self.tent.peak else self.GOING / 2
            seen = min((window.top - below - level) / self.GOING + 0.5, 1.0)
            seen = min(seen, (apart - APART) / (FAR - APART))
            show(number.place(place), seen)
            if level == min(levels):
                show(self.word.place(place + (number.advance + 0.2) * mn.RIGHT), seen)
        place = np.array([beside[0], levels[0] - 0.33 * self.numbers[0].size, 0.0])
        show(self.equal.place(place), 1 - apart / EQUAL)
        return self


def place_to_guess(tent: Tent, ground: Ground, written: Notation) -> float:
    """Left of the peak, where the levels of both ramps are well in sight."""
    sight = ground.data_of(np.array([[0.0, ground.window.top - 1.3, 0.0]]))[0, 1]
    seen = tent.right - sight / abs(tent.falling_slope)  # there y2 comes into sight
    return float(round(max(seen, (tent.left + tent.peak) / 2), written.decimals))


class Trace(mn.VGroup, Live[float]):
    """The tent as far as it is drawn: a bright line up to x, and light below it."""

    def __init__(self, tent: Tent, ground: Ground, start: float) -> None:
        self.function, self.start = tent.function, start
        self.area = Area(ground, tent.function, "total", opacity=1.0)
        # From the floor to the peak, so that what is drawn stays as it is.
        self.area.melts = ground.point(tent.peak, 0.0), ground.point(tent.peak, tent.height)
        self.area.fill_rgbas = np.array(
            [self.area.fill_rgbas[0] * [1, 1, 1, a] for a in (0.03, 0.3)]
        )
        self.line = BrightGraph(ground, tent.function, "total", 9.0, domain=ground.x_range)
        self.line.melt(*melting_zone(ground))
        super().__init__(self.area, self.line)
        exempt(self, "cut", "the line goes on beyond the frame")

    def set_value(self, value: float) -> Self:
        """Be drawn up to another x."""
        self.area.domain = self.line.graph.domain = (self.start, value)
        self.area.set_value(self.function)
        self.line.set_value(self.function)
        return self
