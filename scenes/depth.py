"""What does depth buy? Every layer folds a strip of paper once more, and that doubles the teeth."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Folds, PiecewiseLinear
from scenes.layout import MARGIN, STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.depth_paper import THICKNESS, TOP, FoldedStrip, Twins
from scenes.mobjects.clips.depth_race import (
    ABOVE,
    ROLES,
    Bar,
    Contest,
    Roots,
    screens,
    unit_for,
    upwards,
)
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import DASHED, dashes, polyline
from scenes.mobjects.networks.diagram import Look, NetworkDiagram
from scenes.mobjects.plots.curves import BrightGraph, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

EDGE = STAGE_WIDTH / 2
FRAME = Region(-EDGE, EDGE, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)
FLOOR, LENGTH, TOOTH = -0.9, 12.6, 2.75
"""Where zero is on the frame, how long the strip is there, and how high a tooth."""
NETWORK, FOLDS = Region(-6.3, 3.3, -3.3, -2.12), -3.62
"""Where the network stands, and the baseline of what is written below it."""
COUNT, COUNTED = -1.87, 0.6
"""The baseline of what is counted under the strip, and its size."""
ROOTS, ABOVE_ROOTS = -1.3, 2.28
"""How high the neurons of one layer stand, and the baseline of their number."""
NAMED = -1.5
"""The baseline of the names of two points."""
SHOWN = 0.3
"""Where the two points rest that a fold lays together."""
LOW = -2.65
"""The floor of the bars."""
FIRST, LAST = -6.5, 2.7
"""The room of all folds but the last, across the frame."""
FAR_BARS = (3.75, 6.05)
"""Where the last two bars stand, and how wide they are."""
BROAD = 1.0
UNDER = 0.6 * mn.DOWN
"""From the floor to the baseline of the folds below the bars."""
WIDEST = 2.0
"""The room of a fold at most."""
LEGEND = "neurons: #ramp[layers of 3], #second[one layer]"
LEGEND_AT = np.array([-EDGE + MARGIN, 0.45, 0.0])
WORDS = ("one", "two", "three", "four", "five", "six", "seven")
SWING = mn.rate_functions.ease_in_out_sine
FIRST_HALF = mn.squish_rate_func(mn.smooth, 0.0, 0.5)
LAST_HALF = mn.squish_rate_func(mn.smooth, 0.5, 1.0)
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
        columns = [nodes[0].middle[0] for nodes in self.network.nodes[1:]]
        self.places = [np.array([x, FOLDS, 0.0]) for x in columns]
        self.names = [
            self.typeset(f"fold {step}", SIZES.label, "ramp").place(place, align=0.5)
            for step, place in enumerate(self.places[:-1], 1)
        ]
        self.add(self.ground)

    def label(self, markup: str, x: float, role: str = "total") -> Typeset:
        """What is counted under the strip: around x, but inside the frame."""
        label = self.typeset(markup, COUNTED, role)
        least = -LENGTH / 2 + label.advance / 2
        return label.place(np.array([max(x, least), COUNT, 0.0]), align=0.5)

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
        middle = self.twins.level.get_center() + 0.2 * mn.DOWN
        same = self.typeset("same height", SIZES.label).place(middle + 0.35 * mn.DOWN, align=0.5)
        ends = [self.ground.point(x, 0.0) for x in (SHOWN, 1 - SHOWN)]
        named = [
            self.typeset(name, SIZES.formula).place(np.array([end[0], NAMED, 0.0]), align=0.5)
            for name, end in zip(("$x$", "$1 - x$"), ends, strict=True)
        ]
        drops = mn.VMobject(stroke_color=self.theme.muted, stroke_width=STROKES.guide)
        dots = [dot.get_center() for dot in self.twins.dots]
        drops.set_points(polyline(*[np.array(line) for line in zip(dots, ends, strict=True)]))
        self.spoken_of = mn.VGroup(same, drops, *named)
        self.play(self.slip_under(drops, self.twins), *map(mn.FadeIn, (same, *named)), run_time=0.5)

    def draw_on_the_strip(self, function: PiecewiseLinear, seconds: float) -> None:
        """A pen draws a function on what is open of the strip."""
        ends = 0.0, self.strip.open_width
        pen = PiecewiseGraph(self.ground, function, "total", domain=ends)
        self.play(mn.Create(pen), run_time=seconds)
        strip = self.strip.draw(function)
        self.remove(pen)
        glowing = mn.UpdateFromAlphaFunc(
            strip, lambda _, share: strip.base.shine(share * strip.light)
        )
        self.play(glowing, run_time=0.3)

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
        self.twins.add_updater(lambda twins: twins.set_value(twins.x))
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
        drawn = mn.VGroup(self.strip.base.glow, self.strip.base.stroke).copy()
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
        self.counted = [self.label(f"1 stroke through {self.sheets} sheets", -LENGTH)]
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
            more = [self.label(f"{teeth // 2} more", self.ground.point(1.5 * width, 0.0)[0])]
            self.twins.set_value(self.twins.x)
            self.play(mn.FadeIn(self.twins), run_time=0.4)
            self.twins.add_updater(lambda twins: twins.set_value(twins.x))
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
        middle = self.ground.point(width, 0.0)[0]
        fresh = self.label("1 tooth" if teeth == 1 else f"{teeth} teeth", middle)
        self.play(
            *[mn.FadeOut(old, rate_func=FIRST_HALF) for old in (*self.counted, *more)],
            mn.FadeIn(fresh, rate_func=LAST_HALF),
            run_time=0.4,
        )
        self.counted = [fresh]

    def count_the_kinks(self) -> None:
        deep, flat = self.all.units_deep, self.all.units_one_layer
        self.beat(
            f"{self.layers.capitalize()} took {deep} neurons. In one layer each neuron bends the "
            f"curve once: {flat} kinks, {flat} neurons.",
            "kinks",
        )
        wave = self.wave = BrightGraph(self.ground, self.all.function, "total", STROKES.curve)
        ticks = mn.VGroup(self.ground.marks, self.ground.numbers)
        exempt(wave, "cut", "it is 0 beyond the frame, too")
        gone = (self.strip, self.empty, ticks, *self.counted)
        self.play(*map(mn.FadeOut, gone), mn.FadeIn(wave), run_time=0.6)
        right = np.array([EDGE - MARGIN, 0.0, 0.0])
        took = [
            self.typeset(f"{deep} neurons", COUNTED, "ramp"),
            self.typeset(f"in {self.layers}", SIZES.formula, "ramp"),
        ]
        for line, baseline in zip(took, (-2.72, -3.25), strict=True):
            line.place(right + baseline * mn.UP, align=1.0)
        self.play(*map(mn.FadeIn, took), run_time=0.6)
        self.roots = Roots(self.ground, self.all, ROOTS)
        self.play(Morph(self.roots, lambda share: flat * share), run_time=2.2)
        words = self.typeset(f"{flat} kinks: {flat} neurons in one layer", COUNTED, "second")
        words.place(right + ABOVE_ROOTS * mn.UP, align=1.0)
        self.play(mn.FadeIn(words), run_time=0.5)
        self.gone = [wave.glow, self.roots, words, self.network, *self.names, *took]

    def race(self) -> None:
        grows = ", then its count doubles" if self.depth > 3 else ""
        self.beat(f"Fold by fold: at first one layer keeps up{grows}.", "race")
        self.unit, lower = unit_for(self.folds), (LOW - FLOOR) * mn.UP
        room = min((LAST - FIRST) / self.depth, WIDEST)
        feet = [np.array([FIRST + (k + 0.5) * room, LOW, 0.0]) for k in range(self.depth)]
        contests = [
            Contest(self.theme, folds, foot, room, self.unit)
            for folds, foot in zip(self.folds, feet, strict=True)
        ]
        self.play(
            *map(mn.FadeOut, self.gone),
            self.ground.earth.animate.shift(lower),
            self.ground.line.animate.shift(lower),
            mn.ReplacementTransform(self.wave.graph, contests[-1].wave),
            run_time=1.2,
        )
        legend = self.typeset(LEGEND, SIZES.formula, "muted")
        self.play(mn.FadeIn(legend.place(LEGEND_AT)), run_time=0.4)
        for step, (contest, foot) in enumerate(zip(contests, feet, strict=True), 1):
            name = self.typeset("1 fold" if step == 1 else f"${step}$", SIZES.formula, "muted")
            name.place(foot + UNDER, align=0.5)
            drawn = [mn.Create(contest.wave)] if step < self.depth else []
            labels = (name, contest.teeth, *contest.numbers)
            grown = [bar.growth(n) for bar, n in zip(contest.bars, contest.counts, strict=True)]
            self.play(*drawn, *grown, *map(mn.FadeIn, labels), run_time=0.6)

    def leave_the_frame(self) -> None:
        far = self.far
        self.beat(
            f"{far.depth} folds take {far.units_deep} neurons in layers, and at least "
            f"{far.units_one_layer} in one.",
            "answer",
        )
        deep, flat = [
            Bar(np.array([x, LOW, 0.0]), BROAD, self.unit, self.theme, role)
            for x, role in zip(FAR_BARS, ROLES, strict=True)
        ]
        exempt(flat, "cut", "it leaves the frame: it is many screens high")
        folds = self.typeset(f"{far.depth} folds", COUNTED)
        folds.place(np.array([sum(FAR_BARS) / 2, LOW, 0.0]) + UNDER, align=0.5)
        self.play(mn.FadeIn(folds), run_time=0.4)
        most = far.units_one_layer
        self.play(
            deep.growth(far.units_deep),
            Morph(flat, lambda share: most * (2 ** (far.depth * share) - 1) / (far.pieces - 1)),
            run_time=1.6,
        )
        height = screens(most * self.unit)
        right = np.array([FAR_BARS[1] - BROAD / 2 - 0.15, 0.0, 0.0])
        labels: list[mn.VMobject] = [
            self.typeset(f"${far.units_deep}$", 0.7, "ramp").place(deep.top + ABOVE * mn.UP, 0.5),
            self.typeset(f"${most}$", 1.0, "second").place(right + 1.2 * mn.UP, 1.0),
            self.typeset(f"{height} screens high", SIZES.label, "second").place(
                right + 0.72 * mn.UP, 1.0
            ),
        ]
        labels.append(upwards(self.theme, flat.foot))
        self.play(*map(mn.FadeIn, labels), run_time=0.5)
        self.play(self.answer(ANSWER, ANSWER_MARKUP))
