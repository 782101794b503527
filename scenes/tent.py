"""How do two neurons make a tent? A second layer takes the smaller of two ramps."""

from __future__ import annotations

import manim as mn
import numpy as np

import relu_anim
from relu_anim import PiecewiseLinear
from scenes.mobjects.network import NetworkDiagram
from scenes.mobjects.plots.graph import (
    DASHED,
    Area,
    Band,
    Guide,
    KinkDot,
    PiecewiseGraph,
    Tag,
    beside,
)
from scenes.mobjects.plots.placing import put_clear
from scenes.mobjects.plots.plot import Plot, padded
from scenes.mobjects.text.formulas import neuron_markup, unit_markup
from scenes.mobjects.text.numbers import format_number, number_markup
from scenes.stage import Stage
from scenes.theme import DIMMED, SIZES, STROKES

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
        self.plot = Plot(
            self.theme,
            self.layout.plot,
            padded(tent.left, tent.right, 1 / 3),
            padded(0.0, 2 * tent.height, 0.06),
        )
        self.activator, self.deactivator, self.second_layer = self.blocks(
            ("#ramp[activator]", [f"$#ramp[$y_1$] = {neuron_markup(tent.activator)}$"]),
            ("#second[deactivator]", [f"$#second[$y_2$] = {neuron_markup(tent.deactivator)}$"]),
            ("second layer", [SURPLUS, TENT, SMALLER]),
        )
        self.place_the_names()
        self.add(self.plot)

    def raise_the_activator(self) -> None:
        tent, plot = self.model, self.plot
        wakes = format_number(tent.left)
        self.beat(
            f"The first neuron becomes active at {wakes} and rises: the activator.", "activator"
        )
        self.rising = PiecewiseGraph(plot, tent.activator.function, "ramp")
        self.wake = KinkDot(plot, tent.left, 0.0, "ramp")
        self.play(mn.Create(self.rising), mn.FadeIn(self.activator), run_time=1.8)
        self.play(mn.FadeIn(self.wake, scale=2), mn.FadeIn(self.ramp_labels[0]), run_time=0.6)

    def lower_the_deactivator(self) -> None:
        tent, plot = self.model, self.plot
        sleeps = format_number(tent.right)
        self.beat(f"The second falls, and is off from {sleeps} on: the deactivator.", "deactivator")
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
        tip = plot.point(tent.peak, tent.height)
        beyond = (self.peak_label.width / 2 + 0.35) * mn.RIGHT
        sides = [tip + away * step for step in (1.0, 1.3, 1.6) for away in (beyond, -beyond)]
        put_clear(self.peak_label, [*sides, tip + 0.55 * mn.UP], within=plot.window, paths=paths)
        texts: list[mn.Mobject] = []
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
        self.surplus_label = Tag(self.typeset("$#error[$s$]$", SIZES.formula), self.theme)
        wedge = [
            plot.point(x, share * plot.y_range[1])
            for share in (0.5, 0.6, 0.4, 0.75)
            for x in np.linspace(tent.peak, plot.x_range[1], 13)[1:]
            if float(tent(x)) < share * plot.y_range[1] < float(tent.activator(x))
        ]
        inside = wedge or [plot.point(tent.right, tent.height)]
        put_clear(self.surplus_label, inside, within=plot.window, texts=texts, paths=paths)

    def shade_where_both_are_active(self) -> None:
        tent, plot = self.model, self.plot
        self.beat(
            "Only in between are both active. That is where they can work together.",
            "area-of-effect",
        )
        self.band = Band(plot, *tent.area_of_effect, "total")
        self.play(self.slip_under(self.band, self.rising), mn.FadeIn(self.band_label), run_time=1.0)

    def fold_the_activator_down(self) -> None:
        tent, plot = self.model, self.plot
        self.beat(
            "The second layer asks how far the first ramp is above the second, "
            "and takes just that away.",
            "second-layer",
        )
        rising, overlap = tent.activator.function, tent.overlap
        beyond = (tent.peak, plot.x_range[1])
        self.surplus = Area(plot, rising, "error", floor=rising - overlap, domain=beyond)
        lines = self.second_layer.lines
        self.play(mn.FadeOut(self.band), mn.FadeOut(self.band_label), run_time=0.6)
        self.play(
            self.slip_under(self.surplus, self.rising),
            mn.FadeIn(*self.second_layer.headings, lines[0], self.surplus_label),
            run_time=1.2,
        )
        share = mn.ValueTracker(0.0)
        self.tent = PiecewiseGraph(plot, rising, "total", width=STROKES.strong)
        self.play(self.slip_under(self.tent, self.wake), mn.FadeIn(lines[1]), run_time=0.6)
        self.tent.follow(lambda: rising - overlap * share.get_value())
        self.play(share.animate.set_value(1.0), run_time=2.4)
        self.tent.clear_updaters()

    def name_the_peak(self) -> None:
        tent, plot = self.model, self.plot
        height, peak = format_number(tent.height), format_number(tent.peak)
        self.beat(
            f"So the lower of the two wins: a tent, with its peak at {peak}, {height} high.", "peak"
        )
        self.area = Area(plot, tent.function, "total")
        self.peak = KinkDot(plot, tent.peak, tent.height, "total")
        foot = Guide(plot, (tent.peak, 0.0), (tent.peak, tent.height), "total")
        self.ramps = mn.VGroup(self.rising, self.falling, *self.ramp_labels)
        self.play(
            self.rising.animate.set_stroke(opacity=DIMMED),
            self.falling.animate.set_stroke(opacity=DIMMED),
            *[mn.FadeOut(label) for label in self.ramp_labels],
            *[mn.FadeOut(thing) for thing in (self.surplus, self.surplus_label)],
            self.slip_under(self.area, self.rising),
            mn.FadeIn(self.second_layer.lines[2]),
            run_time=1.2,
        )
        self.play(mn.FadeIn(self.peak, scale=2), mn.FadeIn(foot, self.peak_label), run_time=0.8)

    def draw_the_network(self) -> None:
        self.beat(
            "The whole network: two neurons in the first layer, two in the second.", "network"
        )
        self.diagram = NetworkDiagram(
            self.model.in_two_layers(),
            self.theme,
            self.layout.panel,
            names=[["$x$"], ["$y_1$", "$y_2$"], ["$y_1$", "$s$"], ["tent"]],
            roles=[["input"], ["ramp", "second"], ["ramp", "error"], ["total"]],
        )
        blocks = (self.activator, self.deactivator, self.second_layer)
        self.play(*[mn.FadeOut(block) for block in blocks], mn.FadeIn(self.diagram.nodes[0]))
        for layer in range(len(self.diagram.network.layers)):
            self.play(mn.FadeIn(self.diagram.step(layer)), run_time=0.9)

    def bend_one_layer_three_times(self) -> None:
        self.beat("One hidden layer is enough, with three neurons: one for each kink.", "kinks")
        units = self.model.in_one_layer().units
        terms = [unit_markup(*unit, first=index == 0) for index, unit in enumerate(units)]
        two, one = self.blocks(
            ("two hidden layers", [SURPLUS, TENT]),
            (
                "one hidden layer, three kinks",
                [f"$#total[tent] = {terms[0]}$", *(f"$quad {term}$" for term in terms[1:])],
            ),
        )
        gone = (self.diagram, self.area, self.rising, self.falling, self.tent)
        self.play(*[mn.FadeOut(thing) for thing in (*gone, self.wake, self.sleep)])
        sketch = PiecewiseGraph(
            self.plot, PiecewiseLinear.constant(0.0), "total", width=STROKES.strong
        )
        entrances = (
            self.slip_under(sketch, self.peak),
            mn.FadeIn(two),
            *map(mn.FadeIn, one.headings),
        )
        self.play(*entrances, run_time=0.8)
        for line, (coefficient, neuron) in zip(one.lines, units, strict=True):
            self.bend(sketch, neuron.function * coefficient, mn.FadeIn(line))
        self.play(self.slip_under(self.area, sketch), run_time=0.8)

    def bend(self, graph: PiecewiseGraph, ramp: PiecewiseLinear, line: mn.Animation) -> None:
        """Show one more ramp, and add it to the graph, little by little."""
        (kink,) = ramp.kinks
        trace = PiecewiseGraph(self.plot, ramp, "muted", width=STROKES.guide)
        self.play(line, self.slip_under(trace, graph), run_time=0.6)
        share, before = mn.ValueTracker(0.0), graph.function
        graph.follow(lambda: before + ramp * share.get_value())
        self.play(share.animate.set_value(1.0), run_time=1.1)
        graph.clear_updaters()
        self.play(mn.FadeIn(KinkDot(self.plot, kink, graph.function(kink), "total")), run_time=0.4)
