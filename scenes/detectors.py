"""What does each neuron contribute? One score; all scores together are a point's signature."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import Detectors as Model
from relu_anim.detectors import along
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.detectors_map import VIEW, Chart, Walker
from scenes.mobjects.controls.beads import Spot
from scenes.mobjects.controls.meters import passing
from scenes.mobjects.labels import around, box_of, legible, places_near, put_clear
from scenes.mobjects.lines import DASHED, dashes, polyline, stroked
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.notation import Notation, alone
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

NAMES, TYPE = "ABCD", 0.62
"""The points, and the em height of their letters."""
ROOM = VIEW.inset(0.45, 0.3, 0.4, 0.25)
"""Where things may be on the map."""
FIRST_WALK, START = np.linspace(-0.75, 2.4, 100)[:, np.newaxis], ROOM.at(0.4, 0.5)
"""The scores on the first walk, in thresholds, as far as there is room, and where it is."""
LOW, BACK, PAST = 0.4, 0.3, 0.02
"""In thresholds: the score from which the threshold is crossed, how far beyond that goes, and
how far beyond a line the point stops where it counts."""
BALL, AWAY, RING = 0.3, 0.1, 0.25
"""Half the square around a point, and the frame units around texts, that labels keep clear of;
the radius of what is left where a line was crossed."""
SQUARE = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]])
SHARES = np.linspace(0, 1, 101)
"""Where a path is looked at."""
STOP, THINKING = 0.4, 1.0
"""Seconds at a line that is crossed, and in which to guess which word will change."""
SMALLER = 5
"""How often the words of a room are tried, each time a tenth smaller."""
CROSSED = ("no dotted line", "one dotted line", "two dotted lines", "three dotted lines")
CHANGED = ("no word changes", "one word changes", "two words change", "three words change")
ANSWER = "One score each; the signature names the room."
ANSWER_MARKUP = "One #total[score] each; the #total[signature] names the room."


class Detectors(Stage):
    """A point walks over a map of lines while meters rise and fall; rooms get their signatures."""

    model: Model

    def construct(self) -> None:
        model, theme = self.model, self.theme
        self.chart = chart = Chart(theme, model)
        self.places = chart.points_of(model.points)
        start = model.nearest(chart.data_of(START[np.newaxis])[0], 0, 0.0)
        tour = start + FIRST_WALK * model.rises[0]
        free = ROOM.inset(BALL, BALL, BALL, BALL)
        self.tour = tour[[free.holds(spot) for spot in chart.points_of(tour)]]
        inside = chart.corners_of(free)
        corners = model.room(model.points[0], inside)
        self.round = np.vstack([model.points[:1], (corners + 2 * model.points[0]) / 3])
        home = max(self.round, key=lambda spot: float(np.linalg.norm(spot - model.points[0])))
        self.ways = [model.way(*ends, inside) for ends in pairwise([*model.points, home])]
        seen = np.vstack([self.tour, self.round, *[along(way, SHARES) for way in self.ways]])
        chart.put_discs(chart.points_of(seen))
        self.walker = Walker(chart, float(model.layer(seen).max()), Notation.of(model.scores.flat))
        self.rooms, self.route, self.lines, self.marks = (mn.VGroup() for _ in range(4))
        self.add(chart, self.rooms, self.route, self.lines, self.marks)
        self.let_the_score_rise()
        self.cross_the_threshold()
        self.call_the_others()
        self.read_the_first()
        self.look_around()
        for index in range(1, len(self.places)):
            self.read_another(index)
        self.come_home()

    def settle(self, label: mn.VMobject, index: int) -> None:
        """Put something near a point, in the room of its signature: smaller, if it must be."""
        chart, here = self.chart, self.model.high(self.model.points[index])
        for _ in range(SMALLER):
            near = np.array(places_near(label, self.places[index], ROOM))
            half = np.array([label.width / 2 + AWAY, label.height / 2 + AWAY, 0.0])
            corners = near[:, np.newaxis] + SQUARE * half
            high = self.model.high(chart.data_of(corners.reshape(-1, 3)))
            same = (high.reshape(len(near), 4, -1) == here).all(axis=(1, 2))
            if same.any():
                break
            label.scale(0.9)
        taken = [box_of(thing).inset(*[-AWAY] * 4) for thing in self.marks]
        shown = [criterion for criterion in chart.criteria if criterion]
        taken += [box_of(disc) for _, _, disc in shown]
        balls = *self.places, *chart.points_of(self.round)
        taken += [box_of(mn.Dot(place, BALL)) for place in balls]
        paths = *chart.levels[:, 1], *map(chart.points_of, (*self.ways, self.round))
        paths += (*chart.levels[: len(shown), 0],)
        spots = near[same] if same.any() else near
        put_clear(label, spots, within=ROOM, texts=taken, paths=paths)

    def walk(self, path: np.ndarray, seconds: float, *stops: float) -> None:
        """Walk along a path from where it starts, with stops where it has crossed lines."""
        limit = self.model.threshold
        for begin, end in pairwise([0.0, *stops, 1.0]):
            leg = partial(along, along(path, begin + SHARES * (end - begin)))
            self.play(Morph(self.walker, leg), run_time=seconds * (end - begin))
            if end in stops:
                scores = self.model.layer(self.walker.at)
                role = NEURON_ROLES[int(np.abs(scores / limit - 1).argmin())]
                ring = mn.Circle(RING).set_stroke(self.theme.colour(role), STROKES.curve)
                self.enter(self.route, passing(ring.move_to(self.walker.ball)), seconds=STOP)

    def enter(self, group: mn.VGroup, *things: mn.VMobject, seconds: float = 0.6) -> None:
        """Things come, as parts of a group."""
        group.add(*things)
        self.play(*map(self.entrance, things), run_time=seconds)

    def leave(self, *groups: mn.VGroup) -> None:
        """All that is in groups goes."""
        parts = [part for group in groups for part in group]
        if parts:
            self.play(*[part.animate.set_opacity(0) for part in parts], run_time=0.5)
        for group in groups:
            group.remove(*group)

    def label_line(self, level: int) -> Typeset:
        """Say of a line of the first neuron which score it is, in thresholds."""
        score = level * self.model.threshold
        start, end = self.chart.line(0, score)
        label = self.typeset(f"score ${alone(score)}$", SIZES.label, "ramp")
        places = start + np.linspace(0.1 + 0.15 * level, 0.9, 33)[:, np.newaxis] * (end - start)
        near = np.array([s for place in places for s in around(label, place, (0.08, 0.16))])
        spots = near[self.model.layer(self.chart.data_of(near))[:, 0] > score]
        paths = [*self.chart.levels[0], np.array([start, end]), self.chart.points_of(self.tour)]
        ball = mn.Dot(self.chart.points_of(self.tour)[-1], BALL)
        texts = [*self.marks, self.chart.criteria[0][2], ball]
        return put_clear(label, spots, within=ROOM, texts=texts, paths=paths)

    def let_the_score_rise(self) -> None:
        measure = "Its score: how far beyond, in its own measure."
        self.beat(f"A neuron draws a line on the map. {measure}", "score")
        chart, theme, walker, meter = self.chart, self.theme, self.walker, self.walker.meters[0]
        limit, names = self.model.threshold, ("input 1 $->$", "input 2 $arrow.t$")
        for markup, corner in zip(names, (mn.DR, mn.UL), strict=True):
            name = legible(self.typeset(markup, SIZES.label), self.theme, "panel")
            side = corner * [ROOM.width / 2, ROOM.height / 2, 0]
            self.marks.add(name.move_to(ROOM.center + side, corner))
        self.enter(self.lines, chart.criteria[0], seconds=1.0)
        for level in (0, 1, 2)[: 2 + (self.model.layer(self.tour[-1])[0] > 2 * limit)]:
            if level:
                line = polyline(chart.line(0, level * limit))
                self.route.add(passing(stroked(theme.faint("ramp"), STROKES.axis, line)))
            self.marks.add(label := self.label_line(level))
            self.play(*map(self.entrance, (label, *self.route[-1:])), run_time=0.4)
        meter.bar.remove(meter.bar.dots)
        meter.remove(meter.word)
        walker.set_value(self.tour[0]).wake(0)
        self.play(mn.FadeIn(walker), run_time=0.6)
        self.walk(self.tour[[0, -1]], 2.5)

    def cross_the_threshold(self) -> None:
        limit, rise = alone(self.model.threshold), self.model.rises[0]
        together = "Point and meter cross it at the same instant, to read HIGH."
        self.beat(f"Dotted: score {limit}. {together}", "threshold")
        dots, meter = self.chart.dots[0], self.walker.meters[0]
        self.lines.add_to_back(dots)
        bar = meter.bar.add(meter.bar.dots)
        number = self.typeset(f"${limit}$", SIZES.label)
        passing(number).place(bar.dots.points[0] + [-0.16, -0.13, 0.0], align=1.0)
        self.add(number)
        hair = self.route[0].animate.set_opacity(0)
        self.play(hair, *map(self.entrance, (dots, bar.dots, number)), run_time=0.7)
        self.enter(meter, meter.word, seconds=0.3)
        edge = self.model.nearest(self.walker.at, 0, self.model.threshold)
        for share, seconds in ((LOW - 1, 1.0), (PAST, 1.0), (BACK, 0.7)):
            self.walk(np.array([self.walker.at, edge + share * rise]), seconds)
            self.wait(0.3)

    def call_the_others(self) -> None:
        self.beat("Two more neurons join, each with its own line, measure and meter.", "others")
        self.leave(self.marks, self.route)
        for neuron in (1, 2):
            coming = [self.chart.criteria[neuron], self.chart.dots[neuron]]
            self.lines.add(coming[0]).add_to_back(coming[1])
            coming.append(self.walker.wake(neuron))
            self.play(*map(self.entrance, coming), run_time=0.9)
            self.wait(0.3)

    def read_the_first(self) -> None:
        signature = ", ".join(self.model.signatures[0])
        self.beat(f"At A the three read {signature}: that is A's signature.", "point-a")
        self.name_point(0)
        self.walk(np.array([self.walker.at, self.model.points[0]]), 2.0)

    def look_around(self) -> None:
        signature = ", ".join(self.model.signatures[0])
        near = "Only dotted lines count for words"
        self.beat(f"{near}: all this room around A reads {signature}.", "room")
        self.leave(*self.chart.criteria)
        self.name_room(0, self.typeset("signature", SIZES.label))
        self.walk(np.vstack([self.round, self.round[:1]]), 2.4)

    def read_another(self, index: int) -> None:
        model, name, way = self.model, NAMES[index], self.ways[index - 1]
        stops = model.crossings(way, PAST)
        flips = len(stops)
        said = f"On the way to {name} it crosses {CROSSED[flips]}: {CHANGED[flips]}."
        guess = index > 1 and flips == 1
        if guess:
            said = f"To {name} it crosses {CROSSED[flips]}. Which word will change?"
        self.beat(said, f"point-{name.lower()}")
        self.leave(self.route)
        self.name_point(index)
        route = polyline(dashes(self.chart.points_of(way), DASHED))
        self.enter(self.route, passing(stroked(self.theme.ink, STROKES.axis, route)))
        if guess:
            self.wait(THINKING)
        self.walk(way, 2.4, *stops)
        if model.signatures[index] not in model.signatures[:index]:
            self.name_room(index)

    def name_point(self, index: int) -> None:
        """A point with its letter."""
        spot = Spot(self.places[index], self.theme, on="panel")
        name = passing(self.typeset(NAMES[index], TYPE))
        self.settle(name, index)
        self.enter(self.marks, spot, name)

    def name_room(self, index: int, *title: mn.VMobject) -> None:
        """The room of a point lights up, and its words stand in it."""
        words = self.walker.signature(self.model.scores[index])
        words.add(*[passing(text.next_to(words, mn.UP, 0.14)) for text in title])
        self.settle(words, index)
        self.enter(self.rooms, self.chart.room(index))
        self.enter(self.marks, words)

    def come_home(self) -> None:
        same = "Back in the first room, at another place"
        self.beat(f"{same}: its signature again. Same room, same words.", "answer")
        self.leave(self.route)
        self.walk(self.ways[-1], 2.0)
        self.play(self.answer(ANSWER, ANSWER_MARKUP))
