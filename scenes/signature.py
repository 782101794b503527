"""What does training do to signatures? The signatures of one class gather, away from the others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining
from scenes.layout import EDGE, FRAME, MARGIN
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.signature_plane import MIDDLES, RADII, Plane
from scenes.mobjects.clips.signature_space import TURNS, Signatures
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible, put_clear
from scenes.mobjects.lines import DASHED, dashes, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES, Theme

LEFT, OLD, ARROW, NEW = MARGIN - EDGE, -4.8, -3.3, -3.0
RATIO, TOLD, READING = -2.6, -3.45, 0.54
"""Where readings start, and their baselines; their em height."""
BESIDE = [
    (along, side * away)
    for away in (0.3, 0.38)
    for along in (0.5, 0.4, 0.6, 0.3)
    for side in (1, -1)
]
"""Where a number may be at its line: a share of the way along, and so far beside it."""
ONE, TRIED = 0.17, 30
"""The radius of the one point; so many places are tried for it along a side."""
TRAINING = 9.0
"""Seconds."""
MOST = 999.9
"""No ratio is said to be larger."""
GOOD = 0.9
"""From this accuracy on, the classes are said to be told apart."""


def put_beside(
    text: Typeset, ends: np.ndarray, texts: Sequence[mn.Mobject], shapes: Sequence[mn.VMobject]
) -> Typeset:
    """A number beside its line (2, 3), clear of texts and of the lines of shapes."""
    way = ends[1] - ends[0]
    across = way[[1, 0, 2]] * [-1, 1, 0] / max(float(np.linalg.norm(way)), 1e-9)
    places = [ends[0] + along * way + away * across for along, away in BESIDE]
    paths = [path for shape in shapes for path in shape.points.reshape(-1, 4, 3)[:, [0, 3]]]
    return put_clear(text, places, within=FRAME, texts=texts, paths=paths)


class Readings(mn.VGroup, Live[float]):
    """The ratio of spreads and the share of points told apart after a share of the training."""

    def __init__(self, theme: Theme, model: SignatureTraining, left: float) -> None:
        self.model = model
        places = [np.array([left, height, 0.0]) for height in (RATIO, TOLD)]
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
        plane = self.plane
        place = self.telling()
        self.scores, spot = np.maximum(self.model.sums(0.0, place), 0.0), plane.points_of(place)
        self.hero = mn.Dot(spot, ONE, color=self.theme.ink)
        self.play(Fade(plane.dish), run_time=0.5)
        self.play(Fade(plane.criteria), run_time=0.8)
        self.add(plane)
        self.play(mn.GrowFromCenter(self.hero), run_time=0.5)
        self.tapes, self.written = mn.VGroup(), mn.VGroup()
        self.put_under(self.tapes, self.hero)
        for neuron, foot in enumerate(plane.feet(spot)):
            colour = self.theme.colour(NEURON_ROLES[neuron])
            ends = np.array([foot, spot])
            way = polyline(ends if self.scores[neuron] else dashes(ends, DASHED))
            self.tapes.add(stroked(colour, STROKES.strong, way))
            self.play(self.entrance(self.tapes[-1], mn.Create), run_time=0.6)
            self.write_score(neuron, ends)

    def telling(self) -> np.ndarray:
        """The place in the upper half that the most neurons score, best told apart from lines."""
        plane, axis = self.plane, np.linspace(-0.8, 0.8, TRIED)
        places = plane.reach * np.stack(np.meshgrid(axis, axis[axis > 0.2]), axis=-1).reshape(-1, 2)
        places = places[np.linalg.norm(places, axis=1) < 0.85 * plane.reach]
        spots = plane.points_of(places)
        ways = np.array([plane.feet(spot) - spot for spot in spots])
        gaps = [
            ways,
            *(ways[:, [first]] - ways[:, [other]] for first, other in ((0, 1), (0, 2), (1, 2))),
        ]
        room = np.linalg.norm(np.concatenate(gaps, axis=1), axis=2).min(axis=1)
        scoring = (self.model.sums(0.0, places) > 0).sum(axis=1)
        seen = (spots[:, np.newaxis] + ways)[..., 1].min(axis=1) > FRAME.bottom
        return places[np.lexsort((room, scoring * seen))[-1]]

    def write_score(self, neuron: int, ends: np.ndarray) -> None:
        """A score beside the way from a line to the point."""
        text = self.typeset(f"{self.scores[neuron]:.1f}", SIZES.formula, NEURON_ROLES[neuron])
        shapes = *self.plane.lines, *self.tapes
        put_beside(text, ends, [self.hero, *self.written, *self.plane.badges], shapes)
        self.written.add(exempt(legible(text, self.theme, "panel"), "covered", "it is flown over"))
        self.play(mn.FadeIn(text), run_time=0.3)

    def carry_it_into_space(self) -> None:
        self.beat(
            "Its three scores are three coordinates: a place in space, its signature.", "place"
        )
        plane, space = self.plane, self.space
        middle, spot, share = plane.middle, self.hero.get_center(), RADII[1] / RADII[0]
        there = MIDDLES[1] + share * (spot - middle)
        self.play(
            Morph(plane, lambda share: np.array([0.0, share])),
            self.tapes.animate.scale(share, about_point=middle).shift(MIDDLES[1] - middle),
            self.hero.animate.move_to(there),
            *[text.animate.move_to(there + text.get_center() - spot) for text in self.written],
            Fade(space.room),
            run_time=1.2,
        )
        steps = np.vstack([np.zeros(3), np.diag(self.scores).cumsum(axis=0)])
        self.legs = self.tapes.copy()
        self.add(self.written)
        way = space.flat(steps)
        for leg, number, ends in zip(self.legs, self.written, pairwise(way), strict=True):
            if np.allclose(*ends):
                continue
            there = leg.copy().set_points(polyline(np.array(ends)))
            label = put_beside(
                number.copy(),
                np.array(ends),
                space.labels,
                [*(axis[0] for axis in space.axes), there],
            )
            self.play(
                mn.Transform(leg, there),
                number.animate.move_to(label.get_center()),
                run_time=1.0,
            )
        self.there = self.hero.copy()
        self.play(self.there.animate.move_to(way[-1]), run_time=0.9)

    def bring_all(self) -> None:
        plane, space = self.plane, self.space
        names = ("two", "three", "four")[len(space.members) - 2]
        knot = "one mixed knot" if self.model.accuracy(0.0) < GOOD else "hardly mixed"
        self.beat(f"So has every point of {names} classes. Before training: {knot}.", "knot")
        going = self.tapes, self.written, self.legs, self.there
        self.play(*[mn.FadeOut(part) for part in going], run_time=0.6)
        plane.add(plane.dots)
        self.play(self.entrance(plane.dots), mn.FadeOut(self.hero), run_time=0.8)
        for here, there in zip(plane.dots, space.dots, strict=True):
            self.play(mn.TransformFromCopy(here, there), run_time=0.9)

    def measure(self) -> None:
        self.readings = Readings(self.theme, self.model, NEW)
        self.old = Readings(self.theme, self.model, OLD)
        ratio = self.old[0].text
        self.beat(
            f"Spokes: the spread within classes. White: between them. The ratio is {ratio}.",
            "spread",
        )
        space = self.space
        self.put_under(space.spokes, *space.dots)
        self.play(*map(self.entrance, space.middles), run_time=0.5)
        self.play(*[self.entrance(spoke, mn.Create) for spoke in space.spokes], run_time=1.2)
        self.put_under(space.between, *space.middles)
        self.play(self.entrance(space.between, mn.Create), run_time=1.2)
        self.read_off('$display(frac("between", "within"))$', 0)

    def read_off(self, markup: str, row: int) -> None:
        """What a reading is called, and the reading before training."""
        name, number = self.typeset(markup, SIZES.label), self.old[row]
        name.move_to(np.array([LEFT + name.width / 2, number.get_center()[1], 0.0]))
        self.play(mn.FadeIn(name), mn.FadeIn(number), run_time=0.6)

    def count(self) -> None:
        told = self.old[1].text
        hollow = "No signature is" if self.model.told(0.0).all() else "Hollow:"
        self.beat(f"{hollow} nearer to another class's middle. {told} are told apart.", "count")
        self.plane.add(self.plane.rings)
        self.add(self.space.rings, self.space.between, *self.space.middles)
        self.play(*map(Fade, (self.plane.rings, self.space.rings)), run_time=0.8)
        self.read_off("told apart", 1)

    def train(self) -> None:
        moves = "bends" if self.model.wide else "turns"
        self.beat(f"Training {moves} the lines, step by step: all signatures move along.", "train")
        space = self.space
        space.add(space.spokes, space.before, space.dots, space.rings, space.between)
        self.add(space.add(space.middles))
        arrows = [
            self.typeset("$arrow.r$", SIZES.label, "muted").move_to(
                np.array([ARROW, number.get_center()[1], 0.0])
            )
            for number in self.old
        ]
        self.play(*map(mn.FadeIn, (*arrows, self.readings)), run_time=0.6)
        self.play(
            Morph(self.plane, lambda share: np.array([share, 1.0])),
            Morph(
                space,
                lambda share: np.array([share, *((1 - share) * TURNS[0] + share * TURNS[1], 0)]),
            ),
            Morph(self.readings, lambda share: share),
            run_time=TRAINING,
            rate_func=mn.linear,
        )

    def give_the_answer(self) -> None:
        numbers, (ratio, now) = self.numbers, (reading.text for reading in self.readings)
        self.beat(f"Now {now} are told apart, and the ratio is {ratio}.", "answer")
        said = "It gathers each class, far from others."
        gains = [
            numbers[f"{each}_end"] - numbers[f"{each}_start"] for each in ("accuracy", "ratio")
        ]
        if numbers["accuracy_end"] < GOOD:
            said = "It draws classes apart, but not all points."
        if gains[0] == 0:
            said = "Here, classes only move further apart."
        if gains[0] < 0 or gains[1] <= 0:
            said = "From this start, it does not sort them."
        self.play(Fade(self.plane, leaving=True), run_time=0.8)
        here, there = np.array([1.0, TURNS[1], 0.0]), np.array([1.0, TURNS[2], 1.0])
        self.play(
            Morph(self.space, lambda share: (1 - share) * here + share * there),
            run_time=3.0,
        )
        self.play(self.answer(said))
