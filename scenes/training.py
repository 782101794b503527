"""Who sets the weights in practice? Training does, step by step down the loss."""

from __future__ import annotations

import re
from collections.abc import Sequence

import manim as mn
import numpy as np

from relu_anim import CurveTraining
from scenes.catalogue.options.messages import counted
from scenes.layout import FRAME, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.training_kinks import (
    CIRCLE,
    COUNT,
    MEETING,
    KinkPicture,
    NeuronTag,
    Strips,
)
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible, nearest_first, places_near, put_clear
from scenes.mobjects.lines import stroked
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import SmoothGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.losses import LossPlot, Reading
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.notation import Notation, alone
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

PLOT = Region(-6.3, 1.8, -2.95, 2.5)
READ, ROW = np.array([2.75, 1.95, 0.0]), 0.75
"""What is read at the right, and from one row to the next."""
LOSS, TAG = Region(3.75, 6.45, -2.75, 0.45), np.array([4.6, -1.3, 0.0])
"""The way of the loss, and the numbers of one neuron."""
STRIPS = Region(2.75, 6.77, COUNT, 1.85)
EDGE, BELOW, OVER = 0.6, np.array([0.5, -0.5, 0.0]), np.array([-0.4, 0.45, 0.0])
"""The ground beyond a picture; from a point to its name; from the end of a way to a word."""
END = 1.1
"""How wide the number of an end of the domain may be: between the two the kinks are counted."""
SHIFT = 0.3
"""How far the chosen kink is moved by hand, as a share of the domain."""
CLOCK, SHORT_CLOCK, BY_HAND = 8.0, 4.0, 2.0
"""Seconds of the training, of the one that fails, and of what is done by hand."""
NEARER = 0.95
"""What is clearly another loss, beside that of the training."""
MOMENTS, SECTIONS, DOT = 400, 40, 0.06
"""Of the way of the loss; of the gap, for labels to keep clear; and the radius of a given point."""


