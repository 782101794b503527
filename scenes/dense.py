"""What does a dense layer compute? Its wires bend into a matrix: a column, a weighted sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import manim as mn
import numpy as np

from relu_anim import Trace
from scenes.layout import Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.dense_place import AXES, Place
from scenes.mobjects.clips.dense_plan import LAST, ROOM, Plan
from scenes.mobjects.clips.dense_wiring import ROLES, Body, Bracket, Run, Wire, Wiring, rounded
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.text.formulas import SMALLEST, fitting_size
from scenes.mobjects.text.notation import as_markup
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

ANSWER = "One number per neuron: weighted sum plus bias."
COLOURED = "One #total[number] per neuron: #weight[weighted] sum plus #bias[bias]."
PACE, BRISK = 3.0, 2.4
"""Seconds in which numbers run to the weights of neuron 1; and of all others together."""
GROW = 4.5
"""Seconds in which all wires grow and show their weights."""
BEND = 3.0
MIDDLE = 0.14
"""From the middle of a formula down to its baseline."""
ASIDE = 0.2
"""From the wires of a neuron to what is said of them."""
LEADING = 1.5
"""From one line of a sum to the next, in em."""
FROM, INTO, ASTRAY = (ROOM.left, -3.3), (-1.5, ROOM.right), 6.0 * mn.RIGHT
"""From where to where, across, O is at the end, and O'; and how far away O is at first."""


