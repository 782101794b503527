"""What does training do to signatures? The signatures of one class gather, away from the others."""

from __future__ import annotations

from itertools import pairwise
from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining
from scenes.mobjects.animations import Fade, Morph, lead
from scenes.mobjects.clips.signature_marks import strokes
from scenes.mobjects.clips.signature_plane import Plane
from scenes.mobjects.clips.signature_space import ASIDE, REGION, Signatures
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import around, legible, put_clear
from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs
from scenes.stage import Stage
from scenes.theme import STROKES, Theme

ROWS, COLUMNS, SCORE, PRODUCT, SMALL = (0.75, -0.45, -1.65), (0.7, 4.8, 5.0), 0.9, 0.5, 0.5
"""Where scores are listed: heights, and of badges, products, scores; em heights, also in space."""
GAPS = (0.2, 0.3, 0.4, 0.6)
"""How far a score may be from the middle of its way in space."""
READING, WORD, READINGS = 0.52, 0.6, np.array([[0.4, -3.52, 0.0], [2.95, -3.52, 0.0]])
"""Em heights of readings and of two words, and where readings start."""
ONE, TRAINING, GOOD, MOST = 0.14, 5.0, 0.9, 999.9
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

    def __init__(self, theme: Theme, model: SignatureTraining, off: np.ndarray) -> None:
        self.model = model
        super().__init__(*[Glyphs("0", theme, READING).place(at) for at in READINGS + off])
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Read at another moment; 100 % is said only of all points."""
        self.ratio, told = f"{min(self.model.ratio(value), MOST):.1f}", self.model.accuracy(value)
        self.told = f"{100 if told == 1 else min(99, round(100 * told))} %"
        self[0].spell(f"ratio {self.ratio}"), self[1].spell(f"{self.told} told apart")
        return self


def product_of(far: float, length: float) -> str:
    """Two factors in as many decimals as give their product's first one right."""
    for decimals in (2, 3, 4):
        factors = [f"{value:.{decimals}f}" for value in (far, length)]
        if f"{float(factors[0]) * float(factors[1]):.1f}" == f"{far * length:.1f}":
            break
    return f"{factors[0]} × {factors[1]} ≈"


class Signature(Stage):
    """Three lines turn while they are trained, and the signatures of the classes come apart."""

    model: SignatureTraining

    def construct(self) -> None:
        here = self.theme, self.model
        self.plane, self.space = Plane(*here), Signatures(*here, 0 * ASIDE)
        self.readings = Readings(*here, 0 * ASIDE)
        self.score_a_point()
        self.carry_it_into_space()
        self.go_behind_a_line()
        self.bring_all()
        self.measure()
        self.count()
        self.train()
        self.give_the_answer()

    def score_a_point(self) -> None:
        caption = "Another layer. A score: how far past a line, times the length of its arrow."
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
        space, one, main = self.space, self.one, self.layout.main
        paths = [one.way, *[np.array([space.origin, tip]) for tip in space.tips]]
        labels, texts = self.spelled(SMALL), [*space.badges, one.there]
        for label, ends in zip(labels, pairwise(one.way), strict=True):
            label.set_stroke(width=0, background=True)
            places = around(label, np.mean(ends, axis=0), GAPS)
            texts.append(put_clear(label, places, within=main, texts=texts, paths=paths))
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
        mix = "mix" if self.model.accuracy(0.0) < GOOD else "hardly mix"
        self.beat(f"All points: many lie on walls and axes. Before training, classes {mix}.", "mix")
        one, here, there = self.one, self.plane.classes.dots, self.space.classes.dots
        going = map(mn.FadeOut, (one.tapes, one.legs, self.written))
        self.play(*going, self.slip_under(here, one.here))
        for marks, goal in zip(here, there, strict=True):
            self.put_under(goal, here)
            self.play(mn.TransformFromCopy(marks, goal), run_time=0.8)
        self.play(*map(mn.ShrinkToCenter, (one.here, one.there)), run_time=0.6)

    def measure(self) -> None:
        space, ratio = self.space, self.readings.ratio
        said = (
            f"Balls: spread within. Lines: spread between. Squared and divided: a ratio of {ratio}."
        )
        self.beat(said, "spread")
        self.play(mn.FadeIn(space.middles), run_time=0.5)
        self.put_under(space.balls, *space.classes.dots)
        self.play(*[self.entrance(ball, mn.GrowFromCenter) for ball in space.balls], run_time=1.2)
        self.play(self.slip_under(space.between, space.middles, by=mn.Create), run_time=1.2)
        self.play(mn.FadeIn(self.readings[0]), run_time=0.6)

    def count(self) -> None:
        told = self.readings.told
        self.beat(f"Hollow: nearer to another class's middle. {told} are told apart.", "count")
        self.play(*[Fade(each.classes.rings) for each in (self.plane, self.space)], run_time=0.8)
        self.play(mn.FadeIn(self.readings[1]), run_time=0.6)

    def train(self) -> None:
        moves = "bends" if self.model.wide else "turns and shifts"
        self.beat(f"Training {moves} the lines, step by step. Watch the balls!", "train")
        plane, space, readings = self.plane, self.space, self.readings
        self.add(plane.add(plane.classes.dots, plane.classes.rings), space.whole(), readings)
        self.play(*lead(0.0, 1.0, plane, space, readings, run_time=TRAINING, rate_func=mn.linear))

    def give_the_answer(self) -> None:
        numbers, now = self.numbers, self.readings
        caption = f"Left: before. Right: after. Now {now.told} are told apart, ratio {now.ratio}."
        self.beat(caption, "answer")
        old, was = [kind(self.theme, self.model, ASIDE) for kind in (Signatures, Readings)]
        words = [self.typeset(word, WORD) for word in ("before", "after")]
        for word, off in zip(words, (ASIDE, 0 * ASIDE), strict=True):
            word.move_to(REGION.at(1, 1) + off, aligned_edge=mn.DR)
        self.play(Fade(self.plane, leaving=True), run_time=0.8)
        self.play(Fade(old.whole()), run_time=1.0)
        self.play(*map(mn.FadeIn, (was, *words)), run_time=0.6)
        more = [numbers[f"{each}_end"] - numbers[f"{each}_start"] for each in ("accuracy", "ratio")]
        said = "It gathers each class, away from the others."
        if numbers["accuracy_end"] < GOOD:
            said = "It draws classes apart, but not all points."
        if more[0] < 0 or more[1] <= 0:
            said = "From this start, it does not sort them."
        self.play(self.answer(said))
