"""The contrast of each curve, as it is laid down, to what is on either side of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.canvas import Canvas, MobjectPainter
from rendering.inspection.measuring.colours import contrast, contrast_counts
from rendering.inspection.measuring.frame_pieces import DrawnFrame
from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.measuring.pieces import Piece
from rendering.inspection.thresholds import (
    BROAD_LINE,
    SHORTEST_MOVING_CURVE,
    SOLID,
    THINNEST_CURVE,
)

Array = Any

_SHORT_SIDE = 270
"""Pixels: what is behind a curve is seen at a quarter of the size."""
_STEP = 0.12
"""Frame units between two points of a curve at which its contrast is measured, ..."""
_MOST_POINTS = 150
"""... or more, since a curve has at most so many of them."""
_BESIDE = 0.03
"""Frame units beyond a stroke's edge where its surroundings are looked up."""
_NEAR = 0.15
"""Frame units around a curve from which a fill has no influence on what is found there."""
_MOST_KEPT = 4000


class CurveContrasts:
    """Measures curves against the fills that are drawn before them, each in the same ones once."""

    def __init__(self, painter: MobjectPainter) -> None:
        self._painter = painter
        self._kept: dict[tuple[object, ...], Array] = {}

    def of(self, frame: DrawnFrame, settled: bool) -> list[tuple[Thing, Array]]:
        """The curves of a frame, each with the contrasts along it.

        A curve is judged when it has come to stay, or at least is no longer the first bit of one.
        """
        curves = [piece for piece in frame.pieces if _is_judged(piece, settled)]
        fills = [piece for piece in frame.pieces if _is_seen_behind_curves(piece)]
        below = _below(frame, curves, fills)
        place = frame.box.tobytes(), frame.ground.tobytes()
        keys = [
            (place, curve.version, tuple(fill.version for fill in behind))
            for curve, behind in zip(curves, below, strict=True)
        ]
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        canvas, painted = Canvas(frame.box, _SHORT_SIDE / frame.short_side, frame.ground), 0
        missing = [at for at, key in enumerate(keys) if key not in self._kept]
        needed = sorted({fill for at in missing for fill in below[at]}, key=lambda fill: fill.order)
        for at in missing:
            while painted < len(needed) and needed[painted].order < curves[at].order:
                fill = needed[painted]
                fill.paint(self._painter, canvas, stroke=_is_broad(fill))
                painted += 1
            self._kept[keys[at]] = _contrasts(curves[at], canvas)
        return [(Thing.of(curve), self._kept[key]) for curve, key in zip(curves, keys, strict=True)]


def _below(frame: DrawnFrame, curves: list[Piece], fills: list[Piece]) -> list[list[Piece]]:
    """For each curve the fills that are drawn before it, and may be seen beside it."""
    extents = frame.extents[[fill.order for fill in fills]]
    boxes = geometry.grown(np.array([curve.box for curve in curves]).reshape(-1, 4), _NEAR)
    orders = np.array([curve.order for curve in curves])
    is_below = np.array([fill.order for fill in fills]) < orders[:, None]
    near = geometry.meets(boxes[:, None], extents[None]) & is_below
    return [[fills[at] for at in np.flatnonzero(row)] for row in near]


def _contrasts(piece: Piece, canvas: Canvas) -> Array:
    """Along a curve, the contrast of its colour to what is on the better side of it."""
    points, normals = geometry.points_along(piece.outline.segments, _STEP, _MOST_POINTS)
    aside = (piece.reach + _BESIDE) * normals
    under, is_inside = canvas.at(points)
    left, right = canvas.at(points + aside)[0], canvas.at(points - aside)[0]
    own = under + piece.stroke_opacity * (piece.stroke_colour - under)
    ratios: Array = np.maximum(contrast(own, left), contrast(own, right))
    return ratios[is_inside]


def _is_judged(piece: Piece, settled: bool) -> bool:
    if not _is_curve(piece) or not contrast_counts(piece.stroke_opacity, settled):
        return False
    return settled or geometry.length(piece.outline.segments) >= SHORTEST_MOVING_CURVE


def _is_curve(piece: Piece) -> bool:
    """Whether a piece is a line; the rim of an area that is as opaque is none."""
    is_rim = piece.fill_opacity >= min(piece.stroke_opacity, SOLID)
    is_line = not piece.is_text and piece.stroke_width >= THINNEST_CURVE and piece.reach > 0
    return is_line and not is_rim


def _is_seen_behind_curves(piece: Piece) -> bool:
    return not piece.is_text and (piece.fill_opacity > 0 or _is_broad(piece))


def _is_broad(piece: Piece) -> bool:
    return piece.stroke_width >= BROAD_LINE
