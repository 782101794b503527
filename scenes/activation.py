"""What does ReLU do to a vector? A floor comes up to zero, and takes along what hangs below."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Activation as Model
from scenes.mobjects.animations import Fade, lead
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.activation_bars import START, Bars
from scenes.mobjects.exemptions import exempt
from scenes.stage import Stage

ANSWER = "Each negative entry becomes 0. The rest stays."
THIN, ASIDE = 6.0, 0.3  # the legs of arrows; how far they are from bars at most
COMING, PUSHING, LIFTING = 1.4, 3.4, 1.2
"""Seconds for a floor to come to what hangs, and to push it up; for b to lift a bar."""


class Activation(Stage):
    """A vector alone and large, pushed up by a floor; beside it the one with b; what changed."""

    model: Model

    def construct(self) -> None:
        both = Bars(self.theme, self.model)
        alone = Model(self.model.inputs[:1])
        self.picture = Bars(self.theme, alone, both.notation)
        self.add(self.picture)
        self.raise_the_bars()
        caught = "What it catches is pushed up to 0, the rest stays."
        happens = caught if self.picture.hanging() else "Nothing hangs, so it catches nothing."
        self.beat(f"ReLU is a floor that rises to 0. {happens}", "floor")
        self.bring_up_the_floor(0)
        self.choose_the_larger()
        if len(self.model.inputs) > 1:
            self.set_aside(both)
            self.add_the_bias()
            caught = "catches what hangs" if both.hanging(1) else "catches none"
            self.beat(f"The floor rises again, and {caught}.", "again")
            self.play(mn.FadeOut(self.steps), *map(mn.FadeOut, self.left), run_time=0.5)
            self.bring_up_the_floor(1)
        self.give_the_answer()

    def raise_the_bars(self) -> None:
        bars = self.picture.bars[0]
        told = "The entries of a vector, as bars."
        if len(self.model.inputs) > 1:
            told = "Without its bias b, a layer makes this vector."
        self.beat(f"{told} What is negative hangs below 0.", "bars")
        self.play(*[lead(0.0, bar.entry, bar)[0] for bar in bars], run_time=2.0)
        self.play(*[mn.FadeIn(bar.number) for bar in bars], run_time=0.6)

    def bring_up_the_floor(self, vector: int) -> None:
        picture, hanging = self.picture, self.picture.hanging(vector)
        floor, reached = picture.floors[vector], min([0.0, *(bar.entry for bar in hanging)])
        stops, time = [START, picture.zero + reached * picture.up, picture.zero], COMING
        low = [bar.number for bar in hanging if bar.hangs]
        if not hanging:
            time += PUSHING / 2
        self.play(
            *lead(*stops[:2], floor, run_time=time, rate_func=mn.rush_into),
            *[Fade(number, leaving=True, run_time=0.5) for number in low],
        )
        if not hanging:
            return
        for bar in hanging:
            bar.hangs = False
        lights = [Fade(each, run_time=0.4) for each in (*low, *(bar.light for bar in hanging))]
        ghosts = [mn.FadeIn(bar.ghost, run_time=0.5) for bar in hanging]
        way = lead(*stops[1:], floor, run_time=PUSHING, rate_func=mn.linear)
        self.play(*way, *ghosts, *lights)
        self.play(*[Fade(bar.light, leaving=True, run_time=0.4) for bar in hanging])

    def choose_the_larger(self) -> None:
        """What comes out of each bar stands at it; below it, why."""
        self.beat("Entry by entry, what comes out is the larger: 0, or what went in.", "entries")
        self.terms = self.picture.terms(0)
        for bar, term in zip(self.picture.bars[0], self.terms, strict=True):
            self.play(mn.FadeIn(term), mn.Indicate(bar.number, color=bar.colour), run_time=1.2)

    def set_aside(self, both: Bars) -> None:
        """What the floor has done makes room for the same vector as it was."""
        changes = self.model.inputs[1] - self.model.inputs[0]
        signs = tuple(np.unique(np.sign(changes)))
        moves = {(1.0,): "lifts", (-1.0,): "lowers"}.get(signs, "moves")
        told = f"Once more, but with b added first: it {moves} each bar by its own number."
        self.beat(told, "bias")
        alone, self.picture = self.picture, both
        both.floors[0].set_value(both.zero)
        pairs: list[tuple[mn.VMobject, mn.VMobject]] = [(alone, both)]
        for one, other in zip(alone.bars[0], both.bars[0], strict=True):
            pairs.append((one.number, other.number))
            if one in alone.hanging():
                pairs.append((one.ghost, other.ghost))
        self.play(mn.FadeOut(self.terms), run_time=0.5)
        self.play(*[mn.ReplacementTransform(*pair) for pair in pairs], run_time=1.5)

    def add_the_bias(self) -> None:
        """The vector as it was, bar by bar moved by the bias along an arrow."""
        picture, bars, floor = self.picture, self.picture.bars[1], self.picture.floors[1]
        olds, news = self.model.inputs.tolist()
        for bar, old in zip(bars, olds, strict=True):
            bar.hangs = False
            bar.set_value(old)
        picture.add(floor.plate, *bars, floor)
        row = picture.steps(1, "$+ thin #bias[$b$]$", self.model.inputs[1] - self.model.inputs[0])
        self.steps, steps = row[:3], row[3:]
        comes = [mn.FadeIn(bar.number) for bar in bars]
        self.play(*map(self.entrance, bars), *comes, mn.FadeIn(self.steps), run_time=0.8)
        self.left = mn.VGroup()  # where bars hung that b has lifted out of the ground
        self.arrows, aside = mn.VGroup(), min(picture.slot / 2, bars[0].half + ASIDE) * mn.RIGHT
        for was, new, bar, step in zip(picture.bars[0], news, bars, steps, strict=True):
            old = was.entry
            ends = bar.foot + np.outer([old, new], bar.up * mn.UP) + aside
            self.arrows.add(lift := arrow(self.theme, "bias", ends, leg=THIN))
            exempt(lift, "contrast", "the light of the floor passes behind it")
            grown = mn.GrowFromPoint(lift, lift[0].get_start())
            comes = [mn.FadeIn(step)]
            if old < 0 <= new:
                self.left.add(ghost := was.ghost.copy().shift(bar.foot - was.foot))
                comes.append(mn.FadeIn(ghost))
            self.play(*comes, grown, *lead(old, new, bar), run_time=LIFTING)
            self.add(self.steps.add(step))

    def give_the_answer(self) -> None:
        """How many entries have changed, with b and without."""
        picture, both = self.picture, len(self.model.inputs) > 1
        told = "Only what the floor caught has changed."
        if not sum(self.model.changed):
            told = "The floor caught nothing, so nothing has changed."
        elif both:
            told = "With b or without, the floor catches the same."
            if len(np.unique(self.model.inputs < 0, axis=0)) > 1:
                told = "So b has a say in what the floor catches."
        self.beat(told, "answer")
        if both:
            said = [
                picture.verdict(0, "without #bias[$b$], "),
                picture.verdict(1, "with #bias[$b$], "),
            ]
        else:
            said = [picture.verdict(0)]
            self.play(mn.FadeOut(self.terms), run_time=0.5)
        self.verdicts = mn.VGroup(*said)
        for verdict in said:
            self.play(mn.FadeIn(verdict, shift=0.15 * mn.DOWN), run_time=1.0)
        self.play(self.answer(ANSWER))
