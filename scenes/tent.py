"""How do two neurons make a tent? A second layer takes the smaller of two ramps."""

from __future__ import annotations

import manim as mn
import numpy as np

import relu_anim
from relu_anim import PiecewiseLinear
from scenes.mobjects.formulas import neuron_markup, unit_markup
from scenes.mobjects.graph import DASHED, Area, Band, Guide, KinkDot, PiecewiseGraph, Tag, beside
from scenes.mobjects.network import NetworkDiagram
from scenes.mobjects.numbers import format_number, number_markup
from scenes.mobjects.placing import put_clear
from scenes.mobjects.plot import Plot, padded
from scenes.stage import Stage
from scenes.theme import DIMMED, SIZES, STROKES

SURPLUS = "$#error[$s$] = ReLU(#ramp[$y_1$] - #second[$y_2$])$"
TENT = "$#total[tent] = #ramp[$y_1$] - #error[$s$]$"


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
        self.plot = Plot(
            self.theme,
            self.layout.plot,
            padded(tent.left, tent.right, 1 / 3),
            padded(0.0, 2 * tent.height, 0.06),
        )
        self.activator, self.deactivator, self.second_layer = self.blocks(
            ("#ramp[activator]", [f"$#ramp[$y_1$] = {neuron_markup(tent.activator)}$"]),
            ("#second[deactivator]", [f"$#second[$y_2$] = {neuron_markup(tent.deactivator)}$"]),
            ("second layer", [SURPLUS, TENT]),
        )
        self.place_the_names()
        self.add(self.plot)

    def raise_the_activator(self) -> None:
        tent, plot = self.model, self.plot
        wakes = format_number(tent.left)
        self.beat(f"The first neuron wakes up at {wakes} and rises: the activator.", "activator")
        self.rising = PiecewiseGraph(plot, tent.activator.function, "ramp")
        self.wake = KinkDot(plot, tent.left, 0.0, "ramp")
        self.play(mn.Create(self.rising), mn.FadeIn(self.activator), run_time=1.8)
        self.play(mn.FadeIn(self.wake, scale=2), mn.FadeIn(self.ramp_labels[0]), run_time=0.6)

    def lower_the_deactivator(self) -> None:
        tent, plot = self.model, self.plot
        sleeps = format_number(tent.right)
        self.beat(f"The second falls, and sleeps from {sleeps} on: the deactivator.", "deactivator")
        self.falling = PiecewiseGraph(plot, tent.deactivator.function, "second", dash=DASHED)
        self.sleep = KinkDot(plot, tent.right, 0.0, "second")
        self.play(mn.Create(self.falling), mn.FadeIn(self.deactivator), run_time=1.8)
        self.play(mn.FadeIn(self.sleep, scale=2), mn.FadeIn(self.ramp_labels[1]), run_time=0.6)

    def place_the_names(self) -> None:
        """Find clear places for the names of the peak, the band and the ramps, in this order."""
        tent, plot = self.model, self.plot
        ramps = (tent.activator, tent.deactivator)
        sketches = [PiecewiseGraph(plot, ramp.function, "muted") for ramp in ramps]
        paths = [plot.points_of(piece) for graph in sketches for piece in graph.clipped_corners]
        markup = f"$({number_markup(tent.peak)}, {number_markup(tent.height)})$"
        self.peak_label = Tag(self.typeset(markup, SIZES.formula), self.theme)
        above = plot.point(tent.peak, tent.height) + 0.55 * mn.UP
        put_clear(
            self.peak_label,
            [above, above + 0.6 * mn.LEFT, above + 0.6 * mn.RIGHT],
            within=plot.window,
        )
        texts: list[mn.Mobject] = [self.peak_label]
        self.band_label = Tag(self.typeset("both active", SIZES.label, "total"), self.theme)
        middle = (tent.left + tent.right) / 2
        tops = [
            plot.point(x, plot.y_range[1]) for x in (middle, *np.linspace(*tent.area_of_effect, 9))
        ]
        put_clear(
            self.band_label,
            [top + down * mn.DOWN for down in (0.4, 0.8, 1.2) for top in tops],
            within=plot.window,
            texts=texts,
            paths=paths,
        )
        texts.append(self.band_label)
        self.ramp_labels = []
        for markup, ramp in zip(("$#ramp[$y_1$]$", "$#second[$y_2$]$"), ramps, strict=True):
            label = Tag(self.typeset(markup, SIZES.formula), self.theme)
            heights = (share * plot.y_range[1] for share in (0.88, 0.75, 0.62, 0.5, 0.4, 0.3))
            places = [(height - ramp.bias) / ramp.weight for height in heights]
            spots = [spot for x in places for spot in beside(label, plot, ramp.function, x)]
            put_clear(label, spots, within=plot.window, texts=texts, paths=paths)
            texts.append(label)
            self.ramp_labels.append(label)

    def shade_where_both_are_active(self) -> None:
        tent, plot = self.model, self.plot
        self.beat("Only in between are both awake. That is their area of effect.", "area-of-effect")
        self.band = Band(plot, *tent.area_of_effect, "total")
        self.play(mn.FadeIn(self.band), mn.FadeIn(self.band_label), run_time=1.0)

    def fold_the_activator_down(self) -> None:
        tent, plot = self.model, self.plot
        self.beat(
            "A second layer measures how far the first ramp is above the second, "
            "and takes just that away.",
            "second-layer",
        )
        rising, overlap = tent.activator.function, tent.overlap
        surplus = Area(
            plot, rising, "error", floor=rising - overlap, domain=(tent.peak, plot.x_range[1])
        )
        self.play(mn.FadeIn(surplus), mn.FadeIn(self.second_layer), run_time=1.2)
        share = mn.ValueTracker(0.0)
        self.tent = PiecewiseGraph(plot, rising, "total", width=STROKES.strong)
        self.play(mn.FadeIn(self.tent), run_time=0.6)
        self.tent.follow(lambda: rising - overlap * share.get_value())
        surplus.follow(lambda: rising - overlap * share.get_value())
        self.play(share.animate.set_value(1.0), run_time=2.4)
        self.tent.clear_updaters()
        self.remove(surplus)

    def name_the_peak(self) -> None:
        tent, plot = self.model, self.plot
        height, peak = format_number(tent.height), format_number(tent.peak)
        self.beat(f"What is left is a tent, with its peak of {height} at {peak}.", "peak")
        self.area = Area(plot, tent.function, "total")
        self.peak = KinkDot(plot, tent.peak, tent.height, "total")
        foot = Guide(plot, (tent.peak, 0.0), (tent.peak, tent.height), "total")
        self.ramps = mn.VGroup(self.rising, self.falling, *self.ramp_labels)
        self.play(
            self.rising.animate.set_stroke(opacity=DIMMED),
            self.falling.animate.set_stroke(opacity=DIMMED),
            mn.FadeOut(self.band, self.band_label),
            mn.FadeIn(self.area),
            run_time=1.0,
        )
        self.play(mn.FadeIn(self.peak, scale=2), mn.FadeIn(foot, self.peak_label), run_time=0.8)

    def draw_the_network(self) -> None:
        self.beat("This is the whole network: two neurons, two more, and out comes the tent.")
        self.diagram = NetworkDiagram(
            self.model.in_two_layers(),
            self.theme,
            self.layout.panel,
            names=[["$x$"], ["$y_1$", "$y_2$"], ["$y_1$", "$s$"], ["$and$"]],
            roles=[["input"], ["ramp", "second"], ["ramp", "error"], ["total"]],
        )
        self.play(
            mn.FadeOut(self.activator, self.deactivator, self.second_layer),
            mn.FadeIn(self.diagram.nodes[0]),
        )
        for layer in range(len(self.diagram.network.layers)):
            self.play(mn.FadeIn(self.diagram.step(layer)), run_time=0.9)

    def bend_one_layer_three_times(self) -> None:
        self.beat(
            "One layer can do it too, but it takes three neurons: one for each kink.", "kinks"
        )
        units = self.model.in_one_layer().units
        terms = [unit_markup(*unit, first=index == 0) for index, unit in enumerate(units)]
        two, one = self.blocks(
            ("two hidden layers, two ramps", [SURPLUS, TENT]),
            (
                "one hidden layer, three kinks",
                [f"$#total[tent] = {terms[0]}$", *(f"$quad {term}$" for term in terms[1:])],
            ),
        )
        self.play(mn.FadeOut(self.diagram, self.area, self.ramps, self.tent))
        self.play(mn.FadeIn(two, *one.headings), run_time=0.8)
        sketch = PiecewiseGraph(
            self.plot, PiecewiseLinear.constant(0.0), "total", width=STROKES.strong
        )
        self.add(sketch)
        for line, (coefficient, neuron) in zip(one.lines, units, strict=True):
            self.bend(sketch, neuron.function * coefficient, mn.FadeIn(line))
        self.play(mn.FadeIn(self.area), run_time=0.8)

    def bend(self, graph: PiecewiseGraph, term: PiecewiseLinear, entrance: mn.Animation) -> None:
        """Add a ramp to the graph, little by little."""
        share, before = mn.ValueTracker(0.0), graph.function
        graph.follow(lambda: before + term * share.get_value())
        self.play(entrance, share.animate.set_value(1.0), run_time=1.4)
        graph.clear_updaters()
