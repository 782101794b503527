"""How do two ramps make a tent? The lower of the two is one, and a second layer keeps it."""

from __future__ import annotations

from functools import partial

import manim as mn
import numpy as np

import relu_anim
from relu_anim import Neuron, PiecewiseLinear
from scenes.layout import FRAME, Region
from scenes.mobjects.animations import Morph, lead
from scenes.mobjects.clips.tent_gauge import Gauge, Trace
from scenes.mobjects.clips.tent_one_layer import OneLayer
from scenes.mobjects.clips.tent_takeoff import Arrows, Difference, Takeoff
from scenes.mobjects.controls.probe import Probe, Ticks
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import beside, legible, put_clear
from scenes.mobjects.lines import polyline
from scenes.mobjects.naming import names
from scenes.mobjects.networks.diagram import Look, NetworkDiagram
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.ground import MELTING, Ground
from scenes.mobjects.text.formulas import fitting_size, neuron_markup
from scenes.mobjects.text.notation import Notation, equals
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

FLOOR, CEILING = -2.3, 2.35
"""Where y = 0 is on the frame, and where curves have melted away: below question and answer."""
WIDTH, HEIGHT = 5.16, 2.58
"""Of the tent, in frame units: its sides stand at 45 degrees when its peak is midway."""
FIRST, LAST = -4.3, 3.7
"""Where the scan begins and ends: all that is written beside the gauge is inside the frame."""
BEYOND = 0.1
"""The share of the tent's width by which the arrow walks on beyond its right end."""
APART = 0.37
"""Frame units from one thin arrow to the next."""
ASIDE, END = 4.05, -1.3
"""How far the tent makes way for the network, and where the ground begins to end then."""
NETWORK, MAGNIFIED = Region(-0.9, 6.72, -2.3, 2.9), 1.05
"""Where the network stands, on plain dark, and how much larger than others."""
MINUS = (1, 1, 1), (2, 1, 0)
"""The wires on which something is taken off: y2 on the way to s, and s."""
SHADE, OFF_SHADE = 1.5, 0.12
"""How wide the shade behind a layer is, and how far from its nodes it ends."""
FORMULA, DIGITS, MARK = 4.8, 6, 5
"""How wide the formula of a ramp may be; how many digits a number in it may have, and a tick."""
TOPS, OFF_RAMP = (3.9, 3.35, 2.8), np.array([0.25, -0.5, 0.0])
"""How far above the floor it may touch its ramp, the best first; and from there to its baseline."""
NAMED = (10 / 17, 11 / 17)
"""Shares of the way from the peak to where a ramp leaves the plot: its name stands there."""
LAYERS, DEEP, SUM = -2.8, -3.5, 2.2
"""The baselines of the names of the layers, of what else is written in the earth, and of the sum,
where lines have melted away."""
NAMES = ("#ramp[$y_1$]", "#second[$y_2$]")
AWAY = 1.0
"""How far past one another a tick and the probe could be, in frame units, with both in sight."""
SURPLUS = f"#third[$ReLU({NAMES[0]} - {NAMES[1]})$]"


