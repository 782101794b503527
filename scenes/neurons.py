"""Do more neurons help? Twice the pieces, a quarter of the error: stairs on stretched paper."""

from __future__ import annotations

from dataclasses import replace

import manim as mn
import numpy as np

from relu_anim import Convergence
from scenes.catalogue.options.messages import counted
from scenes.layout import FRAME, MARGIN, Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips import neurons_words as words
from scenes.mobjects.clips.neurons_curve import PLACE, MissedCurve
from scenes.mobjects.clips.neurons_stairs import SMALL, WHOLE, Stairs
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import around, box_of, legible, places_near, put_clear
from scenes.mobjects.lines import DASHED, dashes, polyline, stroked
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.plots.logarithmic import BELOW, TYPE
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

RIGHT = Region(PLACE.left + 0.4, FRAME.right - MARGIN, FRAME.bottom + 0.4, 2.5)
"""Where the curve and its words are."""
NAME_AT, LEADING, SPEAKING = 0.85, 0.65, np.array([PLACE.left + 1.6, -1.6, 0.0])
"""So far along the target its name is; near here two lines say how many pieces there are."""
BESIDE = 0.12
"""From a column to its number, and from the floor to one that would stand lower."""
UNSEEN, SAID = 0.02, np.array([SMALL.right + 0.3, SMALL.bottom + 1.75, 0.0])
"""A column that is lower than this share of the first is not seen; where the words for that end."""
STEP, STEPS, ASIDE, UNDER = 0.1, 30, (0.0, 0.3, 0.6), 0.25
"""By so much, and so often, these words may stand higher; how far to the right; and from them down
to their arrow."""
BELOW_NOSE, DIVIDED, ON_TREAD = np.array([[0.14, 0.16, 0.0], [0.14, 0.57, 0.0], [0.12, 0.09, 0.0]])
"""From a nose down to its error and to what that is divided by; from a corner to the tread's."""
OFF_RISER = 0.06
"""From the other side of a column to such an error, at least."""
REACH, FORETOLD = 0.35, np.array([1.1, 0.2, 0.0])
"""How far the straight line goes on at its ends; from the last nose to the end of its error."""


