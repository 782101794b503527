"""What does a dense layer compute? Its wires bend into a matrix: a column, a weighted sum."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import manim as mn
import numpy as np

from relu_anim import Trace
from scenes.layout import Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.dense_plan import ROOM, UNDER, Plan
from scenes.mobjects.clips.dense_sum import WrittenSum, sides_of
from scenes.mobjects.clips.dense_wiring import ROLES, Body, Bracket, Close, Run, Wiring, rounded
from scenes.mobjects.lines import polyline
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

ANSWER = "One score per neuron: weighted sum plus bias."
COLOURED = "One #total[score] per neuron: #weight[weighted] sum plus #bias[bias]."
NAME = 0.56
SHAPE = 0.32
"""The size of a name, and of the rows and columns that are written under it."""


PACE, BRISK = 1.5, 0.8
"""Seconds in which a number runs along its wire: for the first neuron, and for the others."""
Step = tuple[Callable[..., mn.Animation], float, float]
"""What makes an animation, the second in which it starts, and how long it takes."""


class Dense(Stage):
    """A point, a network, its wires bent into a matrix, the sums, the biases, the scores."""

    model: Trace

    def construct(self) -> None:
        self.set_the_stage()
        self.bring_the_point()
        self.wire_it_up()
        self.bend_the_wires()
        self.name_the_matrix()
        self.work_out_the_first_neuron()
        if self.plan.columns > 1:
            self.work_out_the_others()
        self.add_the_biases()
        self.read_the_scores()

    def set_the_stage(self) -> None:
        self.plan = plan = Plan(self.model)
        self.writing = plan.writing
        self.wiring = Wiring(plan, self.theme)
        self.roles = ROLES[: plan.columns]
        self.one = plan.columns == 1
        self.neuron_names = [self.neuron_name(neuron) for neuron in range(plan.columns)]
        self.right = plan.middles[-1] + plan.cell / 2 + plan.beside + 0.26 * plan.air
        self.name_size = NAME * (1 + plan.air) / 2
        self.point_name = self.typeset("#input[$O$]", self.name_size)
        self.point_shape = self.typeset(
            f"#muted[$1 times {plan.rows}$]", SHAPE * self.name_size / NAME
        )
        self.matrix_name = self.named("$W$", f"{plan.rows} times {plan.columns}", 0.0)
        self.matrix_name.set_y(float(plan.heights.mean()))
        self.sums_name = self.named("$#input[$O$] thin W$", f"1 times {plan.columns}", plan.level)

    def named(self, markup: str, shape: str, height: float) -> mn.VGroup:
        """A name right of the columns, with its rows and columns below."""
        name = self.typeset(f"{markup}", self.name_size).place(np.array([self.right, height, 0.0]))
        below = np.array([self.right, height - 0.46, 0.0])
        under = self.typeset(f"#muted[${shape}$]", SHAPE * self.name_size / NAME).place(below)
        group = mn.VGroup(name, under)
        return group.set_y(height)

    def neuron_name(self, neuron: int) -> Typeset:
        """The name of a neuron under it."""
        markup = f"#{self.roles[neuron]}[neuron {neuron + 1}]"
        room = self.plan.cell + self.plan.apart - 0.15
        name = self.typeset(markup, fitting_size([markup], room, SIZES.label))
        return self.put_under_neuron(name, neuron)

    def put_under_neuron(self, name: Typeset, neuron: int) -> Typeset:
        """Put a name under a neuron, as that stands now."""
        at = self.wiring.neurons[neuron].get_bottom() + UNDER * mn.DOWN
        return name.place(at, align=0.5)

    def bring_the_point(self) -> None:
        inputs, many = self.wiring.inputs, self.plan.rows > 1
        numbers = "A point O goes in, a row of numbers: one for each input."
        self.beat(numbers if many else "A point O goes in: a single number.", "point")
        self.place_names()
        self.play(*map(mn.FadeIn, (*inputs, self.wiring.bracket, self.point_name)), run_time=0.8)

    def place_names(self) -> None:
        """Put the names beside the row, and under the neurons, as they stand now."""
        for neuron, name in enumerate(self.neuron_names):
            self.put_under_neuron(name, neuron)
        at = self.wiring.bracket.get_left() + 0.2 * self.plan.air * mn.LEFT
        self.point_name.move_to(at, aligned_edge=mn.RIGHT)

    def wire_it_up(self) -> None:
        wiring = self.wiring
        wires = "Every input is wired to every neuron: that is dense."
        self.beat(f"{wires} Each wire has its weight; the broken ones are negative.", "wires")
        self.play(*map(mn.FadeIn, (*wiring.neurons, *self.neuron_names)), run_time=0.8)
        self.add(wiring, self.point_name)
        chips = [chip.appear(0.0) for line in wiring.chips for chip in line]
        self.play_steps(
            [
                (partial(mn.Create, wire), 0.4 * neuron, 0.9)
                for line in wiring.wires
                for neuron, wire in enumerate(line)
            ]
        )
        self.play(*[chip.animate.appear(1.0) for chip in chips], run_time=0.7)

    def bend_the_wires(self) -> None:
        wiring = self.wiring
        self.beat("Bend the wires to right angles. Where do the weights come to stand?", "bend")
        self.play(
            *self.tone(range(1, self.plan.columns), quiet=True),
            *map(mn.FadeIn, wiring.light(0)),
            run_time=0.6,
        )
        names = self.point_name, *self.neuron_names
        for name in names:
            name.add_updater(lambda _: self.place_names())
        self.play(Morph(wiring, lambda share: share, rate_func=mn.linear), run_time=3.4)
        for name in names:
            name.clear_updaters()

    def tone(self, neurons: Iterable[int], *, quiet: bool) -> list[Any]:
        """Let the wires and weights of some neurons step back, or come to the fore."""
        things = [thing for neuron in neurons for thing in self.wiring.column(neuron)]
        return [thing.animate.tone(quiet=quiet) for thing in things]

    def name_the_matrix(self) -> None:
        plan = self.plan
        column = "A column: all the wires of one neuron." if plan.columns > 1 else ""
        self.beat(f"In rows and columns: the network is a matrix, W. {column}".strip(), "matrix")
        self.point_shape.place(self.wiring.bracket.get_corner(mn.DL) + 0.42 * mn.DOWN)
        self.play(
            Close(Bracket(self.theme, plan.beside), self.wiring.cells),
            mn.FadeIn(self.matrix_name[0]),
            run_time=1.6,
        )

    def work_out_the_first_neuron(self) -> None:
        total = self.writing.added.about(self.model.linear[0])
        task = "each input runs along its wire and is multiplied; the products add up to"
        if self.plan.rows == 1:
            task = "the input runs along its wire and is multiplied:"
        self.beat(f"Neuron 1: {task} {total}.", "neuron-1")
        region = Region(ROOM.left, ROOM.right, ROOM.bottom, self.plan.below - 0.12)
        sides = sides_of(self.model, 0, self.writing, self.roles[0])
        self.sum = WrittenSum(sides, self.theme, region)
        products, *more, total_side = self.sum.sides
        terms = more[0] if more else []
        self.play(mn.FadeOut(*self.neuron_names), run_time=0.4)
        for runs, pieces in ((self.to_weights, products), (self.to_neuron, terms)):
            shown: list[Step] = [
                (partial(mn.FadeIn, piece), row * PACE / 3 + 0.7, 0.4)
                for row, piece in enumerate(pieces)
            ]
            self.play_steps([*runs(0, 0.0, PACE), *shown])
        number = self.wiring.neurons[0].number
        self.play(number.animate.set_fill(opacity=1), mn.FadeIn(*total_side), run_time=0.6)

    def to_weights(self, neuron: int, start: float, pace: float) -> list[Step]:
        """The inputs run to the weights of a neuron, one a little after the other."""
        beads = [self.wiring.bead(self.writing.inputs(x), "input") for x in self.model.point]
        paths = [self.plan.bent(row, neuron)[:4] for row in range(self.plan.rows)]
        return self.run(beads, paths, start, pace)

    def to_neuron(self, neuron: int, start: float, pace: float) -> list[Step]:
        """The products run from the weights down to the neuron."""
        role, products = self.roles[neuron], self.model.products[:, neuron]
        beads = [self.wiring.bead(self.writing.added(product), role) for product in products]
        paths = [self.plan.bent(row, neuron)[3:] for row in range(self.plan.rows)]
        return self.run(beads, paths, start, pace)

    @staticmethod
    def run(beads: list[Body], paths: list[np.ndarray], start: float, pace: float) -> list[Step]:
        """Beads run along paths."""
        return [
            (partial(Run, bead, rounded(path)), start + row * pace / 3, pace)
            for row, (bead, path) in enumerate(zip(beads, paths, strict=True))
        ]

    def play_steps(self, steps: list[Step]) -> None:
        """Play animations that overlap, each from its second on.

        They are not nested in groups, which would take the beads out of their layer.
        """
        total = max(start + seconds for _, start, seconds in steps)
        self.play(
            *[
                make(
                    run_time=total,
                    rate_func=mn.squish_rate_func(
                        mn.smooth, start / total, (start + seconds) / total
                    ),
                )
                for make, start, seconds in steps
            ]
        )

    def work_out_the_others(self) -> None:
        count = self.plan.columns
        wiring = self.wiring
        others = "Neuron 2 does" if count == 2 else "The other neurons do"
        self.beat(
            f"{others} the same with other weights: the row O times W is a row again, O W.",
            "others",
        )
        self.play(
            mn.FadeOut(self.sum),
            wiring.glows.animate.set_stroke(opacity=0),
            *self.tone([0], quiet=True),
            *self.tone(range(1, count), quiet=False),
            run_time=0.6,
        )
        steps: list[Step] = []
        for neuron in range(1, count):
            start, row = (neuron - 1) * 1.1, (self.plan.rows - 1) * BRISK / 3
            steps += self.to_weights(neuron, start, BRISK)
            steps += self.to_neuron(neuron, start + BRISK + row, BRISK)
            show = partial(mn.ApplyMethod, wiring.neurons[neuron].number.set_fill, None, 1)
            steps.append((show, start + 2 * (BRISK + row), 0.3))
        self.play_steps(steps)
        self.play(mn.FadeIn(self.sums_name, self.matrix_name[1], self.point_shape), run_time=0.5)

    def add_the_biases(self) -> None:
        plan, wiring, added = self.plan, self.wiring, self.writing
        self.beat(
            "The neuron adds its bias."
            if self.one
            else "Then every neuron adds a bias of its own.",
            "bias",
        )
        shapes = mn.FadeOut(self.sums_name[1], self.matrix_name[1], self.point_shape)
        swaps = [mn.FadeOut(self.sum), mn.FadeIn(self.sums_name[0])] if self.one else [shapes]
        self.play(
            *self.tone(range(plan.columns), quiet=True),
            wiring.glows.animate.set_stroke(opacity=0),
            *swaps,
            run_time=0.6,
        )
        em = plan.em
        self.biases = [
            Body(added.bias(value), self.theme, em, plan.bias, "bias").move_to(place)
            for value, place in zip(self.model.biases, plan.biases, strict=True)
        ]
        self.scores = [
            Body(added.added(value), self.theme, em, plan.score, "total", role).move_to(place)
            for value, place, role in zip(self.model.affine, plan.scores, self.roles, strict=True)
        ]
        bias_name = self.typeset("$+ thin #bias[$b$]$", self.name_size)
        bias_name.place(np.array([self.right, plan.bias_level - 0.16, 0.0]))
        self.play(*map(mn.FadeIn, self.biases), mn.FadeIn(bias_name), run_time=0.8)
        stems = [self.stem(neuron) for neuron in range(plan.columns)]
        self.play(*[self.slip_under(stem, wiring, by=mn.Create) for stem in stems], run_time=0.5)
        self.play(*map(mn.FadeIn, self.scores), run_time=0.7)

    def stem(self, neuron: int) -> mn.VMobject:
        """The line on which bias and score hang under a neuron."""
        plan = self.plan
        ends = np.array([plan.neurons[neuron], plan.scores[neuron]])
        stem = mn.VMobject(
            stroke_color=self.theme.faint(self.roles[neuron]),
            stroke_width=STROKES.guide,
            fill_opacity=0,
        )
        return stem.set_points(polyline(ends))

    def read_the_scores(self) -> None:
        self.beat(
            "The score is where the layer puts O: O', before any ReLU."
            if self.one
            else "The scores are the coordinates of O', where the layer puts O, before any ReLU.",
            "scores",
        )
        bracket = Bracket(self.theme, self.plan.beside, "total").lie_around(mn.VGroup(*self.scores))
        markup = "$#total[$O'$] = #input[$O$] thin W + #bias[$b$] =$"
        end = bracket.get_left()[0] - 0.25
        size = fitting_size([markup], end - ROOM.left, self.name_size)
        formula = self.typeset(markup, size)
        formula.place(np.array([end, self.plan.score_level - 0.16, 0.0]), align=1.0)
        word = self.typeset("#total[score]" if self.one else "#total[scores]", 0.7 * self.name_size)
        word.place(np.array([self.right, self.plan.score_level - 0.12, 0.0]))
        numbers = [chip.number for line in self.wiring.chips for chip in line]
        self.play(
            mn.FadeIn(bracket, formula, word),
            *[n.animate.set_color(self.theme.weight) for n in numbers],
            run_time=0.8,
        )
        self.play(self.answer(ANSWER, COLOURED))
