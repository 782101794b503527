"""Where does the point go? W lays its sheet in space; ReLU presses it onto a wall; b frees it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import manim as mn
import numpy as np

from relu_anim import LayerPath, Trace
from scenes.layout import MARGIN, STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.point3d_room import BALL, Moment, PointRoom
from scenes.mobjects.clips.point3d_words import Words
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import (
    around,
    box_of,
    halo,
    leader,
    overlap,
    places_near,
    put_clear,
    stations,
)
from scenes.mobjects.naming import names
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.stage import Stage
from scenes.theme import SIZES

FRAME = Region(-STAGE_WIDTH / 2, STAGE_WIDTH / 2, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)
ROOM = FRAME.inset(1.7, 0.6, 1.0, 1.5)
"""Where the room is; its floor goes on."""
FREE = FRAME.inset(MARGIN, MARGIN, MARGIN, MARGIN + 1.05)
"""Where labels may stand."""
GAPS = (0.12, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0)
"""Frame units from a point to its label: the nearest free place is taken."""
CORNERS = (0, 1), (0, 0.12), (1, 0.12), (1, 1), (1, 0.4), (0, 0.5)
"""Shares of the frame: where something may stand that is not beside anything."""
PLACE = 0.45
"""The type size of places in space."""
SUMS = 0.52, PLACE, 0.4, 0.36, 0.32
"""And of sums: the largest that finds room."""
DEAR = 50.0
"""Wall, sheet and grid may pass behind a label, no other text may."""
LAID = Moment(aside=1.0, laid=1.0, room=1.0)
LIFTED = "O'"
ON_WALL = np.linspace(0.35, 0.7, 15)
"""Shares of its length: where its name may stand on the wall."""
INWARDS = np.linspace(1.0, 0.0, 21)
"""And where that of an axis: at its tip, or as far out as it is seen."""
BALLS, DISCS = ("ring", "ball"), ("stopped", "ball")
"""What O W is seen as, and what ReLU makes of it: the first of these that is there."""
FAR = 0.5
"""From a place to a label that a line leads to, in frame units."""
CLOSER = 1.2
"""The viewer goes nearer if that makes the sheet so much larger."""
SEEN = dict.fromkeys(("lifted", "push", "press", "fate", "drops"), 1.0) | {"sheet": 0.0}
"""What is still to come when the first labels are written."""


class Point3D(Stage):
    """The sheet, the room, behind the wall, pressed onto it, back, carried into the room."""

    model: Trace

    def construct(self) -> None:
        self.path = LayerPath(self.model)
        self.words = Words(self.path)
        self.room = PointRoom(self.path, self.theme, ROOM)
        self.near = float(self.model.biases.any() and self.room.closer > CLOSER)
        exempt(self.room, "cut", "the floor goes on beyond the frame")
        exempt(self.room, "covered", "depth is seen by what is before what")
        exempt(self.room, "twins", "one way may lead on in the line of another")
        exempt(self.room, "contrast", "what is behind wall, sheet or floor is dimmed by it")
        self.add(self.room)
        self.names: list[mn.Mobject] = []
        self.labels: list[mn.Mobject] = []
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

    def name_the_room(self, **other: float) -> mn.Animation:
        """Name its axes, the wall and itself, clear of all that is to come."""
        now, room = self.room.moment, self.room
        laid = room.set_value(replace(LAID, **other)).paths
        self.ahead, self.balls = [*laid], list[Region]()
        for moment in ({"sheet": 1 - now.fate}, SEEN, {**SEEN, "pressed": 1.0}):
            self.ahead += room.set_value(replace(LAID, **(moment | other))).paths
            self.balls.append(self.ball)
        room.set_value(replace(now, **other))
        coming = list[mn.Animation]()
        for end, neuron in zip(room.ends, room.order, strict=True):
            on_it = [end * share for share in INWARDS]  # the axis may go on beyond the frame
            seen = [at for at in on_it if overlap(FREE, around_point(room.flat(at)))]
            name = f"neuron {neuron + 1}"
            coming.append(self.write(name, at=seen[0], role=NEURON_ROLES[neuron], stays=True))
        wall = self.typeset(f"the wall: {self.words.wall} is 0", SIZES.label, room.roles[0])
        names(wall, room.drawn("wall"))
        on_it = [room.flat(room.reach * [0.0, share, 0.5]) for share in (ON_WALL if other else ())]
        edge = room.flat(room.wall[1:3].mean(axis=0))
        self.place(wall, [*on_it, *around(wall, edge, GAPS)], stays=True)
        coming.append(self.keep(wall if other else self.led(wall, edge), stays=True))
        inside = self.typeset("the room: no neuron is negative", SIZES.label)
        coming.append(self.put_at(inside, (1, 0), stays=True))
        room.set_value(now)
        self.ahead = self.ahead[len(laid) :]
        return mn.AnimationGroup(*coming)

    def go(self, run_time: float, *others: mn.Animation, **changes: float) -> None:
        """Move the room to another moment."""
        rate = mn.rate_functions.ease_in_quad if changes.get("pressed") else mn.smooth
        start = self.room.moment
        goal = replace(start, **changes)
        move = Morph(self.room, lambda share: start.towards(goal, share), rate_func=rate)
        self.play(move, *others, run_time=run_time)

    def write(
        self,
        *lines: str,
        at: np.ndarray,
        of: tuple[str, ...] = (),
        size: float = SIZES.label,
        role: str = "ink",
        gap: float = 0.0,
        stays: bool = False,
    ) -> mn.Animation:
        """Name a part of the room beside a point, clear of all that is and will be."""
        text = mn.VGroup(*[self.typeset(markup, size, role) for markup in lines])
        names(text.arrange(mn.DOWN, buff=0.14, aligned_edge=mn.LEFT), self.room.drawn(*of))
        spots = around(text, self.room.flat(at), [gap + more for more in GAPS])
        self.place(text, spots, stays=stays)
        is_ball = of and gap
        return self.keep(self.led(text, self.room.flat(at), gap) if is_ball else text, stays=stays)

    def led(self, text: mn.VMobject, at: np.ndarray, gap: float = 0.0) -> mn.VMobject:
        """A text, with a line from it to a place of the frame where that is far, or to its rim."""
        low, _, high, _ = box_of(text).corners
        way = np.clip(at, low, high) - at
        if (away := float(np.linalg.norm(way))) < gap + FAR:
            return text
        line = leader(text, at + gap / away * way, self.theme)
        return Led(exempt(line, "twins", "one place may have two names"), text)

    def put(
        self, text: mn.VMobject, spots: list[np.ndarray], *, stays: bool = False
    ) -> mn.Animation:
        """Write something at the first of these spots that is free, also later where it stays."""
        self.place(text, spots, stays=stays)
        return self.keep(text, stays=stays)

    def place(
        self, text: mn.VMobject, spots: list[np.ndarray], *, stays: bool = False
    ) -> tuple[int, int]:
        """Put something at the best of these spots; the texts and the points of lines it meets."""
        labels = *self.names, *self.labels
        texts: list[Any] = [one[1] if isinstance(one, Led) else one for one in labels]
        texts += [self.ball, *(self.balls if stays else ())]
        paths = [*self.room.paths, *self.hatched, *(self.ahead if stays else ())]
        put_clear(text, spots, within=FREE, texts=texts, paths=paths, dear=DEAR)
        boxes = [other if isinstance(other, Region) else box_of(other) for other in texts]
        points, (low, _, high, _) = np.vstack([*map(stations, paths)]), box_of(text).corners
        inside = ((points > low) & (points < high))[:, :2].all(axis=1)
        return sum(overlap(box_of(text), box) > 0 for box in boxes), int(inside.sum())

    def keep(self, text: mn.VMobject, *, stays: bool = False) -> mn.Animation:
        """Write what has its place."""
        exempt(text, "crossing", "wall, sheet and the grid of the floor pass behind it")
        (self.names if stays else self.labels).append(exempt(text, "contrast", "so does the wall"))
        return mn.FadeIn(text)

    @property
    def hatched(self) -> list[np.ndarray]:
        """Lines all over the sheet: no label is read on it."""
        one, two, three, four = self.room.flat(self.room.lie(self.room.corners))
        sides = np.linspace(one, four, 12), np.linspace(two, three, 12)
        return [*np.stack(sides, axis=1)] if self.room.moment.sheet else []

    @property
    def ball(self) -> Region:
        """The square around the ball."""
        return around_point(self.room.flat(self.room.at), self.room.ball)

    def put_at(
        self, text: mn.VMobject, *spots: tuple[float, float], stays: bool = False
    ) -> mn.Animation:
        """Write something at one of these places of the frame: shares of its width and height."""
        return self.put(text, self.spots(text, *spots), stays=stays)

    def spots(self, text: mn.VMobject, *spots: tuple[float, float]) -> list[np.ndarray]:
        """These places of the frame, and then all others, those near the first one first."""
        free = FREE.inset(*[text.width / 2] * 2, *[text.height / 2] * 2)
        first = [free.at(*spot) for spot in spots]
        return [*first, *places_near(text, first[0], FREE)]

    def reckon(self, markup: str, *corners: tuple[float, float]) -> mn.Animation:
        """Write a sum into a corner that is free, or else wherever it is clear of all others."""
        texts, met = [self.typeset(f"${markup}$", size) for size in SUMS], list[tuple[int, int]]()
        for text in texts:
            met.append(self.place(text, self.spots(text, *(corners or CORNERS))))
            if not any(met[-1]):
                break
        return self.keep(texts[met.index(min(met))])

    def forget(self, *, all_of_them: bool = False) -> list[mn.Animation]:
        """All labels go but those that stay, or those too."""
        going, self.labels = self.labels, []
        if all_of_them:
            going, self.names = [*going, *self.names], []
        return [mn.FadeOut(label) for label in going]

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
        labels: list[Any] = [self.ball]
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
        self.play(*map(mn.FadeIn, axes), run_time=0.6)
        shares = [share for share, x in zip((0.5, 1.0), self.path.trace.point, strict=True) if x]
        for label, share in zip(labels[1:-1], shares, strict=True):
            self.go(1.0, mn.FadeIn(label), walked=share)
        self.room.set_value(Moment())  # a step of 0 is not walked
        self.play(mn.FadeIn(self.labels[-1]), run_time=0.6)

    def open_the_room(self) -> None:
        self.beat(self.words.room, "room")
        self.play(*self.forget(), run_time=0.4)
        self.go(1.4, aside=1.0, room=1.0)
        self.play(self.name_the_room(), run_time=0.8)

    def lay_the_sheet_in_space(self) -> None:
        self.beat(self.words.laid, "weights")
        if self.near:
            self.play(*self.forget(all_of_them=True), run_time=0.4)
        self.go(1.8, laid=1.0, near=self.near)
        coming = [self.name_the_room(near=1.0, lifted=0.0)] if self.near else []
        coming.append(self.name_the_sum(self.room.at))
        steps = self.room.lie(self.room.walk).mean(axis=1)
        for row, (value, at) in enumerate(zip(self.path.trace.point, steps, strict=True), 1):
            if value:
                said = f"${self.words.inputs.markup(value)}$ row {row}"
                coming.append(self.write(said, at=at))
        self.play(*coming, self.reckon(self.words.walked), run_time=0.6)

    def see_where_it_lies(self) -> None:
        self.beat(self.words.landed, "outside")
        self.measure(self.path.linear)
        if (self.path.linear < 0).any():
            self.play(self.reckon(f'"outside: {self.words.below}"', (0, 0), *CORNERS), run_time=0.6)

    def measure(self, place: np.ndarray) -> None:
        """Write how far the point is from the walls, before or behind them."""
        self.go(0.8, drops=1.0)
        coming = []
        for line, neuron in zip(self.room.drops, self.room.order, strict=True):
            if (line[0] != line[1]).any():
                number, role = self.words.places.markup(place[neuron]), NEURON_ROLES[neuron]
                at = line.mean(axis=0)
                coming.append(self.write(f"${number}$", at=at, role=role, size=PLACE))
        if coming:
            self.play(*coming, run_time=0.6)

    def press_the_point_onto_the_wall(self) -> None:
        self.beat(self.words.stopped, "relu")
        path, below = self.path, bool((self.path.linear < 0).any())
        self.go(0.6, *self.forget(), drops=0.0, push=float(below))
        if below:
            self.go(1.4, pressed=1.0)
        rows = ("O thin W", path.linear), ("ReLU(O thin W)", path.output_without_bias)
        self.play(*self.name_the_fate(), self.reckon(self.words.equations(*rows)), run_time=0.6)

    def name_the_fate(self) -> list[mn.Animation]:
        """Name the point without the bias, what ReLU does to it, and what it makes of it."""
        linear, _, stopped, _ = self.room.stops
        coming = []
        if self.room.moment.fate and self.near:
            coming.append(self.name_the_sum(linear))
        below = bool((linear < 0).any())
        if below:
            coming.append(self.write("ReLU", at=(linear + stopped) / 2, stays=True))
        if below or not self.room.moment.fate:
            said = "$ReLU(O thin W)$"
            coming.append(self.write(said, at=stopped, of=DISCS, size=PLACE, gap=BALL))
        return coming

    def name_the_sum(self, at: np.ndarray) -> mn.Animation:
        """Name the point where W alone places it."""
        return self.write("$O thin W$", at=at, of=BALLS, size=PLACE, gap=BALL, stays=True)

    def carry_it_by_the_bias(self) -> None:
        self.beat(self.words.carried, "bias")
        path = self.path
        self.go(0.8, *self.forget(all_of_them=bool(self.near)), pressed=0.0, fate=1.0)
        if self.near:
            self.go(1.2, near=0.0)
            self.play(self.name_the_room(), run_time=0.6)
        self.go(2.4, lifted=1.0)
        now = self.room.moment
        self.room.set_value(replace(now, sheet=0.0))  # it is about to go
        names = self.name_the_fate() if self.near else []
        rows = [("O thin W", path.linear), ("+ thin #bias[$b$]", path.trace.biases)]
        sum_ = self.reckon(self.words.equations(*rows, (f"= {LIFTED}", path.affine)))
        middle = self.room.stops[:2].mean(axis=0)
        name = self.write("$b$", at=middle, size=PLACE, role="bias", stays=True)
        lifted = self.write(f"${LIFTED}$", at=self.room.at, size=PLACE, gap=BALL, stays=True)
        self.room.set_value(now)
        self.go(0.6, *names, sum_, name, lifted, sheet=0.4)

    def let_relu_act_again(self) -> None:
        self.beat(self.words.at_last, "relu-again")
        path = self.path
        self.go(0.6, *self.forget(), sheet=0.0)
        if (path.affine < 0).any():
            self.go(0.6, press=1.0)
            self.go(1.4, pressed=1.0)
        else:
            self.measure(path.affine)
        rows = (LIFTED, path.affine), (f"ReLU({LIFTED})", path.output)
        self.play(self.reckon(self.words.equations(*rows)), run_time=0.6)

    def answer_with_both(self) -> None:
        self.beat(self.words.turned, "answer")
        path, room = self.path, self.room
        self.go(0.5, *self.forget(), drops=0.0, sheet=0.0)
        fates: list[Any] = [("$ReLU(O thin W)$, without", path.output_without_bias, DISCS)]
        if path.trace.biases.any():
            fates.insert(0, ("with", path.output, DISCS[1:]))
        coming = []
        for bias, place, of in fates:
            lines = f"{bias} #bias[$b$]", f"${self.words.tuple_of(place)}$"
            at = place[list(room.order)]
            coming.append(self.write(*lines, at=at, of=of, size=PLACE, gap=BALL))
        self.play(*coming, self.answer(*self.words.answer))


class Led(mn.VGroup):
    """A line that leads from a text, and the text: nothing else may stand on that."""


def around_point(point: np.ndarray, half: float = 0.01) -> Region:
    """The square around a point of the frame."""
    x, y, _ = point
    return Region(x - half, x + half, y - half, y + half)
