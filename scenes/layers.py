"""Why a second layer? With it, each tent changes only its own place."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear
from scenes.catalogue.options.messages import counted
from scenes.layout import FRAME, Region
from scenes.mobjects.animations import Fade, Morph, lead
from scenes.mobjects.clips.layers_gables import GablePicture
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible
from scenes.mobjects.lines import polyline, stroked
from scenes.mobjects.networks.plots import Columns, MiniPlot, PlotNetwork, Travel
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.moving import Trail, Turned
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import STROKES

LOW, HIGH, START = -3.7, 2.0, np.array([-6.4, -0.85, 0.0])
"""The heights between which rows of plots stand, and where x is."""
SHALLOW = Columns(START, [(-5.2, -3.5)], LOW, HIGH, Region(-0.4, 6.6, LOW, HIGH))
DEEP = Columns(START, [(-5.2, -3.1), (-1.2, 1.5)], LOW, HIGH, Region(3.4, 6.6, -3.2, 1.7))
UNIT, WAVE = (0.0, 1.0), (-1.1, 1.5)
"""The heights that have room where ramps and tents are, and where the wave is."""
FLOOR, UP, ASIDE = 0.2, 1.75, 1 / 18
"""Of gables: where 0 is, frame units of a height of 1, and what is seen of x beside [0, 1]."""
LEFT, RIGHT, OVER = Region(-6.6, -0.4, LOW, 1.4), Region(0.4, 6.6, LOW, 1.4), 0.35
"""The two plots of the last picture; from them up to their names."""
TAIL, NUDGE, TURN = 1.4, 1.35, 1.5
"""How far the end of the wave moves; how many times higher a peak, and the last tent, get."""
RECIPE, NEXT_LINE = np.array([-1.2, 2.55, 0.0]), 0.7 * mn.DOWN
"""Where it is said how a peak is made."""
DEPTH, LEADER, GAP = 1.0, 0.85, 0.17
"""How far under the floor it is said that a skirt moves; the line there, and what it keeps off."""
BESIDE = np.array([0.62, 0.33, 0.0])
"""From the start of a wire to the number of its weight."""
LARGE, SMALL = 0.6, 0.46
"""Em heights."""
COUNTS = {1: "One", 2: "Two", 4: "Four", 6: "Six", 8: "Eight"}


class Layers(Stage):
    """A wave of one layer, gables, the floor that cuts them off, an x in the network, one tent."""

    def construct(self) -> None:
        self.network, self.stations, self.gables = self.model
        if self.gables is None:
            self.show_the_network()
            return
        self.one, self.half = self.gables.tallest, self.gables.half
        self.peak = self.gables.peaks[self.one]
        self.gable, self.place = self.gables.gable(self.one), self.gables.place(self.one)
        self.draw_in_one_layer()
        self.turn_one_weight()
        self.make_a_peak()
        self.turn_one_peak()
        self.cut_the_skirts_off()
        self.send_x()
        self.send_x_on()
        self.turn_one_tent()

    def words(self, markup: str, place: np.ndarray, role: str, on: str = "ground") -> Typeset:
        """Words in the picture, centred on a place, with a halo."""
        return legible(self.typeset(markup, LARGE, role).place(place, align=0.5), self.theme, on)

    def enter(self, drawing: PlotNetwork, *others: mn.VMobject) -> None:
        """A network comes, and in it the wave, which x has yet to draw."""
        output = drawing.output
        output.remove(*output.curves, *output.shades)
        self.travel = Travel(drawing, self.theme, 0.0)
        self.trail = Trail(output, self.gables.wave, "total", 0.0)
        shown = mn.VGroup(*drawing, *others, self.trail, self.travel.dots)
        self.play(Fade(shown), run_time=0.8)

    def lead_x(self, start: float, stop: float, seconds: float) -> None:
        """Send x on, and draw the wave as far."""
        ways = lead(start, stop, self.travel, self.trail, run_time=seconds, rate_func=mn.linear)
        self.play(*ways)

    # One layer

    def draw_in_one_layer(self) -> None:
        self.beat("One layer can draw this wave: each ramp bends it once.", "one-layer")
        network, ranges = self.gables.shallow, (UNIT, WAVE)
        self.drawing = PlotNetwork(network, self.theme, SHALLOW, UNIT, y_ranges=ranges)
        self.enter(self.drawing, self.drawing.heads("one layer"))
        self.lead_x(0.0, 1.0, 3.6)

    def turn_one_weight(self) -> None:
        self.beat("But turn the weight of one, and all to its right moves, too.", "one-weight")
        drawing, (unit, self.ramp) = self.drawing, self.gables.ramp(self.one)
        weight = float(self.ramp.right_slope)
        self.times = 1 + TAIL / self.ramp(1.0)
        turned = Turned(drawing.output, self.gables.wave, self.ramp, "total")
        self.replace(self.trail, turned)
        wire = drawing.wires[1, unit, 0]
        number = LiveNumber(weight, Notation(1), self.theme, SMALL, role="error")
        legible(number.hang(wire.get_start() + BESIDE), self.theme)
        grey, blue = self.theme.floor, self.theme.faint("ramp")
        wires = [w.animate.set_stroke(grey, STROKES.hair) for w in drawing.wires.values()]
        ramps = [plot.curves[0].animate.set_stroke(blue) for plot in drawing.plots[0]]
        del wires[[*drawing.wires].index((1, unit, 0))], ramps[unit]
        gone = Fade(self.travel.dots, leaving=True)
        self.play(gone, *wires, *ramps, Fade(number), run_time=0.6)
        turning = lead(weight, self.times * weight, wire, number)
        self.play(*lead(1.0, self.times, turned), *turning, run_time=1.8)
        moved = self.words("all of this moved", drawing.output.point(0.6, 1.15), "weight")
        self.play(Fade(moved), run_time=0.5)

    # Gables

    def make_a_peak(self) -> None:
        two = "Layer 2 turns two ramps down, its bias lifts them"
        self.beat(f"{two}: a peak with endless sides.", "peak")
        ground = self.ground = Ground(self.theme, FRAME, (-ASIDE, 1 + ASIDE), FLOOR, up=UP)
        self.picture = GablePicture(ground, self.gables)
        line, (low, high) = PiecewiseLinear.line(1.0, -self.peak), ground.x_range
        right, left, hero = line.relu(), (-line).relu(), self.picture.hero.graph
        sides = (right, (self.peak, high)), (left, (low, self.peak))
        ramps = mn.VGroup(*[PiecewiseGraph(ground, f, "ramp", domain=part) for f, part in sides])
        exempt(ramps, "cut", "ramps go on beyond the frame")
        slope = 1 / self.half
        first = self.typeset("layer 1: two ramps", LARGE, "ramp").place(RECIPE)
        second, third = (
            self.typeset(words, LARGE, "second")
            for words in (f"layer 2: $-{slope:.2g}$ times both", ", plus $1$")
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
        under = ground.point(max(0.2, self.peak), -1.3)
        skirts = self.words("endless sides (skirts)", under, "second", "floor")
        self.said = mn.VGroup(ramps, first, second, third, skirts)
        self.play(Fade(skirts), run_time=0.4)

    def turn_one_peak(self) -> None:
        count = COUNTS[len(self.gables.peaks)]
        turn = "Turn one up, and its skirts move everywhere else"
        self.beat(f"{count} of these. {turn}.", "turn-one")
        picture, hero = self.picture, self.picture.hero
        new = mn.VGroup(*picture.shades, picture.others)
        enters = self.slip_under(new, hero.graph, by=Fade)
        self.play(enters, *[Fade(old, leaving=True) for old in self.said], run_time=0.8)
        self.play(*lead(1.0, NUDGE, hero), run_time=1.2)
        across = [self.peak + self.half * (1 + DEPTH / times) for times in (1.0, NUDGE)]
        moved = self.ground.point(sum(across) / 2, -DEPTH)
        end = moved + LEADER * mn.RIGHT
        words = self.typeset("moved, too", LARGE, "weight").place(end)
        line = polyline(np.array([moved, end - GAP * mn.RIGHT]) + GAP * mn.UP)
        leader = stroked(self.theme.weight, STROKES.guide, line)
        self.said = mn.VGroup(leader, legible(words, self.theme, "floor"))
        self.play(Fade(self.said), run_time=0.4)

    def cut_the_skirts_off(self) -> None:
        moves = "now only the tent moves"
        self.beat(f"Layer 2's ReLU lifts the floor and cuts the skirts off: {moves}.", "cut")
        picture, tent = self.picture, self.gable.relu()
        self.play(*lead(NUDGE, 1.0, picture.hero), Fade(self.said, leaving=True), run_time=0.6)
        start = picture.under
        foot = self.ground.point(0.5, start) + 0.6 * mn.DOWN
        label = self.words("ReLU of layer 2", foot, "ink", "floor")
        exempt(label, "cut", "it comes from below")
        self.add(picture, label)
        up = Morph(picture, lambda share: (1 - share) * start)
        lifted = label.animate.shift(-start * UP * mn.UP)
        self.play(up, lifted, run_time=2.6, rate_func=mn.linear)
        self.play(Fade(picture.cut, leaving=True), run_time=0.5)
        hero = Turned(self.ground, tent, tent, "second", domain=self.place)
        self.replace(picture.hero, hero)
        self.play(*lead(1.0, NUDGE, hero), run_time=1.0)
        beside = self.ground.point(self.peak, 1.18) + 2.6 * mn.RIGHT
        self.play(Fade(self.words("only this moved", beside, "weight")), run_time=0.4)

    # The network

    def send_x(self) -> None:
        alive = sum(self.network.activations([self.stations[1]])[1] > 0)
        some = f"{COUNTS[alive]} tent{'s are' if alive > 1 else ' is'} alive there"
        self.beat(f"An x goes through. {some}: weighed and added, they make the wave.", "network")
        drawing = self.drawing = PlotNetwork(
            self.network, self.theme, DEEP, UNIT, shared=(2, 1), y_ranges=(UNIT, UNIT, WAVE)
        )
        tents = drawing.plots[1]
        homes = [tent.value[0] for tent in tents]
        left, right = (self.ground.point(x, 0)[0] for x in UNIT)
        for tent in tents:
            tent.set_value((Region(left, right, FLOOR - UP / 3, FLOOR + UP), UNIT)).light(0, 0.0)
        self.play(Fade(mn.VGroup(*tents)), *self.all_leave(), run_time=0.5)
        ways = [tent.to(home, UNIT) for tent, home in zip(tents, homes, strict=True)]
        self.play(*map(Morph, tents, ways), run_time=1.2)
        drawing.remove(*tents)
        heads = drawing.heads("layer 1: ramps", "layer 2: tents", "wave")
        weights = self.gables.weights
        stand = [self.part(index) for index, weight in enumerate(weights) if weight > 0]
        self.enter(drawing, *stand, heads, drawing.signs())
        self.lead_x(0.0, self.stations[1], 2.0)

    def part(self, index: int) -> PiecewiseGraph:
        """A tent as the output adds it up: weighed, so that it may hang."""
        output, tent = self.drawing.output, self.gables.weighed(index)
        graph = PiecewiseGraph(output, tent, "second", STROKES.guide)
        graph.set_stroke(self.theme.faint("second"))
        return exempt(graph, "contrast", "the wave is spoken of, not its parts")

    def send_x_on(self) -> None:
        self.beat("A negative weight turns its tent over: now the whole wave is drawn.", "hang")
        hang = [k for k, weight in enumerate(self.gables.weights) if weight < 0]
        plots, parts = [self.drawing.plots[1][k] for k in hang], map(self.part, hang)
        tents = [PiecewiseGraph(plot, plot.curves[0].function, "second") for plot in plots]
        for kind in ("crossing", "contrast"):
            exempt(mn.VGroup(*tents), kind, "it goes to the wave and fades there")
        self.play(*map(Fade, tents), run_time=0.4)
        self.play(*map(mn.ReplacementTransform, tents, parts), run_time=1.4)
        self.add(self.trail, self.travel)
        self.lead_x(self.stations[1], 1.0, 3.2)

    # The comparison

    def turn_one_tent(self) -> None:
        only = "Turn one tent, and only its own place moves"
        self.beat(f"In one layer, all to the right moves. {only}.", "turn")
        output, wave = self.drawing.output, self.gables.wave
        output.add(*output.curves)
        self.play(*self.all_leave(output), run_time=0.5)
        other = MiniPlot(self.theme, LEFT, UNIT, WAVE, "total", ())
        shallow = Turned(other, wave, self.ramp, "total")
        shallow.graph.remove(shallow.graph.glow)
        named = (LEFT, "one layer", "ramp"), (RIGHT, "two layers", "second")
        heads = [self.words(name, at.at(0.5, 1.0) + OVER * mn.UP, role) for at, name, role in named]
        arrives = Fade(mn.VGroup(other, shallow, *heads))
        self.play(Morph(output, output.to(RIGHT, WAVE)), arrives, run_time=1.0)
        tent = self.gables.weighed(self.one)
        below = Turned(output, tent, tent, "second", domain=self.place)
        deep = Turned(output, wave, tent, "total")
        below.remove(below.area, below.ghost)
        for turned in (below, deep):
            turned.graph.remove(turned.graph.glow)
        self.play(*lead(1.0, self.times, shallow), Fade(below), Fade(deep), run_time=1.2)
        self.remove(output.curves[0])
        moves = self.words("all this moves", other.point(0.56, 1.2), "weight")
        self.play(Fade(moves), run_time=0.4)
        self.play(*lead(1.0, TURN, below, deep), run_time=1.2)
        moves = self.words("only this moves", output.point(0.68, 1.2), "weight")
        answer = "With it, {}each tent{} changes only its own place."
        markup = answer.format("#second[", "]")
        self.play(Fade(moves), self.answer(answer.format("", ""), markup))

    # A network of the user's own

    def show_the_network(self) -> None:
        self.beat("Each plot is what one neuron puts out, for every x.", "network")
        deep, domain = len(self.network.layers) > 2, self.parameters["domain"]
        drawing = PlotNetwork(self.network, self.theme, DEEP if deep else SHALLOW, domain)
        travel = Travel(drawing, self.theme, domain[0])
        heads = drawing.heads(*("layer 1", "layer 2")[: 1 + deep], "output")
        self.play(Fade(mn.VGroup(drawing, travel.dots)), Fade(heads), run_time=1.0)
        self.add(travel)
        self.beat("One x goes through all of them at once. What is lit puts something out.", "x")
        self.play(*lead(*domain, travel), run_time=6.0, rate_func=mn.linear)
        self.beat("The output weighs what the last layer puts out, and adds it up.", "output")
        self.play(Fade(heads, leaving=True), run_time=0.4)
        bends = counted(len(drawing.output.curves[0].function.corners(*domain)) - 2, "time")
        self.play(self.answer(f"A line that bends {bends} here."))
