"""What does the weight change? How steep the ramp is and, below 0, which side of it rises."""

from __future__ import annotations

from itertools import groupby, pairwise
from operator import itemgetter

import manim as mn
import numpy as np

from relu_anim import WeightSweep
from scenes.layout import NEURON_FLOOR
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.weight_seesaw import Seesaw
from scenes.mobjects.controls.slope_triangle import NAME
from scenes.mobjects.labels import legible
from scenes.mobjects.text.notation import as_markup, on_a_bead
from scenes.stage import Stage

SLOPE, BOTH = "How steep the ramp is.", "How steep, and which side rises."
ASK, WORDS = 1.1, 0.46
"""The em heights of a question mark and of what is said in the picture."""
ASK_AT, WORDS_AT = np.array([5.7, 0.75, 0.0]), np.array([3.9, -0.78, 0.0])  # from the pin

Move = tuple[float, float]


class Weight(Stage):
    """A slope triangle tilts the ramp: steeper, flatter, flat, and over to the other side."""

    model: WeightSweep

    def construct(self) -> None:
        self.stops, self.picture = self.model.stops, Seesaw(self.theme, self.model)
        self.level = on_a_bead(max(0.0, self.model.bias))
        self.passing: list[mn.Mobject] = []
        self.add(self.picture)
        self.set_up_the_seesaw()
        for kind, moves in self.moves():
            if kind == "turn":
                self.let_them_guess(moves[0])
            self.tilt(kind, moves)
        self.give_the_answer()

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
            -1: f"{step} it falls: w, the weight, is negative.",
            0: "At each step the line rises by w, the weight. At w = 0 it is flat: no corner.",
        }
        self.beat(captions[np.sign(self.stops[0])], "triangle")
        picture, triangle = self.picture, self.picture.triangle
        picture.add(triangle.set(submobjects=[]), picture.pin)
        self.play(self.entrance(picture.pin), run_time=0.6)
        triangle.add(triangle.run, triangle.one)
        self.play(self.entrance(triangle.run), self.entrance(triangle.one), run_time=0.8)
        lever = mn.VGroup(triangle.arrow, triangle.handle)
        growth = mn.GrowFromPoint(lever, triangle.arrow[0].get_start())
        growth.introducer = False
        triangle.add(triangle.area, *lever)
        self.play(growth, self.entrance(triangle.area), run_time=0.9)
        triangle.add(triangle.tag)
        self.play(self.entrance(triangle.tag), run_time=0.6)

    def let_them_guess(self, move: Move) -> None:
        sign, relation = ("negative", "<") if move[1] < 0 else ("positive", ">")
        self.beat(f"Now w becomes {sign}. What will the seesaw do?", "guess")
        triangle = self.picture.triangle
        ask = legible(self.typeset(f"$w {relation} 0$ ?", NAME, "weight"), self.theme)
        ask.move_to(triangle.tag, aligned_edge=triangle.side * mn.LEFT)
        leaving = mn.FadeOut(triangle.tag)
        leaving.remover = False
        self.play(leaving, *map(mn.FadeOut, self.passing), run_time=0.3)
        triangle.remove(triangle.tag)
        level = self.picture.point(0.0, max(0.0, self.model.bias))
        sides = [level + ASK_AT * [side, 1, 0] for side in (-1, 1)]
        marks = [self.typeset("?", ASK).place(place, align=0.5) for place in sides]
        self.passing = [ask, *marks]
        self.play(*map(mn.FadeIn, self.passing), run_time=0.5)

    def tilt(self, kind: str, moves: list[Move]) -> None:
        """From weight to weight: one beat for all moves of a kind."""
        self.beat(self.caption(kind, moves), f"{kind}-{len(self.beats)}")
        for move in moves:
            self.go(move, 2.6 if kind == "turn" else 1.6)
        if kind == "flat":
            words = f"${as_markup(self.level)}$ for every $x$, no corner"
            self.say(words, -self.picture.triangle.side, under=0.6 if self.model.bias < 0 else 0.0)

    def caption(self, kind: str, moves: list[Move]) -> str:
        """What is said of moves of this kind."""
        to, after = ", then to ".join(on_a_bead(move[1]) for move in moves), moves[-1][1]
        rise, side = ("rise", "right") if after > 0 else ("fall", "left")
        moves_too, back, gone = "", "", "there is no corner"
        if self.model.bias:
            moves_too, gone = " Its corner moves, too.", "its corner has run out of the picture"
            back = " Its corner comes back from the other side."
        step = f"Now w goes to {to}: the same step, and a"
        return {
            "steeper": f"{step} larger {rise}. The ramp gets steeper.{moves_too}",
            "flatter": f"{step} smaller {rise}. The ramp gets flatter.{moves_too}",
            "flat": f"At w = 0 the line lies flat: {self.level} for every x, and {gone}.",
            "rise": f"At w = {to} the {side} side rises.",
            "turn": f"At w = {to} each step to the right {rise}s: the {side} side is up.{back}",
            "more": "And so on: the size of w is the slope, and its sign picks the side.",
        }[kind]

    def say(self, markup: str, side: float, role: str = "ink", under: float = 0.0) -> None:
        """Write something under one side of the floor."""
        place = WORDS_AT * [side, 1, 0] + (NEURON_FLOOR - under) * mn.UP
        words = self.typeset(markup, WORDS, role).place(place, align=0.5)
        self.passing.append(legible(words, self.theme, "floor"))
        self.play(mn.FadeIn(words), run_time=0.6)

    def go(self, move: Move, seconds: float) -> None:
        """Tilt the line, evenly in its angle, and leave a ghost with the weight that it had."""
        picture, triangle, ghost = self.picture, self.picture.triangle, self.picture.ghosts[move[0]]
        side = triangle.side
        if self.passing:
            self.play(*map(mn.FadeOut, self.passing), run_time=0.4)
            self.passing.clear()
        if triangle.tag not in triangle.submobjects:
            triangle.add(triangle.tag)
            self.play(self.entrance(triangle.tag), run_time=0.3)
        if not self.model.bias and side * move[1] < 0:
            self.play(Morph(triangle, lambda share: side * (1 - 2 * share)), run_time=0.8)
        new = [] if ghost in picture.past else [self.entrance(ghost).set_run_time(0.4)]
        picture.past.add(ghost)
        picture.move, (start, end) = move, map(picture.angle_of, move)
        way = Morph(picture, lambda share: picture.weight_of(start + share * (end - start)))
        self.play(way.set_run_time(seconds), *new)
        picture.set_value(move[1])

    def give_the_answer(self) -> None:
        both = min(self.stops) < 0 < max(self.stops)
        says = "how steep the ramp is"
        sides = f"The size of w says {says}, and its sign says which side rises."
        self.beat(sides if both else f"The weight is the slope: it says {says}.", "answer")
        self.play(self.answer(BOTH if both else SLOPE))
        if not self.model.bias and (side := np.sign(self.stops[-1])):
            self.say("size of $w$: how steep", -side if both else side, "weight")
            if both:
                self.say("sign of $w$: which side", side, "weight")
            self.say("the corner stays", 0.35 * side, under=0.7)
