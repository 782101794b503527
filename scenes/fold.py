"""What does ReLU do to the whole plane? It creases it, and presses it onto walls and axes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import manim as mn
import numpy as np

from relu_anim import CreasedPlane, Piece
from scenes.catalogue.options.messages import counted
from scenes.layout import FRAME, MARGIN, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.fold_map import LAMP, PlaneMap
from scenes.mobjects.clips.fold_room import FoldRoom, area
from scenes.mobjects.controls.lamps import Lamps
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import around, box_of, leader, legible, put_clear, roomiest
from scenes.mobjects.naming import names
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.stage import Stage

LARGE = Region(-6.3, -0.24, -3.05, 2.0)
SMALL = Region(FRAME.left + MARGIN, FRAME.left + MARGIN + 3.24, -1.9, 0.8)
"""Where the map is, alone and beside the room."""
ROOM = FRAME.inset(5.3, 1.9, 0.5, 1.65)
NEAR = FRAME.inset(4.5, 1.7, 0.85, 1.85)
"""Where the room is, with the whole sheet, and as soon as none of it is below the floor."""
LEGEND, COUNTS = np.array([0.4, -0.7, 0.0]), Region(0.4, 6.6, -2.2, -1.4)
"""Where words are beside the large map."""
LOWER, APART, NEXT = 0.3, 0.12, 0.04
"""How much lower an answer reaches than a question, and what is free around words, and around
short ones, besides what always is."""
UNDER = -1000
"""Where words and map are in the order of drawing: before the room, so once while that moves."""
LATER = 0.3
GAPS = (0.2, 0.3, 0.45, 0.6, 0.8, 1.0, 1.3, 1.6, 1.8, 2.0, 2.2, 2.5, 3.0, 3.5)
"""Frame units from a place to its label: the nearest free place is taken, and so much farther than
at the place before it is as good."""
STATIONS = 25
"""At so many points of a line it is seen whether it passes words."""
COUNT, LARGER, WORDS, MARK = 0.58, 0.48, 0.42, 0.38
"""The em heights of what is counted, of a legend, of what is said in the picture, and on lamps."""
LIGHT, MORE = 0.1, 1.12
"""The radius of lamps in the room; how much more room than words need there is on a piece."""
FATES = (
    ("No neuron on:", "to the origin", "origin"),
    ("One neuron on:", "onto an axis", "axes"),
    ("Two neurons on:", "onto a wall or the floor", "walls"),
    ("All three on:", "not moved", ""),
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

    def go(self, run_time: float, *others: Any, **changes: Any) -> None:
        """Move the room to another moment."""
        start, goal = self.room.moment, replace(self.room.moment, **changes)
        move = Morph(self.room, lambda share: start.towards(goal, share))
        self.play(move, *others, run_time=run_time)

    def step(self, *goals: np.ndarray, **changes: Any) -> None:
        """Let the viewer go elsewhere, and names go with what they name, to these places."""
        words, now = self.words, self.room.moment
        if not goals:
            self.room.set_value(replace(now, **changes))
            self.name_axes_and_walls()
            goals = tuple(word.get_center() for word in self.words)
            self.room.set_value(now)
        self.words = words
        ways = [word.animate.move_to(goal) for word, goal in zip(words, goals, strict=True)]
        self.go(1.2, *ways, **changes)

    def leave(self, run_time: float, *things: mn.VMobject) -> None:
        mn.Group(*things).set_z_index(1)  # over all that stays, which is not drawn anew
        self.play(*[Fade(thing, leaving=True) for thing in things], run_time=run_time)

    def say(
        self, text: mn.VMobject, *places: np.ndarray, apart: float = NEXT, led: bool = False
    ) -> mn.VMobject:
        """A text near one of these places, clear of words, map and sheet, and of walls.

        led: on a wall if need be, as a line leads there, which had better pass no words.
        """
        far = sorted((gap + LATER * rank, gap, rank) for gap in GAPS for rank in range(len(places)))
        ways = [(places[n], at) for _, gap, n in far for at in around(text, places[n], [gap])]
        box = mn.Rectangle(width=text.width + 2 * apart, height=text.height + 2 * apart)
        paths = self.room.covered if self.room.moment.walls else []
        paths = [*self.room.paths, *(paths[:-3] if led else paths)]
        texts = [one if isinstance(one, Region) else box_of(one) for one in self.words + self.taken]
        if led:
            ways.sort(key=lambda way: passes(way[0], way[1], texts))
        spots = [at for _, at in ways]
        text.move_to(put_clear(box, spots, within=self.layout.main, texts=texts, paths=paths))
        self.words.append(exempt(text, "crossing", "the sheet may pass before it"))
        return text

    # The plane

    def crease_it_once(self) -> None:
        self.beat(
            "On its line a neuron's sum is 0: it is on at one side, off at the other.", "line"
        )
        for row, markup in enumerate(("off", "on: lights its piece")):
            key = Lamps(self.theme, (bool(row),) * 3, 1.2 * LAMP * LARGE.width)
            words = names(self.typeset(markup, LARGER).next_to(key, mn.RIGHT, 0.25), key)
            self.legend.add(mn.VGroup(key, words).move_to(0.8 * row * mn.UP, aligned_edge=mn.LEFT))
        lamps = PlaneMap(self.theme, self.plane, LARGE).lamps
        self.taken += [self.legend.move_to(LEGEND, aligned_edge=mn.DL), *lamps]
        self.play(Fade(self.map.blank), run_time=0.8)
        self.crease(0)

    def crease(self, neuron: int) -> None:
        """One more line, and the pieces as the neurons so far light them."""
        new = PlaneMap(self.theme, self.plane.by_first(neuron + 1), LARGE)
        others = list[mn.Animation]()
        self.taken += new.lamps
        if neuron in new.lines:
            self.play(mn.Create(new.lines[neuron], lag_ratio=0), run_time=0.9)
            ends = new.at(new.plane.crease(neuron))
            text = self.typeset(f"sum of neuron {neuron + 1} is 0", WORDS, NEURON_ROLES[neuron])
            high = sorted(ends, key=lambda end: -end[1])
            aside = [end + way * text.width * mn.RIGHT for end in high for way in (1.2, -1.2)]
            others.append(Fade(self.say(text, *high, *aside)))
        self.add(*(lines := new.lines.values()))
        sheet = self.slip_under(new.sheet, *lines, by=Fade) if lines else Fade(new.sheet)
        self.play(sheet, *others, run_time=0.6)
        self.remove(*self.map, self.map.blank)
        said = f"{counted(new.plane.lines, 'line')}, {counted(len(new.plane.pieces), 'piece')}"
        self.count = self.typeset(said, COUNT).place(COUNTS.at(0, 0.25))
        key = () if self.legend in self.mobjects else (Fade(self.legend),)
        self.play(Fade(new.lamps), Fade(self.count), *key, run_time=0.5)
        self.map = new

    def crease_it_again(self) -> None:
        said = f"{counted(self.plane.lines, 'line')}, {counted(len(self.plane.pieces), 'piece')}"
        self.beat(f"All neurons: {said}, each lit by the neurons that are on.", "lines")
        for neuron in (1, 2):
            self.leave(0.3, self.count, self.map.lamps)
            self.crease(neuron)

    # Space

    def build_the_room(self) -> None:
        self.beat(
            "Now space: an axis for each neuron, and a wall (or the floor) where that neuron is 0.",
            "room",
        )
        old, self.map = self.map, PlaneMap(self.theme, self.plane, SMALL)
        self.leave(0.4, *self.words, self.count, self.legend)
        self.taken = [SMALL, *self.map.lamps]
        self.play(*map(mn.ReplacementTransform, old, self.map), run_time=0.8)
        self.add(self.room)
        self.go(1.0, walls=1.0)
        self.name_axes_and_walls()
        self.play(*map(Fade, self.words[:3]), run_time=0.5)
        for name in self.words[3:]:
            self.play(Fade(name), run_time=0.5)

    def name_axes_and_walls(self) -> None:
        self.words = []
        for neuron, tip in enumerate(self.room.flat(self.room.ends)):
            self.name_of(neuron, "", tip)
        for neuron in range(3):
            one, corner, other = self.room.flat(self.room.corners(neuron))[1:]
            self.name_of(neuron, " is 0", (corner + other) / 2, corner, (one + corner) / 2)

    def name_of(self, neuron: int, said: str, *places: np.ndarray) -> None:
        name = self.typeset(f"neuron {neuron + 1}{said}", WORDS, NEURON_ROLES[neuron])
        exempt(name, "covered", "the sheet passes before it")
        exempt(name, "contrast", "behind the sheet it is dimmed, and not spoken of")
        exempt(name, "overlap", "it may pass another one on its way")
        self.say(name, *places, apart=APART if said else NEXT).set_z_index(UNDER)

    def lay_it_into_space(self) -> None:
        self.beat("W and b lay the plane into space, still flat.", "laid")
        self.go(2.4, laid=1.0)  # from behind the map, so that no lamp vanishes
        self.map.set_z_index(UNDER)

    def see_its_lines_on_the_walls(self) -> None:
        self.beat("It meets each wall in that neuron's line, where its sum is 0.", "meets")
        for lit in [*np.eye(3)[[*self.map.lines]], np.ones(3)]:
            self.go(0.4, lit=lit)
            self.wait(0.4)
        back = [name.get_center() for name in self.words]
        self.step(turned=1.0)
        self.step(*back, turned=0.0)

    def press_it_onto_the_wall_of(self, neuron: int) -> None:
        where, wall = ("Below the", "floor") if neuron == 2 else ("Behind its", "wall")
        said, onto = (
            f"{where} {wall} neuron {neuron + 1} is off",
            f". ReLU makes it 0: onto the {wall}.",
        )
        told = [piece for piece in self.room.twice(neuron) if piece is self.room.told]
        if told:
            onto = ": onto it. A piece with two off lies on an axis."
        self.beat(said + onto, f"press-{neuron + 1}")
        now, active = self.room.moment, np.eye(3)[neuron]
        off = self.map.off(neuron).set_z_index(UNDER)
        self.go(0.5, Fade(off), active=active, lit=active)
        pressed, notes = np.maximum(now.pressed, active), list[mn.VMobject]()
        for piece in told:
            notes = [self.marked(piece, "ink", "pressed twice").arrange(mn.RIGHT, buff=0.2)]
            deepest = self.room.lie(piece, piece.corners)[piece.sums[:, neuron].argmin()]
            self.say(notes[0], self.room.flat(deepest))
            self.go(0.5, *map(Fade, notes), told=1.0)
            self.wait(0.7)
            self.go(0.4, told=0.0)
        self.go(1.8, pressed=pressed)
        if notes:
            self.wait(0.8)
        self.words = self.words[:6]
        leaving = [Fade(thing, leaving=True) for thing in (off, *notes)]
        self.go(0.4, *leaving, active=0 * active, lit=0 * active)
        if neuron == 2:
            self.step(near=1.0)

    def note(self, pieces: list[Piece], said: str) -> mn.VGroup:
        """Words beside one of these pieces, with its lamps and a line."""
        text = self.marked(pieces[0], "ink", said)
        places = [self.room.flat(self.plane.image(piece)).mean(axis=0) for piece in pieces]
        self.say(text, *places, led=True)
        nearest = np.linalg.norm(places - text.get_center(), axis=1).argmin()
        text[0].become(self.marked(pieces[nearest], "ink", said)[0].move_to(text[0]))
        line = leader(legible(text, self.theme), places[nearest], self.theme)
        return mn.VGroup(exempt(line, "twins", "pieces lie on each other"), text)

    def marked(self, piece: Piece, role: str, said: str) -> mn.VGroup:
        """The lamps of a piece, and words under them."""
        lamps = Lamps(self.theme, piece.pattern, LIGHT)
        exempt(lamps, "contrast", "they have a panel of their own")
        return mn.VGroup(lamps, self.typeset(said, MARK, role)).arrange(mn.DOWN, buff=0.12)

    def see_where_it_lies(self) -> None:
        on = sorted({sum(piece.pattern) for piece in self.plane.pieces})
        self.beat(" ".join(f"{FATES[count][0]} {FATES[count][1]}." for count in on), "answer")
        self.step()  # now that the sheet is small, names come nearer
        self.taken.append(self.layout.main.inset(bottom=self.layout.main.height - LOWER))
        for count in on:
            self.play(self.name(count), run_time=0.5)
        onto = [FATES[count][2] for count in (2, 1, 0) if count in on] or ["nothing"]
        lines = ("no line", "one line", "two lines", "three lines")[self.plane.lines]
        joined = (", " if len(onto) > 2 else " and ").join(onto)
        said = f"Creased along {lines}, pressed onto {joined}."
        self.question.set_z_index(1)
        self.play(self.answer(said, said))

    def name(self, count: int) -> mn.Animation:
        """What becomes of pieces where so many neurons are on: on the largest, or beside one."""
        pieces, fate = [p for p in self.plane.pieces if sum(p.pattern) == count], FATES[count][1]
        if count == 2:
            walls = [piece for piece in pieces if piece.pattern[2]]
            pieces, fate = (walls, "onto a wall") if walls else (pieces, "onto the floor")
        images = [self.room.flat(self.plane.image(piece)) for piece in pieces]
        largest = max(range(len(pieces)), key=lambda index: area(images[index]))
        for way in (mn.DOWN, mn.RIGHT):
            mark = self.marked(pieces[largest], "print", fate).arrange(way, buff=0.12)
            place, size = roomiest(images[largest], np.array([mark.width, mark.height]) / 2, MORE)
            if size >= MORE:
                self.words.append(exempt(mark.move_to(place), "crossing", "it is on its piece"))
                return Fade(mark)
        return Fade(self.note(pieces, fate))


def passes(start: np.ndarray, end: np.ndarray, words: list[Region]) -> bool:
    """Whether a line passes over words."""
    return any(box.holds(at) for box in words for at in np.linspace(start, end, STATIONS))
