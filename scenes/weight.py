"""What does the weight change? How steep the ramp is and, below 0, which side of it rises."""

from __future__ import annotations

from itertools import groupby, pairwise

import manim as mn
import numpy as np

from relu_anim import WeightSweep
from scenes.layout import EDGE, FRAME, MARGIN
from scenes.mobjects.animations import Morph
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.weight_seesaw import Seesaw
from scenes.mobjects.controls.beads import DOT
from scenes.mobjects.labels import legible, put_clear
from scenes.mobjects.text.notation import as_markup, on_a_bead
from scenes.stage import Stage

SLOPE, BOTH = "How steep the ramp is.", "How steep, and which side rises."
WORDS_UP, WORDS = (0.42, 0.8, 1.2), 0.5
"""From a level line up to the middle of the words about it, and their em height."""
ASK_AT, ASK_ASIDE = np.array([0.0, -2.7, 0.0]), 2.4 * mn.LEFT
"""Under the pin and, where a number stands there, to the left of it."""

Move = tuple[float, float]


class Weight(Stage):
    """A slope triangle tilts the ramp: steeper, flatter, flat, and over to the other side."""

    model: WeightSweep

    def construct(self) -> None:
        self.set_the_stage()
        self.set_up_the_seesaw()
        turned = False
        for kind, moves in self.moves():
            if kind == "flat":
                self.lie_flat(moves)
            elif kind == "turn" and not turned:
                self.let_them_guess(moves[0])
                self.tip_over(moves)
                turned = True
            else:
                self.tilt(kind, moves)
        self.give_the_answer()

    def set_the_stage(self) -> None:
        self.stops = self.model.stops
        self.signs = {np.sign(stop) for stop in self.stops} - {0}
        self.picture = Seesaw(self.theme, self.model)
        self.words = mn.VGroup()
        self.add(self.picture)

    def moves(self) -> list[tuple[str, list[Move]]]:
        """What happens in turn, moves of one kind together; after the first turn, all of them."""
        steps, turned, named = list(pairwise(self.stops)), False, list[tuple[str, Move]]()
        for index, (before, after) in enumerate(steps):
            if turned:
                kind = "more"
            elif before and after:
                kind = "steeper" if abs(after) > abs(before) else "flatter"
            elif before:
                kind = "flat"
            else:
                turned = bool(index) and self.stops[index - 1] * after < 0
                kind = "turn" if turned else "rise"
            named.append((kind, (before, after)))
        return [
            (kind, [move for _, move in group])
            for kind, group in groupby(named, key=lambda pair: pair[0])
        ]

    def set_up_the_seesaw(self) -> None:
        first, seesaw = self.stops[0], "The ramp is a seesaw on a pin. One step to the right, and "
        self.beat(
            {
                1: f"{seesaw}it rises by w: the weight.",
                -1: f"{seesaw}the line falls: w, the weight, is negative.",
                0: "One step to the right, and the line rises by w, the weight. "
                "At w = 0 it is flat: no ramp, no corner.",
            }[np.sign(first)],
            "triangle",
        )
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

    def tilt(self, kind: str, moves: list[Move]) -> None:
        """From weight to weight, without another side that rises for the first time."""
        to = ", then to ".join(on_a_bead(after) for _, after in moves)
        right = moves[-1][1] > 0
        side, rises = ("right", ("lower", "higher")) if right else ("left", ("smaller", "deeper"))
        rise = f"{rises[kind == 'steeper']} {'rise' if right else 'fall'}"
        caption = {
            "more": "And so on: the size of w is the slope, and its sign picks the side.",
            "rise": f"At w = {to} the {side} side rises.",
        }.get(kind, f"w goes to {to}: the same step, and a {rise}. The ramp gets {kind}.")
        if self.model.bias and kind in ("steeper", "flatter"):
            caption += " Its corner moves, too."
        self.beat(caption, self.nth(kind))
        for move in moves:
            self.go(move)

    def lie_flat(self, moves: list[Move]) -> None:
        level = max(0.0, self.model.bias)
        height = on_a_bead(level)
        corner = "and its corner has run out of the picture" if self.model.bias else "and no corner"
        self.beat(f"At w = 0 the line lies flat: {height} for every x, {corner}.", self.nth("flat"))
        for move in moves:
            self.go(move)
        self.words = words = self.typeset(f"${as_markup(height)}$ for every $x$, no corner", WORDS)
        legible(words, self.theme)
        ghosts = [ghost for ghost in self.picture.ghosts.values() if ghost in self.picture.past]
        spots = [
            self.picture.point(0, level) + np.array([x, y, 0.0])
            for y in WORDS_UP
            for x in np.linspace(-1, 1, 41) * (EDGE - MARGIN - words.width / 2)
        ]
        put_clear(
            words,
            spots,
            within=FRAME,
            texts=[ghost.label for ghost in ghosts],
            paths=[ghost.path for ghost in ghosts],
        )
        self.play(mn.FadeIn(words), run_time=0.6)

    def nth(self, kind: str) -> str:
        """The name of another beat of this kind, unlike those before."""
        before = sum(beat.name.split("-")[0] == kind for beat in self.beats)
        return f"{kind}-{before + 1}" if before else kind

    def let_them_guess(self, move: Move) -> None:
        sign = "negative" if move[1] < 0 else "positive"
        self.beat(f"w goes on past 0, and becomes {sign}. What will the seesaw do?", "guess")
        place = ASK_AT + (ASK_ASIDE if self.model.bias else 0)
        self.guess = mn.VGroup(self.typeset("?", 1.1).place(place, align=0.5))
        if not self.model.bias:  # else the handle is out of the picture
            handle, way = self.picture.triangle.handle.get_center(), np.sign(move[1]) * mn.UP
            ends = np.array([handle + 0.25 * way, handle + 1.1 * way])
            self.guess.add(arrow(self.theme, "weight", ends, rim=DOT))
        self.play(mn.FadeIn(self.guess), run_time=0.8)

    def tip_over(self, moves: list[Move]) -> None:
        after = moves[-1][1]
        at = f"At w = {on_a_bead(after)} the"
        if self.model.bias:
            ways = ("rises", "right") if after > 0 else ("falls", "left")
            caption = "{} line {} to the right: its {} side is the ramp.".format(at, *ways)
            caption += " The corner comes back from the other side."
        elif after > 0:
            caption = (
                f"{at} arrow lifts the right side. The left side goes under the floor: cut off."
            )
        else:
            caption = f"{at} arrow pulls the right side down, and the left side rises. "
            caption += "What is under the floor is cut off."
        self.beat(caption, "turn")
        self.play(mn.FadeOut(self.guess), run_time=0.4)
        for move in moves:
            self.go(move, 2.6)

    def go(self, move: Move, seconds: float = 1.6) -> None:
        """Tilt the line, evenly in its angle, and leave a ghost with the weight that it had."""
        picture, (before, after) = self.picture, move
        ghost = picture.ghosts[before]
        if self.words in self.mobjects:
            self.play(mn.FadeOut(self.words), run_time=0.4)
        new = ghost not in picture.past
        picture.past.add(ghost)
        picture.move = move
        start, end = map(picture.angle_of, move)
        turn = Morph(picture, lambda share: picture.weight_of(start + share * (end - start)))
        left = [self.entrance(ghost.line)] if new else []
        self.play(turn, *left, run_time=seconds)
        picture.set_value(after)
        if new:
            ghost.add(ghost.label)
            self.play(self.entrance(ghost.label), run_time=0.5)

    def give_the_answer(self) -> None:
        both = len(self.signs) > 1
        self.beat(
            "The size of w says how steep the ramp is, and its sign says which side rises."
            if both
            else "The weight is the slope of the ramp: it says how steep it is.",
            "answer",
        )
        self.play(self.answer(BOTH if both else SLOPE))

    def entrance(self, part: mn.Mobject, by: type[mn.Animation] = mn.FadeIn) -> mn.Animation:
        """The entrance of a part that the picture holds already."""
        entrance = by(part)
        entrance.introducer = False
        return entrance
