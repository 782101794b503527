"""Formulas of the side panel: lines set one below the other, no wider than their region."""

from __future__ import annotations

from collections.abc import Sequence

import manim as mn
import numpy as np

from relu_anim import Neuron
from scenes.layout import Region
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Anchor, Typeset, typeset
from scenes.theme import SIZES, Theme

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


class Block(mn.VGroup):
    """A heading and the formulas under it; `heading` is None where there is none."""

    def __init__(self, heading: Typeset | None, lines: Sequence[Typeset]) -> None:
        super().__init__(*([heading] if heading else []), *lines)
        self.headings, self.lines = [heading] if heading else [], list(lines)


def stack_blocks(
    contents: Sequence[tuple[str, Sequence[str]]],
    theme: Theme,
    region: Region,
    size: float = SIZES.formula,
) -> list[Block]:
    """Set blocks of (heading, formulas) one below the other from the top of a region.

    All formulas have one size: `size`, or what lets the widest and the highest fit. An empty
    heading is left out. Raises `ValueError` when that would be too small to read.
    """
    leading, heading_leading, gap = 1.5, 1.25, 0.75  # in em of the formulas
    headings = sum(bool(heading) for heading, _ in contents)
    rows = sum(len(formulas) for _, formulas in contents)
    ems = leading * rows + heading_leading * headings + gap * (len(contents) - 1)
    markups = [markup for _, formulas in contents for markup in formulas]
    size = fitting_size(markups, region.width, min(size, region.height / ems))
    titles = [heading for heading, _ in contents if heading]
    heading_size = fitting_size(titles, region.width, max(SMALLEST, min(SIZES.label, 0.82 * size)))
    blocks, top = [], region.top
    for heading, formulas in contents:
        title = None
        if heading:
            title = Typeset(heading, theme, heading_size, "muted")
            title.place(np.array([region.left, top - heading_size, 0.0]))
            top -= heading_leading * size
        lines = []
        for markup in formulas:
            line = Typeset(markup, theme, size)
            lines.append(line.place(np.array([region.left, top - size, 0.0])))
            top -= leading * size
        blocks.append(Block(title, lines))
        top -= gap * size
    return blocks


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
