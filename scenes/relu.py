"""What does ReLU do to a number? Below zero, the line swings up and takes it along to 0."""

from __future__ import annotations

from collections.abc import Callable

import manim as mn
import numpy as np

from relu_anim import NumberLine
from scenes.layout import MARGIN, STAGE_WIDTH
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.relu_line import ReluLine, Rider
from scenes.mobjects.controls.beads import NUMBER
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.notation import as_markup
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES

ANSWER = "Negative becomes 0. The rest stays."
FORMULA = "$#ramp[$ReLU$]\\(x\\) = max\\(0, x\\)$"
FORMULA_AT = np.array([STAGE_WIDTH / 2 - MARGIN, -2.85, 0.0])
FORMULA_SIZE, FORMULA_WIDTH = 0.68, 6.4
NOT_TO_SCALE_AT = FORMULA_AT + 0.7 * mn.DOWN
WORDS_OFF = (0.22, 0.48)
"""From the floor up to the words above it, and down to those below."""
PULSE = 1.18
"""How much larger a bead is for a moment."""


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
        self.take_the_larger()
        self.give_the_answer()

    def set_the_ground(self) -> None:
        picture = self.picture = ReluLine(self.theme, self.model)
        self.riders = picture.riders
        self.beads = [rider.bead for rider in self.riders]
        self.below = [rider for rider in self.riders if rider.x < 0]
        self.above = [rider for rider in self.riders if rider.x > 0]
        self.guessed = self.below[0] if self.below else self.riders[-1]
        floor = float(picture.point(0.0, 0.0)[1])
        self.words = mn.VGroup()
        for word, step in zip(("above zero", "below zero"), (1, -1), strict=True):
            place = np.array([FORMULA_AT[0], floor + step * WORDS_OFF[step < 0], 0.0])
            label = self.typeset(word, SIZES.label, "muted").place(place, align=1.0)
            self.words.add(label)
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
        self.play(*others, self.slip_under(self.light, *self.beads), run_time=0.6)
        self.play(mn.FadeIn(self.formula), run_time=0.6)
        self.wait(0.6)  # to guess

    def swing_up(self) -> None:
        picture, shared = self.picture, "The half below zero swings up, around zero,"
        along = "and takes its beads along: each becomes 0."
        along = along if self.below else "until it lies on the floor. No bead is on it."
        self.beat(f"{shared} {along}", "swing")
        for thing in (picture.stays, picture.old):
            self.put_under(thing, picture.whole)
        arm = self.slip_under(picture.arm, *self.beads)
        rims = [rider.bead.open() for rider in self.below]
        self.play(mn.FadeOut(self.light), mn.FadeOut(picture.whole), arm, *rims, run_time=0.8)
        seconds = 3.0 + 0.2 * len(self.below)  # so many beads would flash, were they fast
        swing = Morph(picture, lambda share: share)
        self.play(*self.leave_numbers_behind(), swing, run_time=seconds)
        if self.guessed.x <= 0:
            self.wait(0.5)
            results = [self.enter(rider.bead.take(rider.result)) for rider in self.below]
            self.play(*results, *self.result_of(self.guessed), run_time=0.6)

    def leave_numbers_behind(self) -> list[mn.Animation]:
        """The old numbers stay below, each beside a point, while the beads go up empty."""
        moves: list[mn.Animation] = []
        for rider in self.below:
            self.put_under(rider.arrow, *self.beads)
            moves.append(self.slip_under(rider.spot, *self.beads))
            number = rider.number = rider.bead.give()
            self.add(number)
            away = number.copy().resize(NUMBER).place(rider.beside)
            moves.append(mn.Transform(number, away, rate_func=part_of(0.0, 0.25)))
        return moves

    def result_of(self, rider: Rider) -> list[mn.Animation]:
        """Write what comes out for one number."""
        return self.rewrite(f"{relu_of(rider)} = {as_markup(rider.result)}")

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
        self.play(
            *[self.pulse(rider) for rider in self.above],
            *self.result_of(chosen),
            run_time=0.9,
        )

    def take_the_larger(self) -> None:
        self.beat(
            "Each bead has two places: 0, on the floor, and x, on the old line. "
            "ReLU takes the higher one: the larger of 0 and x.",
            "larger",
        )
        new = [self.slip_under(rider.spot, *self.beads) for rider in self.above]
        new += [mn.FadeIn(rider.number, rate_func=part_of(0.5, 1)) for rider in self.above]
        new += [
            self.slip_under(rider.upright, *(other.spot for other in self.above))
            for rider in self.above
        ]
        dims = [bead.step_back() for bead in self.beads]
        gone = mn.FadeOut(self.words, rate_func=part_of(0, 0.45))
        self.play(gone, *dims, *self.rewrite(FORMULA), *new, run_time=0.9)
        for before, rider in zip([None, *self.riders], self.riders, strict=False):
            self.weigh(rider, *([before] if before else []))
        self.play(*self.riders[-1].light("muted"), *self.rewrite(FORMULA), run_time=0.6)

    def weigh(self, rider: Rider, *before: Rider) -> None:
        """Compare 0 and x at one bead: the lower one is grey."""
        zero, number = "0", as_markup(rider.text)
        if rider.x < 0:
            number = f"#muted[${number}$]"
        elif rider.x > 0:
            zero = "#muted[$0$]"
        formula = f"$max\\({zero}, {number}\\) = {as_markup(rider.result)}$"
        quiet = [animation for other in before for animation in other.light("muted")]
        self.play(*self.rewrite(formula), *quiet, *rider.light("ink"), run_time=0.5)
        self.play(self.pulse(rider), run_time=0.7)

    def give_the_answer(self) -> None:
        self.beat("What is below zero becomes 0, and the rest stays: this ramp is ReLU.", "answer")
        picture = self.picture
        gone: list[mn.Mobject] = [picture.upper if self.above else picture.arm]
        for rider in self.above:
            gone += [rider.spot, rider.number, rider.upright]
        rims = [bead.step_forward() for bead in self.beads]
        ramp = self.slip_under(picture.ramp, *self.beads)
        self.play(*map(mn.FadeOut, gone), *rims, ramp, run_time=1.0)
        self.play(self.answer(ANSWER))

    def written(self, markup: str) -> Typeset:
        """A line of the formula, in its place."""
        markup = markup if markup.startswith("$") else f"${markup}$"
        size = fitting_size([markup], FORMULA_WIDTH, FORMULA_SIZE)
        return self.typeset(markup, size).place(FORMULA_AT, align=1.0)

    def rewrite(self, markup: str) -> list[mn.Animation]:
        """Another formula takes the place of the one before."""
        old, self.formula = self.formula, self.written(markup)
        return [
            mn.FadeOut(old, rate_func=part_of(0.0, 0.45)),
            mn.FadeIn(self.formula, rate_func=part_of(0.5, 1.0)),
        ]

    def pulse(self, rider: Rider) -> mn.Animation:
        """A bead grows for a moment."""
        return mn.ScaleInPlace(rider.bead, PULSE, rate_func=mn.there_and_back)

    def enter(self, part: mn.Mobject) -> mn.Animation:
        """The entrance of something that the picture holds already."""
        entrance = mn.FadeIn(part)
        entrance.introducer = False
        return entrance


def relu_of(rider: Rider) -> str:
    """`ReLU(−2)`, as Typst mathematics."""
    return f"#ramp[$ReLU$]\\({as_markup(rider.text)}\\)"


def part_of(start: float, end: float) -> Callable[[float], float]:
    """The rate of what happens in this part of an animation's time alone."""
    return mn.squish_rate_func(mn.smooth, start, end)
