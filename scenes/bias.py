"""What does the bias change? It slides the break point to -b/w."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Neuron
from scenes.mobjects.formulas import Row
from scenes.mobjects.graph import KinkDot, PiecewiseGraph, Tag
from scenes.mobjects.numbers import LiveNumber, format_number, number_markup
from scenes.mobjects.plot import Plot
from scenes.mobjects.table import Table
from scenes.models import BiasSlide
from scenes.stage import Stage
from scenes.theme import DIMMED, SIZES

FORMULA = 0.42


class Bias(Stage):
    """One neuron slides over the biases at weight 1, then again at another weight."""

    model: BiasSlide

    def construct(self) -> None:
        self.set_the_stage()
        self.draw_the_ramp()
        for row in range(1, len(self.model.biases)):
            self.slide_the_break_point(row)
        self.change_the_weight()
        for row in reversed(range(len(self.model.biases) - 1)):
            self.slide_again(row)
        self.state_the_rule()

    def set_the_stage(self) -> None:
        slide = self.model
        breaks = [neuron.break_point for neuron in (*slide.plain, *slide.weighted)]
        reach = max(*map(abs, breaks), 0.5)
        wide = 1.7 * reach  # 0 stays in the middle: it is where bias 0 breaks
        self.plot = Plot(self.theme, self.layout.plot, (-wide, wide), (-0.35 * reach, 1.8 * reach))
        self.weight, self.bias = mn.ValueTracker(1.0), mn.ValueTracker(slide.biases[0])
        self.formula, self.table_room = self.layout.panel.rows(1, 2.2)
        self.add(self.plot)

    def neuron(self) -> Neuron:
        """Return the neuron as weight and bias are at this moment."""
        return Neuron(self.weight.get_value(), self.bias.get_value())

    def draw_the_ramp(self) -> None:
        bias, at = self.model.biases[0], self.model.plain[0].break_point
        self.beat(
            f"With weight 1 and bias {format_number(bias)}, "
            f"the ramp breaks at {format_number(at)}.",
            "first-bias",
        )
        self.ramp = PiecewiseGraph(self.plot, self.neuron().function, "ramp")
        self.dot = KinkDot(self.plot, at, 0.0, "bias")
        self.tag = self.live_tag()
        self.rows = self.live_formulas()
        self.table = self.break_point_table()
        self.play(mn.Create(self.ramp), mn.FadeIn(self.rows), run_time=1.6)
        self.play(mn.FadeIn(self.dot, scale=2), mn.FadeIn(self.tag), run_time=0.6)
        self.play(mn.FadeIn(self.table.header, self.table.rule), self.fill(0, 0), run_time=0.8)
        self.ramp.follow(lambda: self.neuron().function)
        self.dot.follow(lambda: (self.neuron().break_point, 0.0))

    def slide_the_break_point(self, row: int) -> None:
        bias, at = self.model.biases[row], self.model.plain[row].break_point
        self.beat(
            f"Bias {format_number(bias)} slides the break point to {format_number(at)}.",
            f"bias-{row + 1}",
        )
        self.leave_a_ghost()
        self.play(self.bias.animate.set_value(bias), run_time=2.0)
        self.play(self.fill(row, 0), run_time=0.6)

    def change_the_weight(self) -> None:
        last = len(self.model.biases) - 1
        weight, at = self.model.weight, self.model.weighted[last].break_point
        self.beat(
            f"Now the weight becomes {format_number(weight)}. With the same bias, "
            f"the ramp breaks at {format_number(at)}.",
            "weight",
        )
        self.play(mn.FadeOut(self.ghosts), run_time=0.6)
        self.ghosts = mn.VGroup()
        self.play(self.weight.animate.set_value(weight), run_time=2.0)
        self.play(self.fill(last, 1), run_time=0.6)

    def slide_again(self, row: int) -> None:
        bias, at = self.model.biases[row], self.model.weighted[row].break_point
        self.beat(
            f"Bias {format_number(bias)} now means a break point at {format_number(at)}.",
            f"weighted-bias-{row + 1}",
        )
        self.leave_a_ghost()
        self.play(self.bias.animate.set_value(bias), run_time=1.6)
        self.play(self.fill(row, 1), run_time=0.6)

    def state_the_rule(self) -> None:
        self.beat("Always at minus b over w: the bias slides it, the weight scales it.", "rule")
        self.play(mn.Indicate(self.rows[1], 1.12, color=self.theme.bias), run_time=1.2)
