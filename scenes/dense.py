"""What does a dense layer compute? Row times column for each neuron, plus the biases."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import manim as mn
import numpy as np

from relu_anim import Trace
from scenes.mobjects.animations import Morph, Travel
from scenes.mobjects.clips.dense_scheme import LayerScheme, formula_markup
from scenes.mobjects.matrices.matrix import Light
from scenes.mobjects.text.formulas import fitting_size
from scenes.stage import Stage
from scenes.theme import DIMMED


class Dense(Stage):
    """A point, the layer's matrices, each neuron's sum, the biases, and the new coordinates."""

    model: Trace

    def construct(self) -> None:
        self.set_the_scheme()
        self.bring_the_point()
        self.lay_out_the_layer()
        self.work_out_the_first_neuron()
        for neuron in range(1, len(self.model.biases)):
            self.work_out_another(neuron)
        self.add_the_biases()
        self.name_the_coordinates()

    def set_the_scheme(self) -> None:
        """Lay everything out, and put the lights behind it, still dark."""
        self.scheme = scheme = LayerScheme(self.model, self.theme, self.layout.main)
        self.written = scheme.text.added
        self.summed = 0
        row, column = scheme.point.light_on_row(0), scheme.weights.light_on_column(0)
        self.row_light = Light(row, self.theme, "input", opacity=0)
        self.column_light = Light(column, self.theme, scheme.roles[0], opacity=0)
        cell = scheme.linear.light_on_cell(0, 0)
        self.cell_light = Light(cell, self.theme, scheme.roles[0], opacity=0)
        self.add(self.row_light, self.column_light, self.cell_light)
        header = self.layout.header
        self.formula = self.typeset(formula_markup(self.model))
        self.formula.place(np.array([header.right, header.bottom + 0.25, 0.0]), align=1.0)

    def bring_the_point(self) -> None:
        scheme = self.scheme
        self.beat("The input is a point O, written as the row v.", "point")
        self.play(mn.FadeIn(scheme.coordinates), run_time=0.6)
        self.play(mn.FadeIn(scheme.point, scheme.names["point"]), run_time=0.8)

    def lay_out_the_layer(self) -> None:
        scheme, names = self.scheme, self.scheme.names
        self.beat(self.described(), "layer")
        columns = [
            mn.FadeIn(scheme.headers[j], scheme.weights.column(j), scheme.biases.column(j))
            for j in range(len(scheme.roles))
        ]
        self.play(
            mn.FadeIn(scheme.weights.brackets, scheme.biases.brackets),
            mn.FadeIn(names["neuron"], names["weights"], names["biases"]),
            mn.FadeOut(scheme.coordinates),
            run_time=0.7,
        )
        self.play(mn.AnimationGroup(*columns, lag_ratio=0.4), run_time=1.4)
        self.play(*map(mn.Create, scheme.elbows), run_time=0.8)
        self.play(mn.FadeIn(self.formula), run_time=0.7)

    def described(self) -> str:
        """What rows and columns are, in a layer of one or of several."""
        inputs, neurons = self.model.weights.shape
        column = "a column of weights" if inputs > 1 else "a weight"
        rows = " Every input has its row." if inputs > 1 else ""
        return f"{'Every' if neurons > 1 else 'The'} neuron is {column}, with a bias below.{rows}"

    def work_out_the_first_neuron(self) -> None:
        scheme, total = self.scheme, self.written.about(self.model.linear[0])
        task = "multiplies each input by its weight and adds up the products"
        if len(self.model.point) == 1:
            task = "multiplies its input by its weight"
        self.beat(f"Neuron 1 {task}: {total}.", "neuron-1")
        self.attend_to(
            0,
            mn.FadeIn(scheme.linear.brackets, scheme.names["linear"]),
            run_time=0.9,
        )
        steps = range(len(self.model.point))
        for step in steps:
            self.play(self.fetch(0, [step]), run_time=1.5 if len(steps) < 3 else 1.2)
        self.add_up(0, pace=0.8)

    def work_out_another(self, neuron: int) -> None:
        total = self.written.about(self.model.linear[neuron])
        self.beat(
            f"Neuron {neuron + 1} takes the same inputs with its own weights, and gets {total}.",
            f"neuron-{neuron + 1}",
        )
        self.attend_to(neuron, mn.FadeOut(self.sum), run_time=0.7)
        self.play(self.fetch(neuron, range(len(self.model.point))), run_time=1.6)
        self.add_up(neuron, pace=0.4)

    def attend_to(self, neuron: int, *meanwhile: mn.Animation, run_time: float) -> None:
        """Light up v, this neuron's column of W and where they meet; dim all other columns."""
        scheme, role = self.scheme, self.scheme.roles[neuron]
        column = Light(scheme.weights.light_on_column(neuron), self.theme, role)
        cell = Light(scheme.linear.light_on_cell(0, neuron), self.theme, role)
        neurons = range(len(scheme.roles))
        others = [self.belongings(other) for other in neurons if other != neuron]
        self.play(
            self.row_light.animate.shine(),
            mn.Transform(self.column_light, column),
            mn.Transform(self.cell_light, cell),
            self.belongings(neuron).animate.set_opacity(1),
            mn.VGroup(*others, *scheme.biases.row(0), scheme.names["biases"]).animate.set_opacity(
                DIMMED
            ),
            *meanwhile,
            run_time=run_time,
        )

    def belongings(self, neuron: int) -> mn.VGroup:
        """What a neuron has so far: its number, its weights, its sum if there is one."""
        scheme = self.scheme
        sums = [scheme.linear.entries[0][neuron]] if neuron < self.summed else []
        return mn.VGroup(scheme.headers[neuron], scheme.weights.column(neuron), *sums)

    def fetch(self, neuron: int, steps: Sequence[int]) -> mn.Animation:
        """First the inputs travel into their products, then the weights, the lowest ahead."""
        scheme, total = self.scheme, self.scheme.sums[neuron]
        inputs = [Travel(total.inputs[i], scheme.point.entries[0][i], scheme.lane) for i in steps]
        weights = [
            Travel(total.weights[i], scheme.weights.entries[i][neuron], scheme.lane)
            for i in reversed(steps)
        ]
        signs = mn.FadeIn(*[total.signs[i] for i in steps])
        self.sum = total
        return mn.AnimationGroup(
            mn.AnimationGroup(*inputs),
            mn.AnimationGroup(signs, mn.AnimationGroup(*weights, lag_ratio=0.15)),
            lag_ratio=1,
        )

    def add_up(self, neuron: int, pace: float) -> None:
        """Write the products' values, with the sum so far in its place in the matrix."""
        total, cell = self.sum, self.scheme.linear.entries[0][neuron]
        sums = [float(value) for value in self.model.partial_sums[:, neuron]]
        last = [mn.FadeIn(total.relations[-1], total.total)]
        if len(sums) == 1:
            self.play(*last, mn.FadeIn(cell), run_time=pace)
        for i, term in enumerate(total.terms):
            seen = [total.relations[0], term] if i == 0 else [term]
            counting = (
                Morph(cell, partial(mn.interpolate, sums[i - 1], sums[i]))
                if i
                else mn.FadeIn(cell.set_value(sums[0]))
            )
            self.play(mn.FadeIn(*seen), counting, run_time=pace)
        if total.terms:
            self.play(*last, run_time=pace)
        self.summed = neuron + 1

    def add_the_biases(self) -> None:
        scheme, names = self.scheme, self.scheme.names
        several = len(scheme.roles) > 1
        self.beat(f"Then {'every' if several else 'the'} neuron adds its own bias.", "bias")
        rows = [*scheme.linear.row(0), *scheme.biases.row(0), names["biases"]]
        others = [*scheme.point.row(0), names["point"], names["weights"]]
        others += [entry for line in scheme.weights.entries for entry in line]
        self.play(
            mn.FadeOut(self.sum),
            mn.FadeIn(names["plus"]),
            self.row_light.animate.shine(0),
            self.column_light.animate.shine(0),
            self.cell_light.animate.shine(0),
            mn.VGroup(*scheme.elbows).animate.set_stroke(opacity=DIMMED),
            mn.VGroup(*rows, *scheme.headers).animate.set_opacity(1),
            mn.VGroup(*others).animate.set_opacity(DIMMED),
            run_time=0.7,
        )
        self.play(mn.FadeIn(names["equals"], names["affine"], scheme.affine.brackets), run_time=0.5)
        self.play(self.carry_down(0), run_time=2.4)
        if others := [self.carry_down(neuron) for neuron in range(1, len(scheme.roles))]:
            self.play(*others, run_time=2.4)

    def carry_down(self, neuron: int) -> mn.Animation:
        """Carry a sum below the bias, where it counts up or down by the bias, and write it out."""
        scheme, trace = self.scheme, self.model
        source, result = scheme.linear.entries[0][neuron], scheme.affine.entries[0][neuron]
        values = float(trace.linear[neuron]), float(trace.affine[neuron])
        result.set_value(values[0])
        step = scheme.bias_sums[neuron]
        return mn.AnimationGroup(
            mn.AnimationGroup(Travel(result, source, result.point[1]), mn.FadeIn(step.question)),
            mn.AnimationGroup(
                Morph(result, partial(mn.interpolate, *values)), mn.FadeIn(step.answer)
            ),
            lag_ratio=1,
        )

    def name_the_coordinates(self) -> None:
        scheme = self.scheme
        results = "Together, the results say" if len(scheme.roles) > 1 else "The result says"
        self.beat(f"{results} where the layer puts O, before any activation.", "coordinates")
        markup = "#total[$v'$]: where the layer puts #input[$O$], before any activation"
        size = fitting_size([markup], self.layout.main.width, scheme.fit.sum_size)
        conclusion = self.typeset(markup, size)
        light = Light(scheme.affine.light_on_row(0), self.theme, "total")
        everything = [*scheme.point.row(0), *scheme.headers]
        everything += [entry for line in scheme.weights.entries for entry in line]
        everything += [scheme.names["point"], scheme.names["weights"]]
        self.column_light.become(light).shine(0)
        self.play(mn.FadeOut(*scheme.bias_sums), run_time=0.4)
        self.play(
            mn.VGroup(*everything).animate.set_opacity(1),
            mn.VGroup(*scheme.elbows).animate.set_stroke(opacity=1),
            self.column_light.animate.shine(),
            mn.FadeIn(conclusion.place(scheme.foot, align=0.5)),
            run_time=1.0,
        )
