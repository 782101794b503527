"""From Manim's pictures to the frames that encoders take.

Manim's pictures are RGBA with colours already multiplied by their opacity (Cairo's way). Opaque
films are converted to limited-range BT.709, and only where a picture differs from the one before:
most of a lecture's picture stands still most of the time. Films with transparency keep straight
colours, or the edges of every glyph would get a dark rim.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter

Pixels = npt.NDArray[Any]
"""RGBA pictures (height, width, 4) of uint8 (Manim's annotations do not say so)."""

_MARGIN = 32
"""Pixels converted around what has changed: chroma is filtered across a few of its neighbours."""
_KEPT_MARGIN = 8
"""Pixels of that margin that are kept, even where the filter has seen the edge of the cut."""
_NEAR = 64
"""Rows that may lie between two changes for them to be converted in one piece."""


def converter_for(pixel_format: str) -> FrameConverter:
    """The converter to frames of a format."""
    kinds = {"yuv420p": ChangesConverter, "bgr24": FrameConverter}
    return kinds.get(pixel_format, StraightConverter)(pixel_format)


class FrameConverter:
    """Converts every picture as a whole."""

    def __init__(self, pixel_format: str) -> None:
        self._format = pixel_format
        self._is_yuv = pixel_format.startswith("yuv")
        self._reformatter = VideoReformatter()

    def __call__(self, pixels: Pixels) -> av.VideoFrame:
        """A frame that shares nothing with `pixels`, and is good until the next call."""
        frame = av.VideoFrame.from_numpy_buffer(pixels, format="rgba")
        if not self._is_yuv:
            return self._reformatter.reformat(frame, format=self._format, threads=1)
        converted = self._reformatter.reformat(
            frame,
            format=self._format,
            src_color_range=ColorRange.JPEG,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )
        # Set on the frame, these are tags; asked of the reformatter, they would be a conversion.
        converted.color_primaries = ColorPrimaries.BT709
        converted.color_trc = ColorTrc.BT709
        return converted


class StraightConverter(FrameConverter):
    """Undoes the multiplication of colours by opacity first."""

    def __call__(self, pixels: Pixels) -> av.VideoFrame:
        """A frame with straight colours."""
        return super().__call__(straight(pixels))


class ChangesConverter(FrameConverter):
    """Converts to yuv420p what is unlike the picture before, and keeps the rest."""

    def __init__(self, pixel_format: str) -> None:
        super().__init__(pixel_format)
        self._pixels: Pixels | None = None
        self._frame: av.VideoFrame
        self._planes: list[Pixels]

    def __call__(self, pixels: Pixels) -> av.VideoFrame:
        """The frame, which is the same object every time."""
        if self._pixels is None:
            self._pixels = pixels.copy()
            self._frame = super().__call__(pixels)
            self._planes = _planes(self._frame)
            return self._frame
        for top, bottom, left, right in changed_parts(self._pixels, pixels):
            self._convert(pixels, top, bottom, left, right)
            self._pixels[top:bottom, left:right] = pixels[top:bottom, left:right]
        return self._frame

    def _convert(self, pixels: Pixels, top: int, bottom: int, left: int, right: int) -> None:
        height, width = pixels.shape[:2]
        cut_top, cut_bottom = _widened(top, bottom, height, _MARGIN)
        cut_left, cut_right = _widened(left, right, width, _MARGIN)
        top, bottom = _widened(top, bottom, height, _KEPT_MARGIN)
        left, right = _widened(left, right, width, _KEPT_MARGIN)
        part = super().__call__(pixels[cut_top:cut_bottom, cut_left:cut_right])
        for plane, source, scale in zip(self._planes, _planes(part), (1, 2, 2), strict=True):
            rows = slice(top // scale, bottom // scale)
            columns = slice(left // scale, right // scale)
            plane[rows, columns] = source[
                (top - cut_top) // scale : (bottom - cut_top) // scale,
                (left - cut_left) // scale : (right - cut_left) // scale,
            ]


def changed_parts(before: Pixels, after: Pixels) -> Iterator[tuple[int, int, int, int]]:
    """The rectangles (top, bottom, left, right) outside which two pictures are equal.

    Pictures are (height, width, 4) with an even width. The rectangles do not overlap.
    """
    height = len(after)
    pairs = before.reshape(height, -1).view(np.uint64) != after.reshape(height, -1).view(np.uint64)
    rows = np.flatnonzero(pairs.any(axis=1))
    if not len(rows):
        return
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > _NEAR) + 1):
        top, bottom = int(run[0]), int(run[-1]) + 1
        columns = np.flatnonzero(pairs[top:bottom].any(axis=0))
        yield top, bottom, 2 * int(columns[0]), 2 * int(columns[-1]) + 2


def straight(pixels: Pixels) -> Pixels:
    """Undo the multiplication of colours by opacity: `c = c' * 255 / a`, and 0 where a is 0.

    `pixels` is (height, width, 4) RGBA; a new array of the same shape is returned. Only edges and
    glass have work to do: where a is 0 or 255, colours stay as they are.
    """
    result = pixels.copy()
    alpha = pixels[..., 3]
    partly = np.flatnonzero((alpha - 1 < 254).ravel())  # 0 - 1 is 255 here
    edges = pixels.reshape(-1, 4)[partly].astype(np.uint16)
    opacity = edges[:, 3:]
    colours = (edges[:, :3] * 255 + opacity // 2) // opacity
    result.reshape(-1, 4)[partly, :3] = np.minimum(colours, 255)
    return result


def _widened(start: int, end: int, size: int, margin: int) -> tuple[int, int]:
    """A range made wider by `margin` on both sides, from an even number to an even number."""
    return max(start - margin, 0) // 2 * 2, min((end + margin + 1) // 2 * 2, size)


def _planes(frame: av.VideoFrame) -> list[Pixels]:
    """The planes of a frame as arrays that share its memory."""
    return [
        np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[
            : plane.height, : plane.width
        ]
        for plane in frame.planes
    ]
