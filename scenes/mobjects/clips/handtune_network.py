"""The network of the handtune clip: a row of plots and five dials for each pair of neurons."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Self

import manim as mn
import numpy as np

from relu_anim import HandTuning, PiecewiseLinear, pair_of
from scenes.layout import Region
from scenes.mobjects.controls.dial import Dial
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible
from scenes.mobjects.lines import draw, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.networks.plots import Columns, PlotNetwork
from scenes.mobjects.plots.areas import Area
from scenes.mobjects.plots.curves import BrightGraph, SmoothGraph
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

FLAT = PiecewiseLinear.constant(0.0)
INPUT = np.array([-6.58, -0.82, 0.0])
NEAR, FAR = np.array(
    [
        [-5.6, -4.8, -4.28, -2.58, -2.02, -1.22, -0.7, 1.0, 1.62, 2.62],
        [-5.7, -5.2, -4.88, -3.72, -3.34, -2.84, -2.52, -1.36, -0.98, 0.1],
    ]
)
"""Where across the frame things are when seen from near, and from far: the dials of weight and
bias and both ends of the plot in either hidden layer, the last dials, and the output."""
LOW, HIGH = -3.6, 1.95
"""The heights between which rows stand."""
ROWS = 3
"""So many of them are seen from near."""
RIGHT, BOTTOM, TOP = 6.5, -2.1, 1.95
"""The other ends of the output."""
UNIT, WAVE = (0.0, 1.05), (-1.12, 1.12)
"""The heights that plots have room for."""
RADIUS = np.array([0.4, 0.28])
"""Of a dial, at most: as a share of the way to the next, and of the row's height."""
HEAD, OVER = 0.46, 0.2
"""The em height of names, and from the first dials up to them."""
ABOVE, NAMED = 0.24 * mn.UP, np.array([0.66, 0.75, 0.84])
"""From the output up to its name, and the share of the plot that this takes up."""
TARGET_AT = (0.25, 0.17)
"""Where in the plot the name of the target is."""
PIECE = 0.3
"""How opaque the strip is that a pair has to draw its piece in."""
UPRIGHT, TALLY = np.array([0.17, 0.56]), np.array([0.16, -0.86])
"""Of a piece's width from far, from stroke to stroke of the tally, and its height; from the lower
left corner of the piece to the lower end of the first stroke, likewise."""
MOVED = 0.14
"""How opaque the area is that the output has swept over, until the turn is over."""
LIGHTING = 0.3
"""In this share of a turn, what stirs becomes bright, and at its end, that area is gone."""


