"""What does ReLU do to the whole plane? It creases it, and presses it onto walls and axes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import manim as mn
import numpy as np

from relu_anim import CreasedPlane
from scenes.catalogue.options.messages import counted
from scenes.layout import FRAME, MARGIN, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.fold_room import FoldRoom
from scenes.mobjects.controls.lamps import Lamps
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import around, box_of, leader, legible, put_clear
from scenes.mobjects.maps.plane import APART, LAMP, PlaneMap
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.stage import Stage

LARGE = Region(-5.9, 0.22, -3.1, 2.0)
SMALL = Region(FRAME.left + MARGIN, FRAME.left + MARGIN + 4.2, -1.75, 1.75)
"""Where the map is, alone and beside the room."""
ROOM = FRAME.inset(5.1, 1.5, 0.45, 1.65)
LEGEND, COUNTS = np.array([1.5, -0.4, 0.0]), np.array([1.3, -2.2, 0.0])
"""Where words are beside the large map."""
GAPS = (0.12, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0)
"""Frame units from a place to its label: the nearest free place is taken."""
COUNT, WORDS = 0.58, 0.42
"""The em heights of what is counted, and of what is said in the picture."""
FATES = (
    ("no neuron on:", "to the origin", "origin"),
    ("one neuron on:", "onto an axis", "axes"),
    ("two neurons on:", "onto a wall", "walls"),
    ("all three on:", "not moved", ""),
)
"""What becomes of pieces by the number of neurons that are on, and where they lie in the end."""


class Fold(Stage):
    """The creases come, the sheet is laid into space, and neuron after neuron presses it."""

    model: CreasedPlane

    def construct(self) -> None:
        self.plane, self.words, self.free = self.model, list[mn.VMobject](), self.layout.main
        self.map = PlaneMap(self.theme, self.plane.by_first(1), LARGE)
        self.count: mn.VMobject = self.typeset("3 creases, 7 pieces", COUNT).place(COUNTS)
        self.room = FoldRoom(self.plane, self.theme, ROOM, SMALL)
        exempt(self.room, "contrast", "what is behind glass is dimmed by it")
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

    def say(self, text: mn.VMobject, *places: np.ndarray) -> mn.VMobject:
        """A text near one of these places, clear of words, map and room."""
        words = [box_of(word).inset(*[-APART] * 4) for word in [*self.words, self.count]]
        boxes: list[Any] = [*self.texts, *words, *self.map.boxes]
        spots = [spot for gap in GAPS for place in places for spot in around(text, place, [gap])]
        put_clear(text, spots, within=self.free, texts=boxes, paths=self.room.paths)
        self.words.append(exempt(text, "crossing", "the sheet may pass before it"))
        return text

    # The plane

    def crease_it_once(self) -> None:
        self.beat("On its crease a neuron is 0: it is on at one side, off at the other.", "crease")
        for row, markup in enumerate(("off", "on: lights its piece")):
            key = Lamps(self.theme, (bool(row),) * 3, LAMP)
            key.move_to(LEGEND + 0.8 * row * mn.UP, aligned_edge=mn.LEFT)
            self.words += [key, self.typeset(markup, WORDS).next_to(key, mn.RIGHT, 0.25)]
        self.play(Fade(self.map.blank), run_time=0.8)
        self.crease(0)

    def crease(self, neuron: int) -> None:
        """One more crease, and the pieces as the neurons so far light them."""
        new = PlaneMap(self.theme, self.plane.by_first(neuron + 1), LARGE)
        others: list[mn.Animation] = [] if neuron else [*map(Fade, self.words)]
        if neuron in new.creases:
            self.play(mn.Create(new.creases[neuron], lag_ratio=0), run_time=0.9)
            ends = new.at(new.plane.crease(neuron))
            text = self.typeset(f"neuron {neuron + 1} is 0", WORDS, NEURON_ROLES[neuron])
            others.append(Fade(self.say(text, *sorted(ends, key=lambda end: -end[1]))))
        self.add(*(lines := new.creases.values()))
        sheet = self.slip_under(new.sheet, *lines, by=Fade) if lines else Fade(new.sheet)
        self.play(sheet, *others, run_time=0.6)
        self.remove(*self.map, self.map.blank)
        said = f"{counted(new.plane.lines, 'crease')}, {counted(len(new.plane.pieces), 'piece')}"
        self.count = self.typeset(said, COUNT).place(COUNTS)
        self.play(Fade(new.lamps), Fade(self.count), run_time=0.5)
        self.map = new

    def crease_it_again(self) -> None:
        said = f"{counted(self.plane.lines, 'crease')}, {counted(len(self.plane.pieces), 'piece')}"
        self.beat(f"All neurons: {said}, each lit by the neurons that are on.", "creases")
        for neuron in (1, 2):
            leaving = self.count, self.map.lamps
            self.play(*[Fade(thing, leaving=True) for thing in leaving], run_time=0.3)
            self.crease(neuron)

    # Space

    def lay_it_into_space(self) -> None:
        self.beat("W and b lay the plane into space: still flat, each piece in its colour.", "laid")
        old, self.map = self.map, PlaneMap(self.theme, self.plane, SMALL)
        leaving, self.words = [*self.words, self.count, old.lamps], []
        self.count = mn.VGroup()
        self.play(*[Fade(thing, leaving=True) for thing in leaving], run_time=0.4)
        pairs = zip(old.submobjects[:-1], self.map.submobjects[:-1], strict=True)
        self.play(*[mn.ReplacementTransform(*pair) for pair in pairs], run_time=1.0)
        name = self.typeset("the input plane", WORDS, "muted")
        name.move_to(SMALL.at(0.5, 0) + 0.95 * mn.DOWN)
        self.play(Fade(self.map.lamps), Fade(name), run_time=0.5)
        self.add(self.room)
        self.go(2.4, laid=1.0)

    def put_up_the_walls(self) -> None:
        self.beat("On each wall one neuron is 0. The walls meet the sheet at its creases.", "walls")
        self.go(1.4, walls=1.0)
        for neuron, role in enumerate(NEURON_ROLES):
            name, corner = f"neuron {neuron + 1}", self.room.corners(neuron)[2]
            self.say(self.typeset(name, WORDS, role), self.room.flat(self.room.ends[neuron]))
            self.say(self.typeset(f"{name} is 0", WORDS, role), self.room.flat(corner))
        coming = [self.slip_under(words, self.room, by=Fade) for words in self.words]
        self.play(*coming, run_time=0.8)

    def press_it_onto_the_wall_of(self, neuron: int) -> None:
        name, active = f"neuron {neuron + 1}", np.eye(3)[neuron]
        said = f"Where {name} is off, ReLU presses the sheet onto the wall where it is 0."
        self.beat(said, f"press-{neuron + 1}")
        outline = self.map.outline(neuron)
        self.go(1.2, self.slip_under(outline, self.room, by=Fade), active=active)
        self.go(2.4, pressed=np.maximum(self.room.moment.pressed, active))
        self.go(0.5, Fade(outline, leaving=True), active=np.zeros(3))

    def see_where_it_lies(self) -> None:
        on = {sum(piece.pattern) for piece in self.plane.pieces}
        fates = {count: FATES[count] for count in (1, 2, 3, 0) if count in on}
        said = ". ".join(f"{who} {fate}".capitalize() for who, fate, _ in fates.values())
        self.beat(f"{said}.", "answer")
        zeros, self.words = self.words[1::2], self.words[::2]
        self.free = self.layout.main.inset(top=0.25)
        self.play(*[Fade(words, leaving=True) for words in zeros], run_time=0.4)
        for count in fates:
            self.play(self.name(count), run_time=0.5)
        onto = [FATES[count][2] for count in (2, 1, 0) if count in on] or ["nothing"]
        lines = ("no line", "one line", "two lines", "three lines")[self.plane.lines]
        joined = (", " if len(onto) > 2 else " and ").join(onto)
        said = f"Creased along {lines}, pressed onto {joined}."
        self.play(self.answer(said, said))

    def name(self, count: int) -> mn.Animation:
        """What becomes of pieces where so many neurons are on, beside the largest."""
        pieces = [piece for piece in self.plane.pieces if sum(piece.pattern) == count]
        images = [self.room.flat(self.plane.image(piece)) for piece in pieces]
        middle = max(images, key=lambda image: float(np.ptp(image, axis=0).sum())).mean(axis=0)
        text = mn.VGroup(*[self.typeset(line, WORDS) for line in FATES[count][:2]])
        self.say(legible(text.arrange(mn.DOWN, buff=0.12), self.theme), middle)
        return mn.AnimationGroup(Fade(text), Fade(leader(text, middle, self.theme)))
