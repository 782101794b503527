"""What does the bias change? It lifts the line, and the corner runs to where the line is 0."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import BiasSweep
from scenes.layout import NEURON_FLOOR as FLOOR
from scenes.mobjects.animations import Morph
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.bias_lift import Ghost, Lift, State
from scenes.mobjects.controls.beads import DOT
from scenes.mobjects.labels import box_of, legible, overlap
from scenes.mobjects.text.notation import Notation, alone
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage

ANSWER = "The corner, not the slope."
TIMES = 3
"""So many digits may say how many times as far a corner moves."""
WHERE = "corner at $-#bias[$b$] \\/ #weight[$w$]$"


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
        sweep, self.stops = self.model, self.model.stops
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
        names = map(self.entrance, (picture.formula, first.slope))
        self.play(mn.Create(whole), *names, run_time=1.2)
        picture.bring(first.below, first.ramp)
        self.play(
            self.entrance(first.below),
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
        aside = [-0.45, 0.75, 0.0] if self.stops[0] < 0 else [0.6, -1.2, 0.0]  # off the cabin
        return group.add(self.typeset("?", 0.9).move_to(corner + np.array(aside)))

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
            ghost = Ghost(picture.first, picture.state.bias)
            picture.past.add(ghost)
            picture.bring(picture.past, *arrows)
            self.play(self.to(bias=bias), run_time=max(1.0, 2.6 - 0.4 * len(biases)))
            if picture.has_room_for(ghost):
                picture.ghosts.append(ghost)
                ghost.add(ghost.label)
                self.play(self.entrance(ghost.label), run_time=0.4)

    def name_the_triangle(self) -> None:
        picture, first = self.picture, self.picture.first
        minus, side = ("", "left") if picture.last > 0 else ("minus ", "right")
        self.beat(
            f"The line rises by {minus}b to the {'handle' if picture.last > 0 else 'corner'}. "
            f"At slope w that takes a run of {minus}b over w, {side} of 0: so minus b over w.",
            "triangle",
        )
        self.take(first.run, picture.rise, picture.past, picture.at)
        self.enter(first.triangle, picture.rise_span, picture.rise_name)
        picture.bring(first.span)
        self.play(self.entrance(first.span, mn.Create), run_time=1.0)
        self.enter(picture.why)
        self.enter(first.name, *((picture.why_minus,) if picture.last > 0 else ()))

    def tilt_another_line_out_of_it(self) -> None:
        picture, first, second = self.picture, self.picture.first, self.picture.second
        weight = self.model.weight
        how = f"tilts to w = {self.weights.about(weight)}: the same rise needs "
        how += self.times("the run") or f"a {'longer' if abs(weight) < 1 else 'shorter'} run"
        if weight < 0:
            sides = ("left", "right") if picture.last > 0 else ("right", "left")
            how = "tips over: its corner leaves on the {} and comes back on the {}".format(*sides)
        self.beat(f"Through the same handle, a line {how}.", "weight")
        leaving = [picture.why, picture.why_minus, picture.shaft_name]
        if first.inner:  # the second line comes by where it stands
            leaving.append(first.name)
        if 0 < weight < 1:  # it comes back on the other side of its line
            leaving.append(first.slope)
        self.take(*leaving)
        # A line that tips over has no corner for a moment, and its run no end.
        self.enter(second.below, second.ramp, second.corner, first.run_name, run_time=0.5)
        self.play(self.to(picture.beside), run_time=2.4)
        self.enter(first.slope, second.slope, run_time=0.5)
        self.enter(second.triangle, second.span, second.run_name, run_time=0.7)
        self.enter(first.name, second.name, run_time=0.6)

    def lift_both(self) -> None:
        picture, weight = self.picture, self.model.weight
        farthest = picture.farthest
        up = picture.last > farthest
        other = ", and the other way" if weight < 0 else ""
        far = self.times("as far") or ("further" if abs(weight) < 1 else "less far")
        self.beat(
            f"{'Down' if up else 'Up'}, and one lift for both: with w = "
            f"{self.weights.about(weight)} the corner moves {far}{other}.",
            "lift-both",
        )
        slants, names = picture.slants, [picture.rise_span, picture.rise_name]
        for slant in slants:
            names += [slant.triangle, slant.span, slant.run_name, slant.name]
        self.take(*names)
        self.play(self.to(bias=farthest), run_time=2.2, rate_func=even)
        picture.start_from(farthest)
        starts = [Ghost(slant, farthest) for slant in slants]
        picture.past.set(submobjects=starts)
        picture.ghosts.clear()
        picture.bring(picture.past, *(slant.run for slant in slants), picture.rise)
        for ghost in starts if farthest else starts[:1]:  # both start from one place at 0
            ghost.add(ghost.place)
        self.play(*[self.entrance(ghost) for ghost in starts], run_time=0.4)
        self.play(self.to(bias=picture.last), run_time=2.7, rate_func=even)
        self.wait(0.3)  # to see where both have come
        self.measure(picture.last - farthest, [ghost for ghost in starts if ghost.place in ghost])

    def measure(self, lift: float, starts: list[Ghost]) -> None:
        """Write how long the lift was, and the ways of the corners, from these with a number."""
        picture, slants = self.picture, self.picture.slants
        far = self.times("as far")
        notation = Notation.of([lift, *(lift / slant.weight for slant in slants)])
        up = "up" if lift > 0 else "down"
        words = f"$b$ {up} by ${alone(abs(lift))}$"
        texts = [picture.measured(picture.rise, self.typeset(words, 0.44, "bias"))]
        legible(texts[0], self.theme, "floor" if lift > 0 else "ground")
        for slant, compared in zip(slants, ("", far and f": {far}"), strict=True):
            way = abs(lift / slant.weight)
            moved = f"{'' if notation.is_exact(way) else 'approx '}{notation.markup(way)}"
            text = slant.written(f"moves ${moved}${compared}", 0.42)
            if not picture.has_room_behind(slant.run, text):
                text = slant.written(f"${moved}${compared}", 0.42)
            texts.append(picture.measured(slant.run, text))

        def is_clear(text: Typeset) -> bool:
            return not any(overlap(box_of(text), box_of(other)) for other in texts)

        for slant in slants:
            place = slant.place_of_corner(picture.last)
            texts += [place] if is_clear(place) else []
        for ghost in starts:
            if not is_clear(ghost.place):
                ghost.remove(ghost.place)
                self.play(mn.FadeOut(ghost.place), run_time=0.2)
        self.play(*map(mn.FadeIn, texts), run_time=0.6)

    def give_the_answer(self) -> None:
        self.beat(
            "The corner is where w x + b is zero: the bias moves it to minus b over w. "
            "The slope stays.",
            "answer",
        )
        self.play(self.answer(ANSWER))
        outer = next(slant for slant in self.picture.slants if not slant.inner)
        place, align = outer.outside
        under = 0.0 if self.picture.last > 0 else 0.65  # the corner's number
        on = "ground" if self.picture.last > 0 else "floor"
        where = legible(self.typeset(WHERE, 0.52), self.theme, on)
        where.place(place + under * mn.DOWN, align)
        self.play(mn.FadeIn(where), run_time=0.6)

    def times(self, what: str) -> str:
        """How large something is at the second weight, in words, if few can say it."""
        size = abs(self.model.weight)
        known = {0.25: "four times", 0.5: "twice", 1.0: "just", 2.0: "half", 4.0: "a quarter"}
        times = Notation.of([1 / size], digits=TIMES)
        if size not in known and (times.decimals or not times.is_exact(1 / size)):
            return ""
        return f"{known.get(size) or f'{times(1 / size)} times'} {what}"

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
        self.picture.remove(self.part)
