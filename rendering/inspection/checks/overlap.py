"""Texts that overlap other texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from rendering.inspection.checks.faults import Fault
from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.canvas import MobjectPainter
from rendering.inspection.measuring.closeup import CloseUp, surroundings
from rendering.inspection.measuring.frame_pieces import DrawnFrame
from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.thresholds import SEEN, SHARED_INK

Array = Any


def overlaps(frame: DrawnFrame, painter: MobjectPainter, *, settled: bool) -> Iterator[Fault]:
    """Pairs of texts that share area, both to be seen there."""
    if not frame.texts:
        return
    boxes = np.array([text.box for text in frame.texts])
    for one, other in np.argwhere(np.triu(geometry.meets(boxes[:, None], boxes[None]), 1)):
        first, second = frame.texts[one], frame.texts[other]
        if first.string == second.string and not settled:
            continue  # a copy that leaves or reaches the text that it is a copy of
        lower, upper = sorted((first, second), key=lambda text: text.first)
        if not geometry.meets(lower.area[:, None], upper.area[None]).any():
            continue
        close_up = CloseUp(frame, lower, surroundings(frame, lower), painter)
        width, height = max(_shared(first.area, second.glyphs), _shared(first.glyphs, second.area))
        if not width and close_up.shared_ink(upper) < SHARED_INK:
            continue
        covers = close_up.later_fills
        if covers and np.median(close_up.remaining_ink(covers)) < SEEN:
            continue  # a shape hides it, which is a fault of its own
        how_far = "their inks touch"
        if width:
            how_far = f"they share {frame.pixels(width)} x {frame.pixels(height)} px"
        yield Fault("overlap", (Thing.of(first), Thing.of(second)), how_far, width * height)


def _shared(first: Array, second: Array) -> tuple[float, float]:
    """Width and height of the largest area that two lists of boxes share, 0 if they only touch."""
    first, second = geometry.without_rim(first), geometry.without_rim(second)
    low = np.maximum(first[:, None, :2], second[None, :, :2])
    high = np.minimum(first[:, None, 2:], second[None, :, 2:])
    shared = np.maximum(high - low, 0.0).reshape(-1, 2)
    width, height = shared[shared.prod(axis=1).argmax()]
    return (float(width), float(height)) if width * height else (0.0, 0.0)
