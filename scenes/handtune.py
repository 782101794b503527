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
TURNS = {4: "twenty", 5: "twenty-five", 7: "thirty-five", 8: "forty", 9: "forty-five"}
LARGE_AT = np.array([5.72, 1.87, 0.0])
"""Where the large dial is, in the corner above the output."""
COUNT, COUNT_AT = 0.72, np.array([6.65, 2.98, 0.0])
"""The em height of the number of turns, and where it ends."""
NAMED, BELOW = 0.46, np.array([4.7, -3.25, 0.0])
"""The em height of names, and where that of the output is."""
ERROR, PLACE = 0.39, 0.2
"""The em height of what is said of the error, and the radius of the ring where it is."""
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
        self.large: LargeDial | None = None
        self.made = 0
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
        self.beat("Each weight is a dial. For the thick piece, one gives a ramp slope.", "slope")
        self.counter = LiveNumber(
            0, Notation(0), self.theme, COUNT, digits=2, sign="none", called="turns"
        )
        self.counter.place(COUNT_AT, align=1.0)
        name = self.typeset("turns", NAMED, "muted")
        name.place(COUNT_AT + (self.counter.advance + 0.2) * mn.LEFT, align=1.0)
        self.goal = self.picture.piece(0)
        self.put_under(self.goal, self.picture.graph)
        self.play(Fade(mn.VGroup(self.counter, name)), self.entrance(self.goal, mn.Create))
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
        self.beat("Six turns for one piece, one of them a flip. The next pair needs five.", "next")
        for seconds in SLOW:
            self.turn(seconds)

    def set_all_the_others(self) -> None:
        self.beat("And the next. And the next, dial after dial. One bias is 0 already.", "others")
        for index in range(len(self.model.turns) - self.made):
            frames = (*FAST, *[FASTEST] * index)[index // len(SLOW)]
            self.turn(frames / 15)

    def light_all_dials(self) -> None:
        interpolant, output = self.model.interpolant, self.picture.output
        error, where = interpolant.max_error
        self.beat(
            f"The wave stands, off by about {ERRORS(error)} at most. "
            "Next, training will turn the dials.",
            "answer",
        )
        assert self.last
        flare = lead(0.0, 1.0, Flare(self.picture, self.last), run_time=FLARE)
        self.play(*flare, Fade(self.goal, leaving=True))
        texts = ("largest", -0.47), (f"error ${ERRORS.markup(error)}$", -0.7)
        off = [self.typeset(text, ERROR, "error").place(output.point(0.02, y)) for text, y in texts]
        x = np.array([where])
        height = float(interpolant.target(x)[0] + interpolant.function(x)[0]) / 2
        ring = mn.Circle(PLACE, self.theme.error).move_to(output.point(where, height))
        leader = mn.Line(ring.get_bottom(), output.point(where, -0.27), color=self.theme.error)
        self.play(Fade(mn.VGroup(*off, leader, ring)), run_time=0.4)
        turns, pieces = (words[interpolant.segments] for words in (TURNS, PIECES))
        coloured = f"Tedious: #weight[{turns} turns] for #total[{pieces} pieces]."
        self.play(self.answer(f"Tedious: {turns} turns for {pieces} pieces.", coloured))

    def written(self, index: int) -> str:
        """What a turn leads to, as captions and dials say it."""
        value = self.model.turns[index].after
        return Notation.of([value])(value)

    def turn(self, seconds: float, name: str = "") -> None:
        """Make the next turn: if it has a name, with a large dial in the corner."""
        turning = Turning(self.picture, self.made, self.last)
        turn = turning.turn
        ways: list[mn.Animation] = [*lead(0.0, 1.0, turning)]
        if self.last and turn.pair != self.last.turn.pair:
            ways.append(mn.Transform(self.goal, self.picture.piece(turn.pair)))
        if self.large:
            self.play(Fade(self.large, leaving=True), run_time=0.25)
        self.large = None
        self.add(turning)
        if name:
            ends = turn.before, turn.after
            self.large = LargeDial(self.theme, LARGE_AT, turning.dial, name, ends)
            self.play(Fade(self.large), run_time=0.4)
            ways.append(Morph(self.large, turn.value))
        self.play(*ways, run_time=seconds)
        self.remove(turning.area)
        self.last = turning
        self.made += 1
        self.counter.set_value(self.made)
