"""What does training do to signatures? The signatures of one class gather, away from the others."""

from __future__ import annotations

from itertools import pairwise
from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining
from scenes.layout import EDGE, FRAME, MARGIN
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.signature_marks import CLASS_ROLES, SIZE, dots
from scenes.mobjects.clips.signature_plane import MIDDLE, RADIUS, Plane
from scenes.mobjects.clips.signature_space import Signatures
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import around, legible, put_clear
from scenes.mobjects.lines import polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES, Theme

LARGE, MEDIUM = 0.95, 0.56
"""The em heights of the accuracy and of the ratio."""
RIGHT, STEP = EDGE - MARGIN, np.array([MARGIN - EDGE, -3.5, 0.0])
ACCURACY, TOLD, RATIO, SPREAD, WAS = 2.75, 2.28, 1.05, (0.63, 0.23), (1.86, -0.17)
"""Where texts end on the right, and where the step is; baselines."""
BETWEEN = "spread between classes", "over spread within"
ONE = 2.0
"""So many times larger is the mark of the one point."""
GAPS, DISH = (0.12, 0.3, 0.5, 0.8, 1.1), FRAME.inset(0.5, -float(MIDDLE[0]) + RADIUS, 0.5, 1.0)
"""How far labels may be from what they are at; where labels on the plane may be."""
TRAINING = 9.0
"""Seconds."""
MOST = 999.9
"""No ratio is said to be larger."""
GOOD = 0.9
"""From this accuracy on, the classes are said to be told apart."""


def lines_of(shape: mn.VMobject) -> np.ndarray:
    """(m, 2, 3) the straight lines that a shape is drawn from."""
    return shape.points.reshape(-1, 4, 3)[:, [0, 3]]


def percent(accuracy: float) -> str:
    """The whole percent; 100 % only for all."""
    return f"{100 if accuracy == 1 else min(99, round(100 * accuracy))} %"


