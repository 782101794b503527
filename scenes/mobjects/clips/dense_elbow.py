"""Lines with a corner that lead from one number to a row of others."""

from __future__ import annotations

import manim as mn
import numpy as np

from scenes.mobjects.plots.plot import polyline
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
        tip = [end + head * np.array(at) for at in ([-1, 0.6, 0], [0, 0, 0], [-1, -0.6, 0])]
        paths = ([start, corner, end], tip)
        self.set_points(np.vstack([polyline(np.array(path)) for path in paths]))
