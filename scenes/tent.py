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
NETWORK, MAGNIFIED = Region(-0.45, 6.65, -2.05, 2.15), 1.27
"""Where the network stands, and how much larger than others."""
SHADE = 1.75
"""How wide the shade behind a layer is."""
FORMULA = 6.2
"""How wide the formula of a ramp may be; where that is not enough, its name stands alone."""
LAYERS, PRICE = -2.8, -3.5
"""The baselines of the names of the layers and of their numbers of neurons, in the earth."""
DEEP = -3.5
"""The baseline of what is written in the earth."""
NAMES = ("#ramp[$y_1$]", "#second[$y_2$]")
SURPLUS = "#third[$ReLU(y_1 - y_2)$]"


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

    def quiet_ramps(self, high: float) -> list[PiecewiseGraph]:
        """Both ramps, thin and pale, as far as this x."""
        domain, pale = (self.x_range[0], high), list[PiecewiseGraph]()
        for ramp, role in zip(self.ramps, Gauge.ROLES, strict=True):
            pale.append(endless(self.ground, ramp.function, role, domain=domain))
            pale[-1].set_stroke(self.theme.faint(role))
        return pale

    def write_formula(self, ramp: PiecewiseGraph, neuron: Neuron, name: str) -> Typeset:
        """`y1 = ReLU(x - 0.2)` on the outer side of a ramp, on a baseline that both share."""
        ramps = self.model.activator, self.model.deactivator
        weights = Notation.of(each.weight for each in ramps)
        biases = Notation.of(each.bias for each in ramps)
        exact = weights.is_exact(neuron.weight) and biases.is_exact(neuron.bias)
        formula = f"${name} {equals(exact)} {neuron_markup(neuron, weights, biases)}$"
        formula = formula if fits(formula, FORMULA) else f"${name}$"
        label = self.typeset(formula, fitting_size([formula], FORMULA, SIZES.formula))
        halo(label, self.theme)
        (kink,), slope = ramp.function.kinks, neuron.weight * HEIGHT / self.model.height
        foot = self.ground.point(float(kink), 0.0)
        # The baselines are above the floor; the outer side comes first.
        outer, tops = int(np.sign(slope)), np.linspace(3.4, 0.5, 12)
        spots = []
        for low, side in ((low, side) for low in tops for side in (outer, -outer)):
            top = low + (0.5 if side == outer else -0.2)
            at = foot + np.array([top / slope * self.unit + 0.25 * side, low, 0.0])
            spots.append(label.place(at, align=0.0 if side > 0 else 1.0).get_center())
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
        room = self.room.inset(left=ASIDE)  # what stays in sight beside the network
        return put_clear(label, spots, within=room, texts=[*self.names, passing], paths=paths)

    def fill_the_gauge(self) -> None:
        self.beat("At every x one ramp is the lower one. What does its level draw?", "guess")
        tent, digits = self.model, self.read.digits(self.x_range)
        self.start, self.stop = self.ground.data_of(np.array([[FIRST, 0, 0], [LAST, 0, 0]]))[:, 0]
        self.trace = Trace(tent, self.ground, self.x_range[0]).set_value(self.start)
        self.shown = place_to_guess(tent, self.ground, self.read)
        self.probe = Probe(self.ground, self.shown, self.read, digits)
        self.gauge = gauge = Gauge(tent, self.ground, self.shown, self.read)
        quiet = [
            ramp.animate.set_stroke(self.theme.faint(role), STROKES.guide)
            for ramp, role in zip(self.ramps, Gauge.ROLES, strict=True)
        ]
        names = map(mn.FadeIn, self.names)
        self.play(*map(mn.FadeOut, self.formulas), *quiet, *names, run_time=0.6)
        self.ticks.near = self.probe.row.advance / 2
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
        middle, beyond = tent.peak, float(np.nextafter(tent.peak, np.inf))
        self.play(
            *self.lead(*drawing, start=self.start, stop=middle, rate_func=mn.linear), run_time=2.4
        )
        self.wait(0.3)
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
            for lift in (0.0, 0.3, 0.5)
            for side in (-1, 1)
        ]
        paths = [path for graph in self.ramps for path in graph.paths]
        put_clear(label, spots, within=self.room, texts=self.names, paths=paths)
        return exempt(halo(label, self.theme), "crossing", "ramps pass behind its halo")

    def take_off_the_surplus(self) -> None:
        self.beat(
            "Take off y1 what it has too much: s. It is 0 as long as y1 is the lower one.",
            "subtract",
        )
        tent, ground, rest, left = self.model, self.ground, self.rest, self.shown
        end = round(tent.right + BEYOND * (tent.right - tent.left), self.read.decimals)
        self.takeoff = takeoff = Takeoff(tent, ground, rest)
        self.fan = Fan(tent, ground, rest, end)
        corner = np.array([self.layout.header.left, -0.4, 0.0])
        self.difference = Difference(tent, ground, rest, self.read, corner)
        self.play(
            mn.FadeOut(self.peak, self.gauge),
            mn.FadeIn(takeoff, self.difference),
            self.ramps[0].animate.set_stroke(self.theme.ramp, STROKES.curve),
            run_time=0.8,
        )
        self.wait(0.5)
        walking = takeoff, self.difference, self.probe, self.ticks
        self.play(*self.lead(*walking, start=rest, stop=left), run_time=1.2)
        self.put_under(self.fan, takeoff)
        self.play(*self.lead(*walking, self.fan, start=left, stop=end), run_time=2.4)
        self.wait(0.5)
        self.play(*self.lead(*walking, start=end, stop=rest), run_time=0.8)
        self.rule = self.typeset(f"$min(y_1, y_2) = y_1 - {SURPLUS}$", 0.54)
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
        region, half = NETWORK, np.array([NETWORK.width, NETWORK.height]) / 2 / MAGNIFIED
        (x, y, _) = region.center
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
            names=[["$x$"], ["$y_1$", "$y_2$"], ["$y_1$ again", "$s$"], ["tent"]],
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
                label.markup_of = alone
                label.set_value(label.value)
        diagram.scale(MAGNIFIED)
        for neuron, side in enumerate((mn.UP, mn.DOWN)):  # one bias stands above the other
            diagram.labels[0, neuron].shift(0.08 * side)
        shades = [self.shade(row) for row in (1, 2)]
        self.play(*[self.slip_under(shade, self.trace) for shade in shades], run_time=0.4)
        for rows in ((0, 1), (2,), (3,)):
            self.play(*[mn.FadeIn(diagram.step(row)) for row in rows], run_time=0.7)
            self.wait(0.3)
        self.network = [diagram, *shades, self.write_price(shades)]

    def shade(self, row: int) -> mn.VGroup:
        """A shade behind a layer of the network, with its name."""
        middle = self.diagram.nodes[row][0].shape.get_center()[0]
        box = mn.RoundedRectangle(
            corner_radius=0.2,
            width=SHADE,
            height=4.4,
            stroke_color=self.theme.grid,
            stroke_width=STROKES.guide,
            fill_color=self.theme.panel,
            fill_opacity=1,
        ).move_to(np.array([middle, 0.05, 0.0]))
        exempt(box, "contrast", "a quiet shade; its name stands below it")
        name = self.typeset(f"layer {row}", 0.44)
        return mn.VGroup(box, name.place(np.array([middle, LAYERS, 0.0]), align=0.5))

    def make_way(self) -> None:
        """Move the tent to the left, with the arrow and all that belongs to them."""
        short = self.quiet_ramps(self.model.right)
        short[0].set_stroke(self.theme.ramp, STROKES.curve)
        self.play(
            *map(mn.FadeOut, (self.difference, self.rule, self.fan, *self.ramps)),
            *[self.slip_under(ramp, self.trace) for ramp in short],
            *self.lead(self.trace, start=self.x_range[1], stop=self.model.right + 0.4 / self.unit),
            run_time=0.6,
        )
        self.ramps = short
        self.moved = [*self.ramps, self.trace, self.probe, self.takeoff, *self.names]
        self.moved += [self.ground.marks, self.ticks]
        for number in self.ticks:
            exempt(number, "cut", "it stays with its tick while the tent makes way")
        self.play(*[thing.animate.shift(ASIDE * mn.LEFT) for thing in self.moved], run_time=1.2)

    def write_price(self, shades: Sequence[mn.VGroup]) -> mn.VGroup:
        """How many neurons there are in each layer, in the earth below it."""
        first, second = (np.array([shade.get_center()[0], PRICE, 0.0]) for shade in shades)
        price = mn.VGroup(
            self.typeset("2", 0.8).place(first, align=0.5),
            self.typeset("$+$", 0.7).place((first + second) / 2, align=0.5),
            self.typeset("2", 0.8).place(second, align=0.5),
            self.typeset("neurons").place(second + 0.45 * mn.RIGHT),
        )
        self.play(mn.FadeIn(price), run_time=0.6)
        return price

    def turn_the_line(self) -> None:
        self.beat(
            "Another way: three ramps in one layer. Each turns the line by its weight.",
            "one-layer",
        )
        tent, trace, ground = self.model, self.trace, self.ground
        self.another = self.typeset("Another way: 3 ramps in one layer", 0.46)
        exempt(halo(self.another, self.theme), "crossing", "a line swings behind its halo")
        self.another.place(np.array([self.layout.header.left, 2.2, 0.0]))

        def flatter(share: float) -> PiecewiseLinear:
            drawn, (low, high) = tent.right + 0.4 / self.unit, self.x_range
            trace.line.graph.domain = low, drawn + share * (high - drawn)
            return tent.function * (1 - share)

        gone = [*self.network, self.takeoff, self.probe, trace.area]
        self.play(*map(mn.FadeOut, (*gone, *self.ramps, *self.names)), run_time=0.6)
        self.play(
            *[thing.animate.shift(ASIDE * mn.RIGHT) for thing in (trace.line, ground.marks)],
            self.ticks.animate.shift(ASIDE * mn.RIGHT).set_opacity(1.0),
            mn.FadeIn(self.another),
            run_time=0.8,
        )
        self.layer = layer = OneLayer(tent, ground, self.places)
        self.play(Morph(trace.line, flatter), mn.FadeIn(layer.slopes[0]), run_time=0.7)
        so_far = PiecewiseLinear.constant(0.0)
        for index in range(len(layer.ramps)):
            so_far = self.turn_once(so_far, index)

    def turn_once(self, before: PiecewiseLinear, index: int) -> PiecewiseLinear:
        """Let one more neuron turn the line at its corner."""
        layer, line = self.layer, self.trace.line
        turn, ramp = layer.turns[index], layer.ramps[index]
        self.play(mn.FadeIn(turn, layer.terms[index]), run_time=0.5)
        self.play(
            Morph(line, lambda share: before + ramp * share),
            Morph(turn, lambda share: share),
            run_time=0.9,
        )
        self.play(mn.FadeIn(layer.slopes[index + 1]), run_time=0.3)
        return before + ramp

    def keep_the_lower_one(self) -> None:
        self.beat(
            "So the lower of two ramps is a tent. In one layer, each corner costs a neuron.",
            "answer",
        )
        self.ramps = self.quiet_ramps(self.x_range[1])
        for name in self.names:
            name.shift(ASIDE * mn.RIGHT)
        self.play(*map(mn.FadeOut, (*self.layer.parts, self.another)), run_time=0.6)
        self.trace.area.domain = self.x_range
        self.trace.area.set_value(self.model.function)
        formula = self.typeset(f"$min({NAMES[0]}, {NAMES[1]})$", 0.5).place(
            self.inside(0.45), align=0.5
        )
        price = self.typeset("2 + 2 neurons in two layers, or 3 in one layer: one per corner", 0.5)
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
