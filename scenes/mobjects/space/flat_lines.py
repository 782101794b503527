"""Straight lines on the frame as outlines: one shape of many subpaths, dashes, arrow heads."""

from __future__ import annotations

import manim as mn
import numpy as np

Dash = tuple[float, float]


def straight(lines: np.ndarray) -> np.ndarray:
    """The cubic Bézier points (4m, 3) of separate straight lines (m, 2, 3)."""
    thirds = np.array([0, 1, 2, 3])[:, None] / 3
    points: np.ndarray = lines[:, :1] + thirds * (lines[:, 1:] - lines[:, :1])
    return points.reshape(-1, 3)


def dashed(lines: np.ndarray, dash: Dash) -> np.ndarray:
    """Cut straight lines (m, 2, 3) into dashes (k, 2, 3), each line from its start."""
    steps = lines[:, 1] - lines[:, 0]
    lengths = np.linalg.norm(steps, axis=1)
    counts = np.ceil(lengths / sum(dash)).astype(int)
    which = np.repeat(np.arange(len(lines)), counts)
    begin = (np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)) * sum(dash)
    end = np.minimum(begin + dash[0], lengths[which])
    along = steps[which] / lengths[which][:, None]
    start = lines[which, 0]
    return np.stack([start + begin[:, None] * along, start + end[:, None] * along], axis=1)


def draw(shape: mn.VMobject, lines: np.ndarray, spot: np.ndarray) -> None:
    """Let a shape be straight lines (m, 2, 3); where there is none, an invisible one at `spot`.

    A shape without any points would break the animation that it is part of.
    """
    shape.set_points(straight(lines if len(lines) else np.tile(spot, (1, 2, 1))))


def pointed(lines: np.ndarray, head: float) -> tuple[np.ndarray, np.ndarray]:
    """The shafts (k, 2, 3) of arrows (m, 2, 3) on the frame, and their heads' edges.

    The edges are (3k, 2, 3), three for each head. An arrow that is seen end-on, or has no length,
    has nowhere to point and is left out.
    """
    steps = lines[:, 1] - lines[:, 0]
    lengths = np.linalg.norm(steps, axis=1)
    seen = lengths > 0.02
    starts, tips = lines[seen, 0], lines[seen, 1]
    along = steps[seen] / lengths[seen][:, None]
    size = np.minimum(head, 0.6 * lengths[seen])[:, None]
    across = np.column_stack([-along[:, 1], along[:, 0], along[:, 2]]) * size * 0.4
    base = tips - size * along
    corners = np.stack([tips, base + across, base - across, tips], axis=1)
    edges = np.stack([corners[:, :-1], corners[:, 1:]], axis=2).reshape(-1, 2, 3)
    return np.stack([starts, base + 0.2 * size * along], axis=1), edges
