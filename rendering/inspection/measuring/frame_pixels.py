"""The whole frame, painted when it is asked for, where it differs from an earlier one."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.canvas import Canvas, MobjectPainter
from rendering.inspection.measuring.frame_pieces import DrawnFrame

Array = Any

_SHORT_SIDE = 540
"""Pixels: a jump is seen at half size too."""
_SOFT_EDGE = 2
"""Pixels that what is painted may reach past its box."""


class PaintedFrame:
    """A frame, and its picture as long as the scene is in that state.

    `base` is an earlier one: what is the same in both is not painted anew.
    """

    def __init__(
        self, frame: DrawnFrame, painter: MobjectPainter, base: PaintedFrame | None = None
    ) -> None:
        self._frame, self._painter = frame, painter
        self._base = base and base._painted

    @cached_property
    def canvas(self) -> Canvas:
        """The frame, painted as a whole."""
        frame, base = self._frame, self._base
        self._base = None
        if base is not None and base._frame.version == frame.version:
            return base.canvas
        canvas = Canvas(frame.box, _SHORT_SIDE / frame.short_side, frame.ground)
        if base is None or not base._has_the_place_of(frame):
            for piece in frame.pieces:
                piece.paint(self._painter, canvas)
            return canvas
        anew, canvas = canvas, base.canvas.copy()
        edge = _SOFT_EDGE / canvas.density
        changed = geometry.grown(_changed_boxes(base._frame, frame), edge)
        extents = geometry.grown(frame.extents[:, None], edge)
        touched = geometry.meets(changed[None], extents).any(axis=1)
        for index in np.flatnonzero(touched):
            frame.pieces[index].paint(self._painter, anew)
        canvas.take_over(anew, changed)
        return canvas

    @property
    def _painted(self) -> PaintedFrame | None:
        """This one if its canvas has been asked for, or else its base."""
        return self if "canvas" in self.__dict__ else self._base

    def _has_the_place_of(self, frame: DrawnFrame) -> bool:
        mine = self._frame
        return bool((mine.box == frame.box).all() and (mine.ground == frame.ground).all())


def _changed_boxes(before: DrawnFrame, after: DrawnFrame) -> Array:
    """The boxes (n, 4) of what is in one of two frames only, or elsewhere in their order."""
    both = {p.version for p in before.pieces} & {p.version for p in after.pieces}
    order, new_order = (
        [piece.version for piece in frame.pieces if piece.version in both]
        for frame in (before, after)
    )
    stayed = both if order == new_order else _in_order(order, new_order)
    changed = [
        frame.extents[[piece.version not in stayed for piece in frame.pieces]]
        for frame in (before, after)
    ]
    return np.concatenate(changed)


def _in_order(first: list[int], second: list[int]) -> set[int]:
    """What two lists begin with, both of them, and do not hold again."""
    differ = (n for n, (one, other) in enumerate(zip(first, second, strict=False)) if one != other)
    end = next(differ, min(len(first), len(second)))
    return set(first[:end]) - set(first[end:]) - set(second[end:])
