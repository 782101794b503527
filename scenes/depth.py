"""What does depth buy? Every layer folds a strip of paper once more, and that doubles the teeth."""

from __future__ import annotations

from dataclasses import replace

import manim as mn
import numpy as np

from relu_anim import Folds, HiddenLayer, PiecewiseLinear
from scenes.catalogue.options.messages import counted
from scenes.layout import EDGE, FRAME, MARGIN, Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.depth_paper import FoldedStrip, Twins
from scenes.mobjects.clips.depth_race import bars, roots
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polyline
from scenes.mobjects.naming import names
from scenes.mobjects.networks.diagram import Look, NetworkDiagram
from scenes.mobjects.plots.curves import BrightGraph, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

LEFT, FLOOR, LENGTH, TOOTH = -6.4, -0.9, 12.0, 2.75
"""Where x and y are zero on the frame, how long the strip is there, and how high a tooth."""
RIGHT = EDGE - MARGIN
"""Where lines end that are set to the right."""
NETWORK, FOLDS = Region(-6.4, 3.2, -3.3, -2.15), -3.62
"""Where the network stands, and the baseline of what is written below it."""
NAMED, AXIS, NUMBER = -1.5, 5.2, 0.44
"""The baseline of names under the strip, where that of the axis ends, and the size of numbers."""
RECORD, COUNTED = 3.0, 0.6
"""The baseline of a row of counts, and its size."""
BENDS, KINKS = -1.75, -1.35
"""Where the neurons of a tent stand, and those under all kinks."""
SHOWN = 0.3
"""Where the two points rest that a fold lays together."""
LOW, UNDER = -2.65, -3.25
"""The floor of the bars, and the baseline of the folds below it."""
FIRST, LAST, WIDEST, BROAD = -6.5, 2.7, 2.0, 0.5
"""The room of all folds but the last, and how broad that of one, and a bar, may be."""
HIGHEST, UNIT = 2.3, 0.078
"""The height of the highest bar but the last, and of one neuron, in frame units, at most."""
FAR, GAP = 5.9, 3.6
"""The middle of the last two bars, and the mark for the folds that are left out."""
WAVES, WAVE, TEETH = 1.46, 0.68, 1.92
"""The middle of the small waves, how high they are, and the baseline of their numbers."""
EARLY, LATE = mn.squish_rate_func(mn.smooth, 0, 0.3), mn.squish_rate_func(mn.smooth, 0.7, 1)
"""A count steps back as a movement starts, and the next one comes as it ends."""
ANSWER = "Twice the teeth: depth adds 3, width nearly doubles."
ANSWER_MARKUP = "Twice the #total[teeth]: #ramp[depth adds 3], #second[width nearly doubles]."


