"""Who sets the weights in practice? Training does, step by step down the loss."""

from __future__ import annotations

import re
from collections.abc import Callable

import manim as mn
import numpy as np

from relu_anim import CurveTraining
from scenes.catalogue.options.messages import counted
from scenes.layout import FRAME, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.training_kinks import CIRCLE, RAIL, Fan, Gap, KinkPicture, NeuronTag
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.plots.curves import SmoothGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.losses import ErrorAxis, Loss, LossPlot, two_digits
from scenes.mobjects.text.notation import Notation, alone
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

PLOT, RADIUS = Region(-5.9, 1.0, -1.9, 2.4), 0.09
SMALL, SMALL_RADIUS, BEFORE = Region(3.4, 6.2, -1.9, 2.4), 0.045, 0.4
"""The picture of the training that fails; what is seen left of its domain, as a share of it."""
NOWHERE, NOTE = (np.array([SMALL.left - 0.2, y, 0.0]) for y in (0.9, -1.8))
"""Where small words about what is left of that domain end, above the floor and below it."""
READ, ROW = np.array([2.3, 2.75, 0.0]), 0.5
"""What is read at the right, and from one row of small words to the next."""
LOSS, ERRORS = Region(3.3, 6.2, -0.9, 2.2), Region(2.2, 6.6, -2.95, 0.9)
TAG, KEPT = np.array([4.4, -2.22, 0.0]), 2.0
"""The numbers of one neuron, and the height of the loss that has been reached."""
BELOW_RAIL, EDGE, FADED = 0.52, 0.55, RAIL + 0.6
"""From the rail to the numbers below it; the ground beyond a picture; where it has melted away."""
SHIFT = 0.3
"""How far the chosen kink is moved by hand, as a share of the domain."""
CLOCK, SHORT_CLOCK, BY_HAND = 10.0, 4.5, 3.0
"""Seconds of the training, of the one that fails, and of what is done by hand."""
NEARER, EXACT = 0.95, 1e-6
"""What is clearly a smaller error, and what is none, beside that of the training."""
MOMENTS = 400
"""Of the way of the loss."""
DOT = 0.06
"""The radius of a given point."""

Way = Callable[[float], np.ndarray]


