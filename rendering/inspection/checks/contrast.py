"""Texts, curves and filled shapes that stand out too little from what is behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from rendering.inspection.checks.faults import Fault
from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.canvas import Canvas
from rendering.inspection.measuring.closeup import CloseUp
from rendering.inspection.measuring.colours import contrast_counts, luminance
from rendering.inspection.measuring.frame_pieces import DrawnFrame
from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.measuring.pieces import Piece
from rendering.inspection.thresholds import (
    BROADEST_BAND,
    BROADEST_QUIET_BAND,
    CONTRAST_TOLERANCE,
    CURVE_CONTRAST,
    CURVE_SHARE,
    DIMMED_CONTRAST,
    DRAWN,
    EDGE_SHARE,
    FAINT_FILL,
    INVISIBLE,
    LARGEST_DOT,
    LARGEST_FAINT_DOT,
    SOLID,
    TEXT_CONTRAST,
)

Array = Any

_STEP, _MOST_POINTS = 0.05, 80
"""Frame units between two points of a shape's outline where it is looked at, or more."""
_BESIDE = 0.03
"""Frame units from the edge of a shape where its surroundings are looked up."""
_BROAD = 0.5
"""Frame units: the edge of what is broader than this may be a strong line, ..."""
_FARTHEST = 4
"""... so many times as far."""
_MOST_KEPT = 4000
_NARROWEST = 0.04
"""Frame units: what is narrower is a line, ..."""
_LENGTHY = 2.0
"""... and what is at least so many times as long as it is broad is a band."""
_SIDE, _FEWEST = 0.15, 3
"""The share of a shape's width or height that is a side of it, and the points that make one."""
_MIDDLE, _FILLED = 0.15, 0.12
"""Shares of a plate's width and height: how far off its middle a text may be, and how small."""


def faint_text(close_up: CloseUp, steady: bool) -> Iterator[Fault]:
    """A text that stands out too little from what is behind it."""
    ratios = close_up.text_contrasts(lambda piece: contrast_counts(piece.fill_opacity, steady))
    for piece, ratio in sorted(ratios, key=lambda found: found[1]):
        needed = TEXT_CONTRAST if piece.fill_opacity >= SOLID else DIMMED_CONTRAST
        if ratio < needed - CONTRAST_TOLERANCE:
            how_far = f"{ratio:.1f}:1, needs {needed:g}:1"
            yield Fault("contrast", (Thing.of(close_up.text),), how_far, needed - ratio)
            return


def faint_curves(contrasts: list[tuple[Thing, Array]]) -> Iterator[Fault]:
    """Curves of which too much can hardly be seen, of these with the contrasts along them."""
    needed = CURVE_CONTRAST - CONTRAST_TOLERANCE
    curves: dict[Thing, list[Array]] = {}
    for thing, ratios in contrasts:
        curves.setdefault(thing, []).append(ratios)
    for thing, parts in curves.items():
        if all((ratios >= needed).all() for ratios in parts):
            continue
        ratio = geometry.quantile(np.concatenate(parts), CURVE_SHARE)
        if ratio < needed:
            how_far = f"{ratio:.1f}:1, needs {CURVE_CONTRAST:g}:1"
            yield Fault("contrast", (thing,), how_far, CURVE_CONTRAST - ratio)


