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
from scenes.mobjects.clips.dense_wiring import ROLES, Body, Bracket, Close, Run, Wiring, rounded
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

ANSWER = "One score per neuron: weighted sum plus bias."
COLOURED = "One #total[score] per neuron: #weight[weighted] sum plus #bias[bias]."
NAME = 0.56
PACE, BRISK = 1.05, (0.4, 0.8)
"""Seconds for a number to run along its wire: neuron 1; others at most, and all together."""
BEND = 1.0, 3.0
"""Seconds in which the wires of a neuron bend: at most, and for all neurons together."""
ORIGIN, REACH = np.array([-4.75, 0.1, 0.0]), 1.5
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
        goes = "its coordinates are the inputs" if many else "a single number, the input"
        self.beat(f"A point O goes in: {goes}.", "point")
        self.place_names()
        self.inputs_name.next_to(wiring.bracket, mn.RIGHT, buff=0.2)
        coming = [wiring.bracket, self.point_name, self.inputs_name]
        self.plane = mn.VGroup()
        if self.plan.rows == 2:
            self.plane, feet = self.plane_of_the_point()
            self.play(mn.FadeIn(self.plane), run_time=0.8)
            ways = zip(wiring.inputs, feet, self.plan.network, strict=True)
            self.play(*[Run(x, np.array(way), goes=False, run_time=1.2) for x, *way in ways])
        else:
            coming += wiring.inputs
        self.play(*map(mn.FadeIn, coming), run_time=0.8)

    def plane_of_the_point(self) -> tuple[mn.VGroup, list[np.ndarray]]:
        """The point in a plane of two axes, and where its coordinates stand, at their feet."""
        x, y = REACH * self.model.point / (np.abs(self.model.point).max() or 1.0)
        at, feet = ORIGIN + np.array([x, y, 0]), (ORIGIN + x * mn.RIGHT, ORIGIN + y * mn.UP)
        lines = [(ORIGIN - way, ORIGIN + way) for way in 1.17 * REACH * np.eye(3)[:2]]
        plane = mn.VGroup(*[mn.Line(*ends, stroke_width=STROKES.axis) for ends in lines])
        plane.set_color(self.theme.axis)
        drops = [mn.Line(at, foot, stroke_width=STROKES.hair) for foot in feet]
        plane.add(*[drop.set_color(self.theme.muted) for drop in drops])
        plane.add(mn.Dot(at, 0.09, color=self.theme.input))
        side = np.array([1.0 if x >= 0 else -1.0, 1.0 if y >= 0 else -1.0, 0.0])
        plane.add(self.typeset("#input[$O$]", 0.44).next_to(at, side, buff=0.06))
        texts = [self.writing.inputs(value) for value in self.model.point]
        numbers = [Glyphs(text, self.theme, 0.36, "input") for text in texts]
        for number, foot, turn in zip(numbers, feet, ((1, -1, 0), (-1, 1, 0)), strict=True):
            number.next_to(foot, side * turn, buff=0.1)
            number.shift(max(0.0, ROOM.left + 0.45 - number.get_left()[0]) * mn.RIGHT)
        return plane.add(*numbers), [number.get_center() for number in numbers]

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
        steps: list[Step] = []
        for line in wiring.wires:
            steps += [(partial(mn.Create, wire), 0.4 * n, 0.9) for n, wire in enumerate(line)]
        self.play_steps(steps)
        if wiring.all_chips.get_top()[1] < wiring.bracket.get_bottom()[1]:
            self.play(*[line[0].animate.appear(1.0) for line in wiring.chips], run_time=0.7)

    def bend_the_wires(self) -> None:
        wiring, columns = self.wiring, self.plan.columns
        each = "one neuron after the other" if columns > 1 else "at right angles"
        self.beat(f"O moves aside. The wires bend, {each}: where do the weights land?", "bend")
        self.point_name.add_updater(lambda _: self.place_names())
        self.play(mn.FadeOut(self.plane, self.inputs_name), run_time=0.4)
        self.play(Morph(wiring, lambda share: share, rate_func=mn.linear), run_time=1.2)
        self.point_name.clear_updaters()
        for turn, neuron in enumerate(reversed(range(columns)), start=1):
            wires, chips = (
                [line[neuron] for line in part] for part in (wiring.wires, wiring.chips)
            )
            self.speak(wires, *[chip.animate.appear(1.0) for chip in chips])
            bend = Morph(wiring, partial(np.add, turn))
            self.play(bend, run_time=min(BEND[0], BEND[1] / columns))
            self.hush([], *[wire.animate.thin().tone(quiet=True) for wire in wires])

    def hush(self, things: Sequence[Any], *more: Any, run_time: float = 0.3) -> None:
        """Let some wires and weights step back, and nothing glow any more."""
        glows = self.wiring.glows.animate.set_stroke(opacity=0)
        self.play(*[t.animate.tone(quiet=True) for t in things], glows, *more, run_time=run_time)

    def name_the_matrix(self) -> None:
        plan, wiring = self.plan, self.wiring
        row: list[Any] = [*wiring.wires[0], *wiring.chips[0]]
        lit = [
            (wiring.column(0), "a column: one neuron's wires", self.roles[0]),
            (row, "a row: one input's wires", "input"),
        ]
        lit = lit[self.one : 1 + (plan.rows > 1)]
        told = "".join(f" {words.capitalize()}." for _, words, _ in lit)
        self.beat(f"The network is a matrix now, W.{told}", "matrix")
        self.hush([thing for neuron in range(plan.columns) for thing in wiring.column(neuron)])
        self.enclose(wiring.all_chips, "ink", self.matrix_name)
        self.told = mn.VGroup()
        height = max(ROOM.bottom + 0.1, plan.below - UNDER - 0.8)
        for x, (things, words, role) in zip((-3.2, 3.2), lit, strict=False):
            at = np.array([x, height, 0.0])
            text = self.typeset(f"#{role}[{words}]", 0.44).place(at, align=0.5)
            self.told.add(text)
            self.speak(things, mn.FadeIn(text))
            self.wait(0.8)
            self.hush(things)

    def speak(self, things: Sequence[Any], *more: Any) -> None:
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
        self.work_out(0, PACE * min(1.0, 3 / (self.plan.rows + 1)), products, *more)
        self.play(mn.FadeIn(*total_side), run_time=0.5)

    def work_out(self, neuron: int, pace: float, *written: list[mn.VGroup]) -> None:
        """The inputs run to the weights of a neuron; the products wait, then add up in it."""
        plan, wiring = self.plan, self.wiring
        self.speak(wiring.column(neuron))
        values = self.model.products[:, neuron]
        products = [wiring.bead(self.writing.added(v), self.roles[neuron]) for v in values]
        apart = pace * min(1.3, 2.6 / plan.rows)
        into: list[Step] = []
        down: list[Step] = []
        for row, (x, product) in enumerate(zip(self.model.point, products, strict=True)):
            path, start = plan.bent(row, neuron), row * apart
            wait, late = plan.waiting(row, neuron, product.width), plan.rows - 1 - row
            factor = wiring.bead(self.writing.inputs(x), "input")
            come = partial(Run, product, np.array([path[3], wait]), goes=False)
            leave = partial(Run, product, plan.falling(row, neuron, wait), comes=False)
            into.append((partial(Run, factor, rounded(path[:4])), start, pace))
            into.append((come, start + 0.95 * pace, 0.25 * pace))
            down.append((leave, late * pace / 3, pace))
        for steps, pieces, slow in zip((into, down), written, (apart, 0.5 * pace), strict=False):
            for row, piece in enumerate(pieces):
                steps.append((partial(mn.FadeIn, piece), row * slow + 0.5, 0.4))
        self.play_steps(into)
        self.wait(0.7 * pace)
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

    def enclose(self, bodies: Iterable[Any], role: str, *names: mn.Mobject) -> Bracket:
        """Let brackets close around a row, and its names come."""
        bracket = Bracket(self.theme, self.plan.beside, role)
        around = self.wiring.around(bodies)
        self.play(Close(bracket, around), *map(mn.FadeIn, names), run_time=0.8)
        return bracket

    def add_the_biases(self) -> None:
        plan, added = self.plan, self.writing
        bias = "The neuron adds its" if self.one else "Then every neuron adds its own"
        self.beat(f"{bias} bias.", "bias")
        down = (plan.below - plan.score_level + plan.score[1] / 2) * mn.DOWN
        if self.one:
            self.play(mn.FadeOut(self.sum), run_time=0.4)
            self.enclose(self.wiring.neurons, "ink", self.sums_name)
        names = [name.animate.shift(down) for name in self.neuron_names]
        self.hush(self.wiring.column(plan.columns - 1), *names, run_time=0.8)
        kinds = (
            (self.model.biases, added.bias, plan.bias, "bias", plan.biases),
            (self.model.affine, added.added, plan.score, "total", plan.scores),
        )
        self.biases, self.scores = (
            [
                Body(text(value), self.theme, plan.em, size, role).move_to(place)
                for value, place in zip(values, places, strict=True)
            ]
            for values, text, size, role, places in kinds
        )
        self.bias_name = self.right_of_columns("$+ thin #bias[$b$]$", plan.bias_level - 0.16)
        self.play(*map(mn.FadeIn, self.biases), mn.FadeIn(self.bias_name), run_time=0.8)
        stems = [
            mn.Line(*ends, stroke_width=STROKES.guide, color=self.theme.faint(role))
            for *ends, role in zip(plan.neurons, plan.scores, self.roles, strict=True)
        ]
        growing = [self.slip_under(stem, self.wiring, by=mn.Create) for stem in stems]
        self.play(*growing, run_time=0.5)
        self.play(*map(mn.FadeIn, self.scores), run_time=0.7)

    def read_the_scores(self) -> None:
        told = "The score is O'" if self.one else "The scores are the coordinates of O'"
        self.beat(f"{told}, where the layer puts O, before any ReLU.", "scores")
        markup = "#total[score]" if self.one else "#total[scores]"
        word = self.right_of_columns(markup, self.plan.score_level - 0.12)
        word.scale(0.7, about_point=word.get_left())
        markup = "$#total[$O'$] = #input[$O$] thin W + #bias[$b$] =$"
        end = self.enclose(self.scores, "total", word).get_left()[0] - 0.25
        formula = self.typeset(markup, fitting_size([markup], end - ROOM.left, self.name_size))
        formula.place(np.array([end, self.plan.score_level - 0.16, 0.0]), align=1.0)
        self.play(mn.FadeOut(self.sums_name, self.bias_name), mn.FadeIn(formula), run_time=0.8)
        self.play(self.answer(ANSWER, COLOURED))
