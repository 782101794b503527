"""The probe that runs along x, the gauge that stands on it, and the tent that its level draws."""

from __future__ import annotations

import math
from collections.abc import Iterable
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
GLASS, FILLING = 0.5, 0.32
"""Half their widths: they are told apart where they are equally high."""
ASIDE = 0.16
"""Frame units from the glass to the number beside it."""
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
    """How all numbers read off a tent are written: its hundredths are told apart."""
    sizes = tent.right - tent.left, tent.height
    return Notation(max(0, *(1 - math.floor(math.log10(abs(size))) for size in sizes)))


def read_off(curve: PiecewiseLinear, x: float, written: Notation) -> float:
    """The height at x; or at x as it is shown, where a viewer can tell it from that exactly."""
    near, here = (float(curve(at)) for at in (float(round(x, written.decimals)), x))
    is_close = abs(near - here) < 1.01 * 10.0**-written.decimals
    return near if is_close and written.is_exact(near) else here


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


class Probe(mn.VGroup, Live[float]):
    """A pointer under the floor, with its x."""

    DEPTH, BASELINE = 0.76, 1.2
    """Frame units below the floor: of its end, and of the baseline of its x."""

    def __init__(self, ground: Ground, x: float, written: Notation, digits: int) -> None:
        self.ground, theme = ground, ground.theme
        self.stem = mn.VMobject(
            stroke_color=theme.input, stroke_width=STROKES.guide, fill_opacity=0
        )
        self.number = LiveNumber(
            x, written, theme, SIZES.formula, role="input", digits=digits, sign="inline", called="x"
        )
        self.row = Row(Typeset("#input[$x =$]#h(0.28em)", theme, SIZES.formula), self.number)
        super().__init__(self.stem, self.row)
        exempt(self.stem, "crossing", PASSING)
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Point to another x."""
        foot = self.ground.point(value, 0.0)
        self.stem.set_points(polyline(np.array([foot, foot + self.DEPTH * mn.DOWN])))
        self.number.set_value(value)
        self.row.place(foot + self.BASELINE * mn.DOWN, align=0.5)
        return self


class Gauge(mn.VGroup, Live[float]):
    """One vessel at x: the higher ramp is an empty glass, and the lower one fills it."""

    ROLES = ("ramp", "second")
    BELOW_NAMES, GOING = 1.0, 0.4
    """Frame units below the end of the plot where no number is left, so none meets a name; and
    over so many it goes out of sight."""
    CHANGING = 0.35
    """So near the peak the numbers are out of sight: they go from the left side to the right."""

    def __init__(self, tent: Tent, ground: Ground, x: float, written: Notation) -> None:
        self.tent, self.ground, theme = tent, ground, ground.theme
        self.glass = Melting(stroke_width=STROKES.curve, fill_opacity=0.14)
        self.filling = mn.VMobject(stroke_width=0, fill_opacity=1)
        self.beads = [Bead(ground, role, 0.12) for role in self.ROLES]
        self.level = Bead(ground, "total", 0.19)
        digits = written.digits(np.ravel(ground.y_range))
        self.numbers = [
            LiveNumber(
                0.0, written, theme, 0.54, role=role, digits=digits, sign="none", called=name
            )
            for role, name in zip(self.ROLES, ("y1", "y2"), strict=True)
        ]
        for number in self.numbers:
            exempt(halo(number, theme), "crossing", PASSING)
            exempt(number, "contrast", "where there is no room, it passes a line behind its halo")
        exempt(self.glass, "crossing", "the glass passes over the names of the ramps")
        exempt(self.filling, "crossing", "the filling stands before the tent that it draws")
        super().__init__(self.glass, self.filling, *self.beads, self.level, *self.numbers)
        self.glass.melt(*melting_zone(ground))
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Stand at another x."""
        self.x, window, floor = value, self.ground.window, self.ground.point(value, 0.0)
        self.heights = [float(ramp(value)) for ramp in (self.tent.activator, self.tent.deactivator)]
        tops = [min(self.ground.point(value, y)[1], window.top) for y in self.heights]
        lower = int(self.heights[1] < self.heights[0])
        for shape, role in ((self.glass, 1 - lower), (self.filling, lower)):
            colour = mn.ManimColor(self.ground.theme.colour(self.ROLES[role])).to_rgb()
            shape.fill_rgbas[:, :3] = shape.stroke_rgbas[:, :3] = colour
        sides = floor + GLASS * mn.LEFT, floor + GLASS * mn.RIGHT
        rise = (tops[1 - lower] - floor[1]) * mn.UP
        path = np.array([sides[0] + rise, *sides, sides[1] + rise])
        self.glass.set_points(polyline(path))
        ends = floor + FILLING * mn.LEFT, floor + FILLING * mn.RIGHT
        rise = (tops[lower] - floor[1]) * mn.UP
        self.filling.set_points(polygon(np.array([*ends, ends[1] + rise, ends[0] + rise])))
        for bead, height in zip(self.beads, self.heights, strict=True):
            bead.put(value, height)
        self.level.put(value, self.heights[lower])
        self._write_beside(floor)
        return self

    def _write_beside(self, floor: np.ndarray) -> None:
        """Put both numbers at their levels, where the ramps leave room: away from the peak."""
        window, ahead = self.ground.window, self.ground.point(self.tent.peak, 0.0)[0] - floor[0]
        side = -1 if ahead > 0 else 1
        levels = [float(self.ground.point(self.x, y)[1]) for y in self.heights]
        near = float(np.clip(abs(ahead) / self.CHANGING - 0.3, 0.0, 1.0))
        apart = max(0.0, 0.5 - abs(levels[0] - levels[1])) / 2
        ramps = self.tent.activator, self.tent.deactivator
        for number, ramp, level, other in zip(
            self.numbers, ramps, levels, levels[::-1], strict=True
        ):
            number.set_value(read_off(ramp.function, self.x, number.notation))
            level += apart if level > other else -apart
            low = max(min(level, window.top) - 0.33 * number.size, floor[1] + 0.17)
            place = np.array([floor[0] + side * (GLASS + ASIDE), low, 0.0])
            number.place(place, align=1.0 if side < 0 else 0.0)
            below = (window.top - self.BELOW_NAMES - level) / self.GOING
            seen = near * float(np.clip(below + 0.5, 0.0, 1.0))
            number.set_fill(opacity=seen)
            number.set_stroke(opacity=0.9 * seen, background=True)


def place_to_rest(tent: Tent, ground: Ground, written: Notation, side: int) -> float:
    """Left (-1) or right (1) of the peak, where the levels of both ramps are well in sight."""
    sight = ground.data_of(np.array([[0.0, ground.window.top - 1.2, 0.0]]))[0, 1]
    end, slope = (
        (tent.right, abs(tent.falling_slope)) if side < 0 else (tent.left, tent.rising_slope)
    )
    foot = tent.left if side < 0 else tent.right
    seen = end + side * sight / slope  # there the higher one leaves the sight
    shares = (seen - tent.peak) / (foot - tent.peak)
    x = tent.peak + min(0.5, shares) * (foot - tent.peak)
    rounded = float(round(x, written.decimals))
    return rounded if min(foot, tent.peak) < rounded < max(foot, tent.peak) else float(x)


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


def spread(numbers: Iterable[mn.Mobject], gap: float = 0.16) -> None:
    """Move numbers in a row apart, each to either side alike, until none touches the next."""
    for _ in range(50):
        for left, right in pairwise(numbers):
            missing = left.get_right()[0] + gap - right.get_left()[0]
            if missing > 0:
                left.shift(missing / 2 * mn.LEFT)
                right.shift(missing / 2 * mn.RIGHT)
