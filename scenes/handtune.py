"""What is it like to set the weights by hand? Dial after dial is turned, until the wave stands."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import HandTuning
from scenes.mobjects.animations import Fade, Morph, lead
from scenes.mobjects.clips.handtune_network import Flare, TunedNetwork, Turning
from scenes.mobjects.controls.dial import LargeDial
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.stage import Stage

PIECES = {4: "four", 5: "five", 7: "seven", 8: "eight", 9: "nine"}
DIALS = {4: "twenty", 5: "twenty-five", 7: "thirty-five", 8: "forty", 9: "forty-five"}
OPEN, LOWER = {0: -5.42, 1: -1.97, 2: 2.1}, 0.2 * mn.DOWN
"""Where across the frame large dials open, by layer, beside what they change; and from their row.
"""
SMALLER = 0.15
"""How small a large dial is as it opens out of its place."""
COUNT, COUNT_AT = 0.8, np.array([6.3, 2.55, 0.0])
"""The em height of the number of turns, and where it ends."""
NAMED, BELOW = 0.46, np.array([4.72, -3.45, 0.0])
"""The em height of names, and where that of the output is."""
LATER, END = 0.39, np.array([6.68, -3.45, 0.0])
"""The em height of what is said in the end, and where the last line ends."""
ERRORS = Notation(4)
SLOW, FLARE = (0.6, 0.6, 0.6, 0.6, 0.8), 1.2
"""Seconds: of the turns of the second pair, and of the dials that light up in the end."""
FAST, FASTEST = (6, 5, 4, 3), 2
"""Frames of the preview, of 1/15 s, that a turn of each next pair takes; and of all others."""


class Handtune(Stage):
    """All is flat; six turns for the first pair, named; then all others, faster and faster."""

    model: HandTuning

    def construct(self) -> None:
        self.last: Turning | None = None
        self.closing: list[mn.Animation] = []
        self.show_the_network()
        self.give_it_a_slope()
        self.shift_and_lift()
        self.flip_the_output()
        self.turn_the_weight_between()
        self.set_the_next_pair()
        self.set_all_the_others()
        self.light_all_dials()

    def show_the_network(self) -> None:
        self.beat(
            "Each small plot is a neuron's output. All numbers are 0, all is flat. "
            "We want this wave.",
            "flat",
        )
        self.picture = picture = TunedNetwork(self.theme, self.model)
        self.named = self.typeset("output", NAMED, "total").place(BELOW, align=0.5)
        target = self.typeset("target", NAMED, "target").place(picture.output.point(0.19, 1.2))
        self.play(Fade(mn.VGroup(picture, self.named)), Fade(picture.graph))
        self.put_under(picture.wanted, picture.graph)
        self.play(self.entrance(picture.wanted, mn.Create), run_time=1.4)
        self.play(Fade(target), run_time=0.4)

    def give_it_a_slope(self) -> None:
        self.beat("Each weight is a dial. Turned to 1, this one gives its ramp a slope.", "slope")
        self.counter = LiveNumber(
            0, Notation(0), self.theme, COUNT, digits=2, sign="none", called="turns"
        )
        self.counter.place(COUNT_AT, align=1.0)
        name = self.typeset("turns", NAMED, "muted")
        name.place(COUNT_AT + (self.counter.advance + 0.2) * mn.LEFT, align=1.0)
        self.play(Fade(mn.VGroup(self.counter, name)), run_time=0.4)
        self.turn(1.4, "slope")

    def shift_and_lift(self) -> None:
        self.beat(
            "Biases are dials, too: one shifts the ramp, one lifts the next neuron to 1.", "shift"
        )
        self.turn(1.2, "shift")
        self.wait(0.5)
        self.turn(1.2, "lift")

    def flip_the_output(self) -> None:
        self.beat(
            "The output's weight, turned up, lifts the line: the wrong way. "
            f"Flip it to {self.written(4)}.",
            "flip",
        )
        self.turn(1.2, "height")
        self.wait(0.5)
        self.turn(1.6, "flip")

    def turn_the_weight_between(self) -> None:
        self.beat(
            f"The weight between the two, to {self.written(5)}: all that depends on it stirs, "
            "and one piece fits.",
            "bend",
        )
        self.turn(2.4, "bend")

    def set_the_next_pair(self) -> None:
        self.beat("One piece, six turns. Now the next pair.", "next")
        for seconds in SLOW:
            self.turn(seconds)

    def set_all_the_others(self) -> None:
        self.beat("And the next. And the next, dial after dial.", "others")
        for index in range(len(self.model.turns) - self.made):
            frames = (*FAST, *[FASTEST] * index)[index // len(SLOW)]
            self.turn(frames / 15)

    def light_all_dials(self) -> None:
        error, output = self.model.interpolant.max_error.error, self.picture.output
        self.beat(
            f"The wave stands, off by about {ERRORS(error)} at most. "
            "Next, training will turn the dials.",
            "answer",
        )
        assert self.last
        self.play(*lead(0.0, 1.0, Flare(self.picture, self.last), run_time=FLARE))
        texts = ("largest", -0.47), (f"error ${ERRORS.markup(error)}$", -0.7)
        off = [self.typeset(text, LATER, "error").place(output.point(0.02, y)) for text, y in texts]
        later = self.typeset("next: training turns them", LATER).place(END, align=1.0)
        self.play(Fade(mn.VGroup(*off)), Fade(self.named, leaving=True), run_time=0.4)
        dials, pieces = (words[self.model.interpolant.segments] for words in (DIALS, PIECES))
        coloured = f"Tedious: #weight[{dials}] #bias[dials] for #total[{pieces} pieces]."
        answer = self.answer(f"Tedious: {dials} dials for {pieces} pieces.", coloured)
        self.play(answer, Fade(later))

    def written(self, index: int) -> str:
        """What a turn leads to, as captions and dials say it."""
        value = self.model.turns[index].after
        return Notation.of([value])(value)

    @property
    def made(self) -> int:
        """How many turns have been made."""
        return self.last.index + 1 if self.last else 0

    def turn(self, seconds: float, name: str = "") -> None:
        """Make the next turn: if it has a name, with a dial that opens out of its place."""
        before, turning = self.last, Turning(self.picture, self.made, self.last)
        turn, dial = turning.turn, turning.dial
        self.add(turning, *[gone.mobject for gone in self.closing])
        ways = lead(0.0, 1.0, turning)
        changes, self.closing = self.closing, []
        if name:
            place = np.array([OPEN[turn.key[0]], dial.place[1], 0.0]) + LOWER
            large = LargeDial(self.theme, place, dial.role, name, (turn.before, turn.after))
            grown = {"scale": SMALLER, "target_position": dial.place}
            changes.append(mn.FadeIn(large, **grown))
            self.closing = [mn.FadeOut(large, **grown)]
            ways.append(Morph(large, turn.value))
        if changes:
            self.play(*changes, run_time=0.4)
        self.play(*ways, run_time=seconds)
        if before:
            self.remove(before.area)
        self.last = turning
        self.counter.set_value(self.made)
