"""The network of the handtune clip: a row of plots and five dials for each pair of neurons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Self

import manim as mn
import numpy as np

from relu_anim import HandTuning, PiecewiseLinear, pair_of
from scenes.layout import Region
from scenes.mobjects.controls.dial import Dial
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible
from scenes.mobjects.lines import DASHED, draw, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.networks.plots import CURVE, Columns, PlotNetwork
from scenes.mobjects.plots.curves import BrightGraph, PiecewiseGraph, SmoothGraph
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

FLAT = PiecewiseLinear.constant(0.0)
INPUT = np.array([-6.58, -0.82, 0.0])
NEAR, FAR = np.array(
    [
        [-5.6, -4.8, -4.28, -2.26, -1.7, -0.9, -0.38, 1.64, 2.24, 3.04],
        [-5.7, -5.2, -4.88, -3.72, -3.34, -2.84, -2.52, -1.36, -0.98, 0.1],
    ]
)
"""Where across the frame things are when seen from near, and from far: the dials of weight and
bias and both ends of the plot in either hidden layer, the last dials, and the output."""
LOW, HIGH = -3.6, 1.95
"""The heights between which rows stand."""
ROWS = 2
"""So many of them are seen from near."""
RIGHT, BOTTOM, TOP = 6.5, -2.1, 1.95
"""The other ends of the output."""
UNIT, WAVE = 1.05, (-1.12, 1.12)
"""The height that plots of hidden neurons have room for, from near also below 0; of the output."""
RADIUS = np.array([0.4, 0.28])
"""Of a dial, at most: as a share of the way to the next, and of the row's height."""
HEAD, OVER = 0.46, 0.2
"""The em height of names, and from the first dials up to them."""
ABOVE, NAMED = 0.24 * mn.UP, np.array([0.66, 0.75, 0.84])
"""From the output up to its name, and the share of the plot that this takes up."""
TARGET_AT = (0.42, 0.15)
"""Where in the plot the name of the target ends."""
UPRIGHT, TALLY = np.array([0.17, 0.56]), np.array([0.16, -0.86])
"""Of a piece's width from far, from stroke to stroke of the tally, and its height; from the lower
left corner of the piece to the lower end of the first stroke, likewise."""
CALLED = np.array([0.1, -1.36, 0.0])
"""From that corner to the name of the strokes."""
LIGHTING = 0.3
"""In this share of a turn, what stirs becomes bright."""


