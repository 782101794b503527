"""What does training do to signatures? The signatures of one class gather, away from the others."""

from __future__ import annotations

from itertools import pairwise
from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining
from scenes.layout import FRAME
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.signature_marks import strokes
from scenes.mobjects.clips.signature_plane import Plane
from scenes.mobjects.clips.signature_space import Signatures
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import around, legible, put_clear
from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES, Theme

ROWS, COLUMNS, SCORE, PRODUCT, SMALL = (1.8, 0.6, -0.6), (0.7, 4.8, 5.0), 0.9, 0.5, 0.5
"""Where scores are listed: heights, and of badges, products, scores; em heights, also in space."""
GAPS = (0.2, 0.3, 0.4, 0.6)
"""How far a score may be from the middle of its way in space."""
NAMES, LINES, READING = ("between / within", "told apart"), (-3.4, -2.65), 0.6
"""What readings are called, their baselines and their em height."""
NAMED, NUMBERS, LATER = -0.4, 2.6, 4.4
"""Where names, numbers and numbers after training start."""
ONE, TRAINING, GOOD, MOST = 0.14, 6.0, 0.9, 999.9
"""The one point's radius; seconds; from what accuracy on all is well; the largest ratio said."""


class Example(mn.VGroup, Live[np.ndarray]):
    """One point, here and in space, the tapes to it from the lines that it is past, and its way."""

    def __init__(self, theme: Theme, plane: Plane, space: Signatures) -> None:
        self.plane, self.space = plane, space
        colours = [theme.colour(role) for role in NEURON_ROLES]
        self.tapes, self.legs = strokes(colours, STROKES.strong), strokes(colours, STROKES.strong)
        for fault in ("contrast", "twins"):
            exempt(self.legs, fault, "the first lies along its axis, in its colour")
        self.here, self.there = (mn.Dot(radius=ONE, color=theme.ink) for _ in range(2))
        super().__init__(self.tapes, self.here, self.legs, self.there)

    def set_value(self, value: np.ndarray) -> Self:
        """Be somewhere else on the plane."""
        model, points_of = self.plane.model, self.plane.points_of
        spot, feet = points_of(value), points_of(model.feet(value))
        self.scores = np.maximum(model.sums(0.0, value), 0.0)
        self.way = self.space.flat(np.vstack([np.zeros(3), np.diag(self.scores).cumsum(axis=0)]))
        for neuron, ends in enumerate(pairwise(self.way)):
            self.tapes[neuron].set_points(polyline(np.array([feet[neuron], spot])))
            self.legs[neuron].set_points(polyline(np.array(ends)))
        self.here.move_to(spot), self.there.move_to(self.way[-1])
        return self


class Readings(mn.VGroup, Live[float]):
    """The ratio of spreads and the share of points told apart after a share of the training."""

    def __init__(self, theme: Theme, model: SignatureTraining, left: float, sign: str = "") -> None:
        self.model, self.sign = model, sign
        places = [np.array([left, line, 0.0]) for line in LINES]
        super().__init__(*[Glyphs("0", theme, READING).place(place) for place in places])
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Read at another moment; 100 % is said only of all points."""
        told = self.model.accuracy(value)
        self[0].spell(f"{self.sign}{min(self.model.ratio(value), MOST):.1f}")
        self[1].spell(f"{self.sign}{100 if told == 1 else min(99, round(100 * told))} %")
        return self


def product_of(far: float, length: float) -> str:
    """Two factors in as many decimals as give their product's first one right."""
    for decimals in (2, 3, 4):
        factors = [f"{value:.{decimals}f}" for value in (far, length)]
        if f"{float(factors[0]) * float(factors[1]):.1f}" == f"{far * length:.1f}":
            break
    return f"{factors[0]} × {factors[1]} ≈"


