"""What is taken off y1 so that the tent is left: an arrow from the ramp down to the tent."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import Tent
from scenes.mobjects.clips.tent_gauge import MELTING, Bead, read_off
from scenes.mobjects.lines import arrows, draw, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import Row
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES

FARTHEST = 0.62
"""The share of the way from the peak to the right end at which the arrow comes to rest."""
STOPS = 3
"""So many arrows are left behind on the way."""
APART = 0.36
"""Frame units from one arrow to the next at least."""
CANDIDATES = 200


def resting_place(tent: Tent, ground: Ground, written: Notation) -> float:
    """Where the arrow comes to rest: y1 is in sight there, and y1, y2 and s are round numbers."""
    sight = ground.data_of(np.array([[0.0, ground.window.top - MELTING / 2, 0.0]]))[0, 1]
    seen = tent.left + sight / tent.rising_slope
    last = min(tent.peak + FARTHEST * (tent.right - tent.peak), seen)
    places = np.linspace(tent.peak + 0.6 * (last - tent.peak), last, CANDIDATES)
    step = 10.0**-written.decimals
    places = np.unique([*np.round(places / step) * step, *places])
    places = places[(tent.peak < places) & (places <= last)]
    ramps = tent.activator(places), tent.deactivator(places)
    read = np.column_stack([places, *ramps]) / step
    off = np.abs(read - np.round(read)).max(axis=1)
    best = np.flatnonzero(off < off.min() + 1e-6)[-1]
    return float(places[best])


class Takeoff(mn.VGroup, Live[float]):
    """The arrow s at x, which hangs from y1 down to the tent; it leaves thin ones behind.

    Its value is x.
    """

    HEAD = 0.34

    def __init__(self, tent: Tent, ground: Ground, stops: np.ndarray, written: Notation) -> None:
        self.tent, self.ground, self.stops, theme = tent, ground, stops, ground.theme
        colour, faint = theme.third, theme.faint("third")
        self.left = mn.VMobject(stroke_color=faint, stroke_width=STROKES.guide, fill_opacity=0)
        self.left_heads = mn.VMobject(stroke_width=0, fill_color=faint, fill_opacity=1)
        self.shaft = mn.VMobject(stroke_color=colour, stroke_width=11.0, fill_opacity=0)
        self.head = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
        for shape in (self.left, self.left_heads, self.shaft, self.head):
            draw(shape, np.zeros((0, 3)), ground.point(tent.peak, tent.height))
        self.glow = Glow(self.shaft, theme)
        self.beads = [Bead(ground, "ramp", 0.14), Bead(ground, "total", 0.17)]
        digits = written.digits(ground.y_range)
        self.number = LiveNumber(
            0.0, written, theme, 0.56, role="third", digits=digits, sign="inline", called="s"
        )
        self.label = Row(Typeset("#third[$s =$]#h(0.28em)", theme, 0.56), self.number)
        arrow = (self.left, self.left_heads, self.glow, self.shaft, self.head)
        super().__init__(*arrow, *self.beads, self.label)
        self.set_value(tent.peak)

    def set_value(self, value: float) -> Self:
        """Hang at another x, with an arrow at every stop on the way there."""
        self.x = value
        spot = self.ground.point(value, float(self.tent(value)))
        behind = self.stops[self.stops < value - 1e-9]
        for (shafts, heads), line, tips in (
            (arrows(self._lines(behind), 0.22), self.left, self.left_heads),
            (arrows(self._lines(np.array([value])), self.HEAD), self.shaft, self.head),
        ):
            draw(line, polyline(shafts), spot)
            draw(tips, polygon(heads), spot)
        self.glow.lie_around(self.shaft)
        high, low = float(self.tent.activator(value)), float(self.tent(value))
        self.beads[0].put(value, high)
        self.beads[1].put(value, low)
        self.number.set_value(read_off(self.tent.overlap, value, self.number.notation))
        middle = self.ground.point(value, (high + low) / 2)
        self.label.place(middle + np.array([0.4, -0.33 * self.number.size, 0.0]))
        return self

    def _lines(self, places: np.ndarray) -> np.ndarray:
        """From the ramp down to the tent (m, 2, 3), at each place."""
        tops = np.column_stack([places, np.asarray(self.tent.activator(places))])
        feet = np.column_stack([places, np.asarray(self.tent(places))])
        points = [self.ground.points_of(xy).reshape(-1, 3) for xy in (tops, feet)]
        return np.stack(points, axis=1)


def stops_before(rest: float, tent: Tent, ground: Ground) -> np.ndarray:
    """Where arrows are left behind on the way from the peak to the place of rest."""
    way = float(ground.point(rest, 0.0)[0] - ground.point(tent.peak, 0.0)[0])
    count = min(STOPS, max(0, int(way / APART) - 1))
    stops: np.ndarray = np.linspace(tent.peak, rest, count + 2)[1:-1]
    return stops
