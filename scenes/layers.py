"""Why a second layer? With it, one weight moves only one tent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear
from scenes.catalogue.options.messages import counted
from scenes.layout import FRAME, Region
from scenes.mobjects.animations import Fade, Morph, lead
from scenes.mobjects.clips.layers_tents import Parts
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import leader, legible
from scenes.mobjects.lines import filled, polyline, stroked
from scenes.mobjects.naming import names
from scenes.mobjects.networks.plots import SHADE, Columns, MiniPlot, PlotNetwork, Travel, Wire
from scenes.mobjects.plots.areas import Area
from scenes.mobjects.plots.curves import Glow, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.moving import Trail, Turned
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import STROKES

LOW, HIGH, START = -3.7, 2.0, np.array([-6.5, -0.85, 0.0])
"""The heights between which rows of plots stand, and where x is."""
OUTPUT = Region(-0.4, 6.6, LOW, HIGH)
SHALLOW = Columns(START, [(-5.2, -3.5)], LOW, HIGH, OUTPUT)
DEEP = Columns(START, [(-5.5, -4.2), (-3.2, -1.7)], LOW, HIGH, OUTPUT)
UNIT, WAVE = (0.0, 1.0), (-1.15, 1.75)
"""The heights that have room where ramps and tents are, and where the wave is."""
FLOOR, UP, SEEN = 0.3, 1.6, 3.4
"""Of peaks: where 0 is, frame units of a height of 1, and how many half widths are seen beside."""
LEFT, RIGHT, OVER = Region(-6.6, -0.4, LOW, 1.4), Region(0.4, 6.6, LOW, 1.4), 0.35
"""The two plots of the last picture; from them up to their names."""
TAIL, NUDGE = 1.75, 1.6
"""How far one weight moves the end of the wave; how many times higher a peak gets."""
RECIPE, NEXT_LINE = np.array([0.8, 2.6, 0.0]), 0.7 * mn.DOWN
"""Where it is said how a peak is made."""
LIFTED = np.array([-3.2, 2.3, 0.0])
"""Where the weight is that lifts it."""
DEEP_DOWN, BELOW = -1.3, 0.5
"""The height at which skirts are spoken of; how far under the frame the floor starts that rises."""
BESIDE = np.array([0.62, 0.33, 0.0])
"""From the start of a wire to the number of its weight."""
LARGE, MIDDLE, SMALL = 0.6, 0.5, 0.46
"""Em heights."""
WEIGHTS, WEIGHT_AT, SPACE = Notation(2), (0.04, -0.55), 0.15
"""How weights are written that are turned, where in the last plots, and from the word to them."""
COUNTS = {1: "One", 2: "Two", 4: "Four", 6: "Six", 8: "Eight"}


class Layers(Stage):
    """A wave of one layer, peaks, the floor that cuts them off, tents, and one weight in both."""

    def construct(self) -> None:
        self.network, self.stations, self.gables = self.model
        if self.gables is None:
            self.show_the_network()
            return
        gables = self.gables
        self.one, self.half, self.wave = gables.tallest, gables.half, gables.wave
        self.peak, self.gable = gables.peaks[self.one], gables.gable(self.one)
        self.draw_in_one_layer()
        self.lift_by_one_weight()
        self.make_a_peak()
        self.lift_one_peak()
        self.cut_the_skirts_off()
        self.weigh_the_tents()
        self.send_x()
        self.compare()

    def words(self, markup: str, place: np.ndarray, role: str, on: str = "ground") -> Typeset:
        """Words in the picture, centred on a place, with a halo."""
        return legible(self.typeset(markup, LARGE, role).place(place, align=0.5), self.theme, on)

    def number(self, weight: float, of: str = "weight") -> LiveNumber:
        """A weight that is about to be turned."""
        role = role_of(weight)
        return LiveNumber(weight, WEIGHTS, self.theme, MIDDLE, role=role, sign="inline", called=of)

    def called(self, number: LiveNumber, place: np.ndarray, on: str) -> mn.VGroup:
        """The number of a weight, and the word for it."""
        word = self.typeset("weight", MIDDLE, "ink").place(place)
        number.place(place + (word.advance + SPACE) * mn.RIGHT)
        return legible(names(mn.VGroup(word, number), number), self.theme, on)

    def lead_x(self, start: float, stop: float, seconds: float) -> None:
        """Send x on, and draw the wave as far."""
        ways = lead(start, stop, self.travel, self.trail, run_time=seconds, rate_func=mn.linear)
        self.play(*ways)

    def dim(self, wires: Iterable[Wire], curves: Iterable[PiecewiseGraph], role: str) -> list[Any]:
        """Let what is not spoken of now be faint."""
        grey, faint = self.theme.floor, self.theme.faint(role)
        idle = [wire.animate.set_stroke(grey, STROKES.hair) for wire in wires if wire.weight]
        return [*idle, *[curve.animate.set_stroke(faint) for curve in curves]]

    # One layer

    def draw_in_one_layer(self) -> None:
        self.beat("One layer can draw this wave: each ramp bends it once.", "one-layer")
        network, ranges = self.gables.shallow, (UNIT, WAVE)
        self.drawing = drawing = PlotNetwork(network, self.theme, SHALLOW, UNIT, y_ranges=ranges)
        output = drawing.output
        output.remove(*output.curves, *output.shades)
        self.travel = Travel(drawing, self.theme, 0.0)
        self.trail = Trail(output, self.wave, "total", 0.0)
        dots = self.travel.dots
        self.play(Fade(mn.VGroup(*drawing, self.trail, dots, drawing.heads("one layer"))))
        self.add(self.travel, self.trail, dots)
        self.lead_x(0.0, 1.0, 3.6)

    def lift_by_one_weight(self) -> None:
        self.beat("Lift its peak by one weight, and all to the right moves, too.", "one-weight")
        drawing, (unit, self.ramp) = self.drawing, self.gables.ramp(self.one)
        weight = float(self.ramp.right_slope)
        self.times = 1 + TAIL / self.ramp(1.0)
        turned = Turned(drawing.output, self.wave, self.ramp, "total")
        self.replace(self.trail, turned)
        wire = drawing.wires[1, unit, 0]
        number = LiveNumber(weight, Notation(1), self.theme, SMALL, role=role_of(weight))
        legible(names(number.hang(wire.get_start() + BESIDE), wire), self.theme)
        wires = [w for w in drawing.wires.values() if w is not wire]
        ramps = [plot.curves[0] for k, plot in enumerate(drawing.plots[0]) if k != unit]
        gone = Fade(self.travel.dots, leaving=True)
        self.play(gone, *self.dim(wires, ramps, "ramp"), Fade(number), run_time=0.6)
        turning = lead(weight, self.times * weight, wire, number)
        self.play(*lead(1.0, self.times, turned), *turning, run_time=1.8)
        moved = self.words("all of this moved", drawing.output.point(0.62, 1.55), "weight")
        names(moved, turned)
        self.play(Fade(moved), run_time=0.5)

    # Peaks

    def make_a_peak(self) -> None:
        two = "Layer 2 turns two ramps down, its bias lifts them"
        self.beat(f"{two}: a peak with endless sides.", "peak")
        seen = SEEN * self.half
        x_range = self.peak - seen, self.peak + seen
        ground = self.ground = Ground(self.theme, FRAME, x_range, FLOOR, up=UP)
        self.hero = Turned(ground, self.gable, self.gable, "second")
        exempt(self.hero, "crossing", "skirts cross: they go on for ever")
        line, hero = PiecewiseLinear.line(1.0, -self.peak), self.hero.graph
        right, left = line.relu(), (-line).relu()
        ramps = mn.VGroup(*[PiecewiseGraph(ground, f, "ramp") for f in (right, left)])
        exempt(ramps, "cut", "ramps go on beyond the frame")
        exempt(ramps, "twins", "each is flat where the other rises")
        slope = 1 / self.half
        first = self.typeset("layer 1: two ramps", MIDDLE, "ramp").place(RECIPE)
        second, third = (
            self.typeset(words, MIDDLE, "second")
            for words in (f"layer 2: $-{slope:.2g} times$ both", ", plus $1$")
        )
        third.place(second.place(RECIPE + NEXT_LINE).anchor.get_start() + second.advance * mn.RIGHT)
        self.play(*self.all_leave(), run_time=0.4)
        self.play(Fade(ground), Fade(ramps[0]), Fade(first), run_time=0.6)
        self.play(Fade(ramps[1]), run_time=0.4)
        faint = ramps.animate.set_stroke(self.theme.faint("ramp"))
        valley, down = right + left, -1 - slope
        turned = valley + down * right
        self.play(faint, Fade(hero.set_value(valley)), Fade(second), run_time=0.5)
        self.play(Morph(hero, lambda share: valley + share * down * right), run_time=0.8)
        self.play(Morph(hero, lambda share: turned + share * down * left), run_time=0.8)
        peak, up = np.array([self.peak]), np.ones(1)
        lift = Morph(hero, lambda share: PiecewiseLinear(peak, share * up, slope, -slope))
        self.play(lift, Fade(third), run_time=1.0)
        under = ground.point(self.peak, DEEP_DOWN)
        skirts = self.words("endless sides (skirts)", under, "second", "floor")
        names(skirts, hero)
        self.said = mn.VGroup(ramps, first, second, third, skirts)
        self.play(Fade(skirts), run_time=0.4)

    def lift_one_peak(self) -> None:
        turned = "Lift one peak by one weight"
        self.beat(f"{turned}, and its skirts move, too, without end.", "turn-one")
        away = [abs(peak - self.peak) / self.half for peak in self.gables.peaks]
        beside = [k for k, times in enumerate(away) if 0 < round(times) < 2]
        self.others = mn.VGroup()
        for k in beside:
            shape, place = self.gables.gable(k), self.gables.place(k)
            skirts = PiecewiseGraph(self.ground, shape, "second", STROKES.guide)
            skirts.set_stroke(self.theme.faint("second"))
            area = Area(self.ground, shape, "second", opacity=SHADE, domain=place)
            self.others.add(area, exempt(skirts, "cut", "skirts go on beyond the frame"))
            exempt(skirts, "contrast", "one peak is spoken of")
        enters = self.slip_under(self.others, self.hero.graph, by=Fade)
        self.play(enters, *[Fade(old, leaving=True) for old in self.said], run_time=0.8)
        number = self.number(1.0)
        self.play(Fade(self.called(number, LIFTED, "ground")), run_time=0.4)
        self.play(*lead(1.0, NUDGE, self.hero, number), run_time=1.4)
        place = self.ground.point(self.peak, DEEP_DOWN)
        words = names(self.words("all of this moved", place, "weight", "floor"), self.hero)
        # Midway, at this height, between where the skirt was and where it is.
        foot = self.half * (1 - DEEP_DOWN * (1 + 1 / NUDGE) / 2)
        sides = [self.ground.point(self.peak + side * foot, DEEP_DOWN) for side in (-1, 1)]
        self.said = mn.VGroup(*[leader(words, side, self.theme)[1] for side in sides], words)
        self.play(Fade(self.said), run_time=0.4)

    def cut_the_skirts_off(self) -> None:
        does = "raises the floor: it cuts the skirts off"
        self.beat(f"Layer 2's ReLU {does}, and only the tent has moved.", "cut")
        ground, theme = self.ground, self.theme
        corners, foot = FRAME.corners, ground.point(self.peak, 0.0) + 0.75 * mn.DOWN
        corners[corners[:, 1] > FLOOR, 1] = FLOOR
        line = stroked(theme.ink, STROKES.strong, polyline(ground.level(0.0)))
        label = names(self.words("ReLU of layer 2", foot, "ink", "floor"), line)
        floor = self.floor = mn.VGroup(filled(theme.floor, corners), Glow(line, theme), line, label)
        exempt(floor, "covered", "it cuts off what is below it, as ReLU does")
        exempt(floor, "cut", "it comes from below, as wide as the frame")
        rise = (FLOOR - FRAME.bottom + BELOW) * mn.UP
        self.add(floor.shift(-rise))
        gone = Fade(self.said, leaving=True)
        self.play(gone, floor.animate.shift(rise), run_time=2.8, rate_func=mn.linear)
        tent, place = self.gable.relu(), self.gables.place(self.one)
        self.remove(self.hero)
        self.hero = Turned(ground, tent, tent, "second", NUDGE, domain=place)
        self.put_under(self.hero, floor)
        beside = ground.point(self.peak, 1.2) + 3.2 * mn.RIGHT
        moved = names(self.words("only this moved", beside, "weight"), self.hero)
        self.play(Fade(moved), run_time=0.4)

    # The network

    def weigh_the_tents(self) -> None:
        weights = self.gables.weights
        count = COUNTS[len(weights)].lower()
        turns = "A negative weight turns its tent over"
        self.beat(f"The output weighs {count} tents. {turns}.", "weigh")
        ranges = UNIT, UNIT, WAVE
        self.drawing = drawing = PlotNetwork(
            self.network, self.theme, DEEP, UNIT, shared=(2, 1), y_ranges=ranges
        )
        output = drawing.output
        output.remove(*output.shades)
        drawing.remove(output)
        left, right = (self.ground.point(x, 0)[0] for x in UNIT)
        low, high = (FLOOR + UP * y for y in WAVE)
        place = Region(left, right, low, high), WAVE
        parts = self.parts = Parts(self.theme, place, self.gables)
        self.play(*lead(NUDGE, 1.0, self.hero), run_time=0.5)
        exempt(parts, "cut", "those come from beyond the frame that were not looked at")
        self.travel = Travel(drawing, self.theme, 0.0, parts)
        self.weighing = [wire for key, wire in drawing.wires.items() if key[0] == 2]
        drawing.remove(*self.weighing)
        for index, (wire, plot) in enumerate(zip(self.weighing, drawing.plots[1], strict=True)):
            wire.light(1.0)
            plot.light(0, 1.0)
            parts.light(index, 1.0)
        self.play(*self.all_leave(), Fade(parts), run_time=0.4)
        self.play(Morph(parts, parts.to(output.window, WAVE)), run_time=1.2)
        heads = drawing.heads("layer 1", "layer 2")
        self.play(Fade(mn.VGroup(*drawing, heads)), run_time=0.6)
        weigh = mn.UpdateFromAlphaFunc(parts, lambda parts, share: parts.weigh(share))
        self.play(weigh, *map(Fade, self.weighing), run_time=1.6)
        hang = np.mean([m for m, w in zip(self.gables.peaks, weights, strict=True) if w < 0])
        self.said = self.words("negative", output.point(float(hang), 0.3), "error")
        names(self.said, parts)
        self.play(Fade(self.said), run_time=0.4)

    def send_x(self) -> None:
        drawing, parts, pause = self.drawing, self.parts, self.stations[1]
        count = sum(self.network.activations([pause])[1] > 0)
        alive = f"{COUNTS[count].lower()} tent{'s are' if count > 1 else ' is'} alive"
        self.beat(f"One x runs through. Where it stops, {alive}: their sum is the wave.", "network")
        curves = [*parts.curves, *[plot.curves[0] for plot in drawing.plots[1]]]
        self.trail = Trail(drawing.output, self.wave, "total", 0.0)
        gone, comes = Fade(self.said, leaving=True), Fade(mn.VGroup(self.trail, self.travel.dots))
        self.play(gone, comes, *self.dim(self.weighing, curves, "second"), run_time=0.6)
        self.add(self.travel, self.trail, self.travel.dots)
        self.lead_x(0.0, 1.0, 3.2)
        self.play(*lead(1.0, pause, self.travel, run_time=1.2))  # and back, to look

    # The comparison

    def compare(self) -> None:
        sides = "left, all from there on moves; right, only the tent"
        self.beat(f"One weight lifts the peak in both: {sides}.", "turn")
        output, wave, parts = self.drawing.output, self.wave, self.parts
        parts.remove(parts.earth, parts.line)
        self.bring_to_back(output)
        self.play(*self.all_leave(output), run_time=0.5)
        other = MiniPlot(self.theme, LEFT, UNIT, WAVE, "total", ())
        shallow = Turned(other, wave, self.ramp, "total")
        shallow.graph.remove(shallow.graph.glow)
        named = (
            (LEFT, "#ramp[one layer]", self.gables.shallow),
            (RIGHT, "#second[two layers]", self.network),
        )
        heads = [
            self.words(f"{name}: {hidden} neurons", at.at(0.5, 1.0) + OVER * mn.UP, "ink")
            for at, name, network in named
            for hidden in [sum(network.sizes[1:-1])]
        ]
        arrives = Fade(mn.VGroup(other, shallow, *heads))
        self.play(Morph(output, output.to(RIGHT, WAVE)), arrives, run_time=1.0)
        tent, place = self.gables.weighed(self.one), self.gables.place(self.one)
        below = Turned(output, tent, tent, "second", domain=place)
        deep = Turned(output, wave, tent, "total")
        below.remove(below.area, below.ghost)
        for turned in (below, deep):
            turned.graph.remove(turned.graph.glow)
        self.play(Fade(below), Fade(deep), run_time=0.4)
        self.remove(output.curves[0])
        lift = (self.times - 1) * self.ramp(self.peak) / tent(self.peak)
        ways = [*lead(1.0, self.times, shallow), *lead(1.0, 1 + lift, below, deep)]
        written = []
        for layer, weight, times, plot in (
            ("ramp", float(self.ramp.right_slope), self.times, other),
            ("second", self.gables.weights[self.one], 1 + lift, output),
        ):
            number = self.number(weight, of=layer)
            written.append(self.called(number, plot.point(*WEIGHT_AT), "floor"))
            ways += lead(weight, times * weight, number)
        self.play(*map(Fade, written), run_time=0.4)
        self.play(*ways, run_time=2.0)
        said = (other, "all this moves"), (output, "only this moves")
        moves = [self.words(words, plot.point(0.62, 1.45), "weight") for plot, words in said]
        for label, moved in zip(moves, (shallow, deep), strict=True):
            names(label, moved)
        markup = "With it, #weight[one weight] moves only #second[one tent]."
        self.play(
            *map(Fade, moves), self.answer("With it, one weight moves only one tent.", markup)
        )

    # A network of the user's own

    def show_the_network(self) -> None:
        self.beat("Each plot is what one neuron puts out, for every x.", "network")
        deep, domain = len(self.network.layers) > 2, self.parameters["domain"]
        drawing = PlotNetwork(self.network, self.theme, DEEP if deep else SHALLOW, domain)
        travel = Travel(drawing, self.theme, domain[0])
        heads = drawing.heads(*("layer 1", "layer 2")[: 1 + deep], "output")
        self.play(Fade(mn.VGroup(drawing, travel.dots)), Fade(heads), run_time=1.0)
        self.add(travel, travel.dots)
        self.beat("One x goes through all of them at once. What is lit puts something out.", "x")
        self.play(*lead(*domain, travel), run_time=6.0, rate_func=mn.linear)
        self.beat("The output weighs what the last layer puts out, and adds it up.", "output")
        self.play(Fade(heads, leaving=True), run_time=0.4)
        bends = counted(len(drawing.output.curves[0].function.corners(*domain)) - 2, "time")
        self.play(self.answer(f"A line that bends {bends} here."))


def role_of(weight: float) -> str:
    """What a weight is drawn as, as its wire is."""
    return "weight" if weight > 0 else "error"
