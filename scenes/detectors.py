"""What does each neuron contribute? HIGH or LOW; together they are the signature of a piece."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import Detectors as Model
from relu_anim.detectors import along
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.detectors_map import VIEW, Chart, Walker
from scenes.mobjects.controls.meters import HALF, PLATE, SMALL, Signature, passing
from scenes.mobjects.labels import around, halo, places_near, put_clear, roomiest
from scenes.mobjects.lines import DASHED, dashes, filled, polyline, stroked
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import alone
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

NAMES, TYPE, SPOT, SCORE, BAND = "ABCD", 0.46, 0.17, 0.34, 0.2
"""The points, the em height of their letters, the radius of their places, the em height of scores
beside the map, and how much brighter it is from one to the next."""
GAPS, HALO = (0.2, 0.3), 9.0
"""How far a letter is from its point, and the width of the ground around it."""
ROOM = VIEW.inset(0.16, 0.16, 0.16, 0.16)
"""Where things may be on the map."""
FIRST_WALK, START = np.linspace(-0.75, 2.4, 100)[:, np.newaxis], ROOM.at(0.5, 0.5)
"""The scores on the first walk, in thresholds, as far as there is room, and where it is."""
LOW, BACK, PAST = 0.4, 0.45, 0.02
"""In thresholds: the score from which the threshold is crossed, how far beyond that goes, and
how far beyond a line the point stops where it counts."""
CLEAR, AWAY, AROUND, ASIDE, WIDE = 0.2, 0.05, 0.12, 0.14, 0.6
"""Half the square around a point, and the frame units around signatures, that are kept clear; how
far from the map words beside it are; how much of its piece a round takes."""
SQUARE = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]])
FINE = np.array([[x, y, 0] for x in range(-10, 11) for y in range(-10, 11)]) / 25
SHARES = np.linspace(0, 1, 101)  # where a path is looked at
STOP, TRIALS, SMALLER = 0.4, 15, 0.95
"""Seconds at a line; how often a signature is tried, each time so much smaller."""
COUNTS = "no", "one", "two", "three", "four", "five", "six", "seven"
ANSWER = "HIGH or LOW each; together they sign the piece."
ANSWER_MARKUP = "#total[HIGH or LOW] each; together they #total[sign the piece]."


class Detectors(Stage):
    """A point walks over a map of lines while meters rise and fall; they sign its pieces."""

    model: Model

    def construct(self) -> None:
        model, theme = self.model, self.theme
        self.chart = chart = Chart(theme, model)
        self.places = chart.points_of(model.points)
        start = model.nearest(chart.data_of(START[np.newaxis])[0], 0, 0.0)
        tour = start + FIRST_WALK * model.rises[0]
        free = ROOM.inset(CLEAR, CLEAR, CLEAR, CLEAR)
        self.tour = tour[[free.holds(spot) for spot in chart.points_of(tour)]]
        inside = chart.data_of(free.corners)
        corners = model.piece(model.points[0], inside)
        self.round = np.vstack([(home := model.points[:1]), home + WIDE * (corners - home), home])
        self.ways = [model.way(*ends, inside) for ends in pairwise(model.points)]
        seen = np.vstack([along(way, SHARES) for way in (self.round, *self.ways)])
        all_seen = np.vstack([seen, self.tour])
        chart.put_badges(chart.points_of(all_seen))
        self.put_names()
        taken = [AROUND * SQUARE + to.get_center() for to in (*chart.badges, *self.letters)]
        self.busy = np.vstack([chart.points_of(seen), *taken])
        self.signed = set[tuple[bool, ...]]()
        self.walker = Walker(chart, all_seen)
        self.route, self.lines, self.marks, self.floor = (mn.VGroup() for _ in range(4))
        self.lights = mn.VGroup(self.floor)
        self.add(chart, self.lights, self.route, self.lines, self.marks)
        self.let_the_score_rise()
        self.cross_the_threshold()
        self.call_the_others()
        self.read_the_first()
        for index in range(1, len(self.places)):
            self.read_another(index)
        self.sign_all_pieces()

    def walk(self, path: np.ndarray, seconds: float, *stops: float) -> None:
        """Walk along a path from where it starts; sign the pieces at stops beyond lines."""
        for begin, end in pairwise([0.0, *stops, 1.0]):
            leg = partial(along, along(path, begin + SHARES * (end - begin)))
            moving = Morph(self.walker, leg), mn.Animation(self.lights)
            self.play(*moving, run_time=seconds * (end - begin))
            if end in stops:
                self.wait(STOP)
                self.sign()

    def swap(self, group: mn.VGroup, *things: mn.VMobject) -> None:
        """Things take the place of all that is in a group."""
        going, coming = [*group], [self.entrance(thing, Fade) for thing in things]
        group.add(*things)
        self.play(*coming, *[thing.animate.set_opacity(0) for thing in going], run_time=0.7)
        group.remove(*going)

    def label_line(self, level: int) -> Typeset:
        """Say of a line of the first neuron which score it is, in thresholds."""
        score = level * self.model.threshold
        taken = [VIEW, *self.texts, *self.marks, *[meter.tube for meter in self.walker.meters]]
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
        across = self.typeset("input 1 $->$", SIZES.label)
        up = self.typeset("input 2 $->$", SIZES.label).rotate(np.pi / 2)
        across.next_to(chart, mn.DOWN, 0.16, aligned_edge=mn.RIGHT)
        up.next_to(chart, mn.LEFT, 0.16, aligned_edge=mn.UP)
        # empty tubes stay behind the meters, which come over them
        tubes = [part.copy() for meter in walker.meters for part in (meter.tube, meter.slits)]
        zero = stroked(self.theme.colour("ramp"), STROKES.curve, polyline(chart.line(0, 0.0)))
        self.play(*map(mn.FadeIn, (across, up, *tubes)), run_time=0.6)
        self.floor.add(passing(zero))
        self.play(self.entrance(zero), run_time=0.6)
        shown = self.model.layer(self.tour[-1])[0] / self.model.threshold
        for level in (0, 1, 2)[: 2 + int(shown > 2)]:
            half = self.model.half(0, 1, chart.box, level * self.model.threshold)
            band, label = filled(zero.get_color(), chart.points_of(half)), self.label_line(level)
            self.floor.add_to_back(passing(band.set_fill(opacity=BAND)))
            self.marks.add(label)
            self.play(*map(self.entrance, (band, label)), run_time=0.5)
        meter = walker.meters[0]
        meter.remove(meter.flash, meter.dots)
        walker.awake.add(meter)
        walker.set_value(self.tour[0])
        self.play(mn.FadeIn(walker), run_time=0.6)
        self.walk(self.tour[[0, -1]], 2.5)

    def cross_the_threshold(self) -> None:
        limit, rise = alone(self.model.threshold), self.model.rises[0]
        back = f"Back to the dotted line (score {limit})"
        self.beat(f"{back}: from there on HIGH, before it LOW.", "threshold")
        dots, meter = self.chart.dots[0], self.walker.meters[0]
        edge = self.model.nearest(self.walker.at, 0, self.model.threshold)
        level = meter.dots.get_center() - [HALF + 0.85, 0, 0]
        names = [(limit, 0.0), ("HIGH", 0.5), ("LOW", -0.5)]
        words = [self.typeset(text, SIZES.label).move_to(level + y * mn.UP) for text, y in names]
        self.lines.add(dots, self.chart.badges[0])
        self.add(*map(passing, words))
        meter.add(meter.flash, meter.dots)
        self.wake(0)
        slide = mn.UpdateFromAlphaFunc(self.floor[-1], self.put_edge)
        up = mn.FadeIn(meter.dots, shift=(meter.dots.get_y() - meter.bar.foot[1]) * mn.UP)
        self.play(slide, up, *map(self.entrance, (dots, self.chart.badges[0], *words)))
        self.cut(0, *self.marks)
        for share, seconds in ((-PAST, 0.8), (LOW - 1, 0.4), (PAST, 0.6), (BACK, 0.5)):
            self.walk(np.array([self.walker.at, edge + share * rise]), seconds)
            self.wait(0.3)

    def put_edge(self, _: mn.Mobject, share: float) -> None:
        """Put the edge of the first walk where the score is a share of the threshold."""
        self.floor[-1].set_points(polyline(self.chart.line(0, share * self.model.threshold)))

    def cut(self, neuron: int, *going: mn.VMobject) -> None:
        """Let the line of another neuron cut the map too, while things go."""
        self.floor.add(pieces := self.chart.cuts[neuron])
        leave = [thing.animate.set_opacity(0) for thing in going]
        self.play(self.entrance(pieces, Fade), *leave, run_time=0.7)
        self.floor.remove(*self.floor[:-1])
        self.marks.remove(*going)

    def wake(self, neuron: int) -> None:
        """Let a neuron change with the place from now on."""
        self.lights.add(self.chart.flashes[neuron])
        self.walker.awake.add(self.walker.meters[neuron])
        self.walker.set_value(self.walker.at)

    def call_the_others(self) -> None:
        self.beat("Neurons 2 and 3 have lines, too: each cuts the map into more pieces.", "others")
        for neuron in (1, 2):
            coming = self.chart.dots[neuron], self.chart.badges[neuron]
            self.lines.add(*coming)
            self.wake(neuron)
            self.play(*map(self.entrance, (*coming, self.walker.meters[neuron])), run_time=0.9)
            self.cut(neuron)
            self.wait(0.5)

    def read_the_first(self) -> None:
        read = ", ".join(self.model.signatures[0])
        self.beat(f"At A: {read}. That is its signature.", "point-a")
        self.name_point(0)
        self.walk(np.array([self.walker.at, self.model.points[0]]), 1.4)
        for meter in self.walker.meters:
            meter.add(meter.reading)
            self.play(self.entrance(meter.reading), run_time=0.4)
        self.sign()
        stays = "In all of A's piece the signature stays"
        self.beat(f"{stays}: no bar crosses its dotted line.", "piece")
        self.draw_route(self.round)
        self.walk(self.round, 3.0)

    def read_another(self, index: int) -> None:
        name, way = NAMES[index], self.ways[index - 1]
        stops = self.model.crossings(way, PAST)
        many, count = len(stops) > 1, COUNTS[len(stops)]
        flips = f"{'At each, one' if many else count.title()} bar flips to HIGH or LOW."
        said = f"On the way to {name}: {count} line{'s' * many}. {flips}"
        self.beat(said, f"point-{name.lower()}")
        self.name_point(index)
        self.draw_route(way)
        self.walk(way, 2.4, *stops)
        self.sign()

    def draw_route(self, way: np.ndarray) -> None:
        """Dashes along a way, in place of those along the one before."""
        dashed = polyline(dashes(self.chart.points_of(way), DASHED))
        self.swap(self.route, passing(stroked(self.theme.print, STROKES.curve, dashed)))

    def name_point(self, index: int) -> None:
        """A place for the point, with its letter."""
        named = self.spots[index], self.letters[index]
        self.marks.add(*named)
        self.play(*map(self.entrance, named), run_time=0.6)

    def put_names(self) -> None:
        """Places for the point, and letters beside them, clear of lines and ways."""
        self.spots, self.letters, theme = mn.VGroup(), mn.VGroup(), self.theme
        for place in self.places:
            spot = mn.Circle(SPOT, stroke_color=theme.input, stroke_width=STROKES.curve)
            self.spots.add(passing(spot.set_fill(theme.ground, 1).move_to(place)))
        paths = [*self.chart.levels, *map(self.chart.points_of, self.ways)]
        for name, place in zip(NAMES, self.places, strict=False):
            letter = halo(passing(Glyphs(name, theme, TYPE, "print")), theme, HALO, "paper")
            taken = [*self.chart.badges, *self.spots, *self.letters]
            spots = around(letter.place(place), place, GAPS)
            self.letters.add(put_clear(letter, spots, within=ROOM, texts=taken, paths=paths))

    def signature(self, pattern: tuple[bool, ...]) -> tuple[Signature, bool]:
        """The signature of a piece in it, smaller if it must be, and whether it fits there."""
        small, chart = Signature(self.theme, pattern), self.chart
        corners = chart.cuts[-1].by_pattern[pattern][0].get_start_anchors()
        place, _ = roomiest(corners, SMALL * PLATE, 1.0)
        for _ in range(TRIALS):
            half = np.array([small.width, small.height, 0.0]) / 2 + AWAY
            room = ROOM.inset(half[0], half[0], half[1], half[1])
            fine = [*filter(room.holds, place + FINE)]
            near = np.array([place, *fine, *places_near(small, place, ROOM)])
            corners = chart.data_of((near[:, np.newaxis] + SQUARE * half).reshape(-1, 3))
            high = self.model.high(corners).reshape(len(near), 4, -1)
            clear = (np.abs(near[:, np.newaxis] - self.busy) > half + CLEAR).any(axis=2)
            merits = 2 * (high == pattern).all(axis=(1, 2)) + clear.mean(axis=1)
            if merits.max() == 3:
                break
            small.scale(SMALLER, scale_stroke=True)
        self.signed.add(pattern)
        return small.move_to(near[merits.argmax()]), bool(merits.max() >= 2)

    def sign(self) -> None:
        """The meters come, small, where the point is in a new piece; bars snap to HIGH or LOW."""
        if (pattern := tuple(self.model.high(self.walker.at).tolist())) in self.signed:
            return
        small, _ = self.signature(pattern)
        self.marks.add(small)
        snaps = small.snap_from(self.model.layer(self.walker.at) / self.model.threshold)
        self.play(self.entrance(small, mn.GrowFromCenter), run_time=0.4)
        for meter, snap in zip(self.walker.meters, snaps, strict=True):
            word = mn.Indicate(meter.reading, 1.3, meter.bar.level.get_color())
            self.play(word, snap, run_time=0.3)

    def sign_all_pieces(self) -> None:
        pieces = self.chart.cuts[-1].by_pattern
        count = COUNTS[len(pieces)]
        self.beat(f"{count.title()} pieces, {count} signatures: no two are alike.", "answer")
        self.swap(self.route)
        for pattern in pieces.keys() - self.signed:
            small, fits = self.signature(pattern)
            if fits:
                self.marks.add(small)
                self.play(self.entrance(small), run_time=0.4)
        self.play(self.answer(ANSWER, ANSWER_MARKUP))
