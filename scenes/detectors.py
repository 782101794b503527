"""What does each neuron contribute? One score; all scores together are a point's signature."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import Detectors as Model
from scenes.layout import FRAME, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.detectors_map import ASIDE, VIEW, Chart
from scenes.mobjects.clips.detectors_meters import Signature, Walker, cover
from scenes.mobjects.controls.beads import Spot
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import around, places_near, put_clear
from scenes.mobjects.lines import heads, polyline, stroked
from scenes.mobjects.text.notation import Notation, alone
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

NAMES, TYPE = "ABCD", 0.62
"""The points, and the em height of their letters."""
ROOM = VIEW.inset(0.45, 0.3, 0.4, 0.25)
WIDE = FRAME.inset(0.5 - ASIDE, 0.5 + ASIDE, 0.45, FRAME.top - VIEW.top + 0.25)
"""Where things may be on the map, and where at the end, before it goes aside."""
FIRST_WALK = np.linspace(-0.75, 2.4, 100)[:, np.newaxis]
"""In thresholds: the scores on the first walk, as far as there is room for it."""
SIDE_BY_SIDE = np.linspace(0.35, 0.65, 7)
LOW, BACK = 0.4, 0.3
"""In thresholds: the score from which the threshold is crossed, and how far beyond that goes."""
BALL = 0.3
"""Half the square around a point that labels keep clear of."""
CROSSED = ("no dotted line", "one dotted line", "two dotted lines", "three dotted lines")
CHANGED = ("no word changes", "one word changes", "two words change", "three words change")
ANSWER = "One score; together, a signature that names the place."
ANSWER_MARKUP = "One #total[score]\\; together, a #total[signature] that names the place."


class Detectors(Stage):
    """A point walks over a map of lines while meters rise and fall; signatures stay behind."""

    model: Model

    def construct(self) -> None:
        model, theme = self.model, self.theme
        self.chart = Chart(theme, model)
        self.places = self.chart.points_of(model.points)
        self.tour, self.round = self.first_walk(), self.round_in_the_room()
        self.chart.put_discs(self.chart.points_of(self.tour))
        ways = np.vstack([self.tour, self.round, model.points])
        written = Notation.of(model.scores.flat)
        self.walker = Walker(self.chart, float(model.layer(ways).max()), written)
        self.rooms, self.lines, self.marks, self.scale = (mn.VGroup() for _ in range(4))
        self.land = mn.VGroup(self.chart, self.rooms, self.lines, self.marks)
        self.cover, self.stamps = cover(theme), list[Signature]()
        self.add(self.land, self.cover, self.scale, self.walker)
        self.name_the_inputs()
        self.let_the_score_rise()
        self.cross_the_threshold()
        self.call_the_others()
        self.read_the_first()
        self.look_around()
        for index in range(1, len(self.places)):
            self.read_another(index)
        self.name_the_rooms()

    # Where things are

    def first_walk(self) -> np.ndarray:
        """(2, 2) a walk along the first arrow, from behind its line to well beyond it.

        Of several side by side, the one whose end, after it has gone back and forth over the dotted
        line, is least on the dotted line of another neuron.
        """
        model, chart, rise = self.model, self.chart, self.model.rises[0]
        middles = chart.data_of(np.array([ROOM.at(share, 0.5) for share in SIDE_BY_SIDE]))
        starts = np.array([model.nearest(middle, 0, 0.0) for middle in middles])
        others = model.layer.affine(starts + (1 + BACK) * rise)[:, 1:]
        start = starts[np.abs(others / model.threshold - 1).min(axis=1).argmax()]
        ways, room = start + FIRST_WALK * rise, ROOM.inset(BALL, BALL, BALL, BALL)
        return ways[[room.holds(spot) for spot in chart.points_of(ways)]][[0, -1]]

    def round_in_the_room(self) -> np.ndarray:
        """A round through the room of the first point, back to it."""
        point = self.model.points[0]
        corners = self.model.room(point, self.chart.corners_of(ROOM))
        return np.vstack([(corners + point) / 2, point])

    def in_its_room(
        self, label: mn.Mobject, index: int, spots: list[np.ndarray]
    ) -> list[np.ndarray]:
        """The places for a label where it is in the room of a point; all, if it is in none."""
        half = np.array([label.width, label.height, 0.0]) / 2 + 0.1
        corners = half * [[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]
        high = self.model.high(self.model.points[index])
        found = [self.model.high(self.chart.data_of(spot + corners)) == high for spot in spots]
        return [spot for spot, same in zip(spots, found, strict=True) if same.all()] or spots

    def put_on_map(
        self,
        label: mn.VMobject,
        spots: Iterable[np.ndarray],
        paths: Iterable[np.ndarray] = (),
        within: Region = ROOM,
    ) -> None:
        """Put something where it is clear of dotted lines, paths, and what stands there."""
        balls = [Region(x - BALL, x + BALL, y - BALL, y + BALL) for x, y, _ in self.places]
        texts = [*self.marks, *self.chart.discs, *balls]
        lines = [*self.chart.levels[:, 1], *paths]
        put_clear(label, spots, within=within, texts=texts, paths=lines)

    # What moves

    def walk(self, *spots: np.ndarray, seconds: float) -> None:
        """Walk on over the map, straight from spot to spot."""
        for spot in spots:
            start, way = self.walker.at, spot - self.walker.at
            go = Morph(self.walker, lambda share, a=start, b=way: a + share * b)
            self.play(go, run_time=seconds / len(spots))

    def enter(self, group: mn.VGroup, *things: mn.VMobject, seconds: float = 0.6) -> None:
        """Things come, as parts of a group."""
        group.add(*things)
        self.play(*[self.entrance(thing) for thing in things], run_time=seconds)

    def leave(self, *things: mn.VMobject, seconds: float = 0.4) -> None:
        """Let parts of what is on the stage go out of sight; they have to be removed then."""
        fades = [Fade(thing, leaving=True) for thing in things]
        for fade in fades:
            fade.remover = False  # it would take apart what the thing is a part of
        self.play(*fades, run_time=seconds)

    def label_line(self, markup: str, level: int) -> Typeset:
        """Say of a line of the first neuron which score it is."""
        line, label = self.chart.levels[0, level], self.typeset(markup, SIZES.label, "ramp")
        along = [line[0] + share * (line[1] - line[0]) for share in np.linspace(0.1, 0.9, 33)]
        spots = [spot for place in along for spot in around(label, place, (0.08, 0.16))]
        self.put_on_map(label, spots, [self.chart.points_of(self.tour), *self.chart.levels[:, 0]])
        return label

    # The beats

    def name_the_inputs(self) -> None:
        corner = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
        tips = heads(corner[[[1, 0], [1, 2]]], 0.2)
        axes = stroked(self.theme.muted, STROKES.guide, polyline(corner, *tips))
        names = [self.typeset(f"input {n}", SIZES.tick, "muted") for n in (1, 2)]
        names[0].next_to(axes, mn.RIGHT, 0.12, aligned_edge=mn.DOWN)
        names[1].next_to(axes, mn.UP, 0.12, aligned_edge=mn.LEFT)
        sign = mn.VGroup(axes, *names).move_to(ROOM.at(0, 0), aligned_edge=mn.DL)
        self.put_on_map(sign, places_near(sign, ROOM.at(0, 0), ROOM), self.chart.levels[:, 0])
        self.marks.add(sign)

    def let_the_score_rise(self) -> None:
        line = "A neuron draws a line on the map."
        self.beat(f"{line} Its score: how far a point is beyond it.", "score")
        chart, walker, bar = self.chart, self.walker, self.walker.meters[0].bar
        self.shade = chart.shade(0)
        self.land.submobjects.insert(1, self.shade)
        self.enter(self.lines, chart.criteria[0], seconds=1.0)
        self.enter(self.marks, self.label_line("score $0$", 0), seconds=0.4)
        bar.remove(bar.dots, bar.word)
        self.lines.add_to_back(walker.flashes[0][0])
        walker.wake(0)
        self.play(self.entrance(walker.set_value(self.tour[0])), run_time=0.6)
        self.walk(self.tour[1], seconds=3.0)

    def cross_the_threshold(self) -> None:
        limit = alone(self.model.threshold)
        self.beat(
            f"Dotted: score {limit}. Point and meter cross it at the same instant, to read HIGH.",
            "threshold",
        )
        dots, bar = self.chart.dots[0], self.walker.meters[0].bar
        self.lines.add_to_back(dots)
        bar.add(bar.dots)
        number = self.typeset(f"${limit}$", SIZES.label)
        number.place(bar.dots.points[0] + [-0.16, -0.13, 0.0], align=1.0)
        self.scale.add(number)
        self.play(*map(self.entrance, (dots, bar.dots, number)), run_time=0.7)
        self.enter(self.marks, self.label_line(f"score ${limit}$", 1), seconds=0.3)
        bar.add(bar.word)
        edge = self.model.nearest(self.tour[1], 0, self.model.threshold)
        self.walk(edge - (1 - LOW) * self.model.rises[0], seconds=1.2)
        self.walk(edge, seconds=1.2)
        self.wait(0.6)
        self.walk(edge + BACK * self.model.rises[0], seconds=0.8)

    def call_the_others(self) -> None:
        self.beat("Two more neurons join, each with its own line, arrow and meter.", "others")
        self.leave(self.shade, self.marks)
        self.marks.remove(*self.marks)
        self.land.remove(self.shade)
        for neuron in (1, 2):
            self.lines.add(self.chart.criteria[neuron]).add_to_back(self.chart.dots[neuron])
            coming = [self.chart.criteria[neuron], self.chart.dots[neuron]]
            coming += self.walker.wake(neuron)
            self.lines.add_to_back(self.walker.flashes[neuron][0])
            self.walker.set_value(self.walker.at)
            self.play(*map(self.entrance, coming), run_time=0.9)
            self.wait(0.3)

    def read_the_first(self) -> None:
        self.beat(f"At A the three read {self.read(0)}: that is A's signature.", "point-a")
        self.go_to(0)

    def look_around(self) -> None:
        same = f"all this room reads {self.read(0)}"
        self.beat(f"Near A the scores change, but no word does: {same}.", "room")
        self.light(0)
        self.walk(*self.round, seconds=4.0)

    def read_another(self, index: int) -> None:
        here, before = self.model.high(self.model.points[[index, index - 1]])
        name, flips = NAMES[index], int((here != before).sum())
        said = f"On the way to {name} it crosses {CROSSED[flips]}: {CHANGED[flips]}."
        if index > 1 and flips == 1:
            said = f"To {name} it crosses {CROSSED[flips]}. Which word will change?"
        self.beat(said, f"point-{name.lower()}")
        self.go_to(index)
        self.light(index)

    def read(self, index: int) -> str:
        """What the meters say at a point."""
        return ", ".join(self.model.signatures[index])

    def light(self, index: int) -> None:
        """Light the room of a point."""
        self.enter(self.rooms, self.chart.room(self.model.points[index]))

    def go_to(self, index: int) -> None:
        """Walk to a point; what the meters read there stays behind as its signature."""
        model, point, place = self.model, self.model.points[index], self.places[index]
        feet = [model.nearest(point, n, 0.0) for n in range(len(model.rises))]
        tapes = [np.array([place, foot]) for foot in self.chart.points_of(np.array(feet))]
        ways = [np.array(ends) for ends in pairwise(self.places)]
        spot, name = Spot(place, self.theme, on="panel"), self.typeset(NAMES[index], TYPE)
        put_clear(
            name,
            self.in_its_room(name, index, around(name, place, (0.16, 0.22, 0.3))),
            within=ROOM,
            texts=[*self.marks, *self.chart.discs],
            paths=[*tapes, *ways, *self.chart.levels.reshape(-1, 2, 3)],
        )
        self.enter(self.marks, spot, exempt(name, "crossing", "lines are faint under it"))
        self.walk(point, seconds=2.0 if index == 0 else 3.0)
        stamp = Signature(self.walker, model.scores[index], large=False)
        self.put_on_map(
            stamp, self.in_its_room(stamp, index, places_near(stamp, place, ROOM)), [*ways, *tapes, *self.chart.levels[:, 0]]
        )
        bars = zip(self.walker.meters, stamp, strict=True)
        self.play(*[mn.TransformFromCopy(meter.bar, bar) for meter, bar in bars], run_time=1.2)
        self.remove(*stamp)
        self.marks.add(stamp)
        self.stamps.append(stamp)

    def name_the_rooms(self) -> None:
        same = "Same room, same signature"
        self.beat(f"{same}; each dotted line in between changes a word.", "answer")
        walker, aside = self.walker, ASIDE * mn.RIGHT
        gone = mn.VGroup(self.cover, self.scale, *walker.meters)
        walker.awake.remove(*walker.meters)
        self.add(gone)
        self.play(Fade(walker, leaving=True), run_time=0.4)
        self.marks.remove(*self.stamps)
        large = [Signature(walker, scores, large=True) for scores in self.model.scores]
        for index, signature in enumerate(large):
            near = places_near(signature, self.places[index], WIDE)
            self.put_on_map(signature, self.in_its_room(signature, index, near), within=WIDE)
            self.marks.add(signature)
        self.marks.remove(*large).add(*self.stamps)
        discs = zip(self.chart.discs, self.chart.steps, strict=True)
        self.play(*[disc.animate.shift(step) for disc, step in discs], run_time=0.6)
        self.leave(*[part for criterion in self.chart.criteria for part in criterion[:2]])
        for criterion in self.chart.criteria:
            criterion.remove(*criterion[:2])
        self.play(
            self.land.animate.shift(aside), gone.animate.shift(-VIEW.left * mn.RIGHT), run_time=1.4
        )
        self.remove(gone)
        pairs = zip(self.stamps, mn.VGroup(*large).shift(aside), strict=True)
        self.marks.remove(*self.stamps)
        self.play(*[mn.ReplacementTransform(*pair) for pair in pairs], run_time=1.0)
        self.play(self.answer(ANSWER, ANSWER_MARKUP))
