"""How do you shape a tent? Biases place its corners, and weights bend the line there."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

import manim as mn
import numpy as np

from relu_anim import Pull, Tent, bends, corners_of, parameters_of
from scenes.mobjects.animations import Morph
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.knobs_tent import KINDS, RootedTent, Shape
from scenes.mobjects.controls.handles import RIM, Handle
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.text.question import BASELINE
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

ANSWER = "Biases place the corners, weights bend the line."
COLOURED = "#bias[Biases] place the corners, #weight[weights] bend the line."
NEURON = "$#weight[weight] dot ReLU(x + #bias[bias])$"
NEURON_AT, LINE = 1.8, 0.58
"""The height of its baseline, and from there up to the line above."""
KNOWN = {"left slope": 1, "right slope": 2}
"""Of so many pieces of the line no weight that changes makes the slope."""


class Knobs(Stage):
    """Roots under the corners, five pulls, and the slopes as sums of the weights."""

    model: tuple[Pull, ...]

    def construct(self) -> None:
        self.show_the_roots()
        self.slide_it()
        self.pull_the_peak_down()
        self.pull_it_through_the_floor()
        self.let_them_guess()
        self.pull_the_right_foot()
        self.pull_the_left_foot()
        self.add_up_the_slopes()

    def show_the_roots(self) -> None:
        self.beat(
            "Each neuron bends the line under which it hangs: "
            "its bias says where, its weight how much.",
            "roots",
        )
        tent = self.model[0].before
        self.picture = picture = RootedTent(self.theme, self.model)
        joined, lit, turns = np.zeros(3), list[str](), picture.turns
        picture.remove(*turns).set_value(Shape(corners_of(tent), joined=joined))
        exempt(self.question, "crossing", "a steep line passes in front of it for a moment")
        self.add(picture.ground, picture.words, picture)
        self.shown: list[mn.Mobject] = []
        corner = np.array([self.layout.header.left, NEURON_AT, 0.0])
        self.neuron = mn.VGroup(
            self.typeset("each neuron adds", 0.46, "muted").place(corner + LINE * mn.UP),
            self.typeset(NEURON, 0.46).place(corner),
        )
        self.wait(0.8)
        self.play(mn.FadeIn(self.neuron), run_time=0.6)
        self.add(picture)  # in front, since what is in front of a moving thing is drawn with it
        for index, turn in enumerate(turns):
            lit += [f"weight {index + 1}", f"bias {index + 1}"]
            for step in (1, 2):
                joined = joined + np.eye(3)[index]
                come = [mn.FadeIn(turn)] if step == 1 else []
                self.play(self.to(tent, lit, joined), *come, run_time=0.3 + 0.2 * step)
        self.remove(*turns)
        picture.add(*turns)

    def slide_it(self) -> None:
        self.beat(
            "Slide the tent: a bias is minus its corner's place, so all three change. "
            "No weight does.",
            "position",
        )
        self.play(self.to(self.model[0].before), run_time=0.4)
        self.pull(self.model[0])

    def pull_the_peak_down(self) -> None:
        self.beat(
            "Let go, and pull the peak down: all corners bend less, and all three weights shrink.",
            "height",
        )
        self.let_go()
        self.pull(self.model[1])

    def pull_it_through_the_floor(self) -> None:
        self.beat(
            "Through the floor: every weight changes its sign. "
            "The output may be negative: no ReLU there.",
            "flip",
        )
        self.play(*map(mn.FadeOut, self.shown), self.to(self.model[1].after), run_time=0.4)
        self.shown = []
        self.pull(self.model[2])

    def let_them_guess(self) -> None:
        self.beat("Let go, and pull the right foot out. Which numbers change?", "guess")
        self.shown.append(self.neuron)
        self.let_go()
        ((index, handle),) = self.handles_of(self.model[3]).items()
        places = self.picture.ground.points_of
        start, end = (places(self.model[3].corners(share))[index] for share in (0.0, 1.0))
        way = arrow(self.theme, "ink", np.array([start + RIM * mn.RIGHT, end]))
        mark = self.typeset("?", 0.9).place((start + end) / 2 + 0.3 * mn.UP, align=0.5)
        self.shown = [way, names(mark, way), handle]
        self.play(mn.FadeIn(*self.shown), run_time=0.8)

    def pull_the_right_foot(self) -> None:
        self.beat(
            "Its own bias moves it. The side gets flatter: the peak's weight bends the line less, "
            "and so does its own.",
            "right",
        )
        self.pull(self.model[3])

    def pull_the_left_foot(self) -> None:
        self.beat(
            "Let go, and pull the left foot: one bias and two weights again. "
            "The peak's weight serves both sides.",
            "left",
        )
        self.let_go()
        self.pull(self.model[4])

    def add_up_the_slopes(self) -> None:
        self.beat(
            "Walk along the line: at each corner its weight is added to the slope. "
            "The biases say where.",
            "answer",
        )
        tent, sums = self.model[4].after, self.picture.sums()
        self.play(*map(mn.FadeOut, self.shown), self.to(tent), run_time=0.5)
        self.picture.old = bends(corners_of(tent))
        self.play(self.answer(ANSWER, COLOURED), mn.FadeIn(sums[0]))
        self.add(self.picture)
        lit: list[str] = []
        for index, label in enumerate(sums[1:], start=1):
            lit.append(f"weight {index}")
            self.play(self.to(tent, lit), mn.FadeIn(label), run_time=0.4)
            self.wait(0.4)
        self.play(self.to(tent, parameters_of(tent)), run_time=0.4)

    def to(
        self, tent: Tent, lit: Container[str] = (), joined: np.ndarray | None = None
    ) -> Morph[Shape]:
        """The picture becomes that of another tent, with these numbers lit and all others dim."""
        bright = [[f"{kind} {k}" in lit for k in (1, 2, 3)] for kind in KINDS]
        start, end = self.picture.shape, Shape(corners_of(tent), np.array(bright, dtype=float))
        end = end if joined is None else replace(end, joined=joined)
        return Morph(self.picture, lambda share: start.towards(end, share))

    def handles_of(self, pull: Pull) -> dict[int, Handle]:
        """A handle at each corner that moves."""
        places = self.picture.ground.points_of(pull.corners(0.0))
        moved = np.flatnonzero(np.abs(pull.moved).max(axis=1)).tolist()
        return {index: Handle(self.theme, places[index]) for index in moved}

    def pull(self, pull: Pull) -> None:
        """Pull at the corners that move; what changes is lit, and counts."""
        picture, handles = self.picture, self.handles_of(pull)
        rows, olds = picture.before(pull)
        header = self.layout.header
        corner = np.array([header.right, header.bottom + BASELINE, 0.0])
        name = self.typeset(pull.name, SIZES.question).place(corner, 1.0)
        gone, come = self.shown, [*handles.values(), name, rows, *olds]
        self.play(*map(mn.FadeOut, gone), *map(mn.FadeIn, come), run_time=0.5)
        self.add(picture, *handles.values(), *olds)
        picture.old = bends(corners_of(pull.before))
        ghost = PiecewiseGraph(picture.ground, pull.before.function, "total", STROKES.guide)
        exempt(ghost, "cut", "it goes on").set_stroke(self.theme.faint("total"))
        self.put_under(ghost, picture)
        points_of = picture.ground.points_of

        def follow(index: int, handle: Handle) -> Morph[np.ndarray]:
            return Morph(handle, lambda share: points_of(pull.corners(share))[index])

        moves = [follow(*pair) for pair in handles.items()]
        aside = points_of(pull.corners(1.0)) - points_of(pull.corners(0.0))
        shifts = [old.animate.shift(step * mn.RIGHT) for old, step in zip(olds, aside, strict=True)]
        self.play(self.to(pull.after, pull.changed), *moves, *shifts, run_time=1.8)
        told: list[mn.Mobject] = [picture.below_zero()] if pull.after.height < 0 else []
        if pull.name in KNOWN:
            told += picture.sums(name, known=KNOWN[pull.name])[1:3]
        if told:
            self.play(*map(mn.FadeIn, told), run_time=0.5)
        self.shown = [ghost, *come, *told]

    def let_go(self) -> None:
        """The tent springs back to what it was at first."""
        gone = map(mn.FadeOut, self.shown)
        self.play(*gone, self.to(self.model[0].before), run_time=0.7)
        self.shown = []