class Signature(Stage):
    """Three lines turn while they are trained, and a knot of signatures comes apart."""

    model: SignatureTraining

    def construct(self) -> None:
        self.plane, self.space = Plane(self.theme, self.model), Signatures(self.theme, self.model)
        self.score_a_point()
        self.carry_it_into_space()
        self.go_behind_a_line()
        self.bring_all()
        self.measure()
        self.count()
        self.train()
        self.give_the_answer()

    def score_a_point(self) -> None:
        caption = "A neuron's score: how far past its line, times the length of its arrow."
        if self.model.wide:
            caption = "Each neuron bends a line. On one side a point scores; on the other it is 0."
        self.beat(caption, "score")
        one = Example(self.theme, self.plane, self.space).set_value(self.model.telling)
        self.play(Fade(self.plane), run_time=0.8)
        self.play(mn.GrowFromCenter(one.here), run_time=0.5)
        self.one, self.listed, self.products = one, self.space.badges.copy(), mn.VGroup()
        self.written, lengths = self.spelled(SCORE), self.model.lengths
        for neuron, (number, row) in enumerate(zip(self.written, ROWS, strict=True)):
            score, length, badge = one.scores[neuron], lengths[neuron], self.listed[neuron]
            said = "=" if self.model.wide or not score else product_of(score / length, length)
            product = Glyphs(said, self.theme, PRODUCT, NEURON_ROLES[neuron])
            product.place(np.array([COLUMNS[1], row - 0.33 * PRODUCT, 0.0]), align=1)
            number.place(np.array([COLUMNS[2], row - 0.33 * SCORE, 0.0]))
            self.products.add(product)
            badge.shift(np.array([COLUMNS[0], row, 0.0]) - badge[0].get_center())
            self.play(self.slip_under(one.tapes[neuron], one.here, by=mn.Create), run_time=0.6)
            self.play(*map(mn.FadeIn, (badge, product, number)), run_time=0.4)

    def spelled(self, size: float) -> mn.VGroup:
        """The scores of the one point."""
        group = mn.VGroup()
        for score, role in zip(self.one.scores, NEURON_ROLES, strict=True):
            text = Glyphs(f"{score:.1f}" if score else "0", self.theme, size, role)
            exempt(exempt(text, "overlap", "it flies past others"), "covered", "and under badges")
            group.add(legible(text, self.theme))
        return group

    def named(self) -> mn.VGroup:
        """The scores along the way of the one point in space."""
        space, one = self.space, self.one
        paths = [one.way, *[np.array([space.origin, tip]) for tip in space.tips]]
        labels, texts = self.spelled(SMALL), [*space.badges, one.there]
        for label, ends in zip(labels, pairwise(one.way), strict=True):
            label.set_stroke(width=0, background=True)
            places = around(label, np.mean(ends, axis=0), GAPS)
            texts.append(put_clear(label, places, within=FRAME, texts=texts, paths=paths))
        return labels

    def carry_it_into_space(self) -> None:
        caption = "Its three scores are three coordinates: a place in space, its signature."
        self.beat(caption, "place")
        space, one = self.space, self.one
        self.play(mn.FadeOut(self.products), run_time=0.4)
        self.play(
            self.slip_under(space.room, self.plane, by=Fade),
            mn.ReplacementTransform(self.listed, space.badges),
            run_time=1.2,
        )
        ways = zip(one.tapes, one.legs, self.written, self.named(), strict=True)
        for tape, leg, number, label in ways:
            self.put_under(leg, tape)
            self.play(mn.TransformFromCopy(tape, leg), mn.Transform(number, label), run_time=1.0)
        self.play(mn.TransformFromCopy(one.here, one.there), run_time=0.9)

    def go_behind_a_line(self) -> None:
        self.beat("Behind a line, its score is 0: then the signature lies on a wall.", "behind")
        start, way = self.model.telling, self.model.behind - self.model.telling
        self.play(mn.FadeOut(self.written), run_time=0.4)
        self.play(Morph(self.one, lambda share: start + share * way), run_time=2.0)
        self.written = self.named()
        self.play(mn.FadeIn(self.written), run_time=0.6)

    def bring_all(self) -> None:
        knot = "one mixed knot" if self.model.accuracy(0.0) < GOOD else "hardly mixed"
        self.beat(f"All points: many lie on walls and axes. Before training: {knot}.", "knot")
        one, here, there = self.one, self.plane.classes.dots, self.space.classes.dots
        going = map(mn.FadeOut, (one.tapes, one.legs, self.written))
        self.play(*going, self.slip_under(here, one.here))
        for marks, goal in zip(here, there, strict=True):
            self.put_under(goal, here)
            self.play(mn.TransformFromCopy(marks, goal), run_time=1.0)
        self.play(*map(mn.ShrinkToCenter, (one.here, one.there)), run_time=0.6)

    def measure(self) -> None:
        self.readings = Readings(self.theme, self.model, LATER, "→ ")
        self.old = Readings(self.theme, self.model, NUMBERS)
        space, ratio = self.space, self.old[0].text
        said = f"Spokes: the spread within classes. Thick: between them. The ratio is {ratio}."
        self.beat(said, "spread")
        self.play(mn.FadeIn(space.middles), run_time=0.5)
        spokes = self.slip_under(space.spokes, *space.classes.dots, by=mn.Create)
        self.play(spokes, run_time=1.2)
        self.play(self.slip_under(space.between, space.middles, by=mn.Create), run_time=1.2)
        self.read_off(0)

    def read_off(self, row: int) -> None:
        """What a reading is called, and the reading before training."""
        name, number = self.typeset(NAMES[row], SIZES.label), self.old[row]
        name.move_to(np.array([NAMED + name.width / 2, number.get_center()[1], 0.0]))
        self.play(mn.FadeIn(name), mn.FadeIn(number), run_time=0.6)

    def count(self) -> None:
        told = self.old[1].text
        self.beat(f"Hollow: nearer to another class's middle. {told} are told apart.", "count")
        self.play(*[Fade(each.classes.rings) for each in (self.plane, self.space)], run_time=0.8)
        self.read_off(1)

    def train(self) -> None:
        moves = "bends" if self.model.wide else "turns"
        self.beat(f"Training {moves} the lines, step by step: all signatures move along.", "train")
        plane, space = self.plane, self.space
        self.add(plane.add(plane.classes.dots, plane.classes.rings))
        space.add(space.spokes, space.classes.dots, space.between, space.middles)
        self.add(space.add(space.classes.rings))
        hidden = space.spokes.animate.set_stroke(opacity=0)
        self.play(hidden, mn.FadeIn(self.readings), run_time=0.6)
        self.play(
            Morph(space, lambda share: np.array([share, 0.0])),
            *[Morph(live, lambda share: share) for live in (plane, self.readings)],
            run_time=TRAINING,
            rate_func=mn.linear,
        )

    def give_the_answer(self) -> None:
        numbers, (ratio, now) = self.numbers, (str(reading.text)[2:] for reading in self.readings)
        self.beat(f"Grey: before. Now {now} are told apart, and the ratio is {ratio}.", "answer")
        more = [numbers[f"{each}_end"] - numbers[f"{each}_start"] for each in ("accuracy", "ratio")]
        said = "It gathers each class, away from the others."
        if numbers["accuracy_end"] < GOOD:
            said = "It draws classes apart, but not all points."
        if more[0] < 0 or more[1] <= 0:
            said = "From this start, it does not sort them."
        self.play(Morph(self.space, lambda near: np.array([1.0, near])), run_time=3.0)
        shown = self.space.spokes.animate.set_stroke(opacity=1)
        self.play(shown, mn.Create(self.space.before), run_time=1.2)
        self.play(self.answer(said))
