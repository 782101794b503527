"""What does ReLU do to a vector? A floor comes up to zero, and takes along what hangs below."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Activation as Model
from scenes.mobjects.animations import Fade, lead
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.activation_bars import BODY, START, Bars
from scenes.mobjects.controls.meters import passing
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.text.glyphs import Glyphs
from scenes.stage import Stage

ANSWER = "Each negative entry becomes 0. The rest stays."
THIN = 6.0  # the legs of arrows
COMING, PUSHING, AGAIN = 1.4, 3.4, 0.75
"""Seconds for the floor to come to what hangs, and to push it up; their share the second time."""


class Activation(Stage):
    """A vector alone and large, pushed up by a floor; beside it the one with b; what changed."""

    model: Model

    def construct(self) -> None:
        self.rows = dict[tuple[int, int], mn.VGroup]()
        self.both = Bars(self.theme, self.model)
        alone = Model(self.model.inputs[:1])
        self.picture = Bars(self.theme, alone, self.both.notation)
        self.add(self.picture)
        self.raise_the_bars()
        pushed = "What hangs is pushed up to 0, the rest stays."
        happens = pushed if self.picture.hanging else "Nothing hangs, so nothing moves."
        self.beat(f"ReLU is a floor that rises to 0. {happens}", "floor")
        self.bring_up_the_floor()
        self.choose_the_larger()
        if len(self.model.inputs) > 1:
            self.add_the_bias()
            self.compare()
        self.give_the_answer()

    def write(self, row: int, name: str, *vectors: int, run_time: float = 1.2) -> None:
        """The numbers at the bars come into a row below, too, one after the other."""
        coming = list[mn.Animation]()
        for vector in vectors:
            numbers = [bar.written[row] for bar in self.picture.bars[vector]]
            self.rows[vector, row] = mn.VGroup(self.picture.row(vector, row, name), *numbers)
            entries = [mn.FadeIn(number) for number in numbers]
            coming.append(mn.AnimationGroup(*entries, lag_ratio=0.5, run_time=run_time))
            coming.append(mn.FadeIn(self.rows[vector, row][0], run_time=0.6))
        self.play(*coming)

    def choose_the_larger(self) -> None:
        """What goes in, and under it, each out of its term, what comes out."""
        self.beat("Entry by entry, what comes out is the larger: 0, or what went in.", "entries")
        picture = self.picture
        self.write(0, self.name, 0)
        terms, drop = map(picture.term, picture.bars[0]), np.ptp(picture.rows) / 2 * mn.DOWN
        self.rows[0, 1] = mn.VGroup(picture.row(0, 1, "ReLU"))
        self.play(mn.FadeIn(self.rows[0, 1]), run_time=0.6)
        for bar, term in zip(picture.bars[0], terms, strict=True):
            self.play(mn.FadeIn(term), run_time=0.5)
            falls = mn.FadeIn(bar.written[1], shift=drop)
            self.play(falls, mn.FadeOut(term, shift=drop), run_time=0.9)
            self.add(self.rows[0, 1].add(bar.written[1]))

    def raise_the_bars(self) -> None:
        bars = self.picture.bars[0]
        told, self.name = "The entries of a vector z, as bars.", "$z$"
        if len(self.model.inputs) > 1:
            told = "Without its bias b a layer makes O W of a point O."
            self.name = "$O thin W$"
        self.beat(f"{told} What is negative hangs below 0.", "bars")
        self.play(*[lead(0.0, bar.entry, bar)[0] for bar in bars], run_time=1.5)
        self.play(*[mn.FadeIn(bar.number) for bar in bars], run_time=0.6)

    def add_the_bias(self) -> None:
        """The first vector, as it was, makes room; a copy of it is moved by the bias."""
        alone, picture, (olds, news) = self.picture, self.both, self.model.inputs.tolist()
        still = "Some hang" if min(news) < 0 else "None hangs"
        self.beat(f"Rewind, and add b first: O' = O W + b. {still}.", "bias")
        gone = [each for bar in alone.hanging for each in (bar.ghost, bar.number)]
        leaving = [Fade(each, leaving=True, run_time=0.5) for each in gone]
        self.play(
            *lead(alone.zero, START, alone.floor, run_time=1.0),
            *[mn.FadeOut(self.rows.pop((0, 1)), run_time=0.5), *leaving],
        )
        self.picture, bars = picture, picture.bars[1]
        old = self.rows[0, 0]
        new = mn.VGroup(picture.row(0, 0, self.name), *[b.written[0] for b in picture.bars[0]])
        moves: list[mn.Animation] = [
            mn.ReplacementTransform(*pair) for pair in ((alone, picture), (old, new))
        ]
        for one, other in zip(alone.bars[0], picture.bars[0], strict=True):
            if one not in alone.hanging:
                moves.append(mn.ReplacementTransform(one.number, other.number))
        self.play(*moves, run_time=1.5)
        self.steps = steps = picture.row(1, 0, "$+ thin #bias[$b$]$")
        self.arrows, aside = mn.VGroup(), (1 + BODY) / 4 * picture.slot * mn.RIGHT
        for old, new, bar in zip(olds, news, bars, strict=True):
            bar.set_value(old)
            text = Glyphs(bar.notation(new - old), self.theme, picture.size, "bias")
            steps.add(bar.put(text, picture.rows[0]))
            ends = bar.foot + np.outer([old, new], bar.up * mn.UP) + aside
            self.arrows.add(passing(arrow(self.theme, "bias", ends, leg=THIN)))
        picture.add(*bars, picture.floor)  # it stays in front
        back = [mn.FadeIn(bar.number) for bar in picture.bars[0] if bar in picture.hanging]
        copies = [mn.FadeIn(bar.number, shift=0.5 * mn.RIGHT) for bar in bars]
        self.play(*back, *map(self.entrance, bars), *copies, mn.FadeIn(steps), run_time=0.8)
        lifts = [lead(*ends, bar)[0] for *ends, bar in zip(olds, news, bars, strict=True)]
        grown = [mn.GrowFromPoint(each, each[0].get_start()) for each in self.arrows]
        self.play(*lifts, *grown, run_time=2.0)
        sums = mn.VGroup(picture.row(1, 1, "$O thin W + #bias[$b$]$"))
        sums.add(*[bar.put(bar.written[0], picture.rows[1]) for bar in bars])
        self.rows[1, 0] = sums
        self.play(mn.FadeIn(sums), run_time=0.8)

    def compare(self) -> None:
        """The floor comes again, under both."""
        told = "what hangs is pushed" if self.model.inputs[1].min() < 0 else "with b nothing moves"
        self.beat(f"The floor rises again: {told}.", "again")
        up = np.ptp(self.picture.rows) * mn.UP
        self.play(*map(mn.FadeOut, (self.steps, self.arrows)), run_time=0.4)
        self.play(self.rows[1, 0].animate.shift(up), run_time=0.6)
        self.bring_up_the_floor(AGAIN)
        self.write(1, "ReLU", 0, 1)

    def bring_up_the_floor(self, pace: float = 1.0) -> None:
        picture, hanging = self.picture, self.picture.hanging
        reached = picture.zero + min([0.0, *(bar.entry for bar in hanging)]) * picture.up
        self.play(
            *lead(START, reached, picture.floor, run_time=pace * COMING, rate_func=mn.rush_into),
            *[Fade(bar.number, leaving=True, run_time=0.5) for bar in hanging],
        )
        if not hanging:
            self.wait(1.0)
            return
        for bar in hanging:
            bar.hangs = False
        lights = [Fade(each, run_time=0.4) for bar in hanging for each in (bar.light, bar.number)]
        ghosts = [mn.FadeIn(bar.ghost, run_time=0.5) for bar in hanging]
        time = pace * PUSHING
        way = lead(reached, picture.zero, picture.floor, run_time=time, rate_func=mn.linear)
        self.play(*way, *ghosts, *lights)
        self.play(*[Fade(bar.light, leaving=True, run_time=0.4) for bar in hanging])

    def give_the_answer(self) -> None:
        """Arrows show what the floor has done."""
        changed = "Only what hung below 0 has changed."
        if not (hanging := self.picture.hanging):
            changed = "Nothing hung, so nothing has changed."
        self.beat(changed, "answer")
        self.pushes = mn.VGroup()
        for bar in hanging:
            ends = np.array([bar.corners(bar.entry)[1:3].mean(axis=0), bar.foot])
            self.pushes.add(passing(arrow(self.theme, "ink", ends, leg=THIN)))
        if hanging:
            grown = [mn.GrowFromPoint(each, each[0].get_start()) for each in self.pushes]
            lights = [mn.FadeIn(Glow(bar.tip, self.theme)) for bar in hanging]
            self.play(*grown, *lights, run_time=1.0)
        self.play(self.answer(ANSWER))
