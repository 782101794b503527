"""A probe that runs along x under the floor, and the numbers of the ticks, which give way to it."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible, show
from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import Row
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES


class Ticks(mn.VGroup, Live[float]):
    """The numbers under the floor, which give way to that of the probe; their value is its x."""

    COMING, NEAR = 0.3, 0.1
    """Frame units: over the first a number goes out of sight, until it is as near as the second."""

    def __init__(self, ground: Ground) -> None:
        super().__init__(*ground.numbers)
        self.ground, self.half = ground, 0.0  # of the width of the probe's number
        exempt(legible(self, ground.theme, on="floor"), "contrast", "they go as the probe comes")

    def set_value(self, value: float) -> Self:
        """Give way to another x."""
        middle = self.ground.point(value, 0.0)[0]
        for number in self:
            away = abs(number.get_center()[0] - middle) - number.width / 2 - self.half - self.NEAR
            show(number, away / self.COMING)
        return self


class Probe(mn.VGroup, Live[float]):
    """A pointer under the floor, with its x."""

    DEPTH, BASELINE = 0.22, 0.62
    """Frame units below the floor: of its end, and of the baseline of its x."""

    def __init__(self, ground: Ground, x: float, written: Notation) -> None:
        self.ground, theme, digits = ground, ground.theme, written.digits(ground.x_range)
        self.stem = mn.VMobject(
            stroke_color=theme.input, stroke_width=STROKES.curve, fill_opacity=0
        )
        self.number = LiveNumber(
            x, written, theme, SIZES.formula, role="input", digits=digits, sign="inline", called="x"
        )
        self.row = Row(Typeset("#input[$x =$]#h(0.28em)", theme, SIZES.formula), self.number)
        names(self.row, self.stem)
        super().__init__(self.stem, self.row)
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Point to another x."""
        foot = self.ground.point(value, 0.0)
        self.stem.set_points(polyline(np.array([foot, foot + self.DEPTH * mn.DOWN])))
        self.number.set_value(value)
        self.row.place(foot + self.BASELINE * mn.DOWN, align=0.5)
        return self