class Training(Stage):
    """A curve writhes into its target while its kinks walk, and the loss falls."""

    model: CurveTraining

    def construct(self) -> None:
        model = self.model
        self.fails = model.start == "spread"
        self.picture = KinkPicture(self.theme, model, PLOT, model.heights)
        self.show_the_start()
        self.change_one_bias()
        self.show_the_loss()
        self.train()
        if self.fails:
            self.start_at_the_left_end()
            self.see_it_stuck()
        self.give_the_answer()

    def surroundings(self) -> list[mn.VMobject]:
        """The ground of the picture, what it is to learn, and the ends of its domain."""
        model, picture = self.model, self.picture
        floor = picture.point(0.0, 0.0)
        frame = Region(FRAME.left, PLOT.right + EDGE, FRAME.bottom, FRAME.top)
        ground = Ground(self.theme, frame, (0.0, 1.0), floor[1])
        ground.melt(PLOT.right * mn.RIGHT, frame.right * mn.RIGHT)
        self.goal = mn.VMobject(self.theme.target, 1, stroke_width=0)
        if model.target:
            self.goal = SmoothGraph(picture, model.target, dash=None, width=STROKES.guide)
        else:
            spots = picture.points_of(model.points)[:, np.newaxis]
            self.goal.set_points((spots + DOT * CIRCLE).reshape(-1, 3))
        ends, written = mn.VGroup(), [f"${alone(number)}$" for number in model.domain]
        size = fitting_size(written, END, SIZES.formula)
        for x, number in zip((PLOT.left, PLOT.right), written, strict=True):
            text = self.typeset(number, size, "muted")
            x = max(x, self.layout.main.left + text.width / 2)
            ends.add(text.place(np.array([x, COUNT, 0.0]), align=0.5))
        return [ground, ends, self.goal]

    def show_the_start(self) -> None:
        n = self.model.neurons
        said = f"{n} ReLUs, {3 * n + 1} random numbers: each ReLU bends this curve at its bead."
        self.beat(said, "start")
        self.add(*self.surroundings(), self.picture)
        lowest = self.picture.points_of(self.model.points[[self.model.points[:, 1].argmin()]])[0]
        name = self.typeset("target" if self.model.target else "data", role="target")
        names(name, self.goal)
        for fault in MEETING:
            exempt(name, fault, "while it learns, the curve may pass wherever there is room")
        goal, before, *later = self.ways()
        self.put_in_plot(name, lowest + BELOW * mn.UP, [goal], [before, *later])
        self.add(name)
        rows = f"{n} ReLUs", f"$3 times {n} + 1 =$", f"{3 * n + 1} numbers"
        self.aside: list[mn.VMobject] = []
        for row, words in enumerate(rows):
            text = self.typeset(words, SIZES.question, "weight" if row else "ramp")
            self.aside.append(text.place(READ + row * ROW * mn.DOWN))
        self.aside += self.names_of_flat(self.model)
        string = mn.UpdateFromAlphaFunc(
            self.picture, lambda _, share: self.picture.string(share), run_time=2.4
        )
        self.play(string, *map(Fade, self.aside))

    def ways(self) -> list[np.ndarray]:
        """The target, and the curve at some moments of the run and of the one that fails."""
        ways = [self.model.points]
        for model in (self.model, self.model.from_origin):
            ways += [model.corners_of(row) for row in model.run.parameters[::5]]
        return [self.picture.points_of(way) for way in ways]

    def put_in_plot(
        self,
        label: Typeset,
        place: np.ndarray,
        paths: list[np.ndarray],
        others: Sequence[np.ndarray] = (),
    ) -> Typeset:
        """Put a label as near to a place as it is clear, beside all that is read elsewhere.

        Else near to these paths, and not to others.
        """
        within = Region(self.layout.main.left, PLOT.right, PLOT.bottom, self.layout.main.top)
        near = places_near(label, place, within)
        near = nearest_first(label, near, paths, others) if others else near
        paths = [*paths, *others]
        return put_clear(label, [place, *near], within=within, texts=self.texts, paths=paths)

    def gap(self, model: CurveTraining) -> list[np.ndarray]:
        """Upright sections of the gap to the target, before the first step."""
        x, goal = model.points[:: max(1, len(model.points) // SECTIONS)].T
        drawn = np.interp(x, *model.corners_of(model.run.parameters[0]).T)
        ends = np.clip([goal, drawn], *self.picture.y_range)
        sections = np.stack([np.column_stack([x, y]) for y in ends], axis=1)
        return [self.picture.points_of(section) for section in sections]

    def names_of_flat(self, model: CurveTraining) -> list[mn.VMobject]:
        """How many beads lie on one another and never stir, below them."""
        if not model.stuck.any():
            return []
        name, floor = self.typeset(f"{model.stuck.sum()} flat", role="muted"), self.picture.level(0)
        paths = [floor, *self.ways(), *self.gap(model)]
        self.put_in_plot(name, floor[0] + BELOW, paths)
        sunk = name.get_center()[1] < floor[0, 1]
        names(name, self.picture.flat)
        return [legible(name, self.theme, on="floor" if sunk else "ground")]

    def change_one_bias(self) -> None:
        """One bead is moved by hand."""
        said = "By hand: change one bias b, and its kink moves to −b/w; the curve follows."
        self.beat(said, "hand")
        model, picture = self.model, self.picture
        picture.chosen = model.mover
        picture.set_value(picture.value)
        tag = NeuronTag(self.theme, TAG, model.neuron(picture.value, picture.chosen))
        tag.follow(lambda: model.neuron(picture.value, picture.chosen))
        before = stroked(self.theme.faint("total"), STROKES.guide, picture.curve.points.copy())
        for fault in MEETING:
            exempt(before, fault, "the curve lies on it before it moves")
        self.by_hand = [picture.plumb, tag, before]
        entering = [self.entrance(picture.bead, Fade), Fade(picture.plumb), Fade(tag)]
        self.play(self.slip_under(before, picture, by=Fade), *entering, run_time=0.6)
        there = Morph(picture, lambda way: model.moved_by_hand(picture.chosen, SHIFT * way))
        self.play(there, run_time=BY_HAND)

    def show_the_loss(self) -> None:
        model, picture = self.model, self.picture
        goal = "target" if model.target else "data"
        self.beat(f"The loss is the mean squared gap to the {goal}. Training lowers it.", "loss")
        back = Morph(picture, lambda way: model.moved_by_hand(picture.chosen, SHIFT * (1 - way)))
        self.play(back, run_time=0.8)
        leaving = [Fade(part, leaving=True) for part in self.aside + self.by_hand]
        self.play(*leaving, picture.bead.animate.set_opacity(0), run_time=0.4)
        picture.chosen = -1
        if model.target:
            x = np.linspace(*model.domain, 200)
            picture.goal = np.column_stack([x, model.target(x)])
            picture.set_value(picture.value)
            self.play(self.entrance(picture.gap, Fade), run_time=0.8)
        self.reading = Reading(self.theme, model.run.losses, READ)
        self.plot = self.plot_of(model)
        self.aside = [self.reading, self.plot]
        self.play(*map(Fade, self.aside), run_time=0.8)

    def plot_of(self, *models: CurveTraining) -> LossPlot:
        """The way of the loss of the first of these trainings, and faintly those of the others."""
        steps = self.model.step_at(np.linspace(0, 1, MOMENTS))
        losses = [np.interp(steps, np.arange(len(m.run.losses)), m.run.losses) for m in models]
        plot = LossPlot(self.theme, np.array(losses), LOSS)
        name = self.typeset("step (log)", role="muted")
        names(name.place(np.array([LOSS.center[0], COUNT, 0.0]), align=0.5), plot.axis)
        plot.add(name)
        return plot

    def train(self) -> None:
        model = self.model
        where = "" if model.inside(model.kinks(model.steps)).all() else ", some out of sight"
        said = f"Each step changes all numbers a little, down the loss: kinks walk{where}."
        if model.stuck.any():
            said = "Each step changes numbers a little, down the loss; flat ReLUs stay as they are."
        self.beat(said, "train")
        self.play(*self.running(model), run_time=CLOCK, rate_func=mn.linear)

    def running(self, model: CurveTraining) -> list[mn.Animation]:
        """The picture and what is read while a training runs."""
        reading = Morph(self.reading, lambda share: float(model.step_at(share)))
        plot = Morph(self.plot, lambda share: round(share * (MOMENTS - 1)))
        return [Morph(self.picture, model.at_share), reading, plot]

    def change_the_run(self, model: CurveTraining, moment: int, *coming: mn.VMobject) -> None:
        """Another training comes in the place of what is seen, and this at its side."""
        picture = self.picture
        self.play(*[Fade(part, leaving=True) for part in (picture, *self.aside)], run_time=0.6)
        picture.show_training(model, moment)
        self.reading.losses = model.run.losses
        self.reading.set_value(model.run.recorded[moment])
        self.play(*map(Fade, [picture, *coming]), run_time=0.8)
        self.aside = list(coming)

    # The start that fails

    def start_at_the_left_end(self) -> None:
        model = self.model.from_origin
        low, flat = model.domain[0], int(model.stuck.sum())
        said = f"Now all kinks start at {Notation.of([low])(low)}"
        if 0 < flat < model.neurons:
            said += f": {model.neurons - flat} ReLUs rise from there, {flat} are flat"
        self.beat(f"{said}.", "zero")
        self.first, self.plot = self.plot, self.plot_of(model, self.model)
        self.change_the_run(model, 0, self.reading, self.plot)
        for name in self.names_of_flat(model):
            self.play(Fade(name), run_time=0.6)
            self.aside.append(name)

    def see_it_stuck(self) -> None:
        model = self.model.from_origin
        stuck = int(model.stuck.sum())
        said = f"A flat ReLU gets no step: {stuck} never move. " if stuck else ""
        end = "at first, but part" if model.has_learnt else "and crowd: stuck"
        said += f"The {model.neurons - stuck} are pulled alike, {end}."
        self.beat(said, "stuck")
        self.play(*self.running(model), run_time=SHORT_CLOCK, rate_func=mn.linear)
        if not model.has_learnt:
            word = names(self.typeset("stuck", role="error"), self.plot.dot)
            self.aside.append(
                self.put_near(word, self.plot.way[-1] + OVER, [self.plot.way, *self.plot.faint])
            )
            self.play(Fade(word), run_time=0.5)

    def give_the_answer(self) -> None:
        model, n = self.model, self.model.neurons
        said = "Nobody has set these numbers by hand: the steps have."
        answer = "Training does: step by step down the #error[loss]."
        if not model.has_learnt:
            answer = "Training does, but this run did not succeed."
        strips: list[mn.VMobject] = []
        if model.has_learnt and model.by_hand:
            by_hand = {each.segments: each for each in (model.by_hand[0], model.by_hand[-1])}
            curves = {f"{n} ReLUs trained": model.corners(model.steps)}
            for count, each in by_hand.items():
                curves[f"by hand: {count} pieces"] = np.column_stack([each.knots, each.values])
            strips = [*(drawn := Strips(self.picture, curves, STRIPS))]
            best = min(by_hand, key=model.losses_by_hand.__getitem__)
            if model.losses_by_hand[best] < NEARER * model.loss(model.steps):
                run = "Back to the first run" if self.fails else "This run"
                pieces = counted(best, "straight piece")
                said = f"{run}, gaps × {drawn.times}: by hand, {pieces} beat {n} trained ReLUs."
                answer = "Training does: good #weight[weights], but not the best."
        self.beat(said, "answer")
        if self.fails:
            self.change_the_run(model, -1, self.reading, self.first)
        if strips:
            self.play(*[Fade(part, leaving=True) for part in self.aside], run_time=0.6)
            self.aside = strips
            self.play(*map(Fade, strips), run_time=0.8)
        self.play(self.answer(re.sub(r"#\w+\[(\w+)\]", r"\1", answer), answer))
