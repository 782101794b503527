"""What does training do to signatures? The signatures of one class gather, away from the others."""

from __future__ import annotations

from itertools import pairwise
from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining
from scenes.mobjects.animations import Fade, lead
from scenes.mobjects.clips.signature_marks import strokes
from scenes.mobjects.clips.signature_plane import Plane
from scenes.mobjects.clips.signature_space import ASIDE, REGION, Signatures
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import around, box_of, put_clear
from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs
from scenes.stage import Stage
from scenes.theme import STROKES, Theme

ROWS, COLUMNS, SCORE, SMALL = (0.95, -0.45, -1.85), (2.9, 3.7), 1.2, 0.6
"""Where scores are listed: heights, and of badges and scores; em heights, also in space."""
GAPS, PAD = (0.2, 0.3, 0.4, 0.6, 0.8), 0.12
"""How far a score may be from the middle of its way in space; what it keeps free on its sides."""
ROW, WORD, NUMBER = np.array([REGION.center[0], -3.3, 0.0]), 0.65, 0.6
"""The middle of a line below space; em heights of words, and of the share told apart."""
ONE, FARTHEST, TRAINING, GOOD = 0.14, 0.85, 13.0, 0.9
"""The one point's radius; how far along axes it may lie; seconds; from what accuracy on classes
hardly mix."""


class Example(mn.VGroup):
    """One point, here and in space, the tapes to it from the lines that it is past, and its way."""

    def __init__(self, theme: Theme, plane: Plane, space: Signatures) -> None:
        colours = [theme.colour(role) for role in NEURON_ROLES]
        self.tapes, self.legs = strokes(colours, STROKES.strong), strokes(colours, STROKES.strong)
        for fault in ("contrast", "twins"):
            exempt(self.legs, fault, "the first lies along its axis, in its colour")
        self.here, self.there = (mn.Dot(radius=ONE, color=theme.ink) for _ in range(2))
        super().__init__(self.tapes, self.here, self.legs, self.there)
        model, place = plane.model, plane.model.within(FARTHEST * space.sides)
        spot, feet = plane.points_of(place), plane.points_of(model.feet(place, plane.reach))
        self.scores = np.maximum(model.sums(0.0, place), 0.0)
        self.way = space.flat(np.vstack([np.zeros(3), np.diag(self.scores).cumsum(axis=0)]))
        for neuron, ends in enumerate(pairwise(self.way)):
            self.tapes[neuron].set_points(polyline(np.array([feet[neuron], spot])))
            self.legs[neuron].set_points(polyline(np.array(ends)))
        self.here.move_to(spot), self.there.move_to(self.way[-1])


