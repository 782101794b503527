"""How do you shape a tent? Biases place its corners, and weights bend the line there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import manim as mn
import numpy as np

from relu_anim import Pull, Tent, corners_of, parameters_of
from scenes.mobjects.animations import Morph
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.knobs_tent import LIFT, RootedTent, Shape
from scenes.mobjects.controls.handles import RIM, Handle
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.question import BASELINE
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import STROKES

ANSWER = "Biases place the corners, weights bend the line."
COLOURED = "#bias[Biases] place the corners, #weight[weights] bend the line."
NEURON = "$#weight[weight] dot ReLU(x + #bias[bias])$"
NEURON_AT = 1.5
"""The height of its baseline."""
PLURALS = {"bias": "es", "weight": "s"}
MEASURED = {
    "position": ("peak at", "peak"),
    "height": ("height", "height"),
    "flip": ("height", "height"),
    "right slope": ("slope", "falling_slope"),
    "left slope": ("slope", "rising_slope"),
}
"""What each pull is to change: in words, and as the tent calls it."""
LINE = 0.66
"""From one line of text down to the next."""


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
            "A neuron hangs under each corner of the tent: its bias in the circle, "
            "its weight on the wire.",
            "roots",
        )
        self.picture = picture = RootedTent(self.theme, self.model)
        roots, turns = picture.roots, picture.turns
        picture.remove(*roots, *turns)
        ground = picture.ground
        self.add(*[thing.shift(LIFT * mn.DOWN) for thing in (ground, picture)], self.question)
        self.wait(0.6)
        lifted = [thing.animate.shift(LIFT * mn.UP) for thing in (ground, picture)]
        self.play(*lifted, run_time=1.2)
        self.play(*map(mn.FadeIn, roots), run_time=0.9)
        self.words = mn.VGroup()
        for role, number in (("weight", roots[0].weight), ("bias", roots[0].bead)):
            end = np.array([number.get_left()[0] - 0.2, number.get_center()[1] - 0.14, 0.0])
            self.words.add(self.typeset(f"#{role}[{role}]").place(end, align=1.0))
        corner = np.array([self.layout.header.left, NEURON_AT, 0.0])
        self.neuron = mn.VGroup(
            self.typeset("each neuron adds", 0.46, "muted").place(corner + LINE * mn.UP),
            self.typeset(NEURON, 0.46).place(corner),
        )
        self.play(*map(mn.FadeIn, (*turns, self.words, self.neuron)), run_time=0.8)
        self.remove(*roots, *turns)
        picture.add(*roots, *turns)

    def slide_it(self) -> None:
        self.beat(
            "Slide the tent: all three biases change. No corner bends more or less, "
            "and no weight changes.",
            "position",
        )
        self.play(mn.FadeOut(self.words), run_time=0.3)
        self.pull(self.model[0])

    def pull_the_peak_down(self) -> None:
        self.beat(
            "Let go, and pull the peak down: all three corners bend less, "
            "and all three weights shrink.",
            "height",
        )
        self.let_go()
        self.pull(self.model[1])

    def pull_it_through_the_floor(self) -> None:
        self.beat(
            "On through the floor: every weight changes its sign. "
            "The tent hangs, as no ReLU follows that could cut it off.",
            "flip",
        )
        self.play(*map(mn.FadeOut, self.shown), self.to(self.model[1].after), run_time=0.4)
        self.pull(self.model[2])

    def let_them_guess(self) -> None:
        self.beat("Now pull the right foot out. Which numbers change?", "guess")
        self.let_go()
        self.handles = self.handles_of(self.model[3])
        ((index, handle),) = self.handles.items()
        places = self.picture.ground.points_of
        start, end = (places(self.model[3].corners(share))[index] for share in (0.0, 1.0))
        way = arrow(self.theme, "ink", np.array([start + RIM * mn.RIGHT, end]))
        mark = self.typeset("?", 0.9).place((start + end) / 2 + 0.3 * mn.UP, align=0.5)
        self.guess = mn.VGroup(way, mark)
        self.play(mn.FadeIn(handle, self.guess), run_time=0.8)

    def pull_the_right_foot(self) -> None:
        self.beat(
            "Its own bias moves it. Two weights change, since the line bends less "
            "at both ends of this side.",
            "right",
        )
        self.play(mn.FadeOut(self.guess), run_time=0.4)
        self.pull(self.model[3], self.handles)

    def pull_the_left_foot(self) -> None:
        self.beat(
            "The left foot: one bias and two weights again. "
            "The peak's weight belongs to both sides.",
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
        gone = map(mn.FadeOut, (*self.shown, self.neuron))
        self.play(*gone, self.to(tent), run_time=0.5)
        self.play(mn.FadeIn(sums[0]), run_time=0.4)
        lit: list[str] = []
        for index, label in enumerate(sums[1:], start=1):
            lit.append(f"weight {index}")
            self.play(self.to(tent, lit), mn.FadeIn(label), run_time=0.8)
        self.play(self.to(tent, parameters_of(tent)), self.answer(ANSWER, COLOURED))

    def to(self, tent: Tent, lit: Iterable[str] = ()) -> Morph[Shape]:
        """The picture becomes that of another tent, with these numbers lit and all others grey."""
        start = self.picture.shape
        end = Shape(corners_of(tent), dict.fromkeys(lit, 1.0))
        return Morph(self.picture, lambda share: start.towards(end, share))

    def handles_of(self, pull: Pull) -> dict[int, Handle]:
        """A handle at each corner that moves."""
        places = self.picture.ground.points_of(pull.corners(0.0))
        moved = np.flatnonzero(np.abs(pull.moved).max(axis=1)).tolist()
        return {index: Handle(self.theme, places[index]) for index in moved}

    def pull(self, pull: Pull, handles: Mapping[int, Handle] | None = None) -> None:
        """Pull at the corners that move; what changes is lit, and counts."""
        picture = self.picture
        if handles is None:
            handles = self.handles_of(pull)
            self.play(*map(mn.FadeIn, handles.values()), run_time=0.4)
        ghost = PiecewiseGraph(picture.ground, pull.before.function, "total", STROKES.guide)
        exempt(ghost, "cut", "it goes on").set_stroke(self.theme.faint("total"))
        self.put_under(ghost, picture)

        def follow(index: int, handle: Handle) -> Morph[np.ndarray]:
            points_of = picture.ground.points_of
            return Morph(handle, lambda share: points_of(pull.corners(share))[index])

        moves = [follow(*pair) for pair in handles.items()]
        self.play(self.to(pull.after, pull.changed), *moves, run_time=2.2)
        told = [picture.before(pull), *self.tally(pull)]
        self.play(*map(mn.FadeIn, told), run_time=0.5)
        self.shown = [ghost, *handles.values(), *told]

    def let_go(self) -> None:
        """The tent springs back to what it was at first."""
        ghost, *others = self.shown
        self.play(*map(mn.FadeOut, others), run_time=0.4)
        self.play(self.to(self.model[0].before), mn.FadeOut(ghost), run_time=0.9)

    def tally(self, pull: Pull) -> list[Typeset]:
        """What is pulled at, and how many numbers of the network change, at the upper right."""
        counts = Counter(name.split()[0] for name in pull.changed)
        said = [
            f"#{kind}[{counts[kind]} {kind}{ending if counts[kind] > 1 else ''}]"
            for kind, ending in PLURALS.items()
            if kind in counts
        ]
        header = self.layout.header
        end = np.array([header.right, header.bottom + BASELINE, 0.0])
        what, name = MEASURED[pull.name]
        measures = [getattr(tent, name) for tent in (pull.before, pull.after)]
        old, new = map(Notation.of(measures, digits=3).markup, measures)
        title = self.typeset(f"#muted[{what} ${old} arrow.r$] ${new}$", 0.46)
        texts = title, self.typeset(", ".join(said), 0.54)
        return [text.place(end + k * LINE * mn.DOWN, 1.0) for k, text in enumerate(texts)]
