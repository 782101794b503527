"""What does a dense layer compute? Its wires bend into a matrix: a column, a weighted sum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import manim as mn
import numpy as np

from relu_anim import Trace
from scenes.layout import Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.dense_plan import ROOM, UNDER, Plan
from scenes.mobjects.clips.dense_sum import WrittenSum, sides_of
from scenes.mobjects.clips.dense_wiring import (
    ROLES,
    Body,
    Bracket,
    Close,
    Run,
    Wire,
    Wiring,
    rounded,
)
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

ANSWER = "One score per neuron: weighted sum plus bias."
COLOURED = "One #total[score] per neuron: #weight[weighted] sum plus #bias[bias]."
NAME = 0.56
PACE, BRISK = 1.3, (0.55, 1.8)
"""Seconds in which a number runs along its wire: for the first neuron; for the others, each at
most so long, and all of them together.
"""
BEND = 1.0, 3.2
"""Seconds in which the wires of a neuron bend: at most, and for all neurons together."""
ORIGIN, REACH = np.array([-4.85, 0.1, 0.0]), 1.5
"""Of the plane in which the point is shown."""
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
        names = [f"#{role}[neuron {n + 1}]" for n, role in enumerate(self.roles)]
        size = fitting_size(names, plan.cell + plan.apart - 0.15, SIZES.label)
        self.neuron_names = [
            self.typeset(name, size).place(at + (plan.below - UNDER - at[1]) * mn.UP, align=0.5)
            for name, at in zip(names, plan.neurons, strict=True)
        ]
        self.right = plan.middles[-1] + plan.cell / 2 + plan.beside + 0.26 * plan.air
        self.name_size = NAME * (1 + plan.air) / 2
        self.point_name = self.typeset("#input[$O$]", self.name_size)
        self.inputs_name = self.typeset("#input[inputs]" if plan.rows > 1 else "#input[input]", 0.4)
        self.matrix_name = self.right_of_columns("$W$", plan.heights.mean() - 0.16)
        self.sums_name = self.right_of_columns("$#input[$O$] thin W$", plan.level - 0.16)

    def right_of_columns(self, markup: str, height: float) -> Typeset:
        """A name right of the columns."""
        return self.typeset(markup, self.name_size).place(np.array([self.right, height, 0.0]))

    def bring_the_point(self) -> None:
        wiring, many = self.wiring, self.plan.rows > 1
        numbers = "A point O goes in: its coordinates are the inputs of the layer."
        self.beat(numbers if many else "A point O goes in: a single number, the input.", "point")
        self.place_names()
        self.inputs_name.next_to(wiring.bracket, mn.RIGHT, buff=0.2)
        names = self.point_name, self.inputs_name
        self.plane = mn.VGroup()
        if self.plan.rows == 2:
            self.plane, numbers = self.plane_of_the_point()
            self.play(mn.FadeIn(self.plane, numbers), run_time=0.8)
            places = [body.number for body in wiring.inputs]
            self.play(*map(mn.TransformFromCopy, numbers, places), run_time=1.0)
            self.plane.add(*numbers)
        self.play(*map(mn.FadeIn, (*wiring.inputs, wiring.bracket, *names)), run_time=0.8)

    def plane_of_the_point(self) -> tuple[mn.VGroup, mn.VGroup]:
        """The point in a plane of two axes, and its coordinates at their feet."""
        theme = self.theme
        x, y = REACH * self.model.point / (np.abs(self.model.point).max() or 1.0)
        at, feet = ORIGIN + np.array([x, y, 0]), (ORIGIN + x * mn.RIGHT, ORIGIN + y * mn.UP)
        lines = [(ORIGIN - way, ORIGIN + way) for way in 1.17 * REACH * np.eye(3)[:2]]
        plane = mn.VGroup(*[mn.Line(*ends, stroke_width=STROKES.axis) for ends in lines])
        plane.set_color(theme.axis)
        plane.add(
            *[mn.Line(at, foot, stroke_width=STROKES.hair, color=theme.muted) for foot in feet]
        )
        plane.add(mn.Dot(at, 0.09, color=theme.input))
        plane.add(self.typeset("#input[$O$]", 0.44).next_to(at, mn.UR, buff=0.06))
        texts = map(self.writing.inputs, self.model.point)
        numbers = mn.VGroup(*[Glyphs(text, theme, 0.36, "input") for text in texts])
        numbers[0].next_to(feet[0], mn.DOWN if y >= 0 else mn.UP, buff=0.14)
        numbers[1].next_to(feet[1], mn.LEFT if x >= 0 else mn.RIGHT, buff=0.14)
        return plane, numbers

    def place_names(self) -> None:
        """Put the name of the point beside its row, as that stands now."""
        at = self.wiring.bracket.get_left() + 0.2 * self.plan.air * mn.LEFT
        self.point_name.move_to(at, aligned_edge=mn.RIGHT)

    def wire_it_up(self) -> None:
        wiring = self.wiring
        wires = "Every input is wired to every neuron: that is dense."
        self.beat(f"{wires} A thick wire has a large weight, a broken one a negative.", "wires")
        self.play(*map(mn.FadeIn, (*wiring.neurons, *self.neuron_names)), run_time=0.8)
        self.add(wiring, self.point_name)
        for chip in wiring.all_chips:
            chip.appear(0.0)
        self.play_steps(
            [
                (partial(mn.Create, wire), 0.4 * neuron, 0.9)
                for line in wiring.wires
                for neuron, wire in enumerate(line)
            ]
        )
        self.play(*[line[0].animate.appear(1.0) for line in wiring.chips], run_time=0.7)

    def bend_the_wires(self) -> None:
        wiring, columns = self.wiring, self.plan.columns
        each = "one neuron after the other" if columns > 1 else "at right angles"
        self.beat(
            f"O moves aside. Then the wires bend, {each}: where do the weights end up?", "bend"
        )
        self.point_name.add_updater(lambda _: self.place_names())
        self.play(mn.FadeOut(self.plane, self.inputs_name), run_time=0.4)
        self.play(Morph(wiring, lambda share: share, rate_func=mn.linear), run_time=1.4)
        self.point_name.clear_updaters()
        for turn, neuron in enumerate(reversed(range(columns)), start=1):
            wires, chips = (
                [line[neuron] for line in lines] for lines in (wiring.wires, wiring.chips)
            )
            self.speak(wires, *[chip.animate.appear(1.0) for chip in chips])
            bend = Morph(wiring, partial(np.add, turn))
            self.play(bend, run_time=min(BEND[0], BEND[1] / columns))
            self.hush([], *[wire.animate.thin().tone(quiet=True) for wire in wires])

    def hush(self, things: Sequence[Wire | Body], *more: Any, run_time: float = 0.3) -> None:
        """Let some wires and weights step back, and nothing glow any more."""
        glows = self.wiring.glows.animate.set_stroke(opacity=0)
        self.play(*[t.animate.tone(quiet=True) for t in things], glows, *more, run_time=run_time)

    def name_the_matrix(self) -> None:
        plan, wiring = self.plan, self.wiring
        row: list[Wire | Body] = [*wiring.wires[0], *wiring.chips[0]]
        lit = [
            (wiring.column(0), "a column: one neuron's wires", self.roles[0]),
            (row, "a row: one input's wires", "input"),
        ]
        lit = lit[self.one : 1 + (plan.rows > 1)]
        told = ", ".join(words for _, words, _ in lit)
        self.beat(f"The network is a matrix now, W{': ' if lit else ''}{told}.", "matrix")
        everything = [thing for neuron in range(plan.columns) for thing in wiring.column(neuron)]
        self.hush(everything)
        self.enclose(wiring.all_chips, "ink", self.matrix_name)
        self.told = mn.VGroup()
        for line, (things, words, role) in enumerate(lit):
            at = np.array([plan.middles.mean(), plan.below - UNDER - 0.75 - 0.6 * line, 0.0])
            text = self.typeset(f"#{role}[{words}]", 0.44).place(at, align=0.5)
            self.told.add(text)
            self.speak(things, mn.FadeIn(text))
            self.wait(1.0)
            self.hush(things)

    def speak(self, things: Sequence[Wire | Body], *more: mn.Animation) -> None:
        """Let some wires and weights be all that is bright."""
        glows = map(Fade, self.wiring.light(things))
        self.play(*[t.animate.tone(quiet=False) for t in things], *glows, *more, run_time=0.3)

    def work_out_the_first_neuron(self) -> None:
        total = self.writing.added.about(self.model.linear[0])
        task = "each input is multiplied by its weight, and the products add up to"
        if self.plan.rows == 1:
            task = "the input is multiplied by its weight:"
        self.beat(f"Neuron 1: {task} {total}.", "neuron-1")
        region = Region(ROOM.left, ROOM.right, ROOM.bottom, self.plan.below - UNDER - 0.15)
        sides = sides_of(self.model, 0, self.writing, self.roles[0])
        self.sum = WrittenSum(sides, self.theme, region)
        if self.told:
            self.play(mn.FadeOut(self.told), run_time=0.3)
        products, *more, total_side = self.sum.sides
        self.work_out(0, PACE, products, *more)
        self.play(mn.FadeIn(*total_side), run_time=0.5)

    def work_out(self, neuron: int, pace: float, *written: list[mn.VGroup]) -> None:
        """The inputs run to the weights of a neuron; the products wait, then add up in it."""
        plan, wiring = self.plan, self.wiring
        self.speak(wiring.column(neuron))
        values = self.model.products[:, neuron]
        products = [wiring.bead(self.writing.added(v), self.roles[neuron]) for v in values]
        into: list[Step] = []
        down: list[Step] = []
        for row, (x, product) in enumerate(zip(self.model.point, products, strict=True)):
            path, start = plan.bent(row, neuron), row * 1.3 * pace
            wait, late = plan.waiting(row, neuron, product.width), plan.rows - 1 - row
            factor = wiring.bead(self.writing.inputs(x), "input")
            come = partial(Run, product, np.array([path[3], wait]), goes=False)
            leave = partial(Run, product, np.array([wait, *path[4:]]), comes=False)
            into.append((partial(Run, factor, rounded(path[:4])), start, pace))
            into.append((come, start + 0.9 * pace, 0.4 * pace))
            down.append((leave, late * pace / 3, pace))
        for steps, pieces, slow in zip((into, down), written, (1.3, 0.5), strict=False):
            for row, piece in enumerate(pieces):
                steps.append((partial(mn.FadeIn, piece), row * slow * pace + 0.5, 0.4))
        self.play_steps(into)
        self.wait(0.5 * pace)
        self.play_steps(down)
        self.play(wiring.neurons[neuron].number.animate.set_fill(opacity=1), run_time=0.3)

    def play_steps(self, steps: list[Step]) -> None:
        """Play animations that overlap, each from its second on.

        They are not nested in groups, which would take the beads out of their layer.
        """
        total = max(start + seconds for _, start, seconds in steps)
        rates = [
            mn.squish_rate_func(mn.smooth, start / total, (start + seconds) / total)
            for _, start, seconds in steps
        ]
        pairs = zip(steps, rates, strict=True)
        self.play(*[make(run_time=total, rate_func=rate) for (make, *_), rate in pairs])

    def work_out_the_others(self) -> None:
        plan, wiring = self.plan, self.wiring
        others = "Neuron 2 does" if plan.columns == 2 else "The other neurons do"
        self.beat(f"{others} the same with other weights: O times W is a row again, O W.", "others")
        for neuron in range(1, plan.columns):
            self.hush(wiring.column(neuron - 1), *([mn.FadeOut(self.sum)] if neuron == 1 else []))
            self.work_out(neuron, min(BRISK[0], BRISK[1] / (plan.columns - 1)))
        self.enclose(wiring.neurons, "ink", self.sums_name)

    def enclose(self, bodies: Iterable[Body], role: str, *names: mn.Mobject) -> Bracket:
        """Let brackets close around a row, and its names come."""
        bracket = Bracket(self.theme, self.plan.beside, role)
        around = self.wiring.around(bodies)
        self.play(Close(bracket, around), *map(mn.FadeIn, names), run_time=0.8)
        return bracket

    def add_the_biases(self) -> None:
        plan, added = self.plan, self.writing
        self.beat(
            "The neuron adds its bias."
            if self.one
            else "Then every neuron adds a bias of its own.",
            "bias",
        )
        down = (plan.below - plan.score_level + plan.score[1] / 2) * mn.DOWN
        swaps = [mn.FadeOut(self.sum), mn.FadeIn(self.sums_name)] if self.one else []
        names = [name.animate.shift(down) for name in self.neuron_names]
        self.hush(self.wiring.column(plan.columns - 1), *swaps, *names, run_time=0.8)
        self.biases, self.scores = (
            [
                Body(text(value), self.theme, plan.em, size, role).move_to(place)
                for value, place in zip(values, places, strict=True)
            ]
            for values, text, size, role, places in (
                (self.model.biases, added.bias, plan.bias, "bias", plan.biases),
                (self.model.affine, added.added, plan.score, "total", plan.scores),
            )
        )
        self.bias_name = self.right_of_columns("$+ thin #bias[$b$]$", plan.bias_level - 0.16)
        self.play(*map(mn.FadeIn, self.biases), mn.FadeIn(self.bias_name), run_time=0.8)
        stems = [
            self.slip_under(
                mn.Line(*ends, stroke_width=STROKES.guide, color=self.theme.faint(role)),
                self.wiring,
                by=mn.Create,
            )
            for *ends, role in zip(plan.neurons, plan.scores, self.roles, strict=True)
        ]
        self.play(*stems, run_time=0.5)
        self.play(*map(mn.FadeIn, self.scores), run_time=0.7)

    def read_the_scores(self) -> None:
        self.beat(
            "The score is where the layer puts O: O', before any ReLU."
            if self.one
            else "The scores are the coordinates of O', where the layer puts O, before any ReLU.",
            "scores",
        )
        word = self.right_of_columns(
            "#total[score]" if self.one else "#total[scores]", self.plan.score_level - 0.12
        )
        word.scale(0.7, about_point=word.get_left())
        bracket = self.enclose(self.scores, "total", word)
        markup = "$#total[$O'$] = #input[$O$] thin W + #bias[$b$] =$"
        end = bracket.get_left()[0] - 0.25
        formula = self.typeset(markup, fitting_size([markup], end - ROOM.left, self.name_size))
        formula.place(np.array([end, self.plan.score_level - 0.16, 0.0]), align=1.0)
        parts = self.sums_name, self.bias_name
        self.play(
            *[mn.FadeOut(part, target_position=formula) for part in parts],
            mn.FadeIn(formula),
            run_time=1.0,
        )
        self.play(self.answer(ANSWER, COLOURED))
