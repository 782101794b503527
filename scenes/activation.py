"""What does ReLU do to a vector? A floor comes up to zero, and takes along what hangs below."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Activation as Model
from scenes.mobjects.animations import Morph, lead
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.activation_bars import START, Bars
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import as_term
from scenes.stage import Stage

ANSWER = "Each negative entry becomes 0. The rest stays."
THIN, ASIDE = 6.0, 0.25  # the legs of the bias's arrows, and how far they are from their bars
COMING, PUSHING = 1.4, 3.4  # seconds for the floor to come to what hangs, and to push it up
TITLES, LARGER = 1.0, 1.2  # the room for titles at last, and the size of what has changed


class Activation(Stage):
    """A vector as bars; the floor; what comes out; the same with the bias; both side by side."""

    model: Model

    def construct(self) -> None:
        self.picture = picture = Bars(self.theme, self.model)
        self.add(picture, picture.floor)
        self.raise_the_bars()
        self.bring_up_the_floor(0)
        self.write_what_comes_out()
        if len(picture.bars) > 1:
            self.add_the_bias()
            self.bring_up_the_floor(1)
            self.put_side_by_side()
        else:
            self.beat("ReLU works on each entry alone.", "answer")
        self.give_the_answer()

    def look(self, view: np.ndarray, *others: mn.Animation, seconds: float) -> None:
        """Go over to another view of the bars."""
        picture = self.picture
        old = picture.seen
        self.play(
            Morph(picture, lambda share: old + share * (view - old)), *others, run_time=seconds
        )

    def raise_the_bars(self) -> None:
        told = "The entries of a vector z, as bars."
        if len(self.picture.bars) > 1:
            told = "A layer without its bias b makes a vector z."
        self.beat(f"{told} A negative entry hangs below 0.", "bars")
        bars = self.picture.bars[0]
        self.picture.add(*bars)
        self.play(*[lead(0.0, bar.entry, bar)[0] for bar in bars], run_time=1.5)
        self.play(*self.shown([bar.number for bar in bars]), run_time=0.6)
        self.title = self.picture.title(0, "$z$")
        self.write_what_goes_in(0, mn.FadeIn(self.title))

    def shown(self, things: list[mn.VMobject]) -> list[mn.Animation]:
        """Things come into sight, as parts of the picture."""
        self.picture.add(*things)
        return [self.entrance(thing) for thing in things]

    def write_what_goes_in(self, vector: int, *others: mn.Animation) -> None:
        """The numbers at the bars are written below them, too."""
        bars, brackets = self.picture.bars[vector], self.picture.brackets[vector][0]
        self.picture.add(*[bar.before for bar in bars])
        copies = [mn.FadeIn(bar.before, target_position=bar.number) for bar in bars]
        for copied in copies:
            copied.introducer = False  # it is in the picture already
        self.play(*copies, *self.shown(brackets), *others, run_time=1.0)

    def bring_up_the_floor(self, vector: int) -> None:
        picture, hanging = self.picture, self.picture.hanging(vector)
        what = "What hangs is pushed up to 0, the rest stays."
        if not hanging:
            what = "Nothing hangs, so nothing moves."
        told = (
            f"The same floor rises to 0. {what}"
            if vector
            else f"ReLU is a floor that rises to 0. {what}"
        )
        self.beat(told, f"floor-{vector + 1}")
        floor, self.ghosts = picture.floor, [bar.ghost for bar in hanging]
        floor.vector, reached = vector, picture.zero
        if hanging:
            reached += min(bar.entry for bar in hanging) * picture.up
        self.play(*lead(START, reached, floor, run_time=COMING, rate_func=mn.rush_into))
        if hanging:
            for bar in hanging:
                bar.submobjects.insert(0, bar.ghost)
            lights = [mn.FadeOut(Glow(bar.tip, self.theme), run_time=0.8) for bar in hanging]
            way = lead(reached, picture.zero, floor, run_time=PUSHING, rate_func=mn.linear)
            self.play(*way, *lights)
        else:
            self.wait(1.0)
        if vector:
            self.write_row(1)

    def write_what_comes_out(self) -> None:
        self.beat("Entry by entry, what comes out is the larger of the two: 0 or z.", "entries")
        self.rule = self.picture.title(1, "$max\\(0, z\\)$")
        self.play(mn.FadeIn(self.rule, shift=0.2 * mn.DOWN), run_time=0.8)
        self.write_row(0)

    def write_row(self, vector: int) -> None:
        """The numbers at the bars go down to where they are written, one after the other."""
        bars, moves = self.picture.bars[vector], list[mn.Animation]()
        for k, bar in enumerate(bars):
            bar.written, number = True, bar.number
            start = k / (len(bars) + 1)
            pace = mn.squish_rate_func(mn.smooth, start, start + 2 / (len(bars) + 1))
            way = bar.row(1, number) - number.start
            moves.append(number.animate(rate_func=pace, run_time=2.4).shift(way))
        brackets = self.shown(self.picture.brackets[vector][1])
        self.play(*moves, *brackets, *([mn.FadeIn(self.rule)] if vector else []))

    def add_the_bias(self) -> None:
        still = "Some still hang" if self.picture.hanging(1) else "Now none hangs"
        self.beat(f"With the bias b, each entry moves by its entry of b. {still}.", "bias")
        picture, floor, (olds, bars) = self.picture, self.picture.floor, self.picture.bars
        floor.vector = None
        gone = [mn.FadeOut(name) for name in (self.title, self.rule)]
        self.play(*lead(picture.zero, START, floor), *gone, run_time=0.9)
        picture.add(*bars, *[bar.number for bar in bars])
        for old, bar in zip(olds, bars, strict=True):
            bar.set_value(old.entry)
        self.look(picture.view(1, 0), seconds=1.3)
        self.look(picture.view(1, 1), seconds=1.0)
        self.arrows, self.steps, terms = mn.VGroup(), mn.VGroup(), mn.VGroup()
        for old, bar in zip(olds, bars, strict=True):
            text = as_term(picture.notation(bar.entry - old.entry)).replace(" ", "")
            for row, (said, role) in enumerate(
                ((picture.notation(old.entry), bar.role), (text, "bias"))
            ):
                terms.add(term := Glyphs(said, self.theme, bar.number.size, role))
                term.place(bar.row(row, term))
            self.steps.add(term)
            ends = np.array([bar.corners(value)[2] for value in (old.entry, bar.entry)])
            self.arrows.add(arrow(self.theme, "bias", ends + ASIDE * mn.RIGHT, leg=THIN))
        names = [picture.title(0, "without $#bias[$b$]$"), picture.title(1, "$+ #bias[$b$]$")]
        self.play(*map(mn.FadeIn, [*terms, *names]), run_time=0.8)
        lifts = [lead(old.entry, bar.entry, bar)[0] for old, bar in zip(olds, bars, strict=True)]
        grown = [mn.GrowFromPoint(each, each[0].get_start()) for each in self.arrows]
        self.play(*lifts, *grown, run_time=2.0)
        self.wait(0.8)
        self.title = picture.title(0, "$z$")
        self.write_what_goes_in(1, *map(mn.FadeOut, [*terms, *names]), mn.FadeIn(self.title))

    def put_side_by_side(self) -> None:
        changed = "only what hung below 0 has changed"
        if not self.model.inputs.min() < 0:
            changed = "nothing hung, so nothing has changed"
        self.beat(f"Entry by entry, {changed}.", "answer")
        view = self.picture.view(0, 1, TITLES)
        self.look(view, mn.FadeOut(self.arrows), seconds=1.8)
        self.play(*map(mn.FadeIn, self.picture.heads()), run_time=0.6)

    def give_the_answer(self) -> None:
        bars = [
            bar for vector in range(len(self.picture.bars)) for bar in self.picture.hanging(vector)
        ]
        lights = [mn.FadeIn(Glow(bar.tip, self.theme)) for bar in bars]
        larger = [bar.number.animate.scale(LARGER) for bar in bars]
        if bars:
            self.play(*lights, *larger, run_time=0.8)
        self.play(self.answer(ANSWER))
