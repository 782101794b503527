"""What does the bias change? It lifts the line, and the corner runs to where the line is 0."""

from __future__ import annotations

from itertools import groupby, pairwise

import manim as mn
import numpy as np

from relu_anim import BiasSweep
from scenes.mobjects.animations import lead
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.bias_lift import Ghost, Lift, Triangle
from scenes.mobjects.controls.beads import DOT
from scenes.mobjects.labels import box_of, overlap
from scenes.mobjects.text.notation import MINUS
from scenes.stage import Stage

ANSWER = "The corner, not the slope."
APART = 0.15  # frame units between numbers under the floor, at least


class Bias(Stage):
    """A handle lifts the line; ReLU's corner runs along the floor, to minus b over w."""

    model: BiasSweep

    def construct(self) -> None:
        self.stops, self.picture = self.model.stops, Lift(self.theme, self.model)
        self.add(self.picture)
        self.draw_the_line()
        self.let_them_guess()
        first, *others = self.runs()
        self.lift_the_line([first], "lift")
        if others:
            self.lift_the_line(others, "back")
        self.measure_the_triangle()
        self.give_the_answer()

    def runs(self) -> list[list[float]]:
        """Where the bias goes: what lies one after the other on a way up, or down, together."""
        ways = groupby(pairwise(self.stops), key=lambda way: way[1] > way[0])
        return [[after for _, after in group] for _, group in ways]

    def draw_the_line(self) -> None:
        self.beat(
            f"ReLU keeps the line {self.picture.says} where it is above zero. "
            "The corner is where the line is zero.",
            "line",
        )
        picture, whole = self.picture, self.picture.whole_line()
        self.play(mn.Create(whole), mn.FadeIn(picture.rule), run_time=1.2)
        self.play(
            mn.FadeIn(picture.below),
            mn.FadeIn(picture.ramp.glow),
            mn.Create(picture.ramp.graph),
            mn.FadeOut(whole),
            run_time=1.4,
        )
        self.remove(picture.ramp.glow, picture.ramp.graph)
        self.add(picture.ramp)
        self.play(mn.FadeIn(picture.corner), mn.FadeIn(picture.at), run_time=0.6)

    def let_them_guess(self) -> None:
        picture, larger = self.picture, self.stops[1] > self.stops[0]
        self.beat(
            f"The handle b is the height at x = 0. b gets {'larger' if larger else 'smaller'}. "
            "Which way does the corner go?",
            "guess",
        )
        shaft = self.slip_under(picture.shaft, picture.ramp)
        self.play(shaft, *map(mn.FadeIn, (picture.shaft_name, picture.cabin)), run_time=1.2)
        corner, handle = picture.corner.get_center(), picture.cabin.knob.get_center()
        aside = [0.0, 0.75, 0.0] if self.stops[0] < 0 else [1.3 * picture.side, -1.3, 0.0]
        guess = mn.VGroup(self.typeset("?", 1.0).move_to(corner + aside))  # off the cabin
        up = 1.2 if larger else -1.2
        ways = (handle, up * mn.UP), (corner, 0.9 * mn.LEFT), (corner, 0.9 * mn.RIGHT)
        for (start, step), role in zip(ways, ("bias", "ink", "ink"), strict=True):
            ends = start + np.outer([0.24 / np.linalg.norm(step), 1.0], step)
            guess.add(arrow(self.theme, role, ends, rim=DOT))
        if overlap(box_of(guess[1]), box_of(picture.at)):
            guess[1].shift((picture.at.width / 2 + 0.3) * picture.side * mn.RIGHT)
        self.play(mn.FadeIn(guess), run_time=0.9)
        self.past: list[mn.Mobject] = [guess, picture.shaft_name]

    def hush(self, *others: mn.Mobject) -> None:
        """What has been said leaves."""
        self.play(*map(mn.FadeOut, [*self.past, *others]), run_time=0.4)

    def lift_the_line(self, runs: list[list[float]], name: str) -> None:
        """Lift the line up and down, and leave a ghost where it has turned."""
        picture, up = self.picture, runs[0][0] > self.picture.bias
        left = up == (picture.side > 0)
        way, back = ("left", "right") if left else ("right", "left")
        caption = (
            f"The line goes {'up' if up else 'down'}, as steep as before. "
            f"Its zero runs {way}, and the corner with it."
        )
        if name == "back":
            size, other = ("larger", "smaller") if up else ("smaller", "larger")
            caption = f"A {size} b takes the corner to the {way}, a {other} b to the {back}."
        self.beat(caption, name)
        for run in runs:
            self.hush()
            picture.start_from(picture.bias)
            ghost = Ghost(picture, goes_up=run[0] > picture.bias)
            self.put_under(ghost, picture.ramp)
            marks = picture.rise, picture.run, ghost.foot
            for mark in marks:
                self.put_under(mark, picture.corner)
            for bias in run:
                self.play(*lead(picture.bias, bias, picture), run_time=1.8)
            labels: list[mn.Mobject] = [ghost.bias]
            others = (picture.at, picture.cabin.body, picture.rise)
            place = box_of(ghost.place).inset(*[-APART] * 4)
            if not any(overlap(place, box_of(other)) for other in others):
                labels.append(ghost.place)
            self.play(*map(mn.FadeIn, labels), run_time=0.4)
            self.past = [ghost, *labels, *marks]

    def measure_the_triangle(self) -> None:
        picture, last = self.picture, self.stops[-1]
        minus, way = ("", ("corner", "handle")) if last > 0 else (MINUS, ("handle", "corner"))
        over = "" if last * picture.weight > 0 else MINUS
        self.beat(
            f"From {way[0]} to {way[1]} the line rises by {minus}b. "
            f"At slope w that takes a run of {over}b/w.",
            "triangle",
        )
        self.hush(picture.at)
        parts = self.triangle = Triangle(picture, self.layout.main)
        area = self.slip_under(parts.area, picture.ramp)
        rise = self.slip_under(parts.rise, picture.corner)
        self.play(area, rise, mn.FadeIn(parts.letter), run_time=0.8)
        self.play(mn.FadeIn(parts.slope), run_time=0.5)
        run = self.slip_under(parts.run, picture.corner)
        self.play(run, mn.FadeIn(parts.length), run_time=0.8)
        self.past = [parts.area, parts.rise, parts.run, parts.letter, parts.length, parts.slope]

    def give_the_answer(self) -> None:
        picture, parts, last = self.picture, self.triangle, self.stops[-1]
        side = "left" if last * picture.side > 0 else "right"
        self.beat(
            f"So the corner is at {MINUS}b/w, {side} of zero. The bias moves it; the slope stays.",
            "answer",
        )
        self.hush()
        self.play(mn.FadeIn(picture.formula), run_time=0.6)
        farthest = max(self.stops, key=lambda bias: abs(bias - last))
        for bias in (farthest, last):
            self.play(*lead(picture.bias, bias, picture), run_time=2.6)
        self.play(self.answer(ANSWER), mn.FadeIn(parts.slope))
