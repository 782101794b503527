"""What does the weight change? How steep the ramp is and, below 0, which side of it rises."""

from __future__ import annotations

from itertools import groupby, pairwise
from operator import itemgetter

import manim as mn
import numpy as np

from relu_anim import WeightSweep
from scenes.layout import EDGE, MARGIN
from scenes.mobjects.animations import Morph
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.weight_seesaw import Seesaw
from scenes.mobjects.controls.beads import DOT
from scenes.mobjects.labels import legible
from scenes.mobjects.text.notation import as_markup, on_a_bead
from scenes.stage import Stage

SLOPE, BOTH = "How steep the ramp is.", "How steep, and which side rises."
ASK, WORDS = 1.1, 0.5
"""The em heights of a question mark and of what is said in the picture."""
ASK_AT, ASK_ASIDE = np.array([0.0, -2.9, 0.0]), 2.4 * mn.RIGHT
"""Under the pin and, where a number stands there, to the right of it."""

Move = tuple[float, float]


class Weight(Stage):
    """A slope triangle tilts the ramp: steeper, flatter, flat, and over to the other side."""

    model: WeightSweep

    def construct(self) -> None:
        self.set_the_stage()
        self.set_up_the_seesaw()
        for kind, moves in self.moves():
            if kind == "turn":
                self.let_them_guess(moves[0])
            self.tilt(kind, moves)
        self.give_the_answer()

    def set_the_stage(self) -> None:
        self.stops = self.model.stops
        self.picture = Seesaw(self.theme, self.model)
        self.level = on_a_bead(max(0.0, self.model.bias))
        self.passing: list[mn.Mobject] = []
        self.add(self.picture)

    def moves(self) -> list[tuple[str, list[Move]]]:
        """What happens in turn, moves of one kind together; after a turn, all that follow."""
        moves, kinds = list(pairwise(self.stops)), list[str]()
        for index, (before, after) in enumerate(moves):
            kind = "steeper" if abs(after) > abs(before) else "flatter"
            if after == 0:
                kind = "flat"
            elif before == 0:
                kind = "turn" if any(stop * after < 0 for stop in self.stops[:index]) else "rise"
            kinds.append("more" if {"turn", "more"} & {*kinds} else kind)
        groups = groupby(zip(kinds, moves, strict=True), key=itemgetter(0))
        return [(kind, [move for _, move in group]) for kind, group in groups]

    def set_up_the_seesaw(self) -> None:
        step = "The ramp is a seesaw on a pin. One step to the right, and"
        captions = {
            1: f"{step} it rises by w: the weight.",
            -1: f"{step} the line falls: w, the weight, is negative.",
            0: "At each step the line rises by w, the weight. At w = 0 it is flat: no corner.",
        }
        self.beat(captions[np.sign(self.stops[0])], "triangle")
        picture, triangle = self.picture, self.picture.triangle
        picture.add(triangle.set(submobjects=[]), picture.pin)
        self.play(self.entrance(picture.pin), run_time=0.6)
        triangle.add(triangle.run, triangle.one)
        self.play(self.entrance(triangle.run, mn.Create), self.entrance(triangle.one), run_time=0.8)
        lever = mn.VGroup(triangle.arrow, triangle.handle)
        growth = mn.GrowFromPoint(lever, triangle.arrow[0].get_start())
        growth.introducer = False
        triangle.add(triangle.area, *lever)
        self.play(growth, self.entrance(triangle.area), run_time=0.9)
        triangle.add(triangle.tag)
        self.play(self.entrance(triangle.tag), run_time=0.6)

    def let_them_guess(self, move: Move) -> None:
        sign = "negative" if move[1] < 0 else "positive"
        self.beat(f"Then w passes 0, and becomes {sign}. What will the seesaw do?", "guess")
        place = ASK_AT + (ASK_ASIDE if self.model.bias else 0)
        handle, way = self.picture.triangle.handle.get_center(), np.sign(move[1]) * mn.UP
        ends = np.array([handle + 0.25 * way, handle + 1.1 * way])
        pull = [] if self.model.bias else [arrow(self.theme, "weight", ends, rim=DOT)]
        self.show(mn.VGroup(self.typeset("?", ASK).place(place, align=0.5), *pull))

    def tilt(self, kind: str, moves: list[Move]) -> None:
        """From weight to weight: one beat for all moves of a kind."""
        self.beat(self.caption(kind, moves), f"{kind}-{len(self.beats)}")
        for move in moves:
            self.go(move, 2.6 if kind == "turn" else 1.6)
        if kind == "flat":
            words = self.typeset(f"${as_markup(self.level)}$ for every $x$, no corner", WORDS)
            beside = self.picture.triangle.letter.anchor.get_start() * [0, 1, 0]
            words.place(beside + (EDGE - MARGIN) * mn.LEFT)
            self.show(legible(words, self.theme, "floor"))

    def caption(self, kind: str, moves: list[Move]) -> str:
        """What is said of moves of this kind."""
        to, after = ", then to ".join(on_a_bead(move[1]) for move in moves), moves[-1][1]
        rise, side = ("rise", "right") if after > 0 else ("fall", "left")
        does = "lifts the right side" if after > 0 else "pulls the right side down: the left rises"
        moves_too, cut, gone = "", "What is under the floor is cut off.", "there is no corner"
        if self.model.bias:
            moves_too, gone = " Its corner moves, too.", "its corner has run out of the picture"
            cut = "Its corner comes back from the other side."
        step = f"Now w goes to {to}: the same step, and a"
        return {
            "steeper": f"{step} larger {rise}. The ramp gets steeper.{moves_too}",
            "flatter": f"{step} smaller {rise}. The ramp gets flatter.{moves_too}",
            "flat": f"At w = 0 the line lies flat: {self.level} for every x, and {gone}.",
            "rise": f"At w = {to} the {side} side rises.",
            "turn": f"At w = {to} the arrow {does}. {cut}",
            "more": "And so on: the size of w is the slope, and its sign picks the side.",
        }[kind]

    def show(self, thing: mn.Mobject) -> None:
        """Let something come into sight until the line moves again."""
        self.passing.append(thing)
        self.play(mn.FadeIn(thing), run_time=0.6)

    def go(self, move: Move, seconds: float) -> None:
        """Tilt the line, evenly in its angle, and leave a ghost with the weight that it had."""
        picture, ghost = self.picture, self.picture.ghosts[move[0]]
        if self.passing:
            self.play(*map(mn.FadeOut, self.passing), run_time=0.4)
            self.passing.clear()
        new = ghost not in picture.past
        picture.past.add(ghost)
        picture.move, (start, end) = move, map(picture.angle_of, move)
        turn = Morph(picture, lambda share: picture.weight_of(start + share * (end - start)))
        self.play(turn, *[self.entrance(ghost.line)] * new, run_time=seconds)
        picture.set_value(move[1])
        if new:
            ghost.add(ghost.label)
            self.play(self.entrance(ghost.label), run_time=0.5)

    def give_the_answer(self) -> None:
        both = min(self.stops) < 0 < max(self.stops)
        says = "how steep the ramp is"
        sides = f"The size of w says {says}, and its sign says which side rises."
        self.beat(sides if both else f"The weight is the slope: it says {says}.", "answer")
        self.play(self.answer(BOTH if both else SLOPE))
