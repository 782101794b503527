"""What is it like to set the weights by hand? Dial after dial is turned, until the wave stands."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import HandTuning
from scenes.mobjects.animations import Fade, Morph, lead
from scenes.mobjects.clips.handtune_network import ROWS, TunedNetwork, Turning
from scenes.mobjects.controls.beads import disc
from scenes.mobjects.controls.dial import DialNumber
from scenes.mobjects.controls.lens import Lens
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import places_near, put_clear
from scenes.mobjects.lines import polyline, stroked
from scenes.mobjects.naming import names
from scenes.mobjects.networks.plots import CURVE, DOT, MiniPlot
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.ground import TICK
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

ERRORS, GLASS, GAP = Notation(4), 0.6, 0.55
"""The notation of the error, the radius of the lens, and how large the largest gap is in it."""
ENTERING, SLOW, PAUSE, BACK, FLARE = 0.4, 1.2, 0.6, 2.6, 1.2
"""Seconds: until a number is seen, of the second pair's turns, to see start and end, of the step
back, of the flare."""
FAST, FASTEST = 6, 3
"""Frames of the preview, of 1/15 s, that turns of the third pair take; those of the next a frame
less, but at least so many.
"""


class Handtune(Stage):
    """All is flat; five turns for the first pair; then all others, faster and faster."""

    model: HandTuning

    def construct(self) -> None:
        self.last: Turning | None = None
        self.made, self.numbers_shown, self.above = 0, mn.VGroup(), mn.VGroup()
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
            "All dials stand at zero, so the output is flat. The task: make it follow the target.",
            "flat",
        )
        self.picture = picture = TunedNetwork(self.theme, self.model)
        self.play(*map(Fade, (picture, picture.graph, picture.named)))
        self.put_under(picture.wanted, picture.graph)
        self.play(self.entrance(picture.wanted, mn.Create), run_time=1.4)
        self.play(Fade(names(picture.word, picture.wanted)), run_time=0.4)

    def make_a_ramp(self) -> None:
        width = f"1/{self.model.interpolant.segments}"
        self.beat(
            f"Bias {self.written(0)} lifts layer 1. Weight {self.written(1)} lets it fall to zero "
            f"over the first piece, {width} wide.",
            "ramp",
        )
        self.put_under(self.picture.goal, self.picture.graph)
        self.play(
            self.entrance(self.picture.goal, Fade),
            *map(Fade, (self.picture.bars, self.picture.called)),
        )
        self.add(self.picture.tally)
        self.turn(1.4)
        self.wait(0.4)
        self.turn(1.8)

    def turn_it_upside_down(self) -> None:
        self.beat(
            "From there ReLU keeps it at zero. "
            f"In layer 2, weight {self.written(2)} turns a copy upside down.",
            "mirror",
        )
        first, second = (column[0] for column in self.picture.drawing.plots[:2])
        ramp = first.curves[0].function
        self.copied, there = (PiecewiseGraph(plot, ramp, "ramp", CURVE) for plot in (first, second))
        exempt(self.copied, "crossing", "it passes the dials on its way")
        self.above.add(self.copied)
        self.add(self.copied)
        self.play(mn.Transform(self.copied, there), run_time=1.6)
        self.turn(2.2)
        self.name_sum()

    def lift_it(self) -> None:
        self.beat(
            f"Bias {self.written(3)} lifts the sum. "
            f"Where layer 1 is zero, it stays at {self.written(3)}: the ramp has its end.",
            "stop",
        )
        self.play(Fade(self.copied, leaving=True), run_time=0.6)
        self.above.remove(self.copied)
        lifted = self.model.turns[3].end * self.picture.output.unit[1] * mn.UP
        self.turn(2.4, mn.ApplyMethod(self.above.shift, lifted, run_time=2.4))

    def carry_it_to_the_output(self) -> None:
        self.beat(
            f"Weight {self.written(4)}, the rise of the target's piece, takes it to the output. "
            "That took five turns.",
            "output",
        )
        self.turn(2.0, Fade(self.above, leaving=True, run_time=ENTERING))
        self.above = mn.VGroup()

    def set_the_next_pair(self) -> None:
        end, start = map(self.written, (6, 7))
        self.beat(
            f"Layer 1's ReLU ends the next ramp (weight {end}), "
            f"and layer 2's starts it (weight {start}).",
            "next",
        )
        picture, middle = self.picture, self.model.interpolant.knots[1:3]
        for layer, word in enumerate(("end", "start")):
            self.turn(SLOW)
            self.turn(SLOW)
            plot = picture.drawing.plots[layer][1]
            spot = plot.point(middle[1 - layer], 0.0)
            dot = disc(self.theme, "target", DOT).move_to(spot)
            self.show_above(dot, names(self.name_below(word, "target", plot, spot), dot))
        self.wait(PAUSE)
        self.turn(SLOW)

    def set_all_the_others(self) -> None:
        left = self.model.interpolant.segments - 2
        self.beat(
            f"The other {left} pieces, five turns each. "
            "Where the wave falls, the last weight is negative (red).",
            "others",
        )
        picture = self.picture
        old = self.numbers_shown, self.above
        self.play(*[Fade(thing, leaving=True) for thing in old], run_time=0.5)
        self.above = mn.VGroup()
        parts = (picture.wanted, picture.word, picture.goal, picture.graph, picture.named)
        others = mn.VGroup(*picture.rows[ROWS:])
        picture.add_to_back(others)
        picture.add(*parts, picture.bars, picture.tally, picture.called)
        self.play(*lead(0.0, 1.0, picture, run_time=BACK), Fade(others, run_time=ENTERING))
        for index in range(len(self.model.turns) - self.made):
            self.turn(max(FAST - index // 5, FASTEST) / 15)

    def light_all_dials(self) -> None:
        interpolant, picture = self.model.interpolant, self.picture
        (error, where), plot, last = interpolant.max_error, picture.output, self.last
        assert last
        self.beat(
            f"The wave is drawn, off by {ERRORS(error)} at most. "
            "Next, training will turn the dials.",
            "answer",
        )
        self.play(
            mn.UpdateFromAlphaFunc(picture, lambda _, share: picture.light_dials(last, share)),
            *[Fade(mark, leaving=True) for mark in (picture.goal, picture.bars)],
            run_time=FLARE,
        )
        heights = interpolant.function(where), interpolant.target(where)
        ends = plot.points_of(np.array([[where, float(height)] for height in heights]))
        gap = stroked(self.theme.error, STROKES.strong, polyline(ends))
        shown, spot = [picture.wanted, picture.graph.graph, gap], ends.mean(axis=0)
        words = self.typeset(f"at most ${ERRORS.markup(error)}$ off", SIZES.label, "error")
        paths = [*picture.wanted.paths, *picture.graph.graph.paths]
        glass, near, texts = mn.Circle(GLASS), spot, [*self.texts, plot.marks]
        for part in (glass, words):
            places = places_near(part, near, plot.window)
            put_clear(part, places, within=plot.window, texts=texts, paths=paths)
            near, texts = part.get_bottom(), [*texts, part]
        lens = Lens(self.theme, glass.get_center(), GLASS, shown)
        lens.set_value((spot, GAP / float(np.ptp(ends[:, 1]))))
        self.play(*map(Fade, (gap, lens, words)))
        count, pieces = len(self.model.turns), interpolant.segments
        coloured = f"Tedious: {count} turns for #total[{pieces} pieces]."
        self.play(self.answer(f"Tedious: {count} turns for {pieces} pieces.", coloured))

    def written(self, index: int) -> str:
        """What a turn leads to, as captions and dials say it."""
        value = self.model.turns[index].end
        return Notation.of([value])(value)

    def name_below(self, word: str, role: str, plot: MiniPlot, spot: np.ndarray) -> Typeset:
        """A name under the floor of a plot, as near to a spot as it is clear of the sums."""
        name, floor = self.typeset(word, SIZES.label, role), float(plot.point(0.0, 0.0)[1])
        earth = plot.window.inset(top=plot.window.top - floor + TICK)
        paths = [path for line in self.picture.sums for path in line.paths]
        return put_clear(
            name, places_near(name, spot, earth), within=earth, texts=self.texts, paths=paths
        )

    def name_sum(self) -> None:
        """Give what a neuron of layer 2 sums its name, half-way down from the floor."""
        line, plot = self.picture.sums[0], self.picture.drawing.plots[1][0]
        low, high = line.paths[0][:2]
        share = (plot.point(0.0, 0.0) - low)[1] / (high - low)[1] / 2
        name = self.name_below("sum", "second", plot, low + share * (high - low))
        self.show_above(exempt(names(name, line), "crossing", "it passes the floor on its way"))

    def show_above(self, *marks: mn.VMobject) -> None:
        """Let marks come into sight that stay above the plots, until all go."""
        self.above.add(*marks)
        self.play(*map(Fade, marks), run_time=ENTERING)

    def turn(self, seconds: float, *also: mn.Animation) -> None:
        """Make the next turn; from near, with its number under the dial."""
        picture, turning = self.picture, Turning(self.picture, self.made, self.last)
        ways = [*lead(0.0, 1.0, turning, run_time=seconds), *also]
        pair = turning.turn.pair
        if pair != picture.piece:
            picture.piece = pair
            there = picture.piece_of_target(pair), picture.bars_of(pair)
            for mark, way in zip((picture.goal, picture.bars), there, strict=True):
                ways.append(mn.Transform(mark, way, run_time=seconds))
        if not picture.value:
            number = DialNumber(turning.dial, turning.turn.end)
            self.numbers_shown.add(number)
            ways.append(Morph(number, turning.turn.value, run_time=seconds))
            ways.append(Fade(number, run_time=ENTERING))
        self.add(turning, picture.bars, *self.above)
        self.play(*ways)
        self.last = turning
        self.made += 1
        picture.tally.set_value(self.made)
