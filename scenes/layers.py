"""Why a second layer? With it, each tent changes only its own place."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear
from scenes.catalogue.options.messages import counted
from scenes.layout import EDGE, FRAME, MARGIN, Region
from scenes.mobjects.animations import Fade, Morph, lead
from scenes.mobjects.clips.layers_gables import GablePicture
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible
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
UPPER, LOWER = Region(-2.9, 6.6, 0.7, 2.2), Region(-2.9, 6.6, LOW, 0.45)
"""The two rows of the last picture."""
TAIL, NUDGE, TURN = 1.4, 1.35, 1.5
"""How far the end of the wave moves; how many times higher a peak, and the last tent, get."""
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
        shown = mn.VGroup(*drawing, *others, self.trail, *self.travel.dots)
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
        grey, blue = self.theme.faint("muted"), self.theme.faint("ramp")
        wires = [w.animate.set_stroke(grey, STROKES.hair) for w in drawing.wires.values()]
        ramps = [plot.curves[0].animate.set_stroke(blue) for plot in drawing.plots[0]]
        del wires[[*drawing.wires].index((1, unit, 0))], ramps[unit]
        gone = [Fade(dots, leaving=True) for dots in self.travel.dots]
        self.play(*gone, *wires, *ramps, Fade(number), run_time=0.6)
        turning = lead(weight, self.times * weight, wire, number)
        self.play(*lead(1.0, self.times, turned), *turning, run_time=1.8)
        moved = self.words("all of this moved", drawing.output.point(0.6, 1.15), "weight")
        self.play(Fade(moved), run_time=0.5)

    # Gables

    def make_a_peak(self) -> None:
        two = "two, turned over, make a peak with endless skirts"
        self.beat(f"The second layer first adds ramps: {two}.", "peak")
        ground = self.ground = Ground(self.theme, FRAME, (-ASIDE, 1 + ASIDE), FLOOR, up=UP)
        self.picture = GablePicture(ground, self.gables)
        line, hero = PiecewiseLinear.line(1.0, -self.peak), self.picture.hero.graph
        sides = line.relu(), (-line).relu()
        valley = PiecewiseLinear.sum_of(sides)
        self.ramps = mn.VGroup(*[PiecewiseGraph(ground, side, "ramp") for side in sides])
        exempt(self.ramps, "cut", "ramps go on beyond the frame")
        self.ramps.add(self.words("two ramps", ground.point(0.72, 0.72), "ramp"))
        self.play(*self.all_leave(), run_time=0.4)
        self.play(Fade(ground), Fade(self.ramps), run_time=0.8)
        self.play(Fade(hero.set_value(valley)), run_time=0.4)
        over = Morph(hero, lambda share: (1 - share) * valley + share * self.gable)
        self.play(over, run_time=1.6)
        left, right = self.peak - 1.25 * self.half, self.peak + 1.25 * self.half
        feet = [ground.point(x, -0.9) for x in (max(0.05, left), right)]
        self.said = mn.VGroup(*[self.words("skirt", foot, "second", "floor") for foot in feet])
        self.play(Fade(self.said), run_time=0.5)

    def turn_one_peak(self) -> None:
        count = COUNTS[len(self.gables.peaks)]
        turn = "Turn one up, and its skirts move everywhere else"
        self.beat(f"{count} of these. {turn}.", "turn-one")
        picture, gone = self.picture, [Fade(old, leaving=True) for old in (self.ramps, self.said)]
        new = mn.VGroup(*picture.shades, picture.others)
        enters = self.slip_under(new, picture.hero.graph, by=Fade)
        self.play(enters, *gone, run_time=0.8)
        self.play(*lead(1.0, NUDGE, picture.hero), run_time=1.2)
        place = self.ground.point(self.peak + 2.6 * self.half, -1.6) + 2.3 * mn.RIGHT
        place[0] = min(place[0], EDGE - 2.5)
        self.said = mn.VGroup(self.words("this moved, too", place, "weight", "floor"))
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
        cut = picture.cut, picture.hero_cut
        self.play(*[Fade(skirts, leaving=True) for skirts in cut], run_time=0.5)
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
        heads = drawing.heads("ramps", "tents", "wave")
        self.enter(drawing, *self.parts(), heads, drawing.signs())
        self.lead_x(0.0, self.stations[1], 2.0)

    def parts(self) -> list[PiecewiseGraph]:
        """The tents as the output adds them up: weighed, so that some of them hang."""
        tents = [self.gables.weighed(index) for index in range(len(self.gables.peaks))]
        output, width = self.drawing.output, STROKES.guide
        graphs = [PiecewiseGraph(output, tent, "second", width) for tent in tents]
        for graph in graphs:
            graph.set_stroke(self.theme.faint("second"))
            exempt(graph, "contrast", "the wave is spoken of, not its parts")
        return graphs

    def send_x_on(self) -> None:
        self.beat("Where the weight is negative, a tent hangs: the whole wave is drawn.", "hang")
        self.lead_x(self.stations[1], 1.0, 3.2)

    # The comparison

    def turn_one_tent(self) -> None:
        only = "Turn one tent, and only its own place moves"
        self.beat(f"In one layer, all to the right moved. {only}.", "turn")
        output, wave = self.drawing.output, self.gables.wave
        output.add(*output.curves)
        self.play(*self.all_leave(output), run_time=0.5)
        upper = MiniPlot(self.theme, UPPER, UNIT, WAVE, "total", ())
        before = Turned(upper, wave, self.ramp, "total", self.times)
        before.graph.remove(before.graph.glow).set_stroke(self.theme.faint("total"))
        row = mn.VGroup(upper, before, *self.row(upper, "one layer:", "all this moves"))
        self.play(Morph(output, output.to(LOWER, WAVE)), Fade(row), run_time=1.2)
        tent = self.gables.weighed(self.one)
        turned = Turned(output, tent, tent, "second", domain=self.place)
        turned.remove(turned.area)
        both = turned, Turned(output, wave, tent, "total")
        words = self.row(output, "two layers:", "only this moves")
        self.play(Fade(mn.VGroup(*self.parts(), *both, *words)), run_time=0.8)
        self.remove(output.curves[0])
        self.play(*lead(1.0, TURN, *both), run_time=1.6)
        answer = "With it, {}each tent{} changes only its own place."
        self.play(self.answer(answer.format("", ""), answer.format("#second[", "]")))

    def row(self, plot: MiniPlot, name: str, moves: str) -> list[Typeset]:
        """What a row of the last picture shows, in two lines at its left."""
        foot = np.array([MARGIN - EDGE, plot.point(0.0, 0.0)[1], 0.0])
        lines = self.typeset(name, SMALL), self.typeset(moves, SMALL, "weight")
        return [lines[0].place(foot + 0.12 * mn.UP), lines[1].place(foot + 0.5 * mn.DOWN)]

    # A network of the user's own

    def show_the_network(self) -> None:
        self.beat("Each plot is what one neuron puts out, for every x.", "network")
        deep, domain = len(self.network.layers) > 2, self.parameters["domain"]
        drawing = PlotNetwork(self.network, self.theme, DEEP if deep else SHALLOW, domain)
        travel = Travel(drawing, self.theme, domain[0])
        names = ("layer 1", "layer 2", "output") if deep else ("layer 1", "output")
        heads = drawing.heads(*names)
        self.play(Fade(mn.VGroup(drawing, travel.dots)), Fade(heads), run_time=1.0)
        self.add(travel)
        self.beat("One x goes through all of them at once. What is lit puts something out.", "x")
        self.play(*lead(*domain, travel), run_time=6.0, rate_func=mn.linear)
        self.beat("The output weighs what the last layer puts out, and adds it up.", "output")
        self.play(Fade(heads, leaving=True), run_time=0.4)
        bends = counted(len(drawing.output.curves[0].function.corners(*domain)) - 2, "time")
        self.play(self.answer(f"A line that bends {bends} here."))
