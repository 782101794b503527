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
from scenes.mobjects.labels import around, leader, legible, put_clear
from scenes.mobjects.maps.plane import LAMP, PlaneMap
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.stage import Stage

LARGE = Region(-5.9, 0.22, -3.1, 2.0)
SMALL = Region(FRAME.left + MARGIN, FRAME.left + MARGIN + 4.2, -1.75, 1.75)
"""Where the map is, alone and beside the room."""
ROOM = FRAME.inset(5.5, 1.1, 0.45, 1.65)
LEGEND, COUNTS, LESS = np.array([1.5, -0.4, 0.0]), np.array([1.3, -2.2, 0.0]), 0.88
"""Where words are beside the large map, and how much smaller the legend is under the small one."""
UNDER, LOWER, APART = 0.4, 0.3, 0.12
"""From a thing to words under it, how much lower an answer reaches than a question, and what is
free around words, besides what always is."""
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
        self.plane, self.words, self.taken = self.model, list[mn.VMobject](), list[Any]([LARGE])
        self.map = PlaneMap(self.theme, self.plane.by_first(1), LARGE)
        self.legend, self.count = mn.VGroup(), mn.VGroup()
        self.room = FoldRoom(self.plane, self.theme, ROOM, SMALL)
        exempt(self.room, "contrast", "what is behind glass is dimmed by it")
        self.crease_it_once()
        self.crease_it_again()
        self.lay_it_into_space()
        for neuron in (2, 1, 0):
            if not all(piece.pattern[neuron] for piece in self.plane.pieces):
                self.press_it_onto_the_wall_of(neuron)
        self.see_where_it_lies()

    def go(self, run_time: float, *others: mn.Animation, **changes: Any) -> None:
        """Move the room to another moment."""
        start, goal = self.room.moment, replace(self.room.moment, **changes)
        move = Morph(self.room, lambda share: start.towards(goal, share))
        self.play(move, *others, run_time=run_time)

    def leave(self, run_time: float, *things: mn.VMobject) -> None:
        self.play(*[Fade(thing, leaving=True) for thing in things], run_time=run_time)

    def say(self, text: mn.VMobject, *places: np.ndarray, apart: float = 0.0) -> mn.VMobject:
        """A text near one of these places, clear of words, map and room."""
        spots = [spot for gap in GAPS for place in places for spot in around(text, place, [gap])]
        box = mn.Rectangle(width=text.width + 2 * apart, height=text.height + 2 * apart)
        texts: list[Any] = [*self.texts, *self.words, *self.taken]
        put_clear(box, spots, within=self.layout.main, texts=texts, paths=self.room.paths)
        text.move_to(box)
        self.words.append(exempt(text, "crossing", "the sheet may pass before it"))
        return text

    # The plane

    def crease_it_once(self) -> None:
        self.beat("On its crease a neuron is 0: it is on at one side, off at the other.", "crease")
        for row, markup in enumerate(("off", "on: lights its piece")):
            key = Lamps(self.theme, (bool(row),) * 3, LAMP)
            words = self.typeset(markup, WORDS).next_to(key, mn.RIGHT, 0.25)
            self.legend.add(mn.VGroup(key, words).move_to(0.8 * row * mn.UP, aligned_edge=mn.LEFT))
        self.taken.append(self.legend.move_to(LEGEND, aligned_edge=mn.DL))
        self.play(Fade(self.map.blank), run_time=0.8)
        self.crease(0)

    def crease(self, neuron: int) -> None:
        """One more crease, and the pieces as the neurons so far light them."""
        new = PlaneMap(self.theme, self.plane.by_first(neuron + 1), LARGE)
        others: list[mn.Animation] = [] if neuron else [Fade(self.legend)]
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
        self.count = mn.VGroup(counts := self.typeset(said, COUNT).place(COUNTS))
        if len(new.plane.pieces) == 7 and all(any(piece.pattern) for piece in new.plane.pieces):
            remark = self.typeset("not 8: none has all three off", WORDS)
            self.count.add(remark.next_to(counts, mn.DOWN, UNDER, aligned_edge=mn.LEFT))
        self.play(Fade(new.lamps), Fade(self.count), run_time=0.5)
        self.map = new

    def crease_it_again(self) -> None:
        said = f"{counted(self.plane.lines, 'crease')}, {counted(len(self.plane.pieces), 'piece')}"
        self.beat(f"All neurons: {said}, each lit by the neurons that are on.", "creases")
        for neuron in (1, 2):
            self.leave(0.3, self.count, self.map.lamps)
            self.crease(neuron)

    # Space

    def lay_it_into_space(self) -> None:
        self.beat("W and b lay the plane into space: still flat, each piece in its colour.", "laid")
        old, self.map = self.map, PlaneMap(self.theme, self.plane, SMALL)
        self.leave(0.4, *self.words, self.count, old.lamps)
        self.words, self.taken = [], [SMALL, self.legend]
        pairs = zip(old.submobjects[:-1], self.map.submobjects[:-1], strict=True)
        moving: list[Any] = [mn.ReplacementTransform(*pair) for pair in pairs]
        legend = self.legend.animate.scale(LESS)
        moving.append(legend.move_to(SMALL.corners[0] + UNDER * mn.DOWN, aligned_edge=mn.UL))
        self.play(*moving, run_time=1.0)
        self.play(Fade(self.map.lamps), run_time=0.5)
        self.add(self.room)
        self.go(4.0, laid=1.0)

    def press_it_onto_the_wall_of(self, neuron: int) -> None:
        name, active = f"neuron {neuron + 1}", np.eye(3)[neuron]
        wall = "the floor" if neuron == 2 else "this wall"
        said = f"On {wall} {name} is 0. Where it is off, ReLU presses the sheet onto it."
        self.beat(said, f"press-{neuron + 1}")
        now, outline = self.room.moment, self.map.outline(neuron)
        self.go(1.0, walls=np.maximum(now.walls, active))
        one, corner, other = self.room.flat(self.room.corners(neuron))[1:]
        words = self.typeset(f"{name} is 0", WORDS, NEURON_ROLES[neuron])
        self.say(words, corner, (one + corner) / 2, (corner + other) / 2, apart=APART)
        coming = [self.slip_under(thing, self.room, by=Fade) for thing in (outline, words)]
        self.go(1.0, *coming, active=active)
        self.go(3.0, pressed=np.maximum(now.pressed, active))
        self.words, leaving = [], [Fade(thing, leaving=True) for thing in (outline, words)]
        self.go(0.6, *leaving, active=np.zeros(3))

    def see_where_it_lies(self) -> None:
        on = {sum(piece.pattern) for piece in self.plane.pieces}
        fates = {count: FATES[count] for count in (3, 2, 1, 0) if count in on}
        said = ". ".join(f"{who} {fate}".capitalize() for who, fate, _ in fates.values())
        self.beat(f"{said}.", "answer")
        self.taken = [self.layout.main.inset(bottom=self.layout.main.height - LOWER)]
        self.leave(0.5, self.map, self.legend)
        self.go(1.4, near=1.0)
        for one, tip in enumerate(self.room.flat(self.room.ends)):
            name = self.typeset(f"neuron {one + 1}", WORDS, NEURON_ROLES[one])
            self.play(Fade(self.say(name, tip, apart=APART)), run_time=0.2)
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
        self.say(legible(text.arrange(mn.DOWN, buff=0.12), self.theme), middle, apart=APART)
        return mn.AnimationGroup(Fade(text), Fade(leader(text, middle, self.theme)))
