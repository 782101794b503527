"""The network of the handtune clip: a row of plots and five dials for each pair of neurons."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Self

import manim as mn
import numpy as np

from relu_anim import HandTuning, pair_of
from scenes.layout import Region
from scenes.mobjects.controls.dial import Dial
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.mobjects.networks.plots import Columns, PlotNetwork
from scenes.mobjects.plots.areas import Area
from scenes.mobjects.plots.curves import BrightGraph, SmoothGraph
from scenes.theme import STROKES, Theme

COLUMNS = Columns(
    input=np.array([-6.6, -0.675, 0.0]),
    spans=((-4.5, -2.95), (-0.5, 1.05)),
    low=-3.65,
    high=2.3,
    output=Region(2.75, 6.65, -2.95, 1.6),
)
UNIT, WAVE = (0.0, 1.05), (-1.12, 1.12)
"""The heights that plots have room for."""
PLACES = {0: -5.3, 1: -1.75, 2: 1.5}
"""Where across the frame the dials of weights are, by layer."""
BEFORE_PLOT = 0.36
"""From a plot to the dial of its bias."""
BENT = {0: -5.55, 2: 1.75}
"""Where wires from the input become level, and where those to the output leave off."""
MOVED = 0.28
"""How opaque the area is that the output has swept over."""
LIGHTING = 0.3
"""In this share of a turn, what stirs becomes bright."""


class TunedNetwork(mn.VGroup):
    """The network, with dials under the keys of its numbers; apart, `graph` and `wanted` curve."""

    def __init__(self, theme: Theme, tuning: HandTuning) -> None:
        self.tuning, self.theme = tuning, theme
        self.drawing = drawing = PlotNetwork(
            tuning.network(0), theme, COLUMNS, (0, 1), y_ranges=(UNIT, UNIT, WAVE)
        )
        self.output = drawing.output
        self.output.remove(*self.output.curves, *self.output.shades)
        self.dials: dict[tuple[int, ...], Dial] = {}
        for key in tuning.parameters:
            if len(key) == 3:
                self._bend(key)
            role = "weight" if len(key) == 3 else "bias"
            self.dials[key] = Dial(theme, self.place_of(key), role)
        used = [drawing.wires[key] for key in tuning.parameters if len(key) == 3]
        mn.VGroup(*used).set_stroke(theme.faint("muted"), STROKES.hair)
        self.plots = [plot for column in drawing.plots[:2] for plot in column]
        for plot in self.plots:
            plot.light(0, 0.0)
        target = tuning.interpolant.target
        self.wanted = SmoothGraph(self.output, target, "target", STROKES.guide, None)
        self.graph = BrightGraph(self.output, tuning.output(0), "total")
        exempt(self.graph.glow, "cut", "a glow melts away")
        super().__init__(*used, *self.plots, *self.dials.values(), drawing.input, self.output)

    def place_of(self, key: tuple[int, ...]) -> np.ndarray:
        """Where the dial of a number is."""
        layer = key[0]
        row = self.drawing.plots[min(layer, 1)][pair_of(key)].window
        across = PLACES[layer] if len(key) == 3 else row.left - BEFORE_PLOT
        return np.array([across, row.center[1], 0.0])

    def _bend(self, key: tuple[int, ...]) -> None:
        """Let a wire be level where its dials are."""
        if key[0] in BENT:
            wire = self.drawing.wires[key]
            bend = np.array([BENT[key[0]], self.place_of(key)[1], 0.0])
            first, last = np.array([[wire.points[0], bend], [bend, wire.points[-1]]])
            from_input = [_curved(first), polyline(last)]
            to_output = [polyline(first), _curved(last)]
            wire.set_points(np.vstack(to_output if key[0] else from_input))


def _curved(ends: np.ndarray) -> np.ndarray:
    half = (ends[1] - ends[0]) * [0.5, 0.0, 0.0]
    return np.array([ends[0], ends[0] + half, ends[1] - half, ends[1]])


class Turning(mn.VGroup, Live[float]):
    """What stirs while one number is turned; its value is the share of that turn.

    `lights` says of all that is bright how it is lit, from 0 to 1; what is so since the turn
    `before` grows dim meanwhile.
    """

    def __init__(self, picture: TunedNetwork, index: int, before: Turning | None = None) -> None:
        self.picture, self.index, self.turn = picture, index, picture.tuning.turns[index]
        drawing, key, pair = picture.drawing, self.turn.key, self.turn.pair
        ends = [picture.tuning.network(index + whole).curves[1:] for whole in (0, 1)]
        drawn = [[curves[k].column(n) for k, n in enumerate((pair, pair, 0))] for curves in ends]
        corners = [[function.corners(0, 1) for function in functions] for functions in drawn]
        stirs = [not np.array_equal(old, new) for old, new in zip(*corners, strict=True)]
        self.stirred = [(k, drawing.plots[k][pair]) for k in (0, 1) if stirs[k]]
        self.moves, self.dial = stirs[2], picture.dials[key]
        self.area = Area(picture.output, drawn[0][2], "weight", floor=drawn[0][2])
        keys = {key} if self.turn.is_weight else set()
        keys |= {(2, pair, 0)} if self.moves else set()
        wires = [wire for other, wire in drawing.wires.items() if other in keys]
        self.lights: dict[mn.VMobject, Callable[[float], object]] = {
            **{wire: partial(self._light_wire, wire) for wire in wires},
            self.dial: self.dial.light,
            **{plot: partial(plot.light, 0) for _, plot in self.stirred},
        }
        if self.moves:
            self.lights[self.area] = lambda lit: self.area.set_fill(opacity=lit * MOVED)
        self.fading = before.lights if before else {}
        rows = {pair, before.turn.pair} if before else {pair}
        dials = [dial for other, dial in picture.dials.items() if pair_of(other) in rows]
        parts = [*self.fading, *self.lights]
        graph = [picture.graph] if any(isinstance(part, Area) for part in parts) else []
        others = [part for part in parts if part not in (*wires, *dials)]
        super().__init__(*others, *wires, *dials, *graph)

    def _light_wire(self, wire: mn.VMobject, lit: float) -> None:
        theme = self.picture.theme
        faint, bright = mn.ManimColor(theme.faint("muted")), mn.ManimColor(theme.weight)
        width = STROKES.hair + lit * (STROKES.curve - STROKES.hair)
        wire.set_stroke(faint.interpolate(bright, lit), width)

    def set_value(self, value: float) -> Self:
        """Be turned so far."""
        curves = self.picture.tuning.network(self.index + value).curves
        self.dial.set_value(self.turn.value(value))
        for layer, plot in self.stirred:
            plot.draw_curve(0, curves[layer + 1].column(self.turn.pair))
        if self.moves:
            output = curves[-1].column(0)
            self.area.set_value(output)
            self.picture.graph.set_value(output)
        lit = min(1.0, value / LIGHTING)
        for thing in self.fading.keys() - self.lights.keys():
            self.fading[thing](1 - lit)
        for thing, light in self.lights.items():
            light(1.0 if thing in self.fading else lit)
        return self


class Flare(mn.VGroup, Live[float]):
    """All dials light up, row by row, and what was bright in the last turn grows dim."""

    def __init__(self, picture: TunedNetwork, last: Turning) -> None:
        self.dials, self.last = picture.dials, last
        self.rows = picture.tuning.interpolant.segments
        super().__init__(*last.lights, *self.dials.values(), picture.graph)

    def set_value(self, value: float) -> Self:
        """Have lit up so far."""
        for light in self.last.lights.values():
            light(1 - value)
        for key, dial in self.dials.items():
            row = pair_of(key)
            lit = float(np.clip((self.rows + 1) * value - row, 0.0, 1.0))
            dial.light(1.0 if dial is self.last.dial else lit)
        return self