class Tent(Stage):
    """Two ramps, the lower of them, what is taken off, a network, one layer, and the answer."""

    model: relu_anim.Tent

    def construct(self) -> None:
        self.set_the_ground()
        self.draw_two_ramps()
        self.fill_the_gauge()
        self.scan()
        self.take_off_the_surplus()
        self.light_the_network()
        self.turn_the_line()
        self.keep_the_lower_one()

    def set_the_ground(self) -> None:
        tent = self.model
        self.unit, middle = WIDTH / (tent.right - tent.left), (tent.left + tent.right) / 2
        half = FRAME.width / 2 / self.unit
        self.x_range = middle - half, middle + half
        marks = tent.left, tent.peak, tent.right
        self.places = Notation.of(marks, digits=MARK)
        self.ground = Ground(
            self.theme,
            FRAME.inset(top=FRAME.top - CEILING),
            self.x_range,
            FLOOR,
            up=HEIGHT / tent.height,
            ticks=[(x, self.places.markup(x)) for x in marks],
        )
        sides = tent.peak - tent.left, tent.right - tent.peak
        self.read = Notation.reading(*sides, tent.height)
        self.shown, self.rest = (
            round(tent.peak + share * min(sides), self.read.decimals) for share in (-0.3, 0.6)
        )
        self.ticks = Ticks(self.ground)
        self.add(self.ground.earth, self.ground.line, self.ground.marks, self.ticks)

    def draw_two_ramps(self) -> None:
        tent = self.model
        told = "Two neurons, two ramps: y₁ and y₂. Added, they never make a tent. So how?"
        self.beat(told, "ramps")
        neurons = tent.activator, tent.deactivator
        self.ramps = [
            exempt(PiecewiseGraph(self.ground, neuron.function, role), "cut", "it goes on")
            for neuron, role in zip(neurons, Gauge.ROLES, strict=True)
        ]
        self.formulas = [self.write_formula(*ramp) for ramp in zip(neurons, NAMES, strict=True)]
        self.names = [self.write_name(*ramp) for ramp in zip(neurons, NAMES, NAMED, strict=True)]
        for ramp, *labels in zip(self.ramps, self.formulas, self.names, strict=True):
            for label in labels:
                names(label, ramp)
        for ramp, label in zip(self.ramps, self.formulas, strict=True):
            self.play(mn.Create(ramp.melt(*self.ground.melting)), run_time=1.2)
            self.play(mn.FadeIn(label), run_time=0.5)

    def write_formula(self, neuron: Neuron, name: str) -> Typeset:
        """`y1 = ReLU(x - 0.2)` outside a ramp."""
        weights, biases = (Notation.of([n], digits=DIGITS) for n in (neuron.weight, neuron.bias))
        exact = weights.is_exact(neuron.weight) and biases.is_exact(neuron.bias)
        formula = f"${name} {equals(exact)} {neuron_markup(neuron, weights, biases)}$"
        label = self.typeset(formula, fitting_size([formula], FORMULA, SIZES.formula))
        side = np.array([np.sign(neuron.weight), 1.0, 1.0])
        starts = [self.on_ramp(neuron, top) + OFF_RAMP * side for top in TOPS]
        spots = [label.place(start, align=float(side[0] < 0)).get_center() for start in starts]
        return put_clear(legible(label, self.theme), spots, within=self.layout.main)

    def write_name(self, neuron: Neuron, name: str, share: float) -> Typeset:
        """The name of a ramp above it, on the inner side."""
        label, up = self.typeset(f"${name}$"), HEIGHT + share * (CEILING - FLOOR - HEIGHT)
        place = np.maximum(self.on_ramp(neuron, up), FRAME.left + ASIDE + 0.5)  # to stay in sight
        x = float(self.ground.data_of(place[np.newaxis])[0, 0])
        return label.move_to(beside(label, self.ground, neuron.function, x)[1] + 0.3 * mn.UP)

    def on_ramp(self, neuron: Neuron, up: float) -> np.ndarray:
        """Where a ramp is so far above the floor, in frame units."""
        rise = up / HEIGHT * self.model.height
        foot = self.ground.point(float(neuron.function.kinks[0]) + rise / neuron.weight, 0.0)
        return foot + up * mn.UP

    def fill_the_gauge(self) -> None:
        self.beat("At every x one ramp is the lower one. What does its level draw?", "guess")
        self.start, self.stop = self.ground.data_of(np.array([[FIRST, 0, 0], [LAST, 0, 0]]))[:, 0]
        self.trace = Trace(self.model, self.ground, self.x_range[0]).set_value(self.start)
        self.gauge = gauge = Gauge(self.model, self.ground, self.shown, self.read)
        quiet = [
            ramp.animate.set_stroke(self.theme.faint(role), STROKES.guide)
            for ramp, role in zip(self.ramps, Gauge.ROLES, strict=True)
        ]
        named = map(mn.FadeIn, self.names)
        self.play(*quiet, *map(mn.FadeOut, self.formulas), *named, run_time=0.6)
        self.probe = probe = Probe(self.ground, self.start, self.read)
        half = max(probe.row.advance / 2, probe.row.get_right()[0] - FIRST)
        probe.set_value(self.shown)

        def give_way(_: mn.Mobject, share: float) -> None:
            self.ticks.half = share * half - (1 - share) * AWAY
            self.ticks.set_value(self.shown)

        self.play(mn.UpdateFromAlphaFunc(self.ticks, give_way), run_time=0.4)
        self.play(mn.FadeIn(self.probe), run_time=0.3)
        for bar, number in zip((gauge.glass, gauge.filling), gauge.numbers[::-1], strict=True):
            self.play(mn.GrowFromEdge(bar, mn.DOWN), mn.FadeIn(number), run_time=0.7)
        self.play(*map(mn.FadeIn, (gauge.bead, gauge.level, gauge.word)), run_time=0.4)
        self.remove(*gauge)
        self.add(gauge)

    def scan(self) -> None:
        peak, walking = self.model.peak, (self.gauge, self.probe, self.ticks)
        told = f"It is y₁ up to {self.places.about(peak)}, and from there on y₂: it draws a tent."
        self.beat(told, "lower")
        back = lead(self.shown, self.start, *walking)
        self.play(self.slip_under(self.trace, self.gauge), *back, run_time=1.0)
        self.wait(0.6)
        beyond, even = float(np.nextafter(peak, np.inf)), mn.linear
        self.play(*lead(self.start, peak, self.trace, *walking, rate_func=even), run_time=2.4)
        self.wait(0.4)
        turning = mn.UpdateFromAlphaFunc(self.gauge, lambda gauge, share: gauge.turn(share))
        self.play(turning, run_time=0.7)
        self.wait(0.3)
        self.play(*lead(beyond, self.stop, self.trace, *walking, rate_func=even), run_time=2.0)
        tall = Notation.of([self.model.height], least=self.places.decimals)
        height = self.typeset(f"#total[${tall.markup(self.model.height)}$]")
        place = self.ground.point(peak, self.model.height) + (height.width / 2 + 0.5) * mn.LEFT
        self.height = legible(height.move_to(place), self.theme)
        on = lead(self.stop, self.x_range[1], self.trace)
        back = lead(self.stop, self.rest, *walking)
        slowly = max(1.0, 0.4 * self.unit * (self.stop - self.rest))  # else a long way flashes
        self.play(*back, *on, mn.FadeIn(self.height), run_time=slowly)

    def take_off_the_surplus(self) -> None:
        self.beat(
            "Take off y₁ what it has too much: s. It is 0 as long as y₁ is the lower one.",
            "subtract",
        )
        tent, ground, rest, left = self.model, self.ground, self.rest, self.shown
        end = round(tent.right + BEYOND * (tent.right - tent.left), self.read.decimals)
        self.takeoff = takeoff = Takeoff(tent, ground, rest)
        self.fan = Arrows(tent, ground, self.theme.faint("third"), STROKES.guide, 0.2)
        places = rest - APART / self.unit * np.arange(1, 20)
        places = places[places > tent.peak + APART / self.unit / 2]
        corner = np.array([self.layout.header.left, -0.42, 0.0])
        self.difference = Difference(tent, ground, rest, self.read, corner)
        self.play(
            mn.FadeOut(self.height, self.gauge),
            mn.FadeIn(takeoff, self.difference),
            self.ramps[0].animate.set_stroke(self.theme.ramp, STROKES.curve),
            run_time=0.5,
        )
        walking = takeoff, self.difference, self.probe, self.ticks
        self.play(*lead(rest, left, *walking), run_time=1.0)
        self.wait(0.9)
        self.put_under(self.fan, takeoff)
        stay = Morph(self.fan, lambda share: places[places < left + share * (end - left)])
        self.play(*lead(left, end, *walking), stay, run_time=2.4)
        self.wait(0.5)
        self.play(*lead(end, rest, *walking), run_time=0.8)
        self.rule = self.typeset(f"$min({NAMES[0]}, {NAMES[1]}) = {NAMES[0]} - {SURPLUS}$", 0.54)
        self.rule.place(np.array([self.layout.header.left, DEEP, 0.0]))
        self.play(mn.FadeIn(self.rule), run_time=0.5)

    def light_the_network(self) -> None:
        self.beat(
            "Layer 1 makes both ramps; layer 2 makes s, and y₁ again. The output takes s off.",
            "network",
        )
        self.make_way()
        network = self.model.in_two_layers()
        values = [self.rest, *np.concatenate(network.activations(np.array([self.rest])))]
        aside, up = (1 - 1 / MAGNIFIED) / 2 * np.array([NETWORK.width, NETWORK.height])
        self.diagram = diagram = NetworkDiagram(
            network,
            self.theme,
            NETWORK.inset(aside, aside, up, up),
            Look(
                signed=False,
                numbers=False,
                weights=Notation(0),  # what is written of them later is -1
                full=1.2 * max(map(abs, values[1:])),
                outputs=self.read,
                digits=self.read.digits(values),
            ),
            names=[["$x$"], ["$y_1$", "$y_2$"], ["$y_1$ again", f"$s = {SURPLUS}$"], ["tent"]],
            roles=[["input"], ["ramp", "second"], ["ramp", "third"], ["total"]],
            point=self.rest,
        )
        diagram.nodes[0][0].light(0.5)  # x is on another scale than the heights
        for edge in diagram.edges.values():
            edge.set_points(polyline(edge.line))
        diagram.add(diagram.write(*MINUS)).scale(MAGNIFIED, about_point=NETWORK.center)
        columns = []
        for row, steps in ((1, (0, 1)), (2, (2,))):
            shade = diagram.shade(row, SHADE, OFF_SHADE)
            below = shade.get_center() * mn.RIGHT + LAYERS * mn.UP
            columns.append(mn.VGroup(shade, self.typeset(f"layer {row}", 0.44).place(below, 0.5)))
            parts = [mn.FadeIn(diagram.step(step)) for step in steps]
            self.play(self.slip_under(columns[-1], self.trace), *parts, run_time=0.4)
            self.wait(0.8)
        self.play(mn.FadeIn(diagram.step(3)), run_time=0.4)
        self.network = [diagram, *columns]

    def make_way(self) -> None:
        """Move the tent to the left, with the arrow and all that belongs to them."""
        self.trace.set_value(self.x_range[1] + ASIDE / self.unit)  # for it is endless
        (low, high), right = self.x_range, self.model.right

        def shorten(ramp: PiecewiseGraph, share: float) -> PiecewiseLinear:
            ramp.domain = low, high + share * (right - high)
            return ramp.function

        gone = map(mn.FadeOut, (self.difference, self.rule, self.fan))
        shorter = [Morph(ramp, partial(shorten, ramp)) for ramp in self.ramps]
        self.play(*gone, *shorter, run_time=0.4)
        exempt(self.ticks, "cut", "they stay with their ticks while the tent makes way")
        moved = [*self.ramps, *self.names, self.trace, self.probe, self.takeoff]
        moved += [self.ground.marks, self.ticks]
        shifts = [thing.animate.shift(ASIDE * mn.LEFT) for thing in moved]
        self.play(*shifts, self.ground_ends(FRAME.right, END), run_time=1.0)

    def ground_ends(self, start: float, stop: float) -> mn.Animation:
        """The ground and the line on it melt away from one x of the frame on, then from another."""

        def melt(_: mn.Mobject, share: float) -> None:
            whole = (start + share * (stop - start)) * mn.RIGHT
            for part in (self.ground, self.trace.line):
                part.melt(whole, whole + MELTING * mn.RIGHT)

        return mn.UpdateFromAlphaFunc(self.ground.earth, melt)

    def turn_the_line(self) -> None:
        self.beat(
            "Another way, in one layer: three neurons turn the line, and their turns cancel.",
            "one-layer",
        )
        tent, trace, ground = self.model, self.trace, self.ground
        self.another = self.typeset("Another way: 3 neurons in one layer")
        self.another.place(np.array([self.layout.header.left, DEEP, 0.0]))
        gone = [*self.network, self.takeoff, self.probe, trace.area, *self.ramps, *self.names]
        self.play(*map(mn.FadeOut, gone), run_time=0.25)
        self.play(
            *[thing.animate.shift(ASIDE * mn.RIGHT) for thing in (trace.line, ground.marks)],
            self.ticks.animate.shift(ASIDE * mn.RIGHT).set_opacity(1.0),
            self.ground_ends(END, FRAME.right),
            mn.FadeIn(self.another),
            run_time=0.8,
        )
        trace.line.melt(*ground.melting)
        self.layer = layer = OneLayer(tent, ground, self.places, self.layout.header.width, SUM)
        flatter = Morph(trace.line, lambda share: tent.function * (1 - share))
        self.play(flatter, run_time=0.7)
        for index in range(3):
            self.turn_once(index)
        self.play(mn.FadeIn(layer.total), run_time=0.4)

    def turn_once(self, index: int) -> None:
        """Let one more neuron turn the line at its corner."""
        layer, turn, ramp = self.layer, self.layer.turns[index], self.layer.ramps[index]
        before = sum(layer.ramps[:index], PiecewiseLinear.constant(0.0))
        self.play(mn.FadeIn(turn, layer.weights[index], layer.terms[index]), run_time=0.5)
        adding = Morph(self.trace.line, lambda share: before + ramp * share)
        self.play(adding, *lead(0.0, 1.0, turn), run_time=0.9)
        self.wait(0.3)

    def keep_the_lower_one(self) -> None:
        self.beat(
            "So the lower of two ramps is a tent: it is 0 wherever one of them is 0.",
            "answer",
        )
        for name in self.names:
            name.shift(ASIDE * mn.RIGHT)
        for ramp, role in zip(self.ramps, Gauge.ROLES, strict=True):
            ramp.domain = self.x_range
            ramp.set_value(ramp.function).set_stroke(self.theme.faint(role), STROKES.guide)
        self.play(*map(mn.FadeOut, (*self.layer, self.another)), run_time=0.25)
        self.trace.area.domain = self.x_range
        self.trace.area.set_value(self.model.function)
        formula = self.typeset(f"$min({NAMES[0]}, {NAMES[1]})$", 0.5)
        formula.place(np.array([0.0, FLOOR + 0.45, 0.0]), align=0.5)
        price = self.typeset("2 + 2 neurons in two layers, or 3 in one that must cancel", 0.5)
        price.place(np.array([self.layout.header.left, DEEP, 0.0]))
        self.play(
            self.slip_under(self.trace.area, self.trace.line),
            *[self.slip_under(ramp, self.trace.area) for ramp in self.ramps],
            *map(mn.FadeIn, (*self.names, self.height, formula)),
            run_time=0.5,
        )
        answers = map("The lower of two ramps is a {}.".format, ("tent", "#total[tent]"))
        self.play(self.answer(*answers), mn.FadeIn(price))
