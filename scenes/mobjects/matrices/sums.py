"""A weighted sum written out: `0.5 · 0.2 + 1.0 · (−0.9) = 0.1 − 0.9 = −0.8`, piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import Trace
from scenes.mobjects.text.glyphs import Glyphs, Signs, advance
from scenes.mobjects.text.notation import MINUS, Notation, as_term, relation, written
from scenes.theme import Theme

LEADING = 1.4
"""From one line of a sum to the next, in em."""
MOST_LINES = 3


@dataclass(frozen=True)
class SumText:
    """The words of one neuron's weighted sum: its numbers as they are written."""

    inputs: tuple[str, ...]
    weights: tuple[str, ...]
    products: tuple[str, ...]
    total: str

    @classmethod
    def of(
        cls, trace: Trace, neuron: int, inputs: Notation, weights: Notation, sums: Notation
    ) -> SumText:
        """The sum of a neuron, counted from 0."""
        return cls(
            tuple(map(inputs, trace.point)),
            tuple(map(weights, trace.weights[:, neuron])),
            tuple(map(sums, trace.products[:, neuron])),
            sums(trace.linear[neuron]),
        )

    @property
    def steps(self) -> int:
        """How many sides it has: the products, their values (of more than one), the total."""
        return 2 if len(self.products) == 1 else 3

    @property
    def relations(self) -> tuple[str, ...]:
        """The sign before each side but the first, true of the numbers as they are written."""
        pairs = zip(self.inputs, self.weights, strict=True)
        sides = [
            sum((written(x) * written(w) for x, w in pairs), Decimal(0)),
            sum(map(written, self.products), Decimal(0)),
            written(self.total),
        ]
        if self.steps == 2:
            del sides[1]
        return tuple(relation(left, right) for left, right in pairwise(sides))

    @property
    def terms(self) -> tuple[str, ...]:
        """The products as the terms of a sum, with their signs: `0.1`, ` − 0.9`."""
        first, *others = self.products
        return first, *(f" {as_term(text)}" for text in others)


@dataclass(frozen=True)
class _Product:
    """Where the parts of a product stand on their line, in em."""

    input: float
    weight: float
    signs: tuple[tuple[str, float], ...]
    end: float

    @classmethod
    def starting(cls, at: float, factor: str, weight: str, *, first: bool) -> _Product:
        pieces = [
            ("" if first else " + ", False),
            ("(" if factor.startswith(MINUS) and not first else "", False),
            (factor, True),
            (")" if factor.startswith(MINUS) and not first else "", False),
            (" · ", False),
            ("(" if weight.startswith(MINUS) else "", False),
            (weight, True),
            (")" if weight.startswith(MINUS) else "", False),
        ]
        numbers, signs = [], []
        for text, is_number in pieces:
            if is_number:
                numbers.append(at)
            elif text:
                signs.append((text, at))
            at += advance(text)
        at_input, at_weight = numbers
        return cls(at_input, at_weight, tuple(signs), at)


class WeightedSum(mn.VGroup):
    """One neuron's sum on one, two or three lines, in pieces that can come one after the other.

    `inputs[i]`, `signs[i]` and `weights[i]` make product i; `terms[i]` is its value (none
    when there is only one product: then it is the total); `relations` are the signs between the
    sides. `start` is the left end of the first baseline.
    """

    def __init__(
        self,
        text: SumText,
        theme: Theme,
        size: float,
        role: str,
        *,
        lines: int = 1,
        start: np.ndarray | None = None,
    ) -> None:
        super().__init__()
        self.text, self.theme, self.size, self.role = text, theme, size, role
        self.start = np.zeros(3) if start is None else start
        self.inputs: list[Glyphs] = []
        self.weights: list[Glyphs] = []
        self.signs: list[Glyphs] = []
        self.terms: list[Glyphs] = []
        self.relations: list[Glyphs] = []
        self._indent = 0.0 if lines == 1 else advance("= ")
        end = self._set_products()
        breaks = _breaks(text.steps, lines)
        line = 0
        for step, sign in enumerate(text.relations, start=1):
            if step in breaks:
                line, end = line + 1, -advance(" ")
            self.relations.append(self._piece(f" {sign} ", end, line, "muted"))
            end += advance(f" {sign} ")
            for term in text.terms if step == 1 and text.steps == 3 else ():
                self.terms.append(self._piece(term, end, line, role))
                end += advance(term)
        self.total = self._piece(text.total, end, line, role)
        pieces = (self.inputs, self.weights, self.signs, self.relations, self.terms)
        self.add(*[piece for group in pieces for piece in group], self.total)

    def _set_products(self) -> float:
        at = self._indent
        for k, pair in enumerate(zip(self.text.inputs, self.text.weights, strict=True)):
            product = _Product.starting(at, *pair, first=k == 0)
            self.inputs.append(self._piece(pair[0], product.input, 0, "input"))
            self.weights.append(self._piece(pair[1], product.weight, 0, self.role))
            signs = Signs(product.signs, self.theme, self.size)
            self.signs.append(signs.place(self._at(0.0, 0)))
            at = product.end
        return at

    def _at(self, right: float, line: int) -> np.ndarray:
        place: np.ndarray = self.start + self.size * np.array([right, -LEADING * line, 0.0])
        return place

    def _piece(self, text: str, right: float, line: int, role: str) -> Glyphs:
        return Glyphs(text, self.theme, self.size, role).place(self._at(right, line))


def _breaks(steps: int, lines: int) -> range:
    """The steps that begin a line of their own: the first ones, as many as there are."""
    return range(1, min(lines, steps))


def width_of(text: SumText, lines: int) -> float:
    """How wide a sum is on so many lines, in em."""
    products = 0.0
    for k, pair in enumerate(zip(text.inputs, text.weights, strict=True)):
        products = _Product.starting(products, *pair, first=k == 0).end
    sides = [products, *([sum(map(advance, text.terms))] if text.steps == 3 else []), 0.0]
    sides[-1] = advance(text.total)
    breaks = _breaks(text.steps, lines)
    rows = [sides[0] + (0.0 if lines == 1 else advance("= "))]
    for step, side in enumerate(sides[1:], start=1):
        if step in breaks:
            rows.append(advance("= ") + side)
        else:
            rows[-1] += advance(" = ") + side
    return max(rows)


def widest(texts: Sequence[SumText], lines: int) -> float:
    """The width of the widest of these sums, in em."""
    return max(width_of(text, lines) for text in texts)
