"""What does the bias change? It lifts the line, and the corner runs to where the line is 0."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import BiasSweep
from scenes.mobjects.animations import Morph
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.bias_lift import DOT, FLOOR, FRAME, Lift, State
from scenes.mobjects.labels import halo, put_clear
from scenes.mobjects.text.notation import Notation
from scenes.stage import Stage

ANSWER = "The corner moves to -b/w."
ANSWER_MARKUP = "The corner moves to $-#bias[$b$] \\/ #weight[$w$]$."
ZERO = ("at $x = -#bias[$b$] \\/ #weight[$w$]$", "$#weight[$w$] thin x + #bias[$b$] = 0$")
"""What is said of the corner at last, from the lower line to the upper one."""
QUESTION_MARK_AT = ((-0.45, 0.75, 0.0), (-0.45, 1.5, 0.0), (-1.6, 0.6, 0.0), (1.0, -0.9, 0.0))
"""From the corner to a question mark above it, or else elsewhere."""


class Bias(Stage):
    """A handle lifts the line; ReLU's corner runs along the floor; then two lines at once."""

    model: BiasSweep

    def construct(self) -> None:
        self.set_the_stage()
        self.draw_the_line()
        self.let_them_guess()
        self.lift_the_line(self.stops[1:2], "lift")
        if self.stops[2:]:
            self.lift_the_line(self.stops[2:], "lifts")
        self.name_the_triangle()
        self.tilt_another_line_out_of_it()
        self.lift_both()
        self.give_the_answer()

    def set_the_stage(self) -> None:
        sweep = self.model
        self.stops = sweep.stops
        # One decimal at least, so that a number that slides does not leap.
        biases = Notation.of(self.stops, least=1)
        self.weights = Notation.of([1.0, sweep.weight])
        self.picture = Lift(self.theme, sweep, biases=biases, weights=self.weights)
        self.add(self.picture)

    def draw_the_line(self) -> None:
        self.beat(
            "A neuron draws the line w x + b. ReLU lets nothing below zero through: "
            "the corner is where the line is zero.",
            "line",
        )
        picture, first = self.picture, self.picture.first
        whole = picture.whole_line()
        picture.bring(picture.formula, first.slope)
        self.play(
            mn.Create(whole),
            self.entrance(picture.formula),
            self.entrance(first.slope),
            run_time=1.2,
        )
        picture.bring(picture.below, first.ramp)
        self.play(
            self.entrance(picture.below),
            self.entrance(first.ramp.graph, mn.Create),
            self.entrance(first.ramp.glow),
            mn.FadeOut(whole),
            run_time=1.4,
        )
        self.enter(first.corner, picture.at, run_time=0.6)

    def let_them_guess(self) -> None:
        first, second = self.stops[:2]
        size = "larger" if second > first else "smaller"
        self.beat(
            f"The handle is b: the line's height where x is zero. b gets {size}. "
            "Which way does the corner go?",
            "guess",
        )
        picture = self.picture
        self.enter(picture.shaft, picture.shaft_name, picture.cabin, run_time=1.2)
        self.guess = self.arrows_of_the_guess(1 if second > first else -1)
        self.play(mn.FadeIn(self.guess), run_time=0.9)

    def arrows_of_the_guess(self, way: int) -> mn.VGroup:
        """Up or down at the handle; at the corner to both sides, with a question mark."""
        first, cabin = self.picture.first, self.picture.cabin
        corner, handle = (dot.get_center() for dot in (first.corner, cabin.knob))
        starts = [handle + 0.24 * way * mn.UP, corner + 0.24 * mn.LEFT, corner + 0.24 * mn.RIGHT]
        height = float(handle[1] - FLOOR)  # on the way down, the corner's number is under it
        lift = float(np.clip(height, 0.35, 0.95)) if way < 0 < height else 0.95
        steps = [lift * way * mn.UP, 1.2 * mn.LEFT, 1.2 * mn.RIGHT]
        group = mn.VGroup()
        for start, step, role in zip(starts, steps, ("bias", "ink", "ink"), strict=True):
            group.add(arrow(self.theme, role, np.array([start, start + step]), rim=DOT))
        mark = self.typeset("?", 0.9)
        places = [corner + np.array(step) for step in QUESTION_MARK_AT]
        covers = [cabin.body, self.question]
        put_clear(mark, places, within=FRAME, texts=covers, paths=first.ramp.graph.paths)
        return group.add(mark)

    def lift_the_line(self, biases: tuple[float, ...], name: str) -> None:
        """Lift the line alone to these biases, one after the other."""
        picture, stops = self.picture, (self.picture.state.bias, *biases)
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
            self.beat(
                "The line stays as steep as it was: a larger b takes its corner to the left, "
                "a smaller b to the right.",
                name,
            )
        else:
            size, way = ("larger", "left") if larger else ("smaller", "right")
            self.beat(
                f"The line stays as steep as it was: the {size} b gets, "
                f"the further to the {way} its corner runs.",
                name,
            )
        arrows = (picture.first.run, picture.rise)
        for bias in biases:
            self.take(*arrows)
            picture.start_from(picture.state.bias)
            ghost = picture.leave_a_ghost()
            picture.bring(picture.past, *arrows)
            self.play(self.to(bias=bias), run_time=max(1.0, 2.6 - 0.4 * len(biases)))
            if picture.has_room_for(ghost.label):
                ghost.add(ghost.label)
                self.play(self.entrance(ghost.label), run_time=0.4)

    def name_the_triangle(self) -> None:
        picture, first = self.picture, self.picture.first
        self.beat(
            "From corner to handle the line rises by b. At slope w that takes a run of b over w: "
            "so the corner is at minus b over w.",
            "triangle",
        )
        self.take(first.run, picture.rise, picture.at)
        picture.start_from(None)
        self.enter(first.triangle, first.run, first.run_name, run_time=1.1)
        self.enter(picture.rise, picture.rise_name)
        self.enter(picture.corner_name)

    def tilt_another_line_out_of_it(self) -> None:
        picture, second = self.picture, self.picture.second
        weight = self.model.weight
        self.beat(
            f"Through the same handle, a line tilts to w = {self.weights.about(weight)}: "
            f"the same rise needs {self.times('the run')}"
            f"{', to the other side' if weight < 0 else ''}.",
            "weight",
        )
        leaving = [picture.past, picture.below, picture.formula, picture.shaft_name]
        if 0 < weight < 1:  # the second line comes by where it stands
            leaving.append(picture.corner_name)
        self.take(*leaving)
        legs = [second.triangle, second.run]
        # A line that tips over has no corner for a moment, and its run no end.
        self.enter(second.ramp, second.corner, *(legs if weight > 0 else ()), run_time=0.5)
        self.play(self.to(picture.beside), run_time=2.4)
        self.enter(second.slope, run_time=0.5)
        self.enter(*legs, second.run_name, run_time=0.7)

    def lift_both(self) -> None:
        picture, weight = self.picture, self.model.weight
        farthest = max(self.stops, key=lambda bias: abs(bias - picture.last))
        up = picture.last > farthest
        other = ", and the other way" if weight < 0 else ""
        self.beat(
            f"{'Down' if up else 'Up'}, and one lift for both: with w = "
            f"{self.weights.about(weight)} the corner moves {self.times('as far')}{other}.",
            "lift-both",
        )
        slants = picture.slants
        arrows = [*(slant.run for slant in slants), picture.rise]
        names = [part for slant in slants for part in (slant.triangle, slant.run_name)]
        self.take(*names, *arrows, picture.rise_name, picture.corner_name)
        self.play(self.to(bias=farthest), run_time=2.8, rate_func=even)
        picture.start_from(farthest)
        picture.bring(*arrows)
        self.play(self.to(bias=picture.last), run_time=3.0, rate_func=even)
        self.measure(picture.last - farthest)

    def measure(self, lift: float) -> None:
        """Write how long the lift was, and the ways of the corners."""
        picture = self.picture
        ways = {picture.rise: lift, **{part.run: lift / part.weight for part in picture.slants}}
        notation = Notation.of(ways.values())
        lengths = []
        for way, length in ways.items():
            role = "bias" if way is picture.rise else "ink"
            number = self.typeset(f"${notation.markup(abs(length))}$", 0.6, role)
            lengths.append(mn.FadeIn(picture.measured(way, number)))
        self.play(*lengths, run_time=0.5)

    def give_the_answer(self) -> None:
        self.beat(
            "The corner is where w x + b is zero: the bias moves it to minus b over w.", "answer"
        )
        self.play(self.answer(ANSWER, ANSWER_MARKUP))
        for line, markup in reversed([*enumerate(ZERO)]):
            text = halo(self.typeset(markup, 0.62), self.theme, on=self.picture.quiet_side)
            text.place(*self.picture.beside_the_corner(line, len(ZERO)))
            self.play(mn.FadeIn(text), run_time=0.6)

    def times(self, what: str) -> str:
        """How large something is at the second weight, in words."""
        size = abs(self.model.weight)
        return {
            0.25: f"four times {what}", 0.5: f"twice {what}", 1.0: f"just {what}",
            2.0: f"half {what}", 4.0: f"a quarter of {what}",
        }.get(size, f"less than {what}" if size > 1 else f"more than {what}")  # fmt: skip

    def to(self, state: State | None = None, **changes: float) -> Morph[State]:
        """The animation that leads to another state, or to another bias."""
        start = self.picture.state
        end = state or replace(start, **changes)
        return Morph(self.picture, lambda share: start.towards(end, share))

    def enter(self, *parts: mn.Mobject, run_time: float = 0.8) -> None:
        """Let parts of the picture come into sight, each at its depth."""
        new = [part for part in parts if part not in self.picture.submobjects]
        self.picture.bring(*new)
        self.play(*map(self.entrance, new), run_time=run_time)

    def entrance(self, part: mn.Mobject, by: type[mn.Animation] = mn.FadeIn) -> mn.Animation:
        """The entrance of a part that the picture holds already."""
        entrance = by(part)
        entrance.introducer = False
        return entrance

    def take(self, *parts: mn.Mobject) -> None:
        """Let parts of the picture go out of sight."""
        shown = [part for part in parts if part in self.picture.submobjects]
        if shown:
            self.play(*[Leave(self.picture, part) for part in shown], run_time=0.4)


def even(share: float) -> float:
    """So little faster in the middle that the cabin's edges do not flicker on a bright ground."""
    return float(mn.smooth(share, 5.0))


class Leave(mn.FadeOut):
    """A part goes out of sight, and the picture lets it go."""

    def __init__(self, picture: Lift, part: mn.Mobject) -> None:
        super().__init__(part)
        self.remover, self.picture, self.part = False, picture, part

    def clean_up_from_scene(self, scene: mn.Scene) -> None:
        """Leave the part whole, but no longer in the picture."""
        super().clean_up_from_scene(scene)
        self.picture.drop(self.part)
