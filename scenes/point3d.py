"""Where does the point go? W lays its sheet in space; ReLU presses it onto a wall; b frees it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import manim as mn
import numpy as np

from relu_anim import LayerPath, Trace
from scenes.layout import FRAME, MARGIN, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.point3d_room import BALL, Moment, PointRoom
from scenes.mobjects.clips.point3d_words import Words
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import (
    SPACING,
    around,
    box_of,
    halo,
    leader,
    nearest_first,
    off,
    places_near,
    put_clear,
)
from scenes.mobjects.naming import names
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.stage import Stage
from scenes.theme import SIZES

ROOM = FRAME.inset(1.5, 1.3, 0.9, 1.75)
"""Where the room is."""
FREE = FRAME.inset(MARGIN, MARGIN, MARGIN, MARGIN + 1.05)
"""Where labels may stand."""
GAPS = (0.12, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0)
"""Frame units from a point to its label: the nearest free place is taken."""
APART, TIP = 0.42, 0.04
"""From the middle of a ball to the names of others, and from an axis to a line to its name."""
DEAR = 50.0
"""Wall and sheet may pass behind a label, no other text may."""
PLACE, LAST = 0.45, 0.55
"""The type sizes of what stands at the point, and of that in the end."""
HALO = 7.0
"""The stroke width around glyphs: a narrow one, since it is seen on the wall."""
FAR, STATIONS = 0.25, 24
"""From a place to a label that a line leads to, unless all else is further away, in frame units;
and points of that line."""
LAID = Moment(aside=1.0, laid=1.0, room=1.0)
BARE = replace(LAID, sheet=0.0)
WITHOUT = replace(BARE, drops=1.0), replace(BARE, push=1.0, pressed=1.0)
WITH = tuple(
    replace(BARE, push=1.0, press=1.0, fate=1.0, lifted=1.0, **more)
    for more in ({"drops": 1.0}, {"pressed": 1.0})
)
"""What is seen without the bias, and with it: labels keep off all of that."""
BALL_NOW = "ball", "behind"
BALLS, MARKS = ("ring", *BALL_NOW), ("stopped", "ring", *BALL_NOW)
"""What O W is seen as, and what ReLU makes of it: the first of these that is there."""


class Point3D(Stage):
    """The sheet, the room, behind the wall, pressed onto it, back, carried into the room."""

    model: Trace

    def construct(self) -> None:
        self.path = LayerPath(self.model)
        self.words = Words(self.path)
        self.room = PointRoom(self.path, self.theme, ROOM)
        exempt(self.room, "covered", "depth is seen by what is before what")
        exempt(self.room, "twins", "one way may lead on in the line of another")
        exempt(self.room, "contrast", "what is behind wall, sheet or floor is dimmed by it")
        exempt(self.room, "jump", "a line that comes to lie in a wall is seen whole at once")
        self.add(self.room)
        self.axes, self.labels = list[Any](), list[Any]()
        self.put_the_point_on_its_sheet()
        self.open_the_room()
        self.lay_the_sheet_in_space()
        if self.path.linear.any():
            self.see_where_it_lies()
        self.press_the_point_onto_the_wall()
        if self.model.biases.any():
            self.carry_it_by_the_bias()
            self.let_relu_act_again()
        self.answer_with_both()

    def go(self, run_time: float, *others: mn.Animation, **changes: float) -> None:
        """Move the room to another moment."""
        rate = mn.rate_functions.ease_in_quad if changes.get("pressed") else mn.smooth
        start = self.room.moment
        goal = replace(start, **changes)
        move = Morph(self.room, lambda share: start.towards(goal, share), rate_func=rate)
        self.play(move, *others, run_time=run_time)

    def keep_off(self, *moments: Moment) -> None:
        """Let labels keep off what is seen at these moments from now on."""
        now, room = self.room.moment, self.room
        self.paths, self.balls = list[np.ndarray](), list[np.ndarray]()
        self.shapes = list[tuple[str, np.ndarray]]()
        for moment in moments:
            self.paths += room.set_value(moment).paths
            if moment.sheet:
                one, two, three, four = room.flat(room.lie(room.corners_of_sheet))
                sides = np.linspace(one, four, 12), np.linspace(two, three, 12)
                self.paths += [*np.stack(sides, axis=1)]
            self.shapes += [(key, room.kept[key].points.copy()) for key in room.shown]
            self.balls += [room.flat(place) for place in (room.at, room.stops[0])]
        room.set_value(now)

    def outlines(self, keys: list[str], spot: np.ndarray) -> tuple[list[np.ndarray], ...]:
        """Paths around what a label names, or else a spot, and around all that is as small."""
        own = [points for key, points in self.shapes if key in keys] or [spot[None]]
        most = 2 * max(BALL, float(np.ptp(np.vstack(own), axis=0).max()))
        others = [points for key, points in self.shapes if key not in keys and len(points)]
        return own, [points for points in others if np.ptp(points, axis=0).max() < most]

    def say(
        self,
        *lines: str,
        at: np.ndarray,
        of: tuple[str, ...] = (),
        size: float = SIZES.label,
        role: str = "ink",
        gap: float = 0.0,
    ) -> mn.Animation:
        """Name what is at a place in space, or some, clear of all that is and will be."""
        text = mn.VGroup(*[self.typeset(markup, size, role) for markup in lines])
        names(text.arrange(mn.DOWN, buff=0.14, aligned_edge=mn.LEFT), self.room.drawn(*of))
        ends, taken = self.room.flat(np.atleast_2d(at)), self.taken
        spot = ends.mean(axis=0)
        gaps = [gap + more for more in GAPS]
        spots = [place for end in ends for place in around(text, end, gaps)]
        spots += places_near(text, spot, FREE)
        own, others = self.outlines(self.room.keys_of(*of), spot)
        small = [points for points in others if np.ptp(points, axis=0).max() < 2 * BALL]
        boxes = [*taken, *[square(points.mean(axis=0), BALL / 2) for points in small]]
        spots = free_ways_first(text, spot, nearest_first(text, spots, own, others), boxes)
        balls = [place for place in self.balls if gap and np.linalg.norm(place - spot) > BALL]
        texts = [*taken, *map(square, self.balls), *[square(at, APART) for at in balls]]
        put_clear(text, spots, within=FREE, texts=texts, paths=self.paths, dear=DEAR)
        exempt(exempt(text, "crossing", "a halo"), "contrast", "a wall is behind it")
        label = mn.VGroup(halo(text, self.theme, HALO))
        low, _, high, _ = box_of(text).corners
        ways = np.clip(ends, low, high) - ends
        nearest = int((lengths := np.linalg.norm(ways, axis=1)).argmin())
        away, here = float(lengths[nearest]), [text.get_center()]
        is_nearest = bool(off(text, here, own) <= off(text, here, others))
        if gap and away > gap + FAR * is_nearest:
            line = leader(text, ends[nearest] + gap / away * ways[nearest], self.theme)
            exempt(line, "twins", "one place may have two names")
            line[1].set_stroke(self.theme.muted)
            label.add_to_back(line)
        self.labels.append(label)
        return Fade(label)

    @property
    def taken(self) -> list[Region]:
        """Where labels are, and the lines that lead from them."""
        labels = [*self.axes, *self.labels]
        ends = [line[1].get_start_and_end() for label in labels for line in label[:-1]]
        ways = [point for way in ends for point in np.linspace(way[0], way[1], STATIONS)]
        return [*[box_of(label[-1]) for label in labels], *[square(at, SPACING) for at in ways]]

    def forget(self) -> list[mn.Animation]:
        """All labels go but those of the axes."""
        going, self.labels = self.labels, []
        return [Fade(label, leaving=True) for label in going]

    def put_the_point_on_its_sheet(self) -> None:
        self.beat(self.words.on_sheet, "plane")
        low, high = self.room.patch
        ends = self.room.flat(self.room.lie([[high[0], 0.0], [low[0], 0.95 * high[1]]]))
        axes = [self.typeset(f"input {number}", SIZES.formula, "muted") for number in (1, 2)]
        axes[0].next_to(ends[0], mn.RIGHT, 0.15)
        axes[1].next_to(ends[1], mn.LEFT, 0.15)
        left, bottom, _ = self.room.flat(self.room.lie(low))
        right, top, _ = self.room.flat(self.room.lie(high))
        sheet = Region(left, right, bottom, top).inset(0.1, 0.1, 0.1, 0.1)
        labels: list[Any] = [square(self.room.flat(self.room.at))]
        steps = self.room.flat(self.room.lie(self.room.walk))
        values = zip(self.path.trace.point, steps.mean(axis=1), strict=True)
        spots = [(self.words.inputs.markup(value), spot, 0.1) for value, spot in values if value]
        for markup, spot, gap in [*spots, ("O", self.room.flat(self.room.at), BALL + 0.08)]:
            label = self.typeset(f"${markup}$", 0.75, "print")
            candidates = around(label, spot, [gap + more for more in GAPS])
            put_clear(label, candidates, within=sheet, texts=labels, paths=list(steps))
            labels.append(halo(exempt(label, "crossing", "a halo"), self.theme, on="paper"))
        self.labels += [*axes, *labels[1:]]
        self.room.set_value(Moment(walked=0.0))
        self.play(*map(Fade, axes), run_time=0.6)
        shares = [share for share, x in zip((0.5, 1.0), self.path.trace.point, strict=True) if x]
        for label, share in zip(labels[1:-1], shares, strict=True):
            self.go(1.0, Fade(label), walked=share)
        self.room.set_value(Moment())  # a step of 0 is not walked
        self.play(Fade(self.labels[-1]), run_time=0.6)

    def open_the_room(self) -> None:
        self.beat("On each wall one neuron is 0. Inside the room none is negative.", "room")
        self.play(*self.forget(), run_time=0.4)
        self.go(1.4, aside=1.0, room=1.0)
        room, telling = self.room, self.path.telling
        self.keep_off(room.moment, LAID, *WITHOUT, *(WITH if self.model.biases.any() else ()))
        for neuron, end in enumerate(room.ends):
            axis, role = (f"_axis{neuron}",), NEURON_ROLES[neuron]
            self.say(f"neuron {neuron + 1}", at=end, of=axis, role=role, gap=TIP)
        self.axes, self.labels = self.labels, []
        self.keep_off(room.moment)
        edge, role = room.corners(telling)[2:].mean(axis=0), NEURON_ROLES[telling]
        self.say(f"on this wall neuron {telling + 1} is 0", at=edge, of=("wall",), role=role)
        self.say("the room", at=room.reach * [0.5, 0.5, 0], size=SIZES.formula)
        self.play(*map(Fade, [*self.axes, *self.labels]), run_time=0.8)

    def lay_the_sheet_in_space(self) -> None:
        self.beat(self.words.laid, "weights")
        self.go(0.4, *self.forget())
        self.go(1.8, laid=1.0)
        self.keep_off(LAID, *WITHOUT)
        place = self.words.tuple_of(self.path.linear)
        name = self.say("$O thin W$", place, at=self.room.at, of=BALLS, size=PLACE, gap=BALL)
        self.play(name, run_time=0.6)

    def see_where_it_lies(self) -> None:
        self.beat(self.words.landed, "outside")
        self.go(0.6, sheet=0.0)
        self.go(0.8, drops=1.0)
        self.keep_off(self.room.moment)
        below = np.flatnonzero(self.path.linear < 0)
        for neuron in below if len(below) == 1 else ():
            role, drop = NEURON_ROLES[neuron], on_the_way(*self.room.drops[neuron])
            value = f"${self.words.places.markup(self.path.linear[neuron])}$"
            self.say(value, at=drop, of=(f"drop-{role}",), role=role, gap=GAPS[0])
        if self.labels[1:]:
            self.play(*map(Fade, self.labels[1:]), run_time=0.6)

    def press_the_point_onto_the_wall(self) -> None:
        self.beat(self.words.stopped, "relu")
        below = bool((self.path.linear < 0).any())
        going = [Fade(depth, leaving=True) for depth in self.labels[1:]]
        self.labels = self.labels[:1]
        self.go(0.6, *going, sheet=0.0, drops=0.0, push=float(below))
        if below:
            linear, _, stopped, _ = self.room.stops
            self.go(1.4, pressed=1.0)
            self.keep_off(self.room.moment)
            coming = [self.say("ReLU", at=(linear + stopped) / 2, of=("push",))]
            place = self.words.tuple_of(stopped)
            coming.append(self.say(place, at=stopped, of=BALL_NOW, size=PLACE, gap=BALL))
            self.play(*coming, run_time=0.6)

    def carry_it_by_the_bias(self) -> None:
        self.beat(self.words.carried, "bias")
        self.go(0.8, *self.forget(), pressed=0.0, fate=1.0)
        self.go(2.4, lifted=1.0)
        self.keep_off(*WITH)
        bias = self.words.tuple_of(self.model.biases)
        way = on_the_way(*self.room.stops[:2])
        self.say(f"#bias[$b$] {bias}", at=way, of=("carry",), size=PLACE, gap=GAPS[1])
        place = self.words.tuple_of(self.path.affine)
        self.say("$O'$", place, at=self.room.at, of=BALL_NOW, size=PLACE, gap=BALL)
        self.play(*map(Fade, self.labels), run_time=0.6)

    def let_relu_act_again(self) -> None:
        self.beat(self.words.at_last, "relu-again")
        if (self.path.affine < 0).any():
            self.go(0.6, *self.forget(), press=1.0)
            self.go(1.4, pressed=1.0)
            self.keep_off(self.room.moment)
            place = self.words.tuple_of(self.path.output)
            self.play(self.say(place, at=self.room.at, of=BALL_NOW, size=PLACE, gap=BALL))
        else:
            self.go(0.8, drops=1.0)

    def answer_with_both(self) -> None:
        self.beat(self.words.turned, "answer")
        self.labels, self.axes = [*self.labels, *self.axes], []
        self.go(0.5, *self.forget())
        self.keep_off(self.room.moment)
        *_, stopped, last = self.room.stops
        if self.model.biases.any():
            self.say("with $b$", at=last, of=BALL_NOW, size=LAST, gap=BALL)
            self.say("without $b$", at=stopped, of=MARKS, size=LAST, gap=BALL)
        else:
            place = self.words.tuple_of(stopped)
            self.say(place, at=stopped, of=BALL_NOW, size=PLACE, gap=BALL)
        self.play(*map(Fade, self.labels), self.answer(*self.words.answer))


def square(point: np.ndarray, half: float = BALL) -> Region:
    """The square around a ball at a point of the frame."""
    x, y, _ = point
    return Region(x - half, x + half, y - half, y + half)


def on_the_way(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Places (5, 3) on the middle half of a way, the middle first."""
    return start + np.array([[0.5], [0.4], [0.6], [0.25], [0.75]]) * (end - start)


def free_ways_first(
    label: mn.Mobject, spot: np.ndarray, places: list[np.ndarray], taken: list[Region]
) -> list[np.ndarray]:
    """Places for a label: those first from which a straight line to a spot meets nothing taken."""
    half, at = np.array([label.width, label.height, 0.0]) / 2, np.array(places)
    ways = np.linspace(spot, np.clip(spot, at - half, at + half), STATIONS)
    meets = np.zeros(len(at), dtype=bool)
    for low, _, high, _ in [region.corners for region in taken if not region.holds(spot)]:
        meets |= ((low < ways) & (ways < high))[..., :2].all(axis=2).any(axis=0)
    return [*at[np.argsort(meets, kind="stable")]]
