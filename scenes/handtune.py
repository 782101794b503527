"""What is it like to set the weights by hand? Dial after dial is turned, until the wave stands."""

from __future__ import annotations

from collections.abc import Sequence

import manim as mn
import numpy as np

from relu_anim import HandTuning
from scenes.mobjects.animations import Fade, Morph, lead
from scenes.mobjects.clips.handtune_network import ROWS, TunedNetwork, Turning
from scenes.mobjects.controls.dial import DialNumber
from scenes.mobjects.controls.lens import Lens
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import places_near, put_clear
from scenes.mobjects.lines import polyline, stroked
from scenes.mobjects.naming import names
from scenes.mobjects.networks.plots import CURVE
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.text.notation import Notation
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

ERRORS, GLASS, GAP = Notation(4), 0.75, 0.7
"""The notation of the error, the radius of the lens, and how large the largest gap is in it."""
ENTERING, SLOW, BACK, FLARE = 0.4, 1.2, 2.6, 1.2
"""Seconds: until a number is seen, of the second pair's turns, of the step back, of the flare."""
FAST, FASTEST = 6, 3
"""Frames of the preview, of 1/15 s, that turns of the third pair take; those of the next a frame
less, but at least so many.
"""


class Handtune(Stage):
    """All is flat; five turns for the first pair; then all others, faster and faster."""

    model: HandTuning

    def construct(self) -> None:
        self.last: Turning | None = None
        self.made, self.numbers_shown = 0, mn.VGroup()
        self.show_the_network()
        self.make_a_ramp()
        self.turn_it_upside_down()
        self.lift_it()
        self.carry_it_to_the_output()
        self.set_the_next_pair()
        self.set_all_the_others()
        self.light_all_dials()

    def show_the_network(self) -> None:
        self.beat(
            "All dials stand at zero, so the output is flat. It is to become the target.",
            "flat",
        )
        self.picture = picture = TunedNetwork(self.theme, self.model)
        self.play(Fade(mn.VGroup(picture, picture.named)), Fade(picture.graph))
        self.put_under(picture.wanted, picture.graph)
        self.play(self.entrance(picture.wanted, mn.Create), run_time=1.4)
        self.play(Fade(names(picture.word, picture.wanted)), run_time=0.4)

    def make_a_ramp(self) -> None:
        self.beat(
            f"Bias {self.written(0)} lifts layer 1. "
            f"Weight {self.written(1)} lets it fall to zero over the first piece.",
            "ramp",
        )
        self.put_under(self.picture.goal, self.picture.graph)
        self.play(self.entrance(self.picture.goal, Fade), Fade(self.picture.called))
        self.add(self.picture.tally)
        self.turn(1.4)
        self.wait(0.4)
        self.turn(1.8)

    def turn_it_upside_down(self) -> None:
        self.beat(
            "To stop, a ramp needs a second ReLU. "
            f"Layer 2 gets a copy, and weight {self.written(2)} turns it upside down.",
            "mirror",
        )
        first, second = (column[0] for column in self.picture.drawing.plots[:2])
        ramp = first.curves[0].function
        self.copied, there = (PiecewiseGraph(plot, ramp, "ramp", CURVE) for plot in (first, second))
        exempt(self.copied, "crossing", "it passes the dials on its way")
        self.add(self.copied)
        self.play(mn.Transform(self.copied, there), run_time=1.6)
        self.turn(2.2, [self.copied])

    def lift_it(self) -> None:
        self.beat(
            f"Bias {self.written(3)} lifts it. ReLU leaves what is above zero: a ramp that stops.",
            "stop",
        )
        self.play(Fade(self.copied, leaving=True), run_time=0.6)
        self.turn(2.4)

    def carry_it_to_the_output(self) -> None:
        self.beat(
            f"Weight {self.written(4)} brings it to the output: five turns for one piece.",
            "output",
        )
        self.turn(2.0)

    def set_the_next_pair(self) -> None:
        end, start = map(self.written, (6, 7))
        self.beat(
            f"The second piece: weight {end} ends its ramp, weight {start} starts it. "
            "The first one stays as it is.",
            "next",
        )
        for _ in range(5):
            self.turn(SLOW)

    def set_all_the_others(self) -> None:
        left = self.model.interpolant.segments - 2
        self.beat(
            f"Five turns for each of the other {left} pieces. "
            "Where the wave falls, the last weight is negative.",
            "others",
        )
        picture = self.picture
        old = self.numbers_shown, picture.heads
        self.play(*[Fade(thing, leaving=True) for thing in old], run_time=0.5)
        parts = (picture.wanted, picture.word, picture.goal, picture.graph, picture.named)
        others = mn.VGroup(*picture.rows[ROWS:])
        picture.remove(picture.heads).add_to_back(others)
        picture.add(*parts, picture.tally, picture.called)
        self.play(*lead(0.0, 1.0, picture, run_time=BACK), Fade(others, run_time=ENTERING))
        for index in range(len(self.model.turns) - self.made):
            self.turn(max(FAST - index // 5, FASTEST) / 15)

    def light_all_dials(self) -> None:
        interpolant, picture = self.model.interpolant, self.picture
        (error, where), plot, last = interpolant.max_error, picture.output, self.last
        assert last
        self.beat(
            f"The wave stands, off by {ERRORS(error)} at most. Next, training will turn the dials.",
            "answer",
        )
        self.play(
            mn.UpdateFromAlphaFunc(picture, lambda _, share: picture.light_dials(last, share)),
            Fade(picture.goal, leaving=True),
            run_time=FLARE,
        )
        heights = interpolant.function(where), interpolant.target(where)
        ends = plot.points_of(np.array([[where, float(height)] for height in heights]))
        gap = stroked(self.theme.error, STROKES.strong, polyline(ends))
        shown, spot = [picture.wanted, picture.graph.graph, gap], ends.mean(axis=0)
        words = self.typeset(f"off by ${ERRORS.markup(error)}$", SIZES.formula, "error")
        note, curves = mn.VGroup(mn.Circle(GLASS), words).arrange(mn.DOWN), [*picture.wanted.paths]
        places = places_near(note, spot, plot.window)
        put_clear(note, places, within=plot.window, texts=self.texts, paths=curves)
        lens = Lens(self.theme, note[0].get_center(), GLASS, shown)
        lens.set_value((spot, GAP / float(np.ptp(ends[:, 1]))))
        self.play(*map(Fade, (gap, lens, words)))
        count, pieces = len(self.model.turns), interpolant.segments
        coloured = f"Tedious: {count} turns for #total[{pieces} pieces]."
        self.play(self.answer(f"Tedious: {count} turns for {pieces} pieces.", coloured))

    def written(self, index: int) -> str:
        """What a turn leads to, as captions and dials say it."""
        value = self.model.turns[index].end
        return Notation.of([value])(value)

    def turn(self, seconds: float, over: Sequence[mn.Mobject] = ()) -> None:
        """Make the next turn; from near, with its number under the dial."""
        picture, turning = self.picture, Turning(self.picture, self.made, self.last)
        ways: list[mn.Animation] = [*lead(0.0, 1.0, turning, run_time=seconds)]
        pair = turning.turn.pair
        if pair != picture.piece:
            picture.piece = pair
            ways.append(mn.Transform(picture.goal, picture.piece_of_target(pair), run_time=seconds))
        if not picture.value:
            number = DialNumber(turning.dial, turning.turn.end)
            self.numbers_shown.add(number)
            ways.append(Morph(number, turning.turn.value, run_time=seconds))
            ways.append(Fade(number, run_time=ENTERING))
        self.add(turning, *over)
        self.play(*ways)
        self.last = turning
        self.made += 1
        picture.tally.set_value(self.made)
