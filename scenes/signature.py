"""What does training do to signatures? The signatures of one class gather, away from the others."""

from __future__ import annotations

from itertools import pairwise
from typing import Self

import manim as mn
import numpy as np

from relu_anim import SignatureTraining
from scenes.mobjects.animations import Fade, lead
from scenes.mobjects.clips.signature_marks import SHAPES, strokes
from scenes.mobjects.clips.signature_plane import Plane
from scenes.mobjects.clips.signature_space import ASIDE, REGION, Signatures
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import around, halo, put_clear
from scenes.mobjects.lines import polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs
from scenes.stage import Stage
from scenes.theme import STROKES, Theme

ROWS, COLUMNS, SCORE, SMALL = (0.95, -0.45, -1.85), (2.6, 3.4), 1.2, 0.6
"""Where scores are listed: heights, and of badges and scores; em heights, also in space."""
GAPS = (0.2, 0.3, 0.4, 0.6)
"""How far a score may be from the middle of its way in space."""
RATIO, TERMS, NUMBER, NEAREST, WORD = np.array([0.75, -3.02, 0.0]), 0.54, 0.74, 0.42, 0.65
"""Where a ratio starts; em heights of its two terms, its number, the share below it, and words."""
LOWER, APART = 0.46, 0.25
"""How far that share is below the ratio; how far beside what it names a word is."""
ONE, TRAINING, GOOD, MOST = 0.14, 9.4, 0.9, 999.9
"""The one point's radius; seconds; from what accuracy on classes hardly mix; the largest ratio."""
TINT, BOLD, DIM, QUIET = 0.35, 3.0, 0.15, 0.5
"""How opaque the wall of a neuron that is spoken of is, how many times as wide its line; how opaque
other classes are; what is left of the plane's colours while balls are looked at."""


class Example(mn.VGroup):
    """One point, here and in space, the tapes to it from the lines that it is past, and its way."""

    def __init__(self, theme: Theme, plane: Plane, space: Signatures) -> None:
        colours = [theme.colour(role) for role in NEURON_ROLES]
        self.tapes, self.legs = strokes(colours, STROKES.strong), strokes(colours, STROKES.strong)
        for fault in ("contrast", "twins"):
            exempt(self.legs, fault, "the first lies along its axis, in its colour")
        self.here, self.there = (mn.Dot(radius=ONE, color=theme.ink) for _ in range(2))
        super().__init__(self.tapes, self.here, self.legs, self.there)
        model, place = plane.model, plane.model.telling
        spot, feet = plane.points_of(place), plane.points_of(model.feet(place))
        self.scores = np.maximum(model.sums(0.0, place), 0.0)
        self.way = space.flat(np.vstack([np.zeros(3), np.diag(self.scores).cumsum(axis=0)]))
        for neuron, ends in enumerate(pairwise(self.way)):
            self.tapes[neuron].set_points(polyline(np.array([feet[neuron], spot])))
            self.legs[neuron].set_points(polyline(np.array(ends)))
        self.here.move_to(spot), self.there.move_to(self.way[-1])


