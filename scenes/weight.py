"""What does the weight change? How steep the ramp is and, below 0, which side of it rises."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, pairwise
from operator import itemgetter

import manim as mn
import numpy as np

from relu_anim import WeightSweep
from scenes.layout import EDGE, MARGIN, NEURON_FLOOR, Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.weight_seesaw import Seesaw
from scenes.mobjects.controls.slope_triangle import NAME
from scenes.mobjects.labels import around, legible, put_clear
from scenes.mobjects.text.notation import as_markup, on_a_bead
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage

SLOPE, BOTH = "How steep the ramp is.", "How steep, and which side rises."
ASK, SIGN, WORDS = 1.1, 0.62, 0.46
"""The em heights of a question mark, of a side's sign and of what is said in the picture."""
ROCKING = 0.45  # twice as far, in radians, as the line rocks before it comes to rest
ASK_AT = np.array([5.4, 1.6, 0.0])  # from the pin
WORDS_AT = np.array([[3.9, height, 0.0] for height in (-2.2, -1.7, -2.7, -3.2)])
EARTH = Region(-EDGE + MARGIN, EDGE - MARGIN, -3.6, NEURON_FLOOR - 0.5)
"""Where words may be under the floor."""

Move = tuple[float, float]


class Weight(Stage):
    """A slope triangle tilts the ramp: steeper, flatter, flat, and over to the other side."""

    model: WeightSweep

    def construct(self) -> None:
        self.stops, self.picture = self.model.stops, Seesaw(self.theme, self.model)
        self.level = on_a_bead(max(0.0, self.model.bias))
        self.passing: list[mn.Mobject] = []
        self.add(self.picture)
        self.picture.add(self.picture.formulas[not self.stops[0]], self.picture.pin)
        if self.stops[0]:
            self.lay_flat()
        self.set_up_the_triangle()
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

    def lay_flat(self) -> None:
        """A straight line rocks on a pin; then ReLU lays the part under the floor flat."""
        picture, plank = self.picture, self.picture.plank
        plank.graph.domain = picture.x_range
        picture.below.set_stroke(opacity=0)
        self.beat("A straight line on a pin: the weight w tilts it.", "line")
        rocking = Morph(plank, lambda share: picture.straight(ROCKING * share))
        self.play(rocking.set_run_time(2.6).set_rate_func(mn.rate_functions.wiggle))
        self.beat("ReLU makes 0 of all that is under the floor: there it lies flat.", "relu")
        picture.below.set_stroke(opacity=1)
        picture.remove(picture.formulas[0])
        self.play(mn.FadeOut(picture.formulas[0]), run_time=0.3)
        self.play(mn.FadeIn(picture.formulas[1]), run_time=0.4)
        self.play(Morph(plank, lambda share: picture.straight(flat=share)), run_time=1.4)
        words = self.typeset("ReLU makes this 0", WORDS)
        self.say(words, around(words, picture.below.paths[0].mean(axis=0), (0.2, 0.4, 0.7, 1.1)))
        picture.set_value(self.stops[0])

    def hush(self) -> None:
        """What is said in passing leaves."""
        if self.passing:
            self.play(*map(mn.FadeOut, self.passing), run_time=0.4)
            self.passing.clear()

    def set_up_the_triangle(self) -> None:
        step = "One step to the right, and the ramp"
        captions = {
            1: f"{step} rises by w: the weight.",
            -1: f"{step} falls: w, the weight, is negative.",
            0: "At each step the line rises by w, the weight. At w = 0 it is flat: no corner.",
        }
        self.beat(captions[np.sign(self.stops[0])], "triangle")
        self.hush()
        picture, triangle = self.picture, self.picture.triangle
        picture.add(triangle.set(submobjects=[]), picture.pin)
        triangle.add(triangle.run, triangle.one)
        self.play(self.entrance(triangle.run), self.entrance(triangle.one), run_time=0.8)
        lever = mn.VGroup(triangle.arrow, triangle.handle)
        growth = mn.GrowFromPoint(lever, triangle.arrow[0].get_start())
        growth.introducer = False
        triangle.add(triangle.area, *lever)
        self.play(growth, self.entrance(triangle.area), run_time=0.9)
        triangle.add(triangle.leader, triangle.tag)
        self.play(self.entrance(triangle.leader), self.entrance(triangle.tag), run_time=0.6)

    def let_them_guess(self, move: Move) -> None:
        sign, relation = ("negative", "<") if move[1] < 0 else ("positive", ">")
        self.beat(f"Now w becomes {sign}. What will the ramp do?", "guess")
        triangle = self.picture.triangle
        ask = legible(self.typeset(f"$w {relation} 0$ ?", NAME, "weight"), self.theme, "floor")
        ask.move_to(triangle.tag, aligned_edge=triangle.side * mn.LEFT)
        triangle.remove(triangle.tag)
        self.passing.append(triangle.tag)
        self.hush()
        self.passing = [ask, *self.at_the_sides("?", "?", ASK, "ink")]
        self.play(*map(mn.FadeIn, self.passing), run_time=0.5)

    def at_the_sides(self, left: str, right: str, size: float, role: str) -> list[Typeset]:
        """Words on either side of the pin, over the floor and clear of all ramps."""
        picture, words = self.picture, list[Typeset]()
        lines = [ghost.path for ghost in picture.ghosts if ghost in picture.past]
        lines.append(picture.ramp_to(picture.move[1], 4 * EDGE))
        for side, text in ((-1, left), (1, right)):
            place = picture.point(0.0, max(0.0, self.model.bias)) + ASK_AT * [side, 1, 0]
            words.append(self.typeset(text, size, role).place(place, align=0.5))
            self.put_near(words[-1], words[-1].get_center(), lines)
        return words

    def tilt(self, kind: str, moves: list[Move]) -> None:
        """From weight to weight: one beat for all moves of a kind."""
        self.beat(self.caption(kind, moves), f"{kind}-{len(self.beats)}")
        for move in moves:
            self.go(move, 2.6 if kind == "turn" else 1.6)
        if kind == "flat":
            words = self.typeset(f"${as_markup(self.level)}$ for every $x$, no corner", WORDS)
            self.say(words, WORDS_AT * [-self.picture.triangle.side, 1, 1])

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
            "flat": f"At w = 0 the ramp lies flat: {self.level} for every x, and {gone}.",
            "rise": f"At w = {to} the {side} side rises.",
            "turn": f"At w = {to} the {side} side is up: one step to the right adds {to}.{back}",
            "more": "And so on: the size of w is the slope, and its sign picks the side.",
        }[kind]

    def say(self, words: Typeset, places: Iterable[np.ndarray]) -> None:
        """Write something under the floor, clear of the dashed line."""
        texts, paths = [*self.picture.names], self.picture.below.paths
        self.passing.append(put_clear(words, places, within=EARTH, texts=texts, paths=paths))
        legible(words, self.theme, "floor")
        self.play(mn.FadeIn(words), run_time=0.6)

    def go(self, move: Move, seconds: float) -> None:
        """Tilt the line, evenly in its angle, and leave a ghost with the weight that it had."""
        picture, triangle, side = self.picture, self.picture.triangle, self.picture.triangle.side
        self.hush()
        if not self.model.bias and side * move[1] < 0:
            self.play(Morph(triangle, lambda share: side * (1 - 2 * share)), run_time=0.8)
        if triangle.tag not in triangle.submobjects:
            triangle.add(triangle.tag)
            self.play(self.entrance(triangle.tag), run_time=0.3)
        new = [self.entrance(ghost).set_run_time(0.4) for ghost in picture.unseen(move[0])]
        picture.past.add(*picture.unseen(move[0]))
        picture.move, (start, end) = move, map(picture.angle_of, move)
        way = Morph(picture, lambda share: picture.weight_of(start + share * (end - start)))
        self.play(way.set_run_time(seconds), *new)
        picture.set_value(move[1])

    def give_the_answer(self) -> None:
        """Without a bias, it stands where the question marks were which weights raise a side."""
        both, picture = min(self.stops) < 0 < max(self.stops), self.picture
        says = "how steep the ramp is"
        stays = "" if self.model.bias else " The corner stays."
        sides = f"The size of w says {says}, and its sign says which side rises.{stays}"
        self.beat(sides if both else f"The weight is the slope: it says {says}.", "answer")
        if both and stays:
            self.hush()
            new = [mn.FadeIn(ghost.label) for ghost in picture.unseen(self.stops[-1])]
            self.play(mn.FadeOut(picture.triangle), *new, run_time=0.6)
            picture.remove(picture.triangle)
            for words in self.at_the_sides("$w < 0$ ↑", "$w > 0$ ↑", SIGN, "weight"):
                self.play(mn.FadeIn(words, shift=0.3 * mn.UP), run_time=0.8)
        self.play(self.answer(BOTH if both else SLOPE))