class TunedNetwork(mn.VGroup, Live[float]):
    """The network, with dials under the keys of its numbers; its value: near (0), or far (1).

    `rows` are the pairs' wires, plots, and dials; the first of them are seen from near. `wanted`
    is the target, of which `goal` is a piece, and `graph` what is drawn.
    """

    def __init__(self, theme: Theme, tuning: HandTuning) -> None:
        self.tuning, self.theme, self.piece = tuning, theme, 0
        self.drawing = drawing = PlotNetwork(
            tuning.network(0), theme, self._columns(0.0), (0, 1), y_ranges=(UNIT, UNIT, WAVE)
        )
        self.output = drawing.output
        self.output.remove(*self.output.curves, *self.output.shades)
        roles = {key: "weight" if len(key) == 3 else "bias" for key in tuning.parameters}
        self.dials = {key: Dial(theme, role) for key, role in roles.items()}
        self.plots = [plot for column in drawing.plots[:2] for plot in column]
        for plot in self.plots:
            plot.light(0, 0.0)
        self.names = {
            key: Typeset(f"${roles[key][0]}_{key[0] + 1}$", theme, HEAD, roles[key])
            for key in list(tuning.parameters)[:5]
        }
        self.rows = [mn.VGroup() for _ in tuning.pairs]
        for key, wire in drawing.wires.items():
            if key in self.dials:
                wire.set_stroke(theme.faint("muted"), STROKES.hair)
                self.rows[pair_of(key)].add(wire)
        for index, plot in enumerate(self.plots):
            self.rows[index % len(self.rows)].add(plot)
        for key, dial in self.dials.items():
            self.rows[pair_of(key)].add(dial)
        self.heads = drawing.heads("layer 1", "layer 2")
        self.wanted, self.goal = self._target(STROKES.guide), self.piece_of_target(0)
        self.word = legible(Typeset("target", theme, HEAD, "target"), theme)
        self.graph = BrightGraph(self.output, tuning.output(0), "total")
        exempt(self.graph.glow, "cut", "a glow melts away")
        self.named = Typeset("output", theme, HEAD, "total")
        exempt(self.named, "contrast", "it passes what is swept over")
        exempt(self.named, "crossing", "it passes the floor on its way")
        self.tally = Tally(self)
        exempt(mn.VGroup(*self.rows[ROWS:]), "cut", "what was seen from near has more rows below")
        super().__init__(*self.rows[:ROWS], drawing.input, self.output, self.heads)
        self.add(*self.names.values())
        self.set_value(0.0)

    def _target(self, width: float, domain: tuple[float, float] | None = None) -> SmoothGraph:
        target = self.tuning.interpolant.target
        return SmoothGraph(self.output, target, "target", width, None, domain)

    def _columns(self, far: float) -> Columns:
        self.across = x = NEAR + far * (FAR - NEAR)
        shown = ROWS + far * (len(self.tuning.pairs) - ROWS)
        self.row = (HIGH - LOW) / shown
        low = HIGH - self.row * len(self.tuning.pairs)
        spans = [(float(x[2]), float(x[3])), (float(x[6]), float(x[7]))]
        return Columns(INPUT, spans, low, HIGH, Region(float(x[9]), RIGHT, BOTTOM, TOP))

    def set_value(self, value: float) -> Self:
        """Be seen from so far."""
        self.value, columns, drawing = value, self._columns(value), self.drawing
        for layer, column in enumerate(drawing.plots[:2]):
            for plot, box in zip(column, columns.boxes(layer, len(column)), strict=True):
                plot.set_value((box, UNIT))
        self.output.set_value((columns.output, WAVE))
        radius = float(min(RADIUS * [self.across[1] - self.across[0], self.row]))
        for key, dial in self.dials.items():
            layer, pair, weight = key[0], pair_of(key), len(key) == 3
            across = self.across[4 * layer + (not weight)]
            middle = drawing.plots[min(layer, 1)][pair].window.center[1]
            dial.lay(np.array([across, middle, 0.0]), radius)
            if key in self.names:
                over = dial.place + (radius + OVER) * mn.UP
                self.names[key].place(over, align=0.5)
            if weight:
                ends = np.array([drawing.port(layer - 1, pair if layer else 0, 1), dial.place])
                last = drawing.port(layer, 0 if layer == 2 else pair, -1)
                edge = radius * mn.RIGHT
                bends = {0: dial.place - edge, 2: dial.place + edge}
                points = [ends[0], bends.get(layer, dial.place), last]
                drawn = [_curved if k == layer / 2 else polyline for k in (0, 1)]
                wire = [way(np.array(points[k : k + 2])) for k, way in enumerate(drawn)]
                drawing.wires[key].set_points(np.vstack(wire))
        self.wanted.set_points(self._target(STROKES.guide).points)
        self.word.place(self.output.point(*TARGET_AT), align=0.5)
        self.draw_output(self.graph.graph.function)
        self.goal.set_points(self.piece_of_target(self.piece).points)
        self.tally.set_value(self.tally.value)
        return self

    def draw_output(self, output: PiecewiseLinear) -> None:
        """Let this come out, with its name over it."""
        self.graph.set_value(output)
        height = float(output(NAMED).max())
        self.named.place(self.output.point(NAMED[1], height) + ABOVE, align=0.5)

    def piece_of_target(self, pair: int) -> SmoothGraph:
        """The piece of the target that a pair is to fit."""
        return self._target(STROKES.strong, self.domain(pair))

    def domain(self, pair: int) -> tuple[float, float]:
        """From where to where a pair's piece goes."""
        start, end = self.tuning.interpolant.knots[pair : pair + 2].tolist()
        return start, end

    def strip(self, pair: int) -> mn.VMobject:
        """Where a pair's piece is, in its two plots."""
        strip = mn.VMobject(stroke_width=0, fill_color=self.theme.target, fill_opacity=PIECE)
        exempt(strip, "contrast", "a quiet tint; the piece of the target is bright")
        start, end = self.domain(pair)
        box = np.array([[start, 0.0], [end, 0.0], [end, 1.0], [start, 1.0]])
        plots = [column[pair] for column in self.drawing.plots[:2]]
        return strip.set_points(polygon(*[plot.points_of(box) for plot in plots]))


