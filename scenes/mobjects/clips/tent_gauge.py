"""The probe that runs along x, the gauge that stands on it, and the tent that its level draws."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import Tent
from scenes.layout import EDGE, MARGIN
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible, show
from scenes.mobjects.lines import Melting, polygon
from scenes.mobjects.live import Live
from scenes.mobjects.plots.areas import Area
from scenes.mobjects.plots.curves import BrightGraph
from scenes.mobjects.plots.ground import MELTING, Ground
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES

HALF_A_DIGIT = 0.33
"""In em: from the baseline of a number up to its middle."""


class Bead(mn.Circle):
    """A dot on a curve, with a rim of the ground; out of sight where the plot ends."""

    def __init__(self, ground: Ground, role: str, radius: float) -> None:
        theme = ground.theme
        super().__init__(
            radius, stroke_color=theme.ground, stroke_width=3.5, fill_color=theme.colour(role)
        )
        exempt(self, "contrast", "its rim parts it from the line of its own colour")
        self.ground = ground

    def put(self, place: np.ndarray) -> None:
        """Lie at a place of the frame."""
        share = float(np.clip((self.ground.window.top - place[1]) / (MELTING / 2), 0.0, 1.0))
        self.move_to(place).set_opacity(share)


class Gauge(mn.VGroup, Live[float]):
    """One slim glass at x, as high as the higher ramp, which the lower one fills."""

    ROLES = ("ramp", "second")
    HALF, ASIDE = 0.21, 0.18
    """Frame units: half its width, and from it to the numbers beside it."""
    EQUAL, APART, FAR = 0.25, 0.42, 0.62
    """Between levels that are nearer than the first, one number stands for both; from the second to
    the third, the number of each comes into sight."""
    BELOW_TOP, BELOW_NAMES, GOING = 0.2, 1.0, 0.4
    """Frame units below the end of the plot where a number is half seen, and before the peak, where
    the ramps have their names, that of y2; and over so many it goes out of sight."""

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
            exempt(legible(label, theme), "contrast", "it may pass a line behind its halo")
        exempt(self.level, "covered", "it stands on the bead of the ramp whose level it is")
        exempt(self.filling, "crossing", "the filling stands before the tent that it draws")
        shapes = self.glass, self.filling, self.bead, self.level
        super().__init__(*shapes, *self.numbers, self.word, self.equal)
        self.glass.melt(*ground.melting)
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Stand at another x."""
        self.x = value
        return self.turn(float(value > self.tent.peak))

    def turn(self, share: float) -> Self:
        """Be filled by y1 (0) or by y2 (1): at the peak they change places."""
        top, floor = self.ground.window.top, self.ground.point(self.x, 0.0)
        ramps = self.tent.activator, self.tent.deactivator
        first, second = (self.ground.point(self.x, ramp(self.x)) for ramp in ramps)
        low, high = sorted((first, second), key=lambda level: float(level[1]))
        colours = [mn.ManimColor(self.ground.theme.colour(role)) for role in self.ROLES]
        lower, higher = (one.interpolate(two, share) for one, two in (colours, colours[::-1]))
        left, right = floor + self.HALF * mn.LEFT, floor + self.HALF * mn.RIGHT
        for shape, level, colour in ((self.filling, low, lower), (self.glass, high, higher)):
            shape.fill_rgbas[:, :3] = shape.stroke_rgbas[:, :3] = colour.to_rgb()
            rise = (min(level[1], top) - floor[1]) * mn.UP
            shape.set_points(polygon(np.array([left, right, right + rise, left + rise])))
        self.level.put(low)
        self.bead.set_fill(higher).put(high)
        self.word.set_fill(lower)
        apart, beside = high[1] - low[1], (self.HALF + self.ASIDE) * mn.RIGHT
        for number, ramp, level in zip(self.numbers, ramps, (first, second), strict=True):
            number.set_value(ramp(round(self.x, number.notation.decimals)))
            above = max(level[1] - HALF_A_DIGIT * number.size, floor[1] + 0.17)
            number.place(beside + np.array([level[0], above, 0.0]))
            by_names = level is second and self.x <= self.tent.peak
            below = self.BELOW_NAMES if by_names else self.BELOW_TOP
            seen = min((top - below - level[1]) / self.GOING + 0.5, 1.0)
            seen = min(seen, (apart - self.APART) / (self.FAR - self.APART))
            show(number, seen)
            if level is low:
                word = self.word.place(number.start + (number.advance + 0.2) * mn.RIGHT)
                beyond = word.get_right()[0] - (EDGE - MARGIN)  # where long numbers push it
                show(word, min(seen, -beyond / self.GOING))
        baseline = first + HALF_A_DIGIT * self.numbers[0].size * mn.DOWN
        show(self.equal.place(beside + baseline), 1 - apart / self.EQUAL)
        return self


class Trace(mn.VGroup, Live[float]):
    """The tent as far as it is drawn: a bright line up to x, and light below it."""

    def __init__(self, tent: Tent, ground: Ground, start: float) -> None:
        self.function, self.start = tent.function, start
        self.area = Area(ground, tent.function, "total", opacity=1.0)
        # From the floor to the peak, so that what is drawn stays as it is.
        self.area.melt(ground.point(tent.peak, 0.0), ground.point(tent.peak, tent.height))
        self.area.fill_rgbas[:, 3] = 0.03, 0.3
        self.line = BrightGraph(ground, tent.function, "total", 9.0)
        self.line.melt(*ground.melting)
        super().__init__(self.area, self.line)
        exempt(self, "cut", "the line goes on beyond the frame")

    def set_value(self, value: float) -> Self:
        """Be drawn up to another x."""
        self.area.domain = self.line.graph.domain = (self.start, value)
        self.area.set_value(self.function)
        self.line.set_value(self.function)
        return self
