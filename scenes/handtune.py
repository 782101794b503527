"""What is it like to set the weights by hand? Dial after dial is turned, until the wave stands."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import HandTuning
from scenes.mobjects.animations import Fade, Morph, lead
from scenes.mobjects.clips.handtune_network import FLAT, Flare, Tally, TunedNetwork, Turning
from scenes.mobjects.controls.dial import LargeDial
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible
from scenes.mobjects.naming import names
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.stage import Stage

PIECES = {4: "four", 5: "five", 7: "seven", 8: "eight", 9: "nine"}
TURNS = {4: "twenty", 5: "twenty-five", 7: "thirty-five", 8: "forty", 9: "forty-five"}
LARGE_AT = np.array([-5.4, -2.52, 0.0])
"""Where the large dial is, under the network."""
COUNT, COUNT_AT, WORD_AT = 0.8, np.array([-3.08, -2.06, 0.0]), 0.16 * mn.RIGHT
"""The em height of the number of turns, where it ends, and from there to where its word begins."""
LAST, WORD = 2.4, 1.5
"""How much larger that is in the end, and the word that stands below it then."""
NAMED, PLACE = 0.46, 0.24
"""The em height of names, and the radius of the ring where the error is largest."""
ERRORS = Notation(4)
SLOW, FLARE = (1.0, 1.0, 1.0, 1.0, 1.3), 1.2
"""Seconds: of the turns of the second pair, and of the dials that light up in the end."""
FAST, FASTEST = (6, 5, 4, 3), 3
"""Frames of the preview, of 1/15 s, that a turn of each next pair takes; and of all others."""


class Handtune(Stage):
    """All is flat; six turns for the first pair, named; then all others, faster and faster."""

    model: HandTuning

    def construct(self) -> None:
        self.last: Turning | None = None
        self.large, self.reason, self.made = mn.VGroup(), mn.VGroup(), 0
        self.show_the_network()
        self.give_it_a_slope()
        self.shift_and_lift()
        self.turn_the_weight_between()
        self.flip_the_output()
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
        target = self.typeset("target", NAMED, "target").place(picture.output.point(0.42, -0.9))
        names(legible(target, self.theme, "floor"), picture.wanted)
        self.play(Fade(mn.VGroup(picture, picture.named)), Fade(picture.graph))
        self.put_under(picture.wanted, picture.graph)
        self.play(self.entrance(picture.wanted, mn.Create), run_time=1.4)
        self.play(Fade(target), run_time=0.4)

    def give_it_a_slope(self) -> None:
        self.beat(
            "Each number is a dial. For the thick piece: a ramp that rises by 1 from end to end.",
            "slope",
        )
        self.counter = LiveNumber(
            0, Notation(0), self.theme, COUNT, digits=2, sign="none", called="turns"
        )
        self.counter.place(COUNT_AT, align=1.0)
        self.word = self.typeset("turns", NAMED, "muted").place(COUNT_AT + WORD_AT)
        exempt(self.word, "overlap", "the number passes it on its way")
        self.tally = Tally(self.theme, self.model.interpolant.segments)
        self.goal = self.picture.piece(0)
        self.put_under(self.goal, self.picture.graph)
        self.put_under(self.picture.close, self.goal)
        close, counted = self.picture.close, mn.VGroup(self.counter, self.word)
        self.play(Fade(counted), self.entrance(self.goal, mn.Create), self.entrance(close, Fade))
        self.add(self.tally)
        self.turn(1.4)

    def shift_and_lift(self) -> None:
        self.beat(
            "Its bias shifts the kink to where the thick piece begins. "
            "The next bias lifts orange to 1.",
            "shift",
        )
        self.turn(1.4)
        self.wait(0.5)
        self.turn(1.2)

    def turn_the_weight_between(self) -> None:
        run = float(1 - self.model.interpolant.knots[-2])
        self.beat(
            f"Orange must fall by 1 within {Notation.of([run])(run)}: "
            f"the weight between is {self.written(3)}.",
            "bend",
        )
        self.turn(2.0)

    def flip_the_output(self) -> None:
        self.beat(
            "The last weight carries it to the output: the wrong way. "
            f"Flip it to {self.written(5)}: it fits.",
            "flip",
        )
        self.turn(1.4)
        self.wait(0.5)
        self.turn(2.0)

    def set_the_next_pair(self) -> None:
        self.beat(
            "Six turns for one piece. The next, dial by dial: ramp, kink, height, bend, output.",
            "next",
        )
        close = self.picture.close
        self.play(*[Fade(old, leaving=True) for old in (close, self.reason)], run_time=0.4)
        for graph in close:
            graph.set_value(FLAT)
        self.put_under(close, self.goal)
        self.play(self.entrance(close, Fade), run_time=0.4)
        for seconds in SLOW:
            self.turn(seconds)

    def set_all_the_others(self) -> None:
        self.beat("And the next. And the next: dial after dial, stroke after stroke.", "others")
        self.play(Fade(self.picture.close, leaving=True), run_time=0.4)
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
        self.play(*flare, *[Fade(old, leaving=True) for old in (self.goal, self.large)])
        x = np.array([where, 0.5 - where])  # often, it is as large on the other side of the top
        heights = np.array([interpolant.target(x), interpolant.function(x)])
        x, height = max(zip(np.ptp(heights, 0).round(9), x, heights.mean(0), strict=True))[1:]
        ring = mn.Circle(PLACE, self.theme.error).move_to(output.point(x, height))
        off = self.typeset(f"largest error ${ERRORS.markup(error)}$", NAMED, "error")
        off.next_to(ring, mn.RIGHT, 2 * PLACE)
        leader = mn.Line(ring.get_right(), off.get_left() + 0.1 * mn.LEFT, color=self.theme.error)
        self.play(
            self.counter.animate.scale(LAST).move_to(LARGE_AT + 0.2 * mn.UP),
            self.word.animate.scale(WORD).move_to(LARGE_AT + 0.84 * mn.DOWN),
            Fade(mn.VGroup(off, leader, ring)),
        )
        turns, pieces = (words[interpolant.segments] for words in (TURNS, PIECES))
        coloured = f"Tedious: #weight[{turns} turns] for #total[{pieces} pieces]."
        self.play(self.answer(f"Tedious: {turns} turns for {pieces} pieces.", coloured))

    def written(self, index: int) -> str:
        """What a turn leads to, as captions and dials say it."""
        value = self.model.turns[index].after
        return Notation.of([value])(value)

    def turn(self, seconds: float) -> None:
        """Make the next turn: of the first pair's, with the reason for it."""
        turn = self.model.turns[self.made]
        turning = Turning(self.picture, self.made, self.last)
        ways: list[mn.Animation] = [*lead(0.0, 1.0, turning)]
        if self.last and turn.pair != self.last.turn.pair:
            ways.append(mn.Transform(self.goal, self.picture.piece(turn.pair)))
        name, ends = self.picture.name_of(turn.key), (turn.before, turn.after)
        large = LargeDial(self.theme, LARGE_AT, turning.dial, name, ends)
        if turn.pair == 0:  # slowly, and with the reason for it, unless that stands there already
            stays = self.last and self.last.turn.key == turn.key
            old: list[mn.VMobject] = [self.large] if stays else [self.large, self.reason]
            new: list[mn.VMobject] = [large]
            self.play(*[Fade(thing, leaving=True) for thing in old], run_time=0.25)
            self.add(large)
            if not stays:
                self.reason = self.picture.reason(turn)
                self.put_under(self.reason, self.picture.close)
                new.append(self.reason)
            self.play(*[self.entrance(thing, Fade) for thing in new], run_time=0.5)
        self.add(turning)
        self.remove(self.large)
        self.add(large)
        self.large = large
        self.play(*ways, Morph(large, turn.value), run_time=seconds)
        self.remove(turning.area)
        self.last = turning
        self.made += 1
        self.counter.set_value(self.made)
        self.tally.set_value(self.made)