class Neurons(Stage):
    """A curve with ever more pieces; its largest errors, as columns, and as stairs on a line."""

    model: Convergence

    def construct(self) -> None:
        model, theme = self.model, self.theme
        counts = (*model.counts, 2 * model.counts[-1])
        self.further = Convergence(model.target, counts, model.domain)
        self.written = Notation.of_errors(model.errors)
        self.curve = MissedCurve(model, theme)
        self.few, self.stairs = (Stairs(theme, self.further, whole=w) for w in (False, True))
        self.numbers_beside = [self.beside(index) for index in range(len(model.counts))]
        self.draw_the_pieces()
        self.measure_the_gap()
        self.take_more_pieces()
        if len(model.counts) > 2:
            self.go_on()
        self.stretch_the_paper()
        self.climb_down()
        self.draw_the_line()
        self.foretell()

    def error(self, index: int, size: float = SIZES.formula, role: str = "error") -> Typeset:
        """The largest error of a count, as a label."""
        return self.typeset(f"${self.written.markup(self.further.errors[index])}$", size, role)

    def free(self, label: mn.VMobject, spots: list[np.ndarray], *texts: mn.Mobject) -> None:
        """Put a label beside the curve, clear of the numbers beside columns too."""
        texts, paths = (self.question, *self.numbers_beside, *texts), self.curve.paths
        put_clear(label, spots, within=RIGHT, texts=texts, paths=paths)

    def put_by_columns(self, label: Typeset, spots: list[np.ndarray]) -> Typeset:
        """Put a label beside the columns or above them."""
        texts: list[mn.Mobject | Region] = [*self.texts, *map(box_of, self.few.columns)]
        paths = [*self.curve.paths, self.curve.start]
        return put_clear(label, spots, within=self.layout.main, texts=texts, paths=paths)

    # Beside the curve

    def told(self, index: int) -> mn.VGroup:
        """How many pieces and ReLUs there are."""
        bends = self.model.layers[index].size
        bent = f"{counted(bends, 'bend')}: {counted(bends, 'ReLU')}"
        pieces = self.typeset(counted(self.model.counts[index], "piece"), role="total")
        relus = self.typeset(bent, role="weight").place(LEADING * mn.DOWN)
        return legible(mn.VGroup(pieces, relus), self.theme)

    def draw_the_pieces(self) -> None:
        curve, relus = self.curve, counted(self.model.layers[0].size, "ReLU")
        pieces = counted(self.model.counts[0], "piece")
        self.beat(f"One ReLU for every bend: {relus} for {pieces}.", "pieces")
        self.add(curve.ground)
        self.play(mn.Create(curve.goal), run_time=1.2)
        self.play(mn.FadeIn(curve.stub, curve.line), run_time=0.6)
        self.name, self.count = self.typeset("target", TYPE, "target"), self.told(0)
        names(self.name, curve.goal)
        near = curve.edges[0][round(NAME_AT * len(curve.x))] + 0.5 * (mn.DOWN + mn.RIGHT)
        self.free(self.name, places_near(self.name, near, RIGHT))
        self.free(self.count, places_near(self.count, SPEAKING, RIGHT), self.name)
        self.passing: list[mn.VMobject] = []
        if len(curve.hollows.points):
            plain = self.typeset("no bend", TYPE)
            spots = around(plain, curve.hollows.points[:32].mean(axis=0), (0.2, 0.4, 0.7))
            self.free(plain, spots, self.name, self.count)
            sunk = plain.get_center()[1] < curve.ground.level(0.0)[0, 1]
            self.passing = [legible(plain, self.theme, on="floor" if sunk else "ground")]
        seen = [curve.hollows, curve.bends, self.name, self.count, *self.passing]
        self.play(*map(mn.FadeIn, seen), run_time=0.6)

    def measure_the_gap(self) -> None:
        """The largest error is a bar in the gap; a copy of it is the first column."""
        error = self.written(self.model.errors[0])
        caption = f"Where they miss the curve most, the error is {error}."
        self.beat(f"{caption} How much is left with {self.model.counts[1]} pieces?", "guess")
        curve, paper = self.curve, self.few.paper
        shading = [self.slip_under(curve.gap, curve.stub), mn.FadeIn(curve.bar)]
        self.play(*shading, *map(mn.FadeOut, self.passing), run_time=0.8)
        self.add(curve, self.name, self.count)
        self.play(mn.FadeIn(paper.axis, paper.numbers, paper.names), run_time=0.5)
        self.labels: list[Typeset] = []
        self.stand(0)
        mark = self.typeset("?", 0.9).move_to(self.few.columns[1])
        self.passing = [mark.match_y(self.few.columns[0])]
        self.play(mn.FadeIn(mark), run_time=0.4)

    def beside(self, index: int) -> Typeset:
        """The largest error of a count, beside its column."""
        number, nose = legible(self.error(index), self.theme), self.few.noses[index]
        low = max(nose[1] - 0.66 * number.size, self.few.paper.window.bottom + BESIDE)
        return number.place(np.array([nose[0] + BESIDE, low, 0.0]))

    def stand(self, index: int) -> None:
        """A copy of the bar in the gap becomes the column of its count, with its number."""
        number = self.numbers_beside[index]
        if index > 1:
            self.play(mn.FadeOut(self.labels.pop()), run_time=0.2)
        bar, column = self.curve.bar.copy(), self.few.columns[index]
        self.play(mn.ReplacementTransform(bar, column), run_time=0.9)
        self.labels.append(number)
        self.play(mn.FadeIn(number), run_time=0.3)

    def refine(self, index: int) -> None:
        """The pieces of one count break into those of the next."""
        old, self.count = self.count, self.told(index)
        self.count.move_to(old, aligned_edge=mn.LEFT)
        self.play(mn.FadeOut(old), run_time=0.2)
        finer = Morph(self.curve, lambda share: index - 1 + share)
        self.play(finer, mn.FadeIn(self.count), run_time=1.0)

    def take_more_pieces(self) -> None:
        """In the place of the question mark stands what the error is divided by."""
        by, error = words.down(self.model.quotients[0]), self.written(self.model.errors[1])
        self.beat(f"With {self.model.counts[1]} pieces it is {error}: divided by {by}.", "twice")
        self.play(*map(mn.FadeOut, self.passing), run_time=0.2)
        self.refine(1)
        self.stand(1)
        factor = self.typeset(f"÷ {by}", SIZES.question, "error")
        beside = [self.labels[1].get_center() + y * mn.UP for y in (0.6, -0.6)]
        beside += places_near(factor, beside[0], self.layout.main)
        self.passing = [self.put_by_columns(factor, beside)]
        self.play(mn.FadeIn(factor), run_time=0.4)

    def go_on(self) -> None:
        unseen = self.model.errors[-1] < UNSEEN * self.model.errors[0]
        size, later = "too small to see" if unseen else "smaller", map(str, self.model.counts[2:])
        self.beat(f"{', '.join(later)} pieces: the columns become {size}.", "more")
        self.play(*map(mn.FadeOut, self.passing), run_time=0.2)
        for index in range(2, len(self.model.counts)):
            self.refine(index)
            self.stand(index)
        self.passing = []
        if unseen:
            said = self.typeset(size, TYPE).place(SAID, align=1.0)
            middle, ups = said.get_center(), STEP * np.arange(STEPS)
            places = [middle + np.array([x, y, 0.0]) for y in ups for x in ASIDE]
            self.put_by_columns(said, places)
            above = self.few.columns[-1].get_top() + 0.7 * np.outer([1, 1], mn.UP)
            above[0, 1] = said.get_bottom()[1] - UNDER
            self.passing = [arrow(self.theme, "ink", above), said]
            self.play(*map(mn.FadeIn, self.passing), run_time=0.5)

    # The whole frame

    def stretch_the_paper(self) -> None:
        caption = "Each line is half as high as the one above. "
        caption += "Stretched until all steps are equal, the paper is logarithmic."
        self.beat(caption, "stretch")
        few, stairs, paper = self.few, self.stairs, self.stairs.paper
        going = [self.curve, self.name, self.count, *self.passing, *self.labels]
        self.play(*map(mn.FadeOut, going), mn.FadeOut(few.paper.names[0]), run_time=0.5)
        before, after = (
            mn.VGroup(each.paper.axis, *each.columns, each.paper.numbers, each.paper.names[1])
            for each in (few, stairs)
        )
        self.play(mn.ReplacementTransform(before, after), mn.FadeIn(paper.names[0]), run_time=1.4)
        lines = self.slip_under(paper.lines, *stairs.columns)
        self.play(lines, mn.FadeIn(paper.steps), run_time=0.6)
        self.wait(0.8)
        self.add(stairs)
        self.play(Morph(stairs, lambda share: (1 - share) ** 1.5), run_time=3.2)
        room = min(column.width for column in stairs.columns) - BELOW_NOSE[0] - OFF_RISER
        markups = [f"${self.written.markup(error)}$" for error in self.model.errors]
        size = fitting_size(markups, room, TYPE)
        self.labels = [self.typeset(markup, size) for markup in markups]
        for number, nose in zip(self.labels, stairs.noses, strict=False):
            number.move_to(nose - BELOW_NOSE, aligned_edge=mn.UR)
            exempt(number, "crossing", "uneven errors are off the line, which may run through them")
        self.play(*map(mn.FadeIn, self.labels), run_time=0.5)

    def climb_down(self) -> None:
        """Each riser says what the error is divided by, each tread how many times the pieces."""
        quotients = ", ".join(map(words.down, self.model.quotients))
        self.beat(f"From step to step the error is divided by {quotients}.", "stairs")
        self.play(self.stairs.paper.lines.animate.set_stroke(self.theme.grid), run_time=0.4)
        for index, quotient in enumerate(self.model.quotients):
            riser, tread = self.stairs.step(index)
            by = self.typeset(f"÷ {words.down(quotient)}")
            by.move_to(riser[0] - DIVIDED, aligned_edge=mn.UR)
            times = self.model.counts[index + 1] / self.model.counts[index]
            more = self.typeset(f"× {times:.3g}", TYPE, "ramp")
            exempt(more, "crossing", "a line of the paper, faint by now, passes behind it")
            more.move_to(riser[1] + ON_TREAD, aligned_edge=mn.DL)
            for role, path, text in (("error", riser, by), ("ramp", tread, more)):
                line = stroked(self.theme.colour(role), STROKES.strong, polyline(path))
                self.play(mn.Create(line), mn.FadeIn(text), run_time=0.5)
            self.wait(0.2)

    def draw_the_line(self) -> None:
        """The line of least squares lies on the stairs like a board."""
        written = words.slope_of(self.model)
        self.beat(f"{words.line_of(self.model)} {written}.", "line")
        counts = np.array([self.model.counts[0], self.model.counts[-1]], float)
        fitted = np.column_stack([counts, self.model.fitted(counts)])
        start, end = self.stairs.paper.points_of(fitted)
        beyond = REACH * (end - start) / np.linalg.norm(end - start)
        self.ends = np.array([start - beyond, end + beyond])
        line = stroked(self.theme.ink, STROKES.curve, polyline(self.ends))
        self.play(mn.Create(line), run_time=1.2)
        slope = self.typeset(f"slope ${written}$", 0.7)
        self.put_near(legible(slope, self.theme), (start + end) / 2 + mn.UR, [self.ends])
        self.play(mn.FadeIn(Glow(line, self.theme), slope), run_time=0.4)

    def foretell(self) -> None:
        """One more step is only dashed; what it leaves is left to the viewer for a while."""
        count = self.typeset(f"{self.further.counts[-1]}", TYPE)
        self.beat(f"One more step, to {count.markup} pieces: what error is left?", "answer")
        riser, tread = self.stairs.step(len(self.model.counts) - 1)
        lines = [
            stroked(self.theme.colour(role), STROKES.strong, polyline(dashes(path, DASHED)))
            for role, path in (("error", riser), ("ramp", tread))
        ]
        count.place(np.array([tread[:, 0].mean(), WHOLE.bottom - BELOW, 0.0]), align=0.5)
        self.play(*map(mn.Create, lines), mn.FadeIn(count), run_time=0.8)
        last = self.further.errors[-1]
        written = replace(self.written, smallest=last).markup(last)  # it would else be said to be 0
        left = self.typeset(f"$approx {written}$", role="error")
        legible(left, self.theme).place(tread[1] + FORETOLD, align=1.0)
        self.put_near(left, left.get_center(), [riser, tread])
        self.wait(1.5)
        self.play(mn.FadeIn(left), run_time=0.5)
        self.play(self.answer(*words.answer_of(self.model)))
