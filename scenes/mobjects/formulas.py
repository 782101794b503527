"""Formulas of the side panel: lines set one below the other, no wider than their region."""

from __future__ import annotations

from collections.abc import Sequence

import manim as mn
import numpy as np

from relu_anim import Neuron
from scenes.layout import Region
from scenes.mobjects.numbers import LiveNumber, number_markup, term_markup
from scenes.mobjects.typesetting import Typeset, typeset
from scenes.theme import SIZES, Theme

SMALLEST = 0.28
"""Below this em height, digits would be smaller than 20 pixels at 1080p (with a margin)."""


def fitting_size(markups: Sequence[str], width: float, size: float) -> float:
    """Return the largest em height, at most ``size``, at which every line fits into ``width``.

    Raises
    ------
    ValueError
        When that would be too small to read.
    """
    fitted = min([size, *(width / typeset(markup).advance for markup in markups)])
    if fitted < SMALLEST:
        raise ValueError(f"the line {max(markups, key=len)!r} is too long to be read")
    return fitted


class Lines(mn.VGroup):
    """Lines of Typst, left-aligned from the top of a region, all of one size."""

    LEADING = 1.55

    def __init__(
        self,
        markups: Sequence[str],
        theme: Theme,
        region: Region,
        size: float = SIZES.formula,
        role: str = "ink",
        leading: float = LEADING,
    ) -> None:
        super().__init__()
        self.size = fitting_size(markups, region.width, size)
        for index, markup in enumerate(markups):
            baseline = region.top - self.size - index * leading * self.size
            line = Typeset(markup, theme, self.size, role)
            self.add(line.place(np.array([region.left, baseline, 0.0])))


def neuron_markup(neuron: Neuron, decimals: int | None = None) -> str:
    """Return ``ReLU(w x + b)`` with this neuron's numbers, coloured as weight and bias.

    A weight of 1 is not written, of -1 only as a sign; a bias of 0 is left out.
    """
    weight = number_markup(neuron.weight, decimals)
    shown = {"1": "", "-1": "-"}.get(weight, weight)
    slope = f"#weight[${shown}$]" if shown else ""
    bias = f"#bias[${term_markup(neuron.bias, decimals)}$]" if neuron.bias else ""
    return f"ReLU({slope} x {bias})"


def unit_markup(coefficient: float, neuron: Neuron, *, first: bool) -> str:
    """Return one unit of a hidden layer as a term of its sum: ``- 2 ReLU(x - 0.5)``."""
    term = number_markup(coefficient) if first else term_markup(coefficient)
    body = neuron_markup(neuron)
    if term in ("1", "+ 1", "- 1"):
        return f"{term[:-1]} {body}"
    return f"#weight[${term}$] {body}"


class Row(mn.VGroup):
    """Pieces of text and live numbers, one after the other on one baseline."""

    def __init__(self, *pieces: Typeset | LiveNumber) -> None:
        super().__init__()
        start = np.zeros(3)
        for piece in pieces:
            self.add(piece.place(start))
            start = start + np.array([piece.advance, 0.0, 0.0])
        self.advance = float(start[0])

    def place(self, point: np.ndarray, align: float = 0.0) -> Row:
        """Put the baseline on ``point``: its left end, or (``align`` 0.5, 1) middle or right."""
        start = self[0].anchor.get_start()
        self.shift(point - start - np.array([align * self.advance, 0.0, 0.0]))
        return self
