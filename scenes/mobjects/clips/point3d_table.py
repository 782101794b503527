"""The numbers of the three neurons of `point3d`, a row each, in columns beside the room."""

from __future__ import annotations

import manim as mn
import numpy as np

from scenes.layout import FRAME, MARGIN
from scenes.mobjects.clips.point3d_words import Words
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.theme import Theme

SIZE, GAP = 0.45, 0.8
"""The em height, and what is between columns, where the signs stand."""
WIDEST = "with $b$"
"""The widest head of the last column."""
HEAD, FIRST, LEADING = 0.85, -0.05, 0.75
"""The baselines of heads and of the first row, and from row to row."""


class Column(mn.VGroup):
    """A head over three numbers, and the signs before these."""

    def __init__(self, numbers: mn.VGroup, signs: mn.VGroup) -> None:
        super().__init__(numbers, signs)
        self.numbers, self.signs = numbers, signs


class Table:
    """Three columns; the last one ends at the edge of the frame, and `left` is where they begin."""

    def __init__(self, theme: Theme, words: Words) -> None:
        self.theme, self.words, path = theme, words, words.path
        values = np.concatenate([path.linear, path.trace.biases, path.affine])
        widest = [WIDEST, *[f"${words.written(value)}$" for value in values]]
        self.width = SIZE * max(typeset(markup).advance for markup in widest)
        self.left = FRAME.right - MARGIN - 3 * self.width - 2 * GAP

    def step(self, columns: int) -> np.ndarray:
        """The way from a column to another one."""
        return columns * (self.width + GAP) * mn.RIGHT

    def column(self, number: int, head: str, values: np.ndarray, sign: str = "") -> Column:
        """A column, counted from 0, and the signs before it."""
        start = (self.left + self.width) * mn.RIGHT + self.step(number)
        numbers = [self._set(head, start + HEAD * mn.UP - self.width / 2 * mn.RIGHT, 0.5)]
        signs = []
        for row, (role, value) in enumerate(zip(NEURON_ROLES, values, strict=True)):
            place = start + (FIRST - LEADING * row) * mn.UP
            numbers.append(self._set(f"${self.words.written(value)}$", place, 1.0, role))
            if sign:
                middle = place - (self.width + GAP / 2) * mn.RIGHT
                signs.append(self._set(f"${sign}$", middle, 0.5, "muted"))
        return Column(mn.VGroup(*numbers), mn.VGroup(*signs))

    def _set(self, markup: str, place: np.ndarray, align: float, role: str = "ink") -> Typeset:
        return Typeset(markup, self.theme, SIZE, role).place(place, align=align)
