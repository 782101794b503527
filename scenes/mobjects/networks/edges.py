"""The edges of a network, each of which shows a weight."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.lines import NEGATIVE, dashes, fitted, polyline
from scenes.mobjects.live import Live
from scenes.theme import STROKES, Theme

DASHES = 9
"""On the edge of a negative weight."""
ROLES = {1: "weight", -1: "error", 0: "muted"}
"""The colours of weights above, below, and at 0."""


def width_of(weight: float) -> float:
    """The stroke width that shows a weight: the larger, the wider.

    It is a hairline for 0, half-way to `strong` for 1, and never quite `strong`.
    """
    size = abs(weight)
    return STROKES.hair + (STROKES.strong - STROKES.hair) * size / (size + 1)


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
        dash = fitted(NEGATIVE, float(np.linalg.norm(self.line[1] - self.line[0])), DASHES)
        self.set_points(polyline(dashes(self.line, dash) if sign < 0 else self.line))
        if self.role is None:
            colour = mn.ManimColor(self.theme.colour(ROLES[sign]))
            self.stroke_rgbas[:, :3] = colour.to_rgb()
