"""What does ReLU do to a number? Below zero, the line swings up and takes it along to 0."""

from __future__ import annotations

from collections.abc import Callable

import manim as mn
import numpy as np

from relu_anim import NumberLine
from scenes.layout import MARGIN, STAGE_WIDTH
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.relu_line import FRAME, ReluLine, Rider
from scenes.mobjects.controls.beads import BRIGHT
from scenes.mobjects.labels import box_of, put_clear
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
BESIDE_SIZE = 0.5
"""The em height of a formula that stands beside the bead that it speaks of."""
ASIDE = np.array(sorted(np.linspace(-1.2, 1.2, 97), key=abs))
ABOVE = (0.8, 1.05, 0.6, 0.4, 0.2, 0.0, -0.4, -0.7, 1.4, 1.8, 2.2, 2.6, -1.1)
"""Where that may be: so many of its widths across from the bead, so many frame units up."""
SMALL = 0.25
"""As small as a hollow point, beside its bead."""


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
            label = self.typeset(word, SIZES.label).place(place, align=1.0)
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
        rims = [rider.bead.step_forward() for rider in self.below]
        gone = map(mn.FadeOut, (self.light, picture.whole))
        self.play(*gone, arm, *rims, *self.let_in(self.below), run_time=0.8)
        for rider in self.below:
            self.put_under(rider.link, rider.old.spot)
        seconds = 3.0 + 0.2 * len(self.below)  # so many beads would flash, were they fast
        self.play(Morph(picture, lambda share: share), run_time=seconds)
        if self.guessed.x <= 0:
            self.play(*self.result_of(self.guessed), run_time=0.6)

    def let_in(self, riders: list[Rider]) -> list[mn.Animation]:
        """What goes in is written beside its old place, where it stays."""
        spots = [self.slip_under(rider.old.spot, *self.beads) for rider in riders]
        return spots + [
            mn.FadeIn(rider.old.number, target_position=rider.bead.number) for rider in riders
        ]

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
        self.play(*self.let_in(self.above), run_time=0.9)
        self.play(*self.result_of(chosen), run_time=0.6)

    def take_the_larger(self) -> None:
        self.beat(
            "Each number has two places: 0, on the floor, and x, on the old line. "
            "ReLU takes the higher one: the larger of 0 and x.",
            "larger",
        )
        picture = self.picture
        links = [self.slip_under(rider.link, rider.old.spot) for rider in self.above]
        places = [
            self.slip_under(part, *self.beads)
            for rider in self.riders
            for part in (rider.lower if rider.x > 0 else rider.upper)
        ]
        for entrance in links + places:
            entrance.set_rate_func(part_of(0.5, 1))
        bright = picture.upper if self.above else picture.arm
        gone = [mn.FadeOut(bead, scale=SMALL) for bead in self.beads]
        gone += [mn.FadeOut(bright), mn.FadeOut(self.words, rate_func=part_of(0, 0.45))]
        if not self.above:
            places.append(self.slip_under(picture.flat, picture.arm))
        self.play(*gone, *self.rewrite(FORMULA), *links, *places, run_time=1.2)
        self.wait(0.8)
        spoken_of: list[mn.Mobject] = []
        for rider in self.riders:
            spoken_of = self.weigh(rider, spoken_of)
        self.play(*map(mn.FadeOut, spoken_of), run_time=0.5)

    def weigh(self, rider: Rider, before: list[mn.Mobject]) -> list[mn.Mobject]:
        """The higher one of two places becomes the bead, and the lower one is grey."""
        formula, body, grey = self.beside(rider), rider.bead.body, self.theme.muted
        body.set_stroke(self.theme.ink, BRIGHT)
        light = Glow(body, self.theme)
        moves: list[mn.Animation] = [self.slip_under(light, rider.link, rider.upper.spot)]
        moves += [mn.FadeOut(thing, rate_func=part_of(0, 0.45)) for thing in before]
        moves += [mn.FadeIn(formula, rate_func=part_of(0.5, 1)), mn.FadeIn(rider.bead, scale=SMALL)]
        moves += [mn.FadeOut(part, rate_func=part_of(0, 0.45)) for part in rider.upper]
        if rider.x != 0:
            moves.append(rider.lower.spot.animate.set_stroke(grey).build())
            moves.append(rider.lower.number.animate.set_fill(grey).build())
        self.play(*moves, run_time=0.8)
        self.wait(0.6)
        return [formula, light]

    def beside(self, rider: Rider) -> Typeset:
        """What ReLU does to one number, near its bead and clear of all else; grey is the lower."""
        zero, number = "#muted[$0$]" if rider.x > 0 else "0", as_markup(rider.text)
        number = f"#muted[${number}$]" if rider.x < 0 else number
        result = as_markup(rider.result)
        markup = f"${relu_of(rider)} = max\\({zero}, {number}\\) = {result}$"
        size = fitting_size([markup], FORMULA_WIDTH, BESIDE_SIZE)
        formula, bead, picture = self.typeset(markup, size), rider.bead.place, self.picture
        links = [other.link.points[[0, -1]] for other in self.riders]
        places = [place for other in self.riders for place in (other.lower, other.upper)]
        texts = [part for place in places if place is not rider.upper for part in place]
        question = box_of(self.question).inset(*[-MARGIN] * 4)
        return put_clear(
            formula,
            [bead + np.array([x, y, 0]) for y in ABOVE for x in ASIDE * formula.width],
            within=FRAME.inset(MARGIN, MARGIN, MARGIN, MARGIN),
            texts=[question, picture.corner, self.formula, *self.beads, *texts],
            paths=[picture.level(0.0), *picture.ramp.graph.paths, *picture.old.paths, *links],
        )

    def give_the_answer(self) -> None:
        self.beat("What is below zero becomes 0, and the rest stays: this ramp is ReLU.", "answer")
        first, last = self.below[:1], self.above[-1:]
        gone: list[mn.Mobject] = [  # so that the corner is bare
            rider.bead for rider in self.riders if rider not in first + last
        ]
        for rider in self.below[1:] + self.above:
            gone += [rider.link, *rider.lower]
        corner = [mn.FadeIn(rider.old.number) for rider in self.riders if rider.x == 0]
        ramp = self.slip_under(self.picture.ramp, *self.beads)
        self.play(*map(mn.FadeOut, gone), *corner, ramp, run_time=1.0)
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


def relu_of(rider: Rider) -> str:
    """`ReLU(−2)`, as Typst mathematics."""
    return f"#ramp[$ReLU$]\\({as_markup(rider.text)}\\)"


def part_of(start: float, end: float) -> Callable[[float], float]:
    """The rate of what happens in this part of an animation's time alone."""
    return mn.squish_rate_func(mn.smooth, start, end)
