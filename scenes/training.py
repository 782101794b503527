"""Who sets the weights in practice? Training does, step by step down the loss."""

from __future__ import annotations

import re

import manim as mn
import numpy as np

from relu_anim import CurveTraining
from scenes.catalogue.options.messages import counted
from scenes.layout import FRAME, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.training_kinks import (
    BELOW_RAIL,
    CIRCLE,
    RAIL,
    Gap,
    KinkPicture,
    NeuronTag,
)
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.plots.curves import SmoothGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.losses import Loss, LossPlot
from scenes.mobjects.text.notation import Notation, alone
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

PLOT = Region(-5.9, 1.0, -1.9, 2.4)
READ, ROW = np.array([2.3, 1.95, 0.0]), 0.75
"""What is read at the right, and from one row to the next."""
LOSS, TAG = Region(3.3, 6.3, -2.4, 1.45), np.array([4.4, -2.0, 0.0])
"""The way of the loss, and the numbers of one neuron."""
STILL = np.array([PLOT.left - 0.36, RAIL + 0.7, 0.0])
"""Where the number of those that never move ends."""
EDGE, FADED = 0.55, RAIL + 0.6
"""The ground beyond a picture; where it has melted away."""
SHIFT = 0.3
"""How far the chosen kink is moved by hand, as a share of the domain."""
CLOCK, SHORT_CLOCK, BY_HAND = 10.0, 5.0, 3.0
"""Seconds of the training, of the one that fails, and of what is done by hand."""
NEARER, EXACT = 0.95, 1e-6
"""What is clearly another loss, and what is none, beside that of the training."""
MOMENTS, DOT = 400, 0.06
"""Of the way of the loss; and the radius of a given point."""


