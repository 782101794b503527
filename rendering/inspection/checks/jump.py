"""What appears, goes or leaps between one frame and the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from rendering.inspection.checks.faults import Fault
from rendering.inspection.measuring.canvas import Canvas
from rendering.inspection.measuring.changes import pixels_at_full_size, visible_change
from rendering.inspection.measuring.frame_pieces import DrawnFrame
from rendering.inspection.measuring.frame_pixels import PaintedFrame
from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.measuring.pieces import Piece
from rendering.inspection.stepping import Sample
from rendering.inspection.thresholds import JUMP_PIXELS
from scenes.mobjects.text.glyphs import Glyphs

Array = Any

_ALL_BUT_OVER = 0.999
"""The share of a play from which on it leaves behind what is seen."""
_SAME_OPACITY = 0.01
"""A number that changes by more than this is not counting, but fading."""


class JumpCheck:
    """Compares the state that one play leaves behind with the first frame of the next.

    Nothing may appear, go or leap between the two; nor at the very end of an animation.
    """

    def __init__(self) -> None:
        self._last: tuple[Sample, DrawnFrame, Canvas] | None = None

    def faults(self, sample: Sample, frame: DrawnFrame, picture: PaintedFrame) -> Iterator[Fault]:
        """Jumps between the last sample and this one, which must be no more than a frame apart."""
        last, self._last = self._last, None
        if sample.share > _ALL_BUT_OVER:
            self._last = sample, frame, picture.canvas
        if last is None or not _are_neighbours(last[0], sample):
            return
        before, earlier, view = last
        if earlier.version == frame.version or not view.matches(canvas := picture.canvas):
            return
        changed = visible_change(view, canvas)
        if sample.beat == before.beat:
            changed &= ~canvas.mask(_counting(earlier, frame))
        size = pixels_at_full_size(changed)
        if size < JUMP_PIXELS:
            return
        things = _changed_things(earlier, frame, canvas, changed)
        new_beat = sample.beat != before.beat
        where = "from one beat to the next" if new_beat else "within the beat"
        how_far = f"{size:.0f} px at 1080p change at once, {where}"
        yield Fault("jump", tuple(things), how_far, size)


def _are_neighbours(before: Sample, after: Sample) -> bool:
    """Whether no animation may have happened between two samples."""
    if before.play == after.play:
        return after.share == 1 and not after.is_rest
    return before.share == 1 and after.share == 0


def _counting(before: DrawnFrame, after: DrawnFrame) -> Array:
    """The boxes (n, 4) of numbers that say something else than before, as counters do."""
    texts = {id(text.mobject): text for text in before.texts}
    boxes = [np.zeros((0, 4))]
    for text in after.texts:
        other = texts.get(id(text.mobject))
        if other is None or not isinstance(text.mobject, Glyphs):
            continue
        if abs(text.opacity - other.opacity) < _SAME_OPACITY:
            boxes += [text.box[None], other.box[None]]
    return np.concatenate(boxes)


def _changed_things(
    before: DrawnFrame, after: DrawnFrame, canvas: Canvas, changed: Array
) -> list[Thing]:
    """What is in only one of two frames, or looks different there, where they differ.

    Where there is no such thing, it is the order of drawing that differs.
    """
    earlier = Counter(piece.version for piece in before.pieces)
    later = Counter(piece.version for piece in after.pieces)
    new = [piece for piece in after.pieces if later[piece.version] > earlier[piece.version]]
    gone = [piece for piece in before.pieces if earlier[piece.version] > later[piece.version]]
    things = _things_in(changed, canvas, (after, new), (before, gone))
    if things:
        return things
    stayed = [piece for piece in before.pieces if piece not in gone]
    others = [piece for piece in after.pieces if piece not in new]
    moved = [p for p, q in zip(others, stayed, strict=False) if p.version != q.version]
    return _things_in(changed, canvas, (after, moved))


def _things_in(
    changed: Array, canvas: Canvas, *suspects: tuple[DrawnFrame, list[Piece]]
) -> list[Thing]:
    """The things among some pieces that have changed pixels in their boxes, the most first."""
    sizes: dict[Thing, int] = {}
    for frame, pieces in suspects:
        for piece in pieces:
            size = int((changed & canvas.mask(piece.box[None])).sum())
            if size:
                thing = frame.thing(piece)
                sizes[thing] = sizes.get(thing, 0) + size
    return sorted(sizes, key=lambda thing: -sizes[thing])
