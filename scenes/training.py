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
    CIRCLE,
    COUNT,
    MEETING,
    Fan,
    KinkPicture,
    NeuronTag,
    Strips,
)
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import stroked
from scenes.mobjects.plots.curves import SmoothGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.losses import LossPlot, Reading
from scenes.mobjects.text.notation import Notation, alone
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

PLOT = Region(-6.3, 1.8, -2.95, 2.5)
READ, ROW = np.array([2.75, 1.95, 0.0]), 0.75
"""What is read at the right, and from one row to the next."""
LOSS, TAG = Region(3.75, 6.45, -3.2, 0.45), np.array([4.6, -1.3, 0.0])
"""The way of the loss, and the numbers of one neuron."""
FANS = Region(2.75, 6.5, -0.6, 0.85), Region(2.75, 6.5, -2.95, -1.5)
STRIPS = Region(2.75, 6.5, -3.3, 1.95)
EDGE, MELTED, BELOW = 0.55, -2.8, 0.4 * mn.DOWN
"""The ground beyond a picture; where it has melted away; from a bead to a number at it."""
SHIFT = 0.3
"""How far the chosen kink is moved by hand, as a share of the domain."""
CLOCK, SHORT_CLOCK, BY_HAND = 8.0, 4.0, 2.0
"""Seconds of the training, of the one that fails, and of what is done by hand."""
NEARER = 0.95
"""What is clearly another loss, beside that of the training."""
MOMENTS, DOT = 400, 0.06
"""Of the way of the loss; and the radius of a given point."""


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
        ground.earth.melt(floor * mn.UP, MELTED * mn.UP)
        self.goal = mn.VMobject(self.theme.target, 1, stroke_width=0)
        if model.target:
            self.goal = SmoothGraph(picture, model.target, dash=None, width=STROKES.guide)
        else:
            spots = picture.points_of(model.points)[:, np.newaxis]
            self.goal.set_points((spots + DOT * CIRCLE).reshape(-1, 3))
        ends = mn.VGroup()
        for x, number in zip((PLOT.left, PLOT.right), model.domain, strict=True):
            text = self.typeset(f"${alone(number)}$", SIZES.formula, "muted")
            ends.add(text.place(np.array([x, COUNT, 0.0]), align=0.5))
        return [ground, ends, self.goal]

    def show_the_start(self) -> None:
        n = self.model.neurons
        said = f"{n} ReLUs, {3 * n + 1} random numbers: each ReLU bends this curve at its bead."
        self.beat(said, "start")
        self.add(*self.surroundings(), self.picture)
        rows = f"{n} ReLUs", f"$3 times {n} + 1 =$", f"{3 * n + 1} numbers"
        self.aside: list[mn.VMobject] = []
        for row, words in enumerate(rows):
            text = self.typeset(words, SIZES.question, "weight" if row else "ramp")
            self.aside.append(text.place(READ + row * ROW * mn.DOWN))
        string = mn.UpdateFromAlphaFunc(
            self.picture, lambda _, share: self.picture.string(share), run_time=2.4
        )
        self.play(string, *map(Fade, self.aside))

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
        goal = "thin curve" if model.target else "dots"
        self.beat(f"The loss is the mean squared gap to the {goal}. Training lowers it.", "loss")
        back = Morph(picture, lambda way: model.moved_by_hand(picture.chosen, SHIFT * (1 - way)))
        self.play(back, run_time=0.8)
        self.play(*[Fade(part, leaving=True) for part in self.aside + self.by_hand], run_time=0.4)
        if model.target:
            x = np.linspace(*model.domain, 200)
            picture.goal = np.column_stack([x, model.target(x)])
            picture.set_value(picture.value)
            self.play(self.entrance(picture.gap, Fade), run_time=0.8)
        steps = model.step_at(np.linspace(0, 1, MOMENTS))
        losses = np.interp(steps, np.arange(model.steps + 1), model.run.losses)
        self.reading = Reading(self.theme, model.run.losses, READ)
        self.plot = LossPlot(self.theme, losses, LOSS)
        self.aside = [self.reading, self.plot]
        self.play(*map(Fade, self.aside), run_time=0.8)

    def train(self) -> None:
        model = self.model
        where = "" if model.inside(model.kinks(model.steps)).all() else ", some out of sight"
        said = f"Each step changes all numbers a little, down the loss: kinks walk{where}."
        if model.stuck.any():
            said = "Each step changes numbers a little, down the loss; flat ReLUs stay as they are."
        self.beat(said, "train")
        plot = Morph(self.plot, lambda share: round(share * (MOMENTS - 1)))
        self.play(*self.running(model), plot, run_time=CLOCK, rate_func=mn.linear)

    def running(self, model: CurveTraining) -> list[mn.Animation]:
        """The picture and what is read while a training runs."""
        reading = Morph(self.reading, lambda share: float(model.step_at(share)))
        return [Morph(self.picture, model.at_share), reading]

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
        low, rise, flat = model.domain[0], np.flatnonzero(~model.stuck), np.flatnonzero(model.stuck)
        said = f"Now all kinks start at {Notation.of([low])(low)}"
        if len(rise) and len(flat):
            said += f": {len(rise)} ReLUs rise from there, {len(flat)} are flat"
        self.beat(f"{said}.", "zero")
        self.picture.chosen = -1
        fans = zip((rise, flat), FANS, strict=True)
        self.fans = [Fan(self.picture, which, place) for which, place in fans if len(which)]
        self.change_the_run(model, 0, self.reading)
        for fan in self.fans:
            self.play(Fade(fan), run_time=0.6)
        self.aside += self.fans

    def see_it_stuck(self) -> None:
        model = self.model.from_origin
        stuck = int(model.stuck.sum())
        said = f"A flat ReLU gets no step: {stuck} never move. " if stuck else ""
        end = "at first, but part" if model.has_learnt else "and crowd: stuck"
        said += f"The {model.neurons - stuck} are pulled alike, {end}."
        self.beat(said, "stuck")
        fans = [Morph(fan, model.at_share) for fan in self.fans]
        self.play(*self.running(model), *fans, run_time=SHORT_CLOCK, rate_func=mn.linear)
        if stuck:
            bead = self.picture.point(*model.corners(model.steps)[0])
            there = self.typeset(f"{stuck}", role="muted")
            self.aside.append(self.put_near(there, bead + BELOW, self.picture.curve.paths))
            self.play(Fade(there), run_time=0.5)

    def give_the_answer(self) -> None:
        model, n = self.model, self.model.neurons
        said = "Nobody has set these numbers by hand: the steps have."
        answer = "Training does: step by step down the #error[loss]."
        if not model.has_learnt:
            answer = "Training does, but this run did not succeed."
        coming: list[mn.VMobject] = [self.reading, self.plot]
        if model.has_learnt and model.by_hand:
            by_hand = {each.segments: each for each in (model.by_hand[0], model.by_hand[-1])}
            curves = {f"{n} trained": model.corners(model.steps)}
            for count, each in by_hand.items():
                curves[f"{count} by hand"] = np.column_stack([each.knots, each.values])
            strips = Strips(self.picture, curves, STRIPS)
            coming = [*strips]
            best = min(by_hand, key=model.losses_by_hand.__getitem__)
            if model.losses_by_hand[best] < NEARER * model.loss(model.steps):
                pieces = counted(best, "straight piece")
                said = f"Gaps, {strips.times} times larger: " if strips.times > 1 else "The gaps: "
                said += f"{pieces} set by hand beat {n} trained ReLUs."
                answer = "Training does: good #weight[weights], but not the best."
        self.beat(said, "answer")
        if self.fails or coming[0] is not self.reading:
            self.change_the_run(model, -1, *coming)
        self.play(self.answer(re.sub(r"#\w+\[(\w+)\]", r"\1", answer), answer))
