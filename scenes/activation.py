"""What does ReLU do to a vector? A floor comes up to zero, and takes along what hangs below."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Activation as Model
from scenes.mobjects.animations import Morph, lead
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.activation_bars import ROWS, START, Bars
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import as_term
from scenes.stage import Stage

ANSWER = "Each negative entry becomes 0. The rest stays."
THIN, ASIDE = 6.0, 0.25  # the legs of arrows, and how far the bias's are from their bars
COMING, PUSHING = 1.4, 3.4  # seconds for the floor to come to what hangs, and to push it up


class Activation(Stage):
    """A vector as bars; the floor; what comes out; the same with the bias; and what changed."""

    model: Model

    def construct(self) -> None:
        self.picture = picture = Bars(self.theme, self.model)
        self.names = [picture.title(0, "$z$"), picture.title(1, "$max\\(0, z\\)$")]
        self.add(picture, picture.floor)
        self.raise_the_bars()
        self.bring_up_the_floor(0)
        self.beat("Entry by entry, what comes out is the larger of the two: 0 or z.", "entries")
        self.write(0, 1)
        if len(picture.bars) > 1:
            self.add_the_bias()
            self.bring_up_the_floor(1)
            self.write(1, 1)
        self.give_the_answer()

    def look(self, view: np.ndarray, *others: mn.Animation, seconds: float) -> None:
        """Go over to another view of the bars."""
        old, way = self.picture.seen, view - self.picture.seen
        moving = Morph(self.picture, lambda share: old + share * way)
        self.play(moving, *others, run_time=seconds)

    def write(self, vector: int, row: int, *others: mn.Animation) -> None:
        """The numbers at the bars go down to a row below, too, one after the other."""
        bars, brackets = self.picture.bars[vector], self.picture.brackets[vector][row]
        self.picture.add(*[bar.written[row] for bar in bars], *brackets)
        copies = [mn.FadeIn(bar.written[row], target_position=bar.number) for bar in bars]
        for copied in copies:
            copied.introducer = False  # it is in the picture already
        falling = mn.AnimationGroup(*copies, lag_ratio=0.5, run_time=1.0 + 0.6 * row)
        shown = [*map(self.entrance, brackets), mn.FadeIn(self.names[row])]
        self.play(falling, *shown, *others)

    def raise_the_bars(self) -> None:
        told = "The entries of a vector z, as bars."
        if len(self.picture.bars) > 1:
            told = "A layer without its bias b makes a vector z."
        self.beat(f"{told} A negative entry hangs below 0.", "bars")
        bars = self.picture.bars[0]
        self.picture.add(*bars)
        self.play(*[lead(0.0, bar.entry, bar)[0] for bar in bars], run_time=1.5)
        self.picture.add(*[bar.number for bar in bars])
        self.play(*[self.entrance(bar.number) for bar in bars], run_time=0.6)
        self.write(0, 0)

    def bring_up_the_floor(self, vector: int) -> None:
        picture, hanging = self.picture, self.picture.hanging(vector)
        told = "The same floor rises to 0." if vector else "ReLU is a floor that rises to 0."
        pushed = "What hangs is pushed up to 0, the rest stays."
        happens = pushed if hanging else "Nothing hangs, so nothing moves."
        self.beat(f"{told} {happens}", f"floor-{vector + 1}")
        picture.floor.vector, reached = vector, picture.zero
        if hanging:
            reached += min(bar.entry for bar in hanging) * picture.up
        way = lead(START, reached, picture.floor, run_time=COMING, rate_func=mn.rush_into)
        self.play(*way)
        if not hanging:
            self.wait(1.0)
            return
        for bar in hanging:
            bar.submobjects.insert(0, bar.ghost)
        lights = [mn.FadeOut(Glow(bar.tip, self.theme), run_time=0.8) for bar in hanging]
        way = lead(reached, picture.zero, picture.floor, run_time=PUSHING, rate_func=mn.linear)
        self.play(*way, *lights)

    def add_the_bias(self) -> None:
        still = "Some still hang" if self.picture.hanging(1) else "Now none hangs"
        self.beat(f"With the bias b, each entry moves by its entry of b. {still}.", "bias")
        picture, (olds, bars) = self.picture, self.picture.bars
        picture.floor.vector = None
        gone = map(mn.FadeOut, self.names)
        self.play(*lead(picture.zero, START, picture.floor), *gone, run_time=0.9)
        picture.add(*bars, *[bar.number for bar in bars])
        self.arrows, self.steps = mn.VGroup(), mn.VGroup(picture.title(0, "$+ #bias[$b$]$"))
        for old, bar in zip(olds, bars, strict=True):
            bar.set_value(old.entry)
        for view in (picture.view(1, 0), picture.view(1, 1)):
            self.look(view, seconds=1.2)
        for old, bar in zip(olds, bars, strict=True):
            text = as_term(picture.notation(bar.entry - old.entry)).replace(" ", "")
            self.steps.add(bar.put(Glyphs(text, self.theme, bar.number.size, "bias"), ROWS[0]))
            ends = np.array([bar.corners(value)[2] for value in (old.entry, bar.entry)])
            self.arrows.add(arrow(self.theme, "bias", ends + ASIDE * mn.RIGHT, leg=THIN))
        self.play(mn.FadeIn(self.steps), run_time=0.8)
        lifts = [lead(old.entry, bar.entry, bar)[0] for old, bar in zip(olds, bars, strict=True)]
        grown = [mn.GrowFromPoint(each, each[0].get_start()) for each in self.arrows]
        self.play(*lifts, *grown, run_time=2.0)
        self.wait(0.8)
        self.write(1, 0, mn.FadeOut(self.steps))

    def give_the_answer(self) -> None:
        """Back at the vector of which more hung, arrows show what the floor has done."""
        picture, vectors = self.picture, range(len(self.picture.bars))
        last = max(vectors, key=lambda vector: len(picture.hanging(vector)))
        hung = picture.hanging(last)
        changed = (
            "only what hung below 0 has changed" if hung else "nothing hung, so nothing has changed"
        )
        self.beat(f"Entry by entry, {changed}.", "answer")
        if last < vectors[-1]:
            self.look(
                picture.view(last, 1), *map(mn.FadeOut, [self.arrows, *self.names]), seconds=1.2
            )
            self.look(picture.view(last, 0), seconds=1.0)
            self.play(*map(mn.FadeIn, self.names), run_time=0.5)
        self.pushes = mn.VGroup()
        for bar in hung:
            ends = np.array([bar.corners(bar.entry)[1:3].mean(axis=0), bar.foot])
            self.pushes.add(arrow(self.theme, "ink", ends, leg=THIN))
        grown = [mn.GrowFromPoint(each, each[0].get_start()) for each in self.pushes]
        lights = [mn.FadeIn(Glow(bar.tip, self.theme)) for bar in hung]
        if hung:
            self.play(*grown, *lights, run_time=1.0)
        self.play(self.answer(ANSWER))