class Depth(Stage):
    """A tent, a fold, all folds, one stroke, the opening, its kinks, the race, and the answer."""

    model: tuple[Folds, ...]

    def construct(self) -> None:
        self.set_the_ground()
        self.bend_a_line()
        self.fold_it()
        self.fold_again()
        self.draw_one_stroke()
        self.open_page_by_page()
        self.count_the_kinks()
        self.race()
        self.leave_the_frame()

    def set_the_ground(self) -> None:
        *folds, self.far = self.model
        self.folds = tuple(folds)
        self.once, self.all = self.folds[0], self.folds[-1]
        self.depth = self.all.depth
        self.waves = {0: np.array([[0.0, 0.0], [1.0, 1.0]])}
        self.waves |= {folds.depth: folds.function.corners(0.0, 1.0) for folds in self.folds}
        x_range = (-EDGE - LEFT) / LENGTH, (EDGE - LEFT) / LENGTH
        ticks = [(0.0, "0"), (1.0, "1")]
        self.ground = Ground(self.theme, FRAME, x_range, FLOOR, up=TOOTH, ticks=ticks)
        self.strip = FoldedStrip(self.ground, self.depth)
        self.network = NetworkDiagram(
            self.all.network(),
            self.theme,
            NETWORK,
            Look(signed=False, numbers=False),
            roles=[["input"], *[["ramp"] * 3] * self.depth, ["total"]],
            names=[["$x$"], *[[]] * self.depth, ["$y$"]],
        )
        for edge in self.network.edges.values():  # signs are not spoken of
            edge.set_points(polyline(edge.line)).set_stroke(width=STROKES.hair)
        self.names = [
            self.written(f"fold {step}", nodes[0].middle[0], FOLDS, SIZES.label, "ramp")
            for step, nodes in enumerate(self.network.nodes[1:-1], 1)
        ]
        for name, nodes in zip(self.names, self.network.nodes[1:], strict=False):
            names(name, mn.VGroup(*nodes))
        self.layers = counted(self.depth, "layer")
        self.sheets = self.record("sheets", [folds.pieces for folds in self.folds], "ink")
        self.seen = names(
            self.written("$x$", AXIS, NAMED, SIZES.formula, align=1.0), self.ground.line
        )
        for number, aside in zip(self.ground.numbers, (-0.25, 0.3), strict=True):
            number.scale(NUMBER / SIZES.tick).shift(aside * mn.RIGHT).set_color(self.theme.ink)
        self.add(self.ground, self.seen)

    def written(
        self, markup: str, x: float, y: float, size: float, role: str = "ink", align: float = 0.5
    ) -> Typeset:
        """A line of text with the middle of its baseline there, or its right end (`align` 1)."""
        return self.typeset(markup, size, role).place(np.array([x, y, 0.0]), align)

    def bend_a_line(self) -> None:
        self.beat("Each neuron bends a line once. Three of them make a tent.", "tent")
        line = PiecewiseLinear.constant(0.0)
        self.tent = BrightGraph(self.ground, line, "total", STROKES.curve)
        exempt(self.tent, "cut", "it goes on beyond the frame")
        self.bends = roots(self.ground, self.once, BENDS, "ramp")
        self.play(mn.FadeIn(self.tent), run_time=0.4)
        units = HiddenLayer.from_function(self.once.function).units
        for bend, (weight, neuron) in zip(self.bends, units, strict=True):
            before, ramp = line, neuron.function * weight
            line = before + ramp
            self.play(mn.FadeIn(bend), run_time=0.2)
            self.turn(before, ramp, bend[2])
        self.said = self.written("one neuron, one bend", 2.4, -3.3, COUNTED, "ramp")
        self.play(mn.FadeIn(self.said), run_time=0.4)
        nodes = [node.shape for node in self.network.nodes[1]]
        edges = [edge for (layer, *_), edge in self.network.edges.items() if layer == 0]
        self.play(
            mn.FadeOut(*[stem for stem, _, _ in self.bends]),
            *[
                mn.ReplacementTransform(neuron, node)
                for (_, _, neuron), node in zip(self.bends, nodes, strict=True)
            ],
            mn.FadeIn(self.network.nodes[0][0], *edges, rate_func=LATE),
            run_time=1.5,
        )

    def turn(self, before: PiecewiseLinear, ramp: PiecewiseLinear, neuron: mn.Mobject) -> None:
        """A neuron lights up, and turns the line."""
        bright = mn.FadeToColor(neuron, self.theme.ramp, rate_func=mn.there_and_back)
        self.play(Morph(self.tent, lambda share: before + share * ramp), bright, run_time=0.6)

    def fold_it(self) -> None:
        self.beat(
            "The tent is as high at x as at 1 - x. So it folds the strip, and the two come "
            "together.",
            "fold",
        )
        strip, wave = self.strip, self.once.function
        strip.draw({self.depth: self.waves[1], self.depth - 1: self.waves[0]})
        self.height = mn.VGroup(
            self.written("output", LEFT, 2.45, SIZES.formula, "total", 0.0),
            self.written("$1$", LEFT - 0.3, FLOOR + TOOTH - 0.15, NUMBER),
        )
        self.play(
            mn.FadeOut(self.said, self.tent, *[disc for _, disc, _ in self.bends]),
            self.slip_under(strip, self.tent),
            mn.FadeIn(self.height),
            run_time=1.0,
        )
        self.twins = Twins(strip, wave, 0.02)
        self.play(mn.FadeIn(self.twins), run_time=0.3)
        self.play(Morph(self.twins, lambda share: 0.02 + share * (SHOWN - 0.02)), run_time=1.2)
        (left, _, _), (right, height, _) = (dot.get_center() for dot in self.twins.dots)
        labels = (
            self.written("same height", (left + right) / 2, height - 0.45, SIZES.formula, "print"),
            self.written("$1 - x$", right, NAMED, SIZES.formula),
        )
        for label in labels:
            names(label, self.twins.level)
        after = mn.squish_rate_func(mn.smooth, 0.5, 1.0)  # x leaves the place of 1 - x first
        come = [mn.FadeIn(label, rate_func=after) for label in labels]
        self.play(*come, self.seen.animate.set_x(left), run_time=0.5)
        self.play(*map(mn.FadeOut, labels), run_time=0.3)
        self.twins.follow(lambda: SHOWN)
        self.close(0, 1.5)

    def close(self, fold: int, seconds: float) -> None:
        """One more page is laid on the others, while its layer lights up."""
        start = self.depth - fold
        self.play(
            Morph(self.strip, lambda share: (start - share, 0.5 if share else 1.0)),
            mn.FadeIn(self.names[fold]),
            *self.flash(fold),
            *self.step_back(self.sheets, fold),
            run_time=seconds,
        )

    def flash(self, layer: int) -> list[mn.Animation]:
        """The neurons of a layer light up, and go dark again."""
        return [
            mn.UpdateFromAlphaFunc(
                node, lambda node, share: node.light(mn.there_and_back_with_pause(share))
            )
            for node in self.network.nodes[layer + 1]
        ]

    def stretch(self, fold: int, seconds: float) -> None:
        """The packet is pulled out to the width of the strip, and the next layer sees that."""
        pages = self.depth - fold - 1
        self.play(
            Morph(self.strip, lambda share: (pages, 0.5 + share / 2)),
            self.see(pages),
            self.enter(self.sheets, fold),
            run_time=seconds,
        )

    def see(self, pages: int) -> mn.Animation:
        """What the axis under the packet is, when so many pages are open, is said anew."""
        inner = [f"input of layer {layer}" for layer in range(2, self.depth + 1)]
        words = ["$x$", *inner, f"output of layer {self.depth}"][self.depth - pages]
        before, self.seen = self.seen, self.written(words, AXIS, NAMED, SIZES.formula, align=1.0)
        names(self.seen, self.ground.line)
        return mn.AnimationGroup(mn.FadeOut(before), mn.FadeIn(self.seen), lag_ratio=1)

    def record(self, word: str, counts: list[int], role: str) -> list[Typeset]:
        """A row of a word and counts at the top, at the right."""
        row, right = [], RIGHT
        for markup in (*[f"${count}$" for count in counts[::-1]], word):
            row.append(self.written(markup, right, RECORD, COUNTED, role, 1.0))
            right -= row[-1].advance + min(0.45, 2.1 / self.depth)
        return row[::-1]

    def step_back(self, record: list[Typeset], index: int) -> list[mn.Animation]:
        """The count before this one is dimmed."""
        muted = mn.FadeToColor(record[index], self.theme.muted, rate_func=EARLY)
        return [muted] if index else []

    def enter(self, record: list[Typeset], index: int) -> mn.Animation:
        """One more count comes, the first one with its word."""
        return mn.FadeIn(*record[index + 1 if index else 0 : index + 2], rate_func=LATE)

    def fold_again(self) -> None:
        count = self.all.pieces
        self.beat(
            "Each height is the next layer's place: the packet is stretched, and folds again. "
            f"{self.layers}, {count} sheets.",
            "layers",
        )
        self.stretch(0, 1.2)
        self.twins.clear_updaters()
        share = 2 * SHOWN
        start, foot, top = self.ground.points_of(share * np.array([[0, 0], [1, 0], [1, 1]]))
        up, across = (
            mn.Line(end, foot, color=self.theme.print, stroke_width=STROKES.strong)
            for end in (top, start)
        )
        across.shift(0.04 * mn.UP)  # on the paper
        beside = self.written(f"${share:g}$", foot[0] + 0.45, 0.0, SIZES.formula, "print")
        below = self.written(f"${share:g}$", foot[0], NAMED, SIZES.formula)
        said = self.written(
            "the height is the next place", LEFT + 0.3, 1.2, SIZES.formula, "print", 0.0
        )
        names(beside, up)
        names(below, across)
        self.play(mn.FadeIn(up, beside), run_time=0.4)
        self.play(mn.TransformFromCopy(up, across), mn.FadeIn(said, below), run_time=0.8)
        self.wait(1.0)
        drawn = self.strip.base.stroke.copy()
        self.strip.draw({})
        self.put_under(drawn, self.twins)
        gone = (drawn, self.twins, self.height, up, across, beside, below, said)
        self.play(mn.FadeOut(*gone), run_time=0.5)
        for fold in range(1, self.depth):
            self.play(mn.FadeIn(self.network.step(fold + 1)), run_time=0.1)
            self.close(fold, 0.4)
            self.stretch(fold, 0.4)

    def draw_one_stroke(self) -> None:
        self.beat(
            "The output y is one stroke through the packet. How many teeth will it open to?",
            "guess",
        )
        self.strip.creased = True
        self.strip.draw(self.waves)
        stroke = self.entrance(self.strip.base.stroke)
        self.play(mn.FadeIn(self.network.step(self.depth + 1)), stroke, run_time=1.0)
        asked = self.written("how many teeth?", 1.7, -0.55, 0.8), self.written("$y$", 5.0, 0.9, 0.8)
        names(asked[1], self.strip.base.stroke)
        self.asked = mn.VGroup(*asked).set_color(self.theme.inked("total"))
        self.play(mn.FadeIn(self.asked), run_time=0.5)

    def open_page_by_page(self) -> None:
        counts = [folds.teeth for folds in self.folds]
        self.beat(
            "Every page that opens carries the mirror image. Teeth: "
            f"{', '.join(map(str, counts))}.",
            "open",
        )
        self.teeth = self.record("teeth", counts, "total")
        self.play(mn.FadeOut(self.asked, *self.sheets), run_time=0.4)
        for page in range(self.depth):
            self.open(page, 1.4 if page in (0, self.depth - 1) else 1.1)

    def open(self, page: int, seconds: float) -> None:
        """The next page swings open with its mirror image; the packet makes room for it."""

        def opened(share: float) -> tuple[float, float]:
            wide = max(1.0, 1 - np.cos(np.pi * share))
            return (page + share, 1 / wide) if share < 1 else (page + 1, 1.0)

        self.play(
            Morph(self.strip, opened),
            *self.flash(self.depth - 1 - page),
            self.see(page + 1),
            *self.step_back(self.teeth, page),
            self.enter(self.teeth, page),
            run_time=seconds,
        )

    def count_the_kinks(self) -> None:
        deep, flat = self.all.units_deep, self.all.units_one_layer
        self.beat(
            f"{self.layers} took {deep} neurons. One layer needs one for each bend: "
            f"{flat} with both ends.",
            "kinks",
        )
        wave = BrightGraph(self.ground, self.all.function, "total", STROKES.curve)
        exempt(wave, "cut", "it is 0 beyond the frame, too")
        gone = (self.strip, self.ground.marks, self.ground.numbers, self.seen, *self.teeth)
        took = [
            self.written(f"{deep} neurons", RIGHT, -2.8, COUNTED, "ramp", 1.0),
            self.written(f"in {self.layers}", RIGHT, -3.35, SIZES.formula, "ramp", 1.0),
        ]
        self.play(*map(mn.FadeOut, gone), *map(mn.FadeIn, (wave, *took)), run_time=0.6)
        self.roots = roots(self.ground, self.all, KINKS, "second")
        self.play(mn.LaggedStart(*map(mn.FadeIn, self.roots), lag_ratio=0.3), run_time=1.2)
        teeth = "1 tooth" if self.depth == 1 else f"{self.all.teeth} teeth"
        kinks = [
            self.written(f"{teeth}, {flat} bends", RIGHT, RECORD, COUNTED, "second", 1.0),
            self.written(f"{flat} neurons in one layer", RIGHT, 2.35, COUNTED, "second", 1.0),
        ]
        self.play(*map(mn.FadeIn, kinks), run_time=0.5)

    def race(self) -> None:
        self.beat(
            "Fold by fold, twice the teeth: layers add 3 neurons, one layer nearly doubles.",
            "race",
        )
        room = min((LAST - FIRST) / self.depth, WIDEST)
        unit = min(UNIT, HIGHEST / self.all.units_one_layer)
        self.size = min(BROAD, room / 3), unit
        lower = (LOW - FLOOR) * mn.UP
        legend = [
            self.written("neurons in layers of 3", -RIGHT, 0.35, SIZES.formula, "ramp", 0.0),
            self.written("neurons in one layer", -RIGHT, -0.25, SIZES.formula, "second", 0.0),
        ]
        self.past = mn.VGroup(*legend)
        stays = (self.question, self.ground.earth, self.ground.line)
        self.play(
            mn.FadeOut(*[gone for gone in self.mobjects if gone not in stays]),
            self.ground.earth.animate.shift(lower),
            self.ground.line.animate.shift(lower),
            run_time=0.6,
        )
        for folds in self.folds:
            x, first = FIRST + (folds.depth - 0.5) * room, folds is self.once
            wave = PiecewiseGraph(self.ground, folds.function, "total", STROKES.guide, None, (0, 1))
            wave.stretch_to_fit_width(min(0.84 * room, 1.5)).stretch_to_fit_height(WAVE)
            wave.move_to(np.array([x, WAVES, 0.0]))
            counts = f"${folds.teeth}$", f"${folds.depth}$"
            teeth, name = ("1 tooth", "1 fold") if first else counts
            labels = [
                self.written(teeth, x, TEETH, NUMBER, "total"),
                self.written(name, x, UNDER, SIZES.formula),
                *(legend if first else ()),
            ]
            self.past.add(wave, labels[0])
            grown = bars(self.theme, folds, np.array([x, LOW, 0.0]), *self.size)
            names(labels[0], wave)
            self.play(
                mn.Create(wave),
                *[bar.growth() for bar in grown],
                *map(mn.FadeIn, (*labels, *[bar.number for bar in grown])),
                run_time=0.5,
            )

    def leave_the_frame(self) -> None:
        far, count = self.far, self.far.units_one_layer
        self.beat(
            f"{far.depth} folds make {far.teeth} teeth: {far.units_deep} neurons in layers, "
            f"at least {count} in one.",
            "answer",
        )
        deep, flat = bars(self.theme, far, np.array([FAR, LOW, 0.0]), *self.size)
        exempt(flat, "cut", "it leaves the frame: it is many screens high")
        below = [
            self.written(f"{far.depth} folds", FAR, UNDER, SIZES.formula),
            self.written(f"{far.teeth} teeth", FAR - 0.06, UNDER - 0.39, NUMBER, "total"),
            self.written("$dots.c$", GAP, UNDER, 0.8, "muted"),
        ]
        self.play(*map(mn.FadeIn, below), mn.FadeToColor(self.past, self.theme.muted), run_time=0.4)
        number = mn.FadeIn(deep.number, rate_func=LATE)
        self.play(deep.growth(), flat.growth(), number, run_time=1.3)
        edge = flat.get_left()[0]
        labels = [
            mn.Line((edge - 2.4, 0.9, 0.0), (edge, 0.9, 0.0), color=self.theme.second),
            self.written("at least", edge - 0.2, 1.9, SIZES.formula, "second", 1.0),
            self.written(f"${count}$", edge - 0.2, 1.08, 1.0, "second", 1.0),
            self.written("$arrow.t$", FAR + 0.58 * self.size[0], 2.6, 0.8),
        ]
        names(labels[2], flat)
        self.play(*map(mn.FadeIn, labels), run_time=0.5)
        header = self.layout.header.inset(right=1.05)  # clear of the bar that leaves the frame
        self.layout = replace(self.layout, header=header)
        self.play(self.answer(ANSWER, ANSWER_MARKUP))
