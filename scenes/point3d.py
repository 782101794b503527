"""Where does the point go? W lays its plane in space, ReLU presses it onto glass, bias frees it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import manim as mn
import numpy as np

from relu_anim import LayerPath, Trace
from scenes.layout import MARGIN, STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.point3d_room import CIRCLE, Moment, Room
from scenes.mobjects.clips.point3d_setting import BALL, Setting
from scenes.mobjects.clips.point3d_words import Words
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.labels import around, halo, put_clear
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.stage import Stage
from scenes.theme import SIZES

FRAME = Region(-STAGE_WIDTH / 2, STAGE_WIDTH / 2, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)
LEFT, RIGHT, FOOT, TOP = 1.6, 0.8, 1.0, 2.05
"""What is kept free of the room on its sides, in frame units."""
GAPS = (0.12, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0)
"""Frame units from a point to its label: the nearest free place is taken."""
PLACE = 0.45
"""The type size of places in space."""
PASSED: tuple[FaultKind, ...] = ("crossing", "contrast")
LAID = Moment(aside=1.0, laid=1.0, room=1.0)
SWING = 34.0
"""Degrees: so far the room turns at the end and back, so that the glass is seen from the side."""
FAINT_PAPER = 0.22
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
        region = FRAME.inset(LEFT, RIGHT, FOOT, TOP)
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
        *lines: str,
        at: np.ndarray,
        size: float = SIZES.label,
        role: str = "ink",
        gap: float = 0.0,
        ahead: bool = True,
    ) -> mn.VGroup:
        """Write lines beside a point of space, where they are clear of all that is seen.

        ahead: and of what is still to come.
        """
        text = mn.VGroup(*[self.typeset(markup, size, role) for markup in lines])
        text.arrange(mn.DOWN, buff=0.14, aligned_edge=mn.LEFT)
        half = np.array([text.width, text.height, 0.0]) / 2
        put_clear(
            text,
            [
                self.room.flat(at) + (gap + more) * way + half * way / np.abs(way).max()
                for more in GAPS
                for way in sorted(CIRCLE[::2] @ np.eye(3)[:2], key=lambda way: -way[0])
            ],
            within=self.label_room,
            texts=[*self.names, *self.labels, self.ball],
            paths=[*self.room.paths, *(self.lines_ahead() if ahead else ())],
        )
        for fault in PASSED:
            exempt(text, fault, "paper and glass pass behind it")
        return text

    def label(self, *lines: str, **options: Any) -> mn.Animation:
        """Write something that goes with its beat."""
        self.labels.append(self.write(*lines, ahead=False, **options))
        return mn.FadeIn(self.labels[-1])

    def name(self, *lines: str, **options: Any) -> mn.Animation:
        """Write something that stays."""
        self.names.append(self.write(*lines, **options))
        return mn.FadeIn(self.names[-1])

    @property
    def ball(self) -> Region:
        """The square around the ball."""
        x, y, _ = self.room.flat(self.room.at)
        return Region(x - BALL, x + BALL, y - BALL, y + BALL)

    def put_the_point_on_its_plane(self) -> None:
        self.beat(self.words.on_plane, "plane")
        name = self.typeset("the input plane", SIZES.label, "muted")
        corners = self.room.flat(self.room.lie(self.setting.corners))
        name.place(corners[0] + 0.45 * mn.DOWN)
        ends = self.room.flat(self.room.lie(np.diag(self.setting.patch[1])))
        axes = [self.typeset(f"input {number}", SIZES.label, "muted") for number in (1, 2)]
        axes[0].next_to(ends[0], mn.RIGHT, 0.15)
        axes[1].next_to(ends[1], mn.UP, 0.15)
        point = self.words.inputs.tuple_markup(*self.path.trace.point)
        self.play(*map(mn.FadeIn, (name, *axes)), run_time=0.6)
        self.play(self.print(f"$O thin {point}$"), run_time=0.8)
        self.labels += [name, *axes]

    def print(self, markup: str) -> mn.Animation:
        """Write something beside the point on its paper."""
        low, _, high, _ = self.room.flat(self.room.lie(self.setting.corners))
        label = self.typeset(markup, 0.52, "print")
        put_clear(
            label,
            around(label, self.room.flat(self.room.at), [BALL + more for more in GAPS]),
            within=Region(low[0] + 0.1, high[0] - 0.1, low[1] + 0.1, high[1] - 0.1),
            texts=[self.ball],
        )
        self.labels.append(halo(exempt(label, "crossing", "a halo"), self.theme, on="paper"))
        return mn.FadeIn(label)

    def forget(self) -> list[mn.Animation]:
        """All labels but the names of the axes go."""
        going, self.labels = self.labels, []
        return [mn.FadeOut(label) for label in going]

    def open_the_room(self) -> None:
        self.beat(self.words.room, "room")
        self.play(*self.forget(), run_time=0.4)
        self.go(1.4, aside=1.0)
        self.go(1.2, room=1.0)
        coming = [self.print("$O$")]
        corner = self.setting.reach[:, 1] * [[0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [0.5, 0.7, 0.0]]
        walls = list(zip(corner, self.setting.order, strict=True))
        for end, neuron in zip(self.room.ends, self.setting.order, strict=True):
            coming.append(self.name(f"neuron {neuron + 1}", at=end, role=NEURON_ROLES[neuron]))
        for spot, neuron in walls[:1] if self.setting.reach[1:, 0].any() else walls:
            write, kind = (self.label, "") if spot[0] else (self.name, "glass: ")
            text = f"{kind}neuron {neuron + 1} is 0"
            coming.append(write(text, at=spot, role=NEURON_ROLES[neuron]))
        room = self.typeset("the room: no neuron is negative", SIZES.label)
        floor = FRAME.inset(MARGIN + room.width / 2, MARGIN + room.width / 2, MARGIN)
        put_clear(
            room,
            [floor.at(across, 0) + room.height / 2 * mn.UP for across in (1, 0.7, 0.4, 0.1)],
            within=FRAME,
            texts=self.names,
            paths=self.lines_ahead(),
        )
        self.names.append(exempt(room, "crossing", "the grid of the floor is faint"))
        self.play(*coming, mn.FadeIn(room), run_time=0.8)

    def lines_ahead(self) -> list[np.ndarray]:
        """What names keep off: all lines that are still to come, and the paper until it is laid."""
        now = self.room.moment
        seen = dict.fromkeys(("lifted", "carry", "drops", "push", "fate", "press"), 1.0)
        ahead = [LAID] * (now.laid < 1) + [replace(LAID, paper=0.0, **seen)]
        lines = [line for moment in ahead for line in self.room.set_value(moment).paths]
        self.room.set_value(now)
        return lines

    def lay_the_plane_in_space(self) -> None:
        self.beat(self.words.laid, "weights")
        matrix = self.typeset(f"${self.words.matrix}$", PLACE)
        self.play(*self.forget(), run_time=0.4)
        low, _, high, _ = self.room.flat(self.room.lie(self.setting.corners))
        paper = Region(low[0], high[0], low[1], high[1])
        half = np.array([matrix.width, matrix.height, 0.0]) / 2
        free = self.label_room.inset(half[0], half[0], half[1], half[1])
        corners = [free.at(across, up) for across, up in ((1, 0), (0.8, 1), (0, 0.85), (0, 0))]
        put_clear(
            matrix,
            corners,
            within=FRAME,
            texts=[*self.names, paper],
            paths=self.room.paths,
        )
        self.labels.append(exempt(matrix, "crossing", "the grid of the floor is faint"))
        self.play(mn.FadeIn(matrix), run_time=0.6)
        self.go(2.6, laid=1.0)
        self.play(self.place("O W", self.path.linear), run_time=0.6)
        self.measure(self.path.linear)

    def measure(self, place: np.ndarray) -> None:
        """Write how far the point is from the walls, before or behind them."""
        self.go(0.6, drops=1.0, paper=min(FAINT_PAPER, self.room.moment.paper))
        coming = []
        for foot, neuron in zip(self.room.feet, self.setting.order, strict=True):
            middle = (foot + self.room.at) / 2
            if (foot != self.room.at).any():
                number = f"${self.words.places.markup(place[neuron])}$"
                coming.append(self.label(number, at=middle, role=NEURON_ROLES[neuron], gap=0.1))
        if coming:
            self.play(*coming, run_time=0.6)

    def place(self, name: str, place: np.ndarray) -> mn.Animation:
        """Write what the place of the point is called, and its numbers."""
        numbers = self.words.tuple_of(place)
        return self.label(f"${name}$", f"${numbers}$", at=self.room.at, size=PLACE, gap=BALL)

    def fate(self, bias: str, place: np.ndarray) -> None:
        """Write where the point ends, with the bias or without."""
        lines = f"{bias} #bias[$b$]", f"${self.words.tuple_of(place)}$"
        at = place[list(self.setting.order)]
        self.name(*lines, at=at, size=PLACE, gap=BALL, ahead=False)

    def press_the_point_onto_the_glass(self) -> None:
        self.beat(self.words.stopped, "relu")
        path = self.path
        self.go(0.4, *self.forget(), drops=0.0)
        if (path.linear < 0).any():
            self.go(0.8, push=1.0)
            self.go(1.4, pressed=1.0, rate_func=mn.rate_functions.ease_in_quad)
            relu = self.name("ReLU", at=self.setting.stops[:3:2].mean(axis=0), gap=0.1)
            self.play(relu, run_time=0.4)
        self.play(self.place("ReLU(O W)", path.output_without_bias), run_time=0.6)

    def carry_it_by_the_bias(self) -> None:
        self.beat(self.words.carried, "bias")
        self.go(0.4, *self.forget(), fate=1.0)
        if self.room.moment.pressed:
            self.go(1.0, pressed=0.0)
        self.go(0.2, carry=1.0)
        self.go(2.8, lifted=1.0)
        value = f"$b = {self.words.tuple_of(self.path.trace.biases)}$"
        middle = self.setting.stops[:2].mean(axis=0)
        name = self.name(value, at=middle, size=SIZES.tick, role="bias")
        self.play(name, self.place("O W + #bias[$b$]", self.path.affine), run_time=0.6)

    def let_relu_act_again(self) -> None:
        path = self.path
        self.beat(self.words.at_last, "relu-again")
        self.go(0.8, *self.forget(), paper=0.0)
        if (path.affine < 0).any():
            self.go(0.8, press=1.0)
            self.go(1.4, pressed=1.0, rate_func=mn.rate_functions.ease_in_quad)
        else:
            self.measure(path.affine)
            _, start, end, _ = self.room.ways[1]
            relu = self.label("ReLU", at=(start + end) / 2)
            self.go(0.6, relu, press=1.0, rate_func=mn.rate_functions.ease_in_quad)
            for share in (0.6, 1.0):
                self.go(0.5, press=share, rate_func=mn.rate_functions.ease_in_quad)
        self.play(self.place("ReLU(O W + #bias[$b$])", path.output), run_time=0.6)

    def turn_and_answer(self) -> None:
        path, biases = self.path, self.path.trace.biases.any()
        self.beat(self.words.turned, "answer")
        leaving = [*self.forget(), *map(mn.FadeOut, self.names)]
        self.go(0.5, *leaving, paper=0.0, drops=0.0, press=0.0)
        still = self.room.moment
        self.play(
            Morph(self.room, lambda share: replace(still, turn=SWING * np.sin(np.pi * share))),
            run_time=5.0,
        )
        if biases:
            self.fate("with", path.output)
        self.fate("without", path.output_without_bias)
        self.play(*map(mn.FadeIn, self.names), self.answer(*self.words.answer))
