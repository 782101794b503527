"""What does a dense layer compute? Its wires are a matrix: a weighted sum per column, plus a bias."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import manim as mn
import numpy as np

from relu_anim import Trace
from scenes.layout import Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.dense_plan import BESIDE, ROOM, UNDER, Plan
from scenes.mobjects.clips.dense_sum import WrittenSum, sides_of
from scenes.mobjects.clips.dense_wiring import ROLES, Body, Bracket, Run, Wiring, rounded
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
        right = self.plan.middles[-1] + self.plan.cell / 2 + BESIDE + 0.26
        self.right = right
        self.point_name = self.typeset("#input[$O$]", NAME)
        self.matrix_name = self.named("$W$", f"{plan.rows} times {plan.columns}", 0.0)
        self.matrix_name.set_y(float(plan.heights.mean()))
        self.sums_name = self.named("$#input[$O$] thin W$", f"1 times {plan.columns}", plan.level)

    def named(self, markup: str, shape: str, height: float) -> mn.VGroup:
        """A name right of the columns, with its rows and columns below."""
        name = self.typeset(f"{markup}", NAME).place(np.array([self.right, height, 0.0]))
        below = np.array([self.right, height - 0.46, 0.0])
        under = self.typeset(f"#muted[${shape}$]", SHAPE).place(below)
        group = mn.VGroup(name, under)
        return group.set_y(height)

    def neuron_name(self, neuron: int) -> Typeset:
        """The name of a neuron under it."""
        number = f"{neuron + 1}"
        markup = f"#{self.roles[neuron]}[neuron {number}]"
        name = self.typeset(markup, SIZES.label)
        return self.put_under_neuron(name, neuron)

    def put_under_neuron(self, name: Typeset, neuron: int) -> Typeset:
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
        at = self.wiring.bracket.get_left() + 0.22 * mn.LEFT
        self.point_name.move_to(at, aligned_edge=mn.RIGHT)

    def wire_it_up(self) -> None:
        wiring = self.wiring
        wires = "Every input is wired to every neuron: that is dense."
        self.beat(f"{wires} Each wire has its weight; the broken ones are negative.", "wires")
        self.play(*map(mn.FadeIn, (*wiring.neurons, *self.neuron_names)), run_time=0.8)
        self.add(wiring, self.point_name)
        wiring.all_chips.set_opacity(0)
        self.play_steps(
            [
                (partial(mn.Create, wire), 0.4 * neuron, 0.9)
                for line in wiring.wires
                for neuron, wire in enumerate(line)
            ]
        )
        self.play(wiring.all_chips.animate.set_opacity(1), run_time=0.7)

    def bend_the_wires(self) -> None:
        wiring = self.wiring
        self.beat("Bend the wires to right angles. Where do the weights come to stand?", "bend")
        others = [thing for j in range(1, self.plan.columns) for thing in wiring.column(j)]
        self.play(
            *[thing.animate.tone(quiet=True) for thing in others],
            *map(mn.FadeIn, wiring.light(0)),
            run_time=0.6,
        )
        self.point_name.add_updater(lambda _: self.place_names())
        self.play(Morph(wiring, lambda share: share), run_time=2.8)
        self.point_name.clear_updaters()

    def name_the_matrix(self) -> None:
        plan, wiring = self.plan, self.wiring
        column = "A column: all the wires of one neuron." if plan.columns > 1 else ""
        self.beat(f"In rows and columns: the network is a matrix, W. {column}".strip(), "matrix")
        self.brackets = Bracket(self.theme)
        self.cells = self.cell_box()
        self.play(
            Close(self.brackets, self.cells),
            mn.FadeIn(self.matrix_name),
            run_time=0.8,
        )

    def cell_box(self) -> mn.Rectangle:
        """The rectangle around all weights."""
        plan = self.plan
        chips = self.wiring.all_chips
        width = plan.middles[-1] - plan.middles[0] + plan.cell
        box = mn.Rectangle(width=width, height=chips.height)
        return box.move_to(np.array([plan.middles.mean(), chips.get_y(), 0.0]))

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
        for steps, written in ((self.fetch(0, 0, PACE), products), (self.drop(0, 0, PACE), terms)):
            shown = [(partial(mn.FadeIn, p), s[1] + 0.7, 0.4) for p, s in zip(written, steps)]
            self.play_steps([*steps, *shown])
        number = self.wiring.neurons[0].number
        self.play(number.animate.set_fill(opacity=1), mn.FadeIn(*total_side), run_time=0.6)

    def fetch(self, neuron: int, start: float, pace: float) -> list[Step]:
        """The inputs run to the weights of a neuron, one a little after the other."""
        steps = []
        for row, value in enumerate(self.model.point):
            bead = self.wiring.bead(self.writing.inputs(value), "input")
            path = rounded(self.plan.bent(row, neuron)[:4])
            steps.append((partial(Run, bead, path), start + row * pace / 3, pace))
        return steps

    def drop(self, neuron: int, start: float, pace: float) -> list[Step]:
        """The products run from the weights down to the neuron."""
        steps = []
        for row, value in enumerate(self.model.products[:, neuron]):
            bead = self.wiring.bead(self.writing.added(value), self.roles[neuron])
            path = rounded(self.plan.bent(row, neuron)[3:])
            steps.append((partial(Run, bead, path), start + row * pace / 3, pace))
        return steps

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
            *[thing.animate.tone(quiet=True) for thing in wiring.column(0)],
            *[thing.animate.tone(quiet=False) for j in range(1, count) for thing in wiring.column(j)],
            run_time=0.6,
        )
        steps: list[Step] = []
        for neuron in range(1, count):
            start, row = (neuron - 1) * 1.1, (self.plan.rows - 1) * BRISK / 3
            steps += self.fetch(neuron, start, BRISK)
            steps += self.drop(neuron, start + BRISK + row, BRISK)
            show = partial(mn.ApplyMethod, wiring.neurons[neuron].number.set_fill, None, 1)
            steps.append((show, start + 2 * (BRISK + row), 0.3))
        self.play_steps(steps)
        self.play(mn.FadeIn(self.sums_name), run_time=0.5)

    def add_the_biases(self) -> None:
        plan, wiring, added = self.plan, self.wiring, self.writing
        self.beat(
            "The neuron adds its bias." if self.one else "Then every neuron adds a bias of its own.",
            "bias",
        )
        swaps = [mn.FadeOut(self.sum), mn.FadeIn(self.sums_name)] if self.one else []
        self.play(
            *[thing.animate.tone(quiet=True) for j in range(plan.columns) for thing in wiring.column(j)],
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
        self.stems = [self.stem(neuron) for neuron in range(plan.columns)]
        bias_name = self.typeset("$+ thin #bias[$b$]$", NAME)
        bias_name.place(np.array([self.right, plan.bias_level - 0.16, 0.0]))
        self.bias_name = bias_name
        self.play(*map(mn.FadeIn, self.biases), mn.FadeIn(bias_name), run_time=0.8)
        for body, stem in zip(self.scores, self.stems, strict=True):
            self.put_under(stem, wiring)
        self.play(*map(mn.Create, self.stems), run_time=0.5)
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
            else "The scores are coordinates: they say where the layer puts O, before any ReLU.",
            "scores",
        )
        bracket = Bracket(self.theme, "total").lie_around(mn.VGroup(*self.scores))
        markup = "$#total[$O'$] = #input[$O$] thin W + #bias[$b$] =$"
        end = bracket.get_left()[0] - 0.25
        size = fitting_size([markup], end - ROOM.left, NAME)
        formula = self.typeset(markup, size)
        formula.place(np.array([end, self.plan.score_level - 0.16, 0.0]), align=1.0)
        word = self.typeset("#total[score]" if self.one else "#total[scores]", 0.4)
        word.place(np.array([self.right, self.plan.score_level - 0.12, 0.0]))
        numbers = [chip.number.animate.set_color(self.theme.weight) for chip in self.wiring.all_chips]
        self.play(mn.FadeIn(bracket, formula, word), *numbers, run_time=0.8)
        self.play(self.answer(ANSWER, COLOURED))


class Close(mn.Animation):
    """Brackets close around a thing from both sides."""

    def __init__(self, bracket: Bracket, around: mn.Mobject, **options: object) -> None:
        super().__init__(bracket, introducer=True, **options)  # type: ignore[arg-type]
        self.bracket, self.around = bracket, around

    def interpolate_mobject(self, alpha: float) -> None:
        """Be opened the less, the later it is."""
        share = self.rate_func(alpha)
        self.bracket.lie_around(self.around, 0.5 * (1 - share), 0.0).set_stroke(opacity=share)
