"""Why a second layer? With it, each tent changes only its own place."""

from __future__ import annotations

from itertools import chain

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear
from scenes.catalogue.options.messages import counted
from scenes.layout import EDGE, Region
from scenes.mobjects.animations import Fade, Morph, lead
from scenes.mobjects.clips.layers_gables import FLOOR, UP, GablePicture
from scenes.mobjects.clips.layers_turned import Trail, Turned
from scenes.mobjects.controls.beads import disc
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible
from scenes.mobjects.networks.plots import Columns, MiniPlot, PlotNetwork, Travel
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import STROKES

LOW, HIGH, HEAD = -3.7, 2.0, 2.2
"""Heights between which rows of plots stand, and the baseline of what is over them."""
START = np.array([-6.4, (LOW + HIGH) / 2, 0.0])
OUTPUT = Region(3.4, 6.6, -3.2, 1.7)
SHALLOW = Columns(START, [(-5.2, -3.5)], LOW, HIGH, Region(-0.4, 6.6, LOW, HIGH))
DEEP = Columns(START, [(-5.2, -3.1), (-1.2, 1.5)], LOW, HIGH, OUTPUT)
WAVE, UNIT = (-1.1, 1.5), (0.0, 1.0)
"""The heights that have room where the wave is, and where ramps and tents are."""
UPPER, LOWER = Region(-2.9, 6.6, 0.7, 2.2), Region(-2.9, 6.6, LOW, 0.45)
"""The two rows of the last picture."""
ROW = np.array([-6.6, 0.12, 0.0])
"""Where the words of a row start, and how far the first line is above the row's floor."""
TURN, TAIL, NUDGE = 1.5, 1.4, 1.35
"""How many times higher one tent gets, how far the end of the wave moves, how far a peak does."""
BESIDE = np.array([0.62, 0.33, 0.0])
"""From the start of a wire to the number of its weight."""
LARGE, WORDS, SIGN = 0.6, 0.46, 0.56
"""Em heights."""
COUNTS = {1: "One", 2: "Two", 4: "Four", 6: "Six", 8: "Eight"}
ANSWER = "With it, each tent changes only its own place."
ANSWER_MARKUP = "With it, #second[each tent] changes only its own place."


