"""Meters: bars that rise and fall with a score, and say on which side of a threshold it is."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import FaultKind, MobjectT, exempt
from scenes.mobjects.lines import dotted, polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.text.glyphs import Glyphs, LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.theme import STROKES, Theme

HALF, OVER = 0.42, 1.25
"""Half the width of a meter, and how far its dotted line reaches, as a share of that."""
NUMBER, NUMBER_DEPTH, WORD, WORD_DEPTH = 0.46, 0.4, 0.35, 1.0
"""The em heights of a score, and of HIGH or LOW, and how far they are below the floor."""
CHIP, CAPITALS = (3.3, 1.4), 0.68
"""The width and height of what HIGH or LOW stands on, and of capitals, in em."""
LIT, UNLIT = 1.0, 0.45
"""How opaque a bar is that is HIGH, and one that is LOW."""
PASSING: tuple[FaultKind, ...] = ("cut", "crossing", "contrast", "covered", "jump", "overlap")


def passing(thing: MobjectT) -> MobjectT:
    """What moves over other things or lights up at a threshold, or is what such things pass."""
    for fault in PASSING:
        exempt(thing, fault, "one moves over the other, or lights up as a threshold is crossed")
    return thing


class Bar(mn.VGroup, Live[float]):
    """A bar on its floor, so high as a score; from a dotted threshold on it is bright.

    half: of its width. unit: frame units of a score of 1.
    """

    def __init__(
        self, theme: Theme, role: str, foot: np.ndarray, half: float, unit: float, threshold: float
    ) -> None:
        colour, self.half, self.unit, self.threshold = theme.colour(role), half, unit, threshold
        self.foot = foot
        self.body = mn.VMobject(stroke_width=0, fill_color=theme.body(role), fill_opacity=LIT)
        self.level = stroked(colour, STROKES.strong, np.zeros((4, 3)))
        ends = foot + np.outer([-OVER, OVER], [half, 0, 0])
        self.dots = dotted(colour, ends + threshold * unit * mn.UP)
        super().__init__(self.body, self.level, self.dots)
        passing(self)

    def set_value(self, value: float) -> Self:
        """Have another height."""
        base, up = self.foot + np.outer([-1, 1], [self.half, 0, 0]), value * self.unit * mn.UP
        self.body.set_points(polygon(np.vstack([base, base[::-1] + up])))
        self.body.set_fill(opacity=LIT if value >= self.threshold else UNLIT)
        self.level.set_points(polyline(base + up))
        return self


class Word(mn.VGroup, Live[bool]):
    """HIGH on a chip full of the colour of a role, or LOW on an empty one."""

    def __init__(self, theme: Theme, role: str, centre: np.ndarray, size: float = WORD) -> None:
        self.colours, self.centre, self.size = (theme.ground, theme.colour(role)), centre, size
        self.letters = Glyphs("LOW", theme, size, role)
        width, height = np.array(CHIP) * size
        self.chip = mn.RoundedRectangle(corner_radius=height / 2, width=width, height=height)
        self.chip.set_stroke(theme.colour(role), STROKES.guide).move_to(centre)
        super().__init__(self.chip, self.letters)
        passing(self)

    def set_value(self, value: bool) -> Self:
        """Be HIGH, or else LOW."""
        full, text = self.colours[int(value)], self.colours[1 - int(value)]
        self.chip.set_fill(full, 1)
        self.letters.spell("HIGH" if value else "LOW").set_fill(text)
        self.letters.place(self.centre + CAPITALS / 2 * self.size * mn.DOWN, align=0.5)
        return self


class Meter(mn.VGroup, Live[float]):
    """A bar in a tube (height), the score below it as it is `written`, and HIGH or LOW."""

    def __init__(
        self,
        theme: Theme,
        role: str,
        foot: np.ndarray,
        height: float,
        unit: float,
        threshold: float,
        written: Notation,
        called: str,
    ) -> None:
        corners = np.array([[-HALF, height, 0], [-HALF, 0, 0], [HALF, 0, 0], [HALF, height, 0]])
        self.tube = stroked(theme.axis, STROKES.hair, polyline(foot + corners))
        self.bar = Bar(theme, role, foot, HALF, unit, threshold)
        self.word = Word(theme, role, foot + WORD_DEPTH * mn.DOWN)
        self.number = passing(
            LiveNumber(0.0, written, theme, NUMBER, role=role, sign="none", called=called)
        )
        self.number.hang(foot + NUMBER_DEPTH * mn.DOWN)
        super().__init__(self.tube, self.bar, self.number, self.word)

    def set_value(self, value: float) -> Self:
        """Show another score."""
        self.bar.set_value(value)
        self.number.set_value(value)
        self.word.set_value(value >= self.bar.threshold)
        return self
