"""Texts that something overlaps or crosses in passing, between two looks at the frame."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from rendering.inspection.checks.faults import Fault
from rendering.inspection.checks.single_frame import SingleFrameCheck
from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.frame_pieces import DrawnFrame
from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.measuring.pieces import Piece, Text
from rendering.inspection.stepping import Sample

Array = Any
Look = Callable[[float], DrawnFrame]
"""The frame at a share of the play."""
Pair = tuple[int, int]
"""The id of a text, and that of another one, or of what may cross it."""
Moment = tuple[float, DrawnFrame]

_STEP, _MOST_STEPS = 0.08, 16
"""Frame units that something moves at most from one try to the next: half a small letter."""
_LONGEST = 5
"""Glances in a row: what touches a text for longer is left to the looks at the whole frame."""
_CLOSEST = 2
"""So many times the time in which two things should have met is cut in two."""
_STEADY = 0.002


class PassingCheck:
    """Follows what moves from glance to glance, and looks back to where it may have met a text.

    Between two glances everything moves straight on, near enough to know when to look.
    """

    def __init__(self, single_frames: SingleFrameCheck) -> None:
        self._single_frames = single_frames
        self._last: tuple[Sample, DrawnFrame] | None = None
        self._touching: dict[Pair, int] = {}

    def faults(self, sample: Sample, frame: DrawnFrame, look: Look) -> Iterator[Fault]:
        """What has met a text since the last sample of the same play."""
        last, self._last = self._last, (sample, frame)
        if last is None or last[0].play != sample.play or sample.share == 1:
            self._touching = {}
            return
        before, earlier = last
        if earlier.version == frame.version:
            return
        near = list(_near(earlier, frame))
        lasting = {pair for pair in near if self._touching.get(pair, 0) >= _LONGEST}
        meetings = _meetings(earlier, frame, (pair for pair in near if pair not in lasting))
        touching = lasting.union(*meetings.values())
        self._touching = {pair: self._touching.get(pair, 0) + 1 for pair in touching}
        now = meetings.pop(1.0, set())  # what is there now comes before a look back
        yield from self._single_frames.in_passing(frame, _steady(earlier, frame, now))
        ends = (before.share, earlier), (sample.share, frame)
        for share, pairs in meetings.items():
            yield from self._look_back(*ends, share, pairs, look, _CLOSEST)

    def _look_back(
        self,
        first: Moment,
        last: Moment,
        share: float,
        pairs: set[Pair],
        look: Look,
        closest: int,
    ) -> Iterator[Fault]:
        """Look at pairs where they should have met, and closer to that if they have not."""
        at = first[0] + share * (last[0] - first[0])
        middle = at, look(at)
        yield from self._single_frames.in_passing(middle[1], _steady(first[1], middle[1], pairs))
        missed = {pair for pair in pairs if _meeting(middle[1], middle[1], pair) is None}
        for one, other in ((first, middle), (middle, last)) if closest else ():
            for when, some in _meetings(one[1], other[1], missed).items():
                if when < 1:
                    yield from self._look_back(one, other, when, some, look, closest - 1)


def _near(earlier: DrawnFrame, frame: DrawnFrame) -> Iterator[Pair]:
    """Texts and what may have met them, as far as one of the two has moved and none is exempt."""
    if not frame.texts:
        return
    texts = [(text, earlier.text(id(text.mobject)) or text) for text in frame.texts]
    pieces = [(piece, earlier.piece(id(piece.mobject)) or piece) for piece in frame.pieces]
    swept, moved = _swept(texts)
    lines, line_moved = _swept(pieces)
    is_line = np.array([not piece.is_text for piece in frame.pieces])
    both = np.triu(geometry.meets(swept[:, None], swept[None]), 1) & (moved[:, None] | moved)
    crossed = geometry.meets(swept[:, None], lines[None]) & is_line & (moved[:, None] | line_moved)
    for one, other in np.argwhere(both):
        if not _is_exempt("overlap", frame.texts[one], frame.texts[other]):
            yield id(frame.texts[one].mobject), id(frame.texts[other].mobject)
    for one, other in np.argwhere(crossed):
        if not _is_exempt("crossing", frame.texts[one], frame.pieces[other]):
            yield id(frame.texts[one].mobject), id(frame.pieces[other].mobject)


def _swept(found: list[tuple[Any, Any]]) -> tuple[Array, Array]:
    """The boxes (n, 4) of all places of things from then to now, and which have moved."""
    now = np.array([new.box for new, _ in found]).reshape(-1, 4)
    then = np.array([old.box for _, old in found]).reshape(-1, 4)
    low, high = np.minimum(now[:, :2], then[:, :2]), np.maximum(now[:, 2:], then[:, 2:])
    moved = np.array([new.version != old.version for new, old in found])
    return np.concatenate([low, high], axis=1), moved


def _is_exempt(kind: str, *found: Text | Piece) -> bool:
    return any(Thing.of(one).exemption(kind) is not None for one in found)


def _steady(earlier: DrawnFrame, frame: DrawnFrame, pairs: set[Pair]) -> dict[int, set[int]]:
    """By the id of each text that is not fading, the ids of what it has met."""
    met: dict[int, set[int]] = {}
    for text, other in pairs:
        old, new = earlier.text(text), frame.text(text)
        if old and new and abs(old.opacity - new.opacity) < _STEADY:
            met.setdefault(text, set()).add(other)
    return met


def _meetings(
    earlier: DrawnFrame, frame: DrawnFrame, pairs: Iterable[Pair]
) -> dict[float, set[Pair]]:
    """Pairs by the share of the time between two frames at which they met most."""
    found: dict[float, set[Pair]] = {}
    for pair in pairs:
        if (share := _meeting(earlier, frame, pair)) is not None:
            found.setdefault(share, set()).add(pair)
    return found


def _meeting(earlier: DrawnFrame, frame: DrawnFrame, pair: Pair) -> float | None:
    """The share of the time at which two things met most; None when they did not."""
    text, other = frame.text(pair[0]), frame.text(pair[1]) or frame.piece(pair[1])
    if text is None or other is None:
        return None
    old_text = earlier.text(pair[0]) or text
    old_other = earlier.text(pair[1]) or earlier.piece(pair[1]) or other
    apart = np.abs((text.box - old_text.box) - (other.box - old_other.box)).max()
    steps = int(np.clip(math.ceil(apart / _STEP), 1, _MOST_STEPS))
    boxes, shape = _way(old_text.area, text.area), _way(_form(old_other), _form(other))
    best, share = 0.0, None
    for step in range(steps, 0, -1):
        met = _contact(boxes(step / steps), shape(step / steps), other)
        if met > best * 1.01:
            best, share = met, step / steps
    return share


def _form(found: Text | Piece) -> Array:
    """The boxes of a text, or the segments of a line."""
    return found.area if isinstance(found, Text) else found.outline.segments


def _way(first: Array, last: Array) -> Callable[[float], Array]:
    """Straight on from one form to another; at once where they have not as many parts."""
    if first.shape != last.shape or first is last:
        return lambda share: last
    return lambda share: first + share * (last - first)


def _contact(boxes: Array, shape: Array, other: Text | Piece) -> float:
    """The area that two texts share, or how much of a line is in a text."""
    if isinstance(other, Piece):
        return geometry.length_inside(shape, geometry.grown(boxes, other.reach))
    low = np.maximum(boxes[:, None, :2], shape[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], shape[None, :, 2:])
    return float(np.maximum(high - low, 0.0).prod(axis=2).sum())
