"""What is cut by the frame, or comes too near to its edge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from rendering.inspection.checks.faults import Fault
from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.canvas import Canvas
from rendering.inspection.measuring.colours import contrast
from rendering.inspection.measuring.frame_pieces import DrawnFrame
from rendering.inspection.measuring.frame_pixels import PaintedFrame
from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.thresholds import CUT_CONTRAST, CUT_TOLERANCE, SAFE_MARGIN

Array = Any

_SIDES = ("left", "bottom", "right", "top")
_OUTWARD = np.array([-1, -1, 1, 1])


class CutCheck:
    """Finds what is past the safe margin, or has passed it since the last frame."""

    def __init__(self) -> None:
        self._was_outside: dict[int, bool] = {}

    def faults(self, frame: DrawnFrame, picture: PaintedFrame, settled: bool) -> Iterator[Fault]:
        """What is cut now, or has been since the last frame; `picture` shows all of it.

        What is exempt is told of where nothing moves: painting takes time.
        """
        yield from _cut_now(frame, picture, settled)
        outside = ~geometry.meets(frame.box, frame.boxes)
        for piece, is_outside in zip(frame.pieces, outside, strict=True):
            if self._was_outside.get(id(piece.mobject), is_outside) != is_outside:
                how_far = "it leaves the frame" if is_outside else "it comes in from outside"
                yield Fault("cut", (frame.thing(piece),), how_far)
        self._was_outside = {
            id(piece.mobject): bool(is_outside)
            for piece, is_outside in zip(frame.pieces, outside, strict=True)
        }


def _cut_now(frame: DrawnFrame, picture: PaintedFrame, settled: bool) -> Iterator[Fault]:
    edge = geometry.grown(frame.box, -SAFE_MARGIN + CUT_TOLERANCE)
    beyond = (_OUTWARD * (frame.boxes - edge)).max(axis=1, initial=0.0) > 0
    suspects = np.flatnonzero(beyond & geometry.meets(frame.box, frame.boxes))
    if not suspects.size:
        return
    worst: dict[Thing, tuple[float, str]] = {}
    seen: Array | None = None
    for index in suspects:
        piece = frame.pieces[index]
        box = geometry.grown(piece.outline.exact_box, piece.reach)
        past = _OUTWARD * (box - edge) + CUT_TOLERANCE
        side = int(past.argmax())
        thing = frame.thing(piece)
        if not settled and thing.exemption("cut"):
            continue
        if past[side] <= max(worst.get(thing, (0.0, ""))[0], CUT_TOLERANCE):
            continue
        seen = _seen_past(edge, picture.canvas) if seen is None else seen
        if seen[picture.canvas.window(piece.box)].any():
            worst[thing] = float(past[side]), _SIDES[side]
    for thing, (distance, name) in worst.items():
        how_far = f"{frame.pixels(distance)} px past the margin at the {name}"
        yield Fault("cut", (thing,), how_far, distance)


def _seen_past(edge: Array, canvas: Canvas) -> Array:
    """Which pixels past the margin show anything but the ground."""
    rows, columns = canvas.window(edge)
    seen = np.zeros(canvas.pixels.shape[:2], dtype=bool)
    below, beyond = slice(rows.stop, None), slice(columns.stop, None)
    above, before = slice(rows.start), slice(columns.start)
    for strip in (np.s_[above, :], np.s_[below, :], np.s_[rows, before], np.s_[rows, beyond]):
        other = canvas.is_painted(strip)
        seen[strip][other] = contrast(canvas.pixels[strip][other], canvas.ground) >= CUT_CONTRAST
    return seen
