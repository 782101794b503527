"""What does ReLU do to the whole plane? It creases it, and presses it onto walls and axes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import manim as mn
import numpy as np

from relu_anim import CreasedPlane, Dense
from scenes.catalogue.options.messages import counted
from scenes.layout import FRAME, MARGIN, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.fold_room import FoldRoom
from scenes.mobjects.controls.lamps import Lamps
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import around, box_of, legible, put_clear, roomiest
from scenes.mobjects.lines import polyline, stroked
from scenes.mobjects.plots.plane import LAMP, PlaneMap
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.stage import Stage
from scenes.theme import STROKES

LARGE = Region(-5.9, 0.7, -3.35, 2.15)
SMALL = Region(FRAME.left + MARGIN, FRAME.left + MARGIN + 4.2, -1.75, 1.75)
"""Where the map is, alone and beside the room."""
ROOM = FRAME.inset(5.1, 1.5, 0.35, 1.65)
LEGEND, COUNTS = np.array([1.6, 0.4, 0.0]), np.array([1.6, -1.9, 0.0])
"""Where words are beside the large map."""
GAPS = (0.12, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0)
"""Frame units from a place to its label: the nearest free place is taken."""
COUNT, WORDS = 0.66, 0.42
"""The em heights of what is counted, and of what is said in the picture."""
FATES = (
    ("no neuron on:", "to the origin", "the origin"),
    ("one neuron on:", "onto an axis", "axes"),
    ("two neurons on:", "onto a wall", "walls"),
    ("all three on:", "not moved", ""),
)
"""What becomes of pieces by the number of neurons that are on, and where they lie in the end."""


class Fold(Stage):
    """The creases come, the sheet is laid into space, and neuron after neuron presses it."""

    model: CreasedPlane

    def construct(self) -> None:
        self.plane, self.words = self.model, list[mn.VMobject]()
        self.map = self.map_of(1)
        self.crease_it_once()
        self.crease_it_again()
        self.lay_it_into_space()
        self.put_up_the_walls()
        for neuron in range(3):
            if not all(piece.pattern[neuron] for piece in self.plane.pieces):
                self.press_it_onto_the_wall_of(neuron)
        self.see_where_it_lies()

    def go(self, run_time: float, *others: mn.Animation, **changes: Any) -> None:
        """Move the room to another moment."""
        start = self.room.moment
        goal = replace(start, **changes)
        move = Morph(self.room, lambda share: start.towards(goal, share))
        self.play(move, *others, run_time=run_time)

    def say(self, text: mn.VMobject, place: np.ndarray, *off: Region | np.ndarray) -> mn.Animation:
        """Write something near a place, clear of all words and of other things."""
        put_clear(
            text,
            around(text, place, GAPS),
            within=self.layout.main,
            texts=[*self.texts, *self.words, *[box for box in off if isinstance(box, Region)]],
            paths=[path for path in off if not isinstance(path, Region)],
        )
        self.words.append(exempt(legible(text, self.theme), "contrast", "it has a halo"))
        return Fade(text)

    def hush(self) -> list[mn.Animation]:
        """All words leave."""
        leaving, self.words = self.words, []
        return [Fade(words, leaving=True) for words in leaving]

    # The plane

    def map_of(self, count: int) -> PlaneMap:
        """The large map as the first neurons light it."""
        layer = self.plane.layer
        first = Dense(layer.weights[:, :count], layer.biases[:count])
        return PlaneMap(self.theme, CreasedPlane(first, self.plane.window), LARGE)

    def crease_it_once(self) -> None:
        where = "on one side of its crease, and off on the other"
        if not len(self.plane.crease(0)):
            where = f"{('off', 'on')[self.plane.pieces[0].pattern[0]]} everywhere: it has no crease"
        self.beat(f"Neuron 1 is {where}.", "crease")
        for row, markup in enumerate(("off", "on: it lights its piece")):
            key = Lamps(self.theme, (bool(row),) * 3, LAMP)
            key.move_to(LEGEND + 0.8 * row * mn.UP, aligned_edge=mn.LEFT)
            self.words += [key, self.typeset(markup, WORDS).next_to(key, mn.RIGHT, 0.25)]
        self.play(Fade(self.map.blank), run_time=0.8)
        self.crease(self.map.blank, self.map, 0)

    def crease(self, old: mn.VMobject, new: PlaneMap, neuron: int) -> None:
        """One more crease, and the pieces as the neurons so far light them."""
        others = [] if neuron else [*map(Fade, self.words)]
        if neuron in new.creases:
            self.play(*map(mn.Create, new.creases[neuron]), run_time=0.9)
            ends = new.at(new.plane.crease(neuron))
            end = max(ends, key=lambda end: abs(end[1] - LARGE.center[1]) + 0.01 * end[1])
            text = self.typeset(f"neuron {neuron + 1} is 0", WORDS, NEURON_ROLES[neuron])
            others.append(self.say(text, end, LARGE))
        lines = [part for line in new.creases.values() for part in line]
        self.add(*lines)
        self.play(self.slip_under(new.sheet, *lines, by=Fade), *others, run_time=0.6)
        self.remove(*old)
        said = f"{counted(new.plane.lines, 'crease')},", counted(len(new.plane.pieces), "piece")
        rows = [self.typeset(line, COUNT) for line in said]
        for row, text in enumerate(rows):
            text.place(COUNTS + row * 0.85 * mn.DOWN)
        self.count = mn.VGroup(*rows)
        self.play(Fade(new.lamps), Fade(self.count), run_time=0.5)
        self.map = new

    def crease_it_again(self) -> None:
        creases = counted(self.plane.lines, "crease")
        said = f"All three neurons: {creases}, and {counted(len(self.plane.pieces), 'piece')}."
        self.beat(f"{said} Those that are on light theirs.", "creases")
        for neuron in (1, 2):
            leaving = self.count, self.map.lamps
            self.play(*[Fade(thing, leaving=True) for thing in leaving], run_time=0.3)
            self.crease(self.map, self.map_of(neuron + 1), neuron)

    # Space

    def lay_it_into_space(self) -> None:
        self.beat("W and b lay the plane into space: still flat, each piece in its colour.", "laid")
        old, self.map = self.map, PlaneMap(self.theme, self.plane, SMALL)
        self.words += [self.count, old.lamps]
        self.play(*self.hush(), run_time=0.4)
        pairs = zip(old.submobjects[:-1], self.map.submobjects[:-1], strict=True)
        self.play(*[mn.ReplacementTransform(*pair) for pair in pairs], run_time=1.0)
        name = self.typeset("the input plane", WORDS, "muted")
        name.move_to(SMALL.at(0.5, 0) + 0.95 * mn.DOWN)
        self.play(Fade(self.map.lamps), Fade(name), run_time=0.5)
        self.room = FoldRoom(self.plane, self.theme, ROOM, SMALL)
        self.add(exempt(self.room, "contrast", "what is behind glass is dimmed by it"))
        self.go(2.4, laid=1.0)

    def put_up_the_walls(self) -> None:
        self.beat("On each wall one neuron is 0. The walls meet the sheet at its creases.", "walls")
        self.go(1.4, walls=1.0)
        coming, paths = [], self.room.paths
        for neuron, role in enumerate(NEURON_ROLES):
            text = self.typeset(f"neuron {neuron + 1}", WORDS, role)
            zero = self.typeset(f"neuron {neuron + 1} is 0", WORDS, role)
            coming.append(self.say(text, self.room.flat(self.room.ends[neuron]), *paths))
            coming.append(self.say(zero, self.room.flat(self.room.wall(neuron)[2]), *paths))
        self.play(*coming[::2], run_time=0.6)
        self.play(*coming[1::2], run_time=0.6)

    def press_it_onto_the_wall_of(self, neuron: int) -> None:
        name, active = f"neuron {neuron + 1}", np.eye(3)[neuron]
        said = f"Where {name} is off, ReLU presses the sheet onto the wall where it is 0."
        self.beat(said, f"press-{neuron + 1}")
        outline = self.map.outline(neuron)
        self.go(0.8, Fade(outline), active=active)
        self.wait(0.4)
        self.go(2.4, pressed=np.maximum(self.room.moment.pressed, active))
        self.go(0.5, Fade(outline, leaving=True), active=np.zeros(3))

    def see_where_it_lies(self) -> None:
        self.beat("Two neurons on: onto a wall. One on: onto an axis. All on: not moved.", "answer")
        zeros, self.words = self.words[1::2], self.words[::2]
        self.play(*[Fade(words, leaving=True) for words in zeros], run_time=0.4)
        images = [self.room.flat(self.plane.image(piece)) for piece in self.plane.pieces]
        on = [sum(piece.pattern) for piece in self.plane.pieces]
        for count in sorted({*on}, reverse=True):
            own = [image for image, many in zip(images, on, strict=True) if many == count]
            self.play(
                self.name(count, max(own, key=lambda image: np.ptp(image, axis=0).sum())),
                run_time=0.5,
            )
        onto = [FATES[count][2] for count in (2, 1, 0) if count in on]
        lines = ("no line", "one line", "two lines", "three lines")[self.plane.lines]
        said = f"Creased along {lines}, pressed onto {' and '.join(onto)}."
        self.play(self.answer(said, said))

    def name(self, count: int, image: np.ndarray) -> mn.Animation:
        """What becomes of a piece, written on it or, where it is too small, beside it."""
        text = mn.VGroup(*[self.typeset(line, WORDS, "print") for line in FATES[count][:2]])
        text.arrange(mn.DOWN, buff=0.12)
        place, size = roomiest(image, np.array([text.width, text.height]) / 2, 1.0)
        if size >= 1:
            return Fade(exempt(text.move_to(place), "crossing", "the grid of the sheet"))
        middle = image.mean(axis=0)
        writing = self.say(text.set_color(self.theme.ink), middle, *self.room.paths)
        box = box_of(text)
        near = np.array(
            [np.clip(middle[0], box.left, box.right), np.clip(middle[1], box.bottom, box.top), 0]
        )
        leader = stroked(self.theme.ink, STROKES.guide, polyline(np.array([near, middle])))
        return mn.AnimationGroup(writing, Fade(leader))
