"""Do more neurons help? Twice the pieces, a quarter of the error: stairs on stretched paper."""

from __future__ import annotations

from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import Convergence
from scenes.layout import Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.neurons_curve import FRAME, MissedCurve
from scenes.mobjects.clips.neurons_errors import ErrorColumn, Stair
from scenes.mobjects.clips.neurons_words import (
    across,
    answer_of,
    captions_of,
    count_of,
    down,
    slope_of,
)
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.labels import around, halo, put_clear
from scenes.mobjects.lines import DASHED, dashes, polyline
from scenes.mobjects.plots.curves import clip_to_height
from scenes.mobjects.plots.logarithmic import LogarithmicPaper
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.notation import Notation
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

PAPER = Region(-4.8, 4.5, -2.5, 1.3)
RULER = -5.95
STEEP, CORNER = -0.9, Region(1.7, 6.4, -0.35, 2.0)
"""Errors that are below a height of the frame on the right, and the place of the curve above."""
LOWER, ABOVE_FLAT = 0.3, Region(1.7, 6.4, 0.95, 2.05)
"""Where the paper ends when they are not, and the curve's place then."""
FACTOR = 4
"""What a step on the ruler divides by: what twice the pieces leave of the error is a quarter."""
BELOW_LAST = 0.5
"""The paper goes on below the last error, so many frame units."""
SECOND_ROW = 0.54
"""From the counts of pieces down to those of ReLUs."""
INSIDE = FRAME.inset(0.4, 0.4, 0.4, 0.4)
FOOT = np.array([0.0, -3.0, 0.0])
GENTLY = mn.rate_functions.ease_in_out_sine
GAP = 0.4
"""How strongly the gap is filled, in which the bar stands."""
PASSED: tuple[FaultKind, ...] = ("crossing", "overlap", "contrast", "covered")
NAME_AT = 0.1, 0.2, 0.35, 0.6, 0.9
"""Where along the target its name may stand."""
LOW_FALL = 0.6
"""A lower fall leaves a column's number across the level that it fell from."""


