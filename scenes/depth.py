"""What does depth buy? Every layer folds a strip of paper once more, and that doubles the teeth."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Folds, PiecewiseLinear
from scenes.layout import MARGIN, STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.depth_paper import THICKNESS, TOP, FoldedStrip, Twins
from scenes.mobjects.clips.depth_race import bars, roots
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import DASHED, dashes, polyline
from scenes.mobjects.networks.diagram import Look, NetworkDiagram
from scenes.mobjects.plots.curves import BrightGraph, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import SMALLEST, fitting_size
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

EDGE = STAGE_WIDTH / 2
FRAME = Region(-EDGE, EDGE, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)
FLOOR, LENGTH, TOOTH = -0.9, 12.6, 2.75
"""Where zero is on the frame, how long the strip is there, and how high a tooth."""
NETWORK, FOLDS = Region(-6.3, 3.3, -3.3, -2.12), -3.62
"""Where the network stands, and the baseline of what is written below it."""
NAMED, COUNT, COUNTED = -1.5, -1.87, 0.6
"""The baselines of names and of counts under the strip, and the size of counts."""
RIGHT = EDGE - MARGIN
"""Where lines end that are set to the right."""
SHOWN = 0.3
"""Where the two points rest that a fold lays together."""
LOW, UNDER = -2.65, -3.25
"""The floor of the bars, and the baseline of the folds below it."""
FIRST, LAST, WIDEST = -6.5, 2.7, 2.0
"""The room of all folds but the last, across the frame, and of one of them at most."""
HIGHEST, UNIT = 2.6, 0.085
"""The height of the highest bar but the last, and of one neuron, in frame units, at most."""
FAR_BARS, BROAD = (3.75, 6.05), 0.5
"""Where the last two bars stand, twice as wide as the others, and how wide those are at most."""
WAVES, WAVE, TEETH = 1.46, 0.68, 1.92
"""The middle of the small waves, how high they are, and the baseline of their numbers."""
LEGEND = "neurons: #ramp[layers of 3], #second[one layer]"
WORDS = ("one", "two", "three", "four", "five", "six", "seven")
SWING = mn.rate_functions.ease_in_out_sine
ANSWER = "Every layer doubles the teeth; width only adds."
ANSWER_MARKUP = "Every #ramp[layer] doubles the #total[teeth]\\; #second[width] only adds."


class Depth(Stage):
    """A tent, a fold, all folds, one stroke, the opening, its kinks, the race, and the answer."""

    model: tuple[Folds, ...]

    def construct(self) -> None:
        self.set_the_ground()
        self.draw_a_tent()
        self.fold_it()
        if self.depth > 1:
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
        self.depth, self.sheets = self.all.depth, self.all.pieces
        self.layers = f"{WORDS[self.depth - 1]} layer{'s' if self.depth > 1 else ''}"
        self.said: list[Typeset] = []
        half = EDGE / LENGTH
        self.ground = Ground(
            self.theme,
            FRAME,
            (0.5 - half, 0.5 + half),
            FLOOR,
            up=TOOTH,
            ticks=[(0.0, "0"), (1.0, "1")],
        )
        self.strip = FoldedStrip(self.ground, self.depth)
        self.network = NetworkDiagram(
            self.all.network(),
            self.theme,
            NETWORK,
            Look(signed=False, numbers=False),
            roles=[["input"], *[["ramp"] * 3] * self.depth, ["total"]],
            names=[["$x$"], *[[]] * self.depth, ["$y$"]],
        )
        self.names = [
            self.written(f"fold {step}", nodes[0].middle[0], FOLDS, SIZES.label, "ramp")
            for step, nodes in enumerate(self.network.nodes[1:-1], 1)
        ]
        self.add(self.ground)

    def written(
        self, markup: str, x: float, y: float, size: float, role: str = "ink", align: float = 0.5
    ) -> Typeset:
        """A line of text with the middle of its baseline there, or its right end (`align` 1)."""
        return self.typeset(markup, size, role).place(np.array([x, y, 0.0]), align)

    def count(self, markup: str, x: float) -> Typeset:
        """What is counted under the strip: around an x of the plot, but inside the frame."""
        label = self.written(markup, self.ground.point(x, 0.0)[0], COUNT, COUNTED, "total")
        return label.shift(max(0.0, -LENGTH / 2 - label.get_left()[0]) * mn.RIGHT)

    def draw_a_tent(self) -> None:
        self.beat(
            "Three neurons draw a tent over a strip of paper. It takes every height twice.", "tent"
        )
        tent, strip = self.once.function, self.strip
        first = mn.VGroup(self.network.step(0), self.network.step(1))
        self.play(mn.FadeIn(strip), mn.FadeIn(first), run_time=0.6)
        self.draw_on_the_strip(tent, 1.0)
        self.twins = Twins(strip, 0.02)
        self.play(mn.FadeIn(self.twins), run_time=0.3)
        self.play(Morph(self.twins, lambda share: 0.02 + share * (SHOWN - 0.02)), run_time=1.8)
        (left, _, _), (right, height, _) = (dot.get_center() for dot in self.twins.dots)
        self.spoken_of = mn.VGroup(
            self.written("same height", 0.0, height - 0.45, SIZES.label),
            self.written("$x$", left, NAMED, SIZES.formula),
            self.written("$1 - x$", right, NAMED, SIZES.formula),
        )
        self.play(mn.FadeIn(self.spoken_of), run_time=0.5)

    def draw_on_the_strip(self, function: PiecewiseLinear, seconds: float) -> None:
        """A pen draws a function on what is open of the strip."""
        ends = 0.0, self.strip.open_width
        pen = PiecewiseGraph(self.ground, function, "total", STROKES.strong, domain=ends)
        self.play(mn.Create(pen), run_time=seconds)
        self.strip.draw(function)
        self.remove(pen)

    def fold_it(self) -> None:
        self.beat(
            "So a tent is a fold: its right half comes to lie on the left one, backwards.", "fold"
        )
        strip = self.strip
        low, high = self.ground.points_of(np.array([[0.0, 0.0], [1.0, TOP]]))
        corners = np.array([low, [high[0], low[1], 0], high, [low[0], high[1], 0]])
        outline = dashes(np.vstack([corners, corners[:1]]), DASHED)
        self.empty = mn.VMobject(stroke_color=self.theme.axis, stroke_width=STROKES.guide)
        self.empty.set_points(polyline(outline))
        self.play(mn.FadeOut(self.spoken_of), self.slip_under(self.empty, strip), run_time=0.4)
        self.twins.follow(lambda: SHOWN)
        self.close(0, 2.2)
        self.twins.clear_updaters()

    def close(self, fold: int, seconds: float) -> None:
        """One more page is laid on the others, while its layer lights up."""
        start = float(self.depth - fold)
        self.play(
            Morph(self.strip, lambda share: start - share, rate_func=SWING),
            mn.FadeIn(self.names[fold]),
            *self.flash(fold),
            run_time=seconds,
        )

    def wipe(self) -> None:
        """What was drawn on the packet fades away."""
        drawn = self.strip.base.stroke.copy()
        self.strip.draw(None)
        self.put_under(drawn, self.twins)
        self.play(mn.FadeOut(drawn), mn.FadeOut(self.twins), run_time=0.4)

    def flash(self, layer: int) -> list[mn.Animation]:
        """The neurons of a layer light up, and go dark again."""
        return [
            mn.UpdateFromAlphaFunc(
                node, lambda node, share: node.light(mn.there_and_back_with_pause(share))
            )
            for node in self.network.nodes[layer + 1]
        ]

    def fold_again(self) -> None:
        self.beat(
            "The next layer sees only the packet, and folds it again: "
            f"{self.layers}, {self.sheets} sheets.",
            "layers",
        )
        self.wipe()
        seconds = min(0.8, 3.6 / (self.depth - 1))
        for fold in range(1, self.depth):
            self.play(mn.FadeIn(self.network.step(fold + 1)), run_time=0.2)
            self.close(fold, seconds)
        right = self.ground.point(self.strip.open_width, TOP / 2) + THICKNESS + 0.3 * mn.RIGHT
        self.said = [self.typeset(f"{self.sheets} sheets", COUNTED).place(right)]
        self.play(mn.FadeIn(*self.said), run_time=0.4)

    def draw_one_stroke(self) -> None:
        self.beat(
            "One stroke goes through the packet. How many teeth will the strip have?", "guess"
        )
        strip, wave = self.strip, self.all.function
        if self.depth == 1:
            self.wipe()
        strip.creased = True
        self.counted = [self.count(f"1 stroke through {self.sheets} sheets", 0.0)]
        if self.said:
            self.play(*map(mn.FadeOut, self.said), run_time=0.3)
        self.draw_on_the_strip(wave, 0.8)
        question = "how many teeth?"
        empty = self.ground.point(1.0, 0.0) - self.ground.point(strip.open_width, 0.0) - THICKNESS
        asked = self.typeset(question, fitting_size([question], empty[0] - 0.8, 0.9), "total")
        middle = self.ground.point(1.0, TOP / 2 - 0.1) - empty[0] / 2 * mn.RIGHT
        asked.place(middle, align=0.5)
        self.said = [asked]
        output = self.network.step(self.depth + 1)
        self.play(*map(mn.FadeIn, (*self.counted, asked, output)), run_time=0.6)
        self.wait(0.6)  # to guess

    def open_page_by_page(self) -> None:
        teeth = self.all.teeth
        self.beat(
            "Every page that opens mirrors what is there, backwards. "
            + (f"The teeth double, to {teeth}." if teeth > 1 else "Two strokes are 1 tooth."),
            "open",
        )
        self.play(*map(mn.FadeOut, self.said), run_time=0.4)
        for page in range(self.depth):
            self.open(page, 2.2 if page == self.depth - 1 else 0.7)

    def open(self, page: int, seconds: float) -> None:
        """The next page swings open, with its mirror image, and the teeth are counted."""
        start, teeth, width = float(page), self.folds[page].teeth, self.strip.open_width
        more: list[mn.Mobject] = []
        if page and page == self.depth - 1:
            more = [self.count(f"{teeth // 2} more", 1.5 * width)]
            self.twins.set_value(SHOWN)
            self.play(mn.FadeIn(self.twins), run_time=0.4)
            self.twins.follow(lambda: SHOWN)
        self.play(
            Morph(self.strip, lambda share: start + share, rate_func=SWING),
            *self.flash(self.depth - 1 - page),
            *[mn.FadeIn(label, rate_func=mn.squish_rate_func(mn.smooth, 0.6, 1)) for label in more],
            run_time=seconds,
        )
        self.twins.clear_updaters()
        if more:
            self.wait(0.8)
            more.append(self.twins)
        self.play(*map(mn.FadeOut, (*self.counted, *more)), run_time=0.2)
        self.counted = [self.count("1 tooth" if teeth == 1 else f"{teeth} teeth", width)]
        self.play(*map(mn.FadeIn, self.counted), run_time=0.2)

    def count_the_kinks(self) -> None:
        deep, flat = self.all.units_deep, self.all.units_one_layer
        self.beat(
            f"{self.layers.capitalize()} took {deep} neurons. In one layer each neuron bends the "
            f"curve once: {flat} kinks, {flat} neurons.",
            "kinks",
        )
        wave = BrightGraph(self.ground, self.all.function, "total", STROKES.curve)
        ticks = mn.VGroup(self.ground.marks, self.ground.numbers)
        exempt(wave, "cut", "it is 0 beyond the frame, too")
        gone = (self.strip, self.empty, ticks, *self.counted)
        self.play(*map(mn.FadeOut, gone), mn.FadeIn(wave), run_time=0.6)
        took = [
            self.written(f"{deep} neurons", RIGHT, -2.72, COUNTED, "ramp", 1.0),
            self.written(f"in {self.layers}", RIGHT, -3.25, SIZES.formula, "ramp", 1.0),
        ]
        self.play(*map(mn.FadeIn, took), run_time=0.6)
        self.roots = roots(self.ground, self.all, -1.3)
        self.play(mn.LaggedStart(*map(mn.FadeIn, self.roots), lag_ratio=0.3), run_time=2.2)
        words = f"{flat} kinks: {flat} neurons in one layer"
        counted = self.written(words, RIGHT, 2.28, COUNTED, "second", 1.0)
        self.play(mn.FadeIn(counted), run_time=0.5)
        self.gone = [wave, self.roots, counted, self.network, *self.names, *took]

    def race(self) -> None:
        grows = ", then its count doubles" if self.depth > 3 else ""
        self.beat(f"Fold by fold: at first one layer keeps up{grows}.", "race")
        self.unit = min(UNIT, HIGHEST / self.all.units_one_layer)
        room = min((LAST - FIRST) / self.depth, WIDEST)
        middles = [FIRST + (k + 0.5) * room for k in range(self.depth)]
        waves = [
            PiecewiseGraph(self.ground, folds.function, "total", STROKES.guide, domain=(0.0, 1.0))
            for folds in self.folds
        ]
        large = waves[-1].copy()
        for wave, x in zip(waves, middles, strict=True):
            wave.stretch_to_fit_width(min(0.84 * room, 1.5)).stretch_to_fit_height(WAVE)
            wave.move_to(np.array([x, WAVES, 0.0]))
        self.put_under(large, *self.gone)
        lower = (LOW - FLOOR) * mn.UP
        self.play(
            *map(mn.FadeOut, self.gone),
            self.ground.earth.animate.shift(lower),
            self.ground.line.animate.shift(lower),
            mn.ReplacementTransform(large, waves[-1]),
            run_time=1.2,
        )
        legend = self.written(LEGEND, -RIGHT, 0.45, SIZES.formula, "muted", 0.0)
        self.play(mn.FadeIn(legend), run_time=0.4)
        width = min(BROAD, room / 3)
        size = max(SMALLEST, 0.88 * width)
        for folds, x, wave in zip(self.folds, middles, waves, strict=True):
            first, last = folds is self.once, folds is self.all
            feet = np.array([[x + side * width, LOW, 0.0] for side in (-0.58, 0.58)])
            grown = bars(self.theme, folds, feet, width, self.unit)
            teeth = "1 tooth" if first else f"${folds.teeth}$"
            name = "1 fold" if first else f"${folds.depth}$"
            labels = [
                self.written(teeth, x, TEETH, 0.44, "total"),
                self.written(name, x, UNDER, SIZES.formula, "muted"),
                *[bar.number(size) for bar in grown],
            ]
            drawn = [] if last else [mn.Create(wave)]
            growing = [bar.growth() for bar in grown]
            self.play(*drawn, *growing, *map(mn.FadeIn, labels), run_time=0.6)

    def leave_the_frame(self) -> None:
        far, count = self.far, self.far.units_one_layer
        self.beat(
            f"{far.depth} folds take {far.units_deep} neurons in layers, and at least "
            f"{count} in one.",
            "answer",
        )
        feet = np.array([[x, LOW, 0.0] for x in FAR_BARS])
        deep, flat = bars(self.theme, far, feet, 2 * BROAD, self.unit)
        exempt(flat, "cut", "it leaves the frame: it is many screens high")
        name = self.written(f"{far.depth} folds", sum(FAR_BARS) / 2, UNDER, COUNTED)
        self.play(mn.FadeIn(name), run_time=0.4)
        doubling = Morph(
            flat, lambda share: count * (2 ** (far.depth * share) - 1) / (far.pieces - 1)
        )
        self.play(deep.growth(), doubling, run_time=1.6)
        screens, beside = count * self.unit / STAGE_HEIGHT, FAR_BARS[1] - BROAD - 0.15
        high = f"{screens:.{0 if screens >= 10 else 1}f} screens high"
        labels = [
            deep.number(0.7),
            self.written(f"${count}$", beside, 1.2, 1.0, "second", 1.0),
            self.written(high, beside, 0.72, SIZES.label, "second", 1.0),
            self.written("$arrow.t$", FAR_BARS[1], 2.6, 1.4),
        ]
        self.play(*map(mn.FadeIn, labels), run_time=0.5)
        self.play(self.answer(ANSWER, ANSWER_MARKUP))
