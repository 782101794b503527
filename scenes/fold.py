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

LARGE = Region(-6.3, -0.24, -3.05, 2.0)
SMALL = Region(FRAME.left + MARGIN, FRAME.left + MARGIN + 3.24, -1.9, 0.8)
"""Where the map is, alone and beside the room."""
ROOM = FRAME.inset(5.3, 1.9, 0.5, 1.65)
NEAR = FRAME.inset(4.5, 1.7, 0.85, 1.85)
"""Where the room is, with the whole sheet, and as soon as none of it is below the floor."""
LEGEND, COUNTS = np.array([0.4, -0.3, 0.0]), Region(0.4, 6.6, -2.2, -1.4)
"""Where words are beside the large map."""
LOWER, APART, NEXT, BELOW = 0.3, 0.12, 0.04, 0.9 * mn.DOWN
"""How much lower an answer reaches than a question, what is free around words, and around short
ones, besides what always is, and where words are beside a piece."""
UNDER = -1000
"""Where words and map are in the order of drawing: before the room, so once while that moves."""
GAPS = (0.2, 0.3, 0.45, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0, 2.5, 3.0, 3.5)
"""Frame units from a place to its label: the nearest free place is taken."""
COUNT, LARGER, WORDS = 0.58, 0.48, 0.42
"""The em heights of what is counted, of a legend, and of what is said in the picture."""
FATES = (
    ("no neuron on:", "to the origin", "origin"),
    ("one neuron on:", "onto an axis", "axes"),
    ("two neurons on:", "onto a wall", "walls"),
    ("all three on:", "not moved", ""),
)
"""What becomes of pieces by the number of neurons that are on, and where they lie in the end."""