class Layers(Stage):
    """A wave of one layer, gables, the floor that cuts them off, an x in the network, one tent."""

    def construct(self) -> None:
        self.network, self.stations, self.gables = self.model
        if self.gables is None:
            self.show_the_network()
            return
        self.one = self.gables.tallest
        self.peak, self.wave = self.gables.peaks[self.one], self.gables.wave()
        self.place = self.peak - self.gables.half, self.peak + self.gables.half
        self.draw_in_one_layer()
        self.turn_one_weight()
        self.make_a_peak()
        self.turn_one_peak()
        self.cut_the_skirts_off()
        self.send_x()
        self.send_x_on()
        self.turn_one_tent()

    def clear_all(self, *but: mn.Mobject) -> None:
        """All leaves, but for the question and these."""
        stay = (self.question, *but)
        old = [top for top in self.mobjects if top not in stay and isinstance(top, mn.VMobject)]
        self.play(Fade(mn.VGroup(*old), leaving=True), run_time=0.5)
        self.remove(*old)

    def words(self, markup: str, place: np.ndarray, role: str, size: float = WORDS) -> Typeset:
        """Words in the picture, centred on a place, with a halo."""
        return legible(self.typeset(markup, size, role).place(place, align=0.5), self.theme)

    def dot(self) -> mn.Circle:
        """The input."""
        return disc(self.theme, "input").move_to(START)

    # One layer

    def draw_in_one_layer(self) -> None:
        self.beat("One layer can draw this wave: each ramp bends it once.", "one-layer")
        network = self.gables.shallow()
        drawing = self.shallow = PlotNetwork(
            network, self.theme, SHALLOW, ("ramp", "total"), (0, 1), y_ranges=(UNIT, WAVE)
        )
        output = drawing.output
        output.remove(*output.curves, *output.shades)
        self.travel = Travel(drawing, self.theme, 0.0)
        self.trail = Trail(output, self.wave, "total", 0.0)
        x = self.words("$x$", START + 0.3 * mn.UP, "input", LARGE)
        ramps = self.words("one layer", np.array([-4.35, HEAD, 0.0]), "ramp", LARGE)
        self.play(
            Fade(mn.VGroup(drawing, x, self.dot(), ramps, self.trail, self.travel)), run_time=0.8
        )
        self.play(*lead(0.0, 1.0, self.trail, self.travel, run_time=3.6, rate_func=mn.linear))

    def turn_one_weight(self) -> None:
        self.beat("But turn the weight of one, and all to its right moves, too.", "one-weight")
        drawing, units = self.shallow, self.gables.one_layer.units
        unit = int(np.argmin([abs(neuron.break_point - self.peak) for _, neuron in units]))
        weight = units[unit][0]
        self.tail_times = 1 + TAIL / (weight * (1 - self.peak))
        self.tail = lambda times: self.gables.shallow(unit, times).curves[-1].column(0)
        turned = Turned(drawing.output, self.tail, "total")
        wire = drawing.wires[1, unit, 0]
        others = [other for other in drawing.wires.values() if other is not wire]
        curves = [plot.curves[0] for k, plot in enumerate(drawing.plots[0]) if k != unit]
        number = LiveNumber(weight, Notation(1), self.theme, WORDS, role="error")
        legible(number.hang(wire.get_start() + BESIDE), self.theme)
        self.replace(self.trail, turned)
        grey, blue = self.theme.faint("muted"), self.theme.faint("ramp")
        wires = [other.animate.set_stroke(grey, STROKES.hair) for other in others]
        ramps = [curve.animate.set_stroke(blue) for curve in curves]
        gone = [Fade(dot, leaving=True) for dot in chain(*self.travel.dots)]
        self.play(*gone, *wires, *ramps, Fade(number), run_time=0.6)
        ways = [Morph(turned, lambda share: 1 + share * (self.tail_times - 1))]
        ways += lead(weight, self.tail_times * weight, wire, number)
        self.play(*ways, run_time=1.8)
        above = drawing.output.point(0.6, 1.15)
        self.play(Fade(self.words("all of this moved", above, "weight", LARGE)), run_time=0.5)

    # Gables

    def make_a_peak(self) -> None:
        two = "two, turned over, make a peak with endless skirts"
        self.beat(f"Layer 2 adds ramps up first: {two}.", "peak")
        self.clear_all()
        picture = self.picture = GablePicture(self.theme, self.gables, self.one)
        ground, peak = picture.ground, PiecewiseLinear.line(1.0, -self.peak)
        self.ramps = mn.VGroup(
            *[PiecewiseGraph(ground, (sign * peak).relu(), "ramp") for sign in (1.0, -1.0)]
        )
        exempt(self.ramps, "cut", "ramps go on beyond the frame")
        self.play(Fade(ground), Fade(self.ramps), run_time=0.6)
        self.wait(0.4)
        valley = peak.relu() + (-peak).relu()
        gable, hero = self.gables.gable(self.one), picture.hero.graph.set_value(valley)
        self.play(Fade(hero), run_time=0.4)
        self.play(Morph(hero, lambda share: (1 - share) * valley + share * gable), run_time=1.6)
        half = self.gables.half
        feet = [ground.point(self.peak + 1.25 * side * half, -0.9) for side in (-1, 1)]
        feet[0][0] = max(feet[0][0], -EDGE + 1.2)
        self.skirts = mn.VGroup(*[self.words("skirt", foot, "second", LARGE) for foot in feet])
        self.play(Fade(self.skirts), run_time=0.5)
        picture.submobjects = [picture.hero]
        self.add(picture)

    def turn_one_peak(self) -> None:
        count = COUNTS[len(self.gables.peaks)]
        self.beat(
            f"{count} of these. Turn one up, and its skirts move everywhere else.", "turn-one"
        )
        picture = self.picture
        new = mn.VGroup(*picture.shades, picture.others)
        picture.submobjects = [*new, picture.hero]
        gone = [Fade(old, leaving=True) for old in (self.ramps, self.skirts)]
        self.play(self.entrance(new, Fade), *gone, run_time=0.8)
        self.play(*lead(1.0, NUDGE, picture.hero), run_time=1.2)
        place = picture.ground.point(self.peak + 2.6 * self.gables.half, -1.6) + 2.3 * mn.RIGHT
        place[0] = min(place[0], EDGE - 2.5)
        self.skirts = mn.VGroup(self.words("this moved, too", place, "weight", LARGE))
        self.play(Fade(self.skirts), run_time=0.4)

    def cut_the_skirts_off(self) -> None:
        moves = "now only the tent moves"
        self.beat(f"Layer 2's ReLU lifts the floor and cuts the skirts off: {moves}.", "cut")
        picture, ground = self.picture, self.picture.ground
        self.play(*lead(NUDGE, 1.0, picture.hero), Fade(self.skirts, leaving=True), run_time=0.6)
        self.remove(picture.hero)
        rising = [picture.cut, picture.hero_cut, picture.floor_glow, picture.floor]
        picture.submobjects = [*picture.shades, picture.others, picture.hero.graph, *rising]
        start = picture.under
        foot = ground.point(0.5, start) + 0.6 * mn.DOWN
        label = exempt(
            self.words("ReLU of layer 2", foot, "ink", LARGE), "cut", "it comes from below"
        )
        up = Morph(picture, lambda share: (1 - share) * start)
        lifted = label.animate.shift(-start * UP * mn.UP)
        self.add(picture, label)
        self.play(up, lifted, run_time=2.6, rate_func=mn.linear)
        gone = [Fade(skirts, leaving=True) for skirts in (picture.cut, picture.hero_cut)]
        tent = self.gables.gable(self.one).relu()
        hero = Turned(ground, lambda times: times * tent, "second", domain=self.place)
        self.play(*gone, run_time=0.5)
        self.replace(picture.hero.graph, hero)
        self.play(*lead(1.0, NUDGE, hero), run_time=1.0)

    # The network

    def send_x(self) -> None:
        alive = sum(self.network.activations([self.stations[1]])[1] > 0)
        some = f"{COUNTS[alive]} tent{'s are' if alive > 1 else ' is'} alive there"
        self.beat(f"An x goes through. {some}: weighed and added, they make the wave.", "network")
        drawing = self.drawing = PlotNetwork(
            self.network,
            self.theme,
            DEEP,
            ("ramp", "second", "total"),
            (0, 1),
            shared=(2, 1),
            y_ranges=(UNIT, UNIT, WAVE),
        )
        tents, output, ground = drawing.plots[1], drawing.output, self.picture.ground
        output.remove(*output.curves, *output.shades)
        homes = [tent.value[0] for tent in tents]
        left, right = ground.point(0, 0)[0], ground.point(1, 0)[0]
        grounds = mn.VGroup(*[part for tent in tents for part in (tent.earth, tent.line)])
        for tent in tents:
            tent.light(0, 0.0)
            tent.set_value((Region(left, right, FLOOR - UP / 3, FLOOR + UP), UNIT))
            tent.remove(tent.earth, tent.line)
        old = [top for top in self.mobjects if top is not self.question]
        gone = [Fade(top, leaving=True) for top in old if isinstance(top, mn.VMobject)]
        self.play(Fade(mn.VGroup(*tents)), *gone, run_time=0.5)
        ways = [tent.to(home, UNIT) for tent, home in zip(tents, homes, strict=True)]
        self.play(*map(Morph, tents, ways), run_time=1.2)
        self.travel = Travel(drawing, self.theme, 0.0)
        self.trail = Trail(output, self.wave, "total", 0.0)
        self.put_under(grounds, *tents)
        wires, dots = drawing.wires.values(), chain(*self.travel.dots)
        others = mn.VGroup(*wires, *drawing.plots[0], output, *self.parts(), *self.heads())
        others.add(self.trail, *dots)
        self.play(Fade(others), self.entrance(grounds, Fade), run_time=0.8)
        self.lead_x(0.0, self.stations[1], 2.0)

    def parts(self) -> list[PiecewiseGraph]:
        """The tents as the output adds them up: weighed, so that some of them hang."""
        tents, output = self.network.curves[2], self.drawing.output
        weighed = [w * tents.column(k) for k, w in enumerate(self.gables.weights)]
        graphs = [PiecewiseGraph(output, tent, "second", STROKES.guide) for tent in weighed]
        for graph in graphs:
            graph.set_stroke(self.theme.faint("second"))
            exempt(graph, "contrast", "the wave is spoken of, not its parts")
        return graphs

    def heads(self) -> list[mn.VMobject]:
        """What stands over the columns, at x, and the signs of the output's weights."""
        heads = [self.words("$x$", START + 0.3 * mn.UP, "input", LARGE), self.dot()]
        columns = [*DEEP.spans, (OUTPUT.left, OUTPUT.right)]
        named = zip(columns, ("ramps", "tents", "wave"), ("ramp", "second", "total"), strict=True)
        for (left, right), name, role in named:
            place = np.array([(left + right) / 2, HEAD, 0.0])
            heads.append(self.words(name, place, role, LARGE))
        for plot, weight in zip(self.drawing.plots[1], self.gables.weights, strict=True):
            sign, role = ("$+$", "weight") if weight > 0 else ("$-$", "error")
            place = np.array([plot.window.right + 0.4, plot.window.center[1] + 0.1, 0.0])
            heads.append(self.words(sign, place, role, SIGN))
        return heads

    def lead_x(self, start: float, stop: float, seconds: float) -> None:
        ways = lead(start, stop, self.travel, self.trail)
        self.play(*ways, run_time=seconds, rate_func=mn.linear)

    def send_x_on(self) -> None:
        self.beat(
            "Where the weight is negative, a tent hangs. So they draw all of the wave.", "hang"
        )
        self.lead_x(self.stations[1], 1.0, 3.2)

    # The comparison

    def turn_one_tent(self) -> None:
        only = "Turn one tent, and only its own place moves"
        self.beat(f"In one layer, all to the right moved. {only}.", "turn")
        output, weight = self.drawing.output, self.gables.weights[self.one]
        self.add(output.add(*output.curves))
        self.clear_all(output)
        self.play(Morph(output, output.to(LOWER, WAVE)), run_time=1.2)
        upper = MiniPlot(self.theme, UPPER, (0, 1), WAVE, "total", ())
        before = Turned(upper, self.tail, "total", self.tail_times)
        before.graph.remove(before.graph.glow).set_stroke(self.theme.faint("total"))
        named = self.row(upper, "one layer:", "all this moves")
        self.play(Fade(mn.VGroup(upper, before, named)), run_time=0.8)
        tent = self.network.curves[2].column(self.one) * weight
        turned = [
            Turned(output, lambda times: times * tent, "second", domain=self.place),
            Turned(output, lambda times: self.gables.wave(self.one, times), "total"),
        ]
        turned[0].remove(turned[0].area)
        named = self.row(output, "two layers:", "only this moves")
        new = [*self.parts(), *turned]
        self.play(*map(Fade, new), Fade(named), run_time=0.8)
        self.remove(output.curves[0])
        self.play(*lead(1.0, TURN, *turned), run_time=1.6)
        self.play(self.answer(ANSWER, ANSWER_MARKUP))

    def row(self, plot: MiniPlot, *lines: str) -> mn.VGroup:
        """What a row of the last picture shows, in two lines at its left."""
        floor = plot.point(0.0, 0.0)[1] * mn.UP
        named = zip(lines, ("ink", "weight"), (ROW[1], -0.5), strict=True)
        return mn.VGroup(
            *[
                self.typeset(line, WORDS, role).place(ROW * mn.RIGHT + floor + up * mn.UP)
                for line, role, up in named
            ]
        )

    # A network of the user's own

    def show_the_network(self) -> None:
        self.beat("Each plot is what one neuron puts out, for every x.", "network")
        deep = len(self.network.layers) > 2
        columns = DEEP if deep else SHALLOW
        domain = self.parameters["domain"]
        roles = ("ramp", "second", "total") if deep else ("ramp", "total")
        drawing = PlotNetwork(self.network, self.theme, columns, roles, domain)
        travel = Travel(drawing, self.theme, domain[0])
        x = self.words("$x$", START + 0.3 * mn.UP, "input", LARGE)
        self.play(Fade(mn.VGroup(drawing, x, self.dot(), *chain(*travel.dots))), run_time=1.0)
        self.add(travel)
        self.beat("One x goes through all of them at once. What is lit puts something out.", "x")
        self.play(*lead(*domain, travel), run_time=6.0, rate_func=mn.linear)
        self.beat("The output weighs what the last layer puts out, and adds it up.", "output")
        function = drawing.output.curves[0].function
        bends = len(function.corners(*domain)) - 2
        self.play(self.answer(f"A line that bends {counted(bends, 'time')} here."))
