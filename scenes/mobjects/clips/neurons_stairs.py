"""Largest errors as columns side by side: stairs, which are straight on logarithmic paper."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import Convergence
from scenes.layout import FRAME, MARGIN, Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import filled, polygon
from scenes.mobjects.live import Live
from scenes.mobjects.plots.logarithmic import ABOVE, BELOW, LogarithmicPaper
from scenes.theme import Theme

SMALL, WHOLE = Region(-6.3, -2.55, -2.7, 1.6), Region(-5.3, 5.5, -3.05, 1.75)
"""The paper beside the curve, and when it has the frame for itself."""
LANDING, ROOMY = 0.25, 0.4
"""From the last step down to the end of the paper; between lines that can say how far apart."""


class Stairs(mn.VGroup, Live[float]):
    """A column for each count of pieces, up to `noses` (k, 3), on paper that can be stretched.

    A column ends at its count, and is as wide as the step from the count before. Its value is the
    power of the paper's upright axis: 1 is as usual, 0 logarithmic. further: with the count that
    comes after the last; the paper has room for it, if it is the whole frame.
    """

    def __init__(self, theme: Theme, further: Convergence, *, whole: bool) -> None:
        counts, errors = np.array(further.counts, float), np.array(further.errors)
        window, seen = (WHOLE, len(counts)) if whole else (SMALL, len(counts) - 1)
        halving = (window.height - LANDING) / np.log2(errors[0] / errors[-1])
        self.edges = np.array([counts[0] ** 2 / counts[1], *counts])[: seen + 1]
        middles = np.sqrt(self.edges[:-1] * self.edges[1:])
        self.data = np.column_stack([counts, errors])
        self.paper = LogarithmicPaper(
            theme,
            window,
            (self.edges[0], self.edges[-1]),
            (errors[0] / 2 ** (window.height / halving), errors[0]),
            names=("pieces", "#error[largest error]"),
            x_ticks=[*zip(middles, map(str, further.counts[:-1]), strict=False)],
            factor=2,
            step="÷ 2",
            labelled=3 if whole and halving > ROOMY else 0,
        )
        if whole:
            start, (pieces, error) = FRAME.left + MARGIN, self.paper.names
            pieces.place(np.array([start, window.bottom - BELOW, 0.0]))
            error.place(np.array([start, window.top + ABOVE, 0.0]))
        colours = (theme.faint("error"), theme.floor) if whole else (theme.error,)
        self.columns = [filled(theme.error, np.zeros((1, 3))) for _ in counts[1:]]
        for column in self.columns:
            exempt(column, "covered", "columns stand before the axis that they lean on")
            exempt(column, "contrast", "the lowest lie on the floor until the paper is stretched")
            column.set_sheen_direction(mn.DOWN)  # the way from the first colour to the last
            column.fill_rgbas = np.array([mn.ManimColor(each).to_rgba() for each in colours])
        super().__init__(self.paper, *self.columns)
        self.set_value(1.0)

    def set_value(self, value: float) -> Self:
        """Stretch the paper to another power."""
        self.paper.set_value(value)
        self.noses = self.paper.points_of(self.data)
        feet = self.paper.points_of(np.column_stack([self.edges, self.edges]))
        feet[:, 1] = self.paper.window.bottom
        for column, left, right, nose in zip(
            self.columns, feet, feet[1:], self.noses, strict=False
        ):
            top = np.array([left[0], nose[1], 0.0])
            column.set_points(polygon(np.array([left, top, nose, right])))
        return self

    def step(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        """From one nose to the next: the riser and the tread, (2, 3) each."""
        start, end = self.noses[index : index + 2]
        corner = np.array([start[0], end[1], 0.0])
        return np.array([start, corner]), np.array([corner, end])