def _curved(ends: np.ndarray) -> np.ndarray:
    half = (ends[1] - ends[0]) * [0.5, 0.0, 0.0]
    return np.array([ends[0], ends[0] + half, ends[1] - half, ends[1]])


class Tally(mn.VMobject, Live[int]):
    """A stroke for each turn, under the piece that it serves; the fifth is across the others."""

    def __init__(self, picture: TunedNetwork) -> None:
        theme, self.picture, self.value = picture.theme, picture, 0
        super().__init__(stroke_color=theme.ink, stroke_width=STROKES.curve, fill_opacity=0)
        exempt(self, "crossing", "the fifth stroke crosses four")
        exempt(self, "jump", "a stroke is made at once")

    def set_value(self, value: int) -> Self:
        """Have so many strokes."""
        self.value, self.corner = value, self.picture.output.window.at(0, 0)
        draw(self, polyline(*[self._stroke(k) for k in range(value)]), self.corner)
        return self

    def _stroke(self, index: int) -> np.ndarray:
        pair, k = divmod(index, 5)
        piece = np.array([(RIGHT - FAR[-1]) / len(self.picture.rows), 1.0])
        shares = np.array([[-0.6, 0.2], [3.6, 0.8]] if k == 4 else [[k, 0.0], [k, 1.0]])
        places = piece * (TALLY + shares * UPRIGHT + [pair, 0.0])
        stroke: np.ndarray = self.corner + np.column_stack([places, [0.0, 0.0]])
        return stroke


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
        self.area = Area(picture.output, drawn[0][2], "weight", floor=drawn[0][2], opacity=0.0)
        wires = [drawing.wires[key]] if self.turn.is_weight else []
        self.lights: dict[mn.VMobject, Callable[[float], object]] = {
            **{wire: partial(self._light_wire, wire) for wire in wires},
            self.dial: self.dial.light,
            **{plot: partial(plot.light, 0) for _, plot in self.stirred},
        }
        self.fading = before.lights if before else {}
        rows = {pair, before.turn.pair} if before else {pair}
        dials = [dial for other, dial in picture.dials.items() if pair_of(other) in rows]
        parts = [*self.fading, *self.lights]
        moving = [self.area, picture.graph, picture.named] if self.moves else []
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
        if self.moves:
            output = curves[-1].column(0)
            self.area.set_value(output)
            self.area.set_fill(opacity=MOVED * min(1.0, value / LIGHTING, (1 - value) / LIGHTING))
            self.picture.draw_output(output)
        lit = min(1.0, value / LIGHTING)
        for thing in self.fading.keys() - self.lights.keys():
            self.fading[thing](1 - lit)
        for thing, light in self.lights.items():
            light(1.0 if thing in self.fading else lit)
        return self


class Flare(mn.VGroup, Live[float]):
    """All dials light up, row by row; what was bright in the last turn dims."""

    def __init__(self, picture: TunedNetwork, last: Turning) -> None:
        self.dials, self.last, self.rows = picture.dials, last, len(picture.rows)
        super().__init__(*last.lights, *self.dials.values(), picture.graph)

    def set_value(self, value: float) -> Self:
        """Have lit up so far."""
        for light in self.last.lights.values():
            light(1 - value)
        for key, dial in self.dials.items():
            lit = float(np.clip((self.rows + 1) * value - pair_of(key), 0.0, 1.0))
            dial.light(1.0 if dial is self.last.dial else lit)
        return self
