"""How much a line bends at a corner, as an arc."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import DASHED, FILLED_SPREAD, dashes, draw, heads, polygon, polyline
from scenes.mobjects.live import Live
from scenes.theme import STROKES, Theme

RADIUS, REACH, HEAD = 0.9, 1.3, 0.3
"""Frame units: of the arcs, of the dash that goes straight on, and of the head of an arc."""
RING = 0.14


class Turn(mn.VGroup, Live[float]):
    """A dash that goes straight on from a corner, and an arc from there to where the line is.

    rises: of the frame, (2,) before and after the corner. Its value is the share of the turn that
    has been made. `radius` is that of the arc, and the dash is `reach` long.
    """

    def __init__(
        self,
        theme: Theme,
        corner: np.ndarray,
        rises: np.ndarray,
        *,
        radius: float = RADIUS,
        reach: float = REACH,
        head: float = HEAD,
    ) -> None:
        self.dash, self.arc, self.head, self.ring = (
            mn.VMobject(
                stroke_color=theme.faint("total"), stroke_width=STROKES.curve, fill_opacity=0
            ),
            mn.VMobject(stroke_color=theme.weight, stroke_width=STROKES.strong, fill_opacity=0),
            mn.VMobject(stroke_width=0, fill_color=theme.weight, fill_opacity=1),
            mn.Circle(RING, stroke_color=theme.ink, fill_color=theme.ground, fill_opacity=1),
        )
        self.radius, self.reach, self.longest = radius, reach, head
        super().__init__(self.dash, self.arc, self.head, self.ring)
        for part in (self.dash, self.arc):
            exempt(part, "crossing", "it shows where the line was, or how it turns")
            exempt(part, "twins", "a slight turn leads from the line back to it")
            exempt(part, "contrast", "it starts on the line, and one lies on the floor")
        self.lie(corner, rises)
        self.set_value(0.0)

    def lie(self, corner: np.ndarray, rises: np.ndarray) -> Self:
        """Be at another corner; the arc is drawn when the value is set."""
        self.corner, self.rises = corner, rises
        self.straight = corner + np.outer([0.0, self.reach], self._towards(0.0))
        draw(self.dash, polyline(dashes(self.straight, DASHED)), corner)
        self.ring.move_to(corner)
        self.path = self._arc(1.0)
        return self

    def set_value(self, value: float) -> Self:
        """Have turned the line so far."""
        path = self._arc(value)
        size = min(self.longest, 0.6 * self.radius * abs(self._angle(value) - self._angle(0.0)))
        tips = np.zeros((0, 3, 3))
        if size > 0.01:
            tip, along = path[-1], path[-1] - path[-2]
            line = np.array([[tip - along / np.linalg.norm(along), tip]])
            tips = heads(line, size, FILLED_SPREAD)
        draw(self.arc, polyline(self._arc(value, 0.8 * size)), self.corner)
        draw(self.head, polygon(tips), self.corner)
        return self

    def _angle(self, share: float) -> float:
        return float(np.arctan(self.rises[0] + share * (self.rises[1] - self.rises[0])))

    def _towards(self, share: float) -> np.ndarray:
        angle = self._angle(share)
        return np.array([np.cos(angle), np.sin(angle), 0.0])

    def _arc(self, share: float, short: float = 0.0) -> np.ndarray:
        start, end = self._angle(0.0), self._angle(share)
        angles = np.linspace(start, end - np.sign(end - start) * short / self.radius, 32)
        arc: np.ndarray = self.corner + self.radius * np.column_stack(
            [np.cos(angles), np.sin(angles), 0 * angles]
        )
        return arc
