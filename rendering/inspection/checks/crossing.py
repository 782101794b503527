"""Texts that a line, or the edge of a filled shape, runs through."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from rendering.inspection.checks.faults import Fault
from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.closeup import CloseUp, hides
from rendering.inspection.measuring.colours import contrast
from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.measuring.pieces import Piece
from rendering.inspection.thresholds import (
    CROSSING_PIXELS,
    EDGE_CONTRAST,
    LINE_CONTRAST,
    LINE_INSIDE,
    SHARED_INK,
)

Array = Any


def crossings(close_up: CloseUp, among: Container[int] | None = None) -> Iterator[Fault]:
    """Lines, and edges of filled shapes, that run through a text or over its ink.

    Only those of the mobjects with these ids are judged, if there are such.
    """
    text = close_up.text
    near: dict[Thing, list[Piece]] = {}
    for piece in close_up.around:
        if among is not None and id(piece.mobject) not in among:
            continue
        is_cover = hides(piece) and not piece.reach and piece.order > text.first
        if not piece.is_text and not is_cover and _length_in(text.area, piece):
            near.setdefault(Thing.of(piece), []).append(piece)
    for thing, pieces in near.items():
        is_line = any(piece.reach for piece in pieces)
        threshold = LINE_CONTRAST if is_line else EDGE_CONTRAST
        seen = contrast(close_up.rest, close_up.without(pieces)) >= threshold
        touched = int((seen & close_up.ink).sum())
        core = geometry.inner(text.area)
        length = sum(_length_in(core, piece) for piece in pieces)
        if length >= LINE_INSIDE and (seen & close_up.area).sum() >= CROSSING_PIXELS:
            verb = "runs" if is_line else "has its edge"
            how_far = f"it {verb} through {round(length * close_up.density)} px of the text"
            yield Fault("crossing", (Thing.of(text), thing), how_far, length)
        elif touched >= SHARED_INK:
            how_far = f"it touches {touched} px of the text's ink"
            yield Fault("crossing", (Thing.of(text), thing), how_far)


def _length_in(boxes: Array, piece: Piece) -> float:
    """How much of a piece's outline, with its width, lies inside boxes (n, 4)."""
    return geometry.length_inside(piece.outline.segments, geometry.grown(boxes, piece.reach))
