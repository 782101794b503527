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
from scenes.mobjects.labels import box_of, nearest_first, places_near, put_clear
from scenes.mobjects.lines import DASHED, GUIDE, dashes, draw, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.networks.edges import ROLES
from scenes.mobjects.networks.plots import CURVE, FILLED, HIDDEN, Columns, MiniPlot, PlotNetwork
from scenes.mobjects.plots.curves import BrightGraph, PiecewiseGraph, SmoothGraph
from scenes.mobjects.plots.ground import TICK
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

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
LOW, HIGH, LOWER = -3.6, 1.95, 0.35
"""The heights between which rows stand, and how much lower they end from far."""
ROWS = 2
"""So many of them are seen from near."""
RIGHT, BOTTOM, TOP = 6.5, -2.1, 1.95
"""The other ends of the output."""
UNIT, WAVE = 1.05, (-1.12, 1.12)
"""The height that plots of hidden neurons have room for, from near also below 0; of the output."""
ROW = (HIGH - LOW) / ROWS
ENDS = np.array([HIGH - ROW / 2 + FILLED * ROW / (2 * UNIT) * np.array(WAVE), (BOTTOM, TOP)])
"""The lower and the upper end of the output: from near it shares unit and floor with the first row;
from far it is as large as may be."""
OFF_END = 0.12
"""From the left end of a level, and from where the output ends, to the number."""
RADIUS = np.array([0.4, 0.28])
"""Of a dial, at most: as a share of the way to the next, and of the row's height."""
HEAD, OVER = 0.46, 0.2
"""The em height of names, and from the first dials and plots up to them."""
HALF = 0.5
"""How far along the output its level goes: behind that stands its name."""
ABOVE, NAMED = 0.24 * mn.UP, np.array([0.66, 0.75, 0.84])
"""From the output up to its name, and the share of the plot that this takes up."""
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
                self.light(wire, "muted", "muted", 0.0)
                self.rows[pair_of(key)].add(wire)
        self.near = [plot for column in drawing.plots[:2] for plot in column[:ROWS]]
        knots = tuning.interpolant.knots.tolist()
        ends = {0: "0", len(knots) - 1: "1"}
        for plot, numbers in [(self.near[0], {1: f"1\\/{len(knots) - 1}"}), (self.output, ends)]:
            plot.mark([(x, numbers.get(k, "")) for k, x in enumerate(knots)])
        for plot in self.near[1:]:
            plot.mark([(x, "") for x in knots])
        exempt(self.near[0].numbers, "covered", "a bar passes it on its way")
        self.levels = {plot: Level(plot) for plot in self.near}
        self.levels[self.output] = Level(self.output, HALF)
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
        self.heads = [Typeset(f"layer {k}", theme, HEAD, HIDDEN[k - 1]) for k in (1, 2)]
        self.wanted, self.goal = self._target(STROKES.guide), self.piece_of_target(0)
        self.bars = self.bars_of(0)
        self.graph = BrightGraph(self.output, tuning.output(0), "total")
        exempt(self.graph.glow, "cut", "a glow melts away")
        self.named = Typeset("output", theme, HEAD, "total")
        exempt(self.named, "crossing", "it passes the floor on its way")
        self.word = Typeset("target", theme, HEAD, "target")
        self.word_at = [self._place_of_word(far) for far in (0.0, 1.0)]
        self.tally = Tally(self)
        self.called = names(Typeset("turns", theme, HEAD, "muted"), self.tally)
        exempt(mn.VGroup(*self.rows[ROWS:]), "cut", "what was seen from near has more rows below")
        super().__init__(*self.levels.values(), *self.rows[:ROWS], drawing.input, self.output)
        self.add(*self.heads, *self.names.values())
        self.set_value(0.0)

    def _target(self, width: float, domain: tuple[float, float] | None = None) -> SmoothGraph:
        target = self.tuning.interpolant.target
        return SmoothGraph(self.output, target, "target", width, None, domain)

    def _columns(self, far: float) -> Columns:
        self.across = x = NEAR + far * (FAR - NEAR)
        shown = ROWS + far * (len(self.tuning.pairs) - ROWS)
        high = HIGH - far * LOWER
        self.row = (high - LOW) / shown
        low = high - self.row * len(self.tuning.pairs)
        spans = [(float(x[2]), float(x[3])), (float(x[6]), float(x[7]))]
        bottom, top = (ENDS[0] + far * (ENDS[1] - ENDS[0])).tolist()
        return Columns(INPUT, spans, low, high, Region(float(x[9]), RIGHT, bottom, top))

    def _place_of_word(self, far: float) -> np.ndarray:
        """Where in the output (1, 2) the name of the target is clear of all that comes out."""
        plot, tuning = self.output, self.tuning
        plot.set_value((self._columns(far).output, WAVE))
        own, others = self._target(STROKES.guide).paths, []
        texts: list[mn.Mobject | Region] = [plot.marks, *plot.numbers]
        for turned in range(len(tuning.turns), -1, -5):
            self.draw_output(tuning.output(turned))
            others += self.graph.graph.paths
            texts.append(box_of(self.named))
        places = nearest_first(
            self.word, places_near(self.word, plot.point(0.5, 0.0), plot.window), own, others
        )
        put_clear(self.word, places, within=plot.window, texts=texts, paths=[*own, *others])
        return plot.data_of(self.word.get_center()[np.newaxis])

    def set_value(self, value: float) -> Self:
        """Be seen from so far."""
        self.value, columns, drawing = value, self._columns(value), self.drawing
        for layer, column in enumerate(drawing.plots[:2]):
            for plot, box in zip(column, columns.boxes(layer, len(column)), strict=True):
                plot.set_value((box, (UNIT * (value - 1), UNIT)))
        for plot in self.near:
            plot.marks.set_stroke(opacity=1 - value)
            plot.numbers.set_fill(opacity=1 - value)
        for line in self.sums:
            line.set_value(line.function).set_stroke(opacity=1 - value)
        self.output.set_value((columns.output, WAVE))
        one = self.output.numbers[-1]
        one.shift((one.width / 2 + OFF_END) * mn.RIGHT)  # clear of where the output ends
        for plot, level in self.levels.items():
            level.set_value(1.0 if plot is self.output else 1 - value)
        for head, left in zip(self.heads, (2, 6), strict=True):
            middle = self.across[left : left + 2].mean()
            head.place(np.array([middle, columns.high + (1 + value) * OVER, 0.0]), align=0.5)
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
        near, far = self.word_at
        self.word.move_to(self.output.points_of(near + value * (far - near))[0])
        self.draw_output(self.graph.graph.function)
        self.goal.set_points(self.piece_of_target(self.piece).points)
        self.bars.set_points(self.bars_of(self.piece).points)
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

    def bars_of(self, pair: int) -> mn.VMobject:
        """Where that piece is, under the floors of the pair's plots and of the output."""
        plots = [*[column[pair] for column in self.drawing.plots[:2]], self.output]
        ends = self.tuning.interpolant.knots[pair : pair + 2]
        floors = np.array([plot.points_of(np.column_stack([ends, 0 * ends])) for plot in plots])
        corners = np.concatenate([floors, floors[:, ::-1] + TICK * mn.DOWN], axis=1)
        bars = mn.VMobject(stroke_width=0, fill_color=self.theme.target, fill_opacity=1)
        return exempt(bars.set_points(polygon(corners)), "crossing", "they pass dials on their way")

    def light(self, line: mn.VMobject, rest: str, role: str, lit: float) -> None:
        """Let a line be bright in the colour of its role (1), or thin in that of another (0)."""
        dim, bright = map(mn.ManimColor, (self.theme.faint(rest), self.theme.colour(role)))
        line.set_stroke(dim.interpolate(bright, lit), STROKES.hair + lit * (CURVE - STROKES.hair))

    def light_dials(self, last: Turning, share: float) -> None:
        """Let all dials light up, row by row, while what stirred in the last turn grows dim."""
        for light in last.leaving.values():
            light(1 - share)
        for key, dial in self.dials.items():
            lit = (len(self.rows) + 1) * share - pair_of(key)
            dial.light(1.0 if dial is last.dial else float(np.clip(lit, 0.0, 1.0)))


