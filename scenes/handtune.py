"""What is it like to set the weights by hand? Dial after dial is turned, until the wave stands."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import HandTuning
from scenes.mobjects.animations import Fade, Morph, lead
from scenes.mobjects.clips.handtune_network import RIGHT, ROWS, Flare, TunedNetwork, Turning
from scenes.mobjects.controls.dial import DialNumber
from scenes.mobjects.naming import names
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.stage import Stage

WORDS = ["three", "four", "five", "six", "seven", "eight", "nine"]
TURNS = {4: "twenty", 5: "twenty-five", 7: "thirty-five", 8: "forty", 9: "forty-five"}
COUNT, COUNT_AT, GAP = 0.72, np.array([RIGHT - 0.76, -3.62, 0.0]), 0.2
"""The em height of the number of turns, where it begins, and from there back to its name."""
NAMED = 0.46
"""The em height of names."""
ERRORS, OFF_AT = Notation(4), (0.4, 0.86)
"""The notation of the error, and where in the plot its words begin."""
ENTERING, SLOW, BACK, FLARE = 0.4, 1.2, 2.6, 1.2
"""Seconds: until a number is seen, of the second pair's turns, of the step back, of the flare."""
FAST, FASTEST = (6, 5, 4, 3), 3
"""Frames of the preview, of 1/15 s, that a turn of each next pair takes; and of all others."""


class Handtune(Stage):
    """All is flat; five turns for the first pair; then all others, faster and faster."""

    model: HandTuning

    def construct(self) -> None:
        self.last: Turning | None = None
        self.made, self.numbers_shown = 0, mn.VGroup()
        self.show_the_network()
        self.make_a_ramp()
        self.let_it_stop()
        self.carry_it_to_the_output()
        self.set_the_next_pair()
        self.step_back()
        self.set_all_the_others()
        self.light_all_dials()

    def show_the_network(self) -> None:
        self.beat(
            "Two layers make ramps that stop: a new piece leaves those that are finished alone.",
            "flat",
        )
        self.picture = picture = TunedNetwork(self.theme, self.model)
        self.play(Fade(mn.VGroup(picture, picture.named)), Fade(picture.graph))
        self.put_under(picture.wanted, picture.graph)
        self.play(self.entrance(picture.wanted, mn.Create), run_time=1.4)
        self.play(Fade(names(picture.word, picture.wanted)), run_time=0.4)

    def make_a_ramp(self) -> None:
        self.beat(
            "Each row makes a piece. Its bias lifts layer 1, "
            f"its weight {self.written(1)} lets it fall, over the first piece.",
            "ramp",
        )
        whole = Notation(0)
        self.counter = LiveNumber(0, whole, self.theme, COUNT, sign="inline", called="turns")
        word = self.typeset("turns", NAMED, "muted").place(COUNT_AT + GAP * mn.LEFT, align=1.0)
        self.counter.place(COUNT_AT)
        self.strip = self.picture.strip(0)
        self.put_under(self.strip, self.picture)
        self.put_under(self.picture.goal, self.picture.graph)
        entrances = [self.entrance(thing, Fade) for thing in (self.strip, self.picture.goal)]
        self.play(*entrances, Fade(mn.VGroup(self.counter, word)))
        self.add(self.picture.tally)
        self.turn(1.4)
        self.wait(0.4)
        self.turn(1.8)

    def let_it_stop(self) -> None:
        self.beat(
            f"Layer 2 is lifted, too. Weight {self.written(3)} takes layer 1 away: "
            "a ramp that stops.",
            "stop",
        )
        self.turn(1.4)
        self.wait(0.4)
        self.turn(1.8)

    def carry_it_to_the_output(self) -> None:
        self.beat(
            f"Weight {self.written(4)} brings it to the output. "
            "It fits at the left end; the rest follows.",
            "output",
        )
        self.turn(2.0)

    def set_the_next_pair(self) -> None:
        self.beat("Five turns for one piece. The next row, dial by dial: one more piece.", "next")
        for _ in range(5):
            self.turn(SLOW)

    def step_back(self) -> None:
        left = self.model.interpolant.segments - 2
        again = f"{WORDS[left - 3]} more times" if left > 2 else "twice more"
        self.beat(f"And now the same {again}.", "again")
        picture, old = self.picture, (self.strip, self.numbers_shown, self.picture.heads)
        self.play(*[Fade(thing, leaving=True) for thing in old], run_time=0.5)
        parts = (picture.wanted, picture.word, picture.goal, picture.graph, picture.named)
        others = mn.VGroup(*picture.rows[ROWS:])
        picture.remove(picture.heads).add_to_back(others).add(*parts, picture.tally)
        self.play(*lead(0.0, 1.0, picture, run_time=BACK), Fade(others, run_time=ENTERING))

    def set_all_the_others(self) -> None:
        self.beat("Dial after dial, stroke after stroke.", "others")
        for index in range(len(self.model.turns) - self.made):
            frames = (*FAST, *[FASTEST] * index)[index // 5]
            self.turn(frames / 15)

    def light_all_dials(self) -> None:
        interpolant = self.model.interpolant
        error = interpolant.max_error.error
        self.beat(
            f"The wave stands, off by {ERRORS(error)} at most. Next, training will turn the dials.",
            "answer",
        )
        assert self.last
        flare = lead(0.0, 1.0, Flare(self.picture, self.last), run_time=FLARE)
        self.play(*flare, Fade(self.picture.goal, leaving=True))
        off = self.typeset(f"off by ${ERRORS.markup(error)}$", NAMED, "error")
        off.place(self.picture.output.point(*OFF_AT))
        turns, pieces = TURNS[interpolant.segments], WORDS[interpolant.segments - 3]
        coloured = f"Tedious: #weight[{turns} turns] for #total[{pieces} pieces]."
        self.play(Fade(off), self.answer(f"Tedious: {turns} turns for {pieces} pieces.", coloured))

    def written(self, index: int) -> str:
        """What a turn leads to, as captions and dials say it."""
        value = self.model.turns[index].end
        return Notation.of([value])(value)

    def turn(self, seconds: float) -> None:
        """Make the next turn; from near, with its number under the dial."""
        picture, turning = self.picture, Turning(self.picture, self.made, self.last)
        ways: list[mn.Animation] = [*lead(0.0, 1.0, turning, run_time=seconds)]
        pair = turning.turn.pair
        if pair != picture.piece:
            picture.piece = pair
            goal = picture.piece_of_target(pair)
            ways.append(mn.Transform(picture.goal, goal, run_time=seconds))
            if not picture.value:
                ways.append(mn.Transform(self.strip, picture.strip(pair), run_time=seconds))
        if not picture.value:
            number = DialNumber(turning.dial, turning.turn.end)
            self.numbers_shown.add(number)
            ways.append(Morph(number, turning.turn.value, run_time=seconds))
            ways.append(Fade(number, run_time=ENTERING))
        self.add(turning)
        self.play(*ways)
        self.remove(turning.area)
        self.last = turning
        self.made += 1
        self.counter.set_value(self.made)
        picture.tally.set_value(self.made)
