"""What does ReLU do to a vector? A floor comes up to zero, and takes along what hangs below."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Activation as Model
from scenes.layout import EDGE, MARGIN
from scenes.mobjects.animations import lead
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.activation_bars import START, Bars
from scenes.mobjects.labels import places_near, put_clear
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.text.notation import as_term
from scenes.stage import Stage

ANSWER = "Each negative entry becomes 0. The rest stays."
RULE = "$ReLU\\(z\\) = max\\(0, z\\)$"
THIN, ASKED = 5.0, 0.7  # the legs of the bias's arrows, and the size of what asks
RULE_AT, ASKED_AT = np.array([MARGIN - EDGE, -3.47, 0.0]), np.array([-3.2, 0.9, 0.0])
RULE_SIZE, LARGER = 0.66, 1.5  # of the rule for all, and of the 0 at last
SECONDS, READ = 3.0, (0.6, 1.6)  # for the floor to come up, and to read what stays, or changes


class Activation(Stage):
    """Vectors as bars; the bias; a guess; the floor comes up; entry under entry; the answer."""

    model: Model

    def construct(self) -> None:
        self.set_the_stage()
        self.raise_the_bars()
        if self.has_bias:
            self.add_the_bias()
        self.let_them_guess()
        self.bring_up_the_floor()
        self.write_entry_by_entry()
        if self.has_bias:
            self.compare()
        self.give_the_answer()

    def set_the_stage(self) -> None:
        self.picture = picture = Bars(self.theme, self.model)
        self.has_bias = len(picture.bars) > 1
        self.heads = picture.heads() if self.has_bias else []
        self.line: mn.Mobject = mn.VGroup()
        self.add(picture)

    def raise_the_bars(self) -> None:
        told = "The entries of a vector, as bars"
        if self.has_bias:
            told = "What a layer makes of a point without its bias b, as bars"
        self.beat(f"{told}. A negative entry hangs.", "bars")
        bars = self.picture.bars[0]
        self.picture.add(*bars)
        self.play(*[lead(0.0, bar.entry, bar)[0] for bar in bars], run_time=1.5)
        self.play(*self.number(0), run_time=0.6)

    def number(self, vector: int) -> list[mn.Animation]:
        """The numbers of a vector come, and its title."""
        numbers = [bar.number for bar in self.picture.bars[vector]]
        return [mn.FadeIn(text) for text in [*numbers, *self.heads[vector : vector + 1]]]

    def add_the_bias(self) -> None:
        self.beat("The bias b moves every bar: this is the vector with b.", "bias")
        picture, self.arrows, self.steps = self.picture, mn.VGroup(), mn.VGroup()
        copies, lifts = list[mn.Animation](), list[mn.Animation]()
        for old, bar in zip(*picture.bars, strict=True):
            picture.add(bar.set_value(old.entry))
            copies.append(mn.FadeIn(bar, target_position=old))
            copies[-1].introducer = False  # it is in the picture already
            x, way = bar.foot[0] + picture.slot / 2, (old.entry, bar.entry)
            ends = picture.points_of(np.array([[x, z] for z in way]))
            self.arrows.add(arrow(self.theme, "bias", ends, leg=THIN))
            step = as_term(picture.notation(bar.entry - old.entry)).replace(" ", "")
            low, high = (picture.above(bar, value, step, "bias") for value in way)
            self.steps.add(low)
            lifts += [*lead(*way, bar), mn.Transform(low, high)]
            lifts.append(mn.GrowFromPoint(self.arrows[-1], ends[0]))
        self.play(*copies, run_time=1.0)
        self.play(mn.FadeIn(self.steps), run_time=0.6)
        self.play(*lifts, run_time=1.6)
        self.wait(0.8)
        self.play(mn.FadeOut(self.steps, shift=0.2 * mn.UP), run_time=0.4)
        self.play(*self.number(1), run_time=0.6)

    def let_them_guess(self) -> None:
        self.beat("ReLU brings the floor up to zero. Which bars will move?", "guess")
        picture = self.picture
        things = [thing for bar in picture.all for thing in (bar.body, bar.number)]
        asked, main = self.typeset("Which will move?", ASKED), self.layout.main
        places = places_near(asked, ASKED_AT, main)
        texts, level = [*self.heads, *things], picture.level(0.0)
        self.asked = put_clear(asked, places, within=main, texts=texts, paths=[level])
        gone = [mn.FadeOut(self.arrows)] if self.has_bias else []
        picture.add(picture.floor)
        self.play(self.entrance(picture.floor), *gone, mn.FadeIn(asked), run_time=0.8)

    def bring_up_the_floor(self) -> None:
        picture, hanging = self.picture, self.picture.hanging
        self.beat("What hangs is pushed up to 0. What stands does not stir.", "floor")
        self.ghosts = [bar.ghost() for bar in hanging]
        picture.submobjects[2:2] = self.ghosts
        self.play(mn.FadeOut(self.asked), *map(self.entrance, self.ghosts), run_time=0.5)
        self.play(*lead(START, picture.zero, picture, run_time=SECONDS, rate_func=mn.linear))
        sinking = [bar.number.animate.shift(picture.sinks(bar)) for bar in hanging]
        self.play(picture.floor.arrow.animate.set_opacity(0), *sinking, run_time=0.6)
        self.zeros = [picture.above(bar, 0.0) for bar in hanging]
        coming = [mn.FadeIn(zero, scale=0.5) for zero in self.zeros]
        self.play(picture.floor.glow.animate.set_opacity(0), *coming, run_time=0.5)

    def write_entry_by_entry(self) -> None:
        self.beat("Entry by entry, the larger of the two: the entry, or zero.", "entries")
        word, rule = self.picture.floor.word, self.typeset(RULE, RULE_SIZE).place(RULE_AT)
        quiet = [bar.animate.tone(quiet=True) for bar in self.picture.all]
        self.play(word.animate.set_opacity(0), mn.FadeIn(rule, shift=0.3 * mn.DOWN), *quiet)
        self.wait(READ[0])
        self.write(0)

    def write(self, vector: int) -> None:
        """Bar by bar, what becomes of its entry is written below it."""
        for bar in self.picture.bars[vector]:
            old, self.line = self.line, self.picture.compare(bar)
            self.play(mn.FadeOut(old), bar.animate.tone(quiet=False), run_time=0.4)
            self.play(mn.FadeIn(self.line, shift=0.2 * mn.DOWN), run_time=0.5)
            self.wait(READ[bar.entry < 0])

    def compare(self) -> None:
        passes = "no entry is negative: the vector passes as it is"
        if (self.model.inputs[1] < 0).any():
            passes = "it is the same: each entry for itself"
        self.beat(f"With b, {passes}.", "with-b")
        self.write(1)

    def give_the_answer(self) -> None:
        self.beat("ReLU works on each entry alone.", "answer")
        lights = [mn.FadeIn(Glow(bar.tip, self.theme)) for bar in self.picture.hanging]
        larger = [zero.animate.scale(LARGER, about_edge=mn.DOWN) for zero in self.zeros]
        self.play(mn.FadeOut(self.line), *lights, *larger, run_time=0.8)
        self.play(self.answer(ANSWER))