class Fold(Stage):
    """The lines come, the sheet is laid into space, and neuron after neuron presses it."""

    model: CreasedPlane

    def construct(self) -> None:
        self.plane, self.words = self.model, list[mn.VMobject]()
        self.taken: list[Any] = [LARGE, COUNTS]
        self.map = PlaneMap(self.theme, self.plane.by_first(1), LARGE)
        self.legend = mn.VGroup()
        self.question.set_z_index(UNDER)
        self.room = FoldRoom(self.plane, self.theme, ROOM, NEAR, SMALL)
        exempt(self.room, "contrast", "what is behind glass is dimmed by it")
        exempt(self.room, "jump", "a face is drawn in other parts as soon as another cuts it")
        exempt(self.room, "covered", "depth is seen by what is before what")
        exempt(self.room, "twins", "edges of faces that are pressed together lie on each other")
        self.crease_it_once()
        self.crease_it_again()
        self.build_the_room()
        self.lay_it_into_space()
        self.see_its_lines_on_the_walls()
        for neuron in (2, 1, 0):
            if not all(piece.pattern[neuron] for piece in self.plane.pieces):
                self.press_it_onto_the_wall_of(neuron)
        self.see_where_it_lies()

    def go(self, run_time: float, *others: mn.Animation, **changes: Any) -> None:
        """Move the room to another moment."""
        start, goal = self.room.moment, replace(self.room.moment, **changes)
        move = Morph(self.room, lambda share: start.towards(goal, share))
        self.play(move, *others, run_time=run_time)

    def turn(self) -> None:
        """Let the viewer go aside and back, while there are no words."""
        self.leave(0.3, *self.words)
        mn.Group(*self.words).set_z_index(UNDER)
        for turned in (1.0, 0.0):
            self.go(1.2, turned=turned)
        self.play(*map(Fade, self.words), run_time=0.4)

    def leave(self, run_time: float, *things: mn.VMobject) -> None:
        mn.Group(*things).set_z_index(1)  # over all that stays, which is not drawn anew
        self.play(*[Fade(thing, leaving=True) for thing in things], run_time=run_time)

    def say(self, text: mn.VMobject, *places: np.ndarray, apart: float = NEXT) -> mn.VMobject:
        """A text near one of these places, clear of words, map and room."""
        spots = [spot for gap in GAPS for place in places for spot in around(text, place, [gap])]
        box = mn.Rectangle(width=text.width + 2 * apart, height=text.height + 2 * apart)
        paths = [*self.room.paths, *(self.room.covered if self.room.moment.walls else [])]
        texts: list[Any] = [*self.words, *self.taken]
        text.move_to(put_clear(box, spots, within=self.layout.main, texts=texts, paths=paths))
        self.words.append(exempt(text, "crossing", "the sheet may pass before it"))
        return text

    # The plane

    def crease_it_once(self) -> None:
        self.beat("On its line a neuron is 0: it is on at one side, off at the other.", "line")
        for row, markup in enumerate(("off", "on: lights its piece")):
            key = Lamps(self.theme, (bool(row),) * 3, 1.2 * LAMP * LARGE.width)
            words = self.typeset(markup, LARGER).next_to(key, mn.RIGHT, 0.25)
            self.legend.add(mn.VGroup(key, words).move_to(0.8 * row * mn.UP, aligned_edge=mn.LEFT))
        lamps = PlaneMap(self.theme, self.plane, LARGE).lamps
        self.taken += [self.legend.move_to(LEGEND, aligned_edge=mn.DL), *lamps]
        self.play(Fade(self.map.blank), Fade(self.legend), run_time=0.8)
        self.crease(0)

    def crease(self, neuron: int) -> None:
        """One more line, and the pieces as the neurons so far light them."""
        new = PlaneMap(self.theme, self.plane.by_first(neuron + 1), LARGE)
        others = list[mn.Animation]()
        self.taken += new.lamps
        if neuron in new.lines:
            self.play(mn.Create(new.lines[neuron], lag_ratio=0), run_time=0.9)
            ends = new.at(new.plane.crease(neuron))
            text = self.typeset(f"neuron {neuron + 1} is 0", WORDS, NEURON_ROLES[neuron])
            others.append(Fade(self.say(text, *sorted(ends, key=lambda end: -end[1]))))
        self.add(*(lines := new.lines.values()))
        sheet = self.slip_under(new.sheet, *lines, by=Fade) if lines else Fade(new.sheet)
        self.play(sheet, *others, run_time=0.6)
        self.remove(*self.map, self.map.blank)
        said = f"{counted(new.plane.lines, 'line')}, {counted(len(new.plane.pieces), 'piece')}"
        self.count = self.typeset(said, COUNT).place(COUNTS.at(0, 0.25))
        self.play(Fade(new.lamps), Fade(self.count), run_time=0.5)
        self.map = new

    def crease_it_again(self) -> None:
        said = f"{counted(self.plane.lines, 'line')}, {counted(len(self.plane.pieces), 'piece')}"
        self.beat(f"All neurons: {said}, each lit by the neurons that are on.", "lines")
        for neuron in (1, 2):
            self.leave(0.3, self.count, self.map.lamps)
            self.crease(neuron)

    # Space

    def build_the_room(self) -> None:
        self.beat("Now space: an axis for each neuron, and a wall where that neuron is 0.", "room")
        old, self.map = self.map, PlaneMap(self.theme, self.plane, SMALL)
        self.leave(0.4, *self.words, self.count, self.legend)
        self.taken = [SMALL, *self.map.lamps]
        self.play(*map(mn.ReplacementTransform, old, self.map), run_time=0.8)
        self.add(self.room)
        self.go(1.0, walls=1.0)
        self.name_axes_and_walls()
        self.play(*map(Fade, self.words[:3]), run_time=0.5)
        for name in self.walls:
            self.play(Fade(name), run_time=0.5)

    def name_axes_and_walls(self) -> None:
        self.words = []
        for neuron, tip in enumerate(self.room.flat(self.room.ends)):
            self.name_of(neuron, "", tip)
        self.walls = [self.name_the_wall_of(neuron) for neuron in range(3)]

    def name_the_wall_of(self, neuron: int) -> mn.VMobject:
        one, corner, other = self.room.flat(self.room.corners(neuron))[1:]
        return self.name_of(neuron, " is 0", corner, (one + corner) / 2, (corner + other) / 2)

    def name_of(self, neuron: int, said: str, *places: np.ndarray) -> mn.VMobject:
        name = self.typeset(f"neuron {neuron + 1}{said}", WORDS, NEURON_ROLES[neuron])
        exempt(name, "covered", "the sheet passes before it")
        return self.say(name, *places, apart=APART if said else NEXT).set_z_index(UNDER)

    def lay_it_into_space(self) -> None:
        self.beat("W and b lay the plane into space, still flat.", "laid")
        self.map.set_z_index(UNDER)
        self.go(2.4, laid=1.0)

    def see_its_lines_on_the_walls(self) -> None:
        self.beat("It meets each wall in that neuron's line, where the neuron is 0.", "meets")
        for lit in [*np.eye(3)[[*self.map.lines]], np.ones(3)]:
            self.go(0.3, lit=lit)
            self.wait(0.4)
        self.turn()

    def press_it_onto_the_wall_of(self, neuron: int) -> None:
        where, wall = ("Below the", "floor") if neuron == 2 else ("Behind its", "wall")
        said = f"{where} {wall} neuron {neuron + 1} is off. ReLU makes it 0: onto the {wall}."
        self.beat(said, f"press-{neuron + 1}")
        now, active = self.room.moment, np.eye(3)[neuron]
        off = self.map.off(neuron).set_z_index(UNDER)
        self.go(0.5, Fade(off), active=active, lit=active)
        self.go(1.8, pressed=np.maximum(now.pressed, active))
        self.go(0.4, Fade(off, leaving=True), active=0 * active, lit=0 * active)
        if neuron == 2:
            self.leave(0.3, *self.words)
            self.go(1.2, near=1.0)
            self.name_axes_and_walls()
            self.play(*map(Fade, self.words), run_time=0.4)

    def see_where_it_lies(self) -> None:
        on = {sum(piece.pattern) for piece in self.plane.pieces}
        fates = {count: FATES[count] for count in range(4) if count in on}
        said = ". ".join(f"{who} {fate}".capitalize() for who, fate, _ in fates.values())
        self.beat(f"{said}.", "answer")
        self.leave(0.4, *self.walls)
        self.words = [word for word in self.words if word not in self.walls]
        self.taken.append(self.layout.main.inset(bottom=self.layout.main.height - LOWER))
        for count in fates:
            self.play(self.name(count), run_time=0.5)
        onto = [FATES[count][2] for count in (2, 1, 0) if count in on] or ["nothing"]
        lines = ("no line", "one line", "two lines", "three lines")[self.plane.lines]
        joined = (", " if len(onto) > 2 else " and ").join(onto)
        said = f"Creased along {lines}, pressed onto {joined}."
        self.question.set_z_index(1)
        self.play(self.answer(said, said))

    def name(self, count: int) -> mn.Animation:
        """What becomes of pieces where so many neurons are on, beside one: low before high."""
        pieces = [piece for piece in self.plane.pieces if sum(piece.pattern) == count]
        images = [self.room.flat(self.plane.image(piece)) for piece in pieces]
        middles = sorted((image.mean(axis=0) + BELOW for image in images), key=lambda at: at[1])
        text = mn.VGroup(*[self.typeset(line, WORDS) for line in FATES[count][:2]])
        self.say(legible(text.arrange(mn.DOWN, buff=0.12), self.theme), *middles, apart=APART)
        inner = np.vstack([0.6 * image + 0.4 * image.mean(axis=0) for image in images])
        end = min(inner, key=lambda end: float(np.linalg.norm(end - text.get_center())))
        line = exempt(leader(text, end, self.theme), "twins", "pieces are pressed onto each other")
        return mn.AnimationGroup(Fade(text), Fade(line))
