"""Where does the point go? W lays its plane in space, ReLU presses it onto glass, bias frees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import manim as mn
import numpy as np

from relu_anim import LayerPath, Trace
from scenes.layout import MARGIN, STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.point3d_room import Moment, Room
from scenes.mobjects.clips.point3d_setting import BALL, Setting
from scenes.mobjects.clips.point3d_words import Words
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.labels import around, halo, put_clear
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES

FRAME = Region(-STAGE_WIDTH / 2, STAGE_WIDTH / 2, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)
SIDES, FOOT, TOP = 0.7, 1.3, 1.95
"""What is kept free of the room at the left and right, below it and above it, in frame units."""
GAPS = (0.12, 0.3, 0.5, 0.8, 1.2, 1.6)
"""Frame units from a point to its label: the nearest free place is taken."""
TICK_GAPS = (0.12, 0.2, 0.3)
READING = Region(-0.75, FRAME.right - MARGIN, -3.65, -2.55)
"""Where the place of the point is written, in numbers and in words."""
PASSED: tuple[FaultKind, ...] = ("crossing", "contrast")
THIN = 9.0
"""The width of halos in the room: what they cross is thin, too."""
LAID = Moment(aside=1.0, laid=1.0, room=1.0)
SWING = 15.0
"""Degrees: so far the room turns to either side at the end."""
FAINT_PAPER = 0.3
"""How much of the paper is left where something before or behind it is to be seen."""


class Point3D(Stage):
    """The plane, the room, behind the glass, pressed onto it, back, carried into the room."""

    model: Trace

    def construct(self) -> None:
        self.set_the_room()
        self.put_the_point_on_its_plane()
        self.open_the_room()
        self.lay_the_plane_in_space()
        self.press_the_point_onto_the_glass()
        if self.model.biases.any():
            self.carry_it_by_the_bias()
            self.let_relu_act_again()
        self.turn_and_answer()

    def set_the_room(self) -> None:
        self.path = LayerPath(self.model)
        self.words = Words(self.path)
        region = FRAME.inset(SIDES, SIDES, FOOT, TOP)
        self.setting = Setting.of(self.path, region)
        self.room = Room(self.setting, self.theme, region.center)
        exempt(self.room, "cut", "floor and axes go on beyond the frame")
        exempt(self.room, "contrast", "what is behind glass, paper or floor is dimmed by it")
        self.add(self.room)
        self.names: list[mn.Mobject] = []
        self.labels: list[mn.Mobject] = []
        self.label_room = FRAME.inset(MARGIN, MARGIN, MARGIN, MARGIN + 1.05)

    def go(
        self,
        run_time: float,
        *others: mn.Animation,
        rate_func: object = mn.smooth,
        **changes: float,
    ) -> None:
        """Move the room to another moment."""
        start = self.room.moment
        goal = replace(start, **changes)
        move = Morph(self.room, lambda share: start.towards(goal, share), rate_func=rate_func)
        self.play(move, *others, run_time=run_time)

    def write(
        self,
        markup: str,
        at: np.ndarray,
        size: float = SIZES.formula,
        role: str = "ink",
        gap: float = 0.0,
        over: bool = False,
        away: Sequence[np.ndarray] = (),
    ) -> Typeset:
        """Write something beside a point of space, where it is clear of all that is seen now."""
        text = self.typeset(markup, size, role)
        put_clear(
            text,
            around(text, self.room.flat(at), [gap + more for more in GAPS]),
            within=self.label_room,
            texts=[*self.names, *self.labels, self.ball, READING],
            paths=[*self.room.paths, *away],
        )
        for fault in PASSED:
            exempt(text, fault, "the paper passes behind it on its way")
        return self.over_lines(text) if over else text

    def over_lines(self, text: Typeset) -> Typeset:
        """A text with a halo, which may stand on lines and paper."""
        exempt(text, "contrast", "it stands on its halo")
        exempt(text, "crossing", "lines and the paper pass behind its halo")
        return halo(text, self.theme, THIN)

    @property
    def ball(self) -> Region:
        """The square around the ball."""
        x, y, _ = self.room.flat(self.room.at)
        return Region(x - BALL, x + BALL, y - BALL, y + BALL)

    def read(self, markup: str, hint: str) -> mn.Animation:
        """Write what a place is, in numbers and below in words: always at the same place."""
        lines = (
            self.typeset(markup, fitting_size([markup], READING.width, 0.5)),
            self.typeset(hint, SIZES.label + 0.04),
        )
        for line, height in zip(lines, (0.63, 0.14), strict=True):
            line.place(np.array([READING.left, READING.bottom + height, 0.0]))
        text = exempt(mn.VGroup(*lines), "crossing", "the edge of the floor is faint")
        self.labels.append(text)
        return mn.FadeIn(text)

    def put_the_point_on_its_plane(self) -> None:
        self.beat(self.words.on_plane, "plane")
        name = self.typeset("the input plane", SIZES.label, "muted")
        corners = self.room.flat(self.room.lie(self.setting.corners))
        name.place(corners[0] + 0.45 * mn.DOWN)
        (left, bottom), (right, top) = corners[0, :2] + 0.1, corners[2, :2] - 0.1
        point = self.words.inputs.tuple_markup(*self.path.trace.point)
        self.label = self.typeset(f"$O thin {point}$", 0.52, "print")
        put_clear(
            self.label,
            around(self.label, self.room.flat(self.room.at), [BALL + more for more in GAPS]),
            within=Region(left, right, bottom, top),
            texts=[self.ball],
        )
        halo(exempt(self.label, "crossing", "it has a halo"), self.theme, on="paper")
        self.play(mn.FadeIn(name), run_time=0.6)
        self.play(mn.FadeIn(self.label), run_time=0.8)
        self.labels = [name, self.label]

    def forget(self) -> list[mn.Animation]:
        """All labels but the names of the axes go."""
        going, self.labels = self.labels, []
        return [mn.FadeOut(label) for label in going]

    def open_the_room(self) -> None:
        self.beat(self.words.room, "room")
        self.play(*self.forget(), run_time=0.4)
        self.go(1.4, aside=1.0)
        self.go(1.2, room=1.0)
        lines = self.lines_ahead()
        for end, neuron in zip(self.room.ends, self.setting.order, strict=True):
            name = f"neuron {neuron + 1}"
            role = NEURON_ROLES[neuron]
            self.names.append(self.write(name, end, SIZES.label, role, away=lines))
        glass = self.setting.glass[2]
        role = NEURON_ROLES[self.setting.order[0]]
        text = f"glass: {self.words.glass} is 0"
        self.names.append(self.write(text, glass, SIZES.label, role, away=lines))
        room = self.read("the room", "no neuron is negative")
        self.play(*map(mn.FadeIn, self.names), room, run_time=0.8)

    def lines_ahead(self) -> list[np.ndarray]:
        """What names keep off: all lines that are still to come."""
        now = self.room.moment
        ahead = [LAID, replace(LAID, lifted=1.0, carry=1.0, drops=1.0, push=1.0, fate=1.0)]
        lines = [line for moment in ahead for line in self.room.set_value(moment).paths]
        self.room.set_value(now)
        return lines

    def lay_the_plane_in_space(self) -> None:
        self.beat(self.words.laid, "weights")
        self.play(*self.forget(), run_time=0.3)
        self.go(2.6, laid=1.0)
        path = self.path
        reading = self.read(
            f"$O W = {self.words.tuple_of(path.linear)}$", self.words.hint(path.linear)
        )
        self.play(reading, run_time=0.8)

    def press_the_point_onto_the_glass(self) -> None:
        self.beat(self.words.stopped, "relu")
        path, setting = self.path, self.setting
        if (path.linear >= 0).all():
            self.play(*self.forget(), run_time=0.4)
            self.play(self.read_result(path.linear, path.output_without_bias), run_time=0.6)
            return
        self.play(*self.forget(), run_time=0.4)
        self.go(0.8, push=1.0, paper=FAINT_PAPER)
        role = NEURON_ROLES[setting.order[0]]
        self.go(1.4, pressed=1.0, rate_func=mn.rate_functions.ease_in_quad)
        middle = setting.stops[:3:2].mean(axis=0)
        relu = self.write("ReLU", middle, SIZES.formula, role, gap=0.1, over=True)
        reading = self.read_result(path.linear, path.output_without_bias)
        self.labels.append(relu)
        self.play(mn.FadeIn(relu), reading, run_time=0.6)

    def read_result(self, before: np.ndarray, after: np.ndarray) -> mn.Animation:
        """Write what ReLU makes of a place."""
        name = "O W" if before is self.path.linear else "O'"
        return self.read(
            f"$ReLU({name}) = {self.words.tuple_of(after)}$", self.words.hint(before, after)
        )

    def carry_it_by_the_bias(self) -> None:
        self.beat(self.words.carried, "bias")
        was_pressed = bool(self.room.moment.pressed)
        self.go(0.4, *self.forget(), fate=float(was_pressed))
        if was_pressed:
            self.go(1.0, pressed=0.0, paper=1.0)
        self.go(0.2, carry=1.0)
        self.go(2.8, lifted=1.0)
        path, stops = self.path, self.setting.stops
        lines = self.lines_ahead()
        self.kept = [self.write("$O'$", stops[1], 0.56, gap=BALL, over=True, away=lines)]
        self.names += self.kept
        self.kept.append(self.write("$b$", stops[:2].mean(axis=0), 0.56, "bias", over=True))
        self.names += self.kept[1:]
        reading = self.read(
            f"$O' = O W + #bias[$b$] = {self.words.tuple_of(path.affine)}$",
            self.words.hint(path.affine),
        )
        self.play(*map(mn.FadeIn, self.kept), reading, run_time=0.6)

    def let_relu_act_again(self) -> None:
        path = self.path
        self.beat(self.words.at_last, "relu-again")
        self.play(*self.forget(), run_time=0.4)
        self.go(0.8, paper=FAINT_PAPER)
        if (path.affine < 0).any():
            self.play(*map(mn.FadeOut, self.kept), run_time=0.4)
            self.names = [name for name in self.names if name not in self.kept]
            self.go(1.4, pressed=1.0, carry=0.0, rate_func=mn.rate_functions.ease_in_quad)
        else:
            self.go(1.2, drops=1.0)
            self.write_the_coordinates()
        self.play(self.read_result(path.affine, path.output), run_time=0.6)

    def write_the_coordinates(self) -> None:
        """Where the point's drop lines end, its numbers."""
        stop = self.setting.stops[1]
        ends = stop * np.array([[1, 0, 0], [0, 1, 0], [1, 1, 0.5]])
        for end, value, neuron in zip(ends, stop, self.setting.order, strict=True):
            number = f"${self.words.places.markup(value)}$"
            text = self.typeset(number, SIZES.label, NEURON_ROLES[neuron])
            spots = around(text, self.room.flat(end), TICK_GAPS)
            put_clear(text, spots, within=self.label_room, texts=[*self.names, self.ball])
            self.names.append(self.over_lines(text))
        self.play(*map(mn.FadeIn, self.names[-3:]), run_time=0.6)

    def turn_and_answer(self) -> None:
        self.beat(self.words.turned, "answer")
        shown = [*self.names, *self.labels]
        self.play(*map(mn.FadeOut, shown), run_time=0.5)
        still = self.room.moment
        self.play(
            Morph(self.room, lambda share: replace(still, turn=SWING * np.sin(2 * np.pi * share))),
            run_time=5.0,
        )
        self.play(*map(mn.FadeIn, shown), self.answer(*self.words.answer))
