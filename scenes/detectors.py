"""What does each neuron contribute? A lamp; all lamps together are the signature of a room."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import Detectors as Model
from relu_anim.detectors import along
from scenes.catalogue.options.layers import SOURCE_POINT
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.detectors_map import BAND, LIT, VIEW, Chart, Walker
from scenes.mobjects.controls.lamps import Lamps, half_panel
from scenes.mobjects.controls.meters import HALF, passing
from scenes.mobjects.labels import places_near, put_clear, roomiest
from scenes.mobjects.lines import DASHED, dashes, polyline, stroked
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import alone
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

NAMES, TYPE, SPOT, LAMP, SCORE = "ABCD", 0.48, 0.24, 0.18, 0.34
"""The points, the em height of their letters, the radii of their discs and of lamps on the map,
and the em height of scores beside it."""
ROOM = VIEW.inset(0.16, 0.16, 0.16, 0.16)
"""Where things may be on the map."""
FIRST_WALK, START = np.linspace(-0.75, 2.4, 100)[:, np.newaxis], ROOM.at(0.4, 0.5)
"""The scores on the first walk, in thresholds, as far as there is room, and where it is."""
LOW, BACK, PAST = 0.4, 0.3, 0.02
"""In thresholds: the score from which the threshold is crossed, how far beyond that goes, and
how far beyond a line the point stops where it counts."""
CLEAR, AWAY, ASIDE, WIDE = 0.32, 0.06, 0.14, 0.6
"""Half the square around a point, and the frame units around lamps, that are kept clear; how far
from the map words beside it are; how much of its room a round takes."""
SQUARE = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]])
SHARES = np.linspace(0, 1, 101)  # where a path is looked at
STOP, TRIALS, SMALLER = 0.6, 12, 0.95
"""Seconds at a line; how often the lamps of a room are tried, each time so much smaller."""
CROSSED = ("no dotted line", "one dotted line", "two dotted lines", "three dotted lines")
CHANGED = ("no lamp changes", "one lamp changes", *2 * ["one lamp changes at each"])
ANSWER = "One lamp each; together they name the room."
ANSWER_MARKUP = "#total[One lamp] each; together they #total[name the room]."


class Detectors(Stage):
    """A point walks over a map of lines while meters rise and fall; rooms get their signatures."""

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
        corners = model.room(model.points[0], inside)
        self.round = np.vstack([(home := model.points[:1]), home + WIDE * (corners - home), home])
        self.ways = [model.way(*ends, inside) for ends in pairwise(model.points)]
        seen = np.vstack([along(way, SHARES) for way in (self.round, *self.ways)])
        all_seen = np.vstack([seen, self.tour])
        badges = chart.put_badges(chart.points_of(all_seen))
        self.busy = np.vstack([chart.points_of(seen), badges])
        self.signed = set[tuple[bool, ...]]()
        self.walker = Walker(chart, all_seen)
        self.route, self.lines, self.marks, self.letters = (mn.VGroup() for _ in range(4))
        self.lights = mn.VGroup(chart.floor)
        self.add(chart, self.lights, self.route, self.lines, self.marks)
        self.let_the_score_rise()
        self.cross_the_threshold()
        self.call_the_others()
        self.read_the_first()
        for index in range(1, len(self.places)):
            self.read_another(index)
        self.light_all_rooms()

    def settle(self, lamps: Lamps, place: np.ndarray, here: np.ndarray) -> bool:
        """Put lamps near a place in a room: smaller, if it must be; say whether they fit."""
        for _ in range(TRIALS):
            near = np.array([place, *places_near(lamps, place, ROOM)])
            half = np.array([lamps.width, lamps.height, 0.0]) / 2 + AWAY
            corners = self.chart.data_of((near[:, np.newaxis] + SQUARE * half).reshape(-1, 3))
            high = self.model.high(corners).reshape(len(near), 4, -1)
            clear = (np.abs(near[:, np.newaxis] - self.busy) > half + CLEAR).any(axis=2)
            merits = 2 * (high == here).all(axis=(1, 2)) + clear.mean(axis=1)
            if merits.max() == 3:
                break
            lamps.scale(SMALLER)
        lamps.move_to(near[merits.argmax()])
        return bool(merits.max() >= 2)

    def walk(self, path: np.ndarray, seconds: float, *stops: float) -> None:
        """Walk along a path from where it starts; sign the rooms at stops beyond lines."""
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
        rises = "Beyond its line a neuron's score rises: see its meter."
        self.beat(f"A point is two inputs. {rises}", "score")
        across = self.typeset("input 1 $->$", SIZES.label)
        up = self.typeset("input 2 $->$", SIZES.label).rotate(np.pi / 2)
        across.next_to(chart, mn.DOWN, 0.16, aligned_edge=mn.RIGHT)
        up.next_to(chart, mn.LEFT, 0.16, aligned_edge=mn.UP)
        tubes = [part for meter in walker.meters for part in (meter.tube, meter.slits)]
        zero = stroked(self.theme.colour("ramp"), STROKES.curve, polyline(chart.line(0, 0.0)))
        self.play(*map(mn.FadeIn, (across, up, *tubes)), run_time=0.6)
        self.marks.add(passing(zero))
        self.play(self.entrance(zero), run_time=0.6)
        shown = self.model.layer(self.tour[-1])[0] / self.model.threshold
        for level in (0, 1, 2)[: 2 + int(shown > 2)]:
            band, label = chart.band(0, level, BAND), self.label_line(level)
            self.marks.add_to_back(band).add(label)
            self.play(*map(self.entrance, (band, label)), run_time=0.5)
        meter = walker.meters[0]
        meter.remove(meter.flash, meter.dots, meter.lamp)
        walker.awake.add(meter)
        walker.set_value(self.tour[0])
        self.remove(meter.tube, meter.slits)
        self.play(mn.FadeIn(walker), run_time=0.6)
        self.add(self.letters)
        self.walk(self.tour[[0, -1]], 2.5)

    def cross_the_threshold(self) -> None:
        limit, rise = alone(self.model.threshold), self.model.rises[0]
        self.beat(
            f"We ask for more: from score {limit} on (dotted) it is HIGH, and its lamp is on.",
            "threshold",
        )
        dots, meter = self.chart.dots[0], self.walker.meters[0]
        edge = self.model.nearest(self.walker.at, 0, self.model.threshold)
        self.walk(np.array([self.walker.at, edge + (LOW - 1) * rise]), 1.0)
        level = meter.dots.get_center() - [HALF + 0.85, 0, 0]
        names = [(limit, 0.0), ("HIGH", 0.5), ("LOW", -0.5)]
        words = [self.typeset(text, SIZES.label).move_to(level + y * mn.UP) for text, y in names]
        coming = dots, meter.dots, meter.lamp, self.chart.badges[0], *map(passing, words)
        self.lines.add(dots, self.chart.badges[0])
        self.add(*words)
        meter.add(meter.flash, meter.dots, meter.lamp)
        self.wake(0)
        self.play(*map(self.entrance, coming), run_time=0.7)
        self.swap(self.marks)
        self.swap(self.chart.floor, self.chart.band(0, 1, LIT))
        for share, seconds in ((PAST, 1.0), (BACK, 0.7)):
            self.walk(np.array([self.walker.at, edge + share * rise]), seconds)
            self.wait(0.3)

    def wake(self, neuron: int) -> None:
        """Let a neuron change with the place from now on."""
        self.lights.add(self.chart.flashes[neuron])
        self.walker.awake.add(self.walker.meters[neuron])
        self.walker.set_value(self.walker.at)

    def call_the_others(self) -> None:
        self.beat("Two more neurons: each is HIGH beyond a line of its own.", "others")
        for neuron in (1, 2):
            coming = self.chart.dots[neuron], self.chart.badges[neuron]
            self.lines.add(*coming)
            self.wake(neuron)
            self.play(*map(self.entrance, (*coming, self.walker.meters[neuron])), run_time=0.9)
            self.swap(self.chart.floor, self.chart.band(neuron, 1, LIT))
            self.wait(0.5)

    def read_the_first(self) -> None:
        signature = ", ".join(self.model.signatures[0])
        where = ", where O lies," if tuple(self.model.points[0]) == SOURCE_POINT else ""
        self.beat(f"The lines make rooms. In A's{where} the lamps say {signature}.", "point-a")
        self.swap(self.chart.floor, self.chart.rooms)
        self.name_point(0)
        self.walk(np.array([self.walker.at, self.model.points[0]]), 2.0)
        self.sign()
        self.beat("That is the signature of A's room: no lamp changes in it.", "room")
        self.draw_route(self.round)
        self.walk(self.round, 3.0)

    def read_another(self, index: int) -> None:
        name, way = NAMES[index], self.ways[index - 1]
        stops = self.model.crossings(way, PAST)
        said = f"On the way to {name}: {CROSSED[len(stops)]}, {CHANGED[len(stops)]}."
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
        letter = Glyphs(NAMES[index], self.theme, TYPE, "ground")
        letter.place(self.places[index] + 0.34 * TYPE * mn.DOWN, align=0.5)
        spot = mn.Circle(SPOT, stroke_color=self.theme.ground, stroke_width=STROKES.guide)
        spot.set_fill(self.theme.input, 1)
        self.marks.add(passing(spot.move_to(self.places[index])))
        self.letters.add(passing(letter))
        self.play(self.entrance(spot), self.entrance(letter), run_time=0.6)

    def panel(self, pattern: tuple[bool, ...]) -> tuple[Lamps, bool]:
        """The lamps of a room in it, and whether they fit there."""
        lamps = passing(Lamps(self.theme, pattern, LAMP))
        corners = self.chart.rooms.rooms[pattern][0].get_start_anchors()
        place, _ = roomiest(corners, half_panel(len(pattern)), LAMP)
        self.signed.add(pattern)
        return lamps, self.settle(lamps, place, np.array(pattern))

    def sign(self) -> None:
        """The lamps of the meters come down into the room where the point is for the first time."""
        if (pattern := tuple(self.model.high(self.walker.at).tolist())) in self.signed:
            return
        plate, _ = self.panel(pattern)
        plate.remove(plate.lamps)
        self.marks.add(plate)
        pairs = zip(plate.lamps, self.walker.meters, strict=True)
        coming = [mn.FadeIn(lamp, target_position=meter.lamp) for lamp, meter in pairs]
        self.play(self.entrance(plate), *coming, run_time=0.7)
        self.remove(*plate.lamps)
        plate.add(plate.lamps)

    def light_all_rooms(self) -> None:
        self.beat("Every room has a signature of its own: no two are alike.", "answer")
        self.swap(self.route)
        rooms = self.chart.rooms.rooms
        self.play(*[room.animate.set_fill(full) for room, _, full in rooms.values()])
        for pattern in rooms.keys() - self.signed:
            lamps, fits = self.panel(pattern)
            if fits:
                self.marks.add(lamps)
                self.play(self.entrance(lamps), run_time=0.4)
        self.play(self.answer(ANSWER, ANSWER_MARKUP))
