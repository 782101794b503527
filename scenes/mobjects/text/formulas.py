"""Formulas: sizes at which they fit, neurons as markup, and rows of text and live numbers."""

from __future__ import annotations

from collections.abc import Sequence

import manim as mn
import numpy as np

from relu_anim import Neuron
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Anchor, Typeset, typeset

SMALLEST = 0.28
"""Below this em height, digits would be smaller than 20 pixels at 1080p (with a margin)."""


def fitting_size(markups: Sequence[str], width: float, size: float) -> float:
    """The largest em height, at most `size`, at which every line fits into `width`.

    Raises ValueError when that would be too small to read.
    """
    fitted = min([size, *(width / typeset(markup).advance for markup in markups)])
    if fitted < SMALLEST:
        raise ValueError(f"the line {max(markups, key=len)!r} is too long to be read")
    return fitted


def fits(markup: str, width: float) -> bool:
    """Whether a line can be read at the smallest size that fits into `width`."""
    return width / typeset(markup).advance >= SMALLEST


def neuron_markup(neuron: Neuron, weights: Notation, biases: Notation) -> str:
    """`ReLU(w x + b)` with this neuron's numbers, coloured as weight and bias.

    A weight of 1 is not written, of -1 only as a sign; a bias of 0 is left out.
    """
    shown = {1.0: "", -1.0: "-"}.get(round(neuron.weight, 12), weights.markup(neuron.weight))
    slope = f"#weight[${shown}$]" if shown else ""
    bias = f"#bias[${biases.term(neuron.bias)}$]" if neuron.bias else ""
    return f"ReLU({slope} x {bias})"


def unit_markup(
    coefficient: float, neuron: Neuron, weights: Notation, biases: Notation, *, first: bool
) -> str:
    """One unit of a hidden layer as a term of its sum: `+ 1 ReLU(x - 0.5)`."""
    term = weights.markup(coefficient) if first else weights.term(coefficient)
    return f"#weight[${term}$] {neuron_markup(neuron, weights, biases)}"


class Row(mn.VGroup):
    """Pieces of text and live numbers, one after the other on one baseline."""

    def __init__(self, *pieces: Typeset | LiveNumber) -> None:
        self.anchor = Anchor()
        super().__init__(self.anchor)
        start = np.zeros(3)
        for piece in pieces:
            self.add(piece.place(start))
            start = start + np.array([piece.advance, 0.0, 0.0])
        self.advance = float(start[0])

    def place(self, point: np.ndarray, align: float = 0.0) -> Row:
        """Put the baseline on `point`: its left end, or (`align` 0.5, 1) middle or right."""
        start = self.anchor.get_start()
        self.shift(point - start - np.array([align * self.advance, 0.0, 0.0]))
        return self
