"""Canvases, and the painting of single mobjects on them exactly as Manim's Cairo camera draws.

Turning points into a path is what takes Manim's time; a path is kept here for as long as the
points stay the same, so that what stands still is drawn again for next to nothing.
"""

from __future__ import annotations

from typing import Any

import cairo
import manim as mn
import numpy as np

Array = Any
Path = Any
"""A path of Cairo; pycairo gives the class no name that can be imported."""

_MOST_PATHS = 6000
_TRACES_A_UNIT = 1000
"""Cairo keeps paths in 256ths of a pixel; with so many pixels to a unit none of it is seen."""


class Canvas:
    """A picture of a box (left, bottom, right, top) of the frame, `density` pixels a unit."""

    def __init__(self, box: Array, density: float, ground: Array) -> None:
        width = max(1, round((box[2] - box[0]) * density))
        height = max(1, round((box[3] - box[1]) * density))
        words = np.full((height, width), _word(ground), dtype=np.uint32)
        self._begin(box, density, ground, words)

    def copy(self) -> Canvas:
        """Another canvas with the same picture, to be painted on."""
        other = Canvas.__new__(Canvas)
        other._begin(self.box, self.density, self.ground, self._words.copy())
        return other

    def _begin(self, box: Array, density: float, ground: Array, words: Array) -> None:
        self.box, self.density, self.ground = box, density, ground
        self._words = words  # a pixel is a word
        height, width = words.shape
        self._data = words.view(np.uint8).reshape(height, width, 4)
        # Manim names the colours in such an order that Cairo's blue comes out as our red.
        surface = cairo.ImageSurface.create_for_data(
            self._data.data, cairo.FORMAT_ARGB32, width, height
        )
        self.context = cairo.Context(surface)
        across, up = width / (box[2] - box[0]), height / (box[3] - box[1])
        self.context.set_matrix(
            cairo.Matrix(across, 0, 0, -up, -box[0] * across, height + box[1] * up)
        )

    @property
    def pixels(self) -> Array:
        """The picture now, (height, width, 3); it changes when more is painted."""
        return self._data[..., :3]

    def matches(self, other: Canvas) -> bool:
        """Whether two canvases have the same size."""
        return bool(self._data.shape == other._data.shape)

    def changed_since(self, earlier: Canvas, channel: int) -> Array:
        """Which pixels have a channel that differs by more than `channel` (of 255)."""
        changed: Array = self._words != earlier._words
        rows = np.flatnonzero(changed.any(axis=1))
        if rows.size:
            columns = np.flatnonzero(changed[rows[0] : rows[-1] + 1].any(axis=0))
            part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
            one, other = self._data[part], earlier._data[part]
            difference = np.maximum(one, other) - np.minimum(one, other)
            changed[part] = (difference > channel).view(np.uint32)[..., 0] != 0
        return changed

    def is_painted(self, part: tuple[slice, slice]) -> Array:
        """Which pixels of some rows and columns differ from the ground."""
        painted: Array = self._words[part] != _word(self.ground)
        return painted

    def take_over(self, other: Canvas, boxes: Array) -> None:
        """Take the picture in these boxes (n, 4) from a canvas of the same size."""
        height, width = self._words.shape
        across = np.rint((boxes[:, ::2] - self.box[0]) * self.density).clip(0, width).astype(int)
        down = np.rint((self.box[3] - boxes[:, ::-2]) * self.density).clip(0, height).astype(int)
        for (left, right), (top, bottom) in zip(across.tolist(), down.tolist(), strict=True):
            self._words[top:bottom, left:right] = other._words[top:bottom, left:right]

    def at(self, points: Array) -> tuple[Array, Array]:
        """The colours (n, 3) at points (n, 2) of the frame, and which of them are on the canvas."""
        height, width = self._data.shape[:2]
        x = np.floor((points[:, 0] - self.box[0]) * self.density).astype(int)
        y = np.floor((self.box[3] - points[:, 1]) * self.density).astype(int)
        is_inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
        return self.pixels[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)], is_inside

    def mask(self, boxes: Array) -> Array:
        """Which pixels (height, width) lie in one of the boxes (n, 4)."""
        height, width = self._data.shape[:2]
        inside = np.zeros((height, width), dtype=bool)
        for box in boxes:
            inside[self.window(box)] = True
        return inside

    def window(self, box: Array) -> tuple[slice, slice]:
        """The rows and columns of the pixels that lie in a box."""
        left, bottom, right, top = box
        x0, x1 = (round((x - self.box[0]) * self.density) for x in (left, right))
        y0, y1 = (round((self.box[3] - y) * self.density) for y in (top, bottom))
        return slice(max(y0, 0), max(y1, 0)), slice(max(x0, 0), max(x1, 0))


def _word(colour: Array) -> int:
    """A pixel of this colour."""
    return int(np.array([*colour, 255], dtype=np.uint8).view(np.uint32)[0])


class MobjectPainter:
    """Paints single mobjects onto canvases, through `camera`."""

    def __init__(self, camera: mn.Camera) -> None:
        self._camera = camera
        self._paths: dict[int, Path] = {}
        self._tracer = cairo.Context(cairo.ImageSurface(cairo.FORMAT_ARGB32, 1, 1))
        self._tracer.scale(_TRACES_A_UNIT, _TRACES_A_UNIT)

    def paint(
        self,
        canvas: Canvas,
        mobject: mn.VMobject,
        points_key: int,
        *,
        fill: bool = True,
        stroke: bool = True,
    ) -> None:
        """Paint one mobject, its fill and its stroke, without its submobjects.

        The key is that of its points as they are.
        """
        camera, context = self._camera, canvas.context
        context.new_path()
        context.append_path(self._path(mobject, points_key))
        if stroke:
            camera.apply_stroke(context, mobject, background=True)
        if fill:
            camera.apply_fill(context, mobject)
        if stroke:
            camera.apply_stroke(context, mobject)

    def _path(self, mobject: mn.VMobject, points_key: int) -> Path:
        path = self._paths.get(points_key)
        if path is None:
            if len(self._paths) >= _MOST_PATHS:
                self._paths.clear()
            self._tracer.new_path()
            mn.Camera.set_cairo_context_path(self._camera, self._tracer, mobject)
            path = self._paths[points_key] = self._tracer.copy_path()
        return path
