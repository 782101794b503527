"""How do you shape a tent? Biases place its corners, and weights bend the line there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import manim as mn
import numpy as np

from relu_anim import Pull
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
NAMES = {"bias": ("bias", "biases"), "weight": ("weight", "weights")}
MEASURED = {
    "position": ("peak at", "peak"),
    "height": ("height", "height"),
    "flip": ("height", "height"),
    "right slope": ("slope", "falling_slope"),
    "left slope": ("slope", "rising_slope"),
}
"""What each pull is to change: in words, and as the tent calls it."""
LIGHTING = 0.2
"""In this share of a pull, the numbers that change become bright."""
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
        picture.remove(*picture.roots, *picture.turns)
        for thing in (picture.ground, picture):
            self.add(thing.shift(LIFT * mn.DOWN))
        self.bring_to_front(self.question)
        self.wait(0.6)
        lifted = [thing.animate.shift(LIFT * mn.UP) for thing in (picture.ground, picture)]
        self.play(*lifted, run_time=1.2)
        roots, weights = picture.roots, [root.weight for root in picture.roots]
        for root in roots:
            root.remove(root.weight)
        picture.hold(*roots)
        wires = [self.entrance(root.wire, mn.Create) for root in roots]
        self.play(*wires, *[self.entrance(root.bead) for root in roots], run_time=0.9)
        for root in roots:
            root.add(root.weight)
        picture.hold(*picture.turns)
        first, words = roots[0], []
        for role, number in (("weight", first.weight), ("bias", first.bead)):
            end = np.array([number.get_left()[0] - 0.2, number.get_center()[1] - 0.14, 0.0])
            words.append(self.typeset(f"#{role}[{role}]").place(end, align=1.0))
        self.words = mn.VGroup(*words)
        corner = np.array([self.layout.header.left, NEURON_AT, 0.0])
        self.neuron = mn.VGroup(
            self.typeset("each neuron adds", 0.46, "muted").place(corner + LINE * mn.UP),
            self.typeset(NEURON, 0.46).place(corner),
        )
        entrances = map(self.entrance, (*weights, *picture.turns))
        self.play(*entrances, mn.FadeIn(self.words), mn.FadeIn(self.neuron), run_time=0.8)

    def entrance(self, part: mn.Mobject, by: type[mn.Animation] = mn.FadeIn) -> mn.Animation:
        """The entrance of a part that the picture holds already."""
        entrance = by(part)
        entrance.introducer = False
        return entrance

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
        self.play(*map(mn.FadeOut, self.shown), self.dim(), run_time=0.4)
        self.pull(self.model[2])

    def let_them_guess(self) -> None:
        self.beat("Now pull the right foot out. Which numbers change?", "guess")
        self.let_go()
        pull = self.model[3]
        (handle,) = self.handles = self.handles_of(pull)
        start, end = (self.picture.ground.points_of(pull.corners(s))[2] for s in (0.0, 1.0))
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
        picture, corners = self.picture, self.picture.shape.corners
        sums = picture.sums()
        self.play(*map(mn.FadeOut, (*self.shown, self.neuron)), self.dim(), run_time=0.5)
        self.play(mn.FadeIn(sums[0]), run_time=0.4)
        for index, label in enumerate(sums[1:], start=1):
            before = {f"weight {earlier}": 1.0 for earlier in range(1, index)}
            self.play(self.light(f"weight {index}", before), mn.FadeIn(label), run_time=0.8)

        def biases(share: float) -> Shape:
            lit = {f"weight {k}": 1.0 for k in (1, 2, 3)}
            return Shape(corners, lit | {f"bias {k}": share for k in (1, 2, 3)})

        self.play(Morph(picture, biases), self.answer(ANSWER, COLOURED))

    def dim(self) -> Morph[Shape]:
        """What the last pull has changed becomes grey."""
        corners, changed = self.picture.shape.corners, self.pulled.changed
        return Morph(self.picture, lambda share: Shape(corners, dict.fromkeys(changed, 1 - share)))

    def light(self, name: str, before: dict[str, float]) -> Morph[Shape]:
        """One more number becomes bright."""
        corners = self.picture.shape.corners
        return Morph(self.picture, lambda share: Shape(corners, {**before, name: share}))

    def handles_of(self, pull: Pull) -> list[Handle]:
        """A handle at each corner that moves."""
        moved = np.abs(pull.moved).max(axis=1) > 0
        places = self.picture.ground.points_of(pull.corners(0.0))
        return [Handle(self.theme, place) for place in places[moved]]

    def pull(self, pull: Pull, handles: Sequence[Handle] = ()) -> None:
        """Pull at the corners that move; what changes is lit, and counts."""
        picture, ground = self.picture, self.picture.ground
        ghost = PiecewiseGraph(ground, pull.before.function, "total", STROKES.guide)
        exempt(ghost, "cut", "it goes on").set_stroke(self.theme.faint("total"))
        if not handles:
            handles = self.handles_of(pull)
            self.play(*map(mn.FadeIn, handles), run_time=0.4)
        self.put_under(ghost, picture)
        moved = np.flatnonzero(np.abs(pull.moved).max(axis=1) > 0).tolist()

        def shape(share: float) -> Shape:
            lit = dict.fromkeys(pull.changed, min(1.0, share / LIGHTING))
            return Shape(pull.corners(share), lit)

        def follow(handle: Handle, index: int) -> Morph[np.ndarray]:
            return Morph(handle, lambda share: ground.points_of(pull.corners(share))[index])

        follows = [follow(*pair) for pair in zip(handles, moved, strict=True)]
        self.play(Morph(picture, shape), *follows, run_time=2.2)
        tally = self.tally(pull)
        self.shown = [ghost, *handles, picture.before(pull), *tally]
        self.play(*map(mn.FadeIn, self.shown[-3:]), run_time=0.5)
        self.pulled = pull

    def let_go(self) -> None:
        """The tent springs back to what it was at first."""
        ghost, *others = self.shown
        back = Pull("back", self.pulled.after, self.model[0].before)
        changed = self.pulled.changed
        self.play(*map(mn.FadeOut, others), run_time=0.4)

        def shape(share: float) -> Shape:
            return Shape(back.corners(share), dict.fromkeys(changed, 1 - share))

        self.play(Morph(self.picture, shape), mn.FadeOut(ghost), run_time=0.9)

    def tally(self, pull: Pull) -> list[Typeset]:
        """What is pulled at, and how many numbers of the network change, at the upper right."""
        counts = Counter(name.split()[0] for name in pull.changed)
        said = [
            f"#{kind}[{counts[kind]} {NAMES[kind][counts[kind] > 1]}]"
            for kind in NAMES
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
