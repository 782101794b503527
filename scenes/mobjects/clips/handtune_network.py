"""The network of the handtune clip: a row of plots and five dials for each pair of neurons."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Self

import manim as mn
import numpy as np

from relu_anim import HandTuning, PiecewiseLinear, Turn, pair_of
from scenes.layout import Region
from scenes.mobjects.controls.dial import Dial
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible
from scenes.mobjects.lines import GUIDE, dashes, draw, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.networks.plots import HIDDEN, Columns, PlotNetwork
from scenes.mobjects.plots.areas import Area
from scenes.mobjects.plots.curves import BrightGraph, PiecewiseGraph, SmoothGraph
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

Place = tuple[float, float]
FLAT = PiecewiseLinear.constant(0.0)
COLUMNS = Columns(
    input=np.array([-6.55, 0.3, 0.0]),
    spans=((-4.9, -4.0), (-2.72, -1.82)),
    low=-1.42,
    high=1.74,
    output=Region(-0.2, 6.15, -3.15, 2.25),
)
UNIT, WAVE = (0.0, 1.05), (-1.12, 1.12)
"""The heights that plots have room for."""
PLACES = {0: -5.75, 1: -3.57, 2: -1.5}
"""Where across the frame the dials of weights are, by layer."""
BEFORE_PLOT = 0.3
"""From a plot to the dial of its bias."""
BENT = {0: -5.95, 2: -1.28}
"""Where wires from the input become level, and where those to the output leave off."""
HEAD, OVER = 0.44, 0.32
"""The em height of the names of weights and biases, and where they are over the first dials."""
NUMBER, ASIDE, BELOW = 0.46, 0.14, np.array([0.0, -0.5, 0.0])
"""The em height of numbers in the plot, and how far they are from lines; below the output, its
name."""
NAMED = np.array([0.13, 0.25, 0.37])
"""The share of the plot that this name takes up: within the arch of the wave."""
STROKE, GROUP, TALLY = np.array([0.11, 0.48]), np.array([0.68, 0.7]), np.array([-3.85, -2.8, 0.0])
"""From stroke to stroke of the tally, and its height; from five to five; where it begins."""
CLOSE = 2
"""So many pairs have their curves in the large plot while they are set."""
MOVED = 0.14
"""How opaque the area is that the output has swept over, until the turn is over."""
LIGHTING = 0.3
"""In this share of a turn, what stirs becomes bright, and at its end, that area is gone."""


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
        target, heads = tuning.interpolant.target, mn.VGroup()
        for key in list(tuning.parameters)[:5]:
            name = Typeset(self.name_of(key), theme, HEAD, self.dials[key].role)
            heads.add(name.place(self.place_of(key) + OVER * mn.UP, align=0.5))
        self.wanted = SmoothGraph(self.output, target, "target", STROKES.guide, None)
        self.graph = BrightGraph(self.output, tuning.output(0), "total")
        exempt(self.graph.glow, "cut", "a glow melts away")
        self.close = mn.VGroup(*[PiecewiseGraph(self.output, FLAT, role) for role in HIDDEN])
        self.named = Typeset("output", theme, NUMBER, "total")
        self.name_output(FLAT)
        for x, aside in ((0, 0.3 * mn.LEFT + 0.32 * mn.DOWN), (1, 0.22 * mn.RIGHT)):
            end = Typeset(str(x), theme, NUMBER, "muted").place(self.output.point(x, 0), 0.5)
            heads.add(end.shift(aside + ASIDE * mn.DOWN))
        exempt(legible(self.named, theme, "floor"), "contrast", "it passes what is swept over")
        parts = *used, *self.plots, *self.dials.values(), drawing.input, self.output
        super().__init__(*parts, heads)

    def name_output(self, output: PiecewiseLinear) -> None:
        """Have its name below it."""
        height = float(output(NAMED).min())
        self.named.place(self.output.point(NAMED[1], height) + BELOW, align=0.5)

    @staticmethod
    def name_of(key: tuple[int, ...]) -> str:
        """The letter of a number, with its layer."""
        return f"${'w' if len(key) == 3 else 'b'}_{key[0] + 1}$"

    def reason(self, turn: Turn) -> mn.VGroup:
        """Why the first pair's numbers are what they are: dashed lines, sizes, and layers."""
        whole = self.tuning.interpolant
        start, height = float(whole.knots[-2]), float(whole.values[-2])
        run, full = 1 - start, (1, (1, 0.5), mn.RIGHT)
        ways: dict[tuple[int, ...], tuple[list[Place], list[tuple[float, Place, np.ndarray]]]] = {
            (0, 0, 0): ([(1, 0), (1, 1)], [full]),
            (0, 0): ([(start, height), (start, 0)], [(start, (start, -0.13), mn.LEFT)]),
            (1, 0): ([(0, 1), (1, 1)], [(1, (0, 1), mn.LEFT)]),
            (2, 0, 0): ([(0, height), (start, height)], [(height, (0, height), mn.LEFT)]),
            (1, 0, 0): ([(start, 1), (1, 1), (1, 0)], [(run, (1 - run / 2, 1), mn.UP), full]),
        }
        path, sizes = ways[turn.key]
        line = self.output.points_of(np.array(path, dtype=float))
        dashed = stroked(self.theme.target, STROKES.guide, polyline(dashes(line, GUIDE)))
        exempt(dashed, "crossing", "it leads over to the piece")
        guide = mn.VGroup(dashed)
        for size, place, side in sizes:
            text = Glyphs(Notation.of([size])(size), self.theme, NUMBER, "target")
            text.next_to(self.output.point(*place), side, ASIDE)
            guide.add(legible(text, self.theme))
        layer = turn.key[0]
        if layer < len(HIDDEN):  # beside its curve, before the turn and after it
            name = Typeset(f"layer {layer + 1}", self.theme, NUMBER, HIDDEN[layer])
            beside = self.output.point(*((0.82, run + 0.08), (0.6, 1.06))[layer])
            guide.add(legible(name.place(beside, align=0.5), self.theme))
        return guide

    def piece(self, pair: int) -> SmoothGraph:
        """The piece of the target that a pair is to fit."""
        knots, target = self.tuning.interpolant.knots[::-1], self.tuning.interpolant.target
        domain = (float(knots[pair + 1]), float(knots[pair]))
        return SmoothGraph(self.output, target, "target", STROKES.strong, None, domain)

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


