"""Pictures that flash."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import manim as mn
import numpy as np

from rendering.inspection.checks.faults import Fault
from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.canvas import Canvas, MobjectPainter
from rendering.inspection.measuring.colours import luminance
from rendering.inspection.measuring.frame_pieces import DrawnFrame
from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.measuring.pieces import Piece
from rendering.inspection.stepping import Sample, camera_of
from rendering.inspection.thresholds import (
    FLASH_AREA,
    FLASH_DARKER,
    FLASH_LUMINANCE,
    MOST_FLASHES,
)

Array = Any

_SHORT_SIDE = 36
"""Pixels of the canvas on which the changes are counted: what flashes is larger than a few."""
_PART_OF_A_FLASH = 0.003
"""Of the frame: ten things of this size together may flash."""
_SMALLEST_AREA = 0.2
"""Frame units: what is narrower or lower than this is no larger than a letter."""
_MOST_NAMED = 3


class FlashCheck:
    """Counts large changes of luminance up and down, as WCAG 2.2 does (criterion 2.3.1).

    Only filled shapes of some size can light up so much of the frame, so only they are painted.
    """

    def __init__(self, painter: MobjectPainter) -> None:
        self._painter = painter
        self._version = 0
        self._anchor = np.zeros((0, 0))
        self._direction = np.zeros((0, 0))
        self._turns: list[tuple[float, Array]] = []
        self._things: tuple[Thing, ...] = ()

    def faults(self, sample: Sample, frame: DrawnFrame) -> Iterator[Fault]:
        """The changes within the last second, when they are too many."""
        is_large = (geometry.size(frame.boxes) > _SMALLEST_AREA).all(axis=1)
        large = (frame.pieces[index] for index in np.flatnonzero(is_large))
        pieces = [piece for piece in large if not piece.is_text and piece.fill_opacity > 0]
        version = hash((frame.ground.tobytes(), *(piece.version for piece in pieces)))
        if version == self._version:
            return
        self._version = version
        self._things = _things(pieces) or self._things
        light = self._light(frame, pieces)
        if light.shape != self._anchor.shape:
            self._anchor, self._direction = light, np.zeros(light.shape)
            return
        change = light - self._anchor
        is_dark = np.minimum(light, self._anchor) < FLASH_DARKER
        is_large = (np.abs(change) >= FLASH_LUMINANCE) & is_dark
        turned = is_large & (np.sign(change) != self._direction)
        self._anchor = np.where(is_large, light, self._anchor)
        self._direction = np.where(is_large, np.sign(change), self._direction)
        self._turns = [turn for turn in self._turns if turn[0] > sample.time - 1]
        self._turns.append((sample.time, turned))
        turns = np.sum([mask for _, mask in self._turns], axis=0)
        if (turns > MOST_FLASHES).mean() >= FLASH_AREA:
            how_far = f"{turns.max()} large changes of brightness within a second"
            yield Fault("flash", self._things, how_far, float(turns.max()))

    def _light(self, frame: DrawnFrame, pieces: list[Piece]) -> Array:
        canvas = Canvas(frame.box, _SHORT_SIDE / frame.short_side, frame.ground)
        for piece in pieces:
            piece.paint(self._painter, canvas, stroke=False)  # a rim is too narrow to flash
        return luminance(canvas.pixels)


def may_flash(scene: mn.Scene) -> bool:
    """Whether any part of a flash may be going on: something large that is not as bright as the
    ground moves or fades. Quick, and rather true once too often."""
    camera = camera_of(scene)
    least = _PART_OF_A_FLASH * camera.frame_width * camera.frame_height
    ground = np.asarray(camera.background)[0, 0, :3]
    for mobject in scene.moving_mobjects:
        if not isinstance(mobject, mn.VMobject) or len(mobject.points) < 4:
            continue
        fill = mobject.get_fill_rgbas()[0]
        if fill[3] <= 0:
            continue
        box = geometry.box_around(mobject.points)
        if (box[2] - box[0]) * (box[3] - box[1]) < least:
            continue
        shown = ground + fill[3] * (255 * fill[:3] - ground)
        if abs(luminance(shown) - luminance(ground)) >= FLASH_LUMINANCE / 2:
            return True
    return False


def _things(pieces: list[Piece]) -> tuple[Thing, ...]:
    largest = sorted(pieces, key=lambda piece: -float(np.prod(piece.box[2:] - piece.box[:2])))
    return tuple(dict.fromkeys(Thing.of(piece) for piece in largest[:_MOST_NAMED]))
