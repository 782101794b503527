"""What does each neuron contribute? HIGH or LOW; together they are the signature of a point."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import Detectors as Model
from relu_anim.detectors import along
from scenes.layout import Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.detectors_map import BALL, VIEW, Chart, Walker
from scenes.mobjects.controls.meters import PLATE, Signature, passing
from scenes.mobjects.labels import around, box_of, places_near, put_clear, stations
from scenes.mobjects.lines import filled, polyline, stroked
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import alone
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

NAMES, TYPE, GAPS = "ABCD", 0.5, (0.26, 0.36)
"""The points, the em height of their letters, and how far these are from them."""
APART = 0.1
"""Between two letters, at least."""
SCORE, BAND, ASIDE, MARK = 0.34, 0.2, 0.14, 0.8
"""The em height of scores beside the map, how much brighter it is from one to the next, how far
from it they are; how wide the threshold's number may be."""
ROOM = VIEW.inset(0.24, 0.24, 0.24, 0.24)
"""Where the point and its letters are on the map."""
FIRST_WALK = np.linspace(-0.75, 2.4, 100)[:, np.newaxis]
"""The scores on the first walk, in thresholds, as far as there is room."""
LOW, HIGH, WIDE = -0.4, 0.45, 0.55
"""Where the point stops before and beyond its line, in thresholds; how much of its piece a walk
takes."""
SHARES, LARGE = np.linspace(0, 1, 101), np.array([0.47, 0.4])
"""Where a path is looked at, and how large the one around the map is, as a share of it."""
CARDS, LETTER, LAST, GROWN, READ = 6.61, 0.3, 0.9, 1.25, 0.36
"""Where signatures end on the right, and how far before them letters are; at last, where they
start, how large they are, and the em height of words beside them."""
COUNTS = "no", "one", "two", "three"
ANSWER = "Each says HIGH or LOW; together, a signature."


