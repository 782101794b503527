"""Texts that something overlaps or crosses in passing, between two looks at the frame."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import numpy as np

from rendering.inspection.checks.faults import Fault
from rendering.inspection.checks.single_frame import SingleFrameCheck
from rendering.inspection.measuring import shapes
from rendering.inspection.measuring.drawn_frame import DrawnFrame
from rendering.inspection.measuring.pieces import Piece, Text
from rendering.inspection.measuring.things import Thing
from rendering.inspection.stepping import Sample

Array = Any
Look = Callable[[float], DrawnFrame]
"""The frame at a share of the play."""

_STEP, _MOST_STEPS = 0.08, 16
"""Frame units that something moves at most from one try to the next: half a small letter."""
_LONGEST = 5
"""Glances in a row: what touches a text for longer is left to the looks at the whole frame."""
_STEADY = 0.002


class PassingCheck:
    """Follows what moves from glance to glance, and looks where it may have met a text.

    Between two glances everything moves straight on, near enough to know when to look.
    """

    def __init__(self, single_frames: SingleFrameCheck) -> None:
        self._single_frames = single_frames
        self._last: tuple[Sample, DrawnFrame] | None = None
        self._touching: dict[tuple[int, int], int] = {}

    def faults(self, sample: Sample, frame: DrawnFrame, look: Look) -> Iterator[Fault]:
        """What has met a text since the last sample of the same play."""
        last, self._last = self._last, (sample, frame)
        if last is None or last[0].play != sample.play or sample.share == 1:
            self._touching = {}
            return
        before, earlier = last
        if earlier.version == frame.version:
            return
        meetings: dict[float, list[tuple[int, int]]] = {}
        for pair, share in self._meetings(earlier, frame):
            meetings.setdefault(share, []).append(pair)
        opacity = {id(text.mobject): text.opacity for text in earlier.texts}
        for share, pairs in sorted(meetings.items(), reverse=True):  # what is there now comes first
            at = before.share + share * (sample.share - before.share)
            there = frame if share == 1 else look(at)
            steady = {
                id(text.mobject)
                for text in there.texts
                if abs(opacity.get(id(text.mobject), 0.0) - text.opacity) < _STEADY
            }
            met: dict[int, set[int]] = {}
            for text, other in pairs:
                if text in steady:
                    met.setdefault(text, set()).add(other)
            yield from self._single_frames.in_passing(there, met)

    def _meetings(
        self, earlier: DrawnFrame, frame: DrawnFrame
    ) -> Iterator[tuple[tuple[int, int], float]]:
        """Texts and what they met, by their ids, with the share of the time at which they met most."""
        old_texts = {id(text.mobject): text for text in earlier.texts}
        old_pieces = {id(piece.mobject): piece for piece in earlier.pieces}
        texts = [_Move(text, old_texts.get(id(text.mobject), text)) for text in frame.texts]
        lines = [
            _Move(piece, old_pieces.get(id(piece.mobject), piece))
            for piece in frame.pieces
            if not piece.is_text
        ]
        if not texts:
            return
        moves = [*texts, *lines]
        swept = np.array([move.swept for move in moves])
        moving = np.array([move.is_moving for move in moves])
        near = shapes.meets(swept[: len(texts), None], swept[None])
        near &= moving[: len(texts), None] | moving[None]
        near[:, : len(texts)] = np.triu(near[:, : len(texts)], 1)
        touching: dict[tuple[int, int], int] = {}
        for row, column in np.argwhere(near):
            text, other = moves[row], moves[column]
            key = id(text.found.mobject), id(other.found.mobject)
            before = self._touching.get(key, 0)
            if before >= _LONGEST or _is_exempt(text, other):
                touching[key] = before
                continue
            share = _meeting(text, other)
            if share is None:
                continue
            touching[key] = before + 1
            yield key, share
        self._touching = touching


class _Move:
    """A text or a line, and where it was a moment ago."""

    def __init__(self, found: Text | Piece, old: Text | Piece) -> None:
        self.found, self._old = found, old
        self.is_moving = found is not old and found.version != old.version
        self.swept = found.box
        if self.is_moving:
            self.swept = shapes.union(np.array([found.box, old.box]))

    @property
    def way(self) -> Array:
        """How far the sides of its box have come (4,)."""
        way: Array = self.found.box - self._old.box
        return way

    @cached_property
    def _ends(self) -> tuple[Array, Array]:
        """The boxes of a text or the segments of a line, a moment ago and now."""
        first, last = (
            found.area if isinstance(found, Text) else found.outline.segments
            for found in (self._old, self.found)
        )
        return (first, last) if first.shape == last.shape else (last, last)

    def at(self, share: float) -> Array:
        """The same at a share of the way."""
        first, last = self._ends
        return last if share == 1 else first + share * (last - first)


def _meeting(text: _Move, other: _Move) -> float | None:
    """The share of the way at which two things have met most; None when they have not."""
    apart = float(np.abs(text.way - other.way).max())
    steps = int(np.clip(math.ceil(apart / _STEP), 1, _MOST_STEPS))
    best, share = 0.0, None
    for step in range(steps, 0, -1):
        boxes, there = text.at(step / steps), other.at(step / steps)
        if isinstance(other.found, Text):
            met = _shared(boxes, there)
        else:
            met = shapes.length_inside(there, shapes.grown(boxes, other.found.reach))
        if met > best * 1.01:
            best, share = met, step / steps
    return share


def _shared(boxes: Array, others: Array) -> float:
    """The area that two lists of boxes share."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return float(np.maximum(high - low, 0.0).prod(axis=2).sum())


def _is_exempt(text: _Move, other: _Move) -> bool:
    kind = "overlap" if isinstance(other.found, Text) else "crossing"
    return any(Thing.of(move.found).exemption(kind) is not None for move in (text, other))
