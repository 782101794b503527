"""What does ReLU do to a number? Below zero, the line swings up and takes it along to 0."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import NumberLine
from scenes.layout import MARGIN, STAGE_WIDTH
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.relu_line import ReluLine, Rider
from scenes.mobjects.controls.beads import BRIGHT
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.notation import as_markup
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES

ANSWER = "Negative becomes 0. The rest stays."
FORMULA = "#ramp[$ReLU$]\\(x\\) = max\\(0, x\\)"
FORMULA_AT = np.array([STAGE_WIDTH / 2 - MARGIN, -2.85, 0.0])
FORMULA_SIZE, FORMULA_WIDTH = 0.68, 6.4
NOT_TO_SCALE_AT = FORMULA_AT + 0.7 * mn.DOWN
WORDS_OFF = (0.22, 0.48)
"""From the floor up to the words above it, and down to those below."""
SMALL = 0.25
"""As small as the pin of the line, beside a bead."""


class Relu(Stage):
    """Beads on a line; the swing of its lower half; the larger of 0 and x; the answer."""

    model: NumberLine

    def construct(self) -> None:
        self.set_the_ground()
        self.thread_the_beads()
        self.let_them_guess()
        self.swing_up()
        if self.above:
            self.leave_the_rest_alone()
        self.show_two_places()
        self.take_the_larger()
        self.give_the_answer()

    def set_the_ground(self) -> None:
        picture = self.picture = ReluLine(self.theme, self.model)
        self.riders = picture.riders
        self.beads = [rider.bead for rider in self.riders]
        self.below = [rider for rider in self.riders if rider.x < 0]
        self.above = [rider for rider in self.riders if rider.x > 0]
        self.told = self.below[:1] + self.above[-1:]
        self.guessed = self.below[0] if self.below else self.riders[-1]
        floor = float(picture.point(0.0, 0.0)[1])
        self.words = mn.VGroup()
        for word, step in zip(("above zero", "below zero"), (1, -1), strict=True):
            place = np.array([FORMULA_AT[0], floor + step * WORDS_OFF[step < 0], 0.0])
            label = self.typeset(word, SIZES.label).place(place, align=1.0)
            self.words.add(names(label, picture.line))
        end = picture.data_of(self.words.get_left()[np.newaxis])[0, 0]
        if picture.point(end, end)[1] < self.words.get_top()[1] + MARGIN:  # no room at the ramp
            self.words.remove(*self.words)
        self.add(picture, self.words)

    def thread_the_beads(self) -> None:
        self.beat(
            "Numbers ride on a line like beads. The larger, the higher: "
            "what is negative lies below zero.",
            "beads",
        )
        self.play(mn.Create(self.picture.whole), run_time=1.2)
        self.play(
            mn.LaggedStart(*[mn.FadeIn(bead, scale=0.6) for bead in self.beads], lag_ratio=0.3),
            run_time=1.6,
        )
        if not self.picture.is_to_scale:
            note = self.typeset("not to scale", SIZES.label, "muted")
            self.play(mn.FadeIn(note.place(NOT_TO_SCALE_AT, align=1.0)), run_time=0.4)

    def let_them_guess(self) -> None:
        chosen = self.guessed
        self.beat(f"Now {chosen.text} goes into ReLU. What comes out?", "guess")
        others = [bead.step_back() for bead in self.beads if bead is not chosen.bead]
        self.formula = self.written(f"{relu_of(chosen)} = thick ?")
        self.light = Glow(chosen.bead.body, self.theme)
        lit = self.slip_under(self.light, *self.beads)
        self.play(*others, lit, mn.FadeIn(chosen.into), run_time=0.6)
        self.play(mn.FadeIn(self.formula), run_time=0.6)
        self.wait(0.6)  # to guess

    def swing_up(self) -> None:
        picture, shared = self.picture, "The half below zero swings up, around zero,"
        along = "and takes its beads along: each becomes 0."
        along = along if self.below else "until it lies on the floor. No bead is on it."
        self.beat(f"{shared} {along}", "swing")
        comes = [self.slip_under(line, picture.whole) for line in (picture.stays, picture.old)]
        comes += [self.slip_under(rider.old, *self.beads) for rider in self.below]
        comes += [self.slip_under(picture.arm, *self.beads), mn.FadeIn(picture.corner)]
        rims = [rider.bead.step_forward() for rider in self.below]
        zero = [rider for rider in self.riders if rider.x == 0]  # it is the pin from here on
        pins = [mn.FadeOut(rider.bead, scale=SMALL) for rider in zero]
        gone = self.leave(self.light, picture.whole, *[rider.into for rider in zero])
        self.play(*gone, *comes, *rims, *pins, run_time=0.8)
        for rider in self.below:
            self.put_under(rider.arrow, *self.beads)
        seconds = 3.0 + 0.2 * len(self.below)  # so many beads would flash, were they fast
        self.play(Morph(picture, lambda share: share), run_time=seconds)
        if self.guessed.x <= 0:
            self.say_what_comes_out(self.guessed)

    def say_what_comes_out(self, rider: Rider) -> None:
        """Write the result of one number."""
        self.play(mn.FadeOut(self.formula), run_time=0.3)
        self.formula = self.written(f"{relu_of(rider)} = {as_markup(rider.result)}")
        comes = [self.formula] + [rider.out] * (rider.x != 0)
        self.play(*map(mn.FadeIn, comes), run_time=0.5)

    def leave_the_rest_alone(self) -> None:
        picture, chosen = self.picture, self.above[-1]
        self.beat(
            f"The half above zero never moved: {chosen.text} goes in, and {chosen.text} comes out.",
            "stays",
        )
        self.put_under(picture.flat, picture.arm)
        dims = [rider.bead.step_back() for rider in self.below]
        rims = [rider.bead.step_forward() for rider in self.above]
        bright = self.slip_under(picture.upper, *self.beads)
        self.play(mn.FadeOut(picture.arm), bright, *dims, *rims, run_time=0.9)
        comes = [self.slip_under(rider.old, *self.beads) for rider in self.above]
        if chosen is not self.guessed:
            comes.append(mn.FadeIn(chosen.into))
        self.play(*comes, run_time=0.9)
        self.say_what_comes_out(chosen)

    def show_two_places(self) -> None:
        self.beat("Each number has two places: 0, on the floor, and x, on the old line.", "places")
        picture = self.picture
        if not self.above:
            self.put_under(picture.flat, picture.arm)
        gone: list[mn.Mobject] = [picture.arm, picture.upper, self.words, self.formula, *self.beads]
        for rider in self.riders:
            gone += [rider.arrow, rider.out] + [rider.old] * (rider not in self.told)
        self.play(*self.leave(*gone), run_time=0.8)
        for rider in self.told:
            other = rider.upper if rider.x < 0 else rider.lower
            self.play(self.slip_under(rider.link, rider.old), mn.FadeIn(other), run_time=0.6)
        self.wait(0.6)

    def take_the_larger(self) -> None:
        self.beat("ReLU takes the higher one: the larger of 0 and x.", "larger")
        self.lights = []
        for rider in self.told:
            body = rider.bead.body.set_stroke(self.theme.ink, BRIGHT)
            self.lights.append(Glow(body, self.theme))
            comes = [self.lights[-1], rider.bead, rider.out] + [rider.arrow] * (rider.x < 0)
            moves = [*map(mn.FadeIn, comes), *self.leave(*[rider.link] * (rider.x < 0))]
            grey = rider.lower.number.animate.set_fill(self.theme.muted)
            self.play(*moves, grey, run_time=0.8)
            self.wait(0.5)
        self.play(mn.FadeIn(self.written(FORMULA)), run_time=0.8)

    def give_the_answer(self) -> None:
        self.beat("What is below zero becomes 0, and the rest stays: this ramp is ReLU.", "answer")
        gone: list[mn.Mobject] = [*self.lights]
        for rider in self.above[-1:]:
            gone += [rider.link, rider.lower]
        covers = [rider.upper for rider in self.told]
        ramp = self.slip_under(self.picture.ramp, self.picture.corner, *covers)
        self.play(*self.leave(*gone), ramp, run_time=1.0)
        self.play(self.answer(ANSWER))

    def leave(self, *things: mn.Mobject) -> list[mn.Animation]:
        """The exits of those of these things that are on the stage."""
        return [mn.FadeOut(thing) for thing in things if thing in self.mobjects]

    def written(self, markup: str) -> Typeset:
        """A line of the formula, in its place."""
        size = fitting_size([f"${markup}$"], FORMULA_WIDTH, FORMULA_SIZE)
        return self.typeset(f"${markup}$", size).place(FORMULA_AT, align=1.0)


def relu_of(rider: Rider) -> str:
    """`ReLU(−2)`, as Typst mathematics."""
    return f"#ramp[$ReLU$]\\({as_markup(rider.text)}\\)"
