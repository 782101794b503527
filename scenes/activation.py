"""What does ReLU do to a vector? A floor comes up to zero, and takes along what hangs below."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Activation as Model
from scenes.mobjects.animations import Morph, lead
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.activation_bars import ROWS, START, Bar, Bars
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import as_term
from scenes.stage import Stage

ANSWER = "Each negative entry becomes 0. The rest stays."
THIN, ASIDE = 6.0, 0.25  # the legs of arrows, and how far the bias's are from their bars
COMING, PUSHING = 1.4, 3.4  # seconds for the floor to come to what hangs, and to push it up


def fall(start: float, stop: float, bar: Bar) -> Morph[float]:
    """A bar goes from one entry to another, at most down to the floor that has risen to 0."""
    return Morph(bar, lambda share: max(0.0, start + share * (stop - start)))


class Activation(Stage):
    """A vector as bars; the floor; what comes out; the same with the bias; and what changed."""

    model: Model

    def construct(self) -> None:
        self.picture = picture = Bars(self.theme, self.model)
        names = [picture.title(0, "$z$"), picture.title(1, "$max\\(0, z\\)$")]
        self.rows = [
            mn.VGroup(name, *brackets, *[bar.written[row] for bar in picture.bars])
            for row, (name, brackets) in enumerate(zip(names, picture.brackets, strict=True))
        ]
        self.add(picture)
        self.raise_the_bars()
        self.bring_up_the_floor()
        self.beat("Entry by entry, what comes out is the larger of the two: 0 or z.", "entries")
        self.write(1)
        if len(self.model.inputs) > 1:
            self.add_the_bias()
            self.bring_up_the_floor()
            self.write(1)
        self.give_the_answer()

    def look(self, view: np.ndarray, *others: mn.Animation) -> None:
        """Go over to another view of the bars."""
        old, way = self.picture.seen, view - self.picture.seen
        self.play(Morph(self.picture, lambda share: old + share * way), *others, run_time=1.2)

    def write(self, row: int) -> None:
        """The numbers at the bars go down to a row below, too, one after the other."""
        around, bars = self.rows[row][:3], self.picture.bars
        copies = [mn.FadeIn(bar.written[row], target_position=bar.number) for bar in bars]
        falling = mn.AnimationGroup(*copies, lag_ratio=0.5, run_time=1.0 + 0.6 * row)
        self.play(falling, *map(mn.FadeIn, around))

    def raise_the_bars(self) -> None:
        told = "The entries of a vector z, as bars."
        if len(self.model.inputs) > 1:
            told = "A layer without its bias b makes a vector z."
        self.beat(f"{told} A negative entry hangs below 0.", "bars")
        bars = self.picture.bars
        self.play(*[lead(0.0, bar.entry, bar)[0] for bar in bars], run_time=1.5)
        self.play(*[mn.FadeIn(bar.number) for bar in bars], run_time=0.6)
        self.write(0)

    def bring_up_the_floor(self) -> None:
        picture, hanging = self.picture, self.picture.hanging
        told = "The same floor" if picture.vector else "ReLU is a floor that"
        pushed = "What hangs is pushed up to 0, the rest stays."
        happens = pushed if hanging else "Nothing hangs, so nothing moves."
        self.beat(f"{told} rises to 0. {happens}", f"floor-{picture.vector + 1}")
        reached = picture.zero + min([0.0, *(bar.entry for bar in hanging)]) * picture.up
        way = lead(START, reached, picture.floor, run_time=COMING, rate_func=mn.rush_into)
        self.play(*way)
        if not hanging:
            self.wait(1.0)
            return
        glows = [Glow(bar.tip, self.theme) for bar in hanging]
        lights = [mn.FadeIn(each, rate_func=mn.there_and_back, remover=True) for each in glows]
        ghosts = [mn.FadeIn(bar.ghost, run_time=0.5) for bar in hanging]
        way = lead(reached, picture.zero, picture.floor, run_time=PUSHING, rate_func=mn.linear)
        self.play(*way, *ghosts, *lights)

    def add_the_bias(self) -> None:
        picture, bars, (olds, news) = self.picture, self.picture.bars, self.model.inputs.tolist()
        still = "Some still hang" if min(news) < 0 else "Now none hangs"
        self.beat(f"With the bias b, each entry moves by its entry of b. {still}.", "bias")
        gone = map(mn.FadeOut, [self.rows[1], *(bar.ghost for bar in picture.hanging)])
        self.play(*lead(picture.zero, START, picture.floor), *gone, run_time=1.2)
        self.look(picture.view(1))
        self.arrows, self.steps = mn.VGroup(), mn.VGroup(picture.title(1, "$+ #bias[$b$]$"))
        for old, new, bar in zip(olds, news, bars, strict=True):
            text = as_term(bar.notation(new - old)).replace(" ", "")
            self.steps.add(bar.put(Glyphs(text, self.theme, bar.number.size, "bias"), ROWS[1]))
            ends = np.array([bar.corners(value)[2] for value in (old, new)])
            self.arrows.add(arrow(self.theme, "bias", ends + ASIDE * mn.RIGHT, leg=THIN))
        exempt(self.arrows, "contrast", "the floor and its light pass over them")
        self.play(mn.FadeIn(self.steps), run_time=0.8)
        lifts = [lead(*ends, bar)[0] for *ends, bar in zip(olds, news, bars, strict=True)]
        grown = [mn.GrowFromPoint(each, each[0].get_start()) for each in self.arrows]
        self.play(*lifts, *grown, run_time=2.0)
        self.wait(0.5)
        self.play(mn.FadeOut(self.steps), mn.FadeOut(self.rows[0]), run_time=0.5)
        picture.take(1)
        self.write(0)

    def give_the_answer(self) -> None:
        """Arrows show what the floor has done to the vector of which more hung."""
        picture, bars, inputs = self.picture, self.picture.bars, self.model.inputs
        told, last = "Entry by entry", int(np.argmax((inputs < 0).sum(axis=1)))
        changed = "only what hung below 0 has changed"
        if inputs.min() >= 0:
            changed = "nothing hung, so nothing has changed"
        back = last < picture.vector and inputs.min() < 0
        self.beat(f"{'Without b again' if back else told}: {changed}.", "answer")
        if back:
            old = [self.arrows, *self.rows, *(bar.ghost for bar in picture.hanging)]
            self.play(*map(mn.FadeOut, old), run_time=0.6)
            ways = zip(inputs[1].tolist(), inputs[0].tolist(), bars, strict=True)
            self.play(*[fall(*way) for way in ways], run_time=1.5)
            picture.take(last)
            self.look(picture.view(last), *map(mn.FadeIn, self.rows))
            self.play(*[mn.FadeIn(bar.ghost) for bar in picture.hanging], run_time=0.6)
        self.pushes = mn.VGroup()
        for bar in picture.hanging:
            ends = np.array([bar.corners(bar.entry)[1:3].mean(axis=0), bar.foot])
            self.pushes.add(arrow(self.theme, "ink", ends, leg=THIN))
        if self.pushes:
            grown = [mn.GrowFromPoint(each, each[0].get_start()) for each in self.pushes]
            lights = [mn.FadeIn(Glow(bar.tip, self.theme)) for bar in picture.hanging]
            self.play(*grown, *lights, run_time=1.0)
        self.play(self.answer(ANSWER))
