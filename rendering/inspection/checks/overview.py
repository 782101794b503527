"""The whole picture, painted piece by piece, and the curves that stand out too little in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from rendering.inspection.canvas import Canvas, Painter
from rendering.inspection.checks import shapes
from rendering.inspection.checks.colours import contrast
from rendering.inspection.checks.drawing import Layer, Picture
from rendering.inspection.checks.faults import Fault, Thing
from rendering.inspection.checks.layout import may_be_judged
from rendering.inspection.checks.pieces import Piece
from rendering.inspection.checks.thresholds import (
    BROAD_LINE,
    CONTRAST_TOLERANCE,
    CURVE_CONTRAST,
    CURVE_SHARE,
    SHORTEST_MOVING_CURVE,
    THINNEST_CURVE,
)

Array = Any

_HEIGHTS = (540, 270)
"""Pixels: a jump is seen at half size too, and what is behind a curve at a quarter."""
_STEP = 0.12
_MOST_STATIONS = 150
_BESIDE = 0.03
"""Frame units beyond a stroke's edge where its surroundings are looked up."""


@dataclass(frozen=True)
class _Views:
    """The picture, and the same without its lines: what curves are seen against."""

    whole: Canvas
    grounds: Canvas

    @classmethod
    def blank(cls, picture: Picture) -> _Views:
        densities = (pixels / (picture.frame[3] - picture.frame[1]) for pixels in _HEIGHTS)
        return cls(*(Canvas(picture.frame, density, picture.ground) for density in densities))

    def copy(self) -> _Views:
        return _Views(self.whole.copy(), self.grounds.copy())


class Overview:
    """A picture painted as a whole, with the contrast of each curve as it is laid down.

    `base` is an overview of a picture of the same play, whose still layer need not be painted anew.
    """

    def __init__(
        self, picture: Picture, painter: Painter, settled: bool, base: Overview | None = None
    ) -> None:
        self._still, self._settled, self._painter = picture.still, settled, painter
        self._below: tuple[_Views, list[tuple[Thing, Array]]]
        if base is not None and base._still is picture.still and base._settled == settled:
            self._below = base._below
        else:
            views = _Views.blank(picture)
            self._below = views, self._paint(picture.still, views)
        views, ratios = self._below
        if picture.still.pieces:
            views = views.copy()
        self._ratios = [*ratios, *self._paint(picture.moving, views)]
        self.canvas = views.whole

    def _paint(self, layer: Layer, views: _Views) -> list[tuple[Thing, Array]]:
        """Paint a layer; the contrasts along the curves in it."""
        found = []
        for piece in layer.pieces:
            if _is_curve(piece) and self._is_judged(piece):
                found.append((Thing.of(piece), _contrasts(piece, views.grounds)))
            piece.paint(self._painter, views.whole)
            is_broad = piece.stroke_width >= BROAD_LINE
            if not piece.is_text and (piece.fill_opacity > 0 or is_broad):
                piece.paint(self._painter, views.grounds, stroke=is_broad)
        return found

    def _is_judged(self, piece: Piece) -> bool:
        """Whether a curve has come to stay, or at least is no longer the first bit of one."""
        if not may_be_judged(piece.stroke_opacity, self._settled):
            return False
        return self._settled or shapes.length(piece.outline.lines) >= SHORTEST_MOVING_CURVE

    def faint_curves(self) -> Iterator[Fault]:
        """Curves of which too much can hardly be seen."""
        curves: dict[Thing, list[Array]] = {}
        for thing, ratios in self._ratios:
            curves.setdefault(thing, []).append(ratios)
        for thing, parts in curves.items():
            ratios = np.concatenate(parts)
            if not ratios.size:
                continue
            ratio = float(np.quantile(ratios, CURVE_SHARE))
            if ratio < CURVE_CONTRAST - CONTRAST_TOLERANCE:
                how_far = f"{ratio:.1f}:1, needs {CURVE_CONTRAST:g}:1"
                yield Fault("contrast", (thing,), how_far, CURVE_CONTRAST - ratio)


def _contrasts(piece: Piece, canvas: Canvas) -> Array:
    """Along a curve, the contrast of its colour to what is on the better side of it."""
    points, normals = shapes.stations(piece.outline.lines, _STEP, _MOST_STATIONS)
    aside = (piece.reach + _BESIDE) * normals
    under, is_inside = canvas.at(points)
    left, right = canvas.at(points + aside)[0], canvas.at(points - aside)[0]
    own = under + piece.stroke_opacity * (piece.stroke_colour - under)
    ratios: Array = np.maximum(contrast(own, left), contrast(own, right))
    return ratios[is_inside]


def _is_curve(piece: Piece) -> bool:
    return not piece.is_text and piece.stroke_width >= THINNEST_CURVE and piece.reach > 0
