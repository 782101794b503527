"""What does ReLU do to a vector? A floor comes up to zero, and takes along what hangs below."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Activation as Model
from scenes.mobjects.animations import lead
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.activation_bars import START, Bars, Row
from scenes.stage import Stage

ANSWER = "Each negative entry becomes 0. The rest stays."
HEADS = "without $#bias[$b$]$", "with $#bias[$b$]$"
HEAD, THIN = 0.62, 5.0
SECONDS, ENTRIES = 2.6, 2.8
"""In which the floor comes up, and in which all entries of a vector come out."""


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
        self.add(picture)
        lists = picture.bars, self.model.inputs.tolist(), self.model.outputs.tolist()
        self.rows = [
            (Row(picture, bars, before, 0), Row(picture, bars, after, 1))
            for bars, before, after in zip(*lists, strict=True)
        ]

    def raise_the_bars(self) -> None:
        told = "The entries of a vector, as bars"
        if self.has_bias:
            told = "What a layer makes of a point without its bias b, as bars"
        self.beat(f"{told}. A negative entry hangs.", "bars")
        bars = self.picture.bars[0]
        self.picture.add(*bars)
        self.play(*[lead(0.0, bar.entry, bar)[0] for bar in bars], run_time=1.5)
        self.add_numbers(0)

    def add_numbers(self, vector: int) -> None:
        new: list[mn.Mobject] = [bar.number for bar in self.picture.bars[vector]]
        if self.has_bias:
            new.append(self.picture.put_head(self.typeset(HEADS[vector], HEAD), vector))
        self.play(*map(mn.FadeIn, new), run_time=0.6)

    def add_the_bias(self) -> None:
        self.beat("The bias b moves every bar: this is the vector with b.", "bias")
        picture, self.arrows = self.picture, mn.VGroup()
        copies, lifts = list[mn.Animation](), list[mn.Animation]()
        for old, bar in zip(*picture.bars, strict=True):
            picture.add(bar.set_value(old.entry))
            copies.append(mn.FadeIn(bar, target_position=old))
            copies[-1].introducer = False  # it is in the picture already
            x, way = bar.foot[0] + picture.slot / 2, (old.entry, bar.entry)
            ends = picture.points_of(np.array([[x, z] for z in way]))
            self.arrows.add(arrow(self.theme, "bias", ends, leg=THIN))
            lifts += [*lead(*way, bar), mn.GrowFromPoint(self.arrows[-1], ends[0])]
        self.play(*copies, run_time=1.2)
        self.play(*lifts, run_time=1.6)
        self.add_numbers(1)

    def let_them_guess(self) -> None:
        self.beat("ReLU brings the floor up to zero. Which bars will move?", "guess")
        gone = [mn.FadeOut(self.arrows)] if self.has_bias else []
        self.picture.submobjects.insert(2, self.picture.floor)
        self.play(self.entrance(self.picture.floor), *gone, run_time=0.8)

    def bring_up_the_floor(self) -> None:
        picture, hanging = self.picture, self.picture.hanging
        self.beat("What hangs is pushed up to 0. What stands does not stir.", "floor")
        self.ghosts = [bar.ghost() for bar in hanging]
        picture.submobjects[3:3] = self.ghosts
        way = lead(START, picture.zero, picture, run_time=SECONDS, rate_func=mn.linear)
        self.play(*way, *[self.entrance(ghost).set_run_time(0.4) for ghost in self.ghosts])
        arrived = [mn.FadeIn(picture.number_of(bar, 0.0), scale=0.5) for bar in hanging]
        self.play(picture.floor.arrow.animate.set_opacity(0), *arrived, run_time=0.6)

    def write_entry_by_entry(self) -> None:
        self.beat("Entry by entry, the larger of the two: the entry, or zero.", "entries")
        self.play(self.picture.floor.glow.animate.set_opacity(0), run_time=0.4)
        self.write(0)

    def write(self, vector: int) -> None:
        """What goes in stands under its bars; then what comes out, entry under entry."""
        bars, (before, after) = self.picture.bars[vector], self.rows[vector]
        quiet = [bar.animate.tone(quiet=True) for bars in self.picture.bars for bar in bars]
        pairs = zip(before.numbers, bars, strict=True)
        coming = [mn.FadeIn(number, target_position=bar.number) for number, bar in pairs]
        self.play(*quiet, *coming, mn.FadeIn(before.marks))
        self.play(mn.FadeIn(after.marks), run_time=0.5)
        for bar, old, new in zip(bars, before.numbers, after.numbers, strict=True):
            comes = mn.FadeIn(new, target_position=old)
            self.play(comes, bar.animate.tone(quiet=False), run_time=ENTRIES / len(bars))

    def compare(self) -> None:
        passes = "no entry is negative: the vector passes as it is"
        if (self.model.inputs[1] < 0).any():
            passes = "it is the same: each entry for itself"
        self.beat(f"With b, {passes}.", "with-b")
        self.write(1)

    def give_the_answer(self) -> None:
        self.beat("ReLU works on each entry alone.", "answer")
        calm = [row.kept.animate.set_fill(self.theme.muted) for pair in self.rows for row in pair]
        lit = [bar.animate.tone(quiet=False) for bar in self.picture.bars[0]]
        self.play(*calm, *lit, run_time=0.8)
        self.play(self.answer(ANSWER))
