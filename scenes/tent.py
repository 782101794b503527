"""How do two ramps make a tent? The lower of the two is one, and a second layer keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import manim as mn
import numpy as np

import relu_anim
from relu_anim import Neuron, PiecewiseLinear
from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.tent_gauge import (
    Gauge,
    Probe,
    Trace,
    endless,
    label_room,
    place_to_rest,
    readout,
    spread,
)
from scenes.mobjects.clips.tent_one_layer import OneLayer, Pull
from scenes.mobjects.clips.tent_takeoff import Takeoff, resting_place, stops_before
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.labels import beside, halo, put_clear
from scenes.mobjects.lines import polyline
from scenes.mobjects.networks.diagram import Look, NetworkDiagram
from scenes.mobjects.plots.curves import Glow, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import fits, fitting_size, neuron_markup
from scenes.mobjects.text.notation import Notation, equals
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

FLOOR, CEILING = -2.3, 2.35
"""Where y = 0 is on the frame, and where curves have melted away: below question and answer."""
WIDTH, HEIGHT = 5.16, 2.58
"""Of the tent, in frame units: its sides stand at 45 degrees when its peak is midway."""
FIRST, LAST = -4.3, 4.3
"""Where the scan begins and ends: both numbers are inside the frame."""
ASIDE = 4.05
"""How far the tent makes way for the network."""
NETWORK = Region(-0.55, 6.35, -1.75, 1.85)
FORMULA = 6.2
"""How wide the formula of a ramp may be; where that is not enough, its name stands alone."""
PRICE = -3.4
"""The baseline of the number of neurons, in the earth."""
PRICE_OF_ONE_LAYER = 4.2
"""Where that of the one layer stands, across the frame."""
DEEP = -3.55
"""The baseline of what is written in the earth."""
PASSED: tuple[FaultKind, ...] = ("crossing", "overlap", "contrast")
NAMES = ("#ramp[$y_1$]", "#second[$y_2$]")
TENT = "#total[tent]"
LESS = "#ramp[$y_1$] - #third[$s$]"
REST = f"${TENT} = {LESS}$"
SURPLUS = "$#third[$s$] = ReLU(#ramp[$y_1$] - #second[$y_2$])$"


class Tent(Stage):
    """Two ramps, the lower of them, what is taken off, a network, one layer, and the answer."""

    model: relu_anim.Tent

    def construct(self) -> None:
        self.set_the_ground()
        self.draw_two_ramps()
        self.ask_for_the_lower_one()
        self.scan()
        self.take_off_the_surplus()
        self.light_the_network()
        self.add_three_ramps()
        self.keep_the_lower_one()

    def set_the_ground(self) -> None:
        tent = self.model
        unit, middle = WIDTH / (tent.right - tent.left), (tent.left + tent.right) / 2
        half = STAGE_WIDTH / 2 / unit
        self.x_range = middle - half, middle + half
        self.off_frame = middle + half + ASIDE / unit
        frame = Region(-STAGE_WIDTH / 2, STAGE_WIDTH / 2, -STAGE_HEIGHT / 2, CEILING)
        marks = tent.left, tent.peak, tent.right
        self.places = Notation.of([*marks, tent.height])
        self.ground = Ground(
            self.theme,
            frame,
            self.x_range,
            FLOOR,
            up=HEIGHT / tent.height,
            ticks=[(x, self.places.markup(x)) for x in marks],
        )
        self.ticks = self.ground.numbers
        spread(self.ticks)
        for number in self.ticks:
            exempt(halo(number, self.theme, on="floor"), "crossing", "lines pass behind its halo")
        self.write_notations()
        self.add(self.ground.earth, self.ground.line, self.ground.marks, self.ticks)

    def write_notations(self) -> None:
        """Choose how to write what is read off, and the weights and biases of both ramps."""
        tent = self.model
        ramps = tent.activator, tent.deactivator
        self.read = readout(tent)
        self.weights = Notation.of(ramp.weight for ramp in ramps)
        self.biases = Notation.of(ramp.bias for ramp in ramps)

    def draw_two_ramps(self) -> None:
        tent = self.model
        rises, falls = self.places.about(tent.left), self.places.about(tent.right)
        self.beat(
            f"Two neurons, two ramps: y1 rises from {rises} on, y2 falls until {falls}.",
            "ramps",
        )
        neurons = tent.activator, tent.deactivator
        self.ramps = [
            endless(self.ground, neuron.function, role, STROKES.curve)
            for neuron, role in zip(neurons, Gauge.ROLES, strict=True)
        ]
        self.formulas: list[Typeset] = []
        self.names: list[Typeset] = []
        for ramp, neuron, name in zip(self.ramps, neurons, NAMES, strict=True):
            formula = f"${name} {self.formula_of(neuron)}$"
            formula = formula if fits(formula, FORMULA) else f"${name}$"
            size = fitting_size([formula], FORMULA, SIZES.formula)
            for markup, em, labels, room in (
                (formula, size, self.formulas, label_room(self.ground)),
                (f"${name}$", SIZES.formula, self.names, label_room(self.ground).inset(ASIDE)),
            ):
                text = halo(self.typeset(markup, em), self.theme)
                labels.append(self.put_beside(text, ramp, labels, room))
        for named in self.names:
            for fault in PASSED:
                exempt(named, fault, "the gauge passes behind its halo")
        for ramp, label in zip(self.ramps, self.formulas, strict=True):
            self.play(self.slip_under(ramp, self.ticks, by=mn.Create), run_time=1.2)
            self.play(mn.FadeIn(label), run_time=0.5)

    def quiet_ramps(self, high: float) -> list[PiecewiseGraph]:
        """Both ramps, thin and pale, as far as this x."""
        domain, pale = (self.x_range[0], high), list[PiecewiseGraph]()
        for ramp, role in zip(self.ramps, Gauge.ROLES, strict=True):
            pale.append(endless(self.ground, ramp.function, role, domain=domain))
            pale[-1].set_stroke(self.theme.faint(role))
        return pale

    def formula_of(self, neuron: Neuron) -> str:
        """What a neuron's name stands for: `= ReLU(x - 0.2)`."""
        exact = self.weights.is_exact(neuron.weight) and self.biases.is_exact(neuron.bias)
        return f"{equals(exact)} {neuron_markup(neuron, self.weights, self.biases)}"

    def put_beside(
        self, label: Typeset, curve: PiecewiseGraph, texts: Sequence[mn.Mobject], room: Region
    ) -> Typeset:
        """Put a label beside the upper part of a ramp, clear of all curves."""
        (kink,), ramp = curve.function.kinks, curve.function
        top = self.ground.y_range[1]
        end = 1.0 if ramp.slopes[-1] else -1.0
        slope = abs(ramp.slopes[-1] or ramp.slopes[0])
        across = [kink + end * share * top / slope for share in np.linspace(0.96, 0.2, 16)]
        low, high = self.model.left, self.model.right  # what stays in sight beside the network
        spots = [
            spot for x in across if low <= x <= high for spot in beside(label, self.ground, ramp, x)
        ]
        paths = [path for graph in self.ramps for path in graph.paths]
        return put_clear(label, spots, within=room, texts=texts, paths=paths)

    def ask_for_the_lower_one(self) -> None:
        self.beat(
            "At every x, the higher one is a glass, and the lower one fills it. What does it draw?",
            "guess",
        )
        tent, digits = self.model, self.read.digits(self.x_range)
        self.start, self.stop = self.ground.data_of(np.array([[FIRST, 0, 0], [LAST, 0, 0]]))[:, 0]
        self.trace = Trace(tent, self.ground, self.x_range[0]).set_value(self.start)
        self.shown = place_to_rest(tent, self.ground, self.read, -1)
        self.probe = Probe(self.ground, self.shown, self.read, digits)
        self.gauge = Gauge(tent, self.ground, self.shown, self.read)
        quiet = [
            ramp.animate.set_stroke(self.theme.faint(role), STROKES.guide)
            for ramp, role in zip(self.ramps, Gauge.ROLES, strict=True)
        ]
        self.play(*map(mn.FadeOut, self.formulas), run_time=0.4)
        self.play(*quiet, *map(mn.FadeIn, self.names), run_time=0.4)
        self.play(
            *[self.slip_under(thing, self.ticks) for thing in (self.gauge, self.probe)],
            run_time=0.8,
        )

    def scan(self) -> None:
        tent = self.model
        peak, height = self.places.about(tent.peak), self.places.about(tent.height)
        self.beat(
            f"The level is y1 up to {peak}, then y2: it draws a tent, {height} high.",
            "lower",
        )
        start, stop, shown = self.start, self.stop, self.shown
        self.play(
            self.slip_under(self.trace, self.ticks, self.gauge),
            *[
                Morph(thing, lambda share: shown + share * (start - shown))
                for thing in (self.gauge, self.probe)
            ],
            run_time=0.8,
        )
        self.play(
            *[
                Morph(thing, lambda share: start + share * (stop - start), rate_func=mn.linear)
                for thing in (self.trace, self.gauge, self.probe)
            ],
            run_time=4.4,
        )
        self.peak = self.typeset(f"#total[${self.places.markup(tent.height)}$]", 0.46)
        tip = self.ground.point(tent.peak, tent.height)
        aside = self.peak.width / 2 + 0.35
        spots = [
            tip + side * across * mn.RIGHT + lift * mn.UP
            for lift, across in ((0.0, aside), (0.0, aside + 0.2), (0.3, aside), (0.5, aside))
            for side in (-1, 1)
        ]
        paths = [path for graph in self.ramps for path in graph.paths]
        put_clear(self.peak, spots, within=label_room(self.ground), texts=self.names, paths=paths)
        exempt(halo(self.peak, self.theme), "crossing", "ramps pass behind its halo")
        self.resting = resting = place_to_rest(tent, self.ground, self.read, 1)
        self.play(
            *[
                Morph(thing, lambda share: stop + share * (resting - stop))
                for thing in (self.gauge, self.probe)
            ],
            Morph(self.trace, lambda share: stop + share * (self.x_range[1] - stop)),
            mn.FadeIn(self.peak),
            run_time=0.8,
        )

    def take_off_the_surplus(self) -> None:
        self.beat(
            "Where y1 is above y2, take off what it has too much: s. Elsewhere s is 0.",
            "subtract",
        )
        tent, ground = self.model, self.ground
        self.rest = rest = resting_place(tent, ground, self.read)
        self.takeoff = Takeoff(tent, ground, stops_before(rest, tent, ground), self.read)
        resting = self.resting
        self.play(
            mn.FadeOut(self.peak, self.gauge),
            Morph(self.probe, lambda share: resting + share * (tent.peak - resting)),
            run_time=0.5,
        )
        self.play(
            mn.FadeIn(self.takeoff),
            self.ramps[0].animate.set_stroke(self.theme.ramp, STROKES.curve),
            run_time=0.6,
        )
        self.play(
            *[
                Morph(thing, lambda share: tent.peak + share * (rest - tent.peak))
                for thing in (self.takeoff, self.probe)
            ],
            run_time=2.6,
        )
        self.notes = self.write_what_is_taken_off()
        for note in self.notes:
            self.play(mn.FadeIn(note), run_time=0.5)

    def write_what_is_taken_off(self) -> list[mn.VMobject]:
        """Left of the tent and right of it what s is there, and what is left in the tent."""
        tent, ground = self.model, self.ground
        formula = self.typeset(SURPLUS, 0.46)
        formula.place(self.takeoff.label.get_corner(mn.DL) + 0.6 * mn.DOWN)
        slope_at = ground.point(tent.left + 0.35 * (tent.peak - tent.left), 0.0)[0] - 0.3
        nothing = self.typeset("$#third[$s = 0$]$", 0.56)
        why = self.typeset("#ramp[$y_1$] is the lower one", 0.42)
        nothing.place(np.array([slope_at, FLOOR + 1.5, 0.0]), align=1.0)
        why.place(np.array([slope_at, FLOOR + 0.92, 0.0]), align=1.0)
        left = halo(mn.VGroup(nothing, why), self.theme)
        rest = self.typeset(REST, 0.46)
        rest.place(self.inside(0.25), align=0.5)
        return [halo(formula, self.theme), left, rest]

    def inside(self, up: float) -> np.ndarray:
        """The middle of the tent, so far above the floor in frame units."""
        tent, share = self.model, up / HEIGHT
        middle = share * tent.peak + (1 - share) * (tent.left + tent.right) / 2
        place: np.ndarray = self.ground.point(middle, 0.0) + up * mn.UP
        return place

    def light_the_network(self) -> None:
        self.beat(
            "A second layer takes s off. The output sees that layer alone: so y1 is passed on.",
            "network",
        )
        self.make_way()
        tent = self.model
        network = tent.in_two_layers()
        values = [self.rest, *np.concatenate(network.activations(np.array([self.rest])))]
        self.diagram = diagram = NetworkDiagram(
            network,
            self.theme,
            NETWORK,
            Look(
                signed=False,
                numbers=False,
                weights=Notation(0),
                full=1.2 * max(map(abs, values[1:])),
                outputs=self.read,
                digits=self.read.digits(values),
            ),
            names=[["$x$"], ["$y_1$", "$y_2$"], ["$y_1$ passed on"]],
            roles=[["input"], ["ramp", "second"], ["ramp", "third"], ["total"]],
            point=self.rest,
        )
        diagram.nodes[0][0].light(0.5)  # x is on another scale than the heights
        for edge in diagram.edges.values():
            edge.set_points(polyline(edge.line))
            edge.set_stroke(self.theme.faint(edge.role or "muted"))
        for row in range(len(diagram.nodes)):
            self.play(mn.FadeIn(diagram.step(row)), run_time=0.5)
        self.lit: list[mn.VMobject] = []
        (_, below), (output,) = diagram.nodes[2:]
        surplus = self.typeset(SURPLUS, 0.42)
        surplus.place(below.middle + np.array([0.3, -0.98, 0.0]), align=0.5)
        rest = mn.VGroup(
            self.typeset(line, 0.42).place(output.middle + up * mn.UP, align=0.5)
            for line, up in ((TENT, 1.34), (f"$= {LESS}$", 0.86))
        )
        self.light((1, 0, 1), (1, 1, 1))
        self.play(mn.FadeIn(surplus), run_time=0.4)
        self.light((1, 0, 0), (2, 0, 0))
        self.light((2, 1, 0))
        self.play(mn.FadeIn(rest), run_time=0.4)
        self.lit += [surplus, rest]
        columns = [diagram.nodes[row][0].middle[0] for row in (1, 2)]
        self.price = self.count(columns, ("2", "2"))

    def light(self, *keys: tuple[int, int, int]) -> None:
        """Let wires shine, and show their weights."""
        entrances: list[Any] = []  # animations, and what builds them
        for key in keys:
            edge, node = self.diagram.edges[key], self.diagram.nodes[key[0]][key[1]]
            colour = self.theme.colour(edge.role or "muted")
            glow = Glow(edge.copy().set_stroke(colour, STROKES.strong), self.theme)
            number = self.diagram.write(key)
            self.lit += [glow, number]
            entrances += [
                edge.animate.set_stroke(colour, STROKES.strong),
                self.slip_under(glow, node),
                mn.FadeIn(number),
            ]
        self.play(*entrances, run_time=0.5)

    def make_way(self) -> None:
        """Move the tent to the left, with the arrow and all that belongs to them."""
        short = self.quiet_ramps(self.model.right)
        short[0].set_stroke(self.theme.ramp, STROKES.curve)
        gone = (*self.notes, self.takeoff.label)
        self.play(
            *map(mn.FadeOut, (*gone, *self.ramps)),
            *[self.slip_under(ramp, self.trace) for ramp in short],
            run_time=0.6,
        )
        self.ramps = short
        self.takeoff.remove(self.takeoff.label)
        self.trace.set_value(self.off_frame)
        self.moved = [*self.ramps, self.trace, self.probe, self.takeoff, *self.names]
        self.moved += [self.ground.marks, self.ticks]
        for number in self.ticks:
            exempt(number, "cut", "it stays with its tick while the tent makes way")
        self.play(*[thing.animate.shift(ASIDE * mn.LEFT) for thing in self.moved], run_time=1.2)

    def count(self, columns: Sequence[float], counts: Sequence[str]) -> mn.VGroup:
        """Write in the earth how many neurons there are in each layer, under its column."""
        price = mn.VGroup()
        for column, number in zip(columns, counts, strict=True):
            price.add(self.typeset(number, 0.8).place(np.array([column, PRICE, 0.0]), align=0.5))
        for left, right in pairwise(columns):
            plus = self.typeset("$+$", 0.7, "muted")
            price.add(plus.place(np.array([(left + right) / 2, PRICE, 0.0]), align=0.5))
        word = self.typeset("neurons", 0.5, "muted")
        price.add(word.place(np.array([columns[-1] + 0.5, PRICE, 0.0])))
        self.play(mn.FadeIn(price), run_time=0.6)
        return price

    def add_three_ramps(self) -> None:
        self.beat(
            "One layer can do it, too, with three ramps. Each adds its slope from its kink on.",
            "one-layer",
        )
        network = [self.diagram, *self.lit, self.price, self.takeoff, self.probe]
        self.play(*map(mn.FadeOut, (*network, *self.ramps, *self.names, self.ticks)), run_time=0.6)
        tent, trace = self.model.function, self.trace
        self.ticks.shift(ASIDE * mn.RIGHT)
        back = (trace, self.ground.marks)
        self.play(*[thing.animate.shift(ASIDE * mn.RIGHT) for thing in back], run_time=0.9)
        line = trace.line
        self.play(
            mn.FadeOut(trace.area), Morph(line, lambda share: tent * (1 - share)), run_time=0.8
        )
        self.layer = layer = OneLayer(self.model, self.ground, self.places, self.ticks)
        self.play(mn.FadeIn(layer.terms[0], layer.slopes[0]), run_time=0.5)
        so_far = PiecewiseLinear.constant(0.0)
        for index in range(len(layer.ramps)):
            so_far = self.add_ramp(so_far, index)
        self.price = self.count([PRICE_OF_ONE_LAYER], ["3"])

    def add_ramp(self, before: PiecewiseLinear, index: int) -> PiecewiseLinear:
        """Draw one more ramp from its kink on, and let the line take it up."""
        layer, line = self.layer, self.trace.line
        ramp = layer.ramps[index].function
        self.play(
            mn.FadeIn(layer.terms[index + 1], layer.weights[index]),
            self.slip_under(layer.ramps[index], line, by=mn.Create),
            run_time=0.8,
        )
        pull = Pull(before, ramp, self.model.function.kinks[index], self.ground)
        self.put_under(pull, line)
        self.play(
            Morph(line, lambda share: before + ramp * share),
            Morph(pull, lambda share: share),
            self.slip_under(layer.guides[index], line),
            run_time=1.0,
        )
        self.play(
            mn.FadeOut(pull),
            *map(mn.FadeIn, (layer.kinks[index], self.ticks[index], layer.slopes[index + 1])),
            run_time=0.5,
        )
        return before + ramp

    def keep_the_lower_one(self) -> None:
        self.beat("So the lower of two ramps is a tent. The price: 2 + 2 neurons, or 3.", "answer")
        function = self.model.function
        self.ramps = self.quiet_ramps(self.x_range[1])
        for name in self.names:
            name.shift(ASIDE * mn.RIGHT)
        self.play(*map(mn.FadeOut, (*self.layer.parts, self.price)), run_time=0.6)
        self.trace.area.set_value(function)
        formula = self.typeset("$min(#ramp[$y_1$], #second[$y_2$])$", 0.5)
        formula.place(self.inside(0.45), align=0.5)
        price = self.typeset(
            "2 + 2 #muted[neurons in two layers #h(0.6em) or #h(0.6em)] "
            "3 #muted[neurons in one layer]",
            0.5,
        )
        price.place(np.array([self.layout.header.left, DEEP, 0.0]))
        self.play(
            self.slip_under(self.trace.area, self.trace.line),
            *[self.slip_under(ramp, self.trace.area) for ramp in self.ramps],
            *map(mn.FadeIn, (*self.names, self.peak, formula)),
            run_time=0.8,
        )
        answer = "The lower of two ramps is a tent."
        markup = "The lower of two ramps is a #total[tent]."
        self.play(self.answer(answer, markup), mn.FadeIn(price))