class TunedNetwork(mn.VGroup, Live[float]):
    """The network, with dials under the keys of its numbers; its value: near (0), or far (1).

    `rows` are the pairs' wires, plots, and dials; the first of them are seen from near. `wanted`
    is the target, of which `goal` is a piece, and `graph` what is drawn. `sums` are what neurons of
    layer 2 that are seen from near make of layer 1: ReLU takes away what is below 0.
    """

    def __init__(self, theme: Theme, tuning: HandTuning) -> None:
        self.tuning, self.theme, self.piece = tuning, theme, 0
        heights, places = ((0.0, UNIT), (0.0, UNIT), WAVE), self._columns(0.0)
        drawing = PlotNetwork(tuning.network(0), theme, places, (0, 1), y_ranges=heights)
        self.drawing = drawing
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
                self.light(wire, "muted", "weight", 0.0)
                self.rows[pair_of(key)].add(wire)
        seconds = drawing.plots[1][:ROWS]
        self.sums = [PiecewiseGraph(plot, FLAT, "second", dash=DASHED) for plot in seconds]
        for line in self.sums:
            exempt(line, "twins", "where it is not below 0, it is what ReLU leaves")
            self.light(line, "second", "second", 0.0)
        columns: list[Sequence[mn.VMobject]] = [*drawing.plots[:2], self.sums]
        for parts in columns:
            for row, part in zip(self.rows, parts, strict=False):
                row.add(part)
        for key, dial in self.dials.items():
            self.rows[pair_of(key)].add(dial)
        self.heads = drawing.heads("layer 1", "layer 2")
        self.wanted, self.goal = self._target(STROKES.guide), self.piece_of_target(0)
        self.word = legible(Typeset("target", theme, HEAD, "target"), theme)
        self.graph = BrightGraph(self.output, tuning.output(0), "total")
        exempt(self.graph.glow, "cut", "a glow melts away")
        self.named = Typeset("output", theme, HEAD, "total")
        exempt(self.named, "crossing", "it passes the floor on its way")
        self.tally = Tally(self)
        self.called = names(Typeset("turns", theme, HEAD, "muted"), self.tally)
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
                plot.set_value((box, (UNIT * (value - 1), UNIT)))
        for line in self.sums:
            line.set_value(line.function).set_stroke(opacity=1 - value)
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
                start = drawing.port(layer - 1, pair if layer else 0, 1)
                bend = dial.place + (radius if layer else -radius) * mn.RIGHT
                end = drawing.port(layer, 0 if layer == 2 else pair, -1)
                ways = [_curved(start, bend), _curved(bend, end)]
                drawing.wires[key].set_points(np.vstack(ways))
        self.wanted.set_points(self._target(STROKES.guide).points)
        self.word.place(self.output.point(*TARGET_AT), align=1.0)
        self.draw_output(self.graph.graph.function)
        self.goal.set_points(self.piece_of_target(self.piece).points)
        self.tally.set_value(self.tally.value)
        self.called.place(self.output.window.at(0, 0) + CALLED)
        return self

    def draw_output(self, output: PiecewiseLinear) -> None:
        """Let this come out, with its name over it."""
        self.graph.set_value(output)
        height = float(output(NAMED).max())
        self.named.place(self.output.point(NAMED[1], height) + ABOVE, align=0.5)

    def piece_of_target(self, pair: int) -> SmoothGraph:
        """The piece of the target that a pair is to fit."""
        start, end = self.tuning.interpolant.knots[pair : pair + 2].tolist()
        return self._target(STROKES.strong, (start, end))

    def light(self, line: mn.VMobject, rest: str, role: str, lit: float) -> None:
        """Let a line be bright in the colour of its role (1), or thin in that of another (0)."""
        dim, bright = map(mn.ManimColor, (self.theme.faint(rest), self.theme.colour(role)))
        line.set_stroke(dim.interpolate(bright, lit), STROKES.hair + lit * (CURVE - STROKES.hair))

    def light_dials(self, last: Turning, share: float) -> None:
        """Let all dials light up, row by row, while what stirred in the last turn grows dim."""
        for light in last.lights.values():
            light(1 - share)
        for key, dial in self.dials.items():
            lit = (len(self.rows) + 1) * share - pair_of(key)
            dial.light(1.0 if dial is last.dial else float(np.clip(lit, 0.0, 1.0)))


def _curved(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    half = (end - start) * [0.5, 0.0, 0.0]
    return np.array([start, start + half, end - half, end])


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
        key, pair, drawing = self.turn.key, self.turn.pair, picture.drawing
        self.layer, self.dial = key[0], picture.dials[key]
        wires = [drawing.wires[key]] if self.turn.is_weight else []
        self.plots = [column[pair] for column in drawing.plots[:2][self.layer : self.layer + 1]]
        self.sums = picture.sums[pair : pair + 1] if self.layer == 1 else []
        self.lights: dict[mn.VMobject, Callable[[float], object]] = {
            **{wire: partial(picture.light, wire, "muted", "weight") for wire in wires},
            self.dial: self.dial.light,
            **{plot: partial(plot.light, 0) for plot in self.plots},
            **{line: partial(picture.light, line, "second", "second") for line in self.sums},
        }
        self.fading = before.lights if before else {}
        rows = {pair, before.turn.pair} if before else {pair}
        dials = [dial for other, dial in picture.dials.items() if pair_of(other) in rows]
        others = [part for part in (*self.fading, *self.lights) if part not in (*wires, *dials)]
        moving = [] if self.plots else [picture.graph, picture.named]
        super().__init__(*others, *wires, *dials, *moving)

    def set_value(self, value: float) -> Self:
        """Be turned so far."""
        turned, pair, tuning = self.index + value, self.turn.pair, self.picture.tuning
        self.dial.set_value(self.turn.value(value))
        for plot in self.plots:
            plot.draw_curve(0, tuning.network(turned).curves[self.layer + 1].column(pair))
        for line in self.sums:
            line.set_value(tuning.sums(turned).column(pair))
        if not self.plots:
            self.picture.draw_output(tuning.output(turned))
        lit = min(1.0, value / LIGHTING)
        for thing in self.fading.keys() - self.lights.keys():
            self.fading[thing](1 - lit)
        for thing, light in self.lights.items():
            light(1.0 if thing in self.fading else lit)
        return self