def _curved(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    half = (end - start) * [0.5, 0.0, 0.0]
    return np.array([start, start + half, end - half, end])


class Level(mn.VGroup, Live[float]):
    """Where in a plot the height is 1, from 0 to an x; its value is how far it is seen."""

    def __init__(self, plot: MiniPlot, end: float = 1.0) -> None:
        self.plot, self.end, theme = plot, end, plot.theme
        self.line = mn.VMobject(stroke_color=theme.axis, stroke_width=STROKES.hair)
        self.number = Typeset("$1$", theme, SIZES.tick, "muted")
        super().__init__(self.line, self.number)
        self.set_value(1.0)

    def set_value(self, value: float) -> Self:
        """Lie where the plot is now, and be seen so far."""
        ends = self.plot.points_of(np.array([[0.0, 1.0], [self.end, 1.0]]))
        self.line.set_points(polyline(dashes(ends, GUIDE))).set_stroke(opacity=value)
        below = OFF_END * mn.LEFT + 0.33 * SIZES.tick * mn.DOWN
        self.number.place(ends[0] + below, align=1.0).set_fill(opacity=value)
        return self


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

    `lights` says of all that is bright how it is lit, from 0 to 1, and `leaving` how it grows dim
    again, in the turn after: wires of last weights keep the colour of their sign.
    """

    def __init__(self, picture: TunedNetwork, index: int, before: Turning | None = None) -> None:
        self.picture, self.index, self.turn = picture, index, picture.tuning.turns[index]
        key, pair, drawing = self.turn.key, self.turn.pair, picture.drawing
        self.layer, self.dial = key[0], picture.dials[key]
        wires = [drawing.wires[key]] if self.turn.is_weight else []
        sign = ROLES[int(np.sign(self.turn.end))]
        self.plots = [column[pair] for column in drawing.plots[:2][self.layer : self.layer + 1]]
        self.sums = picture.sums[pair : pair + 1] if self.layer == 1 else []
        self.lights: dict[mn.VMobject, Callable[[float], object]] = {
            **{wire: partial(picture.light, wire, "muted", sign) for wire in wires},
            self.dial: self.dial.light,
            **{plot: partial(plot.light, 0) for plot in self.plots},
            **{line: partial(picture.light, line, "second", "second") for line in self.sums},
        }
        self.leaving = dict(self.lights)
        if self.layer == 2:
            self.leaving |= {wire: partial(picture.light, wire, sign, sign) for wire in wires}
        self.fading = before.leaving if before else {}
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