class FaintFills:
    """Judges filled shapes, each in the same surroundings only once."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], float] = {}

    def faults(self, frame: DrawnFrame, canvas: Canvas, hidden: set[Thing]) -> Iterator[Fault]:
        """Dots and bands, seen on `canvas` with all else, that have no edge to be seen by.

        What is hidden is a fault of its own.
        """
        others = (frame.pieces[index] for index in np.flatnonzero(~_plates(frame)))
        pieces = [piece for piece in others if _says_something(frame, piece)]
        ratios = [self._edge_contrast(piece, canvas) for piece in pieces]
        needed = FAINT_FILL - CONTRAST_TOLERANCE
        strong = [piece for piece, ratio in zip(pieces, ratios, strict=True) if ratio >= needed]
        for piece, ratio in zip(pieces, ratios, strict=True):
            is_faint = INVISIBLE <= ratio < needed
            if is_faint and not any(_is_one_mark(piece, other) for other in strong):
                how_far = f"a shape of {ratio:.1f}:1, needs {FAINT_FILL:g}:1 or an edge"
                if (thing := Thing.of(piece)) not in hidden:
                    yield Fault("contrast", (thing,), how_far, FAINT_FILL - ratio)

    def _edge_contrast(self, piece: Piece, canvas: Canvas) -> float:
        looked_at = geometry.grown(piece.box, _FARTHEST * (piece.reach + 2 * _BESIDE))
        seen = canvas.pixels[canvas.window(looked_at)].tobytes()
        key = piece.key, piece.reach, hash(seen), canvas.box.tobytes()
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = _edge_contrast(piece, canvas)
        return self._kept[key]


def _edge_contrast(piece: Piece, canvas: Canvas) -> float:
    """By how much the edge of a shape, or one side of it, stands out; 1 when it is not seen."""
    points, normals = geometry.points_along(piece.outline.segments, _STEP, _MOST_POINTS)
    is_broad = geometry.size(piece.box).min() > _BROAD
    steps = (-_FARTHEST, -1, 0, 1, _FARTHEST) if is_broad else (-1, 0, 1)
    looks = [canvas.at(points + step * (piece.reach + _BESIDE) * normals) for step in steps]
    is_seen = np.logical_and.reduce([is_inside for _, is_inside in looks])
    if not is_seen.any():
        return 1.0
    light = np.array([luminance(colours[is_seen]) for colours, _ in looks]) + 0.05
    ratios = light.max(axis=0) / light.min(axis=0)
    where, box = points[is_seen], piece.outline.exact_box
    near = (
        np.abs(np.concatenate([where, where], axis=1) - box)
        < _SIDE * geometry.size(box)[[0, 1, 0, 1]]
    )
    sides = [ratios[on_side] for on_side in near.T if on_side.sum() >= _FEWEST]
    whole = max((geometry.quantile(side, 0.2) for side in sides), default=1.0)
    return max(whole, geometry.quantile(ratios, 1 - EDGE_SHARE))


def _is_one_mark(piece: Piece, other: Piece) -> bool:
    """Whether two dots are around one another: a dot with its halo, its rim or its heart."""
    apart = np.abs((piece.box[:2] + piece.box[2:]) - (other.box[:2] + other.box[2:])) / 2
    sizes = np.maximum(geometry.size(piece.box), geometry.size(other.box))
    return bool(sizes.max() <= LARGEST_DOT and (apart < sizes / 2).all())


def _says_something(frame: DrawnFrame, piece: Piece) -> bool:
    """Whether a piece is a filled dot or a filled band, as opposed to a quiet surface."""
    if piece.is_text or piece.fill_opacity <= DRAWN:
        return False
    box = piece.outline.exact_box
    short, long = np.sort(geometry.size(box))
    is_endless = (box[:2] <= frame.box[:2]).any() or (box[2:] >= frame.box[2:]).any()
    if short <= _NARROWEST or (piece.fill_opacity >= SOLID and is_endless):
        return False
    largest, broadest = LARGEST_FAINT_DOT, BROADEST_BAND
    if piece.fill_opacity >= SOLID:
        largest, broadest = LARGEST_DOT, BROADEST_QUIET_BAND
    return bool(long <= largest or (short <= broadest and long >= _LENGTHY * short))


def _plates(frame: DrawnFrame) -> Array:
    """Which pieces (n,) have a text in their middle that takes up a good part of them."""
    texts = np.array([text.box for text in frame.texts]).reshape(-1, 4)
    size, own = geometry.size(frame.boxes)[:, None], geometry.size(texts)[None]
    off = np.abs(texts[None, :, :2] + own / 2 - frame.boxes[:, None, :2] - size / 2)
    plates: Array = ((off < _MIDDLE * size) & (own > _FILLED * size)).all(axis=2).any(axis=1)
    return plates