class Tally(mn.VMobject, Live[float]):
    """A stroke for each turn, the fifth across the four before; so a piece of the wave is five."""

    def __init__(self, theme: Theme, pieces: int) -> None:
        super().__init__(stroke_color=theme.ink, stroke_width=STROKES.curve, fill_opacity=0)
        self.row = -(-pieces // 2)
        exempt(self, "crossing", "the fifth stroke crosses four")
        exempt(self, "jump", "a stroke is made at once")
        self.set_value(0)

    def set_value(self, value: float) -> Self:
        """Have so many strokes."""
        strokes = [self._stroke(k) for k in range(int(value))]
        draw(self, polyline(*strokes), TALLY)
        return self

    def _stroke(self, index: int) -> np.ndarray:
        five, k = divmod(index, 5)
        corner = TALLY + np.array([*GROUP, 0.0]) * [five % self.row, -(five // self.row), 0]
        shares = np.array([[-0.8, 0.2], [3.8, 0.8]] if k == 4 else [[k, 0.0], [k, 1.0]])
        stroke: np.ndarray = corner + np.column_stack([shares * STROKE, [0.0, 0.0]])
        return stroke


class Turning(mn.VGroup, Live[float]):
    """What stirs while one number is turned; its value is the share of that turn.

    `lights` says of all that is bright how it is lit, from 0 to 1; what is so since the turn
    `before` grows dim meanwhile. The first pairs' curves are in the large plot, too.
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
        self.area = Area(picture.output, drawn[0][2], "weight", floor=drawn[0][2], opacity=0.0)
        keys = {key} if self.turn.is_weight else set()
        keys |= {(2, pair, 0)} if self.moves else set()
        wires = [wire for other, wire in drawing.wires.items() if other in keys]
        self.lights: dict[mn.VMobject, Callable[[float], object]] = {
            **{wire: partial(self._light_wire, wire) for wire in wires},
            self.dial: self.dial.light,
            **{plot: partial(plot.light, 0) for _, plot in self.stirred},
        }
        self.fading = before.lights if before else {}
        rows = {pair, before.turn.pair} if before else {pair}
        dials = [dial for other, dial in picture.dials.items() if pair_of(other) in rows]
        parts = [*self.fading, *self.lights]
        self.close = picture.close if pair < CLOSE else mn.VGroup()
        moving = [self.area, picture.named] if self.moves else []
        moving += [self.close, picture.graph] if self.moves or self.close.submobjects else []
        others = [part for part in parts if part not in (*wires, *dials)]
        super().__init__(*others, *wires, *dials, *moving)

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
        for layer, graph in enumerate(self.close):
            graph.set_value(curves[layer + 1].column(self.turn.pair))
        if self.moves:
            output = curves[-1].column(0)
            self.area.set_value(output)
            self.area.set_fill(opacity=MOVED * min(1.0, value / LIGHTING, (1 - value) / LIGHTING))
            self.picture.graph.set_value(output)
            self.picture.name_output(output)
        lit = min(1.0, value / LIGHTING)
        for thing in self.fading.keys() - self.lights.keys():
            self.fading[thing](1 - lit)
        for thing, light in self.lights.items():
            light(1.0 if thing in self.fading else lit)
        return self


class Flare(mn.VGroup, Live[float]):
    """All dials that were set light up, row by row; what was bright in the last turn dims."""

    def __init__(self, picture: TunedNetwork, last: Turning) -> None:
        self.dials = {key: dial for key, dial in picture.dials.items() if dial.value}
        self.last, self.rows = last, picture.tuning.interpolant.segments
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