class Neurons(Stage):
    """A curve with ever more pieces, and its largest errors: columns, points, stairs, a line."""

    model: Convergence

    def construct(self) -> None:
        self.captions = captions_of(self.model)
        self.set_the_stage()
        self.draw_the_pieces()
        self.measure_the_gap()
        self.guess()
        self.take_more_pieces()
        if len(self.model.counts) > 2:
            self.go_on()
        self.stretch_the_paper()
        self.climb_down()
        self.draw_the_line()

    def set_the_stage(self) -> None:
        errors = self.model.errors
        written = Notation.of_errors(errors)
        self.paper = self.paper_up_to(PAPER.top)
        where = self.paper.points_of(np.column_stack([self.model.counts, errors]))
        flat = where[1, 0] > 0 or (where[where[:, 0] > 0.2, 1] > STEEP).any()
        if flat:
            self.paper = self.paper_up_to(LOWER)
        self.curve = MissedCurve(self.model, ABOVE_FLAT if flat else CORNER, self.theme)
        room = float(np.diff(where[:, 0]).min())
        markups = [f"${written.markup(error)}$" for error in errors]
        size = fitting_size(markups, room - 0.15, SIZES.label)
        self.columns = [
            ErrorColumn(self.paper, count, self.typeset(markup, size, "error"))
            for count, markup in zip(self.model.counts, markups, strict=True)
        ]
        names = ["ReLUs", *[str(layer.size) for layer in self.model.layers]]
        places = [self.paper.beyond, *[number.get_center() for number in self.paper.numbers]]
        self.relus = [self.typeset(name, SIZES.label, "weight") for name in names]
        for name, place, align in zip(self.relus, places, [0.0, *[0.5] * len(where)], strict=True):
            at = np.array([place[0], self.paper.beyond[1] - SECOND_ROW, 0.0])
            name.place(at, align)
        self.paper.set_value(1.0)

    def paper_up_to(self, top: float) -> LogarithmicPaper:
        """The paper for all errors, on which a slope of -2 goes from corner to corner at least."""
        counts, highest = self.model.counts, max(self.model.errors)
        steepest = min(*self.model.errors, highest * (counts[0] / counts[-1]) ** 2)
        lowest = min(steepest, highest / FACTOR)
        free = BELOW_LAST / (top - PAPER.bottom - BELOW_LAST)
        lowest *= (lowest / highest) ** free
        window = Region(PAPER.left, PAPER.right, PAPER.bottom, top)
        return LogarithmicPaper(
            self.theme,
            window,
            (counts[0], counts[-1]),
            (lowest, highest),
            names=("pieces", "#error[largest error]"),
            x_ticks=[(count, str(count)) for count in counts],
            ruler=RULER,
            factor=FACTOR,
            step=f"÷ {FACTOR}",
        )

    # One line of straight pieces

    def draw_the_pieces(self) -> None:
        self.beat(self.captions["pieces"], "pieces")
        curve, model = self.curve, self.model
        self.add(curve.ground)
        self.play(mn.Create(curve.goal), run_time=1.2)
        self.play(mn.FadeIn(curve.line), run_time=0.6)
        words = count_of(model.counts[0], model.layers[0].size)
        name = self.typeset("target", SIZES.label, "target")
        places = [curve.goal.paths[0][round(share * len(curve.x))] for share in NAME_AT]
        spots = [spot for place in places for spot in around(name, place, (0.12,))]
        put_clear(name, spots, within=INSIDE, texts=[self.question], paths=curve.paths)
        self.told: list[mn.VMobject] = [self.typeset(words, SIZES.formula).place(FOOT, 0.5), name]
        self.play(mn.FadeIn(curve.bends, *self.told), run_time=0.6)

    def measure_the_gap(self) -> None:
        self.beat(self.captions["guess"], "guess")
        curve, number = self.curve, self.columns[0].number
        self.add(curve, *self.told)
        self.play(
            curve.gap.animate.set_fill(opacity=GAP),
            curve.bar.animate.set_fill(opacity=1.0),
            run_time=0.6,
        )
        places = [curve.ends.mean(axis=0), *curve.ends]
        spots = [spot for place in places for spot in around(number, place, (0.2, 0.4, 0.7, 1.2))]
        floor = curve.ground.point(0.0, 0.0)[1]
        spots.sort(key=lambda spot: bool(spot[1] < floor))  # above ground, if it can be
        put_clear(number, spots, within=INSIDE, texts=self.told, paths=curve.paths)
        self.play(mn.FadeIn(number), run_time=0.4)
        self.wait(0.8)

    def guess(self) -> None:
        """The curve gets small; its largest error stands as a column, and is a level to fall from.

        The bar in the gap goes to the column's place, and so does its number.
        """
        curve, paper = self.curve, self.paper
        first, second = self.columns[:2]
        self.play(*map(mn.FadeOut, self.told), run_time=0.3)
        self.play(mn.FadeIn(paper.axis, paper.numbers), run_time=0.4)
        travelling = mn.VGroup(curve.bar.copy(), first.number.copy())
        for fault in PASSED:
            exempt(travelling, fault, "it passes over the curve on its way to its column")
        for column in (first, second):
            column.set_value((self.model.errors[0], 0.0))
        self.remove(first.number)
        self.add(travelling)
        self.play(
            Morph(curve, lambda share: (0.0, share)),
            mn.Transform(travelling[0], first.body),
            travelling[1].animate.move_to(first.number),
            run_time=2.4,
        )
        self.remove(travelling)
        self.add(first.add(first.number))
        self.play(mn.FadeIn(paper.names, *self.relus[:2]), run_time=0.4)
        level, mark = mn.VMobject(stroke_color=self.theme.ink), self.typeset("?", 0.9)
        fall = first.ends[1] - self.paper.point(first.count, self.model.errors[1])
        reach = 0.5 if fall[1] > LOW_FALL else -second.number.width
        ends = np.array([first.ends[1] + 0.5 * mn.RIGHT, second.ends[1] + reach * mn.RIGHT])
        level.set_points(polyline(dashes(ends, DASHED))).set_stroke(width=STROKES.guide)
        self.told = [level, mark.move_to(second.body)]
        self.play(*map(mn.FadeIn, self.told), run_time=0.6)

    # More pieces

    def take_more_pieces(self) -> None:
        """In the place of the question mark, or beside, stands what the error is divided by."""
        self.beat(self.captions["twice"], "twice")
        level, mark = self.told
        self.play(mn.FadeOut(mark), run_time=0.2)
        self.refine(1, 1.2)
        column = self.columns[1]
        factor = self.typeset(down(self.model.quotients[0]), SIZES.question, "error")
        amid = (level.get_center()[1] + column.number.get_top()[1]) / 2
        spots = [
            np.array([column.ends[1][0], amid, 0.0]),
            column.body.get_right() + (factor.width / 2 + 0.25) * mn.RIGHT,
        ]
        put_clear(factor, spots, within=FRAME, texts=[column.number], paths=[level.points])
        self.told = [level, factor]
        self.play(mn.FadeIn(factor), run_time=0.4)

    def refine(self, step: int, seconds: float) -> None:
        """A column like the one before stands beside it, and falls as the gap drains."""
        before, column = self.columns[step - 1 : step + 1]
        start, end = self.model.errors[step - 1 : step + 1]
        column.set_value((start, 0.0))
        self.play(mn.TransformFromCopy(before.body, column.body), run_time=0.5)
        self.add(column)
        self.play(
            Morph(self.curve, lambda share: (step - 1 + share, 1.0)),
            Morph(column, lambda share: (start + share * (end - start), 0.0)),
            run_time=seconds,
        )
        self.play(mn.FadeIn(column.number, self.relus[step + 1]), run_time=0.4)
        self.add(column.add(column.number))

    def go_on(self) -> None:
        self.beat(self.captions["more"], "more")
        self.play(*map(mn.FadeOut, self.told), run_time=0.3)
        self.told = []
        for step in range(2, len(self.model.counts)):
            self.refine(step, 0.8)

    # On stretched paper

    def stretch_the_paper(self) -> None:
        self.beat(self.captions["stretch"], "stretch")
        paper = self.paper
        ruler = mn.FadeIn(paper.ruler, paper.steps)
        self.play(ruler, *map(mn.FadeOut, self.told), run_time=0.6)
        self.wait(0.5)
        self.add(paper, *[column.stem for column in self.columns], *self.columns)
        stretching = Morph(paper, lambda share: (1 - share) ** 1.5, rate_func=GENTLY)
        thinning = [column.thinning(rate_func=GENTLY) for column in self.columns]
        self.play(stretching, *thinning, run_time=3.2)

    def climb_down(self) -> None:
        self.beat(self.captions["stairs"], "stairs")
        model = self.model
        self.stairs = [
            Stair(*columns, down(quotient), across(*counts))
            for columns, quotient, counts in zip(
                pairwise(self.columns), model.quotients, pairwise(model.counts), strict=True
            )
        ]
        inside = all(stair.is_roomy for stair in self.stairs)
        for stair in self.stairs:
            stair.put_factors(inside)
            for line, factor in ((stair.riser, stair.down), (stair.tread, stair.across)):
                grow = self.slip_under(line, *self.columns, by=mn.Create)
                self.play(grow, mn.FadeIn(factor), run_time=0.45)
            self.wait(0.25)

    def ends_of_line(self) -> np.ndarray:
        """The line of least squares, on the paper, (2, 3)."""
        paper, counts = self.paper, np.array([self.model.counts[0], self.model.counts[-1]], float)
        ends = paper.points_of(np.column_stack([counts, self.model.fitted(counts)]))
        way = (ends[1] - ends[0]) / (ends[1, 0] - ends[0, 0])
        ends = np.array([ends[0] - 0.7 * way, ends[1] + 0.7 * way])
        (inside,) = clip_to_height(ends[:, :2], paper.window.bottom, paper.window.top + 0.5)
        return np.column_stack([inside, [0.0, 0.0]])

    def draw_the_line(self) -> None:
        self.beat(self.captions["answer"], "answer")
        start, end = ends = self.ends_of_line()
        line = mn.VMobject(stroke_color=self.theme.ink, stroke_width=STROKES.curve)
        line.set_points(polyline(ends))
        numbers = [column.number for column in self.columns]
        for text in [
            *[halo(number, self.theme) for number in numbers],
            *[stair.across for stair in self.stairs],
        ]:
            exempt(text, "crossing", "points may lie off the line that fits them best")
        grow = self.slip_under(line, *self.columns, by=mn.Create)
        self.play(grow, mn.FadeOut(self.curve.line.glow), run_time=1.0)
        slope = self.typeset(f"slope ${slope_of(self.model)}$", SIZES.label)
        spots = [
            start + share * (end - start) + np.array([0.15 + slope.width / 2, up, 0.0])
            for up in (0.35, 0.8)
            for share in sorted(np.linspace(0.0, 0.9, 46), key=lambda share: abs(share - 0.6))
        ]
        paths = [ends, *self.curve.paths]
        put_clear(slope, spots, within=INSIDE, texts=[*numbers, self.paper.names[1]], paths=paths)
        self.play(mn.FadeIn(slope), run_time=0.4)
        self.play(self.answer(*answer_of(self.model)))