class Readings(mn.VGroup, Live[float]):
    """The accuracy, large, the ratio of spreads, and the step, as the signatures stand now."""

    def __init__(self, theme: Theme, source: Signatures) -> None:
        self.source, empty = source, "step 0"
        large, small, step = (
            Glyphs(empty, theme, LARGE),
            Glyphs(empty, theme, MEDIUM),
            Glyphs(empty, theme, SIZES.label, "muted"),
        )
        super().__init__(large, small, step.place(STEP))
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Read again, after the signatures have gone to another moment."""
        texts = percent(float(self.source.own.mean())), f"{min(self.source.ratio, MOST):.1f}"
        for glyphs, text, height in zip(self, texts, (ACCURACY, RATIO), strict=False):
            glyphs.spell(text).place(np.array([RIGHT, height, 0.0]), align=1.0)
        self[2].spell(f"step {self.source.model.step_at(value):.0f}")
        return self


class Signature(Stage):
    """Three lines turn while they are trained, and a knot of signatures comes apart."""

    model: SignatureTraining

    def construct(self) -> None:
        self.plane, self.space = Plane(self.theme, self.model), Signatures(self.theme, self.model)
        self.score_a_point()
        self.carry_it_into_space()
        self.bring_all()
        self.count()
        self.train()
        self.give_the_answer()

    def score_a_point(self) -> None:
        caption = "Beyond a neuron's line a point scores"
        caption += ": the longer its arrow, the more. Behind, it is 0."
        if self.model.wide:
            caption = "Each neuron bends a line. On one side a point scores; on the other it is 0."
        self.beat(caption, "score")
        plane, model, one = self.plane, self.model, self.telling()
        self.scores, each = model.signatures(0.0)[one], int(model.classes[one])
        self.role, self.spot = CLASS_ROLES[each], plane.places[one]
        self.hero = dots(self.theme, each, self.spot[np.newaxis], ONE * SIZE)
        self.play(Fade(plane.dish), run_time=0.5)
        self.play(*map(Fade, plane.criteria), run_time=1.0)
        self.play(mn.GrowFromCenter(self.hero), run_time=0.5)
        self.tapes, self.written = mn.VGroup(), mn.VGroup()
        self.put_under(self.tapes, self.hero)
        feet = np.array([self.spot] * 3)
        if not model.wide:
            scored = self.scores > 0
            feet[scored] = plane.points_of(plane.feet(0.0, model.plane[one]))[scored]
        for neuron, score in enumerate(self.scores):
            ends = np.array([feet[neuron], self.spot])
            self.tapes.add(stroked(self.theme.colour(self.role), STROKES.curve, polyline(ends)))
            if not model.wide:
                if score:
                    self.play(self.entrance(self.tapes[-1], mn.Create), run_time=0.6)
                at = ends.mean(axis=0) if score else plane.badges[neuron].get_center()
                self.write_score(score, at)

    def telling(self) -> int:
        """A point with two large scores, whose ways to the lines are in the window."""
        scores, plane = self.model.signatures(0.0), self.plane
        seen = np.sort(scores, axis=1)[:, 1]
        if not self.model.wide:
            feet = np.array([plane.feet(0.0, place) for place in self.model.plane])
            far = np.linalg.norm(feet, axis=2) > plane.reach
            seen = np.where((far & (scores > 0)).any(axis=1), -1.0, seen)
        return int(seen.argmax())

    def write_score(self, score: float, at: np.ndarray) -> None:
        """A score, at the tape from the line to the point, or at the badge where it is 0."""
        plane, text = self.plane, self.typeset(f"{score:.1f}", SIZES.label, self.role)
        paths = [
            way for shape in (plane.lines, plane.shafts, *self.tapes) for way in lines_of(shape)
        ]
        texts = [self.hero, *self.written, *plane.badges]
        places = around(text, at, GAPS)
        put_clear(text, places, within=DISH, texts=texts, paths=paths)
        exempt(text, "covered", "the point flies over it")
        self.written.add(legible(text, self.theme, "panel" if score else "ground"))
        self.play(mn.FadeIn(text), run_time=0.3)

    def carry_it_into_space(self) -> None:
        self.beat(
            "Its three scores are three coordinates: a place in space, its signature.", "place"
        )
        space, steps = self.space, np.vstack([np.zeros(3), np.diag(self.scores).cumsum(axis=0)])
        self.play(Fade(space.room), run_time=0.8)
        way, self.legs = space.flat(steps), self.tapes.copy()
        self.put_under(self.legs, self.tapes)
        for leg, ends in zip(self.legs, pairwise(way), strict=True):
            if not np.allclose(*ends):
                there = leg.copy().set_points(polyline(np.array(ends)))
                self.play(mn.Transform(leg, there), run_time=0.9)
        self.there = self.hero.copy()
        self.play(self.there.animate.shift(way[-1] - self.spot), run_time=0.9)
        numbers = ", ".join(f"{score:.1f}" for score in self.scores)
        self.label = self.typeset(f"({numbers})", SIZES.formula, self.role)
        texts, paths = (
            [self.there, *space.badges],
            [*map(np.array, pairwise(way)), *lines_of(space.axes)],
        )
        places = around(self.label, way[-1], GAPS)
        put_clear(self.label, places, within=self.layout.main, texts=texts, paths=paths)
        self.play(mn.FadeIn(legible(self.label, self.theme)), run_time=0.5)

    def bring_all(self) -> None:
        names = ("two", "three", "four")[len(self.space.members) - 2]
        knot = "one mixed knot" if self.model.accuracy(0.0) < GOOD else "hardly mixed"
        self.beat(f"So has every point of {names} classes. Before training: {knot}.", "knot")
        going = self.tapes, self.written, self.legs, self.label, self.there
        self.play(*[mn.FadeOut(part) for part in going], run_time=0.6)
        self.plane.add(self.plane.dots)
        self.play(self.entrance(self.plane.dots), mn.FadeOut(self.hero), run_time=0.8)
        for here, there in zip(self.plane.dots, self.space.dots, strict=True):
            self.play(mn.TransformFromCopy(here, there), run_time=0.9)
        self.remove(*self.space.dots)
        self.space.remove(self.space.rings)
        self.add(self.space)
        self.play(*map(self.entrance, (self.space.drops, self.space.trails)), run_time=0.5)

    def put(self, markup: str, height: float, size: float = SIZES.tick) -> Typeset:
        """A muted text that ends on the right."""
        text = legible(self.typeset(markup, size, "muted"), self.theme)
        return text.place(np.array([RIGHT, height, 0.0]), align=1.0)

    def count(self) -> None:
        self.readings = Readings(self.theme, self.space)
        accuracy, ratio = (self.readings[index].text for index in (0, 1))
        ringed = "No signature is" if self.space.own.all() else "Ringed:"
        caption = f"{ringed} nearer to the middle of another class. {accuracy} are told apart."
        self.beat(caption, "count")
        rings = [part.rings for part in (self.plane, self.space) if len(part.rings.points)]
        self.plane.add(self.plane.rings)
        self.space.add(self.space.rings)
        told, now = self.put("told apart", TOLD, SIZES.label), self.readings
        spread = [self.put(*line) for line in zip(BETWEEN, SPREAD, strict=True)]
        self.was = self.put(f"was {accuracy}", WAS[0]), self.put(f"was {ratio}", WAS[1])
        self.play(*map(self.entrance, rings), mn.FadeIn(now[0]), mn.FadeIn(told), run_time=0.8)
        self.play(*[mn.FadeIn(text) for text in (*spread, now[1])], run_time=0.6)

    def train(self) -> None:
        moves = "bends" if self.model.wide else "turns"
        caption = f"Training {moves} the lines, step by step, and every signature moves along."
        self.beat(caption, "train")
        self.play(*[mn.FadeIn(text) for text in (self.readings[2], *self.was)], run_time=0.6)
        things = self.plane, self.space, self.readings
        self.add(*things[1:])
        ways = [Morph(thing, lambda share: share) for thing in things]
        self.play(*ways, run_time=TRAINING, rate_func=mn.linear)

    def give_the_answer(self) -> None:
        numbers, (now, ratio, _) = self.numbers, (reading.text for reading in self.readings)
        self.beat(
            f"Now {now} are told apart: spread between over spread within is {ratio}.", "answer"
        )
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
        self.play(self.answer(said))
