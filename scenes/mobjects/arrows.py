"""Arrows with filled heads, which may be led to other places."""

from __future__ import annotations

import manim as mn
import numpy as np

from scenes.mobjects.lines import arrows, draw, polygon, polyline
from scenes.theme import Theme

HEAD, LEG = 0.3, 7.0
"""The length of an arrow's head, and the width of its shaft in stroke units."""


def arrow(
    theme: Theme, role: str, ends: np.ndarray | None = None, *, rim: float = 0.0, leg: float = LEG
) -> mn.VGroup:
    """An arrow between two places (2, 3)."""
    colour = theme.colour(role)
    shaft = mn.VMobject(stroke_color=colour, stroke_width=leg, fill_opacity=0)
    head = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
    both = mn.VGroup(shaft, head)
    point(both, np.zeros((2, 3)) if ends is None else ends, rim)
    return both


def point(arrow: mn.VGroup, ends: np.ndarray, rim: float) -> None:
    """Let an arrow go from one place to the rim of a dot on the other."""
    length = float(np.linalg.norm(ends[1] - ends[0]))
    tip = ends[1] - (ends[1] - ends[0]) * min(1.0, rim / max(length, 1e-9))
    shafts, tops = arrows(np.array([[ends[0], tip]]), HEAD)
    draw(arrow[0], polyline(*shafts), ends[0])
    draw(arrow[1], polygon(*tops), ends[0])
