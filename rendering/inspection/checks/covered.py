"""Texts, dots and curves that are hidden behind what is drawn after them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rendering.inspection.checks.faults import Fault
from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.categories import Sort, is_axis, sort_of
from rendering.inspection.measuring.closeup import CloseUp
from rendering.inspection.measuring.colours import contrast
from rendering.inspection.measuring.frame_pieces import DrawnFrame
from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.measuring.pieces import Piece
from rendering.inspection.thresholds import (
    COVERED_INK,
    HIDDEN_CURVE,
    HIDDEN_DOT,
    HIDDEN_LENGTH,
    INVISIBLE,
    OPAQUE,
    SEEN,
    THINNEST_CURVE,
)

_STEP, _MOST_POINTS = 0.05, 150
"""Frame units between two points of an outline that may be hidden, or more."""


def covers(close_up: CloseUp) -> Iterator[Fault]:
    """Filled shapes that hide a text drawn before them."""
    suspects = [
        piece for piece in close_up.later_fills if geometry.meets(close_up.text.box, piece.box)
    ]
    hidden = close_up.hidden_share(suspects) if suspects else 0.0
    if hidden <= COVERED_INK:
        return
    shares = {
        piece: close_up.hidden_share([other for other in suspects if other is not piece])
        for piece in suspects
    }
    guilty = min(suspects, key=lambda piece: shares[piece])
    things = (Thing.of(close_up.text), Thing.of(guilty))
    yield Fault("covered", things, f"{hidden:.0%} of the text is hidden", hidden)


def hidden_things(frame: DrawnFrame) -> Iterator[Fault]:
    """Dots and curves behind opaque shapes; a shape of the ground's colour only wipes out."""
    covers = [piece for piece in frame.pieces if _is_opaque(piece, frame)]
    if not covers:
        return
    boxes = np.array([cover.outline.exact_box for cover in covers])
    for piece in frame.pieces:
        if piece.is_text or piece.opacity < SEEN:
            continue
        near = [covers[at] for at in np.flatnonzero(geometry.meets(piece.outline.exact_box, boxes))]
        near = [cover for cover in near if cover.order > piece.order]
        if not near or (sort := sort_of([piece])) == "region":
            continue
        if sort == "curve" and (piece.stroke_width < THINNEST_CURVE or is_axis(piece)):
            continue
        points, _ = geometry.points_along(piece.outline.segments, _STEP, _MOST_POINTS)
        length = geometry.length(piece.outline.segments)
        for cover in near if len(points) else ():
            share = float(geometry.inside(cover.outline.closed_segments, points).mean())
            if _hides(sort, share, length) and not _is_same_shape(piece, cover):
                things = (frame.thing(piece), frame.thing(cover))
                yield Fault("covered", things, f"{share:.0%} of it is hidden", share)
                break


def _is_opaque(piece: Piece, frame: DrawnFrame) -> bool:
    if piece.is_text or piece.fill_opacity < OPAQUE:
        return False
    return bool(contrast(piece.colour, frame.ground) >= INVISIBLE)


def _hides(sort: Sort, share: float, length: float) -> bool:
    if sort == "dot":
        return share >= HIDDEN_DOT
    return share >= HIDDEN_CURVE and share * length >= HIDDEN_LENGTH


def _is_same_shape(piece: Piece, cover: Piece) -> bool:
    """Whether one was drawn over the other to change its colour."""
    return bool(np.abs(piece.outline.exact_box - cover.outline.exact_box).max() < 0.02)
