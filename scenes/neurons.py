"""Do more neurons help? Twice the pieces, a quarter of the error: stairs on stretched paper."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import Convergence
from scenes.catalogue.options.messages import counted
from scenes.layout import FRAME, MARGIN, Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.neurons_curve import PLACE, MissedCurve, View
from scenes.mobjects.clips.neurons_errors import ErrorColumn, Stair
from scenes.mobjects.clips.neurons_words import across, answer_of, captions_of, down, slope_of
from scenes.mobjects.controls.lens import Lens
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.labels import around, beside, legible, places_near, put_clear
from scenes.mobjects.lines import DASHED, dashes, polyline
from scenes.mobjects.plots.curves import clip_to_height
from scenes.mobjects.plots.logarithmic import TYPE, LogarithmicPaper
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

LEFT, WIDEST, LOW, TOP = -5.6, 3.0, -2.7, 1.85
"""The paper: as long a step is a factor to the right as the same factor down."""
BELOW_LAST = 0.7
"""The paper goes on below the last error, so many halvings."""
SECOND_ROW = 0.46 * mn.DOWN
"""From the counts of pieces down to those of ReLUs."""
DIGIT, APART = 0.21, 0.12
"""Of a count below the paper, and the least space to the next; others are left out."""
INSIDE = FRAME.inset(MARGIN, MARGIN, 0.4, 0.4)
RIGHT = Region(PLACE.left + 0.1, INSIDE.right, INSIDE.bottom, 2.5)
"""Where the wave, its words and the glass are."""
NOTES, LEADING, FEW = np.array([INSIDE.left, 0.4, 0.0]), 0.7, 6
"""The counts of what is seen at first; so few pieces are numbered."""
FALLEN = 6.0
"""Where the errors fall less, their numbers take the room of what a step on the paper means."""
RADIUS = 1.3
"""Of the glass."""
GENTLY = mn.rate_functions.ease_in_out_sine
GAP = 0.4
"""How strongly the gap is filled, in which the bar stands."""
PASSED: tuple[FaultKind, ...] = ("crossing", "overlap", "contrast", "covered")
NAME_AT = 0.97, 0.9, 0.8, 0.6, 0.35, 0.1
"""Where along the target its name may stand."""


class Neurons(Stage):
    """A curve with ever more pieces, and its largest errors: columns, points, stairs, a line."""

    model: Convergence

    def construct(self) -> None:
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
        model = self.model
        self.curve, written = MissedCurve(model, self.theme), Notation.of_errors(model.errors)
        self.views = self.curve.views
        self.glass: list[mn.VMobject] = []
        alike = len(self.views) > 1 and all(
            np.allclose(after[1][:2] / before[1][:2], [2, 4])
            for before, after in pairwise(self.views)
        )
        self.captions = captions_of(model, alike)
        self.paper = self.paper_for(model.counts, model.errors).set_value(1.0)
        self.columns = [
            ErrorColumn(
                self.paper,
                count,
                legible(self.typeset(f"${written.markup(error)}$", TYPE, "error"), self.theme),
            )
            for count, error in zip(model.counts, model.errors, strict=True)
        ]
        sizes = dict(zip(model.counts, model.layers, strict=True))
        self.relus = {
            count: self.typeset(str(sizes[count].size), TYPE, "weight").move_to(number)
            for count, number in zip(self.numbered, self.paper.numbers, strict=True)
        }
        mn.VGroup(*self.relus.values()).shift(SECOND_ROW)

    def paper_for(self, counts: tuple[int, ...], errors: tuple[float, ...]) -> LogarithmicPaper:
        """The paper for all errors, with one scale: its lines are halvings, and so long."""
        doublings, halvings = np.log2(counts[-1] / counts[0]), np.log2(max(errors) / min(errors))
        unit = min(WIDEST / doublings, (TOP - LOW) / (halvings + BELOW_LAST))
        self.numbered = [counts[-1]]
        for count in counts[-2::-1]:
            last = self.numbered[0]
            room = DIGIT * (len(str(count)) + len(str(last))) / 2 + APART
            if np.log2(last / count) * unit > room:
                self.numbered.insert(0, count)
        return LogarithmicPaper(
            self.theme,
            Region(LEFT, LEFT + unit * doublings, LOW, TOP),
            (counts[0], counts[-1]),
            (max(errors) / 2 ** ((TOP - LOW) / unit), max(errors)),
            names=("pieces", "#error[largest error]"),
            x_ticks=[(count, str(count)) for count in self.numbered],
            factor=2,
            step="÷ 2",
            labelled=2 if max(errors) > FALLEN * errors[-1] else 0,
        )

    def free(self, thing: mn.VMobject, near: np.ndarray, *texts: mn.Mobject) -> None:
        """Put a thing beside the wave, as near to a point as there is room."""
        places, paths = places_near(thing, near, RIGHT), self.curve.paths
        texts = (self.question, self.name, *texts)
        put_clear(thing, places, within=RIGHT, texts=texts, paths=paths)

    # One line of straight pieces

    def draw_the_pieces(self) -> None:
        self.beat(self.captions["pieces"], "pieces")
        curve, first = self.curve, self.model.interpolants[0]
        self.add(curve.ground)
        self.play(mn.Create(curve.goal), run_time=1.2)
        self.play(mn.FadeIn(curve.stub, curve.line), run_time=0.6)
        relus = self.model.layers[0].size
        counts = (first.segments, "piece", "total"), (relus, "bend", "weight")
        self.told: list[mn.VMobject] = [
            self.typeset(counted(count, noun), SIZES.question, role).place(
                NOTES + line * LEADING * mn.DOWN
            )
            for line, (count, noun, role) in enumerate([*counts, (relus, "ReLU", "weight")])
        ]
        middles = (first.knots[:-1] + first.knots[1:]) / 2
        for index, x in enumerate(middles if first.segments <= FEW else []):
            number = self.typeset(f"{index + 1}", TYPE, "total")
            spots = beside(number, curve.ground, first.function, float(x))
            gap = float(first.target(np.array([x]))[0] - first(x))
            self.told.append(number.move_to(spots[0] if gap > 0 else spots[1]))
        self.name = self.typeset("target", TYPE, "target")
        places = [curve.edges[0][round(share * (len(curve.edges[0]) - 1))] for share in NAME_AT]
        spots = [spot for place in places for spot in around(self.name, place, (0.18,))]
        texts = [self.question, *self.told]
        put_clear(self.name, spots, within=INSIDE, texts=texts, paths=curve.paths)
        if len(curve.hollows.points):
            plain = self.typeset("no bend", TYPE)
            spot = curve.hollows.points[:32].mean(axis=0)
            spots = around(plain, spot, (0.2, 0.4, 0.7))
            texts = [*texts, self.name]
            self.told.append(put_clear(plain, spots, within=RIGHT, texts=texts, paths=curve.paths))
        self.play(mn.FadeIn(curve.hollows, curve.bends, self.name, *self.told), run_time=0.6)

    def measure_the_gap(self) -> None:
        self.beat(self.captions["guess"], "guess")
        curve = self.curve
        self.play(*map(mn.FadeOut, self.told), run_time=0.3)
        self.add(curve, self.name)
        self.play(
            curve.gap.animate.set_fill(opacity=GAP),
            curve.bar.animate.set_fill(opacity=1.0),
            run_time=0.6,
        )
        self.measured = self.columns[0].number.copy()
        spots = [s for p in curve.ends[::-1] for s in around(self.measured, p, (0.15, 0.3, 0.6))]
        texts = [self.question, self.name]
        put_clear(self.measured, spots, within=RIGHT, texts=texts, paths=curve.paths)
        self.play(mn.FadeIn(self.measured), run_time=0.4)
        self.wait(0.8)

    def guess(self) -> None:
        """The largest error stands as a column, and is a level to fall from."""
        paper, (first, second) = self.paper, self.columns[:2]
        name = self.typeset("ReLUs", TYPE, "weight")
        name.place(paper.beyond + SECOND_ROW)
        self.play(mn.FadeIn(paper.axis, paper.numbers, paper.names, name), run_time=0.4)
        self.stand(0, self.curve.bar)
        self.play(mn.FadeOut(self.measured), run_time=0.3)
        right = first.number.get_right()[0]
        level, mark = mn.VMobject(stroke_color=self.theme.ink), self.typeset("?", 0.9)
        ends = np.array([[right + 0.1, TOP, 0.0], paper.edge("right", TOP) + 0.3 * mn.RIGHT])
        level.set_points(polyline(dashes(ends, DASHED))).set_stroke(width=STROKES.guide)
        below = paper.point(second.count, self.model.errors[0] / 2)
        self.told = [level, mark.move_to(below + 0.2 * mn.RIGHT)]
        self.play(*map(mn.FadeIn, self.told), run_time=0.6)

    def stand(self, step: int, bar: mn.VMobject) -> None:
        """A copy of the bar in the gap becomes the column of its count."""
        column, count = self.columns[step], self.model.counts[step]
        column.set_value((self.model.errors[step], 0.0))
        number, last = column.number, self.columns[step - 1].number
        if step and last.get_bottom()[1] < number.get_top()[1]:
            self.play(mn.FadeOut(last), run_time=0.2)
        travelling = bar.copy()
        for fault in PASSED:
            exempt(travelling, fault, "it passes over the curve on its way to its column")
        self.play(mn.Transform(travelling, column.body), run_time=1.0)
        self.remove(travelling)
        self.add(column)
        coming = [number, *[self.relus[each] for each in self.relus if each == count]]
        self.play(*map(mn.FadeIn, coming), run_time=0.4)

    # More pieces

    def refine(self, step: int) -> mn.Animation:
        """The pieces of one count break into those of the next."""
        return Morph(self.curve, lambda share: step - 1 + share)

    def take_more_pieces(self) -> None:
        """In the place of the question mark stands what the error is divided by."""
        self.beat(self.captions["twice"], "twice")
        level, mark = self.told
        self.play(mn.FadeOut(mark), run_time=0.2)
        self.play(self.refine(1), run_time=1.2)
        self.stand(1, self.curve.bar)
        column = self.columns[1]
        factor = self.typeset(down(self.model.quotients[0]), SIZES.question, "error")
        left, amid = column.number.get_left()[0], (TOP + column.number.get_top()[1]) / 2
        spots = [np.array([left + factor.width / 2, amid, 0.0])]
        spots += [spot + (column.number.width + 0.2) * mn.RIGHT for spot in spots]
        put_clear(factor, spots, within=FRAME, texts=[column.number], paths=[level.points])
        self.told = [level, factor]
        self.play(mn.FadeIn(factor), run_time=0.4)

    def go_on(self) -> None:
        """A glass on the largest error: the picture in it is the same again and again."""
        self.beat(self.captions["more"], "more")
        self.play(*map(mn.FadeOut, self.told), self.refine(2), run_time=1.0)
        self.told, curve = [], self.curve
        glass, (spot, times) = mn.Circle(RADIUS), self.views[0]
        self.free(glass, spot)
        centre, words = glass.get_center(), self.magnification(times)
        things = [curve.ground.line, curve.gap, curve.goal, curve.line.graph, curve.bar]
        lens = Lens(self.theme, centre, RADIUS, things).set_value(self.views[0])
        lens.remove(lens.number)  # it is said below, for both ways
        self.free(words, glass.get_bottom() + 0.3 * mn.DOWN, glass, lens.ring, lens.leader)
        self.glass = [lens, words]
        self.play(mn.FadeIn(lens, words), run_time=0.6)
        self.stand(2, lens.shown[-1])
        for step, (before, after) in enumerate(pairwise(self.views), start=3):
            self.play(
                self.refine(step), Morph(lens, partial(between, before, before)), run_time=1.0
            )
            self.play(Morph(lens, partial(between, before, after)), run_time=0.8)
            larger = self.magnification(after[1]).move_to(words)
            self.play(mn.FadeOut(words), run_time=0.2)
            self.play(mn.FadeIn(larger), run_time=0.2)
            self.stand(step, lens.shown[-1])
            words = larger

    def magnification(self, times: np.ndarray) -> Typeset:
        """What the glass does, for the line below it."""
        across, up = (f"× {each:.3g}" for each in times[:2])
        return self.typeset(across if across == up else f"{across} wide, {up} high", TYPE)

    # On stretched paper

    def stretch_the_paper(self) -> None:
        self.beat(self.captions["stretch"], "stretch")
        paper, numbers = self.paper, [column.number for column in self.columns]
        lines = self.slip_under(paper.lines, *self.columns)
        going = [*self.told, *[each for each in numbers if each in self.mobjects]]
        self.play(lines, mn.FadeIn(paper.steps), *map(mn.FadeOut, going), run_time=0.6)
        self.wait(1.0)
        self.add(paper, *self.columns)
        stretching = Morph(paper, lambda share: (1 - share) ** 1.5, rate_func=GENTLY)
        thinning = [column.thinning(rate_func=GENTLY) for column in self.columns]
        self.play(stretching, *thinning, mn.FadeOut(paper.axis), run_time=3.2)
        self.numbers_seen = numbers[-1:]
        for number in numbers[-2::-1]:
            if number.get_bottom()[1] > self.numbers_seen[-1].get_top()[1]:
                self.numbers_seen.append(number)
        self.play(*map(mn.FadeIn, self.numbers_seen), run_time=0.4)

    def climb_down(self) -> None:
        self.beat(self.captions["stairs"], "stairs")
        model = self.model
        self.stairs = [
            Stair(*columns, down(quotient), across(*counts))
            for columns, quotient, counts in zip(
                pairwise(self.columns), model.quotients, pairwise(model.counts), strict=True
            )
        ]
        for before, stair in zip([None, *self.stairs], self.stairs, strict=False):
            if before:
                self.play(*before.stepping_back(), run_time=0.2)
            for line, factor in ((stair.riser, stair.down), (stair.tread, stair.across)):
                grow = self.slip_under(line, *self.columns, by=mn.Create)
                come = self.slip_under(factor, *self.columns)  # its halo would cut the points
                self.play(grow, come, run_time=0.45)
            self.wait(0.25)

    def ends_of_line(self) -> np.ndarray:
        """The line of least squares, on the paper, (2, 3)."""
        paper, counts = self.paper, np.array([self.model.counts[0], self.model.counts[-1]], float)
        ends = paper.points_of(np.column_stack([counts, self.model.fitted(counts)]))
        way = (ends[1] - ends[0]) / (ends[1, 0] - ends[0, 0])
        ends = np.array([ends[0] - 0.1 * way, ends[1] + 0.1 * way])
        (inside,) = clip_to_height(ends[:, :2], LOW, TOP + 0.2)
        return np.column_stack([inside, [0.0, 0.0]])

    def draw_the_line(self) -> None:
        self.beat(self.captions["answer"], "answer")
        start, end = ends = self.ends_of_line()
        line = mn.VMobject(stroke_color=self.theme.ink, stroke_width=STROKES.curve)
        line.set_points(polyline(ends))
        grow = self.slip_under(line, *self.columns, by=mn.Create)
        going = [self.curve.line.glow, *self.numbers_seen[1:]]
        self.play(grow, *map(mn.FadeOut, going), run_time=1.0)
        slope = self.typeset(f"slope ${slope_of(self.model)}$", SIZES.formula)
        spots = [
            start + share * (end - start) + np.array([right + slope.width / 2, 0.0, 0.0])
            for right in (0.2, 0.4, 1.4)
            for share in sorted(np.linspace(0.0, 1.0, 46), key=lambda share: abs(share - 0.6))
        ]
        texts = [self.numbers_seen[0], *self.paper.numbers, *self.paper.steps, *self.glass]
        texts.append(self.stairs[-1].across)
        paths = [ends, *self.curve.paths]
        put_clear(slope, spots, within=INSIDE, texts=texts, paths=paths)
        self.play(mn.FadeIn(legible(slope, self.theme)), run_time=0.4)
        self.play(self.answer(*answer_of(self.model)))


def between(before: View, after: View, share: float) -> View:
    """A glass goes from one view to the next, in which equal shares are equal factors."""
    (start, small), (end, large) = before, after
    return start + share * (end - start), small * (large / small) ** share
