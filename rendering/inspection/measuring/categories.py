"""What sort of thing a viewer takes something for, and how far it is from somewhere else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.pieces import Piece
from rendering.inspection.thresholds import DRAWN, LARGEST_DOT

Array = Any
Sort = Literal["text", "dot", "curve", "region"]

_LEVEL = 0.05
"""Frame units by which the ends of a level line may differ."""
_GREY = 0.3
"""Saturation below which a line has no colour of its own."""
_STEP, _MOST_POINTS = 0.05, 400
"""Frame units between the points of an outline from which a distance is measured."""


def sort_of(pieces: Sequence[Piece]) -> Sort:
    """A text, a dot, a region that has an inside, or else a curve."""
    if all(piece.is_text for piece in pieces):
        return "text"
    size = geometry.size(geometry.union(np.array([piece.box for piece in pieces])))
    filled = [geometry.size(piece.box).max() for piece in pieces if has_inside(piece)]
    if max(filled, default=0.0) < size.max() / 2:  # an arrow is a line for all its head
        return "curve"
    return "dot" if size.max() <= LARGEST_DOT else "region"


def has_inside(piece: Piece) -> bool:
    """Whether a piece is a filled shape, or a closed line around one."""
    points = piece.outline.points
    is_closed = len(points) > 4 and np.abs(points[0] - points[-1]).max() < 1e-3
    return not piece.is_text and (piece.fill_opacity > DRAWN or bool(is_closed))


def is_rule(piece: Piece) -> bool:
    """Whether a piece is level or upright, as axes, ticks and guides are."""
    return bool(geometry.size(piece.outline.exact_box).min() < _LEVEL)


def is_axis(piece: Piece) -> bool:
    """Whether a piece is a level or upright line without a colour of its own."""
    return is_rule(piece) and bool(np.ptp(piece.stroke_colour) < _GREY * piece.stroke_colour.max())


def distance(box: Array, pieces: Sequence[Piece]) -> float:
    """From a box (4,) to the nearest ink of some pieces; 0 when its middle is inside of one."""
    return min((_distance(box, piece) for piece in pieces), default=np.inf)


def _distance(box: Array, piece: Piece) -> float:
    if piece.is_text:
        return geometry.gap_between(box, piece.box)
    segments = piece.outline.segments
    if (
        has_inside(piece)
        and geometry.inside(piece.outline.closed_segments, (box[None, :2] + box[None, 2:]) / 2)[0]
    ):
        return 0.0
    points = geometry.points_along(segments, _STEP, _MOST_POINTS)[0]
    if not len(points):
        return float("inf")
    if len(points) < len(segments):  # the dots of a line have next to no length
        points = segments.mean(axis=1)
    off = np.maximum(np.maximum(box[:2] - points, points - box[2:]), 0.0)
    return max(float(np.linalg.norm(off, axis=1).min()) - piece.reach, 0.0)
