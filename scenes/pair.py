"""What do two neurons make when you add them? A basin; subtracted, a ramp that stops; no tent."""

from __future__ import annotations

from collections.abc import Sequence

import manim as mn
import numpy as np

from relu_anim import Neuron, NeuronPair, PiecewiseLinear
from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.pair_bends import Bend
from scenes.mobjects.clips.pair_column import Column, Layers, Parts, Trace
from scenes.mobjects.clips.pair_regimes import line_markup
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import DASHED
from scenes.mobjects.plots.curves import BrightGraph, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import SMALLEST, fitting_size
from scenes.mobjects.text.notation import Notation, equals
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

FRAME = Region(-STAGE_WIDTH / 2, STAGE_WIDTH / 2, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)
FLOOR = -2.3
"""Where zero is on the frame, and at what height."""
SPREAD = 5.16
"""Frame units from one break point to the other: the place and the scale of the tent clip."""
STEEP = 0.5
"""A ramp of slope 1 rises by half of its run, so that all of the basin is seen."""
BELOW_TICK = 0.3
"""From a tick to its number: rings stand on the floor."""
BEYOND = 1.2
"""How far the curves run beyond the frame."""
SCAN = 5.5
"""Seconds in which the column passes the frame."""
QUICK_SCAN, SLOW_SCAN = 2.4, 3.0
"""The same up to where something is taken away, and from there on."""
PASSING: tuple[FaultKind, ...] = ("covered", "overlap", "crossing")
STRUCK: tuple[FaultKind, ...] = ("covered", "crossing")
EXPECTED = 4.0
"""The width of the tent that is not there: seen over two tints, and less than the sum."""
FORMULA_ROOM = 3.5
"""Width of a formula beside its curve."""
WHY_ROOM = 5.2
"""The same on the flat piece."""
RUNS_OFF = "the frame is the plot: ground and curves run off it"
Y1 = "#ramp[$y_1$]"


