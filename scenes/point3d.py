"""Where does the point go? W lays its sheet in space; ReLU presses it onto a wall; b frees it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import manim as mn
import numpy as np

from relu_anim import LayerPath, Trace
from scenes.layout import FRAME, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.point3d_labels import (
    APART,
    AT_HAND,
    GAPS,
    TIP,
    Labels,
    on_the_way,
    square,
)
from scenes.mobjects.clips.point3d_room import BALL, Moment, PointRoom
from scenes.mobjects.clips.point3d_table import Table
from scenes.mobjects.clips.point3d_words import Words
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import around, halo, put_clear
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.stage import Stage
from scenes.theme import SIZES

ROOM = FRAME.inset(1.5, 1.3, 0.9, 1.75)
"""Where the room is, as long as it has the frame to itself."""
PLACE, LAST = 0.45, 0.55
"""The type sizes of what stands at the point, and of that in the end."""
NAME = 1.3
"""What is free between room and table, for the name of an axis."""
CLEAR = 3 * BALL
"""So far apart O W and O' both have room for their names."""
LAID = Moment(aside=1.0, laid=1.0, room=1.0)
BARE = replace(LAID, sheet=0.0, turned=1.0)
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
        self.table = Table(self.theme, self.words)
        beside = replace(ROOM, right=self.table.left - NAME)
        self.room = PointRoom(self.path, self.theme, ROOM, beside)
        exempt(self.room, "covered", "depth is seen by what is before what")
        exempt(self.room, "twins", "one way may lead on in the line of another")
        exempt(self.room, "contrast", "what is behind wall, sheet or floor is dimmed by it")
        exempt(self.room, "jump", "a line that comes to lie in a wall is seen whole at once")
        self.add(self.room)
        self.labels = Labels(self.room)
        self.put_the_point_on_its_sheet()
        self.open_the_room()
        self.lay_the_sheet_in_space()
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
        self.labels.now += [*axes, *labels[1:]]
        self.room.set_value(Moment(walked=0.0))
        self.play(*map(Fade, axes), run_time=0.6)
        shares = [share for share, x in zip((0.5, 1.0), self.path.trace.point, strict=True) if x]
        for label, share in zip(labels[1:-1], shares, strict=True):
            self.go(1.0, Fade(label), walked=share)
        self.room.set_value(Moment())  # a step of 0 is not walked
        self.play(Fade(self.labels.now[-1]), run_time=0.6)

    def open_the_room(self) -> None:
        self.beat("On each wall one neuron is 0. Inside the room none is negative.", "room")
        self.play(*self.labels.forget(), run_time=0.4)
        self.go(1.4, aside=1.0, room=1.0)
        room, telling = self.room, self.path.telling
        self.name_the_axes(room.moment)
        edge, role = room.corners(telling)[2:].mean(axis=0), NEURON_ROLES[telling]
        self.labels.say(f"on this wall neuron {telling + 1} is 0", at=edge, of=("wall",), role=role)
        self.labels.say("the room", at=room.reach * [0.5, 0.5, 0], size=SIZES.formula)
        self.play(*map(Fade, [*self.labels.axes, *self.labels.now]), run_time=0.8)

    def name_the_axes(self, *moments: Moment) -> None:
        """Names of the axes, clear of all that is seen at these moments."""
        self.labels.keep_off(*moments)
        for neuron, end in enumerate(self.room.ends):
            axis, role = (f"_axis{neuron}",), NEURON_ROLES[neuron]
            places = np.array([[1.0], [0.85], [0.7], [0.55]]) * end
            self.labels.say(f"neuron {neuron + 1}", at=places, of=axis, role=role, gap=TIP)
        self.labels.axes, self.labels.now = self.labels.now, []
        self.labels.keep_off(self.room.moment)

    def lay_the_sheet_in_space(self) -> None:
        self.beat(self.words.laid, "weights")
        self.go(0.4, *self.labels.forget(axes=True))
        self.go(1.8, laid=1.0)
        self.labels.keep_off(LAID)
        name = self.labels.say("$O thin W$", at=self.room.at, of=BALLS, size=PLACE, gap=BALL)
        self.play(name, run_time=0.6)

    def see_where_it_lies(self) -> None:
        """The viewer goes to a side, whence it is seen on which side of the wall the point is."""
        self.beat(self.words.landed, "outside")
        self.go(0.6, *self.labels.forget(), sheet=0.0)
        self.go(2.0, turned=1.0)
        self.labels.free = replace(self.labels.free, right=self.table.left - APART)
        self.name_the_axes(*WITHOUT, *(WITH if self.model.biases.any() else ()))
        self.play(*map(Fade, self.labels.axes), run_time=0.4)
        if self.path.linear.any():
            self.go(0.8, drops=1.0)
        self.labels.keep_off(self.room.moment, *WITHOUT)
        name = self.labels.say("$O thin W$", at=self.room.at, of=BALLS, size=PLACE, gap=BALL)
        self.columns: list[mn.VGroup] = [self.table.column(0, "$O thin W$", self.path.linear)]
        self.play(name, Fade(self.columns[0]), run_time=0.6)

    def press_the_point_onto_the_wall(self) -> None:
        self.beat(self.words.stopped, "relu")
        below = bool((self.path.linear < 0).any())
        self.go(0.6, drops=0.0, push=float(below))
        linear, _, stopped, _ = self.room.stops
        coming = []
        if below:
            self.go(1.4, pressed=1.0)
            self.labels.keep_off(self.room.moment)
            middle = (linear + stopped) / 2
            coming.append(self.labels.say("ReLU", at=middle, of=("push",), farthest=AT_HAND))
        self.columns.append(self.table.column(1, "ReLU", stopped, "arrow"))
        self.play(*coming, Fade(self.columns[1]), run_time=0.6)

    def carry_it_by_the_bias(self) -> None:
        """O W and b, neuron by neuron, are O'."""
        self.beat(self.words.carried, "bias")
        undone = Fade(self.columns.pop(), leaving=True)
        self.go(0.8, undone, *self.labels.forget(), pressed=0.0, fate=1.0)
        bias = self.table.column(1, "#bias[$b$]", self.model.biases, "+")
        self.go(2.4, Fade(bias), lifted=1.0)
        self.labels.keep_off(*WITH)
        start, end = self.room.flat(self.room.stops[:2])
        if np.linalg.norm(end - start) > CLEAR:
            way = on_the_way(*self.room.stops[:2])
            near: dict[str, Any] = {"gap": GAPS[0], "farthest": AT_HAND, "alone": True}
            self.labels.say("#bias[$b$]", at=way, of=("carry",), size=PLACE, **near)
            self.labels.say("$O thin W$", at=self.room.stops[0], of=("ring",), size=PLACE, gap=BALL)
        self.labels.say("$O'$", at=self.room.at, of=BALL_NOW, size=PLACE, gap=BALL)
        self.total = self.table.column(2, "$O'$", self.path.affine, "=")
        self.columns.append(bias)
        self.play(*map(Fade, self.labels.now), Fade(self.total), run_time=0.6)

    def let_relu_act_again(self) -> None:
        """ReLU is seen to take the numbers of O', though it may change none of them."""
        self.beat(self.words.at_last, "relu-again")
        total = self.total
        below = (self.path.affine < 0).any()
        away = [Fade(column, leaving=True) for column in (*self.columns, total.signs)]
        self.go(0.6, *away, *(self.labels.forget() if below else []), press=1.0)
        self.play(total.numbers.animate.shift(self.table.step(-2)))
        if below:
            self.go(1.4, pressed=1.0)
        else:
            self.go(0.8, drops=1.0)
        self.columns = [total.numbers, self.table.column(1, "ReLU", self.path.output, "arrow")]
        self.play(Fade(self.columns[1]), run_time=0.6)

    def answer_with_both(self) -> None:
        self.beat(self.words.turned, "answer")
        going = [Fade(column, leaving=True) for column in self.columns]
        self.go(0.5, *going, *self.labels.forget())
        self.labels.keep_off(self.room.moment)
        *_, stopped, last = self.room.stops
        columns = []
        if self.model.biases.any():
            places = ("without #bias[$b$]", stopped), ("with #bias[$b$]", last)
            columns = [self.table.column(2 * at, *place) for at, place in enumerate(places)]
            self.labels.say("with #bias[$b$]", at=last, of=BALL_NOW, size=LAST, gap=BALL)
            self.labels.say("without #bias[$b$]", at=stopped, of=MARKS, size=LAST, gap=BALL)
        self.play(*map(Fade, [*self.labels.now, *columns]), self.answer(*self.words.answer))
