"""What does the bias change? It slides the break point, which lies at -b/w."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Neuron
from scenes.mobjects.formulas import SMALLEST, Row
from scenes.mobjects.graph import KinkDot, PiecewiseGraph, Tag
from scenes.mobjects.numbers import LiveNumber, digits_before_point, format_number, number_markup
from scenes.mobjects.plot import Plot
from scenes.mobjects.table import Table
from scenes.models import BiasSlide
from scenes.stage import Stage
from scenes.theme import DIMMED, SIZES


def break_point_of(neuron: Neuron) -> float:
    """Return where a neuron breaks; the catalogue has made sure that no weight is 0."""
    assert neuron.break_point is not None
    return neuron.break_point


class Bias(Stage):
    """One neuron slides over the biases at weight 1, then back again at another weight."""

    model: BiasSlide

    def construct(self) -> None:
        self.set_the_stage()
        self.draw_the_ramp()
        for row in range(1, len(self.model.biases)):
            self.slide_the_break_point(row)
        self.change_the_weight()
        for row in reversed(range(len(self.model.biases) - 1)):
            self.slide_back(row)
        self.state_the_rule()

    def neuron(self) -> Neuron:
        """Return the neuron as weight and bias are at this moment."""
        return Neuron(self.weight.get_value(), self.bias.get_value())

    def break_point(self) -> float:
        """Return where the neuron of this moment breaks."""
        return break_point_of(self.neuron())

    def set_the_stage(self) -> None:
        slide = self.model
        self.weight, self.bias = mn.ValueTracker(1.0), mn.ValueTracker(slide.biases[0])
        self.breaks = [break_point_of(neuron) for neuron in (*slide.plain, *slide.weighted)]
        reach = max(0.5, *(abs(at) for at in self.breaks))
        wide = 1.7 * reach  # 0 stays in the middle: it is where bias 0 breaks
        self.plot = Plot(self.theme, self.layout.plot, (-wide, wide), (-0.4 * reach, 1.9 * reach))
        self.formulas, self.below = self.layout.panel.rows(1.15, 1.5)
        self.rows = self.live_formulas()
        self.table = self.table_of_break_points()
        self.ghosts = mn.VGroup()
        self.add(self.plot)

    def draw_the_ramp(self) -> None:
        bias, at = self.model.biases[0], break_point_of(self.model.plain[0])
        self.beat(
            f"With weight 1 and bias {format_number(bias)}, "
            f"the ramp starts at x = {format_number(at)}.",
            "first-bias",
        )
        self.ramp = PiecewiseGraph(self.plot, self.neuron().function, "ramp")
        self.dot = KinkDot(self.plot, at, 0.0, "bias")
        self.tag = self.live_tag()
        self.play(mn.Create(self.ramp), mn.FadeIn(self.rows), run_time=1.6)
        self.play(mn.FadeIn(self.tag), mn.FadeIn(self.dot, scale=2), run_time=0.6)
        self.play(
            mn.FadeIn(*self.table.header[:2], self.table.rule, self.cells(0, 0)), run_time=0.8
        )
        self.ramp.follow(lambda: self.neuron().function)
        self.dot.follow(lambda: (self.break_point(), 0.0))

    def slide_the_break_point(self, row: int) -> None:
        bias, at = self.model.biases[row], break_point_of(self.model.plain[row])
        self.beat(
            f"Bias {format_number(bias)} slides the break point to {format_number(at)}.",
            f"bias-{row + 1}",
        )
        self.slide_to(bias)
        self.play(mn.FadeIn(self.cells(row, 0)), run_time=0.6)

    def change_the_weight(self) -> None:
        last = len(self.model.biases) - 1
        weight, at = self.model.weight, break_point_of(self.model.weighted[last])
        self.beat(
            f"Now the weight becomes {format_number(weight)}. With the same bias, "
            f"the ramp starts at {format_number(at)}.",
            "weight",
        )
        self.play(mn.FadeOut(self.ghosts), run_time=0.6)
        self.ghosts = mn.VGroup()
        if weight > 0:
            self.play(self.weight.animate.set_value(weight), run_time=2.0)
        else:  # on the way lies weight 0, which has no break point: show the flip as a cut
            flipped = mn.VGroup(self.ramp, self.dot, self.tag)
            self.play(mn.FadeOut(flipped), run_time=0.6)
            self.weight.set_value(weight)
            self.play(mn.FadeIn(flipped.update()), run_time=1.0)
        self.play(mn.FadeIn(self.table.header[2], self.cells(last, 1)), run_time=0.6)

    def slide_back(self, row: int) -> None:
        bias, at = self.model.biases[row], break_point_of(self.model.weighted[row])
        self.beat(
            f"Bias {format_number(bias)} now puts it at {format_number(at)}.",
            f"weighted-bias-{row + 1}",
        )
        self.slide_to(bias)
        self.play(mn.FadeIn(self.cells(row, 1)), run_time=0.6)

    def state_the_rule(self) -> None:
        self.beat("Always at minus b over w: the bias slides it, the weight divides.", "rule")
        self.play(mn.Indicate(self.rows[1], 1.12, color=self.theme.bias), run_time=1.2)

    def slide_to(self, bias: float) -> None:
        """Slide to another bias, and leave a dim ramp behind, to see how far it went."""
        ghost = PiecewiseGraph(self.plot, self.neuron().function, "ramp")
        self.ghosts.add(ghost.set_stroke(opacity=DIMMED))
        self.add(ghost, self.ramp, self.tag, self.dot)
        self.play(self.bias.animate.set_value(bias), run_time=2.0)

    def live_tag(self) -> Tag:
        """Return the break point's value, which keeps below the dot and changes with it."""
        at = self.break_point()
        number = LiveNumber(
            at,
            self.theme,
            SIZES.label,
            role="bias",
            digits=digits_before_point(self.breaks),
            called="tag",
        )
        tag = Tag(number, self.theme, width=number.advance)
        below = 0.55 * self.plot.y_range[0]

        def keep_below(tag: mn.Mobject) -> None:
            at = self.break_point()
            place = self.plot.point(at, below)
            tag[0].move_to(place)
            number.hang(place).set_value(at)

        tag.add_updater(keep_below)
        keep_below(tag)
        return tag

    def live_formulas(self) -> mn.VGroup:
        """Return ``y = ReLU(w x + b)`` and ``x = -b/w`` with the numbers of this moment."""
        room = self.formulas
        size = max(SMALLEST, min(SIZES.formula, room.width / self.neuron_row(1.0).advance))
        neuron, rule = self.neuron_row(size), self.rule_row(size)
        headings = [self.typeset(text, SIZES.label, "muted") for text in ("neuron", "break point")]
        pitch = room.height / 4
        baselines = [room.top - share * pitch for share in (0.35, 1.2, 2.25, 3.1)]
        for piece, y in zip((headings[0], neuron, headings[1], rule), baselines, strict=True):
            piece.place(np.array([room.left, y, 0.0]))
        return mn.VGroup(mn.VGroup(headings[0], neuron), mn.VGroup(headings[1], rule))

    def neuron_row(self, size: float) -> Row:
        """Return ``y = ReLU(w x + b)``, live."""
        slide = self.model
        weight = LiveNumber(
            1.0,
            self.theme,
            size,
            role="weight",
            digits=digits_before_point([slide.weight]),
            sign="minus" if slide.weight < 0 else "none",
            called="weight",
        )
        bias = LiveNumber(
            0.0,
            self.theme,
            size,
            role="bias",
            digits=digits_before_point(slide.biases),
            sign="operator",
            called="bias",
        )
        return Row(
            self.typeset(r'$y = "ReLU"\($', size),
            weight.follow(self.weight.get_value),
            self.typeset("$thin x thin$", size),
            bias.follow(self.bias.get_value),
            self.typeset(r"$\)$", size),
        )

    def rule_row(self, size: float) -> Row:
        """Return ``x = -b/w = ...``, live."""
        digits = digits_before_point(self.breaks)
        number = LiveNumber(0.0, self.theme, size, digits=digits, called="break point")
        return Row(
            self.typeset(r"$x = -#bias[$b$] \/ #weight[$w$] = thin$", size),
            number.follow(self.break_point),
        )

    def table_of_break_points(self) -> Table:
        """Return the table: a row for each bias, its break point at both weights."""
        slide = self.model
        rows = [
            [
                f"#bias[${number_markup(b)}$]",
                *(f"${number_markup(break_point_of(n))}$" for n in pair),
            ]
            for b, *pair in zip(slide.biases, slide.plain, slide.weighted, strict=True)
        ]
        header = [
            "$#bias[$b$]$",
            "$#weight[$w$] = 1$",
            f"$#weight[$w$] = {number_markup(slide.weight)}$",
        ]
        return Table(header, rows, self.theme, self.below)

    def cells(self, row: int, half: int) -> mn.VGroup:
        """Return what one step adds to the table: the bias (in the first half) and its result."""
        cells = self.table.cells[row]
        return mn.VGroup(cells[0], cells[1]) if half == 0 else mn.VGroup(cells[2])