class Pair(Stage):
    """Two neurons, the tent that is expected of them, their sum, and a difference."""

    model: NeuronPair

    def construct(self) -> None:
        self.set_the_ground()
        self.let_each_neuron_bend_once()
        self.expect_a_tent()
        self.stack_the_heights()
        self.read_off_the_basin()
        self.start_a_copy()
        self.take_the_copy_away()
        self.count_the_bends_of_the_basin()
        self.count_the_bends_of_a_tent()

    def set_the_ground(self) -> None:
        pair = self.model
        self.written = Notation.of([pair.left, pair.right, pair.floor])
        unit = SPREAD / pair.floor
        middle = pair.left + pair.floor / 2
        half = FRAME.width / 2 / unit
        self.plot = Ground(
            self.theme,
            FRAME,
            (middle - half, middle + half),
            FLOOR,
            up=STEEP * unit,
            ticks=[(x, self.written.markup(x)) for x in (pair.left, pair.right)],
            below_tick=BELOW_TICK,
        )
        low, high = self.plot.x_range
        self.ends = low - BEYOND / unit, high + BEYOND / unit
        exempt(self.plot, "cut", RUNS_OFF)
        self.add(self.plot)

    def let_each_neuron_bend_once(self) -> None:
        pair = self.model
        self.beat(
            f"Each neuron alone bends once: one rises from {self.written.about(pair.left)} on, "
            f"the other falls until {self.written.about(pair.right)}.",
            "each-neuron",
        )
        self.rising = self.quiet(pair.rising.function, "ramp")
        self.falling = self.quiet(pair.falling.function, "second")
        self.first_bend = Bend(self.plot, pair.left, 0.0, "ramp")
        self.second_bend = Bend(self.plot, pair.right, 0.0, "second")
        self.names = [
            self.formula("y_1", pair.rising, "ramp", (4.9, -0.3)),
            self.formula("y_2", pair.falling, "second", (-4.9, -0.3)),
        ]
        self.once = [
            self.put("#ramp[1 bend]", (-SPREAD / 2 - 0.35, FLOOR + 0.3), 1.0),
            self.put("#second[1 bend]", (SPREAD / 2 + 0.35, FLOOR + 0.3), 0.0),
        ]
        lines, bends = (self.rising, self.falling), (self.first_bend, self.second_bend)
        for line, bend, name, once in zip(lines, bends, self.names, self.once, strict=True):
            self.draw_a_neuron(line, bend, name, once)

    def draw_a_neuron(self, line: PiecewiseGraph, bend: Bend, name: Typeset, once: Typeset) -> None:
        """Draw it brightly, count its bend, and leave a thin line."""
        bright = BrightGraph(self.plot, line.function, bend.role, domain=self.ends)
        exempt(bright, "cut", RUNS_OFF)
        self.play(mn.Create(bright.graph), Fade(bright.glow), Fade(name), run_time=1.3)
        self.add(line, bright)
        self.play(mn.FadeIn(bend, scale=0.5), Fade(once), run_time=0.5)
        self.play(Fade(bright, leaving=True), run_time=0.4)

    def quiet(self, function: PiecewiseLinear, role: str) -> PiecewiseGraph:
        """A ramp as a thin line."""
        line = PiecewiseGraph(self.plot, function, role, STROKES.guide, domain=self.ends)
        return exempt(line, "cut", RUNS_OFF)

    def formula(self, name: str, neuron: Neuron, role: str, middle: tuple[float, float]) -> Typeset:
        """A neuron's name and formula: `y_1 = ReLU(x - 0.2)`."""
        sign = equals(self.written.is_exact(neuron.bias))
        markup = f"#{role}[${name} {sign} {self.neuron(neuron)}$]"
        return self.put(markup, middle, 0.5, FORMULA_ROOM)

    def neuron(self, neuron: Neuron) -> str:
        """A neuron's formula: `ReLU(x - 0.2)`."""
        return f"ReLU({line_markup(neuron.weight, neuron.bias, self.written)})"

    def put(
        self,
        markup: str,
        at: tuple[float, float],
        align: float = 0.5,
        room: float = FRAME.width,
        size: float = SIZES.formula,
    ) -> Typeset:
        """A line of text with its baseline at a place of the frame."""
        size = fitting_size([markup], room, size)
        return self.typeset(markup, size).place(np.array([*at, 0.0]), align=align)

    def expect_a_tent(self) -> None:
        pair = self.model
        self.beat("Now add them. Most people expect a tent.", "guess")
        tent = pair.tent.function * (pair.floor / pair.tent.height)
        self.tent = PiecewiseGraph(
            self.plot,
            tent,
            "ink",
            width=EXPECTED,
            dash=DASHED,
            domain=(pair.left, pair.right),
        )
        self.guess = self.put("a tent?", (0.0, 1.25), size=0.6)
        leaving = [*self.once, self.first_bend, self.second_bend]
        self.play(*[Fade(it, leaving=True) for it in leaving], run_time=0.5)
        self.play(mn.Create(self.tent), run_time=1.2)
        self.play(Fade(self.guess), run_time=0.4)

    def stack_the_heights(self) -> None:
        pair = self.model
        self.beat(
            "At every x, stack one height on the other: the tip draws the sum.",
            "stack",
        )
        self.sum_parts = Parts(pair.rising.function, pair.added, ("ramp", "second"), self.ends)
        self.layers, self.total = self.sweep(self.sum_parts, [(self.ends[1], SCAN)], self.names)

    def sweep(
        self,
        parts: Parts,
        ways: Sequence[tuple[float, float]],
        names: Sequence[Typeset],
    ) -> tuple[Layers, Trace]:
        """A column of two heights passes from left to right, and leaves behind what it drew.

        ways: up to which x, in how many seconds; the last x is as far as it can go. names: what
        stands in its way, and makes way for it.
        """
        pair = self.model
        column = Column(self.plot, parts, pair.left, pair.floor)
        low = column.first
        layers, trace = Layers(self.plot, parts, low), Trace(self.plot, parts, low)
        for passing in (layers, trace, column):
            exempt(passing, "cut", RUNS_OFF)
        for fault in PASSING:
            exempt(column, fault, "the column passes in front of everything")
        self.play(*[Fade(name, leaving=True) for name in names], run_time=0.4)
        self.add(trace, column.tip)
        self.play(
            self.slip_under(layers, self.rising, by=Fade), Fade(column), Fade(trace), run_time=0.4
        )
        self.add(column, trace, column.tip, *column.numbers)
        for high, seconds in ways:
            high = min(high, column.last)

            def place(share: float, low: float = low, high: float = high) -> float:
                return float(mn.interpolate(low, high, share))

            moves = [Morph(it, place, rate_func=mn.linear) for it in (layers, column, trace)]
            self.play(*moves, run_time=seconds)
            low = high
        passed = column, column.tip, *column.numbers
        self.play(*[Fade(it, leaving=True) for it in passed], run_time=0.4)

        def onward(share: float) -> float:
            return float(mn.interpolate(column.last, self.ends[1], share))

        self.play(*[Morph(it, onward) for it in (layers, trace)], run_time=0.5)
        self.play(*map(Fade, names), run_time=0.4)
        return layers, trace

    def read_off_the_basin(self) -> None:
        pair = self.model
        self.beat(
            f"Between {self.written.about(pair.left)} and {self.written.about(pair.right)} one "
            f"gains what the other loses: flat at {self.written.about(pair.floor)}. "
            "A basin, not a tent.",
            "basin",
        )
        lines = [line_markup(*regime.added_line, self.written) for regime in pair.regimes]
        rises, falls = (
            f"#{role}[$({line_markup(neuron.weight, neuron.bias, self.written)})$]"
            for neuron, role in ((pair.rising, "ramp"), (pair.falling, "second"))
        )
        sign = equals(all(map(self.written.is_exact, (pair.left, pair.right, pair.floor))))
        why = f"${rises} + {falls} {sign} #total[${lines[1]}$]$"
        if SMALLEST * typeset(why).advance > WHY_ROOM:
            why = f"${Y1} + #second[$y_2$] {sign} #total[${lines[1]}$]$"
        self.pieces = [
            self.put(f"#second[${lines[0]}$]", (-4.2, 1.5), 0.0, 2.4),
            self.put(why, (0.0, 0.66), room=WHY_ROOM),
            self.put(f"#ramp[${lines[2]}$]", (4.2, 1.5), 1.0, 2.4),
        ]
        self.basin = self.put("#total[$y_1 + y_2$: a basin]", (0.0, 1.65), room=3.6, size=0.6)
        self.reject_the_tent()
        for piece in self.pieces:
            self.play(Fade(piece), run_time=0.6)
        self.play(Fade(self.basin), run_time=0.4)

    def reject_the_tent(self) -> None:
        """It stays as a ghost, and its name is struck out."""
        self.rejected = self.put("#muted[a tent?]", (0.0, FLOOR + 0.25))
        self.play(
            self.tent.animate.set_stroke(self.theme.muted, STROKES.guide),
            Fade(self.guess, leaving=True),
            Fade(self.rejected),
            run_time=0.7,
        )
        half = (self.rejected.width / 2 + 0.08) * mn.RIGHT
        middle = self.rejected.get_center()
        colour = self.theme.error
        self.strike = mn.Line(
            middle - half, middle + half, color=colour, stroke_width=STROKES.guide
        )
        for fault in STRUCK:
            exempt(self.strike, fault, "it strikes the guess out")
        self.play(mn.Create(self.strike), run_time=0.4)

    def start_a_copy(self) -> None:
        pair = self.model
        self.beat(
            "Now subtract instead: a copy of the first neuron, which starts at "
            f"{self.written.about(pair.right)}.",
            "copy",
        )
        leaving = [*self.pieces, self.basin, self.layers, self.total, self.falling, *self.names]
        leaving += [self.tent, self.rejected, self.strike]
        self.y1 = self.put(Y1, (4.1, 1.55), size=0.6)
        self.play(*[Fade(it, leaving=True) for it in leaving], run_time=0.7)
        self.copy = PiecewiseGraph(self.plot, pair.rising.function, "third", domain=self.ends)
        exempt(self.copy, "cut", RUNS_OFF)
        self.copy_bend = Bend(self.plot, pair.left, 0.0, "third")

        def place(share: float) -> float:
            return float(mn.interpolate(pair.left, pair.right, share))

        self.play(Fade(self.copy), Fade(self.copy_bend), Fade(self.y1), run_time=0.5)
        self.play(
            Morph(self.copy, lambda share: Neuron.breaking_at(place(share), 1.0).function),
            Morph(self.copy_bend, lambda share: (place(share), 0.0)),
            run_time=1.4,
        )
        self.copy_name = self.put("#third[its copy]", (5.4, -1.75), 0.5)
        markup = f"${Y1} - #third[${self.neuron(pair.stopper)}$]$"
        self.difference = self.put(markup, (-3.6, 1.3), 0.5, 5.0, 0.6)
        self.play(Fade(self.copy_name), Fade(self.difference), run_time=0.5)

    def take_the_copy_away(self) -> None:
        pair = self.model
        self.beat(
            f"Take its height off the top: from {self.written.about(pair.right)} on, nothing is "
            "gained. A ramp that stops.",
            "subtract",
        )
        self.play(
            *[Fade(it, leaving=True) for it in (self.copy_bend, self.y1)],
            self.copy.animate.set_stroke(width=STROKES.guide),
            run_time=0.4,
        )
        parts = Parts(
            pair.subtracted, pair.rising.function, ("ramp", "third"), self.ends, taken=True
        )
        ways = [(pair.right, QUICK_SCAN), (self.ends[1], SLOW_SCAN)]
        self.removed, self.stopped = self.sweep(parts, ways, [self.copy_name])
        self.stop_bends = [
            Bend(self.plot, pair.left, 0.0, "ramp"),
            Bend(self.plot, pair.right, pair.floor, "third"),
        ]
        self.stop_name = self.put("#total[a ramp that stops]", (-3.6, 0.45), size=0.6)
        self.stop_count = self.put("#ramp[1] + #third[1] = #total[2 bends]", (-3.6, -0.4), size=0.6)
        self.play(Fade(self.stop_name), Fade(self.y1), run_time=0.4)
        self.play(*[mn.FadeIn(bend, scale=0.5) for bend in self.stop_bends], run_time=0.6)
        self.play(Fade(self.stop_count), run_time=0.4)

    def count_the_bends_of_the_basin(self) -> None:
        pair = self.model
        self.beat("And the basin? Each neuron brings its one bend: one and one make two.", "count")
        leaving: Sequence[mn.VMobject] = [
            *self.stop_bends,
            self.stop_name,
            self.stop_count,
            self.y1,
            self.copy_name,
            self.removed,
            self.stopped,
            self.copy,
            self.difference,
        ]
        self.play(*[Fade(it, leaving=True) for it in leaving], run_time=0.6)
        self.total = Trace(self.plot, self.sum_parts, self.ends[1])
        exempt(self.total, "cut", RUNS_OFF)
        bends = [self.first_bend, self.second_bend]
        self.threads: list[mn.VMobject] = []
        self.play(Fade(self.falling), Fade(self.total), *map(Fade, bends), run_time=0.8)
        self.play(*map(Fade, self.once), run_time=0.4)
        for bend in bends:
            self.lift(bend, pair.floor)
        self.sum_count = self.put("#ramp[1] + #second[1] = #total[2 bends]", (0.0, 1.45), size=0.6)
        self.play(Fade(self.sum_count), run_time=0.4)

    def lift(self, bend: Bend, height: float) -> None:
        """A thread leads from a neuron's bend up to the bend that it makes in the sum."""
        climber = Bend(self.plot, bend.x, 0.0, bend.role)
        ends = self.plot.points_of(np.array([[bend.x, 0.0], [bend.x, height]]))
        thread = mn.Line(*ends, color=bend.get_stroke_color(), stroke_width=STROKES.guide)
        self.threads += [thread, climber]
        self.play(
            self.slip_under(thread, bend, by=mn.Create),
            Morph(climber, lambda share: (bend.x, share * height)),
            run_time=0.7,
        )

    def count_the_bends_of_a_tent(self) -> None:
        pair = self.model
        self.beat("A tent bends three times. Two neurons cannot make it.", "tent")
        leaving = [*self.once, *self.threads, self.first_bend, self.second_bend]
        leaving += [self.rising, self.falling, self.sum_count]
        corners = [(pair.left, "ramp", "1"), (pair.right, "second", "2")]
        basin, feet = (
            [Bend(self.plot, x, height, role, number=number) for x, role, number in corners]
            for height in (pair.floor, 0.0)
        )
        self.tent = PiecewiseGraph(
            self.plot, self.tent.function, "ink", EXPECTED, DASHED, domain=self.ends
        )
        exempt(self.tent, "cut", RUNS_OFF)
        third = Bend(self.plot, pair.tent.peak, pair.floor, "ink", expected=True)
        missing = self.put("no third neuron", (0.0, 0.8))
        needs = self.put("a tent needs 3 bends", (0.0, FLOOR - 1.25))
        self.play(*[Fade(it, leaving=True) for it in leaving], *map(mn.FadeIn, basin), run_time=0.6)
        self.play(mn.Create(self.tent), run_time=1.0)
        self.play(Fade(needs), run_time=0.4)
        for ring in feet:
            self.play(mn.FadeIn(ring, scale=0.5), run_time=0.4)
        self.play(mn.FadeIn(third, scale=2), Fade(missing), run_time=0.6)
        self.play(
            self.answer(
                "A basin. Two neurons bend at most twice.",
                "A #total[basin]. Two neurons bend at most twice.",
            )
        )
