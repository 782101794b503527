"""The bias step written out, neuron by neuron: `−0.8 + 2.0 = 1.2`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import manim as mn
import numpy as np

from relu_anim import Trace
from scenes.mobjects.matrices.sums import LEADING
from scenes.mobjects.text.glyphs import Glyphs, advance
from scenes.mobjects.text.notation import Notation, as_term, relation, written
from scenes.theme import Theme

APART = 1.6
"""Between two sums on one line, in em."""


@dataclass(frozen=True)
class BiasText:
    """The words of one neuron's last step: what its weighted sum becomes with the bias."""

    linear: str
    bias: str
    affine: str

    @classmethod
    def of(cls, trace: Trace, neuron: int, notation: Notation) -> BiasText:
        """The step of a neuron, counted from 0."""
        steps = (trace.linear, trace.biases, trace.affine)
        return cls(*(notation(step[neuron]) for step in steps))

    @property
    def relation(self) -> str:
        """The sign before the result, true of the numbers as they are written."""
        return relation(written(self.linear) + written(self.bias), written(self.affine))

    @property
    def pieces(self) -> tuple[str, str, str, str]:
        """The sum, the bias as the next term, the sign and the result."""
        return self.linear, f" {as_term(self.bias)}", f" {self.relation} ", self.affine

    @property
    def sides(self) -> tuple[float, float]:
        """The widths before and after the middle of its sign, in em."""
        before, term, sign, after = map(advance, self.pieces)
        return before + term + sign / 2, sign / 2 + after


class BiasSum(mn.VGroup):
    """One neuron's step: `question` is the left side, `answer` the sign and the result."""

    def __init__(
        self, text: BiasText, theme: Theme, size: float, role: str, start: np.ndarray
    ) -> None:
        self.text = text
        pieces = []
        for piece, colour in zip(text.pieces, (role, "bias", "muted", "total"), strict=True):
            pieces.append(Glyphs(piece, theme, size, colour).place(start))
            start = start + size * advance(piece) * mn.RIGHT
        self.question, self.answer = mn.VGroup(*pieces[:2]), mn.VGroup(*pieces[2:])
        super().__init__(self.question, self.answer)


def _columns(texts: Sequence[BiasText], lines: int) -> list[tuple[float, float]]:
    """The sides of the columns, from the left, when the sums stand on so many lines."""
    columns = math.ceil(len(texts) / lines)
    stacks = [[text.sides for text in texts[column::columns]] for column in range(columns)]
    return [(max(left for left, _ in s), max(right for _, right in s)) for s in stacks]


def width_of_lines(texts: Sequence[BiasText], lines: int) -> float:
    """How wide the sums are on so many lines, in em."""
    columns = _columns(texts, lines)
    return sum(left + right for left, right in columns) + APART * (len(columns) - 1)


def stack_bias_sums(
    texts: Sequence[BiasText],
    theme: Theme,
    size: float,
    roles: Sequence[str],
    lines: int,
    center: np.ndarray,
) -> list[BiasSum]:
    """Set the sums in columns, their signs below each other.

    `center` is the middle of the first baseline.
    """
    columns = _columns(texts, lines)
    at, signs = -width_of_lines(texts, lines) / 2, []
    for left, right in columns:
        signs.append(at + left)
        at += left + right + APART
    sums = []
    for k, (text, role) in enumerate(zip(texts, roles, strict=True)):
        line, column = divmod(k, len(columns))
        aside = np.array([signs[column] - text.sides[0], -LEADING * line, 0.0])
        sums.append(BiasSum(text, theme, size, role, center + size * aside))
    return sums
