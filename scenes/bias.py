"""What does the bias change? It slides the break point, which lies at -b/w."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Neuron
from relu_anim.sweeps import BiasSweep
from scenes.mobjects.labels import NumberTag
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.marks import KinkDot
from scenes.mobjects.plots.plot import Plot
from scenes.mobjects.text.formulas import SMALLEST, Row, fitting_size
from scenes.mobjects.text.glyphs import LiveNumber, Sign
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.table import Table
from scenes.stage import Stage
from scenes.theme import GHOST, SIZES, STROKES

LETTERS = "$y = ReLU(#weight[$w$] x + #bias[$b$])$"
RULE = "$#weight[$w$] x + #bias[$b$] = 0$ at $x = - thin display(frac(#bias[$b$], #weight[$w$]))$"

RULE_PADDING = 0.17
"""Between the rule and its frame."""


def break_point_of(neuron: Neuron) -> float:
    """Where a neuron breaks; the catalogue has made sure that no weight is 0."""
    assert neuron.break_point is not None
    return neuron.break_point


class Bias(Stage):
    """One neuron slides over the biases at weight 1, then over them again at another weight."""

    model: BiasSweep

    def construct(self) -> None:
        self.set_the_stage()
        self.draw_the_ramp()
        for row in range(1, len(self.model.biases)):
            self.slide_the_break_point(row)
        self.change_the_weight()
        for row in range(len(self.model.biases) - 1):
            self.slide_again(row)
        self.state_the_rule()

    def neuron(self) -> Neuron:
        """The neuron as weight and bias are at this moment."""
        return Neuron(self.weight.get_value(), self.bias.get_value())

    def break_point(self) -> float:
        """Where the neuron of this moment breaks."""
        return break_point_of(self.neuron())

    def set_the_stage(self) -> None:
        slide = self.model
        self.weight, self.bias = mn.ValueTracker(1.0), mn.ValueTracker(slide.biases[0])
        self.breaks = [break_point_of(neuron) for neuron in (*slide.plain, *slide.weighted)]
        # One decimal at least, so that a number that slides does not leap.
        self.weights = Notation.of([1.0, slide.weight], least=1)
        self.biases = Notation.of(slide.biases, least=1)
        self.places = Notation.of(self.breaks, least=1)
        self.plot = self.square_plot(max(0.5, *(abs(at) for at in self.breaks)))
        self.formulas, self.below, self.rule = self.layout.panel.rows(1.15, 2.95, 1.35, gap=0.27)
        self.formula = self.live_formula()
        self.table = self.table_of_break_points()
        self.ghosts: tuple[PiecewiseGraph, ...] = ()
        self.add(self.plot)

    def square_plot(self, reach: float) -> Plot:
        """A plot with 0 in its middle and equal units on both axes.

        `reach` is the break point furthest from 0.
        """
        wide = 1.7 * reach
        trial = Plot(self.theme, self.layout.plot, (-wide, wide), (-0.4 * reach, 2 * reach))
        high = 2 * wide * trial.window.height / trial.window.width - 0.4 * reach
        return Plot(self.theme, self.layout.plot, (-wide, wide), (-0.4 * reach, high))

    def draw_the_ramp(self) -> None:
        bias = self.model.biases[0]
        at = break_point_of(self.model.plain[0])
        self.beat(
            f"With weight {self.weights(1.0)} and bias {self.biases(bias)}, the ramp bends at "
            f"{self.places.about(at)}: its break point.",
            "first-bias",
        )
        self.ramp = PiecewiseGraph(self.plot, self.neuron().function, "ramp")
        self.dot = KinkDot(self.plot, at, 0.0, "ramp")
        self.tag = self.live_tag()
        self.play(mn.Create(self.ramp), mn.FadeIn(self.formula), run_time=1.6)
        self.play(mn.FadeIn(self.tag), mn.FadeIn(self.dot, scale=2), run_time=0.7)
        start = mn.VGroup(self.table_name, *self.table.header[:2], self.table.rule)
        self.play(mn.FadeIn(start, self.cells(0, 0)), run_time=0.8)
        self.ramp.follow(lambda: self.neuron().function)
        self.dot.follow(lambda: (self.break_point(), 0.0))

    def slide_the_break_point(self, row: int) -> None:
        before, bias = self.model.biases[row - 1], self.model.biases[row]
        at = break_point_of(self.model.plain[row])
        way = "right" if bias < before else "left"
        size = "smaller" if bias < before else "larger"
        self.beat(
            f"A {size} bias, {self.biases(bias)}, slides it to the {way}: "
            f"to {self.places.about(at)}."
            if bias != before
            else f"The same bias leaves it at {self.places.about(at)}.",
            f"bias-{row + 1}",
        )
        self.ghosts = self.leave_a_ghost(*self.ghosts)
        self.play(self.bias.animate.set_value(bias), run_time=2.0)
        self.play(mn.FadeIn(self.cells(row, 0)), run_time=0.6)

    def change_the_weight(self) -> None:
        last = len(self.model.biases) - 1
        weight, at = self.model.weight, break_point_of(self.model.weighted[last])
        turn = "another slope, and a" if weight > 0 else "now the ramp falls, with its"
        self.beat(
            f"Keep bias {self.biases(self.model.biases[last])} and set the weight to "
            f"{self.weights.about(weight)}: {turn} break point at {self.places.about(at)}.",
            "weight",
        )
        if last:
            self.play(mn.FadeOut(*self.ghosts), run_time=0.6)
        self.ghosts = self.leave_a_ghost()
        if weight > 0:
            self.play(self.weight.animate.set_value(weight), run_time=2.0)
        else:  # on the way lies weight 0, which has no break point: show the flip as a cut
            self.flip_to(weight)
        self.play(mn.FadeIn(self.table.header[2], self.cells(last, 1)), run_time=0.6)

    def slide_again(self, row: int) -> None:
        bias, at = self.model.biases[row], break_point_of(self.model.weighted[row])
        before, was_at = self.bias.get_value(), self.break_point()
        turned = self.model.weight < 0 and row == 0 and bias != before
        size, way = ("larger" if bias > before else "smaller"), ("right" if at > was_at else "left")
        self.beat(
            f"But now a {size} bias, {self.biases(bias)}, slides it to the {way}: "
            f"to {self.places.about(at)}."
            if turned
            else f"With bias {self.biases(bias)}, the break point is now {self.places.about(at)}.",
            f"weighted-bias-{row + 1}",
        )
        if row == 0:
            self.play(mn.FadeOut(*self.ghosts), run_time=0.5)
            self.ghosts = ()
        self.ghosts = self.leave_a_ghost(*self.ghosts)
        self.play(self.bias.animate.set_value(bias), run_time=1.8)
        self.play(mn.FadeIn(self.cells(row, 1)), run_time=0.6)

    def state_the_rule(self) -> None:
        self.beat(
            "At the break point, w times x plus b is 0. So it lies at minus b over w.",
            "rule",
        )
        size = fitting_size([RULE], self.rule.width - 2 * RULE_PADDING, SIZES.formula)
        rule = self.typeset(RULE, size).move_to(self.rule.center)
        frame = mn.SurroundingRectangle(
            rule, color=self.theme.ramp, buff=RULE_PADDING, corner_radius=0.1, stroke_width=3
        )
        self.play(mn.FadeIn(rule, shift=0.2 * mn.UP), run_time=1.0)
        self.play(mn.Create(frame), run_time=0.7)

    def leave_a_ghost(self, *earlier: PiecewiseGraph) -> tuple[PiecewiseGraph, ...]:
        """Leave the rising part of the ramp behind, dim, to see how far it slides or turns."""
        neuron, at = self.neuron(), self.break_point()
        low, high = self.plot.x_range
        rising = (at, high) if neuron.weight > 0 else (low, at)
        ghost = PiecewiseGraph(
            self.plot, neuron.function, "ramp", width=STROKES.guide, domain=rising
        )
        self.put_under(ghost.set_stroke(opacity=GHOST), self.ramp)
        return (*earlier, ghost)

    def flip_to(self, weight: float) -> None:
        """Take the ramp away and bring it back with a weight of the other sign."""
        flipped = (self.ramp, self.tag, self.dot)
        numbers = self.formula[1]
        self.play(*[mn.FadeOut(thing) for thing in (*flipped, numbers)], run_time=0.6)
        self.weight.set_value(weight)
        signed = self.row_of_numbers("minus")
        self.play(*[mn.FadeIn(thing.update()) for thing in (*flipped, signed)], run_time=1.0)

    def live_tag(self) -> NumberTag:
        """The break point's value, which keeps below the dot and changes with it."""
        number = LiveNumber(
            self.break_point(),
            self.places,
            self.theme,
            SIZES.label,
            role="ramp",
            digits=self.places.digits(self.breaks),
            called="tag",
        )
        tag = NumberTag(number, self.theme)
        foot = self.plot.window.bottom + tag.height / 2

        def below(at: float) -> np.ndarray:
            return np.array([self.plot.point(at, 0.0)[0], foot, 0.0])

        return tag.follow(lambda: (below(self.break_point()), self.break_point()))

    def live_formula(self) -> mn.VGroup:
        """The neuron's formula in letters, and below it with the numbers of this moment."""
        letters = self.typeset(LETTERS, SIZES.label, "muted")
        letters.place(self.formulas.at(0, 1) + SIZES.label * mn.DOWN)
        return mn.VGroup(letters, self.row_of_numbers("none"))

    def row_of_numbers(self, sign: Sign) -> Row:
        """The formula with numbers, in its place; `sign` is that of the weight."""
        room = self.formulas
        widest: Sign = "minus" if self.model.weight < 0 else "none"
        fitting = room.width / self.neuron_row(1.0, widest).advance
        size = max(SMALLEST, min(SIZES.formula, fitting))
        below = (SIZES.label + 1.6 * size) * mn.DOWN
        return self.neuron_row(size, sign).place(room.at(0, 1) + below)

    def neuron_row(self, size: float, sign: Sign) -> Row:
        """`y = ReLU(w x + b)`, live."""
        slide = self.model
        weight = LiveNumber(
            1.0,
            self.weights,
            self.theme,
            size,
            role="weight",
            digits=self.weights.digits([slide.weight]),
            sign=sign,
            called="weight",
        )
        bias = LiveNumber(
            0.0,
            self.biases,
            self.theme,
            size,
            role="bias",
            digits=self.biases.digits(slide.biases),
            sign="operator",
            called="bias",
        )
        return Row(
            self.typeset('$y = "ReLU"\\($', size),
            weight.follow(self.weight.get_value),
            self.typeset("$thin x thin$", size),
            bias.follow(self.bias.get_value),
            self.typeset("$\\)$", size),
        )

    def table_of_break_points(self) -> Table:
        """The table: a row for each bias, its break point at both weights."""
        slide = self.model
        rows = [
            [
                f"#bias[${self.biases.markup(bias)}$]",
                *(f"${self.places.markup(break_point_of(neuron))}$" for neuron in neurons),
            ]
            for bias, *neurons in zip(slide.biases, slide.plain, slide.weighted, strict=True)
        ]
        header = [
            "bias $#bias[$b$]$",
            *(f"$#weight[$w$] = {self.weights.markup(weight)}$" for weight in (1.0, slide.weight)),
        ]
        name_height = 1.3 * SIZES.label
        self.table_name = self.typeset("break point at", SIZES.label, "muted")
        columns = self.below.columns(1, 2, gap=0.0)
        self.table_name.place(columns[1].at(0.5, 1.0) + SIZES.label * mn.DOWN, align=0.5)
        return Table(header, rows, self.theme, self.below.inset(top=name_height))

    def cells(self, row: int, half: int) -> mn.VGroup:
        """What one step adds to the table: the bias (in the first half) and its result."""
        cells = self.table.cells[row]
        return mn.VGroup(cells[0], cells[1]) if half == 0 else mn.VGroup(cells[2])
