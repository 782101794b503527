"""Who sets the weights in practice? Training does, step by step down the loss."""

from __future__ import annotations

import re

import manim as mn
import numpy as np

from relu_anim import CurveTraining
from scenes.layout import FRAME, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.training_kinks import KinkPicture
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import nearest_first, places_near, put_clear
from scenes.mobjects.lines import polyline, stroked
from scenes.mobjects.naming import names
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.losses import LossPlot, Reading
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.notation import Notation, alone
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

PLOT, BESIDE = Region(-6.3, 1.8, -2.45, 1.75), Region(3.1, 6.4, -2.45, 1.75)
"""The picture of the training, and the one of the start that fails."""
OVER, UNDER = 1.9, -3.5
"""The baselines of what is read over a picture and under it."""
LOSS, OFF_LEVEL = Region(3.75, 6.45, -2.75, 1.35), np.array([0.3, 0.12, 0.0])
"""The way of the loss, and from where another begins to the name of that, aside and up or down."""
EDGE, NAME = 0.65, np.array([1.6, -0.15, 0.0])
"""The ground beyond a picture; from the top of the target to its name."""
THERE, FARTHEST = 40, 0.9
"""So many places around that one come before all others for it, and how far those may be away."""
LEADING = 0.8
"""From one row of words to the next."""
END = 1.1
"""How wide the number of an end of the domain may be."""
DRAWING, CLOCK, SHORT_CLOCK = 2.4, 8.0, 5.0
"""Seconds of the first curve, of the training, and of the one that fails."""
FILLED = 0.25, 0.5, 0.75
"""Shares of the first gap that lines go along which stand for all of it."""
MOMENTS = 400
"""Of the way of the loss."""


