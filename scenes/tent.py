"""How do two ramps make a tent? The lower of the two is one, and a second layer keeps it."""

from __future__ import annotations

from collections.abc import Sequence
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
    Ticks,
    Trace,
    endless,
    label_room,
    place_to_guess,
    readout,
)
from scenes.mobjects.clips.tent_takeoff import Difference, Fan, Takeoff, resting_place
from scenes.mobjects.clips.tent_turns import OneLayer
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import beside, halo, put_clear
from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.mobjects.networks.diagram import Look, NetworkDiagram
from scenes.mobjects.networks.places import beside_line
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import fits, fitting_size, neuron_markup
from scenes.mobjects.text.notation import Notation, alone, equals
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
ASIDE = 4.05
"""How far the tent makes way for the network."""
NETWORK, MAGNIFIED = Region(-0.9, 6.72, -2.08, 2.92), 1.05
"""Where the network stands, and how much larger than others."""
BELOW_EDGES = {(0, 0, 1), (1, 1, 1), (2, 1, 0)}
"""The edges whose numbers stand below them."""
SHADE, OFF_SHADE = 1.5, 0.12
"""How wide the shade behind a layer is, and how far from its nodes it ends."""
FORMULA, BELOW = 6.2, 0.62
"""How wide the formula of a ramp may be; where that is not enough, its name stands alone. And from
one formula to the other where they do not stand side by side."""
LAYERS, PRICE = -2.8, -3.5
"""The baselines of the names of the layers and of their numbers of neurons, in the earth."""
DEEP, SUM = -3.5, 2.2
"""The baselines of what is written in the earth, and of the sum, where lines have melted away."""
NAMES = ("#ramp[$y_1$]", "#second[$y_2$]")
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
        half = STAGE_WIDTH / 2 / self.unit
        self.x_range = middle - half, middle + half
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
        self.ticks = Ticks(self.ground)
        self.read = readout(tent)
        self.shown = place_to_guess(tent, self.ground, self.read)
        self.rest = resting_place(tent, self.ground, self.read)
        self.room = label_room(self.ground)
        self.add(self.ground.earth, self.ground.line, self.ground.marks, self.ticks)

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
            self.formulas.append(self.write_formula(ramp, neuron, name))
            self.names.append(self.write_name(ramp, name))
        for ramp, label in zip(self.ramps, self.formulas, strict=True):
            self.play(mn.Create(ramp), run_time=1.2)
            self.play(mn.FadeIn(label), run_time=0.5)

    def write_formula(self, ramp: PiecewiseGraph, neuron: Neuron, name: str) -> Typeset:
        """`y1 = ReLU(x - 0.2)` outside a ramp; both are on one baseline, or in a column."""
        weights, biases = Notation.of([neuron.weight]), Notation.of([neuron.bias])
        exact = weights.is_exact(neuron.weight) and biases.is_exact(neuron.bias)
        formula = f"${name} {equals(exact)} {neuron_markup(neuron, weights, biases)}$"
        formula = formula if fits(formula, FORMULA) else f"${name}$"
        label = self.typeset(formula, fitting_size([formula], FORMULA, SIZES.formula))
        halo(label, self.theme)
        (kink,), slope = ramp.function.kinks, neuron.weight * HEIGHT / self.model.height
        foot = self.ground.point(float(kink), 0.0)
        # The baselines are above the floor; the outer side comes first.
        outer, starts = int(np.sign(slope)), [other.anchor.get_start() for other in self.formulas]
        tops = [*(start[1] - FLOOR for start in starts), *np.linspace(3.4, 0.5, 12)]
        spots = []
        for low, side in ((low, side) for low in tops for side in (outer, -outer)):
            top = low + (0.5 if side == outer else -0.2)
            at = foot + np.array([top / slope * self.unit + 0.25 * side, low, 0.0])
            spots.append(label.place(at, align=0.0 if side > 0 else 1.0).get_center())
        column = [start + side * BELOW * mn.UP for start in starts for side in (-1, 1)]
        spots[2:2] = [label.place(at).get_center() for at in column]
        paths = [path for graph in self.ramps for path in graph.paths]
        return put_clear(label, spots, within=self.room, texts=self.formulas, paths=paths)

    def write_name(self, ramp: PiecewiseGraph, name: str) -> Typeset:
        """The name of a ramp above both of them, where the gauge never comes."""
        label = self.typeset(f"${name}$", SIZES.formula)
        top = self.ground.y_range[1]
        drawn = [x for x, y in self.ground.data_of(np.vstack(ramp.paths)) if y > 0.98 * top]
        near = drawn[0] if drawn else ramp.function.kinks[0]
        across = np.linspace(near, self.model.peak, 18)[1:-2]
        above = [beside(label, self.ground, ramp.function, x)[1] for x in across]
        spots = [spot + lift * mn.UP for lift in (0.3, 0.0) for spot in above]
        paths = [path for graph in self.ramps for path in graph.paths]
        x, y, _ = self.ground.point(self.rest, float(self.model.activator(self.rest)))
        passing = Region(x - 0.3, x + 0.3, y - 0.3, CEILING + 0.3)  # of the arrow
        x, y, _ = self.ground.point(self.shown, float(self.model.deactivator(self.shown)))
        number = Region(x - 0.3, x + 1.8, y - 0.35, y + 0.35)  # of y2, beside the gauge
        room = self.room.inset(left=ASIDE)  # what stays in sight beside the network
        paths += [path + 0.12 * mn.UP for path in self.ramps[0].paths]  # where a bead will pass
        passed = passing, number
        return put_clear(label, spots, within=room, texts=[*self.names, *passed], paths=paths)

    def fill_the_gauge(self) -> None:
        self.beat("At every x one ramp is the lower one. What does its level draw?", "guess")
        tent, digits = self.model, self.read.digits(self.x_range)
        self.start, self.stop = self.ground.data_of(np.array([[FIRST, 0, 0], [LAST, 0, 0]]))[:, 0]
        self.trace = Trace(tent, self.ground, self.x_range[0]).set_value(self.start)
        self.probe = probe = Probe(self.ground, self.start, self.read, digits)
        self.ticks.near = max(probe.row.advance / 2, probe.row.get_right()[0] - FIRST)
        probe.set_value(self.shown)
        self.gauge = gauge = Gauge(tent, self.ground, self.shown, self.read)
        quiet = [
            ramp.animate.set_stroke(self.theme.faint(role), STROKES.guide)
            for ramp, role in zip(self.ramps, Gauge.ROLES, strict=True)
        ]
        names = map(mn.FadeIn, self.names)
        self.play(*map(mn.FadeOut, self.formulas), *quiet, *names, run_time=0.6)
        self.play(*self.lead(self.ticks, start=self.x_range[1], stop=self.shown), run_time=0.4)
        self.play(mn.FadeIn(self.probe), run_time=0.3)
        for bar, what in ((gauge.glass, 1), (gauge.filling, 0)):
            number = gauge.numbers[what]
            self.play(mn.GrowFromEdge(bar, mn.DOWN), mn.FadeIn(number), run_time=0.7)
        self.play(*map(mn.FadeIn, (gauge.bead, gauge.level, gauge.word)), run_time=0.4)
        self.remove(*gauge)
        self.add(gauge)

    def lead(
        self, *things: Live[float], start: float, stop: float, **options: Any
    ) -> list[Morph[float]]:
        """Lead things from one x to another."""
        return [
            Morph(thing, lambda share: start + share * (stop - start), **options)
            for thing in things
        ]

    def scan(self) -> None:
        tent, peak = self.model, self.places.about(self.model.peak)
        self.beat(f"It is y1 up to {peak}, and from there on y2: it draws a tent.", "lower")
        walking = self.gauge, self.probe, self.ticks
        drawing = self.trace, *walking
        self.play(
            self.slip_under(self.trace, self.gauge),
            *self.lead(*walking, start=self.shown, stop=self.start),
            run_time=1.0,
        )
        self.wait(0.6)
        middle, beyond = tent.peak, float(np.nextafter(tent.peak, np.inf))
        self.play(
            *self.lead(*drawing, start=self.start, stop=middle, rate_func=mn.linear), run_time=2.4
        )
        self.wait(0.4)
        self.play(
            mn.UpdateFromAlphaFunc(self.gauge, lambda gauge, share: gauge.turn(share)), run_time=0.7
        )
        self.wait(0.3)
        self.play(
            *self.lead(*drawing, start=beyond, stop=self.stop, rate_func=mn.linear), run_time=2.0
        )
        self.peak = self.write_peak()
        self.play(
            *self.lead(*walking, start=self.stop, stop=self.rest),
            *self.lead(self.trace, start=self.stop, stop=self.x_range[1]),
            mn.FadeIn(self.peak),
            run_time=1.0,
        )

    def write_peak(self) -> Typeset:
        """The height of the tent, left or right of its peak."""
        tent = self.model
        label = self.typeset(f"#total[${self.places.markup(tent.height)}$]")
        tip = self.ground.point(tent.peak, tent.height)
        aside = label.width / 2 + 0.5
        spots = [
            tip + np.array([side * aside, lift, 0.0])
            for lift in (0.0, 0.3, 0.5, -0.2)
            for side in (-1, 1)
        ]
        paths = [path for graph in self.ramps for path in graph.paths]
        x = self.ground.point(self.rest, 0.0)[0]
        gauge = Region(x - 0.3, x + 2.2, FLOOR, CEILING)  # and its numbers
        put_clear(label, spots, within=self.room, texts=[*self.names, gauge], paths=paths)
        return exempt(halo(label, self.theme), "crossing", "ramps pass behind its halo")

    def take_off_the_surplus(self) -> None:
        self.beat(
            "Take off y1 what it has too much: s. It is 0 as long as y1 is the lower one.",
            "subtract",
        )
        tent, ground, rest, left = self.model, self.ground, self.rest, self.shown
        end = round(tent.right + BEYOND * (tent.right - tent.left), self.read.decimals)
        self.takeoff = takeoff = Takeoff(tent, ground, rest)
        self.fan = Fan(tent, ground, rest)
        corner = np.array([self.layout.header.left, -0.42, 0.0])
        self.difference = Difference(tent, ground, rest, self.read, corner)
        self.play(
            mn.FadeOut(self.peak, self.gauge),
            mn.FadeIn(takeoff, self.difference),
            self.ramps[0].animate.set_stroke(self.theme.ramp, STROKES.curve),
            run_time=0.5,
        )
        walking = takeoff, self.difference, self.probe, self.ticks
        self.play(*self.lead(*walking, start=rest, stop=left), run_time=1.0)
        self.wait(0.9)
        self.put_under(self.fan, takeoff)
        self.play(*self.lead(*walking, self.fan, start=left, stop=end), run_time=2.4)
        self.wait(0.5)
        self.play(*self.lead(*walking, start=end, stop=rest), run_time=0.8)
        self.rule = self.typeset(f"$min({NAMES[0]}, {NAMES[1]}) = {NAMES[0]} - {SURPLUS}$", 0.54)
        self.rule.place(np.array([self.layout.header.left, DEEP, 0.0]))
        self.play(mn.FadeIn(self.rule), run_time=0.5)

    def inside(self, up: float) -> np.ndarray:
        """The middle of the tent, so far above the floor in frame units."""
        tent, share = self.model, up / HEIGHT
        middle = share * tent.peak + (1 - share) * (tent.left + tent.right) / 2
        place: np.ndarray = self.ground.point(middle, 0.0) + up * mn.UP
        return place

    def light_the_network(self) -> None:
        self.beat("Layer 2 makes s. The output sees only layer 2, so y1 is there again.", "network")
        self.make_way()
        tent = self.model
        network = tent.in_two_layers()
        values = [self.rest, *np.concatenate(network.activations(np.array([self.rest])))]
        (x, y, _), half = NETWORK.center, np.array([NETWORK.width, NETWORK.height]) / 2 / MAGNIFIED
        self.diagram = diagram = NetworkDiagram(
            network,
            self.theme,
            Region(x - half[0], x + half[0], y - half[1], y + half[1]),
            Look(
                signed=False,
                full=1.2 * max(map(abs, values[1:])),
                outputs=self.read,
                digits=self.read.digits(values),
            ),
            names=[["$x$"], ["$y_1$", "$y_2$"], ["$y_1$ again", f"$s = {SURPLUS}$"], ["tent"]],
            roles=[["input"], ["ramp", "second"], ["ramp", "third"], ["total"]],
            point=self.rest,
        )
        diagram.nodes[0][0].light(0.5)  # x is on another scale than the heights
        for (layer, *_), edge in diagram.edges.items():
            edge.set_points(polyline(edge.line))
            if edge.weight:
                edge.set_stroke(width=STROKES.curve if layer else STROKES.guide)
        for key, label in diagram.labels.items():
            if key in diagram.edges:
                label.markup_of, line = alone, diagram.edges[key].line
                side = mn.DOWN if key in BELOW_EDGES else mn.UP
                label.put(beside_line(line, 0.5, side, OFF_SHADE)[0])
        diagram.scale(MAGNIFIED, about_point=NETWORK.center)
        shades = [self.shade(row) for row in (1, 2)]
        for shade, rows in zip(shades, ((0, 1), (2,)), strict=True):
            parts = [mn.FadeIn(diagram.step(row)) for row in rows]
            self.play(self.slip_under(shade, self.trace), *parts, run_time=0.4)
            self.wait(0.8)
        self.play(mn.FadeIn(diagram.step(3)), run_time=0.4)
        self.network = [diagram, *shades, self.write_price(shades)]

    def shade(self, row: int) -> mn.VGroup:
        """A shade behind the nodes of a layer, with its name in the earth; theirs are outside."""
        high, low = self.diagram.nodes[row]
        for node, away in ((high, mn.UP), (low, mn.DOWN)):
            node[-1].shift(OFF_SHADE * away)
        box = mn.RoundedRectangle(
            corner_radius=0.2,
            width=SHADE,
            height=high.shape.get_top()[1] - low.shape.get_bottom()[1] + 2 * OFF_SHADE,
            stroke_color=self.theme.grid,
            stroke_width=STROKES.guide,
            fill_color=self.theme.panel,
            fill_opacity=1,
        ).move_to((high.shape.get_center() + low.shape.get_center()) / 2)
        exempt(box, "contrast", "a quiet shade; its name stands below it")
        name = self.typeset(f"layer {row}", 0.44)
        return mn.VGroup(box, name.place(box.get_center() * mn.RIGHT + LAYERS * mn.UP, align=0.5))

    def make_way(self) -> None:
        """Move the tent to the left, with the arrow and all that belongs to them."""
        self.trace.set_value(self.x_range[1] + ASIDE / self.unit)  # for it is endless
        (low, high), right = self.x_range, self.model.right
        rising, away = self.ramps[0], ASIDE * mn.LEFT

        def shorter(share: float) -> PiecewiseLinear:
            rising.domain = low, high + share * (right - high)
            return rising.function

        names = [name for name in self.names if name.get_right()[0] - ASIDE > NETWORK.left]
        gone = map(mn.FadeOut, (self.difference, self.rule, self.fan, *names))
        self.play(*gone, Morph(rising, shorter), run_time=0.4)
        for name in names:
            name.shift(away)
        moved = [*self.ramps, self.trace, self.probe, self.takeoff, self.ground.marks, self.ticks]
        moved += [name for name in self.names if name not in names]
        for number in self.ticks:
            exempt(number, "cut", "it stays with its tick while the tent makes way")
        self.play(*[thing.animate.shift(away) for thing in moved], run_time=1.0)

    def write_price(self, shades: Sequence[mn.VGroup]) -> mn.VGroup:
        """How many neurons there are in each layer, in the earth below it."""
        first, second = (np.array([shade.get_center()[0], PRICE, 0.0]) for shade in shades)
        price = mn.VGroup(
            self.typeset("2", 0.66).place(first, align=0.5),
            self.typeset("$+$", 0.6).place((first + second) / 2, align=0.5),
            self.typeset("2", 0.66).place(second, align=0.5),
            self.typeset("neurons").place(second + 0.35 * mn.RIGHT),
        )
        self.play(mn.FadeIn(price), run_time=0.6)
        return price

    def turn_the_line(self) -> None:
        self.beat(
            "In one layer it takes three ramps: each turns the line, and at last they cancel.",
            "one-layer",
        )
        tent, trace, ground = self.model, self.trace, self.ground
        self.another = self.typeset("Another way: 3 neurons in one layer")
        self.another.place(np.array([self.layout.header.left, DEEP, 0.0]))
        gone = [*self.network, self.takeoff, self.probe, trace.area, *self.ramps]
        gone += [name for name in self.names if name in self.mobjects]
        self.play(*map(mn.FadeOut, gone), run_time=0.25)
        self.play(
            *[thing.animate.shift(ASIDE * mn.RIGHT) for thing in (trace.line, ground.marks)],
            self.ticks.animate.shift(ASIDE * mn.RIGHT).set_opacity(1.0),
            mn.FadeIn(self.another),
            run_time=0.8,
        )
        self.layer = layer = OneLayer(tent, ground, self.places, self.layout.header.width, SUM)
        flatter = Morph(trace.line, lambda share: tent.function * (1 - share))
        self.play(flatter, mn.FadeIn(layer.slopes[0]), run_time=0.7)
        so_far = PiecewiseLinear.constant(0.0)
        for index in range(len(layer.ramps)):
            so_far = self.turn_once(so_far, index)

    def turn_once(self, before: PiecewiseLinear, index: int) -> PiecewiseLinear:
        """Let one more neuron turn the line at its corner."""
        layer, line = self.layer, self.trace.line
        turn, ramp = layer.turns[index], layer.ramps[index]
        self.play(mn.FadeIn(turn, layer.weights[index], layer.terms[index]), run_time=0.5)
        self.play(
            Morph(line, lambda share: before + ramp * share),
            Morph(turn, lambda share: share),
            run_time=0.9,
        )
        self.play(mn.FadeIn(layer.slopes[index + 1]), run_time=0.3)
        return before + ramp

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
        self.play(*map(mn.FadeOut, (*self.layer.parts, self.another)), run_time=0.25)
        self.trace.area.domain = self.x_range
        self.trace.area.set_value(self.model.function)
        formula = self.typeset(f"$min({NAMES[0]}, {NAMES[1]})$", 0.5).place(
            self.inside(0.45), align=0.5
        )
        price = self.typeset("2 + 2 neurons in two layers, or 3 in one that must cancel", 0.5)
        price.place(np.array([self.layout.header.left, DEEP, 0.0]))
        self.play(
            self.slip_under(self.trace.area, self.trace.line),
            *[self.slip_under(ramp, self.trace.area) for ramp in self.ramps],
            *map(mn.FadeIn, (*self.names, self.peak, formula)),
            run_time=0.5,
        )
        answer = "The lower of two ramps is a tent."
        markup = "The lower of two ramps is a #total[tent]."
        self.play(self.answer(answer, markup), mn.FadeIn(price))
