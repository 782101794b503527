"""What does training do to signatures? The signatures of one class gather, away from the others."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining
from scenes.mobjects.animations import Fade, lead
from scenes.mobjects.clips.signature_marks import CLASS_NAMES, strokes
from scenes.mobjects.clips.signature_plane import RADIUS, Plane
from scenes.mobjects.clips.signature_space import ASIDE, REGION, Signatures
from scenes.mobjects.clips.signature_table import HEAD, Table
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
ROW, WORD, NUMBER = np.array([REGION.center[0], -3.3, 0.0]), 0.5, 0.55
"""The middle of a line below space; em heights of words, and of the share told apart."""
ONE, FARTHEST, TICK, WALK, TRAINING = 0.14, 0.85, 0.1, 2.4, 11.0
"""The one point's radius; how far along axes it may lie; half the length of a tick of a tape;
seconds of its walk, and of the training."""
COUNTS = {2: "two", 3: "three", 4: "four"}


class Example(mn.VGroup, Live[float]):
    """One point, here and in space, the tapes to it from the lines that it is past, and its way.

    The value is how much of the walk to its place is over. A tape has ticks at whole scores.
    """

    def __init__(self, theme: Theme, plane: Plane, space: Signatures) -> None:
        self.plane, end = plane, plane.model.within(FARTHEST * space.sides)
        self.walk = plane.model.start(end, plane.reach), end
        self.tapes = strokes([theme.colour(role) for role in NEURON_ROLES], STROKES.strong)
        exempt(self.tapes, "contrast", "close to a line the point lies on the tape")
        self.here, self.there = (mn.Dot(radius=ONE, color=theme.ink) for _ in range(2))
        self.written = mn.VGroup(*[Glyphs("0.0", theme, SCORE, role) for role in NEURON_ROLES])
        super().__init__(self.tapes, self.here, self.written)
        self.set_value(1.0)
        self.way, self.legs = space.way_to(self.scores), space.legs_to(self.scores)
        self.there.move_to(self.way[-1])

    def set_value(self, value: float) -> Self:
        """Be somewhere else on the walk."""
        plane, model, (start, end) = self.plane, self.plane.model, self.walk
        place = start + value * (end - start)
        self.scores = np.maximum(model.sums(0.0, place), 0.0)
        feet = plane.points_of(model.feet(place, plane.reach))
        ticks = model.ticks(place, plane.reach, TICK * plane.reach / RADIUS)
        self.here.move_to(spot := plane.points_of(place))
        for neuron, tape in enumerate(self.tapes):
            ends = np.array([feet[neuron], spot])
            tape.set_points(polyline(ends, plane.points_of(ticks[neuron])))
            self.written[neuron].spell(f"{self.scores[neuron]:.1f}")
        return self


class Said(Glyphs, Live[float]):
    """What is said of a share of the training."""

    def __init__(self, theme: Theme, size: float, says: Callable[[float], str]) -> None:
        super().__init__(says(1.0), theme, size)
        self.says = says

    def set_value(self, value: float) -> Self:
        """Show another moment."""
        return self.spell(self.says(value))


def who_scores_where(model: SignatureTraining) -> str:
    """On which neurons the classes score in the end, or why that does not part them."""
    rows = model.patterns(1.0)
    if any("some" in row for row in rows):
        return "Half-strong badge: a line still runs through the class, so only some points score."
    if not model.parted(1.0):
        return "Classes with the same badges differ, if at all, in how high their points score."
    score = " score" if np.isin(model.scoring(1.0), (0, 1)).all() else " mostly score"
    pairs = sorted(zip(rows, CLASS_NAMES, strict=False), key=lambda pair: pair[0].count("all"))
    said = []
    for (row, name), verb in zip(pairs, (score, "", "", ""), strict=False):
        on = [str(neuron) for neuron, many in enumerate(row, 1) if many == "all"]
        where = "all" if len(on) == len(row) else " and ".join(on) or "none"
        said.append(f"{name}{verb} on {where}")
    clouds = f": {COUNTS[len(rows)]} clouds" if model.apart(1.0) else ""
    return f"Now {', '.join(said)}{clouds}."


class Signature(Stage):
    """Three lines turn while they are trained, and the signatures of the classes come apart."""

    model: SignatureTraining

    def construct(self) -> None:
        here = self.theme, self.model
        self.plane, self.space = Plane(*here), Signatures(*here, 0 * ASIDE)
        self.table, self.told = Table(*here, 0 * ASIDE), self.share_told()
        self.score_a_point()
        self.carry_it_into_space()
        self.bring_all()
        self.wrap_in_clouds()
        self.train()
        self.tie_classes_to_clouds()
        self.give_the_answer()

    def share_told(self) -> Said:
        """The share of points that are nearest the middle of their own class."""
        told = Said(self.theme, NUMBER, lambda share: f"{self.percent(share)} told apart")
        return told.place(ROW, 0.5).set_value(0.0)

    def percent(self, share: float) -> str:
        return f"{100 * self.model.accuracy(share):.0f} %"

    def score_a_point(self) -> None:
        caption = (
            "A neuron scores only beyond its line: one more with each tick, spaced by its weights."
        )
        if self.model.wide:
            caption = "Each neuron bends a line: it scores (after ReLU) on one side alone."
        self.beat(caption, "score")
        self.one = one = Example(self.theme, self.plane, self.space)
        self.listed = self.space.badges.copy()
        rows = zip(
            self.listed, self.space.names.copy(), one.set_value(0.0).written, ROWS, strict=True
        )
        for badge, word, number, row in rows:
            number.place(np.array([COLUMNS[1], row - 0.33 * SCORE, 0.0]))
            badge.shift(np.array([COLUMNS[0], row, 0.0]) - badge[0].get_center())
            number.add(word.next_to(badge, mn.LEFT))
        self.play(Fade(self.plane), run_time=0.8)
        self.play(mn.FadeIn(self.listed), Fade(one), run_time=0.8)
        self.play(*lead(0.0, 1.0, one, run_time=WALK))

    def named(self) -> mn.VGroup:
        """The scores along the way of the one point in space."""
        space, one, main = self.space, self.one, self.layout.main
        paths = [one.way, *[np.array([space.origin, tip]) for tip in space.tips]]
        labels, texts = mn.VGroup(), [*space.badges, *space.names, one.there]
        for score, role, ends in zip(one.scores, NEURON_ROLES, pairwise(one.way), strict=True):
            label = Glyphs(f"{score:.1f}", self.theme, SMALL, role)
            places = around(label, np.mean(ends, axis=0), GAPS)
            put_clear(label, places, within=main, texts=texts, paths=paths)
            texts.append(box_of(label).inset(-PAD, -PAD))  # else two numbers read as one
            labels.add(label)
        return labels

    def carry_it_into_space(self) -> None:
        caption = "A point's three scores are three coordinates: a place in space, its signature."
        self.beat(caption, "place")
        space, one = self.space, self.one
        self.play(mn.FadeOut(one.written), run_time=0.5)
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
        said = "All points. Full badge: nearly all of a class score there; hollow: hardly any."
        self.beat(said, "mix")
        one, rows = self.one, zip(self.plane.classes, self.space.classes, self.table, strict=True)
        self.play(*map(mn.FadeOut, (one.tapes, *one.legs, self.written)), run_time=0.7)
        for *pair, row in rows:
            here = [self.slip_under(marks, one.here) for marks in pair]
            self.play(*here, mn.FadeIn(row), run_time=0.7)
        self.play(*map(mn.ShrinkToCenter, (one.here, one.there)), run_time=0.6)

    def wrap_in_clouds(self) -> None:
        space, said = self.space, "All of its points lie nearest its middle."
        if not self.model.at_home(0.0).all():
            said = f"{self.percent(0.0)} of points lie nearest its middle; ringed ones, another's."
        self.beat(f"Each class has its cloud. {said}", "cloud")
        self.put_under(space.clouds, *space.classes)
        clouds = [self.entrance(cloud, mn.GrowFromCenter) for cloud in space.clouds]
        self.play(*clouds, run_time=1.5)
        self.play(mn.FadeIn(space.middles), run_time=0.5)
        self.play(self.slip_under(space.rings, space.middles), mn.FadeIn(self.told), run_time=0.6)

    def train(self) -> None:
        model, plane, space, table = self.model, self.plane, self.space, self.table
        said = ", and so move the clouds."
        for neuron in model.leaving(plane.reach)[:1]:
            said = f". Line {neuron + 1} leaves: all points score on {neuron + 1}."
        moves = "bend" if model.wide else "turn"
        self.beat(f"{model.steps} steps of training {moves} the lines{said}", "train")
        self.step = Said(self.theme, WORD, lambda share: f"step {model.step_at(share):.0f}")
        self.play(mn.FadeIn(self.step.place(HEAD).set_value(0.0)), run_time=0.3)
        self.add(plane.add(plane.classes), space.whole(), table, self.told)
        pace = {"run_time": TRAINING, "rate_func": model.paced}
        self.play(*lead(0.0, 1.0, plane, space, table, self.told, self.step, **pace))

    def tie_classes_to_clouds(self) -> None:
        self.beat(who_scores_where(self.model), "table")
        space, means = self.space, self.model.middles(1.0)[0]
        for mark, middle, scores in zip(self.table.marks, space.middles, means, strict=True):
            flying, legs = mark.copy(), space.legs_to(scores)
            self.play(flying.animate.move_to(middle), mn.Create(legs), run_time=0.9)
            self.wait(0.4)
            self.remove(flying)
            self.play(mn.FadeOut(legs), run_time=0.3)

    def give_the_answer(self) -> None:
        model, here = self.model, (self.theme, self.model, ASIDE)
        old, was, table = Signatures(*here), self.share_told().shift(ASIDE), Table(*here)
        old.room.remove(old.names)
        first, last = self.percent(0.0), self.percent(1.0)
        said = f"Left: before training, {first} told apart. Right: after it, {last}."
        if model.parted(1.0) and model.accuracy(1.0) > model.accuracy(0.0):
            cause = "as each class has its own set of neurons"
            said = f"Before: {first} told apart. After: {last}, {cause}."
        self.beat(said, "answer")
        words = [
            Glyphs(word, self.theme, WORD).place(HEAD + off)
            for word, off in (("before", ASIDE), ("after", 0 * ASIDE))
        ]
        self.play(
            Fade(self.plane, leaving=True),
            *map(mn.FadeOut, (self.space.names, self.step)),
            run_time=0.8,
        )
        self.play(*map(mn.FadeIn, (old.whole(), table, *words)), run_time=1.0)
        self.play(mn.FadeIn(was), run_time=0.6)
        said = "From this start, it does not sort them."
        if model.ratio(1.0) > model.ratio(0.0) and model.accuracy(1.0) >= model.accuracy(0.0):
            said = "It draws the classes apart."
            if model.apart(1.0) and (model.middles(1.0)[1] < model.middles(0.0)[1]).all():
                said = "It gathers each class and parts the classes."
        self.play(self.answer(said))
