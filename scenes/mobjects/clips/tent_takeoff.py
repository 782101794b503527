"""What is taken off y1 so that the tent is left: an arrow from the ramp down to the tent."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import Tent
from scenes.mobjects.clips.tent_gauge import MELTING, Bead, melting_zone, read_off, show
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import halo
from scenes.mobjects.lines import Melting, arrows, draw, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation, equals
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES

FARTHEST = 0.62
"""The share of the way from the peak to the right end at which the arrow comes to rest."""
APART = 0.37
"""Frame units from one thin arrow to the next."""


def resting_place(tent: Tent, ground: Ground, written: Notation) -> float:
    """Where the arrow comes to rest: y1 is in sight there, and y1, y2 and s are round numbers."""
    sight = ground.data_of(np.array([[0.0, ground.window.top - MELTING / 2, 0.0]]))[0, 1]
    seen = tent.left + sight / tent.rising_slope
    last = min(tent.peak + FARTHEST * (tent.right - tent.peak), seen)
    step, first = 10.0**-written.decimals, tent.peak + 0.6 * (last - tent.peak)
    places = step * np.arange(np.ceil(first / step), np.floor(last / step) + 0.5)
    read = np.stack([tent.activator(places), tent.deactivator(places)]) / step
    off = np.abs(read - np.round(read)).max(axis=0)
    best = np.flatnonzero(off < off.min() + 1e-6)[-1]
    return round(float(places[best]), written.decimals)


def surplus_lines(tent: Tent, ground: Ground, places: np.ndarray) -> np.ndarray:
    """From the ramp, or where it leaves the plot, down to the tent (m, 2, 3), at each place."""
    heights = [np.asarray(curve(places)) for curve in (tent.activator, tent)]
    ends = [ground.points_of(np.column_stack([places, y])) for y in heights]
    lines = np.stack(ends, axis=1)
    lines[:, 0, 1] = np.minimum(lines[:, 0, 1], ground.window.top)
    return lines


class Arrows(mn.VGroup):
    """Arrows that hang from the ramp down to the tent; those at the end of the plot melt away."""

    def __init__(self, tent: Tent, ground: Ground, colour: str, width: float, head: float) -> None:
        self.tent, self.ground, self.head = tent, ground, head
        self.shafts = Melting(stroke_color=colour, stroke_width=width, fill_opacity=0)
        self.shafts.melt(*melting_zone(ground))
        self.heads = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
        super().__init__(self.shafts, self.heads)

    def hang(self, places: np.ndarray, spot: np.ndarray) -> None:
        """Hang at these places; where there is nothing to take off, lie hidden at a spot."""
        shafts, heads = arrows(surplus_lines(self.tent, self.ground, places), self.head)
        draw(self.shafts, polyline(shafts), spot)
        draw(self.heads, polygon(heads), spot)


class Fan(Arrows, Live[float]):
    """Thin arrows that stay behind up to x, from the peak to where the arrow comes to rest."""

    def __init__(self, tent: Tent, ground: Ground, rest: float) -> None:
        super().__init__(tent, ground, ground.theme.faint("third"), STROKES.guide, 0.2)
        step = APART * (ground.x_range[1] - ground.x_range[0]) / ground.window.width
        stops = rest - step * np.arange(1, 20)
        self.stops = stops[stops > tent.peak + step / 2]
        self.spot = ground.point(tent.peak, tent.height)
        self.set_value(tent.peak)

    def set_value(self, value: float) -> Self:
        """Stay behind up to another x."""
        self.hang(self.stops[self.stops < value], self.spot)
        return self


class Takeoff(mn.VGroup, Live[float]):
    """The arrow s at x, which hangs from y1 down to the tent. Its value is x."""

    SHORT, SHOWN = 0.15, 0.35
    """Of an arrow shorter than this the name is out of sight, and from here on it is whole."""

    def __init__(self, tent: Tent, ground: Ground, x: float) -> None:
        self.tent, self.ground, theme = tent, ground, ground.theme
        self.arrow = Arrows(tent, ground, theme.third, 11.0, 0.34)
        self.beads = [Bead(ground, "ramp", 0.14), Bead(ground, "total", 0.17)]
        self.label = halo(Typeset("$#third[$s$]$", theme, 0.62), theme)
        exempt(self.label, "crossing", "a ramp passes behind its halo")
        exempt(self.label, "contrast", "it comes into sight as the arrow grows")
        super().__init__(*self.beads, self.arrow, self.label)  # a short arrow is seen on them
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Hang at another x."""
        self.x = value
        high, low = float(self.tent.activator(value)), float(self.tent(value))
        top, foot = surplus_lines(self.tent, self.ground, np.array([value]))[0]
        self.arrow.hang(np.array([value]), foot)
        self.beads[0].put(value, high)
        self.beads[1].put(value, low)
        long = (top[1] - foot[1] - self.SHORT) / (self.SHOWN - self.SHORT)
        self.label.place((top + foot) / 2 + np.array([0.3, -0.15, 0.0]))
        show(self.label, long)
        return self


class Difference(mn.VGroup, Live[float]):
    """`y1 - s = tent`, and the same in numbers below it; its value is x."""

    SIZE, GAP, LEADING = 0.5, 0.42, 0.74
    """The em, what an operator takes in em and a line in frame units."""

    def __init__(
        self, tent: Tent, ground: Ground, x: float, written: Notation, start: np.ndarray
    ) -> None:
        self.written, theme, gap = written, ground.theme, self.GAP
        self.curves = tent.activator.function, tent.overlap, tent.function
        step = 10.0**-written.decimals
        places = step * np.round(np.linspace(tent.left, tent.right, 40) / step)
        exact = written.is_exact(*tent.activator(places), *tent.deactivator(places))
        digits = written.digits([*np.ravel(ground.y_range)])
        self.numbers: list[LiveNumber] = []
        super().__init__()
        for name, role, sign in (
            ("$y_1$", "ramp", ""),
            ("$s$", "third", "-"),
            ("tent", "total", equals(exact)),
        ):
            if sign:
                for shown, down in (("=" if role == "total" else sign, 0.0), (sign, self.LEADING)):
                    middle = start + gap * mn.RIGHT + down * mn.DOWN
                    self.add(Typeset(f"${shown}$", theme, self.SIZE).place(middle, align=0.5))
                start = start + 2 * gap * mn.RIGHT
            number = LiveNumber(
                0.0, written, theme, self.SIZE, role=role, digits=digits, sign="none", called=role
            ).place(start + self.LEADING * mn.DOWN)
            middle = start + number.advance / 2 * mn.RIGHT
            word = Typeset(f"#{role}[{name}]", theme, self.SIZE).place(middle, align=0.5)
            self.numbers.append(number)
            self.add(word, number)
            start = start + number.advance * mn.RIGHT
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Say what is taken off at another x."""
        for number, curve in zip(self.numbers, self.curves, strict=True):
            number.set_value(read_off(curve, value, self.written))
        return self
