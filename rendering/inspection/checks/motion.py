"""Faults between one moment and the next: pictures that jump, stand still or flash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import manim as mn
import numpy as np

from rendering.inspection.canvas import Canvas, Painter
from rendering.inspection.checks import shapes
from rendering.inspection.checks.colours import luminance
from rendering.inspection.checks.drawing import Picture
from rendering.inspection.checks.faults import Fault, Thing
from rendering.inspection.checks.pieces import Piece
from rendering.inspection.checks.thresholds import (
    FAINT_CHANGE,
    FLASH_AREA,
    FLASH_DARKER,
    FLASH_LUMINANCE,
    FULL_HEIGHT,
    IDLE_PIXELS,
    JUMP_PIXELS,
    LONGEST_IDLE,
    MOST_FLASHES,
    STRONG_CHANGE,
)
from rendering.inspection.stepping import Moment, camera_of
from scenes.mobjects.text.glyphs import Glyphs

Array = Any

_FLASH_HEIGHT = 36
_PART_OF_A_FLASH = 0.003
"""Of the frame: ten things of this size together may flash."""
_MOST_NAMED = 3
_SAME_OPACITY = 0.01


def visible_change(before: Canvas, after: Canvas) -> Array:
    """Which pixels look different: strongly, or faintly but all around, as an area does.

    The soft edges of a line change faintly when a copy of it is laid under it; nobody sees that.
    """
    changed: Array = after.changed_since(before, STRONG_CHANGE)
    faint = after.changed_since(before, FAINT_CHANGE)
    if faint.any():
        across = faint[:, :-2] & faint[:, 1:-1] & faint[:, 2:]
        changed[1:-1, 1:-1] |= across[:-2] & across[1:-1] & across[2:]
    return changed


def _full_size(changed: Array) -> float:
    """How many pixels of a picture have changed, counted at 1080p."""
    return float(changed.sum() * (FULL_HEIGHT / changed.shape[0]) ** 2)


class JumpCheck:
    """Compares the state that one play leaves behind with the first frame of the next.

    Nothing may appear, go or leap between the two; nor at the very end of an animation.
    """

    def __init__(self) -> None:
        self._last: tuple[Moment, Picture, Canvas] | None = None

    def faults(self, moment: Moment, picture: Picture, canvas: Canvas) -> Iterator[Fault]:
        """Jumps between the last moment and this one, which must be no more than a frame apart."""
        last, self._last = self._last, (moment, picture, canvas)
        if last is None or not _are_neighbours(last[0], moment):
            return
        before, earlier, view = last
        if earlier.version == picture.version or not view.matches(canvas):
            return
        changed = visible_change(view, canvas)
        if moment.beat == before.beat:
            changed &= ~canvas.mask(_counting(earlier, picture))
        size = _full_size(changed)
        if size < JUMP_PIXELS:
            return
        things = _changed_things(earlier, picture, canvas, changed)
        new_beat = moment.beat != before.beat
        where = "from one beat to the next" if new_beat else "within the beat"
        how_far = f"{size:.0f} px at 1080p change at once, {where}"
        yield Fault("jump", tuple(things), how_far, size)


def _are_neighbours(before: Moment, after: Moment) -> bool:
    """Whether no animation may have happened between two moments."""
    if before.play == after.play:
        return before.share > 0.999 and after.share == 1 and not after.is_rest
    return before.share == 1 and after.share == 0


def _counting(before: Picture, after: Picture) -> Array:
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


def _changed_things(before: Picture, after: Picture, canvas: Canvas, changed: Array) -> list[Thing]:
    """What is in only one of two pictures, or looks different there, where they differ.

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
    changed: Array, canvas: Canvas, *suspects: tuple[Picture, list[Piece]]
) -> list[Thing]:
    """The things among some pieces that have changed pixels in their boxes, the most first."""
    sizes: dict[Thing, int] = {}
    for picture, pieces in suspects:
        for piece in pieces:
            size = int((changed & canvas.mask(piece.box[None])).sum())
            if size:
                thing = picture.thing(piece)
                sizes[thing] = sizes.get(thing, 0) + size
    return sorted(sizes, key=lambda thing: -sizes[thing])


