"""What do two neurons make when you add them? Two bends: a basin, a ramp that stops, no tent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import manim as mn
import numpy as np

from relu_anim import Neuron, NeuronPair, PiecewiseLinear
from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.pair_bends import Bend
from scenes.mobjects.clips.pair_column import Column, Trace
from scenes.mobjects.clips.pair_regimes import line_markup
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import DASHED
from scenes.mobjects.plots.curves import BrightGraph, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import SMALLEST, Row, fitting_size
from scenes.mobjects.text.glyphs import LiveNumber
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
LARGER_TICKS = 1.25
SHORT = 0.45
"""Half the width of a number that may stand right below its place."""
ASIDE = SPREAD / 2 + 0.35
"""From the middle to the words beside a bend."""
BEYOND = 1.2
"""How far the curves run beyond the frame."""
THIN = 4.0
"""The width of a line that is not spoken of now, and of the tent that is not there."""
SCAN = 4.2
"""Seconds in which the column passes the frame."""
LIFTED_AT = 1 / 3
"""So far right of the stop, as a share of the flat piece, the column waits for what hangs."""
FORMULA_ROOM = 3.5
"""Width of a formula beside its curve."""
WHY_ROOM = 4.5
"""The same on the flat piece: it keeps off the corners."""
RUNS_OFF = "the frame is the plot: ground and curves run off it"
BIG = 0.6
"""The size of a word that names what is seen."""


Value = TypeVar("Value", float, PiecewiseLinear)


def between(low: Value, high: Value) -> Callable[[float], Value]:
    """From one value to another, by the share of the way."""
    return lambda share: low + share * (high - low)


class Pair(Stage):
    """Two neurons, the tent that is expected of them, and what they can make."""

    model: NeuronPair

    def construct(self) -> None:
        self.set_the_ground()
        self.let_each_neuron_bend_once()
        self.expect_a_tent()
        self.stack_the_heights()
        self.read_off_the_basin()
        self.count_its_bends()
        self.turn_a_copy_over()
        self.take_off_what_hangs()
        self.miss_the_third_bend()

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
        for number in self.plot.numbers:
            number.set_fill(self.theme.ink).scale(LARGER_TICKS)
        last = self.plot.numbers[-1]  # a long one makes way for what will hang beside it
        last.shift(max(0.0, last.width / 2 - SHORT) * mn.LEFT)
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
        self.rising, self.falling = (
            self.thin(neuron.function, role)
            for neuron, role in ((pair.rising, "ramp"), (pair.falling, "second"))
        )
        self.bends = [
            Bend(self.plot, x, 0.0, role)
            for x, role in ((pair.left, "ramp"), (pair.right, "second"))
        ]
        self.names = [
            self.formula("y_1", pair.rising, "ramp", (4.9, -0.3)),
            self.formula("y_2", pair.falling, "second", (-4.9, -0.3)),
        ]
        self.once = [
            self.put("#ramp[1 bend]", (-ASIDE, FLOOR + 0.3), 1.0),
            self.put("#second[1 bend]", (ASIDE, FLOOR + 0.3), 0.0),
        ]
        lines = self.rising, self.falling
        for line, bend, name, once in zip(lines, self.bends, self.names, self.once, strict=True):
            bright = BrightGraph(self.plot, line.function, bend.role, domain=self.ends)
            exempt(bright, "cut", RUNS_OFF)
            self.play(mn.Create(bright.graph), Fade(bright.glow), Fade(name), run_time=1.1)
            self.add(line, bright)
            self.play(mn.FadeIn(bend, scale=0.5), Fade(once), run_time=0.4)
            self.play(Fade(bright, leaving=True), run_time=0.3)

    def thin(self, function: PiecewiseLinear, role: str) -> PiecewiseGraph:
        """A ramp as a thin line."""
        return exempt(
            PiecewiseGraph(self.plot, function, role, THIN, domain=self.ends), "cut", RUNS_OFF
        )

    def formula(self, name: str, neuron: Neuron, role: str, middle: tuple[float, float]) -> Typeset:
        """A neuron's name and formula: `y_1 = ReLU(x - 0.2)`."""
        sign = equals(self.written.is_exact(neuron.bias))
        return self.put(
            f"#{role}[${name} {sign} {self.neuron(neuron)}$]", middle, 0.5, FORMULA_ROOM
        )

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

    def leave(self, *things: mn.VMobject, seconds: float = 0.5) -> None:
        """Fade these out."""
        self.play(*[Fade(thing, leaving=True) for thing in things], run_time=seconds)

    def expect_a_tent(self) -> None:
        pair = self.model
        self.beat("Now add them. Most people expect a tent.", "guess")
        tent = pair.tent.function * (pair.floor / pair.tent.height)
        feet = pair.left, pair.right
        self.tent = PiecewiseGraph(self.plot, tent, "ink", THIN, DASHED, feet)
        self.guess = self.put("a tent?", (0.0, 1.25), size=BIG)
        self.leave(*self.once, *self.bends)
        self.play(mn.Create(self.tent), run_time=1.0)
        self.play(Fade(self.guess), run_time=0.4)

    def stack_the_heights(self) -> None:
        """A column of both passes from left to right; the guess pales where the sum leaves it."""
        pair = self.model
        self.beat("At every x, stack one height on the other: the tip draws the sum.", "stack")
        heights = pair.rising.function, pair.falling.function
        column = Column(self.plot, heights, ("ramp", "second"), pair.left, pair.floor)
        self.total = Trace(self.plot, pair.added, self.ends, column.first)
        quiet = [
            line.animate.set_stroke(self.theme.faint(role))
            for line, role in ((self.rising, "ramp"), (self.falling, "second"))
        ]
        self.play(*[Fade(name, leaving=True) for name in self.names], *quiet, run_time=0.4)
        self.play(Fade(column), Fade(self.total), run_time=0.4)
        share = (pair.left - column.first) / (column.last - column.first)
        pale = self.tent.animate.set_stroke(self.theme.faint("ink"), STROKES.guide)
        self.sweep(column, self.total, (column.first, pair.left), share * SCAN)
        self.play(pale, Fade(self.guess, leaving=True), run_time=0.5)
        self.sweep(column, self.total, (pair.left, column.last), (1 - share) * SCAN)
        self.end_sweep(column, self.total)

    def sweep(
        self,
        column: Column,
        trace: Trace,
        way: tuple[float, float],
        seconds: float,
        lift: float = 0,
    ) -> None:
        """The column passes from one x to another, and its tip draws."""

        place = between(*way)
        self.play(
            Morph(column, lambda share: (place(share), lift), rate_func=mn.linear),
            Morph(trace, place, rate_func=mn.linear),
            run_time=seconds,
        )

    def end_sweep(self, column: Column, trace: Trace) -> None:
        """The column goes, and the curve runs on beyond the frame."""
        self.play(Fade(column, leaving=True), trace.tip.animate.set_opacity(0), run_time=0.4)
        self.play(Morph(trace, between(column.last, self.ends[1])), run_time=0.4)

    def read_off_the_basin(self) -> None:
        pair = self.model
        self.beat(
            "In between, one gains what the other loses: "
            f"flat at {self.written.about(pair.floor)}. A basin.",
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
            why = f"$#ramp[$y_1$] + #second[$y_2$] {sign} #total[${lines[1]}$]$"
        self.why = self.put(why, (0.0, 0.6), room=WHY_ROOM)
        self.basin = self.put("#total[a basin]", (0.0, 1.5), size=BIG)
        self.play(Fade(self.why), run_time=0.6)
        self.play(Fade(self.basin), run_time=0.6)

    def count_its_bends(self) -> None:
        self.beat("Each neuron brings its one bend: one and one make two.", "count")
        self.leave(self.why, self.tent)
        self.play(*map(Fade, (*self.bends, *self.once)), run_time=0.4)
        self.threads = [part for bend in self.bends for part in self.lift(bend, self.model.floor)]
        self.count = self.put("#ramp[1] + #second[1] = #total[2 bends]", (0.0, 0.7), size=BIG)
        self.play(Fade(self.count), run_time=0.4)

    def lift(self, bend: Bend, height: float) -> tuple[mn.VMobject, ...]:
        """A thread leads from a neuron's bend up to the bend that it makes in the sum."""
        climber = Bend(self.plot, bend.x, 0.0, bend.role)
        ends = self.plot.points_of(np.array([[bend.x, 0.0], [bend.x, height]]))
        thread = mn.Line(*ends, color=bend.get_stroke_color(), stroke_width=STROKES.guide)
        self.play(
            self.slip_under(thread, bend, by=mn.Create),
            Morph(climber, lambda share: (bend.x, share * height)),
            run_time=0.7,
        )
        return thread, climber

    def turn_a_copy_over(self) -> None:
        pair = self.model
        self.beat(
            "Other weights? A weight scales a ramp, or turns it over. It adds no bend.", "weight"
        )
        away = self.bends[1], self.once[1], *self.threads, self.count, self.basin, self.total
        self.leave(*away, self.falling)
        self.y1 = self.put("#ramp[$y_1$]", (4.1, 1.55), size=BIG)
        self.play(self.rising.animate.set_stroke(self.theme.ramp), Fade(self.y1), run_time=0.4)
        self.copy = self.thin(pair.rising.function, "third")
        bend = Bend(self.plot, pair.left, 0.0, "third")
        once = self.put("#third[1 bend]", (ASIDE - 0.7, FLOOR + 0.3), 1.0)
        rest = f"#third[$#h(0.2em) dot #h(0.2em) {self.neuron(pair.stopper)}$]"
        size = fitting_size([f"$-0.0$ {rest}"], 6.0, SIZES.formula)
        weight = LiveNumber(1.0, Notation(1), self.theme, size, role="weight", called="weight")
        self.scaled = Row(weight, self.typeset(rest, size)).place(
            np.array([3.3, FLOOR - 1.2, 0.0]), align=1.0
        )
        start = between(pair.left, pair.right)
        self.play(
            self.slip_under(self.copy, self.rising, by=Fade),
            Fade(bend),
            Morph(self.copy, lambda share: Neuron.breaking_at(start(share), 1.0).function),
            Morph(bend, lambda share: (start(share), 0.0)),
            run_time=1.2,
        )
        self.play(Fade(self.scaled), Fade(once), run_time=0.4)
        ramp = pair.stopper.function
        for low, high, seconds in ((1.0, 2.0, 0.7), (2.0, -1.0, 1.6)):
            turn = Morph(self.copy, between(low * ramp, high * ramp))
            self.play(turn, Morph(weight, between(low, high)), run_time=seconds)
        self.copy_signs = bend, once

    def take_off_what_hangs(self) -> None:
        pair = self.model
        stop = self.written.about(pair.right)
        self.beat(
            f"Add that to y1: from {stop} on, it takes off what y1 gains. A ramp that stops.",
            "stop",
        )
        heights = pair.rising.function, -pair.stopper.function
        column = Column(self.plot, heights, ("ramp", "third"), pair.left, pair.floor)
        self.stopped = Trace(self.plot, pair.subtracted, self.ends, pair.left)
        waits = pair.right + LIFTED_AT * pair.floor
        self.leave(*self.copy_signs, self.bends[0], self.once[0], self.y1)
        self.play(Fade(column), Fade(self.stopped), run_time=0.4)
        self.sweep(column, self.stopped, (pair.left, pair.right), 1.8)
        onward = between(pair.right, waits)
        self.play(Morph(column, lambda share: (onward(share), 0.0)), run_time=0.8)
        self.wait(0.9)
        self.play(Morph(column, lambda share: (waits, share)), run_time=0.6)
        self.play(
            Morph(column, lambda share: (waits, 1 + share)),
            Morph(self.stopped, onward),
            run_time=0.7,
        )
        self.sweep(column, self.stopped, (waits, column.last), 1.4, lift=2)
        self.end_sweep(column, self.stopped)
        self.stop_bends = [
            Bend(self.plot, pair.left, 0.0, "ramp"),
            Bend(self.plot, pair.right, pair.floor, "third"),
        ]
        self.stop_texts = [
            self.put("#total[a ramp that stops]", (-3.6, 1.3), size=BIG),
            self.put("#ramp[1] + #third[1] = #total[2 bends]", (-3.6, 0.45), size=BIG),
        ]
        self.play(
            *[mn.FadeIn(bend, scale=0.5) for bend in self.stop_bends],
            *map(Fade, self.stop_texts),
            run_time=0.6,
        )

    def miss_the_third_bend(self) -> None:
        """The tent's corners are counted; two neurons turn up, then down, and no more."""
        pair = self.model
        self.beat(
            "A tent needs three. Two neurons turn up, then down: nothing stops the fall.", "tent"
        )
        self.leave(
            *self.stop_bends,
            *self.stop_texts,
            self.stopped,
            self.copy,
            self.scaled,
            self.plot.numbers,
        )
        tent = self.tent.function
        self.tent = exempt(
            PiecewiseGraph(self.plot, tent, "ink", THIN, DASHED, self.ends), "cut", RUNS_OFF
        )
        corners = [(pair.left, 0.0), (pair.tent.peak, pair.floor), (pair.right, 0.0)]
        asked = [
            Bend(self.plot, *corner, "ink", number=f"{number}", expected=True)
            for number, corner in enumerate(corners, 1)
        ]
        needs = self.put("a tent needs 3 bends", (0.0, 1.1), size=BIG)
        self.play(Fade(self.rising, leaving=True), mn.Create(self.tent), run_time=0.8)
        for ring in asked:
            self.play(mn.FadeIn(ring, scale=0.5), run_time=0.3)
        self.play(Fade(needs), run_time=0.3)
        steep = pair.floor / (pair.tent.peak - pair.left)
        up, down = (Neuron.breaking_at(x, 1.0).function * steep for x, _ in corners[:2])
        best = Trace(self.plot, up - 2 * down, self.ends, pair.left)
        best.tip.set_opacity(0)
        made = [
            mn.Circle(ring.width / 2, self.theme.total, stroke_width=STROKES.curve).move_to(ring)
            for ring in asked[:2]
        ]
        self.play(self.slip_under(best, *asked, by=Fade), mn.Create(made[0]), run_time=0.5)
        self.play(Morph(best, between(pair.left, pair.tent.peak)), run_time=0.8)
        self.play(mn.Create(made[1]), run_time=0.5)
        self.play(Morph(best, between(pair.tent.peak, self.ends[1])), run_time=1.0)
        two = self.put("#total[two neurons: 2 bends]", (-0.4, FLOOR - 1.2), size=BIG)
        self.play(
            self.answer(
                "At most two bends: never a tent.", "At most #total[two bends]: never a tent."
            ),
            Fade(two),
        )
