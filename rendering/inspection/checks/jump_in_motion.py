"""What leaps, appears or vanishes from one frame to the next, in the middle of a movement."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from rendering.inspection.checks.crossing_in_motion import Look
from rendering.inspection.checks.faults import Fault
from rendering.inspection.measuring.canvas import Canvas, MobjectPainter
from rendering.inspection.measuring.changes import pixels_at_full_size, visible_change
from rendering.inspection.measuring.frame_pieces import DrawnFrame
from rendering.inspection.measuring.frame_pixels import PaintedFrame
from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.measuring.pieces import Piece
from rendering.inspection.stepping import Sample
from rendering.inspection.thresholds import (
    HALF_A_FRAME,
    HOP,
    HOP_OPACITY,
    HOP_SUDDENNESS,
    JUMP_PIXELS,
)

Array = Any

_FASTER = 1.4
"""How many times as fast as before something moves when it may have leapt."""
_SLACK = 0.3
"""Shares of a leap: a half of a steady movement is no larger than a half by this."""


class HopCheck:
    """Suspects what changes much faster than before, and looks closer until it is sure."""

    def __init__(self, painter: MobjectPainter) -> None:
        self._painter = painter
        self._last: tuple[Sample, DrawnFrame] | None = None
        self._speeds: dict[int, float] = {}

    def faults(
        self, sample: Sample, frame: DrawnFrame, duration: float, look: Look
    ) -> Iterator[Fault]:
        """What has leapt since the last sample of the same play."""
        last, self._last = self._last, (sample, frame)
        if last is None or last[0].play != sample.play or sample.share == 1:
            self._speeds = {}
            return
        before, earlier = last
        speeds, self._speeds = self._speeds, {}
        if earlier.version == frame.version:
            return
        time = max((sample.share - before.share) * duration, 1e-6)
        changes = _changes(earlier, frame)
        self._speeds = {key: change / time for key, change in changes.items()}
        suspects = {
            key: change
            for key, change in changes.items()
            if change > 1 and change / time > _FASTER * speeds.get(key, 0.0)
        }
        if not suspects:
            return
        first, last_share = before.share, sample.share
        one, other, total = earlier, frame, sum(suspects.values())
        while (last_share - first) * duration > min(HALF_A_FRAME, time / 8):
            middle = (first + last_share) / 2
            there = look(middle)
            halves = [
                sum(part.get(key, 0.0) for key in suspects)
                for part in (_changes(one, there), _changes(there, other))
            ]
            if max(halves) < max(1.0, total / 2 + _SLACK):
                return  # it moves on and on
            total = max(halves)
            if halves[0] >= halves[1]:
                last_share, other = middle, there
            else:
                first, one = middle, there
        share = (last_share - first) * duration / time
        changes = _changes(one, other)
        leapt = {key: changes.get(key, 0.0) for key in suspects}
        least = HOP_SUDDENNESS * share
        sudden = {
            key for key, leap in leapt.items() if leap >= max(1.0, least * (suspects[key] - leap))
        }
        if sudden:
            yield from self._seen((first, last_share), look, sudden)

    def _seen(self, looks: tuple[float, float], look: Look, leapt: set[int]) -> Iterator[Fault]:
        """Those of these mobjects of which it can be seen that they have leapt.

        What moves fast changes as many pixels just before.
        """
        boxes: dict[Thing, list[Array]] = {}
        picture: PaintedFrame | None = None
        canvases: list[Canvas] = []
        before = max(2 * looks[0] - looks[1], 0.0)
        for share in (before, *looks):
            frame = look(share)
            picture = PaintedFrame(frame, self._painter, picture)
            canvases.append(picture.canvas)
            for piece in frame.moving.pieces if share != before else ():
                if id(piece.mobject) in leapt:
                    boxes.setdefault(frame.thing(piece), []).append(piece.box)
        steady, sudden = (visible_change(*pair) for pair in pairwise(canvases))
        for thing, places in boxes.items():
            where = canvases[0].mask(np.array(places))
            size, usual = (pixels_at_full_size(part & where) for part in (sudden, steady))
            if size >= JUMP_PIXELS + HOP_SUDDENNESS * usual:
                how_far = f"{size:.0f} px at 1080p change at once, amid a movement"
                yield Fault("jump", (thing,), how_far, size)


def _changes(before: DrawnFrame, after: DrawnFrame) -> dict[int, float]:
    """How much each mobject has changed, in shares of what would be a leap."""
    old = {id(piece.mobject): piece for piece in before.moving.pieces}
    new = {id(piece.mobject): piece for piece in after.moving.pieces}
    both = [key for key in new if key in old and new[key].version != old[key].version]
    changes: dict[int, float] = {}
    if both:
        step = np.array([new[key].box for key in both]) - np.array([old[key].box for key in both])
        fade = np.array([new[key].opacity - old[key].opacity for key in both])
        is_text = np.array([new[key].is_text for key in both])
        low, high = step[:, :2], step[:, 2:]
        moved = np.where(low * high > 0, np.minimum(np.abs(low), np.abs(high)), 0.0).max(axis=1)
        shift = np.where(is_text, moved, np.abs(step).max(axis=1))  # digits come and go
        amount = np.maximum(shift / HOP, np.abs(fade) / HOP_OPACITY)
        changes = dict(zip(both, amount.tolist(), strict=True))
    come = [piece for key, piece in new.items() if key not in old]
    gone = [piece for key, piece in old.items() if key not in new]
    changes.update(_unmatched(come, gone))
    changes.update(_unmatched(gone, come))
    return changes


def _unmatched(pieces: list[Piece], others: list[Piece]) -> Iterator[tuple[int, float]]:
    """Pieces that have no counterpart: what is made anew in each frame has one."""
    boxes = np.array([other.box for other in others]).reshape(-1, 4)
    for piece in pieces:
        near = np.abs(boxes - piece.box).max(axis=1) < HOP
        match = [other for other, is_near in zip(others, near, strict=True) if is_near]
        least = min((abs(piece.opacity - other.opacity) for other in match), default=piece.opacity)
        yield id(piece.mobject), least / HOP_OPACITY
