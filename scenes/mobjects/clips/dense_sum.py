"""A weighted sum written out: `0.5 · 0.2 + 1.0 · (−0.9) = 0.1 − 0.9 = −0.8`, piece by piece."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import Trace
from scenes.layout import Region
from scenes.mobjects.clips.dense_plan import Writing
from scenes.mobjects.text.glyphs import HEIGHT, Glyphs, advance
from scenes.mobjects.text.notation import MINUS, as_term, relation, written
from scenes.theme import Theme

Token = tuple[str, str]
"""A text and its role."""
Piece = list[Token]
LEADING = 1.5
"""From one line to the next, in em."""
LARGEST, COMFORTABLE = 0.5, 0.36


def sides_of(trace: Trace, neuron: int, writing: Writing, role: str) -> list[list[Piece]]:
    """The sides of a neuron's sum: its products, their values (of more than one), the total.

    Each is a list of pieces that can come one after the other; the sign before a side, true of
    the numbers as they are written, belongs to its first piece.
    """
    inputs = [writing.inputs(value) for value in trace.point]
    weights = [writing.weights(value) for value in trace.weights[:, neuron]]
    values = [writing.added(value) for value in trace.products[:, neuron]]
    total = writing.added(trace.linear[neuron])
    products: list[Piece] = []
    for index, (factor, weight) in enumerate(zip(inputs, weights, strict=True)):
        products.append([("+", "muted")] if index else [])
        products[-1] += [*_enclosed(factor, "input", index > 0), ("·", "muted")]
        products[-1] += _enclosed(weight, "weight", True)
    terms = [[(text, role)] for text in (values[0], *map(as_term, values[1:]))]
    sides = [products, terms, [[(total, role)]]]
    factors = zip(map(written, inputs), map(written, weights), strict=True)
    sums = [sum((x * w for x, w in factors), Decimal(0)), sum(map(written, values), Decimal(0))]
    sums.append(written(total))
    if len(products) == 1:
        del sides[1], sums[1]
    for side, (left, right) in zip(sides[1:], pairwise(sums), strict=True):
        side[0].insert(0, (relation(left, right), "muted"))
    return sides


def _enclosed(text: str, role: str, enclose: bool) -> Piece:
    """A number, in parentheses where it has a sign and something stands before it."""
    if enclose and text.startswith(MINUS):
        return [("(", "muted"), (text, role), (")", "muted")]
    return [(text, role)]


class WrittenSum(mn.VGroup):
    """A neuron's sum in a region, on as few lines as may be; `sides` are its pieces."""

    def __init__(self, sides: list[list[Piece]], theme: Theme, region: Region) -> None:
        lines = _lines(sides, region)
        widths = list(map(_width_of, lines))
        em = min(LARGEST, region.width / max(widths), region.height / (LEADING * len(lines)))
        first = region.center[1] + em * (LEADING * (len(lines) - 1) - HEIGHT) / 2
        self.sides: list[list[mn.VGroup]] = []
        for row, line in enumerate(lines):
            x, y = region.center[0] - em * max(widths) / 2, first - row * em * LEADING
            for side in line:
                self.sides.append([])
                for piece in side:
                    group = mn.VGroup()
                    for text, role in map(_spaced, piece):
                        at = np.array([x, y, 0.0])
                        group.add(Glyphs(text, theme, em, role).place(at))
                        x += em * advance(text)
                    self.sides[-1].append(group)
        super().__init__(*[piece for side in self.sides for piece in side])


def _lines(sides: list[list[Piece]], region: Region) -> list[list[list[Piece]]]:
    """The sides on one, two or three lines: the fewest that are comfortably large."""
    ways = [[sides[:cut], *[[side] for side in sides[cut:]]] for cut in range(len(sides), 0, -1)]
    if len(sides) == 3:
        ways.insert(1, [sides[:1], sides[1:]])
    for lines in ways:
        if region.width / max(map(_width_of, lines)) >= COMFORTABLE:
            break
    return lines


def _width_of(line: list[list[Piece]]) -> float:
    tokens = [token for side in line for piece in side for token in piece]
    return sum(advance(text) for text, _ in map(_spaced, tokens))


def _spaced(token: Token) -> Token:
    """A token with room around an operator, and before a signed term."""
    text, role = token
    if text in ("+", "·", "=", "≈"):
        return f" {text} ", role
    return (f" {text}", role) if text[0] in f"+{MINUS}" and text[1] == " " else token