class IdleCheck:
    """Measures how long nothing has changed."""

    def __init__(self) -> None:
        self._span: tuple[Moment, Moment] | None = None
        self._canvas: Canvas | None = None
        self._version = 0

    def faults(self, moment: Moment, picture: Picture, canvas: Canvas) -> Iterator[Fault]:
        """A picture that had stood still for too long, when it has changed by this moment."""
        since = self._span[0] if self._span else moment
        if self._is_changed(picture, canvas):
            yield from self.end()
            since = moment
            self._canvas, self._version = canvas, picture.version
        self._span = since, moment

    def end(self) -> Iterator[Fault]:
        """What there is to say when the picture has stood still until the last moment."""
        if self._span is None:
            return
        still = self._span[1].time - self._span[0].time
        if still > LONGEST_IDLE:
            yield Fault("idle", (), f"nothing changes for {still:.1f} s", still, self._span)

    def _is_changed(self, picture: Picture, canvas: Canvas) -> bool:
        if self._canvas is None or not self._canvas.matches(canvas):
            return True
        if picture.version == self._version:
            return False
        return _full_size(canvas.changed_since(self._canvas, FAINT_CHANGE)) >= IDLE_PIXELS


class FlashCheck:
    """Counts large changes of luminance up and down, as WCAG 2.2 does (criterion 2.3.1).

    Only filled shapes of some size can light up so much of the picture, so only they are painted.
    """

    def __init__(self, painter: Painter) -> None:
        self._painter = painter
        self._version = 0
        self._anchor = np.zeros((0, 0))
        self._direction = np.zeros((0, 0))
        self._turns: list[tuple[float, Array]] = []
        self._things: tuple[Thing, ...] = ()

    def faults(self, moment: Moment, picture: Picture) -> Iterator[Fault]:
        """The changes within the last second, when they are too many."""
        pieces = [piece for piece in picture.pieces if _is_area(piece)]
        version = hash((picture.ground.tobytes(), *(piece.version for piece in pieces)))
        if version == self._version:
            return
        self._version = version
        self._things = _things(pieces) or self._things
        light = self._light(picture, pieces)
        if light.shape != self._anchor.shape:
            self._anchor, self._direction = light, np.zeros(light.shape)
            return
        change = light - self._anchor
        is_dark = np.minimum(light, self._anchor) < FLASH_DARKER
        is_large = (np.abs(change) >= FLASH_LUMINANCE) & is_dark
        turned = is_large & (np.sign(change) != self._direction)
        self._anchor = np.where(is_large, light, self._anchor)
        self._direction = np.where(is_large, np.sign(change), self._direction)
        self._turns = [turn for turn in self._turns if turn[0] > moment.time - 1]
        self._turns.append((moment.time, turned))
        turns = np.sum([mask for _, mask in self._turns], axis=0)
        if (turns > MOST_FLASHES).mean() >= FLASH_AREA:
            how_far = f"{turns.max()} large changes of brightness within a second"
            yield Fault("flash", self._things, how_far, float(turns.max()))

    def _light(self, picture: Picture, pieces: list[Piece]) -> Array:
        height = picture.frame[3] - picture.frame[1]
        canvas = Canvas(picture.frame, _FLASH_HEIGHT / height, picture.ground)
        for piece in pieces:
            piece.paint(self._painter, canvas)
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
        box = shapes.box_around(mobject.points)
        if (box[2] - box[0]) * (box[3] - box[1]) < least:
            continue
        shown = ground + fill[3] * (255 * fill[:3] - ground)
        if abs(luminance(shown) - luminance(ground)) >= FLASH_LUMINANCE / 2:
            return True
    return False


def _is_area(piece: Piece) -> bool:
    """Whether a piece is filled and larger than a letter."""
    width, height = piece.box[2:] - piece.box[:2]
    return not piece.is_text and piece.fill_opacity > 0 and bool(width > 0.2 and height > 0.2)


def _things(pieces: list[Piece]) -> tuple[Thing, ...]:
    largest = sorted(pieces, key=lambda piece: -float(np.prod(piece.box[2:] - piece.box[:2])))
    return tuple(dict.fromkeys(Thing.of(piece) for piece in largest[:_MOST_NAMED]))
