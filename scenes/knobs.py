"""How do you shape a tent? Biases place its corners, and weights bend the line there."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

import manim as mn
import numpy as np

from relu_anim import Pull, Tent, corners_of, parameters_of
from scenes.mobjects.animations import Morph
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.knobs_tent import KINDS, RootedTent, Shape
from scenes.mobjects.controls.handles import RIM, Handle
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.text.question import BASELINE
from scenes.stage import Stage
from scenes.theme import STROKES

ANSWER = "Biases place the corners, weights bend the line."
COLOURED = "#bias[Biases] place the corners, #weight[weights] bend the line."
NEURON = "$#weight[weight] dot ReLU(x + #bias[bias])$"
LINE = 0.6
"""From its baseline down to that of the line below."""


class Knobs(Stage):
    """Roots under the corners, four pulls, and the slopes as sums of the weights."""

    model: tuple[Pull, ...]

    def construct(self) -> None:
        self.show_the_roots()
        self.slide_it()
        self.pull_the_peak_down()
        self.pull_it_through_the_floor()
        self.let_them_guess()
        self.pull_the_right_foot()
        self.add_up_the_slopes()

    def show_the_roots(self) -> None:
        self.beat(
            "Each neuron bends the line above it. Its bias says where, its weight how much.",
            "roots",
        )
        tent = self.model[0].before
        self.picture = picture = RootedTent(self.theme, self.model)
        joined, lit = np.zeros(3), list[str]()
        picture.set_value(Shape(corners_of(tent), joined=joined))
        exempt(self.question, "crossing", "a steep line passes in front of it for a moment")
        self.add(picture.ground, picture)
        header = self.layout.header
        corner = np.array([header.right, header.bottom + BASELINE, 0.0])
        note = self.typeset("here the weight stands outside", 0.42, "muted")
        neuron = mn.VGroup(
            self.typeset(NEURON, 0.52).place(corner, 1.0),
            note.place(corner + LINE * mn.DOWN, 1.0),
        )
        self.shown: list[mn.Mobject] = [neuron]
        self.wait(0.8)
        for index in range(3):
            lit += [f"weight {index + 1}", f"bias {index + 1}"]
            for step in (1, 2):
                joined = joined + np.eye(3)[index]
                self.play(self.to(tent, lit, joined), run_time=0.3 + 0.2 * step)
        self.play(mn.FadeIn(neuron), run_time=0.6)

    def slide_it(self) -> None:
        self.beat(
            "Slide the tent: only the biases change. Each is minus its corner's place.",
            "position",
        )
        self.let_go()
        self.pull(self.model[0])

    def pull_the_peak_down(self) -> None:
        self.beat("Let go, and pull the peak down by half: all three weights halve.", "height")
        self.let_go()
        self.pull(self.model[1])

    def pull_it_through_the_floor(self) -> None:
        self.beat("Pull it on, through the floor: all three weights change sign.", "flip")
        self.pull(self.model[2])

    def let_them_guess(self) -> None:
        self.beat("Let go, and pull the right foot out. Which numbers change?", "guess")
        self.let_go()
        index, handle = self.handle_of(self.model[3])
        places = self.picture.ground.points_of
        start, end = (places(self.model[3].corners(share))[index] for share in (0.0, 1.0))
        way = arrow(self.theme, "ink", np.array([start + RIM * mn.RIGHT, end]))
        mark = self.typeset("?", 0.9).place((start + end) / 2 + 0.3 * mn.UP, align=0.5)
        self.shown = [way, names(mark, way), handle]
        self.play(mn.FadeIn(*self.shown), run_time=0.8)

    def pull_the_right_foot(self) -> None:
        self.beat(
            "Its own two numbers, and the peak's weight: the line bends less there, too.", "right"
        )
        self.pull(self.model[3])

    def add_up_the_slopes(self) -> None:
        self.beat(
            "Walk along the line: at each corner, its weight is added to the slope.", "answer"
        )
        tent, sums = self.model[3].after, self.picture.sums()
        self.play(*map(mn.FadeOut, self.shown), self.to(tent), run_time=0.5)
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

    def handle_of(self, pull: Pull) -> tuple[int, Handle]:
        """The corner that is pulled, the middle one of those that move, and a handle there."""
        moved = np.flatnonzero(np.abs(pull.moved).max(axis=1)).tolist()
        index = moved[len(moved) // 2]
        return index, Handle(self.theme, self.picture.ground.points_of(pull.corners(0.0))[index])

    def pull(self, pull: Pull) -> None:
        """Pull at a corner; what changes is lit, counts, and leaves behind what it was."""
        picture, (index, handle) = self.picture, self.handle_of(pull)
        self.play(*map(mn.FadeOut, self.shown), mn.FadeIn(handle), run_time=0.5)
        self.add(picture, handle)
        ghost = PiecewiseGraph(picture.ground, pull.before.function, "total", STROKES.guide)
        exempt(ghost, "cut", "it goes on").set_stroke(self.theme.faint("total"))
        self.put_under(ghost, picture)
        points_of = picture.ground.points_of
        follow = Morph(handle, lambda share: points_of(pull.corners(share))[index])
        self.play(self.to(pull.after, pull.changed), follow, run_time=1.8)
        olds = picture.before(pull)
        self.play(mn.FadeIn(olds), run_time=0.5)
        self.shown = [ghost, handle, olds]

    def let_go(self) -> None:
        """The tent springs back to what it was at first."""
        self.play(*map(mn.FadeOut, self.shown), run_time=0.4)
        self.play(self.to(self.model[0].before), run_time=0.6)
        self.shown = []
