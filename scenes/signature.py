"""What does training do to signatures? The signatures of one class gather, away from the others."""

from __future__ import annotations

from itertools import pairwise
from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining
from scenes.layout import FRAME
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.signature_plane import Plane
from scenes.mobjects.clips.signature_space import Signatures
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import around, legible, put_clear
from scenes.mobjects.lines import polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES, Theme

ROWS, COLUMNS, SCORE, SMALL = (1.2, -0.2, -1.6), (2.0, 2.7), 1.0, 0.5
"""Where scores are listed: heights, of badges and of baselines; em heights, listed and in space."""
GAPS = (0.2, 0.3, 0.4, 0.6)
"""How far a score may be from the middle of its way in space."""
NAMES = ("between / within", 0.45), ("told apart", -6.6)
NUMBERS, ARROWS, LATER = (3.6, -4.75), (4.9, -3.25), (5.25, -2.9)
LINE, READING = -3.4, 0.56
"""What readings are called; where names, numbers and numbers after training start, and the middles
of arrows between; their baseline and em height."""
ONE, TRAINING = 0.14, 6.0
"""The radius of the one point; seconds."""
GOOD, MOST = 0.9, 999.9
"""From this accuracy on, the classes are said to be told apart; no ratio is said to be larger."""


class Readings(mn.VGroup, Live[float]):
    """The ratio of spreads and the share of points told apart after a share of the training."""

    def __init__(self, theme: Theme, model: SignatureTraining, at: tuple[float, float]) -> None:
        self.model = model
        places = [np.array([left, LINE, 0.0]) for left in at]
        super().__init__(*[Glyphs("0", theme, READING).place(place) for place in places])
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Read at another moment; 100 % is said only of all points."""
        told = self.model.accuracy(value)
        self[0].spell(f"{min(self.model.ratio(value), MOST):.1f}")
        self[1].spell(f"{100 if told == 1 else min(99, round(100 * told))} %")
        return self


class Signature(Stage):
    """Three lines turn while they are trained, and a knot of signatures comes apart."""

    model: SignatureTraining

    def construct(self) -> None:
        self.plane, self.space = Plane(self.theme, self.model), Signatures(self.theme, self.model)
        self.score_a_point()
        self.carry_it_into_space()
        self.bring_all()
        self.measure()
        self.count()
        self.train()
        self.give_the_answer()

    def score_a_point(self) -> None:
        caption = "Each neuron scores the point: how far past its line, times its arrow."
        if self.model.wide:
            caption = "Each neuron bends a line. On one side a point scores; on the other it is 0."
        self.beat(caption, "score")
        plane, place = self.plane, self.model.telling
        self.scores, spot = np.maximum(self.model.sums(0.0, place), 0.0), plane.points_of(place)
        feet = np.array([spot] * 3)
        if not self.model.wide:
            feet[self.scores > 0] = plane.points_of(self.model.feet(place))[self.scores > 0]
        self.hero = mn.Dot(spot, ONE, color=self.theme.ink)
        self.play(Fade(plane), run_time=0.8)
        self.play(mn.GrowFromCenter(self.hero), run_time=0.5)
        self.tapes, self.written = mn.VGroup(), mn.VGroup()
        self.put_under(self.tapes, self.hero)
        for role, foot, score, badge, row in zip(
            NEURON_ROLES, feet, self.scores, self.space.badges, ROWS, strict=True
        ):
            way = polyline(np.array([foot, spot]))
            self.tapes.add(stroked(self.theme.colour(role), STROKES.strong, way))
            number = legible(Glyphs(f"{score:.1f}", self.theme, SCORE, role), self.theme)
            number.place(np.array([COLUMNS[1], row - 0.33 * SCORE, 0.0]))
            exempt(exempt(number, "overlap", "it flies past others"), "covered", "and under badges")
            self.written.add(number)
            badge.shift(np.array([COLUMNS[0], row, 0.0]) - badge[0].get_center())
            self.play(self.entrance(self.tapes[-1], mn.Create), run_time=0.6)
            self.play(mn.FadeIn(badge), mn.FadeIn(number), run_time=0.4)

    def carry_it_into_space(self) -> None:
        self.beat(
            "Its three scores are three coordinates: a place in space, its signature.", "place"
        )
        space = self.space
        here = space.badges.copy()
        there = space.set_value(np.zeros(2)).badges.copy()
        space.badges.become(here)
        self.play(
            self.slip_under(space.room, self.plane, by=Fade),
            mn.Transform(space.badges, there),
            run_time=1.2,
        )
        way = space.flat(np.vstack([np.zeros(3), np.diag(self.scores).cumsum(axis=0)]))
        paths = [way, *[np.array([space.origin, tip]) for tip in space.tips]]
        self.there = self.hero.copy().move_to(way[-1])
        self.legs, texts = self.tapes.copy(), [*space.badges, self.there]
        self.put_under(self.legs, self.hero)
        exempt(self.legs, "contrast", "the first lies along its axis, in its colour")
        for leg, number, ends in zip(self.legs, self.written, pairwise(way), strict=True):
            label = number.copy().scale(SMALL / SCORE).set_stroke(width=0, background=True)
            places = around(label, np.mean(ends, axis=0), GAPS)
            texts.append(put_clear(label, places, within=FRAME, texts=texts, paths=paths))
            self.play(
                mn.Transform(leg, leg.copy().set_points(polyline(np.array(ends)))),
                mn.Transform(number, label),
                run_time=1.0,
            )
        self.play(mn.TransformFromCopy(self.hero, self.there), run_time=0.9)

    def bring_all(self) -> None:
        knot = "one mixed knot" if self.model.accuracy(0.0) < GOOD else "hardly mixed"
        self.beat(f"So has every point of each class. Before training: {knot}.", "knot")
        going = self.tapes, self.written, self.legs, self.there, self.hero
        here, there = self.plane.classes.dots, self.space.classes.dots
        self.play(*map(mn.FadeOut, going), mn.FadeIn(here), run_time=0.8)
        flying = here.copy()
        self.add(flying)
        for marks, goal in zip(flying, there, strict=True):
            self.play(mn.Transform(marks, goal), run_time=1.0)
        self.remove(flying)
        self.add(there)

    def measure(self) -> None:
        self.readings = Readings(self.theme, self.model, LATER)
        self.old = Readings(self.theme, self.model, NUMBERS)
        ratio = self.old[0].text
        self.beat(
            f"Spokes: the spread within classes. Thick: between them. The ratio is {ratio}.",
            "spread",
        )
        space = self.space
        self.play(mn.FadeIn(space.middles), run_time=0.5)
        spokes = self.slip_under(space.spokes, space.classes.dots, by=mn.Create)
        self.play(spokes, run_time=1.2)
        self.play(self.slip_under(space.between, space.middles, by=mn.Create), run_time=1.2)
        self.read_off(0)

    def read_off(self, row: int) -> None:
        """What a reading is called, and the reading before training."""
        (markup, left), number = NAMES[row], self.old[row]
        name = self.typeset(markup, SIZES.label)
        name.move_to(np.array([left + name.width / 2, number.get_center()[1], 0.0]))
        self.play(mn.FadeIn(name), mn.FadeIn(number), run_time=0.6)

    def count(self) -> None:
        told = self.old[1].text
        self.beat(f"Hollow: nearer to another class's middle. {told} are told apart.", "count")
        space, rings = self.space, self.plane.classes.rings
        self.play(
            Fade(rings), self.slip_under(space.classes.rings, space.between, by=Fade), run_time=0.8
        )
        self.read_off(1)

    def train(self) -> None:
        moves = "bends" if self.model.wide else "turns"
        self.beat(f"Training {moves} the lines, step by step: all signatures move along.", "train")
        plane, space = self.plane, self.space
        self.add(plane.add(plane.classes.dots, plane.classes.rings))
        space.add(space.spokes, space.classes.dots, space.classes.rings, space.between)
        self.add(space.add(space.middles))
        arrows = [
            self.typeset("$arrow.r$", SIZES.label, "muted").move_to(
                np.array([middle, self.old.get_center()[1], 0.0])
            )
            for middle in ARROWS
        ]
        self.play(
            space.spokes.animate.set_stroke(opacity=0),
            *map(mn.FadeIn, (*arrows, self.readings)),
            run_time=0.6,
        )
        self.play(
            Morph(space, lambda share: np.array([share, 0.0])),
            *[Morph(live, lambda share: share) for live in (plane, self.readings)],
            run_time=TRAINING,
            rate_func=mn.linear,
        )

    def give_the_answer(self) -> None:
        numbers, (ratio, now) = self.numbers, (reading.text for reading in self.readings)
        self.beat(f"Now {now} are told apart, and the ratio is {ratio}.", "answer")
        more = [numbers[f"{each}_end"] - numbers[f"{each}_start"] for each in ("accuracy", "ratio")]
        said = "It gathers each class, far from others."
        if numbers["accuracy_end"] < GOOD:
            said = "It draws classes apart, but not all points."
        if more[0] < 0 or more[1] <= 0:
            said = "From this start, it does not sort them."
        space = self.space
        self.play(Fade(self.plane, leaving=True), run_time=0.8)
        self.play(Morph(space, lambda near: np.array([1.0, near])), run_time=1.5)
        self.play(space.spokes.animate.set_stroke(opacity=1), run_time=0.8)
        self.play(self.answer(said))
