"""Lines with a corner that lead from one number to a row of others."""

from __future__ import annotations

import manim as mn
import numpy as np

from scenes.mobjects.lines import heads, polyline
from scenes.theme import STROKES, Theme


class Elbow(mn.VMobject):
    """An arrow that goes straight up from `start` and then to the right, as far as `end`.

    `head` is the length of the arrow's head, in frame units.
    """

    def __init__(
        self, start: np.ndarray, end: np.ndarray, head: float, theme: Theme, role: str
    ) -> None:
        super().__init__(
            stroke_color=theme.colour(role),
            stroke_width=STROKES.guide,
            fill_opacity=0,
            joint_type=mn.LineJointType.ROUND,
            cap_style=mn.CapStyleType.ROUND,
        )
        corner = np.array([start[0], end[1], 0.0])
        path = np.array([start, corner, end])
        self.set_points(polyline(path, heads(path[None, 1:], head)))