class Training(Stage):
    """A curve writhes into its target while its kinks walk, and the loss falls."""

    model: CurveTraining

    def construct(self) -> None:
        model = self.model
        self.failing = model.from_origin
        self.picture = KinkPicture(self.theme, model, PLOT, model.heights, RADIUS)
        self.show_the_start()
        self.change_one_bias()
        self.show_the_loss()
        self.train()
        self.aside: list[mn.VMobject] = [self.plot, self.loss, self.tag]
        if model.start == "spread":
            self.start_at_the_left_end()
            self.see_it_stuck()
        self.give_the_answer()

    def surroundings(self, picture: KinkPicture, left: float) -> list[mn.VMobject]:
        """The ground of a picture, what it is to learn, and the ends of its domain."""
        floor, model, window = picture.point(0.0, 0.0), self.model, picture.window
        frame = Region(left, window.right + EDGE, FRAME.bottom, FRAME.top)
        ground = Ground(self.theme, frame, (0.0, 1.0), floor[1])
        ground.earth.melt(floor * mn.UP, FADED * mn.UP)
        goal = mn.VMobject(self.theme.target, 1, stroke_width=0)
        if model.target:
            goal = SmoothGraph(picture, model.target, dash=None, width=STROKES.guide)
        else:
            spots = picture.points_of(model.points)[:, np.newaxis]
            goal.set_points((spots + DOT * CIRCLE).reshape(-1, 3))
        ends = mn.VGroup()
        for x, number in zip((window.left, window.right), model.domain, strict=True):
            text = self.typeset(f"${alone(number)}$", SIZES.formula, "muted")
            ends.add(text.place(np.array([x, RAIL - BELOW_RAIL, 0.0]), align=0.5))
        return [ground, goal, ends]

    def rows(self, place: np.ndarray, role: str, *words: str) -> mn.VGroup:
        """Rows of words that end at a place."""
        texts = mn.VGroup(*[self.typeset(each, SIZES.formula, role) for each in words])
        for row, text in enumerate(texts):
            text.place(place + row * ROW * mn.DOWN, align=1)
        return texts

    def show_the_start(self) -> None:
        n, goal = self.model.neurons, "pale curve" if self.model.target else "dots"
        said = f"{n} ReLUs, {3 * n + 1} random numbers: so far they do not draw the {goal}."
        self.beat(said, "start")
        ground, self.goal, self.ends = self.surroundings(self.picture, FRAME.left)
        self.add(ground)
        self.play(Fade(self.goal), run_time=0.8)
        relus = self.typeset(f"{n} ReLUs", SIZES.question, "ramp").place(READ + 2 * ROW * mn.DOWN)
        numbers = self.typeset(f"{3 * n + 1} numbers", SIZES.question, "weight")
        self.counted = [relus, numbers.place(READ + 3.5 * ROW * mn.DOWN)]
        for text in self.counted:
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
        place = np.array([PLOT.center[0], RAIL - BELOW_RAIL, 0.0])
        kinks = self.typeset(f"{model.neurons} kinks", SIZES.formula, "ramp").place(place, 0.5)
        parts = picture.submobjects[picture.submobjects.index(picture.rail) :]
        stalks = self.slip_under(picture.stalks, picture.glow, picture.curve, by=Fade)
        self.play(stalks, *map(Fade, [*parts, kinks, self.ends]), run_time=1.0)
        self.gather(picture)
        self.tag = NeuronTag(self.theme, TAG, model.neuron(picture.value, picture.chosen))
        self.play(Fade(self.tag), run_time=0.5)
        by_hand = self.changing(lambda share: model.moved_by_hand(picture.chosen, SHIFT * share))
        self.play(*by_hand, run_time=BY_HAND, rate_func=mn.rate_functions.there_and_back)

    def gather(self, picture: KinkPicture) -> None:
        """The parts of a picture that have come one by one are one thing from now on."""
        self.remove(*picture)
        self.add(picture)

    def changing(self, parameters: Way) -> list[mn.Animation]:
        """The picture, and the numbers of its neuron, while the parameters change."""
        picture, model = self.picture, self.model
        return [
            Morph(picture, parameters),
            Morph(self.tag, lambda share: model.neuron(parameters(share), picture.chosen)),
        ]

    def reading(self, loss: Loss, model: CurveTraining) -> mn.Animation:
        """A loss that shows what a training has reached."""
        return Morph(loss, lambda share: model.loss(float(model.step_at(share))))

    def show_the_loss(self) -> None:
        said = "The loss is the mean of the squared gaps. Training is to make it small."
        self.beat(said, "loss")
        model = self.model
        self.play(*[Fade(text, leaving=True) for text in self.counted], run_time=0.4)
        self.gaps: list[Gap] = []
        if model.target:
            x = np.linspace(*model.domain, 200)
            self.gaps = [Gap(self.picture, np.column_stack([x, model.target(x)]))]
            self.play(self.slip_under(self.gaps[0], self.goal), run_time=0.8)
        steps = model.step_at(np.linspace(0, 1, MOMENTS))
        losses = np.interp(steps, np.arange(model.steps + 1), model.run.losses)
        self.loss = Loss(self.theme, model.loss(0), READ, "error")
        self.plot = LossPlot(self.theme, losses, steps, LOSS)
        self.play(Fade(self.loss), Fade(self.plot), run_time=0.8)

    def train(self) -> None:
        model, way = self.model, self.model.at_share
        where = "" if model.inside(model.kinks(model.steps)).all() else ", some out of sight"
        if self.picture.stuck.any():
            where = ", but not the red ones"
        said = f"Each step changes all numbers a little, down the loss: kinks walk{where}."
        self.beat(said, "train")
        gaps = [Morph(gap, way) for gap in self.gaps]
        plot = Morph(self.plot, lambda share: round(share * (MOMENTS - 1)))
        loss = self.reading(self.loss, model)
        self.play(*self.changing(way), *gaps, plot, loss, run_time=CLOCK, rate_func=mn.linear)

    # The start that fails

    def start_at_the_left_end(self) -> None:
        zero = ", but with b = 0" if self.model.domain[0] == 0 else ""
        red = " The red ReLUs only act left of it." if self.failing.stuck.any() else ""
        low = Notation.of([self.model.domain[0]])(self.model.domain[0])
        self.beat(f"The same training{zero}: all kinks start at {low}.{red}", "zero")
        model, picture = self.failing, self.picture
        leaving = [*self.aside, *self.gaps, picture.bead, picture.stalk]
        self.play(*[Fade(part, leaving=True) for part in leaving], run_time=0.5)
        kept = Loss(self.theme, self.model.loss(self.model.steps), READ, "total")
        place = np.array([PLOT.right - kept.width / 2, KEPT, 0.0])
        self.put_near(kept, place, picture.curve.paths)
        self.play(Fade(kept), run_time=0.4)
        small = KinkPicture(self.theme, model, SMALL, picture.y_range, SMALL_RADIUS)
        left = SMALL.left - BEFORE * SMALL.width
        around, self.fan = self.surroundings(small, left - 0.1), Fan(small, BEFORE)
        nothing = self.rows(NOWHERE, "muted", "no $x$", "here")
        self.note = self.rows(NOTE, "bias", *(["all", "$b = 0$"] if zero else []))
        self.loss = Loss(self.theme, model.loss(0), READ, "error")
        self.play(*map(Fade, [*around, small.rail]), run_time=0.5)
        self.play(*map(Fade, [small.beads, small.still, self.note]), run_time=0.8)
        fan = self.slip_under(self.fan, small.rail, by=Fade)
        self.play(fan, Fade(nothing), run_time=0.8)
        under = small.stalks, small.glow, small.curve
        curve = [self.slip_under(part, small.rail, by=Fade) for part in under]
        self.play(*curve, Fade(self.loss), run_time=0.6)
        small.remove(small.arrows, small.counts)
        self.gather(small)
        self.small, self.aside = small, [*around, small, self.fan, nothing, self.loss, kept]

    def see_it_stuck(self) -> None:
        model = self.failing
        stuck, end = int(model.stuck.sum()), two_digits(model.loss(model.steps))
        why = f"{stuck} red ReLUs are off for every x: no step can move them."
        self.beat(f"{why if stuck else 'No ReLU is off.'} The loss ends at {end}.", "stuck")
        self.play(Fade(self.note, leaving=True), run_time=0.3)
        shown = [Morph(thing, model.at_share) for thing in (self.small, self.fan)]
        loss = self.reading(self.loss, model)
        self.play(*shown, loss, run_time=SHORT_CLOCK, rate_func=mn.linear)
        if stuck:
            note = self.rows(NOTE, "error", f"{stuck}", "never", "move")
            self.play(Fade(note), run_time=0.5)
            self.aside.append(note)

    def give_the_answer(self) -> None:
        model = self.model
        n, error = model.neurons, model.max_error
        pieces = {each.segments: each.max_error.error for each in model.by_hand}
        pieces = {count: by for count, by in pieces.items() if by > EXACT * error}
        near = [count for count, by in pieces.items() if by < NEARER * error]
        said = "Nobody has set these numbers by hand: the steps have."
        answer = "Training does: step by step down the #error[loss]."
        if near:
            are = "piece is" if near[0] == 1 else "pieces are"
            said = f"By hand, {near[0]} straight {are} closer than these {n} trained ReLUs."
            answer = "Training does: good #weight[weights], but not the best."
        if not model.has_learnt:
            answer = "Training does, but this run did not succeed."
        self.beat(said, "answer")
        if pieces:
            self.play(*[Fade(each, leaving=True) for each in self.aside], run_time=0.5)
            by_hand = [(by, counted(count, "piece")) for count, by in pieces.items()]
            left = "trained", "total", [(error, f"{n} ReLUs")]
            right = "by hand", "target", by_hand
            axis = ErrorAxis(self.theme, ERRORS, left, right)
            self.play(*map(Fade, [axis.axis, axis.title, axis.sides[0]]), run_time=0.8)
            self.play(Fade(axis.sides[1]), run_time=0.8)
        self.play(self.answer(re.sub(r"#\w+\[(\w+)\]", r"\1", answer), answer))