class Training(Stage):
    """A curve writhes into its target while its bends walk, and the loss falls."""

    model: CurveTraining

    def construct(self) -> None:
        model = self.model
        self.aside: list[mn.VMobject] = []
        self.show_the_start()
        self.show_the_loss()
        self.train()
        self.aside = [self.plot, self.step]
        if model.start == "spread" and model.has_learnt and not model.from_origin.has_learnt:
            self.start_at_one_place()
        self.give_the_answer()

    def picture_of(self, model: CurveTraining, window: Region) -> tuple[KinkPicture, mn.VGroup]:
        """The picture of a training, and below it the ground with the ends of the domain."""
        picture = KinkPicture(self.theme, model, window, self.model.heights)
        whole, gone = PLOT.right, PLOT.right + EDGE
        frame = Region(FRAME.left, gone, FRAME.bottom, FRAME.top)
        if window is BESIDE:  # where the one ground melts away, the other comes
            frame, whole, gone = Region(whole, FRAME.right, FRAME.bottom, FRAME.top), gone, whole
        ground = Ground(self.theme, frame, (0.0, 1.0), picture.point(0.0, 0.0)[1])
        ground.melt(whole * mn.RIGHT, gone * mn.RIGHT)
        below, written = mn.VGroup(ground), [f"${alone(number)}$" for number in model.domain]
        size = fitting_size(written, END, SIZES.formula)
        for x, number in zip((window.left, window.right), written, strict=True):
            text = self.typeset(number, size, "muted")
            room = self.layout.main.inset(text.width / 2, text.width / 2)
            x = min(max(x, room.left), room.right)
            below.add(text.place(np.array([x, UNDER, 0.0]), align=0.5))
        return picture, below

    def show_the_start(self) -> None:
        model, n = self.model, self.model.neurons
        said = f"{n} ReLUs, all weights and biases random: each bends the curve above its bead."
        self.beat(said, "start")
        self.picture, self.ground = self.picture_of(model, PLOT)
        kinks = self.typeset(f"bends of {n} ReLUs", role="ramp")
        kinks.place(np.array([PLOT.center[0], UNDER, 0.0]), align=0.5)
        name = self.typeset("target" if model.target else "data", role="target")
        highest = model.points[[model.points[:, 1].argmax()]]
        ways = [model.points, *(model.corners_of(row) for row in model.run.parameters[::5])]
        paths = [self.picture.points_of(way) for way in ways]
        x, y = model.points.T
        gap = np.interp(x, *ways[1].T) - y
        filled = [self.picture.points_of(np.column_stack([x, y + k * gap])) for k in FILLED]
        place = self.picture.points_of(highest)[0] + NAME
        within = Region(self.layout.main.left, PLOT.right, PLOT.bottom, PLOT.top)
        near = places_near(name, place, within)
        near = [*near[:THERE], *nearest_first(name, near, paths[:1], paths[1:], farthest=FARTHEST)]
        put_clear(names(name, self.picture.goal), near, within=within, paths=paths + filled)
        exempt(name, "crossing", "while it learns, the curve may pass wherever there is room")
        self.add(self.ground, self.picture, names(kinks, self.picture.wire), name)
        rows = (f"{2 * n} weights", "weight"), (f"{n + 1} biases", "bias"), ("all random", "muted")
        for row, (words, role) in enumerate(rows):
            text = self.typeset(words, SIZES.question, role)
            self.aside.append(text.place(np.array([BESIDE.left, OVER - LEADING * row, 0.0])))
        drawing = mn.UpdateFromAlphaFunc(self.picture, lambda _, share: self.picture.draw_to(share))
        self.play(drawing, *map(Fade, self.aside), run_time=DRAWING)

    def show_the_loss(self) -> None:
        model, goal = self.model, "target" if self.model.target else "data"
        self.beat(f"The loss is the mean squared gap to the {goal}.", "loss")
        if model.target:
            self.picture.add_to_back(self.picture.gap)
            self.play(self.entrance(self.picture.gap, Fade), run_time=0.8)
        self.play(*[Fade(part, leaving=True) for part in self.aside], run_time=0.6)
        at = np.array([BESIDE.left, OVER, 0.0])
        self.loss = Reading.of_loss(self.theme, model.run.losses, at)
        steps = model.step_at(np.linspace(0, 1, MOMENTS))
        losses = np.interp(steps, np.arange(len(model.run.losses)), model.run.losses)
        self.plot = LossPlot(self.theme, losses, LOSS, model.loss_by_hand if model.is_beaten else 0)
        at = np.array([LOSS.left, UNDER, 0.0])
        self.step = Reading(self.theme, "step", "muted", at, str)
        self.play(*map(Fade, (self.loss, self.plot, self.step)), run_time=0.8)

    def train(self) -> None:
        said = "Each step nudges weights and biases, down the loss: the bends walk."
        self.beat(said, "train")
        way = Morph(self.plot, lambda share: round(share * (MOMENTS - 1)))
        running = self.running(self.model, self.picture, self.loss, self.step)
        self.play(*running, way, run_time=CLOCK, rate_func=mn.linear)

    def running(
        self, model: CurveTraining, picture: KinkPicture, *read: Reading
    ) -> list[mn.Animation]:
        """A picture and what is read while a training runs."""
        readings = [Morph(each, lambda share: float(model.step_at(share))) for each in read]
        return [Morph(picture, model.at_share), *readings]

    def start_at_one_place(self) -> None:
        """The same training beside the one that was seen, but its bends start in a heap."""
        model, low = self.model.from_origin, self.model.domain[0]
        place = Notation.of([low])(low)
        self.beat(f"The start decides: with all bends at {place}, the same training fails.", "zero")
        aside = self.loss.animate.shift((PLOT.right - self.loss.get_right()[0]) * mn.RIGHT)
        self.play(aside, *[Fade(part, leaving=True) for part in self.aside], run_time=0.8)
        picture, ground = self.picture_of(model, BESIDE)
        if model.target:
            picture.add_to_back(picture.gap)
        loss = Reading.of_loss(self.theme, model.run.losses, np.array([BESIDE.left, OVER, 0.0]))
        coming = [self.slip_under(ground, self.ground, by=Fade), Fade(picture), Fade(loss)]
        self.play(*coming, run_time=0.8)
        self.aside = [ground, picture, loss]
        self.play(*self.running(model, picture, loss), run_time=SHORT_CLOCK, rate_func=mn.linear)

    def compare_with_hand(self) -> None:
        """The way of the loss once more, and below it what as many pieces have, set by hand."""
        model, plot = self.model, self.plot
        leaving = [Fade(part, leaving=True) for part in self.aside if part is not plot]
        self.play(*leaving, run_time=0.6)
        coming: list[mn.VMobject] = [] if plot in self.aside else [plot]
        words = f"{model.neurons} by hand" + ("" if model.loss_by_hand else ": loss $0$")
        name = self.typeset(words, SIZES.label).place(np.array([LOSS.right, UNDER, 0.0]), align=1.0)
        if model.loss_by_hand:
            ends = plot.level_of(model.loss_by_hand)
            level = stroked(self.theme.ink, STROKES.guide, polyline(ends))
            away = np.array([name.width, name.height, 0.0]) / 2 + OFF_LEVEL
            beside = [ends[0] + away * [1, side, 0] for side in (1, -1)]
            put_clear(names(name, level), beside, within=LOSS, paths=[plot.way])
            coming.append(level)
        aside = self.loss.animate.shift((BESIDE.left - self.loss.get_left()[0]) * mn.RIGHT)
        self.play(aside, *map(Fade, (*coming, name)), run_time=0.8)

    def give_the_answer(self) -> None:
        n, said = self.model.neurons, "Nobody has set these numbers by hand: the steps have."
        answer = "Training does: step by step down the #error[loss]."
        if not self.model.has_learnt:
            answer = "Training does, but this run did not succeed."
        elif self.model.is_beaten:
            said = f"{n} pieces set by hand have a smaller loss than {n} trained ReLUs."
            answer = "Training does: good #weight[weights], but not the best."
        self.beat(said, "answer")
        if self.model.is_beaten:
            self.compare_with_hand()
        self.play(self.answer(re.sub(r"#\w+\[(\w+)\]", r"\1", answer), answer))
