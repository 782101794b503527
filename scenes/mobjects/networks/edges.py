"""The edges of a network, each of which shows a weight, and the numbers beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.lines import NEGATIVE, dashes, draw, fitted, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.networks.places import Beside
from scenes.mobjects.text.typesetting import Anchor, Letters, typeset
from scenes.theme import STROKES, Theme

DASHES = 9
"""On the edge of a negative weight where its colour tells nothing of the sign."""
HALF_WAY = 2.0
"""The weight whose edge is half as wide as may be: trained weights are about 1, slopes up to 8."""
NUMBER_SIZE = 0.36
ROLES = {1: "weight", -1: "error", 0: "muted"}
"""The colours of weights above, below, and at 0."""


def width_of(weight: float) -> float:
    """The stroke width that shows a weight: the larger, the wider, from a hairline to `strong`."""
    share = abs(weight) / (abs(weight) + HALF_WAY)
    return STROKES.hair + (STROKES.strong - STROKES.hair) * share


class Edge(mn.VMobject, Live[float]):
    """The edge from one node to another, along a line (2, 3); its value is its weight.

    A negative weight is dashed. Without a `role` colour and width tell the weight's sign and size.
    A weight of 0 is a hairline if `zeros` are shown, else it is not seen. How opaque the edge is
    is left to the scene.
    """

    def __init__(
        self, line: np.ndarray, weight: float, theme: Theme, role: str | None, zeros: bool
    ) -> None:
        super().__init__(stroke_color=theme.colour(role or ROLES[0]), fill_opacity=0)
        self.line, self.theme, self.role, self.zeros = line, theme, role, zeros
        self.sign: int | None = None
        self.set_value(weight)

    def set_value(self, value: float) -> Self:
        """Show another weight."""
        self.weight, before, self.sign = float(value), self.sign, int(np.sign(value))
        if self.sign != before:
            self._show_sign(self.sign)
        if self.sign:
            self.stroke_width = STROKES.guide if self.role else width_of(value)
        else:
            self.stroke_width = STROKES.hair if self.zeros else 0.0
        return self

    def _show_sign(self, sign: int) -> None:
        length = float(np.linalg.norm(self.line[1] - self.line[0]))
        dash = fitted(NEGATIVE, length, DASHES if self.role else None)
        self.set_points(polyline(dashes(self.line, dash) if sign < 0 else self.line))
        if self.role is None:
            colour = mn.ManimColor(self.theme.colour(ROLES[sign]))
            self.stroke_rgbas[:, :3] = colour.to_rgb()


class ParameterLabel(Letters, Live[float]):
    """The number of a weight or a bias, `beside` its edge or node; of 0 only if `zeros` are shown.

    `markup_of` writes the number as Typst mathematics.
    """

    def __init__(
        self,
        value: float,
        markup_of: Callable[[float], str],
        colour: str,
        beside: Beside,
        zeros: bool,
    ) -> None:
        super().__init__(np.zeros((4, 3)), colour, "")
        self.value, self.markup_of, self.zeros = value, markup_of, zeros
        self.anchor = Anchor()
        self.add(self.anchor)
        self.put(beside)

    def put(self, beside: Beside) -> None:
        """Let it stand there."""
        self.beside = beside
        self.set_value(self.value)

    def set_value(self, value: float) -> Self:
        """Show another number."""
        self.value = float(value)
        self.markup = f"${self.markup_of(self.value)}$" if value or self.zeros else ""
        runs = typeset(self.markup).runs if self.markup else ()
        outlines = [NUMBER_SIZE * run.points for run in runs]
        draw(self, np.vstack([np.zeros((0, 3)), *outlines]), np.zeros(3))
        self.anchor.set_points(np.zeros((4, 3)))
        self.move_to(self.beside.center(self.width, self.height))
        return self
