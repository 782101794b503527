"""What do two neurons make when you add them? Two bends: a basin, a ramp that stops, no tent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
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
from scenes.mobjects.lines import DASHED, Dash, polyline
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import BrightGraph, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import Row, fits, fitting_size
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation, alone, equals
from scenes.mobjects.text.typesetting import Typeset
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
TICK = 0.4
"""The size of the numbers at the ticks."""
SHORT = 0.3
"""Half the width of a number that may stand right below its place."""
ASIDE = SPREAD / 2 + 0.35
"""From the middle to the words beside a bend."""
BEYOND = 1.2
"""How far the curves run beyond the frame."""
THIN = 4.0
"""The width of a line that is not spoken of now, and of the tent that is not there."""
SCAN = 4.2
"""Seconds in which the column passes the frame."""
LIFTED_AT = 1 / 4
"""So far right of the stop, as a share of the flat piece, the column waits for what hangs."""
FORMULA_ROOM = 3.5
"""Width of a formula beside its curve."""
PEAK_ROOM = 1.4
"""Width of the number below the tent's peak, clear of that below its left foot."""
WALK = (0.25, 0.75)
"""Where the column walks on the flat piece: both of its parts have room for their numbers."""
MELTS = (0.72, 0.94)
"""On this stretch the steep ramp melts into the ground, below the question."""
EACH_ONE = "each neuron brings its one bend"
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
        self.swap_the_second_neuron()
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
            number.set_fill(self.theme.ink).scale(TICK / SIZES.tick)
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
        roles = (pair.left, "ramp"), (pair.right, "second")
        self.bends = [Bend(self.plot, x, 0.0, role) for x, role in roles]
        self.rising = self.thin(pair.rising.function, "ramp")
        self.falling = self.thin(pair.falling.function, "second")
        self.names = [
            self.formula("y_1", pair.rising, "ramp", (4.9, -0.3)),
            self.formula("y_2", pair.falling, "second", (-4.9, -0.3)),
        ]
        self.once = [
            self.put("#ramp[1 bend]", (-ASIDE, FLOOR + 0.3), 1.0),
            self.put("#second[1 bend]", (ASIDE, FLOOR + 0.3), 0.0),
        ]
        for once in self.once:
            exempt(once, "names", EACH_ONE)
        lines = self.rising, self.falling
        for line, bend, name, once in zip(lines, self.bends, self.names, self.once, strict=True):
            self.draw_in(line, bend, names(name, line), names(once, bend))

    def draw_in(
        self, line: PiecewiseGraph, bend: Bend, name: mn.VMobject, once: mn.VMobject
    ) -> None:
        """A neuron's line comes in brightly, and then its one bend is ringed."""
        bright = BrightGraph(self.plot, line.function, bend.role, domain=self.ends)
        exempt(bright, "cut", RUNS_OFF)
        self.play(mn.Create(bright.graph), Fade(bright.glow), Fade(name), run_time=1.1)
        self.mobjects.insert(self.mobjects.index(self.plot) + 1, line)  # below all others
        self.add(bright)
        self.play(mn.FadeIn(bend, scale=0.5), Fade(once), run_time=0.4)
        self.play(Fade(bright, leaving=True), run_time=0.3)

    def thin(
        self, function: PiecewiseLinear, role: str, end: float = np.inf, dash: Dash | None = None
    ) -> PiecewiseGraph:
        """A thin line, which may end within the frame."""
        domain = self.ends[0], min(end, self.ends[1])
        line = PiecewiseGraph(self.plot, function, role, THIN, dash, domain)
        return exempt(line, "cut", RUNS_OFF)

    def formula(self, name: str, neuron: Neuron, role: str, middle: tuple[float, float]) -> Typeset:
        """A neuron's name and formula: `y_1 = ReLU(x - 0.2)`."""
        sign = equals(self.written.is_exact(neuron.bias))
        text = f"#{role}[${name} {sign} {self.neuron(neuron)}$]"
        return self.put(text, middle, room=FORMULA_ROOM)

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

    def leave(self, *things: mn.VMobject) -> None:
        """Fade these out."""
        self.play(*[Fade(thing, leaving=True) for thing in things], run_time=0.5)

    def expect_a_tent(self) -> None:
        pair = self.model
        self.beat("Now add them. Most people expect a tent.", "guess")
        tent = pair.tent.function * (pair.floor / pair.tent.height)
        feet = pair.left, pair.right
        self.tent = PiecewiseGraph(self.plot, tent, "ink", THIN, DASHED, feet)
        self.guess = names(self.put("a tent?", (0.0, 1.25), size=BIG), self.tent)
        self.leave(*self.once, *self.bends)
        self.play(mn.Create(self.tent), run_time=1.0)
        self.play(Fade(self.guess), run_time=0.4)

    def stack_the_heights(self) -> None:
        """A column of both passes from left to right; the guess pales where the sum leaves it."""
        pair = self.model
        self.beat("At every x, stack one height on the other: the tip draws the sum.", "stack")
        heights = pair.rising.function, pair.falling.function
        self.column = Column(self.plot, heights, ("ramp", "second"), pair.left, pair.floor)
        first, last = self.column.first, self.column.last
        self.total = Trace(self.plot, pair.added, self.ends, first)
        quiet = [
            line.animate.set_stroke(self.theme.faint(role))
            for line, role in ((self.rising, "ramp"), (self.falling, "second"))
        ]
        gone = [Fade(name, leaving=True) for name in self.names]
        self.names = [
            names(self.put("#ramp[$y_1$]", (2.05, -0.62)), self.rising),
            names(self.put("#second[$y_2$]", (-2.05, -0.62)), self.falling),
        ]
        self.play(*gone, *quiet, *map(Fade, self.names), run_time=0.4)
        self.play(Fade(self.column), Fade(self.total), run_time=0.4)
        share = (pair.left - first) / (last - first)
        pale = self.tent.animate.set_stroke(self.theme.faint("ink"), STROKES.guide)
        self.walk(first, pair.left, share * SCAN, self.total)
        self.play(pale, Fade(self.guess, leaving=True), run_time=0.5)
        self.walk(pair.left, last, (1 - share) * SCAN, self.total)
        self.end_walk(self.total)

    def walk(
        self, start: float, end: float, seconds: float, *traces: Trace, lift: float = 0
    ) -> None:
        """The column goes from one x to another; its tip draws."""
        place = between(start, end)
        self.play(
            Morph(self.column, lambda share: (place(share), lift), rate_func=mn.linear),
            *[Morph(trace, place, rate_func=mn.linear) for trace in traces],
            run_time=seconds,
        )

    def end_walk(self, trace: Trace) -> None:
        """The column goes, and the curve runs on beyond the frame."""
        self.play(Fade(self.column, leaving=True), trace.tip.animate.set_opacity(0), run_time=0.4)
        self.play(Morph(trace, between(self.column.last, self.ends[1])), run_time=0.4)

    def read_off_the_basin(self) -> None:
        pair = self.model
        self.beat(
            "In between, one gains what the other loses: "
            f"flat at {self.written.about(pair.floor)}. A basin.",
            "basin",
        )
        low, high = (pair.left + share * pair.floor for share in WALK)
        top = self.plot.point(0.0, pair.floor)[1]
        level, upright = [[-3.23, top, 0], [-2.83, top, 0]], [[-3.03, FLOOR, 0], [-3.03, top, 0]]
        line = mn.VMobject(stroke_color=self.theme.total, stroke_width=STROKES.guide)
        line.set_points(polyline(np.array([upright, level])))
        about = "" if self.written.is_exact(pair.floor) else "approx "
        number = f"#total[${about}{self.written.markup(pair.floor)}$]"
        self.height = line, names(self.put(number, (-3.23, -1.16), 1.0, FORMULA_ROOM), line)
        self.basin = names(self.put("#total[a basin]", (0.0, 1.25), size=BIG), self.total)
        self.play(
            Fade(self.tent, leaving=True),
            self.slip_under(self.column.set_value((low, 0.0)), self.total, by=Fade),
            *map(Fade, self.height),
            run_time=0.4,
        )
        self.walk(low, high, 1.5)
        self.walk(high, low + (high - low) / 4, 1.1)
        self.play(Fade(self.basin), run_time=0.4)

    def count_its_bends(self) -> None:
        self.beat("Each neuron brings its one bend: one and one make two.", "count")
        self.leave(self.column, *self.height)
        self.play(*map(Fade, (*self.bends, *self.once)), run_time=0.4)
        self.threads = [part for bend in self.bends for part in self.lift(bend, self.model.floor)]
        self.count = self.put("#ramp[1] + #second[1] = #total[2 bends]", (0.0, 0.55), size=BIG)
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

    def swap_the_second_neuron(self) -> None:
        pair = self.model
        self.beat(
            "Another second neuron: y₃. A weight scales it or turns it over, but adds no bend.",
            "weight",
        )
        away = self.bends[1], self.once[1], *self.threads, self.count, self.basin, self.total
        self.leave(*away, self.falling, *self.names)
        self.names = [names(self.put("#ramp[$y_1$]", (4.9, 1.95)), self.rising)]
        stroke = self.rising.animate.set_stroke(self.theme.ramp)
        self.play(stroke, Fade(self.names[0]), run_time=0.4)
        ramp = pair.stopper.function
        self.third = self.thin(ramp, "third")
        rest = f"#third[$#h(0.2em) dot #h(0.2em) {self.neuron(pair.stopper)}$]"
        start = "#third[$y_3 =$#h(0.3em)]"
        size = fitting_size([f"{start} $-0.0$ {rest}"], 6.0, SIZES.formula)
        weight = LiveNumber(1.0, Notation(1), self.theme, size, role="weight", called="weight")
        self.scaled = Row(self.typeset(start, size), weight, self.typeset(rest, size))
        self.scaled.place(np.array([3.3, FLOOR - 1.2, 0.0]), align=1.0)
        once = self.put("#third[1 bend]", (ASIDE - 0.7, FLOOR + 0.3), 1.0)
        exempt(once, "names", EACH_ONE)
        bend = Bend(self.plot, pair.right, 0.0, "third")
        self.third_signs = bend, names(once, bend)
        self.draw_in(self.third, bend, names(self.scaled, self.third), once)
        for low, high, seconds in ((1.0, 2.0, 0.7), (2.0, -1.0, 1.6)):
            turn = Morph(self.third, between(low * ramp, high * ramp))
            self.play(turn, Morph(weight, between(low, high)), run_time=seconds)

    def take_off_what_hangs(self) -> None:
        pair = self.model
        stop = self.written.about(pair.right)
        self.beat(
            f"Add it to y₁: from {stop} on, y₃ takes off what y₁ gains. A ramp that stops.",
            "stop",
        )
        heights = pair.rising.function, -pair.stopper.function
        self.column = Column(self.plot, heights, ("ramp", "third"), pair.left, pair.floor)
        self.stopped = Trace(self.plot, pair.subtracted, self.ends, pair.left)
        waits = pair.right + LIFTED_AT * pair.floor
        gone = *self.third_signs, self.bends[0], self.once[0], self.scaled
        self.names.append(names(self.put("#third[$y_3$]", (5.1, -2.95)), self.third))
        self.play(*[Fade(thing, leaving=True) for thing in gone], Fade(self.names[1]), run_time=0.5)
        self.play(Fade(self.column), Fade(self.stopped), run_time=0.4)
        self.walk(pair.left, waits, 2.3, self.stopped)
        self.wait(0.5)
        self.play(Morph(self.column, lambda share: (waits, share)), run_time=0.7)
        self.play(Morph(self.column, lambda share: (waits, 1 + share)), run_time=0.6)
        self.walk(waits, self.column.last, 1.0, self.stopped, lift=2)
        self.end_walk(self.stopped)
        self.stop_signs = [
            Bend(self.plot, pair.left, 0.0, "ramp"),
            Bend(self.plot, pair.right, pair.floor, "third"),
            names(self.put("#total[a ramp that stops]", (-2.7, -0.25), size=BIG), self.stopped),
            self.put("#ramp[1] + #third[1] = #total[2 bends]", (-2.7, -0.95), size=BIG),
        ]
        self.play(*map(Fade, self.stop_signs), run_time=0.6)

    def miss_the_third_bend(self) -> None:
        """The tent's corners are counted; two neurons turn up, then down, and no more."""
        pair = self.model
        self.beat(
            "A tent needs three. Two neurons turn up, then down: nothing stops the fall.", "tent"
        )
        self.leave(*self.stop_signs, *self.names, self.stopped, self.third, self.rising)
        tent = self.thin(self.tent.function, "ink", dash=DASHED)
        corners = [(pair.left, 0.0), (pair.tent.peak, pair.floor), (pair.right, 0.0)]
        asked = [
            Bend(self.plot, *corner, "ink", number=f"{number}", expected=True)
            for number, corner in enumerate(corners, 1)
        ]
        needs = names(self.put("a tent needs 3 bends", (-0.8, 0.3), 1.0, size=BIG), tent)
        tick = f"${self.written.markup(pair.tent.peak)}$"
        ticks = [tick] if fits(tick, PEAK_ROOM) else []  # beside what will hang from there
        place = (0.05, FLOOR - 0.64)
        texts = [needs, *(self.put(tick, place, 1.0, PEAK_ROOM, TICK) for tick in ticks)]
        self.play(mn.Create(tent), run_time=0.7)
        rings = [mn.FadeIn(ring, scale=0.5) for ring in asked]
        self.play(*rings, *map(Fade, texts), run_time=0.4)
        steep = pair.floor / (pair.tent.peak - pair.left)
        whole, gone = (pair.left + share * pair.floor for share in MELTS)
        ramps = []
        for x, weight, role, at, align in (
            (pair.left, steep, "ramp", (1.5, 1.1), 0.0),
            (pair.tent.peak, -2 * steep, "third", (0.3, FLOOR - 1.2), 1.0),
        ):
            neuron = Neuron.breaking_at(x, 1.0)
            ramp = self.thin(weight * neuron.function, role, gone)
            ramp.melt(*(self.plot.point(end, float(ramp.function(end))) for end in (whole, gone)))
            term = f"#{role}[${alone(weight)} #h(0.15em) {self.neuron(neuron)}$]"
            formula = Fade(names(self.put(term, at, align, FORMULA_ROOM), ramp))
            self.play(self.slip_under(ramp, *asked, by=mn.Create), formula, run_time=0.7)
            ramps.append(ramp.function)
        best = Trace(self.plot, ramps[0] + ramps[1], self.ends, pair.left)
        best.tip.set_opacity(0)
        made = [
            mn.Circle(ring.width / 2, self.theme.total, stroke_width=STROKES.curve).move_to(ring)
            for ring in asked[:2]
        ]
        self.play(self.slip_under(best, *asked, by=Fade), mn.Create(made[0]), run_time=0.4)
        self.play(Morph(best, between(pair.left, pair.tent.peak)), run_time=0.7)
        self.play(mn.Create(made[1]), run_time=0.4)
        self.play(Morph(best, between(pair.tent.peak, self.ends[1])), run_time=0.8)
        unmet = Bend(self.plot, *corners[2], "error", number="3", expected=True)
        missing = self.put("#error[no third bend]", (6.4, FLOOR + 0.35), 1.0, 3.2, BIG)
        names(missing, unmet)
        answer = "At most {}: never a tent."
        leave = partial(Fade, leaving=True)
        answered = self.answer(*map(answer.format, ("two bends", "#total[two bends]")))
        self.play(answered, Fade(unmet), Fade(missing), *map(leave, (asked[2], needs)))
