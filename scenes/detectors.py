"""What does each neuron contribute? One score; all scores together are a point's signature."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import Detectors as Model
from scenes.layout import FRAME, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.detectors_map import ASIDE, VIEW, Chart, behind
from scenes.mobjects.clips.detectors_walker import Walker
from scenes.mobjects.controls.beads import Spot
from scenes.mobjects.controls.meters import passing
from scenes.mobjects.labels import around, box_of, legible, places_near, put_clear
from scenes.mobjects.lines import filled
from scenes.mobjects.text.notation import Notation, alone
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES

NAMES, TYPE = "ABCD", 0.62
"""The points, and the em height of their letters."""
ROOM = VIEW.inset(0.45, 0.3, 0.4, 0.25)
WIDE = FRAME.inset(0.5 - ASIDE, 0.5 + ASIDE, 0.45, FRAME.top - VIEW.top + 0.25)
"""Where things may be on the map, and where at the end, before it goes aside."""
FIRST_WALK, START = np.linspace(-0.75, 2.4, 100)[:, np.newaxis], ROOM.at(0.4, 0.5)
"""The scores on the first walk, in thresholds, as far as there is room, and where it is."""
LOW, BACK = 0.4, 0.3
"""In thresholds: the score from which the threshold is crossed, and how far beyond that goes."""
BALL, AWAY = 0.3, 0.1
"""Half the square around a point, and the frame units around texts, that labels keep clear of."""
SQUARE = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]])
THINKING = 1.0
"""Seconds in which to guess which word will change."""
CROSSED = ("no dotted line", "one dotted line", "two dotted lines", "three dotted lines")
CHANGED = ("no word changes", "one word changes", "two words change", "three words change")
ANSWER = "One score; together, a signature that names the place."
ANSWER_MARKUP = "One #total[score]\\; together, a #total[signature] that names the place."


def between(ends: np.ndarray, share: float) -> np.ndarray:
    """A place on the way from one end to the other."""
    place: np.ndarray = ends[0] + share * (ends[1] - ends[0])
    return place


class Detectors(Stage):
    """A point walks over a map of lines while meters rise and fall; signatures stay behind."""

    model: Model

    def construct(self) -> None:
        model, theme = self.model, self.theme
        self.chart = chart = Chart(theme, model)
        self.places = chart.points_of(model.points)
        start = model.nearest(chart.data_of(START[np.newaxis])[0], 0, 0.0)
        ways = start + FIRST_WALK * model.rises[0]
        inside = [ROOM.inset(BALL, BALL, BALL, BALL).holds(spot) for spot in chart.points_of(ways)]
        self.tour = ways[inside]
        chart.put_discs(np.vstack([self.places, chart.points_of(self.tour)]))
        feet = [
            [p, model.nearest(p, n, 0.0)] for p in model.points for n in range(len(model.rises))
        ]
        self.tapes = [chart.points_of(np.array(ends)) for ends in feet]
        corners = model.room(model.points[0], chart.corners_of(ROOM))
        self.round = np.vstack([(corners + model.points[0]) / 2, model.points[0]])
        highest = model.layer(np.vstack([self.tour, self.round, model.points])).max()
        self.walker = Walker(chart, float(highest), Notation.of(model.scores.flat))
        self.rooms, self.lines, self.marks, self.stamps = (mn.VGroup() for _ in range(4))
        self.land = mn.VGroup(chart, self.rooms, self.lines, self.marks, self.stamps)
        cover = filled(theme.ground, FRAME.inset(VIEW.right - FRAME.left).corners)
        self.beside = mn.VGroup(behind(cover))
        self.add(self.land, self.beside)
        self.let_the_score_rise()
        self.cross_the_threshold()
        self.call_the_others()
        self.read_the_first()
        self.look_around()
        for index in range(1, len(self.places)):
            self.read_another(index)
        self.name_the_rooms()

    def settle(
        self,
        label: mn.VMobject,
        index: int,
        within: Region,
        *paths: np.ndarray,
        others: Iterable[mn.VMobject] = (),
    ) -> None:
        """Put something near a point, in the room of its signature if it can be."""
        chart, near = self.chart, np.array(places_near(label, self.places[index], within))
        half = np.array([label.width / 2 + AWAY, label.height / 2 + AWAY, 0.0])
        corners = near[:, np.newaxis] + SQUARE * half
        high = self.model.high(chart.data_of(corners.reshape(-1, 3))).reshape(len(near), 4, -1)
        same = (high == self.model.high(self.model.points[index])).all(axis=(1, 2))
        things = [*self.marks, *chart.discs, *others]
        texts = [box_of(thing).inset(*[-AWAY] * 4) for thing in things]
        balls = [Region(x - BALL, x + BALL, y - BALL, y + BALL) for x, y, _ in self.places]
        paths = *chart.levels[:, 1], *paths
        spots = near[same] if same.any() else near
        put_clear(label, spots, within=within, texts=texts + balls, paths=paths)

    def walk(self, *spots: np.ndarray, seconds: float) -> None:
        """Walk on over the map, straight from spot to spot."""
        for spot in spots:
            ends = np.array([self.walker.at, spot])
            self.play(Morph(self.walker, partial(between, ends)), run_time=seconds / len(spots))

    def enter(self, group: mn.VGroup, *things: mn.VMobject, seconds: float = 0.6) -> None:
        """Things come, as parts of a group."""
        group.add(*things)
        self.play(*map(self.entrance, things), run_time=seconds)

    def label_line(self, markup: str, level: int) -> Typeset:
        """Say of a line of the first neuron which score it is."""
        (start, end), label = self.chart.levels[0, level], self.typeset(markup, SIZES.label, "ramp")
        along = start + np.linspace(0.1, 0.9, 33)[:, np.newaxis] * (end - start)
        spots = [spot for place in along for spot in around(label, place, (0.08, 0.16))]
        paths = [*self.chart.levels[0], self.chart.points_of(self.tour)]
        texts = [*self.marks, *self.chart.discs]
        return put_clear(label, spots, within=ROOM, texts=texts, paths=paths)

    def let_the_score_rise(self) -> None:
        line = "A neuron draws a line on the map."
        self.beat(f"{line} Its score: how far a point is beyond it.", "score")
        chart, walker, meter = self.chart, self.walker, self.walker.meters[0]
        bar, names = meter.bar, ("input 1 $->$", "input 2 $arrow.t$")
        for markup, corner in zip(names, (mn.DR, mn.UL), strict=True):
            name = legible(self.typeset(markup, SIZES.label), self.theme, "panel")
            self.marks.add(
                name.move_to(ROOM.center + corner * [ROOM.width / 2, ROOM.height / 2, 0], corner)
            )
        self.shade = chart.shade(0)
        self.land.submobjects.insert(1, self.shade)
        self.enter(self.lines, chart.criteria[0], seconds=1.0)
        self.enter(self.marks, self.label_line("score $0$", 0), seconds=0.4)
        bar.remove(bar.dots)
        meter.remove(meter.word)
        walker.set_value(self.tour[0]).wake(0)
        self.play(mn.FadeIn(walker), run_time=0.6)
        self.walk(self.tour[-1], seconds=3.0)

    def cross_the_threshold(self) -> None:
        limit, rise = alone(self.model.threshold), self.model.rises[0]
        together = "Point and meter cross it at the same instant, to read HIGH."
        self.beat(f"Dotted: score {limit}. {together}", "threshold")
        dots, meter = self.chart.dots[0], self.walker.meters[0]
        self.lines.add_to_back(dots)
        bar = meter.bar.add(meter.bar.dots)
        number = self.typeset(f"${limit}$", SIZES.label)
        self.beside.add(passing(number).place(bar.dots.points[0] + [-0.16, -0.13, 0.0], align=1.0))
        self.play(*map(self.entrance, (dots, bar.dots, number)), run_time=0.7)
        self.enter(self.marks, self.label_line(f"score ${limit}$", 1), seconds=0.3)
        self.enter(meter, meter.word, seconds=0.3)
        edge = self.model.nearest(self.walker.at, 0, self.model.threshold)
        self.walk(edge - (1 - LOW) * rise, seconds=1.2)
        self.walk(edge, seconds=1.2)
        self.wait(0.6)
        self.walk(edge + BACK * rise, seconds=1.0)

    def call_the_others(self) -> None:
        self.beat("Two more neurons join, each with its own line, arrow and meter.", "others")
        going = self.shade, self.marks
        self.play(*[part.animate.set_opacity(0) for part in going], run_time=0.4)
        self.marks.remove(*self.marks)
        self.land.remove(self.shade)
        for neuron in (1, 2):
            coming = [self.chart.criteria[neuron], self.chart.dots[neuron]]
            self.lines.add(coming[0]).add_to_back(coming[1])
            self.play(*map(self.entrance, coming + self.walker.wake(neuron)), run_time=0.9)
            self.wait(0.3)

    def read_the_first(self) -> None:
        signature = ", ".join(self.model.signatures[0])
        self.beat(f"At A the three read {signature}: that is A's signature.", "point-a")
        self.go_to(0)

    def look_around(self) -> None:
        signature = ", ".join(self.model.signatures[0])
        same = f"all this room reads {signature}"
        self.beat(f"Near A the scores change, but no word does: {same}.", "room")
        self.enter(self.rooms, self.chart.room(self.model.points[0]))
        self.walk(*self.round, seconds=3.6)

    def read_another(self, index: int) -> None:
        here, before = self.model.high(self.model.points[[index, index - 1]])
        name, flips = NAMES[index], int((here != before).sum())
        said = f"On the way to {name} it crosses {CROSSED[flips]}: {CHANGED[flips]}."
        guess = index > 1 and flips == 1
        if guess:
            said = f"To {name} it crosses {CROSSED[flips]}. Which word will change?"
        self.beat(said, f"point-{name.lower()}")
        self.go_to(index, pause=THINKING * guess)
        if self.model.signatures[index] not in self.model.signatures[:index]:
            self.enter(self.rooms, self.chart.room(self.model.points[index]))

    def go_to(self, index: int, pause: float = 0.0) -> None:
        """Walk to a point; what the meters read there stays behind as its signature."""
        model, point, place = self.model, self.model.points[index], self.places[index]
        paths = [*self.tapes, *map(np.array, pairwise(self.places)), *self.chart.levels[:, 0]]
        spot, name = Spot(place, self.theme, on="panel"), self.typeset(NAMES[index], TYPE)
        self.settle(name, index, ROOM, *paths)
        self.enter(self.marks, spot, passing(name))
        if pause:
            self.wait(pause)
        self.walk(point, seconds=2.0 if index == 0 else 2.6)
        stamp, _ = self.walker.signature(model.scores[index], large=False)
        self.settle(stamp, index, ROOM, *paths, others=self.stamps)
        bars = zip(self.walker.meters, stamp, strict=True)
        self.play(*[mn.TransformFromCopy(meter.bar, bar) for meter, bar in bars], run_time=1.0)
        self.remove(*stamp)
        self.stamps.add(stamp)

    def name_the_rooms(self) -> None:
        same = "Same room, same signature"
        self.beat(f"{same}; each dotted line in between changes a word.", "answer")
        walker, chart, aside = self.walker, self.chart, ASIDE * mn.RIGHT
        self.play(Fade(walker, leaving=True), run_time=0.4)
        moves = [
            disc.animate.shift(step) for disc, step in zip(chart.discs, chart.steps, strict=True)
        ]
        gone = [part.animate.set_opacity(0) for lines in chart.criteria for part in lines[:2]]
        self.play(*moves, *gone, run_time=0.7)
        larges = [walker.signature(scores, large=True) for scores in self.model.scores]
        for index, large in enumerate(larges):
            self.settle(large, index, WIDE, others=larges[:index])
        self.play(self.land.animate.shift(aside), Fade(self.beside, leaving=True), run_time=1.4)
        mn.VGroup(*larges).shift(aside)
        growing = [
            mn.Transform(stamp, bars) for stamp, (bars, _) in zip(self.stamps, larges, strict=True)
        ]
        self.play(*growing, run_time=0.8)
        self.enter(self.marks, *[words for _, words in larges])
        self.play(self.answer(ANSWER, ANSWER_MARKUP))
