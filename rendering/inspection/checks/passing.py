"""Texts that something overlaps or crosses in passing, between two looks at the frame."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
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
_LONGEST = 8
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
        meetings: dict[float, dict[int, Text]] = {}
        for text, share in self._meetings(earlier, frame):
            meetings.setdefault(share, {})[id(text.mobject)] = text
        opacity = {id(text.mobject): text.opacity for text in earlier.texts}
        for share, texts in sorted(meetings.items(), reverse=True):  # what is there now comes first
            at = before.share + share * (sample.share - before.share)
            there = frame if share == 1 else look(at)
            met = [
                text
                for text in there.texts
                if id(text.mobject) in texts
                and abs(opacity.get(id(text.mobject), 0.0) - text.opacity) < _STEADY
            ]
            yield from self._single_frames.in_passing(there, met)

    def _meetings(self, earlier: DrawnFrame, frame: DrawnFrame) -> Iterator[tuple[Text, float]]:
        """Texts that were met, each with the share of the time at which it was met most."""
        texts, others = frame.texts, [piece for piece in frame.pieces if not piece.is_text]
        if not texts:
            return
        old_texts = {id(text.mobject): text for text in earlier.texts}
        old_pieces = {id(piece.mobject): piece for piece in earlier.pieces}
        moves = [_Move.of_text(text, old_texts.get(id(text.mobject))) for text in texts]
        ways = [_Move.of_line(piece, old_pieces.get(id(piece.mobject))) for piece in others]
        swept = np.array([move.swept for move in moves])
        near = np.zeros((len(moves), len(moves) + len(ways)), dtype=bool)
        near[:, : len(moves)] = np.triu(shapes.meets(swept[:, None], swept[None]), 1)
        if ways:
            lines = np.array([way.swept for way in ways])
            near[:, len(moves) :] = shapes.meets(swept[:, None], lines[None])
        touching: dict[tuple[int, int], int] = {}
        for row, column in np.argwhere(near):
            move, other = moves[row], [*moves, *ways][column]
            if not (move.is_moving or other.is_moving):
                continue
            key = move.key, other.key
            share = _meeting(move, other)
            if share is None:
                continue
            touching[key] = self._touching.get(key, 0) + 1
            if touching[key] <= _LONGEST and not _is_exempt(move, other):
                yield texts[row], share
                if column < len(texts):
                    yield texts[column], share
        self._touching = touching


class _Move:
    """A text or a line, and where it was a moment ago."""

    def __init__(
        self, found: Text | Piece, first: Array, last: Array, box: Array, old_box: Array
    ) -> None:
        self.found, self.first, self.last = found, first, last
        self.key = id(found.mobject)
        self.shift = np.abs(box - old_box).max()
        self.way = box[:2] - old_box[:2]
        self.is_moving = bool(self.shift > 0)
        self.swept = shapes.union(np.array([box, old_box]))

    @classmethod
    def of_text(cls, text: Text, old: Text | None) -> _Move:
        first = old.area if old is not None and old.area.shape == text.area.shape else text.area
        return cls(text, first, text.area, text.box, old.box if old else text.box)

    @classmethod
    def of_line(cls, piece: Piece, old: Piece | None) -> _Move:
        last = first = piece.outline.segments
        if old is not None and old.outline.segments.shape == last.shape:
            first = old.outline.segments
        return cls(piece, first, last, piece.box, old.box if old else piece.box)

    def at(self, share: float) -> Array:
        return self.last if share == 1 else self.first + share * (self.last - self.first)


def _meeting(text: _Move, other: _Move) -> float | None:
    """The share of the way at which two things have met most; None when they have not."""
    apart = max(text.shift, other.shift) if np.allclose(text.way, 0) else text.shift + other.shift
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


def _is_exempt(move: _Move, other: _Move) -> bool:
    kind = "overlap" if isinstance(other.found, Text) else "crossing"
    return any(Thing.of(found).exemption(kind) is not None for found in (move.found, other.found))
