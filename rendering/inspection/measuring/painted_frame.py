"""The whole frame, painted piece by piece, and the contrast of each curve as it is laid down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rendering.inspection.measuring import shapes
from rendering.inspection.measuring.canvas import Canvas, MobjectPainter
from rendering.inspection.measuring.colours import contrast, contrast_counts
from rendering.inspection.measuring.drawn_frame import DrawnFrame, DrawnPart
from rendering.inspection.measuring.pieces import Piece
from rendering.inspection.measuring.things import Thing
from rendering.inspection.thresholds import (
    BROAD_LINE,
    SHORTEST_MOVING_CURVE,
    SOLID,
    THINNEST_CURVE,
)

Array = Any

_SHORT_SIDES = (540, 270)
"""Pixels: a jump is seen at half size too, and what is behind a curve at a quarter."""
_STEP = 0.12
"""Frame units between two points of a curve at which its contrast is measured, ..."""
_MOST_POINTS = 150
"""... or more, since a curve has at most so many of them."""
_BESIDE = 0.03
"""Frame units beyond a stroke's edge where its surroundings are looked up."""


@dataclass(frozen=True)
class _Canvases:
    """The frame, and the same without its lines: what curves are seen against."""

    whole: Canvas
    without_lines: Canvas

    @classmethod
    def blank(cls, frame: DrawnFrame) -> _Canvases:
        densities = (pixels / frame.short_side for pixels in _SHORT_SIDES)
        return cls(*(Canvas(frame.box, density, frame.ground) for density in densities))

    def copy(self) -> _Canvases:
        return _Canvases(self.whole.copy(), self.without_lines.copy())


class PaintedFrame:
    """A frame painted as a whole, with the contrast of each curve as it is laid down.

    `base` is an earlier frame of the same play: what stands still in both is not painted anew.
    """

    def __init__(
        self,
        frame: DrawnFrame,
        painter: MobjectPainter,
        settled: bool,
        base: PaintedFrame | None = None,
    ) -> None:
        self._still, self._settled, self._painter = frame.still, settled, painter
        self._below: tuple[_Canvases, list[tuple[Thing, Array]]]
        if base is not None and base._still is frame.still and base._settled == settled:
            self._below = base._below
        else:
            canvases = _Canvases.blank(frame)
            self._below = canvases, self._paint(frame.still, canvases)
        canvases, ratios = self._below
        canvases = canvases.copy()
        self.curve_contrasts = [*ratios, *self._paint(frame.moving, canvases)]
        self.canvas = canvases.whole

    def _paint(self, part: DrawnPart, canvases: _Canvases) -> list[tuple[Thing, Array]]:
        """Paint a part of the frame; the contrasts along the curves in it."""
        found = []
        for piece in part.pieces:
            if _is_curve(piece) and self._is_judged(piece):
                found.append((Thing.of(piece), _contrasts(piece, canvases.without_lines)))
            piece.paint(self._painter, canvases.whole)
            is_broad = piece.stroke_width >= BROAD_LINE
            if not piece.is_text and (piece.fill_opacity > 0 or is_broad):
                piece.paint(self._painter, canvases.without_lines, stroke=is_broad)
        return found

    def _is_judged(self, piece: Piece) -> bool:
        """Whether a curve has come to stay, or at least is no longer the first bit of one."""
        if not contrast_counts(piece.stroke_opacity, self._settled):
            return False
        return self._settled or shapes.length(piece.outline.segments) >= SHORTEST_MOVING_CURVE


def picture(frame: DrawnFrame, painter: MobjectPainter) -> Canvas:
    """The frame alone, without a look at its curves."""
    canvas = Canvas(frame.box, _SHORT_SIDES[0] / frame.short_side, frame.ground)
    for piece in frame.pieces:
        piece.paint(painter, canvas)
    return canvas


def _contrasts(piece: Piece, canvas: Canvas) -> Array:
    """Along a curve, the contrast of its colour to what is on the better side of it."""
    points, normals = shapes.points_along(piece.outline.segments, _STEP, _MOST_POINTS)
    aside = (piece.reach + _BESIDE) * normals
    under, is_inside = canvas.at(points)
    left, right = canvas.at(points + aside)[0], canvas.at(points - aside)[0]
    own = under + piece.stroke_opacity * (piece.stroke_colour - under)
    ratios: Array = np.maximum(contrast(own, left), contrast(own, right))
    return ratios[is_inside]


def _is_curve(piece: Piece) -> bool:
    """Whether a piece is a line; the rim of an area that is as opaque is none."""
    is_rim = piece.fill_opacity >= min(piece.stroke_opacity, SOLID)
    is_line = not piece.is_text and piece.stroke_width >= THINNEST_CURVE and piece.reach > 0
    return is_line and not is_rim
