"""Curves of one colour that lie nearly on each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np

from rendering.inspection.checks.faults import Fault
from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.categories import is_axis
from rendering.inspection.measuring.frame_pieces import DrawnFrame
from rendering.inspection.measuring.pieces import Piece
from rendering.inspection.thresholds import (
    DRAWN,
    SAME_LINE,
    SEEN,
    THINNEST_CURVE,
    TWIN_GAP,
    TWIN_SHARE,
)

Array = Any

_STEP, _MOST_POINTS = 0.1, 60
"""Frame units between the points of a curve whose distances to another are measured, or more."""
_ONE_COLOUR = 24
"""By how much a channel, of 255, may differ."""
_NEARLY_ALL = 0.97
"""The share of a copy's length that lies exactly on its curve."""
_GAPLESS = 0.4
"""The share of its extent that a curve is drawn along, even if it is dashed: ticks are not."""
_SHORTEST = 1.0
"""Frame units: what is shorter is no curve, but a tick or a mark."""


def twins(frame: DrawnFrame) -> Iterator[Fault]:
    """Pairs of curves that look like one."""
    curves = [piece for piece in frame.pieces if _is_curve(piece)]
    for one, other in combinations(curves, 2):
        if np.abs(_shown(one, frame) - _shown(other, frame)).max() > _ONE_COLOUR:
            continue
        room = one.reach + other.reach + TWIN_GAP
        if not geometry.meets(geometry.grown(one.box, room), other.box):
            continue
        shorter, longer = sorted(
            (one, other), key=lambda piece: geometry.length(piece.outline.segments)
        )
        apart = _distances(shorter, longer)
        share = float((apart < room).mean())
        if share >= TWIN_SHARE and geometry.quantile(apart, _NEARLY_ALL) > SAME_LINE:
            things = (frame.thing(one), frame.thing(other))
            yield Fault("twins", things, f"{share:.0%} of one lies nearly on the other", share)


def _is_curve(piece: Piece) -> bool:
    if piece.is_text or piece.stroke_width < THINNEST_CURVE or piece.stroke_opacity < SEEN:
        return False
    if piece.fill_opacity > DRAWN or is_axis(piece):
        return False
    extent = float(geometry.size(piece.box).max())
    return extent >= _SHORTEST and geometry.length(piece.outline.segments) >= _GAPLESS * extent


def _shown(piece: Piece, frame: DrawnFrame) -> Array:
    return frame.ground + piece.stroke_opacity * (piece.stroke_colour - frame.ground)


def _distances(piece: Piece, other: Piece) -> Array:
    """From points (k,) along a curve to another one."""
    points, _ = geometry.points_along(piece.outline.segments, _STEP, _MOST_POINTS)
    start, end = other.outline.segments[None, :, 0], other.outline.segments[None, :, 1]
    along, off = end - start, points[:, None] - start
    length = np.maximum((along**2).sum(axis=2), 1e-12)
    share = np.clip((off * along).sum(axis=2) / length, 0, 1)
    nearest: Array = np.linalg.norm(off - share[..., None] * along, axis=2).min(axis=1)
    return nearest