class Training(Stage):
    """A curve writhes into its target while its kinks walk, and the loss falls."""

    model: CurveTraining

    def construct(self) -> None:
        model = self.model
        self.fails = model.start == "spread"
        by_hand = list(model.losses_by_hand.items())[-2:] if model.has_learnt else []
        low, high = (model.loss(model.steps) * share for share in (EXACT, 1 / NEARER))
        self.by_hand = {loss: f"{n} by hand" for n, loss in by_hand if low < loss < high}
        self.picture = KinkPicture(self.theme, model, PLOT, model.heights)
        self.aside: list[mn.VMobject] = []
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
        ground.earth.melt(floor * mn.UP, FADED * mn.UP)
        goal = mn.VMobject(self.theme.target, 1, stroke_width=0)
        if model.target:
            goal = SmoothGraph(picture, model.target, dash=None, width=STROKES.guide)
        else:
            spots = picture.points_of(model.points)[:, np.newaxis]
            goal.set_points((spots + DOT * CIRCLE).reshape(-1, 3))
        ends = mn.VGroup()
        for x, number in zip((PLOT.left, PLOT.right), model.domain, strict=True):
            text = self.typeset(f"${alone(number)}$", SIZES.formula, "muted")
            ends.add(text.place(np.array([x, RAIL - BELOW_RAIL, 0.0]), align=0.5))
        return [ground, goal, ends]

    def show_the_start(self) -> None:
        n, goal = self.model.neurons, "pale curve" if self.model.target else "dots"
        said = f"{n} ReLUs, {3 * n + 1} random numbers: so far they do not draw the {goal}."
        self.beat(said, "start")
        ground, self.goal, self.ends = self.surroundings()
        self.add(ground)
        self.play(Fade(self.goal), run_time=0.8)
        self.counted = []
        for row, words in enumerate((f"{n} ReLUs", f"$3 times {n} + 1 =$", f"{3 * n + 1} numbers")):
            text = self.typeset(words, SIZES.question, "weight" if row else "ramp")
            self.counted.append(text.place(READ + row * ROW * mn.DOWN))
            self.play(Fade(text), run_time=0.4)
        exempt(self.picture.curve, "jump", "its round end is there as soon as it is drawn")
        self.play(mn.Create(self.picture.curve), run_time=1.6)
        self.play(self.slip_under(self.picture.glow, self.picture.curve), run_time=0.4)

    def change_one_bias(self) -> None:
        """One bead is moved by hand, and back."""
        said = "By hand: change one bias b, and its kink moves to −b/w; the curve follows."
        self.beat(said, "hand")
        model, picture = self.model, self.picture
        picture.chosen = model.mover
        picture.set_value(picture.value)
        parts = picture.submobjects[picture.submobjects.index(picture.rail) :]
        stalks = self.slip_under(picture.stalks, picture.glow, picture.curve, by=Fade)
        self.play(stalks, *map(Fade, [*parts, self.ends]), run_time=1.0)
        self.remove(*picture)
        self.add(picture)  # its parts, that have come one by one, are one thing from now on
        self.tag = NeuronTag(self.theme, TAG, model.neuron(picture.value, picture.chosen))
        self.play(Fade(self.tag), run_time=0.5)

        def way(share: float) -> np.ndarray:
            return model.moved_by_hand(picture.chosen, SHIFT * share)

        tag = Morph(self.tag, lambda share: model.neuron(way(share), picture.chosen))
        there_and_back = mn.rate_functions.there_and_back
        self.play(Morph(picture, way), tag, run_time=BY_HAND, rate_func=there_and_back)

    def show_the_loss(self) -> None:
        said = "The loss is the mean of the squared gaps. Training is to make it small."
        self.beat(said, "loss")
        model = self.model
        self.play(*[Fade(text, leaving=True) for text in [*self.counted, self.tag]], run_time=0.4)
        self.gaps: list[Gap] = []
        if model.target:
            x = np.linspace(*model.domain, 200)
            self.gaps = [Gap(self.picture, np.column_stack([x, model.target(x)]))]
            self.play(self.slip_under(self.gaps[0], self.goal), run_time=0.8)
        steps = model.step_at(np.linspace(0, 1, MOMENTS))
        runs = [model.run, model.from_origin.run][: 1 + self.fails]
        ways = np.array([np.interp(steps, np.arange(model.steps + 1), r.losses) for r in runs])
        self.loss = Loss(self.theme, model.loss(0), READ, "error")
        self.plot = LossPlot(self.theme, ways, steps, self.by_hand, LOSS)
        self.play(Fade(self.loss), Fade(self.plot), run_time=0.8)

    def train(self) -> None:
        model = self.model
        where = "" if model.inside(model.kinks(model.steps)).all() else ", some out of sight"
        if self.picture.stuck.any():
            where = ", but not the grey ones"
        said = f"Each step changes all numbers a little, down the loss: kinks walk{where}."
        self.beat(said, "train")
        self.play(*self.running(model), run_time=CLOCK, rate_func=mn.linear)

    def running(self, model: CurveTraining) -> list[mn.Animation]:
        """The picture, the gap, the loss and its way while a training runs."""
        return [
            Morph(self.picture, model.at_share),
            *[Morph(gap, model.at_share) for gap in self.gaps],
            Morph(self.plot, lambda share: round(share * (MOMENTS - 1))),
            Morph(self.loss, lambda share: model.loss(float(model.step_at(share)))),
        ]

    def change_the_run(self, which: int, model: CurveTraining, moment: int) -> None:
        """Another training comes in the place of what is seen; the way of that loss stays, pale."""
        picture, plot = self.picture, self.plot
        plot.before.append_points(plot.line.points)
        changing = [picture, plot.line, plot.dot, plot.step, self.loss]
        leaving = [*changing, *self.gaps, *self.aside]
        self.play(*[Fade(part, leaving=True) for part in leaving], run_time=0.6)
        picture.show_training(model, moment)
        for gap in self.gaps:
            gap.set_value(picture.value)
        plot.show_way(which, moment % MOMENTS)
        self.loss.set_value(float(model.run.losses[moment]))
        gaps = [self.slip_under(gap, self.goal, by=Fade) for gap in self.gaps]
        self.play(*map(Fade, changing), *gaps, run_time=0.8)
        self.remove(plot)
        self.add(plot)

    # The start that fails

    def start_at_the_left_end(self) -> None:
        low = self.model.domain[0]
        same = f"all kinks start at {Notation.of([low])(low)}"
        if low == 0:
            same = "all b = 0, so all kinks are at 0"
        n = self.model.neurons
        self.beat(f"Now {same}: together the {n} ReLUs draw one straight line.", "zero")
        self.picture.chosen = -1
        self.picture.remove(self.picture.still)
        self.change_the_run(1, self.model.from_origin, 0)

    def see_it_stuck(self) -> None:
        model = self.model.from_origin
        stuck = int(model.stuck.sum())
        said = "A curve needs kinks apart, but these are pulled alike"
        if model.has_learnt:
            said = "A curve needs kinks apart: these are pulled alike at first, but part"
        off = f"; the {stuck} grey ones never move" if stuck else ""
        self.beat(f"{said}{off}.", "stuck")
        if stuck:
            count = self.typeset(f"{stuck}", SIZES.formula, "muted").place(STILL, align=1)
            still = [self.picture.still, count]
            self.play(*map(Fade, still), run_time=0.8)
            self.aside = still
        self.play(*self.running(model), run_time=SHORT_CLOCK, rate_func=mn.linear)

    def give_the_answer(self) -> None:
        model = self.model
        n = model.neurons
        said = "Nobody has set these numbers by hand: the steps have."
        answer = "Training does: step by step down the #error[loss]."
        if self.by_hand and min(self.by_hand) < NEARER * model.loss(model.steps):
            pieces = counted(max(model.losses_by_hand), "straight piece")
            said = f"The same loss by hand: {pieces} get below the dot of the {n} trained ReLUs."
            answer = "Training does: good #weight[weights], but not the best."
        if not model.has_learnt:
            answer = "Training does, but this run did not succeed."
        self.beat(said, "answer")
        if self.fails:
            self.change_the_run(0, model, -1)
        if self.by_hand:
            self.play(Fade(self.plot.levels), run_time=0.8)
        self.play(self.answer(re.sub(r"#\w+\[(\w+)\]", r"\1", answer), answer))