class Measures(mn.VGroup, Live[float]):
    """Arms² to radii², summed over points; and the share of points nearest their own middle."""

    def __init__(self, theme: Theme, model: SignatureTraining, off: np.ndarray) -> None:
        self.model = model
        terms = Glyphs("arms² : radii² = ", theme, TERMS).place(RATIO + off)
        number = Glyphs("0", theme, NUMBER).place(terms.start + terms.advance * mn.RIGHT)
        nearest = Glyphs("0", theme, NEAREST, "muted").place(RATIO + off + LOWER * mn.DOWN)
        super().__init__(terms, number, nearest)
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Show another moment."""
        self[1].spell(f"{min(self.model.ratio(value), MOST):.1f}")
        self[2].spell(f"nearest their own middle: {100 * self.model.accuracy(value):.0f} %")
        return self


class Signature(Stage):
    """Three lines turn while they are trained, and the signatures of the classes come apart."""

    model: SignatureTraining

    def construct(self) -> None:
        here = self.theme, self.model
        self.plane, self.space = Plane(*here), Signatures(*here, 0 * ASIDE)
        self.ratio = Measures(*here, 0 * ASIDE)
        self.score_a_point()
        self.carry_it_into_space()
        self.bring_all()
        self.wrap_in_balls()
        self.measure()
        self.train()
        self.calm: list[tuple[mn.Mobject, mn.Mobject]] = []
        if self.model.through:
            self.look_at_a_line(*self.model.through)
        self.give_the_answer()

    def score_a_point(self) -> None:
        caption = "A score (after ReLU) rises beyond its line; the longer the arrow, the faster."
        if self.model.wide:
            caption = "Each neuron bends a line: it scores (after ReLU) on one side alone."
        self.beat(caption, "score")
        self.one = one = Example(self.theme, self.plane, self.space)
        self.play(Fade(self.plane), run_time=0.8)
        self.play(mn.GrowFromCenter(one.here), run_time=0.5)
        self.listed, self.written = self.space.badges.copy(), self.spelled(SCORE)
        rows = zip(one.tapes, self.listed, self.written, ROWS, strict=True)
        for tape, badge, number, row in rows:
            number.place(np.array([COLUMNS[1], row - 0.33 * SCORE, 0.0]))
            badge.shift(np.array([COLUMNS[0], row, 0.0]) - badge[0].get_center())
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
        labels, texts = self.spelled(SMALL), [*space.badges, one.there]
        for label, ends in zip(labels, pairwise(one.way), strict=True):
            places = around(label, np.mean(ends, axis=0), GAPS)
            texts.append(put_clear(label, places, within=main, texts=texts, paths=paths))
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
        row = self.typeset(f"signature \\[{numbers}\\]", WORD).place(RATIO + APART * mn.LEFT)
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

    def wrap_in_balls(self) -> None:
        space, share = self.space, f"{100 * self.model.accuracy(0.0):.0f} %"
        said = f"A ball: how far a class spreads. {share} of all points"
        self.beat(f"{said} lie nearest their own middle.", "ball")
        self.play(mn.FadeIn(space.middles), run_time=0.5)
        self.put_under(space.balls, *space.classes)
        self.play(*[self.entrance(ball, mn.GrowFromCenter) for ball in space.balls], run_time=1.5)
        self.play(mn.FadeIn(self.ratio[2]), run_time=0.6)

    def measure(self) -> None:
        ratio, space = self.ratio, self.space
        said = "Arms: from the middle of all to each class. Arms squared to radii squared:"
        self.beat(f"{said} {ratio[1].text}.", "ratio")
        self.play(mn.GrowFromCenter(space.hub), run_time=0.4)
        self.play(self.slip_under(space.arms, space.middles, by=mn.Create), run_time=1.0)
        self.measured = self.one_of_each()
        drawn = self.slip_under(self.measured[0], space.middles, by=mn.Create)
        self.play(drawn, mn.FadeIn(self.measured[1:]), run_time=0.9)
        self.play(mn.FadeIn(ratio[:2]), run_time=0.6)

    def one_of_each(self) -> mn.VGroup:
        """The radius of the ball with the longest arm in the picture, and words at both."""
        arms = np.array([arm.points[[-1, 0]] for arm in self.space.arms])
        each = np.linalg.norm(arms[:, 1] - arms[:, 0], axis=1).argmax()
        along, up, _ = arms[each, 1] - arms[each, 0]
        side = mn.LEFT if along > abs(up) else mn.RIGHT  # never along the arm
        far = self.space.balls[each].points[0, 0] - arms[each, 0, 0]
        end = arms[each, 0] + far * side
        radius, paths = np.array([arms[each, 0], end]), [*arms]
        for marks, shape in zip(self.space.classes, SHAPES, strict=False):
            paths += [*marks.points.reshape(-1, len(shape), 3)]
        line = stroked(self.theme.ink, STROKES.strong, polyline(radius))
        line.set_stroke(self.theme.ground, 2 * STROKES.strong, background=True)
        named = mn.VGroup(exempt(line, "contrast", "it has the colour of the ground along it"))
        for word, at in (("radius", end), ("arm", arms[each].mean(axis=0))):
            label = halo(self.typeset(word, SMALL), self.theme)
            if word == "radius":
                names(label, line)
            for fault in ("crossing", "contrast"):
                exempt(label, fault, "it has a halo before what it names")
            places = [at + (APART + label.width / 2) * side, *around(label, at, GAPS)]
            texts = [*self.space.badges, *self.space.middles, *named]
            put_clear(label, places, within=self.layout.main, texts=texts, paths=paths)
            named.add(label)
        return named

    def train(self) -> None:
        moves = "bends" if self.model.wide else "turns and shifts"
        self.beat(f"Training {moves} the lines, step by step. Watch the balls!", "train")
        plane, space, ratio = self.plane, self.space, self.ratio
        quiet = [marks.animate.set_fill(opacity=QUIET) for marks in plane.classes]
        self.play(*map(mn.FadeOut, self.measured), *quiet, run_time=0.6)
        self.add(plane.add(plane.classes), space.whole(), ratio)
        pace = {"run_time": TRAINING, "rate_func": self.model.paced}
        self.play(*lead(0.0, 1.0, plane, space, ratio, **pace))

    def look_at_a_line(self, neuron: int, each: int) -> None:
        side = "floor" if neuron == 2 else "wall"
        said = "Line {0} cuts a class, but hardly spreads it: near the {1}, score {0} is small."
        self.beat(said.format(neuron + 1, side), "line")
        line, wall = self.plane.lines[neuron], self.space.walls[neuron]
        classes = self.space.classes, self.plane.classes
        here, there = ([marks for marks in own if marks is not own[each]] for own in classes)
        self.calm = [(mobject, mobject.copy()) for mobject in (wall, *here)]
        wide = line.animate.set_stroke(width=BOLD * line.get_stroke_width())
        dim = [marks.animate.set_fill(opacity=DIM) for marks in (*here, *there)]
        full = self.plane.classes[each].animate.set_fill(opacity=1)
        self.play(wide, full, *dim, run_time=1.0)
        self.play(wall.animate.set_fill(line.get_stroke_color(), TINT), run_time=0.8)

    def give_the_answer(self) -> None:
        ratio, model = self.ratio, self.model
        old, was = Signatures(self.theme, model, ASIDE), Measures(self.theme, model, ASIDE)
        said = f"Left: before training, {was[1].text}. Right: after it, {ratio[1].text}."
        self.beat(said, "answer")
        words = [self.typeset(word, WORD) for word in ("before", "after")]
        for word, space, off in zip(words, (old, self.space), (ASIDE, 0 * ASIDE), strict=True):
            places = off + [REGION.at(x, 1.06) for x in (0.83, 0.17)]
            put_clear(word, places, within=self.layout.main, texts=[*space.badges])
        back = [mn.Transform(*pair) for pair in self.calm]
        self.play(Fade(self.plane, leaving=True), *back, run_time=0.8)
        self.play(mn.FadeIn(old.whole()), run_time=1.0)
        self.play(*map(mn.FadeIn, (was, *words)), run_time=0.6)
        said = "From this start, it does not sort them."
        if model.ratio(1.0) > model.ratio(0.0) and model.accuracy(1.0) >= model.accuracy(0.0):
            said = "It draws the classes apart."
            if model.apart(1.0) and (model.middles(1.0)[1] < model.middles(0.0)[1]).all():
                said = "It gathers each class, away from the others."
        self.play(self.answer(said))