class Told(Glyphs, Live[float]):
    """The share of points that are nearest the middle of their own class."""

    def __init__(self, theme: Theme, model: SignatureTraining) -> None:
        super().__init__("100 % told apart", theme, NUMBER)
        self.model = model
        self.place(ROW, 0.5).set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Show another moment."""
        return self.spell(f"{100 * self.model.accuracy(value):.0f} % told apart")


class Signature(Stage):
    """Three lines turn while they are trained, and the signatures of the classes come apart."""

    model: SignatureTraining

    def construct(self) -> None:
        here = self.theme, self.model
        self.plane, self.space = Plane(*here), Signatures(*here, 0 * ASIDE)
        self.told = Told(*here)
        self.score_a_point()
        self.carry_it_into_space()
        self.bring_all()
        self.wrap_in_clouds()
        self.train()
        self.give_the_answer()

    def score_a_point(self) -> None:
        caption = (
            "A neuron scores (after ReLU) only beyond its line. Along its arrow the score rises."
        )
        if self.model.wide:
            caption = "Each neuron bends a line: it scores (after ReLU) on one side alone."
        self.beat(caption, "score")
        self.one = one = Example(self.theme, self.plane, self.space)
        self.play(Fade(self.plane), run_time=0.8)
        self.play(mn.GrowFromCenter(one.here), run_time=0.5)
        self.listed, self.written = self.space.badges.copy(), self.spelled(SCORE)
        rows = zip(one.tapes, self.listed, self.space.names.copy(), self.written, ROWS, strict=True)
        for tape, badge, word, number, row in rows:
            number.place(np.array([COLUMNS[1], row - 0.33 * SCORE, 0.0]))
            badge.shift(np.array([COLUMNS[0], row, 0.0]) - badge[0].get_center())
            number.add(word.next_to(badge, mn.LEFT))
            self.play(self.slip_under(tape, one.here, by=mn.Create), run_time=0.5)
            self.play(*map(mn.FadeIn, (badge, number)), run_time=0.4)

    def spelled(self, size: float) -> mn.VGroup:
        """The scores of the one point."""
        pairs = zip(self.one.scores, NEURON_ROLES, strict=True)
        return mn.VGroup(*[Glyphs(f"{own:.1f}", self.theme, size, role) for own, role in pairs])

    def named(self) -> mn.VGroup:
        """The scores along the way of the one point in space."""
        space, one, main = self.space, self.one, self.layout.main
        paths = [one.way, *[np.array([space.origin, tip]) for tip in space.tips]]
        labels, texts = self.spelled(SMALL), [*space.badges, *space.names, one.there]
        for label, ends in zip(labels, pairwise(one.way), strict=True):
            places = around(label, np.mean(ends, axis=0), GAPS)
            put_clear(label, places, within=main, texts=texts, paths=paths)
            texts.append(box_of(label).inset(-PAD, -PAD))  # else two numbers read as one
        return labels

    def carry_it_into_space(self) -> None:
        caption = "Its three scores are three coordinates: a place in space, its signature."
        self.beat(caption, "place")
        space, one = self.space, self.one
        self.play(mn.FadeOut(self.written), run_time=0.5)
        self.play(
            self.slip_under(space.room, self.plane, by=Fade),
            mn.ReplacementTransform(self.listed, space.badges),
            run_time=1.0,
        )
        labels, scores = self.named(), zip(NEURON_ROLES, one.scores, strict=True)
        numbers = "#h(0.4em)".join(f"#{role}[{score:.1f}]" for role, score in scores)
        row = self.typeset(f"signature \\[{numbers}\\]", NUMBER).place(ROW, 0.5)
        self.written = mn.VGroup(labels, row)
        for leg, label in zip(one.legs, labels, strict=True):
            self.put_under(leg, self.plane)
            self.play(self.entrance(leg, mn.Create), mn.FadeIn(label), run_time=0.8)
        self.play(mn.GrowFromCenter(one.there), mn.FadeIn(row), run_time=0.8)

    def bring_all(self) -> None:
        mix = "mix" if self.model.accuracy(0.0) < GOOD else "hardly mix"
        self.beat(f"All points, a mark for each class. Before training, signatures {mix}.", "mix")
        one, pairs = self.one, zip(self.plane.classes, self.space.classes, strict=True)
        self.play(*map(mn.FadeOut, (*one.tapes, *one.legs, self.written)), run_time=0.7)
        for pair in pairs:
            self.play(*[self.slip_under(marks, one.here) for marks in pair], run_time=0.7)
        self.play(*map(mn.ShrinkToCenter, (one.here, one.there)), run_time=0.6)

    def wrap_in_clouds(self) -> None:
        space, share = self.space, f"{100 * self.model.accuracy(0.0):.0f} %"
        said = f"A cloud holds each class. {share} are told apart:"
        self.beat(f"{said} nearest the middle of their own class.", "cloud")
        self.put_under(space.clouds, *space.classes)
        clouds = [self.entrance(cloud, mn.GrowFromCenter) for cloud in space.clouds]
        self.play(*clouds, run_time=1.5)
        self.play(mn.FadeIn(space.middles), run_time=0.5)
        self.play(mn.FadeIn(self.told), run_time=0.6)

    def train(self) -> None:
        plane, space = self.plane, self.space
        moves = "bends" if self.model.wide else "turns and shifts"
        said = f"Training {moves} the lines, step by step."
        for neuron in self.model.leaving(plane.reach)[:1]:
            said = f"Training turns the lines. Line {neuron + 1} leaves: all points score on it."
        self.beat(f"{said} Watch the clouds!", "train")
        self.add(plane.add(plane.classes), space.whole(), self.told)
        pace = {"run_time": TRAINING, "rate_func": self.model.paced}
        self.play(*lead(0.0, 1.0, plane, space, self.told, **pace))

    def give_the_answer(self) -> None:
        model = self.model
        old, was = Signatures(self.theme, model, ASIDE), Told(self.theme, model).shift(ASIDE)
        first, last = (f"{100 * model.accuracy(share):.0f} %" for share in (0.0, 1.0))
        said = f"Left: before training, {first} told apart. Right: after it, {last}."
        self.beat(said, "answer")
        words = [self.typeset(word, WORD) for word in ("before", "after")]
        for word, space, off in zip(words, (old, self.space), (ASIDE, 0 * ASIDE), strict=True):
            places = off + [REGION.at(x, 1.06) for x in (0.83, 0.17, 0.95, 0.05)]
            put_clear(word, places, within=self.layout.main, texts=[*space.badges, *space.names])
        self.play(Fade(self.plane, leaving=True), run_time=0.8)
        self.play(mn.FadeIn(old.whole()), run_time=1.0)
        self.play(*map(mn.FadeIn, (was, *words)), run_time=0.6)
        said = "From this start, it does not sort them."
        if model.ratio(1.0) > model.ratio(0.0) and model.accuracy(1.0) >= model.accuracy(0.0):
            said = "It draws the classes apart."
            if model.apart(1.0) and (model.middles(1.0)[1] < model.middles(0.0)[1]).all():
                said = "It gathers each class and parts the classes."
        self.play(self.answer(said))
