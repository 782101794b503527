"""The whole picture, painted piece by piece, and the curves that stand out too little in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from rendering.checks import shapes
from rendering.checks.colours import contrast
from rendering.checks.faults import Fault, Thing
from rendering.checks.layout import may_be_judged
from rendering.checks.picture import Layer, Picture
from rendering.checks.pieces import Piece
from rendering.checks.thresholds import (
    CONTRAST_TOLERANCE,
    CURVE_CONTRAST,
    CURVE_SHARE,
    SHORTEST_MOVING_CURVE,
    THINNEST_CURVE,
)
from rendering.painting import Canvas, Painter

Array = Any

HEIGHT = 540
"""Pixels: what is seen in the whole picture (a curve, a jump) is seen at half size too."""
_STEP = 0.12
_MOST_STATIONS = 150
_BESIDE = 0.03
"""Frame units beyond a stroke's edge where its surroundings are looked up."""


class Overview:
    """A picture painted as a whole, with the contrast of each curve as it is laid down.

    `base` is an overview of a picture of the same play, whose still layer need not be painted anew.
    """

    def __init__(
        self, picture: Picture, painter: Painter, settled: bool, base: Overview | None = None
    ) -> None:
        self.still, self._settled, self._painter = picture.still, settled, painter
        self._below: tuple[Canvas, list[tuple[Thing, Array]]]
        if base is not None and base.still is picture.still and base._settled == settled:
            self._below = base._below
        else:
            height = picture.frame[3] - picture.frame[1]
            canvas = Canvas(picture.frame, HEIGHT / height, picture.ground)
            self._below = canvas, self._paint(picture.still, canvas)
        canvas, ratios = self._below
        self.canvas = canvas.copy() if picture.still.pieces else canvas
        self._ratios = [*ratios, *self._paint(picture.moving, self.canvas)]

    def _paint(self, layer: Layer, canvas: Canvas) -> list[tuple[Thing, Array]]:
        """Paint a layer; the contrasts along the curves in it."""
        found = []
        for piece in layer.pieces:
            if _is_curve(piece) and self._is_judged(piece):
                found.append((Thing.of(piece), _contrasts(piece, canvas)))
            piece.paint(self._painter, canvas)
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