class Dense(Stage):
    """A point, a network, its wires bent into a matrix, the sums, the biases, the last numbers."""

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
        self.read_the_numbers()

    def set_the_stage(self) -> None:
        self.plan = plan = Plan(self.model)
        self.wiring, self.glow = Wiring(plan, self.theme), mn.VGroup()
        self.seen: list[Any] = []
        self.roles, self.one = ROLES[: plan.columns], plan.columns == 1
        writing, model, count = plan.writing, self.model, plan.columns
        texts = *map(writing.added, model.linear), *map(writing.bias, model.biases)
        kinds = zip(texts, (*self.roles, *["bias"] * count), strict=True)
        bodies = [Body(text, self.theme, plan.em, plan.sum, role) for text, role in kinds]
        for body, place in zip(bodies, (*plan.sums, *plan.biases), strict=True):
            exempt(body.move_to(place), "contrast", "numbers run out of it and into it")
        self.sums, self.biases = bodies[:count], bodies[count:]
        told = [f"#{role}[neuron {n + 1}]" for n, role in enumerate(self.roles)]
        size = fitting_size(told, plan.column - 0.15, SIZES.label)
        self.names = [
            names(self.typeset(name, size).place(at, align=0.5), neuron)
            for name, at, neuron in zip(told, plan.names, self.wiring.neurons, strict=True)
        ]
        x = ROOM.left + 0.25
        self.point_name = self.typeset("#input[$O$]", SIZES.formula)
        names(self.point_name, mn.VGroup(*self.wiring.inputs))
        self.point_name.move_to(np.array([x, plan.inputs[:, 1].mean(), 0.0]))

    def bring_the_point(self) -> None:
        wiring, shown = self.wiring, [*map(self.plan.writing.inputs, self.model.point)]
        goes = "its coordinates are the inputs" if self.plan.rows > 1 else "one number, the input"
        self.beat(f"A point O goes in: {goes}.", "point")
        self.plane = mn.VGroup()
        if self.plan.rows in AXES:
            room, roles = self.above(*FROM), ["input"] * 4
            self.plane = Place("O", self.model.point, shown, roles, self.theme, room)
            self.play(mn.FadeIn(self.plane.shift(ASTRAY)), run_time=0.8)
            ways = zip(shown, self.plane.numbers, self.plan.inputs, strict=True)
            runs = [self.run(x, "input", np.array([n.get_center(), at])) for x, n, at in ways]
            late = mn.squish_rate_func(mn.smooth, 0.7, 1.0)
            coming = [mn.FadeIn(body, rate_func=late) for body in wiring.inputs]
            self.play(*runs, *coming, run_time=1.5)
        else:
            self.play(*map(mn.FadeIn, wiring.inputs), run_time=0.6)
        self.play(mn.FadeIn(self.point_name), run_time=0.6)

    def run(self, text: str, role: str, path: np.ndarray, **options: Any) -> Run:
        """A number runs along a path."""
        return Run(text, role, path, self.plan, self.theme, **options)

    def wire_it_up(self) -> None:
        wiring, columns = self.wiring, self.plan.columns
        dense = "Every input is wired to every neuron: that is dense."
        self.beat(f"{dense} A thick wire has a large weight, a broken one a negative.", "wires")
        if len(self.plane):
            self.play(mn.FadeOut(self.plane), run_time=0.4)
        self.play(*map(mn.FadeIn, (*wiring.neurons, *self.names)), run_time=0.8)
        pace = min(0.9, GROW / columns / 2)
        for neuron in range(columns):
            things, count = wiring.column(neuron), self.plan.rows
            wires, chips = things[:count], things[count:]
            growing = [self.slip_under(wire, *wiring.inputs, by=mn.Create) for wire in wires]
            self.play(*growing, run_time=pace)
            self.play(*map(mn.FadeIn, chips), run_time=pace / 2)
            self.seen += things
            if neuron < columns - 1:
                self.wait(pace / 2)
                self.spotlight()
        self.add(wiring, *wiring.neurons)

    def spotlight(self, things: Sequence[Any] = (), *more: Any, glows: bool = True) -> None:
        """Let some wires and weights be all that is bright."""
        lit = [thing for thing in things if isinstance(thing, Wire) and glows]
        before, self.glow = self.glow, mn.VGroup(*[Glow(wire, self.theme) for wire in lit])
        changes = [thing.animate.tone(quiet=thing not in things) for thing in self.seen]
        if len(before):
            changes.append(mn.FadeOut(before))
        if len(self.glow):
            changes.append(self.slip_under(self.glow, self.wiring))
        self.play(*changes, *more, run_time=0.4)

    def bend_the_wires(self) -> None:
        self.beat("Now the wires bend. Where do they carry the weights?", "bend")
        self.spotlight(self.seen, glows=False)
        self.play(Morph(self.wiring, lambda share: share), run_time=BEND)

    def name_the_matrix(self) -> None:
        plan, wiring = self.plan, self.wiring
        beside = plan.bent(plan.rows - 1, 0)[3, 0] - ASIDE, plan.level - MIDDLE, 0.0
        under = self.corner.left, self.corner.top - SIZES.formula, 0.0
        parts = [
            (wiring.column(0), "column", "one neuron", self.roles[0], np.array(beside), 1.0),
            (wiring.row(-1), "row", "one input", "input", np.array(under), 0.0),
        ]
        parts = parts[self.one : 1 + (plan.rows > 1)]
        told = "".join(f" A {part}: {whole}'s wires." for _, part, whole, *_ in parts)
        self.beat(f"The network is a matrix now, W.{told}", "matrix")
        half = plan.chip[1] / 2 + 0.08
        bracket = Bracket(plan, self.theme, plan.heights[-1] - half, plan.heights[0] + half)
        x = bracket.get_right()[0] + 0.2
        self.brackets = mn.VGroup(bracket)
        self.matrix_name = names(self.typeset("$W$", SIZES.question), bracket)
        self.matrix_name.place(np.array([x, plan.heights.mean() - 0.16, 0.0]))
        self.spotlight((), mn.FadeIn(bracket, scale=1.1), mn.FadeIn(self.matrix_name))
        self.told = mn.VGroup()
        for things, part, whole, role, place, align in parts:
            text = self.typeset(f"#{role}[{part}: {whole}]", SIZES.formula).place(place, align)
            self.told.add(names(text, mn.VGroup(*things)))
            self.spotlight(things, mn.FadeIn(text))
            self.wait(0.9)

    @property
    def corner(self) -> Region:
        """The room below the inputs, left of the columns, their brackets and names."""
        top = self.wiring.inputs[-1].get_bottom()[1] - 0.2
        right = min(self.plan.left, self.names[0].get_left()[0] - ASIDE)
        return Region(ROOM.left, right, ROOM.bottom, top)

    def work_out_the_first_neuron(self) -> None:
        plan, total = self.plan, self.plan.writing.added.about(self.model.linear[0])
        task = "each input is multiplied by its weight, and the weighted sum is"
        if plan.rows == 1:
            task = "the input is multiplied by its weight:"
        self.beat(f"Neuron 1: {task} {total}.", "neuron-1")
        if self.told:
            self.play(mn.FadeOut(self.told), run_time=0.3)
        self.sum = self.written_sum()
        self.work_out(0, [[row] for row in range(plan.rows)], PACE / plan.rows / 2, self.sum)
        if plan.rows > 1:
            self.play(*map(mn.FadeIn, self.sum[plan.rows :]), run_time=0.5)

    def written_sum(self) -> list[mn.VMobject]:
        """The products of neuron 1, one below the other, and their sum under a rule."""
        markups = self.plan.writing.sum(self.model, 0, self.roles[0])
        room = self.corner
        size = min(SIZES.formula, room.height / LEADING / (len(markups) + 1))
        size = fitting_size(markups, room.width, size)
        lines: list[mn.VMobject] = []
        for index, markup in enumerate(markups):
            at = np.array([room.right, room.top - LEADING * size * (index + 1), 0.0])
            lines.append(self.typeset(markup, size).place(at, align=1.0))
        if len(lines) > 1:
            rule = mn.Line(0.4 * room.width * mn.LEFT, mn.ORIGIN, stroke_width=STROKES.axis)
            rule.set_color(self.theme.muted)
            lines.append(rule.next_to(lines[-1], mn.UP, buff=0.08, aligned_edge=mn.RIGHT))
        return lines

    def work_out(
        self, neuron: int, groups: list[list[int]], pace: float, lines: Sequence[mn.VMobject] = ()
    ) -> None:
        """Inputs run to the weights of a neuron, their products run down and add up."""
        plan, body, added = self.plan, self.sums[neuron], self.plan.writing.added
        body.number.set_fill(opacity=0)
        top, foot = plan.sums[neuron], plan.neurons[neuron]
        cover = mn.Rectangle(width=body.width + 0.3, height=top[1] - foot[1], stroke_width=0)
        cover.set_fill(self.theme.ground, 1).move_to((top + foot) / 2)
        exempt(cover, "covered", "the wires end in the sum now")
        stem = mn.Line(top, foot, stroke_width=STROKES.strong, color=self.theme.faint(body.role))
        under = self.slip_under(mn.VGroup(cover, stem), *self.wiring.neurons)
        self.spotlight(column := self.wiring.column(neuron), under, mn.FadeIn(body))
        for wire, glow in zip(column[: plan.rows], self.glow, strict=True):
            wire.end_above(body.get_bottom()[1])
            glow.lie_around(wire)
        for rows in groups:
            factors, products = [], []
            for row in rows:
                way = plan.bent(row, neuron)
                factor = plan.writing.inputs(self.model.point[row])
                factors.append(self.run(factor, "input", rounded(way[:3])))
                product = added(self.model.products[row, neuron])
                down = rounded(np.vstack([way[2:5], plan.sums[neuron]]))
                products.append(self.run(product, self.roles[neuron], down))
            self.play(*factors, run_time=pace)
            self.play(*products, *[mn.FadeIn(lines[row]) for row in rows if lines], run_time=pace)
            body.write(added(self.model.partial_sums[rows[-1], neuron]))
            self.play(body.number.animate.set_fill(opacity=1), run_time=0.25)

    def left_of_columns(self, markup: str, height: float) -> Typeset:
        """A formula that ends where the columns begin."""
        left = self.plan.left
        size = fitting_size([markup], left - ROOM.left, SIZES.formula)
        return self.typeset(markup, size).place(np.array([left, height - MIDDLE, 0.0]), align=1.0)

    def enclose(self, bodies: Sequence[Body], name: mn.Mobject, *more: Any) -> None:
        """Let brackets close around a row that has a name."""
        low, high = bodies[0].get_bottom()[1], bodies[0].get_top()[1]
        bracket = Bracket(self.plan, self.theme, low, high)
        self.brackets.add(bracket)
        names(name, bracket)
        self.play(mn.FadeIn(bracket, scale=1.1), *more, run_time=0.8)

    def work_out_the_others(self) -> None:
        plan = self.plan
        others = "Neuron 2 does" if plan.columns == 2 else "The other neurons do"
        self.beat(f"{others} the same with other weights: O times W is a row again, O W.", "others")
        self.play(*map(mn.FadeOut, self.sum), run_time=0.4)
        for neuron in range(1, plan.columns):
            self.work_out(neuron, [list(range(plan.rows))], BRISK / (plan.columns - 1) / 2)
        self.name_the_sums()

    def name_the_sums(self) -> None:
        plan = self.plan
        row = " #h(0.6em) ".join(as_markup(plan.writing.inputs(x)) for x in self.model.point)
        markup = f"#input[$O = [{row}]$]"
        self.formulas = mn.VGroup(self.left_of_columns("$#input[$O$] thin W =$", plan.level))
        if typeset(markup).advance * SMALLEST < plan.left - ROOM.left:
            self.formulas.add(self.left_of_columns(markup, self.corner.top - 0.25))
        self.enclose(self.sums, self.formulas[0], *map(mn.FadeIn, self.formulas))

    def add_the_biases(self) -> None:
        plan = self.plan
        bias = "The neuron adds its bias" if self.one else "Then every neuron adds its own bias"
        self.beat(f"{bias} to its weighted sum.", "bias")
        if self.one:
            self.play(*map(mn.FadeOut, self.sum), run_time=0.4)
            self.name_the_sums()
        name = self.left_of_columns("$+ thin #bias[$b$]$", plan.biases[0, 1])
        name.next_to(self.biases[0], mn.LEFT, ASIDE / 2)  # nearer than to the bracket above
        self.formulas.add(names(name, mn.VGroup(*self.biases)))
        self.spotlight((), *map(mn.FadeIn, (*self.biases, name)))
        self.wait(0.3)
        runs = []
        for neuron, (total, bias_body) in enumerate(zip(self.sums, self.biases, strict=True)):
            for body, role in ((total, self.roles[neuron]), (bias_body, "bias")):
                way = np.array([body.get_center(), plan.neurons[neuron]])
                runs.append(self.run(body.number.text, role, way))
        self.play(*runs, run_time=1.0)
        last = [neuron.number for neuron in self.wiring.neurons]
        self.play(*[number.animate.set_fill(opacity=1) for number in last], run_time=0.5)

    def above(self, left: float, right: float) -> Region:
        """The room above the last numbers, and below the answer."""
        low = self.plan.last_level + self.plan.unit * LAST + 2 * ASIDE
        return Region(left, right, low, ROOM.top - ASIDE)

    def read_the_numbers(self) -> None:
        plan, neurons = self.plan, self.wiring.neurons
        told = "This number is O'" if self.one else "These numbers are the coordinates of O'"
        self.beat(f"{told}, where the layer puts O, before any ReLU.", "numbers")
        formula = self.left_of_columns(
            "$#total[$O'$] = #input[$O$] thin W + #bias[$b$] =$", plan.last_level
        )
        dim = (*self.sums, *self.biases, *self.wiring.inputs)
        quiet = [mn.FadeOut(self.formulas), *[body.animate.tone(quiet=True) for body in dim]]
        clear = plan.columns in AXES
        self.play(*(self.all_leave(*neurons, *self.names) if clear else quiet), run_time=0.6)
        bright = [neuron.animate.shine("total") for neuron in neurons]
        self.enclose(neurons, formula, mn.FadeIn(formula), *bright)
        if clear:
            self.put_it_into_space()
        self.play(self.answer(ANSWER, COLOURED))

    def put_it_into_space(self) -> None:
        """O', where its numbers lead, and the way there from O."""
        last, plane = self.model.affine, self.plane
        texts, roles = [*map(self.plan.writing.added, last)], (*self.roles, "total")
        room = self.above(*(INTO if plane else (ROOM.left, ROOM.right)))
        image = Place("O'", last, texts, roles, self.theme, room)
        if isinstance(plane, Place):
            ends = [room.at(0, 0.5) + x * mn.RIGHT for x in (FROM[1] - INTO[0] + ASIDE, -ASIDE)]
            way = arrow(self.theme, "muted", np.array(ends))
            told = self.typeset("layer", SIZES.label, "muted").next_to(way, mn.UP, buff=0.1)
            coming = plane.shift(-ASTRAY), way, names(told, way)
            self.play(*map(mn.FadeIn, coming), run_time=0.8)
            self.play(mn.TransformFromCopy(plane.dot, image.dot), run_time=1.5)
        self.play(*[mn.FadeIn(part) for part in image if part not in self.mobjects], run_time=0.8)
        self.add(image)
