"""What does the bias change? It lifts the line, and the corner runs to where the line is 0."""

from __future__ import annotations

from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import BiasSweep, Neuron
from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips import bias_view
from scenes.mobjects.clips.bias_fan import Fan, Leave
from scenes.mobjects.clips.bias_view import EDGE, View, corner_of
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import put_clear
from scenes.mobjects.text.formulas import SMALLEST
from scenes.mobjects.text.notation import Notation, equals
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.stage import Stage

ANSWER = "The corner moves to -b/w."
ANSWER_MARKUP = "The corner moves to $-#bias[$b$] \\/ #weight[$w$]$."
LETTERS = ("#bias[$b$]", "#weight[$w$]")
QUESTION_MARK_AT = ((-0.45, 0.75, 0.0), (-0.45, 1.5, 0.0), (-1.6, 0.6, 0.0), (1.0, -0.9, 0.0))
"""From the corner to a question mark above it, or else elsewhere."""
FRAME = Region(-STAGE_WIDTH / 2, STAGE_WIDTH / 2, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)


class Bias(Stage):
    """A handle lifts the line; ReLU's corner runs along the floor; then beside another weight."""

    model: BiasSweep

    def construct(self) -> None:
        self.set_the_stage()
        self.draw_the_line()
        self.let_them_guess()
        self.lift(self.stops[1:2], "lift")
        if self.stops[2:]:
            self.lift(self.stops[2:], "lifts")
        self.name_the_triangle()
        self.put_another_weight_beside_it()
        self.lift_both()
        self.give_the_answer()

    def set_the_stage(self) -> None:
        sweep = self.model
        self.stops = sweep.stops
        self.neurons = [
            tuple(Neuron(weight, bias) for bias in self.stops) for weight in (1.0, sweep.weight)
        ]
        # One decimal at least, so that a number that slides does not leap.
        self.weights = Notation.of([1.0, sweep.weight])
        self.biases = Notation.of(self.stops, least=1)
        *self.views, self.shared = bias_view.beside(*self.neurons)
        self.left = self.fan(0, bias_view.alone(self.neurons[0]))
        self.right = self.fan(1, self.views[1].shifted(EDGE))
        self.add(self.left)

    def fan(self, index: int, view: View) -> Fan:
        """The fan of one of the two weights."""
        places = Notation.of([corner_of(neuron) for neuron in self.neurons[index]], least=1)
        return Fan(
            self.theme, self.neurons[index], view, self.views[index], ("plain", "weighted")[index],
            biases=self.biases, places=places, weights=self.weights,
        )  # fmt: skip

    def draw_the_line(self) -> None:
        self.beat(
            "A neuron draws the line w x + b. ReLU lets nothing below zero through: "
            "the corner is where the line is zero.",
            "line",
        )
        fan = self.left
        whole = fan.whole_line()
        fan.bring(fan.formula)
        self.play(mn.Create(whole), self.entrance(fan.formula), run_time=1.2)
        fan.bring(fan.below, fan.ramp)
        self.play(
            self.entrance(fan.below),
            self.entrance(fan.ramp.graph, mn.Create),
            self.entrance(fan.ramp.glow),
            mn.FadeOut(whole),
            run_time=1.4,
        )
        self.enter(fan.corner, fan.at, run_time=0.6)

    def let_them_guess(self) -> None:
        fan, (first, second) = self.left, self.stops[:2]
        size = "larger" if second > first else "smaller"
        self.beat(
            f"The handle is b: the line's height where x is zero. b gets {size}. "
            "Which way does the corner go?",
            "guess",
        )
        self.enter(fan.shaft, fan.cabin, run_time=1.2)
        self.guess = self.arrows_of_the_guess(1 if second > first else -1)
        self.play(mn.FadeIn(self.guess), run_time=0.9)

    def arrows_of_the_guess(self, way: int) -> mn.VGroup:
        """Up or down at the handle; at the corner to both sides, with a question mark."""
        corner, handle = (dot.get_center() for dot in (self.left.corner, self.left.cabin.knob))
        starts = [handle + 0.24 * way * mn.UP, corner + 0.24 * mn.LEFT, corner + 0.24 * mn.RIGHT]
        steps = [0.95 * way * mn.UP, 1.2 * mn.LEFT, 1.2 * mn.RIGHT]
        group = mn.VGroup()
        for start, step, role in zip(starts, steps, ("bias", "ink", "ink"), strict=True):
            group.add(self.left.arrow(role, np.array([start, start + step])))
        mark = self.typeset("?", 0.9)
        places = [corner + np.array(step) for step in QUESTION_MARK_AT]
        covers = [self.left.cabin.body, self.question]
        put_clear(mark, places, within=FRAME, texts=covers, paths=self.left.ramp.graph.paths)
        return group.add(mark)

    def lift(self, biases: tuple[float, ...], name: str) -> None:
        """Lift the line alone to these biases, one after the other."""
        fan, stops = self.left, (self.left.bias, *biases)
        ways = {after > before for before, after in pairwise(stops)}
        larger = ways == {True}
        if name == "lift":
            self.beat(
                f"The handle {'lifts' if larger else 'lowers'} the line, and the line's zero runs "
                f"to the {'left' if larger else 'right'}. The corner goes with it.",
                name,
            )
            self.play(mn.FadeOut(self.guess), run_time=0.4)
        elif len(ways) > 1:
            self.beat("A larger b takes the corner to the left, a smaller b to the right.", name)
        else:
            size, way = ("larger", "left") if larger else ("smaller", "right")
            self.beat(f"The {size} b gets, the further to the {way} the corner runs.", name)
        for bias in biases:
            self.take((fan, fan.run), (fan, fan.rise))
            fan.leave_a_ghost()
            fan.bring(fan.past, fan.run, fan.rise)
            self.play(self.to(fan, bias), run_time=max(1.0, 2.6 - 0.4 * len(biases)))
            self.wait(0.3)

    def name_the_triangle(self) -> None:
        fan = self.left
        way = "That is to the left: " if fan.bias > 0 else ""
        self.beat(
            "A rise of b at slope w takes a run of b over w, measured from x = 0. "
            f"{way or 'So '}the corner lies at minus b over w.",
            "triangle",
        )
        self.take(*[(fan, leg) for leg in fan.legs])
        self.names = fan.names_of_the_triangle()
        self.show_the_triangle(fan)
        for name in self.names:
            self.play(mn.FadeIn(name), run_time=0.7)

    def show_the_triangle(self, *fans: Fan) -> None:
        """From 0 to the handle, and from 0 to the corner."""
        for fan in fans:
            fan.stand_on_zero(True)
            fan.bring(*fan.legs)
        self.play(*[self.entrance(leg) for fan in fans for leg in fan.legs], run_time=0.8)

    def put_another_weight_beside_it(self) -> None:
        weight, shared = self.model.weight, self.shared
        shape = "falls" if weight < 0 else "is steeper" if weight > 1 else "is flatter"
        same = "is the same" if weight == 1 else shape
        scale = "" if shared else " Its x axis has a scale of its own."
        self.beat(
            f"Beside it the same neuron with w = {self.weights.about(weight)}: its line {same}, "
            f"and {self.run_of(weight)} for the same rise.{scale}",
            "weight",
        )
        self.play(mn.FadeOut(self.names), run_time=0.4)
        right, here, there = self.right, self.left.view, self.right.view
        self.enter(self.left.slope, run_time=0.5)
        right.bring(*right.parts)
        right.stand_on_zero(True)
        right.set_value((self.left.bias, there))
        exempt(right, "cut", "the second fan comes in from the side")
        self.add(right)
        bias = self.left.bias
        self.play(
            Morph(self.left, lambda share: (bias, here.towards(self.views[0], share))),
            Morph(right, lambda share: (bias, there.towards(self.views[1], share))),
            run_time=2.2,
        )
        self.names = right.names_of_the_triangle(in_numbers=True)
        for name in self.names:
            self.play(mn.FadeIn(name), run_time=0.4)

    @staticmethod
    def run_of(weight: float) -> str:
        """What a rise needs at this weight, in words."""
        size = abs(weight)
        run = "less run" if size > 1 else "more run" if size < 1 else "the same run"
        known = {2.0: "half the run", 0.5: "twice the run"}
        return f"it needs {known.get(size, run)}"

    def lift_both(self) -> None:
        weight = self.model.weight
        known = {2.0: "half as far", 0.5: "twice as far", 4.0: "a quarter as far", 1.0: "as far"}
        far = known.get(abs(weight), "less far" if abs(weight) > 1 else "further")
        other = ", and the other way" if weight < 0 else ""
        fans, back = (self.left, self.right), self.left.bias - self.stops[0]
        again = "Back down, and the same lifts again" if back > 0 else "Back, and the same again"
        self.beat(
            f"{again if back else 'Now both'}: with this weight the corner moves {far}{other}.",
            "lifts-again",
        )
        self.play(mn.FadeOut(self.names), run_time=0.3)
        self.take(*[(fan, leg) for fan in fans for leg in fan.legs])
        if back:
            # Without the cabins: so fast, their edges would flicker on a bright ground.
            self.take(*[(fan, fan.cabin) for fan in fans])
            self.play(*[self.to(fan, self.stops[0]) for fan in fans], run_time=1.2)
            for fan in fans:
                fan.bring(fan.cabin)
            self.play(*[self.entrance(fan.cabin) for fan in fans], run_time=0.5)
        for fan in fans:
            fan.stand_on_zero(False)
        for bias in self.stops[1:]:
            self.take(*[(fan, leg) for fan in fans for leg in fan.legs])
            for fan in fans:
                fan.leave_a_ghost()
                fan.bring(fan.past, fan.run, fan.rise)
            lifts = [self.to(fan, bias) for fan in fans]
            self.play(*lifts, run_time=max(0.9, 3.4 / (len(self.stops) - 1)))

    def give_the_answer(self) -> None:
        self.beat(
            "The corner is where w x + b is zero: the bias moves it to minus b over w.", "answer"
        )
        fans = (self.left, self.right)
        self.take(*[(fan, part) for fan in fans for part in (*fan.legs, fan.formula)])
        self.show_the_triangle(*fans)
        self.play(self.answer(ANSWER, ANSWER_MARKUP))
        sums = [mn.FadeIn(self.sum_of(fan), shift=0.1 * mn.UP) for fan in fans]
        self.play(*sums, run_time=0.8)

    def sum_of(self, fan: Fan) -> Typeset:
        """`-b/w` with the numbers of a fan, in place of its formula."""
        at, weight = corner_of(fan.neuron()), fan.weight
        bias, below = self.biases.markup(fan.bias), self.weights.markup(weight)
        if fan.bias > 0:  # nothing else is under ground there
            lifted, form = 0.3, "display(frac({}, {}))"
        else:
            lifted, form = 0.0, "{} \\/ {}"
            bias, below = f"({bias})", f"({below})" if weight < 0 else below
        sign = equals(fan.places.is_exact(at) and self.weights.is_exact(weight))
        first = form.format(*LETTERS)
        second = form.format(f"#bias[${bias}$]", f"#weight[${below}$]")
        markup = f"$-{first} = -{second} {sign} {fan.places.markup(at)}$"
        size = max(SMALLEST, min(0.5, fan.foot_room() / typeset(markup).advance))
        place, align = fan.foot_line()
        return self.typeset(markup, size).place(place + lifted * mn.UP, align)

    def to(self, fan: Fan, bias: float) -> Morph[tuple[float, View]]:
        """The animation that lifts a fan's line to another bias."""
        start, view = fan.bias, fan.view
        return Morph(fan, lambda share: ((1 - share) * start + share * bias, view))

    def enter(self, *parts: mn.Mobject, of: Fan | None = None, run_time: float = 0.8) -> None:
        """Let parts of a fan come into sight, each at its depth."""
        (of or self.left).bring(*parts)
        self.play(*map(self.entrance, parts), run_time=run_time)

    def entrance(self, part: mn.Mobject, by: type[mn.Animation] = mn.FadeIn) -> mn.Animation:
        """The entrance of a part that its fan holds already."""
        entrance = by(part)
        entrance.introducer = False
        return entrance

    def take(self, *parts: tuple[Fan, mn.Mobject]) -> None:
        """Let parts of fans go out of sight."""
        exits = [Leave(fan, part) for fan, part in parts if part in fan.submobjects]
        if exits:
            self.play(*exits, run_time=0.3)
