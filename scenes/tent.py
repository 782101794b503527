"""How do two neurons make a tent? A second layer takes the smaller of two ramps."""

from __future__ import annotations

import manim as mn
import numpy as np

import relu_anim
from relu_anim import Neuron, PiecewiseLinear
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.tent_labels import TentLabels
from scenes.mobjects.labels import Tag
from scenes.mobjects.lines import DASHED
from scenes.mobjects.networks.diagram import Look, NetworkDiagram
from scenes.mobjects.plots.areas import Area, Band
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.marks import Guide, KinkDot
from scenes.mobjects.plots.plot import Plot, padded
from scenes.mobjects.plots.ticks import ticks_through
from scenes.mobjects.text.formulas import neuron_markup, unit_markup
from scenes.mobjects.text.notation import Notation, equals
from scenes.stage import Stage
from scenes.theme import DIMMED, GHOST, STROKES

SURPLUS = "$#error[$s$] = ReLU(#ramp[$y_1$] - #second[$y_2$])$"
TENT = "$#total[tent] = #ramp[$y_1$] - #error[$s$]$"
SMALLER = "$#hide[tent] = min(#ramp[$y_1$], #second[$y_2$])$"


class Tent(Stage):
    """Activator, deactivator, area of effect, second layer, network, and the one-layer recipe."""

    model: relu_anim.Tent

    def construct(self) -> None:
        self.set_the_plot()
        self.raise_the_activator()
        self.lower_the_deactivator()
        self.shade_where_both_are_active()
        self.fold_the_activator_down()
        self.name_the_peak()
        self.draw_the_network()
        self.bend_one_layer_three_times()

    def set_the_plot(self) -> None:
        """Leave a third of the tent's width on either side, and its height once more above it."""
        tent = self.model
        x_range = padded(tent.left, tent.right, 1 / 3)
        x_ticks = ticks_through((tent.left, tent.peak, tent.right), *x_range)
        self.write_numbers(x_ticks)
        self.plot = Plot(
            self.theme,
            self.layout.plot,
            x_range,
            padded(0.0, 2 * tent.height, 0.06),
            x_ticks=x_ticks,
            x_notation=self.places,
        )
        self.activator, self.deactivator, self.second_layer, self.output = self.blocks(
            ("#ramp[activator]", [self.formula_of("#ramp[$y_1$]", tent.activator)]),
            ("#second[deactivator]", [self.formula_of("#second[$y_2$]", tent.deactivator)]),
            ("second layer", [SURPLUS]),
            ("output", [TENT, SMALLER]),
        )
        self.names = TentLabels(tent, self.plot, self.places, self.weights)
        self.add(self.plot)

    def write_numbers(self, ticks: np.ndarray) -> None:
        """Choose the notations: of places and heights, of all weights, of two layers' biases.

        The biases of the one layer are written as the places where its neurons break.
        """
        tent = self.model
        layers, units = tent.in_two_layers().layers, tent.in_one_layer().units
        self.places = Notation.of([tent.left, tent.peak, tent.right, tent.height, *ticks])
        self.weights = Notation.of(
            [weight for layer in layers for weight in layer.weights.flat]
            + [coefficient for coefficient, _ in units]
        )
        self.biases = Notation.of(bias for layer in layers for bias in layer.biases)

    def formula_of(self, name: str, neuron: Neuron) -> str:
        """A neuron's formula: `y_1 = ReLU(x - 0.2)`."""
        exact = self.weights.is_exact(neuron.weight) and self.biases.is_exact(neuron.bias)
        return f"${name} {equals(exact)} {neuron_markup(neuron, self.weights, self.biases)}$"

    def raise_the_activator(self) -> None:
        tent, plot = self.model, self.plot
        wakes = self.places.about(tent.left)
        self.beat(
            f"The first neuron becomes active at {wakes} and rises: the activator.", "activator"
        )
        self.rising = PiecewiseGraph(plot, tent.activator.function, "ramp")
        self.wake = KinkDot(plot, tent.left, 0.0, "ramp")
        self.play(mn.Create(self.rising), mn.FadeIn(self.activator), run_time=1.8)
        self.play(mn.FadeIn(self.wake, scale=2), mn.FadeIn(self.names.ramps[0]), run_time=0.6)

    def lower_the_deactivator(self) -> None:
        tent, plot = self.model, self.plot
        sleeps = self.places.about(tent.right)
        self.beat(f"The second falls, and is off from {sleeps} on: the deactivator.", "deactivator")
        self.falling = PiecewiseGraph(plot, tent.deactivator.function, "second", dash=DASHED)
        self.sleep = KinkDot(plot, tent.right, 0.0, "second")
        self.play(mn.Create(self.falling), mn.FadeIn(self.deactivator), run_time=1.8)
        self.play(mn.FadeIn(self.sleep, scale=2), mn.FadeIn(self.names.ramps[1]), run_time=0.6)

    def shade_where_both_are_active(self) -> None:
        tent, plot = self.model, self.plot
        self.beat(
            "Only in between are both active. Outside, the lower of the two is 0.",
            "area-of-effect",
        )
        self.band = Band(plot, *tent.area_of_effect, "total")
        self.play(self.slip_under(self.band, self.rising), mn.FadeIn(self.names.band), run_time=1.0)

    def fold_the_activator_down(self) -> None:
        tent, plot = self.model, self.plot
        self.beat(
            "A neuron of the second layer measures how far the first ramp is above the second. "
            "The output subtracts that.",
            "second-layer",
        )
        rising, overlap = tent.activator.function, tent.overlap
        beyond = (tent.peak, plot.x_range[1])
        self.surplus = Area(plot, rising, "error", floor=rising - overlap, domain=beyond)
        self.play(mn.FadeOut(self.band), mn.FadeOut(self.names.band), run_time=0.6)
        self.play(
            self.slip_under(self.surplus, self.rising),
            mn.FadeIn(self.second_layer, self.names.surplus),
            run_time=1.2,
        )
        in_front = (self.wake, self.sleep, *self.names.ramps, self.names.surplus)
        self.add(*in_front)  # the tent passes over both ramps, and behind these
        self.tent = PiecewiseGraph(plot, rising, "total", width=STROKES.strong)
        output = mn.FadeIn(*self.output.headings, self.output.lines[0])
        self.play(self.slip_under(self.tent, *in_front), output, run_time=0.6)
        self.play(Morph(self.tent, lambda share: rising - overlap * share), run_time=2.4)

    def name_the_peak(self) -> None:
        tent, plot = self.model, self.plot
        height, peak = self.places.about(tent.height), self.places.about(tent.peak)
        self.beat(
            f"So the lower of the two is left: a tent with its peak at {peak}, of height {height}.",
            "peak",
        )
        self.area = Area(plot, tent.function, "total")
        self.peak = KinkDot(plot, tent.peak, tent.height, "total")
        self.foot = Guide(plot, (tent.peak, 0.0), (tent.peak, tent.height), "total")
        self.play(
            self.rising.animate.set_stroke(opacity=GHOST),
            self.falling.animate.set_stroke(opacity=GHOST),
            *[mn.FadeOut(thing) for thing in (self.surplus, self.names.surplus)],
            self.slip_under(self.area, self.rising),
            mn.FadeIn(self.output.lines[1]),
            run_time=1.2,
        )
        self.play(
            mn.FadeIn(self.peak, scale=2), mn.FadeIn(self.foot, self.names.peak), run_time=0.8
        )

    def draw_the_network(self) -> None:
        self.beat(
            "The whole network: two neurons in the first layer, two in the second. "
            "One of these just passes the first ramp on.",
            "network",
        )
        self.diagram = NetworkDiagram(
            self.model.in_two_layers(),
            self.theme,
            self.layout.panel,
            Look("down", signed=False, weights=self.weights, biases=self.biases),
            names=[["$x$"], ["$y_1$", "$y_2$"], ["$y_1$", "$s$"], ["tent"]],
            roles=[["input"], ["ramp", "second"], ["ramp", "error"], ["total"]],
            layers=["", "layer 1", "layer 2", ""],
        )
        blocks = (self.activator, self.deactivator, self.second_layer, self.output)
        self.play(*[mn.FadeOut(block) for block in blocks], mn.FadeIn(self.diagram.step(0)))
        for row in range(1, len(self.diagram.nodes)):
            self.play(mn.FadeIn(self.diagram.step(row)), run_time=0.9)

    def bend_one_layer_three_times(self) -> None:
        self.beat(
            "Three neurons in one hidden layer make the same tent: "
            "each weight is how much the slope changes at its kink.",
            "kinks",
        )
        units = self.model.in_one_layer().units
        terms = [
            unit_markup(*unit, self.weights, self.places, first=index == 0)
            for index, unit in enumerate(units)
        ]
        exact = all(
            self.weights.is_exact(coefficient) and self.places.is_exact(neuron.bias)
            for coefficient, neuron in units
        )
        two, one = self.blocks(
            ("two layers: 2 + 2 neurons", [SURPLUS, TENT]),
            (
                "one layer: 3 neurons",
                [
                    f"$#total[tent] {equals(exact)} {terms[0]}$",
                    *(f"$quad {term}$" for term in terms[1:]),
                ],
            ),
        )
        dots, summit = (self.wake, self.sleep, self.peak), (self.foot, self.names.peak)
        gone = (self.diagram, self.rising, self.falling, self.area, *self.names.ramps, *dots)
        self.play(
            *[mn.FadeOut(thing) for thing in (*gone, *summit)],
            self.tent.animate.set_stroke(opacity=DIMMED),
        )
        sketch = PiecewiseGraph(
            self.plot, PiecewiseLinear.constant(0.0), "total", width=STROKES.strong
        )
        self.play(mn.FadeIn(sketch, two), *map(mn.FadeIn, one.headings), run_time=0.8)
        for line, unit, weight in zip(one.lines, units, self.names.weights, strict=True):
            coefficient, neuron = unit
            self.bend(sketch, neuron.function * coefficient, line, weight)
        self.remove(self.tent)  # the new one covers it by now
        self.play(self.slip_under(self.area, sketch), mn.FadeIn(*summit), run_time=0.8)

    def bend(
        self, graph: PiecewiseGraph, ramp: PiecewiseLinear, line: mn.Mobject, weight: Tag
    ) -> None:
        """Show one more ramp, and let the graph take it up, little by little."""
        (kink,) = ramp.kinks
        trace = PiecewiseGraph(self.plot, ramp, "muted", width=STROKES.guide)
        self.play(mn.FadeIn(line), self.slip_under(trace, graph), run_time=0.6)
        before = graph.function
        self.play(Morph(graph, lambda share: before + ramp * share), run_time=1.1)
        dot = KinkDot(self.plot, kink, graph.function(kink), "total")
        self.play(mn.FadeOut(trace), mn.FadeIn(dot, weight), run_time=0.4)