class Detectors(Stage):
    """A point walks over a map while three meters rise and fall, and stamp its signature."""

    model: Model

    def construct(self) -> None:
        model, theme = self.model, self.theme
        self.chart = chart = Chart(theme, model)
        self.places = chart.points_of(model.points)
        start = model.nearest(chart.data_of(ROOM.center[np.newaxis])[0], 0, 0.0)
        tour = start + FIRST_WALK * model.rises[0]
        self.tour = tour[[ROOM.holds(spot) for spot in chart.points_of(tour)]]
        first, inside = model.points[0], chart.data_of(ROOM.corners)
        corners = first + WIDE * (model.piece(first, inside) - first)
        last = int(np.linalg.norm(corners - first, axis=1).argmax())
        self.stay = np.vstack([first, np.roll(corners, -last - 1, axis=0)])
        stops = [self.stay[-1], *model.points[1:]]
        self.ways = [model.way(*ends, inside) for ends in pairwise(stops)]
        marked = model.nearest(self.tour[-1], 0, model.threshold) + HIGH * model.rises[0]
        self.wander = self.around(marked, first)
        seen = [along(way, SHARES) for way in (self.stay, *self.ways)]
        self.walker = Walker(chart, np.vstack([*seen, self.tour, self.wander, model.points]))
        self.name_axes()
        self.put_names()
        self.bands, self.lines, self.cards = mn.VGroup(), mn.VGroup(), mn.VGroup()
        self.trail = mn.VGroup()
        self.add(chart, self.walker.lit.set_opacity(0), self.bands, self.trail, self.lines)
        self.let_the_score_rise()
        self.mark_the_meter()
        self.call_the_others()
        self.read_the_first()
        for index in range(1, len(self.places)):
            self.read_another(index)
        self.name_the_pieces()

    def around(self, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """A way (n, 2) from a point once around the map to another."""
        middle, size = self.chart.box.mean(axis=0), LARGE * np.ptp(self.chart.box, axis=0)
        (x, y), shares = (start - middle) / size, SHARES[:, np.newaxis]
        turned = np.arctan2(y, x) + 2 * np.pi * shares
        ring = middle + size * np.hstack([np.cos(turned), np.sin(turned)])
        wide = 4 * shares * (1 - shares)
        way: np.ndarray = (1 - wide) * (start + shares * (stop - start)) + wide * ring
        return way

    def walk(self, path: np.ndarray, seconds: float, *others: mn.Animation) -> None:
        """Walk along a path from where it starts."""
        moving = Morph(self.walker, partial(along, path)), mn.Animation(self.walker.lit)
        self.play(*moving, *others, run_time=seconds)

    def leave_a_trail(self, path: np.ndarray, seconds: float) -> None:
        """Walk along a path; a thin line stays behind, for this beat."""
        places = self.chart.points_of(along(path, SHARES))
        self.trail.add(passing(stroked(self.theme.muted, STROKES.guide, polyline(places))))
        self.walk(path, seconds, self.entrance(self.trail[0], mn.Create))

    def name_axes(self) -> None:
        across = self.typeset("input 1 $->$", SIZES.label, "muted")
        up = self.typeset("input 2 $->$", SIZES.label, "muted").rotate(np.pi / 2)
        across.next_to(VIEW.at(1, 0), mn.DOWN, 0.16).shift(across.width / 2 * mn.LEFT)
        up.next_to(VIEW.at(0, 1), mn.LEFT, 0.16).shift(up.height / 2 * mn.DOWN)
        self.axes = mn.VGroup(across, up)

    def put_names(self) -> None:
        """Places for the point, and letters beside them, clear of lines."""
        self.spots, self.letters, theme = mn.VGroup(), mn.VGroup(), self.theme
        axes = [box_of(name).corners for name in self.axes]
        self.chart.put_badges(np.vstack([self.places, *axes]))
        for place in self.places:
            spot = mn.Circle(BALL, stroke_color=theme.input, stroke_width=STROKES.guide)
            self.spots.add(passing(spot.set_fill(theme.ground, 1).move_to(place)))
        for name, place in zip(NAMES, self.places, strict=False):
            letter = passing(Glyphs(name, theme, TYPE))
            others = [box_of(other).inset(*[-APART] * 4) for other in self.letters]
            taken = [*self.chart.badges, *self.spots, *others]
            spots = self.clear_first(around(letter, place, GAPS), place)
            paths = [*self.chart.levels]
            self.letters.add(put_clear(letter, spots, within=ROOM, texts=taken, paths=paths))

    def clear_first(self, spots: list[np.ndarray], place: np.ndarray) -> list[np.ndarray]:
        """Spots in the same piece of the map as a place first, and of them those far from lines."""
        high = self.model.high(self.chart.data_of(np.array([place, *spots])))
        lines = np.vstack([*map(stations, self.chart.levels)])
        gaps = np.linalg.norm(np.array(spots)[:, np.newaxis] - lines, axis=2).min(axis=1)
        return [spots[n] for n in np.lexsort([-gaps, (high[1:] != high[0]).any(axis=1)])]

    def label_line(self, level: int) -> Typeset:
        """Say of a line of the first neuron which score it is, in thresholds."""
        score = level * self.model.threshold
        meter = self.walker.meters[0]
        taken: list[Region | mn.Mobject] = [VIEW, *self.texts, meter.tube, meter.number]
        ends = sorted(self.chart.line(0, score), key=lambda end: -end[0])
        label = self.typeset(f"score ${alone(score)}$", SCORE)
        half = np.array([label.width, label.height, 0.0]) / 2 + ASIDE
        sides = mn.RIGHT, mn.DOWN, mn.UP, mn.LEFT
        spots = [end + half * side for side in sides for end in ends]
        spots += places_near(label, spots[0], self.layout.main)
        return put_clear(label, spots, within=self.layout.main, texts=taken)

    def let_the_score_rise(self) -> None:
        chart, walker = self.chart, self.walker
        rises = "Neuron 1's score (after ReLU): 0 at first, then it rises."
        self.beat(f"A point is two inputs. {rises}", "score")
        self.play(mn.FadeIn(self.axes), run_time=0.6)
        shown = self.model.layer(self.tour[-1])[0] / self.model.threshold
        self.labels = mn.VGroup()
        for level in (0, 1, 2)[: 2 + int(shown > 2)]:
            half = self.model.half(0, 1, chart.box, level * self.model.threshold)
            band, label = filled(self.theme.ramp, chart.points_of(half)), self.label_line(level)
            self.bands.add(passing(band.set_fill(opacity=BAND)))
            self.labels.add(label)
            self.play(self.entrance(band), mn.FadeIn(label), run_time=0.6)
        walker.awake.add(walker.meters[0])
        walker.set_value(self.tour[0])
        self.play(mn.FadeIn(walker), run_time=0.6)
        self.walk(self.tour[[0, -1]], 2.5)

    def mark_the_meter(self) -> None:
        limit, walker = alone(self.model.threshold), self.walker
        said = "from there on we call a score HIGH, below it LOW."
        self.beat(f"We choose a mark, {limit}: {said}", "threshold")
        meter = walker.meters[0]
        self.limit = self.typeset(f"${limit}$", SIZES.label)
        self.limit.scale(min(1.0, MARK / self.limit.width)).next_to(meter.dots, mn.LEFT, 0.12)
        self.play(*map(mn.FadeOut, self.labels), run_time=0.4)
        self.mark(0, mn.FadeIn(self.limit), *map(self.entrance, (meter.dots, meter.reading)))
        self.play(walker.lit.animate.set_opacity(1), mn.FadeOut(self.bands), run_time=0.8)
        edge, rise = self.model.nearest(walker.at, 0, self.model.threshold), self.model.rises[0]
        for share in (LOW, HIGH):
            self.walk(np.array([walker.at, edge + share * rise]), 1.2)
            self.wait(0.4)

    def mark(self, neuron: int, *coming: mn.Animation) -> None:
        """The dotted line of another neuron, on its meter and on the map."""
        meter, chart, walker = self.walker.meters[neuron], self.chart, self.walker
        meter.add(meter.dots, meter.reading)
        walker.lines = neuron + 1
        walker.set_value(walker.at)
        line = chart.dots[neuron], chart.badges[neuron]
        self.lines.add(*line)
        self.play(*map(self.entrance, line), *coming, run_time=0.9)

    def call_the_others(self) -> None:
        joined = "as the point wanders, the three meters rise and fall."
        self.beat(f"Neurons 2 and 3 join in: {joined}", "wander")
        for neuron in (1, 2):
            self.walker.awake.add(self.walker.meters[neuron])
            self.mark(neuron, self.entrance(self.walker.meters[neuron]))
            self.wait(0.4)
        self.leave_a_trail(self.wander, 6.0)

    def read_the_first(self) -> None:
        read = ", ".join(self.model.signatures[0])
        self.beat(f"At A they read {read}: the signature of A.", "point-a")
        self.name_point(0)
        self.stamp(0)
        stays = "the signature stays: no bar crosses its dotted line."
        self.beat(f"In all of A's piece {stays}", "piece")
        self.walk(self.stay, 3.0)

    def read_another(self, index: int) -> None:
        name, way = NAMES[index], self.ways[index - 1]
        read, count = ", ".join(self.model.signatures[index]), len(self.model.crossings(way))
        many, number = "s" * (count > 1), COUNTS[count]
        crossed = f"{number.title()} line{many} crossed, {number} bar{many} flipped."
        self.beat(f"At {name}: {read}. {crossed}", f"point-{name.lower()}")
        self.name_point(index)
        self.leave_a_trail(way, 2.6)
        self.stamp(index)

    def name_point(self, index: int) -> None:
        """A place for the point, with its letter; the trail of the beat before leaves."""
        named = self.spots[index], self.letters[index]
        self.lines.add(*named)
        coming = [*map(self.entrance, named)]
        self.play(*coming, *[trail.animate.set_opacity(0) for trail in self.trail], run_time=0.6)
        self.trail.remove(*self.trail)

    def stamp(self, index: int) -> None:
        """The bars of the meters come, small, into the signature of a point."""
        pitch = VIEW.height / max(3, len(self.places))
        place = np.array([CARDS - PLATE[0] / 2, VIEW.top - (index + 0.5) * pitch, 0.0])
        card = Signature(self.theme, self.model.high(self.model.points[index]).tolist(), place)
        letter = passing(Glyphs(NAMES[index], self.theme, TYPE))
        letter.place(place - [PLATE[0] / 2 + LETTER, 0.33 * TYPE, 0], align=0.5)
        self.play(mn.FadeIn(card[0], letter), run_time=0.4)
        bars = [meter.bar for meter in self.walker.meters]
        self.play(*map(mn.TransformFromCopy, bars, card.bars), run_time=0.8)
        self.play(mn.FadeIn(card.dots), run_time=0.3)
        self.remove(*card, *card.bars, letter)
        self.cards.add(mn.VGroup(letter, card))
        self.add(self.cards)

    def name_the_pieces(self) -> None:
        self.beat("Each piece of the map has a signature of its own.", "answer")
        model, walker, grown = self.model, self.walker, self.cards.copy()
        going = *walker.meters, self.limit, walker.ball, self.trail
        scale = min(GROWN, VIEW.height / len(grown) / PLATE[1] - 0.1)
        for row in grown.set_y(VIEW.center[1]):
            row.scale(scale).shift((LAST - row[1].get_left()[0]) * mn.RIGHT)
        self.play(*map(mn.FadeOut, going), run_time=0.6)
        self.play(mn.Transform(self.cards, grown))
        rows = zip(self.cards, model.points, model.signatures, strict=True)
        for row, point, read in rows:
            self.put_under(walker.set_value(point).lit.copy(), walker.lit)
            pairs = zip(read, NEURON_ROLES, strict=True)
            words = mn.VGroup(*[Glyphs(word, self.theme, READ, role) for word, role in pairs])
            words.arrange(mn.RIGHT, buff=0.2).next_to(row, mn.RIGHT, 0.3)
            self.play(mn.FadeIn(words, shift=0.1 * mn.RIGHT), run_time=0.6)
            self.wait(0.3)
        self.play(self.answer(ANSWER))
